"""The rules that every routine has: `felles/…` (03, «In every pack»). Their texts stand in `packs/felles.yaml`."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from fravaer_cli.casework.deadlines import Agreed, agreed
from fravaer_cli.casework.draft import LEAD, Draft, item, warning
from fravaer_cli.casework.evidence import Trace
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.followup import Oppfoelging, Status
from fravaer_cli.casework.fulfilment import FULFILMENTS, HOME_TYPES
from fravaer_cli.model.felles import Sending
from fravaer_cli.model.kontakt import Kontakt
from fravaer_cli.rules.pack import Fellesregel, Regel
from fravaer_cli.texts import antall, dag_og_maaned, en_linje, lang_dato, liste

Judge = Callable[[Facts, Regel], Iterable[Draft]]
FIRST_WEEKS = timedelta(weeks=4)
"""How long after school start last year's cases are asked after (03)."""

MEETINGS = frozenset({"kartleggingssamtale", "nærværsmøte", "samarbeidsmøte", "tverrfaglig-møte", "evalueringsmøte"})


def judge_common(facts: Facts, regel: Regel) -> Iterable[Draft]:
    """The findings of one of the common rules."""
    params: Fellesregel = regel.params
    return COMMON[params.hva](facts, regel)


def _environment(facts: Facts, regel: Regel) -> Iterator[Draft]:
    suspected = facts.case.sak.skolemiljoe
    if not suspected or not suspected.mistanke:
        return
    known = [
        d for d in (suspected.dato, suspected.rektor_varslet, suspected.aktivitetsplan, facts.case.sak.aapnet) if d
    ]
    start = suspected.dato or min(known, default=facts.today)
    if start > facts.today:
        return
    steps = (suspected.rektor_varslet, suspected.aktivitetsplan)
    items = tuple(_settled(facts, regel, i, start, day) for i, day in enumerate(steps[: len(regel.krav)]))
    by_staff = " (av en som arbeider på skolen)" if suspected.av_ansatt else ""
    melding = f"Mistanke om at eleven ikke har det trygt og godt på skolen{by_staff}, {lang_dato(start)}"
    yield Draft(regel.id, melding, start, start, items, (Trace(start, "sak.yaml", ("skolemiljø",)),), regel.tolkning)


def _settled(facts: Facts, regel: Regel, nr: int, start: date, day: date | None) -> Oppfoelging:
    krav = regel.krav[nr]
    done = [max(day, start)] if day and day <= facts.today else []
    return item(
        krav.hvem, [start], done, lambda d: facts.calendar.deadline(krav.frist, d) if krav.frist else None, facts.today
    )[0]


def _worry(facts: Facts, regel: Regel) -> Iterator[Draft]:
    worries = [(i, b.dato or facts.since) for i, b in enumerate(facts.case.sak.bekymringer)]  # without a date: at first
    a_year = timedelta(days=365)
    signs = [
        Trace(day, "sak.yaml", ("bekymringer", i)) for i, day in worries if facts.since - a_year <= day <= facts.today
    ]
    if not signs:
        return
    signs.sort(key=lambda t: t.day)
    contacts = [k.dato for k in facts.kontakter if _answered(k)]
    items, first_open = _items(facts, regel, [t.day for t in signs], contacts)
    day = first_open or signs[-1].day
    melding = f"Bekymring meldt {lang_dato(day)}" + (", og ingen kontakt etterpå" if first_open else "")
    yield Draft(regel.id, melding, day, signs[-1].day, items, tuple(signs), regel.tolkning)


def _answered(contact: Kontakt) -> bool:
    """Whether somebody was reached: a message home counts only when home wrote back (03)."""
    home = contact.type in HOME_TYPES or contact.type == "elevsamtale"
    return FULFILMENTS["hjemkontakt"].answered(contact) if home else contact.svar is not False


def _items(
    facts: Facts, regel: Regel, days: list[date], done: list[date]
) -> tuple[tuple[Oppfoelging, ...], date | None]:
    judged = [
        item(k.hvem, days, done, lambda d, k=k: facts.calendar.deadline(k.frist, d) if k.frist else None, facts.today)  # type: ignore[misc]
        for k in regel.krav
    ]
    return tuple(todo for todo, _ in judged), min((d for _, d in judged if d), default=None)


