"""A spreadsheet (XLSX) → a table.

calamine reads thirty thousand rows in a tenth of a second, but sets aside a place for every cell up to the last one
that holds something: one stray cell in the lowest corner would be 17 billion, and ends the whole process. So the sheet
is looked through first with the standard library's streaming parser, which needs no memory to speak of: how far it
reaches, and which formulas nobody has worked out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from fravaer_cli.errors import UserError
from fravaer_cli.importing.csv_file import MAX_COLUMNS, MAX_ROWS
from fravaer_cli.importing.table import Cell, Row, Table, clean, column_name
from fravaer_cli.texts import antall, liste, mente_du, sitat, tusen

MAX_UNPACKED = 300_000_000
"""Bytes of everything in the file, unpacked. A year's absence of a school is about 30 million."""
MAX_CELLS = 3_000_000
"""Cells in the rectangle that holds something: 96 MB with calamine."""
_MAX_PART = 5_000_000
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_CHUNK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    expat.ExpatError,
    KeyError,
    ValueError,
    OverflowError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What a damaged file makes the standard library say."""
_LIBRARIES = ("python_calamine", "pyo3_runtime")
"""Where calamine's errors come from. The second is a panic in Rust, which is no `Exception`."""


def read_xlsx(data: bytes, fil: str, ark: str | None = None) -> Table:
    """The table of one sheet: the one that is named, else the first that is shown and holds something.

    Raises:
        UserError: it cannot be read, or is larger than we take.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, data, fil, ark)
    except (UserError, MemoryError):
        raise
    except BaseException as error:
        if isinstance(error, _BROKEN) or type(error).__module__.startswith(_LIBRARIES):
            raise _broken(fil) from None
        raise


def _broken(fil: str) -> UserError:
    return UserError(
        f"{sitat(fil, 120)} kan ikke leses: filen er ødelagt, eller er ikke en Excel-fil (.xlsx).",
        "Åpne den i Excel og lagre den på nytt som .xlsx, eller hent tabellen som CSV.",
    )


class _Sheet(NamedTuple):
    name: str
    part: str
    shown: bool


class _Look(NamedTuple):
    """What a first look at a sheet shows. Rows and columns are counted from 0; -1 where nothing holds anything."""

    last_row: int
    last_column: int
    unworked: list[str]


def _read(archive: zipfile.ZipFile, data: bytes, fil: str, ark: str | None) -> Table:
    if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
        raise UserError(
            f"{sitat(fil, 120)} er for stor: pakket ut er den over {MAX_UNPACKED // 1_000_000} MB, og det er grensen.",
            "Hent fraværet for en kortere periode, eller som CSV.",
        )
    sheets, epoch_1904 = _sheets(archive)
    _read_through(archive, "xl/sharedStrings.xml")  # a size that lies is found here, not in calamine
    sheet, look = _chosen(archive, sheets, fil, ark)
    cells = (look.last_row + 1) * (look.last_column + 1)
    if cells > MAX_CELLS or look.last_column >= MAX_COLUMNS:
        raise UserError(
            f"Arket {sitat(sheet.name)} i {sitat(fil, 120)} går helt til rad {tusen(look.last_row + 1)} og har "
            f"{antall(look.last_column + 1, 'kolonne', 'kolonner')}. Grensen er {tusen(MAX_CELLS)} celler og "
            f"{MAX_COLUMNS} kolonner.",
            "Slett det som står utenfor selve tabellen, og lagre filen på nytt.",
        )
    rows, filled = _rows(data, sheet.name, fil)
    others = [s.name for s in sheets if s is not sheet and s.shown]
    notes = []
    if others and ark is None:
        notes.append(f"Bare arket {sitat(sheet.name)} er lest. Filen har også {liste(map(sitat, others))} (--ark).")
    if filled:
        notes.append(
            f"Sammenslåtte celler er delt: {antall(filled, 'celle har', 'celler har')} fått den felles verdien."
        )
    if look.unworked:
        shown = liste(look.unworked[:3]) + (" med flere" if len(look.unworked) > 3 else "")
        notes.append(
            f"Formler uten utregnet verdi er lest som tomme celler: {shown}. Åpne filen i Excel og lagre den, så blir "
            "de regnet ut."
        )
    return Table(fil, rows, (f"arket {sitat(sheet.name)}",), tuple(notes), epoch_1904)


def _part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with archive.open(name) as stream:
        text = stream.read(_MAX_PART)
    if b"<!DOCTYPE" in text[:2000]:
        raise ValueError(name)
    return ElementTree.fromstring(text)  # noqa: S314 - no DOCTYPE, so no entities


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _sheets(archive: zipfile.ZipFile) -> tuple[list[_Sheet], bool]:
    """The workbook's sheets in order, and whether it counts days from 1904."""
    targets = {r.get("Id"): r.get("Target", "") for r in _part(archive, "xl/_rels/workbook.xml.rels")}
    sheets, epoch_1904 = [], False
    for element in _part(archive, "xl/workbook.xml").iter():
        if _local(element.tag) == "workbookPr":
            epoch_1904 = element.get("date1904") in ("1", "true")
        if _local(element.tag) == "sheet":
            link = next((v for k, v in element.attrib.items() if _local(k) == "id"), "")
            target = targets.get(link) or ""
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            sheets.append(_Sheet(element.get("name", ""), part, element.get("state", "visible") == "visible"))
    return sheets, epoch_1904


