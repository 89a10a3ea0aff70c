"""A case in which every text that the formats allow is filled in: built from the schemas, so that a new one is too.

Where a text stands is written as a path with numbers (`tiltak[0].plan_b.hva`); the field is the same path without
(`tiltak[].plan_b.hva`). A key of the user's own, as in «svar» and «ansvar», is a text as well: `ansvar{}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.documents.hjelp import ROT, png

FILNAVN = {
    "skole": "skole.yaml",
    "klasse": "k/klasse.yaml",
    **{
        navn: f"k/ada/{navn}.yaml"
        for navn in ("sak", "fravaer", "kontakt", "kartlegging", "tiltaksplan", "evaluering", "ukeplan")
    },
}
"""The files that are a school's own. A routine is rules, and no document shows it."""
ANDRE_SKJEMA = ("rutine", "profil", "diagnostikk", "sjekk-v1")


class Felt(NamedTuple):
    """A place for a value in a kind of file. `slag` is `tekst`, or what binds the value: `dato`, `valg` …"""

    fil: str
    sti: str
    slag: str


class Tekst(NamedTuple):
    """One text of the case: the kind of file, and where in the file it stands."""

    fil: str
    sti: str

    @property
    def felt(self) -> str:
        """The field, with its file."""
        return f"{self.fil}: {re.sub(r'[0-9]+(?=])', '', self.sti)}"


Verdi = Callable[[Tekst], str]


class Som(NamedTuple):
    """The same text as stands in another place: an id, or a name that is to be known again."""

    fil: str
    sti: str


FAST: Mapping[str, tuple[Any, str]] = {
    "skole: rutine": ("gran", "navnet på en rutine som finnes"),
    "skole: logo": ("logo.png", "navnet på en fil som finnes"),
    "skole: maler": (None, "navnet på en mappe som finnes"),
    "sak: søsken[]": (None, "stien til en annen sak"),
    "sak: henvisninger[].til": ("ppt", "tjenesten som henvisningen til PPT ser etter"),
    "evaluering: evalueringer[].plan": ("tiltaksplan.yaml", "navnet på en fil som finnes"),
    "evaluering: evalueringer[].delmål[].id": (Som("tiltaksplan", "delmål[0].id"), "id-en til et delmål i planen"),
    "evaluering: evalueringer[].tiltak[].id": (Som("tiltaksplan", "tiltak[0].id"), "id-en til et tiltak i planen"),
    "tiltaksplan: tiltak[].delmål": (Som("tiltaksplan", "delmål[0].id"), "id-en til et delmål i planen"),
}
"""Texts that cannot be just anything, and why."""

UTELATT = object()
VALGT: Mapping[str, Any] = {
    "sak: elev.fødselsdato": "2014-03-14",
    "sak: avsluttet": UTELATT,
    "sak: status": "aktiv",
    "sak: foresatte[].foreldreansvar": "ja",
    "sak: foresatte[].mottar_post": "ja",
    "sak: foresatte[].skjermet": "nei",
    "sak: samtykker[].tjenester": ["ppt", Som("sak", "samtykker[0].tjenester[0]")],
    "sak: samtykker[].gitt_av": [Som("sak", "foresatte[0].navn"), Som("sak", "samtykker[0].gitt_av[0]")],
    "sak: samtykker[].utløper": "2026-06-19",
    "sak: samtykker[].trukket": UTELATT,
    "skole: skoleruter{}.start": "2025-08-18",
    "skole: skoleruter{}.slutt": "2026-06-19",
    "skole: skoleruter{}.semesterskille": "2026-01-16",
    "skole: skoleruter{}.fri[].fra": UTELATT,
    "skole: skoleruter{}.fri[].til": UTELATT,
    "skole: skoleruter{}.fri[].dato": "2025-10-08",
    "klasse: skoleår": "2025-2026",
    "fravaer: fravær[].fra": UTELATT,
    "fravaer: fravær[].til": UTELATT,
    "fravaer: fravær[0].dato": "2025-09-10",
    **{f"fravaer: fravær[{nr}].dato": f"2025-09-{21 + nr}" for nr in range(1, 6)},  # each day of a week
    "fravaer: fravær[0].type": "time",
    "fravaer: fravær[].timer": UTELATT,
    "fravaer: fravær[].time": UTELATT,
    "fravaer: fravær[].minutter": UTELATT,
    "kartlegging: samtaler[0].med": "skole",
    "kartlegging: samtaler[1].med": "foresatte",
    "kartlegging: samtaler[2].med": "elev",
    "tiltaksplan: periode.fra": "2025-09-22",
    "tiltaksplan: periode.til": "2025-10-31",
    "tiltaksplan: evaluering.dato": "2025-10-30",
    "tiltaksplan: møteplan[].dato": "2025-10-30",
    "evaluering: evalueringer[].dato": "2025-10-10",
    "evaluering: evalueringer[].neste": "2025-11-07",
    "ukeplan: ukeplaner[].dager[].dato": UTELATT,
    "ukeplan: ukeplaner[1].dager[].rammer": UTELATT,
}
"""Values that are bound by the format, where not any will do."""
_VALGT = [(re.compile(re.escape(key).replace(r"\[\]", r"\[\d+\]")), value) for key, value in VALGT.items()]
FLERE = {"fravaer: fravær[]": 6, "kartlegging: samtaler[]": 3, "ukeplan: ukeplaner[]": 2}
"""How many there are of what is not a text; else one."""
_ELLERS = {"dato": "2025-09-22", "klokkeslett": "10:15", "tall": 1}
_EGNE_NOEKLER = {"kartlegging: samtaler[].svar": "fraværsmønster"}
"""A key that a document asks for, beside the user's own."""


