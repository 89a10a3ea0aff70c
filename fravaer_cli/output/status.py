"""One case on one screen: absence month by month, the staircase, what is open and what is next, plan, contacts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import zip_longest

from fravaer_cli.case_status import CaseStatus
from fravaer_cli.casework.case_overview import Coming, ContactNow, StepNow
from fravaer_cli.casework.followup import Status
from fravaer_cli.casework.results import Finding
from fravaer_cli.output import calendar, wording
from fravaer_cli.output.lines import Line, columns, left_right, width_of, wrap
from fravaer_cli.output.status_plan import render_plan, shorten
from fravaer_cli.texts import UKEDAGER, antall, dag_og_maaned, en_linje, kort_dato, lang_dato, stor, tall

_WIDE = 140
_MAX_COMING = 8
_MAX_FINDINGS = 6


def render(status: CaseStatus, width: int) -> list[Line]:
    """The view as styled lines, none wider than `width` columns (at least 40)."""
    width = max(40, width)
    out = _head(status, width)
    half = (width - 4) // 2
    if width >= _WIDE:
        out += [[], *_beside(_calendar(status, half), _staircase(status, half), half)]
        out += [[], *_beside(_open(status, half), _next(status, half), half)]
    else:
        for part in (_calendar, _staircase, _open, _next):
            out += [[], *part(status, width)]
    out += [[], *render_plan(status.overview, status.result.question.today, width)]
    return [*out, [], *_contacts(status, width)]


def _beside(left: list[Line], right: list[Line], room: int) -> list[Line]:
    nothing: Line = []
    pairs = zip_longest(left, right, fillvalue=nothing)
    return [[*a, (" " * (room - width_of(a) + 4), ""), *b] if b else a for a, b in pairs]


def _head(status: CaseStatus, width: int) -> list[Line]:
    head, result = status.overview.head, status.result
    state = f"avsluttet {dag_og_maaned(head.closed)}" if head.closed else head.status
    name: Line = [(en_linje(status.name), "elev"), (f" · {en_linje(status.klasse)} · {state}", "")]
    out = left_right(name, [(en_linje(status.folder), "dempet")], width) if status.folder else wrap(name, width)
    today = result.question.today
    out += wrap([(f"{stor(lang_dato(today, aar=True))}, uke {today.isocalendar().week}", "dempet")], width)
    out += wrap([(wording.routine_line(result), "dempet")], width)
    if status.case.ufullstendig or result.errors:
        where = f" {_path(result.given)}" if status.folder else ""
        text = f"Filene har feil, så bildet kan være ufullstendig. «fravaer validate{where}» viser dem."
        out += wrap([(text, "varsel")], width, "! ", "  ")
    note = wording.calendar_note(result)
    if note:
        out += wrap([(note, "varsel")], width, "! ", "  ")
    out.append([])
    for label, text in _facts(status):
        out += wrap([(text, "")], width, f"{label:<13}")
    return out


def _path(path: str) -> str:
    return f'"{en_linje(path)}"' if " " in path else en_linje(path)


def _facts(status: CaseStatus) -> Iterable[tuple[str, str]]:
    head = status.overview.head
    if head.opened:
        yield "Åpnet", dag_og_maaned(head.opened, aar=True)
    if head.ansvarlig and head.ansvarlig == head.koordinator:
        yield "Ansvarlig", f"{head.ansvarlig}, som også er koordinator"
    else:
        yield "Ansvarlig", head.ansvarlig or "ikke ført opp"
        if head.koordinator:
            yield "Koordinator", head.koordinator
    if head.consents:
        yield "Samtykke", "; ".join(head.consents)
    else:
        yield "Samtykke", "Ingen gjelder nå. Drøft anonymt med tjenester utenfor skolen."
    if head.referrals:
        yield "Henvist", "; ".join(head.referrals)


def _calendar(status: CaseStatus, width: int) -> list[Line]:
    view = status.overview
    out: list[Line] = [[("Fravær", "tittel")]]
    if not view.months:
        return [*out, *wrap([(f"Skoleåret begynner {lang_dato(view.school_start)}.", "")], width, "  ")]
    out += [*calendar.render(view.months, width), []]
    for label, window in (("Siste måned", "måned"), ("Skoleåret", "skoleår")):
        out += wrap([(wording.amount(status.case.fravaer[window]), "")], width, f"  {label:<13}")
    out += _bright(status, width)
    return out


def _bright(status: CaseStatus, width: int) -> list[Line]:
    view = status.overview
    out: list[Line] = []
    if view.attendance:
        out += [[], [("  Kom på skolen", "")]]
        for a in view.attendance:
            share = f"{tall(round(100 * a.came / a.days))} %"
            agreed = f", utenom {antall(a.agreed, 'dag', 'dager')} hjemme etter avtale" if a.agreed else ""
            out += wrap([(a.when + agreed, "")], width, f"{f'{a.came} av {a.days}':>13}{share:>7}  ")
    if view.bright:
        out += [[]] if not view.attendance else []
        for sentence in view.bright:
            out += wrap([(en_linje(sentence), "utført")], width, "  + ")
    return out


def _staircase(status: CaseStatus, width: int) -> list[Line]:
    steps, today = status.overview.steps, status.result.question.today
    out: list[Line] = [[("Trappen", "tittel")]]
    if steps is None:
        text = "Denne rutinen har ingen trapp. Den sier når fraværet er bekymringsfullt, ikke hva som følger."
        return [*out, *wrap([(text, "")], width, "  ")]
    if not any(s.reached for s in steps):
        out += wrap([("Ingen trinn er nådd ennå.", "dempet")], width, "  ")
    size = min(34, max(columns(en_linje(s.navn)) for s in steps))
    for step in steps:
        out += _step(step, size, today, width)
    return out


def _step(step: StepNow, size: int, today: date, width: int) -> list[Line]:
    sign = {"nådd": "✓", "neste": "→", "forbi": "–" if step.nr else " "}.get(step.state, " ")
    style = {"nådd": "utført", "neste": "åpen"}.get(step.state, "dempet")
    optional = step.nr is None
    lead: Line = [(f"  {sign} ", style), (f"{step.nr or '·'}  ", "dempet" if optional else "")]
    text = {"forbi": "ikke ført", "neste": "neste"}.get(step.state, "")
    text = kort_dato(step.reached) if step.reached else text
    if optional:
        text = f"{text} (ved behov)" if step.reached else "ved behov"
    segments: Line = [(f"{en_linje(step.navn):<{size}}  ", "dempet" if step.state in ("senere", "forbi") else "")]
    segments.append((text, style if step.state == "neste" else "dempet"))
    if step.here:
        segments += [("  ", ""), ("◄ du er her", "tittel")]
    pad = " " * width_of(lead)
    out = wrap(segments, width - len(pad))
    lines: list[Line] = [[*(lead if i == 0 else [(pad, "")]), *line] for i, line in enumerate(out)]
    if step.who:
        when = f"frist {kort_dato(step.due)}{_late(step.due, today)}" if step.due else "ingen frist nå"
        lines += wrap([(f"{en_linje(step.who)}, {when}", _due_style(step.due, today))], width, pad)
    return lines


def _late(due: date, today: date) -> str:
    late = (today - due).days
    return f", {antall(late, 'dag', 'dager')} på overtid" if late > 0 else ""


def _due_style(due: date | None, today: date) -> str:
    return "forfalt" if due and due < today else ""


def _open(status: CaseStatus, width: int) -> list[Line]:
    out: list[Line] = [[("Åpent nå", "tittel")]]
    if not status.findings:
        return [*out, *wrap([("Ingenting å gjøre etter rutinen nå.", "utført")], width, "  ")]
    ordered = sorted(status.findings, key=lambda f: f.alvor == "varsel")
    for finding in ordered[:_MAX_FINDINGS]:
        out += _finding(finding, status.result.question.today, width)
    more = len(ordered) - _MAX_FINDINGS
    if more > 0:
        out += wrap([(f"og {more} til. «fravaer check» viser alt.", "dempet")], width, "  ")
    return out


def _finding(finding: Finding, today: date, width: int) -> list[Line]:
    label = wording.status_word(finding)
    text = shorten(en_linje(finding.melding), 3 * (width - 11) - 12)
    out = wrap([(text, "")], width, f"  {label:<8} ", " " * 11)
    out[0][0] = (out[0][0][0], label.lower())
    for item in finding.oppfoelging:
        if item.status is not Status.UTFOERT:
            text = f"{en_linje(stor(item.handling))}: {wording.who(item)}, {wording.when(item, today)}"
            style = "forfalt" if item.status is Status.FORFALT else ""
            out += wrap([(text, style)], width, " " * 11 + "→ ")
    return out


def _next(status: CaseStatus, width: int) -> list[Line]:
    coming = status.overview.coming
    out: list[Line] = [[("Neste", "tittel")]]
    if not coming:
        text = "Saken er avsluttet." if status.overview.head.over else "Ingenting er avtalt framover."
        return [*out, *wrap([(text, "dempet")], width, "  ")]
    shown = coming[:_MAX_COMING]
    size = max(len(_day(c.day, status.result.question.today)) for c in shown)
    for c in shown:
        day = _day(c.day, status.result.question.today)
        out += wrap([(_coming(c), "")], width, f"  {day:<{size}}  ")
    if len(coming) > len(shown):
        out += wrap([(f"og {len(coming) - len(shown)} til", "dempet")], width, "  ")
    return out


def _day(day: date, today: date) -> str:
    if day == today:
        return "i dag"
    year = f" {day.year}" if (day - today).days > 180 else ""
    return f"{UKEDAGER[day.weekday()][:3]} {kort_dato(day)}{year}"


def _coming(c: Coming) -> str:
    text = en_linje(stor(c.what)).rstrip(".")
    if c.who:
        text += f": {en_linje(c.who)}"
    place = ", ".join(p for p in (f"kl. {en_linje(c.kl)}" if c.kl else "", en_linje(c.sted or "")) if p)
    return f"{text} ({place})" if place else text


def _contacts(status: CaseStatus, width: int) -> list[Line]:
    view = status.overview
    if not view.contacts:
        return [[("Kontakter", "tittel")], *wrap([("Ingen er ført.", "dempet")], width, "  ")]
    more = view.contact_count > len(view.contacts)
    title: Line = [("Siste kontakter" if more else "Kontakter", "tittel")]
    title.append((f" ({len(view.contacts)} av {view.contact_count})" if more else "", "dempet"))
    size = max(len(kort_dato(c.day)) for c in view.contacts)
    out: list[Line] = [title]
    for c in view.contacts:
        out += wrap(_contact(c), width, f"  {kort_dato(c.day):<{size}}  ")
    return out


def _contact(c: ContactNow) -> Line:
    line: Line = [(en_linje(c.what), "")]
    if c.answer:
        line += [(" – ", ""), (c.answer, "forfalt" if c.answer == "ikke svar" else "varsel")]
    if c.worry:
        line += [(" – ", ""), ("bekymret etterpå", "åpen")]
    if c.by:
        line.append((f" ({en_linje(c.by)})", "dempet"))
    return line
