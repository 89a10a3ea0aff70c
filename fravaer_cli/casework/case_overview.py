"""One case as a meeting needs to see it: plain values, collected from the facts and said by name or without names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fravaer_cli.casework.attendance import Attendance, Month, bright_spots, compared, months
from fravaer_cli.casework.consent import holds
from fravaer_cli.casework.deadlines import Agreed, agreed
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.fulfilment import FULFILMENTS, HOME_TYPES, ONE_WAY
from fravaer_cli.casework.naming import Naming
from fravaer_cli.casework.plan_overview import EarlierPlan, PlanNow, earlier_plans, plan_now
from fravaer_cli.casework.staircase import Standing, open_deadline
from fravaer_cli.model.kontakt import Kontakt
from fravaer_cli.texts import dag_og_maaned, liste, stor

CONTACTS = 5
"""How many of the latest contacts are shown."""


class Head(NamedTuple):
    """Who holds the case, and which services may hear of it.

    Attributes:
        closed: the day on which it was closed, also where that day was still to come.
        over: it is closed at the check date.
        consents: «PPT (til 19. juni 2026)»; empty: none is in force.
        referrals: «PPT 14. oktober (mottatt)».
    """

    status: str
    opened: date | None
    closed: date | None
    over: bool
    ansvarlig: str | None
    koordinator: str | None
    consents: tuple[str, ...]
    referrals: tuple[str, ...]


class StepNow(NamedTuple):
    """A step of the staircase.

    Attributes:
        nr: None for an optional step.
        reached: the first day on which it shows that it was reached.
        state: `nådd`, `neste`, `forbi` (later ones are reached) or `senere`.
        who: for the next step.
    """

    nr: int | None
    navn: str
    reached: date | None
    state: str
    here: bool
    who: str | None
    due: date | None


class Coming(NamedTuple):
    """Something that is to happen on a day."""

    day: date
    what: str
    who: str | None = None
    kl: str | None = None
    sted: str | None = None


class ContactNow(NamedTuple):
    """One contact.

    Attributes:
        what: «Samarbeidsmøte med mor og far».
        answer: `ikke svar`, `svar ikke ført` (a message home that nobody has answered), or empty.
    """

    day: date
    what: str
    by: str | None
    answer: str
    worry: bool


class CaseOverview(NamedTuple):
    """All of it.

    Attributes:
        steps: None in a routine without a staircase.
        contacts: the latest first; `contact_count` is how many there are in all.
        next_plan: when a plan that has not begun yet, begins.
    """

    head: Head
    months: tuple[Month, ...]
    school_start: date
    steps: tuple[StepNow, ...] | None
    coming: tuple[Coming, ...]
    bright: tuple[str, ...]
    attendance: tuple[Attendance, ...]
    plan: PlanNow | None
    earlier: tuple[EarlierPlan, ...]
    next_plan: date | None
    contacts: tuple[ContactNow, ...]
    contact_count: int


def case_overview(facts: Facts, place: Standing | None, naming: Naming) -> CaseOverview:
    """Everything of a case that is shown beside its findings."""
    latest = sorted(facts.kontakter, key=lambda k: (k.dato, k.kl or "", k.nr), reverse=True)
    return CaseOverview(
        head=_head(facts, naming),
        months=months(facts.history),
        school_start=facts.calendar.year(facts.today).start,
        steps=tuple(_steps(facts, place, naming)) if place else None,
        coming=tuple(_coming(facts, place, naming)),
        bright=tuple(bright_spots(facts)),
        attendance=compared(facts),
        plan=plan_now(facts, naming),
        earlier=tuple(earlier_plans(facts)),
        next_plan=min((p.periode.fra for p in facts.case.planer if p.periode.fra > facts.today), default=None),
        contacts=tuple(_contact(k, naming) for k in latest[:CONTACTS]),
        contact_count=len(latest),
    )


def _head(facts: Facts, naming: Naming) -> Head:
    sak, today = facts.case.sak, facts.today
    consents = []
    for c in sak.samtykker:
        if holds(c, today):
            text = liste(map(naming.service, c.tjenester)) or "tjenestene er ikke ført opp"
            text += f" (til {dag_og_maaned(c.utloeper, aar=True)})" if c.utloeper else ""
            limit = naming.text(c.unntak)
            consents.append(f"{text}. Unntak: {limit}" if limit else text)
    referrals = [
        f"{naming.service(h.til)} {dag_og_maaned(h.dato)}" + (f" ({h.status})" if h.status else "")
        for h in sak.henvisninger
        if h.dato and h.dato <= today and not h.til.casefold().startswith("barnevern")  # as the reports there (04)
    ]
    return Head(
        status=sak.status,
        opened=sak.aapnet,
        closed=sak.avsluttet if sak.status == "avsluttet" else None,
        over=facts.closed,
        ansvarlig=naming.who(sak.ansvarlig),
        koordinator=naming.who(sak.koordinator),
        consents=tuple(consents),
        referrals=tuple(referrals),
    )


def _steps(facts: Facts, place: Standing, naming: Naming) -> Iterator[StepNow]:
    for i, step in enumerate(place.steps):
        trinn, ahead = step.trinn, i == place.ahead and not facts.closed
        reached = step.reached[0].day if step.reached else None
        state = "nådd" if reached else "neste" if ahead else "forbi" if i < place.here else "senere"
        yield StepNow(
            nr=None if trinn.valgfritt else trinn.nr,
            navn=trinn.navn,
            reached=reached,
            state=state,
            here=i == place.here,
            who=_holder(facts, trinn.ansvarlig, naming) if ahead else None,
            due=place.due if ahead else None,
        )


def _holder(facts: Facts, role: str, naming: Naming) -> str:
    """«Nora Berg (kontaktlærer)»."""
    holder = None if naming.anonym else facts.holder(role)
    return f"{holder} ({role})" if holder else role


def _coming(facts: Facts, place: Standing | None, naming: Naming) -> Iterator[Coming]:
    """What lies ahead, today included; each thing once."""
    every = agreed(facts)
    ahead = [a for a in every if not a.done and a.day >= facts.today]
    evaluations = {a.day for a in ahead if a.slag in ("evaluering", "neste-evaluering")}
    ahead = [a for a in ahead if a.slag not in ("møte", "neste-evaluering") or not _said_better(a, every)]
    found = [*_from_files(facts, ahead, naming), *_from_staircase(facts, place, evaluations, naming)]
    seen = set()
    for coming in sorted(found, key=lambda c: (c.day, c.kl or "")):
        key = (coming.day, " ".join(coming.what.casefold().split()).rstrip("."))
        if key not in seen:
            seen.add(key)
            yield coming


def _said_better(a: Agreed, others: Sequence[Agreed]) -> bool:
    """The same meeting stands as the plan's evaluation, or a meeting as the evaluation agreed on."""
    better = {"møte": ("evaluering", "neste-evaluering"), "neste-evaluering": ("evaluering",)}[a.slag]
    return any(o.day == a.day and o.slag in better for o in others)


