"""How much absence there is in a window (`fravær` in check's JSON, 03), and a small picture of the last weeks."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from fravaer_cli.rules.history import History
from fravaer_cli.texts import en_desimal


class Counts(NamedTuple):
    """Absence within one window.

    Attributes:
        dager: days of absence; the next two are parts of it.
        timer: lessons of `time` entries.
        forsentkomminger: late arrivals, one for each school day an entry covers; `forlot` likewise.
        avtalte_dager: whole days agreed in a plan; no absence.
        skoledager: school days in the window so far.
    """

    dager: int
    dokumenterte_dager: int
    udokumenterte_dager: int
    timer: int
    forsentkomminger: int
    forlot: int
    avtalte_dager: int
    skoledager: int

    @property
    def prosent(self) -> float | None:
        """Days of absence in percent of the school days, one decimal; None without school days."""
        return en_desimal(100 * self.dager, self.skoledager) if self.skoledager else None


def count(history: History, first: date, last: date) -> Counts:
    """The absence from `first` to `last`, both included, as far as it is seen."""
    a, b = first.toordinal(), last.toordinal()
    days: set[int] = set()
    documented: set[int] = set()
    agreed: set[int] = set()
    lessons = late = left = 0
    for seen in history.entries:
        inside = [d for d in seen.days if a <= d <= b]
        match seen.entry.type:
            case "dag":
                days.update(inside)
                if seen.entry.dokumentert:
                    documented.update(inside)
            case "time":
                lessons += seen.entry.antall_timer * len(inside)
            case "forsentkomming":
                late += len(inside)
            case "forlot":
                left += len(inside)
            case "avtalt" if seen.entry.hele_dagen:
                agreed.update(inside)
    school_days = history.calendar.count(first, last)
    return Counts(
        len(days), len(documented), len(days) - len(documented), lessons, late, left, len(agreed), school_days
    )


class Mark(StrEnum):
    """What one day looks like in the picture. The stronger ones come first."""

    UDOKUMENTERT = "udokumentert"
    DOKUMENTERT = "dokumentert"
    FORLOT = "forlot"
    TIME = "time"
    FORSENT = "forsent"
    AVTALT = "avtalt"
    TILSTEDE = "til stede"
    FRI = "fri"
    FRAMTID = "framtid"


class Week(NamedTuple):
    """One week of the picture: its ISO number and Monday to Friday."""

    number: int
    days: tuple[Mark, ...]


def picture(history: History, weeks: int) -> tuple[Week, ...]:
    """The last weeks up to the check date, the latest last. Weeks without any school day are left out."""
    marks: dict[int, Mark] = {}
    order = list(Mark)
    for seen in history.entries:
        mark = _mark(seen.entry.type, documented=seen.entry.dokumentert)
        for day in seen.days:
            if day not in marks or order.index(mark) < order.index(marks[day]):
                marks[day] = mark
    found: list[Week] = []
    year = history.calendar.year(history.until)
    monday = history.until - timedelta(days=history.until.weekday())
    school_days = frozenset(year.days)
    while len(found) < weeks and monday + timedelta(days=6) >= year.start:
        days = [monday + timedelta(days=i) for i in range(5)]
        if any(d.toordinal() in school_days for d in days):
            shown = tuple(_day_mark(d, marks, history.until, school_days) for d in days)
            found.append(Week(monday.isocalendar().week, shown))
        monday -= timedelta(days=7)
    return tuple(reversed(found))


def _mark(type_: str, *, documented: bool) -> Mark:
    if type_ == "dag":
        return Mark.DOKUMENTERT if documented else Mark.UDOKUMENTERT
    return {"forlot": Mark.FORLOT, "time": Mark.TIME, "forsentkomming": Mark.FORSENT}.get(type_, Mark.AVTALT)


def _day_mark(day: date, marks: dict[int, Mark], until: date, school_days: frozenset[int]) -> Mark:
    ordinal = day.toordinal()
    if ordinal not in school_days:
        return Mark.FRI
    return Mark.FRAMTID if day > until else marks.get(ordinal, Mark.TILSTEDE)
