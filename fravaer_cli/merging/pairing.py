"""Which entry of one file is which of another: the same, or the same changed.

A pair that is wrong costs at most a conflict that nobody needed. One that is missed lets a change pass for a removal
and an addition, which loses nothing either, but may give two of what was meant to be one; so doubt makes a pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from fravaer_cli.files.pieces import Piece
from fravaer_cli.merging.values import canonical

Pairs = dict[int, int]
"""Number in the one → number in the other."""

_ENOUGH = 0.5
_SAME_PLACE = 0.25
"""What it counts for that nothing else was changed between two entries and the ones around them."""
_MANY = 250_000
"""So many comparisons take about a second. With more, only what is plainly the same is paired."""
_LIST_KEYS = ("dato", "fra", "type", "skala", "situasjon", "kort", "tiltak", "med")
"""What says best which entry it is, besides its `id`."""


def pair_fields(base: Sequence[Piece], side: Sequence[Piece]) -> Pairs:
    """Fields by name, comments by text."""
    return _paired(base, side, [lambda p: ("field", p.name) if p.name is not None else ("comment", p.text)])


def pair_entries(base: Sequence[Piece], side: Sequence[Piece]) -> Pairs:
    """Entries by text, by `id`, by value, and then by likeness; comments by text.

    Args:
        base: pieces of the common file's list.
        side: pieces of the same list as one of the two has it.

    Returns:
        The number of a piece in `side` → that of its piece in `base`.
    """
    pairs = _paired(base, side, [_by_text, _by_id, _by_value])
    taken = set(pairs.values())
    left_base = [b for b, p in enumerate(base) if b not in taken and p.name is not None]
    left_side = [s for s, p in enumerate(side) if s not in pairs and p.name is not None]
    if len(left_base) * len(left_side) > _MANY:
        return pairs
    around_base = _neighbours(len(base), {b: b for b in taken})
    around_side = _neighbours(len(side), pairs)
    found = []
    for s in left_side:
        for b in left_base:
            near = around_base[b][0] == around_side[s][0] or around_base[b][1] == around_side[s][1]
            likeness = _likeness(base[b].value, side[s].value)
            if likeness + (_SAME_PLACE if near else 0) >= _ENOUGH:
                found.append((-likeness, not near, abs(b - s), s, b))
    for *_, s, b in sorted(found):
        if s not in pairs and b not in taken:
            pairs[s] = b
            taken.add(b)
    return pairs


def _by_text(piece: Piece) -> Hashable:
    return piece.name is None, piece.text


def _by_id(piece: Piece) -> Hashable:
    return _id(piece.value) if piece.name is not None else None


def _by_value(piece: Piece) -> Hashable:
    return canonical(piece.value) if piece.name is not None else None


def _id(value: Any) -> Hashable:
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str | int) else None


def _paired(base: Sequence[Piece], side: Sequence[Piece], ways: Sequence[Callable[[Piece], Hashable]]) -> Pairs:
    """Pairs of what one of the ways calls the same, the most certain way first; of several the first with the first."""
    pairs: Pairs = {}
    taken: set[int] = set()
    for way in ways:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for b, piece in reversed(list(enumerate(base))):
            if b not in taken:
                waiting[way(piece)].append(b)
        for s, piece in enumerate(side):
            key = way(piece)
            if s not in pairs and key is not None and waiting.get(key):
                pairs[s] = waiting[key].pop()
                taken.add(pairs[s])
    return pairs


def _neighbours(count: int, pairs: Pairs) -> list[tuple[int, int]]:
    """For each number the pair before it and the one after it; -1 where there is none."""
    before, after, last = [], [], -1
    for n in range(count):
        before.append(last)
        last = pairs.get(n, last)
    last = -1
    for n in reversed(range(count)):
        after.append(last)
        last = pairs.get(n, last)
    return list(zip(before, reversed(after), strict=True))


def _likeness(one: Any, other: Any) -> float:
    """How much of two entries is the same, from 0 to 1."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return 0
    if _id(one) != _id(other) and _id(one) is not None and _id(other) is not None:
        return -1
    keys = {*one, *other}
    alike = [k for k in keys if k in one and k in other and canonical(one[k]) == canonical(other[k])]
    telling = [k for k in _LIST_KEYS if k in one or k in other]
    told = len(telling) > 1 and all(k in alike for k in telling)
    share = len(alike) / max(1, len(keys))
    return _ENOUGH + share / 2 if told else share
