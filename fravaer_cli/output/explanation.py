"""Rules, routines and error codes explained."""

from __future__ import annotations

from fravaer_cli.files.codes import Code
from fravaer_cli.output.lines import Line, wrap
from fravaer_cli.rules.pack import CHECKS, Aarsoppgave, Krav, Plankrav, Regel, Rutine, Spor, Trinn, Trinnfrist
from fravaer_cli.school_year import Frist
from fravaer_cli.texts import antall, liste, stor, trygg

_SHOWN_BY = {
    "hjemkontakt": "hjemmet har svart",
    "direkte-hjemkontakt": "noen har snakket med hjemmet på telefon eller video, i møte eller på hjemmebesøk",
    "møte-med-hjemmet": "møtet med hjemmet er holdt",
    "elevsamtale": "noen har snakket med eleven",
    "ressursteam": "ressursteamet har fått beskjed (type: ressursteam)",
    "ledelse": "ledelsen har fått beskjed (type: ledelse)",
    "legeattest": "legeattesten er bedt om eller kommet (type: legeattest)",
    "fravær": "fravær er ført",
    "kartlegging": "samtalene med skole, elev og foresatte er holdt (kartlegging.yaml)",
    "årsakskartlegging": "årsakskort eller skalering er ført (kartlegging.yaml)",
    "samtykke": "et samtykke gjelder (sak.yaml)",
    "plan": "en tiltaksplan har begynt",
    "evaluering": "planen er evaluert (evaluering.yaml)",
    "uten-effekt": "planen er evaluert, og den har ikke virket",
    "andre-plan-uten-effekt": "enda en plan er evaluert uten at den har virket",
    "mål-ikke-nådd": "en evaluering har et delmål som ikke er nådd, eller konkluderer med henvisning",
    "avsluttes": "en evaluering konkluderer med at saken avsluttes",
    "henvisning": "eleven er henvist (sak.yaml)",
    "flere-instanser": "to eller flere tjenester er med (sak.yaml)",
    "enhetsleder": "enhetslederen har fått beskjed (kontakt.yaml)",
    "fravær-etter-henvisning": "fraværet krever tiltak igjen etter henvisningen",
}
_PLANKRAV = {
    "langsiktig-mål": "Planen har et langsiktig mål",
    "delmål-med-tiltak-og-dato": "Minst ett delmål har tiltak og dato",
    "tiltak-ansvar": "Hvert tiltak har en ansvarlig",
    "tiltak-frist": "Hvert tiltak har en frist",
    "tiltak-tidspunkt": "Hvert tiltak har et tidspunkt",
    "tiltak-evalueres": "Hvert tiltak sier når og hvordan det skal evalueres",
    "plan-b-navngitt": "Planen har en plan B som sier hva som skal gjøres, og av hvem",
    "evalueringsdato": "Planen har en dato for evalueringen",
    "planlengde": "Planen varer ikke for lenge",
    "kontaktperson": "Planen har en kontaktperson på skolen",
    "deltakere": "De rette er med på planen",
    "elevens-stemme": "Elevens egen mening står i planen",
    "ukeplan-hjemme": "Tiden hjemme har en ukeplan når eleven ikke er på skolen på full tid",
    "evaluering-hele-planen": "Evalueringen tar for seg alle delmål og tiltak",
    "evaluering-plan-b": "Evalueringen tar for seg plan B",
}
_WHEN = {
    "skolestart": "ved skolestart",
    "uken-før-skolestart": "uken før skolestart",
    "halvårsslutt": "på slutten av hvert halvår",
    "etter-ferie": "etter hver ferie",
    "høsten": "om høsten",
    "våren": "om våren",
    "tre-ganger-i-året": "tre ganger i året",
    "ukentlig": "hver uke",
    "månedlig": "hver måned",
    "overgang": "når en elev bytter skole",
}
_READING = "Vår lesning: kilden lar noe stå åpent her."


def code(name: str, code_: Code, width: int) -> list[Line]:
    """An error code: what it means and what to do."""
    out: list[Line] = [*wrap([(f"{name} · {code_.tittel}", "tittel")], width), []]
    out += wrap([(code_.forklaring, "")], width)
    if code_.gjoer:
        out += [[], *wrap([(f"Gjør slik: {code_.gjoer}", "")], width)]
    if code_.eksempel:
        out += [[], *([(f"    {line}", "dempet")] for line in code_.eksempel.rstrip().split("\n"))]
    return out


def find(rutine: Rutine, name: str, width: int) -> list[Line] | None:
    """What a name within a routine means: a rule, a step or its deadline, a requirement; None: nothing."""
    for regel in rutine.alle_regler:
        if regel.id in (name, f"{rutine.id}/{name}"):
            return rule(rutine, regel, width)
    for trinn in rutine.trapp:
        if name in (trinn.id, f"frist-{trinn.id}", f"tidlig-{trinn.id}"):
            return step(rutine, trinn, width)
    for krav in rutine.plankrav:
        if name in (krav.krav, f"plan-{krav.krav}"):
            return requirement(rutine, krav, width)
    return None


