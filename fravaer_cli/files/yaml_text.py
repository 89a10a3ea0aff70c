"""Values as YAML text, written as one would write them by hand.

What is read back is always what was written: a text that could be taken for something else stands in quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Value = str | int | float | None | Sequence[Any] | Mapping[str, Any]
"""What can be written: as `files.source` reads it. Dates are ISO texts, yes and no are the words `ja` and `nei`."""

_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ſ][\w '’.-]*(?<! )|[0-9]{1,2}[A-DF-ZÆØÅ]{1,2}(-[0-9]{2,3})?|\d{4}-\d\d-\d\d")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_UNESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""What JSON leaves as it is and YAML takes for a line's end or refuses."""


def scalar(text: str) -> str:
    """A text that is read back as the same text; in quotes unless it is plainly nothing but text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return _UNESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow(value: Value) -> str:
    """A value on one line: `{dato: 2025-11-20, type: dag}`."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(flow, value)) + "]"
    return repr(value)


def item(value: Mapping[str, Any], indent: int, *, block: bool) -> list[str]:
    """The lines of an entry in a list.

    Args:
        indent: blanks before the dash.
        block: a line for each key; else all on one line.
    """
    margin = " " * indent
    if not block:
        return [f"{margin}- {flow(value)}"]
    first, *rest = [line for key, part in value.items() for line in _lines(key, part)]
    return [f"{margin}- {first}", *(f"{margin}  {line}" if line else "" for line in rest)]


def _lines(key: str, value: Value) -> Iterator[str]:
    name = scalar(key)
    if isinstance(value, str) and _can_be_literal(value):
        yield f"{name}: |" if value.endswith("\n") else f"{name}: |-"
        yield from (f"  {line}" if line else "" for line in value.removesuffix("\n").split("\n"))
    elif isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(v, Mapping) for v in value):
        yield f"{name}:"
        yield from (f"  - {flow(part)}" for part in value)
    else:
        yield f"{name}: {flow(value)}"


def _can_be_literal(text: str) -> bool:
    """A text of several lines that can stand as it is, under a `|`."""
    lines = text.removesuffix("\n").split("\n")
    plain = all(line == line.strip() and line.replace("\u00a0", " ").isprintable() for line in lines)
    return "\n" in text and plain and bool(lines[0]) and bool(lines[-1]) and not _UNESCAPED.search(text)
