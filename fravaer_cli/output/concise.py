"""A checked folder as one line for each thing to do, for scripts, mail and grep."""

from __future__ import annotations

from fravaer_cli.check import CheckResult
from fravaer_cli.output import wording
from fravaer_cli.output.diagnostics import render_short
from fravaer_cli.texts import en_linje


def render(result: CheckResult) -> str:
    """`sak: STATUS regel melding → handling: hvem, frist`."""
    lines = []
    for case in result.saker:
        for finding in case.funn:
            head = f"{case.sak}: {wording.status_word(finding)} {finding.regel} {finding.melding}"
            for item in finding.oppfoelging:
                lines.append(
                    f"{head} → {item.handling}: {wording.who(item)}, {wording.when(item, result.question.today)}"
                )
            if not finding.oppfoelging:
                lines.append(head)
    return (
        "".join(en_linje(line) + "\n" for line in lines)
        + render_short(result.diagnostics)
        + wording.summary(result)
        + "\n"
    )
