"""Two people, one log: everything both have done is there afterwards, or git stops and asks."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.hjelp import ROT, miljo, skriv
from tests.merging.hjelp import flett, proev, rotete_par, tilfeldig_par, verdi

FUZZ = int(os.environ.get("FUZZ", "150"))
FRA = int(os.environ.get("FUZZ_FRA", "0"))
"""Where the numbers of the random pairs begin."""


def test_nothing_is_lost_without_a_conflict() -> None:
    needless = 0
    for number in range(FRA, FRA + 2 * FUZZ):
        par = tilfeldig_par(number)
        text, conflicts = flett(par.felles, par.vaar, par.deres)
        try:
            needless += proev(par, text, conflicts)
        except AssertionError as error:
            pytest.fail(f"par {number}: {error}")
    assert needless <= FUZZ * 2 // 20, "a conflict that nobody needed is rare"


@pytest.mark.parametrize("number", [295, 104645])
def test_pairs_that_once_went_wrong(number: int) -> None:
    """A change taken for one of a neighbour; an addition of both taken for changes of two entries."""
    par = tilfeldig_par(number)
    assert not proev(par, *flett(par.felles, par.vaar, par.deres))


def test_nothing_is_lost_where_entries_are_alike_and_the_files_are_untidy() -> None:
    """Doubles, comments, blank lines, brackets, other indentation: counted by what each side has of it."""
    for number in range(FRA, FRA + 2 * FUZZ):
        felles, vaar, deres = rotete_par(random.Random(number))
        text, conflicts = flett(felles, vaar, deres)
        for line in {*vaar.splitlines(), *deres.splitlines()}:
            comment = line.partition("#")[2]
            if comment and not (comment in felles and (comment not in vaar or comment not in deres)):
                assert comment in text, (number, line)
        if conflicts:
            continue
        lists = [(verdi(t).get("fravær") if t.strip() else None) or [] for t in (felles, vaar, deres, text)]
        for entry in [e for part in lists for e in part]:
            f, v, d, ferdig = (part.count(entry) for part in lists)
            least = max(v, d) if min(v, d) >= f else min(v, d) if max(v, d) <= f else max(0, v + d - f)
            assert least <= ferdig <= max(least, v + d - f), (number, entry)


def test_merging_the_other_way_round_settles_and_stops_at_the_same() -> None:
    for number in range(FUZZ):
        par = tilfeldig_par(number)
        one, other = flett(par.felles, par.vaar, par.deres), flett(par.felles, par.deres, par.vaar)
        assert bool(one[1]) == bool(other[1])
        if not one[1]:
            assert sorted(one[0].splitlines()) == sorted(other[0].splitlines())


# --- with git itself ----------------------------------------------------------------------------------------------


def git(folder: Path, *words: str, ok: bool = True) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", *words],
        cwd=folder,
        env=miljo(PYTHONPATH=str(ROT), GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1"),
        capture_output=True,
        check=False,
    )
    out = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == 0 or not ok, out
    return out


def init(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "fravaer_cli", "init", ".", "--skole", "Solvang", *words],
        cwd=folder,
        env=miljo(PYTHONPATH=str(ROT), GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1"),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def test_nothing_is_lost_in_real_branches(tmp_path: Path) -> None:
    """Each pair in a folder of its own, all merged by one `git merge`."""
    numbers = range(FRA, FRA + max(6, FUZZ // 15))
    pairs = {f"klasse7b/e{n}/{'kontakt' if n % 2 else 'fravaer'}.yaml": tilfeldig_par(n) for n in numbers}
    git(tmp_path, "init", "-q", "-b", "felles")
    init(tmp_path)
    skriv(tmp_path, {name: par.felles for name, par in pairs.items()})
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "felles")
    for branch, which in (("vaar", 1), ("deres", 2)):
        git(tmp_path, "checkout", "-q", "-b", branch, "felles")
        skriv(tmp_path, {name: par[which] for name, par in pairs.items()})
        git(tmp_path, "commit", "-qam", branch, "--allow-empty")
    git(tmp_path, "checkout", "-q", "vaar")
    git(tmp_path, "merge", "-q", "--no-edit", "deres", ok=False)
    stopped = git(tmp_path, "diff", "--name-only", "--diff-filter=U").split()
    for name, par in pairs.items():
        text = (tmp_path / name).read_text("utf-8")
        if par.deres == par.felles or par.vaar in (par.felles, par.deres):
            continue
        assert (name in stopped) == ("<<<<<<<" in text), name
        proev(par, text, int(name in stopped))
    assert bool(stopped) == any("<<<<<<<" in (tmp_path / name).read_text("utf-8") for name in pairs)
