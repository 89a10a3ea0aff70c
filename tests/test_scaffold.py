"""What `fravaer init` and `fravaer new` make is right at once, whole or not at all, and never costs what is there."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from fravaer_cli import resources, scaffold, texts
from fravaer_cli.cases.case import load_case
from fravaer_cli.cases.school import load_class, load_school
from fravaer_cli.cli import init as init_module
from fravaer_cli.cli.init import init
from fravaer_cli.cli.new import new
from fravaer_cli.cli.norsk import NorskGruppe
from fravaer_cli.diagnostics import Diagnostic
from fravaer_cli.errors import UserError
from fravaer_cli.files import source, workspace
from fravaer_cli.files.names import KINDS
from fravaer_cli.files.yaml_text import scalar
from fravaer_cli.scaffold import (
    CaseWishes,
    MissingName,
    SchoolWishes,
    State,
    carry_out,
    clean_text,
    describe,
    folder_name,
    parse_school_year,
    plan_case,
    plan_school,
    school_year_for,
)

TODAY = date(2026, 11, 20)
SOLVANG = SchoolWishes("Solvang skole", "Gran", klasser=["7b"])
AMIN = CaseWishes("Amin Yusuf")
ALT = CaseWishes("Amin Yusuf", status="aktiv", plan=True)


@pytest.fixture(scope="module", autouse=True)
def _quick_disk() -> Iterator[None]:
    """Waiting for the disk takes most of the time here, and tells nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


def make_school(cwd: Path, wishes: SchoolWishes = SOLVANG, folder: str = "solvang", today: date = TODAY) -> Path:
    carry_out(plan_school(folder, cwd, wishes, today))
    return cwd / folder


def make_case(cwd: Path, argument: str, wishes: CaseWishes = AMIN, today: date = TODAY) -> Path:
    """Make a case; gives its folder."""
    plan = plan_case(argument, cwd, wishes, today)
    carry_out(plan)
    return next(f.path.parent for f in plan.files if f.path.name == "sak.yaml")


def diagnostics(root: Path, today: date = TODAY) -> list[Diagnostic]:
    """Everything our own validator says of the files of a school."""
    ws = workspace.find(str(root))
    school = load_school(ws)
    found = [*ws.diagnostics, *school.diagnostics]
    found += [d for c in ws.classes for d in load_class(ws, c).diagnostics]
    return found + [d for c in ws.cases for d in load_case(ws, c, school, today).diagnostics]


def contents(folder: Path) -> dict[str, bytes]:
    """All files under a folder, and its folders with empty content."""
    paths = sorted(folder.rglob("*"))
    return {p.relative_to(folder).as_posix(): b"" if p.is_dir() else p.read_bytes() for p in paths}


def value(path: Path) -> dict[str, object]:
    read = source.parse(path.name, path.read_bytes())
    assert not read.diagnostics
    assert isinstance(read.value, dict)
    return read.value


# --- what is made is right ---------------------------------------------------------------------------------------


def test_school_class_and_case_from_nothing_are_valid(tmp_path: Path) -> None:
    school = make_school(tmp_path)
    make_case(tmp_path, "solvang/klasse7b")
    make_case(school, "klasse7b/amin", ALT)
    assert diagnostics(school) == []
    assert sorted(f for f in contents(school) if f.endswith(".yaml")) == [
        "klasse7b/7b-01/fravaer.yaml",
        "klasse7b/7b-01/kontakt.yaml",
        "klasse7b/7b-01/sak.yaml",
        "klasse7b/amin/evaluering.yaml",
        "klasse7b/amin/fravaer.yaml",
        "klasse7b/amin/kartlegging.yaml",
        "klasse7b/amin/kontakt.yaml",
        "klasse7b/amin/sak.yaml",
        "klasse7b/amin/tiltaksplan.yaml",
        "klasse7b/klasse.yaml",
        "skole.yaml",
    ]


def test_what_was_said_stands_in_the_files(tmp_path: Path) -> None:
    school = make_school(tmp_path, SchoolWishes("Solvang skole", "Gran", "gran", "2026-2027"))
    case = make_case(school, "klasse7b", CaseWishes("Amin Yusuf", status="aktiv", kontaktlaerer="Nora Berg"))
    skole, klasse, sak = value(school / "skole.yaml"), value(case.parent / "klasse.yaml"), value(case / "sak.yaml")
    assert (skole["skole"], skole["kommune"], skole["rutine"]) == ("Solvang skole", "Gran", "gran")
    assert klasse == {"klasse": "7B", "trinn": 7, "skoleår": "2026-2027", "kontaktlærer": "Nora Berg"}
    assert sak["elev"] == {"navn": "Amin Yusuf", "fødselsdato": None, "morsmål": None}
    assert (sak["kode"], sak["status"], sak["åpnet"]) == ("7B-01", "aktiv", "2026-11-20")
    assert value(case / "fravaer.yaml") == {"fravær": []}
    assert value(case / "kontakt.yaml") == {"kontakt": []}


