"""The use case «what lies ahead»: load, ask each case, add what is the school's, limit. `today` is an argument."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from fravaer_cli.cases.case import load_case
from fravaer_cli.cases.school import SchoolClass, load_class, load_school
from fravaer_cli.casework.agenda import case_agenda, fixed
from fravaer_cli.casework.agenda_item import Person, Punkt
from fravaer_cli.casework.pupil import Job, Question, examine
from fravaer_cli.casework.year_wheel import in_order, occurrences
from fravaer_cli.check import period_of, routine_of
from fravaer_cli.errors import UserError
from fravaer_cli.files.disk import write_whole
from fravaer_cli.files.workspace import CaseFolder, Workspace
from fravaer_cli.rules.locate import PACK_FOLDER, shipped
from fravaer_cli.rules.pack import ROLLER, Aarsoppgave, Rutine
from fravaer_cli.rules.pack_loader import load_pack
from fravaer_cli.texts import mente_du, sitat

MARK = b"BEGIN:VCALENDAR"
TEAM = "ressursteamet"
_BEYOND = timedelta(days=366)
"""How far after the last day the year wheel is turned, to tell what comes next."""


class CaseAgenda(NamedTuple):
    """One pupil's agenda.

    Attributes:
        sak: the folder's name relative to the school.
        vei: the folder's name wherever the command is run from.
        elev: the name, or None where `sak.yaml` cannot be read.
        status: `observert`, `aktiv` or `avsluttet`.
        errors: how many errors its files hold.
    """

    sak: str
    vei: str
    elev: str | None
    kode: str | None
    klasse: str
    status: str
    punkter: tuple[Punkt, ...]
    uten_frist: int
    errors: int


class Aarstid(NamedTuple):
    """A task of the year wheel, and the next time that it falls, if it has a date."""

    oppgave: Aarsoppgave
    neste: date | None


class Agenda(NamedTuple):
    """What lies ahead of a case, a class or a school.

    Attributes:
        today: the first day.
        last: the last day: the Sunday of the last week.
        punkter: overdue or within these days, by day and time; those of the year wheel that run on are in.
        neste: the first day after `last` on which there is something; None if nothing is known.
        uten_frist: how many open things have no deadline, and so no day.
        errors: how many errors the files hold.
        person: whose agenda it is; None: everybody's.
        aarshjul: the whole year wheel, in the order of the school year.
    """

    today: date
    last: date
    uker: int
    school: str
    rutine: Rutine
    saker: tuple[CaseAgenda, ...]
    punkter: tuple[Punkt, ...]
    neste: date | None
    uten_frist: int
    errors: int
    calendar_known: bool
    skoleaar: str
    one_case: bool
    person: str | None
    aarshjul: tuple[Aarstid, ...]
    given: str = "."

    def case(self, punkt: Punkt) -> CaseAgenda | None:
        """The case that a point is about; None for the school's."""
        return next((s for s in self.saker if s.sak == punkt.sak), None) if punkt.sak else None

    @property
    def overdue(self) -> int:
        """How many things should have been done."""
        return sum(p.forfalt for p in self.punkter)


