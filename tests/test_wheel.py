"""The wheel holds what the program needs, and works in an empty environment far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.hjelp import FREDAG, ROT, kall, kopi, miljo

pytestmark = pytest.mark.treg


def _kjor(*ord_: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([str(o) for o in ord_], cwd=cwd, env=miljo(), capture_output=True, check=False)


@pytest.fixture(scope="session")
def hjul(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel. Skipped where the package index cannot be reached: building and installing need it."""
    mappe = tmp_path_factory.mktemp("hjul")
    proeve = _kjor(
        sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", mappe / "p", "hatchling", cwd=mappe
    )
    if proeve.returncode:
        pytest.skip("pakkeindeksen kan ikke nås herfra")
    bygg = _kjor(sys.executable, "-m", "build", "--wheel", "--outdir", mappe, ROT, cwd=mappe)
    assert bygg.returncode == 0, bygg.stderr.decode("utf-8", "replace")[-2000:]
    (fil,) = mappe.glob("fravaer-*.whl")
    return fil


@pytest.fixture(scope="session")
def program(hjul: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, installed from the wheel in an environment of its own."""
    mappe = tmp_path_factory.mktemp("miljo")
    venv = _kjor(sys.executable, "-m", "venv", mappe / "v", cwd=mappe)
    assert venv.returncode == 0, venv.stderr.decode("utf-8", "replace")
    bin_ = mappe / "v" / ("Scripts" if os.name == "nt" else "bin")
    installert = _kjor(bin_ / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", hjul, cwd=mappe)
    assert installert.returncode == 0, installert.stderr.decode("utf-8", "replace")[-2000:]
    return bin_ / "fravaer"


def _filer(*deler: str) -> set[str]:
    mappe = ROT.joinpath(*deler)
    return {p.relative_to(mappe).as_posix() for p in mappe.rglob("*") if p.is_file() and "__pycache__" not in p.parts}


def test_the_wheel_holds_all_that_the_program_reads(hjul: Path) -> None:
    with zipfile.ZipFile(hjul) as zip_:
        navn = set(zip_.namelist())
    assert {n.split("/")[0] for n in navn if ".dist-info" not in n} == {"fravaer_cli"}
    for mappe in ("templates", "schemas"):
        ventet = {f"fravaer_cli/_data/{mappe}/{f}" for f in _filer(mappe)}
        assert ventet
        assert ventet <= navn
    for mappe in (("rules", "packs"), ("cli", "locale")):
        ventet = {f"fravaer_cli/{'/'.join(mappe)}/{f}" for f in _filer("fravaer_cli", *mappe)}
        assert ventet
        assert ventet <= navn
    assert any(n.endswith("/LC_MESSAGES/messages.mo") for n in navn)
    assert "fravaer_cli/files/koder.yaml" in navn
    assert {f"fravaer_cli/{f}" for f in _filer("fravaer_cli") if f.endswith(".py")} <= navn
    assert [n for n in navn if n.startswith(("tests/", "sample-cases/")) or n.endswith(".pyc")] == []


def test_the_installed_program_checks_a_class(program: Path, tmp_path: Path) -> None:
    skole = kopi(tmp_path / "et annet sted" / "skole")
    svar = _kjor(program, "check", "skole/klasse7b", "--dato", FREDAG, cwd=skole.parent)
    assert svar.returncode == 1, svar.stderr.decode("utf-8", "replace")
    assert svar.stdout.decode() == kall("check", "sample-cases/klasse7b", "--dato", FREDAG, cwd=ROT).ut
    assert svar.stderr == b""


def test_the_installed_program_reads_its_own_files_only(program: Path, tmp_path: Path) -> None:
    """Schemas, packs, the catalogue of codes and the Norwegian texts come from the wheel."""
    kode = "import fravaer_cli as f, fravaer_cli.resources as r"
    kode += "; print(f.__file__, r.folder('schemas'), r.folder('templates'))"
    svar = _kjor(program.with_name("python"), "-c", kode, cwd=tmp_path)
    assert svar.returncode == 0
    assert str(ROT) not in svar.stdout.decode()
    for ord_ in (("validate", kopi(tmp_path / "skole")), ("explain", "F003"), ("explain", "gran"), ("--help",)):
        svar = _kjor(program, *ord_, cwd=tmp_path)
        assert svar.returncode == 0, (ord_, svar.stderr.decode("utf-8", "replace"))
    assert svar.stdout.decode().startswith("Bruk: fravaer")


def test_the_installed_program_makes_a_school(program: Path, tmp_path: Path) -> None:
    assert _kjor(program, "init", "solvang", "--skole", "Solvang skole", cwd=tmp_path).returncode == 0
    assert _kjor(program, "new", "klasse7b", "--navn", "Amin Yusuf", cwd=tmp_path / "solvang").returncode == 0
    svar = _kjor(program, "check", "klasse7b", cwd=tmp_path / "solvang")
    assert svar.returncode == 0, svar.stdout.decode() + svar.stderr.decode()
