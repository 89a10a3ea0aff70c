"""`fravaer render`: a document from a case, as DOCX, PDF or HTML."""

from __future__ import annotations

import os
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fravaer_cli.cli.options import parse_date
from fravaer_cli.cli.terminal import out, say, with_progress
from fravaer_cli.errors import Exit, UserError
from fravaer_cli.texts import antall, liste, sitat

if TYPE_CHECKING:
    from fravaer_cli.documents.batch import Utfall
    from fravaer_cli.documents.catalogue import Dokument


_NAMES_SHOWN = 4


class Til(StrEnum):
    """The kinds of file."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


class Malform(StrEnum):
    """The document's language."""

    NB = "nb"
    NN = "nn"


def render(
    dokument: Annotated[
        str | None, typer.Argument(metavar="DOKUMENT", help="Dokumentet, for eksempel tiltaksplan.", show_default=False)
    ] = None,
    sti: Annotated[
        str,
        typer.Argument(
            metavar="[STI]", help="En elevmappe, en av elevens planer, en klasse eller skolen.", show_default=False
        ),
    ] = ".",
    til: Annotated[
        list[Til] | None, typer.Option("--til", metavar="FORMAT", help="docx, pdf eller html. Kan gis flere ganger.")
    ] = None,
    ut: Annotated[
        Path | None,
        typer.Option("--ut", metavar="MAPPE", help="Mappen filene legges i. Uten valg: dokumenter/ hos eleven."),
    ] = None,
    dato: Annotated[
        date | None,
        typer.Option("--dato", metavar="ÅÅÅÅ-MM-DD", parser=parse_date, help="Dokumentets dato. Uten valg: i dag."),
    ] = None,
    tom: Annotated[bool, typer.Option("--tom", help="Lag et tomt skjema til å fylle ut for hånd.")] = False,
    utkast: Annotated[
        bool, typer.Option("--utkast", help="Merk det som mangler, med [mangler: …] i selve teksten.")
    ] = False,
    malform: Annotated[
        Malform | None, typer.Option("--malform", metavar="MÅLFORM", help="nb. Nynorsk (nn) er ikke laget ennå.")
    ] = None,
    overskriv: Annotated[bool, typer.Option("--overskriv", help="Skriv også over filer som er endret.")] = False,
    vis: Annotated[
        bool, typer.Option("--liste", help="Vis hvilke dokumenter som finnes, og hva en sak har nok til.")
    ] = False,
) -> None:
    """Lag et dokument fra en sak.

    Eksempel: fravaer render tiltaksplan klasse5a/amin --til docx --til pdf

    Eksempel: fravaer render --liste klasse5a/amin
    """
    day = dato or date.today()
    if vis:
        _list(dokument or sti, asked=dokument is not None or sti != ".", day=day)
        return
    wanted = _document(dokument)
    if malform is Malform.NN:
        raise UserError("Dokumentene finnes ikke på nynorsk ennå.", "Bruk --malform nb, eller la valget være.")
    if tom and not wanted.kan_vaere_tom:
        raise UserError(f"«{wanted.navn}» finnes ikke som tomt skjema.", "Kjør kommandoen uten --tom.")
    from fravaer_cli.documents.batch import Valg, run  # noqa: PLC0415 - heavy
    from fravaer_cli.documents.orders import orders, sted  # noqa: PLC0415 - heavy

    place = sted(sti)
    jobs = list(orders(place, wanted, day, date.today(), tom=tom))
    if not jobs:
        raise UserError(
            f"Ingenting å lage: {sitat(sti, 200)} har ingen elevmapper.",
            "Oppgi en elevmappe, eller bruk --tom for et tomt skjema.",
        )
    chosen = Valg(tuple(dict.fromkeys(t.value for t in til or [Til.DOCX])), ut, utkast, overskriv)
    outcomes = list(with_progress(run(wanted, jobs, chosen), len(jobs), "Lager dokumenter"))
    raise typer.Exit(_tell(wanted, outcomes, alone=place.alene or tom))


