"""What is to be made from a path on the command line: one document for a pupil, a class or nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from fravaer_cli.cases.case import Case, load_case
from fravaer_cli.cases.school import load_class, load_school
from fravaer_cli.diagnostics import Diagnostic
from fravaer_cli.documents.basis import Grunnlag
from fravaer_cli.documents.catalogue import Dokument
from fravaer_cli.files.names import kind_of
from fravaer_cli.files.workspace import Workspace, existing, find


class Sted(NamedTuple):
    """What a path leads to.

    Attributes:
        alene: it is one pupil's, so what stops it stops the command.
    """

    workspace: Workspace
    fil: str | None
    alene: bool


def sted(argument: str) -> Sted:
    """The place that was pointed at: a school, a class, a pupil, or one of a pupil's files.

    Raises:
        UserError: there is no such path.
    """
    path = existing(argument)
    workspace = find(argument)
    is_case = any(c.path == workspace.given for c in workspace.cases)
    return Sted(workspace, path.name if path.is_file() and kind_of(path.name) == "tiltaksplan" else None, is_case)


class Ordre(NamedTuple):
    """One document to be made.

    Attributes:
        hvem: the case's folder as it is shown.
        mappe: where the files go, unless told otherwise.
        feil: errors in the files that the document rests on.
    """

    grunnlag: Grunnlag
    hvem: str
    mappe: Path
    feil: tuple[Diagnostic, ...]


def orders(place: Sted, dokument: Dokument | None, dato: date, today: date, *, tom: bool) -> Iterator[Ordre]:
    """What to make: for each pupil under the path, or one empty form.

    Args:
        dokument: None: the errors of all files count.
        dato: the document's day.
        today: the day the command runs.
    """
    workspace = place.workspace
    school = load_school(workspace)
    if tom and not place.alene:
        base = Grunnlag(workspace.root, school, None, None, dato, None, tom)
        yield Ordre(base, ".", workspace.given / "dokumenter", ())
        return
    for folder in workspace.classes:
        klasse = load_class(workspace, folder)
        for case_folder in folder.cases:
            case = load_case(workspace, case_folder, school, today)
            base = Grunnlag(workspace.root, school, klasse, case, dato, place.fil, tom)
            found = (*school.diagnostics, *klasse.diagnostics, *_of_case(case, dokument))
            errors = () if tom else tuple(d for d in found if d.is_error)
            yield Ordre(base, case_folder.name, case_folder.path / "dokumenter", errors)


def _of_case(case: Case, dokument: Dokument | None) -> Iterator[Diagnostic]:
    for name, document in case.documents.items():
        if dokument is None or kind_of(name) in dokument.bygger_paa:
            yield from document.diagnostics
