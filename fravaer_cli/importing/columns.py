"""Which row holds the headings, and which column is which of our fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from fravaer_cli.errors import UserError
from fravaer_cli.importing.dates import Skikk, read_date
from fravaer_cli.importing.profile import STANDARD, Profil
from fravaer_cli.importing.table import Cell, Row, Table, as_text, column_name, fold
from fravaer_cli.texts import liste, mente_du, sitat, stor

_SEARCHED = 30
"""Rows from the top in which the headings may stand: systems put a title and a period above them."""


class Kolonner(NamedTuple):
    """The table's columns.

    Attributes:
        rad: the number of the row with the headings.
        felt: our field → the column, from 0.
        overskrifter: our field → the heading.
        ubrukte: headings that mean nothing to us.
        bredde: the number of columns that have a heading.
    """

    rad: int
    felt: dict[str, int]
    overskrifter: dict[str, str]
    ubrukte: tuple[str, ...]
    bredde: int


def choose_profile(table: Table, profiles: Sequence[Profil]) -> tuple[Profil, tuple[str, ...]]:
    """The profile by whose own headings the table is recognised, and those headings; else the general one."""
    for row in table.rows[:_SEARCHED]:
        present = {fold(as_text(cell)) for cell in row.cells}
        for profile in profiles:
            if profile.kjennes_paa and all(fold(h) in present for h in profile.kjennes_paa):
                return profile, profile.kjennes_paa
    return next(p for p in profiles if p.id == STANDARD), ()


def find_columns(table: Table, profile: Profil) -> Kolonner:
    """The columns that the profile knows.

    Raises:
        UserError: it is not known who the rows are about, or when; or a heading that counts stands twice.
    """
    rows = table.rows[:_SEARCHED]
    row = heading_row(rows, lambda r: len(_known(r, profile)))
    found = _known(row, profile)
    who = {"navn", "elev_id"} & found.keys() or {"fornavn", "etternavn"} <= found.keys()
    if not who or not {"dato", "fra"} & found.keys():
        raise _lacking(table, rows, row, profile, found, who=bool(who))
    _twice(table, row, found)
    used = {fold(as_text(row.cell(c))) for c in found.values()}
    headings = [as_text(cell) for cell in row.cells]
    return Kolonner(
        row.nr,
        found,
        {field: headings[column] for field, column in found.items()},
        tuple(dict.fromkeys(h for h in headings if h and fold(h) not in used)),
        max(i for i, h in enumerate(headings) if h) + 1,
    )


def heading_row(rows: Sequence[Row], known: Callable[[Row], int]) -> Row:
    """The row with most headings that we know. One alone may be a word in somebody's row, and such a row has a date.

    Args:
        known: how many headings of a row we know.
    """

    def rank(row: Row) -> tuple[int, bool, int, int]:
        count, has_date = known(row), any(read_date(cell, Skikk()) for cell in row.cells)
        return count if count > 1 else 0, not has_date, count, sum(isinstance(c, str) for c in row.cells)

    return max(rows, key=rank)


def _known(row: Row, profile: Profil) -> dict[str, int]:
    headings = [fold(_heading(cell)) for cell in row.cells]
    found: dict[str, int] = {}
    for field, names in profile.kolonner.items():
        for name in names:
            if fold(name) in headings:
                found[field] = headings.index(fold(name))
                break
    return found


def _heading(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""


def _twice(table: Table, row: Row, found: dict[str, int]) -> None:
    for column in found.values():
        heading = as_text(row.cell(column))
        places = [column_name(i) for i, c in enumerate(row.cells) if fold(_heading(c)) == fold(heading)]
        if len(places) > 1:
            raise UserError(
                f"Overskriften {sitat(heading)} står flere ganger i {sitat(table.fil, 120)}: i kolonne "
                f"{liste(places)} (rad {row.nr}). Da vet vi ikke hvilken som gjelder.",
                "Gi den ene et annet navn, eller slett den, og prøv igjen.",
            )


def _lacking(
    table: Table, rows: Sequence[Row], row: Row, profile: Profil, found: dict[str, int], *, who: bool
) -> UserError:
    lacks = [] if who else ["eleven"]
    lacks += [] if {"dato", "fra"} & found.keys() else ["datoen"]
    if not found:  # perhaps the row with most texts is the one that was meant
        row = max(rows, key=lambda r: sum(isinstance(c, str) for c in r.cells))
    headings = [_heading(cell) for cell in row.cells if _heading(cell)]
    hints = _hints(row, headings, profile, found, who=who)
    message = f"Fant ikke kolonnen med {liste(lacks)} i {sitat(table.fil, 120)} (profilen {profile.id})."
    if len(row.cells) < 2:
        return UserError(f"{message} Filen har bare én kolonne.", "Oppgi hva som skiller kolonnene, med --skilletegn.")
    if not found:
        message += f" Overskriftene ser ut til å være {liste(map(sitat, headings[:12]))}." if headings else ""
        return UserError(
            f"{message}{hints}",
            "Mangler overskriftene, hent filen på nytt med dem. Heter kolonnene noe annet, lag en profil med "
            "--ny-profil NAVN.",
        )
    message += f" Rad {row.nr} har {liste(map(sitat, headings[:12]))}.{hints}"
    return UserError(message, "Lag en profil for denne tabellen med --ny-profil NAVN.")


def _hints(row: Row, headings: Sequence[str], profile: Profil, found: dict[str, int], *, who: bool) -> str:
    """Headings that are nearly those that are missing."""
    wanted = ["navn", "fornavn", "etternavn", "elev_id"] * (not who)
    wanted += ["dato", "fra"] * (not {"dato", "fra"} & found.keys())
    known = [name for field in wanted for name in profile.kolonner.get(field, ())]
    used = {as_text(row.cell(c)) for c in found.values()}
    likely = [(h, mente_du(h, known)) for h in headings if h not in used]
    alike = [f"{sitat(h)} ligner på {sitat(meant)}" for h, meant in likely if meant]
    return f" {stor(liste(alike))}." if alike else ""
