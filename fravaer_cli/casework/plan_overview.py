"""The current plan with what its evaluations have said so far, and the earlier plans in short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.naming import Naming
from fravaer_cli.model.evaluering import Evaluering
from fravaer_cli.model.tiltaksplan import PlanB, Tiltaksplan, Trinn

Results = tuple[tuple[date, str], ...]
"""By date: `ja`, `delvis` or `nei`."""


class GoalNow(NamedTuple):
    """An intermediate goal and how it was judged."""

    id: str
    text: str | None
    by: date | None
    results: Results


class MeasureNow(NamedTuple):
    """A measure and how it worked."""

    id: str
    text: str | None
    who: str | None
    due: date | None
    results: Results


class ReturnStep(NamedTuple):
    """A step of the stepwise return.

    Attributes:
        state: `nådd`, `delvis`, `tilbake`, or without a result `nå`, `kommer` or `ikke vurdert`.
    """

    nr: int
    first: date | None
    last: date | None
    text: str | None
    state: str


class PlanBNow(NamedTuple):
    """Plan B; the last two say how it went, by the latest evaluation that mentions it."""

    hvis: str | None
    hva: str | None
    who: str | None
    used: bool | None
    worked: str | None


class PlanNow(NamedTuple):
    """The current plan.

    Attributes:
        nr: which plan of the case, counted from 1.
        evaluated: the day and conclusion of its latest evaluation.
        evaluation_due: when it should be evaluated, where it has not been.
        voice: the pupil's own words, the latest; `voice_day` is None where they stand in the plan.
    """

    nr: int
    first: date
    last: date | None
    running: bool
    contact: str | None
    aims: tuple[str, ...]
    goals: tuple[GoalNow, ...]
    measures: tuple[MeasureNow, ...]
    new_measures: tuple[str, ...]
    steps: tuple[ReturnStep, ...]
    plan_b: PlanBNow | None
    evaluated: tuple[date, str | None] | None
    evaluation_due: date
    voice: str | None
    voice_day: date | None


class EarlierPlan(NamedTuple):
    """A plan that another has taken the place of.

    Attributes:
        goals: how many were judged `ja`, `delvis` and `nei`, and how many there are.
        back: the numbers of the steps that went back.
    """

    nr: int
    first: date
    last: date
    goals: tuple[int, int, int, int]
    steps: tuple[int, int]
    back: tuple[int, ...]
    evaluated: tuple[date, str | None] | None


def plan_now(facts: Facts, naming: Naming) -> PlanNow | None:
    """The current plan; None where none has begun."""
    plan = facts.plan
    if plan is None:
        return None
    evaluations = facts.evaluations_of(plan)
    said = next((e for e in reversed(evaluations) if naming.text(e.elevens_stemme)), None)
    return PlanNow(
        nr=len(facts.planer),
        first=plan.periode.fra,
        last=plan.periode.til,
        running=facts.today <= plan.tar_vare_til and not facts.closed,
        contact=naming.who(plan.kontaktperson),
        aims=naming.texts(plan.maal.langsiktige if plan.maal else ()),
        goals=tuple(
            GoalNow(naming.id(d.id), naming.text(d.maal), d.innen, _goal_results(evaluations, d.id))
            for d in plan.delmaal
        ),
        measures=tuple(
            MeasureNow(
                naming.id(t.id), naming.text(t.tiltak), naming.who(t.ansvar), t.frist, _results(evaluations, t.id)
            )
            for t in plan.tiltak
        ),
        new_measures=naming.texts(t for e in evaluations for t in e.nye_tiltak),
        steps=tuple(_return_step(t, i, facts.today, naming) for i, t in enumerate(plan.trinn)),
        plan_b=_plan_b(plan.plan_b, evaluations, naming),
        evaluated=_evaluated(evaluations),
        evaluation_due=plan.tar_vare_til,
        voice=naming.text(said.elevens_stemme if said else plan.elevens_stemme),
        voice_day=said.dato if said else None,
    )


def earlier_plans(facts: Facts) -> Iterator[EarlierPlan]:
    """Those before the current one, in the order in which they began."""
    for i, plan in enumerate(facts.planer[:-1]):
        evaluations = facts.evaluations_of(plan)
        last_words = [r[-1][1] for d in plan.delmaal if (r := _goal_results(evaluations, d.id))]
        said = Counter(last_words)
        begun = [t for t in plan.trinn if t.fra is None or t.fra <= facts.today]
        yield EarlierPlan(
            nr=i + 1,
            first=plan.periode.fra,
            last=_last_day(plan, facts.planer[i + 1]),
            goals=(said["ja"], said["delvis"], said["nei"], len(plan.delmaal)),
            steps=(sum(t.utfall == "nådd" for t in begun), len(plan.trinn)),
            back=tuple(_number(t, j) for j, t in enumerate(begun) if t.utfall == "tilbake"),
            evaluated=_evaluated(evaluations),
        )


def _last_day(plan: Tiltaksplan, after: Tiltaksplan) -> date:
    """Where its own period reaches into the next plan, the day before that began."""
    own = plan.periode.til or plan.tar_vare_til
    return max(plan.periode.fra, min(own, after.periode.fra - timedelta(days=1)))


def _evaluated(evaluations: Sequence[Evaluering]) -> tuple[date, str | None] | None:
    return (evaluations[-1].dato, evaluations[-1].konklusjon) if evaluations else None


def _goal_results(evaluations: Sequence[Evaluering], id_: str) -> Results:
    return tuple((e.dato, d.naadd) for e in evaluations for d in e.delmaal if d.id == id_ and d.naadd)


def _results(evaluations: Sequence[Evaluering], id_: str) -> Results:
    return tuple((e.dato, t.virket) for e in evaluations for t in e.tiltak if t.id == id_ and t.virket)


def _return_step(step: Trinn, index: int, today: date, naming: Naming) -> ReturnStep:
    if step.fra and step.fra > today:
        state = "kommer"  # a result written before the day looked at is not seen yet
    elif step.utfall:
        state = step.utfall
    else:
        state = "nå" if step.til is None or today <= step.til else "ikke vurdert"
    return ReturnStep(_number(step, index), step.fra, step.til, naming.text(step.innhold), state)


def _number(step: Trinn, index: int) -> int:
    return step.trinn if step.trinn is not None else index + 1


def _plan_b(plan_b: PlanB | None, evaluations: Sequence[Evaluering], naming: Naming) -> PlanBNow | None:
    judged = next((e.plan_b for e in reversed(evaluations) if e.plan_b), None)
    if plan_b is None and judged is None:
        return None
    said = plan_b or PlanB()
    return PlanBNow(
        naming.text(said.hvis),
        naming.text(said.hva),
        naming.who(said.ansvar),
        judged.brukt if judged else None,
        judged.virket if judged else None,
    )
