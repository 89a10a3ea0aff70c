"""`fravaer import` as it is typed: what it shows, what it asks, what it leaves alone."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest

from tests.cli.hjelp import alle_filer, elev, kall, kjor, klasse, kopi, skriv
from tests.importing.hjelp import ADA, FNR, HODE, klassen, logg

FIL = f"{HODE}\n{ADA}\nAda;04.09.2025;Sykdom\nPer Hansen;03.09.2025;Sykdom\n"


@pytest.fixture
def mappe(tmp_path: Path) -> Path:
    """A class with Ada and a file about her and Per, who has no case."""
    skriv(tmp_path, {"f.csv": FIL})
    return klassen(tmp_path)


def _kjoer(mappe: Path, *ord_: str) -> tuple[int, str, str]:
    svar = kall("import", mappe.parent / "f.csv", mappe, *ord_)
    return svar.kode, svar.ut, svar.feil


def test_the_report(mappe: Path) -> None:
    assert _kjoer(mappe) == (
        0,
        """\
Lest: f.csv, 3 rader, semikolon mellom kolonnene, tegnsett UTF-8, datoer som
  «03.09.2025» (dagen først)
Profil: generisk
Kolonner: «Navn» er navn, «Dato» er dato, «Status» er status

Ada · klasse7b/ada
  rad 2  ny       onsdag 3. september 2025: dag, udokumentert
  rad 3  ny       torsdag 4. september 2025: dag, dokumentert

Elever uten sak her (1 rad, ikke brukt): Per Hansen

