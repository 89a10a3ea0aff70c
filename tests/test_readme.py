"""README.md tells the truth: what it says can be written, works, and what it shows, is what comes."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

from fravaer_cli.cli.app import COMMANDS, SYNLIGE, UNDERKOMMANDOER
from fravaer_cli.rules.pack_loader import load_pack
from tests.cli.hjelp import EKSEMPLER, FREDAG, ROT, elev, kall, kjor, klasse, skriv

README = (ROT / "README.md").read_text("utf-8")
BLOKKER = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def kommandolinjer() -> list[str]:
    """The lines with `fravaer` or `cd` in the code blocks, in order."""
    linjer = [
        linje.removeprefix("$ ").strip()
        for spraak, tekst in BLOKKER
        if spraak in ("sh", "console", "bash", "shell")
        for linje in tekst.splitlines()
    ]
    return [linje for linje in linjer if linje.startswith(("fravaer ", "cd ")) or linje == "fravaer"]


def test_every_command_line_runs(tmp_path: Path) -> None:
    """In order, in one copy; `cd` counts. 0 and 1 are answers, everything else is not."""
    shutil.copytree(EKSEMPLER, tmp_path / "sample-cases")
    her, kjort = tmp_path, 0
    for linje in kommandolinjer():
        program, *ord_ = shlex.split(linje, comments=True)
        if program == "cd":
            her /= ord_[0]
            assert her.is_dir(), linje
            continue
        svar = kjor(*ord_, cwd=her)
        assert svar.kode in (0, 1), (linje, svar.alt)
        assert "Traceback" not in svar.feil
        kjort += 1
    assert kjort >= 4


def test_the_picture_is_what_comes() -> None:
    (bilde,) = [tekst for spraak, tekst in BLOKKER if spraak == "text" and "gran/" in tekst]
    svar = kall("check", "sample-cases/klasse7b", "--dato", FREDAG, cwd=ROT)
    foerste = svar.ut.split("\n\n")[1] + "\n"
    assert bilde == foerste, "README sier at bildet er den første eleven"


def test_the_routine_does_what_it_says(tmp_path: Path) -> None:
    (rutine,) = [tekst for spraak, tekst in BLOKKER if spraak == "yaml" and "bygger_på" in tekst]
    atte = "\n".join(f"dato: 2025-09-{d:02}, type: dag, dokumentert: ja" for d in (1, 2, 4, 5, 8, 9, 11, 12))
    to = "dato: 2025-11-18, type: forsentkomming\ndato: 2025-11-20, type: forsentkomming"
    mappe = klasse(tmp_path, {"ada": elev("Ada", atte), "per": elev("Per", to)})
    skriv(tmp_path, {"rutiner/solvang.yaml": rutine})

    pakke = load_pack(tmp_path / "rutiner" / "solvang.yaml", tmp_path)
    assert pakke.diagnostics == ()

    def funn(navn: str) -> dict[str, set[str]]:
        data = kall("check", mappe, "--dato", FREDAG, "--rutine", navn, "--format", "json").json
        return {s["elev"]: {f["regel"].partition("/")[2] for f in s["funn"]} for s in data["saker"]}

    assert funn("gran") == {"Ada": {"dager-8", "dokumentert-dager"}, "Per": set()}
    assert funn("solvang") == {"Ada": {"dokumentert-dager"}, "Per": {"forsentkomming"}}
    skole = tmp_path / "skole.yaml"
    skole.write_text(skole.read_text("utf-8").replace("rutine: gran", "rutine: solvang"), "utf-8")
    assert kall("check", mappe, "--dato", FREDAG, "--format", "json").json["rutine"]["id"] == "solvang"
    assert [d["kode"] for d in kall("validate", tmp_path, "--format", "json").json if d["alvor"] == "feil"] == []


def test_the_absence_example_is_right(tmp_path: Path) -> None:
    (eksempel,) = [tekst for spraak, tekst in BLOKKER if spraak == "yaml" and tekst.startswith("fravær:")]
    mappe = skriv(tmp_path, elev("Ada") | {"fravaer.yaml": eksempel})
    assert kall("check", mappe, "--dato", FREDAG, "--format", "json").json["feil"] == []


def test_the_tree_names_the_files_that_there_are() -> None:
    from fravaer_cli.files.names import KINDS  # noqa: PLC0415

    (tre,) = [tekst for spraak, tekst in BLOKKER if spraak == "text" and "├──" in tekst]
    assert {k for k in KINDS if f"{k}.yaml" in tre} == set(KINDS)


def test_every_visible_command_is_named_and_no_other() -> None:
    synlige = set(SYNLIGE)
    tabell = set(re.findall(r"^\| `fravaer ([a-z]+)", README, re.MULTILINE))
    assert tabell == synlige
    nevnt = set(re.findall(r"`fravaer ([a-z]+)", README))
    nevnt |= {linje.split()[1] for linje in kommandolinjer() if linje.startswith("fravaer ")}
    assert nevnt <= synlige


def test_every_option_that_is_named_exists() -> None:
    hjelp = "".join(kall(*navn.split(), "--help").ut for navn in (*COMMANDS, *UNDERKOMMANDOER))
    for valg in set(re.findall(r"`(--[a-z-]+)`", README)):
        assert valg in hjelp, valg


def test_every_link_leads_somewhere() -> None:
    mangler = [m for m in re.findall(r"\]\((?!https?:)([^)#]+)", README) if not (ROT / m).exists()]
    assert mangler == []


def test_the_make_targets_exist() -> None:
    makefile = (ROT / "Makefile").read_text("utf-8")
    for maal in re.findall(r"^make (\w+)", "\n".join(t for s, t in BLOKKER if s == "sh"), re.MULTILINE):
        assert re.search(rf"^{maal}:", makefile, re.MULTILINE), maal


def test_the_makefile_shows_the_same_as_the_readme() -> None:
    assert f"fravaer check sample-cases/klasse7b --dato {FREDAG}" in (ROT / "Makefile").read_text("utf-8")
    assert f"$ fravaer check sample-cases/klasse7b --dato {FREDAG}" in README