def test_a_school_without_calendar_is_known_to_be_without(tmp_path: Path) -> None:
    """An example taken for the municipality's calendar would hide that the vacations are unknown."""
    assert not load_school(workspace.find(str(make_school(tmp_path)))).calendar.year(TODAY).known


def test_an_observed_pupil_has_no_opening_day_and_no_mapping(tmp_path: Path) -> None:
    case = make_case(tmp_path, "klasse7b")
    assert value(case / "sak.yaml")["åpnet"] is None
    assert not (case / "kartlegging.yaml").exists()


@pytest.mark.parametrize(
    ("wishes", "extra"),
    [
        (CaseWishes("A", status="aktiv"), {"kartlegging.yaml"}),
        (CaseWishes("A", kartlegging=True), {"kartlegging.yaml"}),
        (CaseWishes("A", plan=True), {"kartlegging.yaml", "tiltaksplan.yaml", "evaluering.yaml"}),
    ],
)
def test_files_follow_from_how_far_the_case_has_come(tmp_path: Path, wishes: CaseWishes, extra: set[str]) -> None:
    case = make_case(tmp_path, "klasse7b", wishes)
    assert {p.name for p in case.iterdir()} == {"sak.yaml", "fravaer.yaml", "kontakt.yaml"} | extra


def test_a_plan_begins_today_and_says_so(tmp_path: Path) -> None:
    plan = plan_case("klasse7b", tmp_path, ALT, TODAY)
    carry_out(plan)
    assert value(tmp_path / "klasse7b/7b-01/tiltaksplan.yaml")["periode"] == {"fra": "2026-11-20", "til": None}
    assert any("20. november 2026" in note for note in plan.notes)


