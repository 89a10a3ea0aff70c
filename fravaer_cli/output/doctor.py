"""What `fravaer doctor` shows."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence

from fravaer_cli.doctor.finding import Punkt, Tilstand
from fravaer_cli.texts import antall, liste

Line = list[tuple[str, str]]
_STYLES = {Tilstand.OK: "utført", Tilstand.MERK: "åpen", Tilstand.FARE: "forfalt"}
_MARGIN = " " * 8


def doctor(found: Mapping[str, Sequence[Punkt]], width: int) -> list[Line]:
    """The findings under their headings, and a line that sums up.

    Args:
        width: columns.
    """
    lines: list[Line] = []
    for heading, points in found.items():
        lines.append([(heading, "tittel")])
        for point in points:
            first, *rest = _wrapped(point.tekst, width)
            lines.append([("  ", ""), (f"{point.tilstand:<6}", _STYLES[point.tilstand]), (first, "")])
            lines += [[(_MARGIN + line, "")] for line in rest]
            lines += [[(_MARGIN + line, "dempet")] for line in (_wrapped(point.raad, width) if point.raad else ())]
        lines.append([])
    return [*lines, [(_summed(found), "")]]


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(30, width - len(_MARGIN)), break_long_words=False, break_on_hyphens=False)


def _summed(found: Mapping[str, Sequence[Punkt]]) -> str:
    count = Counter(point.tilstand for points in found.values() for point in points)
    parts = [antall(count[Tilstand.FARE], "fare", "farer")] if count[Tilstand.FARE] else []
    parts += [antall(count[Tilstand.MERK], "ting å merke seg", "ting å merke seg")] if count[Tilstand.MERK] else []
    return f"{liste(parts).capitalize()}." if parts else "Alt er i orden."
