"""`fravaer check` as a whole: exit codes, streams, paths, and what never may come out."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from rich.cells import cell_len

from benchmarks.lag_skole import lag
from tests.cli.hjelp import (
    EKSEMPLER,
    ET_FRAVAER,
    FORMER,
    FORT,
    FREDAG,
    ROT,
    SJEKKER,
    Svar,
    alle_filer,
    elev,
    kall,
    kjor,
    klasse,
    kopi,
    miljo,
    sjekk,
    skriv,
)

KLASSE7B = EKSEMPLER / "klasse7b"


# --- exit codes (04) ----------------------------------------------------------------------------------------------


@pytest.fixture
def rolig(tmp_path: Path) -> Path:
    """A class with nothing to do."""
    return klasse(tmp_path / "rolig", {"ada": elev("Ada Moen", FORT), "per": elev("Per Lunde")})


@pytest.fixture
def haster(tmp_path: Path) -> Path:
    """A class where something is overdue for one pupil."""
    return klasse(tmp_path / "haster", {"ada": elev("Ada Moen", ET_FRAVAER), "per": elev("Per Lunde")})


@pytest.fixture
def odelagt(tmp_path: Path) -> Path:
    """A class where one pupil's log is broken, and something is overdue for another."""
    elever = {"ada": elev("Ada Moen", ET_FRAVAER), "per": elev("Per Lunde") | {"fravaer.yaml": "fravær: [\n"}}
    return klasse(tmp_path / "odelagt", elever)


def test_nothing_to_do_is_0(rolig: Path) -> None:
    svar = sjekk(rolig)
    assert svar.kode == 0
    assert "Ingenting å gjøre denne uken. God helg!" in svar.ut
    assert "2 saker kontrollert, ingen krever tiltak, ingen feil i filene." in svar.ut


def test_warnings_alone_are_0(tmp_path: Path) -> None:
    """Both a finding that is a warning and a warning about a file."""
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen", ET_FRAVAER + ", merknad: 13032045678")})
    skriv(tmp_path, {"rutiner/egen.yaml": VARSEL})
    svar = sjekk(mappe, "--rutine", "egen")
    assert svar.kode == 0
    assert "1 varsel" in svar.ut
    assert "advarsel F030" in svar.ut
    assert json.loads(sjekk(mappe, "--rutine", "egen", "--format", "json").ut)["sammendrag"] == {
        "saker": 1,
        "krever_tiltak": 0,
        "forfalt": 0,
        "varsler": 1,
        "feil": 0,
    }


VARSEL = """\
navn: Vår egen
regler:
  - {id: dag, tittel: En dag, slag: antall, når: {type: [dag]}, enhet: hendelser, vindu: {dager: 1}, minst: 1}
"""


@pytest.mark.parametrize("form", FORMER)
def test_something_to_do_is_1_and_exit_zero_makes_it_0(haster: Path, form: str) -> None:
    assert sjekk(haster, "--format", form).kode == 1
    uten = sjekk(haster, "--format", form, "--exit-zero")
    assert uten.kode == 0
    assert uten.ut == sjekk(haster, "--format", form).ut


@pytest.mark.parametrize("ekstra", [(), ("--exit-zero",)])
@pytest.mark.parametrize("form", FORMER)
def test_an_invalid_file_is_2_and_the_others_are_still_judged(
    odelagt: Path, form: str, ekstra: tuple[str, ...]
) -> None:
    svar = sjekk(odelagt, "--format", form, *ekstra)
    assert svar.kode == 2
    assert "gran/udokumentert" in svar.ut or (form == "md" and "Ada Moen" in svar.ut)
    if form != "csv":  # the table of what to do has no place for errors
        assert "klasse7b/per/fravaer.yaml" in svar.ut
        assert "F002" in svar.ut


def test_csv_does_not_hide_that_a_file_is_broken(odelagt: Path) -> None:
    svar = sjekk(odelagt, "--format", "csv")
    assert "per" in svar.alt
    assert "F002" in svar.alt


@pytest.mark.parametrize(
    ("ord_", "sier"),
    [
        (("--tull",), "Ukjent valg"),
        (("--alel",), "Mente du «--alle»?"),
        (("--sjekk", "år"), "«år» er ikke blant"),
        (("--format", "xml"), "«xml» er ikke blant"),
        (("--dato", "21.11.2025"), "skriv 2025-11-21"),
        (("--dato", "2025-02-30"), "finnes ikke"),
        (("--dato",), "--dato"),
        (("--dato", "i dag"), "er ikke en dato"),
        (("--dato", "2025-1-1"), "skriv 2025-01-01"),
        (("--rutine", "grann"), "mente du «gran»"),
        (("--rutine", "rutiner/finnes-ikke.yaml"), "finnes ikke"),
        (("--farge", "rød"), "«rød» er ikke blant"),
        (("enda", "en"), "for mange"),
    ],
)
def test_wrong_usage_is_2(haster: Path, ord_: tuple[str, ...], sier: str) -> None:
    for ekstra in ((), ("--exit-zero",)):
        svar = kall("check", haster, *ord_, *ekstra) if ord_ != ("--dato",) else kall("check", haster, *ord_)
        assert svar.kode == 2
        assert svar.ut == ""
        assert sier.casefold() in svar.feil.casefold()
        assert "Traceback" not in svar.feil


@pytest.mark.parametrize(
    "ord_",
    [
        ("--rutine", "grann"),
        ("--rutine", "finnes-ikke"),
        ("--dato", "2025-02-30"),
        ("--sjekk", "år"),
        ("--dato", "x"),
    ],
)
def test_messages_end_with_one_sign(haster: Path, ord_: tuple[str, ...]) -> None:
    assert not re.search(r"[?!.][.]$", kall("check", haster, *ord_).feil, re.MULTILINE)


def test_no_such_path_is_2(tmp_path: Path) -> None:
    svar = kall("check", tmp_path / "finnes" / "ikke", "--exit-zero")
    assert (svar.kode, svar.ut) == (2, "")
    assert svar.feil.startswith("Feil: Finner ikke «")


@pytest.mark.parametrize("form", FORMER)
def test_nothing_to_check_is_2_and_never_silence(tmp_path: Path, form: str) -> None:
    (tmp_path / "klasse7b").mkdir()
    for ekstra in ((), ("--exit-zero",)):
        svar = sjekk(tmp_path / "klasse7b", "--format", form, *ekstra)
        assert svar.kode == 2
        assert "Ingenting å kontrollere" in svar.feil


def test_a_class_without_pupils_is_2(tmp_path: Path) -> None:
    svar = sjekk(klasse(tmp_path, {}))
    assert svar.kode == 2
    assert "Ingenting å kontrollere" in svar.feil


def test_files_without_sak_yaml_are_2_and_told(tmp_path: Path) -> None:
    svar = sjekk(skriv(tmp_path, {"ada/fravaer.yaml": "fravær: []\n"}))
    assert svar.kode == 2
    assert "F026" in svar.ut


# --- a broken file is not good news -------------------------------------------------------------------------------


def test_a_broken_log_is_not_nothing_to_do(tmp_path: Path) -> None:
    """An unread log looks like perfect attendance (02): no «God helg» over it."""
    mappe = klasse(
        tmp_path, {"ada": elev("Ada Moen", FORT), "per": elev("Per Lunde") | {"fravaer.yaml": "fravær: [\n"}}
    )
    svar = sjekk(mappe)
    assert svar.kode == 2
    assert "God helg" not in svar.ut
    assert not re.search(r"Ingenting å gjøre denne uken", svar.ut)


def test_a_pupil_with_a_broken_log_is_not_named_among_the_quiet(odelagt: Path) -> None:
    quiet = sjekk(odelagt).ut.partition("Ingenting å gjøre for")[2].partition("\n\n")[0]
    assert "Per Lunde" not in quiet


@pytest.mark.parametrize("navn", ["fravær.yaml", "Fravaer.yaml", "fravaer.yml", "fravaer (1).yaml"])
def test_a_log_that_is_misnamed_makes_the_pupil_incomplete(tmp_path: Path, navn: str) -> None:
    mappe = klasse(tmp_path, {"per": elev("Per Lunde") | {navn: "fravær:\n  - {" + ET_FRAVAER + "}\n"}})
    svar = sjekk(mappe, "--format", "json")
    assert svar.kode == 2
    assert svar.json["saker"][0]["ufullstendig"] is True


# --- Ctrl-C and closed pipes --------------------------------------------------------------------------------------


SEN = """
import pathlib, time
import fravaer_cli.cases.case as c
ekte = c.load_case
def sen(*a, **k):
    pathlib.Path(MERKE).touch()
    time.sleep(0.02)
    return ekte(*a, **k)
c.load_case = sen
from fravaer_cli.__main__ import main
main()
"""


