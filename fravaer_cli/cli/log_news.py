"""What an entry brings with it: the actions that the routine now asks for, and did not before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from fravaer_cli.casework.followup import Status
from fravaer_cli.casework.results import Finding
from fravaer_cli.check import Question, check
from fravaer_cli.files.workspace import find
from fravaer_cli.output import wording


def asked_for(folder: Path, today: date) -> list[Finding]:
    """The findings about a pupil that ask for action today, as the Friday check has them."""
    result = check(find(str(folder)), Question("uke", today, today))
    return [finding for case in result.saker for finding in case.funn if finding.calls_for_action]


def told(before: Sequence[Finding], after: Sequence[Finding], today: date) -> list[str]:
    """The new ones, a line for each thing to do."""
    known = {(finding.regel, finding.melding) for finding in before}
    new = [finding for finding in after if (finding.regel, finding.melding) not in known]
    return [
        f"  {finding.melding}: {item.handling} – {wording.who(item)}, {wording.when(item, today)}"
        for finding in new
        for item in finding.oppfoelging
        if item.status is not Status.UTFOERT
    ]


def heading(name: str) -> str:
    """The line above them."""
    return f"Etter rutinen skal dette nå gjøres for {name}:"
