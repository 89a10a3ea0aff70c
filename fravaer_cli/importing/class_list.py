"""A list of a class's pupils, as a system or somebody's spreadsheet has it → the pupils.

Only what a case file has room for is taken: names, birthday, mother tongue, code, and the guardians' names, telephones
and e-mail. A national identity number is never taken, in whatever column it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from fravaer_cli import resources
from fravaer_cli.errors import UserError
from fravaer_cli.files.dates import why_no_date
from fravaer_cli.files.source import parse
from fravaer_cli.importing.dates import Skikk, habit, read_date
from fravaer_cli.importing.table import Row, Table, as_text, fold
from fravaer_cli.texts import antall, finn_foedselsnummer, liste, sitat

_SEARCHED = 30
"""Rows from the top in which the headings may stand."""
_MAX_TEXT = 200
_MAX_PUPILS = 200
"""In a class, or a grade that is one. A whole school's list without a column for the class is refused."""


class Foresatt(NamedTuple):
    """A guardian on the list."""

    navn: str
    telefon: str | None
    epost: str | None


class Elevrad(NamedTuple):
    """A pupil on the list.

    Attributes:
        nr: the row, counted from 1 as a spreadsheet counts it.
        foedselsdato: as an ISO date.
    """

    nr: int
    navn: str
    kode: str | None
    foedselsdato: str | None
    morsmaal: str | None
    foresatte: tuple[Foresatt, ...]


class Klasseliste(NamedTuple):
    """What was on the list.

    Attributes:
        elever: those of the class.
        merknader: what was left out, and why, as sentences.
    """

    elever: list[Elevrad]
    merknader: list[str]


@cache
def _headings() -> Mapping[str, Sequence[str]]:
    path = resources.folder("templates") / "oppsett" / "klasseliste.yaml"
    value: Mapping[str, Sequence[str]] = parse(path.name, path.read_bytes()).value["kolonner"]
    return value


def read_class_list(table: Table, klasse: str, today: date) -> Klasseliste:
    """The pupils of a class.

    Args:
        klasse: the class's name: where the list has a column for it, the others are left out.

    Raises:
        UserError: no column has the pupils' names, two pupils have the same one, or they are too many for a class.
    """
    row, columns = _columns(table)
    rows = [r for r in table.rows if r.nr > row]
    skikk = habit(r.cell(columns["fødselsdato"]) for r in rows) if "fødselsdato" in columns else Skikk()
    notes: list[str] = []
    pupils: list[Elevrad] = []
    others = 0
    for at in rows:
        reader = _Rad(at, columns, table, skikk, today)
        if reader.text("klasse") and not _same_class(reader.text("klasse") or "", klasse):
            others += 1
            continue
        pupil = reader.pupil()
        notes += reader.notes
        if pupil is not None:
            pupils.append(pupil)
    if others:
        notes.append(f"{antall(others, 'elev', 'elever')} i andre klasser enn {klasse} er ikke tatt med.")
    if not pupils:
        raise UserError(f"{sitat(table.fil, 120)} har ingen elever i {klasse}.", "Se etter om det er riktig liste.")
    if len(pupils) > _MAX_PUPILS:
        raise UserError(
            f"{sitat(table.fil, 120)} har {len(pupils)} elever i {klasse}; grensen er {_MAX_PUPILS}. "
            "Ingenting er laget.",
            "Er det hele skolens liste, så ta med en kolonne med overskriften Klasse.",
        )
    _refuse_same_names(pupils)
    return Klasseliste(pupils, notes)


def _columns(table: Table) -> tuple[int, dict[str, int]]:
    best = max(table.rows[:_SEARCHED], key=lambda row: len(_known(row)))
    found = _known(best)
    if "navn" not in found and "etternavn" not in found:
        seen = [sitat(as_text(c)) for c in table.rows[0].cells if as_text(c)]
        raise UserError(
            f"Finner ikke kolonnen med elevenes navn i {sitat(table.fil, 120)}. Den første raden har {liste(seen)}.",
            "Gi kolonnen overskriften Navn, eller Fornavn og Etternavn.",
        )
    return best.nr, _without_guardian(found)


