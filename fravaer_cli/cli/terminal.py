"""The streams: UTF-8 everywhere, colour only where it is wanted, widths."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from fravaer_cli.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

STYLES = {
    "tittel": "bold",
    "elev": "bold",
    "dempet": "dim",
    "forfalt": "bold red",
    "åpen": "bold yellow",
    "varsel": "bold cyan",
    "utført": "green",
    "feil": "bold red",
    "advarsel": "bold yellow",
    "dag-udokumentert": "bold red",
    "dag-dokumentert": "yellow",
    "dag-forlot": "bold red",
    "dag-time": "red",
    "dag-forsent": "magenta",
    "dag-avtalt": "blue",
    "dag-tilstede": "dim",
    "dag-fri": "dim",
}


T = TypeVar("T")
_WORTH_A_BAR = 4


class Farge(StrEnum):
    """When colour is used."""

    AUTO = "auto"
    ALLTID = "alltid"
    ALDRI = "aldri"


def utf8() -> None:
    """Print UTF-8 whatever the environment says: Windows redirects in cp1252, `LANG=C` may mean ASCII."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def width() -> int:
    """Columns of the terminal; `COLUMNS` decides where it is set, and 80 where nothing is known."""
    return shutil.get_terminal_size((80, 24)).columns


def has_colour(farge: Farge) -> bool:
    """Whether to use colour: on a terminal, unless `NO_COLOR` or `--farge` says otherwise."""
    if farge is not Farge.AUTO:
        return farge is Farge.ALLTID
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def out(text: str) -> None:
    """Print a result as it is: no line break is added or changed."""
    with contextlib.suppress(AttributeError):
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
    with _writing():
        sys.stdout.write(text)
        sys.stdout.flush()


def say(text: str) -> None:
    """Print a message beside the results (to standard error)."""
    print(text, file=sys.stderr)


def with_progress(steps: Iterable[T], total: int, what: str) -> Iterator[T]:
    """The steps, with a bar for those who wait: only on a terminal, and only when there is something to wait for.

    Args:
        what: what is being done, as «Lager dokumenter».
    """
    if total < _WORTH_A_BAR or not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console  # noqa: PLC0415 - heavy, and only needed here
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(30), MofNCompleteColumn(separator=" av "))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        for step in steps:
            bar.advance(task)
            yield step


def out_lines(lines: Iterable[list[tuple[str, str]]], farge: Farge) -> None:
    """Print styled lines."""
    if not has_colour(farge):
        from fravaer_cli.output.lines import plain  # noqa: PLC0415

        out(plain(lines).replace("\n", os.linesep))
        return
    from rich.console import Console  # noqa: PLC0415 - heavy, and only needed for colour

    console = Console(
        force_terminal=True,
        color_system="standard",
        highlight=False,
        emoji=False,
        markup=False,
        width=1000,
    )
    with _writing():
        _paint(console, lines)


def _paint(console: Console, lines: Iterable[list[tuple[str, str]]]) -> None:
    from rich.text import Text  # noqa: PLC0415

    for line in lines:
        runs = groupby(line, key=lambda segment: STYLES.get(segment[1], ""))
        text = Text.assemble(*(("".join(part for part, _ in run), style) for style, run in runs))
        text.rstrip()
        console.print(text, soft_wrap=True)


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    """Output that cannot be written is told of; a reader that went away (`| head`) is no error."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        silence()
        if error.errno == errno.EINVAL and os.name == "nt":  # what a closed pipe is called there
            raise BrokenPipeError from None
        raise UserError("Utskriften kunne ikke skrives ferdig.", "Er disken full?") from None


def close(code: Any) -> int:
    """Flush, and give the exit code as a number. A reader that went away (`| head`) is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        silence()
    except OSError:
        silence()
        say("Feil: Utskriften kunne ikke skrives ferdig. Er disken full?")
        return 2
    return code if isinstance(code, int) else 0 if code is None else 1


def silence() -> None:
    """Leave nothing in the stream that the interpreter would try to print at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