def agenda(
    workspace: Workspace, question: Question, weeks: int, person: str | None = None, *, anonym: bool = False
) -> Agenda:
    """What lies ahead.

    Args:
        weeks: how many weeks after the one that holds the check date.
        person: a name, a part of one, or a role: only what that person is to see to.
        anonym: no name is suggested for one that nobody has.

    Raises:
        UserError: nobody has that name or role; the routine asked for does not exist.
    """
    today = question.today
    school = load_school(workspace)
    rutine, pack_diagnostics = routine_of(workspace, school, question)
    classes = {c.path: load_class(workspace, c) for c in workspace.classes}
    job = Job(workspace, school, rutine, question, period_of("uke", today, school.calendar))
    last = today + timedelta(days=6 - today.weekday(), weeks=weeks)
    wheel = [
        p
        for t in rutine.aarshjul
        if t.saker
        for p in fixed(t, school.calendar, today, last + _BEYOND, (Person(None, t.ansvarlig),))
    ]
    saker = [_case(job, f, classes[c.path], wheel) for c in workspace.classes for f in c.cases]
    saker.sort(key=lambda s: s.sak)
    one_case = any(workspace.given == f.path for f in workspace.cases)
    points = [p for s in saker for p in s.punkter]
    points += _schools(job, tuple(classes.values()), last + _BEYOND, one_case=one_case)
    if person is not None:
        points, person = _of_person(points, person, _holders(job, classes.values()), anonym=anonym)
    found = [*workspace.diagnostics, *school.diagnostics, *pack_diagnostics]
    found += [d for c in classes.values() for d in c.diagnostics]
    return Agenda(
        today=today,
        last=last,
        uker=weeks,
        school=school.model.skole,
        rutine=rutine,
        saker=tuple(saker),
        punkter=tuple(sorted((p for p in points if p.forfalt or p.dag <= last), key=_in_time)),
        neste=min((p.dag for p in points if p.dag > last), default=None),
        uten_frist=sum(s.uten_frist for s in saker) if person is None else 0,
        errors=sum(d.is_error for d in found) + sum(s.errors for s in saker),
        calendar_known=school.calendar.year(today).known,
        skoleaar=school.calendar.year(today).name,
        one_case=one_case,
        person=person,
        aarshjul=_wheel(job),
        given=workspace.name_of(workspace.given),
    )


def _in_time(p: Punkt) -> tuple[bool, date, str, bool, str, str]:
    """What is overdue first; then by day and time, a team's meeting together with what it is to discuss."""
    return not p.forfalt, p.dag, p.kl or "", p.slag != "ressursteam", p.sak, p.noekkel


def _case(job: Job, folder: CaseFolder, klasse: SchoolClass, wheel: Sequence[Punkt]) -> CaseAgenda:
    case = load_case(job.workspace, folder, job.school, job.question.now)
    found = case_agenda(*examine(job, case, klasse), wheel)
    path = folder.path.parts[-2:]
    return CaseAgenda(
        sak=folder.name,
        vei=folder.name if job.workspace.has_school else "/".join(path),
        elev=case.navn,
        kode=case.sak.kode,
        klasse=klasse.model.klasse,
        status=case.sak.status,
        punkter=found.punkter,
        uten_frist=found.uten_frist,
        errors=sum(d.is_error for d in case.diagnostics),
    )


# --- what is the school's -----------------------------------------------------------------------------------------


def _schools(job: Job, classes: Sequence[SchoolClass], last: date, *, one_case: bool) -> Iterator[Punkt]:
    """The resource team's meetings and the year wheel; for one case neither."""
    team = job.school.model.ressursteam
    if one_case:
        return
    years: dict[str, int] = {}
    for day in sorted(set(team.moetedager)) if team else ():
        year = job.school.calendar.year(day).name
        years[year] = years.get(year, 0) + 1
        if day >= job.question.today:
            key = f"ressursteam/{year}/{years[year]}"
            words = "møte i ressursteamet"
            yield Punkt("ressursteam", key, day, day, words, words, (Person(None, TEAM),))
    for task in job.rutine.aarshjul:
        if not task.saker:
            folk = _all_of(job, task.ansvarlig, classes)
            yield from fixed(task, job.school.calendar, job.question.today, last, folk)


def _all_of(job: Job, role: str, classes: Iterable[SchoolClass]) -> tuple[Person, ...]:
    """Who holds a role: of contact teachers there are as many as classes."""
    if role != "kontaktlærer":
        return (Person((job.school.model.roller or {}).get(role), role),)
    return tuple(dict.fromkeys(Person(c.model.kontaktlaerer, role) for c in classes))


