"""What a judged pupil looks like to those who show it: plain values, ready to be sent between processes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from fravaer_cli.casework.counts import Counts, Week
from fravaer_cli.casework.followup import Status
from fravaer_cli.diagnostics import Diagnostic, Place

if TYPE_CHECKING:
    from fravaer_cli.casework.period_overview import Oversikt


class Evidence(NamedTuple):
    """An entry that a finding rests on."""

    file: str
    line: int
    day: date


class Item(NamedTuple):
    """One thing to do, as it is shown."""

    handling: str
    ansvarlig: str
    navn: str | None
    frist: date | None
    status: Status
    utfoert: date | None


class Finding(NamedTuple):
    """One finding, as it is shown; see `casework.followup.Funn`.

    Attributes:
        verdi: count, length, or percent with one decimal; None where nothing is counted, and so the next two.
        grense: the rule's limit.
        vindu: first and last day of what was counted.
        ivaretatt: a running plan takes care.
    """

    regel: str
    alvor: str
    status: Status
    nytt: bool
    tolkning: bool
    dato: date
    siste: date
    verdi: float | None
    grense: float | None
    vindu: tuple[date, date] | None
    bevis: tuple[Evidence, ...]
    melding: str
    oppfoelging: tuple[Item, ...]
    ivaretatt: bool

    @property
    def calls_for_action(self) -> bool:
        """Something is to be done."""
        return self.alvor == "tiltak" and self.status is not Status.UTFOERT


class Neste(NamedTuple):
    """The next step of the staircase. `nr` counts from 1; `frist` is None where nothing is due yet."""

    trinn: str
    navn: str
    nr: int
    ansvarlig: str
    frist: date | None


class Plass(NamedTuple):
    """Where the pupil stands on the staircase: the last step reached (None and 0 before the first), and the next."""

    trinn: str | None
    navn: str | None
    nr: int
    neste: Neste | None


class CaseResult(NamedTuple):
    """One pupil, judged.

    Attributes:
        sak: the folder's name relative to the school.
        elev: the pupil's name, or None where `sak.yaml` cannot be read.
        fravaer: counts by `måned`, `semester` and `skoleår`.
        funn: all findings of the check, also those that are done; sorted.
        uker: the picture of the last weeks.
        sist_foert: date of the latest absence entry on or before the check date.
        ufullstendig: the files hold errors.
        trapp: where the pupil stands; None in a routine without staircase.
        plan_til: the last day on which a running plan takes care; None without one.
        oversikt: what the day, month and half-year views tell; None in the week's check.
    """

    sak: str
    elev: str | None
    kode: str | None
    klasse: str
    klassemappe: str
    status: str
    fravaer: Mapping[str, Counts]
    funn: tuple[Finding, ...]
    uker: tuple[Week, ...]
    sist_foert: date | None
    ufullstendig: bool
    kode_place: Place
    diagnostics: tuple[Diagnostic, ...]
    trapp: Plass | None = None
    plan_til: date | None = None
    oversikt: Oversikt | None = None
