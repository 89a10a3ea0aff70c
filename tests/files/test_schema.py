"""Every kind of schema error has its own Norwegian sentence and remedy, at its place."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fravaer_cli.diagnostics import Diagnostic
from fravaer_cli.files import schema
from fravaer_cli.files.names import KINDS
from fravaer_cli.files.source import parse


def problems(kind: str, text: str) -> list[Diagnostic]:
    source = parse("f.yaml", text.encode())
    return source.diagnostics + [source.diagnose(p) for p in schema.validate(kind, source)]


def only(kind: str, text: str) -> Diagnostic:
    (problem,) = problems(kind, text)
    return problem


def entry(fields: str) -> str:
    """An absence log with one entry."""
    return f"fravær:\n  - {{type: dag, {fields}}}\n"


def contact(fields: str) -> str:
    return f"kontakt:\n  - {{type: hjem, dato: 2025-09-16, {fields}}}\n"


def says(problem: Diagnostic, *fragments: str) -> None:
    """The message and its remedy hold these; the exact wording stands in the gallery, tests/errors/."""
    said = f"{problem.message} | {problem.suggestion}"
    for fragment in fragments:
        assert fragment in said


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "fragments"),
    [
        ("19.11.2025", ["19.11.2025", "skriv 2025-11-19"]),
        ("19.11.25", ["skriv 2025-11-19"]),
        ("5.1.2025", ["skriv 2025-01-05"]),
        ("19. 11. 2025", ["skriv 2025-11-19"]),
        ("31.02.2025", ["2025-11-21"]),
        ("2025-1-5", ["skriv 2025-01-05"]),
        ("2025-02-30", ["finnes ikke", "ebruar 2025 har 28 dager"]),
        ("2024-02-30", ["finnes ikke", "ebruar 2024 har 29 dager"]),
        ("2025-11-31", ["finnes ikke", "ovember 2025 har 30 dager"]),
        ("2025-13-01", ["finnes ikke", "måned"]),
        ("2025-00-10", ["2025-00-10", "2025-11-21"]),
        ("0025-11-21", ["året 25 kan ikke stemme"]),
        ("2525-11-21", ["året 2525 kan ikke stemme"]),
        ("2025-11-21T10:15:00", ["klokkeslett"]),
        ("2025-11-21 10:15", ["klokkeslett"]),
        ("i går", ["«i går» er ikke en dato", "2025-11-21"]),
        ("19. november 2025", ["er ikke en dato"]),
        ("2025-W47-5", ["er ikke en dato"]),
    ],
)
def test_dates(written: str, fragments: list[str]) -> None:
    problem = only("fravaer", entry(f"dato: '{written}'"))
    assert problem.code == "F007"
    assert problem.suggestion
    says(problem, *fragments)
    assert (problem.place.line, problem.place.column, problem.place.length) == (2, 23, len(written) + 2)


@pytest.mark.parametrize("date", ["1900-01-01", "2024-02-29", "2025-11-21", "2199-12-31"])
def test_dates_that_are_right(date: str) -> None:
    assert problems("fravaer", entry(f"dato: {date}")) == []


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_whatever_stands_for_a_date_has_a_sentence(text: str) -> None:
    found = problems("fravaer", f"fravær: [{{type: dag, dato: {json.dumps(text)}}}]\n")
    assert all(p.message and p.suggestion for p in found)


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "fragments"),
    [
        ("dokumentert: true", ["«dokumentert»", "«true»", "ja eller nei", "skriv «ja»"]),
        ("dokumentert: false", ["«dokumentert»", "«false»", "ja eller nei", "skriv «nei»"]),
        ("dokumentert: Ja", ["«Ja»", "mente du «ja»?"]),
        ("dokumentert: yes", ["«yes»", "mente du «ja»?"]),
        ("dokumentert: off", ["«off»", "mente du «nei»?"]),
        ("dokumentert: 0", ["«0»", "mente du «nei»?"]),
        ("dokumentert: kanskje", ["«kanskje»", "bruk ja eller nei"]),
        ("årsak: Sykdom", ["«Sykdom»", "«årsak»", "mente du «sykdom»?"]),
        ("årsak: sykdomm", ["«sykdomm»", "mente du «sykdom»?"]),
        ("årsak: hodepine", ["«hodepine»", "bruk sykdom, lege, permisjon", "ukjent eller annet"]),
    ],
)
def test_words(fields: str, fragments: list[str]) -> None:
    problem = only("fravaer", entry(f"dato: 2025-09-03, {fields}"))
    assert problem.code == "F006"
    says(problem, *fragments)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Dag", "dag"), ("forsentkommning", "forsentkomming"), ("FORLOT", "forlot"), ("sykdag", None), ("xyz", None)],
)
def test_wrong_types(written: str, meant: str | None) -> None:
    problem = only("fravaer", f"fravær: [{{dato: 2025-09-03, type: {written}}}]\n")
    assert problem.code == "F006"
    says(problem, f"«{written}»", "dag, time, forsentkomming, forlot eller avtalt")
    assert ("mente du" in problem.message) == bool(meant)
    if meant:
        says(problem, f"mente du «{meant}»?")


# --- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "code", "fragments"),
    [
        ("timer: -1", "F008", ["«timer»", "-1", "minst 1"]),
        ("timer: 0", "F008", ["minst 1"]),
        ("timer: 13", "F008", ["13", "mer enn 12"]),
        ("minutter: -5", "F008", ["«minutter»", "minst 1"]),
        ("timer: to", "F005", ["«to»", "helt tall", "sifre"]),
        ("timer: 1.5", "F005", ["1.5", "helt tall"]),
        ("timer: '2'", "F005", ["helt tall"]),
        ("timer: 02", "F005", ["«02»", "helt tall"]),
        ("timer: 1e999", "F005", ["«1e999»", "helt tall"]),
        ("timer: .inf", "F005", ["«.inf»", "helt tall"]),
        ("timer: 999999999999999999", "F008", ["mer enn 12"]),
        ("timer: [2]", "F005", ["helt tall", "en liste"]),
        ("timer: {a: b}", "F005", ["helt tall", "felt"]),
        ("time: 3", "F005", ["«time»", "en liste"]),
        ("time: []", "F008", ["«time»", "er tom"]),
        ("time: [3, 3]", "F008", ["det samme to ganger"]),
        ("time: [0]", "F008", ["et ledd i «time»", "minst 1"]),
        ("merknad: [a]", "F005", ["«merknad»", "tekst", "en liste"]),
        ("merknad: true", "F005", ["«true»", "hermetegn"]),
    ],
)
def test_numbers_and_lists(fields: str, code: str, fragments: list[str]) -> None:
    problem = only("fravaer", entry(f"dato: 2025-09-03, {fields}"))
    assert problem.code == code
    says(problem, *fragments)


@pytest.mark.parametrize("clock", ["08:45", "8:45", "08.45", "'23:59'", "0.15", "10.30"])
def test_times_of_day(clock: str) -> None:
    assert problems("kontakt", contact(f"kl: {clock}")) == []


@pytest.mark.parametrize("clock", ["25:00", "24", "-1", "kvart over ti", "10:60", "1015"])
def test_what_is_no_time_of_day(clock: str) -> None:
    problem = only("kontakt", contact(f"kl: {clock}"))
    assert problem.code == "F027"
    says(problem, f"«{clock}» er ikke et klokkeslett", "08:45")


# --- fields ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ("aarsak", "årsak"),
        ("Årsak", "årsak"),
        ("dokumntert", "dokumentert"),
        ("registrert av", "registrert_av"),
        ("kommentar", None),
    ],
)
def test_unknown_fields(field: str, meant: str | None) -> None:
    problem = only("fravaer", entry(f"dato: 2025-09-03, {field}: x"))
    assert problem.code == "F003"
    says(problem, f"«{field}»", f"mente du «{meant}»?" if meant else "dato, fra, til, type")
    assert (problem.place.line, problem.place.column, problem.place.length) == (2, 35, len(field))


@pytest.mark.parametrize(
    ("kind", "text", "code", "fragments"),
    [
        ("fravaer", "fravar: []\nfravær: []\n", "F003", ["«fravar»", "mente du «fravær»?"]),
        ("sak", "elev: {navn: A, nvan: B}\n", "F003", ["«nvan»", "mente du «navn»?"]),
        ("tiltaksplan", "periode: {fra: 2025-09-29, tli: x}\n", "F003", ["«tli»", "fra og til"]),
        ("sak", "elev: {navn: A}\n<<: {a: b}\n", "F003", ["flettenøkkel"]),
        ("sak", "elev: {navn: A}\n: b\n", "F003", ["navnet på feltet"]),
        ("skole", "skole: S\nskoleruter: {2025: {}}\n", "F121", ["«2025» er ikke et skoleår", "2025-2026"]),
        ("skole", "skole: S\nroller: {inspektør: A}\n", "F003", ["«inspektør»", "rektor"]),
    ],
)
def test_unknown_fields_elsewhere(kind: str, text: str, code: str, fragments: list[str]) -> None:
    problem = only(kind, text)
    assert problem.code == code
    says(problem, *fragments)


def test_a_comma_that_splits_a_text_is_told_as_such() -> None:
    problem = only("kontakt", contact("avtalt: [{hva: Ringer mor, far og skole}]"))
    assert problem.code == "F021"
    says(problem, "«far og skole»", "komma", "hermetegn")
    assert problem.place.length == len("far og skole")


@pytest.mark.parametrize(
    ("kind", "text", "fragments", "place"),
    [
        ("fravaer", "fravær:\n  - {dato: 2025-09-03}\n", ["«fravær»", "mangler", "«type»"], (2, 5)),
        ("sak", "elev: {}\n", ["«elev»", "mangler", "«navn»"], (1, 7)),
        ("sak", "kode: x\n", ["filen mangler", "«elev»"], (1, 1)),
        ("sak", "elev:\n", ["«elev»", "er tom"], (1, 1)),
        ("sak", "elev:\n  navn: ''\n", ["«navn»", "er tom"], (2, 9)),
        ("kontakt", "kontakt: [{dato: 2025-09-16, type: }]\n", ["«type»", "er tom"], (1, 30)),
        ("fravaer", "fravær:\n  -\n", ["«fravær»", "er tom"], (2, 4)),
        (
            "tiltaksplan",
            "periode: {fra: 2025-09-29}\ntiltak: [{tiltak: x}]\n",
            ["«tiltak»", "mangler", "«id»"],
            (2, 10),
        ),
        (
            "evaluering",
            "evalueringer: [{dato: 2025-10-17, delmål: [{nådd: ja}]}]\n",
            ["«delmål»", "mangler", "«id»"],
            (1, 44),
        ),
    ],
)
def test_missing_values(kind: str, text: str, fragments: list[str], place: tuple[int, int]) -> None:
    problem = only(kind, text)
    assert problem.code == "F004"
    says(problem, *fragments)
    assert (problem.place.line, problem.place.column) == place
    assert problem.suggestion


@pytest.mark.parametrize(
    ("text", "what"),
    [("hei\n", "en enkelt verdi"), ("42\n", "en enkelt verdi"), ("- a\n", "en liste"), ("[]\n", "en liste")],
)
def test_something_else_than_fields_at_the_top(text: str, what: str) -> None:
    problem = only("fravaer", text)
    assert problem.code == "F016"
    says(problem, what, "«fravær:»")


@pytest.mark.parametrize(
    ("kind", "text", "fragments"),
    [
        ("fravaer", "fravær: hei\n", ["«fravær»", "en liste", "«hei»"]),
        ("sak", "elev: Amin\n", ["«elev»", "felt", "«Amin»", "felt: verdi"]),
        ("fravaer", "fravær: {dato: 2025-09-03, type: dag}\n", ["«fravær»", "en liste", "streken"]),
        ("klasse", "klasse: 7B\ntrinn: sju\n", ["«trinn»", "helt tall", "«sju»"]),
    ],
)
def test_wrong_shapes(kind: str, text: str, fragments: list[str]) -> None:
    problem = only(kind, text)
    assert problem.code == "F005"
    says(problem, *fragments)


def test_one_word_where_a_list_should_be_says_how_to_make_one() -> None:
    says(only("kontakt", contact("med: foresatte")), "«med» skal være en liste", "[foresatte]")


def test_all_errors_of_a_file_come_at_once() -> None:
    text = """\
