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


# --- dates ----------------------------------------------------------------------------------------------------------

OTHER_WAY = "er skrevet på en annen måte enn her brukes"


@pytest.mark.parametrize(
    ("written", "message", "remedy"),
    [
        ("19.11.2025", f"datoen «19.11.2025» {OTHER_WAY}", "skriv 2025-11-19"),
        ("19.11.25", f"datoen «19.11.25» {OTHER_WAY}", "skriv 2025-11-19"),
        ("5.1.2025", f"datoen «5.1.2025» {OTHER_WAY}", "skriv 2025-01-05"),
        ("19/11-2025", f"datoen «19/11-2025» {OTHER_WAY}", "skriv 2025-11-19"),
        ("19. 11. 2025", f"datoen «19. 11. 2025» {OTHER_WAY}", "skriv 2025-11-19"),
        ("31.02.2025", f"datoen «31.02.2025» {OTHER_WAY}", "skriv år-måned-dag, som 2025-11-21"),
        ("2025-1-5", "«2025-1-5» er ikke en dato slik den skrives her", "skriv 2025-01-05"),
        ("2025-02-30", "datoen 2025-02-30 finnes ikke", "Februar 2025 har 28 dager"),
        ("2024-02-30", "datoen 2024-02-30 finnes ikke", "Februar 2024 har 29 dager"),
        ("2025-11-31", "datoen 2025-11-31 finnes ikke", "November 2025 har 30 dager"),
        ("2025-13-01", "datoen «2025-13-01» finnes ikke: det er bare tolv måneder", "skriv år-måned-dag, som 2025-11-21"),
        ("2025-00-10", "«2025-00-10» er ikke en dato", "skriv år-måned-dag, som 2025-11-21"),
        ("0025-11-21", "året 25 kan ikke stemme", "skriv årstallet med fire sifre, som 2025"),
        ("2525-11-21", "året 2525 kan ikke stemme", "skriv årstallet med fire sifre, som 2025"),
        ("2025-11-21T10:15:00", "«2025-11-21T10:15:00» er ikke bare en dato", "ta bort klokkeslettet: 2025-11-21"),
        ("2025-11-21 10:15", "«2025-11-21 10:15» er ikke bare en dato", "ta bort klokkeslettet: 2025-11-21"),
        ("i går", "«i går» er ikke en dato", "skriv år-måned-dag, som 2025-11-21"),
        ("19. november 2025", "«19. november 2025» er ikke en dato", "skriv år-måned-dag, som 2025-11-21"),
        ("2025-W47-5", "«2025-W47-5» er ikke en dato", "skriv år-måned-dag, som 2025-11-21"),
    ],
)
def test_dates(written: str, message: str, remedy: str) -> None:
    problem = only("fravaer", entry(f"dato: '{written}'"))
    assert (problem.code, problem.message, problem.suggestion) == ("F007", message, remedy)
    assert (problem.place.line, problem.place.column, problem.place.length) == (2, 23, len(written) + 2)


@pytest.mark.parametrize("date", ["1900-01-01", "2024-02-29", "2025-11-21", "2199-12-31"])
def test_dates_that_are_right(date: str) -> None:
    assert problems("fravaer", entry(f"dato: {date}")) == []


@given(st.text(max_size=60))
def test_whatever_stands_for_a_date_has_a_sentence(text: str) -> None:
    problem = schema.date_problem(("dato",), text)
    assert problem.code == "F007"
    assert problem.message
    assert problem.suggestion


@pytest.mark.xfail(strict=True, reason="a date written as one number (20251121) is only told to be text, with no remedy")
def test_a_date_written_as_one_number() -> None:
    assert only("fravaer", entry("dato: 20251121")).suggestion == "skriv 2025-11-21"


@pytest.mark.xfail(strict=True, reason="«dato: true» gets the remedy «skriv «ja»», which is wrong too")
def test_a_date_that_is_true() -> None:
    assert "ja" not in (only("fravaer", entry("dato: true")).suggestion or "")


