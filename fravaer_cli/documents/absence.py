"""What the absence log says, as rows for a document: by week, month, weekday, subject and cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from fravaer_cli.casework.attendance import months
from fravaer_cli.casework.counts import Mark, count, picture
from fravaer_cli.rules.history import History, Seen, absent_days
from fravaer_cli.school_year import SchoolYear
from fravaer_cli.texts import MAANEDER, UKEDAGER, antall, liste, stor, tall

TEGN = {
    Mark.UDOKUMENTERT: "■",
    Mark.DOKUMENTERT: "□",
    Mark.TIME: "t",
    Mark.FORSENT: "s",
    Mark.FORLOT: "g",
    Mark.AVTALT: "a",
    Mark.TILSTEDE: "·",
    Mark.FRI: "–",
    Mark.FRAMTID: "",
}
FORKLARING = {
    Mark.UDOKUMENTERT: "hel dag, ikke dokumentert",
    Mark.DOKUMENTERT: "hel dag, dokumentert",
    Mark.TIME: "borte i timer",
    Mark.FORSENT: "kom for sent",
    Mark.FORLOT: "gikk fra skolen eller timen",
    Mark.AVTALT: "avtalt i planen",
    Mark.TILSTEDE: "til stede",
    Mark.FRI: "fri",
}
AARSAKER = {
    "sykdom": "Sykdom",
    "lege": "Lege eller tannlege",
    "permisjon": "Permisjon",
    "ferie": "Ferie",
    "forsovet": "Forsov seg",
    "skulk": "Skulk",
    "vegring": "Vegring",
    "annet": "Annet",
    "ukjent": "Vet ikke",
}
_QUIET = frozenset((Mark.TILSTEDE, Mark.FRI, Mark.FRAMTID))
UKEDAGSNAVN = tuple(map(stor, UKEDAGER[:5]))
_WEEKS_MOST = 60
_NAME_WIDTH = 16
"""Percent of a table's width that its names get at least."""
_DAYS = 5
_DAY = timedelta(days=1)


def prosent(part: int, whole: int) -> str | None:
    """«13,6 %»; None of nothing."""
    return f"{tall((2000 * part + whole) // (2 * whole) / 10)}\u00a0%" if whole else None


def halvaar(year: SchoolYear, history: History | None) -> list[dict[str, Any]]:
    """The calendar picture: each half-year's weeks with school side by side, Monday to Friday below one another.

    Args:
        history: None for an empty calendar, which shows what is free. A half-year that has not begun is left out.
    """
    marks = _marks(history) if history else {}
    halves = [(year.start, min(year.split, year.end)), (year.split + _DAY, year.end)]
    found = []
    for number, (first, last) in enumerate(halves, 1):
        if first > last or (history and number > 1 and first > history.until):
            continue
        weeks = _weeks(year, first, last)
        if not weeks:
            continue
        rows = []
        for i in range(_DAYS):
            days = [monday + timedelta(days=i) for monday, _ in weeks]
            rows.append({"dag": stor(UKEDAGER[i]), "tegn": [_sign(d, marks, year, (first, last)) for d in days]})
        found.append(
            {
                "navn": f"{number}. halvår",
                "uker": [monday.isocalendar().week for monday, _ in weeks],
                "maaneder": _spans([MAANEDER[day.month - 1][:3] for _, day in weeks]),
                "rader": rows,
            }
        )
    return found


def _weeks(year: SchoolYear, first: date, last: date) -> list[tuple[date, date]]:
    """Each Monday of a week with school, and the week's first school day."""
    weeks: dict[date, date] = {}
    for ordinal in year.days:
        day = date.fromordinal(ordinal)
        if first <= day <= last:
            weeks.setdefault(day - timedelta(days=day.weekday()), day)
    return list(weeks.items())


def _spans(names: Sequence[str]) -> list[dict[str, Any]]:
    spans: list[dict[str, Any]] = []
    for name in names:
        if spans and spans[-1]["navn"] == name:
            spans[-1]["uker"] += 1
        else:
            spans.append({"navn": name, "uker": 1})
    return spans


def _marks(history: History) -> dict[date, Mark]:
    year = history.calendar.year(history.until)
    found: dict[date, Mark] = {}
    for week in picture(history, _WEEKS_MOST):
        in_year = year.begin.year if week.number >= year.begin.isocalendar().week else year.finish.year
        monday = date.fromisocalendar(in_year, week.number, 1)
        found.update((monday + timedelta(days=i), mark) for i, mark in enumerate(week.days))
    return found


