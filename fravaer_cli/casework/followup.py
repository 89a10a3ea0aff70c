"""Triggers and contacts → findings with their follow-up (03, «Findings and follow-up»)."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from fravaer_cli.casework.fulfilment import FULFILMENTS
from fravaer_cli.model.kontakt import Kontakt
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.rules.kind import Triggers
from fravaer_cli.rules.pack import Hvem, Krav, Regel
from fravaer_cli.school_year import SchoolCalendar


class Status(StrEnum):
    """How far a follow-up has come; worst first."""

    FORFALT = "forfalt"
    AAPEN = "åpen"
    UTFOERT = "utført"

    @property
    def rank(self) -> int:
        """0 is worst."""
        return list(Status).index(self)


class Situation(NamedTuple):
    """What the follow-up of one pupil is judged on.

    Attributes:
        kontakter: those dated on or before `today`.
        guardians: the guardians' names.
        today: the check date.
        period: first and last day of the check's period.
    """

    kontakter: tuple[Kontakt, ...]
    planer: tuple[Tiltaksplan, ...]
    guardians: frozenset[str]
    calendar: SchoolCalendar
    today: date
    period: tuple[date, date]


class Oppfoelging(NamedTuple):
    """One item of a finding: who does what, by when, and whether it is done.

    Attributes:
        utfoert: the date of the latest fulfilling contact; None while open, or where a plan alone took care.
        oppfylles_av: the kind of contact it asks for.
    """

    hvem: Hvem
    status: Status
    frist: date | None
    utfoert: date | None
    oppfylles_av: str


class Funn(NamedTuple):
    """One rule's finding for one pupil.

    Attributes:
        status: the worst of its items.
        nytt: the last trigger lies in the check's period.
        dato: the first trigger that is open for any item; none open: the last trigger.
        ivaretatt: a running plan takes care of the last trigger.
    """

    regel: Regel
    utloest: Triggers
    status: Status
    nytt: bool
    dato: date
    oppfoelging: tuple[Oppfoelging, ...]
    ivaretatt: bool = False

    @property
    def alvor(self) -> str:
        """`tiltak`, or `varsel` for a rule that asks for nothing."""
        return "tiltak" if self.oppfoelging else "varsel"

    @property
    def calls_for_action(self) -> bool:
        """Something is to be done."""
        return self.alvor == "tiltak" and self.status is not Status.UTFOERT


def judge(rule: Regel, found: Triggers, situation: Situation) -> Funn | None:
    """The finding, or None for a warning whose last trigger lies outside the period."""
    first, last = situation.period
    new = first <= found.last <= last
    if not rule.krav or found.untested:
        return Funn(rule, found, Status.AAPEN, new, found.last, ()) if new else None
    cared = _cared_for(found.days, situation.planer) if rule.ivaretas_av_plan else frozenset()
    items, open_days = [], []
    for krav in rule.krav:
        item, first_open = _item(krav, found.days, cared, situation)
        items.append(item)
        if first_open:
            open_days.append(first_open)
    status = min((i.status for i in items), key=lambda s: s.rank)
    return Funn(rule, found, status, new, min(open_days, default=found.last), tuple(items), found.last in cared)


def _cared_for(days: Sequence[date], plans: Sequence[Tiltaksplan]) -> Collection[date]:
    return frozenset(d for d in days if any(p.periode.fra <= d <= p.tar_vare_til for p in plans))


def _item(
    krav: Krav, days: Sequence[date], cared: Collection[date], situation: Situation
) -> tuple[Oppfoelging, date | None]:
    fulfilment = FULFILMENTS[krav.oppfylles_av]
    done = [
        c.dato
        for c in situation.kontakter
        if c.dato >= days[0] and fulfilment.matches(c, situation.guardians) and fulfilment.answered(c)
    ]
    latest = max(done, default=None)
    first_open = next((d for d in days if d not in cared and (latest is None or latest < d)), None)
    if first_open is None:
        return Oppfoelging(krav.hvem, Status.UTFOERT, None, latest, krav.oppfylles_av), None
    frist = situation.calendar.deadline(krav.frist, first_open) if krav.frist else None
    overdue = frist is not None and situation.today > frist
    hvem = krav.hvem
    if krav.ved_ubesvart and any(
        c.dato >= first_open and fulfilment.matches(c, situation.guardians) and not fulfilment.answered(c)
        for c in situation.kontakter
    ):
        hvem = krav.ved_ubesvart
    status = Status.FORFALT if overdue else Status.AAPEN
    return Oppfoelging(hvem, status, frist, None, krav.oppfylles_av), first_open
