"""Whatever is in the folder: a Norwegian sentence with place and remedy, exit 2, the others as before, no file touched.

A class of three: `amin` gets what is wrong, `berit` and `carl` must be judged as if nothing had happened.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import socket
import stat
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer

from fravaer_cli.check import CheckResult, Question, check
from fravaer_cli.cli import check as cli_check
from fravaer_cli.diagnostics import Diagnostic
from fravaer_cli.errors import UserError
from fravaer_cli.files.workspace import find
from fravaer_cli.output import concise, json_v1, markdown, spreadsheet, table
from fravaer_cli.output import diagnostics as diagnosetekst
from fravaer_cli.output.anonym import anonymise
from fravaer_cli.output.lines import plain
from fravaer_cli.validate import validate

FREDAG = date(2025, 11, 21)
UKA = Question("uke", FREDAG, FREDAG, alle=True)

# --- a class of three ---------------------------------------------------------------------------------------------

SKOLE = """skole: Solvang skole
rutine: egen
roller: {rektor: Ada Moe}
skoleruter:
  2025-2026:
    start: 2025-08-18
    slutt: 2026-06-19
    semesterskille: 2026-01-16
    fri:
      - {fra: 2025-10-06, til: 2025-10-10, hva: høstferie}
"""
KLASSE = "klasse: 7B\ntrinn: 7\nskoleår: 2025-2026\nkontaktlærer: Nora Berg\n"
RUTINE = """navn: Egen rutine
regler:
  - {id: dager, slag: antall, når: {type: [dag]}, enhet: dager, vindu: måned, minst: 1,
     oppfølging: [{handling: ring, ansvarlig: kontaktlærer, oppfylles_av: hjemkontakt, frist: {skoledager: 0}}]}
  - {id: rekke, slag: sammenhengende, når: {type: [dag]}, skoledager: 2}
  - {id: andel, slag: andel, når: {type: [dag]}, vindu: {dager: 14}, over: 10, ivaretas_av: plan,
     oppfølging: [{handling: ta opp, ansvarlig: rektor, oppfylles_av: ledelse}]}
"""
ELEV = {
    "sak.yaml": "elev: {navn: NAVN Nordmann, fødselsdato: 2014-03-14}\nkode: KODE\nstatus: aktiv\nåpnet: 2025-09-22\n",
    "fravaer.yaml": """fravær:
  - {dato: 2025-11-12, type: dag, dokumentert: ja, årsak: sykdom}
  - {fra: 2025-11-17, til: 2025-11-18, type: dag}
  - dato: 2025-11-19
    type: forsentkomming
    minutter: 15
""",
    "kontakt.yaml": "kontakt:\n  - {dato: 2025-11-12, type: hjem, måte: telefon, med: [foresatte], svar: ja}\n",
    "kartlegging.yaml": "samtaler:\n  - {med: elev, dato: 2025-09-24, svar: {liker: Musikk}}\n",
    "tiltaksplan.yaml": """periode: {fra: 2025-09-29, til: 2025-10-20}
delmål:
  - {id: d1, mål: Komme til skolestart}
tiltak:
  - {id: t1, tiltak: Møte i gangen, delmål: d1, ansvar: Nora Berg}
""",
    "ukeplan.yaml": "ukeplaner:\n  - {tittel: Uke 47, dager: [{dag: fredag, dato: 2025-11-21}]}\n",
    "evaluering.yaml": """evalueringer:
  - {dato: 2025-10-20, plan: tiltaksplan.yaml, delmål: [{id: d1, nådd: delvis}]}
""",
}
A = "klasse7b/amin"
PLASS = {
    **{f"{A}/{navn}": tekst.replace("NAVN", "Amin").replace("KODE", "7B-01") for navn, tekst in ELEV.items()},
    "klasse7b/klasse.yaml": KLASSE,
    "skole.yaml": SKOLE,
    "rutiner/egen.yaml": RUTINE,
}
"""Every kind of file, with what stands in it when all is well."""


@pytest.fixture
def tre(tmp_path: Path) -> Path:
    return lag(tmp_path / "solvang")


def lag(rot: Path) -> Path:
    for nr, elev in enumerate(("amin", "berit", "carl"), 1):
        for navn, tekst in ELEV.items():
            skriv(rot / "klasse7b" / elev / navn, tekst.replace("NAVN", elev.title()).replace("KODE", f"7B-0{nr}"))
    for sti, tekst in PLASS.items():
        skriv(rot / sti, tekst)
    (rot / ".git").mkdir()
    return rot


def skriv(sti: Path, innhold: str | bytes) -> None:
    sti.parent.mkdir(parents=True, exist_ok=True)
    sti.write_bytes(innhold.encode() if isinstance(innhold, str) else innhold)


# --- one run, and what always holds -------------------------------------------------------------------------------


def avtrykk(rot: Path) -> dict[Path, tuple[Any, ...]]:
    """Every name under a folder with kind, size, time and content."""
    funnet = {}
    for mappe, undermapper, filer in os.walk(rot):
        for navn in (*undermapper, *filer):
            sti = Path(mappe) / navn
            info = sti.lstat()
            liten = stat.S_ISREG(info.st_mode) and info.st_size < 10_000_000
            innhold = hashlib.sha256(sti.read_bytes()).hexdigest() if liten else ""
            funnet[sti] = (info.st_mode, info.st_size, info.st_mtime_ns, innhold)
    return funnet


def skriv_ut(resultat: CheckResult) -> str:
    """Every way to write a result; none may fail."""
    ut = ""
    for r in (resultat, anonymise(resultat, str)):
        ut += json_v1.render_check(r) + spreadsheet.render(r) + markdown.render(r) + concise.render(r)
        ut += plain(table.render(r, 40)) + plain(table.render(r, 120))
    return ut


def kjoer(rot: Path, spoersmaal: Question = UKA) -> CheckResult:
    """Check and validate, write everything out, and hold the result against what always must be so."""
    foer = avtrykk(rot)
    resultat = check(find(str(rot)), spoersmaal)
    skriv_ut(resultat).encode("utf-8", "replace")
    json.loads(json_v1.render_check(resultat))
    alt = validate(str(rot), spoersmaal.now)
    diagnosetekst.styled(diagnosetekst.render_full(alt.diagnostics, alt.text_of))
    json.loads(json_v1.render_diagnostics(alt.diagnostics))
    assert {d.code for d in resultat.file_diagnostics} <= {d.code for d in alt.diagnostics} | {"F201"}
    assert avtrykk(rot) == foer, "en fil er endret"
    for d in resultat.diagnostics:
        god_setning(d)
    assert utgang(rot, resultat) == (2 if resultat.errors else 1 if resultat.need_action else 0)
    return resultat


def god_setning(d: Diagnostic) -> None:
    """What is wrong, where, and what to do; on one line."""
    assert d.message
    assert not d.message.endswith(".")
    assert d.place.file
    assert d.suggestion or "mente du" in d.message, d
    assert "\n" not in d.message + (d.suggestion or "")
    assert len(d.message) < 400
    assert "Error" not in d.message


def utgang(rot: Path, resultat: CheckResult) -> int:
    """The exit code that the command gives for this result."""
    kode: int = cli_check._code(resultat, exit_zero=False)
    return int(kode)


def feil(resultat: CheckResult, fil: str) -> set[str]:
    return {d.code for d in resultat.diagnostics if d.is_error and d.place.file == fil}


def andre(resultat: CheckResult, uten: str = A) -> list[Any]:
    """The other pupils' results."""
    return [s for s in resultat.saker if s.sak != uten]


def elev(resultat: CheckResult, sak: str = A) -> Any:
    return next(s for s in resultat.saker if s.sak == sak)


