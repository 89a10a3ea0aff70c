"""The use case «check a folder»: load, judge each pupil, sum up. `today` is an argument."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from fravaer_cli.cases.case import Case, load_case
from fravaer_cli.cases.school import School, SchoolClass, load_class, load_school
from fravaer_cli.casework.consent import in_force
from fravaer_cli.casework.counts import Counts, Week, count, picture
from fravaer_cli.casework.followup import Funn, Oppfoelging, Situation, Status, judge
from fravaer_cli.diagnostics import Diagnostic, Place, Related, Severity, in_order
from fravaer_cli.errors import UserError
from fravaer_cli.files.workspace import CaseFolder, Workspace
from fravaer_cli.rules.history import build_history
from fravaer_cli.rules.pack import STANDARD, NoSuchPack, Rutine, load_pack, locate, place_of_unknown
from fravaer_cli.school_year import SchoolCalendar, Vindu
from fravaer_cli.texts import antall, dag_og_maaned, en_desimal, kort_dato, lang_dato, setning, stor

if TYPE_CHECKING:
    from concurrent.futures import Executor

PICTURE_WEEKS = 6
PROCESSES_FROM = 200
"""From so many pupils on, several processes are faster than one (docs/ytelse.md)."""

SILENT_DAYS = 15
"""School days in three weeks: a class without an entry for so long is told of (02)."""


class Evidence(NamedTuple):
    """An entry that a finding rests on."""

    file: str
    line: int
    day: date


class Item(NamedTuple):
    """One thing to do, as it is shown."""

    handling: str
    ansvarlig: str
    navn: str | None
    frist: date | None
    status: Status
    utfoert: date | None


class Finding(NamedTuple):
    """One finding, as it is shown; see `casework.followup.Funn`.

    Attributes:
        verdi: count, length, or percent with one decimal.
        grense: the rule's limit.
        ivaretatt: a running plan takes care.
    """

    regel: str
    alvor: str
    status: Status
    nytt: bool
    tolkning: bool
    dato: date
    siste: date
    verdi: float
    grense: float
    vindu: tuple[date, date]
    bevis: tuple[Evidence, ...]
    melding: str
    oppfoelging: tuple[Item, ...]
    ivaretatt: bool

    @property
    def calls_for_action(self) -> bool:
        """Something is to be done."""
        return self.alvor == "tiltak" and self.status is not Status.UTFOERT


class CaseResult(NamedTuple):
    """One pupil, judged.

    Attributes:
        sak: the folder's name relative to the school.
        elev: the pupil's name, or None where `sak.yaml` cannot be read.
        fravaer: counts by `måned`, `semester` and `skoleår`.
        funn: all findings of the check, also those that are done; sorted.
        uker: the picture of the last weeks.
        sist_foert: date of the latest absence entry on or before the check date.
        ufullstendig: the files hold errors.
    """

    sak: str
    elev: str | None
    kode: str | None
    klasse: str
    klassemappe: str
    status: str
    fravaer: Mapping[str, Counts]
    funn: tuple[Finding, ...]
    uker: tuple[Week, ...]
    sist_foert: date | None
    ufullstendig: bool
    kode_place: Place
    diagnostics: tuple[Diagnostic, ...]


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


class CheckResult(NamedTuple):
    """A checked folder.

    Attributes:
        saker: sorted by path; their findings limited to what was asked for.
        file_diagnostics: all that is wrong in the files.
        notices: what the date of the check makes worth saying, such as a log that nobody keeps.
        files: how many of our files were read.
        calendar_known: the school has given a calendar for the year; else vacations are unknown.
    """

    question: Question
    period: tuple[date, date]
    rutine: Rutine
    saker: tuple[CaseResult, ...]
    file_diagnostics: tuple[Diagnostic, ...]
    notices: tuple[Diagnostic, ...]
    files: int
    school: str
    calendar_known: bool
    given: str = "."
    skoleaar: str = ""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All of them, in order."""
        return tuple(in_order([*self.file_diagnostics, *self.notices]))

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return sum(d.is_error for d in self.diagnostics)

    @property
    def need_action(self) -> int:
        """Pupils for whom something is to be done."""
        return sum(any(f.calls_for_action for f in s.funn) for s in self.saker)

    @property
    def overdue(self) -> int:
        """Pupils for whom something should have been done."""
        return sum(any(f.status is Status.FORFALT for f in s.funn) for s in self.saker)

    @property
    def warned(self) -> int:
        """Pupils with a warning."""
        return sum(any(f.alvor == "varsel" for f in s.funn) for s in self.saker)


def period_of(sjekk: str, today: date, calendar: SchoolCalendar) -> tuple[date, date]:
    """The check's period: today; Monday–today; the 1st–today; the half-year's start–today (03)."""
    match sjekk:
        case "dag":
            return today, today
        case "uke":
            return today - timedelta(days=today.weekday()), today
        case "måned":
            return today.replace(day=1), today
        case _:
            return calendar.year(today).halfyear(today)[0], today


