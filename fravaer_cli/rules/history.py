"""A pupil's absence day by day, as the rules see it: one school year, school days only, up to the check date (03)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from fravaer_cli.model.fravaer import Fravaersfoering
from fravaer_cli.school_year import SchoolCalendar

NO_TIMETABLE: Mapping[str, int] = MappingProxyType({})


class Seen(NamedTuple):
    """An entry and the school days of it that are seen, as ordinals, ascending; at least one."""

    entry: Fravaersfoering
    days: tuple[int, ...]


class Filter(NamedTuple):
    """Which entries a rule looks at. What is empty asks for nothing; `avtalt` is never absence."""

    type: frozenset[str] = frozenset()
    dokumentert: frozenset[bool] = frozenset()
    gyldig: frozenset[bool] = frozenset()
    aarsak: frozenset[str] = frozenset()

    def of(self, entries: Iterable[Seen]) -> list[Seen]:
        """Those among the entries, in their order."""
        type_, dokumentert, gyldig, aarsak = self
        return [
            s
            for s in entries
            if (entry := s.entry).type != "avtalt"
            and (not type_ or entry.type in type_)
            and (not dokumentert or entry.dokumentert in dokumentert)
            and (not gyldig or entry.er_gyldig in gyldig)
            and (not aarsak or entry.aarsak in aarsak)
        ]


class History(NamedTuple):
    """One pupil's absence in the check date's school year.

    Attributes:
        entries: in the file's order.
        calendar: the school's.
        until: the check date.
        timeplan: lessons a week by subject, as `klasse.yaml` spells it; empty where there is no timetable.
        soesken: for each sibling the ordinals of the days of absence up to the check date.
    """

    entries: tuple[Seen, ...]
    calendar: SchoolCalendar
    until: date
    timeplan: Mapping[str, int] = NO_TIMETABLE
    soesken: tuple[frozenset[int], ...] = ()

    def matching(self, utvalg: Filter) -> list[Seen]:
        """The entries that a rule's filter lets through, in the file's order."""
        return utvalg.of(self.entries)


def build_history(
    entries: Iterable[Fravaersfoering],
    calendar: SchoolCalendar,
    until: date,
    timeplan: Mapping[str, int] = NO_TIMETABLE,
    soesken: tuple[frozenset[int], ...] = (),
) -> History:
    """What of the log is seen at `until`, beside the class's timetable and the siblings' days of absence."""
    year, is_school_day = calendar.year(until), calendar.is_school_day
    begin, end = year.begin.toordinal(), until.toordinal()
    seen = []
    for entry in entries:
        if entry.dato is not None:
            day = entry.dato.toordinal()
            days: tuple[int, ...] = (day,) if begin <= day <= end and is_school_day(entry.dato) else ()
        else:
            first, last = max(entry.foerste, year.begin), min(entry.siste, until)
            days = tuple(calendar.school_days(first, last)) if first <= last else ()
        if days:
            seen.append(Seen(entry, days))
    return History(tuple(seen), calendar, until, timeplan, soesken)


def absent_days(entries: Iterable[Seen]) -> list[int]:
    """The distinct school days with a `dag` entry among these, ascending."""
    return sorted({d for s in entries if s.entry.type == "dag" for d in s.days})


def evidence(entries: Sequence[Seen], first: date, last: date) -> tuple[Seen, ...]:
    """The entries that have a seen day from `first` to `last`."""
    a, b = first.toordinal(), last.toordinal()
    return tuple(s for s in entries if s.days[0] <= b and s.days[-1] >= a and any(a <= d <= b for d in s.days))
