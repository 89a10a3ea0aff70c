"""`fravaer agenda`: deadlines and meetings ahead, by week or by person, on the screen or as a calendar."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from fravaer_cli.cli.options import FargeValg, parse_date
from fravaer_cli.cli.terminal import Farge, out, out_lines, say, width
from fravaer_cli.errors import Exit, UserError
from fravaer_cli.texts import sitat

if TYPE_CHECKING:
    from fravaer_cli.agenda import Agenda


class Per(StrEnum):
    """What the agenda is parted by."""

    UKE = "uke"
    PERSON = "person"


def agenda(
    sti: Annotated[
        str, typer.Argument(metavar="[STI]", help="En elevmappe, en klasse eller hele skolen.", show_default=False)
    ] = ".",
    dato: Annotated[
        date | None,
        typer.Option("--dato", metavar="ÅÅÅÅ-MM-DD", parser=parse_date, help="Første dag. Uten valg: i dag."),
    ] = None,
    uker: Annotated[
        int, typer.Option("--uker", metavar="N", min=0, max=60, help="Hvor mange uker framover, etter denne uken.")
    ] = 4,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="HVEM", help="Bare det én person skal gjøre: et navn eller en rolle."),
    ] = None,
    per: Annotated[Per, typer.Option("--per", metavar="HVA", help="Del opp etter uke eller person.")] = Per.UKE,
    rutine: Annotated[
        str | None,
        typer.Option("--rutine", metavar="RUTINE", help="En annen rutine enn den i skole.yaml: et navn eller en fil."),
    ] = None,
    aarshjul: Annotated[bool, typer.Option("--årshjul", help="Vis hele årshjulet i rutinen også.")] = False,
    ics: Annotated[
        str | None,
        typer.Option(
            "--ics", metavar="FIL", help="Skriv en kalender for Outlook og Google i stedet. Bare koder, ingen navn."
        ),
    ] = None,
    anonym: Annotated[bool, typer.Option("--anonym", help="Vis koder i stedet for navn.")] = False,
    farge: FargeValg = Farge.AUTO,
) -> None:
    """Se frister og møter framover.

    Eksempel: fravaer agenda klasse7b --uker 2
    """
    from fravaer_cli.agenda import agenda as run  # noqa: PLC0415
    from fravaer_cli.agenda import shipped_tasks  # noqa: PLC0415
    from fravaer_cli.casework.pupil import Question  # noqa: PLC0415
    from fravaer_cli.files.workspace import find  # noqa: PLC0415

    workspace = find(sti)
    today = date.today()
    result = run(workspace, Question("uke", dato or today, today, rutine), uker, person, anonym=anonym)
    if not result.saker and not result.errors:
        raise UserError(
            f"Ingenting å vise: {sitat(sti, 200)} har ingen elevmapper.",
            "En elevmappe er en mappe med filen sak.yaml. Lag en med «fravaer new KLASSE/ELEV».",
        )
    result = result._replace(given=f'"{sti}"' if " " in sti else sti)
    if ics is not None:
        out(_write(result, ics))
    else:
        from fravaer_cli.output.agenda import render  # noqa: PLC0415

        own = shipped_tasks() if anonym else None
        out_lines(render(result, width(), per_person=per is Per.PERSON, wheel=aarshjul, own=own), farge)
    raise typer.Exit(Exit.UNABLE if result.errors or not result.saker else Exit.OK)


def _write(result: Agenda, file: str) -> str:
    """Write the calendar; what to say of it."""
    if result.errors:
        from fravaer_cli.output.agenda import errors_line  # noqa: PLC0415

        say(errors_line(result))
    from pathlib import Path  # noqa: PLC0415

    from fravaer_cli.agenda import shipped_tasks, write_calendar  # noqa: PLC0415
    from fravaer_cli.output import ics  # noqa: PLC0415

    if not result.punkter:
        return "Ingen frister eller møter i perioden, så ingen kalender er skrevet.\n"
    renewed = write_calendar(Path(file), ics.render(result, shipped_tasks()), ics.PRODUCT)
    return ics.written(result, sitat(file, 200), renewed=renewed)
