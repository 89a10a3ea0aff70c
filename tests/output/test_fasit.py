"""What is shown, character by character. `pytest --oppdater-fasit` writes `fasit/` anew; read the difference in git."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.check import Question, check
from fravaer_cli.cli.terminal import STYLES
from fravaer_cli.files.workspace import find
from fravaer_cli.output.table import render
from tests.cli.hjelp import EKSEMPLER, ET_FRAVAER, FORMER, FORT, elev, kall, klasse, sjekk

FASIT = Path(__file__).parent / "fasit"


def rolig(mappe: Path) -> Path:
    return klasse(mappe, {"ada": elev("Ada Moen", FORT), "per": elev("Per Lunde"), "åse": elev("Åse Ødegård", FORT)})


def bare_feil(mappe: Path) -> Path:
    """Nothing could be read of anybody."""
    elever = {
        "ada": {"sak.yaml": "elev: {navn: [\n", "fravaer.yaml": "fravær:\n- {dato: 2025-11-19, type: dag,\n"},
        "per": {"sak.yaml": "navn: Per Lunde\n", "fravaer.yaml": "fravær: []\naarsak: x\n"},
        "åse": {"fravaer.yaml": "fravær: []\n"},
        "ola": elev("Ola Vik") | {"fravær.yaml": "fravær: []\n", "tiltaksplan - kopi.yaml": "{}\n"},
    }
    return klasse(mappe, elever)


def planer(mappe: Path) -> Path:
    """One pupil whose plan lacks much, one whose plan takes care, and one for whom there is nothing."""
    forsent = "\n".join(f"dato: 2025-11-{d}, type: forsentkomming" for d in ("05", "11", "18"))
    halv = "periode: {fra: 2025-11-10}\nfulltid: nei\ntiltak: [{id: T1, tiltak: Vi øver., frist: 2025-11-12}]\n"
    sak = "status: aktiv\nåpnet: 2025-11-03\n"
    elever = {
        "ada": elev("Ada Moen", f"{FORT}\ndato: 2025-11-21, type: dag", sak=sak, tiltaksplan=halv),
        "per": elev("Per Lunde", forsent, sak=sak, tiltaksplan=HEL_PLAN),
        "åse": elev("Åse Ødegård", FORT),
    }
    return klasse(mappe, elever)


HEL_PLAN = """periode: {fra: 2025-11-10, til: 2025-12-01}
deltakere:
  - {navn: Per Lunde, rolle: elev}
  - {navn: Kari Lunde, rolle: mor}
  - {navn: Ada Moe, rolle: rektor}
  - {navn: Nora Berg, rolle: kontaktlærer}
  - {navn: Eva Dahl, rolle: helsesykepleier}
