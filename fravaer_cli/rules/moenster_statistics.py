"""How surprising a count is: tails of two distributions, and Holm's correction. Knows nothing of absence.

The sums are exact integers; only the last division rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb


def hypergeometric_tail(total: int, marked: int, drawn: int, k: int) -> float:
    """P(X ≥ k): at least `k` of the `marked` are among `drawn`, taken from `total` without being put back."""
    most, unmarked = min(marked, drawn), total - marked
    if k <= max(0, drawn - unmarked):
        return 1.0
    return sum(comb(marked, i) * comb(unmarked, drawn - i) for i in range(k, most + 1)) / comb(total, drawn)


def binomial_tail(trials: int, part: int, whole: int, k: int) -> float:
    """P(X ≥ k): at least `k` of `trials` succeed, each with the chance `part`/`whole`."""
    if k <= 0 or part >= whole:
        return 1.0
    rest = whole - part
    term: int = comb(trials, k) * part**k * rest ** (trials - k) if k <= trials else 0
    tail: int = 0
    for i in range(k, trials + 1):
        tail += term
        term = term * (trials - i) * part // ((i + 1) * rest)  # leaves no remainder: it is the next term
    outcomes: int = whole**trials
    return tail / outcomes


def holm(tails: Sequence[float]) -> list[float]:
    """The p-values corrected for having been looked for together, in the same order (Holm 1979).

    The smallest is multiplied by their number, the next by one less, and so on; none becomes smaller than the one
    before it.
    """
    corrected = [1.0] * len(tails)
    worst = 0.0
    for rank, i in enumerate(sorted(range(len(tails)), key=tails.__getitem__)):
        worst = max(worst, (len(tails) - rank) * tails[i])
        corrected[i] = min(1.0, worst)
    return corrected