def _chosen(archive: zipfile.ZipFile, sheets: list[_Sheet], fil: str, ark: str | None) -> tuple[_Sheet, _Look]:
    if ark is not None:
        found = next((s for s in sheets if s.name.casefold() == ark.casefold()), None)
        if found is None:
            names = [s.name for s in sheets]
            meant = mente_du(ark, names)
            has = f"Filen har {liste(map(sitat, names))}."
            raise UserError(
                f"{sitat(fil, 120)} har ikke noe ark som heter {sitat(ark)}.",
                f"Mente du {sitat(meant)}? {has}" if meant else has,
            )
        return found, _look(archive, found.part)
    looked = ((s, _look(archive, s.part)) for s in sheets if s.shown and "worksheets/" in s.part)
    found_one = next(((s, look) for s, look in looked if look.last_row >= 0), None)
    if found_one is None:
        raise UserError(f"{sitat(fil, 120)} er tom: ingen av arkene har noe i seg.", "Hent filen på nytt fra systemet.")
    return found_one


def _read_through(archive: zipfile.ZipFile, name: str) -> None:
    if name in archive.namelist():
        with archive.open(name) as stream:
            while stream.read(_CHUNK):
                pass


class _Looker:
    """Counts how far a sheet reaches as its tags go by."""

    def __init__(self) -> None:
        self.row = self.column = -1
        self.last_row = self.last_column = -1
        self.formula = self.value = self.inside = False
        self.unworked: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "row":
            self.row = int(attributes.get("r", self.row + 2)) - 1
            self.column = -1
        elif name == "c":
            place = _CELL.fullmatch(attributes.get("r", ""))
            self.column = _number(place[1]) if place else self.column + 1
            self.formula = self.value = False
        elif name in ("v", "is"):
            self.inside = True
        elif name == "f":
            self.formula = True

    def text(self, _: str) -> None:
        if self.inside and not self.value:
            self.value = True
            self.last_row = max(self.last_row, self.row)
            self.last_column = max(self.last_column, self.column)

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name in ("v", "is"):
            self.inside = False
        elif self.formula and not self.value and name == "c":
            self.unworked.append(f"{column_name(self.column)}{self.row + 1}")
            self.formula = False

    def doctype(self, *_: Any) -> None:
        raise ValueError("DOCTYPE")


def _look(archive: zipfile.ZipFile, part: str) -> _Look:
    looker = _Looker()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = looker.start, looker.end
    parser.CharacterDataHandler = looker.text
    parser.StartDoctypeDeclHandler = looker.doctype
    with archive.open(part) as stream:
        parser.ParseFile(stream)
    return _Look(looker.last_row, looker.last_column, looker.unworked)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _rows(data: bytes, sheet_name: str, fil: str) -> tuple[list[Row], int]:
    """The rows that hold something, with merged cells filled in; and how many cells that were."""
    import python_calamine  # noqa: PLC0415 - only for spreadsheets

    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        sheet = workbook.get_sheet_by_name(sheet_name)
        merged = {} if not sheet.height else _merged(sheet)
        rows, filled = [], 0
        last: dict[tuple[int, int], Cell] = {}
        for nr, raw in _numbered(sheet):
            cells = [_cell(value) for value in raw]
            for column, origin in merged.get(nr - 1, ()):
                if column < len(cells) and cells[column] is None and last.get(origin) is not None:
                    cells[column] = last[origin]
                    filled += 1
                elif (nr - 1, column) == origin and column < len(cells):
                    last[origin] = cells[column]
            if any(cell is not None for cell in cells):
                rows.append(Row(nr, tuple(cells)))
            if len(rows) > MAX_ROWS:
                raise UserError(
                    f"{sitat(fil, 120)} har mer enn {tusen(MAX_ROWS)} rader, og det er grensen.",
                    "Hent fraværet for en kortere periode, for eksempel ett halvår om gangen.",
                )
    return rows, filled


def _numbered(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Row numbers as the sheet shows them. calamine counts rows from the top, but columns from the first in use."""
    first_column = sheet.start[1] if sheet.start else 0
    for nr, row in enumerate(sheet.iter_rows(), 1):
        yield nr, [None] * first_column + list(row)


def _merged(sheet: Any) -> dict[int, list[tuple[int, tuple[int, int]]]]:
    """For each row with merged cells: (column, the cell that holds the value). Large blocks are decoration."""
    found: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left != right:
            continue  # across columns: a title, never a value for several columns
        for row in range(top, min(bottom, top + 1000) + 1):
            found.setdefault(row, []).append((left, (top, left)))
    return found


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, datetime):
        return value.date() if (value.hour, value.minute, value.second) == (0, 0, 0) else value
    if isinstance(value, bool | int | float | date):
        return value
    return clean(str(value)) if value is not None else None
