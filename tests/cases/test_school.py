"""`skole.yaml` and `klasse.yaml`: what is told, and which calendar comes out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.cases.school import School, SchoolClass, load_class, load_school
from fravaer_cli.files.workspace import find


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def school(root: Path, text: str) -> School:
    (root / "skole.yaml").write_text(text, "utf-8")
    return load_school(find(str(root)))


def told(found: School | SchoolClass) -> list[tuple[str, int | None]]:
    return [(p.code, p.place.line) for p in found.diagnostics]


def rute(text: str, name: str = "2025-2026") -> str:
    return f"skole: S\nskoleruter:\n  {name}:\n    {{{text}}}\n"


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (rute("start: 2025-08-18, slutt: 2026-06-19, semesterskille: 2026-01-16"), []),
        (rute("start: 2025-08-01, slutt: 2026-07-31"), []),
        (rute("start: 2025-07-31"), ["F122"]),
        (rute("slutt: 2026-08-01"), ["F122"]),
        (rute("semesterskille: 2025-01-16"), ["F122"]),
        (rute("start: 2026-06-19, slutt: 2025-08-18"), ["F104"]),
        (rute("start: 2025-08-18, slutt: 2025-08-18"), []),
        (rute("fri: [{dato: 2025-11-14, hva: x}]"), []),
        (rute("fri: [{dato: 2024-11-14, hva: x}]"), ["F122"]),
        (rute("fri: [{fra: 2025-10-06, til: 2025-10-10}]"), []),
        (rute("fri: [{fra: 2025-10-06, til: 2025-10-06}]"), []),
        (rute("fri: [{fra: 2025-10-10, til: 2025-10-06}]"), ["F104"]),
        (rute("fri: [{fra: 2025-10-06, til: 2026-10-10}]"), ["F122"]),
        (rute("fri: [{fra: 2025-10-06}]"), ["F106"]),
        (rute("fri: [{hva: x}]"), ["F106"]),
        (rute("fri: [{dato: 2025-10-06, fra: 2025-10-06, til: 2025-10-06}]"), ["F106"]),
        (rute("start: 2025-08-18", "2025-2027"), ["F121"]),
        (rute("start: 2025-08-18", "2025-2025"), ["F121"]),
        (rute("start: 2026-08-17", "2026-2027"), []),
        (rute("start: 2025-08-18", "2025/26"), ["F121"]),
        ("skole: S\nlogo: logo.png\n", []),
        ("skole: S\nlogo: bilder/../logo.png\n", []),
        ("skole: S\nlogo: ../logo.png\n", ["F118"]),
        ("skole: S\nlogo: /etc/passwd\n", ["F118"]),
        ("skole: S\nlogo: bilder/../../x.png\n", ["F118"]),
        ("kommune: Gran\n", ["F004"]),
    ],
)
def test_what_is_told_of_a_school(root: Path, text: str, codes: list[str]) -> None:
    found = school(root, text)
    assert [p.code for p in found.diagnostics] == codes
    assert all(p.place.file == "skole.yaml" and p.place.line for p in found.diagnostics)


def test_a_wrong_free_day_is_told_on_its_line_and_the_others_count(root: Path) -> None:
    found = school(
        root,
        """\
skole: S
skoleruter:
  2025-2026:
    fri:
      - {fra: 2025-10-10, til: 2025-10-06, hva: høstferie}
      - {dato: 2025-11-14, hva: planleggingsdag}
""",
    )
    assert told(found) == [("F104", 5)]
    assert found.calendar.is_school_day(d("2025-10-08"))
    assert not found.calendar.is_school_day(d("2025-11-14"))


def test_a_wrong_start_takes_the_default(root: Path) -> None:
    found = school(root, rute("start: 2024-08-19, slutt: 2026-06-12"))
    year = found.calendar.year(d("2025-09-01"))
    assert (year.start, year.end) == (d("2025-08-18"), d("2026-06-12"))


def test_calendars_of_several_years(root: Path) -> None:
    text = "skole: S\nskoleruter:\n  2024-2025: {start: 2024-08-20}\n  2025-2026: {start: 2025-08-14}\n"
    calendar = school(root, text).calendar
    starts = [calendar.year(d(day)).start for day in ("2024-09-01", "2025-09-01", "2026-09-01")]
    assert starts == [d("2024-08-20"), d("2025-08-14"), d("2026-08-17")]


def test_a_year_with_nothing_in_it_is_a_known_one(root: Path) -> None:
    calendar = school(root, "skole: S\nskoleruter:\n  2025-2026: {}\n").calendar
    assert calendar.year(d("2025-09-01")).known
    assert not calendar.year(d("2026-09-01")).known


def test_without_skole_yaml_everything_has_its_default(root: Path) -> None:
    found = load_school(find(str(root)))
    assert (found.diagnostics, found.model.rutine, found.rutine_place) == ([], None, None)
    assert found.calendar.year(d("2025-09-01")).start == d("2025-08-18")


@pytest.mark.parametrize("text", ["skole: [\n", "", "- a\n", "skole: S\nskole: T\nrutine: oslo\n"])
def test_a_broken_skole_yaml_is_told_and_stops_nothing(root: Path, text: str) -> None:
    found = school(root, text)
    assert len(found.diagnostics) == 1
    assert not found.calendar.is_school_day(d("2025-12-25"))


def test_where_the_routine_is_named(root: Path) -> None:
    place = school(root, "skole: S\nrutine: oslo\n").rutine_place
    assert place is not None
    assert (place.file, place.line, place.column, place.length) == ("skole.yaml", 2, 9, 4)


# --- klasse.yaml ----------------------------------------------------------------------------------------------------


def klasse(root: Path, text: str | None) -> SchoolClass:
    (root / "klasse7b/amin").mkdir(parents=True)
    (root / "klasse7b/amin/sak.yaml").write_text("elev: {navn: A}\n")
    if text is not None:
        (root / "klasse7b/klasse.yaml").write_text(text, "utf-8")
    ws = find(str(root))
    return load_class(ws, ws.classes[0])


@pytest.mark.parametrize(
    ("text", "name", "codes"),
    [
        (None, "klasse7b", []),
        ("klasse: 7B\nskoleår: 2025-2026\n", "7B", []),
        ("klasse: 7B\nskoleår: 2025-2027\n", "7B", ["F121"]),
        ("klasse: 7B\nskoleår: 2025/2026\n", "7B", ["F121"]),
        ("klasse: 7B\nskoleår:\n", "7B", []),
        ("klasse:\n", "klasse7b", ["F004"]),
        ("klasse: [7B\n", "klasse7b", ["F002"]),
        ("trinn: 7\n", "klasse7b", ["F004"]),
    ],
)
def test_classes(root: Path, text: str | None, name: str, codes: list[str]) -> None:
    found = klasse(root, text)
    assert (found.model.klasse, [p.code for p in found.diagnostics]) == (name, codes)
