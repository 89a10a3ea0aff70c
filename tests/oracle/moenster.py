"""The oracle's patterns and siblings: 03's «Patterns» and `søsken`, by brute force and with exact fractions.

Written from the design and docs/lesninger.md alone, like `orakel.py`; imports nothing from the program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import comb
from typing import Any

from tests.oracle.orakel import (
    EN_DAG,
    Dagbok,
    Foring,
    Kalender,
    Utslag,
    skolearets_forste,
    skolearets_siste,
    vinduets_forste,
)

Data = dict[str, Any]
UKEDAGER = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag"]
MINST = 3  # 03: «`minst` (default 3)»
NIVA = Fraction(1, 100)  # 03: «`nivå` (default 0.01)»


# --------------------------------------------------------------------------------------------------------------
# Chance
# --------------------------------------------------------------------------------------------------------------
def hypergeometrisk_hale(alle: int, merkede: int, trukket: int, minst: int) -> Fraction:
    """P(X ≥ minst), X the marked among `trukket` drawn without replacement from `alle`, `merkede` of them marked."""
    mulige = comb(alle, trukket)
    gunstige = sum(
        comb(merkede, x) * comb(alle - merkede, trukket - x)
        for x in range(max(minst, 0), min(merkede, trukket) + 1)
        if trukket - x <= alle - merkede
    )
    return Fraction(gunstige, mulige)


def binomisk_hale(forsok: int, sannsynlighet: Fraction, minst: int) -> Fraction:
    """P(X ≥ minst) of a binomial distribution."""
    p, q = sannsynlighet, 1 - sannsynlighet
    return sum((comb(forsok, x) * p**x * q ** (forsok - x) for x in range(max(minst, 0), forsok + 1)), Fraction(0))


def holm(haler: Sequence[Fraction]) -> list[Fraction]:
    """Holm's adjusted tails, in the order given: the i-th smallest (from 0) times (m − i), never less than the last."""
    rekke = sorted(range(len(haler)), key=lambda nr: haler[nr])
    ut: list[Fraction] = [Fraction(1)] * len(haler)
    forrige = Fraction(0)
    for i, nr in enumerate(rekke):
        forrige = max(forrige, min(Fraction(1), haler[nr] * (len(haler) - i)))
        ut[nr] = forrige
    return ut


# --------------------------------------------------------------------------------------------------------------
# Days
# --------------------------------------------------------------------------------------------------------------
def siste_kikkedag(dato: date, kalender: Kalender) -> date | None:
    """03: «the last school day of each month — and a check at D uses the latest look day on or before D».

    READING: in D's school year, so before August's look day there is none.
    """
    siste_i_maneden: dict[tuple[int, int], date] = {}
    for d in kalender.skoledager(skolearets_forste(dato), skolearets_siste(dato)):
        siste_i_maneden[d.year, d.month] = d
    return max((d for d in siste_i_maneden.values() if d <= dato), default=None)


def fravaer(dagbok: Dagbok, d: date) -> list[Foring]:
    """The day's absence entries (dag, time, forsentkomming, forlot)."""
    return [f for f in dagbok.get(d, []) if f.type != "avtalt"]


def borte_etter_avtale(dagbok: Dagbok, d: date) -> bool:
    """A whole day by agreement on which nothing else is logged."""
    foringer = dagbok.get(d, [])
    return bool(foringer) and all(f.type == "avtalt" for f in foringer) and any(
        "timer" not in f.data and "time" not in f.data for f in foringer
    )  # fmt: skip


def etter_fri(d: date, kalender: Kalender) -> bool:
    """Is d the first school day after a gap in which a Monday–Friday was free, or the year's first school day?"""
    if not kalender.skoledag(d):
        return False
    forrige = d - EN_DAG
    hverdag_fri = False
    while forrige >= skolearets_forste(d):
        if kalender.skoledag(forrige):
            return hverdag_fri
        hverdag_fri = hverdag_fri or forrige.weekday() < 5
        forrige -= EN_DAG
    return True


def _rader(dagbok: Dagbok, dager: Sequence[date], med: Any) -> list[tuple[Foring, date]]:
    """Evidence: each entry once, with its own first date."""
    ut: dict[int, tuple[Foring, date]] = {}
    for d in dager:
        for foring in dagbok.get(d, []):
            if med(foring):
                ut.setdefault(foring.nr, (foring, foring.fra))
    return sorted(ut.values(), key=lambda rad: (rad[1], rad[0].linje))


def _er_fravaer(foring: Foring) -> bool:
    return foring.type != "avtalt"


