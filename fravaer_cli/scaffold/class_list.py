"""The plan of a whole class from a list of its pupils: what `fravaer new --fra-klasseliste` makes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from fravaer_cli.cases.school import load_school
from fravaer_cli.errors import UserError
from fravaer_cli.files.workspace import Workspace, read
from fravaer_cli.scaffold.case import CaseWishes, Pupil, add_case_files, add_class, name_of_class, workspace_of
from fravaer_cli.scaffold.codes import Codes
from fravaer_cli.scaffold.dates import ExampleDays, school_year_for
from fravaer_cli.scaffold.disk_errors import explained
from fravaer_cli.scaffold.names import folder_name
from fravaer_cli.scaffold.plan import Plan
from fravaer_cli.scaffold.target import Target, find_target
from fravaer_cli.scaffold.words import usable_path
from fravaer_cli.school_year import SchoolCalendar
from fravaer_cli.texts import antall, liste


def plan_class(argument: str, cwd: Path, pupils: Sequence[Pupil], wishes: CaseWishes, today: date) -> Plan:
    """The files of each pupil on a list who has no case, and of the class if it is new.

    Args:
        argument: the class, as written on the command line.
        pupils: with names that differ; see `importing.class_list`.
        wishes: what is the same for all.

    Raises:
        UserError: it cannot be made there, or two pupils would have the same code.
    """
    plan = Plan(cwd)
    with explained(cwd / usable_path(argument), plan):
        target = find_target(plan, argument)
        if target.pupil is not None:
            raise UserError("En klasseliste hører til en klasse, ikke til en elev.", "Oppgi klassens mappe.")
        workspace = workspace_of(target.folder)
        add_class(plan, target.folder, wishes, name_of_class(target), school_year_for(today))
        new, known = _apart(pupils, workspace, target)
        codes = Codes(name_of_class(target), target.folder, workspace)
        days = ExampleDays.before(today, load_school(workspace).calendar if workspace else SchoolCalendar())
        for pupil in new:
            code = codes.next(pupil.kode)
            folder = target.folder / folder_name(code)
            plan.add_own_folder(folder, cwd)
            add_case_files(plan, folder, replace(wishes, navn=pupil.navn, elev=pupil), code, days)
    plan.notes += _notes(new, known)
    plan.next_step = f"Neste: fravaer check {plan.as_argument(target.folder)}"
    return plan


def class_named(argument: str, cwd: Path) -> str:
    """What the class on the command line is called, whether it exists or not.

    Raises:
        UserError: as `plan_class`.
    """
    plan = Plan(cwd)
    with explained(cwd / usable_path(argument), plan):
        return name_of_class(find_target(plan, argument))


def _apart(pupils: Sequence[Pupil], workspace: Workspace | None, target: Target) -> tuple[list[Pupil], list[Pupil]]:
    """Those who have no case in the class yet, and those who have."""
    names, codes = set(), set()
    for case in workspace.cases if workspace else ():
        if case.path.parent == target.folder.resolve():
            value = read(workspace.root, case.path / "sak.yaml").value if workspace else None
            about = value if isinstance(value, dict) else {}
            elev = about.get("elev")
            names.add(_plain(elev.get("navn") if isinstance(elev, dict) else None))
            codes.add(_plain(about.get("kode")))
    known = [p for p in pupils if _plain(p.navn) in names or (p.kode and _plain(p.kode) in codes)]
    return [p for p in pupils if p not in known], known


def _plain(text: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(text or "")).casefold().split())


def _notes(new: Sequence[Pupil], known: Sequence[Pupil]) -> list[str]:
    notes = []
    if known:
        rows = liste([str(p.rad) for p in known])
        notes.append(f"{antall(len(known), 'elev', 'elever')} har sak fra før og er ikke rørt (rad {rows}).")
    if new and any(p.foresatte for p in new):
        notes.append("Fyll ut foreldreansvar, mottar_post og skjermet i sak.yaml før noe sendes hjem.")
    return notes
