"""Random classes and random routine packs, for judging a real check against the oracle.

Everything comes from one `random.Random(seed)`. Default settings stay away from inputs on which 03 is silent (see
`Innstillinger.tvetydig`), so that a mismatch is worth looking at.
"""

from __future__ import annotations

import random
import re
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.oracle.moenster import UKEDAGER, etter_fri, siste_kikkedag
from tests.oracle.orakel import Kalender, skolearets_siste

Data = dict[str, Any]
SISTE_DATO = date(2026, 11, 20)  # no entry is later, so that none is in the future on any machine from then on


@dataclass(frozen=True)
class Innstillinger:
    """Shares that steer the generator."""

    feil: float = 0.02  # share of entries with an error made on purpose
    klasser_med_feil: float = 0.3  # share of classes that may hold such entries at all
    tvetydig: bool = False  # also inputs on which 03 is silent (listed where they are made)
    elever: tuple[int, int] = (1, 6)


@dataclass
class Klasse:
    """A random class: plain data, and the dates worth checking."""

    skole: Data | None
    klasse: Data | None
    elever: dict[str, Data]
    datoer: list[date]
    mappe: str = "klasse7b"
    feil: int = 0
    andre: dict[str, Data] = field(default_factory=dict)  # pupils of another class, who may be siblings
    rutine: str = "gran"  # the routine of skole.yaml
    annen: Data | None = None  # the other class's klasse.yaml


ANNEN_MAPPE = "klasse5a"


# --------------------------------------------------------------------------------------------------------------
# Building blocks
# --------------------------------------------------------------------------------------------------------------
ARSAKER = ["sykdom", "lege", "permisjon", "ferie", "forsovet", "skulk", "vegring", "ukjent", "annet"]
KONTAKTTYPER = [
    "hjem", "drøfting", "bekymringssamtale", "undringssamtale", "elevsamtale", "kartleggingssamtale", "nærværsmøte",
    "samarbeidsmøte", "tverrfaglig-møte", "ressursteam", "ledelse", "evalueringsmøte", "legeattest", "annet",
]  # fmt: skip
KONTAKTVEKTER = [14, 1, 3, 1, 4, 2, 2, 2, 2, 5, 4, 1, 2, 1]
MATER = ["telefon", "møte", "video", "hjemmebesøk", "sms", "e-post", "melding", "brev"]
MED = [
    "elev", "foresatte", "mor", "far", "kontaktlærer", "rektor", "ledelse", "sosiallærer", "helsesykepleier",
    "ressursteam", "ppt", "bup", "barnevern",
]  # fmt: skip
NAVN = ["Amin", "Berit", "Chen", "Dina", "Eskil", "Fatima", "Geir", "Hodan"]
MAPPER = ["amin", "berit", "chen-1", "chen", "dina", "7b-04", "eskil", "fatima"]
ROLLER = ["kontaktlærer", "rektor", "avdelingsleder", "sosiallærer", "helsesykepleier", "ppt-kontakt", "enhetsleder"]
OPPFYLLES = [
    "hjemkontakt", "direkte-hjemkontakt", "møte-med-hjemmet", "elevsamtale", "ressursteam", "ledelse", "legeattest",
]  # fmt: skip
STATUSER = ["observert", "aktiv", "avsluttet"]


def iso(d: date) -> str:
    return d.isoformat()


def _dag(rng: random.Random, fra: date, til: date) -> date:
    return fra + timedelta(days=rng.randint(0, max(0, (til - fra).days)))


def _forste_dato(foring: Data) -> date:
    return date.fromisoformat(str(foring.get("dato", foring.get("fra"))))


def _skolerute(rng: random.Random, ar: int) -> Data:
    """One school year's skolerute; every key may be lacking."""
    rute: Data = {}
    if rng.random() < 0.7:
        rute["start"] = iso(_dag(rng, date(ar, 8, 12), date(ar, 8, 24)))
    if rng.random() < 0.7:
        rute["slutt"] = iso(_dag(rng, date(ar + 1, 6, 12), date(ar + 1, 6, 26)))
    if rng.random() < 0.7:
        rute["semesterskille"] = iso(_dag(rng, date(ar, 12, 15), date(ar + 1, 1, 31)))
    if rng.random() < 0.85:
        host = date.fromisocalendar(ar, rng.choice([40, 41]), 1)
        vinter = date.fromisocalendar(ar + 1, rng.choice([8, 9]), 1)
        fri: list[Data] = [
            {"fra": iso(host), "til": iso(host + timedelta(days=4)), "hva": "høstferie"},
            {"fra": iso(_dag(rng, date(ar, 12, 19), date(ar, 12, 24))), "til": iso(_dag(rng, date(ar + 1, 1, 1),
             date(ar + 1, 1, 5))), "hva": "juleferie"},
            {"fra": iso(vinter), "til": iso(vinter + timedelta(days=rng.choice([4, 6]))), "hva": "vinterferie"},
        ]  # fmt: skip
        for _ in range(rng.randint(0, 3)):
            fri.append({"dato": iso(_dag(rng, date(ar, 9, 1), date(ar + 1, 5, 31))), "hva": "planleggingsdag"})
        rng.shuffle(fri)
        rute["fri"] = fri
    return rute


