"""`andel`: above a share of the school days, unrounded, once the window holds enough of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fravaer_cli.rules.andel import KIND
from tests.rules.hjelp import d, days, rule, triggers

TWO_WEEKS = "{når: {type: [dag]}, vindu: {dager: 14}, over: 25, minst_skoledager: 8}"
HALF_YEAR = "{når: {type: [dag], årsak: [sykdom]}, vindu: semester, over: 20, minst_skoledager: 20}"


@pytest.mark.parametrize(
    ("text", "log", "expected"),
    [
        (TWO_WEEKS, "dag: 09-08, 09-09, 09-10", ["09-10"]),  # 3 of 10 = 30 %
        (TWO_WEEKS, "dag: 09-08, 09-09", []),  # 2 of 10
        (TWO_WEEKS, "dag: 08-20, 08-27", []),  # 2 of 8 = 25 %: not above
        (TWO_WEEKS, "dag: 08-20, 08-26, 08-27", ["08-27"]),  # 3 of 8
        (TWO_WEEKS, "dag: 08-18/08-26", []),  # seven school days are too few
        (TWO_WEEKS, "dag: 08-18/08-27", ["08-27"]),  # the eighth
        (TWO_WEEKS, "dag: 10-13, 10-14, 10-15", []),  # autumn vacation: 5 school days in 14 days
        (TWO_WEEKS, "dag: 09-01, 09-02, 09-15", []),  # 15 September sees 2–15: 2 of 10
        (TWO_WEEKS, "dag: 09-02, 09-03, 09-15", ["09-15"]),
        (TWO_WEEKS, "dag: 09-08/09-10; time: 09-11", ["09-10"]),  # only on a day of absence
        (TWO_WEEKS, "time: 09-08/09-12; avtalt: 09-08/09-12; forlot: 09-08/09-12", []),
        (TWO_WEEKS, "dag: 09-08, 09-08/09-09", []),  # a day counts once
        (HALF_YEAR, "dag(årsak: sykdom): 09-08/09-12", ["09-12"]),  # 5 of 20 = 25 %
        (HALF_YEAR, "dag(årsak: sykdom): 09-09/09-12", []),  # 4 of 20 = 20 %
        (HALF_YEAR, "dag(årsak: sykdom): 09-05/09-11", []),  # 5 of 19: too early
        (HALF_YEAR, "dag(årsak: sykdom): 09-09/09-12; dag(årsak: lege): 09-08", []),
    ],
)
def test_triggers(text: str, log: str, expected: list[str]) -> None:
    assert days(triggers(KIND, text, log)) == expected


def test_shares_are_compared_unrounded() -> None:
    third = "{når: {type: [dag]}, vindu: {skoledager: 3}, over: %s}"
    assert days(triggers(KIND, third % "33.3", "dag: 09-03")) == ["09-03"]
    assert days(triggers(KIND, third % "33.34", "dag: 09-03")) == []
    tenth = "{når: {type: [dag]}, vindu: {skoledager: 10}, over: %s}"
    assert days(triggers(KIND, tenth % "10", "dag: 09-03")) == []
    assert days(triggers(KIND, tenth % "9.9", "dag: 09-03")) == ["09-03"]


def test_value_window_and_evidence() -> None:
    found = triggers(KIND, TWO_WEEKS, "dag: 08-28, 09-08, 09-09, 09-10; time: 09-08")
    assert found is not None
    assert (Fraction(found.amount, found.of), found.window) == (Fraction(40), (d("08-28"), d("09-10")))
    assert [s.entry.type for s in found.evidence] == ["dag"] * 4


@pytest.mark.parametrize(
    ("text", "log", "said"),
    [
        (TWO_WEEKS, "dag: 09-08, 09-09, 09-10", "30 % fravær på 14 dager (grense over 25 %)"),
        (HALF_YEAR, "dag(årsak: sykdom): 09-08/09-15", "28,6 % sykefravær dette halvåret (grense over 20 %)"),
        (
            "{når: {type: [dag]}, vindu: {skoledager: 3}, over: 2.5}",
            "dag: 09-03",
            "33,3 % fravær på 3 skoledager (grense over 2,5 %)",
        ),
    ],
)
def test_what_a_finding_says(text: str, log: str, said: str) -> None:
    found = triggers(KIND, text, log)
    assert found is not None
    assert KIND.describe(rule(KIND, text), found) == said


def test_without_a_minimum_one_school_day_is_enough() -> None:
    assert days(triggers(KIND, "{når: {type: [dag]}, vindu: måned, over: 0, minst_skoledager: }", "dag: 08-18")) == [
        "08-18"
    ]
