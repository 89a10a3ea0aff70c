"""`fravaer explain`: every code, every rule, every routine, and what is not known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from fravaer_cli.files import codes
from fravaer_cli.output.explanation import names
from fravaer_cli.rules.locate import locate, shipped
from fravaer_cli.rules.pack_loader import load_pack
from tests.cli.hjelp import EKSEMPLER, ROT, kall, kjor, skriv

RUTINER = shipped()
REGLER = [r.id for p in RUTINER for r in load_pack(locate(p, ROT), ROT).regler]
FELLES = [r.id for r in load_pack(locate("gran", ROT), ROT).felles]
NAVN = sorted({n for p in RUTINER for n in names(load_pack(locate(p, ROT), ROT))})
KODER = list(codes.load())


@pytest.mark.parametrize("kode", KODER)
def test_every_code_is_explained(kode: str) -> None:
    svar = kall("explain", kode)
    entry = codes.load()[kode]
    assert svar.kode == 0
    assert svar.feil == ""
    assert svar.ut.startswith(f"{kode} · ")
    flytende = " ".join(svar.ut.split())
    for tekst in (entry.tittel, entry.forklaring, f"Gjør slik: {entry.gjoer}"):
        assert " ".join(tekst.split()) in flytende
    assert kall("explain", kode.lower()).ut == svar.ut
    for linje in (entry.eksempel or "").splitlines():
        assert f"    {linje}".rstrip() in svar.ut.splitlines()


@pytest.mark.parametrize("regel", REGLER)
def test_every_rule_is_explained(regel: str) -> None:
    svar = kall("explain", regel)
    assert svar.kode == 0
    assert svar.feil == ""
    assert svar.ut.startswith(regel)
    assert "Kilde: " in svar.ut
    assert "Vises i sjekkene: " in svar.ut
    rutine = load_pack(locate(regel.split("/", maxsplit=1)[0], ROT), ROT)
    en = next(r for r in rutine.regler if r.id == regel)
    flytende = " ".join(svar.ut.split())
    assert " ".join(en.forklaring.split()) in flytende
    assert ("Vår lesning" in flytende) == en.tolkning


@pytest.mark.parametrize("navn", NAVN)
def test_every_name_that_a_finding_may_have_is_explained(navn: str) -> None:
    svar = kall("explain", navn)
    assert (svar.kode, svar.feil) == (0, "")
    assert "Kilde: " in svar.ut
    assert len(svar.ut.splitlines()) > 4


@pytest.mark.parametrize("rutine", RUTINER)
def test_every_routine_is_explained(rutine: str) -> None:
    svar = kall("explain", rutine)
    assert svar.kode == 0
    assert [r for r in (*REGLER, *FELLES) if r.startswith((f"{rutine}/", "felles/")) and r not in svar.ut] == []
    flytende = " ".join(svar.ut.split())
    for trinn in load_pack(locate(rutine, ROT), ROT).trapp:
        assert trinn.navn in flytende
        assert " ".join(trinn.forklaring.split()) in flytende
    assert svar.ut.startswith(load_pack(locate(rutine, ROT), ROT).navn)


@pytest.mark.parametrize("bredde", [40, 60, 80, 160])
def test_no_line_is_wider_than_the_terminal(bredde: int) -> None:
    """Examples are files' own lines and are not broken; they fit 80 columns."""
    for kode in (*KODER, *NAVN, *RUTINER):
        linjer = kall("explain", kode, bredde=bredde).ut.splitlines()
        for_brede = [linje for linje in linjer if cell_len(linje) > bredde]
        if kode in KODER and bredde < 80:
            for_brede = [linje for linje in for_brede if not linje.startswith("    ")]
        assert for_brede == [], kode


@pytest.mark.parametrize(
    ("kode", "forslag"),
    [
        ("F999", None),
        ("gran/forsentkoming", "gran/forsentkomming"),
        ("forsentkomming", "gran/forsentkomming"),
        ("grann", "gran"),
        ("grann/forsentkomming", "gran/forsentkomming"),
        ("gran/tull", None),
        ("../../etc/passwd", None),
        ("", None),
        ("/", None),
        ("gran/", None),
        ("«'\"", None),
    ],
)
def test_what_is_not_known_is_2_with_advice(kode: str, forslag: str | None) -> None:
    svar = kall("explain", kode)
    assert svar.kode == 2
    assert svar.ut == ""
    assert svar.feil.startswith("Feil: ")
    assert len(svar.feil.splitlines()) == 2
    if forslag:
        assert f"Mente du «{forslag}»?" in svar.feil


def test_without_an_argument_is_2() -> None:
    svar = kall("explain")
    assert svar.kode == 2
    assert "KODE" in svar.feil


def test_a_school_s_own_routine(tmp_path: Path) -> None:
    regel = "{id: forsentkomming, minst: 2}"
    skriv(
        tmp_path,
        {"skole.yaml": "skole: S\n", "rutiner/egen.yaml": f"navn: Vår egen\nbygger_på: gran\nregler: [{regel}]\n"},
    )
    (tmp_path / "klasse7b").mkdir()
    for mappe in (tmp_path, tmp_path / "klasse7b"):
        svar = kall("explain", "egen/forsentkomming", cwd=mappe)
        assert svar.kode == 0
        assert "Regelen er hentet fra rutinen gran." in svar.ut
        assert kall("explain", "egen", cwd=mappe).ut.startswith("Vår egen")


def test_nothing_in_a_routine_steers_the_terminal(tmp_path: Path) -> None:
    regel = '{id: x, tittel: "a\\u202eb", slag: antall, når: {type: [dag]}, enhet: dager, vindu: måned, minst: 1,'
    regel += (
        ' forklaring: "c\\u2066d", kilde: "e\\u200ff", oppfølging: [{handling: "g\\u202eh", ansvarlig: "i\\u202ej",'
    )
    regel += " oppfylles_av: ledelse}]}"
    skriv(tmp_path, {"rutiner/egen.yaml": f'navn: "k\\u202el"\nkilde: {{tittel: "m\\u202en"}}\nregler:\n  - {regel}\n'})
    for kode in ("egen", "egen/x"):
        svar = kall("explain", kode, cwd=tmp_path)
        assert svar.kode == 0, svar.feil
        assert not re.search("[\u200f\u202e\u2066\x1b]", svar.ut)


def test_colour_and_synonym() -> None:
    uten, med = (kall("explain", "gran/forlot", "--farge", f).ut for f in ("aldri", "alltid"))
    assert "\x1b[" in med
    assert re.sub(r"\x1b\[[0-9;]*m", "", med) == uten
    assert kall("forklar", "gran/forlot").ut == uten


def test_utf8_in_a_poor_environment() -> None:
    svar = kjor("explain", "gran/forlot", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert "Vår lesning" in svar.ut


def test_the_sample_school_has_only_rules_that_can_be_explained() -> None:
    funn = kall("check", EKSEMPLER, "--dato", "2025-11-21", "--alle", "--format", "json").json["saker"]
    assert {f["regel"] for s in funn for f in s["funn"]} <= set(NAVN)
