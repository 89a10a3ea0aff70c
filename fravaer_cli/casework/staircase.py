"""Where a pupil stands on the routine's staircase, what comes next, and what is due (03, «Staircases»)."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from fravaer_cli.casework.draft import Draft, item, warning
from fravaer_cli.casework.evidence import Trace, event, traces
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.followup import Status
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.rules.pack import Hvem, Trinn, Trinnfrist
from fravaer_cli.texts import lang_dato


class Step(NamedTuple):
    """A step and the evidence that it was reached, by day."""

    trinn: Trinn
    reached: tuple[Trace, ...]


class Standing(NamedTuple):
    """Where the pupil stands.

    Attributes:
        here: the last step reached, or -1.
        ahead: the next step that is not optional, or -1.
        due: when the next step is due, where the routine says it.
        drafts: the findings `<pack>/frist-<step>`, also those that are done or far ahead.
    """

    steps: tuple[Step, ...]
    here: int
    ahead: int
    due: date | None
    drafts: tuple[Draft, ...]


def standing(facts: Facts) -> Standing | None:
    """The pupil's standing; None where the routine has no staircase."""
    if not facts.rutine.trapp:
        return None
    steps = tuple(Step(t, tuple(traces(facts, t.naadd_av))) for t in facts.rutine.trapp)
    here = max((i for i, s in enumerate(steps) if s.reached), default=-1)
    ahead = next((i for i, s in enumerate(steps) if i > here and not s.trinn.valgfritt), -1)
    drafts = () if facts.closed else tuple(_deadlines(facts, steps))
    due = None
    if ahead >= 0:
        wanted = f"{facts.rutine.id}/frist-{steps[ahead].trinn.id}"
        due = next((d.items[0].frist for d in drafts if d.regel == wanted and d.items), None)
    return Standing(steps, here, ahead, due, drafts)


def _deadlines(facts: Facts, steps: tuple[Step, ...]) -> Iterator[Draft]:
    for i, step in enumerate(steps):
        if step.trinn.frist:
            yield from _due(facts, step.trinn, step.trinn.frist, steps[i:])
            yield from _too_early(facts, step, step.trinn.frist)


def _due(facts: Facts, trinn: Trinn, frist: Trinnfrist, onward: tuple[Step, ...]) -> Iterator[Draft]:
    after = _starts(facts, frist)
    if not after:
        return
    plan = facts.plan if any(s.word == "plan" for s in frist.etter) else None
    if plan is None:  # days inside a plan are cared for
        after = [t for t in after if not any(p.periode.fra <= t.day <= p.tar_vare_til for p in facts.planer)]
    deadline = partial(_deadline, facts, frist, plan)
    if not after or deadline(after[-1].day) is None:
        return
    done = [t.day for s in onward for t in s.reached if t.route[:1] != ("nettverk",)]  # a helper shows nothing done
    hvem = Hvem(trinn.handling, trinn.ansvarlig)
    todo, first_open = item(hvem, [t.day for t in after], done, deadline, facts.today)
    start = next(t for t in after if t.day == (first_open or after[-1].day))
    melding = f"{trinn.navn}: {event(facts, frist.etter, start.day)}"
    regel = f"{facts.rutine.id}/frist-{trinn.id}"
    yield Draft(regel, melding, first_open or after[-1].day, after[-1].day, (todo,), tuple(after), trinn.tolkning)


def _starts(facts: Facts, frist: Trinnfrist) -> list[Trace]:
    """What the time runs from. Of plans only the current one counts."""
    found = traces(facts, frist.etter)
    if any(s.word == "plan" for s in frist.etter) and facts.plan:
        return [t for t in found if t.file == facts.plan.fil] or found[-1:]
    return found


def _deadline(facts: Facts, frist: Trinnfrist, plan: Tiltaksplan | None, start: date) -> date | None:
    if plan and frist.dato == "evaluering.dato" and plan.evaluering and plan.evaluering.dato:
        return plan.evaluering.dato
    if plan and frist.dato == "periode.til" and plan.periode.til:
        return plan.periode.til
    return facts.calendar.deadline(frist.frist, start) if frist.frist else None


def _too_early(facts: Facts, step: Step, frist: Trinnfrist) -> Iterator[Draft]:
    if not frist.tidligst:
        return
    for start in _starts(facts, frist)[-1:]:
        earliest = facts.calendar.deadline(frist.tidligst, start.day)
        early = [t for t in step.reached if start.day <= t.day < earliest]
        if early:
            when = lang_dato(early[0].day)
            melding = f"{step.trinn.navn} {when} er før {lang_dato(earliest)}, som rutinen anbefaler å vente til"
            regel = f"{facts.rutine.id}/tidlig-{step.trinn.id}"
            yield from warning(facts, regel, melding, early, tolkning=step.trinn.tolkning)


def open_deadline(draft: Draft) -> date | None:
    """The deadline of a finding that is not done."""
    return min((i.frist for i in draft.items if i.frist and i.status is not Status.UTFOERT), default=None)
