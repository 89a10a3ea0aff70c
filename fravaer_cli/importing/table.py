"""A table as it was read, before anybody knows what it means."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import NamedTuple

from fravaer_cli.texts import uten_usynlige

Cell = str | int | float | bool | date | datetime | None
"""A text has no blanks around it; an empty cell is None. Text files give texts only."""

_EXCEL_TEXT = re.compile(r'="([^"]*)"')
"""How some systems keep spreadsheets from touching a value: `="0301"`."""


class Row(NamedTuple):
    """A row that holds something.

    Attributes:
        nr: its number, counted from 1 as a spreadsheet counts it, blank rows too.
    """

    nr: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of a column, None beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else None


class Table(NamedTuple):
    """The rows of a file that hold something.

    Attributes:
        fil: the file as the user knows it.
        lest_som: how it was read, as phrases («semikolon mellom kolonnene»).
        merknader: what the user should know about it, as sentences.
        epoke_1904: the workbook counts days from 1904 instead of 1900 (old Macs).
    """

    fil: str
    rows: list[Row]
    lest_som: tuple[str, ...] = ()
    merknader: tuple[str, ...] = ()
    epoke_1904: bool = False


def clean(text: str) -> str | None:
    """A text cell: letters composed, blanks as one, what hides and Excel's text marks gone; None if nothing is left."""
    text = " ".join(uten_usynlige(" ".join(unicodedata.normalize("NFC", text).split())).split())
    marked = _EXCEL_TEXT.fullmatch(text)
    return (marked[1] if marked else text) or None


def as_text(cell: Cell) -> str:
    """A cell as it would be written in a text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


_APART = re.compile(r"[\s_.:*\-/()]+")


def fold(text: str) -> str:
    """A heading or a word without what does not count: case, blanks, and marks such as `_` and `:`."""
    return _APART.sub("", unicodedata.normalize("NFC", text).casefold())


def column_name(index: int) -> str:
    """A column's letters in a spreadsheet: 0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
