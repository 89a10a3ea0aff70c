"""A file of absence → a table, whatever it turns out to be. What it is called does not count; what is in it does."""

from __future__ import annotations

from pathlib import Path

from fravaer_cli.errors import UserError
from fravaer_cli.files.workspace import existing
from fravaer_cli.importing.table import Table
from fravaer_cli.texts import sitat, tall

MAX_BYTES = 30_000_000
"""Of the file. Thirty thousand absences are about 3 million."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_table(
    argument: str, *, ark: str | None = None, skilletegn: str | None = None, tegnsett: str | None = None
) -> Table:
    """The table in a file.

    Args:
        argument: the path as given on the command line.
        ark: which sheet of a spreadsheet.
        skilletegn: what stands between the columns of a text file.
        tegnsett: what a text file's bytes mean.

    Raises:
        UserError: there is no such file, or it cannot be read as a table.
    """
    path = existing(argument)
    data = _bytes(path, argument)
    fil = path.name
    if data.startswith(b"PK\x03\x04"):
        from fravaer_cli.importing.xlsx_file import read_xlsx  # noqa: PLC0415 - only for spreadsheets

        table = read_xlsx(data, fil, ark)
    else:
        _not_text(data, fil)
        from fravaer_cli.importing.csv_file import read_csv  # noqa: PLC0415 - only for text files

        if ark is not None:
            raise UserError(f"{sitat(fil, 120)} er en tekstfil og har ingen ark.", "Kjør uten --ark.")
        table = read_csv(data, fil, skilletegn, tegnsett)
    if not table.rows:
        raise UserError(f"{sitat(fil, 120)} er tom: den har ingen rader.", "Hent filen på nytt fra systemet.")
    return table


def _bytes(path: Path, argument: str) -> bytes:
    shown = sitat(argument, 200)
    if path.is_dir():
        raise UserError(f"{shown} er en mappe.", "Oppgi en fil. I «fravaer import» kommer filen først, og så klassen.")
    try:
        if not path.is_file():
            raise UserError(f"{shown} er ikke en vanlig fil.", "Lagre tabellen i en fil, og oppgi den.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UserError(
                f"{shown} er på {tall(size / 1_000_000)} MB; grensen er {MAX_BYTES // 1_000_000} MB.",
                "Hent fraværet for en kortere periode, for eksempel ett halvår om gangen.",
            )
        return path.read_bytes()
    except PermissionError:
        raise UserError(
            f"{shown} kan ikke leses: du mangler tilgang, eller filen er åpen i et annet program.",
            "Lukk filen der den er åpen, og prøv igjen.",
        ) from None
    except OSError:
        raise UserError(f"{shown} kan ikke leses.", "Se om disken eller nettverket er i orden.") from None


def _not_text(data: bytes, fil: str) -> None:
    """What is neither a spreadsheet of today nor a text is told by what it is."""
    head = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    shown = sitat(fil, 120)
    save = "Åpne den i Excel, og lagre den som Excel-arbeidsbok (.xlsx)"
    if data.startswith(_OLD_OFFICE):
        raise UserError(f"{shown} er en gammel Excel-fil (.xls), eller er låst med passord.", f"{save} uten passord.")
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        raise UserError(f"{shown} er en nettside eller XML, ikke en tabell.", f"{save} eller CSV.")
    if head.startswith((b"%pdf", b"{", b"[{", b"\x1f\x8b", b"\x89png", b"rar!", b"7z")):
        raise UserError(f"{shown} er ikke en tabell.", "Hent tabellen som CSV eller Excel (.xlsx).")
    if not data.strip():
        raise UserError(f"{shown} er tom.", "Hent filen på nytt fra systemet.")
