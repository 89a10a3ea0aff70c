"""Questions on a terminal, asked until they are answered."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from typing import Any

import typer

from fravaer_cli.cli.terminal import say, width
from fravaer_cli.errors import UserError


def on_terminal() -> bool:
    """Whether somebody sits there to answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def say_wrapped(text: str, indent: str = "") -> None:
    """Say something with no word broken at the edge of the screen."""
    say(textwrap.fill(text, width(), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False))


def ask(
    question: str, *, default: str = "", read: Callable[[str], Any] = str, optional: bool = False, hint: str = ""
) -> Any:
    """The answer, as `read` gives it; None where nothing is answered to what is optional.

    Args:
        hint: what can be answered, shown above the question.
    """
    if hint:
        say_wrapped(hint, "  ")
    while True:
        suffix = " " if question.endswith("?") else ": "
        answer = typer.prompt(
            question, default=default, show_default=bool(default), prompt_suffix=suffix, err=True
        ).strip()
        if not answer and optional:
            return None
        try:
            if answer:
                return read(answer)
        except typer.BadParameter as error:
            say_wrapped(error.message)
        except UserError as error:
            say_wrapped(f"{error.message} {error.remedy}")
        else:
            say_wrapped("Dette må fylles ut.")