def names(rutine: Rutine) -> list[str]:
    """All names that `find` knows, as they are shown in findings."""
    return [
        *(r.id for r in rutine.alle_regler),
        *(f"{rutine.id}/{t.id}" for t in rutine.trapp),
        *(f"{rutine.id}/frist-{t.id}" for t in rutine.trapp if t.frist),
        *(f"{rutine.id}/plan-{k.krav}" for k in rutine.plankrav),
    ]


def rule(rutine: Rutine, regel: Regel, width: int) -> list[Line]:
    """One rule: meaning, what must follow, source, and whether it is our reading."""
    title = f"{regel.id} · {regel.tittel}" if regel.tittel else regel.id
    out: list[Line] = [*wrap([(trygg(title), "tittel")], width), []]
    if regel.forklaring:
        out += [*wrap([(trygg(regel.forklaring), "")], width), []]
    out += _follows(regel, width, "")
    out.append([])
    if regel.ivaretas_av_plan:
        out += wrap([("Fravær mens en tiltaksplan gjelder, krever ikke ny oppfølging.", "")], width)
    if regel.tolkning:
        out += wrap([(_READING, "varsel")], width)
    out += wrap([(f"Vises i sjekkene: {liste(s for s in CHECKS if s in regel.sjekk)}.", "dempet")], width)
    if regel.opphav != regel.id.partition("/")[0]:
        out += wrap([(f"Regelen er hentet fra rutinen {regel.opphav}.", "dempet")], width)
    title = "" if regel in rutine.felles else str(rutine.kilde.get("tittel") or "")
    return out + _source(title, regel.kilde, width)


def step(rutine: Rutine, trinn: Trinn, width: int) -> list[Line]:
    """One step of the staircase."""
    number = "Trinn som tas ved behov" if trinn.valgfritt else f"Trinn {trinn.nr}"
    out = wrap([(trygg(f"{rutine.id}/{trinn.id} · {number}: {trinn.navn}"), "tittel")], width)
    out.append([])
    if trinn.forklaring:
        out += [*wrap([(trygg(trinn.forklaring), "")], width), []]
    out += _step_lines(trinn, width, "")
    if trinn.tolkning:
        out += wrap([(_READING, "varsel")], width)
    return [*out, [], *_source(str(rutine.kilde.get("tittel") or ""), trinn.kilde, width)]


def requirement(rutine: Rutine, krav: Plankrav, width: int) -> list[Line]:
    """Something asked of the plan or of its evaluation."""
    out = wrap([(trygg(f"{rutine.id}/plan-{krav.krav} · {_PLANKRAV.get(krav.krav, krav.krav)}"), "tittel")], width)
    out.append([])
    if krav.forklaring:
        out += [*wrap([(trygg(krav.forklaring), "")], width), []]
    strength = "Rutinen krever dette." if krav.styrke == "skal" else "Rutinen anbefaler dette. Det gir bare et varsel."
    out += wrap([(strength, "")], width)
    if krav.tolkning:
        out += wrap([(_READING, "varsel")], width)
    return [*out, [], *_source(str(rutine.kilde.get("tittel") or ""), krav.kilde, width)]


def routine(rutine: Rutine, width: int) -> list[Line]:
    """A whole routine: its source, its rules, the staircase, what it asks of the plan, the year, the common rules."""
    version = f" ({rutine.versjon})" if rutine.versjon else ""
    out: list[Line] = wrap([(trygg(f"{rutine.navn}{version}"), "tittel")], width)
    if rutine.kilde.get("tittel"):
        year = f" ({rutine.kilde['år']})" if rutine.kilde.get("år") else ""
        out += wrap([(trygg(f"Kilde: {rutine.kilde['tittel']}{year}"), "dempet")], width)
    if rutine.kilde.get("merknad"):
        out += wrap([(trygg(str(rutine.kilde["merknad"])), "")], width)
    out += _heading("Når fraværet skal følges opp")
    if not rutine.regler:
        out += wrap([("Rutinen har ingen regler for dette.", "")], width)
    for regel in rutine.regler:
        out += _short_rule(regel, width)
    out += _heading("Trappen")
    if not rutine.trapp:
        out += wrap([("Rutinen har ingen trapp.", "")], width)
    for trinn in rutine.trapp:
        number = "Ved behov" if trinn.valgfritt else f"{trinn.nr}."
        mark = "°" if trinn.tolkning else ""
        out += [[], *wrap([(f"{number} ", "dempet"), (trygg(trinn.navn) + mark, "elev")], width)]
        if trinn.forklaring:
            out += wrap([(trygg(trinn.forklaring), "")], width, "  ")
        out += _step_lines(trinn, width, "  ")
    out += _plan_lines(rutine, width)
    if rutine.aarshjul:
        out += _heading("Gjennom året")
        for task in rutine.aarshjul:
            out += wrap([(_task(task), "")], width, "  • ", "    ")
    out += _heading("Regler som gjelder i alle rutiner")
    for regel in rutine.felles:
        out += _short_rule(regel, width)
    if "°" in "".join(text for line in out for text, _ in line):
        out += [[], *wrap([("° Vår lesning: kilden lar noe stå åpent.", "dempet")], width)]
    return out


