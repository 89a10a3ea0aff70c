"""The week plan (Gran, vedlegg 2–5), in frames or by the clock, with the list of choices, and the day's plan (Færder).

A week is a grid with the days side by side when it has frames, or when it is a timetable that fits on a page. Else it
is a list, which has room for long texts. The days stand in the file's own order: a week may begin on a Wednesday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from fravaer_cli.documents.basis import Grunnlag, Innhold, KanIkkeLages, Mangel
from fravaer_cli.documents.contexts.felles import dato, fylt, hode, kort_dato, periode
from fravaer_cli.model.ukeplan import Dag, Oekt, Rammer, Uke, Ukeplan
from fravaer_cli.texts import MAANEDER, UKEDAGER, stor

FIL = "ukeplan.yaml"
RAMMER = (
    ("morgen", "Morgenen hjemme", "Vekking og frokost. Når vi drar, og hvem som følger."),
    ("skoledag", "Skoledagen", "Hvem som er med eleven. Hva som skal skje. Hjelp i overgangene. Hva vi forventer."),
    ("ettermiddag", "Ettermiddag og kveld", "Fritid og lekser. Skjerm. Når det er natt."),
)
_MOST_DAYS = 6
"""Columns of days in one grid; more are divided on several."""
_SHORT_LIST = 10
"""Sessions: a week with no more is a list."""
_LINE = 150
"""Characters on a line across the page."""
_PAGE = 25
"""Lines of a grid that fit on the page below its heading."""
_AIRY = 17
"""Lines of a grid that leave space for a line more in each cell."""
_WHOLE_DAY = 1500
"""Characters: a day with no more is kept in one piece."""
_BLANK_DAYS, _BLANK_ROWS, _BLANK_CHOICES = 6, 5, 6
_CLOCK = re.compile(r"(?<!\d)(\d\d?):(\d\d)(?!\d)")
_HOURS = (*range(7, 24), 0)


def innhold(grunnlag: Grunnlag) -> Innhold:
    """The data of the week plan."""
    if grunnlag.tom:
        return Innhold({**hode(grunnlag), **_blank()}, (), "ukeplan-tom")
    plan = grunnlag.case.ukeplan if grunnlag.case else None
    if plan is None or not (plan.ukeplaner or plan.dagsplan):
        raise KanIkkeLages(
            "Saken har ingen ukeplan som kan leses.",
            "Lag ukeplan.yaml i elevens mappe, eller bruk --tom for et tomt skjema.",
        )
    weeks, notes = _chosen(plan, grunnlag.dato)
    data = {
        **hode(grunnlag),
        "uker": [_week(week) for week in weeks],
        "dagsplan": [_session(s) for s in plan.dagsplan],
        "halvdager": [],
    }
    return Innhold(data, tuple(_gaps(weeks, plan.dagsplan)), "ukeplan", notes)


def _blank() -> Mapping[str, Any]:
    frames = [{"navn": name, "hjelp": help_, "celler": [_cell()] * _BLANK_DAYS} for _, name, help_ in RAMMER]
    hours = [f"{hour:02}.00" for hour in _HOURS]
    half = len(hours) // 2
    days = {"bredder": _widths(_BLANK_DAYS, 16), "dager": [_day(Dag())] * _BLANK_DAYS}
    return {
        "rammer": {**days, "rader": frames, "luft": False},
        "rader": [None] * _BLANK_ROWS,
        "valg": [None] * _BLANK_CHOICES,
        "halvdager": list(zip(hours[:half], hours[half:], strict=True)),
        "uker": [],
        "dagsplan": [],
    }


def _chosen(plan: Ukeplan, day: date) -> tuple[list[Uke], tuple[str, ...]]:
    """The weeks that are not over on the day; the last one if all are. And what to say of those left out."""
    over = [week for week in plan.ukeplaner if (last := _last(week)) and last < day]
    kept = [week for week in plan.ukeplaner if week not in over]
    if over and not kept:
        kept = [max(over, key=lambda week: _last(week) or day)]
        over = [week for week in over if week is not kept[0]]
    names = (_name(week) or "Uten tittel" for week in over)
    return kept, tuple(f"«{name}» er over og er ikke med. Velg en dag i den med --dato for å få den." for name in names)


def _dates(week: Uke) -> list[date]:
    return [d.dato for d in week.dager if d.dato]


def _last(week: Uke) -> date | None:
    return max(_dates(week), default=None)


def _name(week: Uke) -> str | None:
    """The title, else from when to when, if all days say it."""
    return fylt(week.tittel) or (_span(week) if all(d.dato for d in week.dager) else None)


def _span(week: Uke) -> str | None:
    return periode(min(_dates(week), default=None), _last(week))


def _time(week: Uke) -> str | None:
    """The week's days and year, to stand after a title that does not say them."""
    title = fylt(week.tittel)
    if title is None or any(month in title.lower() for month in MAANEDER):
        return None
    return _span(week)


def _week(week: Uke) -> Mapping[str, Any]:
    days = week.dager or tuple(Dag() for _ in range(_BLANK_DAYS))
    grids = _grids(days)
    return {
        "tittel": _name(week),
        "tid": _time(week),
        "tabeller": grids,
        "rader": [] if grids else [row for day in days for row in _rows(day)],
        "valgliste": [choice for choice in week.valgliste if fylt(choice)],
    }


