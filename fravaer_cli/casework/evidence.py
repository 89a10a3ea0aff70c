"""What shows that something was done in a case: the words that a pack uses in `nådd_av`, `etter` and `krever` (03).

Evidence counts from the day on which the case was opened, or from the beginning of the school year.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from fravaer_cli.casework.consent import holds
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.fulfilment import FULFILMENTS
from fravaer_cli.diagnostics import Route
from fravaer_cli.model.evaluering import Evaluering
from fravaer_cli.rules.pack import Spor
from fravaer_cli.rules.wording import event_words
from fravaer_cli.texts import lang_dato, sitat


class Trace(NamedTuple):
    """Where in the case's files something shows, and from which day on."""

    day: date
    file: str
    route: Route


Find = Callable[[Facts], Iterable[Trace]]


def traces(facts: Facts, spor: Sequence[Spor]) -> list[Trace]:
    """All evidence of any of these kinds, by day."""
    found = [t for s in spor for t in _find(facts, s) if facts.since <= t.day <= facts.today]
    return sorted(found, key=lambda t: (t.day, t.file, t.route))


def event(facts: Facts, spor: Sequence[Spor], day: date) -> str:
    """What happened on a day, of these kinds: «hjemmet ble kontaktet onsdag 1. oktober, og skolen er bekymret»."""
    one = next((s for s in spor if any(t.day == day for t in traces(facts, (s,)))), spor[0])
    if one.trinn:
        name = next((t.navn for t in facts.rutine.trapp if t.id == one.trinn), one.trinn)
        return f"trinnet {sitat(name)} ble nådd {lang_dato(day)}"
    return event_words(one.word, lang_dato(day), worry=one.bekymring is True)


def _find(facts: Facts, spor: Spor) -> Iterable[Trace]:
    if spor.trinn:
        return next((traces(facts, t.naadd_av) for t in facts.rutine.trapp if t.id == spor.trinn), [])
    if spor.word in CASE_EVIDENCE and spor.word not in FULFILMENTS:
        return CASE_EVIDENCE[spor.word](facts)
    return _contacts(facts, spor)


def _contacts(facts: Facts, spor: Spor) -> Iterable[Trace]:
    fulfilment = FULFILMENTS.get(spor.word)
    for c in facts.kontakter:
        if fulfilment:
            right = fulfilment.matches(c, facts.situation.guardians) and fulfilment.answered(c)
        else:
            right = c.type == spor.word and c.svar is not False
        if right and spor.bekymring in (None, c.bekymring):
            yield Trace(c.dato, "kontakt.yaml", ("kontakt", c.nr))


def _absence(facts: Facts) -> Iterable[Trace]:
    for seen in facts.history.entries:
        if seen.entry.type != "avtalt":
            day = next((d for d in seen.days if d >= facts.since.toordinal()), seen.days[-1])
            yield Trace(date.fromordinal(day), "fravaer.yaml", ("fravær", seen.entry.nr))


def _mapping(facts: Facts) -> Iterable[Trace]:
    """Interviews with school, pupil and guardians; the day on which the last of the three was held.

    Those from before the case was opened do not count, so that they do not stand in the way of new ones.
    """
    held: dict[str, Trace] = {}
    for i, talk in enumerate(facts.case.kartlegging.samtaler if facts.case.kartlegging else ()):
        with_ = "foresatte" if talk.med in ("mor", "far") else talk.med
        seen = talk.dato and facts.since <= talk.dato <= facts.today
        if talk.dato and seen and (with_ not in held or talk.dato < held[with_].day):
            held[with_] = Trace(talk.dato, "kartlegging.yaml", ("samtaler", i))
    if {"skole", "elev", "foresatte"} <= held.keys():
        yield max(held.values(), key=lambda t: t.day)


def _causes(facts: Facts) -> Iterable[Trace]:
    """Cause cards (which have no date: the pupil's interview gives it) or scaling."""
    mapping = facts.case.kartlegging
    if not mapping:
        return
    for i, mark in enumerate(mapping.skalering):
        if mark.dato:
            yield Trace(mark.dato, "kartlegging.yaml", ("skalering", i))
    talks = [t.dato for t in mapping.samtaler if t.med == "elev" and t.dato and t.dato <= facts.today]
    if mapping.kort:
        since = [t for t in talks if t >= facts.since]
        yield Trace(min(since or talks, default=facts.since), "kartlegging.yaml", ("kort", 0))


