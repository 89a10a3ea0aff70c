"""`fravaer import`: absence from another system's file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from fravaer_cli.cli.options import FargeValg
from fravaer_cli.cli.terminal import Farge, out, out_lines, say, width, with_progress
from fravaer_cli.errors import Exit, UserError

if TYPE_CHECKING:
    from fravaer_cli.importing.profile import BadProfile
    from fravaer_cli.importing.report import Rapport
    from fravaer_cli.importing.run import Import, Oenske


def importer(
    fil: Annotated[
        str,
        typer.Argument(
            metavar="FIL", help="Filen fra det andre systemet: CSV eller Excel (.xlsx).", show_default=False
        ),
    ],
    klasse: Annotated[
        str, typer.Argument(metavar="KLASSE", help="Klassen, én elevs mappe eller hele skolen.", show_default=False)
    ],
    profil: Annotated[
        str | None,
        typer.Option(
            "--profil",
            metavar="PROFIL",
            help="Hva kolonnene betyr: generisk, transponder, fint eller en egen. Uten valg: den som blir kjent igjen.",
        ),
    ] = None,
    ny_profil: Annotated[
        str | None,
        typer.Option(
            "--ny-profil", metavar="NAVN", help="Lag en profil for denne filen, i stedet for å importere den."
        ),
    ] = None,
    kolonne: Annotated[
        list[str] | None,
        typer.Option(
            "--kolonne", metavar="FELT=OVERSKRIFT", help="Til --ny-profil: hva en kolonne er. Kan gis flere ganger."
        ),
    ] = None,
    elev: Annotated[
        list[str] | None,
        typer.Option(
            "--elev",
            metavar="NAVN=MAPPE",
            help="Hvem et usikkert navn i filen er. «=ingen» når eleven ikke har sak. Kan gis flere ganger.",
        ),
    ] = None,
    ark: Annotated[str | None, typer.Option("--ark", metavar="ARK", help="Arket i en Excel-fil.")] = None,
    skilletegn: Annotated[
        str | None,
        typer.Option(
            "--skilletegn", metavar="TEGN", help="Det som skiller kolonnene i en CSV-fil: semikolon, komma, tab."
        ),
    ] = None,
    tegnsett: Annotated[
        str | None, typer.Option("--tegnsett", metavar="NAVN", help="Tegnsettet i en CSV-fil, som windows-1252.")
    ] = None,
    alle: Annotated[bool, typer.Option("--alle", help="Vis også det som er uendret, og alle navn uten sak.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Vis hva som ville blitt endret, uten å skrive noe.")
    ] = False,
    farge: FargeValg = Farge.AUTO,
) -> None:
    """Hent fravær fra en fil fra et annet system.

    Bare elever som har sak, blir ført. Det dere har ført for hånd, blir ikke rørt, og den samme filen kan importeres
    flere ganger.

    Eksempel: fravaer import transponder.csv klasse7b --dry-run
    """
    from fravaer_cli.importing.profile import BadProfile  # noqa: PLC0415 - not for help
    from fravaer_cli.importing.run import Import, Oenske  # noqa: PLC0415 - not for help

    if kolonne and ny_profil is None:
        raise UserError("--kolonne er til --ny-profil.", "Lag en profil, og importer med --profil.")
    wish = Oenske(fil, klasse, profil, ark, skilletegn, tegnsett, tuple(elev or ()), dry_run)
    try:
        if ny_profil is not None:
            from fravaer_cli.cli.import_profile import make  # noqa: PLC0415 - seldom asked for

            make(wish, ny_profil, kolonne or [])
            return
        plan = _settled(Import(wish, date.today()), wish)
        reports = list(with_progress(plan.skriv(), plan.antall, "Fører fravær"))
    except BadProfile as error:
        _tell_profile(error)
        raise
    report = plan.rapport(reports)
    _show(report, alle=alle, farge=farge)
    raise typer.Exit(_code(report))


def _settled(plan: Import, wish: Oenske) -> Import:
    """On a terminal, the names that are not certain are asked about, before anything is written."""
    from fravaer_cli.cli.questions import on_terminal  # noqa: PLC0415 - not for help

    if wish.dry_run or not plan.usikre() or not on_terminal():
        return plan
    from fravaer_cli.cli.import_profile import ask_pupils  # noqa: PLC0415 - seldom asked for

    answers = ask_pupils(plan)
    if not answers:
        return plan
    from fravaer_cli.importing.run import Import as Anew  # noqa: PLC0415

    return Anew(wish._replace(svar=(*wish.svar, *answers)), plan.today)


def _show(report: Rapport, *, alle: bool, farge: Farge) -> None:
    from fravaer_cli.output import import_report  # noqa: PLC0415 - not for help

    if report.dry_run:
        out(import_report.diff(report))
        if import_report.diff(report):
            out("\n")
    out_lines(import_report.render(report, width(), alle=alle), farge)


def _code(report: Rapport) -> int:
    if report.kunne_ikke_skrives:
        return Exit.UNABLE
    return Exit.ACTION if report.noe_aa_avgjoere else Exit.OK


def _tell_profile(error: BadProfile) -> None:
    """What is wrong in a profile, with places, as `fravaer validate` shows it."""
    from fravaer_cli.output.diagnostics import render_full  # noqa: PLC0415 - only when something is wrong
    from fravaer_cli.texts import linjer  # noqa: PLC0415

    def lines(name: str) -> list[str]:
        try:
            return linjer((error.root / name).read_bytes().decode("utf-8-sig", "replace"))
        except OSError:
            return []

    say(render_full(error.diagnostics, lines).rstrip())
