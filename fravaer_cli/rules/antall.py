"""`antall`: so many days, lessons or events within a window.

Example: `{type: [forsentkomming]}`, `enhet: hendelser`, `vindu: måned`, `minst: 3`. Late on 30 September, 1 and
2 October triggers on 2 October. Late on 1 September, 1 October and 3 October does not: on 3 October the month behind
holds two.

A rule triggers on every day that has a matching entry and where the count in the window ending there is at least
`minst`. `dager` counts distinct school days with a matching `dag` entry, `timer` the lessons and `hendelser` the
entries, once for each school day an entry covers (03).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from operator import attrgetter
from typing import Any, NamedTuple

from fravaer_cli.rules.history import Filter, History, Seen, evidence
from fravaer_cli.rules.kind import RuleKind, Triggers, parse_filter, parse_window
from fravaer_cli.rules.wording import filter_words, window_words
from fravaer_cli.school_year import Vindu


class Antall(NamedTuple):
    """Parameters."""

    utvalg: Filter
    enhet: str
    vindu: Vindu
    minst: int


def parse(raw: Mapping[str, Any]) -> Antall:
    """The parameters of a rule as written."""
    return Antall(parse_filter(raw), raw["enhet"], parse_window(raw["vindu"]), int(raw["minst"]))


def find(history: History, rule: Antall) -> Triggers | None:
    """All days on which the rule is triggered."""
    entries = history.matching(rule.utvalg)
    amounts = _amounts(entries, rule.enhet)
    if sum(amounts.values()) < rule.minst:
        return None
    counted = sorted(amounts)
    sums = [0, *accumulate(amounts[d] for d in counted)]

    def count(first: date, last: date) -> int:
        return sums[bisect_right(counted, last.toordinal())] - sums[bisect_left(counted, first.toordinal())]

    days = []
    for ordinal in sorted({d for s in entries for d in s.days}):
        day = date.fromordinal(ordinal)
        if count(*history.calendar.window(rule.vindu, day)) >= rule.minst:
            days.append(day)
    if not days:
        return None
    window = history.calendar.window(rule.vindu, days[-1])
    return Triggers(tuple(days), count(*window), window, evidence(entries, *window))


def _amounts(entries: Sequence[Seen], enhet: str) -> dict[int, int]:
    """How much each school day adds to the count."""
    if enhet == "dager":
        return {day: 1 for seen in entries if seen.entry.type == "dag" for day in seen.days}
    amounts: dict[int, int] = {}
    for seen in entries:
        amount = seen.entry.antall_timer if enhet == "timer" else 1
        for day in seen.days:
            amounts[day] = amounts.get(day, 0) + amount
    return amounts


def describe(rule: Antall, found: Triggers) -> str:
    """«3 forsentkomminger på en måned (grense 3)»."""
    n = found.amount
    what = filter_words(rule.utvalg, rule.enhet, n)
    if rule.vindu == Vindu("dager", 1) and rule.minst == 1:
        return what
    limit = f" (grense {rule.minst})" if rule.minst > 1 else ""
    return f"{what} {window_words(rule.vindu)}{limit}"


KIND = RuleKind(
    needs=("når", "enhet", "vindu", "minst"),
    takes=(),
    parse=parse,
    find=find,
    limit=attrgetter("minst"),
    describe=describe,
)
