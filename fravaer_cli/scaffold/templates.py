"""The commented files, from the templates in `templates/oppsett/`."""

from __future__ import annotations

from functools import cache
from typing import Any

from fravaer_cli import resources
from fravaer_cli.files.yaml_text import scalar


def _value(value: object) -> str:
    """What follows a key and its colon: nothing for None."""
    if value is None:
        return ""
    return f" {scalar(value) if isinstance(value, str) else value}"


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
    environment.filters.update(yaml=scalar, verdi=_value)
    return environment


def render(template: str, **values: Any) -> str:
    """The text of a new file.

    Args:
        template: the template's name without `.j2`.
        values: all that it asks for.
    """
    text: str = _environment().get_template(f"{template}.j2").render(values)
    return text
