"""The use case «import»: read the table, find the pupils, and bring each log up to date, one whole file at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from fravaer_cli.cases.absence_checks import check_absence
from fravaer_cli.cases.case import Case, load_case
from fravaer_cli.cases.school import School, load_class, load_school
from fravaer_cli.entries.change import Endring, Resultat, apply
from fravaer_cli.errors import UserError
from fravaer_cli.files.names import kind_of
from fravaer_cli.files.source import parse
from fravaer_cli.files.workspace import CaseFolder, Workspace, find
from fravaer_cli.importing.columns import Kolonner, choose_profile, find_columns
from fravaer_cli.importing.merge import Dag, Flettet, merge
from fravaer_cli.importing.profile import Profil, all_of, named
from fravaer_cli.importing.pupils import Elev, Elever, answer_for, proposals
from fravaer_cli.importing.read import read_table
from fravaer_cli.importing.report import Elevrapport, Rapport, Usikker
from fravaer_cli.importing.rows import Fravaersrad, Hvem, Lest, Uforstaatt, days_of, read_rows
from fravaer_cli.importing.table import Table
from fravaer_cli.model.fravaer import Fravaersfoering
from fravaer_cli.texts import dag_og_maaned, sitat, stor

LOGG = "fravaer.yaml"


class Oenske(NamedTuple):
    """What the user asks for.

    Attributes:
        sti: a class, a case or the school.
        svar: `Navn i filen=mappe`.
    """

    fil: str
    sti: str
    profil: str | None = None
    ark: str | None = None
    skilletegn: str | None = None
    tegnsett: str | None = None
    svar: tuple[str, ...] = ()
    dry_run: bool = False


class Lesning(NamedTuple):
    """A table and what its columns mean."""

    table: Table
    profil: Profil
    kjent_paa: tuple[str, ...]
    kolonner: Kolonner
    lest: Lest


class Import:
    """An import that is read and sorted, and not yet written.

    Attributes:
        antall: logs that have something to enter.
    """

    def __init__(self, wish: Oenske, today: date) -> None:
        """Read the file and the folder.

        Raises:
            UserError: the file or the folder cannot be used.
        """
        self.workspace = workspace = find(wish.sti)
        self.wish, self.today = wish, today
        self.school = load_school(workspace)
        self.reading = _read(wish, workspace)
        pupils = Elever(_pupils(workspace, self.school, today), wish.svar)
        if not pupils.pupils:
            raise UserError(
                f"Ingen å importere til: {sitat(wish.sti, 200)} har ingen elevmapper.",
                "En elevmappe er en mappe med filen sak.yaml. Lag en med «fravaer new KLASSE/ELEV».",
            )
        self.sorted = _Sorted(pupils, self.school, today)
        for row in self.reading.lest.rader:
            self.sorted.add(row)
        for wrong in self.reading.lest.uforstaatte:
            self.sorted.add_wrong(wrong)
        self.antall = len(self.sorted.days)

    def usikre(self) -> list[Usikker]:
        """The names that may be a pupil of ours."""
        return list(_unsure(self.sorted))

    def skriv(self) -> Iterator[Elevrapport]:
        """Bring one log after the other up to date; in a dry run, only find out what it would be."""
        dates = [d for row in self.reading.lest.rader for d in (row.fra, row.til)]
        period = (min(dates), max(dates)) if dates else (self.today, self.today)
        reasons = self.reading.profil.aarsaker()
        for folder in sorted(self.sorted.days, key=lambda f: f.name):
            days = self.sorted.days[folder]
            case = _case(self.workspace, folder, self.school, self.today)
            job = _Job(case, days, self.reading.profil.id, period, reasons)
            report, clashes = job.done(self.school, self.today, dry_run=self.wish.dry_run)
            for nr, other, day in clashes:
                who = next(d.rad.hvem for d in days if d.rad.nr == nr)
                why = f"{day} står også i rad {other}, med noe annet i de andre kolonnene"
                self.sorted.wrong.append(Uforstaatt(nr, who, why))
            yield report

    def rapport(self, reports: Iterable[Elevrapport]) -> Rapport:
        """All that is to be told, when the logs are done."""
        notes = self.sorted.pupils.notes()
        if any(d.is_error for d in self.school.diagnostics):
            notes.append("skole.yaml har feil, så skoleruten kan være en annen enn dere tror. Se «fravaer validate».")
        report = _report(self.reading, self.sorted, tuple(reports), self.wish)
        return report._replace(merknader=(*report.merknader, *notes))


def _read(wish: Oenske, workspace: Workspace) -> Lesning:
    table = read_table(wish.fil, ark=wish.ark, skilletegn=wish.skilletegn, tegnsett=wish.tegnsett)
    if wish.profil is not None:
        profile, recognised = named(wish.profil, workspace.root), tuple[str, ...]()
    else:
        profile, recognised = choose_profile(table, all_of(workspace.root))
    columns = find_columns(table, profile)
    read = read_rows(table, columns, profile)
    if read.skikk.blandet:
        raise UserError(
            f"Datoene i {sitat(table.fil, 120)} er skrevet på to måter: noen kan bare ha dagen først, andre bare "
            "måneden. Da kan en dato som 3/9 bety to ting.",
            "Hent filen på nytt uten å åpne den i et regneark. Vet du hva som gjelder, skriv «datoer: dag-først» i en "
            "egen profil.",
        )
    return Lesning(table, profile, recognised, columns, read)


def _pupils(workspace: Workspace, school: School, today: date) -> Iterator[Elev]:
    """Every pupil with a case. Only `sak.yaml` is read: of 600 pupils all files are more than one holds at once."""
    for folder in workspace.classes:
        name = load_class(workspace, folder).model.klasse or folder.path.name
        for case_folder in folder.cases:
            case = load_case(workspace, case_folder._replace(files=("sak.yaml",)), school, today)
            yield Elev(case_folder, case.navn, case.sak.kode, name)


def _case(workspace: Workspace, folder: CaseFolder, school: School, today: date) -> Case:
    """A case with what the log's checks ask for: the plans."""
    wanted = tuple(f for f in folder.files if kind_of(f) in ("sak", "tiltaksplan"))
    return load_case(workspace, folder._replace(files=wanted), school, today)


