"""The half-year's page, for the systemmøte: classes, months compared, most absence, the cases, what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from fravaer_cli.casework.counts import Counts
from fravaer_cli.casework.followup import Status
from fravaer_cli.casework.results import CaseResult
from fravaer_cli.check import CheckResult
from fravaer_cli.output import followed, wording
from fravaer_cli.output.blocks import Block, Column, Heading, Para, Table
from fravaer_cli.output.views import common, sums
from fravaer_cli.texts import MAANEDER, antall, dag_og_maaned, en_linje, liste, stor, tusen

MOST = 10
"""How many of those with most absence are named."""
NAMED_TO = 60
"""Up to so many pupils the page names those for whom something is overdue."""
_BAR = 10


def blocks(result: CheckResult) -> list[Block]:
    """The page; empty where there is nobody to tell of."""
    if not result.saker:
        return []
    out = [*common.unknown(result), *_absence(result), *_months(result)]
    if len(result.saker) > 1:
        out += _most(result)
    return [*out, *common.cause_table(result), *_cases(result), *_waiting(result), *common.plan_section(result)]


def _absence(result: CheckResult) -> list[Block]:
    alone = f" · {wording.pupil(result.saker[0])}" if len(result.saker) == 1 else ""
    out: list[Block] = [Heading(f"Fraværet i halvåret{alone}"), Para(sums.sentence(result))]
    before = [v.foer for v in map(common.overview_of, result.saker) if v.foer]
    if before:
        autumn = sums.add(before)
        now = sums.share(sums.total(result.saker))
        out.append(Para(f"I første halvår var fraværet {sums.share(autumn)}, og hittil i dette er det {now}."))
    out += [sums.class_table(result), Para(sums.CLASS_LEGEND, "dempet")]
    if len(result.saker) > 1:
        out.append(Para(f"{_spread(result)}"))
    return out


def _spread(result: CheckResult) -> str:
    """How the days are spread over the pupils."""
    days = [common.overview_of(c).periode.dager for c in result.saker]
    bands = ((0, 0, "har ingen fraværsdager"), (1, 4, "har 1–4"), (5, 9, "har 5–9"), (10, 999, "har 10 eller flere"))
    parts = [f"{n} {words}" for a, b, words in bands if (n := sum(a <= d <= b for d in days))]
    return f"Dager fordelt på elevene: {liste(parts)}."


def _months(result: CheckResult) -> list[Block]:
    found = sums.months(result.saker)
    if not found:
        return []
    most = max((c.prosent or 0.0 for _, _, c in found), default=0.0)
    rows = tuple(
        (_month(a, b), *map(_count, (c.dager, c.timer, c.forsentkomminger)), sums.share(c), _bar(c, most))
        for a, b, c in found
    )
    cols = (
        Column("Måned", tall=False),
        *map(Column, ("Dager", "Timer", "Sent", "Prosent")),
        Column("", tall=False),
    )
    out: list[Block] = [Heading("Måned for måned"), Table(cols, rows)]
    classes = sums.by_class(result)
    if len(classes) > 1:
        spans = [(a, b) for a, b, _ in found]
        heads = (Column("Klasse", tall=False, bred=True), *(Column(MAANEDER[a.month - 1][:3]) for a, _ in spans))
        out += [
            Heading("Prosent fravær, klasse og måned"),
            Table(heads, tuple((name, *_shares(cases, spans)) for name, cases in classes.items())),
        ]
    return out


def _shares(cases: Sequence[CaseResult], spans: Sequence[tuple[date, date]]) -> list[str]:
    known = {(a, b): c for a, b, c in sums.months(cases)}
    return [sums.share(known[s]).removesuffix(" %") if s in known else "–" for s in spans]


def _month(first: date, last: date) -> str:
    """«november», or «november 1.–21.» where the month is cut."""
    name = MAANEDER[first.month - 1]
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    return name if whole else f"{name} {first.day}.–{last.day}."


def _bar(counts: Counts, most: float) -> str:
    """A bar beside the percent, the longest month `_BAR` wide; at least one sign where there is any absence."""
    if not counts.prosent or not most:
        return ""
    return "█" * max(1, round(_BAR * counts.prosent / most))


def _count(n: int) -> str:
    return tusen(n) if n else "–"


def _most(result: CheckResult) -> list[Block]:
    away = [c for c in result.saker if common.overview_of(c).periode.dager]
    if not away:
        return []
    away.sort(key=lambda c: (-common.overview_of(c).periode.dager, -common.overview_of(c).periode.timer, c.sak))
    classes = followed.several_classes(result)
    rows = []
    for case in away[:MOST]:
        p = common.overview_of(case).periode
        rows.append(
            (
                wording.pupil(case),
                *([en_linje(case.klasse)] if classes else []),
                *map(_count, (p.dager, p.timer)),
                sums.share(p),
                _standing(case),
            )
        )
    cols = (
        Column("Elev", tall=False, bred=True),
        *([Column("Klasse", tall=False, bred=True)] if classes else []),
        *map(Column, ("Dager", "Timer", "Prosent")),
        Column("Saken", tall=False, bred=True),
    )
    out: list[Block] = [Heading("Elevene med mest fravær"), Table(cols, tuple(rows))]
    more = len(away) - MOST
    return [*out, Para(f"{antall(more, 'elev', 'elever')} til har hatt fraværsdager.", "dempet")] if more > 0 else out


def _standing(case: CaseResult) -> str:
    """«aktiv, tiltaksplan»: the case at the check date, and where an active one stands on the staircase."""
    view = common.overview_of(case)
    if not view.aktiv:
        return "avsluttet" if view.avsluttet else "observert"
    step = wording.liten(case.trapp.navn) if case.trapp and case.trapp.navn else ""
    return ", ".join(p for p in ("aktiv", en_linje(step)) if p)


def _cases(result: CheckResult) -> list[Block]:
    """Cases opened, closed and active; where the active ones stand."""
    if len(result.saker) == 1:
        return _one_case(result.saker[0])
    first = result.period[0]
    classes = sums.by_class(result)
    rows = [(name, *_case_counts(cases, first)) for name, cases in classes.items()]
    heads = ("Åpnet", "Avsluttet", "Aktive", "Plan", "Å gjøre", "Forfalt")
    cols = (Column("Klasse", tall=False, bred=True), *map(Column, heads))
    total = ("Alle", *_case_counts(result.saker, first)) if len(rows) > 1 else None
    out: list[Block] = [Heading("Sakene"), Table(cols, tuple(rows), total)]
    out.append(Para("Plan: elever med en plan som gjelder nå.", "dempet"))
    active = [c for c in result.saker if common.overview_of(c).aktiv and c.trapp]
    if active:
        steps = Counter((c.trapp.nr, c.trapp.navn or "ikke begynt") for c in active if c.trapp)
        where = ", ".join(f"{wording.liten(name)} {n}" for (_, name), n in sorted(steps.items()))
        out.append(Para(f"De aktive sakene på trappen: {en_linje(where)}."))
    return out


def _one_case(case: CaseResult) -> list[Block]:
    view = common.overview_of(case)
    opened = f", åpnet {dag_og_maaned(view.aapnet, aar=True)}" if view.aapnet else ""
    closed = f", avsluttet {dag_og_maaned(view.avsluttet, aar=True)}" if view.avsluttet else ""
    word = "aktiv" if view.aktiv else "avsluttet" if view.avsluttet else "observert"
    out: list[Block] = [
        Heading("Saken"),
        Para(stor(f"{'' if closed else word}{opened}{closed}".removeprefix(", ")) + "."),
    ]
    stair = wording.staircase(case)
    return [*out, Para(f"Trapp: {stair}")] if stair and (view.aktiv or view.avsluttet) else out


def _case_counts(cases: Sequence[CaseResult], first: date) -> tuple[str, ...]:
    views = [common.overview_of(c) for c in cases]
    return tuple(
        common.number(n)
        for n in (
            sum(v.aapnet is not None and v.aapnet >= first for v in views),
            sum(v.avsluttet is not None and v.avsluttet >= first for v in views),
            sum(v.aktiv for v in views),
            sum(c.plan_til is not None for c in cases),
            sum(map(followed.acts, cases)),
            sum(any(f.status is Status.FORFALT for f in c.funn) for c in cases),
        )
    )


def _waiting(result: CheckResult) -> list[Block]:
    """What is to be done: by pupil for a class, by rule for a school."""
    found = [(c, f) for c, f in common.pairs(result.saker) if f.alvor != "varsel"]
    notes = common.warned_line(result.warned)
    if not found:
        return [Heading("Å gjøre"), common.nothing("Ingenting venter", result), *notes]
    if len(result.saker) <= NAMED_TO:
        return [Heading("Å gjøre"), *common.points(found, result), *notes]
    titles = {r.id: r.tittel for r in result.rutine.alle_regler if r.tittel}
    late: Counter[str] = Counter()
    waits: Counter[str] = Counter()
    for case in result.saker:
        for f in case.funn:
            late[f.regel] += f.status is Status.FORFALT
            waits[f.regel] += f.calls_for_action
    rows = [
        (en_linje(stor(titles.get(r, r))), r, common.number(late[r]), common.number(waits[r]))
        for r in sorted(waits, key=lambda r: (-late[r], -waits[r], r))
        if waits[r]
    ]
    cols = (
        Column("Hva", tall=False, bred=True),
        Column("Regel", tall=False, bred=True),
        Column("Forfalt"),
        Column("Elever"),
    )
    text = "«fravaer check» med en klasse viser hvem det gjelder."
    return [Heading("Å gjøre"), Table(cols, tuple(rows)), Para(text, "dempet"), *notes]
