"""Rules, routines and error codes explained."""

from __future__ import annotations

from fravaer_cli.files.codes import Code
from fravaer_cli.output.lines import Line, wrap
from fravaer_cli.rules.pack import Krav, Regel, Rutine
from fravaer_cli.school_year import Frist
from fravaer_cli.texts import antall, liste, stor, trygg

_FULFILLED = {
    "hjemkontakt": "hjemmet har svart",
    "direkte-hjemkontakt": "noen har snakket med hjemmet på telefon eller video, i møte eller på hjemmebesøk",
    "møte-med-hjemmet": "møtet med hjemmet er holdt",
    "elevsamtale": "noen har snakket med eleven",
    "ressursteam": "ressursteamet har fått beskjed (type: ressursteam)",
    "ledelse": "ledelsen har fått beskjed (type: ledelse)",
    "legeattest": "legeattesten er bedt om eller kommet (type: legeattest)",
}


def code(name: str, code_: Code, width: int) -> list[Line]:
    """An error code: what it means and what to do."""
    out: list[Line] = [*wrap([(f"{name} · {code_.tittel}", "tittel")], width), []]
    out += wrap([(code_.forklaring, "")], width)
    if code_.gjoer:
        out += [[], *wrap([(f"Gjør slik: {code_.gjoer}", "")], width)]
    if code_.eksempel:
        out += [[], *([(f"    {line}", "dempet")] for line in code_.eksempel.rstrip().split("\n"))]
    return out


def rule(rutine: Rutine, regel: Regel, width: int) -> list[Line]:
    """One rule: meaning, what must follow, source, and whether it is our reading."""
    title = f"{regel.id} · {regel.tittel}" if regel.tittel else regel.id
    out: list[Line] = [*wrap([(trygg(title), "tittel")], width), []]
    if regel.forklaring:
        out += [*wrap([(trygg(regel.forklaring), "")], width), []]
    for krav in regel.krav:
        out += wrap([(_requirement(krav), "")], width, "→ ")
    if not regel.krav:
        out += wrap([("Regelen er et varsel: den ber ikke om noe bestemt.", "")], width)
    out.append([])
    if regel.ivaretas_av_plan:
        out += wrap([("Fravær mens en tiltaksplan gjelder, krever ikke ny oppfølging.", "")], width)
    if regel.tolkning:
        out += wrap([("Vår lesning: kilden lar noe stå åpent her.", "varsel")], width)
    out += wrap(
        [(f"Vises i sjekkene: {liste(s for s in ('dag', 'uke', 'måned', 'semester') if s in regel.sjekk)}.", "dempet")],
        width,
    )
    if regel.opphav != rutine.id:
        out += wrap([(f"Regelen er hentet fra rutinen {regel.opphav}.", "dempet")], width)
    source = ", ".join(str(p) for p in (rutine.kilde.get("tittel"), regel.kilde) if p)
    return [*out, *wrap([(f"Kilde: {trygg(source)}", "dempet")], width)] if source else out


def routine(rutine: Rutine, width: int) -> list[Line]:
    """A whole routine: its source and its rules."""
    version = f" ({rutine.versjon})" if rutine.versjon else ""
    out: list[Line] = wrap([(trygg(f"{rutine.navn}{version}"), "tittel")], width)
    if rutine.kilde.get("tittel"):
        year = f" ({rutine.kilde['år']})" if rutine.kilde.get("år") else ""
        out += wrap([(trygg(f"Kilde: {rutine.kilde['tittel']}{year}"), "dempet")], width)
    for regel in rutine.regler:
        mark = "°" if regel.tolkning else ""
        out += [
            [],
            *wrap(
                [(trygg(regel.id), "elev"), (trygg(f" · {regel.tittel}{mark}" if regel.tittel else mark), "")], width
            ),
        ]
        if regel.forklaring:
            out += wrap([(trygg(regel.forklaring), "")], width, "  ")
        for krav in regel.krav:
            out += wrap([(_requirement(krav), "")], width, "  → ")
    if any(r.tolkning for r in rutine.regler):
        out += [[], *wrap([("° Vår lesning: kilden lar noe stå åpent.", "dempet")], width)]
    return out


def _requirement(krav: Krav) -> str:
    text = f"{stor(krav.hvem.handling)}: {krav.hvem.ansvarlig}, {_deadline(krav.frist)}."
    text += f" Gjort når {_FULFILLED[krav.oppfylles_av]}."
    if krav.ved_ubesvart:
        text += f" Uten svar: {krav.ved_ubesvart.handling} ({krav.ved_ubesvart.ansvarlig})."
    return trygg(text)


def _deadline(frist: Frist | None) -> str:
    if frist is None:
        return "ingen frist i rutinen"
    if frist.n == 0:
        return "samme dag"
    unit = ("skoledag", "skoledager") if frist.unit == "skoledager" else ("dag", "dager")
    return f"innen {antall(frist.n, *unit)}"
