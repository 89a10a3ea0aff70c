"""Hand-computed examples for the oracle. Each says which sentence of 03 decides."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.oracle import generator, sammenlign
from tests.oracle.dommen import dom
from tests.oracle.orakel import (
    ALVOEN,
    GRAN,
    PAKKER,
    UDIR,
    Kalender,
    Lesning,
    en_desimal,
    forste_paskedag,
    helligdager,
    i_en_plan,
    minus_maneder,
    riktig_slag,
    ubesvart,
    vinduets_forste,
)

Data = dict[str, Any]
SYK = {"type": "dag", "årsak": "sykdom", "dokumentert": "ja"}


def d(tekst: str) -> date:
    return date.fromisoformat(tekst)


def sak(foringer: list[Data], *, dato: str, kontakt: list[Data] | None = None, planer: list[Data] | None = None,
        status: str = "aktiv", regler: list[Data] | None = None, sjekk: str = "semester", alle: bool = True,
        skole: Data | None = None, **mer: Any) -> Data:  # fmt: skip
    """The one pupil of a class, checked."""
    elev = {
        "sak": {"elev": {"navn": "Amin"}, "status": status, "foresatte": [{"navn": "Hodan Yusuf"}]},
        "fravaer": foringer,
        "linjer": [n + 2 for n in range(len(foringer))],
        "kontakt": kontakt or [],
        "planer": planer or [],
    }
    svar = dom(skole=skole, klasse={"klasse": "7B", "kontaktlærer": "Nora Berg"}, elever={"amin": elev},
               dato=d(dato), sjekk=sjekk, alle=alle, regler=GRAN if regler is None else regler, **mer)  # fmt: skip
    ut: Data = svar["saker"][0]
    return ut


def funn(svar: Data, regel: str) -> Data | None:
    treff = [f for f in svar["funn"] if f["regel"] == regel]
    assert len(treff) <= 1  # «There is one finding per rule and pupil»
    return treff[0] if treff else None


def dager(*datoer: str, **felt: Any) -> list[Data]:
    return [{"dato": x, "type": "dag", **felt} for x in datoer]


def enkel(**mer: Any) -> Data:
    """A rule of an own pack: every day of absence, by hendelser, one day."""
    punkt = {"ansvarlig": "kontaktlærer", "oppfylles_av": "hjemkontakt"}
    regel: Data = {"id": "r", "slag": "antall", "når": {"type": ["dag"]}, "enhet": "hendelser", "vindu": {"dager": 1}}
    return {**regel, "minst": 1, "oppfølging": [punkt], **mer}


# --- The calendar ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "tekst",
    ["1818-03-22", "1943-04-25", "1954-04-18", "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31",
     "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25"],
)  # fmt: skip
def test_paske(tekst: str) -> None:
    assert forste_paskedag(int(tekst[:4])) == d(tekst)


def test_helligdager_2026() -> None:
    # «1 Jan, Maundy Thursday, Good Friday, Easter Monday, 1 May, 17 May, Ascension Day, Whit Monday, 25–26 Dec»
    ventet = ["01-01", "04-02", "04-03", "04-06", "05-01", "05-17", "05-14", "05-25", "12-25", "12-26"]
    assert helligdager(2026) == {d(f"2026-{x}") for x in ventet}


def test_skolear_uten_skolerute() -> None:
    # «from Monday of ISO week 34 to the Friday on or before 21 June, holidays are known, vacations are not»
    k = Kalender(None)
    grenser = ("2025-08-15", "2025-08-18", "2026-06-19", "2026-06-22")
    assert [k.skoledag(d(x)) for x in grenser] == [False, True, True, False]
    assert k.slutt(d("2024-09-01")) == d("2025-06-20")  # 21 June 2025 is a Saturday
    assert k.slutt(d("2023-09-01")) == d("2024-06-21")  # 21 June 2024 is a Friday
    assert k.start(d("2026-02-01")) == d("2025-08-18")
    # 24 December is a school day unless the skolerute says otherwise; 25 December never is.
    jul = ("2025-12-24", "2025-12-25", "2025-12-26", "2025-12-29")
    assert [k.skoledag(d(x)) for x in jul] == [True, False, False, True]


def test_skolerute_som_mangler_nokler() -> None:
    # «A `skolerute` that lacks a key takes that key's default»
    k = Kalender({"skoleruter": {"2025-2026": {"slutt": "2026-06-17", "fri": [{"dato": "2025-11-14"}]}}})
    assert k.start(d("2025-10-01")) == d("2025-08-18")
    assert not k.skoledag(d("2026-06-18"))
    assert not k.skoledag(d("2025-11-14"))
    assert k.halvarets_forste(d("2026-01-05")) == d("2026-01-01")


# --- Windows --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fra", "antall", "til"),
    [("2026-03-31", 1, "2026-02-28"), ("2024-03-31", 1, "2024-02-29"), ("2026-03-30", 1, "2026-02-28"),
     ("2026-03-28", 1, "2026-02-28"), ("2026-01-31", 1, "2025-12-31"), ("2025-10-31", 1, "2025-09-30"),
     ("2026-05-31", 3, "2026-02-28"), ("2025-11-30", 3, "2025-08-30"), ("2026-02-15", 3, "2025-11-15")],
)  # fmt: skip
def test_minus_maneder(fra: str, antall: int, til: str) -> None:
    # «"Minus a month" keeps the day number, clipped to the month's end (31 March → 28/29 Feb)»
    assert minus_maneder(d(fra), antall) == d(til)


@pytest.mark.parametrize(
    ("vindu", "slutt", "fra"),
    [
        ("måned", "2025-11-19", "2025-10-20"),  # the JSON's own example
        ("måned", "2026-03-31", "2026-03-01"),  # (28 Feb, 31 March]
        ("måned", "2026-03-28", "2026-03-01"),  # (28 Feb, 28 March]
        ("måned", "2025-08-20", "2025-08-01"),  # clipped to the school year
        ("kvartal", "2025-11-30", "2025-08-31"),
        ("kvartal", "2026-05-31", "2026-03-01"),
        ({"dager": 1}, "2025-11-19", "2025-11-19"),
        ({"dager": 14}, "2025-11-19", "2025-11-06"),  # the 14 days ending at d
        ({"skoledager": 3}, "2025-11-18", "2025-11-14"),  # Tuesday, Monday, Friday
        ({"skoledager": 5}, "2026-04-08", "2026-03-30"),  # We Tu | Easter | We 1, Tu 31, Mo 30
        ({"skoledager": 5}, "2025-08-19", "2025-08-01"),  # only two so far: clipped
        ("semester", "2025-12-31", "2025-08-01"),
        ("semester", "2026-01-01", "2026-01-01"),
        ("skoleår", "2026-06-01", "2025-08-01"),
        ("skoleår", "2026-07-31", "2025-08-01"),
        ("skoleår", "2026-08-01", "2026-08-01"),
    ],
)
def test_vinduer(vindu: Any, slutt: str, fra: str) -> None:
    assert vinduets_forste(vindu, d(slutt), Kalender(None)) == d(fra)


def test_semesterskille_er_siste_dag() -> None:
    # 02: «last day of the first half-year»
    k = Kalender({"skoleruter": {"2025-2026": {"semesterskille": "2026-01-16"}}})
    assert k.halvarets_forste(d("2026-01-16")) == d("2025-08-01")
    assert k.halvarets_forste(d("2026-01-17")) == d("2026-01-17")
    assert k.halvarets_forste(d("2026-05-01")) == d("2026-01-17")


def test_rullende_maned() -> None:
    # «Windows roll: three absences on 30 September, 1 and 2 October are three in a month»
    f = funn(sak(dager("2025-09-30", "2025-10-01", "2025-10-02"), dato="2025-10-03", regler=ALVOEN, pakke="alvoen"),
             "alvoen/måned-3")  # fmt: skip
    assert f is not None
    assert (f["dato"], f["siste"], f["verdi"], f["grense"]) == ("2025-10-02", "2025-10-02", 3, 3)
    assert f["vindu"] == {"fra": "2025-09-03", "til": "2025-10-02"}
    assert [b["linje"] for b in f["bevis"]] == [2, 3, 4]


def test_maned_ved_31_mars() -> None:
    # (28 Feb, 31 March]: 2 March counts; Friday 27 February does not, and neither does 28 February.
    inne = dager("2026-03-02", "2026-03-30", "2026-03-31")
    ute = dager("2026-02-27", "2026-03-30", "2026-03-31")
    assert funn(sak(inne, dato="2026-03-31", regler=ALVOEN, pakke="alvoen"), "alvoen/måned-3") is not None
    assert funn(sak(ute, dato="2026-03-31", regler=ALVOEN, pakke="alvoen"), "alvoen/måned-3") is None


def test_halvaret_nullstiller() -> None:
    # Seven days in December and one in January: «semester … from their start to d», split 31 Dec without skolerute.
    syv = [f"2025-12-{n:02}" for n in (1, 2, 3, 4, 5, 8, 9)]
    assert funn(sak(dager(*syv, "2026-01-05"), dato="2026-01-06"), "gran/dager-8") is None
    # With `semesterskille: 2026-01-16` the eighth day falls in the same half-year.
    skole = {"skole": "S", "skoleruter": {"2025-2026": {"semesterskille": "2026-01-16"}}}
    f = funn(sak(dager(*syv, "2026-01-05"), dato="2026-01-06", skole=skole), "gran/dager-8")
    assert f is not None
    assert (f["dato"], f["verdi"], f["tolkning"]) == ("2026-01-05", 8, True)
    assert f["vindu"] == {"fra": "2025-08-01", "til": "2026-01-05"}


def test_bare_kontrolldatoens_skolear() -> None:
    # «Only school days on or before the check date D, in D's school year, are seen»
    svar = sak(dager("2025-06-18", "2025-06-19", "2025-09-01", "2025-09-03"), dato="2025-09-02")
    assert svar["fravær"]["skoleår"]["dager"] == 1


# --- Entries --------------------------------------------------------------------------------------------------
def test_spenn_leses_dag_for_dag() -> None:
    # Thursday 9 to Tuesday 14 October 2025: Th, Fr, Mo, Tu; D is Monday the 13th, so three are seen.
    spenn = [{"fra": "2025-10-09", "til": "2025-10-14", "type": "dag"}]
    assert sak(spenn, dato="2025-10-13")["fravær"]["måned"]["dager"] == 3
    assert sak(spenn, dato="2025-10-31")["fravær"]["måned"]["dager"] == 4


def test_dobbel_dag_den_forste_i_filen_teller() -> None:
    # «of two `dag` entries for one day the first in the file counts»
    to = [*dager("2025-10-09", dokumentert="ja"), *dager("2025-10-09", dokumentert="nei")]
    assert sak(to, dato="2025-10-10")["fravær"]["måned"]["dokumenterte_dager"] == 1
    assert sak(to[::-1], dato="2025-10-10")["fravær"]["måned"]["dokumenterte_dager"] == 0
    assert sak(to, dato="2025-10-10")["feil_føringer"] == 1


def test_spenn_med_en_dobbel_dag_er_helt_ute() -> None:
    # «Where an entry has an error … it is left out of every count» (READING: the whole entry).
    fil: list[Data] = [
        *dager("2025-10-07"),
        {"fra": "2025-10-06", "til": "2025-10-08", "type": "dag"},
        *dager("2025-10-08"),
    ]
    assert sak(fil, dato="2025-10-10")["fravær"]["måned"]["dager"] == 2
    assert sak(fil, dato="2025-10-10", lesning=Lesning(dobbel_dag="dagen"))["fravær"]["måned"]["dager"] == 3
    # The other way round the span is the first in the file, and the single days are the errors.
    assert sak([fil[1], fil[0], fil[2]], dato="2025-10-10")["fravær"]["måned"]["dager"] == 3


@pytest.mark.parametrize(
    "feil",
    [
        {"dato": "2025-10-11", "type": "dag"},  # Saturday
        {"dato": "2026-05-14", "type": "dag"},  # Ascension Day
        {"fra": "2025-10-10", "til": "2025-10-08", "type": "dag"},  # backwards
        {"dato": "2025-10-08", "type": "sykdom"},
        {"dato": "2025-10-08", "type": "dag", "årsak": "influensa"},
        {"dato": "2025-10-08", "type": "time", "timer": 0},
        {"dato": "2025-10-08", "fra": "2025-10-08", "til": "2025-10-08", "type": "dag"},
        {"dato": "2025-02-30", "type": "dag"},
        {"fra": "2023-10-10", "til": "2025-10-08", "type": "dag"},  # longer than a school year
        {"dato": "2025-10-08"},
    ],
)
def test_feil_teller_ikke(feil: Data) -> None:
    svar = sak([feil, *dager("2025-10-07")], dato="2026-05-30")
    assert svar["feil_føringer"] == 1
    assert svar["fravær"]["skoleår"]["dager"] == 1
    assert svar["fravær"]["skoleår"]["timer"] == 0


def test_timer_og_typer() -> None:
    fil: list[Data] = [
        {"dato": "2025-10-07", "type": "time", "time": [3, 4]},  # «`time: [3, 4]` without `timer` counts its length»
        {"dato": "2025-10-07", "type": "time", "timer": 1, "time": [3, 4]},
        {"fra": "2025-10-08", "til": "2025-10-09", "type": "time", "timer": 3},  # on each of two school days
        {"dato": "2025-10-09", "type": "time"},  # «default 1»
        {"dato": "2025-10-07", "type": "forlot", "timer": 5},  # not `type: time`
        {"dato": "2025-10-07", "type": "forsentkomming"},
        {"dato": "2025-10-07", "type": "forsentkomming"},
        {"dato": "2025-10-08", "type": "avtalt"},
        {"dato": "2025-10-09", "type": "avtalt", "timer": 2},
    ]
    ventet = {"dager": 0, "dokumenterte_dager": 0, "udokumenterte_dager": 0, "timer": 2 + 1 + 6 + 1,
              "forsentkomminger": 2, "forlot": 1, "avtalte_dager": 1, "skoledager": 22, "prosent": 0.0}  # fmt: skip
    # (10 September, 10 October]: Th 11 and Fr 12, then four whole weeks 15 Sept–10 Oct: 2 + 20 = 22 school days.
    assert sak(fil, dato="2025-10-10")["fravær"]["måned"] == ventet


@pytest.mark.parametrize(
    ("teller", "nevner", "ventet"),
    [(4, 22, 18.2), (1, 16, 6.3), (3, 16, 18.8), (1, 80, 1.3), (1, 3, 33.3), (2, 3, 66.7), (1, 1, 100.0), (0, 0, None)],
)
def test_en_desimal(teller: int, nevner: int, ventet: float | None) -> None:
    # «one decimal, exact halves rounded up; with no school day in the window they are `null`» (6,25 → 6,3)
    assert en_desimal(teller, nevner) == ventet


def test_prosent_uten_skoledag() -> None:
    assert sak([], dato="2026-07-31")["fravær"]["måned"]["prosent"] is None


# --- Kinds of rule --------------------------------------------------------------------------------------------
def test_hendelser_i_spenn() -> None:
    # «for `hendelser` an entry counts once for each school day that it covers»: Fr 10, Mo 13, Tu 14 October
    regel = enkel(vindu="måned", minst=3)
    f = funn(sak([{"fra": "2025-10-10", "til": "2025-10-14", "type": "dag"}], dato="2025-10-14", regler=[regel],
                 pakke="p"), "p/r")  # fmt: skip
    assert f is not None
    assert (f["dato"], f["verdi"], len(f["bevis"])) == ("2025-10-14", 3, 1)


def test_timer_over_spenn() -> None:
    # «for `timer` the sum of `timer` over matching entries and the school days they cover»
    regel = enkel(når={"type": ["time"]}, enhet="timer", vindu={"skoledager": 2}, minst=5)
    fil: list[Data] = [
        {"fra": "2025-10-10", "til": "2025-10-13", "type": "time", "timer": 2},
        {"dato": "2025-10-13", "type": "time"},
    ]
    f = funn(sak(fil, dato="2025-10-14", regler=[regel], pakke="p"), "p/r")
    assert f is not None
    assert (f["dato"], f["verdi"], f["vindu"]["fra"]) == ("2025-10-13", 5, "2025-10-10")


def test_utslag_krever_passende_foring_samme_dag() -> None:
    # «every day d that has a matching entry»: the late arrival of the 9th is no trigger for a rule about days.
    regel = enkel(vindu="måned", minst=1)
    fil = [*dager("2025-10-08"), {"dato": "2025-10-09", "type": "forsentkomming"}]
    f = funn(sak(fil, dato="2025-10-10", regler=[regel], pakke="p"), "p/r")
    assert f is not None
    assert f["siste"] == "2025-10-08"


def test_sammenhengende_over_paske() -> None:
    # «weekends and holidays do not break it»: We 1 April, Tu 7, We 8 April 2026 with Easter between.
    f = funn(sak([{"dato": x, **SYK} for x in ("2026-04-01", "2026-04-07", "2026-04-08")], dato="2026-04-08"),
             "gran/sykdom-3")  # fmt: skip
    assert f is not None
    assert (f["dato"], f["verdi"]) == ("2026-04-08", 3)
    assert f["vindu"] == {"fra": "2026-04-01", "til": "2026-04-08"}
    # One school day without the cause breaks it.
    assert funn(sak([{"dato": x, **SYK} for x in ("2026-03-31", "2026-04-07", "2026-04-08")], dato="2026-04-08"),
                "gran/sykdom-3") is None  # fmt: skip


def test_sammenhengende_en_gang_per_rekke() -> None:
    # Five days Monday–Friday: sykdom-3 on Wednesday only, sykdom-4 on Thursday only.
    uke = [{"fra": "2025-10-13", "til": "2025-10-17", **SYK}]
    svar = sak(uke, dato="2025-10-20")
    tre, fire = funn(svar, "gran/sykdom-3"), funn(svar, "gran/sykdom-4")
    assert tre is not None
    assert fire is not None
    assert (tre["dato"], tre["siste"], tre["verdi"]) == ("2025-10-15", "2025-10-15", 3)
    assert (fire["dato"], fire["oppfølging"][0]["frist"], fire["status"]) == ("2025-10-16", "2025-10-16", "forfalt")


def test_andel_over_ikke_lik() -> None:
    # «× 100 > `over`, once the window holds `minst_skoledager`»: 14 days hold ten school days.
    regel = enkel(slag="andel", vindu={"dager": 14}, over=20, minst_skoledager=8)
    to, tre = dager("2025-10-09", "2025-10-10"), dager("2025-10-08", "2025-10-09", "2025-10-10")
    assert funn(sak(to, dato="2025-10-10", regler=[regel], pakke="p"), "p/r") is None
    f = funn(sak(tre, dato="2025-10-10", regler=[regel], pakke="p"), "p/r")
    assert f is not None
    assert (f["dato"], f["verdi"], f["grense"]) == ("2025-10-10", 30.0, 20)
    assert funn(sak(tre, dato="2025-10-10", regler=UDIR, pakke="udir"), "udir/to-uker-25") is not None


def test_andel_for_fa_skoledager() -> None:
    # The window at 22 August 2025 holds five school days (18–22), fewer than eight.
    regel = enkel(slag="andel", vindu={"dager": 14}, over=20, minst_skoledager=8)
    tre = dager("2025-08-20", "2025-08-21", "2025-08-22")
    assert funn(sak(tre, dato="2025-08-22", regler=[regel], pakke="p"), "p/r") is None


def test_gyldig_er_dokumentert_om_det_ikke_er_gitt() -> None:
    # «`gyldig` not given is what `dokumentert` is»
    regel = enkel(når={"type": ["dag"], "gyldig": "nei"})
    assert funn(sak(dager("2025-10-10"), dato="2025-10-10", regler=[regel], pakke="p"), "p/r") is not None
    assert funn(sak(dager("2025-10-10", dokumentert="ja"), dato="2025-10-10", regler=[regel], pakke="p"), "p/r") is None
    begge = dager("2025-10-10", dokumentert="ja", gyldig="nei")
    assert funn(sak(begge, dato="2025-10-10", regler=[regel], pakke="p"), "p/r") is not None


def test_avtalt_utloser_ingen_regel() -> None:
    regel = enkel(når={})
    assert funn(sak([{"dato": "2025-10-10", "type": "avtalt"}], dato="2025-10-10", regler=[regel], pakke="p"),
                "p/r") is None  # fmt: skip


# --- Contacts -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kontakt", "oppfyller"),
    [
        ({"type": "hjem"}, "H*"),  # no `måte`: `hjem` does not count as H
        ({"type": "hjem", "måte": "telefon"}, "H* H"),
        ({"type": "hjem", "måte": "telefon", "svar": "nei"}, ""),  # `svar: nei`, for every kind
        ({"type": "hjem", "måte": "sms"}, ""),  # one-way
        ({"type": "hjem", "måte": "sms", "svar": "ja"}, "H*"),
        ({"type": "hjem", "med": ["elev"]}, ""),  # `med` given must hold someone from home
        ({"type": "hjem", "med": ["Hodan Yusuf"]}, "H*"),  # a guardian's name
        ({"type": "hjem", "med": ["Ukjent"]}, ""),
        ({"type": "hjem", "med": ["elev", "mor"], "måte": "video"}, "H* H E"),
        ({"type": "kartleggingssamtale"}, "H* H M"),  # «every type but `hjem` counts as `møte`»
        ({"type": "kartleggingssamtale", "måte": "e-post"}, "M"),  # one-way is named for H* and E only (READING)
        ({"type": "evalueringsmøte"}, "H* H"),
        ({"type": "bekymringssamtale", "med": ["far"]}, "H* H"),
        ({"type": "tverrfaglig-møte"}, ""),  # not without `med`
        ({"type": "tverrfaglig-møte", "med": ["foresatte", "ppt"]}, "H* H M"),
        ({"type": "elevsamtale"}, "E"),
        ({"type": "elevsamtale", "måte": "melding"}, ""),
        ({"type": "ressursteam", "måte": "e-post"}, "R"),
        ({"type": "ressursteam", "svar": "nei"}, ""),
        ({"type": "ledelse"}, "L"),
        ({"type": "legeattest"}, "A"),
        ({"type": "undringssamtale"}, ""),
        ({"type": "drøfting"}, ""),
    ],
)
def test_hva_som_oppfyller(kontakt: Data, oppfyller: str) -> None:
    navn = {"H*": "hjemkontakt", "H": "direkte-hjemkontakt", "M": "møte-med-hjemmet", "E": "elevsamtale",
            "R": "ressursteam", "L": "ledelse", "A": "legeattest"}  # fmt: skip
    treff = [k for k, slag in navn.items()
             if riktig_slag(kontakt, slag, {"Hodan Yusuf"}) and not ubesvart(kontakt, slag, Lesning())]  # fmt: skip
    assert " ".join(treff) == " ".join(k for k in navn if k in oppfyller.split())


def test_oppfolging_for_og_etter() -> None:
    # «its date is ≥ t and ≤ D»; `dato` is the first open trigger, `siste` the last trigger
    fil = dager("2025-10-06", "2025-10-08", "2025-10-10")
    ringt = [{"dato": "2025-10-08", "type": "hjem", "måte": "telefon"}]
    f = funn(sak(fil, dato="2025-10-10", kontakt=ringt), "gran/udokumentert")
    assert f is not None
    assert (f["dato"], f["siste"], f["status"]) == ("2025-10-10", "2025-10-10", "åpen")
    assert f["oppfølging"][0] == {"handling": None, "ansvarlig": "kontaktlærer", "navn": "Nora Berg",
                                  "frist": "2025-10-10", "status": "åpen", "utført": None}  # fmt: skip
    # A day later it is overdue; a contact after D is not seen.
    ringt.append({"dato": "2025-10-13", "type": "hjem", "måte": "telefon"})
    f = funn(sak(fil, dato="2025-10-11", kontakt=ringt), "gran/udokumentert")
    assert f is not None
    assert f["status"] == "forfalt"
    f = funn(sak(fil, dato="2025-10-13", kontakt=ringt), "gran/udokumentert")
    assert f is not None
    assert (f["status"], f["dato"], f["oppfølging"][0]["frist"], f["oppfølging"][0]["utført"]) == (
        "utført", "2025-10-10", None, "2025-10-13")  # fmt: skip
    # «Findings that are `utført` are shown only with `--alle`»
    assert funn(sak(fil, dato="2025-10-13", kontakt=ringt, alle=False), "gran/udokumentert") is None


def test_ved_ubesvart() -> None:
    # «hands the item to `ved_ubesvart` (its action, person; the deadline stays)»
    skole = {"skole": "S", "roller": {"rektor": "Ada Moe"}}
    forsok = {"type": "hjem", "måte": "telefon", "svar": "nei"}
    fil = dager("2025-10-08", "2025-10-09")
    f = funn(sak(fil, dato="2025-10-09", kontakt=[{"dato": "2025-10-09", **forsok}], skole=skole), "gran/udokumentert")
    assert f is not None
    p = f["oppfølging"][0]
    assert (p["ansvarlig"], p["navn"], p["frist"], p["status"]) == ("rektor", "Ada Moe", "2025-10-08", "forfalt")
    # An attempt before the first open trigger hands nothing over.
    f = funn(sak(fil, dato="2025-10-09", kontakt=[{"dato": "2025-10-07", **forsok}], skole=skole), "gran/udokumentert")
    assert f is not None
    assert f["oppfølging"][0]["ansvarlig"] == "kontaktlærer"


def test_frist_i_skoledager_og_dager() -> None:
    # «the n-th school day after the trigger (0 = the same day)»: Friday 10 October + 1 = Monday 13
    punkt = {"ansvarlig": "rektor", "oppfylles_av": "ledelse"}
    regel = enkel(oppfølging=[{**punkt, "frist": {"skoledager": 1}}, {**punkt, "frist": {"dager": 1}}, punkt])
    f = funn(sak(dager("2025-10-10"), dato="2025-10-13", regler=[regel], pakke="p"), "p/r")
    assert f is not None
    assert [(p["frist"], p["status"]) for p in f["oppfølging"]] == [("2025-10-13", "åpen"), ("2025-10-11", "forfalt"),
                                                                    (None, "åpen")]  # fmt: skip
    assert f["status"] == "forfalt"  # «the worst of its items»


def test_avsluttet_har_ingen_frister() -> None:
    # «Rules run whatever the case's `status`, save that `avsluttet` has no deadlines»
    f = funn(sak(dager("2025-10-08"), dato="2025-10-20", status="avsluttet"), "gran/udokumentert")
    assert f is not None
    assert (f["status"], f["oppfølging"][0]["frist"]) == ("åpen", None)


# --- Plans ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("plan", "inne", "ute"),
    [
        ({"periode": {"fra": "2025-09-29", "til": "2025-12-01"}, "evaluering": {"dato": "2025-10-17"}},
         ["2025-09-29", "2025-10-17"], ["2025-09-28", "2025-10-18"]),
        ({"periode": {"fra": "2025-09-29", "til": "2025-12-01"}, "evaluering": {"kl": "14:00"}},
         ["2025-12-01"], ["2025-12-02"]),
        ({"periode": {"fra": "2025-09-29"}}, ["2025-10-20"], ["2025-10-21"]),  # 29 September + 21 days
    ],
)  # fmt: skip
def test_i_plan(plan: Data, inne: list[str], ute: list[str]) -> None:
    # «from `periode.fra` to its `evaluering.dato`, else `periode.til`, else 21 days after `fra`»
    assert all(i_en_plan(d(x), [plan]) for x in inne)
    assert not any(i_en_plan(d(x), [plan]) for x in ute)


def test_ivaretatt_av_plan() -> None:
    # Late arrivals on 6, 7, 8, 9 October: triggers on the 8th and the 9th.
    fil = [{"dato": f"2025-10-0{n}", "type": "forsentkomming"} for n in (6, 7, 8, 9)]
    plan = [{"periode": {"fra": "2025-10-08", "til": "2025-10-08"}}]
    f = funn(sak(fil, dato="2025-10-10", planer=plan), "gran/forsentkomming")
    assert f is not None
    assert (f["dato"], f["siste"], f["verdi"], f["status"]) == ("2025-10-09", "2025-10-09", 4, "åpen")
    plan = [{"periode": {"fra": "2025-10-08", "til": "2025-10-31"}}]
    f = funn(sak(fil, dato="2025-10-10", planer=plan), "gran/forsentkomming")
    assert f is not None
    # «None open → `utført` (… `null` if a plan alone took care) and `frist: null`»; none open: `dato` the last trigger
    assert (f["status"], f["dato"]) == ("utført", "2025-10-09")
    assert (f["oppfølging"][0]["utført"], f["oppfølging"][0]["frist"]) == (None, None)


def test_regel_uten_plan_ivaretas_ikke() -> None:
    # gran/udokumentert is not marked ✚
    plan = [{"periode": {"fra": "2025-10-01", "til": "2025-10-31"}}]
    f = funn(sak(dager("2025-10-08"), dato="2025-10-08", planer=plan), "gran/udokumentert")
    assert f is not None
    assert f["status"] == "åpen"


# --- Findings -------------------------------------------------------------------------------------------------
def test_sjekk_velger_regler_og_periode() -> None:
    fil = dager("2025-10-08")
    navn = {s: [f["regel"] for f in sak(fil, dato="2025-10-10", sjekk=s)["funn"]] for s in ("dag", "uke", "måned")}
    # «gran/udokumentert-samtale (only `måned`)»; ● also in dag; open ones from earlier are always shown
    assert navn == {"dag": ["gran/udokumentert"], "uke": ["gran/udokumentert"],
                    "måned": ["gran/udokumentert", "gran/udokumentert-samtale"]}  # fmt: skip
    # «today; Monday–D; the 1st–D; the half-year's start–D»
    nytt = {s: funn(sak(fil, dato="2025-10-10", sjekk=s), "gran/udokumentert") for s in ("dag", "uke")}
    assert {s: f and f["nytt"] for s, f in nytt.items()} == {"dag": False, "uke": True}
    senere = funn(sak(fil, dato="2025-10-13", sjekk="uke"), "gran/udokumentert")
    assert senere is not None
    assert senere["nytt"] is False


def test_varsel_bare_i_perioden() -> None:
    # «A rule with no items is a `varsel`, `åpen` while its last trigger lies within the check's period, else not shown»
    regel = enkel(oppfølging=[])
    del regel["oppfølging"]
    f = funn(sak(dager("2025-10-08"), dato="2025-10-10", sjekk="uke", regler=[regel], pakke="p"), "p/r")
    assert f is not None
    assert (f["alvor"], f["status"], f["oppfølging"]) == ("varsel", "åpen", [])
    assert funn(sak(dager("2025-10-08"), dato="2025-10-13", sjekk="uke", regler=[regel], pakke="p"), "p/r") is None


def test_rekkefolge_og_sammendrag() -> None:
    # «`funn` by status (forfalt, åpen, utført), date, rule id by code point»: å comes after z
    punkt = {"ansvarlig": "rektor", "oppfylles_av": "ledelse"}
    regler = [
        enkel(id="å", oppfølging=[punkt]),
        enkel(id="z", oppfølging=[punkt]),
        enkel(id="a", oppfølging=[{**punkt, "oppfylles_av": "hjemkontakt"}]),
        enkel(id="y", oppfølging=[{**punkt, "frist": {"dager": 0}}]),
        enkel(id="x", når={"type": ["forlot"]}, oppfølging=[punkt]),
    ]
    fil = [*dager("2025-10-08"), {"dato": "2025-10-07", "type": "forlot"}]
    svar = dom(skole=None, klasse=None, dato=d("2025-10-10"), sjekk="uke", alle=True, regler=regler, pakke="p",
               elever={"b": {"sak": {"elev": {"navn": "B"}}, "fravaer": fil, "linjer": [2, 3], "planer": [],
                             "kontakt": [{"dato": "2025-10-09", "type": "hjem"}]},
                       "a": {"sak": {"elev": {"navn": "A"}}, "fravaer": [], "linjer": [], "planer": [],
                             "kontakt": []}})  # fmt: skip
    assert [s["sak"] for s in svar["saker"]] == ["a", "b"]
    assert [f["regel"] for f in svar["saker"][1]["funn"]] == ["p/y", "p/x", "p/z", "p/å", "p/a"]
    assert svar["sammendrag"] == {"saker": 2, "krever_tiltak": 1, "forfalt": 1, "varsler": 0}
    assert svar["periode"] == {"fra": "2025-10-06", "til": "2025-10-10"}
    assert svar["saker"][1]["klasse"] == "klasse7b"  # «class name from the folder's name»


# --- The comparison itself ------------------------------------------------------------------------------------
TETT = generator.Innstillinger(feil=0.2, klasser_med_feil=1.0)


def _orakelet_som_program(seed: int, lesning: Lesning) -> sammenlign.Kall:
    """A stand-in for the program: the oracle, perhaps under another reading."""
    klasse, pakke = generator.lag_klasse(seed, TETT), generator.lag_pakke(seed, TETT)
    minne: Data = {}

    def kall(argv: list[str]) -> tuple[int, str]:
        navn = Path(argv[argv.index("--rutine") + 1]).stem if "--rutine" in argv else klasse.rutine
        regler, trapp = (pakke.regler, None) if navn == pakke.id else (PAKKER[navn], navn)
        kjoring = sammenlign.Kjoring(navn, regler, d(argv[argv.index("--dato") + 1]),
                                     argv[argv.index("--sjekk") + 1], "--alle" in argv, argv, trapp)  # fmt: skip
        svar = sammenlign.ventet_svar(klasse, kjoring, lesning, minne=minne,
                                      hele_skolen=klasse.skole is not None and argv[1].endswith("solvang"))  # fmt: skip
        feil = sum(s["feil_føringer"] for s in svar["saker"])
        for s in svar["saker"]:
            if s["feil_føringer"]:
                s["ufullstendig"] = True
        svar["rutine"] = {"id": navn}
        svar["feil"] = [{"alvor": "feil"}] * feil
        svar["sammendrag"]["feil"] = feil
        kode = 2 if feil else 1 if svar["sammendrag"]["krever_tiltak"] else 0
        return kode, json.dumps(svar, ensure_ascii=False)

    return kall


@pytest.mark.parametrize("seed", range(20))
def test_sammenligningen_tier_nar_alt_er_likt(seed: int) -> None:
    assert sammenlign.sammenlign_i_prosess(_orakelet_som_program(seed, Lesning()), seed, innstillinger=TETT) == []


@pytest.mark.parametrize(
    "lesning",
    [
        Lesning(ubesvart_samme_dag=False),
        Lesning(dobbel_dag="dagen"),
        Lesning(bevis_dato="første"),
        Lesning(bevis_dato="hver_dag"),
        Lesning(verdi_rekke="hele"),
        Lesning(vindu_rekke="null"),
        Lesning(avsluttet_uten_frister=False),
        Lesning(avtalt_timer_er_dag=True),
        Lesning(enveis_gjelder_mote=True),
        Lesning(utelatt_opptar_dagen=True),
        Lesning(kartlegging_er_en=True),
    ],
)
def test_sammenligningen_merker_andre_lesninger(lesning: Lesning) -> None:
    # The generator is dense enough that every reading shows within a few classes.
    assert any(
        sammenlign.sammenlign_i_prosess(_orakelet_som_program(s, lesning), s, innstillinger=TETT) for s in range(20, 80)
    )


def test_generatoren_er_tett_nok() -> None:
    teller: dict[str, int] = {}
    for seed in range(60):
        klasse = generator.lag_klasse(seed)
        for dato in klasse.datoer:
            svar = dom(skole=klasse.skole, klasse=klasse.klasse, elever=klasse.elever, andre=klasse.andre,
                       dato=dato, sjekk="måned", alle=True)  # fmt: skip
            for s in svar["saker"]:
                for f in s["funn"]:
                    teller[f["status"]] = teller.get(f["status"], 0) + 1
                    teller[f["regel"]] = teller.get(f["regel"], 0) + 1
    assert min(teller[k] for k in ("forfalt", "åpen", "utført", *(f"gran/{r['id']}" for r in GRAN))) >= 25, teller
