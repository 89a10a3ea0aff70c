"""The plan's part of a case's screen: goals, measures and steps with how they went."""

from __future__ import annotations

from datetime import date

from fravaer_cli.casework.case_overview import CaseOverview
from fravaer_cli.casework.plan_overview import EarlierPlan, MeasureNow, PlanBNow, PlanNow, Results, ReturnStep
from fravaer_cli.output.lines import Line, columns, width_of, wrap
from fravaer_cli.texts import antall, dag_og_maaned, kort_dato, liste

_WIDE = 120
_ROOM = 30
"""Columns that a text needs beside what stands before it."""
_STYLES = {"ja": "utført", "nådd": "utført", "delvis": "åpen", "nei": "forfalt", "tilbake": "forfalt", "nå": "tittel"}
_GOAL = {"ja": "nådd", "delvis": "delvis", "nei": "ikke nådd"}
_MEASURE = {"ja": "virker", "delvis": "delvis", "nei": "virker ikke"}
_CONCLUSION = {"ny-plan": "ny plan", "henvises": "henvises videre", "avsluttes": "saken avsluttes"}


def render_plan(view: CaseOverview, today: date, width: int) -> list[Line]:
    """The current plan, then the earlier ones and the coming one."""
    plan = view.plan
    out: list[Line] = []
    if plan is None:
        out += [[("Tiltaksplan", "tittel")], *wrap([("Ingen plan har begynt.", "")], width, "  ")]
    else:
        out += _plan(plan, today, width)
    if view.next_plan:
        out += wrap([(f"En ny plan begynner {dag_og_maaned(view.next_plan)}.", "")], width, "  ")
    if view.earlier:
        out.append([])
    for earlier in reversed(view.earlier):
        out += wrap([(_earlier(earlier), "dempet")], width, "  ", "    ")
    return out


def _plan(plan: PlanNow, today: date, width: int) -> list[Line]:
    name = "Tiltaksplan" if plan.nr == 1 else f"Tiltaksplan {plan.nr}"
    period = _span(plan.first, plan.last) if plan.last else f"fra {dag_og_maaned(plan.first)}"
    out: list[Line] = wrap([(name, "tittel"), (f" · {period} · {_state(plan, today)}", "")], width, "", "  ")
    for label, text in (
        ("Kontaktperson", plan.contact),
        ("Mål", " ".join(_sentence(a) for a in plan.aims)),
        ("Eleven sier", _voice(plan)),
    ):
        if text:
            out += wrap([(text, "")], width, f"  {label:<15}")
    out += _goals(plan, width) + _steps(plan.steps, width) + _measures(plan, width)
    if plan.plan_b:
        out += [[], *_plan_b(plan.plan_b, width)]
    return out


def _span(first: date, last: date) -> str:
    """«13.–31. oktober»."""
    same = (first.year, first.month) == (last.year, last.month)
    return f"{first.day}.–{dag_og_maaned(last)}" if same else f"{dag_og_maaned(first)}–{dag_og_maaned(last)}"


def _state(plan: PlanNow, today: date) -> str:
    if plan.evaluated:
        return _evaluated(*plan.evaluated)
    if plan.running:
        days = (plan.evaluation_due - today).days
        when = "i dag" if days == 0 else kort_dato(plan.evaluation_due)
        return f"gjelder nå, evalueres {when}"
    return f"ikke evaluert (skulle vært {kort_dato(plan.evaluation_due)})"


def _evaluated(day: date, conclusion: str | None) -> str:
    return f"evaluert {kort_dato(day)}" + (f": {_CONCLUSION.get(conclusion, conclusion)}" if conclusion else "")


def _voice(plan: PlanNow) -> str:
    if not plan.voice:
        return ""
    said = f" ({kort_dato(plan.voice_day)})" if plan.voice_day else ""
    return f"«{plan.voice.strip('«»')}»{said}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _latest(results: Results, words: dict[str, str]) -> tuple[str, str]:
    """The latest result in words, and its style."""
    return (words.get(results[-1][1], ""), _STYLES.get(results[-1][1], "")) if results else ("–", "dempet")


def _history(results: Results, words: dict[str, str], plan: PlanNow) -> str:
    """Each result where there are several; the day of the only one where it is not that of the last evaluation."""
    if len(results) < 2:
        last = plan.evaluated[0] if plan.evaluated else None
        return f"vurdert {kort_dato(results[0][0])}" if results and results[0][0] != last else ""
    return ", ".join(f"{kort_dato(day)} {words.get(word, '')}" for day, word in results)


def _row(lead: Line, text: str, details: str, width: int) -> list[Line]:
    """A text shortened to one line; its details stand to the right of it where there is room, else dimmed below."""
    at = width_of(lead)
    if not text:
        return _whole(lead, "", details, width) if details else [lead]
    room = width - at
    if details and width >= _WIDE:
        room -= columns(details) + 2
        shown = shorten(text, room)
        return [[*lead, (shown, ""), (" " * (room - columns(shown) + 2), ""), (details, "dempet")]]
    out: list[Line] = [[*lead, (shorten(text, room), "")]]
    return [*out, *wrap([(details, "dempet")], width, " " * at)] if details else out


def _whole(lead: Line, text: str, details: str, width: int) -> list[Line]:
    """A text that is shown whole, with its details after it."""
    at = width_of(lead)
    said: Line = [(text, "")] if text else []
    if details:
        said.append((f" ({details})" if text else details, "dempet"))
    body = wrap(said, width - at)
    return [[*(lead if i == 0 else [(" " * at, "")]), *line] for i, line in enumerate(body)]


