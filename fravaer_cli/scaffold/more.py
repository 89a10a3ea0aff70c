"""More files for a case that exists: a plan, the mapping, the evaluations. What is there is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fravaer_cli.cases.school import load_school
from fravaer_cli.errors import UserError
from fravaer_cli.files.names import PLAN
from fravaer_cli.files.workspace import existing, find
from fravaer_cli.scaffold.case import CaseWishes, add_files, notes_on_plan
from fravaer_cli.scaffold.dates import ExampleDays
from fravaer_cli.scaffold.disk_errors import explained
from fravaer_cli.scaffold.folders import names_in
from fravaer_cli.scaffold.plan import Plan


def plan_more(argument: str, cwd: Path, wishes: CaseWishes, today: date) -> Plan:
    """The files that a case lacks of those that were asked for; a new plan where there is one already.

    Args:
        argument: the case's folder, as written on the command line.
        wishes: `kartlegging` and `plan` count.
        today: the start of the plan, and the dates of the examples.

    Raises:
        UserError: something is said of the pupil that `sak.yaml` says, or nothing is asked for.
    """
    plan = Plan(cwd)
    folder = existing(argument)
    said = (wishes.navn, wishes.kode, wishes.kontaktlaerer, wishes.trinn)
    if any(part is not None for part in said) or not (wishes.plan or wishes.kartlegging):
        raise UserError(
            f"{plan.quoted(folder)} har en sak fra før. Ingenting er endret.",
            "Rett i filene der, velg et annet mappenavn, eller bruk --plan eller --kartlegging for å få flere filer.",
        )
    with explained(folder, plan):
        workspace = find(str(folder))
        days = ExampleDays.before(today, load_school(workspace).calendar)
        kinds = {"kartlegging": "kartlegging.yaml"}
        if wishes.plan:
            kinds |= {"tiltaksplan": _next_plan(folder), "evaluering": "evaluering.yaml"}
        add_files(plan, folder, kinds, days)
    if wishes.plan:
        plan.notes += notes_on_plan(today)
        plan.next_step = f"Neste: fyll ut {plan.as_argument(folder / kinds['tiltaksplan'])}"
    else:
        plan.next_step = f"Neste: fyll ut {plan.as_argument(folder / 'kartlegging.yaml')}"
    return plan


def _next_plan(folder: Path) -> str:
    """`tiltaksplan.yaml`, or the next number after those that are there."""
    numbers = [int(match[1] or 1) for match in map(PLAN.fullmatch, names_in(folder)) if match]
    return f"tiltaksplan-{max(numbers) + 1}.yaml" if numbers else "tiltaksplan.yaml"
