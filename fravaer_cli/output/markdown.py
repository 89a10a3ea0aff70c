"""A checked folder as Markdown, to paste into minutes or a message."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fravaer_cli.check import CheckResult
from fravaer_cli.output import wording
from fravaer_cli.output.blocks import Block, Bullets, Entry, Heading, Para, Table
from fravaer_cli.output.table import blocks
from fravaer_cli.texts import en_linje, stor


def render(result: CheckResult) -> str:
    """A heading, a table with one row for each thing to do (month and half-year: their page), and the summary."""
    lines = [f"# {_text(wording.heading(result))}", "", _text(wording.routine_line(result)), ""]
    note = wording.calendar_note(result)
    if note:
        lines += [f"> {_text(note)}", ""]
    if result.question.sjekk in ("måned", "semester"):
        lines += _page(blocks(result))
    else:
        lines += _actions(result)
    if result.diagnostics:
        lines += ["## Feil i filene" if result.errors else "## Se på dette i filene", ""]
        lines += [
            f"- {_text(d.place.file)}{f', linje {d.place.line}' if d.place.line else ''}: {d.code} {_text(d.message)}"
            for d in result.diagnostics
        ]
        lines.append("")
    return "\n".join([*lines, f"{_text(stor(wording.summary(result)))}."]) + "\n"


def _actions(result: CheckResult) -> list[str]:
    rows = []
    for case in result.saker:
        for finding in case.funn:
            start = [wording.pupil(case), case.klasse, wording.status_word(finding).lower(), finding.melding]
            for item in finding.oppfoelging:
                rows.append([*start, stor(item.handling), wording.who(item), wording.when(item, result.question.today)])
            if not finding.oppfoelging:
                rows.append([*start, "", "", ""])
    if not rows:
        return []
    lines = ["| Elev | Klasse | Status | Hva | Gjør | Hvem | Når |", "| --- | --- | --- | --- | --- | --- | --- |"]
    lines += ["| " + " | ".join(_text(cell) for cell in row) + " |" for row in rows]
    return [*lines, ""]


def _page(page: list[Block]) -> list[str]:
    lines: list[str] = []
    for block in page:
        match block:
            case Heading(text):
                lines += [f"## {_text(text)}", ""]
            case Para(text):
                lines += [_text(text), ""] if text else []
            case Bullets(points):
                lines += [f"- {_strong(p.word)}{' → '.join(map(_text, (p.text, *p.steps)))}" for p in points]
                lines.append("")
            case Table():
                lines += [*_table(block), ""]
            case Entry(title, details, _, rows):
                lines += [f"### {_text(' · '.join(t for t in (title, details) if t))}", ""]
                lines += [f"- {_strong(label)}{_text(text)}" for label, text, _ in rows]
                lines.append("")
    return lines


def _strong(word: str) -> str:
    return f"**{_text(word)}** " if word else ""


def _table(table: Table) -> list[str]:
    rows = [*table.rows, *([table.total] if table.total else [])]
    lines = [_cells(c.title for c in table.columns), _cells("---:" if c.tall else "---" for c in table.columns)]
    return lines + [_cells(map(_text, row)) for row in rows]


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def _text(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return _MARKUP.sub(r"\\\1", en_linje(text))
