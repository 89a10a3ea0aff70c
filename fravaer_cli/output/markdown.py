"""A checked folder as Markdown, to paste into minutes or a message."""

from __future__ import annotations

import re

from fravaer_cli.check import CheckResult
from fravaer_cli.output import wording
from fravaer_cli.texts import en_linje, stor


def render(result: CheckResult) -> str:
    """A heading, a table with one row for each thing to do, and the summary."""
    lines = [f"# {_text(wording.heading(result))}", "", _text(wording.routine_line(result)), ""]
    note = wording.calendar_note(result)
    if note:
        lines += [f"> {_text(note)}", ""]
    rows = []
    for case in result.saker:
        for finding in case.funn:
            start = [wording.pupil(case), case.klasse, wording.status_word(finding).lower(), finding.melding]
            for item in finding.oppfoelging:
                rows.append([*start, stor(item.handling), wording.who(item), wording.when(item, result.question.today)])
            if not finding.oppfoelging:
                rows.append([*start, "", "", ""])
    if rows:
        lines += ["| Elev | Klasse | Status | Hva | Gjør | Hvem | Når |", "| --- | --- | --- | --- | --- | --- | --- |"]
        lines += ["| " + " | ".join(_text(cell) for cell in row) + " |" for row in rows]
        lines.append("")
    if result.diagnostics:
        lines += ["## Feil i filene" if result.errors else "## Se på dette i filene", ""]
        lines += [
            f"- {_text(d.place.file)}{f', linje {d.place.line}' if d.place.line else ''}: {d.code} {_text(d.message)}"
            for d in result.diagnostics
        ]
        lines.append("")
    return "\n".join([*lines, f"{_text(stor(wording.summary(result)))}."]) + "\n"


_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def _text(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return _MARKUP.sub(r"\\\1", en_linje(text))