def _wheel(job: Job) -> tuple[Aarstid, ...]:
    today = job.question.today
    found = []
    for task in sorted(job.rutine.aarshjul, key=lambda t: in_order(t.naar)):
        times = occurrences(task.naar, job.school.calendar, today, today + timedelta(days=400))
        found.append(Aarstid(task, max(times[0].first, today) if times else None))
    return tuple(found)


# --- whose --------------------------------------------------------------------------------------------------------


def _holders(job: Job, classes: Iterable[SchoolClass]) -> list[Person]:
    roles = [Person(name, role) for role, name in (job.school.model.roller or {}).items()]
    return roles + [Person(c.model.kontaktlaerer, "kontaktlærer") for c in classes]


def _of_person(
    points: Sequence[Punkt], asked: str, holders: Sequence[Person], *, anonym: bool
) -> tuple[list[Punkt], str]:
    """The points of those who have this name, or a part of it, or this role; and what to call them.

    Raises:
        UserError: nobody has.
    """
    known = {p for point in points for p in point.folk} | set(holders)
    wanted = _words(asked)
    if asked.casefold().strip() not in ROLLER and not any(_fits(p, wanted) for p in known):
        names = sorted({w for p in known for w in (p.navn, p.rolle) if w and not anonym} | set(ROLLER))
        meant = mente_du(asked, [*names, *(n.split()[0] for n in names if n.split())])
        remedy = (
            f"Mente du «{meant}»?" if meant else "Skriv et navn som står i filene, eller en rolle som kontaktlærer."
        )
        raise UserError(f"Fant ingen som heter eller er {sitat(asked)}.", remedy)
    roles = {p.rolle for p in holders if _fits(p, wanted)}
    names_ = {p.navn for p in known if p.navn and _fits(p, wanted)}
    found = [p for p in points if any(_fits(f, wanted) or (f.navn is None and f.rolle in roles) for f in p.folk)]
    return found, next(iter(names_)) if len(names_) == 1 else asked


def _fits(person: Person, wanted: Sequence[str]) -> bool:
    role = (person.rolle or "").casefold().split()
    return bool(wanted) and (list(wanted) == role or set(wanted) <= set(_words(person.navn or "")))


def _words(text: str) -> list[str]:
    return text.casefold().split()


# --- the calendar's file ------------------------------------------------------------------------------------------


def shipped_tasks() -> frozenset[str]:
    """What the year wheels that come with the program say: our own words, which name nobody."""
    return frozenset(t.hva for name in shipped() for t in load_pack(PACK_FOLDER / f"{name}.yaml", PACK_FOLDER).aarshjul)


def write_calendar(path: Path, content: bytes, product: str) -> bool:
    """Write a calendar, whole or not at all; one of ours with that name is written anew. Whether there was one.

    Raises:
        UserError: something else has that name, or the disk said no. Nothing is changed.
    """
    name = sitat(path.name, 80)
    try:
        known = _check_place(path, product, name)
        write_whole(path, content)
    except OSError:
        remedy = "Se etter at mappen finnes, at du har lov til å skrive der, og at disken ikke er full."
        raise UserError(f"Kalenderen {name} kunne ikke skrives. Ingenting er endret.", remedy) from None
    return known


def _check_place(path: Path, product: str, name: str) -> bool:
    if not os.path.lexists(path):
        return False
    remedy = "Velg et annet navn på kalenderen, eller flytt filen som ligger der."
    if path.is_symlink() or not path.is_file():
        raise UserError(f"{name} finnes fra før og er ikke en vanlig fil. Ingenting er endret.", remedy)
    with path.open("rb") as stream:
        start = stream.read(2000)
    if not start.startswith(MARK):
        raise UserError(f"{name} finnes fra før og er ikke en kalender. Ingenting er endret.", remedy)
    if f"PRODID:{product}".encode() not in start:
        raise UserError(f"{name} er en kalender som er laget av noe annet. Ingenting er endret.", remedy)
    return True
