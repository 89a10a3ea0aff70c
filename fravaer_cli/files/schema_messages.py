"""What a schema's errors are called in Norwegian: from the *kind* of an error, never from the library's own text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from fravaer_cli.diagnostics import Problem, Route, Severity
from fravaer_cli.files.dates import date_problem
from fravaer_cli.texts import liste, mente_du, sitat, tall

_LIST_LIMIT = 12
_NO_BLANK = re.compile(r"([^\W\d][\w-]*):(\S.*)", re.DOTALL)
"""A field whose colon is not followed by a blank: `dato:2025-09-03` is one word to YAML."""


def wrong_top_level(value: Any, first_key: str) -> Problem:
    """The file does not consist of fields."""
    glued = _NO_BLANK.fullmatch(value) if isinstance(value, str) else None
    if glued:
        return _glued((), glued)
    what = "en liste" if isinstance(value, list) else "en enkelt verdi"
    return Problem((), "F016", f"filen inneholder {what}, men skal ha felt øverst", f"begynn med «{first_key}:»")


def too_many(limit: int) -> Problem:
    """So many errors that the rest is left."""
    message = f"filen har mer enn {limit} feil; resten er ikke vist"
    return Problem((), "F034", message, "rett de første feilene, og kjør på nytt", Severity.ADVARSEL)


def lost_colon(value: Any, key: str) -> bool:
    """Whether a mapping lacks `key` only because it was written without a blank after its colon."""
    return any(isinstance(k, str) and k.startswith(f"{key}:") for k in value)


def _glued(route: Route, match: re.Match[str], *, on_key: bool = False) -> Problem:
    right = f"{match[1]}: {match[2].splitlines()[0]}"
    return Problem(route, "F031", "det mangler et mellomrom etter kolonet", f"skriv {sitat(right)}", on_key=on_key)


def unknown_key(route: Route, known: Sequence[str], around: Any, *, split: bool) -> Problem:
    """A field that the schema does not know.

    Args:
        known: the fields there are.
        around: the mapping it stands in.
        split: it has no colon: a comma in an unquoted text has made it.
    """
    key = str(route[-1])
    glued = _NO_BLANK.fullmatch(key)
    if glued and glued[1] in known:
        return _glued(route, glued, on_key=True)
    if split:
        return _split(route, key, around)
    if not key:
        return Problem(route, "F003", "her mangler navnet på feltet", "skriv «felt: verdi»", on_key=True)
    if key == "<<":
        return Problem(route, "F003", "«<<» (flettenøkkel) kan ikke brukes her", "skriv feltene helt ut", on_key=True)
    if route[-2:-1] == ("skoleruter",):
        return school_year_problem(route, key, on_key=True)
    meant = mente_du(key, known)
    if meant:
        return Problem(route, "F003", f"ukjent felt {sitat(key)} – mente du «{meant}»?", on_key=True)
    more = " med flere" if len(known) > _LIST_LIMIT else ""
    remedy = f"feltene her er {liste(known[:_LIST_LIMIT])}{more}"
    return Problem(route, "F003", f"ukjent felt {sitat(key)}", remedy, on_key=True)


def _split(route: Route, key: str, around: Any) -> Problem:
    keys = list(around)
    before = keys[keys.index(key) - 1] if key in keys[1:] else None
    whole = f'{before}: "{around[before]}, {key}"' if before is not None else None
    remedy = f"sett hele teksten i hermetegn: {sitat(whole, 60)}" if whole else "sett hele teksten i hermetegn"
    return Problem(
        route, "F021", f"{sitat(key)} står etter et komma og blir lest som et eget felt", remedy, on_key=True
    )


def school_year_problem(route: Route, written: str, *, on_key: bool = False) -> Problem:
    """A text that should have been a school year."""
    return Problem(
        route, "F121", f"{sitat(written)} er ikke et skoleår", "skriv to år på rad, som 2025-2026", on_key=on_key
    )


def of_value(name: str, route: Route, value: Any, kind: Any) -> Problem:
    """The problem of one value, by the kind of the schema's error."""
    translate = _KINDS.get(name)
    if translate is None:
        return Problem(route, "F006", f"{_field(route)} har en verdi som ikke passer her", "se forklaringen til feltet")
    return translate(route, value, kind)


