"""The oracle's answer: every rule held against every pupil, in the form of 03's «Check's JSON».

Imports nothing from the program; see `orakel.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.oracle.moenster import utslag_moenster, utslag_sosken
from tests.oracle.orakel import (
    GRAN,
    RANG,
    STANDARD,
    UMS,
    Dagbok,
    Foring,
    Kalender,
    Lesning,
    Utslag,
    i_en_plan,
    lag_dagbok,
    les_foringer,
    periode,
    riktig_slag,
    rollens_navn,
    som_dato,
    tell_fravaer,
    ubesvart,
    utslag_andel,
    utslag_antall,
    utslag_sammenhengende,
    vinduets_forste,
)
from tests.oracle.trapp import frister, skolemiljo, staar_paa

Data = dict[str, Any]


@dataclass
class _Elev:
    """What `_funn` needs to know of a pupil."""

    mappe: str
    sak: Data
    kontakter: list[Data]
    planer: list[Data]
    dagbok: Dagbok
    timeplan: Mapping[str, Sequence[str]] | None = None
    sosken: list[Dagbok] = field(default_factory=list)


def _utslag(regel: Data, elev: _Elev, kalender: Kalender, dato: date, lesning: Lesning) -> Utslag | None:
    if regel["slag"] == "antall":
        return utslag_antall(regel, elev.dagbok, kalender, lesning)
    if regel["slag"] == "sammenhengende":
        return utslag_sammenhengende(regel, elev.dagbok, kalender, dato, lesning)
    if regel["slag"] == "andel":
        return utslag_andel(regel, elev.dagbok, kalender, lesning)
    if regel["slag"] == "mønster":
        return utslag_moenster(regel, elev.dagbok, kalender, dato, elev.timeplan)
    if regel["slag"] == "søsken":
        return utslag_sosken(regel, elev.dagbok, elev.sosken, kalender)
    raise ValueError(regel["slag"])


def _funn(
    regel: Data, prefiks: str, elev: _Elev, skole: Data | None, klasse: Data | None, kalender: Kalender,
    dato: date, per: tuple[date, date], lesning: Lesning,
) -> Data | None:  # fmt: skip
    utslag = _utslag(regel, elev, kalender, dato, lesning)
    if utslag is None:
        return None

    foresatte = {f["navn"] for f in elev.sak.get("foresatte") or [] if "navn" in f}
    kontakter = [k for k in elev.kontakter if som_dato(k["dato"]) <= dato]
    med_plan = regel.get("ivaretas_av") == "plan"
    siste = utslag.dager[-1]
    punkter: list[Data] = []
    apne_forst: list[date] = []
    for punkt in [] if utslag.bare_varsel else regel.get("oppfølging") or []:
        slag = punkt["oppfylles_av"]
        oppfyller = [k for k in kontakter if riktig_slag(k, slag, foresatte) and not ubesvart(k, slag, lesning)]
        # READING: an attempt is a contact whose kind matches the item but for the answer. For H that is a telephone
        # call nobody took, not an sms; for H* an e-mail without `svar: ja` is one too.
        forsok = [k for k in kontakter if riktig_slag(k, slag, foresatte) and ubesvart(k, slag, lesning)]
        apne = [
            t
            for t in utslag.dager
            if not any(som_dato(k["dato"]) >= t for k in oppfyller) and not (med_plan and i_en_plan(t, elev.planer))
        ]
        ansvarlig, handling = punkt["ansvarlig"], punkt.get("handling")
        frist: date | None = None
        utfort: date | None = None
        if not apne:
            status = "utført"
            # READING: «the latest fulfilling contact» = the latest that fulfils any trigger, cared for or not.
            gyldige = [som_dato(k["dato"]) for k in oppfyller if any(som_dato(k["dato"]) >= t for t in utslag.dager)]
            utfort = max(gyldige) if gyldige else None
        else:
            forste = apne[0]
            apne_forst.append(forste)
            krav = punkt.get("frist")
            if krav and not (elev.sak.get("status") == "avsluttet" and lesning.avsluttet_uten_frister):
                if "skoledager" in krav:
                    frist = kalender.nte_skoledag(forste, krav["skoledager"])
                else:
                    frist = forste + timedelta(days=krav["dager"])
            status = "forfalt" if frist is not None and dato > frist else "åpen"
            overtar = punkt.get("ved_ubesvart")
            if overtar and any(
                som_dato(k["dato"]) > forste or (lesning.ubesvart_samme_dag and som_dato(k["dato"]) == forste)
                for k in forsok
            ):
                ansvarlig, handling = overtar["ansvarlig"], overtar.get("handling")
        punkter.append(
            {
                "handling": handling,
                "ansvarlig": ansvarlig,
                "navn": rollens_navn(ansvarlig, skole, klasse),
                "frist": frist.isoformat() if frist else None,
                "status": status,
                "utført": utfort.isoformat() if utfort else None,
            }
        )

    nytt = per[0] <= siste <= per[1]
    if punkter:
        status = min((p["status"] for p in punkter), key=lambda s: RANG[s])
    elif nytt and not (lesning.varsel_ivaretas and med_plan and i_en_plan(siste, elev.planer)):
        status = "åpen"
    else:
        return None  # a varsel whose last trigger is earlier is not shown, not even with --alle
    return {
        "regel": f"{prefiks}/{regel['id']}",
        "alvor": "tiltak" if punkter else "varsel",
        "status": status,
        # READING: `nytt` is computed alike for findings that are utført.
        "nytt": nytt,
        "tolkning": regel.get("tolkning") == "ja",
        # READING: a varsel has no items, so no trigger «is open for any item», so `dato` is the last trigger.
        "dato": (min(apne_forst) if apne_forst else siste).isoformat(),
        "siste": siste.isoformat(),
        "verdi": utslag.verdi,
        "grense": utslag.grense,
        "vindu": {"fra": utslag.vindu[0].isoformat(), "til": utslag.vindu[1].isoformat()} if utslag.vindu else None,
        "bevis": [
            {"fil": f"{elev.mappe}/fravaer.yaml", "linje": f.linje, "dato": d.isoformat()} for f, d in utslag.bevis
        ],
        "oppfølging": punkter,
    }


def _sti(klassemappe: str, vei: str) -> str:
    """A sibling's «class folder/pupil's folder», from the path in `sak.yaml`, relative to the pupil's folder."""
    deler = vei.split("/")
    return f"{klassemappe}/{deler[1]}" if deler[:1] == [".."] and len(deler) == 2 else "/".join(deler[2:])


