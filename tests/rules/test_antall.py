"""`antall`: triggers, just below, the window's edges, spans, and what is not counted."""

from __future__ import annotations

import pytest

from fravaer_cli.rules.antall import KIND
from tests.rules.hjelp import d, days, history, rule, triggers

LATE = "{når: {type: [forsentkomming]}, enhet: hendelser, vindu: måned, minst: 3}"
EIGHT = "{når: {type: [dag]}, enhet: dager, vindu: semester, minst: 8}"
UNDOCUMENTED = "{når: {type: [dag, time], dokumentert: nei}, enhet: hendelser, vindu: {dager: 1}, minst: 1}"
LESSONS = "{når: {type: [time]}, enhet: timer, vindu: {dager: 14}, minst: 5}"


@pytest.mark.parametrize(
    ("text", "log", "expected"),
    [
        # limit
        (LATE, "forsentkomming: 09-30, 10-01, 10-02", ["10-02"]),
        (LATE, "forsentkomming: 09-30, 10-01", []),
        (LATE, "forsentkomming: 09-30, 09-30, 09-30", ["09-30"]),  # events, not days
        (LATE, "forsentkomming: 09-29, 09-30, 10-01, 10-02", ["10-01", "10-02"]),
        # the window's edges: (2 September, 2 October]
        (LATE, "forsentkomming: 09-03, 10-01, 10-02", ["10-02"]),
        (LATE, "forsentkomming: 09-02, 10-01, 10-02", []),
        (LATE, "forsentkomming: 09-01, 10-01, 10-03", []),
        (LATE, "forsentkomming: 2026-02-27, 2026-03-30, 2026-03-26", []),  # (28 Feb, 30 Mar]
        (LATE, "forsentkomming: 2026-03-02, 2026-03-26, 2026-03-27", ["2026-03-27"]),
        # only a day with a matching entry triggers
        (LATE, "forsentkomming: 09-30, 10-01, 10-02; dag: 10-03; time: 10-03", ["10-02"]),
        # clipped to the school year
        (LATE, "forsentkomming: 2025-06-20, 08-18, 08-19", []),
        # days: distinct school days
        (EIGHT, "dag: 09-01/09-10", ["09-10"]),  # 8 school days, over a weekend
        (EIGHT, "dag: 09-01/09-09", []),
        (EIGHT, "dag: 10-01/10-17", ["10-17"]),  # the vacation's days are none: 3 + 5
        (EIGHT, "dag: 10-01/10-16", []),
        (EIGHT, "dag: 09-01/09-09, 09-09", []),  # a day counts once
        (EIGHT, "dag: 09-01/09-09; time: 09-10; avtalt: 09-11; forlot: 09-12", []),
        (EIGHT, "dag: 09-01/09-10, 10-01", ["09-10", "10-01"]),
        # half-years: the first ends with 16 January
        (EIGHT, "dag: 2026-01-06/2026-01-15, 2026-01-16", ["2026-01-15", "2026-01-16"]),
        (EIGHT, "dag: 2026-01-08/2026-01-19", []),
        (EIGHT, "dag: 2026-01-19/2026-01-28", ["2026-01-28"]),
        # one day
        (UNDOCUMENTED, "time: 09-03", ["09-03"]),
        (UNDOCUMENTED, "dag: 09-03/09-08", ["09-03", "09-04", "09-05", "09-08"]),  # each school day
        (UNDOCUMENTED, "dag(dokumentert: ja): 09-03", []),
        (UNDOCUMENTED, "forsentkomming: 09-03; forlot: 09-03; avtalt: 09-03", []),
        # lessons: timer, else the length of time, else one; on each day of a span
        (LESSONS, "time(timer: 5): 09-03", ["09-03"]),
        (LESSONS, "time(timer: 4): 09-03", []),
        (LESSONS, "time(timer: 2): 09-03; time(time: [1, 2]): 09-04; time: 09-05", ["09-05"]),
        (LESSONS, "time(timer: 1, time: [1, 2, 3, 4, 5]): 09-03", []),
        (LESSONS, "time(timer: 2): 09-03/09-05", ["09-05"]),
        (LESSONS, "time(timer: 4): 09-01; time: 09-14", []),
        (LESSONS, "time(timer: 4): 09-01; time: 09-12", ["09-12"]),
        (LESSONS, "time(timer: 4): 09-01; time: 09-15", []),  # 15 September sees 2–15
        ("{når: {type: [dag]}, enhet: dager, vindu: {skoledager: 3}, minst: 2}", "dag: 10-02, 10-13", ["10-13"]),
        ("{når: {type: [dag]}, enhet: dager, vindu: {skoledager: 2}, minst: 2}", "dag: 10-02, 10-13", []),
        ("{når: {type: [dag]}, enhet: dager, vindu: kvartal, minst: 2}", "dag: 09-16, 12-15", ["12-15"]),
        ("{når: {type: [dag]}, enhet: dager, vindu: kvartal, minst: 2}", "dag: 09-15, 12-15", []),
        ("{når: {type: [dag]}, enhet: dager, vindu: skoleår, minst: 2}", "dag: 08-18, 2026-06-19", ["2026-06-19"]),
        ("{enhet: dager, vindu: måned, minst: 1}", "time: 09-03", []),  # days are days of `dag`
    ],
)
def test_triggers(text: str, log: str, expected: list[str]) -> None:
    assert days(triggers(KIND, text, log)) == expected


