"""Where a file holds dates: its schema knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from fravaer_cli.diagnostics import Route
from fravaer_cli.files.schema import load


class DatePlace(NamedTuple):
    """A value that is to be a date.

    Attributes:
        has_time: there is a field for the time of day beside it.
    """

    route: Route
    value: Any
    has_time: bool


def date_places(kind: str, value: Any) -> Iterator[DatePlace]:
    """The dates in a file's values, in order.

    Args:
        kind: which of our files it is.
        value: what it holds; what has no place in the schema is passed by.
    """
    yield from _places(load(kind), load(kind), value, (), has_time=False)


def _places(whole: Any, schema: Any, value: Any, route: Route, *, has_time: bool) -> Iterator[DatePlace]:
    schema = _followed(whole, schema)
    if schema.get("format") == "date":
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            yield DatePlace(route, value, has_time)
    elif isinstance(value, dict):
        fields = schema.get("properties", {})
        for key, part in value.items():
            below = fields.get(key) or _of_other_keys(schema, key)
            if isinstance(below, dict):
                yield from _places(whole, below, part, (*route, key), has_time="kl" in fields)
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for number, part in enumerate(value):
            yield from _places(whole, schema["items"], part, (*route, number), has_time=False)


def _followed(whole: Any, schema: Any) -> Any:
    while "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def _of_other_keys(schema: Any, key: str) -> Any:
    """The schema of a key that is not named in it."""
    for pattern, below in schema.get("patternProperties", {}).items():
        if re.search(pattern, key):
            return below
    return schema.get("additionalProperties")
