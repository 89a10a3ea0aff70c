"""The use case «show one case»: find it, judge it as the check does, collect what a meeting needs to see."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from fravaer_cli.cases.case import load_case
from fravaer_cli.cases.school import SchoolClass, load_class, load_school
from fravaer_cli.casework.case_overview import CaseOverview, case_overview
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.naming import HIDDEN, Naming, code_can_stand_for
from fravaer_cli.casework.pupil import Job, examine
from fravaer_cli.casework.results import CaseResult, Finding
from fravaer_cli.casework.staircase import standing
from fravaer_cli.check import CheckResult, Question, check
from fravaer_cli.errors import UserError
from fravaer_cli.files.workspace import CaseFolder, Workspace
from fravaer_cli.rules.pack import FELLES
from fravaer_cli.texts import antall, liste, ren, sitat, stor

_EXAMPLES = 3


class CaseStatus(NamedTuple):
    """One case.

    Attributes:
        name: what the pupil is called.
        result: the check that it was judged by; of its cases only this one is shown.
        folder: the case's folder; None where folders are not named.
        findings: what is open, the worst first; agreements that lie ahead stand among what comes next instead.
    """

    name: str
    result: CheckResult
    case: CaseResult
    folder: str | None
    klasse: str
    findings: tuple[Finding, ...]
    overview: CaseOverview


def case_status(workspace: Workspace, question: Question, asked: str, *, anonym: bool) -> CaseStatus:
    """The case that the workspace was asked for.

    Args:
        asked: what stood on the command line, for messages.

    Raises:
        UserError: it is no case.
    """
    folder, klasse = _the_case(workspace, asked, anonym=anonym)
    result = check(workspace, question)
    judged = next(c for c in result.saker if c.sak == folder.name)
    school = load_school(workspace)
    job = Job(workspace, school, result.rutine, question, result.period)
    facts, _ = examine(job, load_case(workspace, folder, school, question.now), klasse)
    naming = Naming(facts, anonym=anonym)
    nested = (klasse.folder.path / "sak.yaml").exists()  # then the class's folder is a pupil's, and named so
    findings = tuple(f for f in judged.funn if f.regel != f"{FELLES}/avtaler" or _some_behind(f, question.today))
    if anonym:
        findings = tuple(_without_names(f, facts) for f in findings)
    return CaseStatus(
        name=_name(judged, anonym=anonym),
        result=result._replace(given=asked),
        case=judged,
        folder=None if anonym or folder.name == "." else folder.name,
        klasse=HIDDEN if anonym and nested else klasse.model.klasse,
        findings=findings,
        overview=case_overview(facts, standing(facts), naming),
    )


def _some_behind(finding: Finding, today: date) -> bool:
    """Whether any of the days that a finding names is past; the others stand under what comes."""
    return any(b.day < today for b in finding.bevis)


def _the_case(workspace: Workspace, asked: str, *, anonym: bool) -> tuple[CaseFolder, SchoolClass]:
    for klasse in workspace.classes:
        for case in klasse.cases:
            if case.path == workspace.given:
                return case, load_class(workspace, klasse)
    cases = workspace.cases
    if not cases:
        raise UserError(
            f"{sitat(asked, 200)} er ingen sak: mappen mangler sak.yaml.",
            "Oppgi mappen til én elev. «fravaer new KLASSE/ELEV» lager en ny sak.",
        )
    text = f"«fravaer status» viser én sak om gangen, og {sitat(asked, 200)} har {antall(len(cases), 'sak', 'saker')}"
    if anonym:  # folders are named after pupils
        raise UserError(f"{text}.", "Oppgi mappen til én elev.")
    names = [_beside(asked, workspace, case) for case in cases[:_EXAMPLES]]
    more = f" og {len(cases) - _EXAMPLES} til" if len(cases) > _EXAMPLES else ""
    shown = f"{', '.join(names)}{more}" if more else liste(names)
    raise UserError(f"{text}: {shown}.", f"Skriv for eksempel: fravaer status {_quoted(names[0])}")


def _beside(asked: str, workspace: Workspace, case: CaseFolder) -> str:
    """The case's folder as it may be written where `asked` was."""
    inside = case.path.relative_to(workspace.given)
    folder = Path(asked) if Path(asked).is_dir() else Path(asked).parent
    return ren((folder / inside).as_posix(), 200)


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path


def _name(case: CaseResult, *, anonym: bool) -> str:
    if anonym:
        return case.kode if case.kode and code_can_stand_for(case.kode, case.elev) else "Elev 1"
    return case.elev or case.kode or case.sak


_OWN_WORDS = frozenset({"antall", "sammenhengende", "andel", "søsken", "frist"})
"""Kinds of rule whose messages hold no text of the case's files."""

_OWN_COMMON = frozenset({"skolemiljø", "bekymring-uten-fravær", "fra-i-fjor", "arkiv", "bup", "neste-evaluering"})
_OWN_COMMON |= {"plan-utløpt", "plan-evaluering"}
"""The same, among the common ones."""


def _without_names(finding: Finding, facts: Facts) -> Finding:
    """The finding without people, and without what the files say in their own words."""
    rule = next((r for r in facts.rutine.alle_regler if r.id == finding.regel), None)
    items = tuple(i._replace(navn=None) for i in finding.oppfoelging)
    pack, _, name = finding.regel.partition("/")
    kind = rule.slag if rule else ""
    safe = kind in _OWN_WORDS or (pack == FELLES and name in _OWN_COMMON) or name.startswith(("frist-", "tidlig-"))
    if safe:
        return finding._replace(oppfoelging=items)
    told = rule.tittel if rule and rule.tittel else "Planen mangler noe" if name.startswith("plan-") else stor(name)
    handling = "se planen og evalueringen"
    items = tuple(i._replace(handling=handling) if name.startswith("plan-") and not rule else i for i in items)
    return finding._replace(melding=told, oppfoelging=items)
