"""What the two commands of `fravaer log` share: whose log it is, writing in it, and saying what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from fravaer_cli.cli.norsk import bekreft
from fravaer_cli.cli.questions import ask, on_terminal
from fravaer_cli.cli.terminal import out, say
from fravaer_cli.entries.days import is_exact
from fravaer_cli.errors import Exit, UserError
from fravaer_cli.texts import liste, stor

if TYPE_CHECKING:
    from fravaer_cli.casework.results import Finding
    from fravaer_cli.entries.add import Ledd
    from fravaer_cli.entries.pupils import Place

_FEW = 3
"""Pupils. Of more, the Friday check tells better what is to be done."""


def need(ja: bool, what: str, remedy: str) -> None:
    """Only where somebody sits there can it be asked for.

    Raises:
        UserError: nobody does.
    """
    if ja or not on_terminal():
        raise UserError(f"{what} mangler.", remedy)


def places_of(wanted: list[str] | None, folder: Path, *, ja: bool) -> list[Place]:
    """The pupils' cases; asks where none or several can be meant."""
    from fravaer_cli.cli import log_questions  # noqa: PLC0415 - not for help
    from fravaer_cli.entries.pupils import NotOne, is_case, open_case  # noqa: PLC0415

    today = date.today()
    may_ask = on_terminal() and not ja
    if not wanted:
        alone = is_case(folder)
        if not alone:
            need(ja, "Eleven", "Skriv elevens mappe, kode eller navn etter kommandoen.")
        wanted = [str(folder)] if alone else [ask("Elev")]
    places = []
    for text in wanted:
        try:
            places.append(open_case(text, folder, today))
        except NotOne as error:
            if not (may_ask and error.candidates):
                raise
            places.append(open_case(log_questions.one_of(error), folder, today))
    return list({place.case.folder.path: place for place in places}.values())


def finish(
    places: Sequence[Place],
    name: str,
    entries: Sequence[Mapping[str, Any]],
    in_words: Callable[[Mapping[str, Any]], str],
    said: Sequence[str],
    *,
    rett: bool,
    ja: bool,
    dry_run: bool,
) -> None:
    """Show what will be written, write it, and say what was done."""
    from fravaer_cli.entries.add import add  # noqa: PLC0415 - heavy

    who = liste(place.case.navn or place.case.folder.name for place in places)
    say("\n".join(f"{who}: {in_words(entry)}" for entry in entries))
    if not (dry_run or ja) and on_terminal() and not all(map(is_exact, said)) and not _agreed():
        say("Ingenting er ført.")
        raise typer.Exit(Exit.UNABLE)
    tells_news = on_terminal() and not (ja or dry_run) and len(places) <= _FEW
    before = [_asked_for(place) for place in places] if tells_news else []
    parts = add(places, name, entries, date.today(), rett=rett, dry_run=dry_run)
    done = [part for part in parts if part.er_foert]
    for part in done:
        _told(part, "Rettet" if rett else "Ført", dry_run=dry_run)
    for place, known in zip(places, before, strict=False):
        _news(place, known)
    if len(done) < len(parts):
        _refuse([part for part in parts if not part.er_foert])
        say("Resten er ført." if done else "Ingenting er ført.")
        raise typer.Exit(Exit.UNABLE)


def _asked_for(place: Place) -> list[Finding]:
    from fravaer_cli.cli.log_news import asked_for  # noqa: PLC0415 - heavy

    return asked_for(place.case.folder.path, date.today())


def _news(place: Place, before: list[Finding]) -> None:
    """What the routine asks for now, and did not before the entry."""
    from fravaer_cli.cli.log_news import heading, told  # noqa: PLC0415 - heavy

    lines = told(before, _asked_for(place), date.today())
    if lines:
        say("\n".join([heading(place.case.navn or place.case.folder.name), *lines]))


def _agreed() -> bool:
    return bekreft("Er det riktig?", default=True, prompt_suffix=" ")


def _refuse(parts: Sequence[Ledd]) -> None:
    from fravaer_cli.entries.add import DOBBEL_DAG  # noqa: PLC0415 - heavy

    for part in parts:
        who = part.case.navn or part.case.folder.name
        if part.hindret:
            say(f"Feil: {part.hindret.message}\n{part.hindret.remedy}")
        for diagnostic in part.resultat.feil:
            if diagnostic.code == DOBBEL_DAG:
                lines = [f", linje {r.place.line}" for r in diagnostic.related if r.place.line][:1]
                say(f"Feil: {who}: dagen er ført fra før ({part.resultat.fil}{''.join(lines)}).")
                say("Bruk --rett for å endre det som står der. En periode må rettes i filen.")
            else:
                advice = (diagnostic.suggestion or "").removesuffix(", eller fjern oppføringen")  # there is none yet
                remedy = f"\n{stor(advice)}." if advice else ""
                say(f"Feil: {who}: {diagnostic.message}.{remedy}")


def _told(part: Ledd, done: str, *, dry_run: bool) -> None:
    result = part.resultat
    if result.foer == result.etter:
        out(f"Uendret: {result.fil}\n")
    elif dry_run:
        out(result.diff())
    else:
        out(f"{done} i {result.fil}\n")
    if part.dobbelt and result.foer != result.etter:
        say(f"Merk: det samme sto i {result.fil} fra før. Slett den ene oppføringen hvis det skjedde bare én gang.")
    for note in result.merknader:
        say(f"Merk: {note.message}" + (f" – {note.suggestion}." if note.suggestion else "."))
