"""Three versions of a row of pieces → one row, in which each is settled, or in conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from fravaer_cli.files.layout import first_day
from fravaer_cli.files.pieces import Piece
from fravaer_cli.merging.pairing import Pairs
from fravaer_cli.merging.values import canonical, same


class Conflict(NamedTuple):
    """A piece that both have changed, or one changed and the other removed (None)."""

    above: str
    ours: Piece | None
    theirs: Piece | None


Unit = Piece | Conflict
Settle = Callable[[Piece | None, Piece, Piece], Unit]
"""Makes one of a piece that both have, given what it was; None: neither had it."""


class _Row:
    """One side's pieces, and which of them are in the common file."""

    def __init__(self, pieces: Sequence[Piece], pairs: Pairs) -> None:
        self.pieces, self.pairs = pieces, pairs
        self.of_base = {b: n for n, b in pairs.items()}
        self.new = [n for n in range(len(pieces)) if n not in pairs]

    def is_reordered(self) -> bool:
        """What was in the common file stands in another order."""
        known = [self.pairs[n] for n in range(len(self.pieces)) if n in self.pairs]
        return known != sorted(known)


def merge_rows(
    base: Sequence[Piece],
    ours: Sequence[Piece],
    theirs: Sequence[Piece],
    pair: Callable[[Sequence[Piece], Sequence[Piece]], Pairs],
    settle: Settle,
) -> list[Unit]:
    """The three-way merge of a row, piece by piece.

    Ours stand where they stood, unless only the others have changed the order; what the others have added comes after
    what it came after, by date where both have added something in the same place.
    """
    our_pairs, their_pairs = _without_twins(base, (ours, pair(base, ours)), (theirs, pair(base, theirs)))
    row, other = _Row(ours, our_pairs), _Row(theirs, their_pairs)
    twins = _added_by_both(row, other, pair)
    units: dict[tuple[int, int], Unit] = {}
    """The settled pieces by their numbers in ours and theirs; -1 where one has it not."""
    for b, piece in enumerate(base):
        o, t = row.of_base.get(b, -1), other.of_base.get(b, -1)
        unit = _settled(piece, _at(ours, o), _at(theirs, t), settle)
        if unit is not None:
            units[o, t] = unit
    for o in row.new:
        t = twins.get(o, -1)
        units[o, t] = settle(None, ours[o], theirs[t]) if t >= 0 else ours[o]
    twin_numbers = set(twins.values())
    for t in other.new:
        if t not in twin_numbers:
            units[-1, t] = theirs[t]
    if other.is_reordered() and not row.is_reordered():
        return _in_order({(t, o): unit for (o, t), unit in units.items()}, mine_first=False)
    return _in_order(units, mine_first=True)


def _at(pieces: Sequence[Piece], number: int) -> Piece | None:
    return pieces[number] if number >= 0 else None


def _settled(base: Piece, ours: Piece | None, theirs: Piece | None, settle: Settle) -> Unit | None:
    """What becomes of a piece that was in the common file; None if it is to go."""
    if ours is not None and theirs is not None:
        above = theirs.above if ours.above == base.above else ours.above
        return settle(base, ours, theirs)._replace(above=above)
    left = ours or theirs
    if left is None or left.text == base.text or left.name is None:
        return None
    if same(left.value, base.value) and set(left.text.splitlines()) <= set(base.text.splitlines()):
        return None  # only comments have gone
    return Conflict(left.above, ours, theirs)


def _added_by_both(row: _Row, other: _Row, pair: Callable[[Sequence[Piece], Sequence[Piece]], Pairs]) -> dict[int, int]:
    """Additions that are one and the same: number in ours → number in theirs."""
    new_ours, new_theirs = [row.pieces[n] for n in row.new], [other.pieces[n] for n in other.new]
    found = {}
    for t, o in pair(new_ours, new_theirs).items():
        one, two = new_ours[o], new_theirs[t]
        if one.text == two.text or _is_one(one, two):
            found[row.new[o]] = other.new[t]
    return found


def _is_one(one: Piece, two: Piece) -> bool:
    """Two additions are the same one: a field of that name, an entry with that `id`, or an equal entry."""
    if one.name is None or two.name is None:
        return False
    if isinstance(one.name, str) or canonical(one.value) == canonical(two.value):
        return True
    ids = [p.value.get("id") if isinstance(p.value, dict) else None for p in (one, two)]
    return ids[0] is not None and ids[0] == ids[1]


def _without_twins(
    base: Sequence[Piece], ours: tuple[Sequence[Piece], Pairs], theirs: tuple[Sequence[Piece], Pairs]
) -> tuple[Pairs, Pairs]:
    """The pairs without those that would make two of what both have written alike.

    What stands in both, and not in the common file, is one thing: if it were a change of one entry here and of another
    there, or an addition there, it would come twice.
    """
    waiting: dict[Any, list[int]] = defaultdict(list)
    for n, piece in enumerate(ours[0]):
        if _is_written_anew(base, ours[1], n, piece):
            waiting[canonical(piece.value)].append(n)
    gone: tuple[set[int], set[int]] = (set(), set())
    for n, piece in enumerate(theirs[0]):
        twins = waiting.get(canonical(piece.value)) if _is_written_anew(base, theirs[1], n, piece) else None
        if twins:
            twin = next((t for t in twins if ours[1].get(t, -1) == theirs[1].get(n, -1)), twins[0])
            twins.remove(twin)
            if ours[1].get(twin) != theirs[1].get(n):
                gone[0].add(twin)
                gone[1].add(n)
    return (
        {n: b for n, b in ours[1].items() if n not in gone[0]},
        {n: b for n, b in theirs[1].items() if n not in gone[1]},
    )


def _is_written_anew(base: Sequence[Piece], pairs: Pairs, number: int, piece: Piece) -> bool:
    """An entry that the common file has not, or not so."""
    return isinstance(piece.name, int) and (
        number not in pairs or canonical(base[pairs[number]].value) != canonical(piece.value)
    )


def _in_order(units: dict[tuple[int, int], Unit], *, mine_first: bool) -> list[Unit]:
    """The units in the order of the first number, and those without one after what they came after in the second.

    Args:
        mine_first: where no date decides, the additions of the first row come first; else those of the second.
    """
    spine = sorted(n for n in units if n[0] >= 0)
    follows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    anchor = -1
    for n in sorted((n for n in units if n[1] >= 0), key=lambda n: n[1]):
        if n[0] >= 0:
            anchor = n[0]
        else:
            follows[anchor].append(n)
    rows: list[Unit] = []
    at, place = 0, -1
    while True:
        mine = []
        while at < len(spine) and spine[at][1] < 0:
            mine.append(units[spine[at]])
            at += 1
        rows += _by_date(mine, [units[n] for n in follows[place]], mine_first)
        if at == len(spine):
            return rows
        rows.append(units[spine[at]])
        place = spine[at][0]
        at += 1


def _by_date(mine: list[Unit], others: list[Unit], mine_first: bool) -> list[Unit]:
    """Two rows as one, each in its order, the earlier date first."""
    merged: list[Unit] = []
    mine, others = list(mine), list(others)
    while mine and others:
        one, other = _date_of(mine[0]), _date_of(others[0])
        first = mine_first if not one or not other or one == other else one < other
        merged.append(mine.pop(0) if first else others.pop(0))
    return merged + mine + others


def _date_of(unit: Unit) -> str:
    """The date of an entry as it is written, or nothing."""
    piece = unit if isinstance(unit, Piece) else unit.ours or unit.theirs
    return first_day(piece.value) if piece else ""
