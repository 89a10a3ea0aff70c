"""Changing one of our files so that every other byte stays: comments, blanks, quotes and line ends are the user's.

Text is put in at the place of the node, the result is read again, and unless it holds exactly what was meant, nothing
is changed at all. (ruamel's round trip would change blanks and quotes.)
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fravaer_cli.diagnostics import Route
from fravaer_cli.errors import UserError
from fravaer_cli.files import yaml_text
from fravaer_cli.files.layout import Layout, first_day, with_value
from fravaer_cli.files.pieces import Piece, take_apart, together
from fravaer_cli.files.source import MAX_BYTES, Node, Source, parse
from fravaer_cli.files.syntax import Lines
from fravaer_cli.files.yaml_text import Value
from fravaer_cli.texts import LINJESKIFT, linjer, sitat

_EMPTY_FILE = "F015"


class CannotEdit(UserError):
    """The file is written in a way that we cannot change without touching something else."""


def add_entries(
    file: str, data: bytes | None, key: str, entries: Sequence[Mapping[str, Any]], *, block: bool = False
) -> bytes:
    """The file with more entries in a list: by date in one that is in order, else after the last one.

    Args:
        file: how the file is called in what is shown.
        data: the file's content; None for a new one.
        key: the list's name, at the top of the file.
        entries: values as `files.source` reads them.
        block: a new entry has a line for each key, where the file does not show another habit.

    Raises:
        CannotEdit: the file cannot be read, or this cannot be done without touching something else.
    """
    text = _Text(file, data or b"")
    value = text.value_before_more()
    present = value.get(key) if isinstance(value, Mapping) else ""
    if not isinstance(present, list | None):
        raise _cannot(file)
    early = _before_others(present or [], entries)
    if early:
        between = _between(text, key, early, block=block)
        if between is not None:
            late = [entry for entry in entries if not any(entry is e for e in early)]
            return add_entries(file, between, key, late, block=block) if late else between
    wanted = {**value, key: [*(present or []), *entries]}
    return text.verified(_additions(text, key, entries, block=block), wanted)


def _before_others(present: Sequence[Any], entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The new entries that belong before one that is there, in order; none where the list is in no order."""
    dates = [first_day(entry) for entry in present]
    if not dates or not all(dates) or dates != sorted(dates):
        return []
    return sorted((e for e in entries if "" < first_day(e) < dates[-1]), key=first_day)


def _between(text: _Text, key: str, entries: Sequence[Mapping[str, Any]], *, block: bool) -> bytes | None:
    """The file with entries among those that are there, each after the last one that is not later; None: it cannot be.

    Args:
        entries: in order.
    """
    pieces = take_apart(text.source) or []
    at = next((n for n, p in enumerate(pieces) if p.name == key and p.listing and p.listing.column is not None), None)
    listing = pieces[at].listing if at is not None else None
    if at is None or listing is None or listing.column is None or text.source.root is None:
        return None
    rows = list(listing.pieces)
    values = [*text.source.value[key]]
    is_block = _habit(text, text.source.root.children[key][1], block=block)
    for entry in entries:
        new = "".join(line + text.line_end for line in yaml_text.item(entry, listing.column, block=is_block))
        place = max(
            (n for n, p in enumerate(rows) if p.name is not None and first_day(p.value) <= first_day(entry)), default=-1
        )
        above = ""
        if place < 0:  # the blank lines and the comments before the first entry stay above it
            place = next(n for n, p in enumerate(rows) if p.name is not None) - 1
            above, rows[place + 1] = rows[place + 1].above, rows[place + 1]._replace(above="")
        rows.insert(place + 1, Piece(above, new, -1, entry))
        values.insert(sum(first_day(v) <= first_day(entry) for v in values), entry)
    whole = [*pieces[:at], pieces[at]._replace(text=listing.head + together(rows)), *pieces[at + 1 :]]
    try:
        return text.verified([together(whole)], {**text.source.value, key: values})
    except CannotEdit:
        return None


def set_value(file: str, data: bytes, route: Route, value: Value) -> bytes:
    """The file with another value at the end of the route, or with a new key there.

    Args:
        route: to a key of a mapping that exists.

    Raises:
        CannotEdit: as for `add_entries`.
    """
    return set_values(file, data, [(route, value)])


