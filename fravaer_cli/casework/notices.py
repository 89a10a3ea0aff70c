"""What the pupils of a check give reason to say when they are seen together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from fravaer_cli.casework.results import CaseResult
from fravaer_cli.diagnostics import Diagnostic, Place, Related, Severity
from fravaer_cli.files.workspace import Workspace
from fravaer_cli.school_year import SchoolCalendar
from fravaer_cli.texts import dag_og_maaned

SILENT_DAYS = 15
"""School days in three weeks: a class without an entry for so long is told of (02)."""


def silent_classes(
    workspace: Workspace, results: Sequence[CaseResult], calendar: SchoolCalendar, today: date
) -> list[Diagnostic]:
    """Classes where nobody has an entry for three school weeks: an empty log looks like perfect attendance (02)."""
    year = calendar.year(today)
    so_far = [d for d in year.days if d <= today.toordinal()]
    if len(so_far) < SILENT_DAYS:
        return []
    by_class: dict[str, list[CaseResult]] = defaultdict(list)
    for result in results:
        by_class[result.klassemappe].append(result)
    found = []
    for klasse in workspace.classes:
        if workspace.given in {c.path for c in klasse.cases}:
            continue
        kept = [r.sist_foert for r in by_class[klasse.name] if r.sist_foert]
        followed = any(r.status != "avsluttet" for r in by_class[klasse.name])
        if not followed or (kept and max(kept).toordinal() >= so_far[-SILENT_DAYS]):
            continue
        when = f"sist ført {dag_og_maaned(max(kept))}" if kept else f"ingenting er ført i skoleåret {year.name}"
        message = f"det er ikke ført fravær på noen i klassen de siste tre skoleukene ({when})"
        remedy = "se etter at fraværet blir ført; en tom logg ser ut som fullt oppmøte"
        found.append(Diagnostic(Severity.ADVARSEL, "F120", message, Place(klasse.name), suggestion=remedy))
    return found


def doubled_codes(results: Sequence[CaseResult]) -> list[Diagnostic]:
    """Codes that more than one pupil has: with names hidden they could not be told apart."""
    by_code: dict[str, list[CaseResult]] = defaultdict(list)
    for result in results:
        if result.kode:
            by_code[result.kode].append(result)
    message = "to elever har den samme koden, så de kan ikke skilles når navn er skjult"
    remedy = "gi hver elev sin egen «kode»"
    return [
        Diagnostic(
            Severity.ADVARSEL, "F123", message, r.kode_place, (Related(same[0].kode_place, "første gang her"),), remedy
        )
        for same in by_code.values()
        for r in same[1:]
    ]