def _skole(rng: random.Random, ar: list[int]) -> Data | None:
    valg = rng.random()
    if valg < 0.2:
        return None
    skole: Data = {"skole": "Solvang skole"}
    if rng.random() < 0.5:
        skole["rutine"] = rng.choice(["gran", "gran", "alvoen", "oslo", "faerder", "udir"])
    if rng.random() < 0.8:
        skole["roller"] = {rolle: f"Person {rolle}" for rolle in ROLLER[1:] if rng.random() < 0.7}
        if not skole["roller"]:
            del skole["roller"]
    if valg < 0.85:
        ruter = {f"{a}-{a + 1}": _skolerute(rng, a) for a in ar if rng.random() < 0.8}
        ruter = {k: v for k, v in ruter.items() if v}
        if ruter:
            skole["skoleruter"] = ruter
    return skole


def _pynt(rng: random.Random, foring: Data, arsak: str | None = None) -> Data:
    """Adds dokumentert, gyldig and årsak, each in every combination."""
    if rng.random() < 0.65:
        foring["dokumentert"] = rng.choice(["ja", "ja", "nei"])
    if rng.random() < 0.25:
        foring["gyldig"] = rng.choice(["ja", "nei"])
    if arsak is not None:
        foring["årsak"] = arsak
    elif rng.random() < 0.6:
        foring["årsak"] = rng.choice(ARSAKER)
    if rng.random() < 0.1:
        foring["merknad"] = rng.choice(["Ringte kl. 8: syk, sa mor.", "kom ikke", "hode, mage"])
    return foring


def _timer(rng: random.Random, foring: Data) -> Data:
    valg = rng.random()
    if valg < 0.4:
        foring["timer"] = rng.randint(1, 5)
    if valg > 0.3 and valg < 0.65:
        foring["time"] = sorted(rng.sample(range(1, 8), rng.randint(1, 4)))
    return foring


def _nar(rng: random.Random, skoledager: list[date], i: int, lengde: int, enkel: float) -> tuple[Data, int]:
    """Place of an entry over `lengde` school days from no. i: one date, or a span that may cross days off."""
    j = min(i + lengde - 1, len(skoledager) - 1)
    if i == j and rng.random() < enkel:
        return {"dato": iso(skoledager[i])}, j
    fra, til = skoledager[i], skoledager[j]
    # Ends on days off, where nothing but days off lie between (and inside the school year).
    if rng.random() < 0.3 and j + 1 < len(skoledager):
        til = _dag(rng, til, skoledager[j + 1] - timedelta(days=1))
    if rng.random() < 0.2 and i > 0:
        fra = _dag(rng, skoledager[i - 1] + timedelta(days=1), fra)
    return {"fra": iso(fra), "til": iso(til)}, j


def _foringer(rng: random.Random, kalender: Kalender, ar: list[int]) -> list[Data]:
    """Entries without error, over one or two school years, with clusters."""
    ut: list[Data] = []
    for a in ar:
        siste = min(SISTE_DATO, skolearets_siste(date(a, 8, 1)))
        skoledager = kalender.skoledager(date(a, 8, 1), siste)
        if not skoledager:
            continue
        p_dag = rng.choice([0.01, 0.03, 0.06, 0.12, 0.25])
        p_time = rng.choice([0.0, 0.02, 0.06])
        p_sent = rng.choice([0.0, 0.03, 0.1])
        p_forlot = rng.choice([0.0, 0.01, 0.04])
        p_avtalt = rng.choice([0.0, 0.0, 0.05])
        # Some pupils are absent in one part of the year only.
        fra, til = 0, len(skoledager)
        if rng.random() < 0.4:
            fra = rng.randrange(len(skoledager))
            til = min(len(skoledager), fra + rng.randint(10, 60))
        i = fra
        while i < til:
            if rng.random() < p_dag:
                lengde = rng.choice([1, 1, 1, 2, 3, 3, 4, 5, 8])
                arsak = rng.choice(["sykdom", "sykdom", None])
                # A run as one span, or as several entries next to each other.
                if rng.random() < 0.6:
                    sted, j = _nar(rng, skoledager, i, lengde, 0.9)
                    ut.append(_pynt(rng, {**sted, "type": "dag"}, arsak))
                    # The span may end on days off only, so the next school day is free.
                    i = j + 1
                else:
                    for _ in range(lengde):
                        if i < len(skoledager):
                            ut.append(_pynt(rng, {"dato": iso(skoledager[i]), "type": "dag"}, arsak))
                            i += 1
                continue
            if rng.random() < p_time:
                sted, _ = _nar(rng, skoledager, i, rng.choice([1, 1, 1, 1, 3]), 0.95)
                ut.append(_pynt(rng, _timer(rng, {**sted, "type": "time"})))
                if rng.random() < 0.2:
                    ut.append(_pynt(rng, _timer(rng, {"dato": iso(skoledager[i]), "type": "time"})))
            if rng.random() < p_sent:
                for _ in range(rng.choice([1, 1, 1, 2])):
                    ut.append({"dato": iso(skoledager[i]), "type": "forsentkomming"})
                    if rng.random() < 0.4:
                        ut[-1]["minutter"] = rng.randint(1, 60)
                    if rng.random() < 0.3:
                        _pynt(rng, ut[-1])
            if rng.random() < p_forlot:
                sted, _ = _nar(rng, skoledager, i, rng.choice([1, 1, 1, 2]), 0.95)
                ut.append(_pynt(rng, _timer(rng, {**sted, "type": "forlot"})))
            if rng.random() < p_avtalt:
                sted, _ = _nar(rng, skoledager, i, rng.choice([1, 1, 2]), 0.95)
                ut.append({**sted, "type": "avtalt"})
                if rng.random() < 0.4:
                    ut[-1]["timer"] = rng.randint(1, 4)
            # A day of absence may also hold lessons, late arrivals and so on: nothing forbids it.
            i += 1
    return ut


