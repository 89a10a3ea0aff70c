"""The referral to PPT with its pedagogisk rapport (Oslo app. 6, Gran 3.4).

A letter that leaves the school: without a consent in force that names `ppt`, or without what a referral must say, it is
refused, with every missing key and its file. The guardians get a copy, so nothing that one of them said alone is in it,
and nothing of reports to barnevernet or of other services.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fravaer_cli.documents import absence
from fravaer_cli.documents.basis import Grunnlag, Innhold, Mangel
from fravaer_cli.documents.contexts.brevsamtykke import ALDER, SAK, consent_for, is_of_age, over, parents, plain
from fravaer_cli.documents.contexts.felles import dato, fylt, hode, periode, rolle
from fravaer_cli.model.kartlegging import Kartlegging
from fravaer_cli.model.sak import Foresatt, Sak, Samtykke
from fravaer_cli.rules.history import build_history
from fravaer_cli.texts import liste, ren, stor

TJENESTE = "ppt"
_KART = "kartlegging.yaml"
_MEETINGS = {
    "kartleggingssamtale": "Kartleggingssamtale",
    "nærværsmøte": "Nærværsmøte",
    "samarbeidsmøte": "Samarbeidsmøte",
    "tverrfaglig-møte": "Tverrfaglig møte",
    "evalueringsmøte": "Evalueringsmøte",
}
_ANSWERS = {
    "fraværsmønster": "Fraværet",
    "faglig": "Faglig",
    "sosialt": "Sosialt",
    "klassen": "Klassen",
    "ressurser": "Det eleven får til",
    "mobbing": "Mobbing",
    "skolegang": "Foresattes egen skolegang",
    "tillit": "Samarbeidet med skolen",
    "morgen": "Morgenen",
    "kveld": "Kvelden",
}
_FACTORS = {
    "hjemmeforhold": "Hjemme",
    "individuelle": "Eleven selv",
    "medelever": "Medelever",
    "foreldretillit": "Tillit mellom hjem og skole",
    "mestring": "Mestring",
    "voksne": "Voksne på skolen",
    "struktur": "Struktur på skolen",
    "fritid": "Fritid",
}
_WORKED = {"ja": "Ja", "delvis": "Delvis", "nei": "Nei"}


def innhold(grunnlag: Grunnlag) -> Innhold:
    """The data of the letter and the report."""
    case, day = grunnlag.case, grunnlag.dato
    sak = case.sak if case else Sak()
    mapping = (case.kartlegging if case else None) or Kartlegging()
    consent, problems = consent_for(TJENESTE, sak, day)
    sender = fylt(sak.ansvarlig) or fylt(sak.koordinator)
    asked = _asked(sak, day)
    data: dict[str, Any] = {
        **hode(grunnlag),
        "mottaker": _recipient(grunnlag),
        "kopi": [g.navn for g in parents(sak) if g.mottar_post],
        "ber_om": asked,
        "foedt": dato(sak.elev.foedselsdato) if sak.elev else None,
        "morsmaal": fylt(sak.elev.morsmaal) if sak.elev else None,
        "kontaktlaerer": fylt(grunnlag.klasse.model.kontaktlaerer) if grunnlag.klasse else None,
        "foresatte": [_guardian(g) for g in parents(sak)],
        "samtykke": _consent_row(consent, sak) if consent else None,
        "femten": is_of_age(sak, day),
        "avsender": sender,
        "underskrifter_rader": _signers(grunnlag, sender),
        "vedlegg": list(_enclosures(grunnlag)),
        "fravaer": _absence(grunnlag),
        "skolen": list(_interviews(mapping, ("skole",), day)),
        "elevens_stemme": _pupils_voice(grunnlag, mapping),
        "hjemmet": list(_interviews(mapping, ("foresatte",), day)),
        "faktorer": _factors(mapping),
        "utloesende": [t for t in mapping.utloesende if fylt(t)],
        "opprettholdende": [t for t in mapping.opprettholdende if fylt(t)],
        "proevd": _tried(grunnlag, mapping),
        "moeter": _meetings(grunnlag),
    }
    problems += list(_gaps(sak, data, sender, grunnlag))
    data["hindringer"] = [
        {"hva": f"{m.noekkel} – {m.hvorfor}" if m.hvorfor else m.noekkel, "fil": m.fil} for m in problems
    ]
    return Innhold(data, (), "henvisning-ppt", tuple(_notes(sak, mapping, consent, day)), tuple(problems))


def _consent_row(consent: Samtykke, sak: Sak) -> Mapping[str, Any]:
    pupil = [sak.elev.navn] if consent.elev_signert and sak.elev else []
    return {
        "dato": dato(consent.dato),
        "gitt_av": liste([*(n for n in consent.gitt_av if fylt(n)), *pupil]),
        "utloeper": dato(consent.utloeper),
        "unntak": fylt(consent.unntak),
    }


# The letter ---------------------------------------------------------------------------------------------------------


def _guardian(guardian: Foresatt) -> Mapping[str, Any]:
    reach = None if guardian.skjermet else ", ".join(t for t in map(fylt, (guardian.telefon, guardian.epost)) if t)
    return {
        "navn": fylt(guardian.navn),
        "relasjon": stor(fylt(guardian.relasjon) or "foresatt"),
        "kontakt": "Ta kontakt gjennom skolen." if guardian.skjermet else reach or None,
        "tolk": fylt(guardian.tolkespraak),
        "post": guardian.mottar_post,
    }


def _recipient(grunnlag: Grunnlag) -> Mapping[str, Any]:
    school = grunnlag.school.model
    municipality = fylt(school.kommune)
    return {
        "navn": f"PP-tjenesten i {municipality}" if municipality else "PP-tjenesten",
        "ved": fylt((school.roller or {}).get("ppt-kontakt")),
    }


def _asked(sak: Sak, day: date) -> list[str]:
    """What the latest referral to PPT that is not closed asks for."""
    open_ = [h for h in sak.henvisninger if plain(h.til) == TJENESTE and h.status != "avsluttet"]
    latest = max(open_, key=lambda h: h.dato or day, default=None)
    return [t for t in map(fylt, latest.gjelder) if t] if latest else []


def _signers(grunnlag: Grunnlag, sender: str | None) -> list[dict[str, Any]]:
    """The one who holds the case, then the head of the school."""
    roles = grunnlag.school.model.roller or {}
    held = next((role for role, name in roles.items() if sender and plain(name) == plain(sender)), None)
    head = fylt(roles.get("rektor"))
    rows = [{"navn": sender, "rolle": rolle(held) if held else "For skolen", "signert": None}]
    if head and plain(head) != plain(sender):
        rows.append({"navn": head, "rolle": "Rektor", "signert": None})
    return rows


def _enclosures(grunnlag: Grunnlag) -> Iterator[str]:
    yield "Pedagogisk rapport"
    case, day = grunnlag.case, grunnlag.dato
    for plan in case.planer if case else ():
        if plan.periode.fra <= day:
            yield f"Tiltaksplan for {periode(plan.periode.fra, plan.periode.til) or ''}".replace("for Fra", "fra")
    meetings = [k.dato for k in (case.kontakter if case else ()) if k.type == "tverrfaglig-møte" and k.dato <= day]
    if meetings:
        yield f"Referat fra tverrfaglig møte {dato(max(meetings))}"


# The report ---------------------------------------------------------------------------------------------------------


def _absence(grunnlag: Grunnlag) -> Mapping[str, Any] | None:
    """The school year in words and by month; None without a log, or before the year's first school day."""
    case, calendar = grunnlag.case, grunnlag.school.calendar
    year = calendar.year(grunnlag.dato)
    if case is None or "fravaer.yaml" not in case.documents or not calendar.count(year.begin, grunnlag.dato):
        return None
    history = build_history(case.fravaer, calendar, grunnlag.dato)
    return {
        "periode": periode(year.start, min(grunnlag.dato, year.end)),
        "i_ord": absence.i_ord(history),
        "maaneder": absence.tabell("Måned", absence.MAANED, absence.maaneder(history)),
        "aarsaker": absence.tabell("Årsak", absence.AARSAK, absence.aarsaker(history)),
    }