2 nye, 0 endret og 0 uendret.
""",
        "",
    )


def test_what_is_unchanged_is_a_count_unless_all_is_asked_for(mappe: Path) -> None:
    _kjoer(mappe)
    assert "rad 2" not in _kjoer(mappe)[1]
    assert "0 nye, 0 endret og 2 uendret." in _kjoer(mappe)[1]
    assert "rad 2  uendret  onsdag 3. september 2025: dag, udokumentert" in _kjoer(mappe, "--alle")[1]


def test_a_dry_run_shows_the_diff_and_writes_nothing(mappe: Path) -> None:
    foer = dict(alle_filer(mappe.parent))
    kode, ut, _ = _kjoer(mappe, "--dry-run")
    assert kode == 0
    assert ut.startswith("--- klasse7b/ada/fravaer.yaml\n+++ klasse7b/ada/fravaer.yaml\n")
    assert "+  - {dato: 2025-09-03, type: dag, dokumentert: nei, kilde: generisk, id: 2025-09-03}\n" in ut
    assert ut.endswith("Ingenting er skrevet (--dry-run).\n")
    assert dict(alle_filer(mappe.parent)) == foer


@pytest.mark.parametrize("hvor", ["klasse7b/ada", "klasse7b", "."])
def test_a_case_a_class_or_the_school(mappe: Path, hvor: str) -> None:
    svar = kall("import", "f.csv", hvor, cwd=mappe.parent)
    assert svar.kode == 0
    assert len(logg(mappe)) == 2


def test_the_norwegian_synonym(mappe: Path) -> None:
    assert kall("importer", mappe.parent / "f.csv", mappe).kode == 0


def test_a_name_that_is_alike_is_asked_about_on_a_terminal(tmp_path: Path) -> None:
    mappe = klassen(tmp_path, "Amin Yusuf")
    skriv(tmp_path, {"f.csv": f"{HODE}\nAmin Jusuf;03.09.2025;\n"})
    with (
        mock.patch("fravaer_cli.cli.questions.on_terminal", return_value=True),
        mock.patch("fravaer_cli.cli.import_profile.bekreft", return_value=True) as spurt,
    ):
        svar = kall("import", tmp_path / "f.csv", mappe)
    assert spurt.call_args.args == ("Er det Amin Yusuf (klasse7b/amin)?",)
    assert (svar.kode, len(logg(mappe, "amin"))) == (0, 1)


def test_without_a_terminal_it_is_told_how_to_settle_it(tmp_path: Path) -> None:
    mappe = klassen(tmp_path, "Amin Yusuf")
    skriv(tmp_path, {"f.csv": f"{HODE}\nAmin Jusuf;03.09.2025;\n"})
    svar = kall("import", tmp_path / "f.csv", mappe)
    assert svar.kode == 1
    assert 'Avgjør med --elev "Amin Jusuf=klasse7b/amin"' in svar.ut
    assert logg(mappe, "amin") == []
    assert kall("import", tmp_path / "f.csv", mappe, "--elev", "Amin Jusuf=ingen").kode == 0
    assert kall("import", tmp_path / "f.csv", mappe, "--elev", "Amin Jusuf=klasse7b/amin").kode == 0
    assert len(logg(mappe, "amin")) == 1


@pytest.mark.parametrize(
    ("ord_", "sagt"),
    [
        (("finnes-ikke.csv", "."), "Finner ikke «finnes-ikke.csv»"),
        (("f.csv", "klasse8z"), "Finner ikke «klasse8z»"),
        (("klasse7b", "f.csv"), "«klasse7b» er en mappe"),
        (("f.csv", "tom"), "har ingen elevmapper"),
        (("f.csv", ".", "--skilletegn", "--"), "kan ikke være skilletegn"),
        (("f.csv", ".", "--ark", "x"), "har ingen ark"),
        (("f.csv", ".", "--elev", "x"), "passer ikke med --elev"),
        (("f.csv",), "Mangler argument"),
    ],
)
def test_what_cannot_be_done_is_2_and_says_why(mappe: Path, ord_: tuple[str, ...], sagt: str) -> None:
    (mappe.parent / "tom").mkdir()
    svar = kall("import", *ord_, cwd=mappe.parent)
    assert svar.kode == 2
    assert sagt in svar.feil
    assert logg(mappe) == []


def test_a_log_that_cannot_be_written_is_2_and_the_others_are(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada"), "per": elev("Per")})
    skriv(mappe, {"ada/fravaer.yaml": "fravær: [\n"})
    skriv(tmp_path, {"f.csv": f"{HODE}\n{ADA}\nPer;03.09.2025;\n"})
    svar = kall("import", tmp_path / "f.csv", mappe)
    assert svar.kode == 2
    assert "Ikke skrevet: «klasse7b/ada/fravaer.yaml» kan ikke leses" in " ".join(svar.ut.split())
    assert len(logg(mappe, "per")) == 1


def test_reasons_and_notes_are_entered_and_not_shown(tmp_path: Path) -> None:
    mappe = klassen(tmp_path)
    rad = f"Ada;03.09.2025;vegring;hemmelig beskjed {FNR};{FNR}"
    skriv(tmp_path, {"f.csv": f"Navn;Dato;Årsak;Merknad;Id\n{rad}\nAda;04.09.2025;redd for gym;;\n"})
    for valg in ((), ("--alle",)):
        svar = kall("import", tmp_path / "f.csv", mappe, *valg)
        for ord_ in ("vegring", "hemmelig", "gym", FNR):
            assert ord_ not in svar.alt
    assert [e.get("årsak") for e in logg(mappe)] == ["vegring", None]
    assert FNR not in (mappe / "ada" / "fravaer.yaml").read_text("utf-8")
    assert "årsaken er ikke blant dem profilen kjenner" in " ".join(svar.ut.split())


def test_a_pupil_without_a_case_makes_no_noise(tmp_path: Path) -> None:
    mappe = klassen(tmp_path)
    rader = "".join(f"Elev nummer {n};06.09.2025;Rart\n" for n in range(40))
    skriv(tmp_path, {"f.csv": f"{HODE}\n{rader}"})
    svar = kall("import", tmp_path / "f.csv", mappe)
    assert svar.kode == 0
    assert "og 28 til (--alle viser dem)" in svar.ut
    assert "Ikke forstått" not in svar.ut


def test_a_pupil_whose_name_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": {"sak.yaml": "elev: [\n"}, "per": elev("Per")})
    skriv(tmp_path, {"f.csv": f"{HODE}\n{ADA}\n"})
    svar = " ".join(kall("import", tmp_path / "f.csv", mappe, "--elev", "Adda=ingen").ut.split())
    assert "Merk: klasse7b/ada/sak.yaml har ikke noe navn som kan leses" in svar
    assert "Merk: «adda» i --elev står ikke i filen." in svar


def test_errors_in_the_schools_file_are_told_of(mappe: Path) -> None:
    skriv(mappe.parent, {"skole.yaml": "skole: [\n"})
    assert "Merk: skole.yaml har feil" in _kjoer(mappe)[1]


def test_the_bar_is_only_for_a_terminal(mappe: Path) -> None:
    svar = kjor("import", mappe.parent / "f.csv", mappe)
    assert (svar.kode, svar.feil) == (0, "")


def test_the_help_loads_nothing_heavy_and_other_commands_no_spreadsheets(mappe: Path) -> None:
    kode = """\
import sys
sys.argv[1:] = {ord}
from fravaer_cli.__main__ import _run
_run()
print([m for m in ("python_calamine", "fravaer_cli.importing.xlsx_file") if m in sys.modules], file=sys.stderr)
"""
    for ord_ in (["import", "--help"], ["check", str(mappe)], ["import", str(mappe.parent / "f.csv"), str(mappe)]):
        assert kjor(kode=kode.format(ord=ord_)).feil.endswith("[]\n")


def test_the_sample_school_can_be_imported_to(tmp_path: Path) -> None:
    skole = kopi(tmp_path / "skole")
    skriv(tmp_path, {"f.csv": "Elevnummer;Dato;Status\n7B-01;03.09.2025;Udokumentert\n7B-02;03.09.2025;Sykdom\n"})
    svar = kall("import", tmp_path / "f.csv", skole)
    assert svar.kode == 0
    feil = [d for d in kall("validate", skole, "--format", "json").json if d["alvor"] == "feil"]
    assert feil == []
