"""git around a school: what `init` sets up, what a merge then does, and the hook."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fravaer_cli.merging import driver
from fravaer_cli.merging.markers import Markers
from fravaer_cli.scaffold import git as scaffold_git
from tests.cli.hjelp import ROT, elev, kall, miljo, skriv

A = "  - {dato: 2025-09-03, type: dag}\n"
B = "  - {dato: 2025-09-04, type: dag}\n"
C = "  - {dato: 2025-09-08, type: dag}\n"
LOGG = "klasse7b/åse lie/fravaer.yaml"
MILJO = {"PYTHONPATH": str(ROT), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def kjor(folder: Path, *words: str, **env: str) -> tuple[int, str]:
    done = subprocess.run(words, cwd=folder, env=miljo(**MILJO | env), capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def git(folder: Path, *words: str, ok: bool = True) -> str:
    name = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.quotePath=false")
    code, out = kjor(folder, "git", *name, *words)
    assert code == 0 or not ok, out
    return out


def init(folder: Path, *words: str) -> str:
    code, out = kjor(folder, sys.executable, "-m", "fravaer_cli", "init", ".", "--skole", "Solvang", *words)
    assert code == 0, out
    return " ".join(out.split())


@pytest.fixture
def skole(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    init(tmp_path)
    skriv(tmp_path, {f"klasse7b/åse lie/{k}": v for k, v in elev("Åse").items()})
    skriv(tmp_path, {LOGG: f"fravær:\n{A}"})
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "felles")
    return tmp_path


def grener(skole: Path, vaar: str, deres: str) -> None:
    for branch, text in (("deres", deres), ("vaar", vaar)):
        git(skole, "checkout", "-q", "-b", branch, "main")
        skriv(skole, {LOGG: text})
        git(skole, "commit", "-qam", branch)


def test_two_who_log_in_the_same_file_get_both_entries(skole: Path) -> None:
    grener(skole, f"fravær:\n{A}{C}", f"fravær:\n{A}{B}")
    git(skole, "merge", "-q", "--no-edit", "deres")
    assert (skole / LOGG).read_text("utf-8") == f"fravær:\n{A}{B}{C}"
    assert git(skole, "status", "--short") == ""


def test_without_the_driver_git_would_have_stopped(skole: Path) -> None:
    """What a colleague meets who has not run `init`: no loss, but a conflict."""
    git(skole, "config", "--remove-section", "merge.fravaer")
    grener(skole, f"fravær:\n{A}{C}", f"fravær:\n{A}{B}")
    assert "CONFLICT" in git(skole, "merge", "--no-edit", "deres", ok=False)


def test_rebase_and_cherry_pick_merge_too(skole: Path) -> None:
    grener(skole, f"fravær:\n{A}{C}", f"fravær:\n{A}{B}")
    git(skole, "rebase", "-q", "deres")
    assert (skole / LOGG).read_text("utf-8") == f"fravær:\n{A}{B}{C}"


def test_the_same_entry_changed_by_both_stops_and_validate_explains(skole: Path) -> None:
    grener(skole, f"fravær:\n{A.replace('dag', 'time')}{C}", f"fravær:\n{A.replace('dag', 'forlot')}{B}")
    out = git(skole, "merge", "--no-edit", "deres", ok=False)
    assert "CONFLICT" in out
    assert f"«{LOGG}»: to har endret det samme (1 sted)." in out
    assert (
        (skole / LOGG)
        .read_text("utf-8")
        .endswith(f">>>>>>> {'deres' if _says_names() else 'grenen som flettes inn'}\n{B}{C}")
    )
    svar = kall("validate", skole)
    assert svar.kode == 1
    assert "F013" in svar.ut
    assert "velg hva som skal stå" in svar.ut
    skriv(skole, {LOGG: f"fravær:\n{A}{B}{C}"})
    git(skole, "commit", "-qam", "løst")
    assert kall("validate", skole).kode == 0


def _says_names() -> bool:
    """git tells the driver what the branches are called from 2.44 on."""
    number = subprocess.run(["git", "--version"], capture_output=True, check=True).stdout.decode().split()[2]
    return tuple(map(int, number.split(".")[:2])) >= (2, 44)


@pytest.mark.parametrize("program", ["finnes-ikke", "sh -c 'exit 3'", "sh -c 'exit 1'"])
def test_a_program_that_is_gone_or_fails_costs_nobodys_work(skole: Path, program: str) -> None:
    """git takes what a failed driver leaves for the result, and what is left would be ours alone."""
    command = git(skole, "config", "merge.fravaer.driver").strip()
    started = scaffold_git.program()
    assert command.startswith(started)
    wrong = command.replace(started, program, 1)
    git(skole, "config", "merge.fravaer.driver", wrong)
    grener(skole, f"fravær:\n{A}{C}", f"fravær:\n{A}{B}")
    assert "CONFLICT" in git(skole, "merge", "--no-edit", "deres", ok=False)
    text = (skole / LOGG).read_text("utf-8")
    assert "<<<<<<<" in text
    assert B in text
    assert C in text


@pytest.mark.parametrize("fault", [RuntimeError, RecursionError, MemoryError])
def test_a_fault_of_ours_leaves_gits_own_conflict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type) -> None:
    def broken(*_: object) -> None:
        raise fault

    monkeypatch.setattr(driver, "merge", broken)
    skriv(tmp_path, {"o": f"fravær:\n{A}", "a": f"fravær:\n{A}{B}", "b": f"fravær:\n{A}{C}"})
    outcome = driver.drive(tmp_path / "o", tmp_path / "a", tmp_path / "b", Markers())
    assert outcome == (1, True)
    assert (tmp_path / "a").read_text("utf-8") == f"fravær:\n{A}" + Markers().around(B, C)
    skriv(tmp_path, {"a": f"fravær:\n{A}{B}", "b": f"a: 1\nfravær:\n{A}"})
    assert driver.drive(tmp_path / "o", tmp_path / "a", tmp_path / "b", Markers()).conflicts == 1


def test_the_driver_as_git_calls_it(tmp_path: Path) -> None:
    skriv(tmp_path, {"o": f"fravær:\n{A}", "a": f"fravær:\n{A}{B}", "b": f"fravær:\n{A}{C}"})
    svar = kall("merge-driver", "o", "a", "b", "7", "fravaer.yaml", "%X", "%Y", cwd=tmp_path)
    assert (svar.kode, svar.alt) == (0, "")
    assert (tmp_path / "a").read_text("utf-8") == f"fravær:\n{A}{B}{C}"
    skriv(tmp_path, {"a": f"fravær:\n{B}", "b": f"fravær:\n{A.replace('dag', 'time')}"})
    svar = kall("merge-driver", "o", "a", "b", cwd=tmp_path)
    assert svar.kode == 1
    assert "velg hva som skal stå" in svar.feil
    svar = kall("merge-driver", "o", "borte", "b", cwd=tmp_path)
    assert svar.kode == 2
    assert "kan ikke leses" in svar.feil


# --- setting it up ------------------------------------------------------------------------------------------------


def test_init_sets_up_git_and_says_so(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert "Ville satt opp git" in init(tmp_path, "--dry-run")
    assert not scaffold_git.is_set_up(tmp_path)
    assert "Satte opp git i «.»" in init(tmp_path)
    assert scaffold_git.is_set_up(tmp_path)
    assert "git" not in init(tmp_path).replace(".gitignore .gitattributes", "")


def test_a_clone_is_set_up_by_running_init_again(skole: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("kopi")
    git(clone, "clone", "-q", str(skole), ".")
    assert not scaffold_git.is_set_up(clone)
    assert "Satte opp git" in init(clone)
    assert scaffold_git.is_set_up(clone)


def test_without_a_repository_init_says_how(tmp_path: Path) -> None:
    assert "kjør «git init» i den, og så «fravaer init .»." in init(tmp_path)


def test_a_folder_that_git_leaves_out_is_not_in_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    skriv(tmp_path, {".gitignore": "solvang/\n", "solvang/x": ""})
    assert "er utelatt fra git" in init(tmp_path / "solvang")
    assert "fravaer" not in (tmp_path / ".git" / "config").read_text()


def test_without_git_init_works(tmp_path: Path) -> None:
    words = (sys.executable, "-m", "fravaer_cli", "init", ".", "--skole", "A")
    code, out = kjor(tmp_path, *words, PATH="")
    assert (code, "git ikke" in out) == (0, False)
    (tmp_path / ".git").mkdir()
    code, out = kjor(tmp_path, *words, PATH="")
    assert code == 0
    assert "Fant ikke git på denne maskinen" in out


def test_a_git_folder_that_git_does_not_take_is_told_of(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert "Git ville ikke lese" in init(tmp_path)


def test_a_gitattributes_of_the_users_own_is_not_touched_but_completed_in_words(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    egen = "fravaer.yaml merge=fravaer\nkontakt.yaml merge=union\n"
    skriv(tmp_path, {".gitattributes": egen})
    said = init(tmp_path)
    assert "kontakt.yaml merge=fravaer evaluering.yaml merge=fravaer kartlegging.yaml merge=fravaer" in said
    assert (tmp_path / ".gitattributes").read_text() == egen
    assert not scaffold_git.is_set_up(tmp_path)


# --- the hook -----------------------------------------------------------------------------------------------------


def test_the_hook_looks_at_what_is_to_be_committed(skole: Path) -> None:
    assert "La inn git-kroken «.git/hooks/pre-commit»" in init(skole, "--git-krok")
    hook = skole / ".git" / "hooks" / "pre-commit"
    assert hook.stat().st_mode & stat.S_IXUSR
    assert "git-krok" not in init(skole, "--git-krok")

    skriv(skole, {LOGG: f"fravær:\n{B}{A}", "notat.yaml": "[", "klasse7b/klasse.yaml": "klasse: ["})
    git(skole, "add", LOGG, "notat.yaml")
    out = git(skole, "commit", "-qm", "feil rekkefølge", ok=False)
    assert f"{LOGG}: rekkefølgen i fravær" in out
    assert "Ingenting er ført inn." in out
    assert "klasse.yaml" not in out, "not to be committed"

    skriv(skole, {LOGG: f"fravær:\n{A}  - {{dato: 2025-09-04}}\n"})
    git(skole, "add", LOGG)
    assert "F004" in git(skole, "commit", "-qm", "feil", ok=False)

    skriv(skole, {LOGG: f"fravær:\n{A}{B}"})
    git(skole, "add", LOGG)
    git(skole, "commit", "-qm", "riktig")
    skriv(skole, {"README.md": "hei"})
    git(skole, "add", "README.md")
    assert "lest" not in git(skole, "commit", "-qm", "ingen av våre")


def test_the_hook_of_a_school_within_a_repository_looks_there_alone(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "mine skoler's").mkdir()
    init(tmp_path / "mine skoler's", "--git-krok")
    skriv(
        tmp_path,
        {
            "fravaer.yaml": "[",
            "mine skoler's/7b/a/sak.yaml": "elev: {navn: A}\n",
            "mine skoler's/7b/a/fravaer.yaml": "[",
        },
    )
    git(tmp_path, "add", "fravaer.yaml")
    git(tmp_path, "commit", "-qm", "ikke i skolen")
    git(tmp_path, "add", ".")
    assert "7b/a/fravaer.yaml" in git(tmp_path, "commit", "-qm", "i skolen", ok=False)


def test_a_hook_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    skriv(tmp_path, {".git/hooks/pre-commit": "#!/bin/sh\n"})
    assert "fantes fra før og er ikke rørt. Legg inn «fravaer fmt --sjekk»" in init(tmp_path, "--git-krok")
    assert (tmp_path / ".git/hooks/pre-commit").read_text() == "#!/bin/sh\n"


def test_hooks_that_are_shared_with_others_are_left_alone(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    felles = tmp_path / "felles-kroker"
    felles.mkdir()
    git(tmp_path, "config", "core.hooksPath", str(felles))
    assert "for hånd" in init(tmp_path, "--git-krok")
    assert list(felles.iterdir()) == []


def test_where_the_program_is_gone_the_hook_says_so_and_lets_one_commit(skole: Path) -> None:
    init(skole, "--git-krok")
    hook = skole / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text("utf-8").replace(scaffold_git.program(), "finnes-ikke"), "utf-8")
    skriv(skole, {LOGG: f"fravær:\n{B}{A}"})
    assert "er ikke sett over" in git(skole, "commit", "-qam", "uten")
