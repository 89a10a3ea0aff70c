"""Templates → HTML: sandboxed, escaped, and strict about what they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fravaer_cli import resources
from fravaer_cli.documents.clean import clean
from fravaer_cli.errors import UserError

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

MAX_BYTES = 1_000_000
"""A template that is larger is none."""


def render(name: str, data: Mapping[str, Any], own: Path | None) -> str:
    """A template's HTML.

    Args:
        name: the template's file name.
        data: what it may ask for; plain values.
        own: the municipality's folder of templates, which go before ours.

    Raises:
        UserError: the municipality's template is wrong.
    """
    from jinja2 import TemplateError, TemplateSyntaxError  # noqa: PLC0415 - heavy

    environment = _ours() if own is None else _environment(own)
    try:
        return environment.get_template(name).render(data)
    except TemplateError as error:
        if own is None or not any(own.glob("*.html")):
            raise
        where = f"{error.name or name} linje {error.lineno}" if isinstance(error, TemplateSyntaxError) else name
        raise UserError(
            f"Malen {own.name}/{where} kan ikke brukes: {error.message}.",
            f"Rett malen, eller flytt den ut av {own.name}/ for å bruke den som følger med.",
        ) from None
    except (ArithmeticError, LookupError, TypeError, ValueError, OverflowError, RecursionError) as error:
        if own is None or not (own / name).is_file():
            raise
        raise UserError(
            f"Malen {own.name}/{name} kan ikke brukes ({type(error).__name__}).",
            f"Rett malen, eller flytt den ut av {own.name}/ for å bruke den som følger med.",
        ) from None


@cache
def _ours() -> SandboxedEnvironment:
    """The environment for our own templates, which are compiled once."""
    return _environment(None)


def _environment(own: Path | None) -> SandboxedEnvironment:
    from jinja2 import FunctionLoader, StrictUndefined  # noqa: PLC0415 - heavy
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - heavy

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda name: _source(name, own)),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    del environment.filters["safe"]
    return environment


def _source(name: str, own: Path | None) -> str | None:
    """The text of a template: the municipality's, else ours. A name with a path leads nowhere."""
    if Path(name).name != name or not name.endswith(".html"):
        return None
    for folder in (own, resources.folder("templates") / "dokumenter"):
        path = folder / name if folder else None
        if path is None or not path.is_file():
            continue
        if folder == own and not path.resolve().is_relative_to(path.parent.resolve()):
            raise UserError(
                f"Malen {path.parent.name}/{name} er en snarvei ut av mappen.", "Legg selve filen i mappen."
            )
        if path.stat().st_size > MAX_BYTES:
            raise UserError(f"Malen {path.parent.name}/{name} er for stor.", "En mal kan være på høyst 1 MB.")
        try:
            return path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            raise UserError(
                f"Malen {path.parent.name}/{name} er ikke lagret som UTF-8.", "Lagre den på nytt som UTF-8."
            ) from None
    return None


def shown(value: Any) -> Any:
    """A value as it is printed: nothing for None, and a break for each line end."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - comes with jinja2

    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return Markup("<br>").join(escape(line) for line in clean(value).strip().split("\n"))
