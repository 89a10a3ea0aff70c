"""A checked folder on the screen. The week's check: per pupil what the absence looks like, what to do, who, when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from fravaer_cli.casework.counts import Mark, Week
from fravaer_cli.casework.followup import Status
from fravaer_cli.casework.results import CaseResult, Finding
from fravaer_cli.check import CheckResult
from fravaer_cli.output import wording
from fravaer_cli.output.followed import MAX_POINTS, cared_for, plan_words
from fravaer_cli.output.lines import Line, left_right, width_of, wrap
from fravaer_cli.texts import antall, en_linje, stor

if TYPE_CHECKING:
    from fravaer_cli.output.blocks import Block

SIGNS = {
    Mark.TILSTEDE: "·",
    Mark.UDOKUMENTERT: "■",
    Mark.DOKUMENTERT: "□",
    Mark.TIME: "t",
    Mark.FORSENT: "s",
    Mark.FORLOT: "g",
    Mark.AVTALT: "a",
    Mark.FRI: "-",
    Mark.FRAMTID: " ",
}
_LEGEND = (
    (Mark.TILSTEDE, "til stede"),
    (Mark.UDOKUMENTERT, "udokumentert dag"),
    (Mark.DOKUMENTERT, "dokumentert dag"),
    (Mark.TIME, "time"),
    (Mark.FORSENT, "kom for sent"),
    (Mark.FORLOT, "gikk fra skolen eller timen"),
    (Mark.AVTALT, "avtalt"),
    (Mark.FRI, "fri"),
)
_LABEL = 9
_MAX_NAMES = 40
_MAX_ERRORS = 12


def render(result: CheckResult, width: int) -> list[Line]:
    """The view as styled lines, none wider than `width` columns (at least 40)."""
    width = max(40, width)
    out: list[Line] = [*wrap([(wording.heading(result), "tittel")], width)]
    out += wrap([(wording.routine_line(result), "dempet")], width)
    out += wrap([(wording.files_line(result), "dempet")], width)
    note = wording.calendar_note(result)
    if note:
        out += wrap([(note, "varsel")], width, "! ", "  ")
    shown = sorted((c for c in result.saker if c.funn), key=_urgency)
    if result.question.sjekk == "uke":
        for case in shown:
            out += [[], *_case(case, result, width)]
        out += _quiet(result, shown, width)
        out += _followed(result, width)
    else:
        from fravaer_cli.output.blocks import to_lines  # noqa: PLC0415 - not for the week's check

        out += to_lines(blocks(result), width)
    out += _diagnostics(result, width)
    return out + _footer(result, shown, width)


def blocks(result: CheckResult) -> list[Block]:
    """The page of a check that has one: the day's, the month's or the half-year's."""
    match result.question.sjekk:
        case "dag":
            from fravaer_cli.output.views import day as view  # noqa: PLC0415 - one of them is asked for
        case "måned":
            from fravaer_cli.output.views import month as view  # type: ignore[no-redef]  # noqa: PLC0415
        case _:
            from fravaer_cli.output.views import halfyear as view  # type: ignore[no-redef]  # noqa: PLC0415
    return view.blocks(result)


def _urgency(case: CaseResult) -> tuple[int, int, date, str]:
    """Overdue first, the oldest deadline first; then what is open; then warnings; then what is done."""
    worst = min(case.funn, key=lambda f: (_rank(f), f.dato))
    deadlines = [i.frist for f in case.funn for i in f.oppfoelging if i.frist and i.status is not Status.UTFOERT]
    return _rank(worst), 0 if deadlines else 1, min(deadlines, default=worst.dato), case.sak


def _rank(finding: Finding) -> int:
    if finding.alvor == "varsel":
        return 2
    return {Status.FORFALT: 0, Status.AAPEN: 1, Status.UTFOERT: 3}[finding.status]


def _case(case: CaseResult, result: CheckResult, width: int) -> list[Line]:
    name: Line = [(wording.pupil(case), "elev")]
    details = [en_linje(case.klasse), case.status] if len({c.klasse for c in result.saker}) > 1 else [case.status]
    name.append((f" · {' · '.join(details)}", "dempet"))
    out = left_right(name, [(en_linje(case.sak), "dempet")], width) if case.sak != "." else wrap(name, width)
    if case.ufullstendig:
        out += wrap([("Filene har feil, så bildet kan være ufullstendig.", "varsel")], width, "  ! ")
    out += _picture(case.uker, width)
    out += wrap([(f"Siste måned: {wording.amount(case.fravaer['måned'])}", "")], width, "  ")
    stair = wording.staircase(case)
    if stair:
        out += wrap([(stair, "")], width, "  Trapp: ")
    for finding in _grouped(case.funn):
        out += _finding(finding, result.question.today, width)
    return out


def _grouped(findings: Sequence[Finding]) -> Sequence[Finding]:
    if not any("/plan-" in f.regel for f in findings):
        return findings
    from fravaer_cli.output.grouping import grouped  # noqa: PLC0415 - seldom needed

    return grouped(findings)


def _picture(weeks: tuple[Week, ...], width: int) -> list[Line]:
    """«uke 42 ··■··  43 ·····»: as many weeks, the last ones, as there is room for."""
    room = (width - 5) // 10
    line: Line = [("  uke", "dempet")]
    for week in weeks[-room:]:
        line.append((f" {week.number:>2} ", "dempet"))
        line += [(SIGNS[mark], f"dag-{mark.name.lower()}") for mark in week.days]
        line.append((" ", ""))
    return [line] if weeks else []


