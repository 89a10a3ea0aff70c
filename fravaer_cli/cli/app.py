"""The commands, in the order and under the headings that `--help` shows.

A command's module is imported, and its options read, when the command is asked for: of a dozen commands a run needs
one, and reading the options of all would cost a tenth of it.
"""

from importlib import import_module
from typing import Annotated, NamedTuple

import click
import typer
from typer.main import get_command

from fravaer_cli.cli.norsk import NorskGruppe


class Kommando(NamedTuple):
    """A command: the function, or the group of commands, of the same name in the module of the same name, with _ for -.

    Attributes:
        name: in English, as git's are (04).
        synonym: a Norwegian name that works too, but is not shown.
        heading: what one is about to do.
        hidden: neither name is shown: other programs use it.
        code: what function and module are called where they cannot have the name: `import` is Python's own word.
    """

    name: str
    synonym: str
    heading: str
    hidden: bool = False
    code: str = ""


FREDAG, DOKUMENTER, FOERE, OPPSETT = "Fredagssjekken", "Dokumenter", "Føre og endre", "Oppsett"

KOMMANDOER = (
    Kommando("check", "sjekk", FREDAG),
    Kommando("status", "vis", FREDAG),
    Kommando("agenda", "kalender", FREDAG),
    Kommando("validate", "valider", FREDAG),
    Kommando("explain", "forklar", FREDAG),
    Kommando("render", "lag", DOKUMENTER),
    Kommando("log", "logg", FOERE),
    Kommando("import", "importer", FOERE, code="importer"),
    Kommando("fmt", "ordne", FOERE),
    Kommando("init", "start", OPPSETT),
    Kommando("new", "ny", OPPSETT),
    Kommando("doctor", "lege", OPPSETT),
    Kommando("merge-driver", "flett", OPPSETT, hidden=True),
)
SYNLIGE = [k.name for k in KOMMANDOER if not k.hidden]
SKJULTE = [*(k.synonym for k in KOMMANDOER), *(k.name for k in KOMMANDOER if k.hidden)]
UNDERKOMMANDOER = ("log fravær", "log kontakt")
COMMANDS = frozenset((*SYNLIGE, *SKJULTE))


class _Kommandoer(NorskGruppe):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return [*SYNLIGE, *SKJULTE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.commands[cmd_name] = self.with_norwegian_metavar(_build(cmd_name))
        return self.commands.get(cmd_name)


def _build(name: str) -> click.Command:
    (wanted,) = (k for k in KOMMANDOER if name in (k.name, k.synonym))
    code = wanted.code or wanted.name.replace("-", "_")
    function = getattr(import_module(f"fravaer_cli.cli.{code}"), code)
    if isinstance(function, typer.Typer):
        group = get_command(function)
        group.name, group.hidden = name, name in SKJULTE
        group.rich_help_panel = wanted.heading  # type: ignore[attr-defined]
        return group
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name, rich_help_panel=wanted.heading, hidden=name in SKJULTE)(function)
    return get_command(alone)


app = typer.Typer(
    cls=_Kommandoer,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Følg opp elever med bekymringsfullt fravær.",
    context_settings={"help_option_names": ["--help", "-h"]},
)

_GUIDE = """\
fravaer følger opp elever med bekymringsfullt fravær.

Begynn her:
  fravaer init MAPPE                lag en mappe for skolen
  fravaer new klasse7b --navn NAVN  lag en sak for en elev
  fravaer log fravær NAVN           før fravær; kommandoen spør om resten
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