def check(workspace: Workspace, question: Question, executor: Executor | None = None) -> CheckResult:
    """Check a workspace.

    Args:
        executor: where the pupils are judged; None: here, or in processes of our own for a large school.
    """
    school = load_school(workspace)
    rutine, pack_diagnostics = _routine(workspace, school, question)
    classes = {c.path: load_class(workspace, c) for c in workspace.classes}
    job = _Job(workspace, school, rutine, question, period_of(question.sjekk, question.today, school.calendar))
    tasks = [(folder, classes[c.path]) for c in workspace.classes for folder in c.cases]
    results = sorted(_judge_all(job, tasks, executor), key=lambda r: r.sak)
    diagnostics = [*workspace.diagnostics, *school.diagnostics, *pack_diagnostics]
    diagnostics += [d for c in classes.values() for d in c.diagnostics]
    diagnostics += [d for r in results for d in r.diagnostics]
    diagnostics += _doubled_codes(results)
    return CheckResult(
        question=question,
        period=job.period,
        rutine=rutine,
        saker=tuple(results),
        file_diagnostics=tuple(diagnostics),
        notices=tuple(_silent_classes(workspace, results, school.calendar, question.today)),
        files=_files(workspace),
        school=school.model.skole,
        calendar_known=school.calendar.year(question.today).known,
        given=workspace.name_of(workspace.given),
        skoleaar=school.calendar.year(question.today).name,
    )


def _files(workspace: Workspace) -> int:
    return workspace.has_school + sum(c.has_file + sum(len(case.files) for case in c.cases) for c in workspace.classes)


def _routine(workspace: Workspace, school: School, question: Question) -> tuple[Rutine, list[Diagnostic]]:
    """The routine in force; the standard one where `skole.yaml` names one that does not exist.

    Raises:
        UserError: the one asked for on the command line does not exist.
    """
    diagnostics = []
    try:
        asked = question.rutine or school.model.rutine or STANDARD
        path = locate(asked, workspace.root, anywhere=question.rutine is not None)
    except NoSuchPack as error:
        if question.rutine is not None:
            raise UserError(setning(error.message), setning(error.remedy)) from None
        diagnostics.append(place_of_unknown(school.rutine_place, error))
        path = locate(STANDARD, workspace.root)
    rutine = load_pack(path, workspace.root)
    return rutine, [*rutine.diagnostics, *diagnostics]


class _Job(NamedTuple):
    workspace: Workspace
    school: School
    rutine: Rutine
    question: Question
    period: tuple[date, date]


_Task = tuple[CaseFolder, SchoolClass]


