"""What is written in a column of dates → days.

`3/9/2025` is the third of September in Norway and the ninth of March in a spreadsheet set up for the USA. Which it is,
is settled once for a whole column, by the days that can only be read one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from fravaer_cli.importing.table import Cell
from fravaer_cli.texts import MAANEDER, UKEDAGER

_NUMBERS = re.compile(r"(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\b\.?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_WORDS = re.compile(r"(\d{1,2})\.?\s*([a-zæøå]{3,9})\.?,?\s+(\d{4})\b", re.IGNORECASE)
_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_WEEKDAY = re.compile(rf"^(?:{'|'.join(f'{d[:2]}(?:{d[2:]}|{d[2]})?' for d in UKEDAGER)})\.?,?\s+", re.IGNORECASE)
_TIME = re.compile(r"[ T,]+(?:kl\.?\s*)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]m)?$", re.IGNORECASE)
_SERIAL = re.compile(r"[2-6]\d{4}(?:[.,]0+)?")
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


class Skikk(NamedTuple):
    """How a table's dates are written.

    Attributes:
        dag_foerst: of 3/9/2025, the 3 is the day.
        sett: an example of what is written, for telling; None where there is no date to see it by.
        sikker: there is a date that can be read no other way, or dots, or a profile that says it.
        blandet: some can only have the day first and some only the month.
        tall: spreadsheet numbers among them.
    """

    dag_foerst: bool = True
    sett: str | None = None
    sikker: bool = True
    blandet: bool = False
    tall: bool = False


def habit(cells: Iterable[Cell], told: str | None = None) -> Skikk:
    """How the dates of a table are written.

    Args:
        told: «dag» or «måned»: the profile says which comes first.
    """
    seen, numbers = None, False
    dotted = day_first = month_first = two_ways = False
    for cell in cells:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            numbers = True
        if not isinstance(cell, str):
            continue
        numbers = numbers or bool(_SERIAL.fullmatch(cell))
        match = _NUMBERS.match(_WEEKDAY.sub("", cell))
        if not match or len(match[1]) > 2:
            seen = seen or (cell if _read_text(cell, day_first=True) else None)
            continue
        seen = match[0] if seen is None or not _NUMBERS.fullmatch(seen) else seen
        dotted, two_ways = dotted or match[2] == ".", two_ways or match[2] != "."
        day_first = day_first or int(match[1]) > 12
        month_first = month_first or int(match[3]) > 12
    first = told != "måned" if told else not month_first
    sure = bool(told) or not two_ways or dotted or day_first or month_first
    blended = not told and day_first and month_first
    return Skikk(first, seen, sure, blended, numbers)


class Tidspunkt(NamedTuple):
    """A day.

    Attributes:
        ved_midnatt: written as the moment it begins, with a time zone: a period that ends there ends the day before.
    """

    dag: date
    ved_midnatt: bool = False


def read_date(cell: Cell, skikk: Skikk, *, epoke_1904: bool = False) -> Tidspunkt | None:
    """The day that a cell means, or None."""
    if isinstance(cell, datetime):
        return Tidspunkt(cell.date())
    if isinstance(cell, date):
        return Tidspunkt(cell)
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _serial(float(cell), epoke_1904=epoke_1904)
    return _read_text(cell, day_first=skikk.dag_foerst, epoke_1904=epoke_1904)


def _read_text(text: str, *, day_first: bool, epoke_1904: bool = False) -> Tidspunkt | None:
    timed = _ISO_TIME.fullmatch(text)
    if timed:
        return _moment(timed)
    if _SERIAL.fullmatch(text):
        return _serial(float(text.replace(",", ".")), epoke_1904=epoke_1904)
    text = _TIME.sub("", _WEEKDAY.sub("", text))
    words, numbers, compact = _WORDS.fullmatch(text), _NUMBERS.fullmatch(text), _COMPACT.fullmatch(text)
    if words:
        month = _month(words[2])
        return _day(int(words[3]), month, int(words[1])) if month else None
    if compact:
        return _day(*map(int, compact.groups()))
    if not numbers:
        return None
    first, second, third = numbers[1], int(numbers[3]), numbers[4]
    if len(first) == 4:
        return _day(int(first), second, int(third)) if len(third) <= 2 else None
    if len(first) == 3 or len(third) not in (2, 4):
        return None
    year = int(third) + (2000 if len(third) == 2 else 0)
    return _day(year, second, int(first)) if day_first or numbers[2] == "." else _day(year, int(first), second)


def _day(year: int, month: int, day: int) -> Tidspunkt | None:
    try:
        return Tidspunkt(date(year, month, day))
    except ValueError:
        return None


def _serial(number: float, *, epoke_1904: bool) -> Tidspunkt | None:
    if not 20_000 <= number < 80_000:
        return None
    return Tidspunkt((_EPOCH_1904 if epoke_1904 else _EPOCH) + timedelta(int(number)))


def _month(word: str) -> int | None:
    word = word.casefold()
    found = [i for i, name in enumerate(MAANEDER, 1) if name.startswith(word)]
    return found[0] if len(found) == 1 else None


def _moment(match: re.Match[str]) -> Tidspunkt | None:
    """A moment as an ISO text. With a time zone it is a day in Norway: 22.00 in UTC is the next day here."""
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2]}{(match[3] or '').upper().replace('Z', '+00:00')}")
    except ValueError:
        return None
    if moment.tzinfo is None:
        return Tidspunkt(moment.date())
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - seldom needed

    here = moment.astimezone(ZoneInfo("Europe/Oslo"))
    return Tidspunkt(here.date(), (here.hour, here.minute) == (0, 0))
