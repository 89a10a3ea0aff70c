"""`mønster`: absence that falls on one weekday, in one subject or after days off more often than chance explains.

Example: `hva: ukedag`. By the end of October there have been 50 school days, 10 of them Fridays. Away on eight days,
six of them Fridays, triggers: 1.6 were to be expected. Away on eight days, four of them Fridays, does not: among five
weekdays one stands out like that for every fifth pupil.

Patterns must not cry wolf (03). They are judged on look days only, the last school day of each month, and nothing
after the look day is seen. A pattern needs `minst` absences, and so many or more must be less likely than `nivå`:

* `ukedag`: hypergeometric (the window's school days, the weekday's among them, the days with absence), with Holm's
  correction over the five weekdays;
* `etter-fri`: the same for the first school day after a free Monday–Friday, and the year's first; one test;
* `fag`: see `moenster_fag`.

There is one finding. Its value and trigger are the count and the last absence of the strongest pattern.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from fravaer_cli.rules.history import History
from fravaer_cli.rules.kind import RuleKind, Triggers, parse_window
from fravaer_cli.rules.moenster_fag import find_subject
from fravaer_cli.rules.moenster_funn import Candidate, Moenster, flagged, sentence, triggers
from fravaer_cli.rules.moenster_statistics import hypergeometric_tail
from fravaer_cli.school_year import SchoolCalendar
from fravaer_cli.texts import UKEDAGER, liste

_BRIGHT_DAYS, _BRIGHT_EXPECTED = 5, 2


def parse(raw: Mapping[str, Any]) -> Moenster:
    """The parameters of a rule as written; what is not given takes the default."""
    given: dict[str, Any] = {}
    if raw.get("vindu") is not None:
        given["vindu"] = parse_window(raw["vindu"])
    if raw.get("minst") is not None:
        given["minst"] = int(raw["minst"])
    if raw.get("nivå") is not None:
        given["nivaa"] = float(raw["nivå"])
    return Moenster(raw["hva"], **given)


def find(history: History, rule: Moenster) -> Triggers | None:
    """The pattern on the latest look day."""
    look = look_day(history.calendar, history.until) if history.entries else None
    if look is None:
        return None
    return _FIND[rule.hva](history, rule, history.calendar.window(rule.vindu, look))


def look_day(calendar: SchoolCalendar, until: date) -> date | None:
    """The latest last school day of a month on or before `until`, in its school year; None before the first."""
    days = calendar.year(until).days
    i = bisect_right(days, until.toordinal())
    if i == 0:
        return None
    day = date.fromordinal(days[i - 1])
    if i < len(days) and date.fromordinal(days[i]).month == day.month:
        i = bisect_left(days, day.replace(day=1).toordinal())
    return date.fromordinal(days[i - 1]) if i else None


def lyspunkt(history: History, first: date, last: date) -> str | None:
    """«Kommer alltid på onsdager (9 av 9).»: weekdays without any absence from `first` to `last`, or None.

    Said of a weekday with at least five school days, where chance would have given at least two absences. A whole day
    away by agreement is no day on which the pupil could have come, and is left out.
    """
    absent = _absent(history, (first, last))
    if len(absent) < _BRIGHT_EXPECTED:
        return None
    school_days = _expected(history, (first, last), absent)
    bright = [
        f"{UKEDAGER[i]}er ({len(held)} av {len(held)})"
        for i, (held, away) in enumerate(zip(_by_weekday(school_days), _by_weekday(absent), strict=True))
        if not away and len(held) >= _BRIGHT_DAYS and len(absent) * len(held) >= _BRIGHT_EXPECTED * len(school_days)
    ]
    return f"Kommer alltid på {liste(bright)}." if bright else None


def after_free(year: Sequence[int], days: Sequence[int]) -> frozenset[int]:
    """Those of `days` before which a Monday–Friday was free, and the year's first.

    Args:
        year: the ordinals of all school days of the year.
        days: some of them, in a row.
    """
    if not days:
        return frozenset()
    i = bisect_left(year, days[0])
    days_before = (year[i - 1] if i else 0, *days[:-1])
    return frozenset(
        d
        for before, d in zip(days_before, days, strict=True)
        if d - before > 1 and (d - before != 3 or d % 7 != 1)  # ordinal 1 is a Monday; Friday to Monday is a weekend
    )


def _find_weekday(history: History, rule: Moenster, window: tuple[date, date]) -> Triggers | None:
    absent = _absent(history, window)
    away = _by_weekday(absent)
    if max(map(len, away)) < rule.minst:
        return None
    held = [len(days) for days in _by_weekday(_expected(history, window, absent))]
    found = flagged([_candidate(f"er {UKEDAGER[i]}er", away[i], absent, held[i], sum(held)) for i in range(5)], rule)
    return _found(history, window, found, absent, lyspunkt(history, *window)) if found else None


def _find_after_free(history: History, rule: Moenster, window: tuple[date, date]) -> Triggers | None:
    absent = _absent(history, window)
    if len(absent) < rule.minst:
        return None
    marked = after_free(history.calendar.year(window[1]).days, history.calendar.school_days(*window))
    away = [d for d in absent if d in marked]
    if len(away) < rule.minst:
        return None
    school_days = _expected(history, window, absent)
    held = len(marked.intersection(school_days))
    found = flagged([_candidate("kommer rett etter fri", away, absent, held, len(school_days))], rule)
    return _found(history, window, found, absent) if found else None


def _absent(history: History, window: tuple[date, date]) -> list[int]:
    """The days with any absence entry, ascending."""
    a, b = window[0].toordinal(), window[1].toordinal()
    return sorted({d for s in history.entries if s.entry.type != "avtalt" for d in s.days if a <= d <= b})


def _expected(history: History, window: tuple[date, date], absent: Sequence[int]) -> list[int]:
    """The school days on which the pupil was to come: a whole day away by agreement is none of them.

    Without this, a pupil who is at home on Wednesdays and Thursdays by the plan would seem to avoid the other days.
    """
    agreed = {d for s in history.entries if s.entry.type == "avtalt" and s.entry.hele_dagen for d in s.days}
    agreed.difference_update(absent)
    return [d for d in history.calendar.school_days(*window) if d not in agreed]


def _by_weekday(days: Iterable[int]) -> list[list[int]]:
    """Monday's, Tuesday's … Friday's."""
    weekdays: list[list[int]] = [[], [], [], [], []]
    for d in days:
        weekdays[(d - 1) % 7].append(d)
    return weekdays