@pytest.fixture(scope="module")
def fasit(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    """The class as it is when nothing is wrong."""
    resultat = kjoer(lag(tmp_path_factory.mktemp("fasit") / "solvang"))
    assert not resultat.diagnostics
    assert all({f.regel for f in s.funn} == {"egen/dager", "egen/rekke", "egen/andel"} for s in resultat.saker)
    return resultat


# --- text that is no YAML of ours: in every kind of file ----------------------------------------------------------

FOERSTE = "felt: &a 1\n"
BOMBE = "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}' if i else 'x'] * 9)}]\n" for i in range(9))

TEKSTER: dict[str, tuple[str | bytes, str]] = {
    "latin-1": ("navn: Åse\n".encode("latin-1"), "F010"),
    "utf-16": ("navn: Åse\n".encode("utf-16"), "F010"),
    "utf-16-uten-merke": ("navn: Åse\n".encode("utf-16-le"), "F010"),
    "utf-32": ("navn: Åse\n".encode("utf-32"), "F010"),
    "nul": (b"navn: A\0\n", "F011"),
    "styretegn": ("navn: \x1b[31mA\n", "F011"),
    "tilfeldige-bytes": (hashlib.sha512(b"fravaer").digest() * 50, "F010"),
    "alle-bytes": (bytes(range(256)), "F010"),
    "tabulator": ("a:\n\tb: 1\n", "F012"),
    "doblet-felt": ("a: 1\na: 2\n", "F009"),
    "konflikt": ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> gren\n", "F013"),
    "flere-dokumenter": ("a: 1\n---\na: 2\n", "F014"),
    "tom": ("", "F015"),
    "bare-blanke": (" \n\n", "F015"),
    "bare-kommentar": ("# ingenting\n", "F015"),
    "null": ("null\n", "F015"),
    "liste-oeverst": ("- a\n- b\n", "F016"),
    "tekst-oeverst": ("bare tekst\n", "F016"),
    "tall-oeverst": ("42\n", "F016"),
    "uaapnet-klamme": ("a: [1, 2\n", "F002"),
    "uaapnet-kroell": ("a: {b: 1\n", "F002"),
    "uaapnet-hermetegn": ('a: "b\n', "F002"),
    "feil-innrykk": ("a: 1\n  b: 2\n", "F002"),
    "krøllalfa": ("a: @b\n", "F002"),
    "prosent": ("%YAML 3.0\n---\na: 1\n", "F002"),
    "liste-som-felt": ("? [a]\n: b\n", "F002"),
    "ukjent-henvisning": ("a: *b\n", "F017"),
    "henvisning-til-seg-selv": ("a: &a [*a]\n", "F017"),
    "kart-i-seg-selv": ("a: &a {b: *a}\n", "F017"),
    "henvisning-som-felt": ("a: &a b\n*a : 1\n", "F017"),
    "bombe": (BOMBE, "F017"),
    "dypt-flyt": ("a: " + "[" * 5000, "F018"),
    "dypt-flyt-lukket": ("a: " + "[" * 5000 + "]" * 5000 + "\n", "F018"),
    "dypt-kart": ("{a: " * 5000, "F018"),
    "dypt-strek": ("- " * 5000 + "\n", "F018"),
    "dypt-innrykk": ("".join(" " * i + "a:\n" for i in range(1000)), "F018"),
    "dypt-spoersmaal": ("? " * 5000 + "\n", "F002"),
    "python": ('a: !!python/object/apply:os.system ["exit 1"]\n', "F020"),
    "mengde": ("a: !!set {b, c}\n", "F020"),
    "egen-merkelapp": ("a: !hemmelig b\n", "F020"),
    "bare-dollar": ("ukjent: 1\n", "F003"),
    "flettenoekkel": ("a: &a {b: 1}\n<<: *a\n", "F003"),
    "tall-som-felt": ("1: 2\n3.5: 4\n", "F003"),
    "tomt-felt": ('"": 1\n', "F003"),
    "flyt-60-mb": (b"", "F019"),
}
DYPE_HENVISNINGER = "a0: &a0 " + "[" * 60 + "]" * 60 + "\n"
DYPE_HENVISNINGER += "".join(f"a{i}: &a{i} {'[' * 58}*a{i - 1}{']' * 58}\n" for i in range(1, 6))


@pytest.mark.parametrize("sti", PLASS)
@pytest.mark.parametrize("navn", TEKSTER)
def test_text_that_cannot_be_read(navn: str, sti: str, tre: Path, fasit: CheckResult) -> None:
    innhold, kode = TEKSTER[navn]
    skriv(tre / sti, innhold)
    if navn == "flyt-60-mb":
        os.truncate(tre / sti, 60_000_000)
    resultat = kjoer(tre)
    assert kode in feil(resultat, sti)
    assert [s.sak for s in resultat.saker] == ["klasse7b/amin", "klasse7b/berit", "klasse7b/carl"]
    if sti.startswith(A):
        assert andre(resultat) == andre(fasit)
        assert elev(resultat).ufullstendig
        assert elev(resultat).elev == (None if sti.endswith("sak.yaml") else "Amin Nordmann")
    elif sti == "klasse7b/klasse.yaml":
        assert [s.funn[0].dato for s in resultat.saker] == [s.funn[0].dato for s in fasit.saker]
        assert {s.klasse for s in resultat.saker} == {"klasse7b"}
    elif sti == "skole.yaml":
        assert resultat.rutine.id == "gran"
    else:
        assert not resultat.rutine.regler


@pytest.mark.parametrize("sti", PLASS)
def test_aliases_that_make_it_deep(sti: str, tre: Path, fasit: CheckResult) -> None:
    skriv(tre / sti, DYPE_HENVISNINGER)
    assert feil(kjoer(tre), sti) & {"F017", "F018"}


# --- things that are no files -------------------------------------------------------------------------------------


def _mappe(sti: Path) -> None:
    sti.mkdir()


def _mappe_med_sak(sti: Path) -> None:
    skriv(sti / "sak.yaml", ELEV["sak.yaml"])


def _roer(sti: Path) -> None:
    os.mkfifo(sti)


def _sokkel(sti: Path) -> None:
    her = Path.cwd()
    os.chdir(sti.parent)  # a socket's path may not be long
    try:
        with socket.socket(socket.AF_UNIX) as s:
            s.bind(sti.name)
    finally:
        os.chdir(her)


def _enhet(sti: Path) -> None:
    try:
        os.mknod(sti, 0o600 | 0o020000, os.makedev(1, 5))  # /dev/zero
    except OSError:
        pytest.skip("enheter kan ikke lages her")


def _ring(sti: Path) -> None:
    sti.symlink_to(sti.name)


def _ut_av_skolen(sti: Path) -> None:
    sti.symlink_to("/etc/passwd")


def _i_luften(sti: Path) -> None:
    sti.symlink_to("finnes-ikke")


def _nullenhet(sti: Path) -> None:
    sti.symlink_to("/dev/zero")


@pytest.mark.parametrize("sti", PLASS)
@pytest.mark.parametrize(
    ("bygg", "kode"),
    [
        (_mappe, "F022"),
        (_roer, "F022"),
        (_sokkel, "F022"),
        (_enhet, "F022"),
        (_ring, "F023"),
        (_ut_av_skolen, "F023"),
        (_i_luften, "F023"),
        (_nullenhet, "F023"),
    ],
)
def test_no_regular_file(
    sti: str,
    bygg: Callable[[Path], None],
    kode: str,
    tre: Path,
    fasit: CheckResult,
    request: pytest.FixtureRequest,
) -> None:
    (tre / sti).unlink()
    bygg(tre / sti)
    resultat = kjoer(tre)
    lenke = kode == "F023" and sti.startswith("rutiner")  # may be told where skole.yaml names the routine
    assert kode in feil(resultat, sti) or (lenke and feil(resultat, "skole.yaml"))
    assert len(resultat.saker) == 3
    if sti.startswith(A):
        assert andre(resultat) == andre(fasit)


