"""What the options of `fravaer log` take, and how it is read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from fravaer_cli.entries.days import EXAMPLES_IN_ONE_WORD, parse_day
from fravaer_cli.errors import UserError
from fravaer_cli.texts import sitat

_CLOCK = re.compile(r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?")


def word_of(kind: str, key: str) -> Callable[[str], str]:
    """Reads one of the words that a key may have; see `entries.words`."""

    def parse(text: str) -> str:
        from fravaer_cli.entries.words import word  # noqa: PLC0415 - reads a schema

        return str(_as_parameter(lambda: word(kind, key, text)))

    return parse


def day(text: str) -> str:
    """An absence's day or a contact's: it has been. Kept as it was said until it is shown."""
    _as_parameter(lambda: parse_day(text, date.today()))
    return text


def clock(text: str) -> str:
    """A time of day: «10.15», «10:15» and «10» → «10:15», «10:00»."""
    match = _CLOCK.fullmatch(text.strip().removeprefix("kl").strip(". "))
    if not match:
        raise typer.BadParameter(f"{sitat(text)} er ikke et klokkeslett. Skriv for eksempel 10.15.")
    return f"{int(match[1]):02}:{match[2] or '00'}"


def free_text(text: str) -> str | None:
    """A text that may stand in a log; None where nothing was said."""
    from fravaer_cli.entries.free_text import fit  # noqa: PLC0415 - not for help

    return _as_parameter(lambda: fit(text)) or None


def _as_parameter(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except UserError as error:
        raise typer.BadParameter(f"{error.message} {error.remedy}") from None


Elever = Annotated[
    list[str] | None,
    typer.Argument(metavar="ELEV...", help="Elevens mappe, kode eller navn, eller en del av navnet. Kan være flere."),
]
Dato = Annotated[
    list[str] | None,
    typer.Option("--dato", metavar="DAG", parser=day, help=f"Dagen: {EXAMPLES_IN_ONE_WORD}. Kan gis flere ganger."),
]
Klasse = Annotated[
    Path,
    typer.Option("--klasse", metavar="MAPPE", help="Der eleven letes opp. Uten valg: der du står.", show_default=False),
]
Ja = Annotated[bool, typer.Option("--ja", help="Før uten å spørre.")]
Prov = Annotated[bool, typer.Option("--dry-run", help="Vis hva som ville blitt ført, uten å skrive noe.")]


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of an entry."""
    return {key: value for key, value in values.items() if value is not None}


def iso(said: str | None) -> str:
    """A day as it was said, as it stands in the files."""
    return parse_day(said or "", date.today()).isoformat()


def minutes(text: str | None) -> str | None:
    """What came up in a contact; «-» is what somebody pipes to us."""
    from fravaer_cli.entries.free_text import fit  # noqa: PLC0415 - not for help

    text = fit(_standard_in() if text == "-" else text or "", "referatet")
    if not text:
        return None
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"{lines}\n" if "\n" in lines else lines


def _standard_in() -> str:
    """What somebody pipes to us; bytes that are no UTF-8 as the surrogates that stand for them.

    Raises:
        UserError: nobody does, or it is longer than any file may be.
    """
    from fravaer_cli.files.source import MAX_BYTES  # noqa: PLC0415 - seldom asked for

    if sys.stdin is None:
        raise UserError("Det er ingen standard inn å lese referatet fra.", "Skriv: … --referat - < referat.txt")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UserError(f"Referatet er på over {MAX_BYTES // 1_000_000} MB.", "Se om det er riktig fil.")
    return data.decode("utf-8-sig", "surrogateescape")
