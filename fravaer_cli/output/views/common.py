"""What the pages have in common: pupils' names, findings in one line, those whom a plan takes care of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from fravaer_cli.casework.followup import Status
from fravaer_cli.casework.period_overview import NOT_GIVEN, Aarsak, Oversikt
from fravaer_cli.casework.results import CaseResult, Finding
from fravaer_cli.check import CheckResult
from fravaer_cli.output import wording
from fravaer_cli.output.blocks import Block, Bullets, Column, Heading, Para, Point, Table
from fravaer_cli.output.followed import MAX_POINTS, cared_for, named, plan_words
from fravaer_cli.output.grouping import grouped
from fravaer_cli.texts import antall, en_linje, stor


def overview_of(case: CaseResult) -> Oversikt:
    """The pupil's overview, which these checks always have."""
    assert case.oversikt is not None  # noqa: S101
    return case.oversikt


def warned_line(n: int) -> list[Block]:
    """That there are warnings which this page leaves to the week's check."""
    text = f"{antall(n, 'elev', 'elever')} har varsler som ikke står her. Ukesjekken viser dem."
    return [Para(text, "dempet")] if n else []


def urgency(finding: Finding) -> tuple[int, date, str]:
    """Overdue first, then open, then warnings, then what is done; the oldest first."""
    rank = 2 if finding.alvor == "varsel" else {Status.FORFALT: 0, Status.AAPEN: 1, Status.UTFOERT: 3}[finding.status]
    return rank, finding.dato, finding.regel


Pair = tuple[CaseResult, Finding]


def pairs(cases: Iterable[CaseResult]) -> list[Pair]:
    """Each pupil with each finding, what one plan lacks taken together; the most urgent first."""
    found = [(c, f) for c in cases for f in grouped(c.funn)]
    return sorted(found, key=lambda p: (p[1].regel != "felles/skolemiljø", urgency(p[1]), p[0].sak))


def points(found: Sequence[Pair], result: CheckResult, *, most: int = MAX_POINTS) -> list[Block]:
    """One point for each finding: status, pupil, what, and what is to be done by whom."""
    shown = tuple(_point(case, finding, result) for case, finding in found[:most])
    out: list[Block] = [Bullets(shown)] if shown else []
    if len(found) > most:
        out.append(Para(f"… og {len(found) - most} til. «fravaer check» viser alle.", "dempet"))
    return out


def _point(case: CaseResult, finding: Finding, result: CheckResult) -> Point:
    word = wording.status_word(finding)
    mark = "°" if finding.tolkning else ""
    steps = tuple(
        f"{en_linje(stor(i.handling))}: {wording.who(i)}, {wording.when(i, result.question.today)}"
        for i in finding.oppfoelging
        if finding.status is Status.UTFOERT or i.status is not Status.UTFOERT
    )
    return Point(f"{named(case, result)}: {en_linje(finding.melding)}{mark}", word, word.lower(), steps)


def plan_section(result: CheckResult) -> list[Block]:
    """«Følges etter plan»."""
    found = cared_for(result)
    if not found:
        return []
    out: list[Block] = [Heading("Følges etter plan"), Bullets(tuple(Point(plan_words(c, result)) for c in found))]
    if len(found) > MAX_POINTS:
        out[1] = Para(f"{antall(len(found), 'elev', 'elever')}.")
    return out


def cause_name(cause: str) -> str:
    """The cause in words."""
    return "ikke oppgitt" if cause == NOT_GIVEN else cause


def cause_table(result: CheckResult) -> list[Block]:
    """Causes summed over all pupils."""
    sums: dict[str, list[int]] = {}
    for case in result.saker:
        for a in overview_of(case).aarsaker:
            row = sums.setdefault(a.navn, [0, 0, 0, 0])
            for i, n in enumerate((1, a.dager, a.timer, a.ganger)):
                row[i] += n
    if not sums:
        return []
    ordered = sorted(sums.items(), key=lambda p: (-p[1][1], -p[1][2], -p[1][3], p[0]))
    rows = tuple((stor(cause_name(c)), *map(number, n)) for c, n in ordered)
    cols = (Column("Årsak", tall=False), *map(Column, ("Elever", "Dager", "Timer", "Sent/gikk")))
    return [Heading("Årsaker"), Table(cols, rows)]


def causes_of(aarsaker: Iterable[Aarsak]) -> str:
    """«sykdom, ukjent»; that a late arrival has no cause is not worth saying."""
    return ", ".join(cause_name(a.navn) for a in aarsaker if a.navn != NOT_GIVEN or a.dager or a.timer)


def number(n: int) -> str:
    """A count in a table; none is a dash."""
    return str(n) if n else "–"


def unknown(result: CheckResult) -> list[Block]:
    """That the files of some pupils hold errors, so that the page may tell too little."""
    found = [c for c in result.saker if c.ufullstendig]
    if not found:
        return []
    text = f"! Filene har feil, så tallene kan være for lave for {names(found, result)}."
    return [Para("", indent=0), Para(text, "varsel", 0)]


def nothing(text: str, result: CheckResult) -> Para:
    """That there is nothing to do, and no more than that where files could not be read."""
    if any(c.ufullstendig for c in result.saker):
        return Para(f"{text}, så langt filene kan leses.")
    return Para(f"{text}.", "utført")


def names(cases: Sequence[CaseResult], result: CheckResult) -> str:
    """«Ada Moen, Per Lunde», or how many they are where they are too many to name."""
    few = len(cases) <= MAX_POINTS
    return ", ".join(named(c, result) for c in cases) if few else antall(len(cases), "elev", "elever")