def _stengt(monkeypatch: pytest.MonkeyPatch, sti: Path, feilen: OSError) -> None:
    ekte = Path.open

    def aapne(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self == sti:
            raise feilen
        return ekte(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", aapne)


@pytest.mark.parametrize("sti", PLASS)
@pytest.mark.parametrize("nummer", [errno.EACCES, errno.EBUSY, errno.EIO, errno.ENOENT, errno.ESTALE, errno.EMFILE])
def test_a_file_that_cannot_be_opened(
    sti: str, nummer: int, tre: Path, fasit: CheckResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stengt(monkeypatch, tre / sti, OSError(nummer, os.strerror(nummer)))
    resultat = check(find(str(tre)), UKA)
    assert "F001" in feil(resultat, sti)
    assert len(resultat.saker) == 3
    if sti.startswith(A):
        assert andre(resultat) == andre(fasit)


@pytest.mark.parametrize("sti", PLASS)
@pytest.mark.parametrize("hva", ["borte", "endret", "mappe", "voksende"])
def test_a_file_that_changes_between_listing_and_reading(sti: str, hva: str, tre: Path, fasit: CheckResult) -> None:
    arbeid = find(str(tre))
    if hva == "endret":
        skriv(tre / sti, "helt: annet\n")
    elif hva == "voksende":
        skriv(tre / sti, "# " + "x" * 6_000_000)
    else:
        (tre / sti).unlink()
        if hva == "mappe":
            (tre / sti).mkdir()
    resultat = check(arbeid, UKA)
    skriv_ut(resultat)
    if (hva, sti) != ("borte", "rutiner/egen.yaml"):
        assert feil(resultat, sti)
    assert resultat.errors
    assert len(resultat.saker) == 3
    if sti.startswith(A):
        assert andre(resultat) == andre(fasit)


def test_a_folder_that_disappears(tre: Path, fasit: CheckResult) -> None:
    arbeid = find(str(tre))
    (tre / A).rename(tre / "bort")
    resultat = check(arbeid, UKA)
    skriv_ut(resultat)
    assert feil(resultat, f"{A}/sak.yaml") == {"F001"}
    assert andre(resultat) == andre(fasit)


@pytest.mark.parametrize(
    "sti", ["klasse7b", "klasse7b/amin", "rutiner", "klasse7b/amin/fravaer.yaml", "klasse7b/klasse.yaml", "skole.yaml"]
)
@pytest.mark.skipif(os.geteuid() == 0, reason="root leser alt")
def test_no_permission(sti: str, tre: Path, fasit: CheckResult) -> None:
    (tre / sti).chmod(0)
    try:
        resultat = check(find(str(tre)), UKA)
        skriv_ut(resultat)
        assert resultat.errors
        if sti.startswith(A):
            assert andre(resultat) == andre(fasit)
    finally:
        (tre / sti).chmod(0o700)


# --- values in the absence log ------------------------------------------------------------------------------------

LANG = "x" * 4_000_000
OPPFOERINGER: dict[str, tuple[str, str]] = {
    "30-februar": ("{dato: 2025-02-30, type: dag}", "F007"),
    "31-november": ("{dato: 2025-11-31, type: dag}", "F007"),
    "norsk-dato": ("{dato: 19.11.2025, type: dag}", "F007"),
    "kort-norsk-dato": ("{dato: 19.11.25, type: dag}", "F007"),
    "amerikansk": ("{dato: 11/19/2025, type: dag}", "F007"),
    "uten-strek": ("{dato: 20251119, type: dag}", "F007"),
    "uke-dato": ("{dato: 2025-W47-3, type: dag}", "F007"),
    "kort-maaned": ("{dato: 2025-9-3, type: dag}", "F007"),
    "klokke-i-dato": ("{dato: 2025-11-19T08:00, type: dag}", "F007"),
    "aar-0": ("{dato: 0000-01-01, type: dag}", "F007"),
    "aar-1": ("{dato: 0001-01-01, type: dag}", "F007"),
    "aar-9999": ("{dato: 9999-12-31, type: dag}", "F007"),
    "aar-12025": ("{dato: 12025-11-19, type: dag}", "F007"),
    "minus-aar": ("{dato: -2025-11-19, type: dag}", "F007"),
    "arabiske-sifre": ("{dato: ٢٠٢٥-١١-١٩, type: dag}", "F007"),
    "fulle-sifre": ("{dato: ２０２５-11-19, type: dag}", "F007"),
    "tom-dato": ('{dato: "", type: dag}', "F007"),
    "dato-liste": ("{dato: [2025-11-19], type: dag}", "F005"),
    "dato-kart": ("{dato: {aar: 2025}, type: dag}", "F005"),
    "dato-true": ("{dato: true, type: dag}", "F005"),
    "loerdag": ("{dato: 2025-11-15, type: dag}", "F101"),
    "soendag": ("{dato: 2025-11-16, type: dag}", "F101"),
    "hoestferie": ("{dato: 2025-10-08, type: dag}", "F101"),
    "julidag": ("{dato: 2025-07-08, type: dag}", "F101"),
    "dobbelt": ("{dato: 2025-11-12, type: dag}", "F102"),
    "dobbelt-i-periode": ("{fra: 2025-11-18, til: 2025-11-19, type: dag}", "F102"),
    "framtid": ("{dato: 2025-11-24, type: dag}", "F103"),
    "langt-fram": ("{dato: 2199-12-31, type: dag}", "F103"),
    "baklengs": ("{fra: 2025-11-20, til: 2025-11-19, type: dag}", "F104"),
    "lengre-enn-skoleaaret": ("{fra: 2023-09-01, til: 2025-11-19, type: dag}", "F105"),
    "hele-kalenderen": ("{fra: 1900-01-01, til: 2025-11-19, type: time}", "F105"),
    "utenfor-skoleaaret": ("{fra: 2025-08-01, til: 2025-08-20, type: dag}", "F105"),
    "dato-og-fra": ("{dato: 2025-11-19, fra: 2025-11-19, type: dag}", "F106"),
    "uten-dato": ("{type: dag}", "F106"),
    "uten-til": ("{fra: 2025-11-19, type: dag}", "F106"),
    "uten-type": ("{dato: 2025-11-19}", "F004"),
    "tom-type": ("{dato: 2025-11-19, type: }", "F004"),
    "feil-type": ("{dato: 2025-11-19, type: dager}", "F006"),
    "stor-bokstav": ("{dato: 2025-11-19, type: Dag}", "F006"),
    "store-bokstaver": ("{dato: 2025-11-19, type: DAG}", "F006"),
    "type-tall": ("{dato: 2025-11-19, type: 5}", "F006"),
    "type-liste": ("{dato: 2025-11-19, type: [dag]}", "F006"),
    "true-for-ja": ("{dato: 2025-11-19, type: time, dokumentert: true}", "F006"),
    "yes-for-ja": ("{dato: 2025-11-19, type: time, dokumentert: yes}", "F006"),
    "Ja-for-ja": ("{dato: 2025-11-19, type: time, dokumentert: Ja}", "F006"),
    "en-for-ja": ("{dato: 2025-11-19, type: time, dokumentert: 1}", "F006"),
    "skrivefeil-felt": ("{dato: 2025-11-19, type: dag, årsakk: sykdom}", "F003"),
    "aarsak-uten-aa": ("{dato: 2025-11-19, type: dag, aarsak: sykdom}", "F003"),
    "stor-felt": ("{Dato: 2025-11-19, type: dag}", "F003"),
    "feil-aarsak": ("{dato: 2025-11-19, type: time, årsak: helsesykepleier}", "F006"),
    "negativ": ("{dato: 2025-11-19, type: time, timer: -1}", "F008"),
    "null-timer": ("{dato: 2025-11-19, type: time, timer: 0}", "F008"),
    "for-mange": ("{dato: 2025-11-19, type: time, timer: 13}", "F008"),
    "kjempetall": ("{dato: 2025-11-19, type: time, timer: 999999999999999999}", "F008"),
    "kjempe-kjempetall": (f"{{dato: 2025-11-19, type: time, timer: {'9' * 400}}}", "F005"),
    "uendelig": ("{dato: 2025-11-19, type: time, timer: .inf}", "F005"),
    "minus-uendelig": ("{dato: 2025-11-19, type: time, timer: -.inf}", "F005"),
    "ikke-tall": ("{dato: 2025-11-19, type: time, timer: .nan}", "F005"),
    "stor-eksponent": ("{dato: 2025-11-19, type: time, timer: 1e400}", "F005"),
    "desimal": ("{dato: 2025-11-19, type: time, timer: 1.5}", "F005"),
    "komma": ('{dato: 2025-11-19, type: time, timer: "1,5"}', "F005"),
    "heksadesimal": ("{dato: 2025-11-19, type: time, timer: 0x10}", "F005"),
    "tall-som-tekst": ('{dato: 2025-11-19, type: time, timer: "2"}', "F005"),
    "samme-time": ("{dato: 2025-11-19, type: time, time: [2, 2]}", "F008"),
    "tom-timeliste": ("{dato: 2025-11-19, type: time, time: []}", "F008"),
    "komma-deler": ("{dato: 2025-11-19, type: dag, merknad: Syk, ringte mor}", "F021"),
    "komma-deler-kolon": ("{dato: 2025-11-19, type: dag, merknad: Syk, mor: ringte}", "F003"),
    "kjempetekst-som-dato": (f"{{dato: {LANG}, type: dag}}", "F007"),
    "kjempetekst-som-type": (f"{{dato: 2025-11-19, type: {LANG}}}", "F006"),
    "oppfoering-tekst": ("bare tekst", "F005"),
    "oppfoering-liste": ("[a, b]", "F005"),
    "oppfoering-tom": ("", "F004"),
}


@pytest.mark.parametrize("navn", OPPFOERINGER)
def test_an_entry_that_is_wrong_is_in_no_count(navn: str, tre: Path, fasit: CheckResult) -> None:
    """03: such an entry is left out of every count; the pupil's other entries are judged as before."""
    oppfoering, kode = OPPFOERINGER[navn]
    skriv(tre / A / "fravaer.yaml", f"{ELEV['fravaer.yaml']}  - {oppfoering}\n")
    resultat = kjoer(tre)
    assert kode in feil(resultat, f"{A}/fravaer.yaml")
    assert feil(resultat, f"{A}/fravaer.yaml") == {d.code for d in elev(resultat).diagnostics if d.is_error}, (
        "feilen er ført på en annen fil"
    )
    assert andre(resultat) == andre(fasit)
    assert elev(resultat).ufullstendig
    assert elev(resultat).funn == elev(fasit).funn
    assert elev(resultat).fravaer == elev(fasit).fravaer
    assert all(d.place.line == 7 for d in elev(resultat).diagnostics)


# --- what is simply read ------------------------------------------------------------------------------------------

SKRIVEMAATER: dict[str, Callable[[str], bytes]] = {
    "bom": lambda t: b"\xef\xbb\xbf" + t.encode(),
    "crlf": lambda t: t.replace("\n", "\r\n").encode(),
    "cr": lambda t: t.replace("\n", "\r").encode(),
    "bom-og-crlf": lambda t: b"\xef\xbb\xbf" + t.replace("\n", "\r\n").encode(),
    "uten-linjeslutt": lambda t: t.rstrip("\n").encode(),
    "blanke-linjer": lambda t: ("\n\n" + t.replace("\n", "\n\n")).encode(),
    "dokumentstart": lambda t: f"---\n{t}...\n".encode(),
    "kommentarer": lambda t: ("# æøå 🎸\n" + t.replace("\n", "  # kommentar\n")).encode(),
}


@pytest.mark.parametrize("maate", SKRIVEMAATER)
@pytest.mark.parametrize("sti", PLASS)
def test_ways_to_write_the_same(maate: str, sti: str, tre: Path, fasit: CheckResult) -> None:
    skriv(tre / sti, SKRIVEMAATER[maate](PLASS[sti]))
    resultat = kjoer(tre)
    assert not resultat.diagnostics
    linje = maate in ("blanke-linjer", "dokumentstart", "kommentarer")
    assert andre(resultat) == andre(fasit)
    assert linje or resultat.saker == fasit.saker


@pytest.mark.parametrize("sti", PLASS)
def test_decomposed_letters_are_read(sti: str, tre: Path, fasit: CheckResult) -> None:
    """Files written on a Mac, or pasted from a PDF, may hold a + ring for å."""
    skriv(tre / sti, unicodedata.normalize("NFD", PLASS[sti]))
    resultat = kjoer(tre)
    assert not resultat.diagnostics
    assert resultat.saker == fasit.saker


def test_aliases_within_limits_are_read(tre: Path, fasit: CheckResult) -> None:
    tekst = ELEV["fravaer.yaml"].replace("2025-11-12, type: dag", "&d 2025-11-12, type: &t dag")
    skriv(tre / A / "fravaer.yaml", tekst.replace("2025-11-18, type: dag", "2025-11-18, type: *t"))
    resultat = kjoer(tre)
    assert resultat.saker == fasit.saker


def test_a_huge_text_is_read(tre: Path, fasit: CheckResult) -> None:
    tekst = ELEV["fravaer.yaml"].replace("minutter: 15", f"minutter: 15\n    merknad: {LANG}")
    skriv(tre / A / "fravaer.yaml", tekst)
    assert kjoer(tre).saker == fasit.saker


def test_a_name_with_everything_in_it(tre: Path) -> None:
    """A pupil's name may be anything that a file can hold; a line stays a line."""
    skriv(tre / A / "sak.yaml", 'elev:\n  navn: "Amin|*_`<b>=1+1;\\u00e6 «»\\" 🎸\u202e"\n')
    resultat = kjoer(tre)
    assert elev(resultat).elev.startswith("Amin|*_`<b>")
    assert not {c for c in plain(table.render(resultat, 80)) if unicodedata.category(c) in ("Cc", "Cf")} - {"\n"}


def test_a_line_break_in_a_name_stays_one_line(tre: Path) -> None:
    skriv(tre / A / "sak.yaml", 'elev:\n  navn: "A\\nklasse7b/berit: FORFALT"\n')
    resultat = kjoer(tre)
    linjer = markdown.render(resultat).splitlines()
    assert not [x for x in linjer if x.startswith("klasse7b/berit")]


# --- folders and names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("navn", "kode"),
    [
        ("fravær.yaml", "F024"),
        (unicodedata.normalize("NFD", "fravær.yaml"), "F024"),
        ("Fravaer.yaml", "F024"),
        ("FRAVAER.YAML", "F024"),
        ("fravaer.yml", "F024"),
        ("fravaer.yaml.txt", "F024"),
        ("fravaer.yaml ", "F024"),
        (" fravaer.yaml", "F024"),
        ("fraver.yaml", "F024"),
        ("fravaer.yaml.bak", "F025"),
        ("fravaer.yaml~", "F025"),
        ("fravaer - Kopi.yaml", "F025"),
        ("fravaer (1).yaml", "F025"),
        ("Kopi av fravaer.yaml", "F025"),
        ("fravaer-PC01.yaml", "F025"),
        ("fravaer.yaml.orig", "F025"),
        ("fravaer_2025.yaml", "F025"),
        ("tiltaksplan2.yaml", "F024"),
        ("tiltaksplan-to.yaml", "F025"),
        ("fravaer\n.yaml", "F024"),
        ("fravaer\x1b[31m.yaml", "F025"),
    ],
)
def test_near_misses_and_copies_are_told(navn: str, kode: str, tre: Path, fasit: CheckResult) -> None:
    skriv(tre / A / navn, PLASS[f"{A}/fravaer.yaml"])
    resultat = kjoer(tre)
    funnet = [d for d in resultat.diagnostics if d.place.file.startswith(A)]
    assert [d.code for d in funnet] in (["F024"], ["F025"])
    assert funnet[0].code == kode or navn == "fravaer\n.yaml"
    assert andre(resultat) == andre(fasit)


@pytest.mark.parametrize(
    "navn",
    [b"\xff\xfe.txt", b"notat\n.txt", b"\x1b[2J.txt", b"a" * 255, "🎸.docx".encode(), b"-rf", b"con.yaml", b"~$"],
)
def test_other_files_are_left_alone(navn: bytes, tre: Path, fasit: CheckResult) -> None:
    Path(os.fsdecode(os.fsencode(tre / A) + b"/" + navn)).write_bytes(b"x")
    resultat = kjoer(tre)
    assert resultat.saker == fasit.saker
    assert not resultat.diagnostics


@pytest.mark.parametrize(
    "navn",
    [
        b"dora\xff",
        b"do\nra",
        b"do\x1b[31mra",
        "dora\u202e".encode(),
        b"d" * 255,
        b"  ",
        b"a;b|c,d",
        b"-h",
        "ødørå".encode(),
    ],
)
def test_odd_names_of_pupils_folders(navn: bytes, tre: Path, fasit: CheckResult) -> None:
    mappe = Path(os.fsdecode(os.fsencode(tre / "klasse7b") + b"/" + navn))
    skriv(mappe / "sak.yaml", "elev: {navn: Dora}\n")
    skriv(mappe / "fravaer.yaml", ELEV["fravaer.yaml"])
    resultat = kjoer(tre)
    assert [s for s in resultat.saker if s.sak in {f.sak for f in fasit.saker}] == list(fasit.saker)
    (ny,) = (s for s in resultat.saker if s.elev == "Dora")
    assert len(ny.funn) == 3
    assert "\x1b" not in skriv_ut(resultat).replace("\\u001b", "")
    assert len(validate(str(mappe), FREDAG).diagnostics) == len(ny.diagnostics)


def test_a_line_break_in_a_folder_s_name_stays_one_line(tre: Path) -> None:
    skriv(tre / "klasse7b" / "x\nberit: FORFALT" / "sak.yaml", "elev: {navn: Dora}\n")
    skriv(tre / "klasse7b" / "x\nberit: FORFALT" / "fravaer.yaml", ELEV["fravaer.yaml"])
    resultat = kjoer(tre)
    assert not [x for x in concise.render(resultat).splitlines() if x.startswith("berit: FORFALT")]


@pytest.mark.parametrize(
    ("sti", "kode"),
    [
        (f"{A}/dora/sak.yaml", "F026"),
        ("klasse7b/sak.yaml", "F026"),
        ("sak.yaml", "F026"),
        ("klasse7b/maler/sak.yaml", "F036"),
        ("klasse7b/rutiner/sak.yaml", "F036"),
        ("a/b/c/d/e/f/g/h/i/j/sak.yaml", "F026"),
        ("klasse7b/fravaer.yaml/sak.yaml", "F026"),
        ("klasse7b/dora/fravaer.yaml", "F026"),
        ("klasse7b/dora/Sak.yaml", "F024"),
        ("klasse7b/dora/sak.yml", "F024"),
    ],
)
def test_no_pupil_disappears_silently(sti: str, kode: str, tre: Path, fasit: CheckResult) -> None:
    skriv(tre / sti, "elev: {navn: Dora}\n" if "sak" in sti else ELEV["fravaer.yaml"])
    resultat = kjoer(tre)
    assert {s.elev for s in resultat.saker} >= {s.elev for s in fasit.saker}, "noen forsvant"
    assert any(s.elev == "Dora" for s in resultat.saker) or kode in {d.code for d in resultat.diagnostics}


def test_a_pupil_without_sak(tre: Path, fasit: CheckResult) -> None:
    (tre / A / "sak.yaml").unlink()
    resultat = kjoer(tre)
    assert [d.code for d in resultat.diagnostics] == ["F026"]
    assert list(resultat.saker) == andre(fasit)


@pytest.mark.parametrize(
    "soesken",
    [
        *("finnes-ikke", "..", ".", "../..", "../../..", "/etc", "../../../../../../etc", "~", "C:\\elever\\amin", ""),
        *("../berit/../../klasse7b/amin", "../berit/sak.yaml", "//", "a:b", "*", "../*"),
        "a" * 300,
        "a/" * 5000,
    ],
)
def test_tricks_in_sibling_paths(soesken: str, tre: Path, fasit: CheckResult) -> None:
    skriv(tre / A / "sak.yaml", f"{PLASS[f'{A}/sak.yaml']}søsken: [{json.dumps(soesken)}]\n")
    resultat = kjoer(tre)
    assert feil(resultat, f"{A}/sak.yaml") <= {"F112", "F118", "F004"}
    assert feil(resultat, f"{A}/sak.yaml")
    assert andre(resultat) == andre(fasit)
    assert elev(resultat).funn == elev(fasit).funn


@pytest.mark.parametrize("logo", ["/etc/passwd", "../../x", "a" * 5000, "..", "~/x"])
def test_tricks_in_school_paths(logo: str, tre: Path, fasit: CheckResult) -> None:
    skriv(tre / "skole.yaml", f"{SKOLE}logo: {json.dumps(logo)}\n")
    assert kjoer(tre).saker == fasit.saker


def test_symbolic_links_to_folders(tre: Path, fasit: CheckResult) -> None:
    (tre / "klasse7b/dora").symlink_to("amin")
    (tre / "klasse7b/ring").symlink_to("ring")
    (tre / "klasse7b/opp").symlink_to("..")
    (tre / "klasse7b/ut").symlink_to("/")
    resultat = kjoer(tre)
    assert resultat.saker == fasit.saker
    assert {d.code for d in resultat.diagnostics} == {"F023"}
    assert len(resultat.diagnostics) == 4


@pytest.mark.parametrize(
    "hva", ["ring", "ring/dypere", "finnes-ikke", "klasse7b/amin/sak.yaml/x", "a" * 300, "a/" * 3000, "a\0b"]
)
def test_odd_arguments(hva: str, tre: Path) -> None:
    (tre / "ring").symlink_to("ring")
    for gjoer in (find, lambda sti: validate(sti, FREDAG)):
        with pytest.raises(UserError) as stopp:
            gjoer(str(tre / "x")[:-1] + hva)
        assert stopp.value.message.endswith(".")
        assert stopp.value.remedy


def test_an_argument_that_is_a_link(tre: Path, fasit: CheckResult, tmp_path: Path) -> None:
    (tmp_path / "lenke").symlink_to(tre / "klasse7b")
    assert kjoer(tmp_path / "lenke").saker == fasit.saker


def test_many_files_and_deep_folders(tre: Path, fasit: CheckResult) -> None:
    for i in range(2000):
        skriv(tre / A / f"bilde {i}.jpg", b"x")
    for i in range(500):
        skriv(tre / A / f"fravaer ({i}).yaml", b"x")
    dyp = tre / "klasse7b"
    for _ in range(300):
        dyp = dyp / "d"
    dyp.mkdir(parents=True)
    resultat = kjoer(tre)
    assert andre(resultat) == andre(fasit)
    assert elev(resultat).funn == elev(fasit).funn
    assert 500 <= len(resultat.diagnostics) <= 501  # perhaps also that it goes too deep


# --- the school's calendar ----------------------------------------------------------------------------------------

RUTER: dict[str, tuple[str, str]] = {
    "slutt-foer-start": ("{start: 2026-06-19, slutt: 2025-08-18}", "F104"),
    "start-i-feil-aar": ("{start: 2024-08-18}", "F122"),
    "slutt-i-feil-aar": ("{slutt: 2027-06-18}", "F122"),
    "skille-utenfor": ("{semesterskille: 2027-01-16}", "F122"),
    "fri-utenfor": ("{fri: [{dato: 2024-01-01}]}", "F122"),
    "fri-baklengs": ("{fri: [{fra: 2025-10-10, til: 2025-10-06}]}", "F104"),
    "fri-uten-dato": ("{fri: [{hva: ferie}]}", "F106"),
    "fri-med-begge": ("{fri: [{dato: 2025-10-06, fra: 2025-10-06, til: 2025-10-07}]}", "F106"),
    "fri-tekst": ("{fri: hele året}", "F005"),
    "ukjent-felt": ("{begynner: 2025-08-18}", "F003"),
    "tom": ("", "F004"),
    "tekst": ("hele året", "F005"),
    "liste": ("[2025-08-18, 2026-06-19]", "F005"),
    "start-loerdag-i-feil-format": ("{start: 16.8.2025}", "F007"),
}


@pytest.mark.parametrize(
    "navn",
    [
        *RUTER,
    ],
)
def test_odd_calendars(navn: str, tre: Path) -> None:
    rute, kode = RUTER[navn]
    skriv(tre / "skole.yaml", f"skole: Solvang\nrutine: egen\nskoleruter:\n  2025-2026: {rute}\n")
    resultat = kjoer(tre)
    if navn != "tom":
        assert kode in feil(resultat, "skole.yaml")
    assert len(resultat.saker) == 3
    assert all(s.fravaer["måned"].dager == 3 for s in resultat.saker)


@pytest.mark.parametrize(
    ("aar", "kode"),
    [
        *(("2025-2027", "F121"), ("2026-2025", "F121"), ("2025", "F003"), ("2025/2026", "F003"), ("25-26", "F003")),
        *(
            ("2025-2026-2027", "F003"),
            ("٢٠٢٥-٢٠٢٦", "F003"),
            ("9999-10000", "F003"),
            ("9999-0000", "F121"),
            ("1-2", "F003"),
        ),
        pytest.param("0000-0001", "F121"),
    ],
)
def test_odd_years_as_keys(aar: str, kode: str, tre: Path) -> None:
    skriv(tre / "skole.yaml", f"skole: Solvang\nrutine: egen\nskoleruter:\n  {aar}: {{start: 2025-08-18}}\n")
    resultat = kjoer(tre)
    assert feil(resultat, "skole.yaml") & {kode, "F121"}
    assert all(s.fravaer["måned"].dager == 3 for s in resultat.saker)


@pytest.mark.parametrize(
    "rute",
    [
        "{fri: [{fra: 2025-08-01, til: 2026-07-31, hva: alltid fri}]}",
        "{start: 2026-07-31}",
        "{slutt: 2025-08-01}",
        "{start: 2025-08-18, slutt: 2025-08-18}",
        "{semesterskille: 2025-08-01}",
        "{semesterskille: 2026-07-31}",
    ],
)
def test_calendars_with_few_school_days_or_none(rute: str, tre: Path) -> None:
    skriv(tre / "skole.yaml", f"skole: Solvang\nrutine: gran\nskoleruter:\n  2025-2026: {rute}\n")
    for dag in (date(2025, 8, 1), date(2025, 8, 18), FREDAG, date(2026, 7, 31)):
        for sjekk in ("dag", "uke", "måned", "semester"):
            resultat = check(find(str(tre)), Question(sjekk, dag, date(2026, 8, 1), alle=True))
            skriv_ut(resultat)
            assert len(resultat.saker) == 3


@pytest.mark.parametrize("sjekk", ["dag", "uke", "måned", "semester"])
@pytest.mark.parametrize(
    "dag",
    [
        *("0001-12-31", "0002-07-31", "1900-02-28", "9998-12-31", "9999-06-01", "2025-08-01", "2026-07-31"),
        *("2025-11-22", "2025-11-23", "2028-02-29", "2025-12-25", "2026-01-01"),
    ],
)
def test_check_dates_far_off(dag: str, sjekk: str, tre: Path) -> None:
    resultat = check(find(str(tre)), Question(sjekk, date.fromisoformat(dag), FREDAG, alle=True))
    skriv_ut(resultat)
    assert len(resultat.saker) == 3
    assert not resultat.errors


# --- routine packs ------------------------------------------------------------------------------------------------

ANTALL = "{{id: r, slag: antall, når: {{type: [dag]}}, enhet: dager, vindu: {vindu}, minst: {minst}, {mer}}}"
OPPF = "oppfølging: [{{handling: ring, ansvarlig: rektor, oppfylles_av: ledelse, frist: {}}}]"


def antall(vindu: str = "måned", minst: str = "1", mer: str = "tolkning: ja") -> str:
    return ANTALL.format(vindu=vindu, minst=minst, mer=mer)


GODE_REGLER = {
    "minst-milliard": antall(minst="1000000000"),
    "vindu-milliard-dager": antall("{dager: 1000000000}"),
    "vindu-milliard-skoledager": antall("{skoledager: 1000000000}"),
    "sammenhengende-100000": "{id: r, slag: sammenhengende, når: {type: [dag]}, skoledager: 100000}",
    "over-0": "{id: r, slag: andel, når: {type: [dag]}, vindu: måned, over: 0}",
    "over-100": "{id: r, slag: andel, når: {type: [dag]}, vindu: måned, over: 100}",
    "over-desimal": "{id: r, slag: andel, når: {type: [dag]}, vindu: måned, over: 99.9}",
    "stort-minst": "{id: r, slag: andel, når: {type: dag}, vindu: måned, over: 1, minst_skoledager: 100000}",
    "uten-filter": "{id: r, slag: antall, når: {}, enhet: timer, vindu: skoleår, minst: 1}",
    "alt-i-filter": "{id: r, slag: antall, når: {type: [dag, time, forsentkomming, forlot], dokumentert: [ja, nei], "
    "gyldig: nei, årsak: sykdom}, enhet: hendelser, vindu: semester, minst: 1}",
    "andel-uten-dag": "{id: r, slag: andel, når: {type: [time]}, vindu: måned, over: 1}",
    "sammenhengende-forlot": "{id: r, slag: sammenhengende, når: {type: forlot}, skoledager: 1}",
    "dager-av-forlot": "{id: r, slag: antall, når: {type: forlot}, enhet: dager, vindu: måned, minst: 1}",
    "frist-lang": antall(mer=OPPF.format("{skoledager: 5000}")),
}
DAARLIGE_REGLER = {
    "minst-0": (antall(minst="0"), "F008"),
    "minst-minus": (antall(minst="-1"), "F008"),
    "minst-tekst": (antall(minst="tre"), "F005"),
    "vindu-ukjent": (antall("uke"), "F006"),
    "vindu-0": (antall("{dager: 0}"), "F008"),
    "vindu-to-enheter": (antall("{dager: 1, skoledager: 1}"), "F008"),
    "vindu-tomt": (antall("{}"), "F008"),
    "vindu-null": (antall("{dager: null}"), "F004"),
    "over-minus": ("{id: r, slag: andel, når: {type: [dag]}, vindu: måned, over: -1}", "F008"),
    "over-101": ("{id: r, slag: andel, når: {type: [dag]}, vindu: måned, over: 101}", "F008"),
    "uten-slag": ("{id: r}", "F004"),
    "ukjent-slag": ("{id: r, slag: gjennomsnitt}", "F006"),
    "mangler-alt": ("{id: r, slag: antall}", "F205"),
    "for-mye": (antall(mer="over: 5"), "F205"),
    "feil-id": ("{id: Å B, slag: antall}", "F027"),
    "oppfoelging-null": (antall(mer="oppfølging: [null]"), "F004"),
    "oppfoelging-tekst": (antall(mer="oppfølging: ring"), "F005"),
    "ukjent-oppfylles": (antall(mer="oppfølging: [{handling: a, ansvarlig: b, oppfylles_av: c}]"), "F006"),
    "filter-avtalt": ("{id: r, slag: antall, når: {type: [avtalt]}, enhet: dager, vindu: måned, minst: 1}", "F006"),
}


@pytest.mark.parametrize("navn", GODE_REGLER)
def test_odd_rules_that_are_right(navn: str, tre: Path) -> None:
    skriv(tre / "rutiner/egen.yaml", f"navn: E\nregler:\n  - {GODE_REGLER[navn]}\n")
    for sjekk in ("dag", "uke", "måned", "semester"):
        resultat = kjoer(tre, Question(sjekk, FREDAG, FREDAG, alle=True))
        assert {d.code for d in resultat.diagnostics} <= {"F008"}  # the schema may set a limit to what is huge
        assert len(resultat.rutine.regler) == (0 if resultat.errors else 1)


@pytest.mark.parametrize("navn", DAARLIGE_REGLER)
def test_odd_rules_that_are_wrong(navn: str, tre: Path, fasit: CheckResult) -> None:
    """The rule is told and left out; the others run as before."""
    regel, kode = DAARLIGE_REGLER[navn]
    skriv(tre / "rutiner/egen.yaml", f"{RUTINE}  - {regel}\n")
    resultat = kjoer(tre)
    assert kode in feil(resultat, "rutiner/egen.yaml")
    assert resultat.saker == fasit.saker


@pytest.mark.parametrize(
    "regel",
    [
        antall(mer=OPPF.format("{dager: 1000000000}")),
        antall(mer=OPPF.format("{dager: 3000000}")),
        pytest.param(antall(mer=OPPF.format("{skoledager: 2.0}"))),
        pytest.param(antall("{skoledager: 3.0}")),
        antall("{dager: 3.0}"),
        antall(minst="1.0"),
        "{id: r, slag: sammenhengende, når: {type: [dag]}, skoledager: 1.0}",
    ],
)
def test_rules_with_numbers_at_the_edge(regel: str, tre: Path) -> None:
    skriv(tre / "rutiner/egen.yaml", f"navn: E\nregler:\n  - {regel}\n")
    assert len(kjoer(tre).saker) == 3


def test_a_deadline_very_far_off_is_not_overdue(tre: Path) -> None:
    skriv(tre / "rutiner/egen.yaml", f"navn: E\nregler:\n  - {antall(mer=OPPF.format('{skoledager: 100000}'))}\n")
    assert kjoer(tre).overdue == 0


@pytest.mark.parametrize(
    ("pakke", "kode"),
    [
        ("navn: E\nbygger_på: egen\n", "F202"),
        ("navn: E\nbygger_på: finnes-ikke\n", "F202"),
        ("navn: E\nbygger_på: /etc/passwd\n", "F202"),
        ("navn: E\nbygger_på: ../../../etc/x.yaml\n", "F202"),
        ("navn: E\nbygger_på: en\n", "F202"),
        ("navn: E\nslått_av: [dager]\n", "F203"),
        ("navn: E\nbygger_på: gran\nslått_av: [finnes-ikke, finnes-ikke]\n", "F203"),
        (f"navn: E\nregler:\n  - {antall()}\n  - {antall()}\n", "F204"),
        pytest.param("navn: ''\n", "F004"),
        ("regler: []\n", "F004"),
        ("navn: E\nregler: alle\n", "F005"),
    ],
)
def test_odd_packs(pakke: str, kode: str, tre: Path) -> None:
    skriv(tre / "rutiner/egen.yaml", pakke)
    skriv(tre / "rutiner/en.yaml", "navn: En\nbygger_på: to\n")
    skriv(tre / "rutiner/to.yaml", "navn: To\nbygger_på: egen\n")
    resultat = kjoer(tre)
    assert kode in {d.code for d in resultat.diagnostics if d.is_error and d.place.file.startswith("rutiner/")}


def test_a_very_long_chain_of_packs(tre: Path) -> None:
    for i in range(700):
        skriv(tre / f"rutiner/p{i}.yaml", f"navn: P\nbygger_på: p{i + 1}\n")
    skriv(tre / "rutiner/egen.yaml", "navn: E\nbygger_på: p0\n")
    assert check(find(str(tre)), UKA).errors


@pytest.mark.parametrize(
    "rutine",
    [
        *("finnes-ikke", "..", "/dev/zero", "/", "rutiner", "a\nb", "egen.yaml.bak", "\x1b[31m", "a\0b"),
        pytest.param("a" * 300),
    ],
)
def test_odd_routines_on_the_command_line(rutine: str, tre: Path) -> None:
    with pytest.raises(UserError) as stopp:
        check(find(str(tre)), Question("uke", FREDAG, FREDAG, rutine))
    assert stopp.value.remedy
    assert "\x1b" not in stopp.value.message


@pytest.mark.parametrize("rutine", ["skole.yaml", "klasse7b/amin/sak.yaml", "klasse7b/amin/fravaer.yaml"])
def test_a_routine_that_is_another_file(rutine: str, tre: Path) -> None:
    try:
        resultat = check(find(str(tre)), Question("uke", FREDAG, FREDAG, rutine))
    except UserError:
        return
    skriv_ut(resultat)
    assert resultat.errors


@pytest.mark.parametrize("navn", TEKSTER)
def test_a_bad_routine_file_outside_the_school(navn: str, tre: Path, tmp_path: Path) -> None:
    innhold, kode = TEKSTER[navn]
    skriv(tmp_path / "kommune.yaml", innhold)
    if navn == "flyt-60-mb":
        os.truncate(tmp_path / "kommune.yaml", 60_000_000)
    resultat = check(find(str(tre)), Question("uke", FREDAG, FREDAG, str(tmp_path / "kommune.yaml")))
    skriv_ut(resultat)
    assert kode in {d.code for d in resultat.diagnostics}
    assert len(resultat.saker) == 3


# --- in processes, and as a process -------------------------------------------------------------------------------


def test_bad_input_travels_between_processes(tre: Path, fasit: CheckResult) -> None:
    skriv(tre / A / "fravaer.yaml", b"\xff")
    skriv(tre / "klasse7b/berit/kontakt.yaml", "kontakt: &a [*a]\n")
    with ProcessPoolExecutor(2) as basseng:
        borte = check(find(str(tre)), UKA, basseng)
    assert borte.saker == check(find(str(tre)), UKA).saker
    assert borte.errors == 2


MILJOER = {
    "vanlig": {},
    "c": {"LC_ALL": "C"},
    "ascii": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "smal": {"COLUMNS": "1"},
    "bred": {"COLUMNS": "100000"},
    "tull": {"COLUMNS": "x", "TZ": "Ikke/Noe", "LANG": "xx_YY.zz", "TERM": ""},
    "kiribati": {"TZ": "Pacific/Kiritimati"},
}


@pytest.mark.parametrize("miljoe", MILJOER)
def test_odd_environments(miljoe: str, tre: Path) -> None:
    skriv(tre / A / "fravaer.yaml", "fravær: [{dato: 19.11.2025, type: dag}]\n")
    skriv(tre / "klasse7b" / "dørå" / "sak.yaml", "elev: {navn: Døra}\nsøsken: [../berit]\n")
    svar = _program(tre, "--format", "tabell", miljoe=MILJOER[miljoe])
    assert svar.kode == 2
    assert "feil F007" in " ".join(svar.ut.split())
    assert "Døra" in svar.ut
    assert "klasse7b/dørå/sak.yaml" not in svar.ut
    assert not svar.err


@dataclass
class Svar:
    kode: int
    ut: str
    err: str


def _program(rot: Path, *args: str, miljoe: dict[str, str] | None = None, cpu: int = 60) -> Svar:
    """`fravaer check` as a process, within wide limits of time and memory."""
    grenser = (
        f"import resource as r; r.setrlimit(r.RLIMIT_CPU, ({cpu}, {cpu + 1})); "
        "r.setrlimit(r.RLIMIT_AS, (2 * 10**9,) * 2); "
        "from fravaer_cli.__main__ import main; main()"
    )
    kommando = [sys.executable, "-c", grenser, "check", str(rot), "--dato", FREDAG.isoformat(), *args]

    ut, err = rot.parent / "ut", rot.parent / "err"
    with ut.open("wb") as o, err.open("wb") as e:
        barn = subprocess.run(
            kommando, stdout=o, stderr=e, stdin=subprocess.DEVNULL, env={**os.environ, **(miljoe or {})}, check=False
        )
    return Svar(barn.returncode, ut.read_text("utf-8"), err.read_text("utf-8"))


# --- large files ---------------------------------------------------------------------------------------------------

STOR = 4_900_000
DAGER = [d for d in (date.fromordinal(date(2025, 8, 18).toordinal() + i) for i in range(90)) if d.weekday() < 5]


def _logg(n: int) -> str:
    """A valid log of about `n` bytes."""
    linje = "  - {{dato: {}, type: forsentkomming, minutter: 15, dokumentert: ja, årsak: sykdom}}\n"
    linjer = [linje.format(d) for d in DAGER if d.isocalendar().week != 41]
    return (
        "fravær:\n" + ("".join(linjer) * (n // len("".join(linjer).encode()) + 1))[: n - 200].rpartition("\n")[0] + "\n"
    )


def _fyll(enhet: str, foran: str = "", bak: str = "") -> str:
    return foran + enhet * ((STOR - len(foran.encode()) - len(bak.encode())) // len(enhet.encode())) + bak


STORE: list[Any] = [
    ("gyldig-logg", lambda: _logg(1_000_000), 1),
    ("60-mb", lambda: "x" * 60_000_000, 2),
    ("100000-felt", lambda: "fravær: []\n" + "".join(f"nøkkel{i}: 1\n" for i in range(100_000)), 2),
    (
        "tabulatorer",
        lambda: _fyll("\t x\n", "a: [}\n"),
        2,
    ),
    ("streker", lambda: _fyll("-"), 2),
    ("kommentarer", lambda: _fyll("#\n"), 2),
    ("linjeskift", lambda: _fyll("\n", bak="a"), 2),
    ("kommaer", lambda: _fyll(",", "fravær: ["), 2),
    ("aapent-hermetegn", lambda: _fyll("x", '"'), 2),
    ("kolon", lambda: _fyll(":"), 2),
    ("brettet-tekst", lambda: _fyll(" b\n\n", "a: >\n"), 2),
    pytest.param(
        "gyldig-logg-som-c-leseren-ikke-tar",
        lambda: _logg(1_000_000) + "  - {dato: 2025-11-19, type: time, fag: 08:45}\n",
        1,
    ),
    pytest.param(
        "feil-i-slutten",
        lambda: _logg(STOR) + "  - {a: [}\n",
        2,
    ),
    pytest.param(
        "liste-av-millioner",
        lambda: _fyll("a,", "fravær: [", "a]\n"),
        2,
    ),
    pytest.param("doblede-felt", lambda: _fyll("fravær: []\n"), 2),
    (
        "foedselsnumre",
        lambda: _fyll("01010112345 ", "fravær: [] #"),
        1,
    ),
    ("konfliktmerker", lambda: _fyll("<<<<<<< HEAD\n"), 2),
    (
        "foedselsnumre-i-verdi",
        lambda: "fravær:\n  - {dato: 2025-11-19, type: " + "01010112345 " * 40_000 + "}\n",
        2,
    ),
    pytest.param(
        "verdier-over-to-linjer",
        lambda: _fyll("  - {type: 'a\n    b'}\n", "fravær:\n"),
        2,
    ),
]


@pytest.mark.treg
@pytest.mark.parametrize(("navn", "lag_tekst", "kode"), STORE)
def test_a_large_file_does_not_go_on_for_ever(
    navn: str, lag_tekst: Callable[[], str], kode: int, tre: Path, fasit: CheckResult
) -> None:
    """A wide limit on processor time stops what would go on for hours; how fast it is, is for benchmarks/ to say."""
    skriv(tre / A / "fravaer.yaml", lag_tekst())
    svar = _program(tre, "--format", "kort", "--rutine", "gran", cpu=60)
    assert svar.kode == kode, svar.err


@pytest.mark.treg
def test_a_pack_of_5000_rules(tre: Path) -> None:
    regler = "".join(f"  - {antall().replace('id: r', f'id: r{i}')}\n" for i in range(5000))
    skriv(tre / "rutiner/egen.yaml", f"navn: E\nregler:\n{regler}")
    svar = _program(tre, "--format", "kort", cpu=60)
    assert svar.kode == 0, svar.err


# --- the command itself -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", list(cli_check.Form))
@pytest.mark.parametrize("anonym", [True, False])
def test_the_command_ends_with_2_in_every_form(
    form: cli_check.Form, anonym: bool, tre: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    skriv(tre / A / "fravaer.yaml", b"\xff")
    with pytest.raises(typer.Exit) as slutt:
        cli_check.check(str(tre), dato=FREDAG, form=form, anonym=anonym, exit_zero=True)
    assert slutt.value.exit_code == 2
    ut = capsys.readouterr().out
    assert "F010" in ut or form is cli_check.Form.CSV
    if anonym:
        assert "Amin" not in ut
        assert "amin" not in ut


def _sider() -> Iterator[Sequence[str]]:
    yield ("--dato", "30.02.2025")
    yield ("--dato", "2025-02-30")
    yield ("--dato", "i morgen")
    yield ("--dato", "")
    yield ("--rutine", "finnes-ikke")
    yield ("--format", "xml")
    yield ("--sjekk", "aar")
    yield ("--finnes-ikke",)


@pytest.mark.parametrize("valg", list(_sider()), ids=" ".join)
def test_wrong_options_are_told_in_norwegian(valg: Sequence[str], tre: Path) -> None:
    start = time.perf_counter()
    svar = subprocess.run(
        [sys.executable, "-m", "fravaer_cli", "check", str(tre), *valg],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert svar.returncode == 2
    assert not svar.stdout
    assert "Traceback" not in svar.stderr
    assert "Feil" in svar.stderr
    assert time.perf_counter() - start < 30
