"""The evaluation (Gran 3.4): every goal, every measure and plan B, and attendance before, during and after the plan.

Filled from the latest evaluation of the plan; before there is one, a form that has the plan's goals and measures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from fravaer_cli.casework.attendance import BEFORE, Attendance, attendance
from fravaer_cli.documents.basis import Grunnlag, Innhold, KanIkkeLages, Mangel
from fravaer_cli.documents.contexts.felles import dato, fylt, hode, kort_dato, periode, plan_for
from fravaer_cli.model.evaluering import Evaluering
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.rules.history import build_history
from fravaer_cli.texts import lang_dato, liste, stor

KONKLUSJONER = {
    "videreføres": "Planen fortsetter som den er",
    "justeres": "Planen fortsetter med endringer",
    "ny-plan": "Vi lager en ny plan",
    "henvises": "Eleven henvises, for eksempel til PPT",
    "avsluttes": "Målene er nådd, og oppfølgingen avsluttes",
}
_LEAST = 5
"""School days: fewer after the evaluation say nothing."""
_BLANK_GOALS, _BLANK_MEASURES, _BLANK_TASKS = 4, 6, 3
_DAY = timedelta(days=1)


def innhold(grunnlag: Grunnlag) -> Innhold:
    """The data of the evaluation."""
    if grunnlag.tom:
        return Innhold({**hode(grunnlag), **_blank()}, (), "evaluering-tom")
    plan, notes = plan_for(grunnlag)
    if plan.periode.fra > grunnlag.dato:
        raise KanIkkeLages(
            f"{plan.fil} begynner først {dato(plan.periode.fra)}.",
            "Evaluer planen når den er prøvd, eller bruk --dato.",
        )
    found = _latest(grunnlag, plan)
    data = {
        **hode(grunnlag),
        "planen": periode(plan.periode.fra, plan.periode.til),
        "naermere": _about(found),
        "delmaal": _goals(plan, found),
        "tiltak": _measures(plan, found),
        "plan_b": _plan_b(plan, found),
        "naervaer": [_row(a) for a in _attendance(grunnlag, plan, found)],
        "konklusjoner": _conclusions(found),
        "videre": _tasks(found),
        "avsluttes": found is not None and found.konklusjon == "avsluttes",
    }
    return Innhold(data, tuple(_gaps(found)), _stem(plan), notes)


def _stem(plan: Tiltaksplan) -> str:
    return plan.fil.removesuffix(".yaml").replace("tiltaksplan", "evaluering")


def _latest(grunnlag: Grunnlag, plan: Tiltaksplan) -> Evaluering | None:
    case = grunnlag.case
    found = [e for e in (case.evalueringer if case else ()) if e.plan == plan.fil and e.dato <= grunnlag.dato]
    return max(found, key=lambda e: e.dato) if found else None


def _about(found: Evaluering | None) -> Mapping[str, Any]:
    return {
        "dato": stor(lang_dato(found.dato, aar=True)) if found else None,
        "til_stede": liste(found.deltakere) or None if found else None,
        "elevens_stemme": fylt(found.elevens_stemme) if found else None,
        "nye_tiltak": [t for t in found.nye_tiltak if fylt(t)] if found else [],
        "neste": stor(lang_dato(found.neste, aar=True)) if found and found.neste else None,
    }


def _goals(plan: Tiltaksplan, found: Evaluering | None) -> list[dict[str, Any]]:
    judged = {v.id: v for v in found.delmaal} if found else {}
    rows = [
        {
            "id": g.id,
            "maal": fylt(g.maal),
            "svar": judged[g.id].naadd if g.id in judged else None,
            "kommentar": fylt(judged[g.id].kommentar) if g.id in judged else None,
        }
        for g in plan.delmaal
    ]
    return rows or _blank_rows("maal", 3)


def _measures(plan: Tiltaksplan, found: Evaluering | None) -> list[dict[str, Any]]:
    judged = {v.id: v for v in found.tiltak} if found else {}
    rows = [
        {
            "id": t.id,
            "tiltak": fylt(t.tiltak),
            "svar": judged[t.id].virket if t.id in judged else None,
            "kommentar": fylt(judged[t.id].kommentar) if t.id in judged else None,
        }
        for t in plan.tiltak
    ]
    return rows or _blank_rows("tiltak", 4)


def _plan_b(plan: Tiltaksplan, found: Evaluering | None) -> Mapping[str, Any]:
    judged = found.plan_b if found else None
    used = {True: "ja", False: "nei", None: None}[judged.brukt] if judged else None
    return {
        "hva": fylt(plan.plan_b.hva) if plan.plan_b else None,
        "brukt": used,
        "virket": judged.virket if judged else None,
    }


def _attendance(grunnlag: Grunnlag, plan: Tiltaksplan, found: Evaluering | None) -> Iterator[Attendance]:
    """The three school weeks before the plan, the plan until it was evaluated, and the time since."""
    case, calendar = grunnlag.case, grunnlag.school.calendar
    if case is None or "fravaer.yaml" not in case.documents:
        return
    history = build_history(case.fravaer, calendar, grunnlag.dato)
    year, start = calendar.year(grunnlag.dato), plan.periode.fra
    if start < year.begin:
        return  # a plan of last year: the log of this one does not hold its days
    before = [date.fromordinal(d) for d in year.days if d < start.toordinal()][-BEFORE:]
    last = found.dato if found else grunnlag.dato
    if len(before) >= _LEAST:
        yield attendance(history, before[0], before[-1], f"De {len(before)} skoledagene før planen")
    yield attendance(history, start, last, "I planperioden" if found else "Fra planen begynte, til i dag")
    after = attendance(history, last + _DAY, grunnlag.dato, "Etter evalueringen")
    if found and after.days >= _LEAST:
        yield after


def _row(a: Attendance) -> dict[str, Any]:
    share = f"{round(100 * a.came / a.days)} %" if a.days else None
    return {"naar": a.when, "dager": a.days, "til_stede": a.came, "andel": share, "avtalt": a.agreed or None}


def _conclusions(found: Evaluering | None) -> list[dict[str, Any]]:
    chosen = found.konklusjon if found else None
    return [{"navn": text, "krysset": key == chosen} for key, text in KONKLUSJONER.items()]


def _tasks(found: Evaluering | None) -> list[dict[str, Any]]:
    if found and found.videre:
        return [
            {"hva": fylt(t.hva), "ansvar": fylt(t.ansvar), "frist": kort_dato(t.frist, found.dato)}
            for t in found.videre
        ]
    return [{"hva": None, "ansvar": None, "frist": None} for _ in range(_BLANK_TASKS)]


def _gaps(found: Evaluering | None) -> Iterator[Mangel]:
    if found is None:
        yield Mangel("en evaluering av planen", "evaluering.yaml")
        return
    wanted = {
        "deltakere": found.deltakere,
        "elevens_stemme": found.elevens_stemme,
        "konklusjon": found.konklusjon,
        "neste": found.neste or found.konklusjon == "avsluttes",
    }
    yield from (Mangel(key, "evaluering.yaml") for key, value in wanted.items() if not value)


def _blank() -> Mapping[str, Any]:
    return {
        "planen": None,
        "naermere": _about(None),
        "delmaal": _blank_rows("maal", _BLANK_GOALS),
        "tiltak": _blank_rows("tiltak", _BLANK_MEASURES),
        "plan_b": {"hva": None, "brukt": None, "virket": None},
        "naervaer": [],
        "konklusjoner": _conclusions(None),
        "videre": _tasks(None),
        "avsluttes": False,
    }


def _blank_rows(key: str, count: int) -> list[dict[str, Any]]:
    return [{"id": None, key: None, "svar": None, "kommentar": None} for _ in range(count)]
