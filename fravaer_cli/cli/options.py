"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

import typer

from fravaer_cli.cli.terminal import Farge
from fravaer_cli.texts import sitat

_ISO = re.compile(r"\d{4}-\d\d-\d\d")

FargeValg = Annotated[
    Farge, typer.Option("--farge", metavar="NÅR", help="Når det skal brukes farger: auto, alltid eller aldri.")
]


def parse_date(text: str) -> date:
    """An ISO date of an option."""
    try:
        day = date.fromisoformat(text) if _ISO.fullmatch(text) else _wrong(text)
    except ValueError:
        return _wrong(text)
    return day if 1900 <= day.year <= 2199 else _wrong(text)


def _wrong(text: str) -> date:
    from fravaer_cli.files.dates import date_problem  # noqa: PLC0415 - only when something is wrong

    problem = date_problem((), text)
    raise typer.BadParameter(
        f"{problem.message} – {problem.suggestion}." if problem.suggestion else f"{sitat(text)} er ikke en dato."
    )
