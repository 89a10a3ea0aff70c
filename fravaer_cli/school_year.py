"""School days, half-years, windows and deadlines (03, «Counting, exactly»). Never asks for today's date.

A date belongs to the school year that starts on 1 August before it. Nothing here knows of pupils or rules.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import NamedTuple

DAY = timedelta(days=1)


class Free(NamedTuple):
    """Days without school, first and last included, and what they are called."""

    start: date
    end: date
    name: str = ""


class Skolerute(NamedTuple):
    """The municipality's calendar for one school year. What is None takes the default of 03.

    Attributes:
        year: the calendar year in which the school year starts.
        start: first school day.
        end: last school day.
        split: last day of the first half-year.
    """

    year: int
    start: date | None = None
    end: date | None = None
    split: date | None = None
    free: tuple[Free, ...] = ()


class Vindu(NamedTuple):
    """A window that ends at a day: a named one, or a number of days.

    Attributes:
        name: `måned`, `kvartal`, `semester`, `skoleår`, `dager` or `skoledager`.
        n: how many, for the last two.
    """

    name: str
    n: int = 0


class Frist(NamedTuple):
    """How long one has: `n` school days or calendar days after the trigger; 0 is the same day."""

    unit: str
    n: int


def easter_sunday(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, str]:
    """Norwegian public holidays by date. Source: lov om helligdager; lov om 1. og 17. mai."""
    easter = easter_sunday(year)
    return {
        date(year, 1, 1): "første nyttårsdag",
        easter - 3 * DAY: "skjærtorsdag",
        easter - 2 * DAY: "langfredag",
        easter: "første påskedag",
        easter + DAY: "andre påskedag",
        date(year, 5, 1): "første mai",
        date(year, 5, 17): "syttende mai",
        easter + 39 * DAY: "Kristi himmelfartsdag",
        easter + 49 * DAY: "første pinsedag",
        easter + 50 * DAY: "andre pinsedag",
        date(year, 12, 25): "første juledag",
        date(year, 12, 26): "andre juledag",
    }


def minus_months(d: date, months: int) -> date:
    """The same day number `months` months earlier, clipped to the month's end (31 March → 28 or 29 February)."""
    index = d.year * 12 + d.month - 1 - months
    year, month = divmod(index, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(d.day, (first_of_next - DAY).day))


class SchoolYear(NamedTuple):
    """One school year, 1 August to 31 July.

    Attributes:
        begin: 1 August.
        finish: 31 July.
        start: first possible school day.
        end: last possible school day.
        split: last day of the first half-year.
        known: the municipality has given a calendar for it; otherwise vacations are unknown.
        days: the ordinals of all school days, ascending.
    """

    begin: date
    finish: date
    start: date
    end: date
    split: date
    known: bool
    free: tuple[Free, ...]
    days: tuple[int, ...]

    @property
    def name(self) -> str:
        """«2025-2026»."""
        return f"{self.begin.year}-{self.finish.year}"

    def halfyear(self, d: date) -> tuple[date, date]:
        """First and last day of the half-year that holds `d`."""
        return (self.begin, self.split) if d <= self.split else (self.split + DAY, self.finish)

    def why_free(self, d: date) -> str | None:
        """Why `d` (in this school year) is no school day, as a Norwegian noun phrase; None if it is one."""
        if d.weekday() >= 5:
            return ("en lørdag", "en søndag")[d.weekday() - 5]
        if d < self.start:
            return "før skolestart"
        if d > self.end:
            return "etter siste skoledag"
        holiday = public_holidays(d.year).get(d)
        if holiday:
            return holiday
        for free in self.free:
            if free.start <= d <= free.end:
                return free.name or "en fridag"
        return None


def school_year_of(d: date) -> int:
    """The calendar year in which the school year that holds `d` starts."""
    return d.year if d.month >= 8 else d.year - 1


def default_start(year: int) -> date:
    """Monday of ISO week 34."""
    return date.fromisocalendar(year, 34, 1)


