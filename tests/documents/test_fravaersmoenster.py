"""The absence pattern form: the calendar of the school year, and sums that are those of the log."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.documents import absence
from fravaer_cli.documents.basis import KanIkkeLages
from fravaer_cli.documents.catalogue import find
from fravaer_cli.documents.clean import clean
from fravaer_cli.documents.production import Format
from fravaer_cli.rules.history import build_history
from fravaer_cli.school_year import SchoolCalendar
from tests.documents.hjelp import ALLE, EKSEMPLER, flat, html_leser, lag, tekst, uten_bindestrek

JENS = EKSEMPLER / "klasse8a" / "jens"
LOGG = """\
fravær:
  - {fra: 2025-09-01, til: 2025-09-02, type: dag, dokumentert: ja, årsak: sykdom}
  - {dato: 2025-09-08, type: dag, årsak: vegring}
  - {dato: 2025-09-10, type: time, timer: 2, fag: Kroppsøving}
  - {dato: 2025-09-17, type: time, fag: kroppsøving}
  - {dato: 2025-09-18, type: time}
  - {dato: 2025-09-19, type: forsentkomming, minutter: 10, årsak: forsovet}
  - {dato: 2025-09-22, type: forlot}
"""
KLASSE = "klasse: 7B\ntimeplan:\n  mandag: [Norsk, Norsk, Musikk]\n  tirsdag: [Norsk]\n  onsdag: [Kroppsøving]\n"


def mappe(sted: Path, logg: str = LOGG, klasse: str = KLASSE, **mer: str) -> Path:
    folder = sted / "k" / "ada"
    folder.mkdir(parents=True, exist_ok=True)
    (sted / "k" / "klasse.yaml").write_text(klasse, "utf-8")
    filer = {"sak": "elev: {navn: Ada Lovland}\n", "fravaer": logg, **mer}
    for navn, innhold in filer.items():
        (folder / f"{navn}.yaml").write_text(innhold, "utf-8")
    return folder


def side(sti: Path, dato: str = "2025-09-30", *, tom: bool = False) -> str:
    return tekst(Format.HTML, lag("fraværsmønster", sti, dato, (Format.HTML,), tom=tom).filer[Format.HTML])


@pytest.mark.parametrize("navn", ["fraværsmønster", "fravaersmoenster", "fravaersmonster", "FRAVÆRSMØNSTER"])
def test_the_name_is_taken_with_and_without_norwegian_letters(navn: str) -> None:
    found = find(navn)
    assert found is not None
    assert found.navn == "fraværsmønster"


def test_the_sums_are_those_of_the_log(tmp_path: Path) -> None:
    text = flat(side(mappe(tmp_path)))
    for said in (
        "Borte 3 hele dager av 32 skoledager (9,4 %), 2 av dem dokumentert. I tillegg: 4 enkelttimer,"
        " 1 gang kommet for sent og 1 gang gått fra skolen eller timen.",
        "Måned Skoledager Dager borte Andel Ikke dokumentert Timer For sent Gikk",
        "August 10 0 0 % 0 0 0 0",
        "September 22 3 13,6 % 1 4 1 1",
        "Mandag 7 2 28,6 % 0 0 1",
        "Onsdag 6 0 0 % 3 0 0",
        "Kroppsøving 1 3 0",
        "Norsk 3 0 5",
        "Musikk 1 0 2",
        "Fag er ikke ført – 1 –",
        "Sykdom 2 2 0 0 0",
        "Vegring 1 0 0 0 0",
        "Forsov seg 0 0 0 1 0",
        "Årsak er ikke ført 0 0 4 0 1",
    ):
        assert flat(said) in text, said


def test_columns_that_hold_only_noughts_are_left_out(tmp_path: Path) -> None:
    text = side(mappe(tmp_path, "fravær: [{dato: 2025-09-01, type: dag, dokumentert: ja, årsak: sykdom}]\n"))
    assert "Borte 1 hel dag av 32 skoledager" in text
    for unused in ("Timer</", "For sent", "Gikk", "Avtalte dager", "Ikke dokumentert"):
        assert unused not in text


def _rutenett(html: bytes) -> dict[str, list[list[str]]]:
    """The calendar's tables, as rows of cells, by half-year."""
    found = {}
    for table in re.findall(r'<table class="kalender">(.*?)</table>', html.decode(), re.DOTALL):
        rows = [
            re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
            for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        ]
        cells = [[re.sub("<[^>]*>", "", cell).strip() for cell in row] for row in rows]
        found[cells[0][0]] = cells
    return found


def test_the_calendar_has_each_day_under_its_week(tmp_path: Path) -> None:
    made = lag("fraværsmønster", mappe(tmp_path), "2025-09-30", (Format.HTML,))
    first = _rutenett(made.filer[Format.HTML])["1. halvår"]
    weeks = first[1]
    by_day = {row[0]: dict(zip(weeks[1:], row[1:], strict=True)) for row in first[2:]}
    assert list(by_day) == ["Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag"]
    assert by_day["Mandag"]["36"] == "□", "documented"
    assert by_day["Mandag"]["37"] == "■", "not documented"
    assert by_day["Onsdag"]["37"] == "t"
    assert by_day["Fredag"]["38"] == "s"
    assert by_day["Mandag"]["39"] == "g"
    assert by_day["Tirsdag"]["40"] == "·", "the check date"
    assert by_day["Onsdag"]["40"] == "", "still to come"


