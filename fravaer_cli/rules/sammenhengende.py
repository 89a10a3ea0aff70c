"""`sammenhengende`: so many school days of absence in a row.

Example: `{type: [dag], årsak: [sykdom]}`, `skoledager: 3`. Ill on Thursday, Friday and Monday triggers on Monday:
weekends and holidays do not break a run. Ill on Thursday and Monday, at school on Friday, does not.

It triggers once per run, on the day on which the run reaches the length (03).
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from fravaer_cli.rules.history import Filter, History, absent_days, evidence
from fravaer_cli.rules.kind import RuleKind, Triggers, parse_filter
from fravaer_cli.rules.wording import filter_words


class Sammenhengende(NamedTuple):
    """Parameters."""

    utvalg: Filter
    skoledager: int


def parse(raw: Mapping[str, Any]) -> Sammenhengende:
    """The parameters of a rule as written."""
    return Sammenhengende(parse_filter(raw), int(raw["skoledager"]))


def find(history: History, rule: Sammenhengende) -> Triggers | None:
    """The day on which each run reaches the length."""
    entries = history.matching(rule.utvalg)
    runs: list[tuple[int, int]] = []
    length, first, previous = 0, 0, None
    school_days = history.calendar.year(history.until).days
    for day in absent_days(entries):
        in_row = previous is not None and school_days[bisect_right(school_days, previous)] == day
        length, first = (length + 1, first) if in_row else (1, day)
        if length == rule.skoledager:
            runs.append((first, day))
        previous = day
    if not runs:
        return None
    window = date.fromordinal(runs[-1][0]), date.fromordinal(runs[-1][1])
    days = tuple(date.fromordinal(last) for _, last in runs)
    dag_entries = [s for s in entries if s.entry.type == "dag"]
    return Triggers(days, rule.skoledager, window, evidence(dag_entries, *window))


def describe(rule: Sammenhengende, _found: Triggers) -> str:
    """«3 sykedager på rad»."""
    return f"{filter_words(rule.utvalg, 'dager', rule.skoledager)} på rad"


KIND = RuleKind(
    needs=("når", "skoledager"),
    takes=(),
    parse=parse,
    find=find,
    limit=attrgetter("skoledager"),
    describe=describe,
)