def _feilforing(rng: random.Random, kalender: Kalender, gode: list[Data], ar: list[int]) -> Data:
    """One entry with an error."""
    a = rng.choice(ar)
    alle = [date(a, 8, 1) + timedelta(days=n) for n in range(365)]
    alle = [d for d in alle if d <= SISTE_DATO]
    skoledager = [d for d in alle if kalender.skoledag(d)] or [date(a, 9, 1)]
    ikke = [d for d in alle if not kalender.skoledag(d)]
    d = rng.choice(skoledager)
    dager = [f for f in gode if f.get("type") == "dag"]
    slag = rng.randint(0, 12)
    if slag in (0, 1):
        return _pynt(rng, {"dato": iso(rng.choice(ikke)), "type": rng.choice(["dag", "dag", "time", "forlot"])})
    if slag in (2, 3, 4) and dager:
        kopi = rng.choice(dager)
        if slag == 2 and "fra" in kopi:
            return _pynt(rng, {"fra": kopi["fra"], "til": kopi["til"], "type": "dag"})
        start = _forste_dato(kopi)
        while not kalender.skoledag(start):
            start += timedelta(days=1)
        return _pynt(rng, {"dato": iso(start), "type": "dag"})
    feil: list[Data] = [
        {"fra": iso(d), "til": iso(d - timedelta(days=rng.randint(1, 20))), "type": "dag"},
        {"dato": iso(d), "type": "sykdom"},
        {"dato": iso(d), "type": "dag", "årsak": "influensa"},
        {"dato": iso(d), "type": "dag", "dokumentert": "kanskje"},
        {"dato": iso(d), "type": "time", "timer": rng.choice([0, -1, "to"])},
        {"dato": iso(d)},
        {"dato": iso(d), "fra": iso(d), "til": iso(d), "type": "dag"},
        {"type": "dag"},
        {"fra": iso(d), "type": "dag"},
        {"dato": f"{d.year}-02-30", "type": "dag"},
        {"fra": iso(date(a - 2, 9, 5)), "til": iso(date(a, 2, 5)), "type": "dag"},  # longer than a school year
        {"fra": iso(date(a, 8, 2)), "til": iso(date(a, 8, 9)), "type": "dag"},  # before any school year's start
        {"dato": iso(d), "type": "dag", "gyldig": "vet-ikke"},
    ]
    return rng.choice(feil)


def _spenn_med_dobbel(rng: random.Random, kalender: Kalender, gode: list[Data]) -> Data | None:
    """A `dag` span that holds a day that already has a `dag` and others that may be free."""
    dager = [f for f in gode if f.get("type") == "dag" and "dato" in f]
    if not dager:
        return None
    d = date.fromisoformat(rng.choice(dager)["dato"])
    fra, til = d - timedelta(days=rng.randint(0, 3)), d + timedelta(days=rng.randint(1, 4))
    if not (kalender.start(d) <= fra and til <= min(kalender.slutt(d), SISTE_DATO)):
        return None
    return {"fra": iso(fra), "til": iso(til), "type": "dag"}


def _kontakter(rng: random.Random, foringer: list[Data], foresatte: list[str], ar: list[int]) -> list[Data]:
    ut: list[Data] = []
    vilje = rng.choice([0.0, 0.1, 0.3, 0.7, 1.0])
    datoer = [_forste_dato(f) for f in foringer]
    valgte = [d + timedelta(days=rng.choice([0, 0, 0, 1, 1, 2, 4, 9])) for d in datoer if rng.random() < vilje]
    valgte += [_dag(rng, date(ar[0], 8, 10), SISTE_DATO) for _ in range(rng.randint(0, 3))]
    for d in valgte:
        if d > SISTE_DATO:
            continue
        kontakt: Data = {"dato": iso(d), "type": rng.choices(KONTAKTTYPER, KONTAKTVEKTER)[0]}
        if rng.random() < 0.65:
            kontakt["måte"] = rng.choice([*MATER, "telefon", "telefon", "møte"])
        if rng.random() < 0.55:
            kontakt["med"] = rng.choice(
                [
                    ["foresatte"], ["mor"], ["far"], ["elev"], ["elev", "foresatte"], ["mor", "elev"],
                    [rng.choice(foresatte)] if foresatte else ["mor"], ["elev", rng.choice(foresatte or ["far"])],
                    rng.sample(MED, rng.randint(1, 4)), ["Ukjent Person"], ["rektor", "ppt"],
                ]
            )  # fmt: skip
        if rng.random() < 0.45:
            kontakt["svar"] = rng.choice(["ja", "nei"])
        if rng.random() < 0.1:
            kontakt["bekymring"] = rng.choice(["ja", "nei"])
        if rng.random() < 0.3:
            kontakt["av"] = "Nora Berg"
        ut.append(kontakt)
    rng.shuffle(ut)
    return ut


