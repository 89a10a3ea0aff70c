"""typer and click in Norwegian (bokmål): a gettext catalogue, and the few texts that gettext cannot reach.

`import fravaer_cli.cli.norsk` is all it takes; `NorskGruppe` is then the class of every group of commands:

    app = typer.Typer(cls=NorskGruppe, rich_markup_mode=None, pretty_exceptions_enable=False)

Both libraries send most of their texts through `gettext.gettext`, which looks for the language in the environment and
for the catalogue in a folder that one may name. `install` sets the two before typer is imported below. What is written
straight into the libraries (metavars, names of types, «[y/N]», the completion options) is replaced one by one, with the
reason beside it. tests/cli/test_norsk.py reads the sources of the installed libraries and fails when a text is new.

To compile the catalogue: `pybabel compile -d fravaer_cli/cli/locale -D messages -l nb`.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SPRAAKMAPPE = Path(__file__).parent / "locale"


def install() -> None:
    """Let gettext speak bokmål in this process, whatever the language of the machine. May be called again.

    Python's gettext asks LANGUAGE before LC_ALL, LC_MESSAGES and LANG, and looks it up at each text. The variable must
    therefore stay set, and programs that we start inherit it unless they get an environment of their own.
    """
    os.environ["LANGUAGE"] = "nb"
    gettext.textdomain("messages")
    gettext.bindtextdomain("messages", str(_SPRAAKMAPPE))


install()

# ruff: noqa: E402 - the constants of typer.rich_utils are translated once, when it is imported
import click
import typer
from click import types
from click.exceptions import Abort, Exit, NoArgsIsHelpError, NoSuchOption
from typer.core import TyperArgument, TyperCommand, TyperGroup

METAVAR_VALG = "[VALG]"
METAVAR_KOMMANDO = "KOMMANDO [ARGUMENTER]..."


class NorskGruppe(TyperGroup):
    """A group of commands that speaks Norwegian: its own help, and what goes wrong in it or in any of its commands.

    - An unknown command gets «Mente du …?», which knows the hidden synonyms too.
    - The help lists the commands in the order they were defined, under the headings of `rich_help_panel`, with or
      without rich. (typer puts the groups of a group after its commands.)
    - Usage errors end with 2, and so does what click would end with 1, since 1 means a finding; a question that is
      broken off ends with 130, as Ctrl-C does elsewhere.
    """

    def __init__(self, **attrs: Any) -> None:
        # typer's own «Did you mean» is not translatable, and comes on top of click's.
        attrs["suggest_commands"] = False
        super().__init__(**attrs)
        self.subcommand_metavar = METAVAR_KOMMANDO
        for kommando in (self, *self.commands.values()):
            self.with_norwegian_metavar(kommando)

    @staticmethod
    def with_norwegian_metavar(kommando: click.Command) -> click.Command:
        """The command, its usage line in Norwegian."""
        if kommando.options_metavar == "[OPTIONS]":
            kommando.options_metavar = METAVAR_VALG
        return kommando

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """As click's, with errors in Norwegian."""
        with _norske_feil():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """As click's, with errors in Norwegian."""
        with _norske_feil():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names.

        Raises:
            click.UsageError: with the likeliest command when there is none of that name.
        """
        ukjent = self.get_command(ctx, args[0]) is None and not args[0].startswith("-")
        if ukjent and not ctx.resilient_parsing:
            from fravaer_cli import texts  # noqa: PLC0415 - only when something is wrong

            likest = texts.mente_du(args[0], self.list_commands(ctx))
            forslag = f" Mente du «{likest}»?" if likest else ""
            raise click.UsageError(f"Ukjent kommando: «{args[0]}».{forslag}", ctx)
        return super().resolve_command(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """As click's; typer adds the two completion options late, so this is where they are met."""
        params = super().get_params(ctx)
        for param in params:
            if isinstance(param, click.Option) and param.name in _FULLFOERING:
                param.help = _FULLFOERING[param.name]
                param.callback = _fullfoering
        return params

    def _main_shell_completion(self, *args: Any, **extra: Any) -> None:
        """As typer's. Without rich there is no markup to take out of the help, so rich need not be imported (75 ms)."""
        if self.rich_markup_mode is None:
            klasser: Any = typer._completion_classes
            klasser._sanitize_help_text = str
        super()._main_shell_completion(*args, **extra)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The visible commands under the headings of `rich_help_panel`, which click knows nothing of."""
        grupper: dict[str, list[tuple[str, str]]] = {}
        for navn in self.list_commands(ctx):
            kommando = self.get_command(ctx, navn)
            if kommando is not None and not kommando.hidden:
                overskrift = getattr(kommando, "rich_help_panel", None) or gettext.gettext("Commands")
                grupper.setdefault(overskrift, []).append((navn, kommando.get_short_help_str(limit=200)))
        bredde = max((len(navn) for rader in grupper.values() for navn, _ in rader), default=0)
        for overskrift, rader in grupper.items():
            with formatter.section(overskrift):
                formatter.write_dl([(navn.ljust(bredde), hjelp) for navn, hjelp in rader])

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Nothing: typer writes the arguments together with the options (see `_behold_argumenthjelp`)."""


def bekreft(
    text: str,
    default: bool | None = False,
    abort: bool = False,
    prompt_suffix: str = ": ",
    show_default: bool = True,
    err: bool = False,
) -> bool:
    """Ask a yes/no question: `click.confirm` with «[j/N]». Takes j and ja, and y and yes, in any case.

    Raises:
        click.Abort: on Ctrl-C or end of input, and on «nei» if `abort`.
    """
    hint = {None: "j/n", True: "J/n", False: "j/N"}[default]
    ledetekst = f"{text} [{hint}]" if show_default else text
    while True:
        svar = click.prompt(ledetekst, default="", show_default=False, prompt_suffix=prompt_suffix, err=err)
        svar = svar.strip().casefold()
        ja = default if not svar else True if svar in _JA else False if svar in _NEI else None
        if ja is None:
            click.echo(gettext.gettext("Error: invalid input"), err=err)
        elif abort and not ja:
            raise Abort
        else:
            return ja


