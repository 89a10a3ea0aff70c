"""What a page of a check is made of, and its lines on a screen. `output.markdown` writes the same as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fravaer_cli.output.lines import Line, columns, left_right, wrap


class Heading(NamedTuple):
    """A section begins."""

    text: str


class Para(NamedTuple):
    """A paragraph, indented under its heading."""

    text: str
    style: str = ""
    indent: int = 2


class Point(NamedTuple):
    """A point of a list.

    Attributes:
        word: what stands first, such as a status; `style` is its style.
        steps: what follows from it, each after an arrow.
    """

    text: str
    word: str = ""
    style: str = ""
    steps: tuple[str, ...] = ()


class Bullets(NamedTuple):
    """Short points."""

    points: tuple[Point, ...]


class Entry(NamedTuple):
    """One pupil: a name, details, a path at the right, and labelled rows of `(label, text, style)`."""

    title: str
    details: str
    right: str
    rows: tuple[tuple[str, str, str], ...]


class Column(NamedTuple):
    """A column. Numbers stand at the right; a `bred` column gives way where the screen is narrow."""

    title: str
    tall: bool = True
    bred: bool = False


class Table(NamedTuple):
    """Rows under columns, and a row of totals where there is one."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None = None


Block = Heading | Para | Bullets | Entry | Table

_GAP = 2
_NARROWEST = 9
_LABEL = 10


def to_lines(blocks: Iterable[Block], width: int) -> list[Line]:
    """The blocks as styled lines, none wider than `width`, with empty lines between the parts."""
    out: list[Line] = []
    before: Block | None = None
    for block in blocks:
        apart = isinstance(block, Heading | Entry) or isinstance(before, Table | Entry | Bullets)
        if (apart or (isinstance(block, Table) and isinstance(before, Para))) and not (
            isinstance(block, Entry) and isinstance(before, Heading)
        ):
            out.append([])
        out += _lines(block, width)
        before = block
    return [line for n, line in enumerate(out) if line or not n or out[n - 1]]


def _lines(block: Block, width: int) -> list[Line]:
    match block:
        case Heading(text):
            return wrap([(text, "tittel")], width)
        case Para(text, style, indent):
            return wrap([(text, style)], width, " " * indent)
        case Bullets(points):
            room = max((columns(p.word) for p in points), default=0)
            return [line for p in points for line in _point(p, room, width)]
        case Entry():
            return _entry(block, width)
        case Table():
            return _table(block, width)


def _point(point: Point, room: int, width: int) -> list[Line]:
    head = f"  {point.word:<{room}}  " if room else "  "
    out = wrap([(point.text, "")], width, head, " " * (columns(head) + (0 if room else 2)))
    out[0][0] = (out[0][0][0], point.style)
    for step in point.steps:
        out += wrap([(step, "")], width, " " * columns(head) + "→ ")
    return out


def _entry(entry: Entry, width: int) -> list[Line]:
    name: Line = [(entry.title, "elev")]
    if entry.details:
        name.append((f" · {entry.details}", "dempet"))
    out = left_right(name, [(entry.right, "dempet")], width) if entry.right else wrap(name, width)
    pad = " " * (_LABEL + 2)
    for label, text, style in entry.rows:
        lines = wrap([(text, style)], width, f"  {label:<{_LABEL}}", pad)
        lines[0][0] = (lines[0][0][0], "dempet")
        out += lines
    return out


def _table(table: Table, width: int) -> list[Line]:
    rows = [*table.rows, *([table.total] if table.total else [])]
    widths = _widths(table.columns, rows, width)
    if widths is None:
        return _stacked(table, width)
    out = _row(table.columns, tuple(c.title for c in table.columns), widths, "dempet")
    for row in table.rows:
        out += _row(table.columns, row, widths, "")
    if table.total:
        out.append([("  " + "─" * (sum(widths) + _GAP * (len(widths) - 1)), "dempet")])
        out += _row(table.columns, table.total, widths, "tittel")
    return out


def _widths(cols: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """How wide each column is; None where not all of them find room."""
    widths = [max([columns(col.title), *(columns(row[i]) for row in rows)]) for i, col in enumerate(cols)]
    over = 2 + sum(widths) + _GAP * (len(cols) - 1) - width
    while over > 0:
        wide = max((i for i, c in enumerate(cols) if c.bred), key=lambda i: widths[i], default=None)
        if wide is None or widths[wide] <= _NARROWEST:
            return None
        widths[wide] -= 1
        over -= 1
    return widths


def _row(cols: Sequence[Column], cells: Sequence[str], widths: Sequence[int], style: str) -> list[Line]:
    wrapped = [wrap([(cell, style)], w) for cell, w in zip(cells, widths, strict=True)]
    out: list[Line] = []
    for n in range(max(len(w) for w in wrapped)):
        line: Line = [("  ", "")]
        for i, (col, part, w) in enumerate(zip(cols, wrapped, widths, strict=True)):
            text = "".join(t for t, _ in part[n]) if n < len(part) else ""
            fill = " " * (w - columns(text))
            line += [(fill, ""), (text, style)] if col.tall else [(text, style), (fill, "")]
            if i + 1 < len(cols):
                line.append((" " * _GAP, ""))
        out.append(line)
    return out


def _stacked(table: Table, width: int) -> list[Line]:
    """Where the screen is too narrow for columns: each row as its first cell and the others with their titles."""
    out: list[Line] = []
    for row in [*table.rows, *([table.total] if table.total else [])]:
        rest = ", ".join(
            f"{c.title.lower()} {v}"
            for c, v in zip(table.columns[1:], row[1:], strict=True)
            if c.title and v not in ("", "–")
        )
        out += wrap([(row[0], "elev"), (f": {rest}" if rest else "", "")], width, "  ", "    ")
    return out
