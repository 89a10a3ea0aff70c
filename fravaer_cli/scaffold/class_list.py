"""The plan of a whole class from a list of its pupils: what `fravaer new --fra-klasseliste` makes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fravaer_cli.cases.school import load_school
from fravaer_cli.errors import UserError
from fravaer_cli.files.workspace import Workspace, read
from fravaer_cli.scaffold.case import CaseWishes, add_case_files, add_class, name_of_class, workspace_of
from fravaer_cli.scaffold.codes import Codes
from fravaer_cli.scaffold.dates import ExampleDays, school_year_for
from fravaer_cli.scaffold.disk_errors import explained
from fravaer_cli.scaffold.names import folder_name
from fravaer_cli.scaffold.plan import Plan
from fravaer_cli.scaffold.target import Target, find_target, refuse_case
from fravaer_cli.scaffold.words import usable_path
from fravaer_cli.school_year import SchoolCalendar
from fravaer_cli.texts import antall, liste

if TYPE_CHECKING:
    from fravaer_cli.importing.class_list import Elevrad


def plan_class(argument: str, cwd: Path, pupils: Sequence[Elevrad], wishes: CaseWishes, today: date) -> Plan:
    """The files of each pupil on a list who has no case, and of the class if it is new.

    Args:
        argument: the class, as written on the command line.
        pupils: with names that differ; see `importing.class_list`.
        wishes: what is the same for all.

    Raises:
        UserError: it cannot be made there, or two pupils would have the same code or folder.
    """
    plan = Plan(cwd)
    with explained(cwd / usable_path(argument), plan):
        target = find_target(plan, argument)
        if target.pupil is not None:
            raise UserError("En klasseliste hører til en klasse, ikke til en elev.", "Oppgi klassens mappe.")
        workspace = workspace_of(target.folder)
        add_class(plan, target.folder, wishes, name_of_class(target), school_year_for(today))
        found = _apart(pupils, workspace, target)
        codes = Codes(name_of_class(target), target.folder, workspace)
        days = ExampleDays.before(today, load_school(workspace).calendar if workspace else SchoolCalendar())
        for pupil in found.new:
            with _in_row(pupil.nr):
                code = codes.next(pupil.kode)
                folder = target.folder / folder_name(code)
                if folder in plan.folders:
                    raise UserError(
                        f"{plan.quoted(folder)} er mappen til en annen på listen.", "Gi den ene en annen kode."
                    )
                refuse_case(plan, folder)
                plan.add_own_folder(folder, cwd)
                add_case_files(plan, folder, replace(wishes, navn=pupil.navn, elev=pupil), code, days)
    plan.notes += _notes(found)
    plan.next_step = f"Neste: fravaer check {plan.as_argument(target.folder)}"
    return plan


@contextmanager
def _in_row(number: int) -> Iterator[None]:
    try:
        yield
    except UserError as error:
        raise UserError(f"Rad {number}: {error.message}", error.remedy) from None


def class_named(argument: str, cwd: Path) -> str:
    """What the class on the command line is called, whether it exists or not.

    Raises:
        UserError: as `plan_class`.
    """
    plan = Plan(cwd)
    with explained(cwd / usable_path(argument), plan):
        return name_of_class(find_target(plan, argument))


class _Apart(NamedTuple):
    """The pupils of a list.

    Attributes:
        new: those who have no case in the class yet.
        known: those who have.
        doubtful: what the user should see to, as sentences.
    """

    new: list[Elevrad]
    known: list[Elevrad]
    doubtful: list[str]


def _apart(pupils: Sequence[Elevrad], workspace: Workspace | None, target: Target) -> _Apart:
    here: dict[str, str] = {}
    codes: dict[str, str] = {}
    elsewhere: dict[str, str] = {}
    for case in workspace.cases if workspace else ():
        value = read(workspace.root, case.path / "sak.yaml").value if workspace else None
        about = value if isinstance(value, dict) else {}
        elev = about.get("elev")
        name = _plain(elev.get("navn") if isinstance(elev, dict) else None)
        if case.path.parent == target.folder.resolve():
            here[name] = case.name
            codes[_plain(about.get("kode"))] = case.name
        else:
            elsewhere[name] = case.name
    found = _Apart([], [], [])
    for pupil in pupils:
        name, code = _plain(pupil.navn), _plain(pupil.kode)
        if name in here:
            found.known.append(pupil)
        elif code and code in codes:
            found.doubtful.append(
                f"Rad {pupil.nr}: koden er ført på en elev med et annet navn ({codes[code]}), så det er ikke laget "
                "noen sak. Er det en annen elev, så gi eleven en annen kode på listen."
            )
        else:
            found.new.append(pupil)
            if name in elsewhere:
                found.doubtful.append(
                    f"Rad {pupil.nr}: en elev med samme navn har sak fra før ({elsewhere[name]}). Har eleven byttet "
                    "klasse, så slett den nye mappen og flytt den gamle."
                )
    return found


def _plain(text: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(text or "")).casefold().split())


def _notes(found: _Apart) -> list[str]:
    notes = []
    if found.known:
        rows = liste([str(p.nr) for p in found.known])
        notes.append(f"{antall(len(found.known), 'elev', 'elever')} har sak fra før og er ikke rørt (rad {rows}).")
    notes += found.doubtful
    if any(p.foresatte for p in found.new):
        notes.append("Fyll ut foreldreansvar, mottar_post og skjermet i sak.yaml før noe sendes hjem.")
    return notes