class _Sorted:
    """The rows by pupil, and those that belong to none.

    Attributes:
        days: for each case the days to enter.
        unsure: names that may be a pupil of ours, with their rows.
        without: names without a case, with the number of their rows.
    """

    def __init__(self, pupils: Elever, school: School, today: date) -> None:
        self.pupils, self.school, self.today = pupils, school, today
        self.days: dict[CaseFolder, list[Dag]] = {}
        self.wrong: list[Uforstaatt] = []
        self.unsure: dict[Hvem, list[int]] = {}
        self.without: dict[str, int] = {}
        self.why: dict[date, str | None] = {}

    def add(self, row: Fravaersrad) -> None:
        folder = self._case(row.hvem, row.nr)
        if folder is None:
            return
        days, row = self._school_days(row)
        if isinstance(days, str):
            self.wrong.append(Uforstaatt(row.nr, row.hvem, days))
            return
        self.days.setdefault(folder, []).extend(Dag(row, day) for day in days)

    def add_wrong(self, wrong: Uforstaatt) -> None:
        """A row that is not understood counts unless it is plainly about somebody else."""
        if not wrong.hvem.vist or self._case(wrong.hvem, wrong.nr):
            self.wrong.append(wrong)

    def _case(self, who: Hvem, nr: int) -> CaseFolder | None:
        found = self.pupils.find(who)
        if found.elev:
            return found.elev.mappe
        if found.usikkert:
            self.unsure.setdefault(who, []).append(nr)
        else:
            self.without[who.vist] = self.without.get(who.vist, 0) + 1
        return None

    def _school_days(self, row: Fravaersrad) -> tuple[list[date] | str, Fravaersrad]:
        """The days to enter, or why there is none; and the row, with a note where some are left out."""
        if row.fra == row.til:
            why = self._why_not(row.fra)
            return why or [row.fra], row
        days = [day for day in days_of(row) if not self._why_not(day)]
        if not days:
            first, last = (dag_og_maaned(day, aar=True) for day in (row.fra, row.til))
            return f"det er ingen skoledager å føre fra {first} til {last}", row
        if row.til > self.today:
            row = row._replace(merknader=(*row.merknader, "dagene etter i dag er ikke ført"))
        return days, row

    def _why_not(self, day: date) -> str | None:
        """Why nothing can be entered on a day, as `fravaer validate` would say it."""
        if day not in self.why:
            entry = Fravaersfoering(0, "dag", dato=day)
            problem = next(iter(check_absence([entry], self.school.calendar, None, self.today)), None)
            self.why[day] = problem.message if problem else None
        return self.why[day]


