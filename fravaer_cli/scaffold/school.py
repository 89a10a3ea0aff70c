"""The plan of a school: what `fravaer init` makes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fravaer_cli import resources
from fravaer_cli.errors import UserError
from fravaer_cli.files.names import KINDS
from fravaer_cli.rules.locate import STANDARD, NoSuchPack, locate, shipped
from fravaer_cli.scaffold.dates import example_calendar, parse_school_year, school_year_for, school_year_name
from fravaer_cli.scaffold.disk_errors import explained
from fravaer_cli.scaffold.folders import is_case, is_school, school_around
from fravaer_cli.scaffold.names import class_folder, class_name
from fravaer_cli.scaffold.plan import MissingName, Plan
from fravaer_cli.scaffold.school_class import add_class_file
from fravaer_cli.scaffold.templates import render
from fravaer_cli.scaffold.words import clean_if_said, usable_path
from fravaer_cli.texts import setning


@dataclass(frozen=True, slots=True)
class SchoolWishes:
    """What the user says of a school. None: not said."""

    skole: str | None = None
    kommune: str | None = None
    rutine: str | None = None
    skoleaar: str | None = None
    klasser: Sequence[str] = ()


def plan_school(argument: str, cwd: Path, wishes: SchoolWishes, today: date) -> Plan:
    """The files of a school: what is missing is made, what exists is left alone, our schemas are renewed.

    Args:
        argument: the school's folder, as written on the command line.
        cwd: the folder in which the user stands.
        today: decides the school year where the user does not.

    Raises:
        MissingName: the school has no file yet, and its name was not given.
        UserError: it cannot be made there, or what was given cannot be used.
    """
    plan = Plan(cwd)
    root = cwd / usable_path(argument)
    with explained(root, plan):
        year = parse_school_year(wishes.skoleaar) if wishes.skoleaar else school_year_for(today)
        plan.add_folder(root)
        _refuse_wrong_place(plan, root)
        _add_school_file(plan, root, wishes, year)
        _add_settings(plan, root)
        classes = [_add_class(plan, root, text, year) for text in wishes.klasser]
        _add_schemas(plan, root)
        plan.next_step = _next_step(plan, root, classes[0] if classes else root / "klasse7b", argument)
    if wishes.skole is None and not is_school(root):
        raise MissingName("Skolens navn mangler.", 'Skriv for eksempel --skole "Solvang skole".')
    return plan


def _refuse_wrong_place(plan: Plan, root: Path) -> None:
    if is_school(root):
        return
    for name, what in (("sak.yaml", "en elevs mappe"), ("klasse.yaml", "en klassemappe")):
        if os.path.lexists(root / name):
            raise UserError(f"{plan.quoted(root)} er {what}, ikke en skole.", "Oppgi skolens mappe.")
    above = school_around(root)
    if above is not None:
        remedy = "Legg den nye skolen et annet sted. Klasser og elever lages med fravaer new."
        raise UserError(f"{plan.quoted(root)} ligger inne i en annen skole ({plan.shown(above)}).", remedy)


def _add_school_file(plan: Plan, root: Path, wishes: SchoolWishes, year: int) -> None:
    skole, kommune = clean_if_said(wishes.skole, "skolens navn"), clean_if_said(wishes.kommune, "kommunen")
    rutine = clean_if_said(wishes.rutine, "rutinen") or STANDARD
    if is_school(root):
        plan.add_file(root / "skole.yaml", "")
        if skole or kommune or wishes.rutine:
            plan.notes.append("skole.yaml fantes fra før, så navn, kommune og rutine er ikke endret. Rett dem i filen.")
        return
    try:
        locate(rutine, root)
    except NoSuchPack as error:
        raise UserError(setning(error.message), setning(error.remedy)) from None
    values = {
        "skole": skole or "",  # asked for when all the rest is in order
        "kommune": kommune,
        "rutine": rutine,
        "rutiner": shipped(),
        "skoleaar": school_year_name(year),
        "rute": example_calendar(year),
    }
    plan.add_file(root / "skole.yaml", render("skole.yaml", **values))


_SETTINGS = (
    (".gitignore", "gitignore"),
    (".gitattributes", "gitattributes"),
    (".vscode/settings.json", "settings.json"),
    (".vscode/extensions.json", "extensions.json"),
)


def _add_settings(plan: Plan, root: Path) -> None:
    for name, template in _SETTINGS:
        plan.add_own_folder((root / name).parent, root)
        plan.add_file(root / name, render(template))


def _add_schemas(plan: Plan, root: Path) -> None:
    """Copies of our schemas, for the editor; with line feeds also from a checkout in Windows."""
    schemas = root / ".fravaer" / "schemas"
    plan.add_own_folder(schemas.parent, root)
    plan.add_own_folder(schemas, root)
    for kind in (*KINDS, "rutine", "profil"):
        schema = resources.folder("schemas") / f"{kind}.schema.json"
        plan.add_file(schemas / schema.name, schema.read_bytes().replace(b"\r\n", b"\n"))


def _add_class(plan: Plan, root: Path, text: str, year: int) -> Path:
    folder = root / class_folder(text)
    if is_case(folder):
        raise UserError(f"{plan.quoted(folder)} er en elevs mappe, ikke en klasse.", "Velg et annet navn på klassen.")
    plan.add_own_folder(folder, root)
    if folder / "klasse.yaml" not in {f.path for f in plan.files}:
        add_class_file(plan, folder, class_name(text.strip()), year)
    return folder


def _next_step(plan: Plan, root: Path, klasse: Path, argument: str) -> str:
    if ".." in Path(argument).parts or not root.is_relative_to(plan.cwd):
        return f'Neste: gå til {plan.quoted(root)}, og skriv  fravaer new {klasse.name} --navn "Elevens navn"'
    return f'Neste: fravaer new {plan.as_argument(klasse)} --navn "Elevens navn"'
