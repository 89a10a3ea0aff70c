"""How a pupil's school year looks month by month, and what of it gives hope."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from fravaer_cli.casework.counts import Counts, Mark, count, picture
from fravaer_cli.casework.facts import Facts
from fravaer_cli.rules.history import History, absent_days
from fravaer_cli.rules.moenster import lyspunkt
from fravaer_cli.texts import antall, dag_og_maaned

BEFORE = 15
"""School days before a plan that its own are compared with: three weeks."""

_STREAK = 5
"""From so many school days in a row on, coming every day is worth saying."""

_WEEK = timedelta(days=7)


class Month(NamedTuple):
    """One month of the school year.

    Attributes:
        weeks: for each of its weeks Monday to Friday; None for a day of another month, or outside the school year.
    """

    first: date
    weeks: tuple[tuple[Mark | None, ...], ...]
    counts: Counts


class Attendance(NamedTuple):
    """On how many of the days on which the pupil should come, the pupil came.

    Attributes:
        when: «de 15 skoledagene før planen».
        agreed: whole days at home by agreement; they are not among `days`.
    """

    when: str
    came: int
    days: int
    agreed: int


def months(history: History) -> tuple[Month, ...]:
    """The months from the beginning of the school year to the check date."""
    year = history.calendar.year(history.until)
    last = min(history.until, year.end)
    if last < year.start:
        return ()
    marks = _marks(history)
    found = []
    first = year.start.replace(day=1)
    while first <= last:
        after = (first + timedelta(days=31)).replace(day=1)
        end = after - timedelta(days=1)
        weeks = []
        monday = first - timedelta(days=first.weekday())
        while monday <= end:
            days = [monday + timedelta(days=i) for i in range(5)]
            inside = [d if first <= d <= end and year.start <= d <= year.end else None for d in days]
            if days[4] >= first and days[0] <= end:
                weeks.append(tuple(_mark(d, marks, history.until) if d else None for d in inside))
            monday += _WEEK
        found.append(Month(first, tuple(weeks), count(history, first, min(end, history.until))))
        first = after
    return tuple(found)


def _mark(day: date, marks: dict[date, Mark], until: date) -> Mark:
    return Mark.FRAMTID if day > until else marks.get(day, Mark.FRI)


def _marks(history: History) -> dict[date, Mark]:
    """What each day up to the check date looks like in the check's picture; days of free weeks are not among them."""
    year = history.calendar.year(history.until)
    monday = year.start - timedelta(days=year.start.weekday())
    school_days, mondays = frozenset(year.days), []
    while monday <= history.until:
        if not school_days.isdisjoint(range(monday.toordinal(), monday.toordinal() + 5)):
            mondays.append(monday)
        monday += _WEEK
    shown = zip(mondays, picture(history, len(mondays)), strict=True)
    return {monday + timedelta(days=i): mark for monday, week in shown for i, mark in enumerate(week.days)}


def attendance(history: History, first: date, last: date, when: str) -> Attendance:
    """On how many days from `first` to `last` the pupil came, for the whole day or a part of it."""
    days = set(history.calendar.school_days(first, last))
    absent = set(absent_days(history.entries)) & days
    agreed = {d for s in history.entries if s.entry.type == "avtalt" and s.entry.hele_dagen for d in s.days}
    agreed = (agreed & days) - absent
    return Attendance(when, len(days) - len(agreed) - len(absent), len(days) - len(agreed), len(agreed))


def compared(facts: Facts) -> tuple[Attendance, ...]:
    """Before the year's first plan, and in each plan since; nothing where no plan has begun."""
    history, year = facts.history, facts.calendar.year(facts.today)
    plans = [(i + 1, p) for i, p in enumerate(facts.planer)]
    this_year = [(nr, p) for nr, p in plans if p.periode.fra >= year.begin]
    if not this_year or facts.today < year.start:
        return ()
    found = []
    start = this_year[0][1].periode.fra
    before = [d for d in year.days if d < start.toordinal()][-BEFORE:]
    several = len(plans) > 1
    if len(before) >= _STREAK:
        name = "den første planen" if several else "planen"
        when = f"de {len(before)} skoledagene før {name}"
        found.append(attendance(history, date.fromordinal(before[0]), date.fromordinal(before[-1]), when))
    for i, (nr, plan) in enumerate(this_year):
        first = plan.periode.fra
        last = this_year[i + 1][1].periode.fra - timedelta(days=1) if i + 1 < len(this_year) else facts.today
        which = f"plan {nr}" if several else "planen"
        when = f"siden {which} begynte" if last == facts.today else f"i {which}"
        found.append(attendance(history, first, last, when))
    return tuple(a for a in found if a.days)


def bright_spots(facts: Facts) -> Iterator[str]:
    """Sentences."""
    history, year = facts.history, facts.calendar.year(facts.today)
    bright = lyspunkt(history, year.begin, facts.today)
    if bright:
        yield bright
    absent = absent_days(history.entries)
    if absent:
        last = date.fromordinal(absent[-1])
        since = attendance(history, last + timedelta(days=1), facts.today, "")
        if since.came >= _STREAK:
            yield f"Ingen hel fraværsdag siden {dag_og_maaned(last)} ({antall(since.came, 'skoledag', 'skoledager')})."
