"""The month's page, for the principal: who was away, why, whom to call in to a meeting, patterns, what waits."""

from __future__ import annotations

from collections.abc import Iterable

from fravaer_cli.casework.fulfilment import MEETING_TYPES
from fravaer_cli.casework.results import CaseResult
from fravaer_cli.check import CheckResult
from fravaer_cli.output import followed, wording
from fravaer_cli.output.blocks import Block, Column, Heading, Para, Table
from fravaer_cli.output.views import common, sums
from fravaer_cli.rules.pack import Rutine
from fravaer_cli.texts import en_linje

MAX_PUPILS = 40
"""A longer table of pupils becomes one of classes, and the pupils with most absence."""


def blocks(result: CheckResult) -> list[Block]:
    """The page; empty where there is nobody to tell of."""
    if not result.saker:
        return []
    found = common.pairs(result.saker)
    meetings = meeting_rules(result.rutine)
    patterns = {r.id for r in result.rutine.regler if r.slag == "mønster"}
    to_meet = [p for p in found if p[1].regel in meetings]
    gathered = [p for p in found if p[1].regel in patterns]
    others = [p for p in found if p[1].regel not in meetings | patterns]
    rest = [p for p in others if p[1].alvor != "varsel"]
    out = [*common.unknown(result), *_absence(result), *common.cause_table(result)]
    if to_meet:
        out += [Heading("Kall inn til samtale eller møte"), *common.points(to_meet, result)]
    if gathered:
        out += [Heading("Mønster i fraværet"), *common.points(gathered, result)]
    if rest:
        out += [Heading("Åpent og forfalt ellers"), *common.points(rest, result)]
    if not any(f.calls_for_action for _, f in found):
        out += [Heading("Å gjøre"), common.nothing("Ingenting å gjøre denne måneden", result)]
    out += common.warned_line(len({c.sak for c, f in others if f.alvor == "varsel"}))
    return [*out, *common.plan_section(result)]


def meeting_rules(rutine: Rutine) -> set[str]:
    """The ids of the rules and deadlines that ask for a meeting with home."""
    rules = {r.id for r in rutine.regler if any(k.oppfylles_av == "møte-med-hjemmet" for k in r.krav)}
    steps = {f"{rutine.id}/frist-{t.id}" for t in rutine.trapp if any(s.word in MEETING_TYPES for s in t.naadd_av)}
    return rules | steps


def _absence(result: CheckResult) -> list[Block]:
    out: list[Block] = [Heading("Fraværet denne måneden"), Para(sums.sentence(result))]
    away = sorted((c for c in result.saker if _was_away(c)), key=_most)
    if not away:
        return out
    legend = Para(
        "Udok.: udokumentert (d er dager, t er timer). Sent: forsentkomminger. Gikk: gikk fra skolen.", "dempet"
    )
    if len(away) <= MAX_PUPILS:
        return [*out, _pupils(away, result), legend]
    out += [sums.class_table(result), Para(sums.CLASS_LEGEND, "dempet")]
    return [*out, Heading("Elevene med mest fravær"), _pupils(away[: MAX_PUPILS // 2], result), legend]


def _was_away(case: CaseResult) -> bool:
    p = common.overview_of(case).periode
    return bool(p.dager or p.timer or p.forsentkomminger or p.forlot or p.avtalte_dager)


def _most(case: CaseResult) -> tuple[object, ...]:
    p = common.overview_of(case).periode
    return -p.dager, -p.timer, -p.forlot, -p.forsentkomminger, wording.pupil(case), case.sak


def _pupils(cases: Iterable[CaseResult], result: CheckResult) -> Table:
    classes = followed.several_classes(result)
    agreed = any(common.overview_of(c).periode.avtalte_dager for c in cases)
    rows = []
    for case in cases:
        view = common.overview_of(case)
        p = view.periode
        rows.append(
            (
                wording.pupil(case),
                *([en_linje(case.klasse)] if classes else []),
                common.number(p.dager),
                undocumented(p.udokumenterte_dager, view.udokumenterte_timer),
                common.number(p.timer),
                common.number(p.forsentkomminger),
                common.number(p.forlot),
                *([common.number(p.avtalte_dager)] if agreed else []),
                common.causes_of(view.aarsaker),
            )
        )
    cols = (
        Column("Elev", tall=False, bred=True),
        *([Column("Klasse", tall=False, bred=True)] if classes else []),
        *map(Column, ("Dager", "Udok.", "Timer", "Sent", "Gikk")),
        *([Column("Avtalt")] if agreed else []),
        Column("Årsaker", tall=False, bred=True),
    )
    return Table(cols, tuple(rows))


def undocumented(days: int, lessons: int) -> str:
    """«1 d», «2 t», «1 d 2 t»."""
    parts = [f"{n} {unit}" for n, unit in ((days, "d"), (lessons, "t")) if n]
    return " ".join(parts) or "–"
