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


def date_problem(route: Route, written: object) -> Problem:
    """The problem of a value that should have been a date."""
    text = str(written).strip()
    timed = _WITH_TIME.fullmatch(text)
    if timed:
        return Problem(route, "F007", f"{sitat(text)} er en dato med klokkeslett", f"skriv bare datoen: {timed[1]}")
    day_first, year_first = _DAY_FIRST.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    if day_first:
        d, m, y = (int(g) for g in day_first.groups() if g)
        y += 2000 if y < 100 else 0
    elif year_first:
        y, m, d = (int(g) for g in year_first.groups())
    else:
        return Problem(route, "F007", f"{sitat(text)} er ikke en dato", EXAMPLE)
    wrong = why_no_date(y, m, d)
    if wrong:
        return Problem(route, "F007", f"datoen {sitat(text)} finnes ikke: {wrong}", EXAMPLE)
    iso = f"{y:04}-{m:02}-{d:02}"
    if day_first:
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
