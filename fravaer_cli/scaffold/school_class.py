"""The file of a class, for a new school and for a class's first case."""

from __future__ import annotations

from pathlib import Path

from fravaer_cli.scaffold.dates import school_year_name
from fravaer_cli.scaffold.names import grade
from fravaer_cli.scaffold.plan import Plan
from fravaer_cli.scaffold.templates import render
from fravaer_cli.scaffold.words import clean_if_said, clean_text


def add_class_file(
    plan: Plan, folder: Path, name: str, year: int, *, trinn: int | None = None, kontaktlaerer: str | None = None
) -> None:
    """Plan `klasse.yaml`.

    Args:
        name: what the class is called.
        year: the calendar year in which its school year starts.
        trinn: its grade, where the name does not tell it.
    """
    values = {
        "klasse": clean_text(name, "klassens navn"),
        "trinn": trinn or grade(name),
        "skoleaar": school_year_name(year),
        "kontaktlaerer": clean_if_said(kontaktlaerer, "kontaktlærerens navn"),
    }
    plan.add_file(folder / "klasse.yaml", render("klasse.yaml", **values))
