"""`andel`: more than a share of the school days of a window.

Example: `{type: [dag]}`, `vindu: {dager: 14}`, `over: 25`, `minst_skoledager: 8`. Three of the last ten school days
(30 %) triggers. Two of eight (25 %) does not: the share must be above the limit.

It triggers on every day with a matching `dag` entry where the share is above `over` percent, once the window holds
`minst_skoledager` school days. The comparison is of whole numbers; nothing is rounded (03).
"""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from fravaer_cli.rules.history import Filter, History, absent_days, evidence
from fravaer_cli.rules.kind import RuleKind, Triggers, parse_filter, parse_window
from fravaer_cli.rules.wording import filter_words, window_words
from fravaer_cli.school_year import Vindu
from fravaer_cli.texts import en_desimal, tall


class Andel(NamedTuple):
    """Parameters; `over` in percent."""

    utvalg: Filter
    vindu: Vindu
    over: int | float
    minst_skoledager: int = 1


def parse(raw: Mapping[str, Any]) -> Andel:
    """The parameters of a rule as written."""
    return Andel(parse_filter(raw), parse_window(raw["vindu"]), raw["over"], int(raw.get("minst_skoledager") or 1))


def find(history: History, rule: Andel) -> Triggers | None:
    """All days on which the rule is triggered."""
    entries = history.matching(rule.utvalg)
    absent = absent_days(entries)
    whole, _, decimals = str(rule.over).partition(".")
    limit, scale = int(whole + decimals), 10 ** len(decimals)  # as written: 33.3 is 333/10
    days: list[date] = []
    share = (0, 1)
    for i, ordinal in enumerate(absent):
        day = date.fromordinal(ordinal)
        first, _ = history.calendar.window(rule.vindu, day)
        school_days = history.calendar.count(first, day)
        if school_days < rule.minst_skoledager:
            continue
        percent = 100 * (i + 1 - bisect_left(absent, first.toordinal()))
        if percent * scale > limit * school_days:
            days.append(day)
            share = (percent, school_days)
    if not days:
        return None
    window = history.calendar.window(rule.vindu, days[-1])
    dag_entries = [s for s in entries if s.entry.type == "dag"]
    return Triggers(tuple(days), share[0], window, evidence(dag_entries, *window), of=share[1])


def describe(rule: Andel, found: Triggers) -> str:
    """«27,3 % fravær på 14 dager (grense over 25 %)»."""
    what = filter_words(rule.utvalg, "andel", 0)
    share = tall(en_desimal(found.amount, found.of))
    return f"{share} % {what} {window_words(rule.vindu)} (grense over {tall(rule.over)} %)"


KIND = RuleKind(
    needs=("når", "vindu", "over"),
    takes=("minst_skoledager",),
    parse=parse,
    find=find,
    limit=attrgetter("over"),
    describe=describe,
)
