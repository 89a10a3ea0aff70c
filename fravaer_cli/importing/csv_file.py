"""A text file with columns → a table."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from fravaer_cli.errors import UserError
from fravaer_cli.importing.encoding import decode
from fravaer_cli.importing.table import Row, Table, clean
from fravaer_cli.texts import sitat, tusen

MAX_ROWS = 200_000
"""Rows that hold something; a school of 600 has some 30,000 absences in a year."""
MAX_COLUMNS = 200
SKILLETEGN = {";": "semikolon", ",": "komma", "\t": "tabulator", "|": "loddrett strek"}
_SKREVET = {**{v: k for k, v in SKILLETEGN.items()}, **{k: k for k in SKILLETEGN}, "tab": "\t", "\\t": "\t"}
_SEP_LINE = re.compile(r"\s*\"?sep=(.)\"?\r?\n?", re.IGNORECASE)
_SAMPLE = 100


def read_csv(data: bytes, fil: str, skilletegn: str | None = None, tegnsett: str | None = None) -> Table:
    """The table of a text file.

    Args:
        skilletegn: what stands between the columns, as the user says: a sign or its name.

    Raises:
        UserError: it cannot be read.
    """
    text, charset = decode(data, fil, tegnsett)
    told = _told(skilletegn)
    skip = _SEP_LINE.match(text)
    if skip and not told:
        told = skip[1]
    delimiter = told or _delimiter(text)
    rows = list(_rows(text, delimiter or ";", fil, after=1 if skip else 0))
    between = SKILLETEGN.get(delimiter, sitat(delimiter)) if delimiter else None
    return Table(fil, rows, (f"{between} mellom kolonnene" if between else "én kolonne", f"tegnsett {charset}"))


def _told(skilletegn: str | None) -> str | None:
    if skilletegn is None:
        return None
    delimiter = _SKREVET.get(skilletegn.lower(), skilletegn)
    if len(delimiter) != 1 or delimiter in '"\r\n ':
        raise UserError(
            f"{sitat(skilletegn)} kan ikke være skilletegn.", "Skriv semikolon, komma, tabulator eller ett tegn."
        )
    return delimiter


def _delimiter(text: str) -> str | None:
    """The sign that gives the most columns, the same number in most rows. None where nothing divides the lines."""
    best: tuple[float, str] | None = None
    sample = text[:200_000]
    for sign in SKILLETEGN:
        widths = Counter(_widths(sample, sign))
        if not widths:
            continue
        width, times = widths.most_common(1)[0]
        score = (width - 1) * times / widths.total()
        if width > 1 and (best is None or score > best[0]):
            best = (score, sign)
    return best[1] if best else None


def _widths(sample: str, sign: str) -> Iterator[int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
    try:
        for _, row in zip(range(_SAMPLE), reader, strict=False):
            if any(cell.strip() for cell in row):
                yield len(row)
    except csv.Error:
        return


def _rows(text: str, delimiter: str, fil: str, after: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, kept, nr = 1, 0, 0
    try:
        for nr, raw in enumerate(reader, 1):
            line = reader.line_num + 1
            if nr <= after or not any(raw):
                continue
            cells = tuple(clean(cell) for cell in raw)
            if not any(cells):
                continue
            kept += 1
            _within(kept, len(cells), fil)
            yield Row(nr, cells)
    except csv.Error:
        raise UserError(
            f'{sitat(fil, 120)} kan ikke leses fra linje {line}: et hermetegn (") er ikke lukket, eller står midt i en '
            "tekst.",
            "Se på linjen i en teksteditor, og hent filen på nytt fra systemet hvis den er ødelagt.",
        ) from None


def _within(rows: int, columns: int, fil: str) -> None:
    if rows > MAX_ROWS:
        raise UserError(
            f"{sitat(fil, 120)} har mer enn {tusen(MAX_ROWS)} rader, og det er grensen.",
            "Hent fraværet for en kortere periode, for eksempel ett halvår om gangen.",
        )
    if columns > MAX_COLUMNS:
        raise UserError(
            f"{sitat(fil, 120)} har mer enn {MAX_COLUMNS} kolonner, og det er grensen.",
            "Sjekk skilletegnet (--skilletegn), eller hent en rapport med én rad for hvert fravær.",
        )
