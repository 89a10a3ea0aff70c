"""A file taken apart into pieces of text that can be moved whole: fields at the top, and the entries of their lists.

A piece's own comments are those directly above it, with its indentation and no blank line between, and those within it
and at the ends of its lines. Every other comment is a piece by itself. All pieces in a row are the file, to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from typing import Any, NamedTuple

from fravaer_cli.files.layout import Layout
from fravaer_cli.files.source import Node, Source

_ODD_LINE_END = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
"""What YAML takes for the end of a line, and no other tool does."""
_KEPT_BLANKS = re.compile(r"[|>](\d?\+|\+\d)")
"""The head of a text that keeps the blank lines that follow it."""
_FRAME = re.compile(r"---(\s.*)?|\.\.\.(\s.*)?|%.*", re.DOTALL)
"""What may stand around a document without being of it."""


class Piece(NamedTuple):
    """Some lines of a file.

    Attributes:
        above: the blank lines before it.
        text: its lines, each with its end, its own comments included.
        name: a field's name, or an entry's number in its list; None for comments that belong to neither.
        value: the field's or the entry's.
        listing: the field's list, where that is a block with an entry of fields at each dash, or empty.
    """

    above: str
    text: str
    name: str | int | None = None
    value: Any = None
    listing: Listing | None = None

    @property
    def whole(self) -> str:
        """Its text with the blank lines before it."""
        return self.above + self.text


class Listing(NamedTuple):
    """A field that holds a list.

    Attributes:
        head: its own comments, and its name; without the `[]` of an empty list.
        empty: the head as it stands in the file, where the list is empty; else None.
        pieces: the entries, and the comments between them and after them.
        column: blanks before the dash; None where there are no entries.
    """

    head: str
    empty: str | None
    pieces: tuple[Piece, ...]
    column: int | None


class _Span(NamedTuple):
    """The lines of a field or an entry, counted from 0, from the first up to and with the last."""

    first: int
    last: int
    name: str | int
    value: Any
    node: Node


class _Tangled(Exception):
    """The text cannot be taken apart into lines (an alias, a field beside another, …)."""


def take_apart(source: Source) -> list[Piece] | None:
    """The pieces of a file, in order; None if it cannot be taken apart.

    The text in them, one after the other, is `source.text`.
    """
    layout = Layout(source)
    if source.root is None or _ODD_LINE_END.search(source.text) or layout.is_flow(source.root):
        return None
    if not isinstance(source.value, dict) or not source.value:
        return None
    try:
        return _fields(layout, source.root)
    except _Tangled:
        return None


def together(pieces: Sequence[Piece]) -> str:
    """The text that the pieces make."""
    return "".join(p.whole for p in pieces)


def _fields(layout: Layout, root: Node) -> list[Piece]:
    margin = root.start_mark.column
    spans = []
    for name, (key, node) in root.children.items():
        first, last = key.start_mark.line, max(key.end_mark.line, _content_end(layout, node, key.end_mark.line))
        if key.start_mark.column != margin or layout.line(first)[:margin].strip():
            raise _Tangled
        last = _with_comments_within(layout, last, margin)
        spans.append(_Span(first, last, name, layout.source.value[name], node))
    pieces = []
    for above, start, span, end in _placed(layout, spans, 0, len(layout.starts), margin, framed=True):
        text = _text(layout, start, end)
        listing = _listing(layout, span, start) if span else None
        pieces.append(Piece(above, text, span and span.name, span and span.value, listing))
    return pieces


def _content_end(layout: Layout, node: Node, at_least: int) -> int:
    """The last line of a value. An alias has the place of what it stands for: that cannot be taken apart."""
    last_node = layout.last_node(node)
    if last_node.start_mark.line < at_least or node.start_mark.line < at_least:
        raise _Tangled
    last = layout.last_line(node)
    if _KEPT_BLANKS.match(layout.text, layout.start(last_node)):
        while last + 1 < len(layout.starts) and layout.starts[last + 1] < len(layout.text):
            if layout.line(last + 1).strip():
                break
            last += 1
    return last


def _with_comments_within(layout: Layout, last: int, column: int) -> int:
    """The last line, with the comments that follow directly and stand further in."""
    while last + 1 < len(layout.starts) and _comment_column(layout.line(last + 1)) > column:
        last += 1
    return last


def _comment_column(line: str) -> int:
    """Where a line's comment begins, if it holds nothing else; else -1."""
    stripped = line.lstrip(" ")
    return len(line) - len(stripped) if stripped.startswith("#") else -1


