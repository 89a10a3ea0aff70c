"""The tails against enumeration and by hand, and Holm's correction by hand."""

from __future__ import annotations

from itertools import combinations, product
from math import comb

import pytest

from fravaer_cli.rules.moenster_statistics import binomial_tail, holm, hypergeometric_tail


@pytest.mark.parametrize("total", range(1, 9))
def test_hypergeometric_tail_is_what_enumeration_gives(total: int) -> None:
    """Every way of being away on `drawn` of the days, where the first `marked` days are Fridays."""
    for marked, drawn in product(range(total + 1), repeat=2):
        hits = [sum(day < marked for day in away) for away in combinations(range(total), drawn)]
        for k in range(drawn + 2):
            expected = sum(h >= k for h in hits) / len(hits)
            assert hypergeometric_tail(total, marked, drawn, k) == pytest.approx(expected, abs=1e-15)


def test_hypergeometric_tail_by_hand() -> None:
    """50 school days, 10 Fridays, 4 absences, all Fridays: 10·9·8·7 of 50·49·48·47."""
    assert hypergeometric_tail(50, 10, 4, 4) == pytest.approx(5040 / 5527200, rel=1e-15)
    assert hypergeometric_tail(190, 38, 190, 38) == 1.0
    assert hypergeometric_tail(190, 38, 38, 38) == pytest.approx(1 / comb(190, 38), rel=1e-15)


@pytest.mark.parametrize(("part", "whole"), [(1, 2), (1, 5), (2, 3), (0, 4), (3, 3)])
def test_binomial_tail_is_what_enumeration_gives(part: int, whole: int) -> None:
    """Every way in which each of `trials` lessons could be one of the week's `whole`, `part` of them in the subject."""
    for trials in range(6):
        hits = [sum(lesson < part for lesson in away) for away in product(range(whole), repeat=trials)]
        for k in range(trials + 2):
            if k > trials and part >= whole:
                continue
            expected = sum(h >= k for h in hits) / len(hits)
            assert binomial_tail(trials, part, whole, k) == pytest.approx(expected, abs=1e-15)


def test_binomial_tail_by_hand() -> None:
    """4 or 5 of 5 with a share of 2/17: 5·2⁴·15 + 2⁵ of 17⁵."""
    assert binomial_tail(5, 2, 17, 4) == (5 * 16 * 15 + 32) / 17**5


def test_tails_of_many_are_quick_and_do_not_overflow() -> None:
    assert binomial_tail(3000, 1, 30, 3000) == 0.0  # smaller than any float
    assert 0.4 < binomial_tail(3000, 1, 30, 100) < 0.6


@pytest.mark.parametrize(
    ("tails", "corrected"),
    [
        ([0.01, 0.04, 0.03, 0.005, 0.5], [0.04, 0.09, 0.09, 0.025, 0.5]),  # ×4, ×2 (0.08 < 0.09), ×3, ×5, ×1
        ([0.001, 1.0, 1.0, 1.0, 1.0], [0.005, 1.0, 1.0, 1.0, 1.0]),
        ([0.3, 0.3], [0.6, 0.6]),
        ([0.2], [0.2]),
        ([], []),
    ],
)
def test_holm_by_hand(tails: list[float], corrected: list[float]) -> None:
    assert holm(tails) == pytest.approx(corrected)