def _interviews(mapping: Kartlegging, who: tuple[str, ...], day: date) -> Iterator[Mapping[str, Any]]:
    """The answers of interviews up to the day, each with its heading."""
    for talk in mapping.samtaler:
        if talk.med in who and (talk.dato is None or talk.dato <= day):
            for key, answer in (talk.svar or {}).items():
                if fylt(answer):
                    yield {"om": _ANSWERS.get(key) or _question(key), "svar": fylt(answer)}


def _question(key: str) -> str:
    """A question that is not one of ours: an id in words, anything else as it is written."""
    return stor(key.replace("_", " ") if key.replace("_", "").isalnum() else key)


def _pupils_voice(grunnlag: Grunnlag, mapping: Kartlegging) -> str | None:
    plans = [p for p in (grunnlag.case.planer if grunnlag.case else ()) if p.periode.fra <= grunnlag.dato]
    said = (fylt(mapping.elevens_stemme), *(fylt(p.elevens_stemme) for p in reversed(plans)))
    return next((text for text in said if text), None)


def _factors(mapping: Kartlegging) -> list[dict[str, Any]]:
    rows = []
    for key, factor in (mapping.faktorer or {}).items():
        risk = [t for t in factor.risiko if fylt(t)]
        help_ = [t for t in factor.beskyttelse if fylt(t)]
        if risk or help_:
            rows.append({"navn": _FACTORS.get(key, stor(key)), "risiko": risk, "beskyttelse": help_})
    return rows


