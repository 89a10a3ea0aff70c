"""The absence pattern form (Alvøen 4), which goes to the nærværsmøte: the school year as a calendar, and its sums.

All numbers come from the log; what the pupil and the guardians say of them is written by hand in the meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from fravaer_cli.documents import absence
from fravaer_cli.documents.basis import Grunnlag, Innhold, KanIkkeLages
from fravaer_cli.documents.contexts.felles import dato, fylt, hode, periode
from fravaer_cli.rules.history import History, build_history
from fravaer_cli.rules.moenster import KIND, lyspunkt
from fravaer_cli.rules.moenster_funn import Moenster
from fravaer_cli.texts import setning

_PATTERNS = ("ukedag", "fag", "etter-fri")
_BLANK_SUBJECTS = 5


def innhold(grunnlag: Grunnlag) -> Innhold:
    """The data of the form."""
    year = grunnlag.school.calendar.year(grunnlag.dato)
    about = {
        **hode(grunnlag),
        "skoleaar": year.name.replace("-", "–"),
        "kontaktlaerer": fylt(grunnlag.klasse.model.kontaktlaerer) if grunnlag.klasse and grunnlag.case else None,
    }
    if grunnlag.tom:
        return Innhold({**about, **_blank(grunnlag)}, (), "fravaersmoenster-tom")
    history = _history(grunnlag)
    halves = absence.halvaar(year, history)
    timetable = grunnlag.klasse.model.timeplan if grunnlag.klasse else None
    data = {
        **about,
        "periode": periode(year.start, min(grunnlag.dato, year.end)),
        "i_ord": absence.i_ord(history),
        "funn": list(_found(history, year.begin)),
        "halvaar": halves,
        "forklaringer": absence.forklaringer(halves, alle=False),
        "maaneder": absence.tabell("Måned", absence.MAANED, absence.maaneder(history)),
        "ukedager": absence.tabell("Ukedag", absence.UKEDAG, absence.ukedager(history)),
        "fag": absence.tabell("Fag", absence.FAG, absence.fag(history, timetable)),
        "timeplan": bool(timetable),
        "aarsaker": absence.tabell("Årsak", absence.AARSAK, absence.aarsaker(history)),
        "skolen_ser": _seen_by_school(grunnlag),
    }
    return Innhold(data, (), "fravaersmoenster")


def _history(grunnlag: Grunnlag) -> History:
    """The log of the school year.

    Raises:
        KanIkkeLages: there is no log, or no school yet: the form would look like perfect attendance.
    """
    case, calendar = grunnlag.case, grunnlag.school.calendar
    year = calendar.year(grunnlag.dato)
    if case is None or "fravaer.yaml" not in case.documents:
        raise KanIkkeLages(
            "Saken har ingen fraværslogg.",
            "Lag fravaer.yaml i elevens mappe, eller bruk --tom for et tomt skjema.",
        )
    if not calendar.count(year.begin, grunnlag.dato):
        raise KanIkkeLages(
            f"Skoleåret begynner først {dato(year.start)}.",
            "Bruk --dato med en dag i skoleåret skjemaet skal gjelde, eller --tom for et tomt skjema.",
        )
    lessons: dict[str, int] = {}
    timetable = grunnlag.klasse.model.timeplan if grunnlag.klasse else None
    for day in (timetable or {}).values():
        for subject in day:
            lessons[subject] = lessons.get(subject, 0) + 1
    return build_history(case.fravaer, calendar, grunnlag.dato, lessons)


def _found(history: History, begin: date) -> Iterator[str]:
    """What chance does not explain, as the check says it, and what gives hope."""
    patterns = [KIND.find(history, Moenster(what)) for what in _PATTERNS]
    said = [f"Fram til {dato(p.window[1])}: {setning(p.note)}" for p in patterns if p and not p.untested]
    yield from said
    bright = lyspunkt(history, begin, history.until)
    if bright and not any(bright in sentence for sentence in said):
        yield bright


def _seen_by_school(grunnlag: Grunnlag) -> list[str]:
    """What the school said of the pattern in the mapping."""
    mapping = grunnlag.case.kartlegging if grunnlag.case else None
    said = [
        (s.svar or {}).get("fraværsmønster")
        for s in (mapping.samtaler if mapping else ())
        if s.med == "skole" and (s.dato is None or s.dato <= grunnlag.dato)
    ]
    return [text for text in map(fylt, said) if text]


def _blank(grunnlag: Grunnlag) -> dict[str, Any]:
    year = grunnlag.school.calendar.year(grunnlag.dato)
    halves = absence.halvaar(year, None)
    return {
        "periode": None,
        "i_ord": None,
        "funn": [],
        "halvaar": halves,
        "forklaringer": absence.forklaringer(halves, alle=True),
        "maaneder": _unfilled("Måned", absence.MAANED, absence.maanedsnavn(year)),
        "ukedager": _unfilled("Ukedag", absence.UKEDAG, absence.UKEDAGSNAVN),
        "fag": _unfilled("Fag", absence.FAG, [None] * _BLANK_SUBJECTS),
        "timeplan": False,
        "aarsaker": _unfilled("Årsak", absence.AARSAK, absence.AARSAKER.values()),
        "skolen_ser": [],
    }


def _unfilled(heading: str, columns: Sequence[absence.Kolonne], names: Iterable[str | None]) -> dict[str, Any]:
    return absence.tabell(heading, columns, [{"navn": name} for name in names], tom=True)