def _planer(rng: random.Random, foringer: list[Data], ar: list[int]) -> list[Data]:
    ut: list[Data] = []
    datoer = sorted(_forste_dato(f) for f in foringer)
    neste: date | None = None
    for _ in range(rng.choice([0, 0, 1, 2, 3, 4])):
        if neste is not None and rng.random() < 0.4:
            fra = neste  # consecutive
        elif datoer:
            fra = rng.choice(datoer) + timedelta(days=rng.randint(-3, 7))
        else:
            fra = _dag(rng, date(ar[0], 8, 20), SISTE_DATO)
        plan: Data = {"periode": {"fra": iso(fra)}}
        til = fra + timedelta(days=rng.randint(3, 60))
        if rng.random() < 0.6:
            plan["periode"]["til"] = iso(til)
        if rng.random() < 0.5:
            til = fra + timedelta(days=rng.randint(3, 70))
            plan["evaluering"] = {"dato": iso(til)}
        elif rng.random() < 0.2:
            plan["evaluering"] = {"kl": "14:00"}
        neste = til + timedelta(days=rng.choice([0, 1, 1, 5]))
        ut.append(plan)
    return ut


# --------------------------------------------------------------------------------------------------------------
# Patterns, siblings and the case's way up the staircase
# --------------------------------------------------------------------------------------------------------------
FAG = ["Norsk", "Matematikk", "Engelsk", "Naturfag", "Musikk", "Kroppsøving", "Mat og helse"]


def _timeplan(rng: random.Random) -> Data:
    """Lessons of the week; some subjects are rare, some days lack."""
    fagene = rng.sample(FAG, rng.randint(1, len(FAG)))
    dager = [d for d in UKEDAGER if rng.random() < 0.95] or ["mandag"]
    return {dag: [rng.choice(fagene) for _ in range(rng.randint(3, 6))] for dag in dager}


def _moensterforinger(rng: random.Random, kalender: Kalender, ar: list[int], fagene: list[str]) -> list[Data]:
    """A pupil who is often away on one weekday, after days off, or from one subject; and a little at random."""
    ut: list[Data] = []
    for a in ar:
        skoledager = kalender.skoledager(date(a, 8, 1), min(SISTE_DATO, skolearets_siste(date(a, 8, 1))))
        slag = rng.choice(["ukedag", "ukedag", "etter-fri", "fag", "fag"])
        ukedag, fag = rng.randrange(5), rng.choice(fagene)
        styrke, ellers = rng.choice([0.1, 0.2, 0.4, 0.8]), rng.choice([0.0, 0.01, 0.03])
        # Days by agreement, also on the very days of the pattern: those are not among the days that are tested.
        avtalt, avtalt_treff = rng.choice([0.0, 0.02, 0.02, 0.4]), rng.choice([0.0, 0.0, 0.4, 0.7])
        typer = rng.choice([["dag"], ["dag", "dag", "time", "forsentkomming", "forlot"], ["forsentkomming"]])
        for i, d in enumerate(skoledager):
            if slag == "fag":
                if rng.random() < styrke * 0.3:
                    ut.append({"dato": iso(d), "type": "time", "fag": fag})
                    # The same subject twice on a day is one event.
                    if rng.random() < 0.2:
                        ut.append({"dato": iso(d), "type": "time", "fag": fag, "timer": 2})
                if rng.random() < 0.02:
                    type_ = rng.choice(["time", "time", "forlot"])
                    ut.append({"dato": iso(d), "type": type_, "fag": rng.choice(fagene)})
                if rng.random() < ellers:
                    ut.append({"dato": iso(d), "type": "dag"})
                continue
            treff = d.weekday() == ukedag if slag == "ukedag" else etter_fri(d, kalender)
            if treff and rng.random() < avtalt_treff:
                ut.append({"dato": iso(d), "type": "avtalt"})
            elif rng.random() < (styrke if treff else ellers):
                foring = _pynt(rng, {"dato": iso(d), "type": rng.choice(typer)})
                # A day of absence that began the day before, now and then.
                if foring["type"] == "dag" and i and rng.random() < 0.05:
                    forrige = iso(skoledager[i - 1])
                    if not any(forrige in (f.get("dato"), f.get("til")) for f in ut):
                        foring = {"fra": forrige, "til": iso(d), "type": "dag"}
                ut.append(foring)
            elif rng.random() < avtalt:
                ut.append({"dato": iso(d), "type": "avtalt", **({"timer": 2} if rng.random() < 0.4 else {})})
    return ut