def _grids(days: Sequence[Dag]) -> list[dict[str, Any]]:
    """The week with its days side by side, on as many tables as they need; none if it is better as a list."""
    if any(d.rammer and any(map(fylt, d.rammer)) for d in days) or not any(d.oekter for d in days):
        return [_frames(part) for part in _parts(days)]
    if len(days) > _MOST_DAYS + 1 or sum(len(d.oekter) for d in days) <= _SHORT_LIST:
        return []
    timetable = _timetable(days)
    return [timetable] if timetable and _height(timetable) <= _PAGE else []


def _parts(days: Sequence[Dag]) -> Iterator[Sequence[Dag]]:
    """The days in equal parts that fit side by side."""
    parts = -(-len(days) // _MOST_DAYS)
    size = -(-len(days) // parts)
    yield from (days[at : at + size] for at in range(0, len(days), size))


def _widths(days: int, first: int = 0) -> list[float]:
    """Shares of the width in per cent: the column that names the rows, if any, and the days."""
    each = round((100 - first) / days, 2)
    return [first, *[each] * days] if first else [each] * days


def _frames(days: Sequence[Dag]) -> dict[str, Any]:
    """The days in frames; sessions stand in the school day. Where there is space, there is room to add something."""
    rows = []
    for key, name, _ in RAMMER:
        cells = [_cell(getattr(d.rammer or Rammer(), key), d.oekter if key == "skoledag" else ()) for d in days]
        rows.append({"navn": name, "hjelp": None, "celler": cells})
    table = {"bredder": _widths(len(days), 14), "dager": [_day(d) for d in days], "rader": rows}
    return {**table, "luft": _height(table) <= _AIRY}


def _cell(text: str | None = None, sessions: Sequence[Oekt] = (), *, room: bool = True) -> dict[str, Any]:
    """A cell of a grid; `room`: it may be written in if it is empty."""
    return {"tekst": fylt(text), "oekter": [_session(s) for s in sessions], "rom": room}


def _timetable(days: Sequence[Dag]) -> dict[str, Any] | None:
    """A row for each time that something begins; None where the times do not line up, or are not in order."""
    order = sorted({_begins(s) for d in days for s in d.oekter})
    per_day = [[_begins(s) for s in d.oekter] for d in days]
    if len(order) > max(map(len, per_day)) + 2 or any(p != sorted(set(p)) for p in per_day) or "" in order:
        return None
    rows = []
    for begins in order:
        cells = [_cell(None, [s for s in d.oekter if _begins(s) == begins], room=False) for d in days]
        rows.append({"navn": None, "hjelp": None, "celler": cells})
    return {"bredder": _widths(len(days)), "dager": [_day(d) for d in days], "rader": rows, "luft": False}


def _begins(session: Oekt) -> str:
    """When a session begins, as something to sort by: «09.10» of «9:10–11.00»."""
    first = (session.kl or "").split("–")[0].split("-")[0].strip().replace(":", ".")
    return first.zfill(5)[:5] if first else ""


def _height(table: Mapping[str, Any]) -> float:
    """How many lines a grid takes, as well as it can be known without setting it."""
    signs = _LINE / len(table["dager"])
    return sum(max(_lines(cell, signs) for cell in row["celler"]) + 0.8 for row in table["rader"])


def _lines(cell: Mapping[str, Any], signs: float) -> float:
    texts = [t for s in cell["oekter"] for t in (s["kl"], s["hva"], s["sted"] or s["hvem"]) if t]
    return float(sum(1 + len(text) // signs + text.count("\n") for text in (*texts, cell["tekst"] or "")))


def _day(day: Dag) -> dict[str, Any]:
    name = fylt(day.dag) or (UKEDAGER[day.dato.weekday()] if day.dato else None)
    return {"navn": stor(name) if name else None, "dato": kort_dato(day.dato, day.dato) if day.dato else None}


def _rows(day: Dag) -> Iterator[dict[str, Any]]:
    """The sessions of a day, the first with the day's name; a day without any gives a row to write in."""
    sessions = [_session(s) for s in day.oekter] or [_session(Oekt())]
    signs = sum(len(text) for s in sessions for text in s.values() if text)
    whole = signs <= _WHOLE_DAY
    for i, session in enumerate(sessions):
        spanned = (len(sessions) if i == 0 else 0) if whole else 1
        yield {**_day(day), **session, "spenn": spanned}


def _session(session: Oekt) -> dict[str, Any]:
    return {
        "kl": _CLOCK.sub(r"\1.\2", fylt(session.kl) or "") or None,
        "sted": fylt(session.sted),
        "hva": fylt(session.hva),
        "hvem": fylt(session.hvem) or fylt(session.ansvar),
    }


def _gaps(weeks: Sequence[Uke], hours: Sequence[Oekt]) -> Iterator[Mangel]:
    for week in weeks:
        name = _name(week) or "ukeplaner"
        if not week.dager:
            yield Mangel(f"{name}: dager", FIL)
        for day in week.dager:
            which = f"{name}, {day.dag or dato(day.dato) or 'en dag'}"
            if not day.oekter and not (day.rammer and any(map(fylt, day.rammer))):
                yield Mangel(f"{which}: økter", FIL)
            yield from (Mangel(f"{which}: hva", FIL) for s in day.oekter if not fylt(s.hva))
    yield from (Mangel("dagsplan: hva", FIL) for s in hours if not fylt(s.hva))
