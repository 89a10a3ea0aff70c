"""The plan of a pupil's case, and of the class if it is new: what `fravaer new` makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fravaer_cli.cases.school import load_school
from fravaer_cli.files.workspace import Workspace, find, read
from fravaer_cli.scaffold.codes import Codes
from fravaer_cli.scaffold.dates import ExampleDays, school_year_for
from fravaer_cli.scaffold.disk_errors import explained
from fravaer_cli.scaffold.folders import has_class_file, school_around
from fravaer_cli.scaffold.names import class_name, folder_name
from fravaer_cli.scaffold.plan import MissingName, Plan
from fravaer_cli.scaffold.school_class import add_class_file
from fravaer_cli.scaffold.target import Target, find_target, refuse_case
from fravaer_cli.scaffold.templates import render
from fravaer_cli.scaffold.words import clean_text, usable_path
from fravaer_cli.school_year import SchoolCalendar
from fravaer_cli.texts import dag_og_maaned

if TYPE_CHECKING:
    from fravaer_cli.importing.class_list import Elevrad


@dataclass(frozen=True, slots=True)
class CaseWishes:
    """What the user says of a pupil, and of a class that is made for it. None: not said.

    Attributes:
        elev: what a class list tells of the pupil.
    """

    navn: str | None = None
    kode: str | None = None
    status: str = "observert"
    kontaktlaerer: str | None = None
    trinn: int | None = None
    kartlegging: bool = False
    plan: bool = False
    elev: Elevrad | None = None


def plan_case(argument: str, cwd: Path, wishes: CaseWishes, today: date) -> Plan:
    """The files of a pupil, and of the class if it is new.

    Args:
        argument: KLASSE/ELEV or KLASSE, as written on the command line; without ELEV the code names the folder.
        cwd: the folder in which the user stands.
        today: the case's opening, the start of a plan, and the dates of the examples.

    Raises:
        MissingName: the pupil's name was not given.
        UserError: there is such a case already, or it cannot be made there.
    """
    plan = Plan(cwd)
    with explained(cwd / usable_path(argument), plan):
        target = find_target(plan, argument)
        name = name_of_class(target)
        workspace = workspace_of(target.folder)
        code = Codes(name, target.folder, workspace).next(wishes.kode)
        pupil = target.folder / (target.pupil or folder_name(code))
        refuse_case(plan, pupil)
        add_class(plan, target.folder, wishes, name, school_year_for(today))
        plan.add_own_folder(pupil, cwd)
        days = ExampleDays.before(today, load_school(workspace).calendar if workspace else SchoolCalendar())
        add_case_files(plan, pupil, wishes, code, days)
        plan.notes += _notes(wishes, today, has_school=workspace is not None and workspace.has_school)
        sak = plan.as_argument(pupil / "sak.yaml")
        plan.next_step = f"Neste: fyll ut {sak}, og kjør  fravaer check {plan.as_argument(target.folder)}"
    return plan


def name_of_class(target: Target) -> str:
    """What `klasse.yaml` says, else by the folder's name."""
    source = read(target.folder, target.folder / "klasse.yaml")
    said = source.value.get("klasse") if isinstance(source.value, dict) else None
    return str(said).strip() if isinstance(said, str | int | float) and str(said).strip() else class_name(target.typed)


def workspace_of(folder: Path) -> Workspace | None:
    """The whole school that a class is or would be in; the class alone where there is none; None if it is new too."""
    school = school_around(folder)
    return find(str(school or folder)) if school or folder.is_dir() else None


def add_class(plan: Plan, folder: Path, wishes: CaseWishes, name: str, year: int) -> None:
    """Plan the class's folder and file, unless they are there."""
    plan.add_own_folder(folder, plan.cwd)
    if not has_class_file(folder):
        add_class_file(plan, folder, name, year, trinn=wishes.trinn, kontaktlaerer=wishes.kontaktlaerer)
    elif wishes.trinn is not None or wishes.kontaktlaerer is not None:
        plan.notes.append("klasse.yaml fantes fra før, så trinn og kontaktlærer er ikke endret. Rett dem i filen.")


def add_case_files(plan: Plan, folder: Path, wishes: CaseWishes, code: str, days: ExampleDays) -> None:
    """`sak.yaml` first: a pupil whose folder is half made is then seen, not lost."""
    if wishes.navn is None:
        raise MissingName("Elevens navn mangler.", 'Skriv for eksempel --navn "Amin Yusuf".')
    values = {
        "navn": clean_text(wishes.navn, "elevens navn"),
        "kode": code,
        "status": wishes.status,
        "aapnet": days.today if wishes.status == "aktiv" else None,
        "foedselsdato": wishes.elev.foedselsdato if wishes.elev else None,
        "morsmaal": wishes.elev.morsmaal if wishes.elev else None,
        "foresatte": wishes.elev.foresatte if wishes.elev else (),
    }
    add_files(plan, folder, {kind: f"{kind}.yaml" for kind in _kinds(wishes)}, days, **values)


def add_files(plan: Plan, folder: Path, kinds: Mapping[str, str], days: ExampleDays, **values: Any) -> None:
    """Plan files of a case that are not there.

    Args:
        kinds: kind of file → its name.
        values: what the templates ask for besides days.
    """
    values |= {"idag": days.today, "om_en_uke": days.later, "dager": days.school_days}
    for kind, name in kinds.items():
        plan.add_file(folder / name, render(f"{kind}.yaml", **values))


def _kinds(wishes: CaseWishes) -> list[str]:
    kinds = ["sak", "fravaer", "kontakt"]
    if wishes.kartlegging or wishes.plan or wishes.status == "aktiv":
        kinds.append("kartlegging")
    if wishes.plan:
        kinds += ["tiltaksplan", "evaluering"]
    return kinds


def _notes(wishes: CaseWishes, today: date, *, has_school: bool) -> list[str]:
    notes = [] if has_school else ["Fant ingen skole.yaml her eller lenger opp. Lag skolen med «fravaer init»."]
    return notes + (notes_on_plan(today) if wishes.plan else [])


def notes_on_plan(today: date) -> list[str]:
    """What one should know of a plan that begins today."""
    return [
        f"Tiltaksplanen gjelder fra {dag_og_maaned(today, aar=True)}. Rett «fra» hvis den begynner en annen dag.",
        "Så lenge den gjelder, minner noen regler ikke om nytt fravær.",
    ]
