"""A file's bytes → the same file with its dates as ISO and its entries by date. Nothing else is changed.

What comes out is read again: it must hold the same values, but for the dates that were meant and the order of entries.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fravaer_cli.diagnostics import Diagnostic
from fravaer_cli.files.dates import meant
from fravaer_cli.files.layout import Layout, first_day, with_value
from fravaer_cli.files.pieces import Listing, Piece, take_apart, together
from fravaer_cli.files.source import MAX_BYTES, Node, Source, parse
from fravaer_cli.tidying.date_places import DatePlace, date_places

DATED_LISTS: Mapping[str, Sequence[str]] = {
    "fravaer": ("fravær",),
    "kontakt": ("kontakt",),
    "evaluering": ("evalueringer",),
    "kartlegging": ("samtaler", "skalering"),
}
"""The lists whose entries stand in the order of their dates, by kind of file."""

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_MIDNIGHT = re.compile(r"0?0[:.]00([:.]00([.,]0+)?)?\s*(Z|[+-]\d\d:?\d\d)?")
_EMPTY_FILE = "F015"


class Tidied(NamedTuple):
    """A file that was looked through.

    Attributes:
        data: what it should be; the same as before where nothing is to be done, or nothing can.
        dates: how many dates are written otherwise than before.
        lists: the lists that are in another order than before.
        diagnostics: why it cannot be read.
        stuck: something should have been done that cannot be done without touching something else.
    """

    data: bytes
    dates: int = 0
    lists: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    stuck: bool = False


def tidy(kind: str, file: str, data: bytes) -> Tidied:
    """One of our files, tidied.

    Args:
        kind: which of our files it is.
        file: how it is called in what is shown.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    source = parse(file, data[: MAX_BYTES + 1])
    if source.value is None:
        errors = tuple(d for d in source.diagnostics if d.is_error and d.code != _EMPTY_FILE)
        return Tidied(data, diagnostics=errors)
    dated, dates = _with_dates(kind, source)
    if dated is None:
        return Tidied(data, stuck=True)
    ordered, lists = _in_order(DATED_LISTS.get(kind, ()), dated)
    if ordered is None:
        return Tidied(data, stuck=True)
    return Tidied(mark + ordered.text.encode("utf-8"), dates, lists)


def _read(file: str, text: str) -> Source:
    return parse(file, text.encode("utf-8"))


def _errors(source: Source) -> list[str]:
    return sorted(d.code for d in source.diagnostics if d.is_error)


# --- dates -------------------------------------------------------------------------------------------------------


def _with_dates(kind: str, source: Source) -> tuple[Source | None, int]:
    """The file with every date as ISO, and how many were not. None: it would say something else."""
    layout = Layout(source)
    changes: dict[int, tuple[int, str]] = {}
    wanted = source.value
    for place in date_places(kind, source.value):
        iso = _iso(place, source.value)
        node = layout.node(place.route)
        at = layout.start(node)
        written = layout.text[at : layout.end(node)]
        quote = written[:1] if written[:1] in "\"'" else ""
        if iso is None or written != f"{quote}{place.value}{quote}":
            continue  # not a date that we know, or written in a way that we leave alone
        changes[at] = layout.end(node), f"{quote}{iso}{quote}"
        wanted = with_value(wanted, place.route, iso)
    if not changes:
        return source, 0
    text, at = [], 0
    for start, (end, new) in sorted(changes.items()):
        text += [layout.text[at:start], new]
        at = end
    read = _read(source.file, "".join([*text, layout.text[at:]]))
    fine = repr(read.value) == repr(wanted) and _errors(read) == _errors(source)
    return (read if fine else None), len(changes)


def _iso(place: DatePlace, whole: Any) -> str | None:
    """The date as ISO, if it is not and there is no doubt what it is."""
    if isinstance(place.value, str) and _ISO.fullmatch(place.value):
        return None
    found = meant(place.value)
    if found is None:
        return None
    iso, time = found
    if time and place.has_time and not _MIDNIGHT.fullmatch(time):
        for step in place.route[:-1]:
            whole = whole[step]
        if whole.get("kl") != time:
            return None  # the time of day stands nowhere else
    return iso


