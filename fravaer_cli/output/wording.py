"""Sentences that several views of a checked folder share."""

from __future__ import annotations

from datetime import date

from fravaer_cli.casework.counts import Counts
from fravaer_cli.casework.followup import Status
from fravaer_cli.casework.results import CaseResult, Finding, Item
from fravaer_cli.check import CheckResult
from fravaer_cli.texts import antall, dag_og_maaned, en_linje, kort_dato, lang_dato, liste, tall

TITLES = {"dag": "Dagsjekk", "uke": "Ukesjekk", "måned": "Månedssjekk", "semester": "Halvårssjekk"}


def pupil(case: CaseResult) -> str:
    """What the pupil is called on the screen: the name, else the code, else the folder."""
    return en_linje(case.elev or case.kode or case.sak)


def status_word(finding: Finding) -> str:
    """FORFALT, ÅPEN, UTFØRT or VARSEL."""
    return "VARSEL" if finding.alvor == "varsel" else finding.status.value.upper()


def who(item: Item) -> str:
    """«Nora Berg (kontaktlærer)», or the role alone."""
    return en_linje(f"{item.navn} ({item.ansvarlig})" if item.navn else item.ansvarlig)


def when(item: Item, today: date) -> str:
    """How urgent an item is: «frist 19. nov., 2 dager på overtid», «gjort 12. nov.», «uten frist i rutinen»."""
    if item.status is Status.UTFOERT:
        return f"gjort {kort_dato(item.utfoert)}" if item.utfoert else "ivaretatt av tiltaksplanen"
    if item.frist is None:
        return "ingen frist i rutinen"
    late = (today - item.frist).days
    if late > 0:
        return f"frist {kort_dato(item.frist)}, {antall(late, 'dag', 'dager')} på overtid"
    return "frist i dag" if late == 0 else f"frist {kort_dato(item.frist)}"


def amount(counts: Counts) -> str:
    """«4 dager (2 udokumentert), 2 timer, 1 forsentkomming – 18,2 %»."""
    parts = []
    if counts.dager:
        extra = f" ({counts.udokumenterte_dager} udokumentert)" if counts.udokumenterte_dager else ""
        parts.append(antall(counts.dager, "dag", "dager") + extra)
    if counts.timer:
        parts.append(antall(counts.timer, "time", "timer"))
    if counts.forsentkomminger:
        parts.append(antall(counts.forsentkomminger, "forsentkomming", "forsentkomminger"))
    if counts.forlot:
        parts.append(f"gikk fra skolen eller timen {antall(counts.forlot, 'gang', 'ganger')}")
    if counts.avtalte_dager:
        parts.append(f"{antall(counts.avtalte_dager, 'avtalt dag', 'avtalte dager')}")
    share = f" – {tall(counts.prosent)} %" if counts.prosent and counts.dager else ""
    return (", ".join(parts) or "ikke noe fravær") + share


def heading(result: CheckResult) -> str:
    """«Ukesjekk · 7B · fredag 21. november 2025, uke 47»."""
    names = sorted({c.klasse for c in result.saker})
    what = names[0] if len(names) == 1 else f"{len(names)} klasser" if names else ""
    parts = [TITLES[result.question.sjekk], en_linje(what), _when_checked(result)]
    return " · ".join(p for p in parts if p)


def _when_checked(result: CheckResult) -> str:
    today = result.question.today
    match result.question.sjekk:
        case "dag":
            return lang_dato(today, aar=True)
        case "uke":
            return f"{lang_dato(today, aar=True)}, uke {today.isocalendar().week}"
        case "måned":
            return ("" if today.day == 1 else "1.–") + dag_og_maaned(today, aar=True)
        case _:
            half = "1." if result.period[0].month >= 8 else "2."
            year = result.skoleaar.replace("-", "–")
            return f"{half} halvår {year}, til og med {dag_og_maaned(today)}"


def routine_line(result: CheckResult) -> str:
    """«Solvang skole · rutine: Gran kommune – Til stede hver dag (2019-1)»."""
    version = f" ({result.rutine.versjon})" if result.rutine.versjon else ""
    routine = f"rutine: {result.rutine.navn}{version}"
    return en_linje(f"{result.school} · {routine}" if result.school else routine[:1].upper() + routine[1:])


def files_line(result: CheckResult) -> str:
    """«Bygger på skole.yaml, klasse7b/klasse.yaml og 67 elevfiler»."""
    names = list(result.school_files)
    if len(names) > 3:
        names = ["skole.yaml", f"klasse.yaml i {len(names) - 1} klasser"]
    pupils = antall(result.files - len(result.school_files), "elevfil", "elevfiler")
    return en_linje(f"Bygger på {liste([*names, pupils])}")


def calendar_note(result: CheckResult) -> str | None:
    """What is not known of the year's calendar, if anything."""
    if result.calendar_known:
        return None
    return (
        f"Skoleruten for {result.skoleaar} mangler i skole.yaml. Helligdager er kjent, men ikke ferier og "
        "planleggingsdager, så noen fridager kan bli talt som skoledager."
    )


def summary(result: CheckResult) -> str:
    """«24 saker kontrollert, 4 krever tiltak (1 forfalt), 2 varsler, ingen feil i filene»."""
    parts = [f"{antall(len(result.saker), 'sak', 'saker')} kontrollert"]
    overdue = f" ({result.overdue} forfalt)" if result.overdue else ""
    parts.append(f"{result.need_action or 'ingen'} krever tiltak{overdue}")
    if result.warned:
        parts.append(antall(result.warned, "varsel", "varsler"))
    parts.append(f"{result.errors or 'ingen'} feil i filene")
    return ", ".join(parts)


def evidence(finding: Finding) -> str:
    """«fravaer.yaml linje 14, 16 og 18», for each of the files."""
    by_file: dict[str, set[int]] = {}
    for b in finding.bevis:
        by_file.setdefault(b.file.rpartition("/")[2], set()).add(b.line)
    parts = []
    for file, lines in by_file.items():
        shown = [str(n) for n in sorted(lines)]
        if len(shown) > 8:
            shown = [*shown[:7], f"{len(shown) - 7} til"]
        parts.append(f"{file} linje {liste(shown)}")
    return ", ".join(parts)


def staircase(case: CaseResult) -> str | None:
    """«2 kartleggingssamtale → neste: tiltaksplan (kontaktlærer)»; None for a pupil without case work."""
    place = case.trapp
    if place is None or (place.nr == 0 and case.status != "aktiv"):
        return None
    here = f"{place.nr} {liten(place.navn)}" if place.navn else "ikke begynt"
    if case.status == "avsluttet":
        return f"{here} (saken er avsluttet)"
    if place.neste is None:
        return f"{here}, det siste trinnet"
    due = f", frist {kort_dato(place.neste.frist)}" if place.neste.frist else ""
    return en_linje(f"{here} → neste: {liten(place.neste.navn)} ({place.neste.ansvarlig}{due})")


def liten(text: str) -> str:
    """The text with its first letter small, unless it is a word in capitals: «PPT»."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def period_words(result: CheckResult) -> str:
    """«denne uken», «i dag» and so on."""
    words = {"dag": "i dag", "uke": "denne uken", "måned": "denne måneden", "semester": "dette halvåret"}
    return words[result.question.sjekk]