def _evalueringer(rng: random.Random, planer: list[Data]) -> list[Data]:
    """Clear evaluations only: nothing worked, or something did (03 does not say what «without effect» is)."""
    ut: list[Data] = []
    for nr, plan in enumerate(planer, 1):
        fra = date.fromisoformat(plan["periode"]["fra"])
        plan["delmål"] = [{"id": "D1", "mål": "Til stede"}, {"id": "D2", "mål": "Med i gym"}]
        plan["tiltak"] = [{"id": "T1", "tiltak": "Hilser ved døra"}]
        while fra < SISTE_DATO and rng.random() < 0.45:
            e: Data = {"dato": iso(min(SISTE_DATO, fra + timedelta(days=rng.randint(1, 60))))}
            if nr > 1 or rng.random() < 0.5:
                e["plan"] = "tiltaksplan.yaml" if nr == 1 else f"tiltaksplan-{nr}.yaml"
            valg = rng.random()
            if valg < 0.4:
                e["delmål"] = [{"id": "D1", "nådd": "nei"}]
                e["tiltak"] = [{"id": "T1", "virket": "nei"}]
                e["konklusjon"] = rng.choice(["henvises", "ny-plan"])
            elif valg < 0.9:
                e["delmål"] = [{"id": "D1", "nådd": "ja"}, {"id": "D2", "nådd": rng.choice(["ja", "delvis"])}]
                e["tiltak"] = [{"id": "T1", "virket": "ja"}]
                e["konklusjon"] = rng.choice(["videreføres", "avsluttes"])
            ut.append(e)
    rng.shuffle(ut)
    return ut


def _kartlegging(rng: random.Random, ar: list[int]) -> Data:
    kart: Data = {}
    if rng.random() < 0.5:
        hvem = rng.sample(["elev", "foresatte", "mor", "far", "skole"], rng.choice([1, 3, 5, 5]))
        kart["samtaler"] = [{"med": m, "dato": iso(_dag(rng, date(ar[0], 8, 20), SISTE_DATO))} for m in hvem]
    if rng.random() < 0.15:
        kart["kort"] = [{"kort": "søvn"}]
    if rng.random() < 0.2:
        dato = iso(_dag(rng, date(ar[0], 8, 20), SISTE_DATO))
        kart["skalering"] = [{"dato": dato, "skala": "liker", "situasjon": "Friminutt", "verdi": 2}]
    return kart


def _saksgang(rng: random.Random, sak: Data, kontakter: list[Data], ar: list[int]) -> None:
    """What `sak.yaml` says of the case's course, and worries in the contact log."""

    def dag() -> str:
        return iso(_dag(rng, date(ar[0], 8, 10), min(SISTE_DATO, date(ar[-1] + 1, 6, 30))))

    if rng.random() < 0.4:
        sak["åpnet"] = dag()
    if sak.get("status") == "avsluttet" and rng.random() < 0.6:
        sak["avsluttet"] = max(dag(), sak.get("åpnet", ""))
    if rng.random() < 0.3:
        sak["henvisninger"] = [{"dato": dag(), "til": "ppt"}]
    if rng.random() < 0.4:
        sak["samtykker"] = [{"dato": dag(), "tjenester": ["ppt"], "gjelder": ["utveksling"]}]
        for nokkel in ("utløper", "trukket"):
            if rng.random() < 0.3:
                sak["samtykker"][0][nokkel] = max(dag(), sak["samtykker"][0]["dato"])
    if rng.random() < 0.15:
        instanser = rng.choice([["ppt"], ["ppt", "barnevern"]])
        sak["nettverk"] = [{"navn": "Ola Strand", "rolle": "rådgiver", "instans": i} for i in instanser]
    if rng.random() < 0.15:
        sak["skolemiljø"] = {"mistanke": rng.choice(["ja", "ja", "nei"]), "dato": dag()}
        for nokkel in ("rektor_varslet", "aktivitetsplan"):
            if rng.random() < 0.5:
                sak["skolemiljø"][nokkel] = max(dag(), sak["skolemiljø"]["dato"])
    for kontakt in kontakter:
        if rng.random() < 0.25:
            kontakt["bekymring"] = "ja"


def _sosken(
    rng: random.Random, skole: Data | None, kalender: Kalender, elever: dict[str, Data], ar: list[int]
) -> dict[str, Data]:
    """Gives some pupils siblings, in the class and in another; returns the pupils of the other class."""
    andre: dict[str, Data] = {}
    for navn, elev in elever.items():
        if rng.random() > 0.35:
            continue
        sosken = []
        i_klassen = [n for n in elever if n != navn]
        if i_klassen and rng.random() < 0.6:
            sosken.append("../" + rng.choice(i_klassen))
        # READING (avoided): without skole.yaml the class is the whole of the given folder.
        if skole is not None and (not sosken or rng.random() < 0.4):
            foringer: list[Data] = []
            for f in elev["fravaer"]:
                # Some of the pupil's own days, each day once, and some days more.
                if f.get("type") == "dag" and "dato" in f and rng.random() < 0.6:
                    d = date.fromisoformat(f["dato"]) if not f["dato"].endswith("02-30") else None
                    if d and kalender.skoledag(d) and not any(g["dato"] == f["dato"] for g in foringer):
                        foringer.append(_pynt(rng, {"dato": f["dato"], "type": "dag"}))
            for d in kalender.skoledager(date(ar[0], 8, 1), min(SISTE_DATO, date(ar[0] + 1, 7, 31))):
                if rng.random() < 0.03 and not any(g["dato"] == iso(d) for g in foringer):
                    foringer.append({"dato": iso(d), "type": rng.choice(["dag", "time", "forsentkomming"])})
            mappe = f"s-{navn}"
            andre[f"{ANNEN_MAPPE}/{mappe}"] = {
                "sak": {"elev": {"navn": f"Søster til {navn}"}, "søsken": [f"../../klasse7b/{navn}"]},
                "fravaer": foringer, "linjer": [], "kontakt": [], "planer": [], "luft": [0] * len(foringer),
            }  # fmt: skip
            sosken.append(f"../../{ANNEN_MAPPE}/{mappe}")
        if sosken:
            rng.shuffle(sosken)
            elev["sak"]["søsken"] = sosken
    return andre