# --- words ----------------------------------------------------------------------------------------------------------

TYPES = "bruk dag, time, forsentkomming, forlot eller avtalt"


@pytest.mark.parametrize(
    ("fields", "message", "remedy"),
    [
        ("dokumentert: true", "«dokumentert» er «true», men her skrives ja eller nei", "skriv «ja»"),
        ("dokumentert: false", "«dokumentert» er «false», men her skrives ja eller nei", "skriv «nei»"),
        ("dokumentert: Ja", "«Ja» passer ikke som «dokumentert» – mente du «ja»?", "bruk ja eller nei"),
        ("dokumentert: yes", "«yes» passer ikke som «dokumentert» – mente du «ja»?", "bruk ja eller nei"),
        ("dokumentert: off", "«off» passer ikke som «dokumentert» – mente du «nei»?", "bruk ja eller nei"),
        ("dokumentert: 0", "«0» passer ikke som «dokumentert» – mente du «nei»?", "bruk ja eller nei"),
        ("dokumentert: kanskje", "«kanskje» passer ikke som «dokumentert»", "bruk ja eller nei"),
        ("årsak: Sykdom", "«Sykdom» passer ikke som «årsak» – mente du «sykdom»?", None),
        ("årsak: sykdomm", "«sykdomm» passer ikke som «årsak» – mente du «sykdom»?", None),
        ("årsak: hodepine", "«hodepine» passer ikke som «årsak»", None),
    ],
)
def test_words(fields: str, message: str, remedy: str | None) -> None:
    problem = only("fravaer", entry(f"dato: 2025-09-03, {fields}"))
    assert (problem.code, problem.message) == ("F006", message)
    assert problem.suggestion == (remedy or "bruk sykdom, lege, permisjon, ferie, forsovet, skulk, vegring, ukjent eller annet")


@pytest.mark.parametrize(
    ("written", "meant"), [("Dag", "dag"), ("forsentkommning", "forsentkomming"), ("FORLOT", "forlot"), ("sykdag", None), ("xyz", None)]
)
def test_wrong_types(written: str, meant: str | None) -> None:
    problem = only("fravaer", f"fravær: [{{dato: 2025-09-03, type: {written}}}]\n")
    assert (problem.code, problem.suggestion) == ("F006", TYPES)
    assert problem.message == f"«{written}» passer ikke som «type»" + (f" – mente du «{meant}»?" if meant else "")


def test_a_long_list_of_words_is_not_said_where_one_is_likely() -> None:
    assert only("kontakt", "kontakt: [{dato: 2025-09-16, type: Nærværsmøte}]\n").suggestion is None
    assert "hjem, drøfting" in (only("kontakt", "kontakt: [{dato: 2025-09-16, type: qqq}]\n").suggestion or "")


