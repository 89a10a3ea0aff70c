"""The typefaces that come with us, and which characters they have."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

from fravaer_cli import resources

_UNSEEN = frozenset(
    (0x00AD, 0x034F, 0x061C, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
) | frozenset((*range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000)))
"""Characters that are not drawn: joiners, marks of direction, variation selectors."""
_BREAKS = frozenset((0x00AD, 0x200B))
"""Those of them that say where a word may be divided."""

_DRAWN_SPACE = "\u1680"
"""The one space that is a line; all others are left blank whether a typeface has them or not."""


def folder() -> Path:
    """Where they lie."""
    return resources.folder("templates") / "fonter"


def lacking(text: str) -> list[str]:
    """The characters of the text that our typefaces cannot show, in the order of their first appearance."""
    odd = dict.fromkeys(c for c in text if ord(c) > 0x17F and ord(c) not in _UNSEEN)
    if not odd:
        return []
    known = _coverage()
    return [c for c in odd if ord(c) not in known and (unicodedata.category(c)[0] != "Z" or c == _DRAWN_SPACE)]


def drawn(text: str) -> str:
    """The text without what is not drawn, but for where a word may be divided.

    In our typefaces, which have no script that joins its letters or runs from right to left, it can say nothing; and
    Typst stumbles on it: a joiner or a change of direction between two typefaces stops it.
    """
    return text.translate(dict.fromkeys(_UNSEEN - _BREAKS))


def named(character: str) -> str:
    """«😀» (U+1F600, GRINNING FACE)."""
    name = unicodedata.name(character, "")
    shown = "" if unicodedata.combining(character) else f"«{character}» "
    return f"{shown}(U+{ord(character):04X}{', ' if name else ''}{name})"


@cache
def _coverage() -> frozenset[int]:
    """All code points that the upright and the symbols have; the bold has those of the upright.

    A mark that is set on the character before it must be in the same typeface: those of the symbols do not count.
    """
    files = ("SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf")
    text = frozenset.intersection(*(frozenset(_cmap((folder() / name).read_bytes())) for name in files))
    symbols = _cmap((folder() / "NotoSansSymbols2-Regular.ttf").read_bytes())
    return text | {code for code in symbols if not unicodedata.category(chr(code)).startswith("M")}


def _cmap(data: bytes) -> set[int]:
    """The code points of a TrueType file, from its Unicode tables (formats 4 and 12)."""
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {data[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">I", data, 20 + 16 * i)[0] for i in range(count)}
    start = tables[b"cmap"]
    found: set[int] = set()
    for i in range(struct.unpack_from(">H", data, start + 2)[0]):
        at = start + struct.unpack_from(">I", data, start + 8 + 8 * i)[0]
        kind = struct.unpack_from(">H", data, at)[0]
        if kind == 12:
            groups = struct.unpack_from(">I", data, at + 12)[0]
            for first, last, _ in struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * groups]):
                found.update(range(first, last + 1))
        elif kind == 4:
            size = struct.unpack_from(">H", data, at + 6)[0]
            ends = struct.unpack_from(f">{size // 2}H", data, at + 14)
            starts = struct.unpack_from(f">{size // 2}H", data, at + 16 + size)
            for first, last in zip(starts, ends, strict=True):
                if first != 0xFFFF:
                    found.update(range(first, last + 1))
    return found
