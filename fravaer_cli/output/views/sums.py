"""Absence added up over pupils, classes and months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from fravaer_cli.casework.counts import Counts
from fravaer_cli.casework.results import CaseResult
from fravaer_cli.check import CheckResult
from fravaer_cli.output.blocks import Column, Table
from fravaer_cli.output.views import common
from fravaer_cli.texts import antall, en_desimal, en_linje, tusen


def add(counts: Iterable[Counts]) -> Counts:
    """The sum; school days are summed too, so that `prosent` is that of all pupils together."""
    rows = list(counts)
    return Counts(*(sum(column) for column in zip(*rows, strict=True))) if rows else Counts(*([0] * 8))


def total(cases: Iterable[CaseResult]) -> Counts:
    """The period's absence of these pupils."""
    return add(common.overview_of(c).periode for c in cases)


def share(counts: Counts) -> str:
    """«4,8 %»; a dash without school days."""
    if not counts.skoledager:
        return "–"
    percent = en_desimal(100 * counts.dager, counts.skoledager)
    return f"{percent:.1f} %".replace(".", ",")


def sentence(result: CheckResult) -> str:
    """«14 skoledager til nå. 13 av 24 elever har vært borte: 12 dager (3 udokumentert) og 4 timer …»."""
    views = [common.overview_of(c) for c in result.saker]
    days = max((v.periode.skoledager for v in views), default=0)
    away = sum(bool(v.periode.dager or v.periode.timer) for v in views)
    all_ = total(result.saker)
    lessons = sum(v.udokumenterte_timer for v in views)
    start = f"{antall(days, 'skoledag', 'skoledager')} til nå. "
    if not away:
        return f"{start}Ingen har vært borte dager eller timer."
    who = f"{away} av {antall(len(views), 'elev', 'elever')} har" if len(views) > 1 else "Eleven har"
    parts = []
    if all_.dager:
        extra = f" ({all_.udokumenterte_dager} udokumentert)" if all_.udokumenterte_dager else ""
        parts.append(f"{tusen(all_.dager)} {'dag' if all_.dager == 1 else 'dager'}{extra}")
    if all_.timer:
        extra = f" ({lessons} udokumentert)" if lessons else ""
        parts.append(f"{tusen(all_.timer)} {'time' if all_.timer == 1 else 'timer'}{extra}")
    return f"{start}{who} vært borte: {' og '.join(parts)}. Dagene er {share(all_)} av skoledagene."


def by_class(result: CheckResult) -> dict[str, list[CaseResult]]:
    """The pupils by class, in the classes' order."""
    found: dict[str, list[CaseResult]] = {}
    for case in sorted(result.saker, key=lambda c: (_natural(c.klasse), c.klassemappe)):
        found.setdefault(en_linje(case.klasse), []).append(case)
    return found


def _natural(name: str) -> tuple[int, str]:
    """10A comes after 9A."""
    digits = name[: len(name) - len(name.lstrip("0123456789"))]
    return int(digits[:6]) if digits and digits.isascii() else 0, name


CLASS_LEGEND = "Udok.: udokumenterte dager. Sent: forsentkomminger. Gikk: gikk fra skolen."
"""What the short words of `class_table` mean."""


def class_table(result: CheckResult) -> Table:
    """One row for each class, and the sum."""
    rows = [_row(name, cases) for name, cases in by_class(result).items()]
    names = ("Elever", "Dager", "Udok.", "Timer", "Sent", "Gikk", "Prosent")
    cols = (Column("Klasse", tall=False, bred=True), *map(Column, names))
    return Table(cols, tuple(rows), _row("Alle", list(result.saker)) if len(rows) > 1 else None)


def _row(name: str, cases: Sequence[CaseResult]) -> tuple[str, ...]:
    t = total(cases)
    counts = (t.dager, t.udokumenterte_dager, t.timer, t.forsentkomminger, t.forlot)
    return name, tusen(len(cases)), *(tusen(n) if n else "–" for n in counts), share(t)


def months(cases: Sequence[CaseResult]) -> list[tuple[date, date, Counts]]:
    """The half-year's months, with all pupils' absence in each."""
    found: dict[tuple[date, date], list[Counts]] = {}
    for case in cases:
        for m in common.overview_of(case).maaneder:
            found.setdefault((m.fra, m.til), []).append(m.antall)
    return [(*span, add(counts)) for span, counts in sorted(found.items())]