def lag_klasse(seed: int, innstillinger: Innstillinger | None = None) -> Klasse:
    """A random class, and three dates at which to check it."""
    inn = innstillinger or Innstillinger()
    rng = random.Random(seed)
    ar = rng.choice([[2023], [2024], [2025], [2023, 2024], [2024, 2025], [2025, 2026]])
    skole = _skole(rng, ar)
    klasse: Data | None = None
    if rng.random() < 0.75:
        klasse = {"klasse": "7B", "trinn": 7}
        if rng.random() < 0.8:
            klasse["kontaktlærer"] = "Nora Berg"
    tider = random.Random(f"timeplan-{seed}")
    if klasse is not None and tider.random() < 0.6:
        klasse["timeplan"] = _timeplan(tider)
    kalender = Kalender(skole)
    med_feil = rng.random() < inn.klasser_med_feil
    elever: dict[str, Data] = {}
    antall_feil = 0
    mapper = MAPPER.copy()
    rng.shuffle(mapper)
    for nr in range(rng.randint(*inn.elever)):
        foresatte = [f"Foresatt{n} {NAVN[nr]}" for n in range(rng.randint(0, 2))]
        sak: Data = {"elev": {"navn": f"{NAVN[nr]} Nordmann"}, "kode": f"7B-{nr + 1:02}"}
        if foresatte:
            sak["foresatte"] = [{"navn": n, "relasjon": r} for n, r in zip(foresatte, ["mor", "far"], strict=False)]
        if rng.random() < 0.6:
            sak["status"] = rng.choices(STATUSER, [3, 5, 1])[0]
        egen = random.Random(f"elev-{seed}-{nr}")
        fagene = sorted({fag for dag in (klasse or {}).get("timeplan", {}).values() for fag in dag}) or FAG
        if egen.random() < 0.4:
            foringer = _moensterforinger(egen, kalender, ar, fagene)
        else:
            foringer = _foringer(rng, kalender, ar)
            for f in foringer:
                if f["type"] in ("time", "forlot") and egen.random() < 0.5:
                    f["fag"] = egen.choice(fagene)
        gode = list(foringer)
        if med_feil:
            for _ in range(1 + int(len(gode) * inn.feil) if rng.random() < 0.7 else 0):
                spenn = _spenn_med_dobbel(rng, kalender, gode) if rng.random() < 0.2 else None
                foringer.append(spenn or _feilforing(rng, kalender, gode, ar))
                antall_feil += 1
        valg = rng.random()
        if valg < 0.4:
            rng.shuffle(foringer)
        elif valg < 0.6:
            foringer.reverse()
        # Key order as a person might write it.
        if rng.random() < 0.2:
            foringer = [dict(rng.sample(list(f.items()), len(f))) for f in foringer]
        elever[mapper[nr]] = {
            "sak": sak,
            "fravaer": foringer,
            "linjer": [],
            "kontakt": _kontakter(rng, gode, foresatte, ar),
            "planer": (planer := _planer(rng, gode, ar)),
            "evalueringer": _evalueringer(egen, planer),
            "kartlegging": _kartlegging(egen, ar),
            "luft": [rng.choice([0, 0, 0, 0, 1]) for _ in foringer],  # comment lines before each entry
        }
        _saksgang(egen, sak, elever[mapper[nr]]["kontakt"], ar)
    andre = _sosken(random.Random(f"søsken-{seed}"), skole, kalender, elever, ar)
    for elev in [*elever.values(), *andre.values()]:
        linje = 1  # `fravær:`
        elev["linjer"] = []
        for luft in elev["luft"]:
            linje += 1 + luft
            elev["linjer"].append(linje)
    datoer = _datoer(rng, elever, ar, inn)
    if tider.random() < 0.4:  # a look day, or a day close to one
        kikk = siste_kikkedag(datoer[0], kalender)
        if kikk is not None and kikk <= SISTE_DATO:
            datoer[0] = min(SISTE_DATO, kikk + timedelta(days=tider.choice([0, 0, 1, 3])))
    rutine = (skole or {}).get("rutine", "gran")
    annen = {"klasse": "5A", "kontaktlærer": "Odd Vik"} if tider.random() < 0.5 else None
    return Klasse(
        skole, klasse, elever, datoer, feil=antall_feil, andre=andre, rutine=rutine, annen=annen if andre else None
    )


