"""A table's rows → absences, each with the row it comes from; and why the others are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from fravaer_cli.importing.columns import Kolonner
from fravaer_cli.importing.dates import Skikk, habit, read_date
from fravaer_cli.importing.profile import Profil
from fravaer_cli.importing.table import Cell, Row, Table, as_text, fold
from fravaer_cli.importing.values import (
    NotUnderstood,
    has_identity_number,
    is_rounded,
    of_plain,
    of_words,
    without_identity_numbers,
)
from fravaer_cli.texts import dag_og_maaned, sitat

_WHO = ("navn", "fornavn", "etternavn", "elev_id", "klasse")
_WHEN = ("dato", "fra", "til")
_TEXTS = ("fag", "merknad", "meldt", "registrert_av")
_ORDER = ("type", "hele_dagen", "status", "dokumentert", "gyldig", "årsak", "timer", "time", "minutter", *_TEXTS)
"""Later columns count before earlier ones where both say the same thing."""
_ONLY_LESSONS = ("timer", "time", "minutter")
_MAX_DAYS = 366


class Hvem(NamedTuple):
    """Who a row is about, as it is written there. No identity number is among it."""

    navn: str | None
    elev_id: str | None
    klasse: str | None

    @property
    def vist(self) -> str:
        """What to call the pupil in a message."""
        return self.navn or self.elev_id or ""


class Fravaersrad(NamedTuple):
    """A row that is understood.

    Attributes:
        fra: the first day; `til` the last, the same for one day.
        verdier: of the entry's other fields, but `kilde` and `id`.
        id: what the other system calls it.
        merknader: what the user should know about it.
    """

    nr: int
    hvem: Hvem
    fra: date
    til: date
    verdier: dict[str, Any]
    id: str | None = None
    merknader: tuple[str, ...] = ()


class Uforstaatt(NamedTuple):
    """A row that is not understood, or cannot be entered, and why (without a full stop)."""

    nr: int
    hvem: Hvem
    hvorfor: str


class Lest(NamedTuple):
    """All rows of a table.

    Attributes:
        hoppet_over: rows that are no absence by the profile's words.
        skikk: how the dates are written.
    """

    rader: list[Fravaersrad]
    uforstaatte: list[Uforstaatt]
    hoppet_over: int
    skikk: Skikk


def read_rows(table: Table, columns: Kolonner, profile: Profil) -> Lest:
    """Every row below the headings."""
    body = [row for row in table.rows if row.nr > columns.rad]
    in_dates = (row.cell(columns.felt[f]) for row in body for f in _WHEN if f in columns.felt)
    skikk = habit(in_dates, profile.datoer)
    reader = _Reader(columns, profile, skikk, epoke_1904=table.epoke_1904)
    read = Lest([], [], 0, skikk)
    skipped = 0
    for row in body:
        try:
            understood = reader.row(row)
        except NotUnderstood as error:
            read.uforstaatte.append(Uforstaatt(row.nr, reader.who(row), error.why))
            continue
        if understood is None:
            skipped += 1
        else:
            read.rader.append(understood)
    return read._replace(hoppet_over=skipped)


class _Reader:
    def __init__(self, columns: Kolonner, profile: Profil, skikk: Skikk, *, epoke_1904: bool) -> None:
        self.columns, self.profile, self.skikk, self.epoke_1904 = columns, profile, skikk, epoke_1904
        self.ordered = [f for f in _ORDER if f in columns.felt]

    def cell(self, row: Row, field: str) -> Cell:
        column = self.columns.felt.get(field)
        return None if column is None else row.cell(column)

    def who(self, row: Row) -> Hvem:
        given = {f: as_text(self.cell(row, f)) for f in _WHO}
        given = {f: without_identity_numbers(t).strip() if has_identity_number(t) else t for f, t in given.items()}
        name = given["navn"] or " ".join(p for p in (given["fornavn"], given["etternavn"]) if p)
        id_ = given["elev_id"].rsplit("/", 1)[-1] if given["elev_id"].startswith("http") else given["elev_id"]
        numbered = has_identity_number(as_text(self.cell(row, "elev_id")))
        return Hvem(name or None, None if numbered else id_ or None, given["klasse"] or None)

    def row(self, row: Row) -> Fravaersrad | None:
        """The row's absence; None where the profile says that it is none.

        Raises:
            NotUnderstood: it cannot be read.
        """
        if any(cell is not None for cell in row.cells[self.columns.bredde :]):
            raise NotUnderstood("raden har flere celler enn overskriften; trolig står skilletegnet i en tekst")
        for field, words in self.profile.hoppes_over.items():
            from_cell = as_text(self.cell(row, field))
            if from_cell and fold(from_cell) in words:
                return None
        who = self.who(row)
        if not who.vist:
            raise NotUnderstood("raden sier ikke hvem eleven er")
        first, last = self._days(row)
        values, notes = self._values(row)
        own = as_text(self.cell(row, "id"))
        if own and has_identity_number(own) and not self.profile.foedselsnummer:
            own = ""
        return Fravaersrad(row.nr, who, first, last, values, own or None, tuple(notes))

    def _days(self, row: Row) -> tuple[date, date]:
        first = self._date(row, "dato") or self._date(row, "fra")
        last = self._date(row, "til")
        if first is None:
            field = "dato" if "dato" in self.columns.felt else "fra"
            raise NotUnderstood(f"kolonnen {sitat(self.columns.overskrifter[field])} er tom")
        if last is None:
            return first[0], first[0]
        end = last[0]
        if last[1] and end > first[0]:
            end = date.fromordinal(end.toordinal() - 1)
        if end < first[0]:
            raise NotUnderstood(f"fraværet slutter ({_said(end)}) før det begynner ({_said(first[0])})")
        if (end - first[0]).days > _MAX_DAYS:
            raise NotUnderstood(f"fraværet varer fra {_said(first[0])} til {_said(end)}, og det er mer enn et år")
        return first[0], end

    def _date(self, row: Row, field: str) -> tuple[date, bool] | None:
        cell = self.cell(row, field)
        if cell is None:
            return None
        found = read_date(cell, self.skikk, epoke_1904=self.epoke_1904)
        if found is None:
            heading = sitat(self.columns.overskrifter[field])
            raise NotUnderstood(f"{sitat(as_text(cell))} i kolonnen {heading} er ikke en dato")
        return found.dag, found.ved_midnatt

    def _values(self, row: Row) -> tuple[dict[str, Any], list[str]]:
        values: dict[str, Any] = dict(self.profile.standard)
        given: set[str] = set()
        notes: list[str] = []
        for field in self.ordered:
            cell = self.cell(row, field)
            if cell is None:
                continue
            found = self._of_cell(field, cell, notes)
            if field == "årsak" and not found and as_text(cell):
                notes.append("årsaken er ikke blant dem profilen kjenner, og er ikke tatt med")
            values |= found
            given |= found.keys()
        if "type" not in given:
            values["type"] = _type(values)
        if values["type"] == "dag":
            values = {k: v for k, v in values.items() if k not in _ONLY_LESSONS}
        elif values["type"] == "forsentkomming":
            values = {k: v for k, v in values.items() if k not in ("timer", "time")}
        else:
            values.pop("minutter", None)
        return values, notes

    def _of_cell(self, field: str, cell: Cell, notes: list[str]) -> Mapping[str, Any]:
        heading = self.columns.overskrifter[field]
        if field in self.profile.verdier:
            return of_words(self.profile, field, heading, cell)
        if field in ("status", "hele_dagen"):
            return {}  # a column of words that the profile gives no words for
        value = of_plain(field, heading, cell)
        if value is None:
            return {}
        if field == "timer" and is_rounded(cell):
            notes.append(f"brøkdelen av en time er rundet av til {value}")
        if field in _TEXTS and not self.profile.foedselsnummer and has_identity_number(value):
            notes.append(f"et fødselsnummer i kolonnen {sitat(heading)} er ikke tatt med")
            value = without_identity_numbers(value)
        return {field: value}


def _type(values: Mapping[str, Any]) -> str:
    """The kind of an absence whose row does not name it."""
    if "minutter" in values and "timer" not in values and "time" not in values:
        return "forsentkomming"
    if "timer" in values or "time" in values:
        return "time"
    return str(values.get("type", "dag"))


def days_of(row: Fravaersrad) -> Iterator[date]:
    """Every day from the first to the last, school day or not."""
    return (date.fromordinal(n) for n in range(row.fra.toordinal(), row.til.toordinal() + 1))


def _said(day: date) -> str:
    return dag_og_maaned(day, aar=True)
