"""A class from a list of its pupils: `fravaer new KLASSE --fra-klasseliste FIL`."""

from __future__ import annotations

from pathlib import Path

import pytest

from fravaer_cli.files.source import parse
from tests.cli.hjelp import alle_filer, kall

LISTE = """Klasseliste 7B;;;;;
Etternavn;Fornavn;Født;Klasse;Foresatt 1;Mobil foresatt 1
Yusuf;Amin;14.03.2014;7B;Hodan Yusuf;900 00 001
Mo;Kari;;7A;;
Lie;Ola;;7b;;
"""


def _ny(mappe: Path, tekst: str | bytes, *ord_: str, sti: str = "klasse7b") -> tuple[int, str]:
    (mappe / "liste.csv").write_bytes(tekst if isinstance(tekst, bytes) else tekst.encode())
    svar = kall("new", sti, "--fra-klasseliste", "liste.csv", *ord_, cwd=mappe)
    return svar.kode, svar.alt


def _sak(mappe: Path, elev: str) -> dict[str, object]:
    value: dict[str, object] = parse("sak.yaml", (mappe / "klasse7b" / elev / "sak.yaml").read_bytes()).value
    return value


@pytest.mark.parametrize("koding", ["utf-8", "cp1252", "utf-8-sig"])
def test_every_pupil_of_the_class_gets_a_case(tmp_path: Path, koding: str) -> None:
    kode, sagt = _ny(tmp_path, LISTE.encode(koding), "--kontaktlærer", "Nora Berg")
    assert kode == 0, sagt
    assert "1 elev i andre klasser enn 7B er ikke tatt med." in sagt
    amin = _sak(tmp_path, "7b-01")
    assert amin["elev"] == {"navn": "Amin Yusuf", "fødselsdato": "2014-03-14", "morsmål": None}
    (hodan,) = amin["foresatte"]  # type: ignore[misc]
    assert (hodan["navn"], hodan["telefon"], hodan["mottar_post"]) == ("Hodan Yusuf", "900 00 001", None)  # type: ignore[index]
    assert _sak(tmp_path, "7b-02")["elev"]["navn"] == "Ola Lie"  # type: ignore[index]
    assert kall("validate", tmp_path / "klasse7b").kode == 0
    assert kall("check", tmp_path / "klasse7b").kode == 0


def test_again_makes_only_those_who_are_new(tmp_path: Path) -> None:
    _ny(tmp_path, LISTE)
    foer = dict(alle_filer(tmp_path / "klasse7b"))
    kode, sagt = _ny(tmp_path, LISTE + "Åsen;Bjørn;;7B;;\n")
    assert kode == 0
    assert "2 elever har sak fra før og er ikke rørt (rad 3 og 5)." in sagt
    etter = dict(alle_filer(tmp_path / "klasse7b"))
    assert {k: etter[k] for k in foer} == foer
    assert _sak(tmp_path, "7b-03")["elev"]["navn"] == "Bjørn Åsen"  # type: ignore[index]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    kode, sagt = _ny(tmp_path, LISTE, "--dry-run")
    assert kode == 0
    assert "klasse7b/7b-01/sak.yaml" in sagt
    assert not (tmp_path / "klasse7b").exists()


def test_an_identity_number_is_never_taken(tmp_path: Path) -> None:
    kode, sagt = _ny(tmp_path, "Navn;Født;Foresatt 1\nAmin Yusuf;14031412345;14031412345\n")
    assert kode == 0
    assert "Rad 2: et fødselsnummer under fødselsdato er ikke tatt med." in sagt
    assert "14031412345" not in sagt
    assert b"140314" not in b"".join(d for _, d in alle_filer(tmp_path / "klasse7b"))


@pytest.mark.parametrize(
    ("tekst", "sier"),
    [
        ("Klasse;Dato\n7B;1\n", "Finner ikke kolonnen med elevenes navn"),
        ("Navn\nAmin Yusuf\nOla Lie\nAMIN  YUSUF\n", "samme navn (rad 2 og 4)"),
        ("Navn\n", "ingen elever"),
        ("Navn;Klasse\nAmin;8A\n", "ingen elever i 7B"),
        ("Navn;Kode\nAmin;7B-01\nOla;7b-01\n", "En annen elev har koden"),
        ("Navn\n" + "x" * 300 + "\n", None),
        ("Navn\n=cmd|' /C calc'!A0\n", None),
        ("Navn;Født\nAmin;31.02.2014\n", None),
    ],
)
def test_a_strange_list_is_told_of_and_nothing_is_half_made(tmp_path: Path, tekst: str, sier: str | None) -> None:
    kode, sagt = _ny(tmp_path, tekst)
    if sier is None:
        assert kode == 0, sagt
        assert kall("validate", tmp_path / "klasse7b").kode == 0
    else:
        assert kode == 2
        assert sier in sagt
        assert not (tmp_path / "klasse7b").exists()


