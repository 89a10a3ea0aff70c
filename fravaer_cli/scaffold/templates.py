"""The commented files, from the templates in `templates/oppsett/`."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from fravaer_cli import resources

_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ſ][\w '’.-]*(?<![ .])|[0-9]{1,2}[A-DF-ZÆØÅ]{1,2}(-[0-9]{2,3})?")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "ja", "nei"})


def yaml_text(text: str) -> str:
    """A text as a YAML scalar that is read back as the same text; in quotes unless it is plainly nothing but text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def _value(value: object) -> str:
    """What follows a key and its colon: nothing for None."""
    if value is None:
        return ""
    return f" {yaml_text(value) if isinstance(value, str) else value}"


@cache
def _environment() -> Any:
    from jinja2 import FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - heavy

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(resources.folder("templates") / "oppsett"),
        undefined=StrictUndefined,
        autoescape=False,  # YAML, not HTML: the filters below quote
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(yaml=yaml_text, verdi=_value)
    return environment


def render(template: str, **values: Any) -> str:
    """The text of a new file.

    Args:
        template: the template's name without `.j2`.
        values: all that it asks for.
    """
    text: str = _environment().get_template(f"{template}.j2").render(values)
    return text
