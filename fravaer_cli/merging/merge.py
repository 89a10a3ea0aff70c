"""One file in three versions → one: by entry where that can be done, else line by line, and always looked through."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from fravaer_cli.files.pieces import Piece, take_apart
from fravaer_cli.files.source import MAX_BYTES, Source, parse
from fravaer_cli.merging.document import Merger
from fravaer_cli.merging.markers import Markers
from fravaer_cli.merging.values import fits, holds, same

LineMerge = Callable[[bytes, bytes, bytes, Markers], bytes | None]
"""git's own merge line by line, of (common, ours, theirs); None if git cannot, or cannot be found."""

_EMPTY_FILE = "F015"


class Merged(NamedTuple):
    """The merged file.

    Attributes:
        conflicts: how many places somebody must decide on; 0: it holds all that both have done.
    """

    data: bytes
    conflicts: int


def merge(base: bytes, ours: bytes, theirs: bytes, by_line: LineMerge, markers: Markers | None = None) -> Merged:
    """The three-way merge of one of our files. It never loses anything without a conflict that says so.

    Args:
        base: the file as both had it; empty if neither had.
        markers: how conflicts are written.
    """
    markers = markers or Markers()
    if theirs in (ours, base):
        return Merged(ours, 0)
    if ours == base:
        return Merged(theirs, 0)
    versions = [_Version(data) for data in (base, ours, theirs)]
    if all(v.can_be_read for v in versions):
        found = _by_entry(versions, by_line, markers)
        if found is not None:
            return found
    return _by_line(versions, by_line, markers)


class _Version:
    """One of the three: its bytes, and a text without byte order mark in which every line ends alike."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        text = data[len(self.mark) :].decode("utf-8", "surrogateescape")
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self.is_mixed = self.line_end == "\r\n" and text.count("\n") != text.count("\r\n")
        self.text = text if self.is_mixed else text.replace("\r\n", "\n")
        self.ends = not self.text or self.text.endswith("\n")
        self.text += "" if self.ends else "\n"
        self.source = _read(self.text)

    @property
    def can_be_read(self) -> bool:
        """It has values, and all that it says is in them. An empty file has none, and that is all it says."""
        return self.source is not None and not self.is_mixed

    @property
    def value(self) -> dict[str, Any]:
        """The fields; none in an empty file."""
        return self.source.value if self.source is not None and self.source.value else {}

    @property
    def pieces(self) -> list[Piece] | None:
        """The file taken apart. One of nothing but comments is a single piece."""
        if self.source is not None and self.source.value is None:
            return [Piece("", self.text)] if self.text else []
        return take_apart(self.source) if self.source is not None else None

    def written(self, text: str, line_end: str, mark: bytes) -> bytes:
        """A merged text as bytes."""
        return mark + _bytes(text.replace("\n", line_end))


def _read(text: str) -> Source | None:
    """A text's values; None if there are none to be had, or some of it is not in them (a doubled field)."""
    data = _bytes(text)
    if len(data) > MAX_BYTES:
        return None
    source = parse("", data)
    errors = [d.code for d in source.diagnostics if d.is_error]
    if errors and errors != [_EMPTY_FILE]:
        return None
    return source if isinstance(source.value, dict | None) else None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _by_entry(versions: Sequence[_Version], by_line: LineMerge, markers: Markers) -> Merged | None:
    """The merge by entry; None if it cannot be done, or would not hold what it must."""
    base, ours, theirs = versions
    rows = [v.pieces for v in versions]
    if rows[0] is None or rows[1] is None or rows[2] is None:
        return None

    def lines(common: str, mine: str, other: str) -> str | None:
        merged = by_line(_bytes(common), _bytes(mine), _bytes(other), markers)
        return None if merged is None else merged.decode("utf-8", "surrogateescape")

    merger = Merger(markers, lines)
    text = merger.merge(rows[0], rows[1], rows[2])
    conflicts = markers.count(text)
    if conflicts:
        choices = [_read(t) for t in markers.resolved(text)]
        if not all(choices) or not holds(base.value, ours.value, theirs.value, *(c.value or {} for c in choices if c)):
            return None
    else:
        read = _read(text)
        if read is None or not fits(base.value, ours.value, theirs.value, read.value or {}):
            return None
        if not all(same((read.value or {}).get(name), wanted) for name, wanted in merger.expected.items()):
            return None
    mark = theirs.mark if ours.mark == base.mark else ours.mark
    line_end = theirs.line_end if ours.line_end == base.line_end or not ours.data else ours.line_end
    ends = theirs.ends if ours.ends == base.ends else ours.ends
    if not ends and not conflicts:
        shorter = _read(text.removesuffix("\n"))
        text = text.removesuffix("\n") if shorter and same(shorter.value, (_read(text) or shorter).value) else text
    if line_end != "\n" and not conflicts and _read(text.replace("\n", line_end)) is None:
        return None  # a line with nothing but a tab can be read where lines end with \n only
    return Merged(ours.written(text, line_end, mark), conflicts)


def _by_line(versions: Sequence[_Version], by_line: LineMerge, markers: Markers) -> Merged:
    """Line by line as git does it, if that stops or holds what it must; else a conflict around all that differs."""
    base, ours, theirs = versions
    merged = by_line(base.data, ours.data, theirs.data, markers)
    if merged is not None:
        text = merged.decode("utf-8", "surrogateescape")
        conflicts = markers.count(text)
        if conflicts:
            return Merged(merged, conflicts)
        result = _Version(merged)
        readable = all(v.source is not None for v in (*versions, result))
        if readable and fits(base.value, ours.value, theirs.value, result.value):
            return Merged(merged, 0)
    one, two = (v.data.decode("utf-8", "surrogateescape") for v in (ours, theirs))
    return Merged(_bytes(markers.around_what_differs(one, two)), 1)
