"""Making and writing documents for one pupil or many. What stops one does not stop the others."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from fravaer_cli.documents.basis import KanIkkeLages
from fravaer_cli.documents.catalogue import Dokument
from fravaer_cli.documents.orders import Ordre
from fravaer_cli.documents.production import Format, Laget, produce
from fravaer_cli.documents.writing import write
from fravaer_cli.errors import UserError
from fravaer_cli.texts import antall, liste

_ERRORS_SHOWN = 3


class Valg(NamedTuple):
    """How it is to be made.

    Attributes:
        til: `docx`, `pdf`, `html`.
        ut: another folder for the files.
    """

    til: tuple[str, ...]
    ut: Path | None = None
    utkast: bool = False
    overskriv: bool = False


class Utfall(NamedTuple):
    """What became of one order.

    Attributes:
        filer: each file that is there now, and whether it was written in this run.
        mangler_grunnlag: why there is nothing to make a document of.
    """

    hvem: str
    filer: tuple[tuple[Path, bool], ...] = ()
    feil: tuple[UserError, ...] = ()
    merknader: tuple[str, ...] = ()
    mangler_grunnlag: KanIkkeLages | None = None


class Klar(NamedTuple):
    """Whether a document can be made of a case.

    Attributes:
        tomme: keys without a value; the document has room for them.
    """

    ord: str
    setninger: tuple[str, ...] = ()
    tomme: tuple[str, ...] = ()


def run(dokument: Dokument, jobs: Sequence[Ordre], valg: Valg) -> Iterator[Utfall]:
    """Carry out the orders, several at a time: most of the time goes in processes of pandoc's."""
    several = len(jobs) > 1
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        yield from pool.map(partial(_one, dokument, valg=valg, several=several), jobs)


def _one(dokument: Dokument, order: Ordre, *, valg: Valg, several: bool) -> Utfall:
    if order.feil and not valg.utkast:
        return Utfall(order.hvem, feil=(_invalid(order),))
    try:
        made = produce(dokument, order.grunnlag, tuple(Format(t) for t in valg.til), utkast=valg.utkast)
    except KanIkkeLages as error:
        return Utfall(order.hvem, mangler_grunnlag=error)
    except UserError as error:
        return Utfall(order.hvem, feil=(error,))
    folder = order.mappe if valg.ut is None else valg.ut / order.hvem if several else valg.ut
    files, errors = _written(made, folder, order, valg)
    return Utfall(order.hvem, files, (*errors, *made.feil), _notes(made, order))


def _written(
    made: Laget, folder: Path, order: Ordre, valg: Valg
) -> tuple[tuple[tuple[Path, bool], ...], tuple[UserError, ...]]:
    files, errors = [], []
    for format_, data in made.filer.items():
        path = folder / f"{made.stamme}-{order.grunnlag.dato.isoformat()}.{format_}"
        try:
            files.append((path, write(path, data, overwrite=valg.overskriv)))
        except UserError as error:
            errors.append(error)
    return tuple(files), tuple(errors)


def _notes(made: Laget, order: Ordre) -> tuple[str, ...]:
    notes = list(made.merknader)
    if made.mangler:
        keys = liste(dict.fromkeys(m.noekkel for m in made.mangler))
        notes.append(f"Tomme felt i {made.mangler[0].fil}, med plass til å skrive for hånd: {keys}.")
    if order.feil:
        notes.append(_invalid(order).message)
    return tuple(notes)


def _invalid(order: Ordre) -> UserError:
    shown = [f"{d.place.file}{f' linje {d.place.line}' if d.place.line else ''}" for d in order.feil]
    where = liste(dict.fromkeys(shown[:_ERRORS_SHOWN]))
    more = f" og {antall(len(shown) - _ERRORS_SHOWN, 'sted', 'steder')} til" if len(shown) > _ERRORS_SHOWN else ""
    return UserError(
        f"Noe er feil i filene som dokumentet bygger på: {where}{more}.",
        "Se hva med «fravaer validate», og rett det først. Med --utkast lages dokumentet uten det som er feil.",
    )


def ready(dokument: Dokument, order: Ordre) -> Klar:
    """Whether a document can be made of a case, and what it lacks."""
    if order.feil:
        return Klar("feil i filene", (_invalid(order).message,))
    try:
        content = dokument.innhold(order.grunnlag)
    except KanIkkeLages as error:
        return Klar("kan ikke lages", (error.message, error.remedy))
    empty = tuple(dict.fromkeys(m.noekkel for m in content.mangler))
    return Klar("klar, med tomme felt" if empty else "klar", content.merknader, empty)
