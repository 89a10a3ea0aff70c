"""Findings put together as they are shown: what one plan lacks is one thing to do."""

from __future__ import annotations

from collections.abc import Iterable

from fravaer_cli.casework.results import Finding, Item

_STARTS = ("Planen mangler ", "Planen bør ha ", "Evalueringen mangler ", "Evalueringen bør ha ")


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with those about the same plan, of the same weight and for the same person, as one."""
    found: dict[object, Finding] = {}
    counts: dict[object, int] = {}
    for n, f in enumerate(findings):
        start = next((s for s in _STARTS if f.melding.startswith(s)), None)
        is_plan = start is not None and f.regel.partition("/")[2].startswith("plan-")
        who = tuple((i.ansvarlig, i.navn, i.frist, i.status) for i in f.oppfoelging)
        key: object = (start, f.alvor, f.status, who) if is_plan else n
        first = found.get(key)
        counts[key] = counts.get(key, 0) + 1
        found[key] = _joined(first, f, start or "", counts[key]) if first else f
    return list(found.values())


def _joined(first: Finding, f: Finding, start: str, n: int) -> Finding:
    lacks = f.melding.removeprefix(start)
    so_far = first.melding if n > 2 else f"{start.rstrip()}: {first.melding.removeprefix(start)}"
    where = "evalueringen" if start.startswith("Eval") else "planen"
    items: tuple[Item, ...] = tuple(i._replace(handling=f"før det opp i {where}") for i in first.oppfoelging)
    return first._replace(
        regel=f"{first.regel}, {f.regel}",
        melding=f"{so_far}; {lacks}",
        bevis=(*first.bevis, *f.bevis),
        oppfoelging=items,
        tolkning=first.tolkning or f.tolkning,
        nytt=first.nytt or f.nytt,
        dato=min(first.dato, f.dato),
        siste=max(first.siste, f.siste),
    )