def test_the_second_half_year_comes_when_it_has_begun() -> None:
    autumn = lag("fraværsmønster", JENS, "2026-01-16", (Format.HTML,)).filer[Format.HTML]
    spring = lag("fraværsmønster", JENS, "2026-06-12", (Format.HTML,)).filer[Format.HTML]
    assert list(_rutenett(autumn)) == ["1. halvår"]
    halves = _rutenett(spring)
    assert list(halves) == ["1. halvår", "2. halvår"]
    assert [len(rows[1]) for rows in halves.values()] == [20, 21]
    wednesday = halves["1. halvår"][4]
    assert wednesday[0] == "Onsdag"
    assert set(wednesday[1:]) == {"·"}, "he always came on Wednesdays"
    assert "9" not in halves["2. halvår"][1], "the week of winter holidays"


@pytest.mark.parametrize("year", range(2015, 2035))
def test_every_school_day_of_every_year_has_its_place(year: int) -> None:
    """Also in years with a week 53, and where the year ends in the middle of a week."""
    calendar = SchoolCalendar()
    school = calendar.year(date(year, 9, 1))
    history = build_history((), calendar, school.end)
    halves = absence.halvaar(school, history)
    signs = [s["tegn"] for half in halves for row in half["rader"] for s in row["tegn"]]
    assert signs.count("·") == len(school.days)
    for half in halves:
        assert sum(m["uker"] for m in half["maaneder"]) == len(half["uker"])
        assert all(len(row["tegn"]) == len(half["uker"]) for row in half["rader"])


def test_a_pattern_is_said_as_the_check_says_it(tmp_path: Path) -> None:
    fridays = "fravær:\n" + "".join(
        f"  - {{dato: 2025-{d}, type: dag}}\n" for d in ("08-22", "08-29", "09-05", "09-12", "09-19")
    )
    text = flat(side(mappe(tmp_path, fridays)))
    assert flat("Fram til 30. september 2025: 5 av 5 fraværsdager er fredager; ventet 0,9.") in text


def test_no_absence_is_said_and_no_log_is_no_attendance(tmp_path: Path) -> None:
    text = side(mappe(tmp_path, "fravær: []\n", "klasse: 7B\n"))
    assert "Ingen hele dager borte av 32 skoledager." in text
    assert "Det er ikke ført noe fravær dette skoleåret." in text
    assert "Det er ikke ført fravær i noe fag." in text
    (tmp_path / "k" / "ada" / "fravaer.yaml").unlink()
    with pytest.raises(KanIkkeLages, match="ingen fraværslogg"):
        side(tmp_path / "k" / "ada")
    with pytest.raises(KanIkkeLages, match="begynner først"):
        side(mappe(tmp_path), "2025-08-05")


def test_what_the_school_saw_is_there_and_the_rest_is_room_to_write(tmp_path: Path) -> None:
    mapping = "samtaler:\n" + "".join(
        f"  - {{med: skole, dato: {day}, svar: {{fraværsmønster: {said}}}}}\n"
        for day, said in (("2025-09-20", "Mest mandager."), ("2025-10-05", "Senere."))
    )
    text = side(mappe(tmp_path, kartlegging=mapping))
    assert "Mest mandager." in text
    assert "Senere." not in text, "said after the form's day"
    assert "Det foresatte sier" in text


def test_an_empty_form_has_every_sign_and_no_number() -> None:
    made = lag("fraværsmønster", EKSEMPLER, "2025-11-21", tom=True)
    assert set(made.filer) == set(ALLE)
    text = tekst(Format.HTML, made.filer[Format.HTML])
    for word in (*absence.FORKLARING.values(), *absence.AARSAKER.values(), "Juni"):
        assert flat(word) in flat(text)
    assert "0 %" not in text
    signs = {c for rows in _rutenett(made.filer[Format.HTML]).values() for row in rows[2:] for c in row[1:]}
    assert signs == {"", "–"}, "free days are known"
    assert made.stamme == "fravaersmoenster-tom"


def test_hostile_subjects_and_notes_come_out_as_they_went_in(tmp_path: Path) -> None:
    evil = "#read(1) {{ 7*7 }} <b>x</b> = 1. *y* $z$ \\input"
    log = f"fravær: [{{dato: 2025-09-10, type: time, fag: '{evil}'}}]\n"
    mapping = f"samtaler: [{{med: skole, svar: {{fraværsmønster: '{evil}'}}}}]\n"
    made = lag("fraværsmønster", mappe(tmp_path, log, kartlegging=mapping), "2025-09-30")
    assert made.feil == ()
    for format_, data in made.filer.items():
        found = uten_bindestrek(tekst(format_, data))
        assert found.count(uten_bindestrek(clean(evil))) == 2, format_


@pytest.mark.parametrize("navn", sorted(p.parent.name for p in EKSEMPLER.glob("*/*/evaluering.yaml")))
def test_the_samples_in_every_format(navn: str) -> None:
    (sti,) = EKSEMPLER.glob(f"*/{navn}")
    made = lag("fraværsmønster", sti, "2026-06-10")
    assert made.feil == ()
    assert dict(lag("fraværsmønster", sti, "2026-06-10").filer) == dict(made.filer), "the same bytes twice"
    for format_, data in made.filer.items():
        text = tekst(format_, data)
        assert not [odd for odd in ("None", "[mangler", "{{", "[[") if odd in text], format_
    tags = html_leser(made.filer[Format.HTML]).tags
    assert [t for t, _ in tags].count("h1") == 1
    assert ("abbr", {"title": "til stede"}) in tags, "a sign has its word"
