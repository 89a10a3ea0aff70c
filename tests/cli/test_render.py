"""`fravaer render`: what is written where, what is said, and the exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.hjelp import elev, kall, klasse, kopi, skriv

DATO = ("--dato", "2025-10-13")
PLAN = "periode: {fra: 2025-09-29}\nstatus: Borte mye.\n"


@pytest.fixture
def skole(tmp_path: Path) -> Path:
    return kopi(tmp_path, "klasse5a")


def test_files_lie_in_the_case_folder(skole: Path) -> None:
    svar = kall("render", "tiltaksplan", "klasse5a/amin", "--til", "docx", "--til", "html", *DATO, cwd=skole)
    assert svar.kode == 0, svar.alt
    assert svar.ut == (
        "Laget: klasse5a/amin/dokumenter/tiltaksplan-2025-10-13.docx\n"
        "Laget: klasse5a/amin/dokumenter/tiltaksplan-2025-10-13.html\n"
    )
    folder = skole / "klasse5a" / "amin" / "dokumenter"
    assert sorted(p.name for p in folder.iterdir()) == ["tiltaksplan-2025-10-13.docx", "tiltaksplan-2025-10-13.html"]
    igjen = kall("lag", "tiltaksplan", "klasse5a/amin", *DATO, cwd=skole)
    assert igjen.ut == "Uendret: klasse5a/amin/dokumenter/tiltaksplan-2025-10-13.docx\n"


def test_a_changed_file_stops_it_and_overskriv_does_not(skole: Path) -> None:
    ord_ = ("render", "tiltaksplan", "klasse5a/amin", "--til", "html", *DATO)
    kall(*ord_, cwd=skole)
    fil = skole / "klasse5a/amin/dokumenter/tiltaksplan-2025-10-13.html"
    fil.write_bytes(fil.read_bytes() + b"<p>Mitt</p>")
    svar = kall(*ord_, cwd=skole)
    assert svar.kode == 2
    assert "endret av noen" in svar.feil
    assert "--overskriv" in svar.feil
    assert b"Mitt" in fil.read_bytes()
    assert kall(*ord_, "--overskriv", cwd=skole).kode == 0
    assert b"Mitt" not in fil.read_bytes()


def test_the_list_tells_what_exists_and_what_a_case_lacks(tmp_path: Path) -> None:
    assert kall("render", "--liste").ut.startswith("tiltaksplan\n")
    klasse(tmp_path, {"ada": elev("Ada", tiltaksplan=PLAN), "bo": elev("Bo")})
    klar = kall("render", "--liste", "klasse7b/ada", cwd=tmp_path)
    assert klar.kode == 0
    assert "tiltaksplan: klar, med tomme felt" in klar.ut
    assert "kontaktperson" in klar.ut
    assert "tiltaksplan: kan ikke lages" in kall("render", "--liste", "klasse7b/bo", cwd=tmp_path).ut
    assert kall("render", "--liste", "klasse7b", cwd=tmp_path).kode == 2


def test_a_case_without_a_plan(tmp_path: Path) -> None:
    klasse(tmp_path, {"ada": elev("Ada")})
    svar = kall("render", "tiltaksplan", "klasse7b/ada", cwd=tmp_path)
    assert svar.kode == 2
    assert "ingen tiltaksplan" in svar.feil
    assert "--tom" in svar.feil
    tom = kall("render", "tiltaksplan", "klasse7b/ada", "--tom", *DATO, cwd=tmp_path)
    assert tom.kode == 0
    assert "tiltaksplan-tom-2025-10-13.docx" in tom.ut


def test_a_whole_class(tmp_path: Path) -> None:
    klasse(tmp_path, {"ada": elev("Ada", tiltaksplan=PLAN), "bo": elev("Bo"), "cy": elev("Cy", tiltaksplan=PLAN)})
    svar = kall("render", "tiltaksplan", "klasse7b", "--til", "html", *DATO, cwd=tmp_path)
    assert svar.kode == 0
    assert svar.ut.count("Laget: ") == 2
    assert "1 sak har ikke det som trengs til tiltaksplan." in svar.feil
    samlet = kall("render", "tiltaksplan", "klasse7b", "--til", "html", "--ut", "ut", *DATO, cwd=tmp_path)
    assert "ut/klasse7b/ada/tiltaksplan-2025-10-13.html" in samlet.ut


def test_what_is_the_same_for_many_pupils_is_said_once(tmp_path: Path) -> None:
    klasse(tmp_path, {f"e{nr}": elev(f"Elev {nr}", tiltaksplan=PLAN) for nr in range(5)})
    svar = kall("render", "tiltaksplan", "klasse7b", "--til", "html", *DATO, cwd=tmp_path)
    assert svar.kode == 0
    assert svar.feil.count("med plass til å skrive for hånd") == 1
    assert svar.feil.startswith("klasse7b/e0, klasse7b/e1, klasse7b/e2 og 2 til: ")


def test_an_error_in_the_files_stops_it_but_not_a_draft_or_the_empty_form(tmp_path: Path) -> None:
    klasse(tmp_path, {"ada": elev("Ada", tiltaksplan=PLAN + "statuss: x\n")})
    ord_ = ("render", "tiltaksplan", "klasse7b/ada", "--til", "html", *DATO)
    svar = kall(*ord_, cwd=tmp_path)
    assert svar.kode == 2
    assert "klasse7b/ada/tiltaksplan.yaml linje 3" in svar.feil
    assert "fravaer validate" in svar.feil
    utkast = kall(*ord_, "--utkast", cwd=tmp_path)
    assert utkast.kode == 0
    assert "Noe er feil" in utkast.feil
    assert kall(*ord_, "--tom", cwd=tmp_path).kode == 0


def test_an_error_in_another_file_does_not(tmp_path: Path) -> None:
    klasse(tmp_path, {"ada": elev("Ada", tiltaksplan=PLAN, fravaer="fravaer: tull\n")})
    assert kall("render", "tiltaksplan", "klasse7b/ada", "--til", "html", *DATO, cwd=tmp_path).kode == 0


@pytest.mark.parametrize(
    ("ord_", "sier"),
    [
        (("tiltakspan", "."), "Mente du «tiltaksplan»?"),
        ((), "Hvilket dokument"),
        (("tiltaksplan", "finnes-ikke"), "Finner ikke"),
        (("tiltaksplan", "."), "ingen elevmapper"),
        (("tiltaksplan", ".", "--malform", "nn"), "nynorsk"),
        (("tiltaksplan", ".", "--til", "doc"), "docx"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, ord_: tuple[str, ...], sier: str) -> None:
    svar = kall("render", *ord_, cwd=tmp_path)
    assert svar.kode == 2
    assert sier in svar.feil
    assert "Traceback" not in svar.feil


def test_an_empty_form_needs_no_school(tmp_path: Path) -> None:
    svar = kall("render", "tiltaksplan", "--tom", "--til", "html", *DATO, cwd=tmp_path)
    assert svar.kode == 0
    assert (tmp_path / "dokumenter" / "tiltaksplan-tom-2025-10-13.html").is_file()


def test_a_lacking_character_stops_the_pdf_alone(tmp_path: Path) -> None:
    klasse(tmp_path, {"ada": elev("Ada", tiltaksplan=PLAN + "elevens_stemme: Bra 😀\n")})
    svar = kall("render", "tiltaksplan", "klasse7b/ada", "--til", "pdf", "--til", "docx", *DATO, cwd=tmp_path)
    assert svar.kode == 2
    assert svar.ut == "Laget: klasse7b/ada/dokumenter/tiltaksplan-2025-10-13.docx\n"
    assert "U+1F600" in svar.feil


def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    klasse(tmp_path, {"ada": elev("Ada", tiltaksplan=PLAN)})
    (tmp_path / "annet").mkdir()
    (tmp_path / "klasse7b/ada/dokumenter").symlink_to(tmp_path / "annet", target_is_directory=True)
    svar = kall("render", "tiltaksplan", "klasse7b/ada", "--til", "html", cwd=tmp_path)
    assert svar.kode == 2
    assert list((tmp_path / "annet").iterdir()) == []


def test_a_folder_for_the_files_that_is_a_file(tmp_path: Path) -> None:
    klasse(tmp_path, {"ada": elev("Ada", tiltaksplan=PLAN)})
    skriv(tmp_path, {"ut": "en fil"})
    svar = kall("render", "tiltaksplan", "klasse7b/ada", "--til", "html", "--ut", "ut", cwd=tmp_path)
    assert svar.kode == 2
    assert "Traceback" not in svar.feil