fravær:
  - {dato: 19.11.2025, type: Dag, dokumentert: true}
  - {dato: 2025-09-03, timer: -1, foo: 1}
"""
    assert sorted((p.place.line, p.code) for p in problems("fravaer", text)) == [
        (2, "F006"), (2, "F006"), (2, "F007"), (3, "F003"), (3, "F004"), (3, "F008"),
    ]  # fmt: skip


def test_a_value_that_breaks_several_rules_is_told_once() -> None:
    assert len(problems("fravaer", entry("dato: 0000-13-77"))) == 1  # both `format` and `pattern`


# --- nothing of the library's, nothing of the pupil's ---------------------------------------------------------------

ENGLISH = re.compile(
    r"\b(is not|of type|valid|required|property|properties|schema|does not match|expected|less than|unexpected)\b",
    re.IGNORECASE,
)
SECRET = "Amin Yusuf ble slått av faren sin hjemme i går kveld og turte ikke å gå på skolen"
ANYTHING = [
    "true",
    "null",
    "[]",
    "{}",
    "[x]",
    "{x: y}",
    "''",
    "7",
    "-7.5",
    "2025-02-30",
    "[[]]",
    f"'{SECRET}'",
    f"{{'{SECRET}': 1}}",
]
TOP_KEYS = [(kind, key) for kind in (*KINDS, "rutine") for key in schema.load(kind)["properties"]]


@pytest.mark.parametrize(
    ("kind", "key"),
    TOP_KEYS,
)
def test_no_message_is_the_librarys_or_tells_more_of_the_value_than_a_quote(kind: str, key: str) -> None:
    for value in ANYTHING:
        for text in (
            f"{key}: {value}\n",
            f"{key}: [{value}]\n",
            f"{key}: [{{til: {value}, id: {value}, dato: {value}}}]\n",
        ):
            for problem in problems(kind, text):
                said = f"{problem.message} {problem.suggestion or ''}"
                assert not ENGLISH.search(said), said
                assert SECRET[:40] not in said
                assert problem.message[0].islower() or problem.message[0] in "«" or problem.message[0].isdigit()
                assert not problem.message.endswith(".")


YAML_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 3000)
    | st.floats(0, 30)
    | st.sampled_from(["ja", "dag", "2025-11-21", "19.11.2025", "x", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["dato", "fra", "til", "type", "id", "navn", "svar", "tiltak", "æ"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TOP_KEYS), YAML_VALUES)
def test_no_value_makes_an_exception(where: tuple[str, str], value: object) -> None:
    kind, key = where
    for problem in problems(kind, f"{key}: {json.dumps(value)}\n"):
        assert problem.place.line == 1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("kartlegging", "samtaler: [{med: elev, svar: {1: [Ja.]}}]\n"),
        ("kartlegging", "samtaler:\n  - med: elev\n    svar:\n      3:\n        - a\n"),
        ("tiltaksplan", "periode: {fra: 2025-09-29}\nansvar: {2: tekst}\n"),
        ("rutine", "navn: x\nroller: {7: [a]}\n"),
    ],
)
def test_keys_of_digits_make_no_exception(kind: str, text: str) -> None:
    assert only(kind, text).code == "F005"


def test_a_key_with_half_a_character_makes_no_exception() -> None:
    assert only("sak", 'elev: {navn: A, "\\ud800": b}\n').is_error


@pytest.mark.parametrize(
    "key",
    ["Far slo ham, sa han til læreren i friminuttet på mandag", '"a\\nb"'],
)
def test_a_key_of_ones_own_is_quoted_like_a_value(key: str) -> None:
    problem = only("tiltaksplan", f"periode: {{fra: 2025-09-29}}\nansvar:\n  {key}: tekst\n")
    assert "12345" not in problem.message
    assert len(problem.message) <= 42 + len(" skal være en liste, men er «tekst»")
    assert problem.message.isprintable()