def test_a_day_with_a_matching_entry_triggers_though_it_adds_nothing() -> None:
    # «every day d that has a matching entry»: a single lesson on a day when the days of the month are many enough
    text = "{når: {type: [dag, time]}, enhet: dager, vindu: måned, minst: 1}"
    assert days(triggers(KIND, text, "dag: 09-03; time: 09-04")) == ["09-03", "09-04"]


def test_value_window_and_evidence_are_those_of_the_last_trigger() -> None:
    found = triggers(KIND, LATE, "forsentkomming: 09-01, 09-30, 10-01, 10-02, 10-03")
    assert found is not None
    assert (found.amount, found.window, found.last) == (4, (d("09-04"), d("10-03")), d("10-03"))
    assert [s.entry.foerste for s in found.evidence] == [d("09-30"), d("10-01"), d("10-02"), d("10-03")]


def test_what_lies_after_the_check_date_is_not_seen() -> None:
    assert days(triggers(KIND, LATE, "forsentkomming: 09-30, 10-01, 10-02", until="10-01")) == []


@pytest.mark.parametrize(
    ("text", "log", "said"),
    [
        (LATE, "forsentkomming: 09-30, 10-01, 10-02", "3 forsentkomminger på en måned (grense 3)"),
        (EIGHT, "dag: 09-01/09-10", "8 fraværsdager dette halvåret (grense 8)"),
        (UNDOCUMENTED, "time: 09-03", "1 udokumentert fravær"),
        (LESSONS, "time(timer: 5): 09-03", "5 timer på 14 dager (grense 5)"),
        (
            "{når: {type: dag, dokumentert: ja}, enhet: dager, vindu: kvartal, minst: 1}",
            "dag(dokumentert: ja): 09-03",
            "1 dokumentert fraværsdag på tre måneder",
        ),
        (
            "{når: {type: dag, gyldig: nei}, enhet: dager, vindu: skoleår, minst: 2}",
            "dag: 09-03/09-04",
            "2 ugyldige fraværsdager dette skoleåret (grense 2)",
        ),
        (
            "{når: {type: dag, årsak: [sykdom, lege]}, enhet: dager, vindu: {skoledager: 5}, minst: 1}",
            "dag(årsak: lege): 09-03",
            "1 fraværsdag (lege eller sykdom) på 5 skoledager",
        ),
        (
            "{når: {type: forlot}, enhet: hendelser, vindu: måned, minst: 2}",
            "forlot: 09-03, 09-04",
            "2 ganger gått fra skolen eller timen på en måned (grense 2)",
        ),
    ],
)
def test_what_a_finding_says(text: str, log: str, said: str) -> None:
    found = triggers(KIND, text, log)
    assert found is not None
    assert KIND.describe(rule(KIND, text), found) == said


def test_the_limit_is_the_authors_number() -> None:
    assert KIND.limit(rule(KIND, LATE)) == 3
    assert KIND.find(history("", "09-30"), rule(KIND, LATE)) is None
