"""The school year that one prepares for, and the dates in the commented-out examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fravaer_cli.errors import UserError
from fravaer_cli.school_year import DAY, SchoolCalendar, default_end, default_start, easter_sunday, school_year_of
from fravaer_cli.texts import sitat


def school_year_for(today: date) -> int:
    """The year in which the school year begins that one now prepares for: after the last school day, the next one."""
    year = school_year_of(today)
    return year + 1 if today > default_end(year) else year


def parse_school_year(text: str) -> int:
    """«2026-2027», and also 2026/27 → 2026.

    Raises:
        UserError: it is not two years in a row.
    """
    match = re.fullmatch(r"(20\d\d)[-/–](\d\d|\d{4})", text.strip())
    if not match or int(match[2]) not in (int(match[1]) + 1, (int(match[1]) + 1) % 100):
        raise UserError(f"{sitat(text)} er ikke et skoleår.", "Skriv to år på rad, som 2026-2027.")
    return int(match[1])


def school_year_name(year: int) -> str:
    """2026 → «2026-2027»."""
    return f"{year}-{year + 1}"


def example_calendar(year: int) -> dict[str, Any]:
    """Dates for the commented-out calendar: possible ones, which the user must change to the municipality's."""
    easter = easter_sunday(year + 1)
    christmas, newyear = date(year, 12, 23), date(year + 1, 1, 1)
    free = [
        (date.fromisocalendar(year, 41, 1), date.fromisocalendar(year, 41, 5), "høstferie"),
        (christmas - christmas.weekday() * DAY, newyear + (4 - newyear.weekday()) * DAY, "juleferie"),
        (date.fromisocalendar(year + 1, 9, 1), date.fromisocalendar(year + 1, 9, 5), "vinterferie"),
        (easter - 6 * DAY, easter + DAY, "påskeferie"),
    ]
    return {
        "start": default_start(year),
        "slutt": default_end(year),
        "skille": date.fromisocalendar(year + 1, 2, 5),
        "fri": [{"fra": first, "til": last, "hva": what} for first, last, what in free],
        "planleggingsdag": date.fromisocalendar(year, 46, 5),
        "moetedager": [date.fromisocalendar(year, week, 4) for week in (36, 38, 40)],
    }


@dataclass(frozen=True, slots=True)
class ExampleDays:
    """Dates for the examples: today, a week from now, and eight school days of one school year that have been."""

    today: date
    later: date
    school_days: Sequence[date]

    @classmethod
    def before(cls, today: date, known: SchoolCalendar) -> ExampleDays:
        """The last school days by the school's calendar; by an ordinary one if the school's has too few."""
        for calendar in (known, SchoolCalendar()):
            for year in (school_year_of(today), school_year_of(today) - 1):
                days = calendar.school_days(date(year, 8, 1), min(today, date(year + 1, 7, 31)))[-8:]
                if len(days) == 8:
                    return cls(today, today + 7 * DAY, [date.fromordinal(d) for d in days])
        raise AssertionError("a whole school year without school days")