# --- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "code", "message", "remedy"),
    [
        ("timer: -1", "F008", "«timer» er «-1», men må være minst 1", None),
        ("timer: 0", "F008", "«timer» er «0», men må være minst 1", None),
        ("timer: 13", "F008", "«timer» er «13», men kan ikke være mer enn 12", None),
        ("minutter: -5", "F008", "«minutter» er «-5», men må være minst 1", None),
        ("timer: to", "F005", "«timer» skal være et helt tall, men er «to»", "skriv bare sifre, for eksempel 2"),
        ("timer: 1.5", "F005", "«timer» skal være et helt tall, men er «1.5»", "skriv bare sifre, for eksempel 2"),
        ("timer: '2'", "F005", "«timer» skal være et helt tall, men er «2»", "skriv bare sifre, for eksempel 2"),
        ("timer: 02", "F005", "«timer» skal være et helt tall, men er «02»", "skriv bare sifre, for eksempel 2"),
        ("timer: 1e999", "F005", "«timer» skal være et helt tall, men er «1e999»", "skriv bare sifre, for eksempel 2"),
        ("timer: .inf", "F005", "«timer» skal være et helt tall, men er «.inf»", "skriv bare sifre, for eksempel 2"),
        ("timer: 999999999999999999", "F008", "«timer» er «999999999999999999», men kan ikke være mer enn 12", None),
        ("timer: [2]", "F005", "«timer» skal være et helt tall, men er en liste", None),
        ("timer: {a: b}", "F005", "«timer» skal være et helt tall, men er flere felt", None),
        ("time: 3", "F005", "«time» skal være en liste, men er «3»", "sett verdien i klammer: [3]"),
        ("time: []", "F008", "listen «time» er tom", "fyll den ut, eller fjern feltet"),
        ("time: [3, 3]", "F008", "listen «time» har det samme to ganger", "behold det ene"),
        ("time: [0]", "F008", "et ledd i «time» er «0», men må være minst 1", None),
        ("merknad: [a]", "F005", "«merknad» skal være tekst, men er en liste", None),
        ("merknad: true", "F005", "«merknad» er «true», men her brukes vanlige ord", "skriv «ja», eller en tekst i hermetegn"),
    ],
)
def test_numbers_and_lists(fields: str, code: str, message: str, remedy: str | None) -> None:
    problem = only("fravaer", entry(f"dato: 2025-09-03, {fields}"))
    assert (problem.code, problem.message, problem.suggestion) == (code, message, remedy)


@pytest.mark.parametrize("clock", ["08:45", "8:45", "08.45", "'23:59'", "0.15", "10.30"])
def test_times_of_day(clock: str) -> None:
    assert problems("kontakt", contact(f"kl: '{clock}'".replace("''", "'"))) == []


@pytest.mark.parametrize("clock", ["25:00", "24", "-1", "kvart over ti", "10:60", "1015"])
def test_what_is_no_time_of_day(clock: str) -> None:
    problem = only("kontakt", contact(f"kl: {clock}"))
    assert (problem.code, problem.message, problem.suggestion) == ("F027", f"«{clock}» er ikke et klokkeslett", "skriv det som 08:45")


@pytest.mark.parametrize("clock", ["8.75", "10.99"])
@pytest.mark.xfail(strict=True, reason="an unquoted 8.75 is a number between 0 and 23.59 and so a time of day")
def test_minutes_beyond_59(clock: str) -> None:
    assert only("kontakt", contact(f"kl: {clock}")).code == "F027"


# --- fields ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "meant"),
    [("aarsak", "årsak"), ("Årsak", "årsak"), ("dokumntert", "dokumentert"), ("registrert av", "registrert_av"), ("kommentar", None)],
)
def test_unknown_fields(field: str, meant: str | None) -> None:
    problem = only("fravaer", entry(f"dato: 2025-09-03, {field}: x"))
    assert problem.code == "F003"
    assert problem.message == f"ukjent felt «{field}»" + (f" – mente du «{meant}»?" if meant else "")
    assert (problem.place.line, problem.place.column, problem.place.length) == (2, 35, len(field))
    if meant is None:
        assert problem.suggestion == (
            "feltene her er dato, fra, til, type, timer, time, minutter, fag, dokumentert, gyldig, meldt og årsak med flere"
        )


@pytest.mark.parametrize(
    ("kind", "text", "message", "remedy"),
    [
        ("fravaer", "fravar: []\nfravær: []\n", "ukjent felt «fravar» – mente du «fravær»?", None),
        ("sak", "elev: {navn: A, nvan: B}\n", "ukjent felt «nvan» – mente du «navn»?", None),
        ("tiltaksplan", "periode: {fra: 2025-09-29, tli: x}\n", "ukjent felt «tli»", "feltene her er fra og til"),
        ("sak", "elev: {navn: A}\n<<: {a: b}\n", "«<<» (flettenøkkel) støttes ikke", "skriv feltene helt ut"),
        ("sak", "elev: {navn: A}\n: b\n", "her mangler navnet på feltet", "skriv «felt: verdi»"),
        ("skole", "skole: S\nskoleruter: {2025: {}}\n", "«2025» er ikke et skoleår", "skriv to år på rad, som 2025-2026"),
        ("skole", "skole: S\nroller: {inspektør: A}\n", "ukjent felt «inspektør»", None),
    ],
)
def test_unknown_fields_elsewhere(kind: str, text: str, message: str, remedy: str | None) -> None:
    problem = only(kind, text)
    assert (problem.code, problem.message) == ("F003", message)
    assert remedy is None or problem.suggestion == remedy