def _from_last_year(facts: Facts, regel: Regel) -> Iterator[Draft]:
    year = facts.calendar.year(facts.today)
    sak = facts.case.sak
    if not year.start <= facts.today < year.start + FIRST_WEEKS:
        return
    opened_before = sak.aapnet is not None and sak.aapnet < year.begin
    closed_lately = sak.avsluttet is not None and sak.avsluttet >= year.begin - timedelta(days=365)
    active = opened_before and (sak.status == "aktiv" or closed_lately)
    if not active and not facts.open_last_year():
        return
    talk = (FULFILMENTS["hjemkontakt"], FULFILMENTS["elevsamtale"])
    done = [
        k.dato
        for k in facts.kontakter
        if k.dato >= year.begin and any(f.matches(k, facts.situation.guardians) and f.answered(k) for f in talk)
    ]
    first = date.fromordinal(year.days[0]) if year.days else year.start
    items, _ = _items(facts, regel, [min(first, facts.today)], [max(d, first) for d in done])
    melding = "Skolen fulgte opp fraværet i fjor" if active else "Noe sto åpent da skoleåret i fjor var slutt"
    yield Draft(regel.id, melding, first, first, items, (Trace(first, "sak.yaml", ("åpnet",)),), regel.tolkning)


def _archive(facts: Facts, regel: Regel) -> Iterator[Draft]:
    if facts.school.model.arkiv is None:
        return
    wait = timedelta(days=regel.params.dager or 0)
    year = facts.calendar.year(facts.today)
    late = [
        (name, trace, lacks)
        for name, trace, lacks in _papers(facts)
        if lacks and year.begin <= trace.day and trace.day + wait < facts.today
    ]
    if not late:
        return
    late.sort(key=lambda p: p[1].day)
    first, last = late[0][1].day, late[-1][1].day
    items, _ = _items(facts, regel, [first], [])
    shown = [f"{name} {dag_og_maaned(trace.day)} ({lacks})" for name, trace, lacks in late]
    what = liste(shown) if len(shown) < 5 else f"{', '.join(shown[:4])} og {len(shown) - 4} til"
    melding = f"Ikke ferdig behandlet: {what}"
    yield Draft(regel.id, melding, first, last, items, tuple(t for _, t, _ in late), regel.tolkning)


def _papers(facts: Facts) -> Iterator[tuple[str, Trace, str]]:
    """Each plan, evaluation and meeting's minutes: name, place, and what is lacking."""
    kept = {(a.hva or "").casefold() for a in facts.case.sak.arkivert}
    for plan in facts.planer:
        lacks = _lacks(plan.sendt, archived="tiltaksplan" in kept or plan.arkivert is not None)
        yield "tiltaksplanen fra", Trace(plan.periode.fra, plan.fil, ("periode", "fra")), lacks
    for e in facts.evalueringer:
        yield (
            "evalueringen",
            Trace(e.dato, "evaluering.yaml", ("evalueringer", e.nr)),
            _lacks(e.sendt, archived=e.arkivert is not None),
        )
    for k in facts.kontakter:
        if k.type in MEETINGS and k.svar is not False and k.referat:
            yield (
                "referatet fra",
                Trace(k.dato, "kontakt.yaml", ("kontakt", k.nr)),
                _lacks(k.sendt, archived=k.arkivert is not None),
            )


def _lacks(sent: tuple[Sending, ...], *, archived: bool) -> str:
    missing = [word for word, there in (("sendt", bool(sent)), ("arkivert", archived)) if not there]
    return f"ikke {' eller '.join(missing)}" if missing else ""


def _bup(facts: Facts, regel: Regel) -> Iterable[Draft]:
    found = [
        Trace(h.dato, "sak.yaml", ("henvisninger", i))
        for i, h in enumerate(facts.case.sak.henvisninger)
        if h.til.casefold() == "bup" and h.dato and h.dato <= facts.today
    ]
    text = "Henvist til BUP: bare lege eller barnevernleder kan henvise dit"
    return warning(facts, regel.id, text, found, tolkning=regel.tolkning) if found else ()


def _plan_evaluation(facts: Facts, regel: Regel) -> Iterator[Draft]:
    """The current plan is to be evaluated on the day it names, else when it ends."""
    plan = facts.plan
    if plan is None or facts.closed or any(e.dato >= plan.periode.fra for e in facts.evaluations_of(plan)):
        return  # one dated before the plan began is a slip, and judges nothing
    day = plan.tar_vare_til
    krav = regel.krav[0]
    todo, _ = item(krav.hvem, [day], [], lambda d: d, facts.today)
    when = lang_dato(day)
    melding = f"Planen skulle vært evaluert {when}" if facts.today > day else f"Planen skal evalueres {when}"
    trace = Trace(day, plan.fil, ("evaluering",) if plan.evaluering else ("periode",))
    begun = plan.periode.fra
    yield Draft(regel.id, melding, begun, begun, (todo,), (trace,), regel.tolkning)


