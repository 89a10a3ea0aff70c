"""A school year's absence as a calendar: a row for each month, Monday to Friday side by side, sums to the right."""

from __future__ import annotations

from fravaer_cli.casework.attendance import Month
from fravaer_cli.casework.counts import Counts, Mark
from fravaer_cli.output.lines import Line, columns, width_of
from fravaer_cli.output.table import SIGNS
from fravaer_cli.texts import kort_dato, tall

LEGEND = {
    Mark.TILSTEDE: "til stede",
    Mark.UDOKUMENTERT: "udokumentert dag",
    Mark.DOKUMENTERT: "dokumentert dag",
    Mark.TIME: "borte i timer",
    Mark.FORSENT: "kom for sent",
    Mark.FORLOT: "gikk fra skolen eller timen",
    Mark.AVTALT: "avtalt",
    Mark.FRI: "fri",
}
_LABEL, _PICTURE = 7, 29
_DAYS, _SHARE = 13, 8


def render(months: tuple[Month, ...], width: int) -> list[Line]:
    """The calendar, none of its lines wider than `width` (at least 38)."""
    wide = width >= 2 + _LABEL + _PICTURE + _DAYS + _SHARE
    head: Line = [(" " * (2 + _LABEL) + " ".join(["mtotf"] * 5), "dempet")]
    if wide:
        head.append((f"{'dager borte':>{_DAYS}}", "dempet"))
    out = [head]
    for month in months:
        line: Line = [(f"  {kort_dato(month.first).partition(' ')[2]:<{_LABEL}}", "")]
        for i, week in enumerate(month.weeks):
            line.append((" " if i else "", ""))
            line += [(SIGNS[m], f"dag-{m.name.lower()}") if m and m is not Mark.FRAMTID else (" ", "") for m in week]
        line.append((" " * max(0, 2 + _LABEL + _PICTURE - width_of(line)), ""))
        if wide:
            line += _sums(month.counts, width - width_of(line))
        out.append(line)
    return [*out, *_legend(months, width)]


def _sums(counts: Counts, room: int) -> Line:
    """«3 av 22   13,6 %   2 t  1 s»: days of absence, and the rest as far as there is room."""
    if not counts.skoledager:
        return []
    share = f"{tall(counts.prosent or 0)} %"
    line: Line = [(f"{f'{counts.dager} av {counts.skoledager}':>{_DAYS}}{share:>{_SHARE}}", "")]
    words = (
        (counts.timer, "time", "timer"),
        (counts.forsentkomminger, "for sent", "for sent"),
        (counts.forlot, "gikk", "gikk"),
        (counts.avtalte_dager, "avtalt", "avtalte"),
    )
    rest = [f"{n} {one if n == 1 else many}" for n, one, many in words if n]
    text = f"   {', '.join(rest)}" if rest else ""
    if text and columns(text) > room - width_of(line):
        signs = (Mark.TIME, Mark.FORSENT, Mark.FORLOT, Mark.AVTALT)
        short = [f"{n}{SIGNS[s]}" for (n, _, _), s in zip(words, signs, strict=True) if n]
        text = f"  {' '.join(short)}"
    if columns(text) <= room - width_of(line):
        line.append((text, "dempet"))
    return line


def _legend(months: tuple[Month, ...], width: int) -> list[Line]:
    """The signs that are used, with no sign parted from its word."""
    used = {m for month in months for week in month.weeks for m in week}
    out: list[Line] = []
    for mark, word in LEGEND.items():
        if mark in used:
            part = f"{SIGNS[mark]} {word}"
            if not out or width_of(out[-1]) + len(part) + 2 > width:
                out.append([])
            out[-1] += [("  ", ""), (part, "dempet")]
    return out
