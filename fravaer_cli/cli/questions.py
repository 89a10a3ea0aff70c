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


def ask(
    question: str, *, default: str = "", read: Callable[[str], Any] = str, optional: bool = False, hint: str = ""
) -> Any:
    """The answer, as `read` gives it; None where nothing is answered to what is optional.

    Args:
        hint: what can be answered, shown above the question.
    """
    if hint:
        say(textwrap.fill(hint, width(), initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False))
    while True:
        answer = typer.prompt(question, default=default, show_default=bool(default), err=True).strip()
        if not answer and optional:
            return None
        try:
            if answer:
                return read(answer)
        except typer.BadParameter as error:
            tell(error.message)
        except UserError as error:
            tell(f"{error.message} {error.remedy}")


def tell(text: str) -> None:
    """Say it in lines that fit, with whole words: a question is always asked on a terminal."""
    say(textwrap.fill(text, width(), break_on_hyphens=False))
