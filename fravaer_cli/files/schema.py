"""JSON Schema → problems in Norwegian.

Every error of a file comes at once. Messages are built from the *kind* of the error, never from the library's own text.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from fravaer_cli import resources
from fravaer_cli.diagnostics import Problem, Route
from fravaer_cli.files.source import Source
from fravaer_cli.texts import MAANEDER, liste, mente_du, sitat, stor

_LIST_LIMIT = 12


@cache
def load(kind: str) -> dict[str, Any]:
    """The schema of a kind of file, as data."""
    schema: dict[str, Any] = json.loads((resources.folder("schemas") / f"{kind}.schema.json").read_text("utf-8"))
    return schema


@cache
def _validator(kind: str) -> Any:
    import jsonschema_rs  # noqa: PLC0415 - heavy

    return jsonschema_rs.Draft202012Validator(load(kind), validate_formats=True)


def validate(kind: str, source: Source) -> list[Problem]:
    """All that is wrong in a file by its schema. Nothing if the file could not be read."""
    if source.value is None:
        return []
    if not isinstance(source.value, dict):
        keys = list(load(kind)["properties"])
        what = "en liste" if isinstance(source.value, list) else "en enkelt verdi"
        return [Problem((), "F016", f"filen inneholder {what}, men skal ha felt øverst", f"begynn med «{keys[0]}:»")]
    found: list[Problem] = []
    values: dict[Route, Problem] = {}
    for error in _validator(kind).iter_errors(source.value):
        route = tuple(error.instance_path)
        for problem in _translate(kind, source, route, error):
            if problem.on_key or error.kind.name == "required":
                found.append(problem)
            elif problem.route not in values or _rank(problem) < _rank(values[problem.route]):
                values[problem.route] = problem
    return found + list(values.values())


def _rank(problem: Problem) -> int:
    """Where one value breaks several rules, the one with the lowest rank is told."""
    return _RANK.index(problem.code) if problem.code in _RANK else len(_RANK)


_RANK = ("F004", "F005", "F007", "F006")


def _translate(kind: str, source: Source, route: Route, error: Any) -> list[Problem]:
    value = _at(source.value, route)
    name = error.kind.name
    if name == "additionalProperties":
        return [_unknown_key(kind, source, (*route, key), error) for key in error.kind.unexpected]
    translate = _KINDS.get(name)
    if translate is None:
        return [Problem(route, "F006", f"{_field(route)} har en verdi som ikke passer her")]
    return [translate(route, value, error.kind)]


def _at(value: Any, route: Sequence[str | int]) -> Any:
    for step in route:
        value = value[step]
    return value


def _field(route: Route) -> str:
    """What the value is called in a sentence: its key, or the list it stands in."""
    names = [s for s in route if isinstance(s, str)]
    if not names:
        return "filen"
    return f"et ledd i «{names[-1]}»" if isinstance(route[-1], int) else f"«{names[-1]}»"


def _unknown_key(kind: str, source: Source, route: Route, error: Any) -> Problem:
    key = str(route[-1])
    if route in source.split_keys:
        message = f"{sitat(key)} står etter et komma og blir lest som et eget felt"
        return Problem(
            route, "F021", message, 'sett hele teksten i hermetegn: {hva: "Ringer mor, far og skole"}', on_key=True
        )
    known = _known_keys(kind, error.schema_path)
    meant = mente_du(key, known)
    if not key:
        return Problem(route, "F003", "her mangler navnet på feltet", "skriv «felt: verdi»", on_key=True)
    if key == "<<":
        return Problem(route, "F003", "«<<» (flettenøkkel) støttes ikke", "skriv feltene helt ut", on_key=True)
    if len(route) >= 2 and route[-2] == "skoleruter":
        return Problem(
            route, "F003", f"{sitat(key)} er ikke et skoleår", "skriv to år på rad, som 2025-2026", on_key=True
        )
    message = f"ukjent felt {sitat(key)}" + (f" – mente du «{meant}»?" if meant else "")
    suggestion = (
        None
        if meant
        else f"feltene her er {liste(known[:_LIST_LIMIT])}" + (" med flere" if len(known) > _LIST_LIMIT else "")
    )
    return Problem(route, "F003", message, suggestion, on_key=True)


def _known_keys(kind: str, schema_path: Sequence[str | int]) -> list[str]:
    """The keys allowed where `additionalProperties` (the path's last step) said no."""
    schema: Any = load(kind)
    for step in list(schema_path)[:-1]:
        if isinstance(schema, dict) and step == "$ref":
            continue
        while isinstance(schema, dict) and "$ref" in schema and step not in schema:
            schema = load(kind)["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
        schema = schema[step]
    while isinstance(schema, dict) and "$ref" in schema and "properties" not in schema:
        schema = load(kind)["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    return list(schema.get("properties", {})) if isinstance(schema, dict) else []


def _required(route: Route, _value: Any, kind: Any) -> Problem:
    where = f"{_field(route)} mangler" if route else "filen mangler"
    if route and isinstance(route[-1], int):
        where = (
            f"oppføringen i {_field(route[:-1])} mangler"
            if _is_entry(route)
            else f"leddet i {_field(route[:-1])} mangler"
        )
    return Problem(route, "F004", f"{where} feltet «{kind.property}»", f"legg til «{kind.property}: …»")


def _is_entry(route: Route) -> bool:
    return len(route) == 2


_TYPE_NAMES = {
    "string": "tekst",
    "integer": "et helt tall",
    "number": "et tall",
    "array": "en liste",
    "object": "felt under seg",
    "boolean": "ja eller nei",
}


def _type(route: Route, value: Any, kind: Any) -> Problem:
    types = list(kind.types)
    field = _field(route)
    if value is None:
        if route and isinstance(route[-1], int):
            return Problem(route, "F004", f"{field} er tomt", "fyll det ut, eller fjern streken")
        return Problem(route, "F004", f"{field} er tom", "fyll inn en verdi")
    if isinstance(value, bool):
        word = "ja" if value else "nei"
        return Problem(
            route,
            "F005",
            f"{field} er {sitat(value)}, men her brukes vanlige ord",
            f"skriv «{word}», eller en tekst i hermetegn",
        )
    wanted = liste(
        [_TYPE_NAMES[t] for t in types if t != "null" and not (t == "number" and "string" in types)], "eller"
    )
    remedy = None
    if "array" in types and isinstance(value, str | int | float):
        remedy = f"sett verdien i klammer: [{sitat(value)[1:-1]}]"
    elif "object" in types and isinstance(value, str) and ":" not in value:
        remedy = "skriv ett felt per linje, rykket inn: «felt: verdi»"
    elif isinstance(value, float | str) and "integer" in types:
        remedy = "skriv bare sifre, for eksempel 2"
    return Problem(route, "F005", f"{field} skal være {wanted}, men er {sitat(value)}", remedy)


def _enum(route: Route, value: Any, kind: Any) -> Problem:
    options = [str(o) for o in kind.options if o is not None]
    field = _field(route)
    if isinstance(value, bool) and set(options) == {"ja", "nei"}:
        return Problem(
            route,
            "F006",
            f"{field} er {sitat(value)}, men her skrives ja eller nei",
            f"skriv «{'ja' if value else 'nei'}»",
        )
    if value is None:
        return Problem(route, "F004", f"{field} er tom", f"velg {liste(options, 'eller')}")
    meant = _YES_NO.get(str(value).casefold()) if set(options) == {"ja", "nei"} else mente_du(str(value), options)
    allowed = f"bruk {liste(options, 'eller')}"
    message = f"{sitat(value)} passer ikke som {field}" + (f" – mente du «{meant}»?" if meant else "")
    return Problem(route, "F006", message, None if meant and len(options) > _LIST_LIMIT else allowed)


_YES_NO = {
    **dict.fromkeys(("ja", "j", "yes", "y", "true", "on", "1", "x"), "ja"),
    **dict.fromkeys(("nei", "n", "no", "false", "off", "0"), "nei"),
}


_NORWEGIAN_DATE = re.compile(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4}|\d{2})\.?")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def _format(route: Route, value: Any, kind: Any) -> Problem:
    if kind.format != "date":
        return Problem(route, "F027", f"{sitat(value)} har ikke formen som {_field(route)} skal ha")
    return date_problem(route, str(value))


def date_problem(route: Route, text: str) -> Problem:
    """Why a text is no date that we take, and what to write."""
    day = _NORWEGIAN_DATE.fullmatch(text.strip())
    if day:
        d, m, y = int(day[1]), int(day[2]), int(day[3]) + (2000 if len(day[3]) == 2 else 0)
        iso = _iso(y, m, d)
        return Problem(
            route,
            "F007",
            f"datoen {sitat(text)} er skrevet på en annen måte enn her brukes",
            f"skriv {iso}" if iso else "skriv år-måned-dag, som 2025-11-21",
        )
    iso_match = _ISO_DATE.fullmatch(text.strip())
    if iso_match:
        y, m, d = (int(g) for g in iso_match.groups())
        if 1 <= m <= 12 and 1 <= y <= 9999 and d > monthrange(y, m)[1]:
            last = monthrange(y, m)[1]
            return Problem(
                route, "F007", f"datoen {text.strip()} finnes ikke", f"{stor(MAANEDER[m - 1])} {y} har {last} dager"
            )
        if m > 12:
            return Problem(
                route,
                "F007",
                f"datoen {sitat(text)} finnes ikke: det er bare tolv måneder",
                "skriv år-måned-dag, som 2025-11-21",
            )
        if not 1900 <= y <= 2199:
            return Problem(route, "F007", f"året {y} kan ikke stemme", "skriv årstallet med fire sifre, som 2025")
        iso = _iso(y, m, d)
        if iso and iso != text:
            return Problem(route, "F007", f"{sitat(text)} er ikke en dato slik den skrives her", f"skriv {iso}")
    if "T" in text or ":" in text:
        return Problem(route, "F007", f"{sitat(text)} er ikke bare en dato", "ta bort klokkeslettet: 2025-11-21")
    return Problem(route, "F007", f"{sitat(text)} er ikke en dato", "skriv år-måned-dag, som 2025-11-21")


def _iso(y: int, m: int, d: int) -> str | None:
    return f"{y:04}-{m:02}-{d:02}" if 1 <= m <= 12 and 1900 <= y <= 2199 and 1 <= d <= monthrange(y, m)[1] else None


def _pattern(route: Route, value: Any, _kind: Any) -> Problem:
    key = next((s for s in reversed(route) if isinstance(s, str)), "")
    if key in ("dato", "fra", "til") or _ISO_DATE.fullmatch(str(value).strip()):
        return date_problem(route, str(value))
    if key == "kl":
        return Problem(route, "F027", f"{sitat(value)} er ikke et klokkeslett", "skriv det som 08:45")
    return Problem(route, "F027", f"{sitat(value)} har ikke formen som {_field(route)} skal ha", _PATTERN_HELP.get(key))


_PATTERN_HELP = {
    "skoleår": "skriv skoleåret som 2025-2026",
    "id": "bruk bare små bokstaver, tall og bindestrek",
}


def _minimum(route: Route, value: Any, kind: Any) -> Problem:
    if route[-1] == "kl":
        return _pattern(route, value, kind)
    return Problem(route, "F008", f"{_field(route)} er {sitat(value)}, men må være minst {kind.limit}")


def _maximum(route: Route, value: Any, kind: Any) -> Problem:
    if route[-1] == "kl":
        return _pattern(route, value, kind)
    return Problem(route, "F008", f"{_field(route)} er {sitat(value)}, men kan ikke være mer enn {kind.limit}")


def _min_items(route: Route, _value: Any, _kind: Any) -> Problem:
    return Problem(route, "F008", f"listen {_field(route)} er tom", "fyll den ut, eller fjern feltet")


def _one_unit(route: Route, _value: Any, _kind: Any) -> Problem:
    return Problem(route, "F008", f"{_field(route)} skal ha én enhet", "skriv enten {dager: 14} eller {skoledager: 10}")


def _unique(route: Route, _value: Any, _kind: Any) -> Problem:
    return Problem(route, "F008", f"listen {_field(route)} har det samme to ganger", "behold det ene")


def _min_length(route: Route, _value: Any, _kind: Any) -> Problem:
    return Problem(route, "F004", f"{_field(route)} er tom", "fyll inn en verdi")


_KINDS: dict[str, Callable[[Route, Any, Any], Problem]] = {
    "required": _required,
    "type": _type,
    "enum": _enum,
    "format": _format,
    "pattern": _pattern,
    "minimum": _minimum,
    "maximum": _maximum,
    "minItems": _min_items,
    "minProperties": _one_unit,
    "maxProperties": _one_unit,
    "uniqueItems": _unique,
    "minLength": _min_length,
}