def _judge_all(job: _Job, tasks: Sequence[_Task], executor: Executor | None) -> Iterable[CaseResult]:
    workers = os.cpu_count() or 1
    if executor is None and (len(tasks) < PROCESSES_FROM or workers < 2):
        return [_judge_case(job, *task) for task in tasks]
    size = max(1, len(tasks) // (workers * 4))
    chunks = [tasks[i : i + size] for i in range(0, len(tasks), size)]
    if executor is not None:
        return [r for done in executor.map(partial(_judge_chunk, job), chunks) for r in done]
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only worth its import for a large school

    with ProcessPoolExecutor(workers, initializer=_quiet) as own:
        return [r for done in own.map(partial(_judge_chunk, job), chunks) for r in done]


def _quiet() -> None:
    """A worker leaves Ctrl-C to the one who started it."""
    import signal  # noqa: PLC0415 - only in workers

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _judge_chunk(job: _Job, tasks: Sequence[_Task]) -> list[CaseResult]:
    return [_judge_case(job, *task) for task in tasks]


def _judge_case(job: _Job, folder: CaseFolder, klasse: SchoolClass) -> CaseResult:
    question, calendar = job.question, job.school.calendar
    case = load_case(job.workspace, folder, job.school, question.now)
    history = build_history(case.fravaer, calendar, question.today)
    situation = Situation(
        kontakter=tuple(k for k in case.kontakter if k.dato <= question.today),
        planer=case.planer,
        guardians=frozenset(f.navn for f in case.sak.foresatte),
        calendar=calendar,
        today=question.today,
        period=job.period,
    )
    findings = []
    for rule in job.rutine.regler:
        if question.sjekk in rule.sjekk:
            found = rule.kind.find(history, rule.params)
            funn = judge(rule, found, situation) if found else None
            if funn and (question.alle or funn.status is not Status.UTFOERT):
                findings.append(_finding(funn, case, _Names(job.school, klasse, case, question.today)))
    windows = {name: calendar.window(Vindu(name), question.today) for name in ("måned", "semester", "skoleår")}
    diagnostics = case.diagnostics
    return CaseResult(
        sak=folder.name,
        elev=case.navn,
        kode=case.sak.kode,
        klasse=klasse.model.klasse,
        klassemappe=klasse.folder.name,
        status=case.sak.status,
        fravaer={name: count(history, *window) for name, window in windows.items()},
        funn=tuple(sorted(findings, key=lambda f: (f.status.rank, f.dato, f.regel))),
        uker=picture(history, PICTURE_WEEKS),
        sist_foert=max((date.fromordinal(s.days[-1]) for s in history.entries), default=None),
        ufullstendig=any(d.is_error for d in diagnostics),
        kode_place=case.documents["sak.yaml"].source.place(("kode",)),
        diagnostics=tuple(diagnostics),
    )


class _Names(NamedTuple):
    """Who holds the roles for one pupil."""

    school: School
    klasse: SchoolClass
    case: Case
    today: date

    def holder(self, role: str) -> str | None:
        if role == "kontaktlærer":
            return self.klasse.model.kontaktlaerer
        return (self.school.model.roller or {}).get(role)

    def handling(self, item: Oppfoelging) -> str:
        """What is to be done. A ressursteam with PPT in it discusses a pupil without name until there is consent."""
        team = self.school.model.ressursteam
        if (
            item.oppfylles_av == "ressursteam"
            and team
            and team.ppt_deltar
            and not in_force(self.case.sak.samtykker, "ppt", self.today)
        ):
            return f"{item.hvem.handling} (drøft anonymt)"
        return item.hvem.handling


def _finding(funn: Funn, case: Case, names: _Names) -> Finding:
    found = funn.utloest
    file = _file(case.folder.name, "fravaer.yaml")
    bevis = [Evidence(file, case.line("fravaer.yaml", ("fravær", s.entry.nr)), s.entry.foerste) for s in found.evidence]
    return Finding(
        regel=funn.regel.id,
        alvor=funn.alvor,
        status=funn.status,
        nytt=funn.nytt,
        tolkning=funn.regel.tolkning,
        dato=funn.dato,
        siste=found.last,
        verdi=_plain(en_desimal(found.value)) if funn.regel.slag == "andel" else int(found.value),
        grense=_plain(funn.regel.kind.limit(funn.regel.params)),
        vindu=found.window,
        bevis=tuple(sorted(bevis, key=lambda b: (b.day, b.line))),
        melding=_message(funn),
        oppfoelging=tuple(
            Item(names.handling(o), o.hvem.ansvarlig, names.holder(o.hvem.ansvarlig), o.frist, o.status, o.utfoert)
            for o in funn.oppfoelging
        ),
        ivaretatt=funn.ivaretatt,
    )


def _plain(x: float) -> float:
    return int(x) if float(x).is_integer() else x


def _message(funn: Funn) -> str:
    """What happened, in one sentence without a full stop."""
    rule, found = funn.regel, funn.utloest
    first, last = found.window
    what = rule.kind.describe(rule.params, found)
    if first == last and first == found.last:  # a rule about one day: name the day that waits, and how many more do
        waiting = [d for d in found.days if d >= funn.dato]
        text = f"{rule.tittel or stor(what)} {lang_dato(funn.dato)}"
        if len(waiting) > 1:
            text += f" og {antall(len(waiting) - 1, 'dag', 'dager')} til (sist {kort_dato(found.last)})"
        return text
    return f"{stor(what)}, sist {lang_dato(found.last)}"


def _silent_classes(
    workspace: Workspace, results: Sequence[CaseResult], calendar: SchoolCalendar, today: date
) -> list[Diagnostic]:
    """Classes where nobody has an entry for three school weeks: an empty log looks like perfect attendance (02)."""
    year = calendar.year(today)
    so_far = [d for d in year.days if d <= today.toordinal()]
    if len(so_far) < SILENT_DAYS:
        return []
    by_class: dict[str, list[CaseResult]] = defaultdict(list)
    for result in results:
        by_class[result.klassemappe].append(result)
    found = []
    for klasse in workspace.classes:
        if workspace.given in {c.path for c in klasse.cases}:
            continue
        kept = [r.sist_foert for r in by_class[klasse.name] if r.sist_foert]
        followed = any(r.status != "avsluttet" for r in by_class[klasse.name])
        if not followed or (kept and max(kept).toordinal() >= so_far[-SILENT_DAYS]):
            continue
        when = f"sist ført {dag_og_maaned(max(kept))}" if kept else f"ingenting er ført i skoleåret {year.name}"
        message = f"det er ikke ført fravær på noen i klassen de siste tre skoleukene ({when})"
        remedy = "se etter at fraværet blir ført; en tom logg ser ut som fullt oppmøte"
        found.append(Diagnostic(Severity.ADVARSEL, "F120", message, Place(klasse.name), suggestion=remedy))
    return found


def _doubled_codes(results: Sequence[CaseResult]) -> list[Diagnostic]:
    by_code: dict[str, list[CaseResult]] = defaultdict(list)
    for result in results:
        if result.kode:
            by_code[result.kode].append(result)
    message = "to elever har den samme koden, så de kan ikke skilles når navn er skjult"
    remedy = "gi hver elev sin egen «kode»"
    return [
        Diagnostic(
            Severity.ADVARSEL, "F123", message, r.kode_place, (Related(same[0].kode_place, "første gang her"),), remedy
        )
        for same in by_code.values()
        for r in same[1:]
    ]


def _file(sak: str, name: str) -> str:
    return name if sak == "." else f"{sak}/{name}"
