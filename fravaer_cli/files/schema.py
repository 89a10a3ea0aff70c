"""JSON Schema → problems. Every error of a file comes at once; `schema_messages` says them in Norwegian."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Any

from fravaer_cli import resources
from fravaer_cli.diagnostics import Problem, Route
from fravaer_cli.files.source import Source

MAX_ERRORS = 500
"""Of more errors than this in one file the places are kept out of use, but no longer told one by one."""


GIVE_UP = 10_000


def _text(kind: str) -> str:
    return (resources.folder("schemas") / f"{kind}.schema.json").read_text("utf-8")


@cache
def load(kind: str) -> dict[str, Any]:
    """The schema of a kind of file, as data."""
    import json  # noqa: PLC0415 - only when something is wrong

    schema: dict[str, Any] = json.loads(_text(kind))
    return schema


@cache
def _validator(kind: str) -> Any:
    import jsonschema_rs  # noqa: PLC0415 - heavy

    return jsonschema_rs.Draft202012Validator(_text(kind), validate_formats=True)


def validate(kind: str, source: Source) -> list[Problem]:
    """All that is wrong in a file by its schema. Nothing if the file could not be read."""
    if source.value is None:
        return []
    if not isinstance(source.value, dict):
        from fravaer_cli.files import schema_messages as messages  # noqa: PLC0415 - only when something is wrong

        return [messages.wrong_top_level(source.value, next(iter(load(kind)["properties"])))]
    errors = iter(_validator(kind).iter_errors(source.value))
    first = next(errors, None)
    return [] if first is None else _problems(kind, source, chain((first,), errors))


def _problems(kind: str, source: Source, errors: Iterable[Any]) -> list[Problem]:
    from fravaer_cli.files import schema_messages as messages  # noqa: PLC0415 - only when something is wrong

    found: list[Problem] = []
    values: dict[Route, Problem] = {}
    for n, error in enumerate(errors):
        route = _route(source.value, error.instance_path)
        if n >= MAX_ERRORS:
            if n == MAX_ERRORS:
                found.append(messages.too_many(MAX_ERRORS))
            source.bad.append(route)
            if n == GIVE_UP:
                source.value = None  # nothing in it looks like a file of ours
                break
            continue
        for problem in _translate(kind, source, route, error):
            if problem.on_key or error.kind.name == "required":
                found.append(problem)
            elif problem.route not in values or _rank(problem) < _rank(values[problem.route]):
                values[problem.route] = problem
    return found + list(values.values())


def _rank(problem: Problem) -> int:
    """Where one value breaks several rules, the one with the lowest rank is told."""
    return _RANK.index(problem.code) if problem.code in _RANK else len(_RANK)


_RANK = ("F004", "F007", "F005", "F006")


def _translate(kind: str, source: Source, route: Route, error: Any) -> list[Problem]:
    from fravaer_cli.files import schema_messages as messages  # noqa: PLC0415 - only when something is wrong

    value = _at(source.value, route)
    if error.kind.name == "additionalProperties":
        known = _known_keys(kind, error.schema_path)
        return [
            messages.unknown_key((*route, key), known, value, split=(*route, key) in source.split_keys)
            for key in error.kind.unexpected
        ]
    if error.kind.name == "required" and ("<<" in value or messages.lost_colon(value, error.kind.property)):
        return []  # told already, where the key that swallowed it stands
    return [messages.of_value(error.kind.name, route, value, error.kind)]


def _route(value: Any, path: Sequence[str | int]) -> Route:
    """The validator's path as a route. It gives a key made of digits as a number; the key is what we need."""
    route: list[str | int] = []
    for step in path:
        key = step
        if isinstance(value, dict) and step not in value:
            same = [k for k in value if k.isdecimal() and int(k[:40]) % 2**64 == step]
            if not same:
                break
            key = same[0]
        route.append(key)
        value = value[key]
    return tuple(route)


def _at(value: Any, route: Sequence[str | int]) -> Any:
    for step in route:
        value = value[step]
    return value


def _known_keys(kind: str, schema_path: Sequence[str | int]) -> list[str]:
    """The keys allowed where `additionalProperties` (the path's last step) said no."""
    schema: Any = load(kind)
    for step in list(schema_path)[:-1]:
        if isinstance(schema, dict) and step == "$ref":
            continue
        schema = _deref(kind, schema, step)[step]
    schema = _deref(kind, schema, "properties")
    return list(schema.get("properties", {})) if isinstance(schema, dict) else []


def _deref(kind: str, schema: Any, wanted: str | int) -> Any:
    while isinstance(schema, dict) and "$ref" in schema and wanted not in schema:
        schema = load(kind)["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema
