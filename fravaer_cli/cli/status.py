"""`fravaer status`: one case on one screen."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from fravaer_cli.cli.options import FargeValg, parse_date
from fravaer_cli.cli.terminal import Farge, out_lines, width
from fravaer_cli.errors import Exit


def status(
    sak: Annotated[str, typer.Argument(metavar="SAK", help="Mappen til én elev.")],
    dato: Annotated[
        date | None,
        typer.Option(
            "--dato", metavar="ÅÅÅÅ-MM-DD", parser=parse_date, help="Dagen saken vises for. Uten valg: i dag."
        ),
    ] = None,
    rutine: Annotated[
        str | None,
        typer.Option("--rutine", metavar="RUTINE", help="En annen rutine enn den i skole.yaml: et navn eller en fil."),
    ] = None,
    anonym: Annotated[
        bool, typer.Option("--anonym", help="Vis kode og roller i stedet for navn, og ingen fritekst.")
    ] = False,
    farge: FargeValg = Farge.AUTO,
) -> None:
    """Se alt om én elev på én skjerm.

    Eksempel: fravaer status klasse7b/amin --dato 2025-11-21
    """
    from fravaer_cli.case_status import case_status  # noqa: PLC0415
    from fravaer_cli.check import Question  # noqa: PLC0415
    from fravaer_cli.files.workspace import find  # noqa: PLC0415
    from fravaer_cli.output.status import render  # noqa: PLC0415

    today = date.today()
    shown = case_status(find(sak), Question("uke", dato or today, today, rutine), sak, anonym=anonym)
    out_lines(render(shown, width()), farge)
    raise typer.Exit(Exit.UNABLE if shown.result.errors else Exit.OK)