def _tried(grunnlag: Grunnlag, mapping: Kartlegging) -> list[dict[str, Any]]:
    """Measures tried before the first plan, then each plan's with what the latest evaluation says of it."""
    case, day = grunnlag.case, grunnlag.dato
    rows = [
        {"tiltak": fylt(t.tiltak), "ansvar": None, "virket": _WORKED.get(t.virket or ""), "kommentar": None}
        for t in mapping.proevde_tiltak
        if fylt(t.tiltak)
    ]
    for plan in case.planer if case else ():
        if plan.periode.fra > day:
            continue
        evaluations = [e for e in (case.evalueringer if case else ()) if e.plan == plan.fil and e.dato <= day]
        judged = {v.id: v for e in sorted(evaluations, key=lambda e: e.dato) for v in e.tiltak}
        for measure in plan.tiltak:
            verdict = judged.get(measure.id)
            if fylt(measure.tiltak):
                rows.append(
                    {
                        "tiltak": fylt(measure.tiltak),
                        "ansvar": fylt(measure.ansvar),
                        "virket": _WORKED.get(verdict.virket or "") if verdict else None,
                        "kommentar": fylt(verdict.kommentar) if verdict else None,
                    }
                )
    return rows


def _meetings(grunnlag: Grunnlag) -> list[dict[str, Any]]:
    """Days and kinds of the meetings; who else was there is the other services' secret."""
    contacts = grunnlag.case.kontakter if grunnlag.case else ()
    held = sorted(
        (k.dato, k.nr, _MEETINGS[k.type]) for k in contacts if k.type in _MEETINGS and k.dato <= grunnlag.dato
    )
    return [{"dato": dato(when), "hva": what} for when, _, what in held]


# What is lacking ----------------------------------------------------------------------------------------------------


def _gaps(sak: Sak, data: Mapping[str, Any], sender: str | None, grunnlag: Grunnlag) -> Iterator[Mangel]:
    if not data["foedt"]:
        yield Mangel("elev: fødselsdato", SAK, f"fra {ALDER} år må eleven selv ha samtykket")
    unknown = [str(n) for n, g in enumerate(sak.foresatte, 1) if g.foreldreansvar is None]
    if unknown:
        yield Mangel(f"foresatte nr. {liste(unknown)}: foreldreansvar", SAK, "bare de som har det, kan få brevet")
    elif not data["foresatte"]:
        yield Mangel("foresatte", SAK, "ingen står med foreldreansvar: ja")
    if not data["ber_om"]:
        yield Mangel(
            "henvisninger: til ppt, gjelder", SAK, "det skolen ber PPT om, for eksempel [veiledning, utredning]"
        )
    if not sender:
        yield Mangel("ansvarlig", SAK, "den som skriver under for skolen")
    if not fylt(grunnlag.school.model.skole):
        yield Mangel("skole", "skole.yaml", "den som sender brevet")
    if data["fravaer"] is None:
        yield Mangel("fravær", "fravaer.yaml", "den pedagogiske rapporten bygger på fraværsloggen")
    if not data["skolen"]:
        yield Mangel("samtaler: med skole", _KART, "skolens beskrivelse i den pedagogiske rapporten")
    if not data["elevens_stemme"]:
        yield Mangel("elevens_stemme", _KART, "eleven skal bli hørt")
    if not data["proevd"]:
        yield Mangel(
            "tiltak", "tiltaksplan.yaml", "det skolen har prøvd. Det kan også stå som prøvde_tiltak i kartlegging.yaml"
        )


def _notes(sak: Sak, mapping: Kartlegging, consent: Samtykke | None, day: date) -> Iterator[str]:
    """What whoever sends it should look at."""
    if consent and fylt(consent.unntak):
        exception = ren(consent.unntak or "", 120)
        yield f"Samtykket har et unntak: «{exception}» Les brevet, og ta ut det som unntaket gjelder."
    given = {
        plain(name)
        for c in sak.samtykker
        if TJENESTE in map(plain, c.tjenester) and over(c, day) is None
        for name in c.gitt_av
    }
    silent = [g.navn for g in parents(sak) if not {plain(g.navn), plain(g.relasjon)} & given]
    if consent and silent:
        yield f"Har foreldreansvar, men står ikke i samtykket: {liste(map(ren, silent))}."
    if any(s.med in ("mor", "far") and s.svar for s in mapping.samtaler):
        yield "Det mor og far har sagt hver for seg, er ikke tatt med, for begge kan få kopi av brevet."
    without_mail = [g.navn for g in parents(sak) if not g.mottar_post]
    if without_mail:
        yield f"Får ikke kopi, for mottar_post er nei: {liste(map(ren, without_mail))}."
