"""What an import did, as lines: row by row, what was not understood last, where it is seen.

Of an absence only its day, kind and whether it is documented are shown: reasons and notes stay in the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from fravaer_cli.importing.merge import Foert, Utfall
from fravaer_cli.importing.report import Elevrapport, Rapport, Usikker
from fravaer_cli.output.lines import Line, wrap
from fravaer_cli.texts import (
    antall,
    dag_og_maaned,
    lang_dato,
    liste,
    ren,
    setning,
    sitat,
    skjul_foedselsnummer,
    stor,
    trygg,
    tusen,
)

_MANY = 12
_STYLE = {Utfall.NY: "utført", Utfall.ENDRET: "åpen"}
_OFTEN = {Utfall.NY: ("ny", "nye"), Utfall.ENDRET: ("endret", "endret"), Utfall.UENDRET: ("uendret", "uendret")}


def render(report: Rapport, width: int, *, alle: bool = False) -> list[Line]:
    """The report as styled lines.

    Args:
        alle: also what is as it was.
    """
    blocks = [
        _head(report),
        *(_pupil(pupil, alle=alle) for pupil in report.elever),
        _without(report, alle=alle),
        _unsure(report),
        _wrong(report),
        _sum(report),
    ]
    lines: list[Line] = []
    for block in blocks:
        wrapped = [part for line in block for part in _wrapped(line, width)]
        if wrapped:
            lines += [[], *wrapped] if lines else wrapped
    return lines


def _wrapped(line: Line, width: int) -> list[Line]:
    """A line at most so wide; what follows is set in under what it belongs to."""
    (first, style), *rest = line
    indent = len(first) - len(first.lstrip(" "))
    return wrap([(first[indent:], style), *rest], width, " " * indent, " " * (indent + 2))


def _head(report: Rapport) -> Iterator[Line]:
    how = ", ".join(report.lest_som)
    yield [("Lest: ", "dempet"), (f"{ren(report.fil, 120)}, {antall(report.rader, 'rad', 'rader')}, {how}", "")]
    known = f", kjent igjen på {liste(map(sitat, report.kjent_paa))}" if report.kjent_paa else ""
    yield [("Profil: ", "dempet"), (f"{report.profil}{known}", "")]
    yield [("Kolonner: ", "dempet"), (", ".join(f"{sitat(h)} er {f}" for h, f in report.kolonner), "")]
    if report.ubrukte:
        yield [("Ikke brukt: ", "dempet"), (", ".join(map(sitat, report.ubrukte)), "")]
    for note in report.merknader:
        yield [("Merk: ", "advarsel"), (note, "")]


def _pupil(pupil: Elevrapport, *, alle: bool) -> Iterator[Line]:
    shown = [f for f in pupil.foert if alle or f.utfall in _STYLE or f.merknader]
    if not shown and not pupil.feil and not (alle and pupil.borte):
        return
    yield [(ren(pupil.navn, 60), "elev"), (f" · {pupil.mappe}", "dempet")]
    if pupil.feil:
        yield [("  Ikke skrevet: ", "feil"), (pupil.feil, "")]
        return
    width = max((len(str(f.rad)) for f in shown), default=1)
    for _, days in groupby(shown, key=lambda f: (f.rad, f.utfall, f.hva, f.type, f.dokumentert)):
        yield _row(list(days), width)
    for note in pupil.merknader:
        yield [("  Merk: ", "advarsel"), (setning(note), "")]
    if alle and pupil.borte:
        days_gone = liste(dag_og_maaned(date.fromisoformat(day), aar=True) for day in pupil.borte)
        yield [("  Ikke lenger i filen: ", "dempet"), (f"{days_gone}. De står fortsatt i loggen.", "")]


def _row(days: list[Foert], width: int) -> Line:
    """The days of a row that ended alike, on one line."""
    first, last = days[0], days[-1]
    when = _day(first.dato) if first is last else f"{_day(first.dato)} til {_day(last.dato)} ({len(days)} skoledager)"
    documented = {True: ", dokumentert", False: ", udokumentert", None: ""}[first.dokumentert]
    what = first.hva or f"{first.type}{documented}"
    notes = f" – {liste(first.merknader)}" if first.merknader else ""
    word = first.utfall.value
    return [
        (f"  rad {first.rad:>{width}}  ", "dempet"),
        (f"{word:<8}", _STYLE.get(first.utfall, "dempet")),
        (f" {when}: {what}{notes}", ""),
    ]


def _day(day: date) -> str:
    return lang_dato(day, aar=True)


def _without(report: Rapport, *, alle: bool) -> Iterator[Line]:
    if not report.uten_sak:
        return
    names = [ren(n) for n in report.uten_sak]
    shown = names if alle else names[:_MANY]
    more = f" og {len(names) - len(shown)} til (--alle viser dem)" if len(shown) < len(names) else ""
    rows = antall(report.rader_uten_sak, "rad", "rader")
    yield [(f"Elever uten sak her ({rows}, ikke brukt): ", "dempet"), (f"{', '.join(shown)}{more}", "")]


def _unsure(report: Rapport) -> Iterator[Line]:
    if not report.usikre:
        return
    yield [("Usikre navn, ikke ført:", "åpen")]
    for unsure in report.usikre:
        yield [(f"  {sitat(unsure.navn)} ({_rows(unsure)}): {unsure.hvorfor}. {unsure.forslag}", "")]
        yield [(f"    Avgjør med {ren(unsure.svar, 160)}", "dempet")]


def _rows(unsure: Usikker) -> str:
    few = ", ".join(map(str, unsure.rader[:5]))
    more = f" og {len(unsure.rader) - 5} til" if len(unsure.rader) > 5 else ""
    return f"rad {few}{more}"


def _wrong(report: Rapport) -> Iterator[Line]:
    if not report.uforstaatte:
        return
    yield [("Ikke forstått, ikke ført:", "åpen")]
    for wrong in report.uforstaatte:
        who = f" ({ren(wrong.hvem.vist)})" if wrong.hvem.vist else ""
        yield [(f"  rad {wrong.nr}{who}: {setning(wrong.hvorfor)}", "")]


def _sum(report: Rapport) -> Iterator[Line]:
    counts = report.tall
    parts = [f"{tusen(counts[o])} {one if counts[o] == 1 else many}" for o, (one, many) in _OFTEN.items()]
    parts = parts if any(counts[o] for o in _OFTEN) else ["ingenting å føre"]
    present = counts[Utfall.FOERT]
    parts += [f"{tusen(present)} finnes fra før"] if present else []
    double = counts[Utfall.DOBBEL]
    parts += [f"{tusen(double)} står to ganger i filen"] if double else []
    parts += [f"{tusen(report.hoppet_over)} er ikke fravær"] if report.hoppet_over else []
    left = [antall(len(report.uforstaatte), "rad ikke forstått", "rader ikke forstått")] * bool(report.uforstaatte)
    left += [antall(len(report.usikre), "usikkert navn", "usikre navn")] * bool(report.usikre)
    failed = [e for e in report.elever if e.feil]
    left += [antall(len(failed), "logg ikke skrevet", "logger ikke skrevet")] * bool(failed)
    yield [(f"{stor(liste([*parts, *left]))}.", "tittel")]
    gone = sum(len(e.borte) for e in report.elever)
    if gone:
        yield [
            (
                f"{tusen(gone)} fravær fra {report.profil} i denne perioden står i loggene, men ikke lenger i filen. "
                "De er ikke rørt (--alle viser dem).",
                "dempet",
            )
        ]
    if report.rader == 0:
        yield [("Filen har overskrifter, men ingen rader under dem.", "")]
    if report.dry_run:
        yield [("Ingenting er skrevet (--dry-run).", "")]


def diff(report: Rapport) -> str:
    """The changes of all logs, as unified diffs."""
    return trygg(skjul_foedselsnummer("".join(pupil.diff for pupil in report.elever)))
