"""`tiltaksplan.yaml`: an action plan with its plan B."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from fravaer_cli.model.felles import Arkivering, Deltaker, Sending

STANDARD_VARIGHET = timedelta(days=21)
"""How long a plan takes care when it names no end (03, «Cared for by a plan»; gran 3.4: three weeks)."""


class Periode(NamedTuple):
    """From and to, both included."""

    fra: date
    til: date | None = None


class Maal(NamedTuple):
    """Long-term goals."""

    langsiktige: tuple[str, ...] = ()


class Delmaal(NamedTuple):
    """An intermediate goal: how it is measured, by when."""

    id: str
    maal: str | None = None
    maales_ved: str | None = None
    innen: date | None = None


class PlanB(NamedTuple):
    """What happens if it does not go as planned."""

    hvis: str | None = None
    hva: str | None = None
    ansvar: str | None = None


class Tiltak(NamedTuple):
    """A measure."""

    id: str
    utfordring: str | None = None
    tiltak: str | None = None
    delmaal: str | None = None
    kategori: str | None = None
    naar: str | None = None
    evalueres: str | None = None
    ansvar: str | None = None
    frist: date | None = None
    plan_b: PlanB | None = None


class Trinn(NamedTuple):
    """A step of a stepwise return."""

    trinn: int | None = None
    fra: date | None = None
    til: date | None = None
    innhold: str | None = None
    stoette: str | None = None
    utfall: str | None = None


class Moete(NamedTuple):
    """A meeting."""

    dato: date | None = None
    kl: str | None = None
    sted: str | None = None
    med: tuple[str, ...] = ()
    innkalles_av: str | None = None


class Tiltaksplan(NamedTuple):
    """One plan.

    Attributes:
        fil: the name of its file; no key of the file's.
    """

    periode: Periode
    sted_dato: str | None = None
    status: str | None = None
    deltakere: tuple[Deltaker, ...] = ()
    kontaktperson: str | None = None
    elevens_stemme: str | None = None
    maal: Maal | None = None
    delmaal: tuple[Delmaal, ...] = ()
    moeteplan: tuple[Moete, ...] = ()
    fulltid: bool | None = None
    fluktrute: str | None = None
    trinn: tuple[Trinn, ...] = ()
    tiltak: tuple[Tiltak, ...] = ()
    ansvar: Mapping[str, tuple[str, ...]] | None = None
    plan_b: PlanB | None = None
    evaluering: Moete | None = None
    signert: tuple[Deltaker, ...] = ()
    sendt: tuple[Sending, ...] = ()
    arkivert: Arkivering | None = None
    fil: str = "tiltaksplan.yaml"

    @property
    def tar_vare_til(self) -> date:
        """The last day on which the plan takes care: its evaluation, else its end, else 21 days after it began (03)."""
        if self.evaluering and self.evaluering.dato:
            return self.evaluering.dato
        return self.periode.til or self.periode.fra + STANDARD_VARIGHET