@pytest.fixture(scope="session")
def stor_skole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 pupils: more than it takes to start worker processes."""
    mappe = tmp_path_factory.mktemp("stor") / "skole"
    lag(mappe, 300)
    return mappe


@pytest.mark.skipif(os.name == "nt", reason="signaler til en prosessgruppe finnes bare på Unix")
@pytest.mark.parametrize("elever", ["én klasse", "flere prosesser"])
@pytest.mark.parametrize("form", ["tabell", "json"])
def test_ctrl_c_is_130_and_silent(stor_skole: Path, tmp_path: Path, elever: str, form: str) -> None:
    sti = stor_skole if elever == "flere prosesser" else next(stor_skole.glob("klasse*"))
    merke = tmp_path / "i-gang"
    prosess = subprocess.Popen(
        [sys.executable, "-c", f"MERKE = {str(merke)!r}\n{SEN}", "check", str(sti), "--dato", FREDAG, "--format", form],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=miljo(),
        start_new_session=True,
    )
    slutt = time.monotonic() + 60
    while not merke.exists() and time.monotonic() < slutt:
        time.sleep(0.02)
    time.sleep(0.2)
    try:
        os.killpg(prosess.pid, signal.SIGINT)
        assert prosess.wait(60) == 130
        igjen = _vent_paa_gruppen(prosess.pid)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(prosess.pid, signal.SIGKILL)
    ut, feil = prosess.communicate(timeout=60)
    assert (ut, feil) == (b"", b"")
    assert not igjen, "arbeiderprosesser lever videre etter at programmet er avbrutt"


def test_ctrl_c_that_python_has_wrapped_is_still_ctrl_c(tmp_path: Path) -> None:
    krasj = KRASJ.replace("raise ValueError", "raise RuntimeError").replace(
        f'KeyError("{VAKT} igjen")', "KeyboardInterrupt"
    )
    svar = kjor("check", KLASSE7B, "--dato", FREDAG, kode=krasj, env={"TMPDIR": str(tmp_path)})
    assert (svar.kode, svar.alt) == (130, "")


def _vent_paa_gruppen(gruppe: int) -> bool:
    """Whether anybody in the group still lives after ten seconds."""
    for _ in range(100):
        try:
            os.killpg(gruppe, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.skipif(os.name == "nt", reason="lukkede rør er annerledes på Windows")
@pytest.mark.parametrize("form", FORMER)
def test_a_reader_that_goes_away_gives_no_traceback(stor_skole: Path, form: str) -> None:
    """`| head`, where the output is far larger than the pipe holds."""
    prosess = subprocess.Popen(
        [sys.executable, "-m", "fravaer_cli", "check", str(stor_skole), "--dato", FREDAG, "--format", form],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=miljo(),
        cwd=ROT,
    )
    assert prosess.stdout
    assert prosess.stderr
    prosess.stdout.read(10)
    prosess.stdout.close()
    feil = prosess.stderr.read().decode()
    prosess.stderr.close()
    assert feil == ""
    assert prosess.wait(60) in (0, 1)


@pytest.mark.skipif(os.name == "nt", reason="skallet er et annet på Windows")
@pytest.mark.parametrize("kommando", [("check", str(EKSEMPLER), "--dato", FREDAG), ("validate", str(EKSEMPLER))])
@pytest.mark.parametrize("lukket", [">&-", "2>&-"])
def test_a_closed_stream_gives_no_traceback(kommando: tuple[str, ...], lukket: str, tmp_path: Path) -> None:
    """`>&-`: as programs are started by some services."""
    fil = tmp_path / "det-andre.txt"
    andre = f"2>{fil}" if lukket == ">&-" else f">{fil}"
    linje = f'exec "$0" -m fravaer_cli "$@" {lukket} {andre}'
    ferdig = subprocess.run(
        ["/bin/sh", "-c", linje, sys.executable, *kommando], cwd=ROT, env=miljo(), capture_output=True, check=False
    )
    sagt = fil.read_text("utf-8") + ferdig.stderr.decode()
    assert "Traceback" not in sagt
    assert ferdig.returncode in (0, 1, 2)
    if lukket == "2>&-" and kommando[0] == "validate":
        assert "filer lest" not in sagt  # a message does not move over into the result


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full finnes bare på Linux")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        ferdig = subprocess.run(
            [sys.executable, "-m", "fravaer_cli", "check", str(EKSEMPLER), "--dato", FREDAG],
            stdout=full,
            stderr=subprocess.PIPE,
            env=miljo(),
            cwd=ROT,
            check=False,
        )
    assert ferdig.returncode == 2
    assert ferdig.stderr.decode().startswith("Feil: Utskriften kunne ikke skrives ferdig.")


# --- text and colour ----------------------------------------------------------------------------------------------

MILJOER = {
    "LANG=C": {"LANG": "C"},
    "LC_ALL=C": {"LC_ALL": "C"},
    "LC_ALL=C uten UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "LC_ALL=POSIX": {"LC_ALL": "POSIX"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "cp1252 strict": {"PYTHONIOENCODING": "cp1252:strict", "PYTHONUTF8": "0"},
    "ascii": {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    "PYTHONUTF8=0": {"PYTHONUTF8": "0"},
    "engelsk": {"LANG": "en_US.UTF-8", "LANGUAGE": "en"},
}


@pytest.fixture(scope="session")
def fasitsvar() -> dict[str, Svar]:
    return {form: kall("check", KLASSE7B, "--dato", FREDAG, "--format", form) for form in FORMER}


@pytest.mark.parametrize("miljoe", MILJOER)
@pytest.mark.parametrize("form", FORMER)
def test_the_output_is_utf8_whatever_the_environment_says(miljoe: str, form: str, fasitsvar: dict[str, Svar]) -> None:
    svar = kjor("check", KLASSE7B, "--dato", FREDAG, "--format", form, env=MILJOER[miljoe])
    assert svar.kode == 1
    assert svar.feil == ""
    assert svar.ut == fasitsvar[form].ut
    assert "fravær" in svar.ut
    assert "\x1b" not in svar.ut
    if form == "tabell":
        assert all(tegn in svar.ut for tegn in "■□·→✓°–æøå")


@pytest.mark.parametrize("miljoe", MILJOER)
def test_arguments_with_norwegian_letters_in_any_environment(miljoe: str, tmp_path: Path) -> None:
    mappe = klasse(tmp_path / "Bjørnåsen på Æ", {"åse": elev("Åse Ødegård", ET_FRAVAER)})
    svar = kjor("check", mappe / "åse", "--dato", FREDAG, env=MILJOER[miljoe])
    assert svar.kode == 1
    assert "klasse7b/åse" in svar.ut
    assert "Finner ikke «finnes/ikke/på/Å»." in kjor("check", "finnes/ikke/på/Å", env=MILJOER["engelsk"]).feil


@pytest.mark.parametrize("miljoe", MILJOER)
def test_maaned_can_be_asked_for_in_any_environment(miljoe: str) -> None:
    assert kjor("check", KLASSE7B, "--dato", FREDAG, "--sjekk", "måned", env=MILJOER[miljoe]).kode == 1


ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_colour_always_and_never(fasitsvar: dict[str, Svar]) -> None:
    farget = sjekk(KLASSE7B, "--farge", "alltid")
    assert ANSI.search(farget.ut)
    assert ANSI.sub("", farget.ut) == fasitsvar["tabell"].ut
    assert "\x1b" not in ANSI.sub("", farget.ut)
    assert sjekk(KLASSE7B, "--farge", "aldri").ut == fasitsvar["tabell"].ut
    med_no_color = kjor("check", KLASSE7B, "--dato", FREDAG, "--farge", "alltid", env={"NO_COLOR": "1"})
    assert ANSI.search(med_no_color.ut)  # what is asked for on the command line goes before the environment


def test_what_programs_read_never_has_colour(fasitsvar: dict[str, Svar]) -> None:
    for form in ("kort", "json", "csv", "md"):
        assert sjekk(KLASSE7B, "--farge", "alltid", "--format", form).ut == fasitsvar[form].ut


@pytest.mark.skipif(os.name == "nt", reason="pty finnes bare på Unix")
@pytest.mark.parametrize(
    ("ord_", "env", "farge"),
    [
        ((), {"TERM": "xterm-256color"}, True),
        ((), {"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ((), {"TERM": "xterm-256color", "NO_COLOR": ""}, True),
        ((), {"TERM": "dumb"}, False),
        (("--farge", "aldri"), {"TERM": "xterm-256color"}, False),
        (("--farge", "alltid"), {"TERM": "xterm", "NO_COLOR": "1"}, True),
        pytest.param(("--farge", "alltid"), {"TERM": "dumb"}, True),
        (("--farge", "auto"), {"TERM": "xterm"}, True),
    ],
)
def test_colour_on_a_terminal(
    ord_: tuple[str, ...], env: dict[str, str], farge: bool, fasitsvar: dict[str, Svar]
) -> None:
    ut = paa_terminal("check", str(KLASSE7B), "--dato", FREDAG, *ord_, env=env | {"COLUMNS": "80"})
    assert bool(ANSI.search(ut)) is farge
    assert ANSI.sub("", ut) == fasitsvar["tabell"].ut


def paa_terminal(*ord_: str, env: dict[str, str]) -> str:
    """What the program shows on a terminal."""
    import pty  # noqa: PLC0415 - only on Unix

    vaar, dens = pty.openpty()
    prosess = subprocess.Popen(
        [sys.executable, "-m", "fravaer_cli", *ord_], stdout=dens, stderr=dens, stdin=dens, env=miljo(**env), cwd=ROT
    )
    os.close(dens)
    biter = []
    try:
        while bit := os.read(vaar, 65536):
            biter.append(bit)
    except OSError:  # Linux: the other end is closed
        pass
    os.close(vaar)
    prosess.wait(60)
    return b"".join(biter).decode("utf-8").replace("\r\n", "\n")


# --- widths -------------------------------------------------------------------------------------------------------

NAVN = {
    "langt": "Anne-Marie Elisabeth Charlotte von Hohenlohe-Schillingsfürst Østergård-Gulbrandsen den yngre",
    "uten mellomrom": "Å" * 200,
    "kinesisk": "王小明欧阳娜娜司徒美堂" * 6,
    "kinesisk med mellomrom": "王小明 欧阳娜娜 " * 9,
    "kombinert": unicodedata.normalize("NFD", "Åse Øyågård Ñandú ") * 8,
    "bare kombinert": "e" + "\u0301" * 150,
    "emoji": "👩‍👩‍👧‍👦👍🏽🇳🇴" * 12,
    "thai": "สมชายใจดี" * 10,
    "koreansk jamo": unicodedata.normalize("NFD", "김철수박지성") * 8,
    "hardt mellomrom": "Ola\u00a0Nordmann " * 12,
    "tabulator": "Ola\tNordmann\t" * 12,
}


def for_brede(ut: str, bredde: int) -> list[str]:
    return [linje for linje in ut.splitlines() if cell_len(linje) > bredde]


@pytest.fixture(scope="session")
def brede_navn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class where everything that has a name has an unwieldy one."""
    mappe = tmp_path_factory.mktemp("brede")
    elever = {}
    for i, (_, navn) in enumerate(NAVN.items()):
        elever[f"e{i:02}-haster"] = elev(navn, ET_FRAVAER)
        elever[f"e{i:02}-rolig"] = elev(navn, FORT)
    elever["m" * 120] = elev("Ola", ET_FRAVAER)
    elever["med " * 30 + "slutt"] = elev("Ola", ET_FRAVAER)
    elever["feil" * 20] = elev("Kari") | {"fravaer.yaml": f"fravær:\n  - {{dato: 2025-11-19, {'æ' * 300}: 王}}\n"}
    return klasse(mappe, elever, laerer=NAVN["langt"], navn="7B " + "王" * 40)


