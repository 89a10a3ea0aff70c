"""A log as the rules see it, written as a person would write it."""

from __future__ import annotations

from datetime import date

from fravaer_cli.files.source import parse
from fravaer_cli.model.build import build_entries
from fravaer_cli.model.fravaer import Fravaersfoering
from fravaer_cli.rules.history import History, build_history
from fravaer_cli.rules.kind import RuleKind, Triggers
from fravaer_cli.school_year import Free, SchoolCalendar, Skolerute


def d(text: str) -> date:
    """A date; without its year, one of 2025."""
    return date.fromisoformat(text if len(text) == 10 else f"2025-{text}")


SOLVANG = SchoolCalendar(
    {
        2025: Skolerute(
            2025,
            d("2025-08-18"),
            d("2026-06-19"),
            d("2026-01-16"),
            (Free(d("2025-10-06"), d("2025-10-10"), "høstferie"), Free(d("2025-12-22"), d("2026-01-02"), "juleferie")),
        )
    }
)


def entries(log: str) -> tuple[Fravaersfoering, ...]:
    """`type: day, day; type: …`, with further fields in parentheses: `dag(årsak: sykdom): 09-03, 09-10/09-12`."""
    written = []
    for part in filter(str.strip, log.split(";")):
        head, days = part.rsplit("):", 1) if "):" in part else part.split(":", 1)
        type_, _, fields = head.strip().partition("(")
        for day in days.split(","):
            first, _, last = day.strip().partition("/")
            when = f"fra: {d(first)}, til: {d(last)}" if last else f"dato: {d(first)}"
            written.append(f"  - {{{when}, type: {type_}{', ' + fields if fields else ''}}}")
    source = parse("f.yaml", ("fravær:\n" + "\n".join(written)).encode())
    assert source.diagnostics == []
    return build_entries(Fravaersfoering, source.value, "fravær")


def history(log: str, until: str) -> History:
    """The log, seen at a day."""
    return build_history(entries(log), SOLVANG, d(until))


def rule(kind: RuleKind, text: str) -> object:
    """A rule's parameters, from YAML."""
    source = parse("r.yaml", text.encode())
    assert source.diagnostics == []
    return kind.parse(source.value)


def triggers(kind: RuleKind, text: str, log: str, until: str = "2026-06-19") -> Triggers | None:
    """What a rule finds in a log."""
    return kind.find(history(log, until), rule(kind, text))


def days(found: Triggers | None) -> list[str]:
    """The triggers, short."""
    return [t.isoformat().removeprefix("2025-") for t in found.days] if found else []
