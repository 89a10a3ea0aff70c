"""The program as a whole: help, guide, synonyms, completion, and what it loads."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from fravaer_cli.cli.app import SKJULTE, SYNLIGE, UNDERKOMMANDOER
from tests.cli.hjelp import EKSEMPLER, FREDAG, kall, kjor, miljo

ENGELSK = re.compile(
    r"\b(usage|options?|arguments?|commands?|show|this message|exit|default|required|install|try|error|invalid|value"
    r"|missing|unknown|no such|did you mean|current shell|customize|copy|text|integer|path|directory|true|false)\b",
    re.IGNORECASE,
)
NAVN = re.compile(r"--?[\w-]+|fravaer( [a-z]+)?( \S+)?|«[^»]*»")
"""Names of commands and options, which are English words on purpose."""


@pytest.mark.parametrize("kommando", [*SYNLIGE, *SKJULTE, *UNDERKOMMANDOER])
@pytest.mark.parametrize("flagg", ["--help", "-h"])
def test_every_command_has_norwegian_help_with_an_example(kommando: str, flagg: str) -> None:
    svar = kall(*kommando.split(), flagg)
    assert svar.kode == 0
    assert svar.feil == ""
    assert svar.ut.startswith(f"Bruk: fravaer {kommando} [VALG]")
    assert re.search(r"^  Eksempel: fravaer \S", svar.ut, re.MULTILINE)
    assert "Vis denne hjelpen." in svar.ut
    assert ENGELSK.findall(NAVN.sub("", svar.ut)) == []
    for linje in svar.ut.splitlines():
        assert len(linje) <= 80


@pytest.mark.parametrize("kommando", [*SYNLIGE, *UNDERKOMMANDOER])
def test_every_option_is_explained(kommando: str) -> None:
    linjer = kall(*kommando.split(), "--help").ut.partition("\nValg:\n")[2].splitlines()
    assert linjer
    for nr, linje in enumerate(linjer):
        if re.match(r"  -", linje):
            neste = linjer[nr + 1] if nr + 1 < len(linjer) else ""
            assert re.search(r"\S  +\S", linje.strip()) or re.match(r" {10,}\S", neste), linje


def test_the_help_shows_the_visible_commands_in_groups() -> None:
    svar = kall("--help")
    assert svar.kode == 0
    vist = re.findall(r"^  ([a-z]+)  +[A-ZÆØÅ]", svar.ut, re.MULTILINE)
    assert vist == SYNLIGE
    assert "Fredagssjekken:" in svar.ut
    assert ENGELSK.findall(NAVN.sub("", re.sub(r"^  [a-z]+  ", "", svar.ut, flags=re.MULTILINE))) == []
    for navn in SKJULTE:
        assert not re.search(rf"^  {navn}\b", svar.ut, re.MULTILINE)


@pytest.mark.parametrize("env", [{"LANG": "en_US.UTF-8", "LANGUAGE": "en"}, {"LC_ALL": "C"}, {"LANG": "de_DE.UTF-8"}])
def test_the_help_is_norwegian_on_every_machine(env: dict[str, str]) -> None:
    for ord_ in (("--help",), ("check", "--help")):
        svar = kjor(*ord_, env=env)
        assert svar.kode == 0
        assert svar.ut.startswith("Bruk: ")
        assert ENGELSK.findall(NAVN.sub("", re.sub(r"^  [a-z]+  ", "", svar.ut, flags=re.MULTILINE))) == []


@pytest.mark.parametrize("bredde", [40, 60, 80, 160])
def test_the_help_can_be_read_at_every_width(bredde: int) -> None:
    for kommando in (*SYNLIGE, *UNDERKOMMANDOER):
        svar = kall(*kommando.split(), "--help", bredde=bredde)
        assert svar.kode == 0
        assert "Eksempel:" in svar.ut


def test_the_program_alone_shows_the_guide() -> None:
    svar = kall()
    assert svar.kode == 0
    assert svar.feil == ""
    nevnt = re.findall(r"^  fravaer ([a-z]+)", svar.ut, re.MULTILINE)
    assert nevnt == ["init", "new", "log", "check"]
    assert set(nevnt) <= set(SYNLIGE)
    assert "--help" in svar.ut
    assert all(len(linje) <= 80 for linje in svar.ut.splitlines())


@pytest.mark.parametrize("flagg", ["--versjon", "--version"])
def test_the_version(flagg: str) -> None:
    from fravaer_cli import __version__  # noqa: PLC0415

    assert (kall(flagg).kode, kall(flagg).ut) == (0, f"fravaer {__version__}\n")


@pytest.mark.parametrize(
    ("skrevet", "ment"),
    [
        ("chek", "check"),
        ("sjek", "sjekk"),
        ("validér", "valider"),
        ("valiate", "validate"),
        ("explian", "explain"),
        ("forklr", "forklar"),
        ("Check", "check"),
        ("fullstendig-ukjent", None),
    ],
)
def test_an_unknown_command_is_2_and_suggests(skrevet: str, ment: str | None) -> None:
    svar = kall(skrevet, "klasse7b")
    assert (svar.kode, svar.ut) == (2, "")
    assert f"Ukjent kommando: «{skrevet}»" in svar.feil
    assert (f"Mente du «{ment}»?" in svar.feil) if ment else ("Mente du" not in svar.feil)
    assert ENGELSK.findall(NAVN.sub("", svar.feil)) == []


@pytest.mark.parametrize("ord_", ["\x1b[31mchek", "a\nb", "\u202e", "13032045678"])
def test_an_unknown_command_steers_no_terminal(ord_: str) -> None:
    svar = kall(ord_)
    assert svar.kode == 2
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", svar.feil)


@pytest.mark.parametrize(
    ("synonym", "kommando", "resten"),
    [
        ("sjekk", "check", (str(EKSEMPLER / "klasse7b"), "--dato", FREDAG)),
        ("valider", "validate", (str(EKSEMPLER / "klasse7b"),)),
        ("forklar", "explain", ("gran/forlot",)),
    ],
)
def test_synonyms_work_and_are_hidden(synonym: str, kommando: str, resten: tuple[str, ...]) -> None:
    assert synonym in SKJULTE
    assert kall(synonym, *resten) == kall(kommando, *resten)
    hjelp = kall(synonym, "--help").ut
    assert hjelp.replace(f"fravaer {synonym} ", f"fravaer {kommando} ") == kall(kommando, "--help").ut


@pytest.mark.parametrize("skall", ["bash", "zsh", "fish"])
def test_completion_can_be_shown_for_every_shell(skall: str) -> None:
    svar = kjor("--show-completion", skall)
    if svar.kode == 2:  # the shell is found from the process that started us
        pytest.skip("skallet kan ikke velges her")
    assert svar.kode == 0
    assert "Traceback" not in svar.feil


def test_completion_offers_the_visible_commands() -> None:
    svar = kjor(env={"_FRAVAER_COMPLETE": "complete_bash", "COMP_WORDS": "fravaer ", "COMP_CWORD": "1"})
    assert svar.kode == 0
    assert set(svar.ut.split()) == set(SYNLIGE)


def test_python_m_and_the_installed_program_are_the_same() -> None:
    from pathlib import Path  # noqa: PLC0415

    program = Path(sys.executable).with_name("fravaer")
    if not program.exists():
        pytest.skip("fravaer er ikke installert her")
    ferdig = subprocess.run([program, "--help"], capture_output=True, env=miljo(), check=True)
    assert ferdig.stdout.decode() == kjor("--help").ut


def test_the_start_loads_nothing_heavy() -> None:
    """What takes time to import is loaded where it is needed (08)."""
    kode = (
        "import sys\nfrom fravaer_cli.__main__ import _run\n_run()\n"
        "print([m for m in ('rich.console', 'jinja2', 'jsonschema_rs', 'ruamel.yaml', 'holidays', 'urllib.request',"
        " 'socket', 'ssl', 'http.client') if m in sys.modules], file=sys.stderr)\n"
    )
    assert kjor("--help", kode=kode).feil == "[]\n"


def test_nothing_is_sent() -> None:
    """No command opens a connection (08)."""
    kode = (
        "import sys\ndef vakt(navn, _):\n"
        "    if navn.startswith(('socket.', 'urllib.')):\n        raise SystemExit(99)\n"
        "sys.addaudithook(vakt)\nfrom fravaer_cli.__main__ import main\nmain()\n"
    )
    for ord_ in (("check", EKSEMPLER, "--dato", FREDAG), ("validate", EKSEMPLER), ("explain", "F003"), ("--help",)):
        assert kjor(*ord_, kode=kode).kode in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full finnes bare på Linux")
@pytest.mark.parametrize("ord_", [["--help"], ["new", "--help"], ["new", "klasse7b", "--navn", "Amin"], []])
def test_what_cannot_be_printed_is_told_and_is_no_fault_of_ours(ord_: list[str], tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ferdig = subprocess.run(
            [sys.executable, "-m", "fravaer_cli", *ord_], cwd=tmp_path, env=miljo(), stdout=full, stderr=-1, check=False
        )
    assert ferdig.returncode == 2
    assert re.match("Feil: (Det er ikke plass på disken|Utskriften kunne ikke skrives ferdig)", ferdig.stderr.decode())