@pytest.mark.parametrize("bredde", [40, 60, 80, 160])
@pytest.mark.parametrize("sjekken", ["uke", "semester"])
def test_no_line_is_wider_than_the_terminal(brede_navn: Path, stor_skole: Path, bredde: int, sjekken: str) -> None:
    for sti in (KLASSE7B, EKSEMPLER, brede_navn, next(stor_skole.glob("klasse*"))):
        for ekstra in ((), ("--alle",), ("--anonym",)):
            svar = sjekk(sti, "--sjekk", sjekken, *ekstra, bredde=bredde)
            assert svar.kode in (0, 1, 2), svar.feil
            assert for_brede(svar.ut, bredde) == []


@pytest.mark.parametrize("sti", sorted(p.parent for p in EKSEMPLER.glob("*/klasse.yaml")), ids=lambda p: p.name)
@pytest.mark.parametrize("bredde", [40, 60, 80, 160])
def test_every_sample_class_fits_on_many_days(sti: Path, bredde: int) -> None:
    for dag in ("2025-09-05", "2025-10-03", "2026-03-13", "2026-06-19"):
        assert for_brede(kall("check", sti, "--dato", dag, "--alle", bredde=bredde).ut, bredde) == []


def test_the_whole_school_fits(stor_skole: Path) -> None:
    for bredde in (40, 80):
        assert for_brede(sjekk(stor_skole, bredde=bredde).ut, bredde) == []


def test_a_width_that_makes_no_sense_is_no_fault() -> None:
    for bredde in ("0", "1", "-5", "tull", "100000"):
        svar = kjor("check", KLASSE7B, "--dato", FREDAG, env={"COLUMNS": bredde})
        assert svar.kode == 1
        assert "Liva Ekern" in svar.ut


def test_processes_give_the_same_answer_as_one(stor_skole: Path) -> None:
    """The large school is judged in processes, its classes are not."""
    hele = kjor("check", stor_skole, "--dato", FREDAG, "--format", "json").json
    delt = [
        sak for mappe in sorted(stor_skole.glob("klasse*")) for sak in sjekk(mappe, "--format", "json").json["saker"]
    ]
    assert hele["saker"] == sorted(delt, key=lambda s: s["sak"])


# --- JSON (03) ----------------------------------------------------------------------------------------------------

SKJEMA = jsonschema_rs.Draft202012Validator(
    json.loads((ROT / "schemas" / "sjekk-v1.schema.json").read_text("utf-8")), validate_formats=True
)
DAGER = ("2025-08-18", "2025-09-19", "2025-10-31", FREDAG, "2026-01-16", "2026-03-13", "2026-06-19", "2026-08-14")
NOKLER = {
    "": ["versjon", "sjekk", "dato", "periode", "rutine", "saker", "feil", "sammendrag"],
    "periode": ["fra", "til"],
    "rutine": ["id", "navn", "versjon"],
    "sak": ["sak", "elev", "klasse", "status", "fravær", "trapp", "funn"],
    "fravær": ["måned", "semester", "skoleår"],
    "telling": [
        *("dager", "dokumenterte_dager", "udokumenterte_dager", "timer", "forsentkomminger"),
        *("forlot", "avtalte_dager", "skoledager", "prosent"),
    ],
    "funn": [
        *("regel", "alvor", "status", "nytt", "tolkning", "dato", "siste", "verdi", "grense", "vindu"),
        *("bevis", "melding", "oppfølging"),
    ],
    "bevis": ["fil", "linje", "dato"],
    "oppfølging": ["handling", "ansvarlig", "navn", "frist", "status", "utført"],
    "feil": ["kode", "alvor", "fil", "linje", "kolonne", "melding"],
    "sammendrag": ["saker", "krever_tiltak", "forfalt", "varsler", "feil"],
}
RANG = {"forfalt": 0, "åpen": 1, "utført": 2}


def kontroller_json(svar: Svar, sjekken: str, dag: str) -> None:
    """Everything that 03 says of the JSON and that can be seen from the JSON alone."""
    data = svar.json
    assert [e.message for e in SKJEMA.iter_errors(data)] == []
    assert svar.ut.endswith("}\n")
    assert list(data) == NOKLER[""]
    assert (data["versjon"], data["sjekk"], data["dato"]) == (1, sjekken, dag)
    assert list(data["periode"]) == NOKLER["periode"]
    assert list(data["rutine"]) == NOKLER["rutine"]
    assert list(data["sammendrag"]) == NOKLER["sammendrag"]
    assert all(list(f) == NOKLER["feil"] for f in data["feil"])
    d = date.fromisoformat(dag)
    fra = {"dag": d, "uke": d - timedelta(d.weekday()), "måned": d.replace(day=1)}.get(sjekken)
    assert data["periode"]["til"] == dag
    assert fra is None or data["periode"]["fra"] == fra.isoformat()
    assert [s["sak"] for s in data["saker"]] == sorted(s["sak"] for s in data["saker"])
    for sak in data["saker"]:
        _kontroller_sak(sak, data)
    alle = [s["funn"] for s in data["saker"]]
    aapent = [[f for f in funn if f["alvor"] == "tiltak" and f["status"] != "utført"] for funn in alle]
    assert data["sammendrag"] == {
        "saker": len(data["saker"]),
        "krever_tiltak": sum(map(bool, aapent)),
        "forfalt": sum(any(f["status"] == "forfalt" for f in funn) for funn in alle),
        "varsler": sum(any(f["alvor"] == "varsel" for f in funn) for funn in alle),
        "feil": sum(f["alvor"] == "feil" for f in data["feil"]),
    }
    assert svar.kode == (2 if data["sammendrag"]["feil"] else 1 if any(aapent) else 0)