def _sign(day: date, marks: Mapping[date, Mark], year: SchoolYear, half: tuple[date, date]) -> dict[str, Any]:
    if not half[0] <= day <= half[1]:
        return {"tegn": "", "ord": "", "borte": False}
    mark = marks.get(day) or (Mark.FRI if year.why_free(day) else Mark.FRAMTID)
    return {"tegn": TEGN[mark], "ord": FORKLARING.get(mark, ""), "borte": mark not in _QUIET}


def forklaringer(halves: Iterable[Mapping[str, Any]], *, alle: bool) -> list[dict[str, str]]:
    """The signs that the picture uses, or all of them, with their words."""
    used = {s["tegn"] for half in halves for row in half["rader"] for s in row["tegn"]}
    return [{"tegn": TEGN[m], "ord": word} for m, word in FORKLARING.items() if alle or TEGN[m] in used]


def maanedsnavn(year: SchoolYear) -> list[str]:
    """The months of a school year that have school."""
    return [stor(MAANEDER[m - 1]) for m in dict.fromkeys(date.fromordinal(d).month for d in year.days)]


def maaneder(history: History) -> list[dict[str, Any]]:
    """Absence by month, the months without school left out."""
    return [
        {
            "navn": stor(MAANEDER[m.first.month - 1]),
            "skoledager": m.counts.skoledager,
            "dager": m.counts.dager,
            "andel": prosent(m.counts.dager, m.counts.skoledager),
            "udokumentert": m.counts.udokumenterte_dager,
            "timer": m.counts.timer,
            "forsent": m.counts.forsentkomminger,
            "gikk": m.counts.forlot,
            "avtalt": m.counts.avtalte_dager,
        }
        for m in months(history)
        if m.counts.skoledager
    ]


def ukedager(history: History) -> list[dict[str, Any]]:
    """Absence by weekday: whole days of the school days so far, and the days with other absence."""
    year = history.calendar.year(history.until)
    school = history.calendar.school_days(year.begin, history.until)
    whole = set(absent_days(history.entries))
    rows = []
    for i in range(_DAYS):
        here = {d for d in school if (d - 1) % 7 == i}
        rows.append(
            {
                "navn": stor(UKEDAGER[i]),
                "skoledager": len(here),
                "dager": len(here & whole),
                "andel": prosent(len(here & whole), len(here)),
                "timer": sum(s.entry.antall_timer * len(here.intersection(s.days)) for s in _of(history, "time")),
                "forsent": sum(len(here.intersection(s.days)) for s in _of(history, "forsentkomming")),
                "gikk": sum(len(here.intersection(s.days)) for s in _of(history, "forlot")),
            }
        )
    return rows


def _of(history: History, kind: str) -> list[Seen]:
    return [s for s in history.entries if s.entry.type == kind]


def fag(history: History, timetable: Mapping[str, Sequence[str]] | None) -> list[dict[str, Any]]:
    """Absence by subject: the single lessons that name one, and the lessons that fell on whole days of absence.

    Subjects without any are left out. Of a subject that the timetable lacks, its lessons are not known.
    """
    rows: dict[str, dict[str, Any]] = {}

    def row(name: str) -> dict[str, Any]:
        words = " ".join(name.split())
        return rows.setdefault(words.casefold(), {"navn": stor(words), "i_uka": 0, "enkelttimer": 0, "hele_dager": 0})

    weekday: dict[str, Sequence[str]] = {day.casefold(): lessons for day, lessons in (timetable or {}).items()}
    for lessons in weekday.values():
        for name in lessons:
            row(name)["i_uka"] += 1
    for day in absent_days(history.entries):
        for name in weekday.get(UKEDAGER[(day - 1) % 7], ()):
            row(name)["hele_dager"] += 1
    unnamed: dict[str, Any] = {"navn": "Fag er ikke ført", "i_uka": 0, "enkelttimer": 0, "hele_dager": 0}
    for seen in _of(history, "time"):
        at = row(seen.entry.fag) if (seen.entry.fag or "").strip() and seen.entry.fag else unnamed
        at["enkelttimer"] += seen.entry.antall_timer * len(seen.days)
    away = [r for r in rows.values() if r["enkelttimer"] or r["hele_dager"]]
    found = sorted(away, key=lambda r: (-r["enkelttimer"], -r["hele_dager"], r["navn"]))
    found += [unnamed] * bool(unnamed["enkelttimer"])
    return [r if r["i_uka"] else {**r, "i_uka": None, "hele_dager": None} for r in found]


