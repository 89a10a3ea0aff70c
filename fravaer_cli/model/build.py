"""From a file's plain values to the frozen types of this package.

The types are named tuples: forty data classes would cost every start of the program 20 ms. A type's fields are the
file's keys, transliterated: `aarsak` reads `årsak`. What the schema found wrong is given as routes and is left out, so
that one bad value costs no more than its own entry. Empty values are values not given.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from fravaer_cli.diagnostics import Route
from fravaer_cli.texts import fra_translitterert

T = TypeVar("T")
Convert = Callable[[Any, Route, Collection[Route]], Any]


class Unusable(Exception):
    """A value that is wrong, or lacks what it must have."""


def build(cls: type[T], value: Any, bad: Collection[Route] = (), route: Route = ()) -> T | None:
    """The value as a `cls`, or None if it lacks what it must have.

    Args:
        cls: a named tuple whose fields without default are required.
        value: a mapping as read from the file.
        bad: routes of the values that are wrong.
        route: where in the file the value stands.
    """
    try:
        result: T = _record(typing.cast(Any, cls))(value, route, bad)
    except Unusable:
        return None
    return result


def build_entries(cls: type[T], value: Any, key: str, bad: Collection[Route] = ()) -> tuple[T, ...]:
    """The entries of a log, those with any error in them left out (03: such an entry is in no count).

    `cls` has a field `nr`: the entry's number in the file, from 0.
    """
    entries = value.get(key) if isinstance(value, Mapping) else None
    if not isinstance(entries, list):
        return ()
    wrong = {r[1] for r in bad if len(r) >= 2 and r[0] == key}
    built = (build(cls, {**e, "nr": i}) for i, e in enumerate(entries) if i not in wrong and isinstance(e, Mapping))
    return tuple(b for b in built if b is not None)


def _text(value: Any, _route: Route, _bad: Collection[Route]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | list | dict):
        raise Unusable
    return str(value)


def _date(value: Any, _route: Route, _bad: Collection[Route]) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Unusable from None


def _yes(value: Any, _route: Route, _bad: Collection[Route]) -> bool:
    if value not in ("ja", "nei"):
        raise Unusable
    return bool(value == "ja")


def _number(value: Any, _route: Route, _bad: Collection[Route]) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise Unusable
    return int(value)


def _real(value: Any, _route: Route, _bad: Collection[Route]) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unusable
    return value


def _list(item: Convert) -> Convert:
    def convert(value: Any, route: Route, bad: Collection[Route]) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Unusable
        built = []
        for i, part in enumerate(value):
            here = (*route, i) if bad else route
            if part is None or (bad and here in bad):
                continue
            try:
                built.append(item(part, here, bad))
            except Unusable:
                continue
        return tuple(built)

    return convert


def _mapping(item: Convert) -> Convert:
    def convert(value: Any, route: Route, bad: Collection[Route]) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise Unusable
        built = {}
        for key, part in value.items():
            here = (*route, key) if bad else route
            if part is None or (bad and here in bad):
                continue
            try:
                built[key] = item(part, here, bad)
            except Unusable:
                continue
        return built

    return convert


@cache
def _record(cls: Any) -> Convert:
    hints = cls.__annotations__  # types, not texts: no `from __future__ import annotations` in this package
    fields = {fra_translitterert(name): (name, _converter(hints[name])) for name in cls._fields}
    required = {name for name in cls._fields if name not in cls._field_defaults}

    def convert(value: Any, route: Route, bad: Collection[Route]) -> Any:
        if type(value) is not dict and not isinstance(value, Mapping):  # the first is quick, and nearly always so
            raise Unusable
        got = {}
        for key, part in value.items():
            if part is None or key not in fields:
                continue
            here = (*route, key) if bad else route  # without anything wrong nobody asks where we are
            if bad and here in bad:
                continue
            name, item = fields[key]
            try:
                got[name] = item(part, here, bad)
            except Unusable:
                continue
        if not required <= got.keys():
            raise Unusable
        return cls(**got)

    return convert


_SIMPLE: dict[Any, Convert] = {str: _text, date: _date, bool: _yes, int: _number, float: _real}


def _converter(hint: Any) -> Convert:
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (a for a in args if a is not type(None))
        return _converter(inner)
    if origin is tuple:
        return _list(_converter(args[0]))
    if origin is Mapping:
        return _mapping(_converter(args[1]))
    if hasattr(hint, "_fields"):
        return _record(hint)
    raise TypeError(f"no converter for {hint!r}")
