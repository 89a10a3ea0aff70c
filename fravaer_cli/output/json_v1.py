"""Check's JSON, version 1 (03, «Check's JSON»), and the diagnostics' JSON. `schemas/` has a schema for both."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from fravaer_cli.casework.counts import Counts
from fravaer_cli.casework.results import CaseResult, Finding, Plass
from fravaer_cli.check import CheckResult
from fravaer_cli.diagnostics import Diagnostic
from fravaer_cli.texts import json_trygg, skjul_foedselsnummer, uten_verdier

VERSION = 1


def render_check(result: CheckResult) -> str:
    """A checked folder as JSON text, with a final line break."""
    return dumps(check_data(result))


def dumps(data: Any) -> str:
    """JSON as we print it: readable, real letters, a final line break."""
    return json_trygg(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"


def check_data(result: CheckResult) -> dict[str, Any]:
    """A checked folder as plain data."""
    first, last = result.period
    return {
        "versjon": VERSION,
        "sjekk": result.question.sjekk,
        "dato": result.question.today.isoformat(),
        "periode": {"fra": first.isoformat(), "til": last.isoformat()},
        "rutine": {"id": result.rutine.id, "navn": result.rutine.navn, "versjon": result.rutine.versjon},
        "saker": [_case(c) for c in result.saker],
        "feil": [
            {
                "kode": d.code,
                "alvor": d.severity.value,
                "fil": skjul_foedselsnummer(d.place.file),
                "linje": d.place.line,
                "kolonne": d.place.column,
                "melding": uten_verdier(d.message),
            }
            for d in result.diagnostics
        ],
        "sammendrag": {
            "saker": len(result.saker),
            "krever_tiltak": result.need_action,
            "forfalt": result.overdue,
            "varsler": result.warned,
            "feil": result.errors,
        },
    }


def _case(case: CaseResult) -> dict[str, Any]:
    data: dict[str, Any] = {
        "sak": case.sak,
        "elev": case.elev,
        "klasse": case.klasse,
        "status": case.status,
        "fravær": {name: _counts(counts) for name, counts in case.fravaer.items()},
        "trapp": _staircase(case.trapp) if case.trapp else None,
        "funn": [_finding(f) for f in case.funn],
    }
    if case.ufullstendig:
        data["ufullstendig"] = True
    return data


def _staircase(trapp: Plass) -> dict[str, Any]:
    neste = trapp.neste
    return {
        "trinn": trapp.trinn,
        "nr": trapp.nr,
        "neste": {
            "trinn": neste.trinn,
            "nr": neste.nr,
            "ansvarlig": neste.ansvarlig,
            "frist": neste.frist.isoformat() if neste.frist else None,
        }
        if neste
        else None,
    }


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "dager": counts.dager,
        "dokumenterte_dager": counts.dokumenterte_dager,
        "udokumenterte_dager": counts.udokumenterte_dager,
        "timer": counts.timer,
        "forsentkomminger": counts.forsentkomminger,
        "forlot": counts.forlot,
        "avtalte_dager": counts.avtalte_dager,
        "skoledager": counts.skoledager,
        "prosent": counts.prosent,
    }


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "regel": f.regel,
        "alvor": f.alvor,
        "status": f.status.value,
        "nytt": f.nytt,
        "tolkning": f.tolkning,
        "dato": f.dato.isoformat(),
        "siste": f.siste.isoformat(),
        "verdi": f.verdi,
        "grense": f.grense,
        "vindu": {"fra": f.vindu[0].isoformat(), "til": f.vindu[1].isoformat()} if f.vindu else None,
        "bevis": [{"fil": b.file, "linje": b.line, "dato": b.day.isoformat()} for b in f.bevis],
        "melding": f.melding,
        "oppfølging": [
            {
                "handling": i.handling,
                "ansvarlig": i.ansvarlig,
                "navn": i.navn,
                "frist": i.frist.isoformat() if i.frist else None,
                "status": i.status.value,
                "utført": i.utfoert.isoformat() if i.utfoert else None,
            }
            for i in f.oppfoelging
        ],
    }


def render_diagnostics(diagnostics: Iterable[Diagnostic]) -> str:
    """Diagnostics as one JSON array, without a line of the files' text."""
    return dumps(
        [
            {
                "kode": d.code,
                "alvor": d.severity.value,
                "fil": skjul_foedselsnummer(d.place.file),
                "linje": d.place.line,
                "kolonne": d.place.column,
                "lengde": d.place.length,
                "melding": uten_verdier(d.message),
                "forslag": uten_verdier(d.suggestion) if d.suggestion else None,
                "relaterte": [
                    {
                        "fil": skjul_foedselsnummer(r.place.file),
                        "linje": r.place.line,
                        "kolonne": r.place.column,
                        "melding": r.message,
                    }
                    for r in d.related
                ],
            }
            for d in diagnostics
        ]
    )