def default_end(year: int) -> date:
    """The Friday on or before 21 June of the following year."""
    d = date(year + 1, 6, 21)
    return d - timedelta(days=(d.weekday() - 4) % 7)


def build_year(year: int, rute: Skolerute | None) -> SchoolYear:
    """The school year that starts in `year`, with the defaults of 03 for what `rute` lacks."""
    known = rute is not None
    rute = rute or Skolerute(year)
    begin, finish = date(year, 8, 1), date(year + 1, 7, 31)
    start, end = rute.start or default_start(year), rute.end or default_end(year)
    free_days = {
        o for f in rute.free for o in range(max(f.start, begin).toordinal(), min(f.end, finish).toordinal() + 1)
    }
    free_days.update(d.toordinal() for y in (year, year + 1) for d in public_holidays(y))
    days = tuple(
        o
        for o in range(max(start, begin).toordinal(), min(end, finish).toordinal() + 1)
        if (o - 1) % 7 < 5 and o not in free_days  # ordinal 1 is a Monday
    )
    return SchoolYear(begin, finish, start, end, rute.split or date(year, 12, 31), known, rute.free, days)


class SchoolCalendar:
    """All school years of one school.

    Args:
        ruter: the calendars that the school has given, by the year they start in.
    """

    def __init__(self, ruter: Mapping[int, Skolerute] | None = None) -> None:
        self._ruter = dict(ruter or {})
        self._years: dict[int, SchoolYear] = {}

    def year(self, d: date) -> SchoolYear:
        """The school year that holds `d`. Dates within a year of the calendar's ends are moved inwards."""
        start = d.year if d.month >= 8 else d.year - 1
        known = self._years.get(start)
        if known is None:
            inside = min(max(start, MINYEAR + 1), MAXYEAR - 2)
            known = self._years[start] = build_year(inside, self._ruter.get(inside))
        return known

    def is_school_day(self, d: date) -> bool:
        """Monday–Friday, inside the school year, no public holiday, not free."""
        days = self.year(d).days
        i = bisect_left(days, d.toordinal())
        return i < len(days) and days[i] == d.toordinal()

    def school_days(self, first: date, last: date) -> list[int]:
        """The ordinals of the school days from `first` to `last`, both included; also across school years."""
        found: list[int] = []
        for y in range(school_year_of(first), school_year_of(last) + 1):
            days = self.year(date(y, 8, 1)).days
            found += days[bisect_left(days, first.toordinal()) : bisect_right(days, last.toordinal())]
        return found

    def count(self, first: date, last: date) -> int:
        """How many school days from `first` to `last`, both included, within one school year."""
        days = self.year(last).days
        return max(0, bisect_right(days, last.toordinal()) - bisect_left(days, first.toordinal()))

    def window(self, vindu: Vindu, d: date) -> tuple[date, date]:
        """First and last day of the window that ends at `d`, clipped to `d`'s school year (03)."""
        year = self.year(d)
        match vindu.name:
            case "måned":
                first = minus_months(d, 1) + DAY
            case "kvartal":
                first = minus_months(d, 3) + DAY
            case "dager":
                first = d - timedelta(days=min(vindu.n - 1, 400))
            case "skoledager":
                i = bisect_right(year.days, d.toordinal()) - vindu.n
                first = date.fromordinal(year.days[i]) if i >= 0 else year.begin
            case "semester":
                first = year.halfyear(d)[0]
            case _:
                first = year.begin
        return max(first, year.begin), d

    def deadline(self, frist: Frist, trigger: date) -> date:
        """The last day on which the thing may be done: the n-th school day (or calendar day) after the trigger."""
        if frist.unit == "dager":
            return trigger + timedelta(days=frist.n)
        if frist.n == 0:
            return trigger
        left, start = frist.n, school_year_of(trigger)
        for y in range(start, start + 50):
            days = self.year(date(y, 8, 1)).days
            i = bisect_right(days, trigger.toordinal())
            if i + left <= len(days):
                return date.fromordinal(days[i + left - 1])
            left -= len(days) - i
        return date.max