def test_a_list_is_for_a_class(tmp_path: Path) -> None:
    assert _ny(tmp_path, LISTE, "--navn", "Amin")[0] == 2
    assert _ny(tmp_path, LISTE)[0] == 0
    kode, sagt = _ny(tmp_path, LISTE, sti="klasse7b/ny")
    assert kode == 2
    assert "hører til en klasse" in sagt


def test_a_large_class_is_told_of_in_few_lines(tmp_path: Path) -> None:
    kode, sagt = _ny(tmp_path, "Navn\n" + "".join(f"Elev Nummer{i}\n" for i in range(28)))
    assert kode == 0
    assert "(85 filer i mappene)" in sagt


@pytest.mark.parametrize(
    ("rader", "feil"),
    [
        ("Kari;a/b\nPer;a-b", "Rad 3: «klasse7b/a-b» er mappen til en annen på listen."),
        ("Kari;X1\nPer;x1", "Rad 3: En annen elev har koden «x1»."),
        ("Kari;\nPer;con", "Rad 3: En mappe kan ikke hete «con»: navnet er opptatt i Windows."),
        ("Kari;amin", "Rad 2: «klasse7b/amin» har en sak fra før."),
    ],
)
def test_a_code_that_makes_no_folder_of_ones_own_is_told_with_its_row(tmp_path: Path, rader: str, feil: str) -> None:
    assert kall("new", "klasse7b/amin", "--navn", "Amin Yusuf", cwd=tmp_path).kode == 0
    foer = dict(alle_filer(tmp_path / "klasse7b"))
    kode, sagt = _ny(tmp_path, f"Navn;Kode\n{rader}\n")
    assert kode == 2
    assert f"Feil: {feil}" in sagt
    assert dict(alle_filer(tmp_path / "klasse7b")) == foer


def test_a_pupil_with_anothers_code_does_not_disappear_silently(tmp_path: Path) -> None:
    kall("new", "klasse7b/amin", "--navn", "Amin Yusuf", "--kode", "A1", cwd=tmp_path)
    kode, sagt = _ny(tmp_path, "Navn;Kode\nPer Lie;a1\nKari Mo;a2\n")
    assert kode == 0
    assert "Rad 2: koden er ført på en elev med et annet navn (amin), så det er ikke laget noen sak." in sagt
    assert "har sak fra før" not in sagt
    assert sorted(p.name for p in (tmp_path / "klasse7b").iterdir() if p.is_dir()) == ["a2", "amin"]


def test_a_namesake_in_another_class_is_told_of(tmp_path: Path) -> None:
    kall("init", ".", "--skole", "Solvang", cwd=tmp_path)
    kall("new", "klasse6b/ola", "--navn", "Ola Lie", cwd=tmp_path)
    kode, sagt = _ny(tmp_path, "Navn\nOla  LIE\n")
    assert kode == 0
    assert "Rad 2: en elev med samme navn har sak fra før (klasse6b/ola)." in sagt


@pytest.mark.parametrize(("skrevet", "lest"), [("14.03.99", "2099-03-14"), ("0001-01-01", "0001-01-01")])
def test_a_birthday_that_cannot_be_is_left_out(tmp_path: Path, skrevet: str, lest: str) -> None:
    kode, sagt = _ny(tmp_path, f"Navn;Fødselsdato\nKari Mo;{skrevet}\n")
    assert kode == 0
    assert f"Rad 2: fødselsdatoen {lest} kan ikke stemme og er ikke tatt med." in sagt
    assert kall("validate", tmp_path / "klasse7b").kode == 0


def test_a_whole_schools_list_is_not_one_class(tmp_path: Path) -> None:
    kode, sagt = _ny(tmp_path, "Navn\n" + "".join(f"Elev {n}\n" for n in range(201)))
    assert kode == 2
    assert "har 201 elever i 7B; grensen er 200. Ingenting er laget." in sagt
    assert not (tmp_path / "klasse7b").exists()


@pytest.mark.parametrize(
    "tekst",
    [
        "Elev;;Foresatt;\nFornavn;Etternavn;Navn;Mobil\nOla;Lie;Mor Lie;90000001\n",
        "Elev;Foresatt;\nNavn;Fornavn;Etternavn\nOla Lie;Mor;Lie\n",
    ],
)
def test_a_guardian_beside_the_pupil_gets_no_case(tmp_path: Path, tekst: str) -> None:
    assert _ny(tmp_path, tekst)[0] == 0
    assert _sak(tmp_path, "7b-01")["elev"]["navn"] == "Ola Lie"  # type: ignore[index]
    assert not (tmp_path / "klasse7b" / "7b-02").exists()
