"""Three versions of a file's pieces → the text of one, with or without conflicts in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fravaer_cli.files.pieces import Listing, Piece
from fravaer_cli.merging.markers import Markers
from fravaer_cli.merging.pairing import pair_entries, pair_fields
from fravaer_cli.merging.sequence import Conflict, Unit, merge_rows
from fravaer_cli.merging.values import same

LineMerge = Callable[[str, str, str], str | None]
"""A merge line by line of (common, ours, theirs), with the same markers around what is in conflict; None: it cannot."""

_NOTHING = Listing("", "", (), None)


@dataclass
class Merger:
    """Merges the pieces of a file, and keeps account of what the result must say.

    Attributes:
        expected: the entries of each list that was merged by entry, where none of it is in conflict.
    """

    markers: Markers
    by_line: LineMerge
    expected: dict[str, list[Any]] = field(default_factory=dict)

    def merge(self, base: Sequence[Piece], ours: Sequence[Piece], theirs: Sequence[Piece]) -> str:
        """The text of the merged file."""
        return self._text(merge_rows(base, ours, theirs, pair_fields, self._field))

    def _text(self, units: Sequence[Unit]) -> str:
        return "".join(map(self._unit, units))

    def _unit(self, unit: Unit) -> str:
        if isinstance(unit, Piece):
            return unit.whole
        ours, theirs = (p.text if p else "" for p in (unit.ours, unit.theirs))
        return unit.above + self.markers.around(ours, theirs)

    def _field(self, base: Piece | None, ours: Piece, theirs: Piece) -> Unit:
        """A field that both have."""
        chosen = _chosen(base, ours, theirs)
        if chosen is not None:
            return chosen
        if ours.listing is not None and theirs.listing is not None and (base is None or base.listing is not None):
            common = base.listing if base and base.listing else _NOTHING
            text = self._list(str(ours.name), common, ours.listing, theirs.listing, is_new=base is None)
            return ours._replace(text=text, listing=None)
        merged = self.by_line(base.text if base else "", ours.text, theirs.text)
        return Conflict(ours.above, ours, theirs) if merged is None else ours._replace(text=merged, listing=None)

    def _list(self, name: str, base: Listing, ours: Listing, theirs: Listing, *, is_new: bool) -> str:
        column = theirs.column if ours.column is None else ours.column
        common, mine, others = (_indented(side, column) for side in (base, ours, theirs))
        units = merge_rows(common, mine, others, pair_entries, self._entry)
        if all(isinstance(unit, Piece) for unit in units):
            self.expected[name] = [u.value for u in units if isinstance(u, Piece) and u.name is not None]
        head = self._head("" if is_new else base.head, ours.head, theirs.head)
        if any(isinstance(unit, Conflict) or unit.name is not None for unit in units):
            return head + self._text(units)
        as_it_stood = next((side.empty for side in (ours, theirs) if side.empty and side.head == head), None)
        return (as_it_stood or _with_brackets(head)) + self._text(units)

    def _head(self, base: str, ours: str, theirs: str) -> str:
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        merged = self.by_line(base, ours, theirs)
        return self.markers.around(ours, theirs) if merged is None else merged

    def _entry(self, base: Piece | None, ours: Piece, theirs: Piece) -> Unit:
        """An entry that both have, or a comment."""
        return _chosen(base, ours, theirs) or Conflict(ours.above, ours, theirs)


def _chosen(base: Piece | None, ours: Piece, theirs: Piece) -> Piece | None:
    """The one of two pieces that holds what both have done; None if neither does."""
    if ours.text == theirs.text or (base is not None and theirs.text == base.text):
        return ours
    if base is not None and ours.text == base.text:
        return theirs
    if ours.name is not None and same(ours.value, theirs.value):
        mine, others = set(_comments(ours.text)), set(_comments(theirs.text))
        if others <= mine:
            return ours
        if mine <= others:
            return theirs
    return None


def _comments(text: str) -> list[str]:
    """All that could be a comment in a piece's text."""
    return [line[line.index("#") :].strip() for line in text.splitlines() if "#" in line]


def _indented(listing: Listing, column: int | None) -> Sequence[Piece]:
    """The list's pieces with their dashes in another column. What stands in it, keeps its shape."""
    if column is None or listing.column is None or column == listing.column:
        return listing.pieces
    shift = column - listing.column
    if shift > 0:
        return [p._replace(text=re.sub(r"(?m)^(?=[^\r\n])", " " * shift, p.text)) for p in listing.pieces]
    return [p._replace(text=re.sub(rf"(?m)^ {{0,{-shift}}}", "", p.text)) for p in listing.pieces]


def _with_brackets(head: str) -> str:
    """The head of a list that has lost its last entry."""
    return re.sub(r":([ \t]*(?: #[^\n]*)?\n?)\Z", r": []\1", head)
