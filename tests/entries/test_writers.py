"""Several who write at once, and those who are stopped in the middle: nothing is lost, nothing is half written.

`SKRIVERE` and `DREP` in the environment ask for more than the few runs that a test can afford.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fravaer_cli.errors import UserError
from fravaer_cli.files import disk
from fravaer_cli.files.source import parse
from tests.cli.hjelp import elev, kall, kjor, klasse, miljo

SKRIVERE = int(os.environ.get("SKRIVERE", "4"))
FOERINGER = 50 if SKRIVERE >= 10 else 6
DREP = int(os.environ.get("DREP", "15"))


@pytest.fixture
def mappe(tmp_path: Path) -> Path:
    return klasse(tmp_path, {"amin": {**elev("Amin Yusuf"), "fravaer.yaml": "# logg\nfravær: []\n"}})


def _oppforinger(data: bytes, key: str) -> list[dict[str, str]]:
    read = parse("f", data)
    assert not [d for d in read.diagnostics if d.is_error]
    found: list[dict[str, str]] = read.value[key] or []
    return found


@pytest.mark.treg
def test_all_entries_of_several_writers_are_there_once(mappe: Path) -> None:
    def skriver(nr: int) -> list[int]:
        ord_ = ("log", "kontakt", "amin", "--dato", "2025-11-20", "--type", "annet", "--referat")
        return [kjor(*ord_, f"Føring {nr}-{i}", cwd=mappe).kode for i in range(FOERINGER)]

    with ThreadPoolExecutor(SKRIVERE) as pool:
        koder = [kode for svar in pool.map(skriver, range(SKRIVERE)) for kode in svar]
    assert set(koder) == {0}
    texts = [e["referat"] for e in _oppforinger((mappe / "amin" / "kontakt.yaml").read_bytes(), "kontakt")]
    assert sorted(texts) == sorted(f"Føring {nr}-{i}" for nr in range(SKRIVERE) for i in range(FOERINGER))
    assert disk.leftovers(mappe / "amin") == []


@pytest.mark.treg
@pytest.mark.skipif(os.name == "nt", reason="Windows har ikke SIGKILL")
def test_a_killed_writer_leaves_the_old_file_or_the_new(mappe: Path) -> None:
    fil = mappe / "amin" / "fravaer.yaml"
    tilfeldig = random.Random(1)
    ord_ = ["log", "fravær", "amin", "--dato", "2025-11-20", "--minutter", "5", "--merknad"]
    skrevet = 0
    for nr in range(DREP):
        foer = fil.read_bytes()
        start = [sys.executable, "-m", "fravaer_cli", *ord_, f"nr {nr}"]
        prosess = subprocess.Popen(
            start,
            cwd=mappe,
            env=miljo(PYTHONPATH=str(Path.cwd())),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(tilfeldig.uniform(0.05, 0.4))
        prosess.send_signal(signal.SIGKILL)
        prosess.wait()
        etter = fil.read_bytes()
        if etter != foer:
            skrevet += 1
            assert _oppforinger(etter, "fravær") == [
                *_oppforinger(foer, "fravær"),
                {"dato": "2025-11-20", "type": "forsentkomming", "minutter": 5, "merknad": f"nr {nr}"},
            ]
    print(f"{skrevet} av {DREP} ble skrevet")
    assert kall("validate", "amin", cwd=mappe).kode == 0
    assert kall(*ord_, "til slutt", cwd=mappe).kode == 0
    assert disk.leftovers(mappe / "amin") == [], "the next command clears what was left"


def test_a_file_that_was_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    fil = tmp_path / "a.yaml"
    fil.write_bytes(b"a: 1\n")
    with pytest.raises(UserError, match="endret av noen andre i mellomtiden"):
        disk.replace(fil, b"a: 0\n", b"a: 2\n", "a.yaml")
    with pytest.raises(UserError, match="endret av noen andre i mellomtiden"):
        disk.replace(fil, None, b"a: 2\n", "a.yaml")
    assert fil.read_bytes() == b"a: 1\n"
    disk.replace(fil, b"a: 1\n", b"a: 2\n", "a.yaml")
    assert fil.read_bytes() == b"a: 2\n"


def test_one_waits_for_the_other_and_is_told_when_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_PATIENCE", 0.2)
    with disk.alone(tmp_path, "amin"), ThreadPoolExecutor(1) as pool:

        def other() -> None:
            with disk.alone(tmp_path, "amin"):
                pass

        with pytest.raises(UserError, match="Noen andre skriver i «amin» nå"):
            pool.submit(other).result()
    assert list(tmp_path.iterdir()) == []


def test_who_may_read_the_file_is_as_before(tmp_path: Path) -> None:
    fil = tmp_path / "a.yaml"
    fil.write_bytes(b"a: 1\n")
    fil.chmod(0o640)
    disk.replace(fil, b"a: 1\n", b"a: 2\n", "a.yaml")
    assert fil.stat().st_mode & 0o777 == 0o640


def test_what_a_killed_program_left_is_taken_away_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".fravaer-0123456789ab.tmp").write_bytes(b"halvt")
    (tmp_path / disk.LOCK).write_bytes(b"")
    (tmp_path / ".annet.tmp").write_bytes(b"andres")
    with disk.alone(tmp_path, "amin"):
        pass
    assert [p.name for p in tmp_path.iterdir()] == [".annet.tmp"]


@pytest.mark.parametrize(
    ("nummer", "sier"),
    [(28, "ikke plass på disken"), (13, "mangler tilgang"), (30, "mangler tilgang"), (5, "kan ikke")],
)
def test_what_the_disk_says_is_said_and_the_old_file_is_whole(
    mappe: Path, monkeypatch: pytest.MonkeyPatch, nummer: int, sier: str
) -> None:
    def fsync(_: int) -> None:
        raise OSError(nummer, "x")

    foer = (mappe / "amin" / "fravaer.yaml").read_bytes()
    monkeypatch.setattr(os, "fsync", fsync)
    svar = kall("log", "fravær", "amin", "--dato", "2025-11-20", cwd=mappe)
    assert svar.kode == 2
    assert sier in svar.feil
    assert (mappe / "amin" / "fravaer.yaml").read_bytes() == foer
    assert sorted(p.name for p in (mappe / "amin").iterdir()) == ["fravaer.yaml", "sak.yaml"]
