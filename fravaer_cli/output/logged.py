"""What was logged, said back in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fravaer_cli.texts import antall, lang_dato, liste, ren

_LONG = 60


def absence_in_words(entry: Mapping[str, Any]) -> str:
    """«torsdag 20. november 2025: hele dagen, sykdom, dokumentert»."""
    rest = [entry.get("årsak"), _yes(entry.get("dokumentert"), "dokumentert", "udokumentert")]
    rest += [_yes(entry.get("gyldig"), "gyldig", "ugyldig"), entry.get("merknad")]
    return f"{_when(entry)}: {', '.join([_what(entry), *(ren(str(r), _LONG) for r in rest if r)])}"


def contact_in_words(entry: Mapping[str, Any]) -> str:
    """«torsdag 20. november 2025 kl. 10.15: hjem (telefon) med foresatte, fikk svar»."""
    way = f" ({entry['måte']})" if entry.get("måte") else ""
    people = f" med {liste(ren(str(m), _LONG) for m in entry['med'])}" if entry.get("med") else ""
    time = f" kl. {entry['kl'].replace(':', '.')}" if entry.get("kl") else ""
    rest = [_yes(entry.get("svar"), "fikk svar", "fikk ikke svar")]
    rest += [_yes(entry.get("bekymring"), "bekymringsfullt fravær", "fraværet er ikke bekymringsfullt")]
    rest += [f"{antall(len(entry['avtalt']), 'avtale', 'avtaler')}" if entry.get("avtalt") else ""]
    kind = entry["type"] + way + people
    return f"{_when(entry)}{time}: {', '.join([kind, *(r for r in rest if r)])}"


def _when(entry: Mapping[str, Any]) -> str:
    if entry.get("dato"):
        return lang_dato(date.fromisoformat(entry["dato"]), aar=True)
    first, last = (date.fromisoformat(entry[key]) for key in ("fra", "til"))
    return f"fra {lang_dato(first, aar=first.year != last.year)} til {lang_dato(last, aar=True)}"


def _what(entry: Mapping[str, Any]) -> str:
    lessons = entry.get("timer")
    subject = f" i {ren(str(entry['fag']), _LONG)}" if entry.get("fag") else ""
    count = antall(lessons, "time", "timer") if lessons else ""
    if entry.get("time"):
        count = f"{liste(f'{n}.' for n in entry['time'])} time"
    kind = entry["type"]
    if kind == "forsentkomming":
        late = entry.get("minutter")
        return f"{antall(late, 'minutt', 'minutter')} for sent{subject}" if late else f"for sent{subject}"
    if kind == "time":
        return f"{count or 'én time'}{subject}"
    words = {
        "dag": "hele dagen" if entry.get("dato") else "hele dager",
        "forlot": "forlot skolen eller timen",
        "avtalt": "avtalt etter planen",
    }
    return f"{words[kind]}{f' ({count})' if count else ''}{subject}"


def _yes(value: object, yes: str, no: str) -> str:
    return yes if value == "ja" else no if value == "nei" else ""