def test_a_comma_that_splits_a_text_is_told_as_such() -> None:
    problem = only("kontakt", contact("avtalt: [{hva: Ringer mor, far og skole}]"))
    assert (problem.code, problem.message) == ("F021", "«far og skole» står etter et komma og blir lest som et eget felt")
    assert "hermetegn" in (problem.suggestion or "")
    assert problem.place.length == len("far og skole")


@pytest.mark.parametrize(
    ("kind", "text", "message", "remedy", "place"),
    [
        ("fravaer", "fravær:\n  - {dato: 2025-09-03}\n", "oppføringen i «fravær» mangler feltet «type»", "legg til «type: …»", (2, 5)),
        ("sak", "elev: {}\n", "«elev» mangler feltet «navn»", "legg til «navn: …»", (1, 7)),
        ("sak", "kode: x\n", "filen mangler feltet «elev»", "legg til «elev: …»", (1, 1)),
        ("sak", "elev:\n", "«elev» er tom", "fyll inn en verdi", (1, 1)),
        ("sak", "elev:\n  navn: ''\n", "«navn» er tom", "fyll inn en verdi", (2, 9)),
        ("kontakt", "kontakt: [{dato: 2025-09-16, type: }]\n", "«type» er tom", None, (1, 30)),
        ("fravaer", "fravær:\n  -\n", "et ledd i «fravær» er tomt", "fyll det ut, eller fjern streken", (2, 4)),
        ("tiltaksplan", "periode: {fra: 2025-09-29}\ntiltak: [{tiltak: x}]\n", "oppføringen i «tiltak» mangler feltet «id»", None, (2, 10)),
        ("evaluering", "evalueringer: [{dato: 2025-10-17, delmål: [{nådd: ja}]}]\n", "leddet i «delmål» mangler feltet «id»", None, (1, 44)),
    ],
)
def test_missing_values(kind: str, text: str, message: str, remedy: str | None, place: tuple[int, int]) -> None:
    problem = only(kind, text)
    assert (problem.code, problem.message) == ("F004", message)
    assert (problem.place.line, problem.place.column) == place
    assert problem.suggestion
    assert remedy is None or problem.suggestion == remedy


@pytest.mark.parametrize(
    ("text", "what"), [("hei\n", "en enkelt verdi"), ("42\n", "en enkelt verdi"), ("- a\n", "en liste"), ("[]\n", "en liste")]
)
def test_something_else_than_fields_at_the_top(text: str, what: str) -> None:
    problem = only("fravaer", text)
    assert (problem.code, problem.message) == ("F016", f"filen inneholder {what}, men skal ha felt øverst")
    assert problem.suggestion == "begynn med «fravær:»"


@pytest.mark.parametrize(
    ("kind", "text", "message", "remedy"),
    [
        ("fravaer", "fravær: hei\n", "«fravær» skal være en liste, men er «hei»", "sett verdien i klammer: [hei]"),
        ("kontakt", contact("med: foresatte"), "«med» skal være en liste, men er «foresatte»", "sett verdien i klammer: [foresatte]"),
        ("sak", "elev: Amin\n", "«elev» skal være felt under seg, men er «Amin»", "skriv ett felt per linje, rykket inn: «felt: verdi»"),
        ("fravaer", "fravær: {dato: 2025-09-03, type: dag}\n", "«fravær» skal være en liste, men er flere felt", None),
    ],
)
def test_wrong_shapes(kind: str, text: str, message: str, remedy: str | None) -> None:
    problem = only(kind, text)
    assert (problem.code, problem.message, problem.suggestion) == ("F005", message, remedy)


