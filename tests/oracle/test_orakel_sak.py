"""Hand-computed examples for the oracle's patterns, siblings and staircases; and that the comparison sees them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.oracle import dommen, generator, moenster, sammenlign, trapp
from tests.oracle.dommen import dom
from tests.oracle.moenster import binomisk_hale, etter_fri, holm, hypergeometrisk_hale, siste_kikkedag
from tests.oracle.orakel import PAKKER, Kalender, Lesning

Data = dict[str, Any]
HOST = {"skoleruter": {"2025-2026": {"start": "2025-08-18", "fri": [{"fra": "2025-10-06", "til": "2025-10-10"}]}}}


def d(tekst: str) -> date:
    return date.fromisoformat(tekst)


def elev(foringer: list[Data], **mer: Any) -> Data:
    linjer = [n + 2 for n in range(len(foringer))]
    tom: Data = {"sak": {"elev": {"navn": "Amin"}}, "fravaer": foringer, "linjer": linjer, "kontakt": [], "planer": []}
    return {**tom, **mer}


def sak(en: Data, dato: str, pakke: str, *, skole: Data | None = None, timeplan: Data | None = None,
        sjekk: str = "semester", alle: bool = True, andre: dict[str, Data] | None = None) -> Data:  # fmt: skip
    """The one pupil of a class, checked with a shipped pack."""
    klasse: Data = {"klasse": "7B", "kontaktlærer": "Nora Berg"}
    if timeplan is not None:
        klasse["timeplan"] = timeplan
    svar = dom(skole=skole, klasse=klasse, elever={"amin": en}, dato=d(dato), sjekk=sjekk, alle=alle, andre=andre,
               regler=PAKKER[pakke], pakke=pakke, trapp=pakke)  # fmt: skip
    ut: Data = svar["saker"][0]
    return ut


def funn(svar: Data, regel: str) -> Data | None:
    return next((f for f in svar["funn"] if f["regel"] == regel), None)


# --- Chance ---------------------------------------------------------------------------------------------------
def test_haler() -> None:
    # 20 days, 4 Fridays, 3 days away, all of them Fridays: C(4,3)/C(20,3) = 4/1140
    assert hypergeometrisk_hale(20, 4, 3, 3) == Fraction(4, 1140)
    assert hypergeometrisk_hale(20, 4, 3, 0) == 1
    assert hypergeometrisk_hale(5, 5, 3, 3) == 1
    # three of three, each with a chance of one in four
    assert binomisk_hale(3, Fraction(1, 4), 3) == Fraction(1, 64)
    assert binomisk_hale(3, Fraction(1, 4), 1) == 1 - Fraction(27, 64)


def test_holm() -> None:
    p = [Fraction(n, 100) for n in (4, 1, 3)]
    # smallest × 3, next × 2, last × 1, but never less than the one before
    assert holm(p) == [Fraction(6, 100), Fraction(3, 100), Fraction(6, 100)]
    assert holm([Fraction(1, 2)] * 2) == [1, 1]


# --- Patterns -------------------------------------------------------------------------------------------------
def test_kikkedager() -> None:
    # «the last school day of each month … the latest look day on or before D»
    k = Kalender(HOST)
    ventet = {"2025-08-28": None, "2025-08-29": "2025-08-29", "2025-10-30": "2025-09-30", "2025-10-31": "2025-10-31"}
    assert {x: siste_kikkedag(d(x), k) for x in ventet} == {x: d(y) if y else None for x, y in ventet.items()}
    assert siste_kikkedag(d("2026-07-31"), k) == d("2026-06-19")


def test_etter_fri() -> None:
    # the year's first day; after the autumn holiday; not an ordinary Monday; after 17 May on a Sunday: no weekday free
    k = Kalender(HOST)
    dager = ("2025-08-18", "2025-10-13", "2025-10-14", "2025-10-20", "2026-05-18", "2026-05-04", "2026-05-15")
    assert [etter_fri(d(x), k) for x in dager] == [True, True, False, False, False, True, True]


def fredager(antall: int, **felt: Any) -> list[Data]:
    forste = d("2025-08-22")
    return [{"dato": (forste + timedelta(weeks=n)).isoformat(), "type": "dag", **felt} for n in range(antall)]


def test_monster_ukedag() -> None:
    # 32 school days in August and September 2025, 6 Fridays, 4 days away, all Fridays: 15/35960, times five < 0.01
    f = funn(sak(elev(fredager(4)), "2025-10-02", "gran"), "gran/mønster-ukedag")
    assert f is not None
    assert hypergeometrisk_hale(32, 6, 4, 4) == Fraction(15, 35960)
    assert (f["verdi"], f["grense"], f["dato"], f["siste"]) == (4, 3, "2025-09-12", "2025-09-12")
    assert f["vindu"] == {"fra": "2025-08-01", "til": "2025-09-30"}
    assert [(p["ansvarlig"], p["frist"], p["status"]) for p in f["oppfølging"]] == [("kontaktlærer", None, "åpen")]
    # at the end of August two Fridays are too few
    assert funn(sak(elev(fredager(4)), "2025-09-29", "gran"), "gran/mønster-ukedag") is None
    # three of three Fridays: 20/4960 × 5 > 0.01
    assert funn(sak(elev(fredager(3)), "2025-10-02", "gran"), "gran/mønster-ukedag") is None
    # days by agreement are not absence, and take no part
    assert funn(sak(elev(fredager(6, type="avtalt")), "2025-10-02", "gran"), "gran/mønster-ukedag") is None


def test_monster_uten_krav_er_varsel() -> None:
    f = funn(sak(elev(fredager(4)), "2025-10-02", "udir"), "udir/mønster-ukedag")
    assert f is not None
    assert (f["alvor"], f["oppfølging"]) == ("varsel", [])
    # «`åpen` while its last trigger lies within the check's period, else not shown»
    assert funn(sak(elev(fredager(4)), "2025-10-02", "udir", sjekk="uke"), "udir/mønster-ukedag") is None


def test_monster_fag() -> None:
    # Friday lessons in gym, one of ten lessons: four of four is 1/10000, times two subjects
    timer = fredager(4, type="time", fag="Gym")
    plan = {"mandag": ["Norsk"] * 9, "tirsdag": ["Gym"]}
    f = funn(sak(elev([*timer, timer[0]]), "2025-10-02", "gran", timeplan=plan), "gran/mønster-fag")
    assert f is not None
    assert (f["verdi"], f["alvor"], f["siste"], len(f["bevis"])) == (4, "tiltak", "2025-09-12", 5)
    # «without a timetable it reports the count»: a warning also where a tested pattern asks for something
    f = funn(sak(elev(timer), "2025-10-02", "gran"), "gran/mønster-fag")
    assert f is not None
    assert (f["verdi"], f["alvor"], f["oppfølging"]) == (4, "varsel", [])


# --- Siblings -------------------------------------------------------------------------------------------------
def test_sosken() -> None:
    egne = [{"dato": f"2025-09-{n}", "type": "dag"} for n in ("01", "02", "15", "16")]
    en = elev(egne, sak={"elev": {"navn": "Amin"}, "søsken": ["../../klasse5a/samira"]})

    def med(*soskens: Data) -> Data | None:
        skole = {"skole": "S"}
        return funn(sak(en, "2025-09-30", "gran", skole=skole, andre={"klasse5a/samira": elev(list(soskens))}),
                    "gran/søsken")  # fmt: skip

    delt = [{"dato": f"2025-09-{n}", "type": "dag"} for n in ("02", "15")]
    f = med(*delt)
    assert f is not None  # 2 and 15 September are fourteen days
    assert (f["siste"], f["verdi"], f["vindu"]["fra"], f["alvor"]) == ("2025-09-15", 2, "2025-09-02", "varsel")
    assert med({"dato": "2025-09-01", "type": "dag"}, delt[1]) is None  # 1 and 15 September are fifteen
    assert med({"dato": "2025-09-02", "type": "time"}, delt[1]) is None
    # «Where an entry has an error it is left out of every count»: the span shares 15 September with the entry before it
    assert med(delt[1], {"fra": "2025-09-15", "til": "2025-09-16", "type": "dag"}) is None


# --- Staircases -----------------------------------------------------------------------------------------------
RINGT = {"dato": "2025-09-10", "type": "hjem", "måte": "telefon", "bekymring": "ja"}


def test_trapp_gran() -> None:
    svar = sak(elev([], kontakt=[RINGT]), "2025-09-11", "gran", alle=False)
    neste = {"trinn": "kartleggingssamtale", "nr": 2, "ansvarlig": "kontaktlærer", "frist": "2025-09-17"}
    assert svar["trapp"] == {"trinn": "kontakt", "nr": 1, "neste": neste}
    assert [(f["regel"], f["status"], f["oppfølging"][0]["frist"]) for f in svar["funn"]] == [
        ("gran/frist-kartleggingssamtale", "åpen", "2025-09-17")
    ]
    # an optional step has the number of the step before
    drofting = {"dato": "2025-09-11", "type": "drøfting"}
    svar = sak(elev([], kontakt=[RINGT, drofting]), "2025-09-18", "gran", alle=False)
    assert (svar["trapp"]["trinn"], svar["trapp"]["nr"], svar["trapp"]["neste"]["nr"]) == ("drøfting", 1, 2)
    assert svar["funn"][0]["status"] == "forfalt"
    # met by a later step
    plan = {"periode": {"fra": "2025-09-15"}}
    svar = sak(elev([], kontakt=[RINGT], planer=[plan]), "2025-09-18", "gran", alle=False)
    assert svar["funn"] == []  # the evaluation is due on 6 October, more than seven days ahead
    assert svar["trapp"]["neste"] == {"trinn": "evaluering", "nr": 4, "ansvarlig": "kontaktlærer",
                                      "frist": "2025-10-06"}  # fmt: skip
    svar = sak(elev([], planer=[plan], evalueringer=[{"dato": "2025-10-06", "konklusjon": "avsluttes"}]),
               "2025-10-07", "gran", alle=False)  # fmt: skip
    assert (svar["trapp"]["trinn"], svar["trapp"]["nr"], svar["trapp"]["neste"]) == ("vegen-videre", 5, None)


@pytest.mark.parametrize(
    ("pakke", "frist"), [("gran", "2025-10-06"), ("alvoen", "2025-10-13"), ("oslo", "2025-09-29"), ("faerder", None)]
)
def test_frist_for_evaluering(pakke: str, frist: str | None) -> None:
    plan: Data = {"periode": {"fra": "2025-09-15"}}
    svar = sak(elev([], planer=[plan]), "2025-09-16", pakke)
    assert svar["trapp"]["neste"]["frist"] == frist
    plan["evaluering"] = {"dato": "2025-09-26"}
    med_dato = sak(elev([], planer=[plan]), "2025-09-16", pakke)["trapp"]["neste"]["frist"]
    assert med_dato == ("2025-09-26" if pakke in ("gran", "faerder") else frist)
    # «unless the case is `avsluttet`»
    en = elev([], planer=[plan], sak={"elev": {"navn": "A"}, "status": "avsluttet"})
    assert sak(en, "2025-12-01", pakke)["trapp"]["neste"]["frist"] is None


def test_trapp_uten_spor() -> None:
    # «Evidence counts from `åpnet` on (or from the start of the school year)»; udir has no staircase
    ventet = {"trinn": "kontakt", "nr": 1, "ansvarlig": "kontaktlærer", "frist": None}
    tom = {"trinn": None, "nr": 0, "neste": ventet}
    assert sak(elev([], kontakt=[{**RINGT, "dato": "2025-06-10"}]), "2025-09-11", "oslo")["trapp"] == tom
    apnet = {"elev": {"navn": "A"}, "åpnet": "2025-09-11"}
    assert sak(elev([], kontakt=[RINGT], sak=apnet), "2025-09-11", "oslo")["trapp"] == tom
    assert sak(elev([]), "2025-09-11", "udir")["trapp"] is None


# --- The comparison itself ------------------------------------------------------------------------------------
def _alltid_usann(*_: Any) -> bool:
    return False


def _uten_holm(haler: list[Fraction]) -> list[Fraction]:
    return haler


def _kikkedag_i_dag(dato: date, kalender: Kalender) -> date | None:
    return dato


@pytest.mark.parametrize(
    ("modul", "navn", "annet"),
    [
        (moenster, "MINST", 4),
        (moenster, "holm", _uten_holm),
        (moenster, "siste_kikkedag", _kikkedag_i_dag),
        (moenster, "borte_etter_avtale", _alltid_usann),
        (moenster, "etter_fri", _alltid_usann),
        (trapp, "SNART", timedelta(days=3)),
        (trapp, "i_en_plan", _alltid_usann),
        (dommen, "utslag_sosken", lambda *_: None),
    ],
)
def test_sammenligningen_merker_feil(modul: Any, navn: str, annet: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # An answer judged with one thing changed differs from the oracle's own within a few classes.
    for seed in range(60):
        klasse = generator.lag_klasse(seed)
        for nr, dato in enumerate(klasse.datoer):
            pakke = sorted(PAKKER)[(seed + nr) % len(PAKKER)]
            kjoring = sammenlign.Kjoring(pakke, PAKKER[pakke], dato, "semester", True, [], pakke)
            riktig = sammenlign.ventet_svar(klasse, kjoring, Lesning(), hele_skolen=False)
            with monkeypatch.context() as m:
                m.setattr(modul, navn, annet)
                if sammenlign.ventet_svar(klasse, kjoring, Lesning(), hele_skolen=False) != riktig:
                    return
    raise AssertionError("ingen klasse viser forskjellen")


def test_generatoren_viser_alt() -> None:
    # Every pattern, every deadline, siblings, and every step of every staircase come up.
    regler = {f"{p}/{r['id']}" for p, rr in PAKKER.items() for r in rr if r.get("sjekk") != ["måned"]}
    regler |= {f"{p}/frist-{t.id}" for p, tt in trapp.TRAPPER.items() for t in tt if t.uro or t.planens_dato}
    mangler = regler | {"felles/skolemiljø"} | {f"{p}: {t.id}" for p, tt in trapp.TRAPPER.items() for t in tt}
    for seed in range(120):
        klasse = generator.lag_klasse(seed)
        minne: Data = {}
        for pakke in PAKKER:
            kjoring = sammenlign.Kjoring(pakke, PAKKER[pakke], klasse.datoer[0], "semester", True, [], pakke)
            for s in sammenlign.ventet_svar(klasse, kjoring, Lesning(), hele_skolen=True, minne=minne)["saker"]:
                mangler -= {f["regel"] for f in s["funn"]}
                mangler -= {f"{pakke}: {s['trapp']['trinn']}"} if s["trapp"] else set()
        if not mangler:
            return
    raise AssertionError(mangler)