# --------------------------------------------------------------------------------------------------------------
# Patterns
# --------------------------------------------------------------------------------------------------------------
def utslag_moenster(
    regel: Data, dagbok: Dagbok, kalender: Kalender, dato: date, timeplan: Mapping[str, Sequence[str]] | None
) -> Utslag | None:
    kikkedag = siste_kikkedag(dato, kalender)
    if kikkedag is None:
        return None
    forste = skolearets_forste(dato)
    vindu = (forste, kikkedag)
    if regel["hva"] == "fag":
        return _fag(dagbok, vindu, timeplan)
    dager = [d for d in kalender.skoledager(forste, kikkedag) if not borte_etter_avtale(dagbok, d)]
    borte = [d for d in dager if fravaer(dagbok, d)]
    if regel["hva"] == "etter-fri":
        grupper = [[d for d in dager if etter_fri(d, kalender)]]
    else:
        grupper = [[d for d in dager if d.weekday() == ukedag] for ukedag in range(5)]
    treff = [[d for d in gruppe if d in borte] for gruppe in grupper]
    haler = [hypergeometrisk_hale(len(dager), len(g), len(borte), len(t)) for g, t in zip(grupper, treff, strict=True)]
    # 03: «below `nivå` … after Holm's correction»; with one test Holm changes nothing.
    slatt_ut = [nr for nr, justert in enumerate(holm(haler)) if justert < NIVA and len(treff[nr]) >= MINST]
    if not slatt_ut:
        return None
    # READING: of two equally strong patterns the one earlier in the week.
    sterkest = min(slatt_ut, key=lambda nr: (haler[nr], nr))
    bevis = _rader(dagbok, treff[sterkest], _er_fravaer)
    return Utslag([treff[sterkest][-1]], len(treff[sterkest]), MINST, vindu, bevis)


def _fag(dagbok: Dagbok, vindu: tuple[date, date], timeplan: Mapping[str, Sequence[str]] | None) -> Utslag | None:
    """READING: single-lesson absence is `time` with a `fag`; a subject that is not in the timetable has no share that
    could be compared, so its lessons are left out of the test."""
    hendelser: dict[str, list[date]] = {}
    for d in dagbok:
        if vindu[0] <= d <= vindu[1]:
            for fag in {str(f.data["fag"]) for f in dagbok[d] if f.type == "time" and "fag" in f.data}:
                hendelser.setdefault(fag, []).append(d)
    timer = [str(fag) for dag in (timeplan or {}).values() for fag in dag]
    if timer:
        fagene = sorted(set(timer))
        antall = sum(len(hendelser.get(fag, [])) for fag in fagene)
        haler = [
            binomisk_hale(antall, Fraction(timer.count(fag), len(timer)), len(hendelser.get(fag, []))) for fag in fagene
        ]
        valg = [
            (hale, fag)
            for hale, justert, fag in zip(haler, holm(haler), fagene, strict=True)
            if justert < NIVA and len(hendelser.get(fag, [])) >= MINST
        ]
    else:
        # 03: «without a timetable it reports the count and says that it could not be tested»
        valg = [(Fraction(-len(dager)), fag) for fag, dager in hendelser.items() if len(dager) >= MINST]
    if not valg:
        return None
    # READING: of equally strong subjects the one with the latest absence.
    sterkest = min(hale for hale, _ in valg)
    fag = max((fag for hale, fag in valg if hale == sterkest), key=lambda fag: hendelser[fag][-1])
    dager = hendelser[fag]
    bevis = _rader(dagbok, dager, lambda f: f.type == "time" and f.data.get("fag") == fag)
    return Utslag([dager[-1]], len(dager), MINST, vindu, bevis, bare_varsel=not timer)


# --------------------------------------------------------------------------------------------------------------
# Siblings
# --------------------------------------------------------------------------------------------------------------
def utslag_sosken(regel: Data, dagbok: Dagbok, sosken: Sequence[Dagbok], kalender: Kalender) -> Utslag | None:
    """03: «days on which the pupil and a sibling (from `søsken`) both are absent».

    READING: with several siblings a day counts once, whoever of them was away; «absent» is a whole day (`dag`).
    """

    def hel(bok: Dagbok, d: date) -> bool:
        return any(f.type == "dag" for f in bok.get(d, []))

    delte = [d for d in dagbok if hel(dagbok, d) and any(hel(bok, d) for bok in sosken)]

    def i_vinduet(d: date) -> list[date]:
        fra = vinduets_forste(regel["vindu"], d, kalender)
        return [e for e in delte if fra <= e <= d]

    dager = [d for d in delte if len(i_vinduet(d)) >= regel["minst"]]
    if not dager:
        return None
    siste = dager[-1]
    bevis = _rader(dagbok, i_vinduet(siste), lambda f: f.type == "dag")
    fra = vinduets_forste(regel["vindu"], siste, kalender)
    return Utslag(dager, len(i_vinduet(siste)), regel["minst"], (fra, siste), bevis)