def _kontroller_sak(sak: dict[str, Any], data: dict[str, Any]) -> None:
    mangler = [f for f in data["feil"] if f["alvor"] == "feil" and f["fil"].startswith(f"{sak['sak']}/")]
    assert list(sak) == NOKLER["sak"] + (["ufullstendig"] if mangler else [])
    assert sak.get("ufullstendig", True) is True
    assert list(sak["fravær"]) == NOKLER["fravær"]
    for telling in sak["fravær"].values():
        assert list(telling) == NOKLER["telling"]
        dager, mulige = telling["dager"], telling["skoledager"]
        assert dager == telling["dokumenterte_dager"] + telling["udokumenterte_dager"]
        assert telling["prosent"] == (int(dager * 1000 / mulige + 0.5) / 10 if mulige else None)
    rekke = [(f["regel"] != "felles/skolemiljø", RANG[f["status"]], f["dato"], f["regel"]) for f in sak["funn"]]
    assert rekke == sorted(rekke)
    assert len({f["regel"] for f in sak["funn"]}) == len(sak["funn"])
    for funn in sak["funn"]:
        _kontroller_funn(funn, sak, data)


def _kontroller_funn(funn: dict[str, Any], sak: dict[str, Any], data: dict[str, Any]) -> None:
    assert list(funn) == NOKLER["funn"]
    assert funn["regel"].split("/")[0] in (data["rutine"]["id"], "felles")
    assert funn["dato"] <= funn["siste"] <= data["dato"]
    counted = [funn["verdi"], funn["grense"], funn["vindu"]]
    assert counted == [None] * 3 or None not in counted
    pattern = "/mønster-" in funn["regel"]  # its window ends on the look day
    assert counted[0] is None or pattern or funn["vindu"]["til"] == funn["siste"]
    assert funn["nytt"] == (funn["siste"] >= data["periode"]["fra"])
    assert funn["bevis"] == sorted(funn["bevis"], key=lambda b: (b["dato"], b["fil"], b["linje"]))
    for bevis in funn["bevis"]:
        assert list(bevis) == NOKLER["bevis"]
        linje = (EKSEMPLER / bevis["fil"]).read_text("utf-8").splitlines()[bevis["linje"] - 1]
        assert bevis["fil"].startswith(f"{sak['sak']}/")
        if counted[0] is not None:
            assert bevis["fil"] == f"{sak['sak']}/fravaer.yaml"
            assert bevis["dato"] in linje
    verst = max((i["status"] for i in funn["oppfølging"]), key=lambda s: -RANG[s], default="åpen")
    assert funn["status"] == verst
    for ting in funn["oppfølging"]:
        assert list(ting) == NOKLER["oppfølging"]
        if ting["status"] == "utført":
            assert ting["frist"] is None
        else:
            assert ting["utført"] is None
        assert (ting["status"] == "forfalt") == (ting["frist"] is not None and ting["frist"] < data["dato"])


@pytest.mark.parametrize("sti", sorted(p.parent for p in EKSEMPLER.glob("*/klasse.yaml")), ids=lambda p: p.name)
@pytest.mark.parametrize("sjekken", SJEKKER)
def test_json_is_what_the_design_says(sti: Path, sjekken: str) -> None:
    for dag in DAGER:
        for ekstra in ((), ("--alle",)):
            svar = kall("check", sti, "--dato", dag, "--sjekk", sjekken, "--format", "json", *ekstra)
            kontroller_json(svar, sjekken, dag)


def test_json_of_the_whole_school_and_of_one_pupil() -> None:
    skole, klassen, en = (sjekk(p, "--format", "json").json for p in (EKSEMPLER, KLASSE7B, KLASSE7B / "7b-22"))
    assert [s for s in skole["saker"] if s["klasse"] == "7B"] == klassen["saker"]
    assert en["saker"] == [s for s in klassen["saker"] if s["sak"] == "klasse7b/7b-22"]
    assert {s["klasse"] for s in skole["saker"]} == {"4A", "5A", "5B", "6A", "7B", "8A"}


def test_done_findings_are_shown_only_with_alle() -> None:
    uten, med = (sjekk(EKSEMPLER, "--format", "json", *e).json["saker"] for e in ((), ("--alle",)))
    funn = [f for s in uten for f in s["funn"]]
    alle = [f for s in med for f in s["funn"]]
    assert {f["status"] for f in funn} == {"forfalt", "åpen"}
    assert [f for f in alle if f["status"] != "utført"] == funn
    assert len(alle) > len(funn)


def test_items_stand_in_the_order_of_the_rule() -> None:
    sak = sjekk(KLASSE7B / "7b-22", "--format", "json").json["saker"][0]
    funn = {f["regel"]: f for f in sak["funn"]}["gran/dager-8"]
    assert [i["handling"] for i in funn["oppfølging"]] == [
        "meld fra til ressursteamet (drøft anonymt)",
        "kontakt hjemmet",
    ]
    assert [i["status"] for i in funn["oppfølging"]] == ["utført", "åpen"]


