"""What a three-way merge must hold, said of the values alone.

`fits` and `holds` know nothing of how the merge was made: they are the second pair of eyes on every result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any

_GONE = object()


def canonical(value: Any) -> Hashable:
    """A value that can be compared and counted: 1, "1" and true differ, the order of keys does not matter."""
    if isinstance(value, dict):
        return "fields", frozenset((key, canonical(part)) for key, part in value.items())
    if isinstance(value, list):
        return "list", tuple(map(canonical, value))
    return type(value).__name__, value


def same(one: Any, other: Any) -> bool:
    """The same value. An empty list and nothing are one."""
    return bool(one is other or canonical(one) == canonical(other) or (one in (None, []) and other in (None, [])))


def fits(base: Any, ours: Any, theirs: Any, result: Any) -> bool:
    """The result is what the three-way merge demands: nothing lost, nothing brought back, nothing invented."""
    if same(base, ours) or same(ours, theirs):
        return same(theirs, result)
    if same(base, theirs):
        return same(ours, result)
    parts = (base if base is not _GONE else None, ours, theirs, result)
    if all(isinstance(p, dict) for p in parts[1:]) and isinstance(parts[0], dict | None):
        keys = {k for p in parts if p for k in p}
        return all(fits(*((p or {}).get(k, _GONE) for p in parts)) for k in keys)
    if all(isinstance(p, list | None) for p in parts):
        counts = [Counter(map(canonical, p or ())) for p in parts]
        return all(_count_fits(*(c[item] for c in counts)) for item in set().union(*counts))
    return False


def demanded(base: int, ours: int, theirs: int) -> int:
    """How often an entry must stand in the result at least, given how often it stands in the three.

    What one has added or taken away counts; what both have, counts once.
    """
    if ours >= base and theirs >= base:
        return max(ours, theirs)
    if ours <= base and theirs <= base:
        return min(ours, theirs)
    return max(0, ours + theirs - base)


def _count_fits(base: int, ours: int, theirs: int, result: int) -> bool:
    least = demanded(base, ours, theirs)
    return least <= result <= max(least, ours + theirs - base)


def holds(base: Any, ours: Any, theirs: Any, *choices: Any) -> bool:
    """Every entry that must stand in the result stands in one of the two that a conflict can be resolved to, at least.

    Args:
        choices: the values with one's part of every conflict, and with the other's.
    """
    for key in {k for part in (base, ours, theirs) for k in part}:
        lists = [part.get(key) or [] for part in (base, ours, theirs, *choices)]
        if not all(isinstance(p, list) for p in lists):
            continue
        counts = [Counter(map(canonical, p)) for p in lists]
        for item in set().union(*counts):
            in_base, in_ours, in_theirs, *in_choices = (c[item] for c in counts)
            if max(in_choices) < demanded(in_base, in_ours, in_theirs):
                return False
    return True
