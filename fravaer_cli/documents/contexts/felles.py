"""Wording and padding that several documents share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fravaer_cli.documents.basis import Grunnlag, KanIkkeLages
from fravaer_cli.model.tiltaksplan import Moete, Tiltaksplan
from fravaer_cli.texts import MAANEDER, dag_og_maaned, lang_dato, liste, stor

NBSP = "\u00a0"
ROLLER = {"ppt": "PPT", "bup": "BUP"}


def dato(day: date | None) -> str | None:
    """«3. oktober 2025»."""
    return dag_og_maaned(day, aar=True) if day else None


def kort_dato(day: date | None, beside: date) -> str | None:
    """«3. oktober» on one line, for a narrow column; with the year where it is not that of the date `beside`."""
    text = dag_og_maaned(day, aar=day.year != beside.year) if day else None
    return text.replace(" ", NBSP, 1) if text else None


def periode(first: date | None, last: date | None) -> str | None:
    """«13.–31. oktober 2025», «29. september–17. oktober 2025», «fra 3. oktober 2025»."""
    if first is None:
        return None
    if last is None:
        return f"Fra {dato(first)}"
    if first == last:
        return dato(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{last.day}. {MAANEDER[last.month - 1]} {last.year}"
    return f"{dag_og_maaned(first, aar=first.year != last.year)} – {dato(last)}"


def moete(meeting: Moete | None) -> str | None:
    """«torsdag 30. oktober 2025 kl. 14.00, Møterom 2»."""
    if meeting is None or not (meeting.dato or meeting.kl or meeting.sted):
        return None
    day = lang_dato(meeting.dato, aar=True) if meeting.dato else ""
    clock = f"kl. {meeting.kl.replace(':', '.')}" if meeting.kl else ""
    when = " ".join(p for p in (day, clock) if p)
    return stor(", ".join(p for p in (when, meeting.sted) if p))


def rolle(name: str) -> str:
    """A role as it is printed: a capital first, services in capitals."""
    return ROLLER.get(name.strip().lower(), stor(name.strip()))


def roller(names: Iterable[str]) -> str:
    """«elev, foresatte og PPT»."""
    return liste(ROLLER.get(n.strip().lower(), n.strip()) for n in names)


def fylt(text: str | None) -> str | None:
    """The text, or None if there is nothing to read in it."""
    return text.strip() if text and text.strip() else None


def hode(grunnlag: Grunnlag) -> Mapping[str, Any]:
    """What all templates may ask for about the school, the class and the pupil."""
    skole = grunnlag.school.model
    case, klasse = grunnlag.case, grunnlag.klasse
    return {
        "skole": {
            "navn": fylt(skole.skole),
            "kommune": fylt(skole.kommune),
            "adresse": fylt(skole.adresse),
            "telefon": fylt(skole.telefon),
            "epost": fylt(skole.epost),
            "roller": dict(skole.roller or {}),
        },
        "elev": {"navn": case.navn if case else None},
        "klasse": fylt(klasse.model.klasse) if klasse and case else None,
        "dato": dato(grunnlag.dato),
        "tom": grunnlag.tom,
    }


def plan_for(grunnlag: Grunnlag) -> tuple[Tiltaksplan, tuple[str, ...]]:
    """The plan that is meant, and what to say of the others.

    The file that the user pointed at; else the plan in force on the day; else the first that is to come.

    Raises:
        KanIkkeLages: there is none.
    """
    case = grunnlag.case
    plans = case.planer if case else ()
    if grunnlag.fil:
        chosen = [p for p in plans if p.fil == grunnlag.fil]
        if chosen:
            return chosen[0], ()
        raise KanIkkeLages(f"{grunnlag.fil} kan ikke leses.", "Se hva som er feil med «fravaer validate».")
    if not plans:
        raise KanIkkeLages(
            "Saken har ingen tiltaksplan som kan leses.",
            "Lag en med «fravaer new SAK --plan», eller bruk --tom for et tomt skjema.",
        )
    begun = [p for p in plans if p.periode.fra <= grunnlag.dato]
    plan = begun[-1] if begun else plans[0]
    later = [p for p in plans if p.periode.fra > grunnlag.dato and p is not plan]
    said = tuple(
        f"{plan.fil} er planen som gjelder. Vil du ha {p.fil} (fra {dato(p.periode.fra)}), så oppgi filen."
        for p in later
    )
    return plan, said
