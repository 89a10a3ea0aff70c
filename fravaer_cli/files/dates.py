"""Why a text is no date that we take, and what to write instead."""

from __future__ import annotations

import re
from calendar import monthrange

from fravaer_cli.diagnostics import Problem, Route
from fravaer_cli.texts import MAANEDER, sitat

EXAMPLE = "skriv år-måned-dag, som 2025-11-21"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4}|\d{2})\.?|(\d{1,2})[ -](\d{1,2})[ -](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-–/. ]?(\d{1,2})[-–/. ]?(\d{1,2})")
_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}[:.]\d{2}.*")


_PLAIN_YEAR_FIRST = re.compile(r"\d{4}[-–/. ]\d{1,2}[-–/. ]\d{1,2}|\d{8}")
"""Where month and day cannot be taken for one another: 2025111 can be November 1 or January 11."""


def meant(written: object) -> tuple[str, str] | None:
    """The date that was meant, beyond doubt: (in ISO, what was written after it); None if there is no telling.

    What comes after is the time of day, or nothing.
    """
    text = str(written).strip()
    timed = _WITH_TIME.fullmatch(text)
    date = timed[1] if timed else text
    rest = text[len(date) :].strip(" T")
    if _YEAR_FIRST.fullmatch(date) and not _PLAIN_YEAR_FIRST.fullmatch(date):
        return None
    numbers = _numbers(date)
    if numbers is None or why_no_date(*numbers):
        return None
    y, m, d = numbers
    return f"{y:04}-{m:02}-{d:02}", rest


def _numbers(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of what looks like a date."""
    day_first, year_first = _DAY_FIRST.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    if day_first:
        day, month, year = (g for g in day_first.groups() if g)
        return int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)
    if year_first:
        y, m, d = (int(g) for g in year_first.groups())
        return y, m, d
    return None


def date_problem(route: Route, written: object) -> Problem:
    """The problem of a value that should have been a date."""
    text = str(written).strip()
    timed = _WITH_TIME.fullmatch(text)
    if timed:
        return Problem(route, "F007", f"{sitat(text)} er en dato med klokkeslett", f"skriv bare datoen: {timed[1]}")
    numbers = _numbers(text)
    if numbers is None:
        return Problem(route, "F007", f"{sitat(text)} er ikke en dato", EXAMPLE)
    y, m, d = numbers
    wrong = why_no_date(y, m, d)
    if wrong:
        return Problem(route, "F007", f"datoen {sitat(text)} finnes ikke: {wrong}", EXAMPLE)
    iso = f"{y:04}-{m:02}-{d:02}"
    if _DAY_FIRST.fullmatch(text):
        return Problem(route, "F007", f"datoen {sitat(text)} må skrives med året først", f"skriv {iso}")
    return Problem(route, "F007", f"datoen {sitat(text)} er ikke skrevet som ÅÅÅÅ-MM-DD", f"skriv {iso}")


def why_no_date(y: int, m: int, d: int) -> str | None:
    """Why there is no such date, or None if there is one."""
    if not 1 <= m <= 12:
        return f"det er ingen måned {m}"
    if not _FIRST_YEAR <= y <= _LAST_YEAR:
        return f"året {y} kan ikke stemme"
    last = monthrange(y, m)[1]
    return None if 1 <= d <= last else f"{MAANEDER[m - 1]} {y} har {last} dager"
