"""One pupil judged: the files read, every rule of the check held against them, the findings put into words."""

import os
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fravaer_cli.cases.case import Case, load_case, load_log
from fravaer_cli.cases.case_checks import may_be_case
from fravaer_cli.cases.school import School, SchoolClass
from fravaer_cli.casework.case_findings import case_findings
from fravaer_cli.casework.counts import count, picture
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.followup import Funn, Situation, Status, judge
from fravaer_cli.casework.results import CaseResult, Finding, Neste, Plass
from fravaer_cli.casework.shown import Shown
from fravaer_cli.casework.staircase import Standing, standing
from fravaer_cli.files.workspace import CaseFolder, Workspace
from fravaer_cli.rules.history import History, absent_days, build_history
from fravaer_cli.rules.pack import Regel, Rutine
from fravaer_cli.school_year import Vindu

if TYPE_CHECKING:
    from fravaer_cli.casework.period_overview import Oversikt

PICTURE_WEEKS = 6
_DAY = timedelta(days=1)


class Question(NamedTuple):
    """What is asked.

    Attributes:
        sjekk: `dag`, `uke`, `måned` or `semester`.
        today: the check date.
        now: the day the command runs; entries dated later are errors.
        rutine: a pack's name or file; None: what `skole.yaml` says.
        alle: also findings that are done.
    """

    sjekk: str
    today: date
    now: date
    rutine: str | None = None
    alle: bool = False


class Job(NamedTuple):
    """What all pupils of one check have in common."""

    workspace: Workspace
    school: School
    rutine: Rutine
    question: Question
    period: tuple[date, date]


def judge_pupil(job: Job, folder: CaseFolder, klasse: SchoolClass) -> CaseResult:
    """Read a pupil's folder and judge it."""
    question, calendar = job.question, job.school.calendar
    case = load_case(job.workspace, folder, job.school, question.now)
    facts, funn = examine(job, case, klasse)
    place = standing(facts)
    shown = Shown(facts)
    findings = [shown.of_absence(f) for f in funn if question.sjekk in f.regel.sjekk]
    findings += [shown.of_case(d) for d in case_findings(facts, question.sjekk, place)]
    windows = {name: calendar.window(Vindu(name), question.today) for name in ("måned", "semester", "skoleår")}
    diagnostics = case.diagnostics
    return CaseResult(
        sak=folder.name,
        elev=case.navn,
        kode=case.sak.kode,
        klasse=klasse.model.klasse,
        klassemappe=klasse.folder.name,
        status=case.sak.status,
        fravaer={name: count(facts.history, *window) for name, window in windows.items()},
        funn=_in_order(f for f in findings if question.alle or f.status is not Status.UTFOERT),
        uker=picture(facts.history, PICTURE_WEEKS),
        sist_foert=max((date.fromordinal(s.days[-1]) for s in facts.history.entries), default=None),
        ufullstendig=any(d.is_error for d in diagnostics),
        kode_place=case.documents["sak.yaml"].source.place(("kode",)),
        diagnostics=tuple(diagnostics),
        trapp=_place(place) if place else None,
        plan_til=facts.running_plan.tar_vare_til if facts.running_plan else None,
        oversikt=_overview(facts, question.sjekk, funn),
    )


def examine(job: Job, case: Case, klasse: SchoolClass) -> tuple[Facts, list[Funn]]:
    """What a case's judging rests on, and what the rules find in its absence, whatever check they belong to."""
    calendar, today = job.school.calendar, job.question.today
    rules = [r for r in job.rutine.regler if r.kind]
    siblings = _siblings(job, case) if any(r.slag == "søsken" for r in rules) else ()
    lessons: dict[str, int] = {}
    for day in (klasse.model.timeplan or {}).values():
        for subject in day:
            lessons[subject] = lessons.get(subject, 0) + 1
    history = build_history(case.fravaer, calendar, today, lessons, siblings)
    situation = Situation(
        kontakter=tuple(k for k in case.kontakter if k.dato <= today),
        planer=case.planer,
        guardians=frozenset(f.navn for f in case.sak.foresatte),
        calendar=calendar,
        today=today,
        period=job.period,
    )
    funn, alarms = _absence(rules, history, situation)
    facts = Facts(case, klasse, job.school, job.rutine, history, situation, alarms)
    facts.open_last_year = lambda: _open_last_year(rules, case, situation)
    return facts, funn


def _absence(rules: Iterable[Regel], history: History, situation: Situation) -> tuple[list[Funn], tuple[date, ...]]:
    """The findings, and the days that called for action and that no plan took care of."""
    funn: list[Funn] = []
    alarms: set[date] = set()
    for rule in rules:
        found = rule.kind.find(history, rule.params) if rule.kind else None
        judged = judge(rule, found, situation) if found else None
        if judged:
            funn.append(judged)
            if judged.oppfoelging:
                alarms.update(judged.utloest.days)
    return funn, tuple(
        sorted(d for d in alarms if not any(p.periode.fra <= d <= p.tar_vare_til for p in situation.planer))
    )


def _open_last_year(rules: Iterable[Regel], case: Case, situation: Situation) -> bool:
    """Whether something was open when the last school year ended (03), by what the Friday check would have said."""
    last = situation.calendar.year(situation.today).begin - _DAY
    then = situation._replace(
        kontakter=tuple(k for k in case.kontakter if k.dato <= last), today=last, period=(last, last)
    )
    weekly = [r for r in rules if "uke" in r.sjekk]
    funn, _ = _absence(weekly, build_history(case.fravaer, situation.calendar, last), then)
    return any(f.calls_for_action for f in funn)


def _siblings(job: Job, case: Case) -> tuple[frozenset[int], ...]:
    """For each sibling who has a folder here, the days of absence up to the check date."""
    found = []
    for path in case.sak.soesken:
        folder = Path(os.path.normpath(case.folder.path / path))
        log = folder / "fravaer.yaml"
        root = job.workspace.boundary
        inside = folder.is_relative_to(root) and may_be_case(folder, root)
        if inside and folder != case.folder.path and log.is_file() and not log.is_symlink():
            entries = load_log(job.workspace.root, log, job.school, job.question.now)
            seen = build_history(entries, job.school.calendar, job.question.today)
            found.append(frozenset(absent_days(seen.entries)))
    return tuple(found)


def _overview(facts: Facts, sjekk: str, funn: Iterable[Funn]) -> "Oversikt | None":
    """What the other checks show beside the findings; the week's has no need of it."""
    if sjekk == "uke":
        return None
    from fravaer_cli.casework.period_overview import period_overview  # noqa: PLC0415 - not for the week's

    return period_overview(facts, sjekk, funn)


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    first = "felles/skolemiljø"
    return tuple(sorted(findings, key=lambda f: (f.regel != first, f.status.rank, f.dato, f.regel)))


def _place(place: Standing) -> Plass:
    here = place.steps[place.here].trinn if place.here >= 0 else None
    then = place.steps[place.ahead].trinn if place.ahead >= 0 else None
    neste = Neste(then.id, then.navn, then.nr, then.ansvarlig, place.due) if then else None
    return Plass(here.id if here else None, here.navn if here else None, here.nr if here else 0, neste)
