"""What a routine asks of the current plan and of its evaluation (03, «Plan requirements»).

A requirement is a function from the facts and the requirement's parameters to what is lacking, in words; None: nothing.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple

from fravaer_cli.casework.draft import Draft, item, warning
from fravaer_cli.casework.evidence import Trace
from fravaer_cli.casework.facts import Facts
from fravaer_cli.diagnostics import Route
from fravaer_cli.model.evaluering import Evaluering
from fravaer_cli.model.tiltaksplan import Tiltak, Tiltaksplan
from fravaer_cli.rules.pack import Hvem, Plankrav
from fravaer_cli.texts import antall, liste, stor


class Lack(NamedTuple):
    """Something that is not as the routine asks.

    Attributes:
        what: what is missing, as in «planen mangler …» and «før opp …».
        route: where in the file it belongs.
        melding: a sentence of its own, where «planen mangler …» does not fit; `handling` likewise.
    """

    what: str
    route: Route = ()
    melding: str = ""
    handling: str = ""


PlanCheck = Callable[[Facts, Tiltaksplan, Plankrav], Lack | None]
EvaluationCheck = Callable[[Facts, Evaluering, Plankrav], Lack | None]


def judge_plan(facts: Facts) -> Iterator[Draft]:
    """What the current plan lacks while it runs, and what its last evaluation leaves out."""
    plan = facts.plan
    if plan is None or facts.closed:
        return
    evaluations = facts.evaluations_of(plan)
    for krav in facts.rutine.plankrav:
        if krav.krav in PLAN_CHECKS and not evaluations and facts.today <= plan.tar_vare_til:
            lack = PLAN_CHECKS[krav.krav](facts, plan, krav)
            if lack:
                yield from _draft(facts, krav, lack, Trace(plan.periode.fra, plan.fil, lack.route))
        if krav.krav in EVALUATION_CHECKS and evaluations:
            last = evaluations[-1]
            lack = EVALUATION_CHECKS[krav.krav](facts, last, krav)
            if lack:
                trace = Trace(last.dato, "evaluering.yaml", ("evalueringer", last.nr, *lack.route))
                yield from _draft(facts, krav, lack, trace)


def _draft(facts: Facts, krav: Plankrav, lack: Lack, trace: Trace) -> Iterator[Draft]:
    regel = f"{facts.rutine.id}/plan-{krav.krav}"
    where = "evalueringen" if krav.krav in EVALUATION_CHECKS else "planen"
    if krav.styrke != "skal":
        yield from warning(
            facts, regel, lack.melding or f"{stor(where)} bør ha {lack.what}", [trace], tolkning=krav.tolkning
        )
        return
    role = next((t.ansvarlig for t in facts.rutine.trapp if any(s.word == "plan" for s in t.naadd_av)), "kontaktlærer")
    hvem = Hvem(lack.handling or f"før opp {lack.what} i {where}", role)
    todo, _ = item(hvem, [trace.day], [], lambda _d: None, facts.today)
    melding = lack.melding or f"{stor(where)} mangler {lack.what}"
    yield Draft(regel, melding, trace.day, trace.day, (todo,), (trace,), krav.tolkning)


def _measures(plan: Tiltaksplan, lacks: Callable[[Tiltak], bool], what: str) -> Lack | None:
    """«ansvarlig for T1 og T3»."""
    found = [(i, t.id) for i, t in enumerate(plan.tiltak) if lacks(t)]
    if not found:
        return None
    names = [id_ for _, id_ in found]
    shown = liste(names) if len(names) < 6 else antall(len(names), "tiltak", "tiltak")
    return Lack(f"{what} for {shown}", ("tiltak", found[0][0]))


def _long_term(_facts: Facts, plan: Tiltaksplan, _krav: Plankrav) -> Lack | None:
    return None if plan.maal and plan.maal.langsiktige else Lack("et langsiktig mål", ("mål",))


def _goal(_facts: Facts, plan: Tiltaksplan, _krav: Plankrav) -> Lack | None:
    aimed = {t.delmaal for t in plan.tiltak if t.delmaal} or {d.id for d in plan.delmaal if plan.tiltak}
    if any(d.innen and d.id in aimed for d in plan.delmaal):
        return None
    return Lack("et delmål med tiltak og dato", ("delmål",))


def _responsible(_facts: Facts, plan: Tiltaksplan, _krav: Plankrav) -> Lack | None:
    if not plan.tiltak:
        return Lack("tiltak med en ansvarlig", ("tiltak",))
    return _measures(plan, lambda t: not t.ansvar, "en ansvarlig")


def _deadline(_facts: Facts, plan: Tiltaksplan, _krav: Plankrav) -> Lack | None:
    return _measures(plan, lambda t: not t.frist, "en frist")


def _time(_facts: Facts, plan: Tiltaksplan, _krav: Plankrav) -> Lack | None:
    return _measures(plan, lambda t: not t.naar, "et tidspunkt")


def _how_evaluated(_facts: Facts, plan: Tiltaksplan, _krav: Plankrav) -> Lack | None:
    return _measures(plan, lambda t: not t.evalueres, "når og hvordan det skal evalueres")


def _plan_b(_facts: Facts, plan: Tiltaksplan, _krav: Plankrav) -> Lack | None:
    named = [b for b in (plan.plan_b, *(t.plan_b for t in plan.tiltak)) if b]
    if any(b.hva and b.ansvar for b in named):
        return None
    return Lack("en plan B som sier hva som skal gjøres, og hvem som gjør det", ("plan_b",))


def _evaluation_date(_facts: Facts, plan: Tiltaksplan, krav: Plankrav) -> Lack | None:
    day = plan.evaluering.dato if plan.evaluering else None
    if day is None:
        return Lack("en dato for evalueringen", ("evaluering",))
    if krav.dager is not None and day > plan.periode.fra + timedelta(days=krav.dager):
        days, limit = (day - plan.periode.fra).days, antall(krav.dager, "dag", "dager")
        melding = f"Planen skal evalueres {days} dager etter at den begynte; rutinen sier innen {limit}"
        return Lack("en tidligere evaluering", ("evaluering", "dato"), melding, "flytt evalueringen fram")
    return None


def _length(_facts: Facts, plan: Tiltaksplan, krav: Plankrav) -> Lack | None:
    if krav.dager is None or not plan.periode.til or (plan.periode.til - plan.periode.fra).days <= krav.dager:
        return None
    days, limit = (plan.periode.til - plan.periode.fra).days, antall(krav.dager, "dag", "dager")
    melding = f"Planen varer i {days} dager; rutinen sier høyst {limit}"
    return Lack("en kortere periode", ("periode", "til"), melding, "gjør perioden kortere")


def _contact_person(_facts: Facts, plan: Tiltaksplan, _krav: Plankrav) -> Lack | None:
    return None if plan.kontaktperson else Lack("en kontaktperson på skolen", ("kontaktperson",))


def _voice(_facts: Facts, plan: Tiltaksplan, _krav: Plankrav) -> Lack | None:
    return None if plan.elevens_stemme else Lack("elevens egen mening", ("elevens_stemme",))


_GUARDIANS = frozenset({"foresatt", "foresatte", "mor", "far", "forelder", "foreldre", "verge"})
_LEADERS = frozenset({"ledelse", "rektor", "avdelingsleder", "inspektør", "sosiallærer", "skoleleder"})


def _participants(facts: Facts, plan: Tiltaksplan, krav: Plankrav) -> Lack | None:
    roles = {w for d in plan.deltakere for w in (d.rolle or "").casefold().replace(",", " ").split()}
    names = {(d.navn or "").casefold().strip() for d in plan.deltakere}
    for role in (*(facts.school.model.roller or {}), "kontaktlærer"):
        holder = facts.holder(role)
        if holder and holder.casefold().strip() in names:
            roles.add(role)
    if facts.case.navn and facts.case.navn.casefold().strip() in names:
        roles.add("elev")
    if names & {f.navn.casefold().strip() for f in facts.case.sak.foresatte}:
        roles.add("foresatte")
    groups = {"foresatte": _GUARDIANS, "ledelse": _LEADERS, "elev": frozenset({"elev", "eleven"})}
    missing = [h for h in krav.hvem if not roles & (groups.get(h, frozenset()) | {h})]
    return Lack(f"{liste(missing)} som deltaker{'e' if len(missing) > 1 else ''}", ("deltakere",)) if missing else None


def _week_plan(facts: Facts, plan: Tiltaksplan, _krav: Plankrav) -> Lack | None:
    if plan.fulltid is not False:
        return None
    weeks = facts.case.ukeplan.ukeplaner if facts.case.ukeplan else ()
    days = [d.dato for week in weeks for d in week.dager]
    inside = [d for d in days if d is None or plan.periode.fra <= d <= plan.tar_vare_til]
    return None if inside else Lack("en ukeplan for tiden hjemme", ("fulltid",))


def _covers_plan(facts: Facts, evaluation: Evaluering, _krav: Plankrav) -> Lack | None:
    plan = next(p for p in facts.planer if p.fil == evaluation.plan)
    judged = {d.id for d in evaluation.delmaal if d.naadd} | {t.id for t in evaluation.tiltak if t.virket}
    wanted = [*(d.id for d in plan.delmaal), *(t.id for t in plan.tiltak)]
    missing = [id_ for id_ in wanted if id_ not in judged]
    shown = liste(missing) if len(missing) < 6 else f"{liste(missing[:5])} og {len(missing) - 5} til"
    return Lack(f"en vurdering av {shown}", ()) if missing else None


def _covers_plan_b(facts: Facts, evaluation: Evaluering, _krav: Plankrav) -> Lack | None:
    plan = next(p for p in facts.planer if p.fil == evaluation.plan)
    has_one = plan.plan_b or any(t.plan_b for t in plan.tiltak)
    judged = evaluation.plan_b and (evaluation.plan_b.brukt is not None or evaluation.plan_b.virket)
    return Lack("en vurdering av plan B", ("plan_b",)) if has_one and not judged else None


PLAN_CHECKS: dict[str, PlanCheck] = {
    "langsiktig-mål": _long_term,
    "delmål-med-tiltak-og-dato": _goal,
    "tiltak-ansvar": _responsible,
    "tiltak-frist": _deadline,
    "tiltak-tidspunkt": _time,
    "tiltak-evalueres": _how_evaluated,
    "plan-b-navngitt": _plan_b,
    "evalueringsdato": _evaluation_date,
    "planlengde": _length,
    "kontaktperson": _contact_person,
    "deltakere": _participants,
    "elevens-stemme": _voice,
    "ukeplan-hjemme": _week_plan,
}
EVALUATION_CHECKS: dict[str, EvaluationCheck] = {
    "evaluering-hele-planen": _covers_plan,
    "evaluering-plan-b": _covers_plan_b,
}