def _field(route: Route) -> str:
    """What the value is called in a sentence: its key, or the list it stands in."""
    names = [s for s in route if isinstance(s, str)]
    if not names:
        return "filen"
    return f"et ledd i {sitat(names[-1])}" if isinstance(route[-1], int) else sitat(names[-1])


def _empty(route: Route, remedy: str = "fyll inn en verdi") -> Problem:
    if route and isinstance(route[-1], int):
        return Problem(route, "F004", f"{_field(route)} er tomt", "fyll det ut, eller fjern streken")
    return Problem(route, "F004", f"feltet {_field(route)} er tomt", remedy)


def _required(route: Route, _value: Any, kind: Any) -> Problem:
    where = "filen" if not route else _field(route)
    if route and isinstance(route[-1], int):
        where = f"{'oppføringen' if len(route) == 2 else 'leddet'} i {_field(route[:-1])}"
    return Problem(route, "F004", f"{where} mangler feltet «{kind.property}»", f"legg til «{kind.property}: …»")


_DATES = frozenset(
    (
        *("dato", "fra", "til", "start", "slutt", "semesterskille", "frist", "innen", "neste", "utløper", "trukket"),
        *("åpnet", "avsluttet", "fødselsdato", "rektor_varslet", "aktivitetsplan"),
    )
)
_TYPE_NAMES = {
    "string": "en tekst",
    "integer": "et helt tall",
    "number": "et tall",
    "array": "en liste",
    "object": "felt under seg",
}


def _type(route: Route, value: Any, kind: Any) -> Problem:
    types = [t for t in kind.types if t != "null"]
    field = _field(route)
    if value is None:
        return _empty(route)
    if isinstance(value, bool) and ("string" in types or ("number" not in types and "integer" not in types)):
        word = "ja" if value else "nei"
        message = f"{field} er {sitat(value)}, men her brukes vanlige ord"
        return Problem(route, "F005", message, f"skriv «{word}», eller en tekst i hermetegn")
    if types[0] == "object":
        return _not_fields(route, value, field)
    if types[0] == "array":
        return _not_list(route, value, field)
    if isinstance(value, list | dict):
        remedy = "skriv det som én tekst, uten klammer" if "string" in types else "skriv bare sifre, for eksempel 2"
        return Problem(route, "F005", f"{field} skal være {_wanted(types)}, men er {sitat(value)}", remedy)
    if route[-1] in _DATES:
        return date_problem(route, value)
    remedy = "sett verdien i hermetegn" if "string" in types else "skriv bare sifre, for eksempel 2"
    return Problem(route, "F005", f"{field} skal være {_wanted(types)}, men er {sitat(value)}", remedy)


def _wanted(types: Sequence[str]) -> str:
    texts = [_TYPE_NAMES[t] for t in types if not (t == "number" and "string" in types)]
    return liste(texts, "eller")


def _not_fields(route: Route, value: Any, field: str) -> Problem:
    glued = _NO_BLANK.fullmatch(value) if isinstance(value, str) else None
    if glued:
        return _glued(route, glued)
    if isinstance(value, list):
        return Problem(route, "F005", f"{field} skal ha felt under seg, men er en liste", "fjern streken foran feltene")
    message = f"{field} skal ha felt under seg, men her står bare {sitat(value)}"
    return Problem(route, "F005", message, "skriv ett felt på hver linje, rykket inn: «felt: verdi»")


def _not_list(route: Route, value: Any, field: str) -> Problem:
    if isinstance(value, dict):
        message = f"{field} skal være en liste, men streken foran oppføringen mangler"
        return Problem(route, "F005", message, "sett «- » foran hver oppføring")
    if len(route) == 1 and str(value).casefold() in ("ingen", "ingenting", "nei", "0", "-"):
        message = f"{field} skal være en liste, men er {sitat(value)}"
        return Problem(route, "F005", message, f"skriv «{route[0]}: []» når det ikke er noe å føre")
    shown = sitat(value)[1:-1]
    return Problem(
        route, "F005", f"{field} skal være en liste, men er {sitat(value)}", f"sett klammer rundt: [{shown}]"
    )