def _consent(facts: Facts) -> Iterable[Trace]:
    for i, c in enumerate(facts.case.sak.samtykker):
        if holds(c, facts.today):
            yield Trace(max(c.dato, facts.since), "sak.yaml", ("samtykker", i))


def _plan(facts: Facts) -> Iterable[Trace]:
    for plan in facts.planer:
        yield Trace(plan.periode.fra, plan.fil, ("periode", "fra"))


def _evaluation(facts: Facts) -> Iterable[Trace]:
    if facts.plan:
        for e in facts.evaluations_of(facts.plan):
            yield _at(e)


def _at(evaluation: Evaluering) -> Trace:
    return Trace(evaluation.dato, "evaluering.yaml", ("evalueringer", evaluation.nr))


def without_effect(evaluation: Evaluering) -> bool:
    """Whether the plan had no effect, by our reading.

    It concludes `henvises`; else no delmål was reached even partly, or, where none was judged, no measure worked so.
    """
    if evaluation.konklusjon == "henvises":
        return True
    judged = [d.naadd for d in evaluation.delmaal if d.naadd] or [t.virket for t in evaluation.tiltak if t.virket]
    return bool(judged) and all(word == "nei" for word in judged)


def _no_effect(facts: Facts) -> Iterable[Trace]:
    if facts.plan:
        yield from (_at(e) for e in facts.evaluations_of(facts.plan) if without_effect(e))


def _second_plan_no_effect(facts: Facts) -> Iterable[Trace]:
    for plan in facts.planer[1:]:
        yield from (_at(e) for e in facts.evaluations_of(plan) if without_effect(e))


def _goal_missed(facts: Facts) -> Iterable[Trace]:
    for e in facts.evalueringer:
        if e.konklusjon == "henvises" or any(d.naadd == "nei" for d in e.delmaal):
            yield _at(e)


def _concluded(facts: Facts) -> Iterable[Trace]:
    yield from (_at(e) for e in facts.evalueringer if e.konklusjon == "avsluttes")


def _referral(facts: Facts) -> Iterable[Trace]:
    for i, referral in enumerate(facts.case.sak.henvisninger):
        if referral.dato and referral.dato <= facts.today:
            yield Trace(referral.dato, "sak.yaml", ("henvisninger", i))


def _services(facts: Facts) -> Iterable[Trace]:
    """Two or more services are involved; from the day on which the second one shows."""
    sak = facts.case.sak
    seen: dict[str, Trace] = {}
    for i, helper in enumerate(sak.nettverk):
        if helper.instans:
            seen.setdefault(helper.instans.casefold().strip(), Trace(facts.since, "sak.yaml", ("nettverk", i)))
    for i, referral in enumerate(sak.henvisninger):
        if referral.dato and referral.dato <= facts.today:
            name = referral.til.casefold().strip()
            seen.setdefault(name, Trace(max(referral.dato, facts.since), "sak.yaml", ("henvisninger", i)))
    days = sorted(seen.values())
    if len(days) > 1:
        yield days[1]


def _head_of_schools(facts: Facts) -> Iterable[Trace]:
    names = {"enhetsleder", (facts.holder("enhetsleder") or "enhetsleder").casefold()}
    for c in facts.kontakter:
        if c.svar is not False and any(m.casefold().strip() in names for m in c.med or ()):
            yield Trace(c.dato, "kontakt.yaml", ("kontakt", c.nr))


def _absence_after_referral(facts: Facts) -> Iterable[Trace]:
    """Absence that calls for action again after a referral that an evaluation had asked for (gran 3.4)."""
    missed = [t.day for t in _goal_missed(facts)]
    for referral in _referral(facts):
        if not any(day <= referral.day for day in missed):
            continue
        later = next((d for d in facts.alarms if d > referral.day), None)
        if later:
            yield Trace(later, referral.file, referral.route)


CASE_EVIDENCE: dict[str, Find] = {
    "fravær": _absence,
    "kartlegging": _mapping,
    "årsakskartlegging": _causes,
    "samtykke": _consent,
    "plan": _plan,
    "evaluering": _evaluation,
    "uten-effekt": _no_effect,
    "andre-plan-uten-effekt": _second_plan_no_effect,
    "mål-ikke-nådd": _goal_missed,
    "avsluttes": _concluded,
    "henvisning": _referral,
    "flere-instanser": _services,
    "enhetsleder": _head_of_schools,
    "fravær-etter-henvisning": _absence_after_referral,
}