def _heading(text: str) -> list[Line]:
    return [[], [(text.upper(), "tittel")]]


def _short_rule(regel: Regel, width: int) -> list[Line]:
    mark = "°" if regel.tolkning else ""
    title = f" · {regel.tittel}{mark}" if regel.tittel else mark
    out: list[Line] = [[], *wrap([(trygg(regel.id), "elev"), (trygg(title), "")], width)]
    if regel.forklaring:
        out += wrap([(trygg(regel.forklaring), "")], width, "  ")
    return out + (_follows(regel, width, "  ") if regel.krav else [])


def _follows(regel: Regel, width: int, indent: str) -> list[Line]:
    out: list[Line] = []
    for krav in regel.krav:
        out += wrap([(_requirement(krav, regel), "")], width, f"{indent}→ ")
    return out or wrap([("Regelen er et varsel: den ber ikke om noe bestemt.", "")], width, indent)


def _requirement(krav: Krav, regel: Regel) -> str:
    frist = krav.frist or (regel.params.innen if regel.slag == "frist" else None)
    text = f"{stor(krav.hvem.handling)}: {krav.hvem.ansvarlig}, {_deadline(frist)}."
    if krav.oppfylles_av:
        text += f" Gjort når {_SHOWN_BY[krav.oppfylles_av]}."
    elif regel.slag == "frist":
        text += f" Gjort når {_any(regel.params.krever)}."
    if krav.ved_ubesvart:
        text += f" Uten svar: {krav.ved_ubesvart.handling} ({krav.ved_ubesvart.ansvarlig})."
    return trygg(text)


def _any(spor: tuple[Spor, ...]) -> str:
    return liste((_shown_by(s) for s in spor), "eller")


def _shown_by(spor: Spor) -> str:
    if spor.trinn:
        return f"trinnet «{spor.trinn}» er nådd"
    text = _SHOWN_BY.get(spor.word) or f"det er ført en kontakt av typen {spor.word}"
    if spor.bekymring is None:
        return text
    worry = "er bekymret (bekymring: ja)" if spor.bekymring else "er ikke bekymret (bekymring: nei)"
    return f"{text}, og skolen {worry}"


def _step_lines(trinn: Trinn, width: int, indent: str) -> list[Line]:
    deadline = _step_deadline(trinn.frist) if trinn.frist else "ingen frist i rutinen"
    text = f"{stor(trinn.handling)}: {trinn.ansvarlig}, {deadline}. Nådd når {_any(trinn.naadd_av)}."
    return wrap([(trygg(text), "")], width, f"{indent}→ ")


def _step_deadline(frist: Trinnfrist) -> str:
    after = _any(frist.etter)
    text = f"{_deadline(frist.frist)} etter at {after}" if frist.frist else ""
    if frist.dato:
        own = "datoen for evaluering i planen" if frist.dato == "evaluering.dato" else "siste dag i planen"
        text = f"innen {own}" + (f", ellers {text}" if text else "")
    if frist.tidligst:
        unit = ("skoledag", "skoledager") if frist.tidligst.unit == "skoledager" else ("dag", "dager")
        text += f", helst ikke før det er gått {antall(frist.tidligst.n, *unit)}"
    return text


def _plan_lines(rutine: Rutine, width: int) -> list[Line]:
    out = _heading("Hva planen og evalueringen skal ha")
    if not rutine.plankrav:
        return out + wrap([("Rutinen sier ikke noe om dette.", "")], width)
    for styrke, title in (("skal", "Skal:"), ("bør", "Bør (gir bare et varsel):")):
        chosen = [k for k in rutine.plankrav if k.styrke == styrke]
        if chosen:
            out += [[], [(title, "elev")]]
        for krav in chosen:
            text = _PLANKRAV.get(krav.krav, krav.krav)
            if krav.dager:
                text += f", innen {antall(krav.dager, 'dag', 'dager')}"
            if krav.hvem:
                text += f": {liste(krav.hvem)}"
            mark = "°" if krav.tolkning else ""
            out += wrap([(trygg(text) + mark, "")], width, "  • ", "    ")
    return out


def _task(task: Aarsoppgave) -> str:
    when = _WHEN.get(task.naar) or (f"i {task.naar}" if task.naar else "")
    who = f" ({task.ansvarlig})" if task.ansvarlig else ""
    scope = ", for hver aktive sak" if task.saker else ""
    return trygg(f"{stor(when)}: {task.hva[:1].lower()}{task.hva[1:]}{scope}{who}" if when else f"{task.hva}{who}")


def _source(title: str, place: str, width: int) -> list[Line]:
    source = ", ".join(p for p in (title, place) if p)
    return wrap([(f"Kilde: {trygg(source)}", "dempet")], width) if source else []


def _deadline(frist: Frist | None) -> str:
    if frist is None:
        return "ingen frist i rutinen"
    if frist.n == 0:
        return "samme dag"
    unit = ("skoledag", "skoledager") if frist.unit == "skoledager" else ("dag", "dager")
    return f"innen {antall(frist.n, *unit)}"