def _without_guardian(found: dict[str, int]) -> dict[str, int]:
    """Where a whole name and its parts have columns, one of them is a guardian's: the pupil stands first."""
    parts = [found[f] for f in ("fornavn", "etternavn") if f in found]
    if "navn" not in found or len(parts) < 2:
        return found
    others = ("navn",) if min(parts) < found["navn"] else ("fornavn", "etternavn")
    return {field: column for field, column in found.items() if field not in others}


def _known(row: Row) -> dict[str, int]:
    headings = [fold(as_text(cell)) for cell in row.cells]
    return {
        field: next(headings.index(fold(name)) for name in names if fold(name) in headings)
        for field, names in _headings().items()
        if any(fold(name) in headings for name in names)
    }


def _same_class(written: str, klasse: str) -> bool:
    return fold(written).removeprefix("klasse").removeprefix("trinn") == fold(klasse).removeprefix("klasse")


class _Rad:
    """One row, read field by field."""

    def __init__(self, row: Row, columns: Mapping[str, int], table: Table, skikk: Skikk, today: date) -> None:
        self.row, self.columns, self.table, self.skikk, self.today = row, columns, table, skikk, today
        self.notes: list[str] = []

    def text(self, field: str) -> str | None:
        """A cell's text; None where it is empty, or what stands there may not be taken."""
        if field not in self.columns:
            return None
        text = " ".join(as_text(self.row.cell(self.columns[field])).split())
        if any(finn_foedselsnummer(text)):
            self.notes.append(f"Rad {self.row.nr}: et fødselsnummer under {field} er ikke tatt med.")
            return None
        return "".join(c for c in text[:_MAX_TEXT] if c.isprintable()) or None

    def pupil(self) -> Elevrad | None:
        """The pupil, or None where the row has no name."""
        name = self.text("navn") or " ".join(t for t in (self.text("fornavn"), self.text("etternavn")) if t)
        if not name:
            if any(as_text(cell) for cell in self.row.cells):
                self.notes.append(f"Rad {self.row.nr} har ikke noe navn og er ikke tatt med.")
            return None
        last, comma, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}" if comma and first.strip() else name.strip(" ,")
        return Elevrad(
            self.row.nr, name, self.text("kode"), self._birthday(), self.text("morsmål"), tuple(self._guardians())
        )

    def _birthday(self) -> str | None:
        written = self.text("fødselsdato")
        if written is None:
            return None
        found = read_date(self.row.cell(self.columns["fødselsdato"]), self.skikk, epoke_1904=self.table.epoke_1904)
        if found is None:
            self.notes.append(
                f"Rad {self.row.nr}: fødselsdatoen kan ikke leses og er ikke tatt med. Skriv den i sak.yaml."
            )
            return None
        day = found.dag
        if day > self.today or why_no_date(day.year, day.month, day.day):
            self.notes.append(f"Rad {self.row.nr}: fødselsdatoen {day} kan ikke stemme og er ikke tatt med.")
            return None
        return day.isoformat()

    def _guardians(self) -> Iterator[Foresatt]:
        for number in (1, 2):
            name = self.text(f"foresatt {number}")
            telephone, email = self.text(f"telefon {number}"), self.text(f"e-post {number}")
            if name:
                yield Foresatt(name, telephone, email)
            elif telephone or email:
                self.notes.append(f"Rad {self.row.nr}: foresatt {number} har ikke noe navn og er ikke tatt med.")


def _refuse_same_names(pupils: Sequence[Elevrad]) -> None:
    rows: dict[str, list[int]] = {}
    for pupil in pupils:
        rows.setdefault(fold(pupil.navn), []).append(pupil.nr)
    doubles = [numbers for numbers in rows.values() if len(numbers) > 1]
    if doubles:
        where = "; ".join(f"rad {liste(map(str, numbers))}" for numbers in doubles)
        raise UserError(
            f"To elever på listen har samme navn ({where}). Ingenting er laget.",
            "Skriv et mellomnavn eller en forbokstav på den ene, eller slett raden om den står to ganger.",
        )
