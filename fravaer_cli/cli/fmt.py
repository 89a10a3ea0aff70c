"""`fravaer fmt`: dates as ISO, entries in the order of their dates."""

from __future__ import annotations

from typing import Annotated

import typer

from fravaer_cli.cli.terminal import out, say
from fravaer_cli.errors import Exit, UserError
from fravaer_cli.texts import liste, sitat


def fmt(
    stier: Annotated[
        list[str] | None, typer.Argument(metavar="[STI]...", help="Filer, elevmapper, klasser eller hele skolen.")
    ] = None,
    sjekk: Annotated[
        bool, typer.Option("--sjekk", help="Bare si hva som bør ordnes. Er det noe, er avslutningskoden 1.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Vis endringene linje for linje, uten å skrive noe.")
    ] = False,
) -> None:
    """Sorter oppføringene etter dato, og skriv datoer som 2025-11-21.

    Oppføringene blir sortert i fraværsloggen, kontaktloggen, evalueringene og kartleggingen, og datoene blir rettet i
    alle filene. Kommentarer følger oppføringen sin, og ingenting annet blir endret.

    Eksempel: fravaer fmt klasse7b
    """
    from fravaer_cli.output import tidying as text  # noqa: PLC0415
    from fravaer_cli.output.diagnostics import render_short  # noqa: PLC0415
    from fravaer_cli.tidying.files import our_files, tidy_file  # noqa: PLC0415

    paths = stier or ["."]
    files, closed = our_files(paths)
    if not files and not closed:
        shown = liste(sitat(p, 200) for p in paths)
        raise UserError(f"Ingenting å ordne: {shown} har ingen av filene våre.", "Se etter skrivefeil i stien.")
    results = [tidy_file(file, write=not (sjekk or dry_run)) for file in files]
    out(text.differences(results) if dry_run else text.changes(results))
    say(render_short(closed) + text.problems(results) + text.summary(results, written=not (sjekk or dry_run)))
    if closed or any(r.is_left for r in results):
        raise typer.Exit(Exit.UNABLE)
    raise typer.Exit(Exit.ACTION if sjekk and any(r.is_changed for r in results) else Exit.OK)
