"""`--ny-profil`: the columns are shown, a meaning is proposed, and what is settled is saved."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest

from fravaer_cli.importing.profile import named
from tests.cli.hjelp import Svar, alle_filer, kall, skriv
from tests.importing.hjelp import FNR, klassen, logg

FIL = f"""\
Rapport
Eleven;Dag borte;Vurdering;Notater;Personnr
Ada;03.09.2025;Syk;ringte kl. 8;{FNR}
Ada;04.09.2025;Var her;;{FNR}
Ada;05.09.2025;Skulket;;{FNR}
"""
SVAR = {
    "«Eleven»": "navn",
    "«Dag borte»": "dato",
    "«Vurdering»": "status",
    "«Notater»": "merknad",
    "«Personnr»": "-",
    "«Skulket» (status)": "skulk",
    "«Var her» (status)": "ikke fravær",
    "«Syk» (status)": "sykdom",
}


@pytest.fixture
def mappe(tmp_path: Path) -> Path:
    skriv(tmp_path, {"f.csv": FIL})
    return klassen(tmp_path)


def _lag(mappe: Path, *ord_: str, navn: str = "vaar") -> Svar:
    return kall("import", mappe.parent / "f.csv", mappe, "--ny-profil", navn, *ord_)


SAGT = ("--kolonne", "navn=Eleven", "--kolonne", "dato=Dag borte", "--kolonne", "status=vurdering")


def test_without_a_terminal_the_options_settle_it(mappe: Path) -> None:
    svar = _lag(mappe, *SAGT)
    assert (svar.kode, svar.ut) == (0, "Laget: profiler/vaar.yaml\n")
    assert "«Dag borte» (datoer): dato" in svar.feil
    assert "«Personnr» (fødselsnummer)" in svar.feil
    assert "Skriv i filen hva disse ordene betyr: «Var her» og «Skulket»." in svar.feil
    profil = named("vaar", mappe.parent)
    assert profil.kolonner["navn"] == ("Eleven",)
    assert profil.verdier["status"] == {"syk": {"årsak": "sykdom"}}
    assert kall("validate", mappe.parent / "profiler").kode == 0


def test_what_was_made_can_be_imported_with(mappe: Path) -> None:
    _lag(mappe, *SAGT)
    svar = kall("import", mappe.parent / "f.csv", mappe, "--profil", "vaar")
    assert svar.kode == 1
    assert "rad 4 (Ada): Ordet «Var her» i kolonnen «Vurdering» står ikke i profilen." in svar.ut
    assert [(e["dato"], e["årsak"], e["kilde"]) for e in logg(mappe)] == [("2025-09-03", "sykdom", "vaar")]


def test_on_a_terminal_every_column_and_word_is_asked_about(mappe: Path) -> None:
    def svar(spoersmaal: str, default: str = "", **_: object) -> str:
        return SVAR.get(spoersmaal, default)

    with (
        mock.patch("fravaer_cli.cli.questions.on_terminal", return_value=True),
        mock.patch("typer.prompt", side_effect=svar) as spurt,
    ):
        assert _lag(mappe).kode == 0
    assert {k.args[0] for k in spurt.call_args_list} == set(SVAR) - {"«Syk» (status)"}
    profil = named("vaar", mappe.parent)
    assert profil.verdier["status"]["skulket"] == {"årsak": "skulk"}
    assert profil.hoppes_over == {"status": {"varher"}}
    assert "Personnr" not in (mappe.parent / "profiler" / "vaar.yaml").read_text("utf-8")


def test_no_pupil_is_in_what_is_shown_or_saved(mappe: Path) -> None:
    svar = _lag(mappe, *SAGT)
    lagret = (mappe.parent / "profiler" / "vaar.yaml").read_text("utf-8")
    for ord_ in ("Ada", FNR, "ringte"):
        assert ord_ not in svar.alt + lagret


def test_a_dry_run_shows_the_profile_and_saves_nothing(mappe: Path) -> None:
    foer = dict(alle_filer(mappe.parent))
    svar = _lag(mappe, *SAGT, "--dry-run")
    assert svar.ut.startswith("# Hva kolonnene og ordene")
    assert "    # Skulket: {}\n" in svar.ut
    assert dict(alle_filer(mappe.parent)) == foer


@pytest.mark.parametrize(
    ("navn", "ord_", "sagt"),
    [
        ("transponder", SAGT, "finnes allerede"),
        ("../x", SAGT, "kan ikke være navnet på en profil"),
        ("", SAGT, "kan ikke være navnet på en profil"),
        ("vaar", ("--kolonne", "navn=Elevn"), "Mente du «Eleven»?"),
        ("vaar", ("--kolonne", "nvn=Eleven"), "Mente du «navn»?"),
        ("vaar", ("--kolonne", "navn=Eleven", "--kolonne", "-=Dag borte"), "når det var (dato eller fra)"),
    ],
)
def test_what_cannot_be_saved_is_2_and_says_why(mappe: Path, navn: str, ord_: tuple[str, ...], sagt: str) -> None:
    svar = _lag(mappe, *ord_, navn=navn)
    assert svar.kode == 2
    assert sagt in svar.feil
    assert not (mappe.parent / "profiler").exists()


def test_a_profile_is_never_written_over(mappe: Path) -> None:
    _lag(mappe, *SAGT)
    foer = dict(alle_filer(mappe.parent))
    assert _lag(mappe, *SAGT).kode == 2
    assert dict(alle_filer(mappe.parent)) == foer


@pytest.mark.parametrize("ord_", ["ja: nei", "a # b", "[x", "'\"", "null", "1", "åpen – ikke vurdert", "*", "x: {y"])
def test_odd_words_and_headings_are_saved_so_that_they_can_be_read(tmp_path: Path, ord_: str) -> None:
    mappe = klassen(tmp_path)
    sitert = '"' + ord_.replace('"', '""') + '"'
    skriv(tmp_path, {"f.csv": f"Navn;Dato;{sitert};Status\nAda;03.09.2025;x;{sitert}\n"})
    svar = kall(
        *("import", tmp_path / "f.csv", mappe, "--ny-profil", "x", "--kolonne", f"merknad={ord_}"),
    )
    assert svar.kode == 0, svar.alt
    assert named("x", tmp_path).kolonner["merknad"] == (ord_,)


def test_a_row_of_somebodys_is_not_taken_for_the_headings(tmp_path: Path) -> None:
    skriv(tmp_path, {"f.csv": "Hvem;Naar;Slag\nAda Moe;2025-09-03;dag\nAda Moe;2025-09-04;dag\n"})
    mappe = klassen(tmp_path)
    svar = _lag(mappe, "--kolonne", "navn=Hvem")
    assert svar.kode == 0, svar.alt
    assert "Overskriftene står i rad 1." in svar.feil
    assert "«Naar» (datoer): dato" in svar.feil
    assert "Ada" not in svar.alt + (tmp_path / "profiler" / "vaar.yaml").read_text("utf-8")
    uten = kall("import", tmp_path / "f.csv", mappe)
    assert uten.kode == 2
    assert "Overskriftene ser ut til å være «Hvem», «Naar» og «Slag»." in uten.feil


def test_a_column_without_a_profile_to_make_is_refused(mappe: Path) -> None:
    svar = kall("import", mappe.parent / "f.csv", mappe, "--kolonne", "navn=Eleven")
    assert svar.kode == 2
    assert svar.feil.startswith("Feil: --kolonne er til --ny-profil.")
