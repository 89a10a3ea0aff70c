"""All findings about the case work itself: the staircase's deadlines, the plan, agreements, the common rules."""

from collections.abc import Iterable, Iterator, Sequence

from fravaer_cli.casework.case_rules import due
from fravaer_cli.casework.common_rules import judge_common
from fravaer_cli.casework.draft import Draft
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.plan_requirements import judge_plan
from fravaer_cli.casework.staircase import Standing, open_deadline
from fravaer_cli.rules.pack import STANDARD_CHECKS


def case_findings(facts: Facts, sjekk: str, place: Standing | None) -> list[Draft]:
    """Those that belong to the check, as far as they are due within a week."""
    return [d for d in _all(facts, sjekk, place) if d.is_due(facts.today)]


def _all(facts: Facts, sjekk: str, place: Standing | None) -> Iterator[Draft]:
    steps = place.drafts if place else ()
    if sjekk in STANDARD_CHECKS:
        yield from steps
        yield from judge_plan(facts)
    for regel in facts.rutine.regler:
        if regel.slag == "frist" and sjekk in regel.sjekk:
            yield from due(facts, regel)
    for regel in facts.rutine.felles:
        if sjekk in regel.sjekk:
            drafts = judge_common(facts, regel)
            yield from drafts if regel.params.hva != "plan-evaluering" else _unless_asked(facts, drafts, steps)


def _unless_asked(facts: Facts, drafts: Iterable[Draft], steps: Sequence[Draft]) -> Iterator[Draft]:
    """The plan's evaluation, unless the staircase asks for it by the same day or before."""
    evaluation = [t.id for t in facts.rutine.trapp if any(s.word == "evaluering" for s in t.naadd_av)]
    asked = {f"{facts.rutine.id}/frist-{id_}" for id_ in evaluation}
    deadlines = [open_deadline(d) for d in steps if d.regel in asked]
    for draft in drafts:
        mine = open_deadline(draft)
        if not any(d is not None and mine is not None and d <= mine for d in deadlines):
            yield draft
