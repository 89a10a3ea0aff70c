"""All dates that a case's files agree on: meetings, measures, follow-ups, consents. Shown by `agenda` and `status`."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from fravaer_cli.casework.evidence import Trace
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.naming import in_capitals
from fravaer_cli.model.felles import Oppgave
from fravaer_cli.model.sak import Samtykke
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.texts import liste

_EVALUATING = frozenset({"evalueringsmøte", "samarbeidsmøte", "nærværsmøte", "tverrfaglig-møte"})
_NEAR = timedelta(days=7)
"""A meeting so shortly before the agreed evaluation took its place."""


class Agreed(NamedTuple):
    """Something agreed for a day.

    Attributes:
        slag: `avtale` (agreed in a contact), `videre` (in an evaluation), `tiltak`, `delmål`, `møte`, `evaluering`,
            `neste-evaluering` or `samtykke`.
        hva: what, in the file's words.
        hvem: who, in the file's words.
        since: the day it was agreed on: of the contact, the evaluation, the consent, or the day the plan begins.
        done: the files say that it is done, or that something later took its place.
    """

    slag: str
    day: date
    hva: str
    hvem: str | None
    since: date
    trace: Trace
    kl: str | None = None
    sted: str | None = None
    done: bool = False


@lru_cache(maxsize=1)
def agreed(facts: Facts) -> tuple[Agreed, ...]:
    """All of them, by day, also those behind and far ahead. A closed case has none."""
    if facts.closed:
        return ()
    found = [*_contacts(facts), *_evaluations(facts), *_plans(facts), *_consents(facts)]
    return tuple(sorted(found, key=lambda a: (a.day, a.kl or "", a.slag, a.hva)))


def _contacts(facts: Facts) -> Iterator[Agreed]:
    for c in facts.kontakter:
        yield from _tasks("avtale", c.avtalt, Trace(c.dato, "kontakt.yaml", ("kontakt", c.nr, "avtalt")))


def _evaluations(facts: Facts) -> Iterator[Agreed]:
    for e in facts.evalueringer:
        at = ("evalueringer", e.nr)
        yield from _tasks("videre", e.videre, Trace(e.dato, "evaluering.yaml", (*at, "videre")))
        if e.neste:
            done = any(later.dato > e.dato for later in facts.evalueringer) or any(
                c.type in _EVALUATING and c.svar is not False and c.dato > e.dato and c.dato >= e.neste - _NEAR
                for c in facts.kontakter
            )
            trace = Trace(e.neste, "evaluering.yaml", (*at, "neste"))
            hvem = facts.case.sak.ansvarlig
            yield Agreed("neste-evaluering", e.neste, "Ny evaluering", hvem, e.dato, trace, done=done)


def _tasks(slag: str, tasks: tuple[Oppgave, ...], at: Trace) -> Iterator[Agreed]:
    for i, task in enumerate(tasks):
        if task.frist and task.hva:
            trace = Trace(task.frist, at.file, (*at.route, i, "frist"))
            yield Agreed(slag, task.frist, task.hva, task.ansvar, at.day, trace)


def _plans(facts: Facts) -> Iterator[Agreed]:
    for plan in facts.case.planer:
        begun, evaluated = plan.periode.fra, facts.evaluations_of(plan)
        replaced = plan in facts.planer[:-1]
        yield from _measures(plan, done=bool(evaluated) or replaced)
        for i, meeting in enumerate(plan.moeteplan):
            if meeting.dato:
                trace = Trace(meeting.dato, plan.fil, ("møteplan", i))
                hvem = ", ".join(meeting.med) or None
                yield Agreed("møte", meeting.dato, "Møte om planen", hvem, begun, trace, meeting.kl, meeting.sted)
        meeting_ = plan.evaluering
        if meeting_ and meeting_.dato:
            trace = Trace(meeting_.dato, plan.fil, ("evaluering", "dato"))
            hvem = meeting_.innkalles_av or plan.kontaktperson
            done = bool(evaluated) or replaced
            what = "Evaluering av planen"
            yield Agreed("evaluering", meeting_.dato, what, hvem, begun, trace, meeting_.kl, meeting_.sted, done)


def _measures(plan: Tiltaksplan, *, done: bool) -> Iterator[Agreed]:
    begun = plan.periode.fra
    for i, tiltak in enumerate(plan.tiltak):
        if tiltak.frist:
            trace = Trace(tiltak.frist, plan.fil, ("tiltak", i, "frist"))
            what = f"{tiltak.id}: {tiltak.tiltak}" if tiltak.tiltak else tiltak.id
            yield Agreed("tiltak", tiltak.frist, what, tiltak.ansvar, begun, trace, done=done)
    for i, delmaal in enumerate(plan.delmaal):
        if delmaal.innen:
            trace = Trace(delmaal.innen, plan.fil, ("delmål", i, "innen"))
            what = f"{delmaal.id}: {delmaal.maal}" if delmaal.maal else delmaal.id
            yield Agreed("delmål", delmaal.innen, what, None, begun, trace, done=done)


def _renews(new: Samtykke, old: Samtykke, today: date) -> bool:
    """Whether a later consent, known and not withdrawn, goes on where another runs out."""
    lasts = new.utloeper is None or old.utloeper is None or new.utloeper > old.utloeper
    known = old.dato < new.dato <= today and (new.trukket is None or new.trukket > today)
    return known and lasts and set(old.tjenester) <= set(new.tjenester)


def _consents(facts: Facts) -> Iterator[Agreed]:
    consents = facts.case.sak.samtykker
    for i, c in enumerate(consents):
        if c.utloeper and (c.trukket is None or c.trukket > c.utloeper):
            newer = any(_renews(o, c, facts.today) for o in consents)
            what = in_capitals(f"Samtykket til {liste(c.tjenester) or 'samarbeid'} går ut")
            trace = Trace(c.utloeper, "sak.yaml", ("samtykker", i, "utløper"))
            yield Agreed("samtykke", c.utloeper, what, c.innhentet_av, c.dato, trace, done=newer)