@settings(deadline=None, max_examples=60)
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.booleans())
def test_valid_on_every_day_of_the_year_with_all_examples_in_use(today: date, calendar: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        school = make_school(Path(folder), today=today)
        if calendar:
            _take_examples_into_use(school / "skole.yaml")
        case = make_case(school, "klasse7b/amin", ALT, today)
        assert diagnostics(school, today) == []
        for file in (case.parent / "klasse.yaml", *case.iterdir()):
            _take_examples_into_use(file)
        assert diagnostics(school, today) == []


def test_every_file_is_utf8_with_line_feeds_and_ends_with_one(tmp_path: Path) -> None:
    school = make_school(tmp_path)
    make_case(school, "klasse7b/amin", ALT)
    for name, data in contents(school).items():
        if data:
            assert b"\r" not in data, name
            assert b"\t" not in data, name
            assert data.decode("utf-8").endswith("\n"), name


# --- the commented-out examples ----------------------------------------------------------------------------------

_EXAMPLE = re.compile(r"^# [a-zæøå_]+:( |$)")


def _examples(text: str) -> list[list[int]]:
    """The line numbers of each commented-out block: from its first key to the end of the comment."""
    blocks: list[list[int]] = []
    inside = False
    for i, line in enumerate(text.split("\n")):
        if not line.startswith("#"):
            inside = False
        elif _EXAMPLE.match(line) and not inside:
            blocks.append([i])
            inside = True
        elif inside:
            blocks[-1].append(i)
    return blocks


def _take_examples_into_use(file: Path, only: list[int] | None = None) -> None:
    """As the comments say: take «# » away, and an empty list of the same name."""
    lines = file.read_text("utf-8").split("\n")
    for i in only if only is not None else [i for block in _examples("\n".join(lines)) for i in block]:
        lines[i] = lines[i].removeprefix("# ")
        if re.fullmatch(r"\w+:", lines[i]):
            lines = ["" if line == f"{lines[i]} []" else line for line in lines]
    file.write_text("\n".join(lines), "utf-8")


FILES_WITH_EXAMPLES = ("skole", "klasse", "sak", "fravaer", "kontakt", "kartlegging", "tiltaksplan", "evaluering")


@pytest.mark.parametrize("kind", FILES_WITH_EXAMPLES)
def test_each_example_is_right_when_taken_into_use(tmp_path: Path, kind: str) -> None:
    school = make_school(tmp_path)
    make_case(school, "klasse7b/amin", ALT)
    file = next(school.rglob(f"{kind}.yaml"))
    untouched, before = file.read_text("utf-8"), value(file)
    blocks = _examples(untouched)
    assert blocks
    for block in blocks:
        _take_examples_into_use(file, block)
        assert diagnostics(school) == [], file.read_text("utf-8")
        assert value(file) != before
        file.write_text(untouched, "utf-8")


def test_no_example_is_left_out_by_this_test() -> None:
    templates = {p.name.split(".")[0] for p in (resources.folder("templates") / "oppsett").glob("*.yaml.j2")}
    assert templates == set(FILES_WITH_EXAMPLES)


def test_the_calendar_in_the_example_has_the_right_dates(tmp_path: Path) -> None:
    school = make_school(tmp_path, SchoolWishes("Solvang", skoleaar="2025/26"))
    _take_examples_into_use(school / "skole.yaml")
    calendar = value(school / "skole.yaml")["skoleruter"]
    assert isinstance(calendar, dict)
    assert list(calendar) == ["2025-2026"]
    year = calendar["2025-2026"]
    assert (year["start"], year["slutt"], year["semesterskille"]) == ("2025-08-18", "2026-06-19", "2026-01-09")
    assert year["fri"] == [
        {"fra": "2025-10-06", "til": "2025-10-10", "hva": "høstferie"},
        {"fra": "2025-12-22", "til": "2026-01-02", "hva": "juleferie"},
        {"fra": "2026-02-23", "til": "2026-02-27", "hva": "vinterferie"},
        {"fra": "2026-03-30", "til": "2026-04-06", "hva": "påskeferie"},
        {"dato": "2025-11-14", "hva": "planleggingsdag"},
    ]


# --- texts -------------------------------------------------------------------------------------------------------

HOSTILE = [
    'Ida "Ida" Å',
    "D'Angelo: en",
    "# ikke en kommentar",
    "Per # Pål",
    "{{ navn }}",
    "{% raw %}",
    "{a: b}",
    "[a, b]",
    "null",
    "~",
    "ja",
    "Nei",
    "true",
    "7",
    "7.10",
    "0x1F",
    "7E-01",
    "1e3",
    "2026-11-20",
    "- en",
    "? en",
    "*a",
    "&a",
    "!!str a",
    "%a",
    "@a",
    "`a`",
    "a:",
    "a\\nb",
    "Bård 😀 Ås",
    "Zoë Ł",
    "أمين",
    "...",
    "---",
    "<<",
    "=",
    "a" * 200,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    school = make_school(tmp_path, SchoolWishes(text, text))
    case = make_case(school, "klasse7b/a", CaseWishes(text, kode=text, kontaktlaerer=text, plan=True))
    skole, klasse, sak = value(school / "skole.yaml"), value(case.parent / "klasse.yaml"), value(case / "sak.yaml")
    elev = sak["elev"]
    assert isinstance(elev, dict)
    assert {skole["skole"], skole["kommune"], klasse["kontaktlærer"], elev["navn"], sak["kode"]} == {text}
    assert diagnostics(school) == []


def test_texts_become_one_clean_line() -> None:
    assert clean_text("  Amin \n\n Yusuf\t\u200b \x07", "navnet") == "Amin Yusuf"
    assert clean_text("A\u030asa", "navnet") == "Åsa"


@pytest.mark.parametrize("text", ["", "  \n", "\u200b", "a" * 201, "Amin 14031412345", "Amin \udcff"])
def test_texts_that_cannot_be_used_are_refused(text: str) -> None:
    with pytest.raises(UserError) as error:
        clean_text(text, "elevens navn")
    assert error.value.remedy
    assert "12345" not in error.value.message


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_survives_yaml(text: str) -> None:
    try:
        clean = clean_text(text, "navnet")
    except UserError:
        return
    read = source.parse("f", f"a: {scalar(clean)}  # en kommentar\nb: [{scalar(clean)}, 1]\n".encode())
    assert read.value == {"a": clean, "b": [clean, 1]}


def test_ordinary_names_and_codes_are_not_in_quotes() -> None:
    for text in ("Amin Yusuf", "Øyvind Ås-Moe", "Ole O'Hara", "7B", "7B-04", "10A-112", "St. Olav skole"):
        assert scalar(text) == text


# --- names of folders --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("amin", "amin"),
        ("Øyvind Åse", "oeyvind-aase"),
        ("A\u030ase", "aase"),
        ("Zoë Łukasz", "zoe-lukasz"),
        ("Müller & Søn", "muller-soen"),
        ("7B-04", "7b-04"),
        ("amin.", "amin"),
        ("Straße", "strasse"),
        ("İpek", "ipek"),
        ("a" * 60, "a" * 60),
    ],
)
def test_folders_are_ascii_and_lower_case(text: str, name: str) -> None:
    assert folder_name(text) == name


@pytest.mark.parametrize(
    "text",
    ["", " ", "...", "😀", "أمين", "con", "NUL", "Aux", "com1", "a" * 61, "dokumenter", "Maler", "14031412345"],
)
def test_names_that_would_lead_astray_are_refused(text: str) -> None:
    with pytest.raises(UserError) as error:
        folder_name(text)
    assert error.value.remedy


def test_no_pupil_can_be_put_where_the_check_does_not_look(tmp_path: Path) -> None:
    """A name is refused, or the case that it leads to is one that the check finds."""
    for name in (*workspace.NOT_OURS, "rapporter"):
        (tmp_path / name).mkdir()
        for argument in (f"{name}/amin", f"klasse7b/{name}", name):
            try:
                case = make_case(tmp_path, argument)
            except UserError:
                continue
            assert case in {c.path for c in workspace.find(str(tmp_path)).cases}
    made = {c.name for c in workspace.find(str(tmp_path)).cases}
    assert made == {"pycache/amin", "pycache/pycache-02", "klasse7b/pycache"}


@given(st.text(max_size=80))
def test_a_folders_name_is_always_safe(text: str) -> None:
    try:
        name = folder_name(text)
    except UserError:
        return
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,59}", name)
    assert folder_name(name) == name


# --- codes -------------------------------------------------------------------------------------------------------