class _Job:
    """One pupil's log."""

    def __init__(
        self, case: Case, days: list[Dag], kilde: str, period: tuple[date, date], reasons: set[str | None]
    ) -> None:
        self.case, self.days, self.kilde, self.period, self.reasons = case, days, kilde, period, reasons
        self.merged = Flettet(Endring(), [], [], [])

    def done(self, school: School, today: date, *, dry_run: bool) -> tuple[Elevrapport, list[tuple[int, int, date]]]:
        """The log brought up to date, or why it was not."""
        report = Elevrapport(self.case.folder.name, self.case.navn or self.case.folder.path.name)
        try:
            result = apply(self.case, LOGG, self._decide, school, today, dry_run=dry_run)
        except UserError as error:
            return report._replace(feil=f"{error.message} {error.remedy}".strip()), []
        if result.feil:
            return report._replace(feil=_would_be_wrong(result)), []
        report = report._replace(
            foert=tuple(self.merged.foert),
            borte=tuple(map(str, self.merged.borte)),
            merknader=tuple(dict.fromkeys(stor(d.message) for d in result.merknader)),
            diff=result.diff() if dry_run else "",
        )
        return report, self.merged.i_strid

    def _decide(self, data: bytes) -> Endring:
        value = parse(self.case.folder.file(LOGG), data).value if data.strip() else None
        present = value.get("fravær") if isinstance(value, dict) else None
        self.merged = merge(
            present if isinstance(present, list) else [], self.days, self.kilde, self.period, self.reasons
        )
        return self.merged.endring


def _would_be_wrong(result: Resultat) -> str:
    first = stor(result.feil[0].message)
    more = f" (og {len(result.feil) - 1} til)" if len(result.feil) > 1 else ""
    return f"Loggen ville fått feil, så ingenting er skrevet i den: {first}{more}."


def _unsure(sorted_rows: _Sorted) -> Iterator[Usikker]:
    for who, rows in sorted_rows.unsure.items():
        found = sorted_rows.pupils.find(who)
        answer = answer_for(who, found)
        yield Usikker(who.vist, tuple(rows), found.usikkert, proposals(found), answer, found.forslag)


def _report(reading: Lesning, sorted_rows: _Sorted, reports: tuple[Elevrapport, ...], wish: Oenske) -> Rapport:
    table, columns, read = reading.table, reading.kolonner, reading.lest
    return Rapport(
        fil=table.fil,
        profil=reading.profil.id,
        kjent_paa=reading.kjent_paa,
        lest_som=(*table.lest_som, *_dates_as(read)),
        kolonner=tuple((heading, field) for field, heading in columns.overskrifter.items()),
        ubrukte=columns.ubrukte,
        merknader=(*table.merknader, *_date_notes(read)),
        rader=len(read.rader) + len(read.uforstaatte) + read.hoppet_over,
        elever=reports,
        uforstaatte=tuple(sorted(sorted_rows.wrong, key=lambda w: w.nr)),
        usikre=tuple(_unsure(sorted_rows)),
        hoppet_over=read.hoppet_over,
        uten_sak=tuple(sorted(sorted_rows.without)),
        rader_uten_sak=sum(sorted_rows.without.values()),
        dry_run=wish.dry_run,
    )


def _dates_as(read: Lest) -> list[str]:
    if read.skikk.sett is None:
        return ["datoer som Excel-tall"] if read.skikk.tall else []
    first = "" if read.skikk.sett[:4].isdecimal() else " (dagen først)" if read.skikk.dag_foerst else " (måneden først)"
    return [f"datoer som {sitat(read.skikk.sett, 24)}{first}"]


def _date_notes(read: Lest) -> list[str]:
    if read.skikk.sikker or not read.skikk.sett or read.skikk.sett[:4].isdecimal():
        return []
    return [
        f"Datoer som {sitat(read.skikk.sett, 24)} kan leses på to måter. De er lest med dagen først. Er det måneden, "
        "skriv «datoer: måned-først» i en egen profil."
    ]
