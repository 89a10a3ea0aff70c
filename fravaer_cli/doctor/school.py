"""The school: the routine in use, and the calendars of this year and the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fravaer_cli.cases.school import School
from fravaer_cli.check import Question, routine_of
from fravaer_cli.doctor.finding import Punkt, merk, ok
from fravaer_cli.files.workspace import Workspace
from fravaer_cli.school_year import school_year_of
from fravaer_cli.texts import antall

_NEXT_YEAR_FROM = (4, 1)
"""Month and day from which one should have next year's calendar; municipalities decide it in the winter before."""


def look_at_school(workspace: Workspace, school: School, today: date) -> Iterator[Punkt]:
    """The routine and the calendars."""
    if not workspace.has_school:
        remedy = "Lag den med «fravaer init .» i skolens mappe. Uten den brukes rutinen gran og en vanlig skolerute."
        yield merk("Ingen skole.yaml her eller lenger opp", remedy)
        return
    errors = [d for d in school.diagnostics if d.is_error]
    if errors:
        yield merk(f"skole.yaml har {antall(len(errors), 'feil', 'feil')}", "Se dem med «fravaer validate».")
    rutine, diagnostics = routine_of(workspace, school, Question("uke", today, today))
    wrong = [d for d in diagnostics if d.is_error]
    if wrong:
        yield merk(f"Rutinen {rutine.id} har {antall(len(wrong), 'feil', 'feil')}", "Se dem med «fravaer validate».")
    else:
        yield ok(f"Rutinen i bruk: {rutine.id} ({rutine.navn})")
    yield from _calendars(school, today)


def _calendars(school: School, today: date) -> Iterator[Punkt]:
    this = school_year_of(today)
    years = [this, this + 1] if (today.month, today.day) >= _NEXT_YEAR_FROM and today.month < 8 else [this]
    for year in years:
        name = f"{year}-{year + 1}"
        if school.calendar.year(date(year, 10, 1)).known:
            yield ok(f"Skoleruten for {name} er lagt inn")
        else:
            remedy = f"Legg den inn i skole.yaml, under skoleruter: «{name}», med start, slutt, semesterskille og fri."
            yield merk(f"Skoleruten for {name} mangler, så ferier og planleggingsdager er ukjente", remedy)
