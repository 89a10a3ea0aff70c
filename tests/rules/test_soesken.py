"""`søsken`: shared days, the window's edges, and that nothing but dates is said."""

from __future__ import annotations

import pytest

from fravaer_cli.rules.history import build_history
from fravaer_cli.rules.kind import Triggers
from fravaer_cli.rules.kinds import KINDS
from fravaer_cli.rules.soesken import KIND, Soesken
from fravaer_cli.school_year import Vindu
from tests.rules.hjelp import SOLVANG, d, days, entries, rule

TWO = "{vindu: {dager: 14}, minst: 2}"


def find(log: str, *siblings: str, text: str = TWO, until: str = "2026-06-19") -> Triggers | None:
    soesken = tuple(frozenset(d(day.strip()).toordinal() for day in s.split(",") if day.strip()) for s in siblings)
    return KIND.find(build_history(entries(log), SOLVANG, d(until), soesken=soesken), rule(KIND, text))


@pytest.mark.parametrize(
    ("log", "sibling", "expected"),
    [
        ("dag: 11-03, 11-04", "11-03, 11-04", ["11-04"]),
        ("dag: 11-03, 11-04", "11-03", []),
        ("dag: 11-03", "11-03, 11-04", []),
        ("dag: 11-03/11-07", "11-03, 11-05, 11-07", ["11-05", "11-07"]),
        ("dag: 11-03, 11-03/11-04", "11-04", []),  # a day counts once
        ("dag: 11-03; time: 11-04", "11-03, 11-04", []),  # days of absence only
        ("dag: 11-03; avtalt: 11-04", "11-03, 11-04", []),
        # the 14 days that end on 17 November begin on the 4th
        ("dag: 11-03, 11-17", "11-03, 11-17", []),
        ("dag: 11-04, 11-17", "11-04, 11-17", ["11-17"]),
        ("dag: 11-03, 11-04", "", []),
        ("dag: 2025-06-19, 2025-06-20", "2025-06-19, 2025-06-20", []),  # last school year
        ("avtalt: 11-03, 11-04", "11-03, 11-04", []),
    ],
)
def test_triggers(log: str, sibling: str, expected: list[str]) -> None:
    assert days(find(log, sibling)) == expected


def test_several_siblings_count_together_and_a_day_once() -> None:
    assert days(find("dag: 11-03, 11-04", "11-03", "11-04")) == ["11-04"]
    assert days(find("dag: 11-03, 11-04", "11-03", "11-03")) == []
    assert find("dag: 11-03, 11-04") is None  # no siblings


def test_only_what_is_seen_at_the_check_date() -> None:
    assert find("dag: 11-03, 11-04", "11-03, 11-04", until="11-03") is None


def test_value_window_and_evidence() -> None:
    found = find("dag: 10-01, 10-02, 11-03/11-04, 11-05, 11-06; time: 11-03", "10-01, 10-02, 11-03, 11-05")
    assert found is not None
    assert (days(found), found.amount) == (["10-02", "11-05"], 2)
    assert found.window == (d("10-23"), d("11-05"))
    assert [(s.entry.foerste, s.entry.type) for s in found.evidence] == [(d("11-03"), "dag"), (d("11-05"), "dag")]
    assert found.untested is False


@pytest.mark.parametrize(
    ("log", "sibling", "said"),
    [
        ("dag: 11-03, 11-04", "11-03, 11-04", "3. og 4. november"),
        ("dag: 11-03/11-06", "11-03, 11-04, 11-06", "3., 4. og 6. november"),
        ("dag: 10-31, 11-03", "10-31, 11-03", "31. oktober og 3. november"),
        ("dag: 10-30, 10-31, 11-03", "10-30, 10-31, 11-03", "30. og 31. oktober og 3. november"),
        ("dag: 09-01, 09-02, 11-03, 11-04", "09-01, 09-02, 11-03, 11-04", "3. og 4. november"),  # the last window's
    ],
)
def test_what_a_finding_says(log: str, sibling: str, said: str) -> None:
    found = find(log, sibling)
    assert found is not None
    assert KIND.describe(rule(KIND, TWO), found) == f"borte samme dag som søsken: {said}"


def test_the_rule_as_written() -> None:
    assert KINDS["søsken"] is KIND
    assert (KIND.needs, KIND.takes) == (("vindu", "minst"), ())
    assert rule(KIND, TWO) == Soesken(Vindu("dager", 14), 2)
    assert KIND.limit(rule(KIND, TWO)) == 2
