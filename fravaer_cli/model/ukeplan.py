"""`ukeplan.yaml`: week plans and the day's plan."""

from datetime import date
from typing import NamedTuple


class Rammer(NamedTuple):
    """The day in three parts (gran vedlegg 3)."""

    morgen: str | None = None
    skoledag: str | None = None
    ettermiddag: str | None = None


class Oekt(NamedTuple):
    """A part of the day: when, where, what, with whom."""

    kl: str | None = None
    sted: str | None = None
    hva: str | None = None
    hvem: str | None = None
    ansvar: str | None = None


class Dag(NamedTuple):
    """One day of a week plan."""

    dag: str | None = None
    dato: date | None = None
    rammer: Rammer | None = None
    oekter: tuple[Oekt, ...] = ()


class Uke(NamedTuple):
    """One week plan; the days in their own order."""

    tittel: str | None = None
    dager: tuple[Dag, ...] = ()
    valgliste: tuple[str, ...] = ()


class Ukeplan(NamedTuple):
    """All week plans of a case, and the day's plan."""

    ukeplaner: tuple[Uke, ...] = ()
    dagsplan: tuple[Oekt, ...] = ()
