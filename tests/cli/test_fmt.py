"""`fravaer fmt` as one uses it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fravaer_cli.files import disk
from fravaer_cli.tidying import files
from tests.cli.hjelp import alle_filer, kall, kopi, skriv

UORDEN = "fravær:\n  - {dato: 4.9.2025, type: dag}\n  - {dato: 2025-09-03, type: dag}  # tre\n"
ORDEN = "fravær:\n  - {dato: 2025-09-03, type: dag}  # tre\n  - {dato: 2025-09-04, type: dag}\n"


@pytest.fixture
def klasse(tmp_path: Path) -> Path:
    skriv(tmp_path / "7b" / "ada", {"sak.yaml": "elev: {navn: Ada}\n", "fravaer.yaml": UORDEN})
    skriv(tmp_path / "7b" / "per", {"sak.yaml": "elev: {navn: Per}\n", "fravaer.yaml": ORDEN})
    return tmp_path / "7b"


def test_it_writes_and_says_what_it_did(klasse: Path) -> None:
    svar = kall("fmt", klasse)
    assert (svar.kode, svar.ut) == (0, "ada/fravaer.yaml: rekkefølgen i fravær og 1 dato\n")
    assert svar.feil == "4 filer lest: 1 fil ordnet.\n"
    assert (klasse / "ada" / "fravaer.yaml").read_text("utf-8") == ORDEN
    svar = kall("ordne", klasse)
    assert (svar.kode, svar.ut, svar.feil) == (0, "", "4 filer lest: ingenting å ordne.\n")


def test_the_check_writes_nothing(klasse: Path) -> None:
    before = dict(alle_filer(klasse))
    svar = kall("fmt", klasse / "ada" / "fravaer.yaml", "--sjekk")
    assert (svar.kode, svar.ut) == (1, "ada/fravaer.yaml: rekkefølgen i fravær og 1 dato\n".removeprefix("ada/"))
    assert "1 fil bør ordnes" in svar.feil
    assert kall("fmt", klasse / "per", "--sjekk").kode == 0
    assert dict(alle_filer(klasse)) == before


def test_the_dry_run_shows_the_difference(klasse: Path) -> None:
    before = dict(alle_filer(klasse))
    svar = kall("fmt", klasse, "--dry-run")
    assert svar.kode == 0
    assert "-  - {dato: 4.9.2025, type: dag}\n" in svar.ut
    assert "+  - {dato: 2025-09-04, type: dag}\n" in svar.ut
    assert dict(alle_filer(klasse)) == before


@pytest.mark.parametrize("valg", [[], ["--sjekk"], ["--dry-run"]])
def test_a_file_that_cannot_be_read_stops_no_other(klasse: Path, valg: list[str]) -> None:
    skriv(klasse / "per", {"fravaer.yaml": b"frav\xe6r: []\n", "kontakt.yaml": "kontakt: [\n"})
    svar = kall("fmt", klasse, *valg)
    assert svar.kode == 2
    assert "per/fravaer.yaml:1:5: F010" in svar.feil
    assert "per/kontakt.yaml:" in svar.feil
    assert "5 filer lest: 1 fil" in svar.feil
    assert "2 filer kunne ikke ordnes" in svar.feil
    assert ((klasse / "ada" / "fravaer.yaml").read_text("utf-8") == ORDEN) is not bool(valg)


def test_a_file_that_cannot_be_done_alone_is_left_and_told(klasse: Path) -> None:
    text = "fravær:\n  - &a {dato: 2025-09-04, type: dag}\n  - *a\n  - {dato: 2025-09-03, type: dag}\n"
    skriv(klasse / "per", {"fravaer.yaml": text})
    svar = kall("fmt", klasse)
    assert svar.kode == 2
    assert "«per/fravaer.yaml» er skrevet på en måte" in svar.feil
    assert (klasse / "per" / "fravaer.yaml").read_text("utf-8") == text
    assert (klasse / "ada" / "fravaer.yaml").read_text("utf-8") == ORDEN


def test_one_that_is_changed_meanwhile_is_left(klasse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = disk.replace

    def late(path: Path, before: bytes | None, after: bytes, shown: str) -> None:
        path.write_bytes(b"nytt")
        replace(path, before, after, shown)

    monkeypatch.setattr(files.disk, "replace", late)
    svar = kall("fmt", klasse)
    assert svar.kode == 2
    assert "ble endret av noen andre i mellomtiden" in svar.feil
    assert (klasse / "ada" / "fravaer.yaml").read_bytes() == b"nytt"


def test_an_ordered_file_is_not_even_opened_for_writing(klasse: Path) -> None:
    path = klasse / "per" / "fravaer.yaml"
    os.utime(path, (1, 1))
    kall("fmt", klasse)
    assert path.stat().st_mtime == 1
    assert not list(klasse.rglob(".fravaer*"))


def test_the_school_is_all_its_files_and_a_class_only_its_own(tmp_path: Path) -> None:
    kopi(tmp_path)
    skriv(tmp_path, {"skole.yaml": "skole: A\nressursteam: {møtedager: [5.11.2025]}\n"})
    assert "skole.yaml: 1 dato\n" in kall("fmt", tmp_path, "--sjekk").ut
    assert "skole.yaml" not in kall("fmt", tmp_path / "klasse7b", "--sjekk").ut
    assert kall("fmt", tmp_path).kode == 0
    assert kall("fmt", tmp_path, "--sjekk").kode == 0
    assert kall("validate", tmp_path).kode == 0


@pytest.mark.parametrize(
    ("sti", "sies"),
    [("finnes-ikke", "Finner ikke"), ("notat.yaml", "er ikke en av filene våre"), ("tom", "Ingenting å ordne")],
)
def test_nothing_to_tidy_is_2(tmp_path: Path, sti: str, sies: str) -> None:
    skriv(tmp_path, {"notat.yaml": "a: 1\n", "tom/x.txt": ""})
    svar = kall("fmt", sti, cwd=tmp_path)
    assert svar.kode == 2
    assert sies in svar.feil
