"""`fravaer check`: what the routine asks for, on a case, a class or a school."""

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
    from fravaer_cli.check import CheckResult


class Sjekk(StrEnum):
    """The routine's four checks."""

    DAG = "dag"
    UKE = "uke"
    MAANED = "måned"
    SEMESTER = "semester"


class Form(StrEnum):
    """How the result is written."""

    TABELL = "tabell"
    KORT = "kort"
    JSON = "json"
    CSV = "csv"
    MD = "md"


def check(
    sti: Annotated[
        str, typer.Argument(metavar="[STI]", help="En elevmappe, en klasse eller hele skolen.", show_default=False)
    ] = ".",
    sjekk: Annotated[
        Sjekk, typer.Option("--sjekk", metavar="SJEKK", help="dag, uke, måned eller semester.")
    ] = Sjekk.UKE,
    dato: Annotated[
        date | None,
        typer.Option(
            "--dato", metavar="ÅÅÅÅ-MM-DD", parser=parse_date, help="Dagen det sjekkes for. Uten valg: i dag."
        ),
    ] = None,
    rutine: Annotated[
        str | None,
        typer.Option("--rutine", metavar="RUTINE", help="En annen rutine enn den i skole.yaml: et navn eller en fil."),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", metavar="FORM", help="tabell, kort, json, csv eller md.")
    ] = Form.TABELL,
    alle: Annotated[bool, typer.Option("--alle", help="Vis også det som er utført.")] = False,
    anonym: Annotated[bool, typer.Option("--anonym", help="Vis koder i stedet for navn.")] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Avslutt med kode 0 selv om noe krever tiltak.")
    ] = False,
    farge: FargeValg = Farge.AUTO,
) -> None:
    """Se hvem som trenger hva, av hvem og når.

    Eksempel: fravaer check klasse7b --dato 2025-11-21
    """
    from fravaer_cli.check import Question  # noqa: PLC0415
    from fravaer_cli.check import check as run  # noqa: PLC0415
    from fravaer_cli.files.workspace import find  # noqa: PLC0415

    workspace = find(sti)
    today = date.today()
    result = run(workspace, Question(sjekk.value, dato or today, today, rutine, alle))
    if not result.saker and not result.diagnostics:
        raise UserError(
            f"Ingenting å kontrollere: {sitat(sti, 200)} har ingen elevmapper.",
            "En elevmappe er en mappe med filen sak.yaml. Lag en med «fravaer new KLASSE/ELEV».",
        )
    result = _anonymised(result) if anonym else result._replace(given=f'"{sti}"' if " " in sti else sti)
    _write(result, form, farge)
    raise typer.Exit(_code(result, exit_zero=exit_zero))


def _code(result: CheckResult, *, exit_zero: bool) -> int:
    if result.errors or not result.saker:
        return Exit.UNABLE
    return Exit.ACTION if result.need_action and not exit_zero else Exit.OK


def _anonymised(result: CheckResult) -> CheckResult:
    from fravaer_cli.files import codes  # noqa: PLC0415
    from fravaer_cli.output.anonym import anonymise  # noqa: PLC0415

    titles = codes.load()
    return anonymise(result, lambda code: titles[code].tittel if code in titles else "noe er feil i filen")


def _write(result: CheckResult, form: Form, farge: Farge) -> None:
    match form:
        case Form.TABELL:
            from fravaer_cli.output import table  # noqa: PLC0415

            out_lines(table.render(result, width()), farge)
        case Form.KORT:
            from fravaer_cli.output import concise  # noqa: PLC0415

            out(concise.render(result))
        case Form.JSON:
            from fravaer_cli.output import json_v1  # noqa: PLC0415

            out(json_v1.render_check(result))
        case Form.CSV:
            from fravaer_cli.output import spreadsheet  # noqa: PLC0415

            out(spreadsheet.render(result))
            if result.diagnostics:
                from fravaer_cli.output.diagnostics import render_short  # noqa: PLC0415

                say(render_short(result.diagnostics).rstrip())
        case Form.MD:
            from fravaer_cli.output import markdown  # noqa: PLC0415

            out(markdown.render(result))
