"""`søsken`: the pupil and a sibling are absent on the same days.

Example: `vindu: {dager: 14}`, `minst: 2`. Both away on 3 and 4 November triggers on 4 November. Both away on
3 November, and one of them on the 4th, does not.

It triggers on every shared day where the shared days in the window ending there are at least `minst`. A day shared
with several siblings counts once. What is said names the dates only: never who the sibling is, nor why either was away.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from fravaer_cli.rules.history import History, absent_days
from fravaer_cli.rules.kind import RuleKind, Triggers, parse_window
from fravaer_cli.school_year import Vindu
from fravaer_cli.texts import dag_og_maaned, liste


class Soesken(NamedTuple):
    """Parameters."""

    vindu: Vindu
    minst: int


def parse(raw: Mapping[str, Any]) -> Soesken:
    """The parameters of a rule as written."""
    return Soesken(parse_window(raw["vindu"]), int(raw["minst"]))


def find(history: History, rule: Soesken) -> Triggers | None:
    """All days on which the rule is triggered."""
    if not history.soesken:
        return None
    away = frozenset().union(*history.soesken)
    shared = [d for d in absent_days(history.entries) if d in away]
    days: list[date] = []
    together: list[int] = []
    for i, ordinal in enumerate(shared):
        day = date.fromordinal(ordinal)
        first, _ = history.calendar.window(rule.vindu, day)
        within = shared[bisect_left(shared, first.toordinal()) : i + 1]
        if len(within) >= rule.minst:
            days.append(day)
            together = within
    if not days:
        return None
    entries = tuple(s for s in history.entries if s.entry.type == "dag" and not set(together).isdisjoint(s.days))
    window = history.calendar.window(rule.vindu, days[-1])
    note = f"borte samme dag som søsken: {_dates(together)}"
    return Triggers(tuple(days), len(together), window, entries, note)


def _dates(ordinals: Iterable[int]) -> str:
    """«31. oktober», «3. og 4. november», «31. oktober og 3. november»."""
    months = []
    for _, group in groupby(map(date.fromordinal, ordinals), key=lambda d: (d.year, d.month)):
        *before, last = group
        months.append(liste([*(f"{d.day}." for d in before), dag_og_maaned(last)]))
    return liste(months)


def describe(_rule: Soesken, found: Triggers) -> str:
    """«borte samme dag som søsken: 3. og 4. november»."""
    return found.note


KIND = RuleKind(
    needs=("vindu", "minst"),
    takes=(),
    parse=parse,
    find=find,
    limit=attrgetter("minst"),
    describe=describe,
)
