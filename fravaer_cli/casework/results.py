"""What a judged pupil looks like to those who show it: plain values, ready to be sent between processes."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from fravaer_cli.casework.counts import Counts, Week
from fravaer_cli.casework.followup import Status
from fravaer_cli.diagnostics import Diagnostic, Place


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
        verdi: count, length, or percent with one decimal.
        grense: the rule's limit.
        ivaretatt: a running plan takes care.
    """

    regel: str
    alvor: str
    status: Status
    nytt: bool
    tolkning: bool
    dato: date
    siste: date
    verdi: float
    grense: float
    vindu: tuple[date, date]
    bevis: tuple[Evidence, ...]
    melding: str
    oppfoelging: tuple[Item, ...]
    ivaretatt: bool

    @property
    def calls_for_action(self) -> bool:
        """Something is to be done."""
        return self.alvor == "tiltak" and self.status is not Status.UTFOERT


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
