"""Norwegian wording, and what of a value may stand in a message."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fravaer_cli.texts import (
    antall,
    dag_og_maaned,
    en_desimal,
    finn_foedselsnummer,
    fra_translitterert,
    kort_dato,
    lang_dato,
    liste,
    mente_du,
    sitat,
    skjul_foedselsnummer,
    stor,
    tall,
    translitterer,
    trygg,
)

WEDNESDAY = date(2025, 11, 19)


def test_dates() -> None:
    assert lang_dato(WEDNESDAY) == "onsdag 19. november"
    assert lang_dato(WEDNESDAY, aar=True) == "onsdag 19. november 2025"
    assert kort_dato(WEDNESDAY) == "19. nov."
    assert dag_og_maaned(date(2026, 5, 1)) == "1. mai"
    assert dag_og_maaned(date(2026, 5, 1), aar=True) == "1. mai 2026"


def test_counts() -> None:
    assert [antall(n, "dag", "dager") for n in (0, 1, 2)] == ["0 dager", "1 dag", "2 dager"]
    assert stor("åtte dager") == "Åtte dager"
    assert stor("") == ""


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(400, 22), 18.2),
        (Fraction(1, 4), 0.3),  # exact half, up
        (Fraction(25, 100), 0.3),
        (Fraction(2499, 10000), 0.2),
        (Fraction(0), 0.0),
        (Fraction(100), 100.0),
        (Fraction(1, 20), 0.1),
    ],
)
def test_one_decimal_with_exact_halves_up(share: Fraction, shown: float) -> None:
    assert en_desimal(share.numerator, share.denominator) == shown


@given(st.fractions(0, 100))
def test_one_decimal_is_never_further_off_than_a_twentieth(x: Fraction) -> None:
    assert abs(Fraction(str(en_desimal(x.numerator, x.denominator))) - x) <= Fraction(1, 20)


@pytest.mark.parametrize(("number", "text"), [(18.2, "18,2"), (20.0, "20"), (20, "20"), (0.5, "0,5"), (100.0, "100")])
def test_numbers_have_a_decimal_comma(number: float, text: str) -> None:
    assert tall(number) == text


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_lists(words: list[str], text: str) -> None:
    assert liste(words) == text
    assert liste(iter(words)) == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("aarsak", "årsak"),
        ("Årsak", "årsak"),
        ("arsak", "årsak"),
        ("a\u030arsak", "årsak"),  # decomposed, as macOS writes it
        ("arsaker", "årsak"),
        ("registrert-av", "registrert_av"),
        ("registrert av", "registrert_av"),
        ("dokumntert", "dokumentert"),
        ("xyz", None),
        ("", None),
    ],
)
def test_what_was_meant(written: str, meant: str | None) -> None:
    assert mente_du(written, ["dato", "årsak", "registrert_av", "dokumentert"]) == meant


@pytest.mark.parametrize("word", ["årsak", "måles_ved", "åpnet", "møtedager", "fødselsdato", "tolkespråk", "malform"])
def test_keys_and_field_names_go_both_ways(word: str) -> None:
    assert fra_translitterert(translitterer(word)) == word


# --- national identity numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "01017012345",
        "010170 12345",
        "010170-12345",
        "010170.12345",
        "010170\u00a012345",
        "010170\u201312345",  # a dash, as Word makes of a hyphen
        "010170\u202f12345",
        "fnr:31129912345.",
        "41017012345",  # D-number
        "71017012345",
        "01417012345",  # test numbers
        "01667012345",
        "01927012345",
    ],
)
def test_identity_numbers_are_seen_and_hidden(text: str) -> None:
    hidden = skjul_foedselsnummer(text)
    assert len(list(finn_foedselsnummer(text))) == 1
    assert len(hidden) == len(text)
    assert not any(c.isdigit() for c in hidden)


@pytest.mark.parametrize(
    "text",
    [
        "00017012345",
        "32017012345",
        "72017012345",
        "01007012345",
        "01137012345",
        "0101701234",
        "010170123456",
        "+47 90 00 00 01",
        "987654321012",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert skjul_foedselsnummer(text) == text


def test_several_identity_numbers_on_one_line() -> None:
    assert skjul_foedselsnummer("mor 01017012345, far 02026512345") == f"mor {'•' * 11}, far {'•' * 11}"


# --- values in messages ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("hei", "«hei»"),
        (3, "«3»"),
        (None, "(tomt)"),
        (True, "«true»"),
        (False, "«false»"),
        ([1, 2], "en liste"),
        ({"a": 1}, "flere felt"),
        ("to\nlinjer\t og  mer", "«to linjer og mer»"),
        ("x" * 40, f"«{'x' * 40}»"),
        ("x" * 41, f"«{'x' * 39}…»"),
        ("rød\x1b[31m", "«rød�[31m»"),
        ("\u202eabc", "«�abc»"),
        ("a\u200bb", "«a�b»"),
        ("\ud800", "«�»"),
        ("fnr 010170 12345", f"«fnr {'•' * 12}»"),
    ],
)
def test_a_value_as_it_may_stand_in_a_message(value: object, shown: str) -> None:
    assert sitat(value) == shown


@given(st.text())
def test_no_value_breaks_the_line_or_is_longer_than_allowed(text: str) -> None:
    shown = sitat(text)
    assert len(shown) <= 42
    assert len(shown.splitlines()) == 1
    assert shown == trygg(shown)
    shown.encode()


def test_an_identity_number_is_hidden_before_the_text_is_shortened() -> None:
    assert not any(c.isdigit() for c in sitat("x" * 32 + " 01017012345"))


def test_every_direction_character_is_replaced() -> None:
    assert trygg("a\u061cb") == "a�b"
