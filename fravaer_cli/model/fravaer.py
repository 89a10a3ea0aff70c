"""`fravaer.yaml`: the absence log."""

from datetime import date
from typing import NamedTuple

TYPER = ("dag", "time", "forsentkomming", "forlot", "avtalt")


class Fravaersfoering(NamedTuple):
    """One entry: exactly one of `dato` or `fra`+`til`.

    Attributes:
        nr: the entry's number in the file, from 0.
        timer: lessons.
        time: numbers of the lessons.
        minutter: minutes late.
    """

    nr: int
    type: str
    dato: date | None = None
    fra: date | None = None
    til: date | None = None
    timer: int | None = None
    time: tuple[int, ...] = ()
    minutter: int | None = None
    fag: str | None = None
    dokumentert: bool = False
    gyldig: bool | None = None
    meldt: str | None = None
    aarsak: str | None = None
    merknad: str | None = None
    registrert_av: str | None = None
    kilde: str | None = None
    id: str | None = None

    @property
    def foerste(self) -> date:
        """First day that the entry names."""
        return self.dato or self.fra or date.min

    @property
    def siste(self) -> date:
        """Last day that the entry names."""
        return self.dato or self.til or self.foerste

    @property
    def er_gyldig(self) -> bool:
        """Valid ground; not given, it is what `dokumentert` is (02)."""
        return self.dokumentert if self.gyldig is None else self.gyldig

    @property
    def antall_timer(self) -> int:
        """Lessons on each day it covers: `timer`, else as many as `time` lists, else one."""
        return self.timer if self.timer is not None else len(self.time) or 1

    @property
    def hele_dagen(self) -> bool:
        """No lessons are named: the whole day."""
        return self.timer is None and not self.time
