"""The error gallery: every kind of mistake in a folder of its own, with the exact words that it gives.

`tests/errors/<code>-<name>/` is a pupil's folder (it holds `sak.yaml`) or a school with classes. `ventet.txt` is what
`fravaer validate` shows; `pytest --oppdater-fasit` writes it anew. What git, editors or other systems would change on
the way (symbolic links, bytes that are no text, letters in file names) is built by `BYGG`.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fravaer_cli.check import Question, check
from fravaer_cli.diagnostics import Diagnostic
from fravaer_cli.files import codes, schema
from fravaer_cli.files.source import MAX_BYTES
from fravaer_cli.files.workspace import find, read
from fravaer_cli.output.diagnostics import render_full
from tests import lag_feilside

GALLERI = Path(__file__).parent / "errors"
MAPPER = sorted(p.name for p in GALLERI.iterdir() if p.is_dir())
UKA = Question("uke", date(2025, 11, 21), now=date(2026, 1, 15))
EKSTRA = ("ventet.txt", "merknad.md")
"""Files of the gallery's own, which are not part of the tree."""

BEGGE_ALVOR = {"F023", "F119"}
"""Codes that are an error in one place and a warning in another."""


# --- what cannot lie in git ---------------------------------------------------------------------------------------

Bygger = Callable[[Path, pytest.MonkeyPatch], None]


def _innhold(navn: str, data: bytes) -> Bygger:
    def bygg(mappe: Path, _: pytest.MonkeyPatch) -> None:
        (mappe / navn).write_bytes(data)

    return bygg


def _mappe(navn: str) -> Bygger:
    def bygg(mappe: Path, _: pytest.MonkeyPatch) -> None:
        (mappe / navn).mkdir()

    return bygg


def _lenke(navn: str, til: str) -> Bygger:
    def bygg(mappe: Path, _: pytest.MonkeyPatch) -> None:
        try:
            (mappe / navn).symlink_to(til, target_is_directory=not til.endswith(".yaml"))
        except OSError:
            pytest.skip("symbolske lenker kan ikke lages her")

    return bygg


def _roer(navn: str) -> Bygger:
    def bygg(mappe: Path, _: pytest.MonkeyPatch) -> None:
        if not hasattr(os, "mkfifo"):
            pytest.skip("slike filer finnes ikke her")
        os.mkfifo(mappe / navn)

    return bygg


def _stor(navn: str, antall: int) -> Bygger:
    def bygg(mappe: Path, _: pytest.MonkeyPatch) -> None:
        with (mappe / navn).open("wb") as fil:
            fil.truncate(antall)

    return bygg