kontaktperson: Nora Berg
elevens_stemme: Jeg vil begynne seinere.
mål: {langsiktige: [Per er på skolen hver dag.]}
delmål: [{id: D1, mål: Per kommer hver dag, måles_ved: fraværsloggen, innen: 2025-12-05}]
tiltak: [{id: T1, tiltak: Nora møter Per ved døra., delmål: D1, når: hver dag, ansvar: Nora Berg, frist: 2025-12-05}]
plan_b: {hvis: Per ikke kommer, hva: Nora ringer mor., ansvar: Nora Berg}
evaluering: {dato: 2025-12-01}
sendt: [{til: Kari Lunde, dato: 2025-11-10}]
arkivert: {dato: 2025-11-10}
"""


def blandet(mappe: Path) -> Path:
    """Action, a warning, an error and a quiet pupil in two classes without a calendar."""
    rutine = "bygger_på: gran\nnavn: Vår egen\nregler: [{id: forsentkomming, minst: 1, oppfølging: []}]\n"
    (mappe / "rutiner").mkdir(parents=True)
    (mappe / "rutiner" / "egen.yaml").write_text(rutine, "utf-8")
    to = f"{ET_FRAVAER}\ndato: 2025-11-20, type: time, timer: 2, fag: Norsk, dokumentert: nei"
    klasse(
        mappe,
        {
            "ada": elev("Ada Moen", to),
            "per": elev("Per Lunde", "dato: 2025-11-18, type: forsentkomming"),
            "siri": elev("Siri Dal", f"{FORT}\ndato: 2025-11-22, type: dag"),
            "åse": elev("Åse Ødegård", FORT, sak="kode: 7A-04\n"),
        },
        navn="7A",
    )
    (mappe / "klasse7b").rename(mappe / "klasse7a")
    klasse(mappe, {"ola": elev("Ola Vik", ET_FRAVAER)})
    (mappe / "skole.yaml").write_text("skole: Solvang skole\nrutine: egen\nroller: {rektor: Ada Moe}\n", "utf-8")
    return mappe


SKOLER = {
    "rolig": rolig,
    "bare-feil": bare_feil,
    "blandet": blandet,
    "planer": planer,
    "klasse7b": None,
    "skolen": None,
}
BREDDER = (60, 80, 160)
SIDER = ("dag", "måned", "semester")
VISNINGER: dict[str, tuple[str, int, tuple[str, ...]]] = {
    **{f"{s}-{b}": (s, b, ()) for s in SKOLER for b in BREDDER if b == 80 or s in ("klasse7b", "rolig", "bare-feil")},
    "klasse7b-40": ("klasse7b", 40, ()),
    "klasse7b-alle": ("klasse7b", 80, ("--alle",)),
    "klasse7b-anonym": ("klasse7b", 80, ("--anonym",)),
    "blandet-anonym": ("blandet", 80, ("--anonym",)),
    "bare-feil-anonym": ("bare-feil", 80, ("--anonym",)),
    **{f"skolen-{s}-{b}": ("skolen", b, ("--sjekk", s)) for s in SIDER for b in BREDDER},
    **{f"klasse7b-{s}": ("klasse7b", 80, ("--sjekk", s)) for s in SIDER},
    **{f"{k}-{s}": (k, 80, ("--sjekk", s)) for k in ("rolig", "bare-feil", "blandet", "planer") for s in SIDER},
    **{f"skolen-{s}-anonym": ("skolen", 80, ("--anonym", "--sjekk", s)) for s in SIDER},
    **{f"skolen-{s}-md": ("skolen", 80, ("--sjekk", s, "--format", "md")) for s in SIDER[1:]},
    **{f"{s}-{f}": (s, 80, ("--format", f)) for s in ("klasse7b", "rolig", "bare-feil", "blandet") for f in FORMER[1:]},
}


def fil(navn: str, form: str) -> Path:
    navn = navn.replace("måned", "maaned")
    return FASIT / f"{navn}.{form if form in ('json', 'csv', 'md') else 'txt'}"


def sammenlign(fasit: Path, vist: str, oppdater: bool) -> None:
    if oppdater:
        FASIT.mkdir(exist_ok=True)
        fasit.write_bytes(vist.encode())
    assert fasit.exists(), "fasiten mangler: kjør pytest --oppdater-fasit, og les den"
    assert vist == fasit.read_bytes().decode()


@pytest.mark.parametrize("navn", VISNINGER)
def test_check_shows_what_it_has_shown(navn: str, tmp_path: Path, oppdater: bool) -> None:
    skole, bredde, ord_ = VISNINGER[navn]
    bygg = SKOLER[skole]
    rot = tmp_path if bygg else EKSEMPLER
    sti = bygg(rot) if bygg else rot / "klasse7b" if skole == "klasse7b" else rot
    svar = sjekk(sti.relative_to(rot), *ord_, cwd=rot, bredde=bredde)
    assert svar.feil == "" or (ord_[-1:] == ("csv",) and svar.kode == 2)  # a table has no room for what is wrong
    sammenlign(fil(navn, ord_[-1] if ord_ else ""), svar.ut, oppdater)


@pytest.mark.parametrize("form", ["full", "kort", "json"])
def test_validate_shows_what_it_has_shown(form: str, tmp_path: Path, oppdater: bool) -> None:
    sammenlign(fil(f"validate-{form}", form), kall("validate", bare_feil(tmp_path), "--format", form).ut, oppdater)


@pytest.mark.parametrize("ord_", [("--help",), ("check", "--help"), ("explain", "gran/forlot"), ()], ids=" ".join)
def test_texts_show_what_they_have_shown(ord_: tuple[str, ...], oppdater: bool) -> None:
    navn = "-".join(o.strip("-").replace("/", "-") for o in ord_) or "fravaer"
    sammenlign(fil(f"tekst-{navn}", ""), kall(*ord_).ut, oppdater)


def test_every_expected_file_is_used() -> None:
    brukt = {fil(n, o[-1] if o else "").name for n, (_, _, o) in VISNINGER.items()}
    brukt |= {"validate-full.txt", "validate-kort.txt", "validate-json.json"}
    brukt |= {f"tekst-{n}.txt" for n in ("help", "check-help", "explain-gran-forlot", "fravaer")}
    assert {p.name for p in FASIT.iterdir()} == brukt


@pytest.mark.parametrize("sjekken", ["uke", *SIDER])
def test_every_style_has_a_colour(sjekken: str) -> None:
    """And the styled lines are the plain ones."""
    question = Question(sjekken, date(2025, 11, 21), date(2026, 7, 1), alle=True)
    linjer = render(check(find(str(EKSEMPLER / "klasse7b")), question), 80)
    assert {stil for linje in linjer for _, stil in linje if stil} <= set(STYLES)
    vist = kall("check", EKSEMPLER / "klasse7b", "--dato", "2025-11-21", "--alle", "--sjekk", sjekken).ut
    assert "".join("".join(t for t, _ in linje).rstrip() + "\n" for linje in linjer) == vist