def aarsaker(history: History) -> list[dict[str, Any]]:
    """Absence by cause, as it is written in the log; the commonest first."""
    rows: dict[str | None, dict[str, Any]] = {}
    for seen in history.entries:
        entry = seen.entry
        if entry.type == "avtalt":
            continue
        key = entry.aarsak
        name = AARSAKER.get(key, stor(key)) if key else "Årsak er ikke ført"
        row = rows.setdefault(
            key, {"navn": name, "dager": set(), "dokumentert": set(), "timer": 0, "forsent": 0, "gikk": 0}
        )
        match entry.type:
            case "dag":
                row["dager"].update(seen.days)
                row["dokumentert"].update(seen.days if entry.dokumentert else ())
            case "time":
                row["timer"] += entry.antall_timer * len(seen.days)
            case "forsentkomming":
                row["forsent"] += len(seen.days)
            case _:
                row["gikk"] += len(seen.days)
    flat = [{**r, "dager": len(r["dager"]), "dokumentert": len(r["dokumentert"])} for r in rows.values()]
    return sorted(flat, key=lambda r: (-r["dager"], -(r["timer"] + r["forsent"] + r["gikk"]), r["navn"]))


class Kolonne(NamedTuple):
    """A column of numbers; one that is not `alltid` there is left out where it holds nothing but noughts."""

    noekkel: str
    hode: str
    bredde: int
    alltid: bool = False


_BESIDE = (Kolonne("timer", "Timer", 8), Kolonne("forsent", "For sent", 9), Kolonne("gikk", "Gikk", 8))
_WHOLE = (
    Kolonne("skoledager", "Skoledager", 14, alltid=True),
    Kolonne("dager", "Dager borte", 11, alltid=True),
    Kolonne("andel", "Andel", 9, alltid=True),
)
MAANED = (*_WHOLE, Kolonne("udokumentert", "Ikke dokumentert", 15), *_BESIDE, Kolonne("avtalt", "Avtalte dager", 10))
UKEDAG = (*_WHOLE, *_BESIDE)
FAG = (
    Kolonne("i_uka", "Timer i uken", 15),
    Kolonne("enkelttimer", "Enkelttimer borte", 20, alltid=True),
    Kolonne("hele_dager", "Timer på hele dager borte", 22),
)
AARSAK = (
    Kolonne("dager", "Dager borte", 16, alltid=True),
    Kolonne("dokumentert", "Av dem dokumentert", 18),
    *_BESIDE,
)


def tabell(
    navn: str, columns: Sequence[Kolonne], rows: Sequence[Mapping[str, Any]], *, tom: bool = False
) -> dict[str, Any]:
    """A table of numbers for a template.

    Args:
        navn: the heading of the first column, which holds the rows' names.
        tom: all columns, and no numbers.
    """
    used = [c for c in columns if tom or c.alltid or any(r[c.noekkel] for r in rows)]
    asked = sum(c.bredde for c in used)
    room = min(asked, 100 - _NAME_WIDTH)
    return {
        "hode": [navn, *(c.hode for c in used)],
        "bredder": [100 - room, *(round(c.bredde * room / asked, 2) for c in used)],
        "rader": [{"navn": r["navn"], "tall": [None if tom else r[c.noekkel] for c in used]} for r in rows],
    }


def i_ord(history: History) -> str:
    """The year so far in a sentence or two: what the picture shows, for those who do not see it."""
    year = history.calendar.year(history.until)
    total = count(history, year.begin, history.until)
    if not total.skoledager:
        return "Skoleåret har ikke begynt."
    share = prosent(total.dager, total.skoledager)
    days = "Ingen hele dager borte" if not total.dager else f"Borte {antall(total.dager, 'hel dag', 'hele dager')}"
    said = f"{days} av {antall(total.skoledager, 'skoledag', 'skoledager')}"
    if total.dager:
        documented = {0: "ingen av dem dokumentert", total.dager: "alle dokumentert"}.get(
            total.dokumenterte_dager, f"{total.dokumenterte_dager} av dem dokumentert"
        )
        if total.dager == 1:
            documented = "dokumentert" if total.dokumenterte_dager else "ikke dokumentert"
        said += f" ({share}), {documented}"
    parts = [
        antall(n, one, many)
        for n, one, many in (
            (total.timer, "enkelttime", "enkelttimer"),
            (total.forsentkomminger, "gang kommet for sent", "ganger kommet for sent"),
            (total.forlot, "gang gått fra skolen eller timen", "ganger gått fra skolen eller timen"),
            (total.avtalte_dager, "hel dag avtalt i planen", "hele dager avtalt i planen"),
        )
        if n
    ]
    return f"{said}. I tillegg: {liste(parts)}." if parts else f"{said}."
