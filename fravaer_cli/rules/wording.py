"""Findings in words: what a filter looks for, and where a window lies."""

from __future__ import annotations

from fravaer_cli.rules.history import Filter
from fravaer_cli.school_year import Vindu
from fravaer_cli.texts import antall, liste

_EVENTS = {
    "dag": ("fraværsdag", "fraværsdager"),
    "time": ("enkelttime", "enkelttimer"),
    "forsentkomming": ("forsentkomming", "forsentkomminger"),
    "forlot": ("gang gått fra skolen eller timen", "ganger gått fra skolen eller timen"),
}


def filter_words(utvalg: Filter, enhet: str, n: int) -> str:
    """«3 forsentkomminger», «8 dokumenterte dager», «udokumentert fravær», «3 sykedager»."""
    one, many = _qualities(utvalg, "t"), _qualities(utvalg, "te")
    ill = utvalg.aarsak == {"sykdom"}
    cause = f" ({liste(sorted(utvalg.aarsak), 'eller')})" if utvalg.aarsak and not ill else ""
    if enhet == "andel":
        return f"{one}{'sykefravær' if ill else 'fravær'}{cause}"
    if ill and enhet == "dager":
        return antall(n, f"{one}sykedag", f"{many}sykedager")
    if enhet == "timer":
        return f"{antall(n, f'{one}time', f'{many}timer')}{cause}"
    if enhet == "dager":
        return f"{antall(n, f'{one}fraværsdag', f'{many}fraværsdager')}{cause}"
    if ill:
        cause = " på grunn av sykdom"
    if len(utvalg.type) == 1:
        (type_,) = utvalg.type
        single, several = _EVENTS[type_]
        return f"{antall(n, one + single, many + several)}{cause}"
    return f"{antall(n, f'{one}fravær', f'{many}fravær')}{cause}"


def _qualities(utvalg: Filter, ending: str) -> str:
    """«udokumentert », «ugyldige » …: the adjectives, each with a blank after it."""
    words = []
    if len(utvalg.dokumentert) == 1:
        words.append(("dokumenter" if True in utvalg.dokumentert else "udokumenter") + ending)
    if len(utvalg.gyldig) == 1:
        plural = "e" if ending == "te" else ""
        words.append(("gyldig" if True in utvalg.gyldig else "ugyldig") + plural)
    return "".join(w + " " for w in words)


def window_words(vindu: Vindu) -> str:
    """«på en måned», «på 14 dager», «dette halvåret» and so on: up to the last day, which the finding names."""
    return {
        "måned": "på en måned",
        "kvartal": "på tre måneder",
        "semester": "dette halvåret",
        "skoleår": "dette skoleåret",
        "dager": "samme dag" if vindu.n == 1 else f"på {vindu.n} dager",
        "skoledager": "samme dag" if vindu.n == 1 else f"på {vindu.n} skoledager",
    }[vindu.name]


EVENTS = {
    "hjemkontakt": "hjemmet ble kontaktet",
    "direkte-hjemkontakt": "noen snakket med hjemmet",
    "møte-med-hjemmet": "det ble holdt møte med hjemmet",
    "elevsamtale": "noen snakket med eleven",
    "ressursteam": "ressursteamet fikk saken",
    "ledelse": "ledelsen fikk beskjed",
    "legeattest": "det kom legeattest",
    "fravær": "eleven var borte",
    "kartlegging": "samtalene med skole, elev og foresatte var holdt",
    "årsakskartlegging": "eleven fortalte om årsakene",
    "samtykke": "samtykket gjelder fra",
    "plan": "planen begynte",
    "evaluering": "planen ble evaluert",
    "uten-effekt": "planen ble evaluert uten at den hadde virket",
    "andre-plan-uten-effekt": "en ny plan ble evaluert uten at den hadde virket",
    "mål-ikke-nådd": "evalueringen viste at målet ikke er nådd",
    "avsluttes": "evalueringen konkluderte med at saken avsluttes",
    "henvisning": "eleven ble henvist",
    "flere-instanser": "flere tjenester er med fra",
    "enhetsleder": "enhetslederen fikk beskjed",
    "fravær-etter-henvisning": "eleven er henvist, men fraværet krevde tiltak igjen",
    "drøfting": "fraværet ble drøftet med ledelsen",
    "kartleggingssamtale": "kartleggingssamtalen ble holdt",
    "nærværsmøte": "nærværsmøtet ble holdt",
    "undringssamtale": "undringssamtalen ble holdt",
    "tverrfaglig-møte": "det tverrfaglige møtet ble holdt",
    "bekymringssamtale": "bekymringssamtalen ble holdt",
    "samarbeidsmøte": "samarbeidsmøtet ble holdt",
    "evalueringsmøte": "evalueringsmøtet ble holdt",
    "hjem": "hjemmet ble kontaktet",
    "annet": "noe annet ble gjort",
}
"""What a piece of evidence says happened, before a date: «planen begynte 29. september»."""


def event_words(word: str, day: str, *, worry: bool = False) -> str:
    """«hjemmet ble kontaktet 10. oktober, og skolen er bekymret»."""
    return f"{EVENTS.get(word, word)} {day}" + (", og skolen er bekymret" if worry else "")
