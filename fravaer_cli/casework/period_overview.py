"""What the day, month and half-year views tell of one pupil beside the findings: whom to call, causes, months."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from fravaer_cli.casework.counts import Counts, count
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.followup import Funn, Status
from fravaer_cli.casework.fulfilment import FULFILMENTS
from fravaer_cli.model.fravaer import Fravaersfoering
from fravaer_cli.rules.history import History
from fravaer_cli.rules.pack import Krav

_DAY = timedelta(days=1)
NOT_GIVEN = ""
"""The cause of an entry that names none."""


class Foresatt(NamedTuple):
    """A guardian to call. `tolk`: the language of the interpreter, where one is needed."""

    navn: str
    relasjon: str | None
    telefon: str | None
    tolk: str | None
    foreldreansvar: bool


class Ringeliste(NamedTuple):
    """The guardians to call.

    Attributes:
        foresatte: those who may be shown.
        skjermet: how many are left out because they are protected.
    """

    foresatte: tuple[Foresatt, ...] = ()
    skjermet: int = 0


class Forsoek(NamedTuple):
    """A try to reach home that nobody answered."""

    dato: date
    kl: str | None


class Reserve(NamedTuple):
    """What happens with a finding when nobody at home answers.

    Attributes:
        regel: the finding's rule.
        handling: what then, by whom; empty where the rule has nobody for it.
        overtatt: it has been handed over already.
        forsoek: the unanswered tries.
    """

    regel: str
    handling: str
    ansvarlig: str
    navn: str | None
    overtatt: bool
    forsoek: tuple[Forsoek, ...]


class IDag(NamedTuple):
    """An entry of the check date. `meldt`: home has told of it."""

    type: str
    timer: int
    dokumentert: bool
    meldt: bool


class Aarsak(NamedTuple):
    """Absence of one cause (`NOT_GIVEN` for none): days, lessons, and times late or gone."""

    navn: str
    dager: int
    timer: int
    ganger: int


class Maaned(NamedTuple):
    """One calendar month, as far as the half-year and the check date reach."""

    fra: date
    til: date
    antall: Counts


class Oversikt(NamedTuple):
    """One pupil in the day, month and half-year views.

    Attributes:
        periode: counts in the check's period.
        udokumenterte_timer: lessons in the period without documentation.
        aarsaker: causes in the period, the most frequent first.
        maaneder: the half-year month by month; only in that check.
        foer: counts of the first half-year, where the check is in the second.
        aapnet: when the case was opened, if that was on or before the check date; `avsluttet` likewise.
        aktiv: the case was active at the check date.
        i_dag: the entries of the check date; this and the rest only in the day's check.
    """

    periode: Counts
    udokumenterte_timer: int = 0
    aarsaker: tuple[Aarsak, ...] = ()
    maaneder: tuple[Maaned, ...] = ()
    foer: Counts | None = None
    aapnet: date | None = None
    avsluttet: date | None = None
    aktiv: bool = False
    i_dag: tuple[IDag, ...] = ()
    ring: Ringeliste = Ringeliste()
    reserver: tuple[Reserve, ...] = ()


def period_overview(facts: Facts, sjekk: str, funn: Iterable[Funn]) -> Oversikt:
    """The pupil's overview in the check of a day, a month or a half-year."""
    first, last = facts.situation.period
    found = Oversikt(count(facts.history, first, last))
    if sjekk == "dag":
        return found._replace(
            i_dag=tuple(_today(facts.history)),
            ring=_guardians(facts),
            reserver=tuple(_reserve(facts, f) for f in funn if "dag" in f.regel.sjekk and f.oppfoelging),
        )
    sak = facts.case.sak
    return found._replace(
        udokumenterte_timer=_undocumented_lessons(facts.history, first, last),
        aarsaker=_causes(facts.history, first, last),
        maaneder=tuple(_months(facts.history, first, last)) if sjekk == "semester" else (),
        foer=_earlier_half(facts, first) if sjekk == "semester" else None,
        aapnet=sak.aapnet if sak.aapnet and sak.aapnet <= last else None,
        avsluttet=sak.avsluttet if sak.status == "avsluttet" and sak.avsluttet and sak.avsluttet <= last else None,
        aktiv=_active(facts),
    )