def _from_files(facts: Facts, ahead: Sequence[Agreed], naming: Naming) -> Iterator[Coming]:
    current = facts.plan.fil if facts.plan else None
    listed: dict[tuple[str, date], list[tuple[int, str]]] = {}
    for a in ahead:
        if a.slag in ("tiltak", "delmål"):
            if a.trace.file == current:
                id_ = naming.id(a.hva.partition(":")[0])
                listed.setdefault((a.slag, a.day), []).append((int(a.trace.route[1]), id_))
        elif a.slag == "samtykke":
            what = "Samtykket går ut" if naming.anonym else a.hva
            yield Coming(a.day, what, naming.who(a.hvem))
        elif a.slag in ("avtale", "videre"):
            told = {"avtale": "Avtale fra en samtale", "videre": "Avtale fra evalueringen"}[a.slag]
            yield Coming(a.day, naming.text(a.hva) or told, naming.who(a.hvem))
        else:
            yield Coming(a.day, a.hva, naming.who(a.hvem), a.kl, naming.text(a.sted))
    for (slag, day), found in listed.items():
        names = liste(dict.fromkeys(id_ for _, id_ in sorted(found)))
        yield Coming(day, f"Frist for {names}" if slag == "tiltak" else f"{names} skal være nådd")
    for i, plan in enumerate(facts.case.planer):
        if plan.periode.fra > facts.today and not facts.closed:
            name = "Tiltaksplanen" if len(facts.case.planer) == 1 else f"Tiltaksplan {i + 1}"
            yield Coming(plan.periode.fra, f"{name} begynner", naming.who(plan.kontaktperson))


def _from_staircase(facts: Facts, place: Standing | None, evaluations: set[date], naming: Naming) -> Iterator[Coming]:
    for draft in place.drafts if place else ():
        due = open_deadline(draft)
        if due and due >= facts.today and due not in evaluations:
            hvem = draft.items[0].hvem
            yield Coming(due, hvem.handling, _holder(facts, hvem.ansvarlig, naming))


_WORDS = {"tverrfaglig-møte": "tverrfaglig møte", "ledelse": "beskjed", "annet": "annen kontakt"}
_GIVEN = {"ressursteam": "ressursteam", "elevsamtale": "elev", "ledelse": "ledelse"}
"""Whom the type of contact names already."""
_HOME = FULFILMENTS["hjemkontakt"]


def _contact(contact: Kontakt, naming: Naming) -> ContactNow:
    if contact.svar is False:
        answer = "ikke svar"
    elif contact.type in HOME_TYPES and not _HOME.answered(contact):
        answer = "svar ikke ført"
    else:
        answer = ""
    return ContactNow(
        day=contact.dato,
        what=_what(contact, naming),
        by=naming.who(contact.av),
        answer=answer,
        worry=contact.bekymring,
    )


def _what(contact: Kontakt, naming: Naming) -> str:
    """«Telefon med mor», «E-post til foresatte», «Samarbeidsmøte med mor og far», «Elevsamtale (hjemmebesøk)»."""
    people = [p for p in naming.everyone(contact.med or ()) if p != _GIVEN.get(contact.type)]
    preposition = "til" if contact.maate in ONE_WAY or contact.type == "ledelse" else "med"
    if contact.type == "hjem":
        return f"{stor(contact.maate or 'kontakt')} {preposition} {liste(people) or 'hjemmet'}"
    if contact.type == "ledelse":
        people = people or ["ledelsen"]
    how = f" ({contact.maate})" if contact.maate and contact.maate != "møte" else ""
    text = f"{stor(_WORDS.get(contact.type, contact.type))}{how}"
    return f"{text} {preposition} {liste(people)}" if people else text