def _datoer(rng: random.Random, elever: dict[str, Data], ar: list[int], inn: Innstillinger) -> list[date]:
    kandidater: list[date] = []
    for elev in elever.values():
        for f in elev["fravaer"]:
            tekst = f.get("dato", f.get("til"))
            if isinstance(tekst, str) and not tekst.endswith("02-30"):
                kandidater.append(date.fromisoformat(tekst))
    ut: list[date] = []
    for _ in range(3):
        valg = rng.random()
        if kandidater and valg < 0.7:
            d = rng.choice(kandidater) + timedelta(days=rng.choice([0, 0, 0, 1, 2, 3, 5, 10, 25]))
        elif valg < 0.8:
            a = rng.choice(ar)
            d = rng.choice(
                [date(a + 1, 3, 31), date(a, 12, 31), date(a + 1, 1, 1), date(a, 10, 31), date(a + 1, 5, 31)]
            )
        else:
            d = _dag(rng, date(ar[0], 8, 1), date(ar[-1] + 1, 7, 31))
        # READING (avoided): a check in the first days of August has a week that began in the old school year.
        if not inn.tvetydig and d.month == 8 and d.day < 8:
            d = d.replace(day=8)
        ut.append(min(d, SISTE_DATO))
    return ut


# --------------------------------------------------------------------------------------------------------------
# Writing YAML
# --------------------------------------------------------------------------------------------------------------
_NAKEN = re.compile(r"[a-zæøå][a-zæøå0-9-]*|\d{4}-\d{2}-\d{2}(-kopi)?")


def yaml_verdi(verdi: Any) -> str:
    """A value in flow style; text that is not a plain word or date is quoted."""
    if isinstance(verdi, dict):
        return "{" + ", ".join(f"{k}: {yaml_verdi(v)}" for k, v in verdi.items()) + "}"
    if isinstance(verdi, list):
        return "[" + ", ".join(yaml_verdi(v) for v in verdi) + "]"
    if isinstance(verdi, bool) or verdi is None:
        raise TypeError(verdi)
    if isinstance(verdi, int | float):
        return str(verdi)
    tekst = str(verdi)
    if _NAKEN.fullmatch(tekst) and tekst not in ("null", "true", "false"):
        return tekst
    return '"' + tekst.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _blokk(data: Data) -> str:
    return "".join(f"{k}: {yaml_verdi(v)}\n" for k, v in data.items())


def _liste(nokkel: str, poster: list[Any], luft: list[int] | None = None) -> str:
    if not poster:
        return f"{nokkel}: []\n"
    linjer = [f"{nokkel}:"]
    for nr, post in enumerate(poster):
        linjer += ["  # merknad"] * (luft[nr] if luft else 0)
        linjer.append(f"  - {yaml_verdi(post)}")
    return "\n".join(linjer) + "\n"


def _skriv(fil: Path, tekst: str) -> None:
    fil.parent.mkdir(parents=True, exist_ok=True)
    fil.write_text(tekst, encoding="utf-8")


def _skriv_elev(mappe: Path, elev: Data) -> None:
    _skriv(mappe / "sak.yaml", _blokk(elev["sak"]))
    if elev["fravaer"] or len(mappe.name) % 2:
        _skriv(mappe / "fravaer.yaml", _liste("fravær", elev["fravaer"], elev["luft"]))
    if elev["kontakt"]:
        _skriv(mappe / "kontakt.yaml", _liste("kontakt", elev["kontakt"]))
    for nr, plan in enumerate(elev["planer"], 1):
        _skriv(mappe / ("tiltaksplan.yaml" if nr == 1 else f"tiltaksplan-{nr}.yaml"), _blokk(plan))
    if elev.get("evalueringer"):
        _skriv(mappe / "evaluering.yaml", _liste("evalueringer", elev["evalueringer"]))
    if elev.get("kartlegging"):
        _skriv(mappe / "kartlegging.yaml", _blokk(elev["kartlegging"]))


def skriv_klasse(klasse: Klasse, rot: Path) -> Path:
    """Writes the class under `rot` (the school folder, if there is a school); returns the class folder."""
    if klasse.skole is not None:
        _skriv(rot / "skole.yaml", _blokk(klasse.skole))
    mappe = rot / klasse.mappe
    if klasse.klasse is not None:
        _skriv(mappe / "klasse.yaml", _blokk(klasse.klasse))
    if klasse.annen is not None:
        _skriv(rot / ANNEN_MAPPE / "klasse.yaml", _blokk(klasse.annen))
    for navn, elev in klasse.elever.items():
        _skriv_elev(mappe / navn, elev)
    for navn, elev in klasse.andre.items():
        _skriv_elev(rot / navn, elev)
    return mappe


# --------------------------------------------------------------------------------------------------------------
# Own packs
# --------------------------------------------------------------------------------------------------------------
@dataclass
class Pakke:
    """A random routine pack; `regler` in the form that the oracle judges."""

    id: str
    data: Data
    regler: list[Data] = field(default_factory=list)


def _filter(rng: random.Random, typer: list[str]) -> Data:
    nar: Data = {"type": typer}
    if rng.random() < 0.3:
        nar["dokumentert"] = rng.choice(["ja", "nei"])
    if rng.random() < 0.25:
        nar["gyldig"] = rng.choice(["ja", "nei"])
    if rng.random() < 0.3:
        nar["årsak"] = rng.sample(ARSAKER, rng.randint(1, 4)) + ([] if rng.random() < 0.5 else ["sykdom"])
        nar["årsak"] = sorted(set(nar["årsak"]))
    return nar