def shorten(text: str, room: int) -> str:
    """As much of the text as there is room for, cut between two words."""
    if columns(text) <= room:
        return text
    kept = ""
    for word in text.split(" "):
        longer = f"{kept} {word}" if kept else word
        if columns(longer) > room - 1:
            break
        kept = longer
    while not kept and text:
        kept = text = text[:-1] if columns(text) > room - 1 else text
        if columns(text) > room - 1:
            kept = ""
    return f"{kept.rstrip('.,;:–- ')}…"


def _lead(id_: str, size: int, state: tuple[str, str], wide: int) -> Line:
    word, style = state
    return [(f"    {shorten(id_, size):<{size}}  ", ""), (f"{word:<{wide}}  ", style)]


def _size(ids: list[str]) -> int:
    return min(8, max(columns(i) for i in ids))


def _goals(plan: PlanNow, width: int) -> list[Line]:
    if not plan.goals:
        return []
    size = _size([g.id for g in plan.goals])
    wide = max(len(_latest(g.results, _GOAL)[0]) for g in plan.goals)
    out: list[Line] = [[], _title("Delmål", plan)]
    for goal in plan.goals:
        details = f"innen {kort_dato(goal.by)}" if goal.by else ""
        details = ", ".join(p for p in (details, _history(goal.results, _GOAL, plan)) if p)
        out += _whole(_lead(goal.id, size, _latest(goal.results, _GOAL), wide), goal.text or "", details, width)
    return out


def _title(name: str, plan: PlanNow) -> Line:
    when = f" · vurdert {kort_dato(plan.evaluated[0])}" if plan.evaluated else ""
    return [(f"  {name}", "tittel"), (when, "dempet")]


def _measures(plan: PlanNow, width: int) -> list[Line]:
    if not plan.measures and not plan.new_measures:
        return []
    out: list[Line] = [[], _title("Tiltak", plan)]
    if plan.measures:
        size = _size([m.id for m in plan.measures])
        wide = max(len(_latest(m.results, _MEASURE)[0]) for m in plan.measures)
        for m in plan.measures:
            out += _row(_lead(m.id, size, _latest(m.results, _MEASURE), wide), m.text or "", _details(m, plan), width)
    for new in plan.new_measures:
        out += wrap([(new, "")], width, "    Nytt: ")
    return out


def _details(m: MeasureNow, plan: PlanNow) -> str:
    due = f"frist {kort_dato(m.due)}" if m.due else ""
    return " · ".join(p for p in (m.who or "ingen ansvarlig", due, _history(m.results, _MEASURE, plan)) if p)


def _steps(steps: tuple[ReturnStep, ...], width: int) -> list[Line]:
    if not steps:
        return []
    out: list[Line] = [[], [("  Trinn tilbake til skolen", "tittel")]]
    periods = [_period(s) for s in steps]
    size, wide = max(map(len, periods)), max(len(_return_word(s)) for s in steps)
    for step, period in zip(steps, periods, strict=True):
        style = _STYLES.get(step.state, "dempet")
        lead: Line = [(f"    {step.nr:>2}  ", ""), (f"{_return_word(step):<{wide}}  ", style)]
        lead.append((f"{period:<{size}}  ", "dempet"))
        room = width - width_of(lead)
        if step.text and room >= _ROOM:
            out += _whole(lead, shorten(step.text, 2 * room - 8), "", width)
        else:
            out += [lead, *(wrap([(shorten(step.text, 2 * width - 24), "")], width, " " * 8) if step.text else ())]
    return out


def _return_word(step: ReturnStep) -> str:
    return "et steg tilbake" if step.state == "tilbake" else step.state


def _period(step: ReturnStep) -> str:
    if step.first and step.last:
        first = f"{step.first.day}." if step.first.month == step.last.month else kort_dato(step.first)
        return f"{first}–{kort_dato(step.last)}"
    return f"fra {kort_dato(step.first)}" if step.first else f"til {kort_dato(step.last)}" if step.last else ""


def _plan_b(plan_b: PlanBNow, width: int) -> list[Line]:
    out: list[Line] = [[("  Plan B", "tittel")]]
    went = {True: "brukt", False: "ikke brukt", None: ""}[plan_b.used]
    if plan_b.worked and plan_b.used is not False:
        went = ", ".join(p for p in (went, f"virket: {plan_b.worked}") if p)
    if went:
        out[0].append((f" · {went}", ""))
    hvis = f"Hvis: {_sentence(plan_b.hvis)} " if plan_b.hvis else ""
    if hvis or plan_b.hva:
        text = shorten(f"{hvis}{_sentence(plan_b.hva) if plan_b.hva else ''}".strip(), 2 * (width - 12))
        out += wrap([(text, "")], width, "    ")
    if plan_b.who:
        out += wrap([(plan_b.who, "dempet")], width, "    ")
    return out


def _earlier(plan: EarlierPlan) -> str:
    parts = [f"Plan {plan.nr} ({_span(plan.first, plan.last)})"]
    reached, partly, missed, goals = plan.goals
    judged = [f"{n} {word}" for n, word in ((reached, "nådd"), (partly, "delvis"), (missed, "ikke nådd")) if n]
    if goals:
        parts.append(f"{antall(goals, 'delmål', 'delmål')}: {liste(judged) or 'ikke vurdert'}")
    done, steps = plan.steps
    if steps:
        back = f", tilbake i trinn {liste(map(str, plan.back))}" if plan.back else ""
        parts.append(f"{done} av {steps} trinn nådd{back}")
    parts.append(_evaluated(*plan.evaluated) if plan.evaluated else "ikke evaluert")
    return " · ".join(parts)