def test_a_pupil_whose_sak_yaml_cannot_be_read_has_no_name(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen", ET_FRAVAER) | {"sak.yaml": "elev: {navn: [\n"}})
    for form in FORMER:
        svar = sjekk(mappe, "--format", form)
        assert svar.kode == 2
        assert "klasse7b/ada" in svar.ut
    sak = sjekk(mappe, "--format", "json").json["saker"][0]
    assert sak["elev"] is None
    assert sak["ufullstendig"] is True
    assert [f["regel"] for f in sak["funn"]] == ["gran/udokumentert"]


@pytest.mark.parametrize("fil", ["sak", "fravaer", "kontakt", "kartlegging", "tiltaksplan", "ukeplan", "evaluering"])
def test_an_error_in_any_file_makes_the_pupil_incomplete(tmp_path: Path, fil: str) -> None:
    filer = elev("Ada Moen", ET_FRAVAER)
    filer[f"{fil}.yaml"] = filer.get(f"{fil}.yaml", "") + "tull: 1\n"
    svar = sjekk(klasse(tmp_path, {"ada": filer, "per": elev("Per Lunde", FORT)}), "--format", "json")
    assert [s.get("ufullstendig") for s in svar.json["saker"]] == [True, None]
    assert [e.message for e in SKJEMA.iter_errors(svar.json)] == []


def test_a_warning_does_not_make_the_pupil_incomplete(tmp_path: Path) -> None:
    svar = sjekk(
        klasse(tmp_path, {"ada": elev("Ada Moen", ET_FRAVAER + ', merknad: "13032045678"')}), "--format", "json"
    )
    assert [f["kode"] for f in svar.json["feil"]] == ["F030"]
    assert "ufullstendig" not in svar.json["saker"][0]
    assert svar.kode == 1


def test_names_are_relative_to_the_given_folder_without_a_school(tmp_path: Path) -> None:
    skriv(tmp_path / "klasse7b", {f"ada/{k}": v for k, v in elev("Ada Moen", ET_FRAVAER).items()})
    svar = sjekk(tmp_path / "klasse7b", "--format", "json").json["saker"][0]
    assert (svar["sak"], svar["klasse"], svar["funn"][0]["bevis"][0]["fil"]) == ("ada", "klasse7b", "ada/fravaer.yaml")
    en = sjekk(tmp_path / "klasse7b" / "ada", "--format", "json").json["saker"][0]
    assert (en["sak"], en["klasse"], en["funn"][0]["bevis"][0]["fil"]) == (".", "klasse7b", "fravaer.yaml")


# --- paths --------------------------------------------------------------------------------------------------------

NFC, NFD = (
    "Bjørnåsen skole/klasse på 7. trinn/åse",
    unicodedata.normalize("NFD", "Bjørnåsen skole/klasse på 7. trinn/åse"),
)


@pytest.mark.parametrize("paa_disk", ["NFC", "NFD"])
@pytest.mark.parametrize("skrevet", ["NFC", "NFD"])
def test_letters_composed_and_decomposed(tmp_path: Path, paa_disk: str, skrevet: str) -> None:
    elevmappe = skriv(tmp_path / unicodedata.normalize(paa_disk, NFC), elev("Åse Ødegård", ET_FRAVAER))
    assert elevmappe.is_dir()
    argument = unicodedata.normalize(skrevet, NFC)
    for sti in (argument, argument.rpartition("/")[0], argument.partition("/")[0]):
        svar = sjekk(sti, cwd=tmp_path)
        assert svar.kode == 1, svar.feil
        assert "Åse Ødegård" in unicodedata.normalize("NFC", svar.ut)


@pytest.mark.parametrize("skrevet", ["NFC", "NFD"])
def test_letters_in_two_forms_on_one_path(tmp_path: Path, skrevet: str) -> None:
    """A composed folder that holds a decomposed one (unzipped on a Mac), and an argument in one form."""
    sti = f"Bjørnåsen/{unicodedata.normalize('NFD', 'åse')}"
    skriv(tmp_path / sti, elev("Åse Ødegård", ET_FRAVAER))
    assert sjekk(unicodedata.normalize(skrevet, sti), cwd=tmp_path).kode == 1


def test_every_way_to_write_a_path_gives_the_same(tmp_path: Path) -> None:
    skole = kopi(tmp_path / "vår skole", "klasse7b", "klasse8a")  # a pupil of 7B has a brother in 8A
    ventet = sjekk(skole / "klasse7b").ut
    for cwd, sti in (
        (skole, "klasse7b"),
        (skole, "klasse7b/"),
        (skole, "./klasse7b//"),
        (skole, "klasse7b/7b-01/.."),
        (skole / "klasse7b", "."),
        (skole / "klasse7b", "../klasse7b"),
        (tmp_path, "vår skole/klasse7b"),
        (tmp_path, str(skole / "klasse7b") + "/"),
    ):
        assert sjekk(sti, cwd=cwd).ut == ventet
    assert kall("check", "--dato", FREDAG, cwd=skole / "klasse7b").ut == ventet
    assert sjekk("klasse7b", cwd=skole).ut == kjor("check", "klasse7b", "--dato", FREDAG, cwd=skole).ut


@pytest.mark.parametrize("fil", ["sak.yaml", "fravaer.yaml"])
def test_a_file_means_its_folder(fil: str) -> None:
    assert sjekk(KLASSE7B / "7b-09" / fil).ut == sjekk(KLASSE7B / "7b-09").ut
    assert sjekk(KLASSE7B / "klasse.yaml").ut == sjekk(KLASSE7B).ut
    assert sjekk(EKSEMPLER / "skole.yaml").ut == sjekk(EKSEMPLER).ut


def test_a_path_that_begins_with_a_hyphen(tmp_path: Path) -> None:
    skriv(tmp_path / "-klasse" / "ada", elev("Ada Moen", ET_FRAVAER))
    assert kall("check", "--dato", FREDAG, "--", "-klasse", cwd=tmp_path).kode == 1
    assert sjekk("./-klasse", cwd=tmp_path).kode == 1


@pytest.mark.parametrize("sti", ["", "\0", "a\0b", "x" * 5000, "\n", "//", "\udcff"])
def test_a_strange_path_is_2_and_no_fault(sti: str, tmp_path: Path) -> None:
    svar = sjekk(sti, cwd=tmp_path) if sti != "//" else sjekk("finnes//ikke", cwd=tmp_path)
    assert svar.kode == 2
    assert "Beklager" not in svar.feil
    assert "Traceback" not in svar.feil


@pytest.mark.skipif(os.name == "nt", reason="symbolske lenker krever egne rettigheter")
def test_a_link_in_a_ring_is_2(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    svar = sjekk(tmp_path / "a")
    assert (svar.kode, svar.ut) == (2, "")


def test_check_changes_nothing(tmp_path: Path) -> None:
    skole = kopi(tmp_path / "skole")
    foer = dict(alle_filer(skole))
    for form in FORMER:
        sjekk(skole, "--format", form)
        sjekk(skole, "--format", form, "--anonym")
    assert dict(alle_filer(tmp_path)) == {f"skole/{k}": v for k, v in foer.items()}


# --- nothing leaks (08) -------------------------------------------------------------------------------------------

VAKT = "Zqx"
"""Stands in every sentinel, and in nothing else."""

BEHOLD = {"kode", "klasse", "skole", "rutine", "plan", "skoleår", "logo", "fag"}
"""Keys whose values name nobody or are names that the program must know."""


class _Vakter:
    """Replaces every free text of a document with a sentinel, the same text with the same sentinel."""

    def __init__(self) -> None:
        self.brukt: dict[str, str] = {}

    def av(self, tekst: str) -> str:
        return self.brukt.setdefault(tekst, f"{VAKT}{len(self.brukt)} æøå")

    def fyll(self, verdi: Any, frie: Callable[[tuple[Any, ...]], bool], vei: tuple[Any, ...] = ()) -> Any:
        if isinstance(verdi, dict):
            return {k: self.fyll(v, frie, (*vei, k)) for k, v in verdi.items()}
        if isinstance(verdi, list):
            return [self.fyll(v, frie, (*vei, i)) for i, v in enumerate(verdi)]
        return self.av(verdi) if isinstance(verdi, str) and frie(vei) else verdi


def med_vakter(kind: str, data: Any, vakter: _Vakter) -> str:
    """The document with sentinels wherever the schema takes any text, and in a comment."""
    from fravaer_cli.files.schema import load  # noqa: PLC0415

    skjema = jsonschema_rs.Draft202012Validator(load(kind), validate_formats=True)

    def fri(vei: tuple[Any, ...]) -> bool:
        return vei[-1] not in BEHOLD and vei[-1] != "id" and (vei[:1], vei[-1]) != (("tiltak",), "delmål")

    forsok = vakter.fyll(data, fri)
    bundne = {tuple(e.instance_path) for e in skjema.iter_errors(forsok)}
    ferdig = vakter.fyll(data, lambda vei: fri(vei) and vei not in bundne)
    assert list(skjema.iter_errors(ferdig)) == []
    return f"# {VAKT} i en kommentar\n" + json.dumps(ferdig, ensure_ascii=False, indent=1) + "\n"


def _les(fil: Path) -> Any:
    from fravaer_cli.files.source import parse  # noqa: PLC0415

    return parse(fil.name, fil.read_bytes()).value


@pytest.fixture(scope="session")
def vaktskole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample school with sentinels in every text and in every folder of a pupil, and two classes of errors."""
    mappe, vakter = tmp_path_factory.mktemp("vakt") / "skole", _Vakter()
    nye_navn = {p.parent.name: f"{VAKT.lower()}-{i}" for i, p in enumerate(sorted(EKSEMPLER.glob("*/*/sak.yaml")))}
    for fil in sorted(EKSEMPLER.rglob("*.yaml")):
        data = _les(fil)
        kind = re.sub(r"-\d+$", "", fil.stem)
        deler = [nye_navn.get(d, d) for d in fil.relative_to(EKSEMPLER).parts]
        if kind == "sak":
            sosken = [s.replace(Path(s).name, nye_navn[Path(s).name]) for s in data.pop("søsken", [])]
            if len(deler[1]) % 2:
                data.pop("kode", None)
            data["meldinger"] = [MELDING]
            tekst = med_vakter(kind, data, vakter).rstrip().removesuffix("}")
            skriv(mappe, {"/".join(deler): f'{tekst}, "søsken": {json.dumps(sosken)}}}\n'})
            continue
        if kind == "tiltaksplan":
            data["ansvar"] = {f"{VAKT} Hansen": [f"{VAKT} ringer."]}
        skriv(mappe, {"/".join(deler): med_vakter(kind, data, vakter)})
    skriv(mappe / "klasse1x", FEILKLASSE)
    skriv(
        mappe / "klasse2x",
        {f"{VAKT.lower()}/{k}": v for k, v in FEILKLASSE.items() if "/" not in k and "klasse" not in k},
    )
    if os.name != "nt":
        (mappe / "klasse1x" / f"{VAKT.lower()}-lenke").symlink_to("../klasse7b", target_is_directory=True)
        (mappe / "klasse1x" / f"{VAKT.lower()}-0" / "evaluering.yaml").symlink_to(f"{VAKT}.yaml")
    (mappe / "klasse1x" / f"{VAKT.lower()}-0" / "ukeplan.yaml").mkdir()
    return mappe


MELDING = {
    "dato": "2025-11-01",
    "til": "barneverntjenesten",
    "foresatte_underrettet": "nei",
    "begrunnelse": f"{VAKT} begrunnelse",
    "grunnlag": dict.fromkeys(
        ("fraværsmønster", "sosial_fungering", "psykisk_helse", "tiltak_prøvd", "foresattes_samarbeid"), f"{VAKT} grunn"
    ),
}

_FEIL = {
    "fravaer.yaml": f"fravær:\n  - {{dato: {VAKT}, type: dag}}\n  - {{dato: 2025-11-19, type: {VAKT}}}\n"
    f"  - {{dato: 2025-11-19, type: dag, {VAKT}: 1}}\n  - {{dato: 2025-11-22, type: dag, merknad: {VAKT}}}\n"
    f"  - {{dato: 2025-11-18, type: dag, merknad: Ringte {VAKT}, {VAKT} og far}}\n"
    "  - {dato: 2025-11-20, type: dag}\n  - {dato: 2025-11-20, type: dag}\n",
    "kontakt.yaml": f"kontakt:\n  - {{dato: 2025-11-19, type: hjem, av: {VAKT}, av: {VAKT}2, kl: {VAKT},"
    f" frist: {VAKT}}}\n",
    "kartlegging.yaml": f"elevens_stemme: *{VAKT}\n",
    "tiltaksplan.yaml": f"periode: {{fra: 2025-09-29, til: 2025-09-01}}\nkontaktperson: {{navn: {VAKT}}}\n"
    f"tiltak: [{{id: {VAKT}, tiltak: a, delmål: {VAKT}9}}, {{id: {VAKT}, tiltak: b}}]\n",
    "sak.yaml": f"elev: {{navn: {VAKT} Hansen, fødselsdato: {VAKT}}}\nforesatte: {VAKT} Olsen\n"
    f"søsken: [../{VAKT.lower()}-borte]\nstatus: {VAKT}\nmeldinger: [{{dato: {VAKT}, til: {VAKT}}}]\n",
}
FEILKLASSE: dict[str, str | bytes] = {
    "klasse.yaml": f"klasse: 1X\nkontaktlærer: [{VAKT}]\n{VAKT}: 1\n",
    **_FEIL,  # files beside the pupils' folders, without sak.yaml or as a pupil's of their own
    **{f"{VAKT.lower()}-0/{k}": v for k, v in _FEIL.items()},
    f"{VAKT.lower()}-1/sak.yaml": f"elev: {{navn: {VAKT}\n",
    f"{VAKT.lower()}-2/sak.yaml": f"elev: {{navn: {VAKT}}}\n",
    f"{VAKT.lower()}-2/fravaer.yaml": f"<<<<<<< {VAKT}\nfravær: []\n=======\n>>>>>>> {VAKT}\n",
    f"{VAKT.lower()}-2/kontakt.yaml": f"kontakt: !{VAKT} []\n",
    f"{VAKT.lower()}-2/kartlegging.yaml": f"elevens_stemme: {VAKT} å\n".encode("cp1252"),
    f"{VAKT.lower()}-2/tiltaksplan - {VAKT}.yaml": "periode: {fra: 2025-09-29}\n",
    f"{VAKT.lower()}-2/fravær {VAKT}.yaml": "fravær: []\n",
    f"{VAKT.lower()}-2/kontakt-{VAKT}s conflicted copy.yaml": "kontakt: []\n",
    f"{VAKT.lower()}-2/Fravaer.yaml": "fravær: []\n",
    f"{VAKT.lower()}-3/fravaer.yaml": "fravær: []\n",
    f"sak {VAKT}.yaml": "elev: {}\n",
}
del FEILKLASSE["sak.yaml"]


def ingen_vakt(svar: Svar) -> None:
    funnet = [linje for linje in svar.alt.splitlines() if VAKT.casefold() in linje.casefold()]
    assert funnet == []


def test_the_sentinels_are_where_they_should_be(vaktskole: Path) -> None:
    """The test itself: without --anonym they show, and the sound classes are sound."""
    svar = sjekk(vaktskole / "klasse7b")
    assert svar.kode == 1, svar.alt
    assert svar.ut.count(VAKT) > 10
    assert sjekk(vaktskole / "klasse5a", "--alle").kode in (0, 1)
    koder = {f["kode"] for f in sjekk(vaktskole / "klasse1x", "--format", "json").json["feil"]}
    assert koder >= {"F002", "F003", "F005", "F006", "F007", "F009", "F010", "F013", "F017", "F020", "F021", "F023"}
    assert koder >= {"F022", "F024", "F025", "F026", "F101", "F102", "F104", "F112", "F115", "F116"}


@pytest.mark.parametrize("form", FORMER)
@pytest.mark.parametrize("sjekken", SJEKKER)
def test_anonym_names_nobody_anywhere(vaktskole: Path, form: str, sjekken: str) -> None:
    for sti in (".", *sorted(p.name for p in vaktskole.glob("klasse*"))):
        for ekstra in ((), ("--alle",)):
            svar = sjekk(sti, "--format", form, "--sjekk", sjekken, "--anonym", *ekstra, cwd=vaktskole)
            assert svar.kode in (0, 1, 2)
            ingen_vakt(svar)


@pytest.mark.parametrize("form", FORMER)
def test_anonym_names_nobody_when_one_pupil_is_asked_for(vaktskole: Path, form: str) -> None:
    for mappe in sorted(p for p in vaktskole.glob(f"klasse*/{VAKT.lower()}*") if p.is_dir() and not p.is_symlink()):
        for cwd, sti in ((vaktskole, mappe), (mappe, "."), (mappe.parent, mappe.name)):
            if (mappe / "sak.yaml").exists():
                ingen_vakt(sjekk(sti, "--format", form, "--anonym", cwd=cwd))
    for fil in sorted((vaktskole / "klasse1x" / f"{VAKT.lower()}-0").glob("*.yaml")):
        if fil.is_file():
            ingen_vakt(sjekk(fil, "--format", form, "--anonym"))


@pytest.mark.parametrize("form", FORMER)
def test_anonym_names_nobody_without_a_school(tmp_path: Path, form: str) -> None:
    filer = elev(f"{VAKT} Hansen", ET_FRAVAER)
    feil = {"klasse.yaml": f"klasse: 7B\nkontaktlærer: {VAKT}\n{VAKT}: 1\n", "tiltaksplan - kopi.yaml": "{}"}
    skriv(
        tmp_path, {f"klasse7b/{VAKT}/{k}": v for k, v in filer.items()} | {"klasse7b/klasse.yaml": feil["klasse.yaml"]}
    )
    skriv(
        tmp_path,
        {f"klasse7b/{VAKT}/tiltaksplan - kopi.yaml": "{}", f"klasse7b/{VAKT} - kopi/sak.yaml": "elev: {navn: A}"},
    )
    for cwd, sti in (
        (tmp_path, "klasse7b"),
        (tmp_path, "."),
        (tmp_path / "klasse7b" / VAKT, "."),
        (tmp_path / "klasse7b", VAKT),
    ):
        ingen_vakt(sjekk(sti, "--format", form, "--anonym", cwd=cwd))


def test_anonym_does_not_take_a_pupil_s_folder_for_a_class(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {f"{VAKT}/i-fjor": elev("Ola", ET_FRAVAER), "kari": elev("Kari")})
    for form in FORMER:
        ingen_vakt(sjekk(mappe, "--format", form, "--anonym"))


def test_anonym_shows_the_code_or_a_number(tmp_path: Path) -> None:
    elever = {
        "ola": elev("Ola", ET_FRAVAER, sak="kode: 7B-01\n"),
        "kari": elev("Kari", ET_FRAVAER),
        "per": elev("Per", ET_FRAVAER, sak="kode: 7B-01\n"),
        "siri": elev("Siri", ET_FRAVAER, sak="kode: 7B-07\n"),
    }
    mappe = klasse(tmp_path, elever)
    saker = sjekk(mappe, "--anonym", "--format", "json").json["saker"]
    assert sorted(s["elev"] for s in saker) == [
        "7B-07",
        "Elev 1",
        "Elev 2",
        "Elev 3",
    ]  # a code that two have tells nobody apart
    assert all(s["sak"] == f"klasse7b/{s['elev']}" for s in saker)
    assert [s["sak"] for s in saker] == sorted(s["sak"] for s in saker)
    assert all(b["fil"] == f"{s['sak']}/fravaer.yaml" for s in saker for f in s["funn"] for b in f["bevis"])


def test_anonym_shows_no_code_that_tells_the_name(tmp_path: Path) -> None:
    elever = {
        "a": elev("Kari Berg", ET_FRAVAER, sak="kode: 7b-kari\n"),
        "b": elev("Ola Li", ET_FRAVAER, sak="kode: K-1\n"),
    }
    saker = sjekk(klasse(tmp_path, elever), "--anonym", "--format", "json").json["saker"]
    assert [s["elev"] for s in saker] == ["Elev 1", "K-1"]


def test_two_pupils_never_get_the_same_code(tmp_path: Path) -> None:
    elever = {"a": elev("Ola", ET_FRAVAER, sak="kode: Elev 2\n"), "b": elev("Kari", ET_FRAVAER)}
    saker = sjekk(klasse(tmp_path, elever), "--anonym", "--format", "json").json["saker"]
    assert len({s["elev"] for s in saker}) == 2


def test_anonym_shows_no_subject_for_it_is_a_free_text(tmp_path: Path) -> None:
    dager = ("09-01", "09-08", "09-15", "09-22", "09-29", "10-20")
    log = "\n".join(f"dato: 2025-{d}, type: time, fag: Amin Yusuf" for d in dager)
    mappe = klasse(tmp_path, {"amin": elev("Amin Yusuf", log)})
    valg = ("--dato", "2025-10-31", "--sjekk", "måned")
    for form in FORMER:
        aapent = kall("check", mappe, *valg, "--format", form).ut
        assert "6 av 6 enkelttimer er Amin Yusuf" in re.sub(r"\s+", " ", aapent)
        anonymt = kall("check", mappe, *valg, "--format", form, "--anonym").ut
        assert "Yusuf" not in anonymt
        assert "6 enkelttimer er i ett og samme fag" in re.sub(r"\s+", " ", anonymt)


def test_anonym_changes_no_number(vaktskole: Path) -> None:
    aapen, skjult = (sjekk(vaktskole, "--format", "json", *e).json for e in ((), ("--anonym",)))
    assert [e.message for e in SKJEMA.iter_errors(skjult)] == []
    for data in (aapen, skjult):
        data["sammendrag"].pop("feil")  # see the next test
    assert aapen["sammendrag"] == skjult["sammendrag"]
    tall = [
        sorted(str((s["klasse"], s["fravær"], [f["regel"] for f in s["funn"]])) for s in d["saker"])
        for d in (aapen, skjult)
    ]
    assert tall[0] == tall[1]


def test_anonym_changes_no_number_of_errors(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada"), "ola": {"fravaer.yaml": "{}"}, "kari": {"fravaer.yaml": "{}"}})
    aapen, skjult = (sjekk(mappe, "--format", "json", *e).json for e in ((), ("--anonym",)))
    assert len(aapen["feil"]) == len(skjult["feil"]) == 3  # the two, and a log that nobody keeps


def test_reports_to_barnevernet_are_shown_nowhere(tmp_path: Path) -> None:
    melding = "meldinger:\n  - " + json.dumps(MELDING, ensure_ascii=False) + "\n"
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen", ET_FRAVAER, sak=melding)})
    for sjekken in SJEKKER:
        for form in FORMER:
            for ekstra in ((), ("--alle",), ("--anonym",)):
                svar = sjekk(mappe, "--sjekk", sjekken, "--format", form, *ekstra)
                ingen_vakt(svar)
                assert "barnevern" not in svar.alt.casefold()
                assert "melding" not in svar.alt.casefold().replace('"melding":', "").replace(";melding;", "")
    for form in ("full", "kort", "json"):
        svar = kall("validate", mappe, "--format", form)
        ingen_vakt(svar)
        assert "barnevern" not in svar.alt


KRASJ = f"""
import fravaer_cli.rules.history as c
def krasj(poster, *_):
    hemmelig = ("{VAKT}", poster)
    raise ValueError(f"{{hemmelig}}") from KeyError("{VAKT} igjen")
c.build_history = krasj
from fravaer_cli.__main__ import main
main()
"""


@pytest.mark.parametrize("ekstra", [(), ("--anonym",), ("--format", "json")])
@pytest.mark.parametrize("prosesser", ["én", "flere"])
def test_a_crash_tells_nothing_of_anybody(
    stor_skole: Path, tmp_path: Path, ekstra: tuple[str, ...], prosesser: str
) -> None:
    rapporter = tmp_path / "tmp"
    rapporter.mkdir()
    skole = klasse(tmp_path / VAKT, {VAKT: elev(f"{VAKT} Hansen", ET_FRAVAER)})
    sti = skole / VAKT if prosesser == "én" else stor_skole
    svar = kjor("check", sti, "--dato", FREDAG, *ekstra, kode=KRASJ, env={"TMPDIR": str(rapporter)})
    assert svar.kode == 3
    assert svar.ut == ""
    assert svar.feil.startswith("Beklager, det oppsto en feil i fravaer.")
    assert len(svar.feil.splitlines()) <= 4
    assert "Traceback" not in svar.feil
    ingen_vakt(svar)
    (rapport,) = rapporter.iterdir()
    assert str(rapport) in svar.feil
    tekst = rapport.read_text("utf-8")
    assert VAKT.casefold() not in tekst.casefold()
    assert str(sti) not in tekst
    assert "kommando: check" in tekst
    assert "builtins.ValueError" in tekst
    assert re.search(r"^  fravaer_cli/[\w/]+\.py:\d+ \w*judge\w*$", tekst, re.MULTILINE) or prosesser == "flere"
    if os.name != "nt":
        assert rapport.stat().st_mode & 0o077 == 0


def test_a_crash_report_holds_functions_and_lines_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def krasj(*_: Any) -> None:
        raise ValueError(VAKT)

    monkeypatch.setattr("fravaer_cli.casework.pupil.count", krasj)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert kall("check", KLASSE7B, "--dato", FREDAG).kode == 3
    (rapport,) = tmp_path.iterdir()
    linje = re.compile(
        r"fravaer [\d.]+, Python [\d.]+\+?, \w+|kommando: check|builtins\.ValueError|  [\w./<>-]+:\d+ [\w<>.]+"
    )
    assert [r for r in rapport.read_text("utf-8").splitlines() if not linje.fullmatch(r)] == []


def test_a_crash_is_told_even_where_no_report_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fravaer_cli.casework.pupil.count", lambda *_: 1 / 0)
    monkeypatch.setattr(tempfile, "tempdir", "/finnes/ikke")
    svar = kall("check", KLASSE7B, "--dato", FREDAG)
    assert svar.kode == 3
    assert svar.feil == "Beklager, det oppsto en feil i fravaer. Ingen av filene dine er halvskrevet.\n"


# --- hostile text -------------------------------------------------------------------------------------------------

FARLIG = {
    "ESC": "\x1b[31m",
    "OSC": "\x1b]0;tittel\x07",
    "CSI i ett tegn": "\x9b31m",
    "BEL": "\a",
    "tilbake": "\b\b\b",
    "vognretur": "\rFORFALT",
    "DEL": "\x7f",
    "RLO": "\u202e",
    "PDI": "\u2066abc\u2069",
    "RLM": "\u200f",
    "ALM": "\u061c",
    "linjeskille": "\u2028",
    "NEL": "\x85",
    "vertikal tabulator": "\v\f",
    "NUL": "\0",
    "BOM": "\ufeff",
    "halvt surrogat": "\ud800",
}
STYRER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def yaml_tekst(tekst: str) -> str:
    """A double-quoted YAML text with every character that is not plain as an escape."""
    rune = "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\U{ord(c):08X}" for c in tekst)
    return f'"{rune}"'


def fiendtlig(mappe: Path, tekst: str) -> Path:
    """A class with the text in every name that the output shows."""
    ytekst = yaml_tekst(f"Ola {tekst}Hansen")
    skole = (EKSEMPLER / "skole.yaml").read_text("utf-8").replace("Solvang skole\n", f"{ytekst}\n", 1)
    skriv(
        mappe,
        {
            "skole.yaml": skole.replace("rektor: Ada Moe", f"rektor: {ytekst}"),
            "rutiner/egen.yaml": f"bygger_på: gran\nnavn: {ytekst}\nversjon: {ytekst}\nregler:\n"
            f"  - {{id: udokumentert, tittel: {ytekst}, oppfølging: [{{handling: {ytekst}, ansvarlig: kontaktlærer,"
            " oppfylles_av: hjemkontakt}]}\n",
            "klasse7b/klasse.yaml": f"klasse: {ytekst}\nkontaktlærer: {ytekst}\n",
            "klasse7b/ola/sak.yaml": f"elev: {{navn: {ytekst}}}\nkode: {ytekst}\n",
            "klasse7b/ola/fravaer.yaml": "fravær:\n  - {" + ET_FRAVAER + "}\n  - {dato: 2025-11-13, type: "
            f"{ytekst}}}\n  - {{dato: 2025-11-12, type: dag, {ytekst}: 1}}\n",
            "klasse7b/kari/sak.yaml": f"elev: {{navn: {ytekst}}}\n",
        },
    )
    return mappe / "klasse7b"


def _farlige() -> Iterator[Any]:
    for tegn in FARLIG:
        for form in FORMER:
            yield pytest.param(tegn, form)


@pytest.mark.parametrize(("tegn", "form"), list(_farlige()))
@pytest.mark.parametrize("ekstra", [(), ("--anonym",)], ids=["åpent", "anonymt"])
def test_nothing_in_a_text_steers_the_terminal(tmp_path: Path, tegn: str, form: str, ekstra: tuple[str, ...]) -> None:
    svar = sjekk(fiendtlig(tmp_path, FARLIG[tegn]), "--rutine", "egen", "--format", form, *ekstra)
    assert svar.kode == 2, svar.feil
    ut = svar.ut.removeprefix("\ufeff").replace("\r\n", "\n") if form == "csv" else svar.ut
    assert [repr(linje) for linje in ut.split("\n") if STYRER.search(linje)] == []
    assert ut
    if form == "json":
        assert svar.json["saker"]


LINJESKIFT = [FORMER]


@pytest.mark.parametrize("form", FORMER)
@pytest.mark.parametrize("ekstra", [(), ("--anonym",)], ids=["åpent", "anonymt"])
def test_a_line_break_in_a_name_starts_no_line(tmp_path: Path, form: str, ekstra: tuple[str, ...]) -> None:
    svar = sjekk(fiendtlig(tmp_path, "\nINJISERT\n"), "--rutine", "egen", "--format", form, *ekstra)
    if form == "csv":
        celler = [c for rad in csv.reader(io.StringIO(svar.ut.removeprefix("\ufeff")), delimiter=";") for c in rad]
        assert [c for c in celler if "\n" in c] == []
    assert [linje for linje in svar.ut.splitlines() if linje.lstrip().startswith("INJISERT")] == []


@pytest.mark.skipif(os.name == "nt", reason="slike navn finnes ikke på Windows")
@pytest.mark.parametrize(
    ("tegn", "form"),
    [
        *((t, f) for t in ("\x1b[31m", "\u202e", "\t") for f in FORMER if (t, f) != ("\u202e", "json")),
        pytest.param("\u202e", "json"),
        *(("\n", f) for f in FORMER if f != "csv"),
        pytest.param("\n", "csv"),
    ],
)
def test_nothing_in_a_folder_s_name_steers_the_terminal(tmp_path: Path, tegn: str, form: str) -> None:
    klasse(tmp_path, {f"ola{tegn}INJISERT": elev("Ola", ET_FRAVAER) | {"kontakt.yaml": "tull: 1\n"}})
    svar = sjekk(tmp_path, "--format", form)
    ut = svar.ut.removeprefix("\ufeff").replace("\r\n", "\n") if form == "csv" else svar.ut
    assert [linje for linje in ut.split("\n") if STYRER.search(linje) or linje.startswith("INJISERT")] == []
    assert "INJISERT" in ut


@pytest.mark.skipif(os.name == "nt", reason="slike navn finnes ikke på Windows")
def test_a_folder_s_name_that_is_no_text(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {})
    elevmappe = os.fsencode(mappe) + b"/ola-\xff\xfe"
    try:
        os.mkdir(elevmappe)  # noqa: PTH102 - bytes
    except OSError:
        pytest.skip("filsystemet tar bare imot tekst")
    for navn, tekst in elev("Ola", ET_FRAVAER).items():
        with open(elevmappe + b"/" + navn.encode(), "wb") as fil:  # noqa: PTH123 - bytes
            fil.write(tekst.encode())
    for form in FORMER:
        svar = sjekk(mappe, "--format", form)
        assert svar.kode == 1, svar.feil


FORMLER = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("formel", FORMLER)
def test_csv_runs_no_formula(tmp_path: Path, formel: str) -> None:
    elever = {formel.replace("/", "_"): elev(formel, ET_FRAVAER)}
    svar = sjekk(klasse(tmp_path, elever, laerer=formel, navn=formel), "--format", "csv")
    rader = list(csv.reader(io.StringIO(svar.ut.removeprefix("\ufeff")), delimiter=";"))
    assert len(rader) == 2
    assert len({len(r) for r in rader}) == 1
    assert [c for r in rader for c in r if c[:1] in tuple("=+-@\t\r")] == []
    assert rader[1][1].lstrip("'").strip() == formel.strip()


def test_csv_is_what_a_norwegian_excel_opens() -> None:
    svar = sjekk(EKSEMPLER, "--format", "csv", "--alle", "--sjekk", "semester")
    assert svar.ut.startswith("\ufeffsak;elev;klasse;")
    assert svar.ut.count("\n") == svar.ut.count("\r\n")
    hode, *rader = csv.reader(io.StringIO(svar.ut.removeprefix("\ufeff")), delimiter=";")
    assert {len(r) for r in rader} == {len(hode)}
    saker = sjekk(EKSEMPLER, "--format", "json", "--alle", "--sjekk", "semester").json["saker"]
    assert len(rader) == sum(max(1, len(f["oppfølging"])) for s in saker for f in s["funn"])
    assert [r[hode.index("verdi")] for r in rader if "." in r[hode.index("verdi")]] == []


@pytest.mark.parametrize(
    "tekst", ["a|b", "a\\|b", "`x`", "**fet**", "[x](http://x)", "<script>", "![x](y)", "~~x~~", "# x"]
)
def test_markdown_stays_one_table(tmp_path: Path, tekst: str) -> None:
    """Every cell is one cell, and reads as the text that was written."""
    elever = {"ola": elev(tekst, ET_FRAVAER)}
    svar = sjekk(klasse(tmp_path, elever, laerer=tekst, navn=tekst), "--format", "md")
    rader = [linje for linje in svar.ut.splitlines() if linje.startswith("|")]
    celler = [re.split(r"(?<!\\)(?:\\\\)*\|", r)[1:-1] for r in rader]
    assert {len(c) for c in celler} == {7}
    vist = [re.sub(r"\\(.)", r"\1", c.strip()) for c in celler[2]]
    assert vist[:2] == [tekst, tekst]
    assert vist[5] == f"{tekst} (kontaktlærer)"
    utenom = re.sub(r"\\.", "", celler[2][0])
    assert not re.search(r"[*`\[\]<>~#]", utenom)


# --- what the views say -------------------------------------------------------------------------------------------


def saker_i(form: str, svar: Svar) -> Iterator[str]:
    if form == "json":
        yield from (s["elev"] for s in svar.json["saker"] if s["funn"])
    else:
        navn = {s["elev"] for s in sjekk(KLASSE7B, "--format", "json").json["saker"]}
        yield from (n for n in navn if n in svar.ut)


def test_all_views_show_the_same_pupils() -> None:
    ventet = {"Liva Ekern", "Noah Hallberg", "Oskar Nygård", "Zuzanna Nowak", "Even Rudshaug", "Linh Nguyen"}
    ventet |= {"Thea Sandbakken"}
    for form in ("json", "csv", "md"):
        assert set(saker_i(form, sjekk(KLASSE7B, "--format", form))) == ventet
    kort = sjekk(KLASSE7B, "--format", "kort").ut.splitlines()
    assert {linje.split(":")[0] for linje in kort[:-1]} == {
        f"klasse7b/7b-{n}" for n in ("09", "18", "20", "22", "12", "15", "23")
    }
    assert kort[-1] == "24 saker kontrollert, 7 krever tiltak (1 forfalt), ingen feil i filene"


def test_the_routine_and_the_missing_calendar_are_told(tmp_path: Path) -> None:
    skriv(tmp_path, {"klasse7b/ada/" + k: v for k, v in elev("Ada Moen", FORT).items()})
    for form in ("tabell", "md"):
        svar = sjekk(tmp_path, "--format", form)
        assert "Gran kommune – Til stede hver dag" in svar.ut
        assert "Skoleruten for 2025-2026 mangler" in svar.ut.replace("\n", " ")


def test_synonyms_give_the_same() -> None:
    assert kall("sjekk", KLASSE7B, "--dato", FREDAG).ut == sjekk(KLASSE7B).ut


FORSLAG = re.compile(r"«(fravaer validate [^»]+)»")


@pytest.mark.parametrize("navn", ["klasse7b", "ada"])
@pytest.mark.parametrize("skole", ["skole", "vår skole"])
def test_the_command_that_is_advised_works_from_here(tmp_path: Path, skole: str, navn: str) -> None:
    mappe = klasse(tmp_path / skole, {"ada": elev("Ada Moen") | {"kontakt.yaml": "vas: 1\n"}})
    svar = sjekk((mappe / navn if navn == "ada" else mappe).relative_to(tmp_path), cwd=tmp_path)
    (kommando,) = FORSLAG.findall(" ".join(svar.ut.split()))
    assert kall(*shlex.split(kommando)[1:], cwd=tmp_path).kode == 1