def _vindu(rng: random.Random) -> Any:
    return rng.choice(
        [
            "måned", "måned", "kvartal", "semester", "skoleår", {"dager": 1}, {"dager": rng.randint(2, 120)},
            {"skoledager": rng.randint(1, 60)}, {"skoledager": rng.randint(1, 15)},
        ]
    )  # fmt: skip


def _oppfolging(rng: random.Random) -> list[Data]:
    ut: list[Data] = []
    for nr in range(rng.choice([1, 1, 2, 3])):
        punkt: Data = {"handling": f"handling {nr}: følg opp", "ansvarlig": rng.choice(ROLLER)}
        if rng.random() < 0.6:
            punkt["frist"] = rng.choice(
                [{"skoledager": rng.randint(0, 6)}, {"dager": rng.randint(0, 21)}, {"skoledager": 0}]
            )
        punkt["oppfylles_av"] = rng.choice(OPPFYLLES)
        if rng.random() < 0.4:
            punkt["ved_ubesvart"] = {"handling": f"tar over {nr}", "ansvarlig": rng.choice(ROLLER)}
        ut.append(punkt)
    return ut


def lag_pakke(seed: int, innstillinger: Innstillinger | None = None) -> Pakke:
    """A random own pack, in the form of «A pack, as its author writes it»."""
    inn = innstillinger or Innstillinger()
    rng = random.Random(f"pakke-{seed}")
    regler: list[Data] = []
    ider = ["måned-3", "aa", "dager-8", "regel-10", "regel-2", "årsak-x", "sykdom-3", "zz"]
    rng.shuffle(ider)
    for nr in range(rng.randint(1, 6)):
        slag = rng.choice(["antall", "antall", "andel", "sammenhengende"])
        regel: Data = {"id": ider[nr], "slag": slag}
        if slag == "antall":
            enhet = rng.choice(["dager", "hendelser", "hendelser", "timer"])
            if enhet == "dager":
                # 03 silent: other types than `dag` in a rule that counts days.
                typer = ["dag"] if not inn.tvetydig else rng.choice([["dag"], ["dag", "time"]])
            elif enhet == "timer":
                # 03 silent: hours of entries that are whole days or late arrivals.
                valg = [["time"], ["forlot"], ["time", "forlot"]]
                typer = rng.choice(valg if not inn.tvetydig else [*valg, ["dag", "time"], ["forsentkomming"]])
            else:
                typer = rng.sample(["dag", "time", "forsentkomming", "forlot"], rng.randint(1, 4))
            regel["når"] = _filter(rng, typer)
            regel["enhet"] = enhet
            regel["vindu"] = _vindu(rng)
            regel["minst"] = rng.choice([1, 1, 2, 3, 4, 5, 8, 10])
        elif slag == "andel":
            regel["når"] = _filter(rng, ["dag"])
            regel["vindu"] = _vindu(rng)
            regel["over"] = rng.choice([5, 10, 12.5, 15, 20, 25, 33, 50])
            if rng.random() < 0.7 or not inn.tvetydig:
                regel["minst_skoledager"] = rng.choice([1, 1, 5, 8, 10, 20, 50])
        else:
            regel["når"] = _filter(rng, ["dag"])
            regel["skoledager"] = rng.choice([1, 2, 2, 3, 3, 4, 5, 7])
        if rng.random() < 0.75:
            sjekker = [s for s in ("dag", "uke", "måned", "semester") if rng.random() < 0.75]
            regel["sjekk"] = sjekker or ["uke"]
        if rng.random() < 0.8:
            regel["oppfølging"] = _oppfolging(rng)
        # 03 silent: a plan that cares for a rule without items.
        if rng.random() < 0.45 and ("oppfølging" in regel or inn.tvetydig):
            regel["ivaretas_av"] = "plan"
        if rng.random() < 0.3:
            regel["tolkning"] = rng.choice(["ja", "nei"])
        regel["forklaring"] = f"Regel {nr} i en egen rutine."
        regel["kilde"] = f"{nr}.1"
        regler.append(regel)
    data: Data = {
        "navn": "Egen kommune",
        "versjon": f"2025-{seed % 97}",
        "kilde": {"tittel": "Egen rutine", "år": 2025},
        "regler": regler,
    }
    return Pakke("egen", data, regler)


def skriv_pakke(pakke: Pakke, rot: Path) -> Path:
    """Writes the pack under `rot/rutiner/`; returns the file."""
    fil = rot / "rutiner" / f"{pakke.id}.yaml"
    hode = _blokk({k: v for k, v in pakke.data.items() if k != "regler"})
    if pakke.id and len(pakke.regler) % 2:
        _skriv(fil, hode + _liste("regler", pakke.regler))
        return fil
    linjer = [hode + "regler:\n"]
    for regel in pakke.regler:
        for nr, (k, v) in enumerate(regel.items()):
            innrykk = "  - " if nr == 0 else "    "
            if k == "oppfølging":
                linjer.append(f"{innrykk}oppfølging:\n")
                linjer += [f"      - {yaml_verdi(punkt)}\n" for punkt in v]
            else:
                linjer.append(f"{innrykk}{k}: {yaml_verdi(v)}\n")
    _skriv(fil, "".join(linjer))
    return fil