@pytest.mark.parametrize(
    ("text", "code", "remedy"),
    [
        ("klasse: 7B\nskoleår: 2025/2026\n", "F027", "skriv skoleåret som 2025-2026"),
        ("klasse: 7B\ntrinn: 14\n", "F008", None),
        ("klasse: 7B\ntrinn: sju\n", "F005", "skriv bare sifre, for eksempel 2"),
    ],
)
def test_classes(text: str, code: str, remedy: str | None) -> None:
    problem = only("klasse", text)
    assert (problem.code, problem.suggestion) == (code, remedy)


def test_all_errors_of_a_file_come_at_once_in_a_row() -> None:
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

ENGLISH = re.compile(r"\b(is not|of type|valid|required|property|properties|schema|does not match|expected|less than|unexpected)\b", re.IGNORECASE)
SECRET = "Amin Yusuf ble slått av faren sin hjemme i går kveld og turte ikke å gå på skolen"
ANYTHING = ["true", "null", "[]", "{}", "[x]", "{x: y}", "''", "7", "-7.5", "2025-02-30", "[[]]", f"'{SECRET}'", f"{{'{SECRET}': 1}}"]
TOP_KEYS = [(kind, key) for kind in (*KINDS, "rutine") for key in schema.load(kind)["properties"]]


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        pytest.param(*top, marks=pytest.mark.xfail(strict=True, reason="see test_a_key_of_ones_own_is_quoted_like_a_value"))
        if top == ("tiltaksplan", "ansvar")
        else top
        for top in TOP_KEYS
    ],
)
def test_no_message_is_the_librarys_or_tells_more_of_the_value_than_a_quote(kind: str, key: str) -> None:
    for value in ANYTHING:
        for text in (f"{key}: {value}\n", f"{key}: [{value}]\n", f"{key}: [{{til: {value}, id: {value}, dato: {value}}}]\n"):
            for problem in problems(kind, text):
                said = f"{problem.message} {problem.suggestion or ''}"
                assert not ENGLISH.search(said), said
                assert SECRET[:40] not in said
                assert problem.message[0].islower() or problem.message[0] in "«" or problem.message[0].isdigit()
                assert not problem.message.endswith(".")


YAML_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | st.floats(0, 30) | st.sampled_from(["ja", "dag", "2025-11-21", "19.11.2025", "x", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["dato", "fra", "til", "type", "id", "navn", "svar", "tiltak", "æ"]), inner, max_size=4)
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
@pytest.mark.xfail(strict=True, reason="KeyError in schema._at: jsonschema-rs gives a key of digits in instance_path as a number")
def test_keys_of_digits_make_no_exception(kind: str, text: str) -> None:
    assert only(kind, text).code == "F005"


@pytest.mark.xfail(strict=True, reason="UnicodeEncodeError in schema.validate: jsonschema-rs takes no lone surrogate in a key")
def test_a_key_with_half_a_character_makes_no_exception() -> None:
    assert only("sak", 'elev: {navn: A, "\\ud800": b}\n').is_error


@pytest.mark.parametrize(
    "key", ["mor 01017012345", "'mor 010170 12345'", "Far slo ham, sa han til læreren i friminuttet på mandag", '"a\\nb"', '"a\\u001b[31m"']
)
@pytest.mark.xfail(strict=True, reason="_field puts a key of the user's own (svar, ansvar) into the message as it stands")
def test_a_key_of_ones_own_is_quoted_like_a_value(key: str) -> None:
    problem = only("tiltaksplan", f"periode: {{fra: 2025-09-29}}\nansvar:\n  {key}: tekst\n")
    assert "12345" not in problem.message
    assert len(problem.message) <= 42 + len(" skal være en liste, men er «tekst»")
    assert problem.message.isprintable()
