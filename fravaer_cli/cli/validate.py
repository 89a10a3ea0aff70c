"""`fravaer validate`: all errors of all files, in one run."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from fravaer_cli.cli.options import FargeValg
from fravaer_cli.cli.terminal import Farge, out, out_lines, say
from fravaer_cli.errors import Exit, UserError
from fravaer_cli.texts import liste, sitat


class Form(StrEnum):
    """How the errors are written."""

    FULL = "full"
    KORT = "kort"
    JSON = "json"


def validate(
    stier: Annotated[
        list[str] | None, typer.Argument(metavar="[STI]...", help="Filer, elevmapper, klasser eller hele skolen.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", metavar="FORM", help="full, kort eller json.")] = Form.FULL,
    farge: FargeValg = Farge.AUTO,
) -> None:
    """Finn alle feil i filene.

    Eksempel: fravaer validate klasse7b
    """
    from fravaer_cli.output import diagnostics as text  # noqa: PLC0415
    from fravaer_cli.validate import validate as run  # noqa: PLC0415

    paths = stier or ["."]
    results = [run(path, date.today()) for path in paths]
    files = sum(r.files for r in results)
    found = list(dict.fromkeys(d for r in results for d in r.diagnostics))  # the same file may be named twice
    if form is Form.JSON:
        from fravaer_cli.output import json_v1  # noqa: PLC0415

        out(json_v1.render_diagnostics(found))
    elif form is Form.KORT:
        out(text.render_short(found))
    else:
        blocks = [text.render_full(r.diagnostics, r.text_of) for r in results if r.diagnostics]
        out_lines(text.styled("\n".join(blocks)), farge)
    if not files and not found:
        shown = liste(sitat(p, 200) for p in paths)
        raise UserError(f"Ingenting å kontrollere: {shown} har ingen av filene våre.", "Se etter skrivefeil i stien.")
    say(f"{text.summary(found, files)}.")
    raise typer.Exit(Exit.ACTION if any(d.is_error for d in found) else Exit.OK)