def _kan_ikke_aapnes(navn: str, feil: type[OSError], nummer: int) -> Bygger:
    def bygg(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        ekte = Path.open

        def aapne(self: Path, *args: Any, **kwargs: Any) -> Any:
            if self.name == navn:
                raise feil(nummer, os.strerror(nummer))
            return ekte(self, *args, **kwargs)

        monkeypatch.setattr(Path, "open", aapne)

    return bygg


def _kan_ikke_leses(mappenavn: str) -> Bygger:
    def bygg(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        ekte = os.scandir

        def se(sti: Any = ".") -> Any:
            if Path(sti).name == mappenavn:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            return ekte(sti)

        monkeypatch.setattr(os, "scandir", se)

    return bygg


def _leseren_snubler(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python parser fails in a way of its own; no text is known that makes it, but one may exist."""

    def parse(*_args: Any) -> Iterator[Any]:
        raise AssertionError
        yield

    monkeypatch.setattr("ruamel.yaml.YAML.parse", parse)


KONFLIKT = """fravær:
<<<<<<< HEAD
  - {dato: 2025-09-03, type: dag, dokumentert: ja}
=======
  - {dato: 2025-09-03, type: dag, dokumentert: nei}
>>>>>>> kontaktlaerer
"""
EN_DAG = "fravær:\n  - {dato: 2025-09-03, type: dag, årsak: sykdom}\n"


def _for_mange_feil(mappe: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(schema, "MAX_ERRORS", 2)
    (mappe / "fravaer.yaml").write_text("fravær:\n" + "  - {type: ferie}\n" * 4, "utf-8")


BYGG: dict[str, Bygger] = {
    "F034-for-mange-feil": _for_mange_feil,
    "F001-mappen-er-laast": _kan_ikke_leses("sara"),
    "F001-filen-er-laast": _kan_ikke_aapnes("fravaer.yaml", PermissionError, errno.EACCES),
    "F001-filen-er-i-bruk": _kan_ikke_aapnes("fravaer.yaml", OSError, errno.EBUSY),
    "F002-leseren-snubler": _leseren_snubler,
    "F010-windows-1252": _innhold("fravaer.yaml", EN_DAG.encode("cp1252")),
    "F010-ukjent-byte": _innhold("fravaer.yaml", b"frav\x81r: []\n"),
    "F010-utf-16": _innhold("fravaer.yaml", EN_DAG.encode("utf-16")),
    "F011-nul-byte": _innhold("fravaer.yaml", EN_DAG.encode() + bytes(8)),
    "F011-styretegn": _innhold("fravaer.yaml", EN_DAG.replace("sykdom", "syk\x1b[31m").encode()),
    "F013-konfliktmerker": _innhold("fravaer.yaml", KONFLIKT.encode()),
    "F019-for-stor": _stor("fravaer.yaml", 60_000_000),
    "F022-mappe-for-fil": _mappe("fravaer.yaml"),
    "F022-ikke-en-vanlig-fil": _roer("fravaer.yaml"),
    "F023-filen-er-en-snarvei": _lenke("fravaer.yaml", "fravaer-2025.yaml"),
    "F023-mappen-er-en-snarvei": _lenke("sara", "amin"),
    "F024-ae-i-navnet": _innhold("fravær.yaml", EN_DAG.encode()),
    "F024-stor-forbokstav": _innhold("Fravaer.yaml", EN_DAG.encode()),
    "F025-kopi": _innhold("tiltaksplan - kopi.yaml", b"periode: {fra: 2025-09-29}\n"),
    "F025-nummerert-kopi": _innhold("kontakt (1).yaml", b"kontakt: []\n"),
    "F025-konfliktkopi": _innhold("fravaer-PC01's conflicted copy.yaml", EN_DAG.encode()),
}


# --- running the gallery ------------------------------------------------------------------------------------------


def kontroller(navn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Sequence[Diagnostic], str]:
    """The diagnostics of a gallery folder, and how they are shown."""
    tre = tmp_path / "solvang"
    shutil.copytree(GALLERI / navn, tre, ignore=shutil.ignore_patterns(*EKSTRA))
    (tre / ".git").mkdir()
    with monkeypatch.context() as bare_her:
        if navn in BYGG:
            BYGG[navn](tre, bare_her)
        funnet = check(find(str(tre)), UKA).diagnostics

        def linjer(fil: str) -> list[str]:
            tekst = read(tre, tre / fil).text
            return [linje.rstrip("\r") for linje in tekst.split("\n")] if tekst else []

        return funnet, render_full(funnet, linjer)


@pytest.mark.parametrize("navn", MAPPER)
def test_gallery(navn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oppdater: bool) -> None:
    funnet, vist = kontroller(navn, tmp_path, monkeypatch)
    fasit = GALLERI / navn / "ventet.txt"
    if oppdater:
        fasit.write_text(vist, "utf-8", newline="\n")
    assert vist == (fasit.read_text("utf-8") if fasit.exists() else "(ventet.txt mangler: kjør --oppdater-fasit)")

    kode = navn[:4]
    assert [d.code for d in funnet if d.code == kode], "mappen viser ikke koden som den er oppkalt etter"
    for d in funnet:
        if d.code not in BEGGE_ALVOR:
            assert d.severity.value == codes.load()[d.code].alvor
    uten = [d for d in funnet if not d.suggestion and "mente du" not in d.message]
    assert not uten, "hver feil skal si hva brukeren kan gjøre"


def test_a_broken_file_hides_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All trees in one school: every code is still told, and none twice."""
    skole = tmp_path / "solvang"
    for navn in MAPPER:
        if (GALLERI / navn / "sak.yaml").exists() and navn not in BYGG:
            ting = shutil.ignore_patterns(*EKSTRA, "skole.yaml", "klasse.yaml")
            shutil.copytree(GALLERI / navn, skole / "klasse7b" / navn.lower(), ignore=ting)
    (skole / "skole.yaml").write_text("skole: Solvang skole\n", "utf-8")
    funnet = check(find(str(skole)), UKA)
    mapper = {p.name for p in (skole / "klasse7b").iterdir()}
    assert {s.sak.rpartition("/")[2] for s in funnet.saker} == mapper
    assert len(funnet.diagnostics) == len(set(funnet.diagnostics))


# --- the catalogue ------------------------------------------------------------------------------------------------

KILDER = sorted((Path(codes.__file__).parents[1]).rglob("*.py"))


def _brukte() -> set[str]:
    return {kode for p in KILDER for kode in re.findall(r'"(F[0-9]{3})"', p.read_text("utf-8"))}


def test_every_code_has_an_entry_and_a_gallery_folder() -> None:
    assert set(codes.load()) == _brukte()
    assert {navn[:4] for navn in MAPPER} == _brukte()


def test_builders_and_folders_agree() -> None:
    assert set(BYGG) <= set(MAPPER)
    assert all(re.fullmatch(r"F[0-9]{3}-[a-z0-9-]+", navn) for navn in MAPPER)


def test_the_catalogue_is_in_order_and_speaks_in_sentences() -> None:
    alle = codes.load()
    assert list(alle) == sorted(alle)
    for kode in alle.values():
        assert not kode.tittel.endswith(".")
        assert kode.tittel[0].isupper()
        assert kode.forklaring.endswith(".")
        assert kode.gjoer.endswith(".")
    assert len({k.tittel for k in alle.values()}) == len(alle)


def test_the_limits_in_the_catalogue_are_the_program_s() -> None:
    assert f"{MAX_BYTES // 1_000_000} MB" in codes.load()["F019"].forklaring


ENGELSK = re.compile(
    r"\b(the|is|are|not|and|of|or|with|file|folder|error|value|key|field|line|column|expected|unexpected|found|invalid"
    r"|missing|required|unknown|string|integer|number|array|object|boolean|mapping|sequence|scalar|token|alias|anchor"
    r"|tag|null|none|true|false|duplicate|document|stream|while|parsing|scanning|does|must|should|allowed|property)\b",
    re.IGNORECASE,
)
MASKINORD = re.compile(
    r"\b(parse\w*|validere\w*|syntaks\w*|skjema\w*|streng(en|er)?|boolsk|objekt\w*|array|nøkkel|exception|stack)\b",
    re.I,
)
SITAT = re.compile("«[^»]*»|\\{[^}]*\\}|\\S+\\.ya?ml\\S*|fravaer new")


def _meldinger() -> Iterator[tuple[str, str]]:
    """Everything that the gallery says: messages, notes beside the other places, remedies."""
    for navn in MAPPER:
        for linje in (GALLERI / navn / "ventet.txt").read_text("utf-8").splitlines():
            m = re.match(r"(?:feil|advarsel)\[F\d{3}\]: (.+)| += råd: (.+)| *\| +\^+ (.+)", linje)
            if m:
                yield navn, m[1] or m[2] or m[3]


def _forklaringer() -> Iterator[tuple[str, str]]:
    for kode in codes.load().values():
        for tekst in (kode.tittel, kode.forklaring, kode.gjoer):
            yield kode.kode, tekst


def test_no_english_and_no_machine_words() -> None:
    for navn, setning in [*_meldinger(), *_forklaringer()]:
        egne_ord = SITAT.sub("", setning)
        assert not ENGELSK.search(egne_ord), (navn, setning)
        assert not MASKINORD.search(egne_ord), (navn, setning)


def test_messages_are_shaped_alike() -> None:
    """They begin with a small letter (or with what was written, or a name) and end without a full stop."""
    for navn, setning in _meldinger():
        assert not setning.endswith("."), (navn, setning)
        assert not setning[0].isupper(), (navn, setning)
        assert "  " not in setning


def test_a_lone_carriage_return_does_not_stop_the_program(tmp_path: Path) -> None:
    (tmp_path / "sak.yaml").write_bytes(b"elev:\r  navn: Amin Yusuf\rkode: @7b\r")
    assert read(tmp_path, tmp_path / "sak.yaml").diagnostics


RIKTIG = "fravær:\n  - {dato: 2025-09-03, type: dag, årsak: sykdom}\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(RIKTIG.encode("utf-8-sig"), id="BOM"),
        pytest.param(RIKTIG.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(
            unicodedata.normalize("NFD", RIKTIG).encode(),
            id="delte bokstaver",
        ),
    ],
)
def test_what_editors_do_is_accepted(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "sak.yaml").write_bytes(b"elev: {navn: Amin Yusuf}\n")
    (tmp_path / "fravaer.yaml").write_bytes(data)
    assert check(find(str(tmp_path)), UKA).diagnostics == ()


# --- the manual's page --------------------------------------------------------------------------------------------


def test_the_error_page_is_up_to_date(oppdater: bool) -> None:
    side = lag_feilside.side()
    if oppdater:
        lag_feilside.SIDE.write_text(side, "utf-8", newline="\n")
    assert lag_feilside.SIDE.read_text("utf-8") == side, "kjør pytest --oppdater-fasit"
