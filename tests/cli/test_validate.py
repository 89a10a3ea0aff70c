"""`fravaer validate`: every error with its place, in three forms, and nothing that should not be shown."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest

from tests.cli.hjelp import EKSEMPLER, ET_FRAVAER, ROT, Svar, alle_filer, elev, kall, kjor, klasse, miljo, skriv

FORMER = ("full", "kort", "json")
SKJEMA = jsonschema_rs.Draft202012Validator(
    json.loads((ROT / "schemas" / "diagnostikk.schema.json").read_text("utf-8")), validate_formats=True
)
GALLERI = sorted(p for p in (ROT / "tests" / "errors").iterdir() if p.is_dir())


# --- exit codes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMER)
def test_no_errors_is_0_and_says_what_it_did(tmp_path: Path, form: str) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen", sak="status: avsluttet\n")})
    svar = kall("validate", mappe, "--format", form)
    assert (svar.kode, svar.ut) == (0, "[]\n" if form == "json" else "")
    assert svar.feil == "3 filer lest: ingen feil.\n"


@pytest.mark.parametrize("form", FORMER)
def test_warnings_alone_are_0(tmp_path: Path, form: str) -> None:
    svar = kall("validate", skriv(tmp_path, elev("Ada", sak="# 13032045678\n")), "--format", form)
    assert svar.kode == 0
    assert "F030" in svar.ut
    assert svar.feil == "1 fil lest: 1 advarsel.\n"


@pytest.mark.parametrize("form", FORMER)
def test_errors_are_1_and_all_of_them_come(tmp_path: Path, form: str) -> None:
    elever = {f"e{i}": elev("Ada", ET_FRAVAER + ", aarsak: x\ndato: 2025-11-22, type: dag") for i in range(30)}
    svar = kall("validate", klasse(tmp_path, elever), "--format", form)
    assert svar.kode == 1
    assert svar.ut.count("F003") == svar.ut.count("F101") == 30
    assert re.search(r"^62 filer lest: 60 feil(, 1 advarsel)?\.\n$", svar.feil)


@pytest.mark.parametrize("form", FORMER)
def test_what_cannot_be_done_is_2(tmp_path: Path, form: str) -> None:
    (tmp_path / "tom").mkdir()
    svar = kall("validate", tmp_path / "tom", "--format", form)
    assert svar.kode == 2
    assert "Ingenting å kontrollere" in svar.feil
    svar = kall("validate", tmp_path / "finnes-ikke", "--format", form)
    assert (svar.kode, svar.ut) == (2, "")
    assert "Finner ikke" in svar.feil
    svar = kall("validate", tmp_path / "tom", "--form", "xml")
    assert (svar.kode, svar.ut) == (2, "")
    assert "Mente du «--format»?" in svar.feil
    assert kall("validate", EKSEMPLER, "--format", "tabell").kode == 2


def test_one_path_that_does_not_exist_is_2_among_others(tmp_path: Path) -> None:
    assert kall("validate", EKSEMPLER / "klasse7b", tmp_path / "finnes-ikke").kode == 2


def test_a_file_that_is_not_ours_was_not_read(tmp_path: Path) -> None:
    skriv(tmp_path, elev("Ada") | {"notat.md": "# Notat\n"})
    svar = kall("validate", tmp_path / "notat.md")
    assert svar.kode == 2
    assert "1 fil lest" not in svar.feil


def test_a_file_without_sak_yaml_beside_it_is_not_without_errors(tmp_path: Path) -> None:
    skriv(tmp_path, {"fravaer.yaml": "fravær: [\n"})
    assert kall("validate", tmp_path / "fravaer.yaml").kode == 1


def test_an_empty_folder_in_a_school_is_nothing_to_check(tmp_path: Path) -> None:
    klasse(tmp_path, {"ada": elev("Ada")})
    (tmp_path / "tom").mkdir()
    assert kall("validate", tmp_path / "tom").kode == 2


# --- what is shown ------------------------------------------------------------------------------------------------


def test_the_full_form_is_the_design_s(tmp_path: Path) -> None:
    mappe = klasse(
        tmp_path,
        {"amin": elev("Amin") | {"fravaer.yaml": "fravær:\n  - dato: 2025-09-05\n    type: dag\n    aarsak: ukjent\n"}},
    )
    svar = kall("validate", mappe / "amin")
    assert svar.ut == (
        "feil[F003]: ukjent felt «aarsak» – mente du «årsak»?\n"
        "  --> klasse7b/amin/fravaer.yaml:4:5\n"
        "   |\n"
        " 4 |     aarsak: ukjent\n"
        "   |     ^^^^^^\n"
    )
    kort = kall("validate", mappe / "amin", "--format", "kort")
    assert kort.ut == "klasse7b/amin/fravaer.yaml:4:5: F003 ukjent felt «aarsak» – mente du «årsak»?\n"


def test_a_broken_file_hides_nobody_else(tmp_path: Path) -> None:
    elever = {f"e{i}": elev("Ada") | {"fravaer.yaml": "fravær: [\n"} for i in range(5)}
    svar = kall("validate", klasse(tmp_path, elever), "--format", "kort")
    assert svar.ut.count("F002") == 5


@pytest.mark.parametrize(
    "mappe",
    [pytest.param(p, id=p.name) for p in GALLERI],
)
def test_the_gallery_in_every_form(mappe: Path) -> None:
    """The same errors in all three forms; the JSON fits its schema and points into the file."""
    full, kort, rent = (kall("validate", mappe, "--format", form) for form in FORMER)
    assert full.kode == kort.kode == rent.kode
    assert full.feil == kort.feil == rent.feil
    data = rent.json
    assert [e.message for e in SKJEMA.iter_errors(data)] == []
    assert [d["kode"] for d in data] == re.findall(r"^(?:feil|advarsel)\[(F\d{3})\]:", full.ut, re.MULTILINE)
    assert len(kort.ut.splitlines()) == len(data)
    for d, linje in zip(data, kort.ut.splitlines(), strict=True):
        sted = d["fil"] if d["linje"] is None else f"{d['fil']}:{d['linje']}:{d['kolonne']}"
        assert linje.startswith(f"{sted}: {d['kode']} ")
        assert list(d) == ["kode", "alvor", "fil", "linje", "kolonne", "lengde", "melding", "forslag", "relaterte"]
        fil = mappe / d["fil"]
        if d["linje"] is not None and fil.is_file() and not fil.is_symlink():
            linjer = fil.read_bytes().decode("utf-8", "replace").split("\n")
            assert d["linje"] <= len(linjer)
            assert d["kolonne"] <= len(linjer[d["linje"] - 1]) + 1
    assert full.kode == (1 if any(d["alvor"] == "feil" for d in data) else 0)


def test_json_holds_no_source_text(tmp_path: Path) -> None:
    """What stands on the line and beside it, is not there: only what the message must quote."""
    filer = elev("Hemmelig Navn") | {
        "fravaer.yaml": "fravær:\n  - {dato: 2025-11-19, type: dag, aarsak: x, merknad: hemmelig ved siden av}\n"
        "  # hemmelig kommentar\n  - {dato: 2025-11-22, type: dag, merknad: hemmelig lørdag}\n",
        "kontakt.yaml": "kontakt:\n  - dato: 2025-11-19\n    type: hjem\n    referat: |\n"
        '      hemmelig "linje"\n   feil\n',
    }
    svar = kall("validate", klasse(tmp_path, {"ada": filer}), "--format", "json")
    assert len(svar.json) >= 3
    assert "hemmelig" not in svar.alt.casefold()


def test_json_is_an_array_also_when_nothing_is_wrong(tmp_path: Path) -> None:
    svar = kall("validate", skriv(tmp_path, elev("Ada")), "--format", "json")
    assert svar.json == []


TULL = {"fravaer.yaml": "fravær: []\ntull: 1\n", "kontakt.yaml": "kontakt: []\nvas: 1\n"}


def test_several_paths_and_single_files(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {n: elev(n) | TULL for n in ("ada", "per")})
    to = kall("validate", mappe / "ada", mappe / "per", "--format", "kort")
    assert [linje.split(":")[0] for linje in to.ut.splitlines()] == [
        f"klasse7b/{n}/{f}.yaml" for n in ("ada", "per") for f in ("fravaer", "kontakt")
    ]
    en = kall("validate", mappe / "ada" / "kontakt.yaml", "--format", "kort")
    assert en.kode == 1
    assert en.ut == "klasse7b/ada/kontakt.yaml:2:1: F003 ukjent felt «vas»\n"
    assert en.feil == "1 fil lest: 1 feil.\n"
    bra = kall("validate", mappe / "ada" / "sak.yaml")
    assert (bra.kode, bra.ut) == (0, "")
    assert kall("validate", "ada/kontakt.yaml", "--format", "kort", cwd=mappe).ut == en.ut
    her = kall("validate", "--format", "kort", cwd=mappe / "ada")
    assert her.ut.count("\n") == 2


def test_a_school_s_own_routine_is_checked(tmp_path: Path) -> None:
    klasse(tmp_path, {"ada": elev("Ada", sak="status: avsluttet\n")})
    skriv(
        tmp_path,
        {"rutiner/egen.yaml": "navn: Vår\nbygger_på: grann\n", "rutiner/god.yaml": "navn: God\nbygger_på: gran\n"},
    )
    for sti, kode, koder in ((".", 1, ["F202"]), ("rutiner/egen.yaml", 1, ["F202"]), ("rutiner/god.yaml", 0, [])):
        svar = kall("validate", sti, "--format", "json", cwd=tmp_path)
        assert [d["kode"] for d in svar.json if d["alvor"] == "feil"] == koder, sti
        assert svar.kode == kode


def test_colour_marks_what_stands_out(tmp_path: Path) -> None:
    mappe = skriv(tmp_path, elev("Ada") | {"kontakt.yaml": "vas: 1\n"})
    uten, med = (kall("validate", mappe, "--farge", f).ut for f in ("aldri", "alltid"))
    assert "\x1b" not in uten
    assert "\x1b[" in med
    assert re.sub(r"\x1b\[[0-9;]*m", "", med) == uten
    for form in ("kort", "json"):
        assert "\x1b" not in kall("validate", mappe, "--farge", "alltid", "--format", form).ut


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "cp1252"}, {"PYTHONUTF8": "0", "LC_ALL": "POSIX"}]
)
def test_both_streams_are_utf8(tmp_path: Path, env: dict[str, str]) -> None:
    mappe = skriv(tmp_path / "år 7", elev("Ada") | {"kontakt.yaml": "må: 1\n"})
    svar = kjor("validate", mappe, env=env)
    assert "«må»" in svar.ut
    assert "Finner ikke «på/æ»" in kjor("validate", "på/æ", env={"PYTHONIOENCODING": "cp1252"}).feil


def test_validate_changes_nothing(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada") | {"kontakt.yaml": "vas: 1\r\n"}})
    foer = dict(alle_filer(tmp_path))
    kall("validate", mappe)
    assert dict(alle_filer(tmp_path)) == foer


@pytest.mark.skipif(os.name == "nt", reason="lukkede rør er annerledes på Windows")
@pytest.mark.parametrize("form", FORMER)
def test_a_reader_that_goes_away_gives_no_traceback(tmp_path: Path, form: str) -> None:
    linjer = "".join(f"  - {{dato: x{i}, type: dag}}\n" for i in range(3000))
    skriv(tmp_path, elev("Ada") | {"fravaer.yaml": f"fravær:\n{linjer}"})
    prosess = subprocess.Popen(
        [sys.executable, "-m", "fravaer_cli", "validate", str(tmp_path), "--format", form],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=miljo(),
        cwd=ROT,
    )
    assert prosess.stdout
    assert prosess.stderr
    prosess.stdout.read(10)
    prosess.stdout.close()
    sagt = prosess.stderr.read().decode()
    prosess.stderr.close()
    assert "Traceback" not in sagt
    assert "Beklager" not in sagt
    assert prosess.wait(60) in (0, 1)


# --- identity numbers and reports to barnevernet ------------------------------------------------------------------

SIFRE = "13032045678"
NUMRE = {
    "helt": SIFRE,
    "delt": "130320 45678",
    "bindestrek": "130320-45678",
    "punktum": "130320.45678",
    "hardt mellomrom": "130320\u00a045678",
    "D-nummer": "53032045678",
    "testnummer": "13832045678",
}


def ingen_sifre(svar: Svar, nummer: str) -> None:
    bare = re.sub(r"\D", "", nummer)
    assert bare not in re.sub(r"[ .\-\u00a0]", "", svar.alt)
    assert bare[6:] not in svar.alt


@pytest.mark.parametrize("form", FORMER)
@pytest.mark.parametrize("nummer", NUMRE.values(), ids=NUMRE)
def test_the_digits_of_an_identity_number_are_never_shown(tmp_path: Path, nummer: str, form: str) -> None:
    """Wherever it stands: in a sound text, in a wrong value, as a field, in a comment, beside another error."""
    filer = {
        "sak.yaml": f'elev: {{navn: "Ada {nummer}", fødselsdato: "{nummer}"}}\nstatus: "{nummer}"\nkode: {nummer}\n',
        "fravaer.yaml": f'fravær:\n  - {{dato: "{nummer}", type: dag}}\n'
        f"  - {{dato: 2025-11-22, type: dag, merknad: {nummer}}}\n"
        f"  - {{dato: 2025-11-19, type: {nummer}}}\n  - {{dato: 2025-11-18, type: dag, timer: {nummer}}}\n"
        f'  # {nummer}\n  - {{dato: 2025-11-17, type: dag, "{nummer}": 1}}\n',
        "kontakt.yaml": f"kontakt: *{nummer.replace(' ', '')}\n# {nummer}\n",
        "kartlegging.yaml": f'"{nummer}": 1\n"{nummer}": 2\nsamtaler: {nummer}\n',
        "tiltaksplan.yaml": "periode: {fra: 2025-11-01}\ntiltak:\n"
        f"  - {{id: '{nummer}', tiltak: a, delmål: '{nummer}'}}\n"
        f"  - {{id: '{nummer}', tiltak: b}}\n",
        "evaluering.yaml": f"evalueringer:\n  - {{dato: 2025-11-02, plan: '{nummer}', delmål: [{{id: '{nummer}'}}]}}\n",
        "ukeplan.yaml": f"<<<<<<< {nummer}\nukeplaner: []\n=======\n>>>>>>> {nummer}\n",
    }
    svar = kall("validate", klasse(tmp_path, {"ada": filer}), "--format", form)
    assert svar.kode == 1
    assert svar.ut.count("F030") >= 7
    ingen_sifre(svar, nummer)


@pytest.mark.parametrize("form", FORMER)
def test_an_identity_number_at_the_edge_of_a_shortened_line(tmp_path: Path, form: str) -> None:
    for foer in range(20, 130, 3):
        tekst = f"fravær:\n  - {{dato: 2025-11-19, type: dag, aarsak: {'x' * foer} {SIFRE} {'y' * 90}}}\n"
        ingen_sifre(kall("validate", skriv(tmp_path, elev("Ada") | {"fravaer.yaml": tekst}), "--format", form), SIFRE)


@pytest.mark.parametrize("form", FORMER)
@pytest.mark.parametrize("sti", [f"{SIFRE}/sak.yaml", f"ada/fravaer {SIFRE}.yaml"])
def test_an_identity_number_in_the_name_of_a_file(tmp_path: Path, sti: str, form: str) -> None:
    klasse(tmp_path, {"ada": elev("Ada")})
    skriv(tmp_path / "klasse7b", {sti: "vas: 1\n"})
    ingen_sifre(kall("validate", tmp_path, "--format", form), SIFRE)


@pytest.mark.parametrize(
    "form",
    ["full", "kort", "json"],
)
def test_the_text_of_a_report_to_barnevernet_is_not_shown_beside_an_error_in_it(tmp_path: Path, form: str) -> None:
    melding = (
        "meldinger: [{dato: 2025-11-31, til: barneverntjenesten, begrunnelse: Zqx, grunnlag: {psykisk_helse: Zqx}}]\n"
    )
    svar = kall("validate", klasse(tmp_path, {"ada": elev("Ada", sak=melding)}), "--format", form)
    assert svar.kode == 1
    assert "F007" in svar.ut
    assert "Zqx" not in svar.alt


# --- hostile text -------------------------------------------------------------------------------------------------

STYRER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
RAA = {
    "RLO": "\u202e",
    "PDI": "\u2066",
    "RLM": "\u200f",
    "linjeskille": "\u2028",
    "NEL": "\x85",
    "CR": "\r",
    "ALM": "\u061c",
}
UTVEIER = {"ESC": r"\e[31m", "BEL": r"\a", "CSI": r"\x9b", "NUL": r"\0", "NEL": r"\N", "LS": r"\L", "RLO": r"\u202e"}


@pytest.mark.parametrize("tegn", RAA)
@pytest.mark.parametrize("form", FORMER)
def test_raw_characters_that_steer_are_neutral(tmp_path: Path, tegn: str, form: str) -> None:
    t = RAA[tegn]
    tekst = f"fravær:\n  - {{dato: {t}x{t}, type: a{t}b}}\n  - {{dato: 2025-11-19, type: dag, a{t}b: 1}}\n# {t}\n"
    svar = kall("validate", klasse(tmp_path, {"ada": elev("Ada") | {"fravaer.yaml": tekst}}), "--format", form)
    assert svar.kode == 1
    assert [repr(linje) for linje in svar.alt.split("\n") if STYRER.search(linje)] == []


@pytest.mark.parametrize("form", FORMER)
@pytest.mark.parametrize("tegn", UTVEIER)
def test_escaped_characters_that_steer_are_neutral(tmp_path: Path, tegn: str, form: str) -> None:
    t = UTVEIER[tegn]
    tekst = f'fravær:\n  - {{dato: "{t}x", type: "a{t}b"}}\n  - {{dato: 2025-11-19, type: dag, "a{t}b": 1}}\n'
    plan = f'  - {{id: "{t}", tiltak: a, delmål: "a{t}"}}\n  - {{id: "{t}", tiltak: a}}\n'
    plan = f"periode: {{fra: 2025-09-29}}\ntiltak:\n{plan}"
    filer = elev("Ada") | {"fravaer.yaml": tekst, "tiltaksplan.yaml": plan}
    svar = kall("validate", klasse(tmp_path, {"ada": filer}), "--format", form)
    assert svar.kode == 1
    assert [repr(linje) for linje in svar.alt.split("\n") if STYRER.search(linje)] == []


@pytest.mark.skipif(os.name == "nt", reason="slike navn finnes ikke på Windows")
@pytest.mark.parametrize("form", FORMER)
@pytest.mark.parametrize("tegn", ["\x1b[31m", "\u202e", "\n"])
def test_names_of_files_are_neutral(tmp_path: Path, tegn: str, form: str) -> None:
    mappe = klasse(tmp_path, {f"ada{tegn}INJISERT": elev("Ada") | {"kontakt.yaml": "vas: 1\n"}})
    skriv(mappe / "per", elev("Per") | {f"fravær{tegn}.yaml": "{}"})
    svar = kall("validate", mappe, "--format", form)
    assert svar.kode == 1
    assert [linje for linje in svar.alt.split("\n") if STYRER.search(linje) or linje.startswith("INJISERT")] == []
    stray = kall("validate", f"finnes{tegn}ikke", "--format", form)
    assert STYRER.search(stray.feil) is None


def test_a_crash_tells_nothing_of_anybody(tmp_path: Path) -> None:
    krasj = "import fravaer_cli.cases.case as c\ndef k(*_):\n  raise ValueError('Zqx')\nc.check_contacts = k\n"
    mappe = klasse(tmp_path / "Zqx", {"Zqx": elev("Zqx") | {"kontakt.yaml": "kontakt: []\n"}})
    (tmp_path / "tmp").mkdir()
    kode = krasj + "from fravaer_cli.__main__ import main\nmain()\n"
    svar = kjor("validate", mappe, kode=kode, env={"TMPDIR": str(tmp_path / "tmp")})
    assert (svar.kode, svar.ut) == (3, "")
    (rapport,) = (tmp_path / "tmp").iterdir()
    assert "Zqx" not in svar.feil + rapport.read_text("utf-8")
    assert "kommando: validate" in rapport.read_text("utf-8")