def _active(facts: Facts) -> bool:
    """Whether the case was active at the check date; the file tells what it is now, and its dates the rest."""
    sak, today = facts.case.sak, facts.today
    if sak.aapnet and sak.aapnet > today:
        return False
    return sak.status == "aktiv" or (sak.status == "avsluttet" and sak.avsluttet is not None and sak.avsluttet > today)


def _today(history: History) -> Iterator[IDag]:
    today = history.until.toordinal()
    for seen in history.entries:
        if seen.days[-1] == today and seen.entry.type != "avtalt":
            e = seen.entry
            yield IDag(e.type, e.antall_timer if e.type == "time" else 0, e.dokumentert, bool(e.meldt))


def _guardians(facts: Facts) -> Ringeliste:
    known = facts.case.sak.foresatte
    shown = tuple(
        Foresatt(f.navn, f.relasjon, f.telefon, f.tolkespraak, f.foreldreansvar is not False)
        for f in known
        if not f.skjermet
    )
    return Ringeliste(shown, len(known) - len(shown))


def _reserve(facts: Facts, funn: Funn) -> Reserve:
    """Of the first open item: who takes over, and what was tried."""
    pairs = list(zip(funn.regel.krav, funn.oppfoelging, strict=True))
    krav, item = next(((k, i) for k, i in pairs if i.status is not Status.UTFOERT), pairs[0])
    then = krav.ved_ubesvart
    return Reserve(
        regel=funn.regel.id,
        handling=then.handling if then else "",
        ansvarlig=then.ansvarlig if then else "",
        navn=facts.holder(then.ansvarlig) if then else None,
        overtatt=then is not None and item.hvem == then,
        forsoek=() if item.status is Status.UTFOERT else tuple(_tries(facts, krav, funn.dato)),
    )


def _tries(facts: Facts, krav: Krav, since: date) -> Iterator[Forsoek]:
    fulfilment = FULFILMENTS.get(krav.oppfylles_av)
    for c in sorted(facts.kontakter, key=lambda c: (c.dato, c.kl or "")):
        right = fulfilment and c.dato >= since and fulfilment.matches(c, facts.situation.guardians)
        if fulfilment and right and not fulfilment.answered(c):
            yield Forsoek(c.dato, c.kl)


def _within(history: History, first: date, last: date) -> Iterator[tuple[Fravaersfoering, list[int]]]:
    a, b = first.toordinal(), last.toordinal()
    for seen in history.entries:
        days = [d for d in seen.days if a <= d <= b]
        if days and seen.entry.type != "avtalt":
            yield seen.entry, days


def _undocumented_lessons(history: History, first: date, last: date) -> int:
    return sum(
        e.antall_timer * len(days)
        for e, days in _within(history, first, last)
        if e.type == "time" and not e.dokumentert
    )


def _causes(history: History, first: date, last: date) -> tuple[Aarsak, ...]:
    """A day with two causes counts for both."""
    days: dict[str, set[int]] = {}
    lessons: dict[str, int] = {}
    times: dict[str, int] = {}
    for entry, inside in _within(history, first, last):
        cause = entry.aarsak or NOT_GIVEN
        days.setdefault(cause, set())
        if entry.type == "dag":
            days[cause].update(inside)
        elif entry.type == "time":
            lessons[cause] = lessons.get(cause, 0) + entry.antall_timer * len(inside)
        else:
            times[cause] = times.get(cause, 0) + len(inside)
    found = [Aarsak(c, len(d), lessons.get(c, 0), times.get(c, 0)) for c, d in days.items()]
    return tuple(sorted(found, key=lambda a: (-a.dager, -a.timer, -a.ganger, a.navn)))


def _months(history: History, first: date, last: date) -> Iterator[Maaned]:
    """Months without any school day are left out."""
    start = first
    while start <= last:
        following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        end = min(following - _DAY, last)
        counts = count(history, start, end)
        if counts.skoledager:
            yield Maaned(start, end, counts)
        start = following


def _earlier_half(facts: Facts, first: date) -> Counts | None:
    year = facts.calendar.year(facts.today)
    return count(facts.history, year.begin, year.split) if first > year.split else None