def dom(
    *,
    skole: Data | None,
    klasse: Data | None,
    elever: Mapping[str, Data],
    dato: date,
    sjekk: str,
    alle: bool,
    regler: Sequence[Data] = GRAN,
    pakke: str = "gran",
    klassemappe: str = "klasse7b",
    i_dag: date | None = None,
    lesning: Lesning = STANDARD,
    trapp: str | None = None,
    andre: Mapping[str, Data] | None = None,
    kalender: Kalender | None = None,
    lest: dict[str, tuple[list[Foring], int]] | None = None,
) -> Data:
    """The check's JSON, as far as the oracle judges it.

    A pupil is ``{"sak": dict, "fravaer": list, "linjer": list[int], "kontakt": list, "planer": list}``, and perhaps
    ``"evalueringer": list`` and ``"kartlegging": dict``. `trapp` names the shipped staircase that the pack has;
    `andre` are pupils outside the class, by «class folder/pupil's folder», who may be siblings. `kalender` and `lest`
    (the entries read, by folder) may be given to be used again for the next check of the same class.
    ``feil_føringer`` per pupil (the number of entries with an error) is the oracle's own addition.
    """
    kalender = kalender or Kalender(skole)
    lest = {} if lest is None else lest
    per = periode(sjekk, dato, kalender)
    saker: list[Data] = []
    dagboker: dict[str, Dagbok] = {}
    for sti, ra in {**{f"{klassemappe}/{navn}": ra for navn, ra in elever.items()}, **(andre or {})}.items():
        if sti not in lest:
            lest[sti] = les_foringer(ra["fravaer"], ra["linjer"], kalender, i_dag, lesning)
        dagboker[sti] = lag_dagbok(lest[sti][0], dato)
    for navn, ra in elever.items():
        # 03: relative to the school folder, or to the given folder (here: the class) where there is no skole.yaml.
        mappe = f"{klassemappe}/{navn}" if skole is not None else navn
        dagbok, feil = dagboker[f"{klassemappe}/{navn}"], lest[f"{klassemappe}/{navn}"][1]
        timeplan = (klasse or {}).get("timeplan")
        sosken = [dagboker[_sti(klassemappe, vei)] for vei in ra["sak"].get("søsken") or []]
        elev = _Elev(mappe, ra["sak"], ra["kontakt"], ra["planer"], dagbok, timeplan, sosken)
        funn = []
        for regel in regler:
            # READING: a rule without `sjekk` is in uke, måned and semester («All rules are in …»).
            if sjekk not in regel.get("sjekk", UMS):
                continue
            ett = _funn(regel, pakke, elev, skole, klasse, kalender, dato, per, lesning)
            if ett is not None and (alle or ett["status"] != "utført"):
                funn.append(ett)
        if trapp is not None and sjekk in UMS:
            funn += frister(trapp, pakke, ra, dagbok, dato, per, skole, klasse, alle=alle, lesning=lesning)
        miljo = skolemiljo(ra["sak"], dato, per, skole, klasse)
        funn += [miljo] if miljo and (alle or miljo["status"] != "utført") else []
        funn.sort(key=lambda f: (f["regel"] != "felles/skolemiljø", RANG[f["status"]], f["dato"], f["regel"]))
        saker.append(
            {
                "sak": mappe,
                "elev": ra["sak"]["elev"]["navn"],
                "klasse": (klasse or {}).get("klasse", klassemappe),
                "status": ra["sak"].get("status", "observert"),
                "fravær": {
                    navn_: tell_fravaer(dagbok, vinduets_forste(navn_, dato, kalender), dato, kalender, lesning)
                    for navn_ in ("måned", "semester", "skoleår")
                },
                "trapp": staar_paa(trapp, ra, dagbok, dato, lesning) if trapp is not None else None,
                "funn": funn,
                "feil_føringer": feil,
            }
        )
    saker.sort(key=lambda s: s["sak"])
    return {
        "versjon": 1,
        "sjekk": sjekk,
        "dato": dato.isoformat(),
        "periode": {"fra": per[0].isoformat(), "til": per[1].isoformat()},
        "saker": saker,
        "sammendrag": oppsummer(saker),
    }


def oppsummer(saker: Sequence[Data]) -> Data:
    """The summary's counts of pupils, from the findings shown."""

    def antall(vilkar: Any) -> int:
        return sum(1 for s in saker if any(vilkar(f) for f in s["funn"]))

    return {
        "saker": len(saker),
        "krever_tiltak": antall(lambda f: f["alvor"] == "tiltak" and f["status"] in ("åpen", "forfalt")),
        "forfalt": antall(lambda f: f["status"] == "forfalt"),
        "varsler": antall(lambda f: f["alvor"] == "varsel"),
    }