def code_of(case: Path) -> object:
    return value(case / "sak.yaml")["kode"]


def test_codes_are_given_in_turn_and_name_the_folder(tmp_path: Path) -> None:
    school = make_school(tmp_path)
    made = [make_case(school, "klasse7b") for _ in range(3)]
    assert [p.name for p in made] == ["7b-01", "7b-02", "7b-03"]
    assert [code_of(p) for p in made] == ["7B-01", "7B-02", "7B-03"]


def test_a_folder_with_a_name_of_its_own_still_gets_the_next_code(tmp_path: Path) -> None:
    make_case(tmp_path, "klasse7b")
    assert code_of(make_case(tmp_path, "klasse7b/amin")) == "7B-02"
    assert make_case(tmp_path, "klasse7b").name == "7b-03"


def test_a_code_below_the_highest_is_not_given_again(tmp_path: Path) -> None:
    """Statistics would take the new pupil for the one who left."""
    make_case(tmp_path, "klasse7b", CaseWishes("A", kode="7B-09"))
    assert code_of(make_case(tmp_path, "klasse7b")) == "7B-10"


def test_a_code_in_a_file_with_errors_counts_too(tmp_path: Path) -> None:
    case = make_case(tmp_path, "klasse7b/amin")
    (case / "sak.yaml").write_text('elev: {navn: "Amin\nkode: "7B-05"  # fem\n', "utf-8")
    assert code_of(make_case(tmp_path, "klasse7b")) == "7B-06"


def test_a_code_that_somebody_in_the_school_has_is_refused(tmp_path: Path) -> None:
    school = make_school(tmp_path)
    make_case(school, "klasse7a/a", CaseWishes("A", kode="X-1"))
    with pytest.raises(UserError, match="En annen elev har koden «x-1»"):
        plan_case("klasse7b/b", school, CaseWishes("B", kode="x-1"), TODAY)


def test_the_codes_prefix_is_what_the_class_is_called(tmp_path: Path) -> None:
    (tmp_path / "klasse7b").mkdir()
    (tmp_path / "klasse7b" / "klasse.yaml").write_text("klasse: 7. trinn Blå\n", "utf-8")
    case = make_case(tmp_path, "klasse7b")
    assert (case.name, code_of(case)) == ("7-trinn-blaa-01", "7-TRINN-BLAA-01")


@pytest.mark.parametrize(
    ("folder", "klasse", "trinn"),
    [
        ("klasse7b", "7B", 7),
        ("klasse10a", "10A", 10),
        ("4a", "4A", 4),
        ("klasse1sta", "1STA", None),
        ("gul", "Gul", None),
        ("Klasse Rød", "Rød", None),
        ("klasse99", "99", None),
    ],
)
def test_a_new_class_is_named_by_its_folder(tmp_path: Path, folder: str, klasse: str, trinn: int | None) -> None:
    made = value(make_case(tmp_path, f"{folder}/amin").parent / "klasse.yaml")
    assert (str(made["klasse"]), made["trinn"]) == (klasse, trinn)


# --- which part is the class, which the pupil --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "argument", "made"),
    [
        (".", "klasse8a", "klasse8a/8a-01"),
        (".", "klasse8a/amin", "klasse8a/amin"),
        (".", "./klasse8a//amin/", "klasse8a/amin"),
        (".", "klasse8a\\amin", "klasse8a/amin"),
        (".", "solvang/klasse8a", "solvang/klasse8a/8a-01"),
        (".", "solvang/klasse7b", "solvang/klasse7b/7b-01"),
        (".", "solvang/klasse7b/Øyvind Å", "solvang/klasse7b/oeyvind-aa"),
        (".", "solvang/Klasse7B/amin", "solvang/klasse7b/amin"),
        (".", "ettermiddag/klasse8a", "ettermiddag/klasse8a/8a-01"),
        (".", "ettermiddag/blå", "ettermiddag/blaa/blaa-01"),
        ("solvang", "klasse7b", "solvang/klasse7b/7b-01"),
        ("solvang", "gul", "solvang/gul/gul-01"),
        ("solvang", "gul/amin", "solvang/gul/amin"),
        ("solvang/klasse7b", "amin", "solvang/klasse7b/amin"),
        ("solvang/klasse7b", ".", "solvang/klasse7b/7b-01"),
    ],
)
def test_class_and_pupil_are_told_apart(tmp_path: Path, where: str, argument: str, made: str) -> None:
    make_school(tmp_path)
    make_case(tmp_path, "gul/amin")
    (tmp_path / "ettermiddag").mkdir()
    (tmp_path / "gul").rename(tmp_path / "ettermiddag" / "gul")
    assert make_case(tmp_path / where, argument).relative_to(tmp_path).as_posix() == made


