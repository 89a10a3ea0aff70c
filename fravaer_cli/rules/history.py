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

    def matches(self, entry: Fravaersfoering) -> bool:
        """Whether the entry is one of those."""
        return (
            entry.type != "avtalt"
            and (not self.type or entry.type in self.type)
            and (not self.dokumentert or entry.dokumentert in self.dokumentert)
            and (not self.gyldig or entry.er_gyldig in self.gyldig)
            and (not self.aarsak or entry.aarsak in self.aarsak)
        )


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
        return [s for s in self.entries if utvalg.matches(s.entry)]


def build_history(
    entries: Iterable[Fravaersfoering],
    calendar: SchoolCalendar,
    until: date,
    timeplan: Mapping[str, int] = NO_TIMETABLE,
    soesken: tuple[frozenset[int], ...] = (),
) -> History:
    """What of the log is seen at `until`, beside the class's timetable and the siblings' days of absence."""
    year = calendar.year(until)
    seen = []
    for entry in entries:
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
    return tuple(s for s in entries if any(a <= d <= b for d in s.days))
