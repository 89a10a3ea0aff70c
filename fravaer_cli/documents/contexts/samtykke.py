"""The consent form: which services may share what, until when, and how it is taken back.

Filled from the latest consent that has not run out; without one, a form with the pupil's and the guardians' names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fravaer_cli.casework.consent import holds
from fravaer_cli.documents.basis import Grunnlag, Innhold
from fravaer_cli.documents.contexts.felles import dato, fylt, hode, periode
from fravaer_cli.model.sak import Elev, Sak, Samtykke
from fravaer_cli.texts import liste, stor

TJENESTER = {
    "ppt": "PP-tjenesten (PPT)",
    "skolehelsetjenesten": "Skolehelsetjenesten",
    "fastlege": "Fastlege",
    "bup": "BUP",
    "psykolog": "Psykolog i kommunen",
    "barneverntjenesten": "Barneverntjenesten",
    "psykisk-helse-og-rus": "Psykisk helse og rus",
    "sfo": "SFO",
    "barnehage": "Barnehage",
    "fysioterapi": "Fysioterapi",
    "nav": "NAV",
}
_GJELDER = {
    "utveksling": "Skolen og tjenestene kan dele opplysninger som trengs for å hjelpe eleven.",
    "stafettlogg": "Det kan opprettes stafettlogg, der hjem og tjenester følger de samme tiltakene.",
}
ALDER = 15
_OEVRIGE_LINJER = 2


def innhold(grunnlag: Grunnlag) -> Innhold:
    """The data of the form."""
    sak = grunnlag.case.sak if grunnlag.case else Sak()
    given = None if grunnlag.tom else _latest(sak, grunnlag.dato)
    data = {
        **hode(grunnlag),
        "samtykke": _consent(given or Samtykke(grunnlag.dato), ticked=given is not None),
        "foedt": dato(sak.elev.foedselsdato) if sak.elev else None,
        "fylt_15": _old_enough(sak.elev, grunnlag.dato),
        "underskrifter_rader": _signatures(sak, given, grunnlag.dato),
    }
    stem = "samtykke-tom" if grunnlag.tom else "samtykke"
    return Innhold(data, (), stem)


def _latest(sak: Sak, day: date) -> Samtykke | None:
    """The latest consent that holds on the day."""
    return max((c for c in sak.samtykker if holds(c, day)), key=lambda c: c.dato, default=None)


def _consent(consent: Samtykke, *, ticked: bool) -> Mapping[str, Any]:
    named = {_same(t): t for t in consent.tjenester} if ticked else {}
    scope = {_same(g): g for g in consent.gjelder} if ticked else {}
    own = [name for key, name in named.items() if key not in TJENESTER and key != "skole"]
    return {
        "tjenester": [{"navn": name, "krysset": key in named} for key, name in TJENESTER.items()],
        "andre_tjenester": liste(stor(name) for name in own) or None,
        "gjelder": [{"hva": text, "krysset": key in scope} for key, text in _GJELDER.items()],
        "gjelder_ogsaa": liste(name for key, name in scope.items() if key not in _GJELDER) or None,
        "unntak": fylt(consent.unntak) if ticked else None,
        "tid": periode(consent.dato, consent.utloeper) if ticked else None,
        "innhentet": ", ".join(filter(None, map(fylt, (consent.innhentet_av, consent.sted)))) or None
        if ticked
        else None,
    }


def _old_enough(elev: Elev | None, day: date) -> bool | None:
    """Whether the pupil is 15 on the day; None where nobody knows."""
    if elev is None or elev.foedselsdato is None:
        return None
    born = elev.foedselsdato
    return (day.year - born.year - ((day.month, day.day) < (born.month, born.day))) >= ALDER


def _signatures(sak: Sak, given: Samtykke | None, day: date) -> list[dict[str, Any]]:
    """Guardians with parental responsibility, then the pupil."""
    signed = {_same(name) for name in given.gitt_av} if given else set()
    when = dato(given.dato) if given else None
    guardians = [g for g in sak.foresatte if g.foreldreansvar is not False]
    rows = [
        {
            "navn": fylt(g.navn),
            "rolle": stor(g.relasjon or "foresatt"),
            "signert": when if _same(g.navn) in signed else None,
        }
        for g in guardians
    ]
    rows = rows or [{"navn": None, "rolle": "Foresatt", "signert": None} for _ in range(2)]
    pupil = {"navn": sak.elev.navn if sak.elev else None, "rolle": "Elev", "signert": None}
    if given and given.elev_signert:
        pupil["signert"] = when
    return [*rows, pupil] if _old_enough(sak.elev, day) is not False else rows


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