@pytest.mark.parametrize(
    ("where", "argument"),
    [
        (".", ""),
        (".", " "),
        (".", "."),
        (".", "/klasse7b/amin"),
        (".", "C:\\skole\\klasse7b"),
        (".", "\\\\server\\skole\\klasse7b"),
        (".", "../klasse7b"),
        (".", "klasse7b/../../x"),
        (".", "klasse7b/.."),
        (".", "~/klasse7b"),
        (".", ".skjult/amin"),
        (".", "klasse7b/.amin"),
        (".", "klasse7b/nul"),
        (".", "klasse7b/dokumenter"),
        (".", "dokumenter/amin"),
        (".", "klasse7b/a\0b"),
        (".", "klasse7b/a\x1bb"),
        (".", "finnes-ikke/klasse7b/amin"),
        (".", "finnes-ikke/klasse7b"),
        (".", "solvang"),
        ("solvang", "."),
        ("solvang", "klasse7b/amin/per"),
        ("solvang/klasse7b", "klasse7b/per"),
        ("solvang/klasse7b", "gul/per"),
        ("solvang/klasse7b/amin", "per"),
        ("solvang", "en-fil/amin"),
        ("solvang", "klasse7b/en-fil"),
    ],
)
def test_paths_that_lead_nowhere_or_elsewhere_are_refused(tmp_path: Path, where: str, argument: str) -> None:
    school = make_school(tmp_path)
    make_case(school, "klasse7b/amin")
    for place in (school, school / "klasse7b"):
        (place / "en-fil").write_text("x")
    before = contents(tmp_path)
    with pytest.raises(UserError) as error:
        plan_case(argument, tmp_path / where, AMIN, TODAY)
    assert error.value.remedy
    assert contents(tmp_path) == before


def test_links_are_not_followed(tmp_path: Path) -> None:
    """The check does not follow them, so the pupil would be nowhere."""
    elsewhere = tmp_path / "annet"
    elsewhere.mkdir()
    school = make_school(tmp_path)
    try:
        (school / "klasse8a").symlink_to(elsewhere, target_is_directory=True)
        (school / "klasse7b" / "per").symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        pytest.skip("ingen lenker her")
    for argument in ("klasse8a", "klasse8a/amin", "klasse7b/per"):
        with pytest.raises(UserError, match="snarvei"):
            plan_case(argument, school, AMIN, TODAY)
    assert list(elsewhere.iterdir()) == []


# --- nothing is overwritten --------------------------------------------------------------------------------------


def test_init_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    school = make_school(tmp_path)
    before = contents(school)
    plan = plan_school("solvang", tmp_path, SchoolWishes(klasser=["7b"]), TODAY)
    carry_out(plan)
    assert contents(school) == before
    assert "Ingenting nytt å lage." in describe(plan)
    assert "ikke rørt:\n  solvang/skole.yaml" in describe(plan)


def test_init_completes_a_school_and_leaves_the_users_files(tmp_path: Path) -> None:
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode" / "settings.json").write_text("{}")
    (tmp_path / "skole.yaml").write_text("skole: Vår\n")
    plan = plan_school(".", tmp_path, SchoolWishes("Annet navn"), TODAY)
    carry_out(plan)
    assert (tmp_path / "skole.yaml").read_text() == "skole: Vår\n"
    assert (tmp_path / ".vscode" / "settings.json").read_text() == "{}"
    assert (tmp_path / ".gitignore").is_file()
    assert any("ikke endret" in note for note in plan.notes)


def test_our_copied_schemas_are_renewed_and_it_is_said(tmp_path: Path) -> None:
    school = make_school(tmp_path)
    schema = school / ".fravaer" / "schemas" / "sak.schema.json"
    right = schema.read_bytes()
    schema.write_text("{}")
    plan = plan_school("solvang", tmp_path, SchoolWishes(), TODAY)
    carry_out(plan)
    assert schema.read_bytes() == right
    assert "Fornyet (våre skjemaer):\n  solvang/.fravaer/schemas/ (1 skjema" in describe(plan)


def test_an_existing_case_is_not_touched(tmp_path: Path) -> None:
    make_case(tmp_path, "klasse7b/amin")
    before = contents(tmp_path)
    for argument in ("klasse7b/amin", "klasse7b/Amin"):
        with pytest.raises(UserError, match="«klasse7b/amin» har en sak fra før"):
            plan_case(argument, tmp_path, CaseWishes("Per"), TODAY)
    assert contents(tmp_path) == before


def test_a_folder_that_lacks_its_sak_gets_it(tmp_path: Path) -> None:
    """What F026 tells the user to do."""
    folder = tmp_path / "klasse7b" / "amin"
    folder.mkdir(parents=True)
    (folder / "fravaer.yaml").write_text("fravær: []\n", "utf-8")
    plan = plan_case("klasse7b/amin", tmp_path, AMIN, TODAY)
    carry_out(plan)
    assert (folder / "fravaer.yaml").read_text("utf-8") == "fravær: []\n"
    assert (folder / "sak.yaml").is_file()
    assert [f.path.name for f in plan.of(State.KEPT)] == ["fravaer.yaml"]


def test_a_file_with_nearly_the_right_name_is_pointed_at(tmp_path: Path) -> None:
    (tmp_path / "skole.yml").write_text("skole: Vår\n")
    with pytest.raises(UserError, match=r"skole\.yml") as error:
        plan_school(".", tmp_path, SOLVANG, TODAY)
    assert "skole.yaml" in error.value.remedy


