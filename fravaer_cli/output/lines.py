"""Lines of text with styles, wrapped to a width: what the screen views are made of. No terminal is known here."""

from __future__ import annotations

import re
from collections.abc import Iterable

Segment = tuple[str, str]
"""(text, style). Styles are words of meaning (`forfalt`, `dempet` …); `cli.terminal` gives them colours."""
Line = list[Segment]


_ONE_COLUMN_EACH = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff‐–—‘’“”„•…→─█■□✓]*")
_BREAK = re.compile(r" (?!%)(?!(?<=\d\. )[a-zæøå])")
"""Where a line may break: not inside «4,8 %» or «18. november»."""


def columns(text: str) -> int:
    """How many columns a text takes. What nearly all our texts are made of is known without asking rich's tables."""
    if _ONE_COLUMN_EACH.fullmatch(text):
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - seldom needed, and heavy

    return cell_len(text)


def plain(lines: Iterable[Line]) -> str:
    """The lines as text without styles, each with a line break."""
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def width_of(line: Line) -> int:
    """How many columns the line takes."""
    return sum(columns(text) for text, _ in line)


def wrap(segments: Line, width: int, first: str = "", rest: str | None = None) -> list[Line]:
    """Break at blanks so that no line is wider than `width`.

    Args:
        first: what stands before the first line; `rest` before the others (blanks as wide as `first` if not given).
    """
    head: Line = [(first, "")] if first else []
    room, used = width - columns(first), 0
    if segments and segments[0][0][:1] not in ("", " ") and width_of(segments) <= room:
        return [[*head, *segments]]
    rest = " " * columns(first) if rest is None else rest
    later = width - columns(rest)
    lines: list[Line] = [head]
    for text, style in segments:
        simple = _ONE_COLUMN_EACH.fullmatch(text)
        piece = ""  # of this text, on this line
        for n, word in enumerate(_BREAK.split(text)):
            blank = 1 if n and used else 0
            size = len(word) if simple else columns(word)
            if used and used + blank + size > room:
                _add(lines, piece, style)
                lines.append([(rest, "")] if rest else [])
                piece, room, used, blank = "", later, 0, 0
            shown = word
            if size > max(8, min(room, later)):
                *whole, shown = _pieces(word, max(8, min(room, later)))
                for part in whole:
                    _add(lines, part, style)
                    lines.append([(rest, "")] if rest else [])
                room, size = later, columns(shown)
            piece += f" {shown}" if blank else shown
            used += blank + size
        _add(lines, piece, style)
    return lines


def _add(lines: list[Line], piece: str, style: str) -> None:
    if piece:
        lines[-1].append((piece, style))


def _pieces(word: str, room: int) -> list[str]:
    """A word that is wider than the line, cut."""
    pieces, piece = [], ""
    for ch in word:
        if columns(piece + ch) > room:
            pieces.append(piece)
            piece = ""
        piece += ch
    return [*pieces, piece]


def left_right(left: Line, right: Line, width: int) -> list[Line]:
    """One line with something at each end; two lines where it does not fit."""
    gap = width - width_of(left) - width_of(right)
    if gap >= 2:
        return [[*left, (" " * gap, ""), *right]]
    return [*wrap(left, width), *wrap(right, width, "  ")]
