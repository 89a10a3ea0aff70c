"""The use case «check a folder»: load, judge each pupil, sum up. `today` is an argument."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from fravaer_cli.cases.school import School, SchoolClass, load_class, load_school
from fravaer_cli.casework.followup import Status
from fravaer_cli.casework.notices import doubled_codes, silent_classes
from fravaer_cli.casework.pupil import Job, Question, judge_pupil
from fravaer_cli.casework.results import CaseResult
from fravaer_cli.diagnostics import Diagnostic, in_order
from fravaer_cli.errors import UserError
from fravaer_cli.files.workspace import CaseFolder, Workspace
from fravaer_cli.rules.locate import PACK_FOLDER, STANDARD, NoSuchPack, locate, place_of_unknown
from fravaer_cli.rules.pack import Rutine
from fravaer_cli.rules.pack_loader import load_pack
from fravaer_cli.school_year import SchoolCalendar
from fravaer_cli.texts import setning

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["CheckResult", "Question", "check", "period_of"]

PROCESSES_FROM = 200
"""From so many pupils on, several processes are faster than one (docs/ytelse.md)."""


class CheckResult(NamedTuple):
    """A checked folder.

    Attributes:
        saker: sorted by path; their findings limited to what was asked for.
        file_diagnostics: all that is wrong in the files.
        notices: what the date of the check makes worth saying, such as a log that nobody keeps.
        files: how many of our files were read.
        school_files: those among them that are not a pupil's: `skole.yaml` and each `klasse.yaml`.
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
    school_files: tuple[str, ...] = ()
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
    rutine, pack_diagnostics = routine_of(workspace, school, question)
    classes = {c.path: load_class(workspace, c) for c in workspace.classes}
    job = Job(workspace, school, rutine, question, period_of(question.sjekk, question.today, school.calendar))
    tasks = [(folder, classes[c.path]) for c in workspace.classes for folder in c.cases]
    judged = sorted(_judge_all(job, tasks, executor), key=lambda r: r.sak)
    astray = {d.place.file.rpartition("/")[0] or "." for d in workspace.diagnostics if d.is_error}
    results = [r._replace(ufullstendig=True) if r.sak in astray else r for r in judged]
    diagnostics = [*workspace.diagnostics, *school.diagnostics, *pack_diagnostics]
    diagnostics += [d for c in classes.values() for d in c.diagnostics]
    diagnostics += [d for r in results for d in r.diagnostics]
    diagnostics += doubled_codes(results)
    return CheckResult(
        question=question,
        period=job.period,
        rutine=rutine,
        saker=tuple(results),
        file_diagnostics=tuple(diagnostics),
        notices=tuple(silent_classes(workspace, results, school.calendar, question.today)),
        files=_files(workspace),
        school_files=_school_files(workspace),
        school=school.model.skole,
        calendar_known=school.calendar.year(question.today).known,
        given=workspace.name_of(workspace.given),
        skoleaar=school.calendar.year(question.today).name,
    )


def _files(workspace: Workspace) -> int:
    return workspace.has_school + sum(c.has_file + sum(len(case.files) for case in c.cases) for c in workspace.classes)


def _school_files(workspace: Workspace) -> tuple[str, ...]:
    classes = tuple(workspace.name_of(c.path / "klasse.yaml") for c in workspace.classes if c.has_file)
    return ("skole.yaml", *classes) if workspace.has_school else classes


def routine_of(workspace: Workspace, school: School, question: Question) -> tuple[Rutine, list[Diagnostic]]:
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
        path = PACK_FOLDER / f"{STANDARD}.yaml"
    rutine = load_pack(path, workspace.root)
    return rutine, [*rutine.diagnostics, *diagnostics]


_Task = tuple[CaseFolder, SchoolClass]


def _judge_all(job: Job, tasks: Sequence[_Task], executor: Executor | None) -> Iterable[CaseResult]:
    workers = os.cpu_count() or 1
    if executor is not None:
        chunks = [tasks[i : i + _CHUNK] for i in range(0, len(tasks), _CHUNK)]
        return [r for done in executor.map(partial(_judge_chunk, job), chunks) for r in done]
    if len(tasks) < PROCESSES_FROM or workers < 2:
        return _judge_chunk(job, tasks)
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only worth its import for a large school

    starts = range(0, len(tasks), _CHUNK)
    workers = min(workers, len(starts), 61)  # more than 61 is an error on Windows
    with ProcessPoolExecutor(workers, initializer=_prepare, initargs=(job, tasks)) as own:
        try:
            return [r for done in own.map(_judge_prepared, starts) for r in done]
        except BaseException:
            own.shutdown(wait=False, cancel_futures=True)
            raise


_CHUNK = 25
"""Pupils handed to a worker at a time: small enough to share evenly, large enough to be worth the message."""

_prepared: list[tuple[Job, Sequence[_Task]]] = []
"""In a worker: what all of its work is about. It comes with the process, not with each message."""


def _prepare(job: Job, tasks: Sequence[_Task]) -> None:
    """Begin in a worker: it leaves Ctrl-C to the one who started it, and ends when that one does."""
    import signal  # noqa: PLC0415 - only in workers
    import threading  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    _prepared.append((job, tasks))


def _follow_parent() -> None:
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _judge_prepared(start: int) -> list[CaseResult]:
    job, tasks = _prepared[0]
    return _judge_chunk(job, tasks[start : start + _CHUNK])


def _judge_chunk(job: Job, tasks: Sequence[_Task]) -> list[CaseResult]:
    return [judge_pupil(job, *task) for task in tasks]