def _placed(
    layout: Layout, spans: Sequence[_Span], first: int, beyond: int, column: int, *, framed: bool = False
) -> Iterator[tuple[str, int, _Span | None, int]]:
    """All lines from `first` until `beyond` as pieces: (blank lines above, first line, what it is, line after)."""
    at = first
    for span in spans:
        if span.first < at:
            raise _Tangled
        own = span.first
        while own > at and _comment_column(layout.line(own - 1)) == column:
            own -= 1
        above = yield from _between(layout, at, own, framed)
        yield above, own, span, span.last + 1
        at = span.last + 1
    above = yield from _between(layout, at, beyond, framed)
    if above:
        yield above, beyond, None, beyond


def _between(layout: Layout, first: int, beyond: int, framed: bool) -> Generator[tuple[str, int, None, int], None, str]:
    """The comments of some lines as pieces, with no blank lines in them; gives the blank lines that are left."""
    above, start = "", None
    above_start = ""
    for number in range(first, beyond):
        line = layout.line(number)
        if not line.strip():
            if start is not None:
                yield above_start, start, None, number
                above, start = "", None
            above += line
        elif line.lstrip(" ").startswith("#") or (framed and _FRAME.fullmatch(line)):
            if start is None:
                above_start, start, above = above, number, ""
        else:
            raise _Tangled
    if start is not None:
        yield above_start, start, None, beyond
    return above


def _text(layout: Layout, first: int, beyond: int) -> str:
    end = layout.starts[beyond] if beyond < len(layout.starts) else len(layout.text)
    return layout.text[layout.starts[first] : end] if first < len(layout.starts) else ""


_EMPTY_LIST = re.compile(r"(?P<before>[^\n]*?:)[ ]*(?:\[[ ]*\]|null|~)?(?P<after>[ ]*(?:[ ]#[^\n]*)?\r?\n?)")


def _listing(layout: Layout, span: _Span, start: int) -> Listing | None:
    """The list of a field, if it can be taken apart by entry."""
    if span.value is None or span.value == []:
        if span.first != layout.last_line(span.node):
            return None
        line = layout.line(span.first)
        match = _EMPTY_LIST.fullmatch(line)
        if not match:
            return None
        comments = _text(layout, start, span.first)
        bare = match["before"] + match["after"]
        pieces = [
            Piece(a, _text(layout, s, e)) for a, s, _, e in _placed(layout, (), span.first + 1, span.last + 1, -1)
        ]
        return Listing(comments + bare, comments + line, tuple(pieces), None)
    if not isinstance(span.value, list) or not all(isinstance(v, dict) for v in span.value):
        return None
    if layout.is_flow(span.node):
        return None
    return _block_list(layout, span, start)


def _block_list(layout: Layout, span: _Span, start: int) -> Listing:
    column = span.node.start_mark.column
    entries: list[_Span] = []
    at = span.first + 1
    for number, (node, value) in enumerate(zip(span.node.children, span.value, strict=True)):
        first = _dash_line(layout, node.start_mark.line, at, column)
        last = _with_comments_within(layout, _content_end(layout, node, first), column)
        entries.append(_Span(first, last, number, value, node))
        at = last + 1
    pieces = []
    for above, first, entry, beyond in _placed(layout, entries, span.first + 1, span.last + 1, column):
        pieces.append(Piece(above, _text(layout, first, beyond), entry and entry.name, entry and entry.value))
    return Listing(_text(layout, start, span.first + 1), None, tuple(pieces), column)


def _dash_line(layout: Layout, line: int, at_least: int, column: int) -> int:
    """The line of an entry's dash: that of its value, or one above it."""
    while line >= at_least:
        text = layout.line(line)
        if text[column : column + 1] == "-" and not text[:column].strip():
            return line
        line -= 1
    raise _Tangled
