"""A checked folder without names: `kode` (or «Elev 1», «Elev 2» …) stands for every pupil, in texts and in paths."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import count

from fravaer_cli.casework.naming import code_can_stand_for
from fravaer_cli.casework.period_overview import Oversikt, Ringeliste
from fravaer_cli.casework.results import CaseResult, Finding
from fravaer_cli.check import CheckResult
from fravaer_cli.diagnostics import Diagnostic, Place, Related
from fravaer_cli.texts import antall, lang_dato

Title = Callable[[str], str]
"""From a diagnostic's code to a sentence that names nobody."""


def anonymise(result: CheckResult, title: Title) -> CheckResult:
    """The same result with nobody's name in it: no pupil's, no guardian's, no member of staff's."""
    names = _pseudonyms(result.saker)
    path = _Paths(result.saker, names)
    subjects = frozenset(r.id for r in result.rutine.regler if r.slag == "mønster" and r.params.hva == "fag")
    cases = [_case(c, names[c.sak], path, subjects) for c in result.saker]
    return result._replace(
        saker=tuple(sorted(cases, key=lambda c: c.sak)),
        file_diagnostics=_diagnostics(result.file_diagnostics, path, title),
        notices=_diagnostics(result.notices, path, title),
        given=path(result.given),
    )


def _diagnostics(diagnostics: Iterable[Diagnostic], path: Callable[[str], str], title: Title) -> tuple[Diagnostic, ...]:
    """Diagnostics that say what kind of thing is wrong, and where, and quote nothing."""

    def place(p: Place) -> Place:
        return p._replace(file=path(p.file))

    return tuple(
        d._replace(
            message=title(d.code),
            place=place(d.place),
            suggestion=None,
            related=tuple(Related(place(r.place), r.message) for r in d.related),
        )
        for d in diagnostics
    )


def _pseudonyms(cases: Iterable[CaseResult]) -> dict[str, str]:
    """From the folder to what the pupil is called: the code, if no other has the same and it does not tell the name."""
    cases = list(cases)
    codes = Counter(c.kode for c in cases)
    numbers = (f"Elev {i}" for i in count(1) if f"Elev {i}" not in codes)
    return {
        c.sak: c.kode if c.kode and codes[c.kode] == 1 and code_can_stand_for(c.kode, c.elev) else next(numbers)
        for c in cases
    }


class _Paths:
    """A path without the names of pupils' folders, nor of files that somebody else has named."""

    def __init__(self, cases: Iterable[CaseResult], names: Mapping[str, str]) -> None:
        folders = {c.klassemappe for c in cases}
        # a folder inside a class that holds cases is a pupil's, whatever lies in it
        self.classes = {c for c in folders if not any(c.startswith(f"{d}/") for d in folders)}
        self.folders = {
            c.sak: _beside(c.sak, names[c.sak]) if c.klassemappe in self.classes else f"…/{names[c.sak]}" for c in cases
        }

    def __call__(self, file: str) -> str:
        folder, _, name = file.rpartition("/")
        if file in self.folders:
            return self.folders[file]
        if folder in self.folders:
            return f"{self.folders[folder]}/{_own_name(name)}"
        if file in self.classes or file == ".":
            return file
        if folder in self.classes or not folder:
            return f"{folder}/{_own_name(name)}" if folder else _own_name(name)
        above = next((c for c in sorted(self.classes, key=len, reverse=True) if file.startswith(f"{c}/")), "")
        return f"{above}/…" if above else "…"


def _beside(folder: str, name: str) -> str:
    above = folder.rpartition("/")[0]
    return folder if folder == "." else f"{above}/{name}" if above else name


_FILES = (
    "skole.yaml",
    "klasse.yaml",
    "sak.yaml",
    "fravaer.yaml",
    "kontakt.yaml",
    "kartlegging.yaml",
    "ukeplan.yaml",
    "evaluering.yaml",
)


def _own_name(name: str) -> str:
    """The name of one of our files; any other name may hold a pupil's."""
    stem = name.removesuffix(".yaml").removeprefix("tiltaksplan").removeprefix("-")
    plan = name.startswith("tiltaksplan") and name.endswith(".yaml") and (not stem or stem.isdigit())
    return name if name in _FILES or plan else "…"


def _case(case: CaseResult, name: str, path: _Paths, subjects: Collection[str]) -> CaseResult:
    return case._replace(
        sak=path(case.sak),
        klasse=case.klasse if case.klassemappe in path.classes else "…",
        elev=name,
        kode=name,
        funn=tuple(_finding(f, path, subjects) for f in case.funn),
        diagnostics=(),
        oversikt=_overview(case.oversikt) if case.oversikt else None,
    )


def _overview(overview: Oversikt) -> Oversikt:
    """No guardian is left, nor their number, nor who holds a role."""
    reserver = tuple(r._replace(navn=None) for r in overview.reserver)
    return overview._replace(ring=Ringeliste(), reserver=reserver)


def _finding(finding: Finding, path: Callable[[str], str], subjects: Collection[str]) -> Finding:
    told = f"{finding.verdi} enkelttimer er i ett og samme fag" if finding.regel in subjects else _message(finding)
    return finding._replace(
        melding=told,
        bevis=tuple(b._replace(file=path(b.file)) for b in finding.bevis),
        oppfoelging=tuple(i._replace(navn=None, handling=_without_ids(i.handling)) for i in finding.oppfoelging),
    )


def _message(finding: Finding) -> str:
    """What was found, without what somebody has written in a plan or agreed: such words name people."""
    match finding.regel:
        case "felles/avtaler":
            n = len({(b.file, b.line) for b in finding.bevis})
            return f"{antall(n, 'avtale', 'avtaler')} med frist {_span(finding)}"
        case "felles/samtykke-utløper":
            return f"Et samtykke går ut {_span(finding)}"
        case "felles/samme-tiltak":
            return "Et tiltak i planen er prøvd før uten å virke"
    return _without_ids(finding.melding) if "/plan-" in finding.regel else finding.melding


def _span(finding: Finding) -> str:
    """The days that the evidence names: for something agreed, those on which it is due."""
    days = [b.day for b in finding.bevis]
    first, last = lang_dato(min(days)), lang_dato(max(days))
    return first if first == last else f"fra {first} til {last}"


_IDS = re.compile(r"\b(en ansvarlig|en frist|et tidspunkt|når og hvordan det skal evalueres) for .*?(?= i planen$|$)")
_JUDGED = re.compile(r"\ben vurdering av (?!plan B\b).*?(?= i evalueringen$|$)")


def _without_ids(text: str) -> str:
    """What a plan lacks, without the names that the plan gives its goals and measures."""
    return _JUDGED.sub("en vurdering av hele planen", _IDS.sub(r"\1 for et tiltak", text))
