"""The commands, in the order and under the headings that `--help` shows."""

from __future__ import annotations

from typing import Annotated

import typer

from fravaer_cli.cli.check import check
from fravaer_cli.cli.explain import explain
from fravaer_cli.cli.init import init
from fravaer_cli.cli.new import new
from fravaer_cli.cli.norsk import NorskGruppe
from fravaer_cli.cli.validate import validate

FREDAG, OPPSETT = "Fredagssjekken", "Oppsett"

app = typer.Typer(
    cls=NorskGruppe,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Følg opp elever med bekymringsfullt fravær.",
    context_settings={"help_option_names": ["--help", "-h"]},
)

app.command("check", rich_help_panel=FREDAG)(check)
app.command("validate", rich_help_panel=FREDAG)(validate)
app.command("explain", rich_help_panel=FREDAG)(explain)
app.command("init", rich_help_panel=OPPSETT)(init)
app.command("new", rich_help_panel=OPPSETT)(new)

for synonym, command in (
    ("sjekk", check),
    ("valider", validate),
    ("forklar", explain),
    ("start", init),
    ("ny", new),
):
    app.command(synonym, hidden=True)(command)

COMMANDS = frozenset(c.name for c in app.registered_commands)

_GUIDE = """\
fravaer følger opp elever med bekymringsfullt fravær.

Begynn her:
  fravaer init MAPPE                lag en mappe for skolen
  fravaer new klasse7b --navn NAVN  lag en sak for en elev
  fravaer check klasse7b            se hvem som trenger hva, av hvem og når

«fravaer --help» viser alle kommandoene, og «fravaer KOMMANDO --help» viser én."""


def _version(asked: bool) -> None:
    if asked:
        from fravaer_cli import __version__  # noqa: PLC0415

        typer.echo(f"fravaer {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _start(
    ctx: typer.Context,
    _versjon: Annotated[
        bool, typer.Option("--versjon", "--version", callback=_version, is_eager=True, help="Vis versjonen.")
    ] = False,
) -> None:
    if ctx.invoked_subcommand is None:
        typer.echo(_GUIDE)
