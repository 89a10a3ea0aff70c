"""New, changed, as it was, or somebody's own: and never twice."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.hjelp import alle_filer, kall
from tests.importing.hjelp import ADA, HODE, importer, klassen, logg, tall, tekst

HELE = "Navn;Dato;Hele dagen;Status;Fag;Time;Merknad"


def _foert(status: str, **mer: str) -> dict[str, str]:
    return {"dato": "2025-09-03", "type": "dag", **mer, "kilde": "generisk", "id": "2025-09-03"}


def test_a_new_absence_is_entered_with_its_source(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    assert tall(importer(klasse, f"{HODE}\n{ADA}\n")) == {"ny": 1}
    assert logg(klasse) == [_foert("Udokumentert", dokumentert="nei")]


def test_an_absence_that_is_documented_later_is_updated(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    importer(klasse, f"{HODE}\n{ADA}\n")
    rapport = importer(klasse, f"{HODE}\nAda;03.09.2025;Sykdom\n")
    assert logg(klasse) == [_foert("Sykdom", dokumentert="ja") | {"årsak": "sykdom"}]
    assert "endret   onsdag 3. september 2025: dokumentert nei → ja, årsak lagt til" in tekst(rapport)


def test_what_is_not_judged_yet_is_never_documented_and_takes_nothing_back(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    importer(klasse, f"{HODE}\nAda;03.09.2025;Ubehandlet\n")
    assert logg(klasse) == [_foert("Ubehandlet")]
    importer(klasse, f"{HODE}\nAda;03.09.2025;Dokumentert\n")
    assert tall(importer(klasse, f"{HODE}\nAda;03.09.2025;Ubehandlet\n")) == {"uendret": 1}
    assert logg(klasse)[0]["dokumentert"] == "ja"


@pytest.mark.parametrize(
    ("egen", "fil", "sagt"),
    [
        ("type: dag", "Sykdom", True),
        ("type: dag, dokumentert: nei", "Dokumentert", True),
        ("type: dag, dokumentert: ja", "Sykdom", False),
        ("type: dag", "Udokumentert", False),
        ("type: avtalt", "Sykdom", False),
    ],
)
def test_one_is_told_when_the_file_knows_that_a_hand_written_absence_is_documented(
    tmp_path: Path, egen: str, fil: str, sagt: bool
) -> None:
    klasse = klassen(tmp_path, fravaer=f"dato: 2025-09-03, {egen}")
    rapport = importer(klasse, f"{HODE}\nAda;03.09.2025;{fil}\n")
    assert tall(rapport) == {"finnes fra før": 1}
    assert ("dokumentert i filen" in " ".join(tekst(rapport).split())) == sagt


@pytest.mark.parametrize(
    "egen",
    [
        "dato: 2025-09-03, type: dag, dokumentert: ja",
        "fra: 2025-09-02, til: 2025-09-04, type: dag",
        "dato: 2025-09-03, type: avtalt",
        "dato: 2025-09-03, type: dag, kilde: transponder, id: a",
    ],
)
def test_what_somebody_has_entered_already_is_left(tmp_path: Path, egen: str) -> None:
    klasse = klassen(tmp_path, fravaer=egen)
    foer = dict(alle_filer(klasse))
    rapport = importer(klasse, f"{HODE}\n{ADA}\n")
    assert tall(rapport) == {"finnes fra før": 1}
    assert dict(alle_filer(klasse)) == foer


@pytest.mark.parametrize(
    ("egen", "foert"),
    [
        ("dato: 2025-09-03, type: time, fag: norsk", 0),
        ("dato: 2025-09-03, type: time, timer: 2", 0),
        ("dato: 2025-09-03, type: time, time: [3, 4]", 0),
        ("dato: 2025-09-03, type: dag", 0),
        ("dato: 2025-09-03, type: time, fag: Musikk", 1),
        ("dato: 2025-09-03, type: time, time: [1]", 1),
        ("dato: 2025-09-03, type: forsentkomming", 1),
        ("dato: 2025-09-04, type: dag", 1),
    ],
)
def test_a_lesson_is_covered_by_the_same_lesson(tmp_path: Path, egen: str, foert: int) -> None:
    klasse = klassen(tmp_path, fravaer=egen)
    rapport = importer(klasse, f"{HELE}\nAda;03.09.2025;nei;Meldt;Norsk;3;\n", profil="generisk")
    assert tall(rapport).get("ny", 0) == foert


def test_a_period_is_one_entry_for_each_school_day(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    rapport = importer(klasse, "Navn;Fra;Til;Status\nAda;03.10.2025;13.10.2025;Sykdom\n")
    assert [e["dato"] for e in logg(klasse)] == ["2025-10-03", "2025-10-13"], "høstferien er uke 41"
    assert "(2 skoledager)" in tekst(rapport)


def test_a_period_that_is_still_running_is_entered_until_today(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    rapport = importer(klasse, "Navn;Fra;Til;Status\nAda;20.11.2025;25.11.2025;Sykdom\n")
    assert [e["dato"] for e in logg(klasse)] == ["2025-11-20", "2025-11-21"]
    assert "dagene etter i dag er ikke ført" in tekst(rapport)


def test_a_day_that_becomes_lessons_is_changed_and_not_doubled(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    importer(klasse, f"{HELE}\nAda;03.09.2025;ja;Meldt;;;\n", profil="generisk")
    importer(klasse, f"{HELE}\nAda;03.09.2025;nei;Meldt;Norsk;3;\n", profil="generisk")
    assert [(e["type"], e.get("time")) for e in logg(klasse)] == [("time", [3])]
    importer(klasse, f"{HELE}\nAda;03.09.2025;ja;Meldt;;;\n", profil="generisk")
    assert [(e["type"], e.get("time")) for e in logg(klasse)] == [("dag", None)]


def test_the_systems_own_number_follows_an_absence_to_another_day(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    importer(klasse, "Navn;Dato;Id\nAda;03.09.2025;71\n")
    assert tall(importer(klasse, "Navn;Dato;Id\nAda;04.09.2025;71\n")) == {"endret": 1}
    assert [(e["dato"], e["id"]) for e in logg(klasse)] == [("2025-09-04", "71")]


def test_a_reason_that_the_system_never_gives_is_somebodys_judgement_and_stays(tmp_path: Path) -> None:
    egen = "dato: 2025-09-03, type: dag, årsak: vegring, kilde: transponder, id: 2025-09-03"
    klasse = klassen(tmp_path, fravaer=egen)
    importer(klasse, "Navn;Dato;Hele dagen;Status\nAda;03.09.2025;Ja;Sykdom\n")
    (foering,) = logg(klasse)
    assert (foering["årsak"], foering["dokumentert"]) == ("vegring", "ja")


def test_what_the_file_no_longer_has_is_told_and_left(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    importer(klasse, f"{HODE}\n{ADA}\nAda;04.09.2025;Meldt\nAda;05.09.2025;Meldt\n")
    foer = dict(alle_filer(klasse))
    rapport = importer(klasse, f"{HODE}\n{ADA}\nAda;05.09.2025;Meldt\n")
    assert [e.borte for e in rapport.elever] == [("2025-09-04",)]
    assert "1 fravær fra generisk i denne perioden står i loggene, men ikke lenger i filen" in tekst(rapport)
    assert dict(alle_filer(klasse)) == foer


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    assert tall(importer(klasse, f"{HODE}\n{ADA}\n{ADA}\n")) == {"ny": 1, "står to ganger i filen": 1}


def test_rows_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    rapport = importer(klasse, f"{HODE}\n{ADA}\nAda;03.09.2025;Sykdom\n")
    assert [(u.nr, u.hvorfor) for u in rapport.uforstaatte] == [
        (3, "2025-09-03 står også i rad 2, med noe annet i de andre kolonnene")
    ]
    assert len(logg(klasse)) == 1


def test_two_lessons_of_one_subject_are_two(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    to = f"{HELE}\n" + "Ada;03.09.2025;nei;Meldt;Norsk;;\n" * 2
    assert tall(importer(klasse, to, profil="generisk")) == {"ny": 2}
    assert tall(importer(klasse, to, profil="generisk")) == {"uendret": 2}


def test_hand_written_lines_keep_every_byte(tmp_path: Path) -> None:
    klasse = klassen(tmp_path)
    foer = "# loggen til Ada\r\nfravær:\r\n  - {dato: 2025-09-01,  type: dag}   # ringte\r\n\r\n  # slutt\r\n"
    (klasse / "ada" / "fravaer.yaml").write_bytes(foer.encode())
    importer(klasse, f"{HODE}\n{ADA}\n")
    etter = (klasse / "ada" / "fravaer.yaml").read_bytes().decode()
    nye = [linje for linje in etter.splitlines(keepends=True) if "kilde" in linje]
    assert len(nye) == 1
    assert etter.replace(nye[0], "") == foer


def test_a_log_that_cannot_be_read_stops_nobody_else(tmp_path: Path) -> None:
    klasse = klassen(tmp_path, "Ada", "Per")
    (klasse / "ada" / "fravaer.yaml").write_bytes(b"frav\xe6r: []\n")
    rapport = importer(klasse, f"{HODE}\n{ADA}\nPer;03.09.2025;Meldt\n")
    assert rapport.kunne_ikke_skrives
    assert (klasse / "ada" / "fravaer.yaml").read_bytes() == b"frav\xe6r: []\n"
    assert len(logg(klasse, "per")) == 1


DAGER = [date(2025, 8, 18) + timedelta(n) for n in range(95)]
RADER = st.tuples(
    st.sampled_from(["Ada", "Per"]),
    st.sampled_from(DAGER).map(lambda d: f"{d:%d.%m.%Y}"),
    st.sampled_from(["ja", "nei", ""]),
    st.sampled_from(["Sykdom", "Permisjon", "Udokumentert", "Ubehandlet", "Dokumentert", "Rart", ""]),
    st.sampled_from(["", "Norsk", "Musikk"]),
    st.sampled_from(["", "1", "3-4"]),
    st.sampled_from(["", "=1+1", "a: b # c", '"', "@x", "- y", "ø|{}[]", "13032045678"]),
)
EGNE = st.lists(st.sampled_from(DAGER), unique=True, max_size=6)


@settings(max_examples=40, deadline=None)
@given(st.lists(RADER, max_size=25), st.lists(RADER, max_size=25), EGNE)
def test_importing_twice_changes_nothing_and_hand_written_entries_stay(
    foerste: list[tuple[str, ...]], andre: list[tuple[str, ...]], egne: list[date]
) -> None:
    with TemporaryDirectory() as midlertidig:
        mappe = Path(midlertidig)
        klasse = klassen(mappe, "Ada", "Per")
        skoledager = [d for d in egne if d.weekday() < 5 and not date(2025, 10, 6) <= d <= date(2025, 10, 10)]
        egen = "".join(f"  -   {{dato: {d},   type: dag}}   # egen\n" for d in sorted(skoledager))
        (klasse / "ada" / "fravaer.yaml").write_text("# min\nfravær:\n" + egen, "utf-8")
        for rader in (foerste, andre, foerste):
            innhold = HELE + "\n" + "".join(";".join(_sitert(c) for c in rad) + "\n" for rad in rader)
            forrige = importer(klasse, innhold, profil="generisk")
            filer = dict(alle_filer(klasse))
            igjen = importer(klasse, innhold, profil="generisk")
            assert dict(alle_filer(klasse)) == filer
            assert set(tall(igjen)) <= {"uendret", "finnes fra før", "står to ganger i filen"}
            assert [u.nr for u in igjen.uforstaatte] == [u.nr for u in forrige.uforstaatte]
            assert not igjen.kunne_ikke_skrives
        tekst_naa = (klasse / "ada" / "fravaer.yaml").read_text("utf-8")
        assert tekst_naa.startswith("# min\nfravær:\n")
        assert [linje for linje in tekst_naa.splitlines() if linje.endswith("# egen")] == egen.splitlines()
        assert "13032045678" not in tekst_naa
        assert kall("validate", klasse, "--format", "kort").kode in (0, 1)
        feil = [d for d in kall("validate", klasse, "--format", "json").json if d["alvor"] == "feil"]
        assert [d for d in feil if d["kode"] != "F101"] == []


def _sitert(celle: str) -> str:
    return '"' + celle.replace('"', '""') + '"'