def test_what_a_class_already_says_is_not_changed_but_told(tmp_path: Path) -> None:
    make_case(tmp_path, "klasse7b", CaseWishes("A", kontaktlaerer="Nora Berg"))
    before = (tmp_path / "klasse7b" / "klasse.yaml").read_bytes()
    plan = plan_case("klasse7b", tmp_path, CaseWishes("B", kontaktlaerer="Per Lund"), TODAY)
    carry_out(plan)
    assert (tmp_path / "klasse7b" / "klasse.yaml").read_bytes() == before
    assert any("ikke endret" in note for note in plan.notes)


def test_a_file_that_appears_between_plan_and_writing_is_not_overwritten(tmp_path: Path) -> None:
    plan = plan_school(".", tmp_path, SOLVANG, TODAY)
    (tmp_path / ".gitattributes").write_text("min\n")
    with pytest.raises(UserError, match="ble laget av noen andre"):
        carry_out(plan)
    assert contents(tmp_path) == {".gitattributes": b"min\n"}


def test_two_who_make_the_same_case_at_once_do_not_mix(tmp_path: Path) -> None:
    first, second = (plan_case("klasse7b/amin", tmp_path, CaseWishes(n), TODAY) for n in ("Amin", "Per"))
    carry_out(first)
    before = contents(tmp_path)
    with pytest.raises(UserError, match="ble laget av noen andre"):
        carry_out(second)
    assert contents(tmp_path) == before


# --- whole or not at all -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "Det er ikke plass"),
        (errno.EACCES, "Du mangler tilgang"),
        (errno.EROFS, "Du mangler tilgang"),
        (errno.EIO, "kan ikke skrives"),
    ],
)
@pytest.mark.parametrize("fails_at", range(6))
def test_a_run_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str, fails_at: int
) -> None:
    school = make_school(tmp_path)
    (school / ".fravaer" / "schemas" / "sak.schema.json").write_text("{}")
    (school / ".gitignore").unlink()
    before = contents(tmp_path)
    plan = plan_school("solvang", tmp_path, SchoolWishes(klasser=["8a", "8b", "9a", "9b"]), TODAY)
    calls = iter(range(100))

    def fsync(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode) and next(calls) == fails_at:
            raise OSError(code, "x")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(UserError, match=said):
        carry_out(plan)
    assert contents(tmp_path) == before


def test_an_interrupted_run_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_case("klasse7b/amin", tmp_path, ALT, TODAY)
    calls = iter(range(100))
    real = os.link

    def link(*args: object) -> None:
        if next(calls) == 3:
            raise KeyboardInterrupt
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(KeyboardInterrupt):
        carry_out(plan)
    assert contents(tmp_path) == {}


def test_a_disk_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise OSError(errno.EPERM, "x")

    monkeypatch.setattr(os, "link", link)
    make_case(make_school(tmp_path), "klasse7b/amin", ALT)
    assert diagnostics(tmp_path / "solvang") == []
    plan = plan_school("annet", tmp_path, SOLVANG, TODAY)
    (tmp_path / "annet").mkdir()
    (tmp_path / "annet" / "skole.yaml").write_text("min\n")
    plan.folders.remove(tmp_path / "annet")
    with pytest.raises(UserError, match="ble laget av noen andre"):
        carry_out(plan)
    assert contents(tmp_path / "annet") == {"skole.yaml": b"min\n"}


def test_nothing_temporary_is_left(tmp_path: Path) -> None:
    school = make_school(tmp_path)
    make_case(school, "klasse7b/amin", ALT)
    assert [n for n in contents(tmp_path) if n.endswith(".tmp")] == []


def test_planning_writes_nothing(tmp_path: Path) -> None:
    plan_school("solvang", tmp_path, SOLVANG, TODAY)
    plan_case("klasse7b", tmp_path, AMIN, TODAY)
    assert contents(tmp_path) == {}


# --- where a school may be ---------------------------------------------------------------------------------------


def test_a_school_is_made_only_where_a_school_can_be(tmp_path: Path) -> None:
    school = make_school(tmp_path)
    case = make_case(school, "klasse7b/amin")
    (tmp_path / "en-fil").write_text("x")
    wrong = {
        "finnes-ikke/solvang": "Finner ikke mappen «finnes-ikke»",
        "en-fil": "er ikke en mappe",
        "en-fil/solvang": "er ikke en mappe",
        "": "mangler navn",
        "a\0b": "mangler navn",
        "solvang/annen": "ligger inne i en annen skole",
        str(case): "er en elevs mappe",
        str(case.parent): "er en klassemappe",
    }
    before = contents(tmp_path)
    for argument, said in wrong.items():
        with pytest.raises(UserError, match=said):
            plan_school(argument, tmp_path, SOLVANG, TODAY)
    assert contents(tmp_path) == before


def test_settings_are_not_written_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "ute"
    outside.mkdir()
    school = tmp_path / "skole"
    school.mkdir()
    try:
        (school / ".vscode").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("ingen lenker her")
    with pytest.raises(UserError, match="snarvei"):
        plan_school("skole", tmp_path, SOLVANG, TODAY)