def _same_measure(facts: Facts, regel: Regel) -> Iterable[Draft]:
    plan = facts.plan
    if plan is None:
        return ()
    failed: dict[str, date] = {}  # and the day on which it showed
    for e in facts.evalueringer:
        old = next((p for p in facts.planer if p.fil == e.plan and p is not plan), None)
        texts = {t.id: t.tiltak for t in old.tiltak} if old else {}
        for judged in e.tiltak:
            text = texts.get(judged.id)
            if judged.virket == "nei" and text:
                failed.setdefault(_same(text), e.dato)
    for tried in facts.case.kartlegging.proevde_tiltak if facts.case.kartlegging else ():
        if tried.virket == "nei" and tried.tiltak:
            failed[_same(tried.tiltak)] = date.min
    if not failed:
        return ()
    again = [(i, t.id, day) for i, t in enumerate(plan.tiltak) if t.tiltak and (day := failed.get(_same(t.tiltak)))]
    if not again:
        return ()
    traces = [Trace(max(plan.periode.fra, day), plan.fil, ("tiltak", i)) for i, _, day in again]
    text = f"{liste([id_ for _, id_, _ in again])} er prøvd før uten å virke"
    return warning(facts, regel.id, text, traces, tolkning=regel.tolkning)


_BETWEEN_WORDS = re.compile(r"[\W_]+")


def _same(text: str) -> str:
    """The words of a text alone, so that a comma or a capital does not make it another measure."""
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip()


def _due_agreements(facts: Facts, regel: Regel) -> Iterator[Draft]:
    """Follow-ups, measures and goals that fall due from the period's beginning to a week ahead."""
    due = [a for a in _soon(facts) if a.slag in ("avtale", "videre", "tiltak")]
    if due:
        shown = [f"{en_linje(a.hva).rstrip('.')}{_by(a)} ({_when(a.day, facts.today)})" for a in due[:3]]
        more = f" og {antall(len(due) - 3, 'avtale', 'avtaler')} til" if len(due) > 3 else ""
        melding = f"Avtalt: {'; '.join(shown)}{more}"
        since = sorted(a.since for a in due)
        yield Draft(regel.id, melding, since[0], since[-1], (), tuple(a.trace for a in due), regel.tolkning)


def _by(a: Agreed) -> str:
    return f" – {en_linje(a.hvem)}" if a.hvem else ""


def _when(day: date, today: date) -> str:
    return "i dag" if day == today else f"{dag_og_maaned(day)}"


def _soon(facts: Facts) -> list[Agreed]:
    first = facts.situation.period[0]
    last = facts.today + LEAD
    return [a for a in agreed(facts) if not a.done and a.since <= facts.today and first <= a.day <= last]


def _next_evaluation(facts: Facts, regel: Regel) -> Iterator[Draft]:
    waiting = [a for a in agreed(facts) if a.slag == "neste-evaluering" and not a.done]
    if not waiting:
        return
    last = waiting[-1]
    plan = facts.plan
    if plan and plan.evaluering and plan.evaluering.dato and plan.periode.fra > facts.evalueringer[-1].dato:
        return  # a later plan has a date of its own
    krav = regel.krav[0]
    todo, first_open = item(krav.hvem, [last.day], [], lambda d: d, facts.today)
    if first_open and todo.status is not Status.UTFOERT:
        melding = f"Ny evaluering er avtalt til {lang_dato(last.day)}"
        yield Draft(regel.id, melding, last.since, last.since, (todo,), (last.trace,))


def _consent_runs_out(facts: Facts, regel: Regel) -> Iterator[Draft]:
    due = [a for a in _soon(facts) if a.slag == "samtykke"]
    if due:
        last = due[-1]
        melding = f"{last.hva} {lang_dato(last.day)}"
        yield Draft(regel.id, melding, last.since, last.since, (), (last.trace,), regel.tolkning)


COMMON: dict[str, Judge] = {
    "skolemiljø": _environment,
    "bekymring-uten-fravær": _worry,
    "fra-i-fjor": _from_last_year,
    "arkiv": _archive,
    "bup": _bup,
    "plan-evaluering": _plan_evaluation,
    "samme-tiltak": _same_measure,
    "avtaler": _due_agreements,
    "neste-evaluering": _next_evaluation,
    "samtykke-utløper": _consent_runs_out,
}