_JA, _NEI = frozenset(("j", "ja", "y", "yes")), frozenset(("n", "nei", "no"))


@contextmanager
def _norske_feil() -> Iterator[None]:
    """Errors of click pass through here on their way to typer, which shows them, with rich or without."""
    try:
        yield
    except NoArgsIsHelpError:
        raise  # its message is the help page
    except click.ClickException as feil:
        if isinstance(feil, NoSuchOption) and feil.possibilities:
            feil.possibilities = _likest(feil.option_name, feil.possibilities)  # type: ignore[misc]
        melding = _pen(feil.format_message())
        feil.format_message = lambda: melding  # type: ignore[method-assign]
        feil.exit_code = max(feil.exit_code, 2)  # type: ignore[misc]
        raise
    except (Abort, EOFError):
        click.echo(gettext.gettext("Aborted!"), err=True)
        raise Exit(130) from None


def _likest(skrevet: str, mulige: list[str]) -> list[str]:
    """Only the likeliest when one is likely; click would name all that are a little alike."""
    from fravaer_cli import texts  # noqa: PLC0415 - only when something is wrong

    likest = texts.mente_du(skrevet, mulige)
    return [likest] if likest else mulige


_ANNEN_SKRIVEMAATE = re.compile(r"(«--[^»]*[æøå][^»]*») / «--[a-z-]+»")
_SITAT = re.compile(r"(?<![\w'])'([^'\n]+)'(?![\w'])")


def _pen(melding: str) -> str:
    """«x» for the 'x' that click puts around names of options and choices, and nothing that steers a terminal."""
    from fravaer_cli import texts  # noqa: PLC0415 - only when something is wrong

    return texts.trygg(_ANNEN_SKRIVEMAATE.sub(r"\1", _SITAT.sub(r"«\1»", melding)))


_FULLFOERING = {
    "install_completion": "Sett opp fullføring med Tab i terminalen du bruker nå.",
    "show_completion": "Vis skriptet for fullføring med Tab, til å kopiere eller tilpasse.",
}


def _fullfoering(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Both completion options, as `typer.completion` has them, but for its fixed texts."""
    if not value or ctx.resilient_parsing:
        return value
    from typer import _completion_shared as typers  # noqa: PLC0415 - only for these options

    skall = value if isinstance(value, str) else typers._get_shell_name()
    kjente = [s.value for s in typers.Shells]
    if skall is None or skall not in kjente:
        raise click.UsageError(f"Fullføring finnes bare for {', '.join(kjente)}.", ctx)
    if param.name == "install_completion":
        _, fil = typers.install(shell=skall)
        click.echo(f"Fullføring for {skall} er lagt i «{fil}». Den virker når du åpner et nytt terminalvindu.")
    else:
        program = ctx.find_root().info_name or ""
        variabel = f"_{program.replace('-', '_').upper()}_COMPLETE"
        click.echo(typers.get_completion_script(prog_name=program, complete_var=variabel, shell=skall))
    raise Exit(0)


def _overstyr() -> None:
    """Replace what is fixed in the libraries. Classes and functions, not objects, so that it holds for all commands."""
    # Names of types are metavars (`--antall HELTALL`), and stand in «… er ikke et gyldig heltall».
    # BoolParamType keeps its name: typer compares with it to leave the metavar of a flag out.
    navn: dict[Any, str] = {
        types.StringParamType: "tekst",
        types.IntParamType: "heltall",
        types.IntRange: "heltall",
        types.FloatParamType: "tall",
        types.FloatRange: "tall",
        types.DateTime: "tidspunkt",
        types.Choice: "valg",
        types.File: "fil",
    }
    for klasse, ord_ in navn.items():
        klasse.name = ord_

    # «[y/N]» and the answers y and n. click.core asks with it for flags that have a prompt.
    moduler: tuple[Any, ...] = (click, click.core, click.termui, typer)
    for modul in moduler:
        modul.confirm = bekreft

    # «x>=1» in help and errors.
    tallomraade: Any = types._NumberRangeBase
    tallomraade._describe_range = _grenser

    _behold_argumenthjelp()


def _grenser(omraade: Any) -> str:
    """«minst 1, høyst 9» for the range of a number."""
    nedre = None if omraade.min is None else f"{'over' if omraade.min_open else 'minst'} {omraade.min}"
    oevre = None if omraade.max is None else f"{'under' if omraade.max_open else 'høyst'} {omraade.max}"
    return ", ".join(del_ for del_ in (nedre, oevre) if del_)


def _behold_argumenthjelp() -> None:
    """Repair the help of arguments, which typer 0.25 loses together with click 8.5.

    click 8.5 gave `Argument` a help of its own, and so overwrites the one that typer has just set with None; with that
    mended it would list the arguments a second time.
    """
    opprinnelig = TyperArgument.__init__

    def init(self: TyperArgument, *, help: str | None = None, **resten: Any) -> None:
        opprinnelig(self, help=help, **resten)
        self.help = help

    def ingen_argumenter(self: TyperCommand, ctx: click.Context, formatter: click.HelpFormatter) -> None: ...

    argument: Any = TyperArgument
    kommando: Any = TyperCommand
    argument.__init__ = init
    kommando.format_arguments = ingen_argumenter


_overstyr()
