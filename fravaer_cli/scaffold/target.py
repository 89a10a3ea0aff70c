"""Which part of KLASSE/ELEV is the class and which the pupil, and whether a case can be there."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from fravaer_cli.errors import UserError
from fravaer_cli.scaffold.folders import has_class_file, holds_classes, is_case, is_class, is_school
from fravaer_cli.scaffold.names import HOW_TO_NAME, NOT_PUPILS, folder_name, plain_part
from fravaer_cli.scaffold.plan import Plan
from fravaer_cli.scaffold.words import usable_path


@dataclass(frozen=True, slots=True)
class Target:
    """Where a case goes.

    Attributes:
        folder: the class's folder, which need not exist.
        typed: the class's name as the user wrote it.
        pupil: the name of the pupil's folder; None where the code is to name it.
    """

    folder: Path
    typed: str
    pupil: str | None


def find_target(plan: Plan, argument: str) -> Target:
    """Tell class from pupil in what was written, by what is on disk; see the tests for each kind.

    Raises:
        UserError: it leads nowhere, elsewhere, or to where no case can be.
    """
    typed = _parts(argument)
    path = plan.cwd
    for part in typed:
        path = _step(plan, path, part)
    refuse_case(plan, path)
    target = _told_apart(plan, path, typed)
    _refuse_inside(plan, target)
    return target


def _parts(argument: str) -> list[str]:
    argument = usable_path(argument).replace("\\", "/")
    if PurePosixPath(argument).is_absolute() or PureWindowsPath(argument).drive:
        raise UserError("Stien må gå ut fra mappen du står i.", HOW_TO_NAME)
    return [plain_part(p) for p in argument.split("/") if p.strip() and p.strip() != "."]


def _step(plan: Plan, folder: Path, part: str) -> Path:
    """The folder that a part of the path means: the one that is there, else the one to be made."""
    for form in (part, unicodedata.normalize("NFD", part)):
        path = folder / form
        if path.is_symlink():
            raise UserError(
                f"{plan.quoted(path)} er en snarvei (symbolsk lenke) og blir ikke fulgt.",
                "Bruk mappen der den ligger.",
            )
        if path.is_dir() and part not in NOT_PUPILS:
            return path
    named = folder / folder_name(part)
    return _step(plan, folder, named.name) if named.name != part and named.is_dir() else named


def refuse_case(plan: Plan, folder: Path) -> None:
    """No case where there is one.

    Raises:
        UserError: there is one.
    """
    if is_case(folder):
        message = f"{plan.quoted(folder)} har en sak fra før. Ingenting er endret."
        raise UserError(message, "Rett i filene der, eller velg et annet mappenavn.")


def _told_apart(plan: Plan, path: Path, typed: list[str]) -> Target:
    if not is_class(path):
        if is_school(path) or not typed:
            where = plan.as_argument(path / "klasse7b")
            raise UserError(f"{plan.quoted(path)} er ikke en klasse.", f"Skriv klassen også, for eksempel {where}.")
        names_class = len(typed) == 1 or re.match(r"klasse[-_]?\d", path.name) is not None
        among_classes = is_school(path.parent) or holds_classes(path.parent)
        if is_class(path.parent) or not (names_class or among_classes):
            return Target(path.parent, typed[-2] if len(typed) > 1 else path.parent.name, path.name)
    return Target(path, typed[-1] if typed else path.name, None)


def _refuse_inside(plan: Plan, target: Target) -> None:
    """No case within a case, and no new class within a class: neither would be found, or meant."""
    new = not target.folder.is_dir()
    for above in (target.folder, *target.folder.parents):
        if is_case(above):
            raise UserError(f"{plan.quoted(above)} er en elevs mappe.", "Gå til skolens mappe, og prøv igjen.")
        if new and (has_class_file(above) or (above == plan.cwd and is_class(above))):
            raise UserError(
                f"{plan.quoted(above)} er en klasse, og en klasse kan ikke ligge i en annen.",
                f"Skal eleven i denne klassen, er det nok å skrive {target.pupil or 'elevens mappe'}."
                if above == plan.cwd
                else "Gå til skolens mappe, og prøv igjen.",
            )
        if is_school(above) or os.path.lexists(above / ".git"):
            return