def _finding(finding: Finding, today: date, width: int) -> list[Line]:
    label = wording.status_word(finding)
    style = label.lower()
    pad = " " * (_LABEL + 2)
    mark = "°" if finding.tolkning else ""
    head = f"  {label:<{_LABEL}}"
    lines = wrap([(en_linje(finding.melding) + mark, "")], width, head, pad)
    lines[0] = [(head, style), *lines[0][1:]]
    for item in finding.oppfoelging:
        sign = "✓" if item.status is Status.UTFOERT else "→"
        text = f"{en_linje(stor(item.handling))}: {wording.who(item)}, {wording.when(item, today)}"
        tone = item.status.name.lower() if item.status is not Status.AAPEN else ""
        lines += wrap(
            [(text, "forfalt" if tone == "forfalt" else "dempet" if tone == "utfoert" else "")], width, f"{pad}{sign} "
        )
    seen = " · ".join(p for p in (finding.regel, wording.evidence(finding)) if p)
    return lines + wrap([(en_linje(seen), "dempet")], width, pad)


def _quiet(result: CheckResult, shown: list[CaseResult], width: int) -> list[Line]:
    """The pupils for whom there is nothing to do, and apart from them those whose files say too little."""
    silent = [c for c in result.saker if not c.funn]
    unknown = [c for c in silent if c.ufullstendig]
    quiet = [c for c in silent if not c.ufullstendig and not c.plan_til]
    planned = cared_for(result)
    out: list[Line] = []
    if unknown:
        text = f"Filene har feil, så vi vet ikke nok om {antall(len(unknown), 'elev', 'elever')}"
        out += [[], *wrap([(text, "varsel"), *_names(unknown)], width, "! ", "  ")]
    if (quiet or planned) and not shown and not unknown:
        kind = f"Ingenting å gjøre {wording.period_words(result)}."
        if result.question.sjekk == "uke" and result.question.today.weekday() == 4 and not result.errors:
            kind += " God helg!"
        out += [[], *wrap([(kind, "utført")], width)]
    elif quiet:
        text = f"Ingenting å gjøre for {antall(len(quiet), 'elev', 'elever')}"
        out += [[], *wrap([(text, "utført"), *_names(quiet)], width)]
    return out


def _followed(result: CheckResult, width: int) -> list[Line]:
    """Calmly apart: the pupils whose plan takes care."""
    found = cared_for(result)
    if not found:
        return []
    texts = [plan_words(c, result) for c in found]
    if len(found) > MAX_POINTS:
        texts = [f"{antall(len(found), 'elev', 'elever')}."]
    return [
        [],
        [("Følges etter plan", "tittel")],
        *(line for t in texts for line in wrap([(t, "")], width, "  ", "    ")),
    ]


def _names(cases: list[CaseResult]) -> Line:
    if len(cases) > _MAX_NAMES:
        return [(".", "")]
    return [(": ", ""), (", ".join(sorted(wording.pupil(c) for c in cases)), "dempet")]


def _diagnostics(result: CheckResult, width: int) -> list[Line]:
    if not result.diagnostics:
        return []
    ordered = sorted(result.diagnostics, key=lambda d: not d.is_error)
    title = "Feil i filene" if result.errors else "Se på dette i filene"
    out: list[Line] = [[], [(title, "tittel")]]
    for d in ordered[:_MAX_ERRORS]:
        place = d.place.file if d.place.line is None else f"{d.place.file}:{d.place.line}:{d.place.column}"
        style = "forfalt" if d.is_error else "varsel"
        out += wrap(
            [(en_linje(place), ""), (f" {d.severity.value} {d.code} ", style), (en_linje(d.message), "")],
            width,
            "  ",
            "    ",
        )
    more = len(ordered) - _MAX_ERRORS
    text = f"og {more} til. " if more > 0 else ""
    out += wrap(
        [(f"{text}«fravaer validate {en_linje(result.given)}» viser stedene og hva du kan gjøre.", "dempet")],
        width,
        "  ",
    )
    return out


def _footer(result: CheckResult, shown: list[CaseResult], width: int) -> list[Line]:
    out: list[Line] = [[]]
    pictured = shown if result.question.sjekk == "uke" else []
    used = {mark for c in pictured for week in c.uker for mark in week.days}
    legend = [f"{SIGNS[mark]} {word}" for mark, word in _LEGEND if mark in used]
    if legend:
        out += _legend(legend, width)
    if any(f.tolkning for c in shown for f in c.funn):
        text = "° Her lar kilden noe stå åpent, og vi har valgt en lesning. «fravaer explain REGEL» sier hvilken."
        out += wrap([(text, "dempet")], width, "", "  ")
    if len(out) > 1:
        out.append([])
    return out + wrap([(f"{wording.summary(result)}.", "tittel")], width)


def _legend(parts: list[str], width: int) -> list[Line]:
    """The signs, with no sign parted from its word."""
    out: list[Line] = [[]]
    for part in parts:
        if out[-1] and width_of(out[-1]) + len(part) + 2 > width:
            out.append([])
        out[-1].append((("  " if out[-1] else "") + part, "dempet"))
    return out