def test_an_unknown_routine_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^Rutinen «grann» finnes ikke – mente du «gran»\?$"):
        plan_school("solvang", tmp_path, SchoolWishes("S", rutine="grann"), TODAY)


@pytest.mark.parametrize(
    ("today", "year"),
    [("2026-08-01", 2026), ("2027-01-02", 2026), ("2027-06-18", 2026), ("2027-06-19", 2027), ("2027-07-31", 2027)],
)
def test_after_the_last_school_day_one_prepares_for_the_next_year(today: str, year: int) -> None:
    assert school_year_for(date.fromisoformat(today)) == year


def test_school_years_are_two_in_a_row() -> None:
    assert [parse_school_year(t) for t in ("2026-2027", "2026/2027", "2026/27", "2099-00")] == [2026, 2026, 2026, 2099]
    for wrong in ("2026", "2026-2028", "2026-2026", "26-27", "2026-2027-2028", "x", "2027-2026"):
        with pytest.raises(UserError, match="er ikke et skoleår"):
            parse_school_year(wrong)


# --- editor and git ----------------------------------------------------------------------------------------------


def test_the_editor_knows_each_kind_of_file_and_its_schema(tmp_path: Path) -> None:
    school = make_school(tmp_path)
    editor = json.loads((school / ".vscode" / "settings.json").read_text("utf-8"))
    by_schema: dict[str, list[str]] = editor["yaml.schemas"]
    names = {kind: [f"klasse7b/amin/{kind}.yaml"] for kind in KINDS}
    names["tiltaksplan"] += ["klasse7b/amin/tiltaksplan-2.yaml"]
    names["rutine"] = ["rutiner/var.yaml"]
    for kind, files in names.items():
        for file in files:
            meant = [s for s, globs in by_schema.items() if any(_matches(file, g) for g in globs)]
            assert meant == [f"./.fravaer/schemas/{kind}.schema.json"], file
    for schema in by_schema:
        ours = resources.folder("schemas") / Path(schema).name
        assert (school / schema).read_bytes() == ours.read_bytes()
    assert editor["[yaml]"]["editor.tabSize"] == 2
    extensions = json.loads((school / ".vscode" / "extensions.json").read_text("utf-8"))
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}


def _matches(file: str, glob: str) -> bool:
    """As the extension reads globs: the end of the path decides."""
    pattern = re.escape(glob).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return re.search(rf"(?:^|/){pattern}$", file) is not None


def test_documents_and_reports_are_not_for_git(tmp_path: Path) -> None:
    ignored = (make_school(tmp_path) / ".gitignore").read_text("utf-8").split("\n")
    assert {"dokumenter/", "rapporter/"} <= set(ignored)
    attributes = (tmp_path / "solvang" / ".gitattributes").read_text("utf-8")
    assert "*.yaml text eol=lf" in attributes
    assert "merge=union" not in attributes


# --- the commands ------------------------------------------------------------------------------------------------

app = typer.Typer(cls=NorskGruppe, rich_markup_mode=None, pretty_exceptions_enable=False)
app.command("init")(init)
app.command("new")(new)


