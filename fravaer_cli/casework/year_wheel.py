"""When the fixed tasks of a routine's year wheel fall (03, «Year wheel»). Knows the school's calendar and no pupil.

A vacation is at least three weekdays on end, between two school days, that are free for another reason than a public
holiday: the autumn, Christmas, winter and Easter holidays, but not a long weekend. The summer is one too.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from fravaer_cli.school_year import DAY, SchoolCalendar, SchoolYear, public_holidays, school_year_of
from fravaer_cli.texts import MAANEDER

VACATION_WEEKDAYS = 3
"""A teachers' planning day beside a weekend is no vacation, nor is a public holiday with a bridge day."""


class Occurrence(NamedTuple):
    """One time that a task falls.

    Attributes:
        key: which one of the school year's, whatever its date: «2025-2026/2».
        first, last: the day, or the days on one of which it is to be done.
    """

    key: str
    first: date
    last: date


Find = Callable[[SchoolYear], Iterator[tuple[date, date]]]

UNDATED = {
    "ukentlig": "hver uke",
    "månedlig": "hver måned",
    "tre-ganger-i-året": "tre ganger i året",
    "høsten": "om høsten",
    "våren": "om våren",
    "overgang": "når en elev bytter skole",
}
"""What has no date that a program could find."""

WORDS = {
    "uken-før-skolestart": "uken før skolestart",
    "skolestart": "ved skolestart",
    "halvårsslutt": "siste uke i hvert halvår",
    "etter-ferie": "etter hver ferie",
    **{m: f"i {m}" for m in MAANEDER},
    **UNDATED,
}
"""How the words of `når` are said."""


def occurrences(naar: str, calendar: SchoolCalendar, first: date, last: date) -> list[Occurrence]:
    """The times that touch the days from `first` to `last`; none for what has no date."""
    find = _FINDERS.get(naar)
    found = []
    for start in range(school_year_of(first), school_year_of(last) + 2) if find else ():
        year = calendar.year(date(start, 8, 1))
        if find and year.days:
            found += [Occurrence(f"{year.name}/{i}", *days) for i, days in enumerate(find(year))]
    return [o for o in found if o.first <= last and o.last >= first]


def in_order(naar: str) -> int:
    """Where in the school year the word belongs: for sorting."""
    months = MAANEDER[7:] + MAANEDER[:7]
    order = ("uken-før-skolestart", "skolestart", *months, "halvårsslutt", "etter-ferie", *UNDATED)
    return order.index(naar) if naar in order else len(order)


def _school_start(year: SchoolYear) -> Iterator[tuple[date, date]]:
    day = date.fromordinal(year.days[0])
    yield day, day


def _week_before(year: SchoolYear) -> Iterator[tuple[date, date]]:
    day = date.fromordinal(year.days[0])
    monday = day - timedelta(days=day.weekday() + 7)
    yield monday, monday + 4 * DAY


def _end_of_half(year: SchoolYear) -> Iterator[tuple[date, date]]:
    split = year.split.toordinal()
    for half in ([d for d in year.days if d <= split], [d for d in year.days if d > split]):
        if half:
            last = date.fromordinal(half[-1])
            monday = (last - timedelta(days=last.weekday())).toordinal()
            yield date.fromordinal(next(d for d in half if d >= monday)), last


def _after_vacation(year: SchoolYear) -> Iterator[tuple[date, date]]:
    yield from _school_start(year)
    for before, after in zip(year.days, year.days[1:], strict=False):
        between = [date.fromordinal(d) for d in range(before + 1, after)]
        if sum(d.weekday() < 5 and d not in public_holidays(d.year) for d in between) >= VACATION_WEEKDAYS:
            day = date.fromordinal(after)
            yield day, day


def _month(number: int) -> Find:
    def find(year: SchoolYear) -> Iterator[tuple[date, date]]:
        first = date(year.begin.year if number >= 8 else year.finish.year, number, 1)
        last = (first + 31 * DAY).replace(day=1) - DAY
        days = [date.fromordinal(d) for d in year.days if first.toordinal() <= d <= last.toordinal()]
        yield days[0] if days else first, last

    return find


_FINDERS: dict[str, Find] = {
    "skolestart": _school_start,
    "uken-før-skolestart": _week_before,
    "halvårsslutt": _end_of_half,
    "etter-ferie": _after_vacation,
    **{name: _month(i) for i, name in enumerate(MAANEDER, 1)},
}
