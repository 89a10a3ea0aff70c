"""Rules of the kind `frist` in a pack: what is due after something that happened in the case (03)."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from fravaer_cli.casework.draft import Draft, item
from fravaer_cli.casework.evidence import event, traces
from fravaer_cli.casework.facts import Facts
from fravaer_cli.rules.pack import Fristregel, Regel, Spor
from fravaer_cli.school_year import Frist
from fravaer_cli.texts import stor


def due(facts: Facts, regel: Regel) -> Iterator[Draft]:
    """The finding of a rule of the kind `frist`, if what it waits for has happened."""
    params: Fristregel = regel.params
    after = traces(facts, params.etter)
    if facts.closed or not after:
        return
    items, open_days = [], []
    for krav in regel.krav:
        wanted = (Spor(krav.oppfylles_av),) if krav.oppfylles_av else params.krever
        done = [t.day for t in traces(facts, wanted)]
        deadline = partial(_deadline, facts, krav.frist or params.innen)
        todo, first_open = item(krav.hvem, [t.day for t in after], done, deadline, facts.today)
        items.append(todo)
        if first_open:
            open_days.append(first_open)
    first = min(open_days, default=after[-1].day)
    what = event(facts, params.etter, first)
    melding = f"{regel.tittel}: {what}" if regel.tittel else stor(what)
    yield Draft(regel.id, melding, first, after[-1].day, tuple(items), tuple(after), regel.tolkning)


def _deadline(facts: Facts, frist: Frist | None, start: date) -> date | None:
    return facts.calendar.deadline(frist, start) if frist else None
