"""Lines of text with styles, wrapped to a width: what the screen views are made of. No terminal is known here."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

Segment = tuple[str, str]
"""(text, style). Styles are words of meaning (`forfalt`, `dempet` …); `cli.terminal` gives them colours."""
Line = list[Segment]


def plain(lines: Iterable[Line]) -> str:
    """The lines as text without styles, each with a line break."""
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def width_of(line: Line) -> int:
    """How many columns the line takes."""
    return sum(cell_len(text) for text, _ in line)


def wrap(segments: Line, width: int, first: str = "", rest: str | None = None) -> list[Line]:
    """Break at blanks so that no line is wider than `width`.

    Args:
        first: what stands before the first line; `rest` before the others (blanks as wide as `first` if not given).
    """
    rest = " " * cell_len(first) if rest is None else rest
    lines: list[Line] = [[(first, "")] if first else []]
    room = width - cell_len(first)
    used = 0
    for text, style in segments:
        for word in _words(text):
            blank = word.isspace()
            for part in _pieces(word, max(8, width - cell_len(rest))):
                size = cell_len(part)
                if used and used + size > room:
                    lines.append([(rest, "")] if rest else [])
                    room, used = width - cell_len(rest), 0
                if blank and not used:
                    continue
                lines[-1].append((part, style))
                used += size
    return lines


def _words(text: str) -> list[str]:
    words: list[str] = []
    for part in text.split(" "):
        words += [part, " "]
    return [w for w in words[:-1] if w]


def _pieces(word: str, room: int) -> list[str]:
    """A word that is wider than the line is cut; all others stay whole."""
    if cell_len(word) <= room:
        return [word]
    pieces, piece = [], ""
    for ch in word:
        if cell_len(piece + ch) > room:
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
