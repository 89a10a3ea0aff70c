"""`fravaer doctor`: what it finds in a school's folder. No network, and nothing is changed."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.doctor.examine import examine
from fravaer_cli.doctor.finding import Punkt, Tilstand
from fravaer_cli.doctor.machine import look_at_machine
from fravaer_cli.documents import fonts, pandoc
from fravaer_cli.errors import UserError
from tests.cli.hjelp import alle_filer, elev, kall, klasse, skriv

I_DAG = date(2025, 11, 21)


@pytest.fixture
def skole(tmp_path: Path) -> Path:
    """A school that is as it should be, readable by its owner alone."""
    klasse(tmp_path / "skole", {"amin": elev("Amin Yusuf", "dato: 2025-11-03, type: dag")})
    (tmp_path / "skole").chmod(0o750)
    return tmp_path / "skole"


def _git(mappe: Path, *ord_: str) -> None:
    navn = ["-c", "user.name=Kari", "-c", "user.email=kari@example.org"]
    subprocess.run(["git", *navn, *ord_], cwd=mappe, check=True, capture_output=True)


def _under(mappe: Path, overskrift: str, dag: date = I_DAG) -> list[Punkt]:
    return examine(str(mappe), dag)[overskrift]


def _om(punkter: list[Punkt], ord_: str) -> Punkt:
    (found,) = [p for p in punkter if ord_ in p.tekst]
    return found


def test_a_machine_that_has_it_all() -> None:
    assert [p.tilstand for p in look_at_machine()] == [Tilstand.OK] * 4


def test_what_the_machine_lacks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def gone() -> Path:
        raise UserError("borte", "installer")

    monkeypatch.setattr(pandoc, "program", gone)
    monkeypatch.setattr(fonts, "folder", lambda: tmp_path)
    found = list(look_at_machine())
    assert _om(found, "pandoc").tilstand is Tilstand.MERK
    assert _om(found, "Skriftene").tilstand is Tilstand.MERK


def test_the_routine_and_the_calendar(skole: Path) -> None:
    found = _under(skole, "Skolen")
    assert _om(found, "Rutinen").tekst.startswith("Rutinen i bruk: gran")
    assert _om(found, "2025-2026").tilstand is Tilstand.OK


@pytest.mark.parametrize(
    ("dag", "mangler"), [("2026-03-31", []), ("2026-04-01", ["2026-2027"]), ("2026-08-20", ["2026-2027"])]
)
def test_next_years_calendar_is_missed_from_april(skole: Path, dag: str, mangler: list[str]) -> None:
    found = _under(skole, "Skolen", date.fromisoformat(dag))
    assert [p.tekst.split()[2] for p in found if p.tilstand is Tilstand.MERK] == mangler


def test_no_school_file(tmp_path: Path) -> None:
    skriv(tmp_path / "klasse7b", {"amin/sak.yaml": "elev: {navn: Amin}\n"})
    assert "fravaer init" in _om(_under(tmp_path / "klasse7b", "Skolen"), "skole.yaml").raad


@pytest.mark.skipif(os.name == "nt", reason="Windows har andre tilganger")
def test_a_folder_that_all_can_read(skole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _om(_under(skole, "Mappen"), "lese elevmappene").tilstand is Tilstand.OK
    for mappe in (skole, *skole.parents):
        if not mappe.stat().st_mode & 0o001:
            mappe.chmod(mappe.stat().st_mode | 0o001)
    assert _om(_under(skole, "Mappen"), "kan lese 1 elevmappe: klasse7b/amin").tilstand is Tilstand.FARE
    (skole / "klasse7b" / "amin" / "sak.yaml").chmod(0o640)
    assert _om(_under(skole, "Mappen"), "lese elevmappene").tilstand is Tilstand.OK


def test_leftovers_and_conflict_markers_are_found(skole: Path) -> None:
    amin = skole / "klasse7b" / "amin"
    skriv(amin, {".fravaer-0123456789ab.tmp": "halvt", ".fravaer.laas": ""})
    skriv(amin, {"kontakt.yaml": "<<<<<<< a\nkontakt: []\n=======\nkontakt:\n>>>>>>> b\n", "kontakt - kopi.yaml": "x"})
    found = _under(skole, "Mappen")
    assert "amin/.fravaer-0123456789ab.tmp og klasse7b/amin/.fravaer.laas" in _om(found, "Rester").tekst
    assert "klasse7b/amin/kontakt.yaml" in _om(found, "Konfliktmerker").tekst
    assert "kontakt - kopi.yaml" in _om(found, "ikke blir lest:").tekst


def test_a_folder_outside_git(skole: Path) -> None:
    assert [p.tekst for p in _under(skole, "git")] == ["Mappen er ikke i git"]


@pytest.mark.parametrize(
    ("adresse", "tilstand"),
    [
        ("git@github.com:solvang/elever.git", Tilstand.FARE),
        ("https://kari:hemmelig@gitlab.com/solvang/elever.git", Tilstand.FARE),
        ("ssh://git@www.github.com/x/y", Tilstand.FARE),
        ("https://git.gran.kommune.no/skole.git", Tilstand.OK),
        ("https://notgithub.com/x.git", Tilstand.OK),
        ("/mnt/felles/skole.git", Tilstand.OK),
    ],
)
def test_where_git_sends_to(skole: Path, adresse: str, tilstand: Tilstand) -> None:
    _git(skole, "init")
    _git(skole, "remote", "add", "origin", adresse)
    punkt = next(p for p in _under(skole, "git") if "Git sender" in p.tekst or "ikke koblet" in p.tekst)
    assert punkt.tilstand is tilstand
    assert "hemmelig" not in punkt.tekst + punkt.raad


@pytest.mark.parametrize(
    ("adresse", "tjener"),
    [
        ("github.com:kommune/skole.git", "github.com"),
        ("ssh://git@[2001:db8::1]:22/skole", "[2001:db8::1]"),
        ("HTTPS://kari:hemmelig@GitLab.com:443/skole", "gitlab.com"),
        ("file:///delt/skole.git", None),
        ("/delt/med:kolon/skole.git", None),
        ("C:\\delt\\skole.git", None),
        ("\\\\tjener\\delt\\skole.git", None),
    ],
)
def test_which_host_an_address_leads_to(skole: Path, adresse: str, tjener: str | None) -> None:
    _git(skole, "init")
    _git(skole, "remote", "add", "origin", adresse)
    (punkt,) = (p for p in _under(skole, "git") if "Git sender" in p.tekst or "Git er ikke koblet" in p.tekst)
    assert f"Git sender til {tjener} (origin)" in punkt.tekst if tjener else "Git er ikke koblet" in punkt.tekst


def test_of_a_remote_with_several_addresses_all_are_told(skole: Path) -> None:
    _git(skole, "init")
    _git(skole, "remote", "add", "origin", "git@github.com:kommune/skole.git")
    _git(skole, "remote", "set-url", "--push", "origin", "git@git.kommune.example:skole.git")
    found = _under(skole, "git")
    assert _om(found, "Git sender til github.com (origin)").tilstand is Tilstand.FARE
    assert _om(found, "Git sender til git.kommune.example (origin)").tilstand is Tilstand.OK


def test_documents_in_git(skole: Path) -> None:
    skriv(skole / "klasse7b" / "amin" / "dokumenter", {"brev.docx": b"x"})
    _git(skole, "init")
    _git(skole, "add", "-A")
    found = _under(skole, "git")
    assert "klasse7b/amin/dokumenter/brev.docx" in _om(found, "lagt i git").tekst
    assert _om(found, "utenfor").tilstand is Tilstand.MERK
    skriv(skole, {".gitignore": "dokumenter/\n"})
    _git(skole, "rm", "-r", "--cached", "-q", ".")
    assert _om(_under(skole, "git"), "Ingen ferdige").tilstand is Tilstand.OK


@pytest.mark.parametrize(
    ("attributt", "driver", "tilstand"),
    [
        ("", False, Tilstand.MERK),
        ("fravaer.yaml merge=union", False, Tilstand.FARE),
        ("fravaer.yaml merge=fravaer", False, Tilstand.MERK),
        ("fravaer.yaml merge=fravaer", True, Tilstand.OK),
    ],
)
def test_how_git_merges(skole: Path, attributt: str, driver: bool, tilstand: Tilstand) -> None:
    _git(skole, "init")
    skriv(skole, {".gitattributes": f"{attributt}\n"})
    if driver:
        _git(skole, "config", "merge.fravaer.driver", "fravaer merge-driver %O %A %B %P")
    assert _om(_under(skole, "git"), "Git fletter").tilstand is tilstand


def test_a_machine_without_git(skole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(skole))
    assert "Installer git" in _under(skole, "git")[0].raad


def test_the_screen_and_the_exit_code(skole: Path) -> None:
    foer = dict(alle_filer(skole))
    svar = kall("doctor", skole)
    assert svar.kode == 0, svar.alt
    assert "  merk  " in svar.ut
    assert all(len(linje) <= 80 for linje in svar.ut.splitlines())
    skriv(skole / "klasse7b/amin", {"kontakt.yaml": "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"})
    farlig = kall("lege", skole)
    assert farlig.kode == 1
    assert "1 fare" in farlig.ut
    assert kall("doctor", skole / "finnes-ikke").kode == 2
    (skole / "klasse7b/amin/kontakt.yaml").unlink()
    assert dict(alle_filer(skole)) == foer
