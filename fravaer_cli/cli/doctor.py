"""`fravaer doctor`: what works on this machine, and what is risky."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from fravaer_cli.cli.options import FargeValg
from fravaer_cli.cli.terminal import Farge, out_lines, width
from fravaer_cli.errors import Exit


def doctor(
    sti: Annotated[
        str, typer.Argument(metavar="[STI]", help="Skolens mappe. Uten valg: den du står i.", show_default=False)
    ] = ".",
    farge: FargeValg = Farge.AUTO,
) -> None:
    """Se hva som virker på maskinen, og hva som kan gå galt.

    Ser på programmet, rutinen og skoleruten, hvem som kan lese mappen, og på git. Ingenting blir endret eller sendt.

    Eksempel: fravaer doctor solvang
    """
    from fravaer_cli.doctor.examine import examine  # noqa: PLC0415 - heavy
    from fravaer_cli.doctor.finding import Tilstand  # noqa: PLC0415
    from fravaer_cli.output import doctor as screen  # noqa: PLC0415

    found = examine(sti, date.today())
    out_lines(screen.doctor(found, width()), farge)
    if any(point.tilstand is Tilstand.FARE for points in found.values() for point in points):
        raise typer.Exit(Exit.ACTION)
