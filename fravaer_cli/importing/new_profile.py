"""A profile for a table that nobody has described: what its columns and words most likely mean, as a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fravaer_cli.files import yaml_text
from fravaer_cli.importing.columns import heading_row
from fravaer_cli.importing.dates import Skikk, read_date
from fravaer_cli.importing.profile import Profil
from fravaer_cli.importing.table import Cell, Table, as_text, fold
from fravaer_cli.importing.values import AARSAKER, JA_NEI, has_identity_number
from fravaer_cli.model.fravaer import TYPER
from fravaer_cli.texts import mente_du, skjul_foedselsnummer

FELT = (
    *("navn", "fornavn", "etternavn", "elev_id", "klasse", "dato", "fra", "til", "type", "hele_dagen", "status"),
    *("dokumentert", "gyldig", "årsak", "timer", "time", "minutter", "fag", "merknad", "meldt", "registrert_av", "id"),
)
"""What a column can be."""
ORDFELT = ("type", "hele_dagen", "status", "dokumentert", "gyldig", "årsak")
_SEARCHED = 30
_NUMMER = "fødselsnummer"
_MAX_WORDS = 20
"""A column with more different texts than this holds no words of a system's, but somebody's own sentences."""

BETYDNINGER: Mapping[str, Mapping[str, Any]] = {
    "dokumentert": {"dokumentert": "ja"},
    "udokumentert": {"dokumentert": "nei"},
    **{type_: {"type": type_} for type_ in TYPER},
    **{aarsak: {"årsak": aarsak} for aarsak in AARSAKER},
}
"""What a word can be said to mean."""
IKKE_FRAVAER = "ikke fravær"


class Kolonne(NamedTuple):
    """A column of the table.

    Attributes:
        felt: what it most likely is; None where nothing is likely.
        sikker: the heading is one we know.
        slag: what it holds, in a word; never what somebody's row says.
    """

    overskrift: str
    felt: str | None
    sikker: bool
    slag: str


class Forslag(NamedTuple):
    """A profile to be."""

    rad: int
    kolonner: list[Kolonne]


def propose(table: Table, profiles: Sequence[Profil]) -> Forslag:
    """What the columns most likely are, each of our fields once."""
    known = {fold(h): field for p in reversed(profiles) for field, hs in p.kolonner.items() for h in reversed(hs)}
    row = heading_row(table.rows[:_SEARCHED], lambda r: sum(fold(as_text(c)) in known for c in r.cells))
    body = [r for r in table.rows if r.nr > row.nr]
    taken: set[str] = set()
    columns = []
    found = [(i, as_text(cell)) for i, cell in enumerate(row.cells) if cell is not None]
    exact = {i: known[fold(h)] for i, h in found if fold(h) in known}
    for i, heading in found:
        cells = [c for r in body[:200] if (c := r.cell(i)) is not None]
        field = exact.get(i) or _likely(heading, known, cells, {*exact.values(), *taken})
        if field in taken or (_kind(cells) == _NUMMER and field in ("navn", "elev_id", "id")):
            field = None  # an identity number finds nobody, and is written nowhere
        taken |= {field} if field else set()
        columns.append(Kolonne(heading, field, i in exact and field is not None, _kind(cells)))
    return Forslag(row.nr, columns)


def _likely(heading: str, known: Mapping[str, str], cells: Sequence[Cell], taken: set[str]) -> str | None:
    meant = mente_du(fold(heading), known)
    if meant and known[meant] not in taken:
        return known[meant]
    return "dato" if _kind(cells) == "datoer" and not {"dato", "fra"} & taken else None


def _kind(cells: Sequence[Cell]) -> str:
    if not cells:
        return "tom"
    texts = {as_text(c) for c in cells}
    if any(map(has_identity_number, texts)):
        return _NUMMER
    if sum(isinstance(c, str) and c[:1].isdigit() for c in cells) or not any(isinstance(c, str) for c in cells):
        if all(read_date(c, Skikk()) or read_date(c, Skikk(dag_foerst=False)) for c in cells):
            return "datoer"
        if all(t.replace(",", "").replace(".", "").isdigit() for t in texts):
            return "tall"
    if len(texts) > _MAX_WORDS:
        return "tekst"
    return f"{len(texts)} ulike verdier" if len(texts) > 1 else "én verdi"


def words_of(table: Table, proposal: Forslag, fields: Mapping[str, str]) -> dict[str, list[str]]:
    """For each field of words: the words in its column, in the order of the file. None where it holds sentences.

    Args:
        fields: heading → our field.
    """
    (row,) = (r for r in table.rows if r.nr == proposal.rad)
    found: dict[str, list[str]] = {}
    for column, cell in enumerate(row.cells):
        field = fields.get(as_text(cell))
        if field not in ORDFELT:
            continue
        texts = dict.fromkeys(as_text(r.cell(column)) for r in table.rows if r.nr > row.nr)
        texts.pop("", None)
        if len({fold(t) for t in texts}) <= _MAX_WORDS:
            found[field] = list({fold(t): t for t in reversed(texts)}.values())[::-1]
    return found


def meaning(field: str, word: str, profiles: Sequence[Profil]) -> Mapping[str, Any] | None:
    """What a word most likely means in a field; None where we do not know. Empty: it is no absence or says nothing."""
    for profile in profiles:
        if fold(word) in profile.verdier.get(field, {}):
            return profile.verdier[field][fold(word)]
    if field in ("dokumentert", "gyldig") and fold(word) in JA_NEI:
        return {field: JA_NEI[fold(word)]}
    for profile in profiles:
        for words in profile.verdier.values():
            if fold(word) in words:
                return words[fold(word)]
    return BETYDNINGER.get(word.casefold())


def as_yaml(
    navn: str, kilde: str, fields: Mapping[str, str], words: Mapping[str, Mapping[str, Mapping[str, Any] | str | None]]
) -> str:
    """The profile's file.

    Args:
        fields: heading → our field.
        words: field → {word → what it means; `ikke fravær`; None where nobody knows}.
    """
    lines = [
        "# Hva kolonnene og ordene i denne tabellen betyr. Rett det som er galt; «fravaer validate» ser etter feil.",
        f"navn: {yaml_text.flow(navn)}",
        f"kilde: {yaml_text.flow(kilde)}",
        "kolonner:",
        *(f"  {field}: {yaml_text.flow([heading])}" for heading, field in fields.items()),
    ]
    known = {f: {w: m for w, m in ws.items() if isinstance(m, Mapping)} for f, ws in words.items()}
    if any(ws for ws in words.values()):
        lines.append("verdier:" if any(known.values()) else "# verdier:")
    for field, meanings in words.items():
        unknown = [w for w, m in meanings.items() if m is None]
        if known[field] or unknown:
            lines.append(f"{'  ' if known[field] else '#   '}{field}:")
        lines += [f"    {yaml_text.flow(_hidden(w))}: {yaml_text.flow(m)}" for w, m in known[field].items()]
        if unknown:
            lines.append("    # Skriv hva disse betyr, som {dokumentert: ja, årsak: sykdom}, og ta bort #:")
            lines += [f"    # {yaml_text.flow(_hidden(w))}: {{}}" for w in unknown]
    skipped = {f: [_hidden(w) for w, m in ws.items() if m == IKKE_FRAVAER] for f, ws in words.items()}
    if any(skipped.values()):
        lines.append("hoppes_over:")
        lines += [f"  {f}: {yaml_text.flow(ws)}" for f, ws in skipped.items() if ws]
    return "\n".join([*lines, "standard: {type: dag}", ""])


def _hidden(word: str) -> str:
    return skjul_foedselsnummer(word)