def set_values(file: str, data: bytes, values: Sequence[tuple[Route, Value]]) -> bytes:
    """The file with other values at the ends of several routes, no route twice: read twice, however many there are.

    Raises:
        CannotEdit: as for `add_entries`.
    """
    text = _Text(file, data)
    wanted = text.source.value
    try:
        for route, value in values:
            wanted = with_value(wanted, route, value)
    except (KeyError, IndexError, TypeError):
        raise _cannot(file) from None
    return text.verified([_replaced(text, values)], wanted)


class _Text(Layout):
    """A file's text, where its values stand, and how it ends its lines."""

    def __init__(self, file: str, data: bytes) -> None:
        _refuse_large(file, data)
        self.mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        super().__init__(parse(file, data))
        if self.source.value is None and any(d.code != _EMPTY_FILE for d in self.source.diagnostics if d.is_error):
            raise CannotEdit(
                f"{sitat(file, 120)} kan ikke leses, så ingenting er skrevet i den.",
                "Se hva som er galt med «fravaer validate», og rett det først.",
            )
        end = LINJESKIFT.search(self.text)
        self.line_end = end[0] if end else "\n"

    def value_before_more(self) -> Any:
        """The values as they are when something follows: a text under «|» at the very end then has a line end too."""
        if self.source.value is None:
            return {}
        last = self.text.rsplit("\n", 1)[-1]
        return parse(self.file, (self.text + self.line_end).encode()).value if last.strip() else self.source.value

    def inserted(self, line: int, new: Sequence[str]) -> str:
        """The text with new lines before a line, and with or without an end of the last line as it was."""
        at, _, what = self.insertion(line, new)
        return self.text[:at] + what + self.text[at:]

    def insertion(self, line: int, new: Sequence[str]) -> tuple[int, int, str]:
        """(place, the same place, what is to be put in there) for new lines before a line."""
        at = self.starts[line] if line < len(self.starts) else len(self.text)
        if at == len(self.text) and self.text and not LINJESKIFT.search(self.text[-1]):
            return at, at, "".join(self.line_end + n for n in new)
        return at, at, "".join(n + self.line_end for n in new)

    def verified(self, candidates: Iterable[str], wanted: Any) -> bytes:
        """The first of the texts that says what was meant, as bytes.

        Raises:
            CannotEdit: none does, or the file would be too large to be read.
        """
        for candidate in candidates:
            data = self.mark + candidate.encode("utf-8")
            _refuse_large(self.file, data)
            read = parse(self.file, data)
            if repr(read.value) == repr(wanted) and _errors(read) == _errors(self.source):
                return data
        raise _cannot(self.file)


def _errors(source: Source) -> list[str]:
    return [d.code for d in source.diagnostics if d.is_error and d.code != _EMPTY_FILE]