def _candidate(words: str, away: Sequence[int], absent: Sequence[int], marked: int, total: int) -> Candidate:
    tail = hypergeometric_tail(total, marked, len(absent), len(away))
    return Candidate(words, away, (len(absent) * marked, total), tail)


def _found(
    history: History,
    window: tuple[date, date],
    found: Sequence[Candidate],
    absent: Sequence[int],
    bright: str | None = None,
) -> Triggers:
    entries = [s for s in history.entries if s.entry.type != "avtalt"]
    whole = {d for s in entries if s.entry.type == "dag" for d in s.days}
    note = sentence(found, len(absent), "fraværsdager" if whole.issuperset(absent) else "dager med fravær")
    pattern = {d for c in found for d in c.days}
    evidence = [s for s in entries if not pattern.isdisjoint(s.days)]
    return triggers(found, window, evidence, f"{note}. {bright}" if bright else note)


def describe(_rule: Moenster, found: Triggers) -> str:
    """«6 av 8 fraværsdager er fredager; ventet 1,6»."""
    return found.note


_FIND: dict[str, Callable[[History, Moenster, tuple[date, date]], Triggers | None]] = {
    "ukedag": _find_weekday,
    "fag": find_subject,
    "etter-fri": _find_after_free,
}

KIND = RuleKind(
    needs=("hva",),
    takes=("vindu", "minst", "nivå"),
    parse=parse,
    find=find,
    limit=attrgetter("minst"),
    describe=describe,
)
