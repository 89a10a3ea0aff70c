"""Profiles: those that come with the program, the school's own, and what is wrong in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from fravaer_cli.files import schema
from fravaer_cli.importing.new_profile import BETYDNINGER, FELT, ORDFELT
from fravaer_cli.importing.profile import named, shipped
from tests.cli.hjelp import kall, skriv
from tests.importing.hjelp import importer, klassen, logg

TRANSPONDER = "Elev;Dato;Hele dagen;Status"
FINT = "systemId;navn;periode.start;periode.slutt;fravarstype;foresPaVitnemal;kommentar"
EGEN = "navn: Vår\nkolonner: {navn: Barn, dato: Når}\n"


@pytest.mark.parametrize("profil", shipped())
def test_the_profiles_that_come_with_the_program_are_right(profil: str, tmp_path: Path) -> None:
    lest = named(profil, tmp_path)
    assert lest.navn
    assert set(lest.kolonner) <= set(FELT)
    assert set(lest.verdier) <= set(lest.kolonner), "ord for en kolonne som ikke er der"
    assert set(lest.hoppes_over) <= set(lest.kolonner)


def test_the_schema_and_the_questions_know_the_same_fields() -> None:
    felter = schema.load("profil")["properties"]
    assert set(felter["kolonner"]["properties"]) == set(FELT)
    assert set(felter["verdier"]["properties"]) == {*ORDFELT, "meldt"}
    verdi = schema.load("profil")["$defs"]["verdi"]["properties"]
    foering = schema.load("fravaer")["$defs"]["fravaer"]["properties"]
    assert verdi["type"]["enum"][:-1] == foering["type"]["enum"]
    assert verdi["årsak"]["enum"] == foering["årsak"]["enum"]
    assert all(set(m) <= set(verdi) for m in BETYDNINGER.values())


@pytest.mark.parametrize(
    ("status", "ventet"),
    [
        ("Sykdom", {"dokumentert": "ja", "årsak": "sykdom"}),
        ("Permisjon", {"dokumentert": "ja", "årsak": "permisjon"}),
        ("Dokumentert", {"dokumentert": "ja"}),
        ("Dokumentert (ikke på vitnemål)", {"dokumentert": "ja"}),
        ("Udokumentert", {"dokumentert": "nei"}),
        ("Ubehandlet", {}),
    ],
)
def test_the_six_statuses_of_transponder(tmp_path: Path, status: str, ventet: dict[str, str]) -> None:
    klasse = klassen(tmp_path)
    rapport = importer(klasse, f"{TRANSPONDER}\nAda;03.09.2025;Ja;{status}\nAda;04.09.2025;Nei;{status}\n")
    dag, time = logg(klasse)
    felles = {"kilde": "transponder"}
    assert dag == {"dato": "2025-09-03", "type": "dag", **ventet, **felles, "id": "2025-09-03"}
    assert time == {"dato": "2025-09-04", "type": "time", **ventet, **felles, "id": "2025-09-04 time"}
    assert (rapport.profil, rapport.kjent_paa) == ("transponder", ("Hele dagen", "Status"))


def test_an_absence_of_fint_is_a_day_in_norway(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    rader = "\n".join(
        [
            FINT,
            "a1;Ada;2025-09-02T22:00:00Z;2025-09-03T22:00:00Z;Dagsfravær;true;",
            "a2;Ada;2025-09-04T06:15:00Z;2025-09-04T07:00:00Z;Timefravær;true;gikk",
            "a3;Ada;2025-09-04T22:00:00Z;2025-09-08T22:00:00Z;Dagsfravær;false;",
        ]
    )
    rapport = importer(klasse, rader)
    assert rapport.profil == "fint"
    assert [(e["dato"], e["type"], e["id"]) for e in logg(klasse)] == [
        ("2025-09-03", "dag", "a1"),
        ("2025-09-04", "time", "a2"),
        ("2025-09-05", "dag", "a3/2025-09-05"),
        ("2025-09-08", "dag", "a3/2025-09-08"),
    ]


@pytest.mark.parametrize(
    ("rad", "ventet"),
    [
        ("Ada;03.09.2025;;;10;;", {"type": "forsentkomming", "minutter": 10}),
        ("Ada;03.09.2025;;2;;;Norsk", {"type": "time", "timer": 2, "fag": "Norsk"}),
        ("Ada;03.09.2025;;;;3-4;", {"type": "time", "time": [3, 4]}),
        ("Ada;03.09.2025;Kom for sent;;10;2;", {"type": "forsentkomming", "minutter": 10}),
        ("Ada;03.09.2025;Dagsfravær;6;;;", {"type": "dag"}),
        ("Ada;03.09.2025;;0;;;", {"type": "dag"}),
        ("Ada;03.09.2025;;;;;", {"type": "dag"}),
    ],
)
def test_the_kind_is_named_or_shown_by_what_is_given(tmp_path: Path, rad: str, ventet: dict[str, object]) -> None:
    klasse = klassen(tmp_path)
    importer(klasse, f"Navn;Dato;Type;Timer;Minutter;Time;Fag\n{rad}\n")
    (foering,) = logg(klasse)
    assert {k: v for k, v in foering.items() if k not in ("dato", "kilde", "id")} == ventet


def test_the_schools_own_profile_is_used_by_name_and_is_the_source(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    skriv(tmp_path, {"profiler/vaar.yaml": EGEN})
    importer(klasse, "Barn;Når\nAda;03.09.2025\n", profil="vaar")
    assert [e["kilde"] for e in logg(klasse)] == ["vaar"]


def test_the_schools_own_profile_is_recognised_before_ours(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    skriv(tmp_path, {"profiler/vaar.yaml": EGEN + "kjennes_på: [Hele dagen]\n"})
    rapport = importer(klasse, "Barn;Når;Hele dagen;Status\nAda;03.09.2025;x;y\n")
    assert rapport.profil == "vaar"


def test_words_of_what_is_no_absence_are_skipped(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    rapport = importer(klasse, "Navn;Dato;Status\nAda;03.09.2025;Til stede\n")
    assert (rapport.hoppet_over, logg(klasse)) == (1, [])


@pytest.mark.parametrize(
    ("profil", "sagt"),
    [
        ("navn: x\n", "mangler feltet «kolonner»"),
        ("navn: x\nkolonner: {dato: Dato}\n", "hvilken kolonne eleven står i"),
        ("navn: x\nkolonner: {navn: Navn}\n", "hvilken kolonne datoen står i"),
        ("navn: x\nkolonner: {navn: Navn, datoo: Dato}\n", "mente du «dato»"),
        (EGEN + "verdier: {status: {Syk: {aarsak: sykdom}}}\n", "mente du «årsak»"),
        (EGEN + "verdier: {status: {Syk: {dokumentert: kanskje}}}\n", "dokumentert"),
        (EGEN + "datoer: amerikansk\n", "datoer"),
        ("navn: x\nkolonner: {navn: 3, dato: [a, {b: c}]}\n", "navn"),
        ("navn: [x", "klamme"),
        ("", "tom"),
    ],
)
def test_what_is_wrong_in_a_profile_is_told_with_its_place(tmp_path: Path, profil: str, sagt: str) -> None:
    klasse = klassen(tmp_path)
    skriv(tmp_path, {"profiler/vaar.yaml": profil, "f.csv": "Barn;Når\nAda;03.09.2025\n"})
    svar = kall("import", tmp_path / "f.csv", klasse, "--profil", "vaar")
    assert svar.kode == 2
    assert "profiler/vaar.yaml" in svar.feil
    assert sagt in svar.feil
    assert "ingenting er importert" in svar.feil
    for sti in (tmp_path, tmp_path / "profiler", tmp_path / "profiler" / "vaar.yaml"):
        sjekket = kall("validate", sti)
        assert (sjekket.kode, sagt in sjekket.ut) == (1, True), sjekket.alt


def test_a_profile_that_does_not_exist_is_2_and_suggests(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    skriv(tmp_path, {"f.csv": "Navn;Dato\n"})
    svar = kall("import", tmp_path / "f.csv", klasse, "--profil", "transpoder")
    assert svar.kode == 2
    assert "Mente du «transponder»?" in svar.feil


def test_a_good_profile_is_no_error_and_hides_no_class(tmp_path: Path) -> None:
    klassen(tmp_path)
    skriv(tmp_path, {"profiler/vaar.yaml": EGEN})
    svar = kall("validate", tmp_path, "--format", "json")
    assert [d for d in svar.json if d["alvor"] == "feil"] == []
