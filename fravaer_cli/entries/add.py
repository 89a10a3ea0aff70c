"""Logging for one or several pupils: everything is tried out first, and nothing is written where some would be wrong.

What only shows when it is written (a full disk, somebody else who was there first) stops that pupil's log alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from fravaer_cli.cases.case import Case
from fravaer_cli.entries.change import LISTS, Endring, Resultat, apply
from fravaer_cli.entries.pupils import Place
from fravaer_cli.errors import UserError
from fravaer_cli.files.source import parse
from fravaer_cli.texts import dag_og_maaned, sitat

Entry = Mapping[str, Any]
DOBBEL_DAG = "F102"
"""The code of a day that is logged twice."""


class Ledd(NamedTuple):
    """What became of the entries of one pupil.

    Attributes:
        dobbelt: entries that stood there already, word for word.
        hindret: why the log could not be written.
    """

    case: Case
    resultat: Resultat
    dobbelt: tuple[Entry, ...] = ()
    hindret: UserError | None = None

    @property
    def er_foert(self) -> bool:
        """The entries stand in the log, or would in a dry run."""
        return not (self.resultat.feil or self.hindret)


def add(
    places: Sequence[Place], name: str, entries: Sequence[Entry], today: date, *, rett: bool, dry_run: bool
) -> list[Ledd]:
    """Put the entries into the log of each pupil, or into none if one of them would be wrong: then those are given.

    Args:
        name: `fravaer.yaml` or `kontakt.yaml`.
        rett: change the entry of that day and type instead; what is not named in the new one stays.
        dry_run: only find out what it would be.

    Raises:
        UserError: a file cannot be changed, or `rett` finds no entry to change.
    """
    decide = _corrections(name, entries) if rett else _additions(entries)
    tried = [_one(place, name, decide, entries, today, dry_run=True) for place in places]
    wrong = [part for part in tried if not part.er_foert]
    if dry_run or wrong:
        return wrong or tried
    return [_written(part, place, name, decide, entries, today) for part, place in zip(tried, places, strict=True)]


def _written(
    tried: Ledd,
    place: Place,
    name: str,
    decide: Callable[[bytes, str], Endring],
    entries: Sequence[Entry],
    today: date,
) -> Ledd:
    try:
        return _one(place, name, decide, entries, today, dry_run=False)
    except UserError as error:
        return tried._replace(hindret=error)


def _one(
    place: Place,
    name: str,
    decide: Callable[[bytes, str], Endring],
    entries: Sequence[Entry],
    today: date,
    *,
    dry_run: bool,
) -> Ledd:
    shown = place.case.folder.file(name)
    result = apply(place.case, name, lambda data: decide(data, shown), place.school, today, dry_run=dry_run)
    there = _entries(shown, name, result.foer)
    return Ledd(place.case, result, tuple(e for e in entries if dict(e) in there))


def _entries(shown: str, name: str, data: bytes) -> list[Any]:
    value = parse(shown, data).value if data else None
    found = value.get(LISTS[name]) if isinstance(value, Mapping) else None
    return found if isinstance(found, list) else []


def _additions(entries: Sequence[Entry]) -> Callable[[bytes, str], Endring]:
    return lambda _data, _shown: Endring(nye=entries)


def _corrections(name: str, entries: Sequence[Entry]) -> Callable[[bytes, str], Endring]:
    def decide(data: bytes, shown: str) -> Endring:
        there = _entries(shown, name, data)
        return Endring(rettes=[_correction(there, entry, shown) for entry in entries])

    return decide


def _correction(there: Sequence[Any], entry: Entry, shown: str) -> tuple[int, Mapping[str, Any]]:
    same = [
        number
        for number, old in enumerate(there)
        if isinstance(old, Mapping) and old.get("dato") == entry.get("dato", "") and old.get("type") == entry["type"]
    ]
    if len(same) != 1:
        how_many = "ingen oppføring" if not same else "flere oppføringer"
        day = dag_og_maaned(date.fromisoformat(str(entry.get("dato", entry.get("fra")))), aar=True)
        message = f"{sitat(shown, 120)} har {how_many} av typen «{entry['type']}» {day}."
        remedy = (
            "Er dagen ført i en periode eller flere ganger, må det rettes i filen." if there else "Før uten --rett."
        )
        raise UserError(f"{message} Ingenting er endret.", remedy)
    old = there[same[0]]
    return same[0], {k: v for k, v in entry.items() if old.get(k) != v}