_HEALTH_VISIT = re.compile("helse(sykepleier|søster|stasjon|tjeneste)|skolehelse", re.IGNORECASE)


def _enum(route: Route, value: Any, kind: Any) -> Problem:
    options = [str(o) for o in kind.options if o is not None]
    field = _field(route)
    yes_no = set(options) == {"ja", "nei"}
    if value is None:
        return _empty(route, f"velg {liste(options, 'eller')}")
    if isinstance(value, bool) and yes_no:
        message = f"{field} er {sitat(value)}, men her skrives ja eller nei"
        return Problem(route, "F006", message, f"skriv «{'ja' if value else 'nei'}»")
    if route[-1] == "årsak" and _HEALTH_VISIT.search(str(value)):
        message = "besøk hos skolehelsetjenesten er ikke fravær (opplæringsforskrifta § 9-9)"
        return Problem(route, "F006", message, "fjern oppføringen")
    meant = _YES_NO.get(str(value).casefold()) if yes_no else mente_du(str(value), options)
    message = f"{sitat(value)} passer ikke som {field}" + (f" – mente du «{meant}»?" if meant else "")
    return Problem(route, "F006", message, f"bruk {liste(options, 'eller')}")


_YES_NO = {
    **dict.fromkeys(("ja", "j", "yes", "y", "true", "on", "1", "x"), "ja"),
    **dict.fromkeys(("nei", "n", "no", "false", "off", "0"), "nei"),
}


def _pattern(route: Route, value: Any, kind: Any) -> Problem:
    key = next((s for s in reversed(route) if isinstance(s, str)), "")
    if kind.pattern.startswith("^(19|20|21)"):
        return date_problem(route, value)
    if key == "kl":
        span = " eller 08:45–09:30" if "–" in kind.pattern else ""
        return Problem(route, "F027", f"{sitat(value)} er ikke et klokkeslett", f"skriv det som 08:45{span}")
    if key == "skoleår":
        return school_year_problem(route, str(value))
    if key == "id":
        return Problem(
            route, "F027", f"id-en {sitat(value)} har tegn som ikke går her", "bruk små bokstaver, tall og bindestrek"
        )
    return Problem(
        route, "F027", f"{sitat(value)} har ikke formen som {_field(route)} skal ha", "se forklaringen til feltet"
    )


def _limit(route: Route, value: Any, kind: Any) -> Problem:
    if route[-1] == "kl":
        return Problem(route, "F027", f"{sitat(value)} er ikke et klokkeslett", "skriv det som 08:45")
    too_small = value < kind.limit
    bound = f"må være minst {tall(kind.limit)}" if too_small else f"kan ikke være mer enn {tall(kind.limit)}"
    remedy = "rett tallet"
    return Problem(route, "F008", f"{_field(route)} er {sitat(value)[1:-1]}, men {bound}", remedy)


def _min_items(route: Route, _value: Any, _kind: Any) -> Problem:
    return Problem(route, "F008", f"listen {_field(route)} er tom", "fyll den ut, eller fjern feltet")


def _one_unit(route: Route, _value: Any, _kind: Any) -> Problem:
    return Problem(route, "F008", f"{_field(route)} skal ha én enhet", "skriv enten {dager: 14} eller {skoledager: 10}")


def _unique(route: Route, _value: Any, _kind: Any) -> Problem:
    return Problem(route, "F008", f"listen {_field(route)} har det samme to ganger", "behold det ene")


_KINDS: dict[str, Callable[[Route, Any, Any], Problem]] = {
    "required": _required,
    "type": _type,
    "enum": _enum,
    "format": lambda route, value, _kind: date_problem(route, value),
    "pattern": _pattern,
    "minimum": _limit,
    "maximum": _limit,
    "minItems": _min_items,
    "minProperties": _one_unit,
    "maxProperties": _one_unit,
    "uniqueItems": _unique,
    "minLength": lambda route, _value, _kind: _empty(route),
}
