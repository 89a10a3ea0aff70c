"""All that is looked at, by what it is about."""

from __future__ import annotations

from datetime import date

from fravaer_cli.cases.school import load_school
from fravaer_cli.doctor.finding import Punkt
from fravaer_cli.doctor.folder import look_at_folder
from fravaer_cli.doctor.git import look_at_git
from fravaer_cli.doctor.machine import look_at_machine
from fravaer_cli.doctor.school import look_at_school
from fravaer_cli.files.workspace import find


def examine(argument: str, today: date) -> dict[str, list[Punkt]]:
    """What works and what is risky, under headings.

    Args:
        argument: a school, a class or a case on the command line.

    Raises:
        UserError: there is no such path.
    """
    workspace = find(argument)
    school = load_school(workspace)
    return {
        "Maskinen": list(look_at_machine()),
        "Skolen": list(look_at_school(workspace, school, today)),
        "Mappen": list(look_at_folder(workspace)),
        "git": list(look_at_git(workspace.root)),
    }