def run(*args: str, answer: str | None = None) -> str:
    result = CliRunner().invoke(app, list(args), input=answer, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_school_in_a_minute(here: Path) -> None:
    said = run("init", "solvang", "--skole", "Solvang skole", "--klasse", "7b", "--klasse", "8A")
    assert 'Neste: fravaer new solvang/klasse7b --navn "Elevens navn"' in said
    assert "  solvang/klasse8a/klasse.yaml\n" in said
    said = run("new", "solvang/klasse7b", "--navn", "Amin Yusuf")
    assert "  solvang/klasse7b/7b-01/sak.yaml\n" in said
    assert "fravaer check solvang/klasse7b" in said
    assert diagnostics(here / "solvang", date.today()) == []


def test_the_next_step_can_be_followed_as_it_stands(here: Path) -> None:
    said = run("init", "Solvang skole", "--skole", "Solvang skole")
    step = said.rsplit("Neste: fravaer ", 1)[1]
    assert step == 'new "Solvang skole/klasse7b" --navn "Elevens navn"\n'
    run("new", "Solvang skole/klasse7b", "--navn", "Elevens navn")
    assert (here / "Solvang skole" / "klasse7b" / "7b-01").is_dir()


def test_a_dry_run_says_all_and_writes_nothing(here: Path) -> None:
    said = run("init", "solvang", "--skole", "S", "--dry-run")
    assert "Ville laget:\n  solvang/\n  solvang/skole.yaml\n" in said
    assert "Ingenting er skrevet" in said
    said = run("new", "klasse7b", "--navn", "A", "--plan", "--dry-run")
    assert "  klasse7b/7b-01/tiltaksplan.yaml\n" in said
    assert contents(here) == {}


def test_the_ascii_forms_of_the_options_do_the_same(here: Path) -> None:
    run("init", "a", "--skole", "S", "--skoleaar", "2030-2031", "--klasse", "7b")
    run("init", "b", "--skole", "S", "--skoleår", "2030-2031", "--klasse", "7b")
    assert contents(here / "a") == contents(here / "b")
    run("new", "c/x", "--navn", "A", "--kontaktlaerer", "Nora Berg", "--trinn", "7")
    run("new", "d/x", "--navn", "A", "--kontaktlærer", "Nora Berg", "--trinn", "7")
    for folder in ("c", "d"):
        made = value(here / folder / "klasse.yaml")
        assert (made["kontaktlærer"], made["trinn"]) == ("Nora Berg", 7)


def test_a_missing_name_is_an_error_where_nobody_can_answer(here: Path) -> None:
    for args in (("init", "solvang"), ("new", "klasse7b")):
        with pytest.raises(MissingName) as error:
            run(*args)
        assert "--" in error.value.remedy
    assert contents(here) == {}


def test_a_missing_name_is_asked_for_on_a_terminal(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init_module, "on_terminal", lambda: True)
    said = run("init", "solvang", answer="Solvang skole\nGran\nnei\noslo\n7a, 7b\n")
    assert "Skolens navn: " in said
    assert "Det følger ikke med noen rutine som heter «nei»." in said
    school = value(here / "solvang" / "skole.yaml")
    assert (school["skole"], school["kommune"], school["rutine"]) == ("Solvang skole", "Gran", "oslo")
    assert (here / "solvang" / "klasse7a" / "klasse.yaml").is_file()
    assert "Elevens navn: " in run("new", "solvang/klasse7b/amin", answer="Amin Yusuf\n")
    run("new", "solvang/klasse7c/eva", answer="Eva Lund\nNora Berg\n")
    assert value(here / "solvang" / "klasse7c" / "klasse.yaml")["kontaktlærer"] == "Nora Berg"
    sak = value(here / "solvang" / "klasse7b" / "amin" / "sak.yaml")
    assert sak["elev"] == {"navn": "Amin Yusuf", "fødselsdato": None, "morsmål": None}


def test_nothing_is_asked_when_the_rest_is_wrong(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init_module, "on_terminal", lambda: pytest.fail("spurte"))
    for args in (
        ("init", "x/y"),
        ("init", "x", "--rutine", "nei"),
        ("init", "x", "--klasse", "con"),
        ("new", "../x"),
        ("new", "x/con"),
    ):
        with pytest.raises(UserError):
            run(*args)


def test_a_question_that_is_broken_off_makes_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init_module, "on_terminal", lambda: True)
    result = CliRunner().invoke(app, ["init", "solvang"], input="")
    assert result.exit_code == 130
    assert contents(here) == {}


def test_the_pupils_name_is_not_printed(here: Path) -> None:
    assert "Sentinel" not in run("new", "klasse7b", "--navn", "Sentinel Ukjent")


def test_nothing_that_is_printed_can_steer_a_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "a\x1b[31mb"
    folder.mkdir()
    said = describe(plan_school(str(folder), tmp_path, SOLVANG, TODAY))
    assert texts.trygg(said) == said


def test_jinja_is_not_needed_to_start() -> None:
    code = (
        "import sys, fravaer_cli.cli.app\n"
        "before = 'fravaer_cli.scaffold' in sys.modules\n"
        "import fravaer_cli.scaffold\n"
        "sys.exit(before or 'jinja2' in sys.modules)"
    )
    root = Path(scaffold.__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=root).returncode == 0


def test_a_case_that_exists_gets_a_plan_and_later_another(here: Path) -> None:
    run("new", "klasse7b/amin", "--navn", "Amin Yusuf")
    amin = here / "klasse7b" / "amin"
    before = contents(amin)
    assert "Neste: fyll ut klasse7b/amin/tiltaksplan.yaml" in run("new", "klasse7b/amin", "--plan")
    assert sorted(contents(amin)) == sorted([*before, "evaluering.yaml", "kartlegging.yaml", "tiltaksplan.yaml"])
    assert "tiltaksplan-2.yaml" in run("new", "klasse7b/amin", "--plan")
    assert value(amin / "tiltaksplan-2.yaml")["periode"]["fra"] == date.today().isoformat()
    assert {name: contents(amin)[name] for name in before} == before


def test_a_case_that_exists_is_left_alone_unless_files_are_asked_for(here: Path) -> None:
    run("new", "klasse7b/amin", "--navn", "Amin Yusuf")
    before = contents(here)
    for words in ((), ("--navn", "Per"), ("--plan", "--navn", "Per"), ("--plan", "--kode", "X-1")):
        with pytest.raises(UserError, match="har en sak fra før"):
            run("new", "klasse7b/amin", *words)
    run("new", "klasse7b/amin", "--plan", "--dry-run")
    assert contents(here) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows har andre tilganger")
def test_others_on_the_machine_cannot_enter_a_new_school(here: Path) -> None:
    run("init", "solvang", "--skole", "Solvang", "--klasse", "7b")
    assert (here / "solvang").stat().st_mode & 0o007 == 0
    assert (here / "solvang" / "klasse7b").stat().st_mode & 0o007 == 0