def _refuse_large(file: str, data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise CannotEdit(
            f"{sitat(file, 120)} er, eller ville blitt, over {MAX_BYTES // 1_000_000} MB, og kan da ikke leses. "
            "Ingenting er endret.",
            "Skriv kortere, eller ta bort det som ikke hører hjemme i filen.",
        )


def _cannot(file: str) -> CannotEdit:
    return CannotEdit(
        f"{sitat(file, 120)} er skrevet på en måte som gjør at fravaer ikke kan føre i den uten å endre noe annet. "
        "Ingenting er endret.",
        "Før det inn for hånd.",
    )


def _additions(text: _Text, key: str, entries: Sequence[Mapping[str, Any]], *, block: bool) -> Iterator[str]:
    source = text.source
    found = getattr(source.root, "children", {}).get(key) if source.value is not None else None
    margin = source.root.start_mark.column if source.value is not None and source.root is not None else 0
    if found is None:
        if source.value is None or not text.is_flow(source.root):
            yield text.inserted(len(text.starts), [f"{' ' * margin}{key}:", *_items(entries, margin + 2, block=block)])
        return
    node = found[1]
    children = getattr(node, "children", None)
    if not children:
        yield from _first_entries(text, node, margin, entries, block=block)
    elif text.is_flow(node):
        yield _in_brackets(text, node, entries)
    else:
        indent = node.start_mark.column
        new = _items(entries, indent, block=_habit(text, node, block=block))
        line = text.last_line(node) + 1
        while line < len(text.starts) and _is_comment_within(text.line(line), indent):
            line += 1
        yield text.inserted(line, new)
        while line < len(text.starts) and not text.line(line).strip():
            line += 1
            yield text.inserted(line, new)
        yield text.inserted(node.end_mark.line, new)


def _habit(text: _Text, node: Node, *, block: bool) -> bool:
    """Whether the last entry of a list has a line for each key; `block` where it does not show."""
    last = node.children[-1]
    return not text.is_flow(last) if isinstance(getattr(last, "children", None), dict) else block


def _items(entries: Sequence[Mapping[str, Any]], indent: int, *, block: bool) -> list[str]:
    return [line for entry in entries for line in yaml_text.item(entry, indent, block=block)]


def _is_comment_within(line: str, indent: int) -> bool:
    """A comment that belongs to the entry above it: further in than the dash."""
    stripped = line.lstrip(" ")
    return stripped.startswith("#") and len(line) - len(stripped) > indent


def _first_entries(
    text: _Text, node: Node, margin: int, entries: Sequence[Mapping[str, Any]], *, block: bool
) -> Iterator[str]:
    """Entries in place of `[]`, `null` or nothing."""
    start, end = text.start(node), text.end(node)
    if linjer(text.text[start:end])[1:] or text.is_flow(text.source.root):
        if text.text[start:end].startswith("["):
            yield text.text[: start + 1] + ", ".join(map(yaml_text.flow, entries)) + text.text[start + 1 :]
        return
    before = text.text[:start].rstrip(" ")
    left = before + (" " if text.text[end : end + 1] == "#" else "") + text.text[end:]
    line = node.start_mark.line + 1
    starts = Lines(text.file, left).starts
    at = starts[line] if line < len(starts) else len(left)
    new = _items(entries, margin + 2, block=block)
    if at == len(left) and not LINJESKIFT.search(left[-1:]):
        yield left + "".join(text.line_end + n for n in new)
    else:
        yield left[:at] + "".join(n + text.line_end for n in new) + left[at:]


def _in_brackets(text: _Text, node: Node, entries: Sequence[Mapping[str, Any]]) -> str:
    """Entries before a list's closing bracket, in the manner of the last one."""
    last = node.children[-1]
    at = text.end(last)
    new = [yaml_text.flow(e) for e in entries]
    first_on_line = not text.text[text.starts[last.start_mark.line] : text.start(last)].strip()
    if not first_on_line:
        return text.text[:at] + "".join(f", {n}" for n in new) + text.text[at:]
    margin = " " * last.start_mark.column
    line = text.line(last.end_mark.line)
    rest = line[last.end_mark.column :]
    body = LINJESKIFT.split(rest)[0]
    trailing = body.lstrip().startswith(",")
    lines = "".join(f",{text.line_end}{margin}{n}" for n in new)[0 if not trailing else 1 :]
    if "]" in body.partition("#")[0]:
        return text.text[:at] + lines + text.text[at:]
    comma = "" if trailing else ","
    after = lines if trailing else lines[1:]
    tail = "," if trailing else ""
    return text.text[:at] + comma + body + after + tail + text.text[at + len(body) :]


def _replaced(text: _Text, values: Sequence[tuple[Route, Value]]) -> str:
    """The text with every value in its place; two new keys at one place stand in the order they were given."""
    pieces, at = [], 0
    for start, end, new in sorted((_splice(text, route, value) for route, value in values), key=lambda s: s[:2]):
        pieces += [text.text[at:start], new]
        at = end
    return "".join([*pieces, text.text[at:]])


def _splice(text: _Text, route: Route, value: Value) -> tuple[int, int, str]:
    """(start, end, what is to stand there) for one value."""
    *above, key = route
    mapping = text.node(tuple(above))
    new = yaml_text.flow(value)
    found = mapping.children.get(key)
    if found is not None:
        start, end = text.start(found[1]), text.end(found[1])
        if text.text[start : start + 1] in ("|", ">"):  # such a text ends where the next thing begins
            end = _end_of_block_text(text, found[1])
        blank = " " if start == end and text.text[start - 1] == ":" else ""
        return start, end, blank + new
    pair = f"{yaml_text.flow(key)}: {new}"
    if text.is_flow(mapping):
        at = text.end(list(mapping.children.values())[-1][1]) if mapping.children else text.start(mapping) + 1
        return at, at, (", " if mapping.children else "") + pair
    return text.insertion(text.last_line(mapping) + 1, [" " * mapping.start_mark.column + pair])


def _end_of_block_text(text: _Text, node: Node) -> int:
    """Where the last line of a text under «|» ends, before the line's end.

    Raises:
        CannotEdit: there is a comment behind the «|», which would be lost.
    """
    if "#" in text.line(node.start_mark.line)[node.start_mark.column :]:
        raise _cannot(text.file)
    last = text.last_line(node)
    return text.starts[last] + len(LINJESKIFT.split(text.line(last))[0])