# --- order -------------------------------------------------------------------------------------------------------


def _in_order(names: Sequence[str], source: Source) -> tuple[Source | None, tuple[str, ...]]:
    """The file with the entries of its dated lists by date, and the lists that were not. None: that cannot be done."""
    done = []
    for name in names:
        entries = source.value.get(name) if isinstance(source.value, dict) else None
        order = _order(entries) if isinstance(entries, list) else []
        if order == sorted(order):
            continue
        reordered = _reordered(source, name, order)
        if reordered is None:
            return None, ()
        source = reordered
        done.append(name)
    return source, tuple(done)


def _order(entries: Sequence[Any]) -> list[int]:
    """The entries' numbers by date. One without a date stays after the one that it stands after."""
    dates, last = [], ""
    for entry in entries:
        date = first_day(entry)
        last = date if _ISO.fullmatch(date) else last
        dates.append(last)
    return sorted(range(len(entries)), key=dates.__getitem__)


def _reordered(source: Source, name: str, order: Sequence[int]) -> Source | None:
    layout = Layout(source)
    node = source.root.children[name][1]  # type: ignore[union-attr]  # a mapping, or it had no such value
    texts = [_in_brackets(layout, node, order)] if layout.is_flow(node) else _in_block(source, name, order)
    for text in texts:
        if text is None:
            continue
        whole = source if source.text.endswith(("\n", "\r")) else _read(source.file, source.text + _line_end(source))
        if whole.value is None:
            return None  # an end to the last line is all it takes to make it unreadable
        read = _read(source.file, text)
        entries = whole.value[name]
        wanted = {**whole.value, name: [entries[n] for n in order]}
        if repr(read.value) == repr(wanted) and _errors(read) == _errors(source):
            return read
    return None


def _line_end(source: Source) -> str:
    return "\r\n" if "\r\n" in source.text else "\n"


def _in_brackets(layout: Layout, node: Node, order: Sequence[int]) -> str | None:
    """A list in brackets: the entries change places, what stands between them stays."""
    spans = [(layout.start(child), layout.end(child)) for child in node.children]
    starts, ends = [s for s, _ in spans], [e for _, e in spans]
    between = [layout.text[end:start] for end, start in zip(ends, starts[1:], strict=False)]
    if "#" in "".join(between) or spans != sorted(spans):
        return None
    texts = [layout.text[start:end] for start, end in (spans[n] for n in order)]
    inner = "".join(t + b for t, b in zip(texts, [*between, ""], strict=True))
    return layout.text[: starts[0]] + inner + layout.text[ends[-1] :]


def _in_block(source: Source, name: str, order: Sequence[int]) -> list[str | None]:
    """A list of a line or more for each entry: each moves with its comments, what stands between them stays.

    Where the file does not end with a line's end, neither does the new one, unless that would change a value.
    """
    pieces = take_apart(source)
    field = next((p for p in pieces or () if p.name == name), None)
    if pieces is None or field is None or field.listing is None:
        return []
    end = _line_end(source)
    listing = field.listing
    entries = {p.name: p for p in listing.pieces if p.name is not None}
    after = iter(order)
    moved = [_ended(p if p.name is None else p._replace(text=entries[next(after)].text), end) for p in listing.pieces]
    last = [_ended(p, end) for p in pieces]
    text = together([p._replace(text=_listed(listing, moved)) if p.name == name else p for p in last])
    return [text] if source.text.endswith("\n") else [text.removesuffix(end), text]


def _ended(piece: Piece, end: str) -> Piece:
    """The piece with an end of its last line, which the last one of a file may lack."""
    return piece if piece.text.endswith("\n") or not piece.text else piece._replace(text=piece.text + end)


def _listed(listing: Listing, pieces: Sequence[Piece]) -> str:
    return listing.head + together(pieces)