def _document(name: str | None) -> Dokument:
    from fravaer_cli.documents.catalogue import find, likest  # noqa: PLC0415 - only this command's

    see = "«fravaer render --liste» viser dem som finnes."
    if name is None:
        raise UserError("Hvilket dokument skal lages?", see)
    found = find(name)
    if found is None:
        meant = likest(name)
        raise UserError(
            f"Det finnes ikke noe dokument som heter {sitat(name)}.", f"Mente du «{meant}»? {see}" if meant else see
        )
    return found


def _tell(dokument: Dokument, outcomes: list[Utfall], *, alone: bool) -> int:
    """Say what was made, and what was not; gives the exit code."""
    lines = [f"{'Laget' if written else 'Uendret'}: {_shown(path)}" for o in outcomes for path, written in o.filer]
    out("".join(f"{line}\n" for line in lines))
    for note, those in _notes(outcomes).items():
        say(note if alone else f"{_few(those)}: {note}")
    code = Exit.OK
    for outcome in outcomes:
        who = "" if alone else f"{outcome.hvem}: "
        for error in outcome.feil:
            code = Exit.UNABLE
            say(f"Feil: {who}{error.message}" + (f"\n{error.remedy}" if error.remedy else ""))
    lacking = [o for o in outcomes if o.mangler_grunnlag]
    for reason in [o.mangler_grunnlag for o in lacking if o.mangler_grunnlag and alone]:
        code = Exit.UNABLE
        say(f"Feil: {reason.message}\n{reason.remedy}")
    if lacking and not alone:
        say(f"{antall(len(lacking), 'sak', 'saker')} har ikke det som trengs til {dokument.navn}.")
        say("«fravaer render --liste» med mappen til én elev viser hva som mangler.")
        code = code if lines else Exit.UNABLE
    return int(code)


def _notes(outcomes: list[Utfall]) -> dict[str, list[str]]:
    """Each thing that the user should see, and whose documents it is about."""
    notes: dict[str, list[str]] = {}
    for outcome in outcomes:
        for note in outcome.merknader:
            notes.setdefault(note, []).append(outcome.hvem)
    return notes


def _few(names: list[str]) -> str:
    return liste(names) if len(names) <= _NAMES_SHOWN else f"{', '.join(names[:3])} og {len(names) - 3} til"


def _shown(path: Path) -> str:
    """A path as one would write it from here."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return str(path) if near.startswith("..") else Path(near).as_posix()


def _list(sti: str, *, asked: bool, day: date) -> None:
    """The catalogue, and what a case has enough for."""
    from fravaer_cli.documents.catalogue import KATALOG  # noqa: PLC0415 - only this command's

    if not asked:
        out("".join(f"{d.navn}\n  {d.hva}.\n" for d in KATALOG))
        say("Med en elevmappe («fravaer render --liste klasse5a/amin») ser du hva saken har nok til.")
        return
    from fravaer_cli.documents.batch import ready  # noqa: PLC0415 - heavy
    from fravaer_cli.documents.orders import orders, sted  # noqa: PLC0415 - heavy

    place = sted(sti)
    if not place.alene:
        raise UserError(f"{sitat(sti, 200)} er ikke en elevmappe.", "Oppgi mappen til én elev, som klasse5a/amin.")
    lines = []
    for dokument in KATALOG:
        (order,) = orders(place, dokument, day, date.today(), tom=False)
        state = ready(dokument, order)
        lines.append(f"{dokument.navn}: {state.ord}\n  {dokument.hva}.\n")
        lines += [f"  {sentence}\n" for sentence in state.setninger]
        if state.tomme:
            lines.append(f"  Tomme felt, som blir til plass til å skrive: {liste(state.tomme)}.\n")
    out("".join(lines))