def skjema(navn: str) -> Mapping[str, Any]:
    """The schema of a kind of file."""
    found: Mapping[str, Any] = json.loads((ROT / "schemas" / f"{navn}.schema.json").read_text("utf-8"))
    return found


def _slag(node: Mapping[str, Any]) -> str:
    """What a value is: `tekst` if any text will do."""
    if "enum" in node:
        return "valg"
    kinds = {node["type"]} if isinstance(node["type"], str) else set(node["type"])
    kinds -= {"null"}
    if kinds & {"object", "array"}:
        return "object" if "object" in kinds else "array"
    if "string" not in kinds:
        return "tall"
    if node.get("format") == "date":
        return "dato"
    if "pattern" in node:
        return "klokkeslett" if "[0-5][0-9]" in node["pattern"] else "skoleår"
    assert not set(node) - {"type", "title", "description", "minLength", "default", "examples", "$ref"}, node
    return "tekst"


def _barn(hele: Mapping[str, Any], node: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    while "$ref" in node:
        node = {**hele["$defs"][node["$ref"].rsplit("/", 1)[1]], **{k: v for k, v in node.items() if k != "$ref"}}
    return node, _slag(node)


def felter(fil: str) -> Iterator[Felt]:
    """All values that a kind of file may have, as its schema says."""
    hele = skjema(fil)
    todo: list[tuple[Mapping[str, Any], str]] = [(hele, "")]
    while todo:
        raw, sti = todo.pop()
        node, slag = _barn(hele, raw)
        if slag == "array":
            todo.append((node["items"], f"{sti}[]"))
        elif slag == "object":
            for key, part in node.get("properties", {}).items():
                todo.append((part, f"{sti}.{key}".lstrip(".")))
            for part in node.get("patternProperties", {}).values():
                todo.append((part, f"{sti}{{}}"))
            if isinstance(node["additionalProperties"], dict):
                yield Felt(fil, f"{sti}{{nøkkel}}", "tekst")
                todo.append((node["additionalProperties"], f"{sti}{{}}"))
            else:
                assert node["additionalProperties"] is False
        else:
            yield Felt(fil, sti, slag)


class Sak:
    """The files of the case, as values.

    Attributes:
        filer: kind of file → what stands in it.
        tekster: every text of it that is the user's own, and what it is.
    """

    def __init__(self, verdi: Verdi, antall: int = 2) -> None:
        """The case.

        Args:
            verdi: the text for a place.
            antall: how many texts a list of them has.
        """
        self.tekster: dict[Tekst, str] = {}
        self._verdi, self._antall = verdi, antall
        self.filer = {fil: self._bygg(skjema(fil), skjema(fil), fil, "") for fil in FILNAVN}

    def skriv(self, rot: Path) -> Path:
        """Write the files; gives the case's folder."""
        for fil, navn in FILNAVN.items():
            sti = rot / navn
            sti.parent.mkdir(parents=True, exist_ok=True)
            sti.write_text(json.dumps(self.filer[fil], ensure_ascii=False), "utf-8")
        (rot / "logo.png").write_bytes(png())
        return rot / "k" / "ada"

    def _tekst(self, fil: str, sti: str) -> str:
        sted = Tekst(fil, sti)
        if sted not in self.tekster:
            self.tekster[sted] = self._verdi(sted)
        return self.tekster[sted]

    def _ferdig(self, value: Any) -> Any:
        if isinstance(value, Som):
            return self._tekst(*value)
        return [self._ferdig(part) for part in value] if isinstance(value, list) else value

    def _bygg(self, hele: Mapping[str, Any], raw: Mapping[str, Any], fil: str, sti: str) -> Any:
        node, slag = _barn(hele, raw)
        felt = re.sub(r"[0-9]+(?=])", "", f"{fil}: {sti}")
        if felt in FAST:
            return self._ferdig(FAST[felt][0])
        chosen = next((v for pattern, v in _VALGT if pattern.fullmatch(f"{fil}: {sti}")), None)
        if chosen is not None:
            return self._ferdig(chosen)
        if slag == "object":
            return self._felt(hele, node, fil, sti)
        if slag == "array":
            _, inner = _barn(hele, node["items"])
            count = self._antall if inner == "tekst" else FLERE.get(f"{felt}[]", 1)
            made = [self._bygg(hele, node["items"], fil, f"{sti}[{i}]") for i in range(count)]
            return [part for part in made if part is not None]
        if slag == "valg":
            return next(v for v in node["enum"] if v is not None)
        return self._tekst(fil, sti) if slag == "tekst" else _ELLERS[slag]

    def _felt(self, hele: Mapping[str, Any], node: Mapping[str, Any], fil: str, sti: str) -> dict[str, Any]:
        parts = {key: (part, f"{sti}.{key}".lstrip(".")) for key, part in node.get("properties", {}).items()}
        for part in node.get("patternProperties", {}).values():
            parts["2025-2026"] = part, f"{sti}{{}}"
        if isinstance(node["additionalProperties"], dict):
            own = self._tekst(fil, f"{sti}{{nøkkel}}")
            asked = _EGNE_NOEKLER.get(re.sub(r"[0-9]+(?=])", "", f"{fil}: {sti}"))
            parts |= {key: (node["additionalProperties"], f"{sti}{{}}") for key in (own, asked) if key}
        made = {key: self._bygg(hele, part, fil, where) for key, (part, where) in parts.items()}
        return {key: value for key, value in made.items() if value is not UTELATT and value is not None}
