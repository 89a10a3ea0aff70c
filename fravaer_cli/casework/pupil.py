"""One pupil judged: the files read, every rule of the check held against them, the findings put into words."""

from datetime import date
from typing import NamedTuple

from fravaer_cli.cases.case import Case, load_case
from fravaer_cli.cases.school import School, SchoolClass
from fravaer_cli.casework.consent import in_force
from fravaer_cli.casework.counts import count, picture
from fravaer_cli.casework.followup import Funn, Oppfoelging, Situation, Status, judge
from fravaer_cli.casework.results import CaseResult, Evidence, Finding, Item
from fravaer_cli.files.workspace import CaseFolder, Workspace
from fravaer_cli.rules.history import build_history
from fravaer_cli.rules.pack import Rutine
from fravaer_cli.school_year import Vindu
from fravaer_cli.texts import antall, en_desimal, kort_dato, lang_dato, stor

PICTURE_WEEKS = 6


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
    file = case.folder.file("fravaer.yaml")
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
