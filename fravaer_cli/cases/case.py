"""One pupil's folder → one case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from fravaer_cli.cases.absence_checks import check_absence
from fravaer_cli.cases.case_checks import (
    check_contacts,
    check_evaluations,
    check_mapping,
    check_plan,
    check_sak,
    check_week_plans,
)
from fravaer_cli.cases.documents import Document, checked, open_document
from fravaer_cli.cases.school import School
from fravaer_cli.diagnostics import Diagnostic, Route
from fravaer_cli.files.names import kind_of
from fravaer_cli.files.source import parse
from fravaer_cli.files.workspace import CaseFolder, Workspace
from fravaer_cli.model.evaluering import Evaluering
from fravaer_cli.model.fravaer import Fravaersfoering
from fravaer_cli.model.kartlegging import Kartlegging
from fravaer_cli.model.kontakt import Kontakt
from fravaer_cli.model.sak import Sak
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.model.ukeplan import Ukeplan


class Case:
    """One pupil's case as it could be read.

    Attributes:
        folder: where it lies.
        sak: `sak.yaml`; empty where it could not be read.
        fravaer: the absence entries without errors, in the file's order.
        kontakter: the contacts without errors, in the file's order.
        planer: the plans that could be read, ordered by when they begin.
        diagnostics: all that is wrong in the folder's files.
    """

    def __init__(self, folder: CaseFolder) -> None:
        self.folder = folder
        self.sak = Sak()
        self.fravaer: tuple[Fravaersfoering, ...] = ()
        self.kontakter: tuple[Kontakt, ...] = ()
        self.planer: tuple[Tiltaksplan, ...] = ()
        self.evalueringer: tuple[Evaluering, ...] = ()
        self.kartlegging: Kartlegging | None = None
        self.ukeplan: Ukeplan | None = None
        self.documents: dict[str, Document] = {}

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All that is wrong in the folder's files."""
        return [d for document in self.documents.values() for d in document.diagnostics]

    @property
    def navn(self) -> str | None:
        """The pupil's name, or None if `sak.yaml` does not give it."""
        return self.sak.elev.navn if self.sak.elev else None

    def line(self, file: str, route: Route) -> int:
        """The line of a value in one of the folder's files, counted from 1."""
        return self.documents[file].source.line(route)


def load_case(workspace: Workspace, folder: CaseFolder, school: School, now: date) -> Case:
    """Read all files of a pupil's folder.

    Args:
        now: the day the command runs; entries after it are errors.
    """
    case = Case(folder)
    for name in folder.files:
        case.documents[name] = open_document(kind_of(name) or "", workspace.root, folder.path / name)
    _load_sak(case, workspace, now)
    plans = _load_plans(case)
    _load_absence(case, school, now, plans)
    _load_contacts(case, now)
    _load_evaluations(case, plans, now)
    _load_rest(case, now)
    return case


def try_log(case: Case, name: str, data: bytes, school: School, now: date) -> list[Diagnostic]:
    """What would be wrong in one of a case's logs if these were its bytes.

    Args:
        name: `fravaer.yaml` or `kontakt.yaml`.
    """
    document = checked(kind_of(name) or "", parse(case.folder.file(name), data))
    if name == "fravaer.yaml":
        absence = document.entries(Fravaersfoering, "fravær")
        document.add(check_absence(absence, school.calendar, case.planer, now))
    else:
        document.add(check_contacts(document.entries(Kontakt, "kontakt"), now))
    return document.diagnostics


def _load_sak(case: Case, workspace: Workspace, now: date) -> None:
    document = case.documents["sak.yaml"]
    sak = document.model(Sak)
    if sak is not None:
        problems = list(check_sak(sak, case.folder.path, workspace.boundary, now))
        document.add(problems)
        case.sak = (document.model(Sak) if problems else sak) or Sak()


def _load_plans(case: Case) -> dict[str, Tiltaksplan | None]:
    plans: dict[str, Tiltaksplan | None] = {}
    for name, document in case.documents.items():
        if kind_of(name) == "tiltaksplan":
            plan = document.model(Tiltaksplan)
            problems = list(check_plan(plan)) if plan else []
            if problems:
                document.add(problems)
                plan = document.model(Tiltaksplan)
            plans[name] = plan._replace(fil=name) if plan else None
    case.planer = tuple(sorted((p for p in plans.values() if p), key=lambda p: p.periode.fra))
    return plans


def load_log(root: Path, log: Path, school: School, now: date) -> tuple[Fravaersfoering, ...]:
    """The absence entries of one log without errors: another pupil's, whose own case tells what is wrong in it."""
    document = open_document("fravaer", root, log)
    entries = document.entries(Fravaersfoering, "fravær")
    document.add(check_absence(entries, school.calendar, None, now))
    return _good(entries, "fravær", document)


def _load_absence(case: Case, school: School, now: date, plans: dict[str, Tiltaksplan | None]) -> None:
    document = case.documents.get("fravaer.yaml")
    if document:
        entries = document.entries(Fravaersfoering, "fravær")
        known = None if None in plans.values() else case.planer  # of a plan that cannot be read nothing is said
        document.add(check_absence(entries, school.calendar, known, now))
        case.fravaer = _good(entries, "fravær", document)


def _load_contacts(case: Case, now: date) -> None:
    document = case.documents.get("kontakt.yaml")
    if document:
        contacts = document.entries(Kontakt, "kontakt")
        document.add(check_contacts(contacts, now))
        case.kontakter = _good(contacts, "kontakt", document)


def _load_evaluations(case: Case, plans: dict[str, Tiltaksplan | None], now: date) -> None:
    document = case.documents.get("evaluering.yaml")
    if document:
        evaluations = document.entries(Evaluering, "evalueringer")
        document.add(check_evaluations(evaluations, plans, now))
        case.evalueringer = _good(evaluations, "evalueringer", document)


def _load_rest(case: Case, now: date) -> None:
    document = case.documents.get("kartlegging.yaml")
    if document:
        case.kartlegging = document.model(Kartlegging)
        document.add(check_mapping(case.kartlegging or Kartlegging(), now))
    document = case.documents.get("ukeplan.yaml")
    if document:
        case.ukeplan = document.model(Ukeplan)
        document.add(check_week_plans(case.ukeplan or Ukeplan()))


Entry = TypeVar("Entry", Fravaersfoering, Kontakt, Evaluering)


def _good(entries: Iterable[Entry], key: str, document: Document) -> tuple[Entry, ...]:
    wrong = {r[1] for r in document.bad if len(r) >= 2 and r[0] == key}
    return tuple(e for e in entries if e.nr not in wrong)
