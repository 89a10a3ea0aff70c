"""A finding about the case work itself, before it gets names and lines."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from fravaer_cli.casework.evidence import Trace
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.followup import Oppfoelging, Status
from fravaer_cli.rules.pack import Hvem

LEAD = timedelta(days=7)
"""A deadline is shown when it is at most a week ahead, so that the Friday check has it before it is due."""


class Draft(NamedTuple):
    """One finding.

    Attributes:
        regel: its id.
        dato: the first day on which something is open; none open: the last day.
        siste: the last day that asked for it.
        items: what is to be done; without any it is a warning.
    """

    regel: str
    melding: str
    dato: date
    siste: date
    items: tuple[Oppfoelging, ...] = ()
    traces: tuple[Trace, ...] = ()
    tolkning: bool = False

    @property
    def alvor(self) -> str:
        """`tiltak`, or `varsel`."""
        return "tiltak" if self.items else "varsel"

    @property
    def status(self) -> Status:
        """The worst of its items."""
        return min((i.status for i in self.items), key=lambda s: s.rank, default=Status.AAPEN)

    def is_due(self, today: date) -> bool:
        """Something of it is to be done now, or within a week."""
        open_ = [i for i in self.items if i.status is not Status.UTFOERT]
        return not open_ or any(i.frist is None or i.frist <= today + LEAD for i in open_)


def item(
    hvem: Hvem, days: Sequence[date], done: Sequence[date], deadline: Callable[[date], date | None], today: date
) -> tuple[Oppfoelging, date | None]:
    """One thing to do after each of some days, and the first of the days after which it is not done.

    Args:
        days: ascending, at least one.
        done: the days on which it was done; one day settles all before it.
        deadline: the last day for it, from the first open day.
    """
    latest = max((d for d in done if d >= days[0]), default=None)
    first_open = next((d for d in days if latest is None or latest < d), None)
    if first_open is None:
        return Oppfoelging(hvem, Status.UTFOERT, None, latest, ""), None
    last = deadline(first_open)
    status = Status.FORFALT if last is not None and today > last else Status.AAPEN
    return Oppfoelging(hvem, status, last, None, ""), first_open


def warning(facts: Facts, regel: str, melding: str, traces: Sequence[Trace], *, tolkning: bool = False) -> list[Draft]:
    """A warning, said in the check's period only (03); none where the last trace lies outside it."""
    last = max(t.day for t in traces)
    first_day, last_day = facts.situation.period
    if not first_day <= last <= last_day:
        return []
    return [Draft(regel, melding, last, last, (), tuple(traces), tolkning)]
