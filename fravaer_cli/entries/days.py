"""Days as people say them: «i dag», «i går», «fredag», «5.11.», «5. november», 2025-11-05."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from fravaer_cli.errors import UserError
from fravaer_cli.files.dates import why_no_date
from fravaer_cli.school_year import DAY
from fravaer_cli.texts import MAANEDER, UKEDAGER, sitat

EXAMPLES = "i dag, i går, fredag, forrige fredag, 5.11., 5. november eller 2025-11-05"
EXAMPLES_IN_ONE_WORD = "i-dag, i-går, fredag, forrige-fredag, 5.11. eller 2025-11-05"
"""The same where a blank would end an argument."""
_NEAR = {
    "i dag": 0,
    "idag": 0,
    "i går": -1,
    "igår": -1,
    "i gaar": -1,
    "i forgårs": -2,
    "iforgårs": -2,
    "forgårs": -2,
    "i morgen": 1,
    "imorgen": 1,
    "i overmorgen": 2,
}
_NUMBERS = re.compile(r"(\d{1,2})\s?[./]\s?(\d{1,2})(?:\s?[./]\s?(\d{4}|\d{2})?)?\.?", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})\.?\s?([a-zæøå]{3,9})\.?(?:\s(\d{4}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WEEKDAY = re.compile(r"(?:på )?(sist |siste |forrige |nå |neste )?([a-zæøå]{3,7})\.?")


def parse_day(text: str, today: date, *, ahead: bool = False) -> date:
    """The day that was meant.

    A weekday is the nearest one: today or before, or with `ahead` today or later. «Sist fredag» is before today, and
    «forrige fredag» is last week's. A date without a year is the nearest one in the same way.

    Args:
        today: the day on which it was said.
        ahead: it is about something to come.

    Raises:
        UserError: it cannot be understood, or there is no such day.
    """
    said = " ".join(re.sub(r"(?<=[a-zæøå])-", " ", unicodedata.normalize("NFC", text).casefold()).split())
    if said in _NEAR:
        return today + _NEAR[said] * DAY
    iso, numbers, words = _ISO.fullmatch(said), _NUMBERS.fullmatch(said), _IN_WORDS.fullmatch(said)
    if iso:
        return _date(text, int(iso[1]), int(iso[2]), int(iso[3]))
    if numbers:
        return _without_year(text, int(numbers[1]), int(numbers[2]), numbers[3], today, ahead=ahead)
    if words and (month := _month(words[2])):
        return _without_year(text, int(words[1]), month, words[3], today, ahead=ahead)
    day = _weekday(said, today, ahead=ahead)
    if day is None:
        raise UserError(f"Forstår ikke dagen {sitat(text)}.", f"Skriv for eksempel {EXAMPLES}.")
    return day


def is_exact(text: str) -> bool:
    """Nothing has to be guessed: the year, the month and the day are given as numbers."""
    return _ISO.fullmatch(text.strip()) is not None


def _weekday(said: str, today: date, *, ahead: bool) -> date | None:
    match = _WEEKDAY.fullmatch(said)
    number = _among(match[2], UKEDAGER) if match else None
    if match is None or number is None:
        return None
    which = (match[1] or "").strip()
    if which == "forrige":
        return today - (today.weekday() + 7 - number) * DAY
    if which == "neste":
        return today + (7 - today.weekday() + number) * DAY
    if ahead:
        return today + (number - today.weekday()) % 7 * DAY
    back = (today.weekday() - number) % 7
    return today - (back or (7 if which.startswith("sist") else 0)) * DAY


def _month(word: str) -> int | None:
    number = _among(word, MAANEDER)
    return None if number is None else number + 1


def _among(word: str, names: tuple[str, ...]) -> int | None:
    """The number of the only name that begins so."""
    found = [i for i, name in enumerate(names) if name.startswith(word) and len(word) >= 3]
    return found[0] if len(found) == 1 else None


def _without_year(text: str, day: int, month: int, year: str | None, today: date, *, ahead: bool) -> date:
    if year:
        return _date(text, int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = range(today.year, today.year + 9) if ahead else range(today.year, today.year - 9, -1)
    for nearest in years:
        if why_no_date(nearest, month, day) is None:
            found = date(nearest, month, day)
            if (found >= today) if ahead else (found <= today):
                return found
    return _date(text, today.year, month, day)


def _date(text: str, year: int, month: int, day: int) -> date:
    why = why_no_date(year, month, day)
    if why:
        raise UserError(f"Dagen {sitat(text)} finnes ikke: {why}.", f"Skriv for eksempel {EXAMPLES}.")
    return date(year, month, day)
