"""Changing a file so that every other byte stays."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fravaer_cli.files.edit import CannotEdit, add_entries, set_value, set_values
from fravaer_cli.files.source import parse

NY = {"dato": "2025-11-20", "type": "dag"}
LINJE = "{dato: 2025-11-20, type: dag}"
EKSEMPLER = settings(max_examples=int(os.environ.get("FUZZ", "150")), deadline=None)


def _lagt_til(tekst: str, **valg: Any) -> str:
    return add_entries("fravaer.yaml", tekst.encode(), "fravær", [NY], **valg).decode()


@pytest.mark.parametrize(
    ("foer", "etter"),
    [
        ("", f"fravær:\n  - {LINJE}\n"),
        ("# bare en kommentar", f"# bare en kommentar\nfravær:\n  - {LINJE}"),
        ("fravær: []\n\n# eksempel\n", f"fravær:\n  - {LINJE}\n\n# eksempel\n"),
        ("fravær: []  # ingen\n", f"fravær:  # ingen\n  - {LINJE}\n"),
        ("fravær:\n# slutt\n", f"fravær:\n  - {LINJE}\n# slutt\n"),
        ("fravær: null\n", f"fravær:\n  - {LINJE}\n"),
        ("fravær:\n  - {type: dag}\n", f"fravær:\n  - {{type: dag}}\n  - {LINJE}\n"),
        ("fravær:\n- {type: dag}", f"fravær:\n- {{type: dag}}\n- {LINJE}"),
        ("fravær:\r\n    - {type: dag} # a\r\n", f"fravær:\r\n    - {{type: dag}} # a\r\n    - {LINJE}\r\n"),
        ("\ufefffravær:\n  - {type: dag}\n", f"\ufefffravær:\n  - {{type: dag}}\n  - {LINJE}\n"),
        ("fravær:\n  - {type: dag}\n\n# slutt\n", f"fravær:\n  - {{type: dag}}\n  - {LINJE}\n\n# slutt\n"),
        (
            "fravær:\n  - type: dag\n    # hører til\n  # for seg\n",
            "fravær:\n  - type: dag\n    # hører til\n  - dato: 2025-11-20\n    type: dag\n  # for seg\n",
        ),
        (
            "fravær:\n  - merknad: |\n      hei\n\n# slutt\n",
            "fravær:\n  - merknad: |\n      hei\n  - dato: 2025-11-20\n    type: dag\n\n# slutt\n",
        ),
        (
            "fravær:\n  - merknad: |+\n      hei\n\n\nannet: 1\n",
            "fravær:\n  - merknad: |+\n      hei\n\n\n  - dato: 2025-11-20\n    type: dag\nannet: 1\n",
        ),
        ("fravær: [{type: dag}] # a\n", f"fravær: [{{type: dag}}, {LINJE}] # a\n"),
        ("fravær: [\n  {type: dag} # a\n]\n", f"fravær: [\n  {{type: dag}}, # a\n  {LINJE}\n]\n"),
        ("fravær: [\n  {type: dag}, # a\n]\n", f"fravær: [\n  {{type: dag}}, # a\n  {LINJE},\n]\n"),
        ("{fravær: []}", f"{{fravær: [{LINJE}]}}"),
    ],
)
def test_an_entry_comes_after_the_last_and_in_its_manner(foer: str, etter: str) -> None:
    assert _lagt_til(foer) == etter


def test_a_new_contact_has_a_line_for_each_key_and_a_text_as_it_was_written() -> None:
    contact = {
        "dato": "2025-11-20",
        "kl": "10:15",
        "med": ["foresatte", "mor"],
        "referat": "Mor: vanskelige morgener.\n\nHun ringer, sa hun.\n",
        "avtalt": [{"hva": "Ringe, og møte", "ansvar": "mor"}],
    }
    assert add_entries("kontakt.yaml", None, "kontakt", [contact], block=True).decode() == (
        'kontakt:\n  - dato: 2025-11-20\n    kl: "10:15"\n    med: [foresatte, mor]\n    referat: |\n'
        "      Mor: vanskelige morgener.\n\n      Hun ringer, sa hun.\n"
        '    avtalt:\n      - {hva: "Ringe, og møte", ansvar: mor}\n'
    )


def _av(dato: str, tekst: str) -> str:
    return add_entries("fravaer.yaml", tekst.encode(), "fravær", [{"dato": dato, "type": "dag"}]).decode()


@pytest.mark.parametrize(
    ("dato", "etter"),
    [
        ("2025-08-20", "\n  - NY\n  # om 3.\n  - {dato: 2025-09-03}\n  - {fra: 2025-09-10, til: 2025-09-12}  # a\n"),
        ("2025-09-03", "\n  # om 3.\n  - {dato: 2025-09-03}\n  - NY\n  - {fra: 2025-09-10, til: 2025-09-12}  # a\n"),
        ("2025-09-05", "\n  # om 3.\n  - {dato: 2025-09-03}\n  - NY\n  - {fra: 2025-09-10, til: 2025-09-12}  # a\n"),
        ("2025-09-11", "\n  # om 3.\n  - {dato: 2025-09-03}\n  - {fra: 2025-09-10, til: 2025-09-12}  # a\n  - NY\n"),
    ],
)
def test_in_a_list_that_is_in_order_an_entry_comes_by_its_date(dato: str, etter: str) -> None:
    foer = "fravær:\n\n  # om 3.\n  - {dato: 2025-09-03}\n  - {fra: 2025-09-10, til: 2025-09-12}  # a\n"
    assert _av(dato, foer) == "fravær:\n" + etter.replace("NY", f"{{dato: {dato}, type: dag}}")


def test_a_list_that_is_in_no_order_stays_so() -> None:
    foer = "fravær:\n  - {dato: 2025-10-03}\n  - {dato: 2025-09-10}\n"
    assert _av("2025-09-01", foer) == f"{foer}  - {{dato: 2025-09-01, type: dag}}\n"


@pytest.mark.parametrize(
    "tekst",
    [
        "fravær: tekst\n",
        "- fravær\n",
        "fravær: [\n",
        "fravær: {a: 1}\n",
        "<<<<<<< a\nfravær: []\n=======\nfravær:\n>>>>>>> b\n",
        "fravær: &a\n  - {type: dag}\nannet: *a\n",
        "{annet: 1}\n",
    ],
)
def test_what_cannot_be_done_without_touching_more_is_refused(tekst: str) -> None:
    with pytest.raises(CannotEdit):
        _lagt_til(tekst)


@pytest.mark.parametrize(
    ("foer", "etter"),
    [
        ("fravær:\n  - {type: dag}  # a\n", "fravær:\n  - {type: dag, dokumentert: ja}  # a\n"),
        ("fravær: [{type: dag, dokumentert: nei}]", "fravær: [{type: dag, dokumentert: ja}]"),
        (
            "fravær:\r\n  - type: dag # a\r\n    # b\r\n",
            "fravær:\r\n  - type: dag # a\r\n    dokumentert: ja\r\n    # b\r\n",
        ),
        (
            "fravær:\n  - type: dag\n    dokumentert: 'nei'   # b\n",
            "fravær:\n  - type: dag\n    dokumentert: ja   # b\n",
        ),
        ("fravær:\n  - {type: dag, dokumentert: }\n", "fravær:\n  - {type: dag, dokumentert: ja}\n"),
        ("fravær:\n  - type: dag\n    dokumentert:\n", "fravær:\n  - type: dag\n    dokumentert: ja\n"),
    ],
)
def test_a_value_is_changed_alone(foer: str, etter: str) -> None:
    assert set_value("fravaer.yaml", foer.encode(), ("fravær", 0, "dokumentert"), "ja").decode() == etter


def test_a_value_that_others_share_is_not_changed() -> None:
    text = "fravær:\n  - &a {type: dag}\n  - *a\n"
    with pytest.raises(CannotEdit):
        set_value("fravaer.yaml", text.encode(), ("fravær", 0, "dokumentert"), "ja")


# --- files as people write them ---------------------------------------------------------------------------------

_BLANK = st.sampled_from(["", "", "\n", "# merk: {a} [b]\n", "  # inn\n", "      # lenger inn\n", "\n\n"])
_TEXT = st.sampled_from(
    ["sykdom", '"i dag"', "'det''s'", "æøå # ikke", "10:15", "&nei", "a: b", "- x", "", "|", "€ 😀", "{", "ja", "*x"]
)


@st.composite
def _entry(draw: st.DrawFn, margin: str) -> str:
    day = f"2025-{draw(st.integers(8, 11)):02}-{draw(st.integers(1, 28)):02}"
    note = draw(_TEXT)
    safe = note if note[:1] in "\"'" and note else f"'{note.replace(chr(39), chr(39) * 2)}'"
    form = draw(st.integers(0, 5))
    comment = draw(st.sampled_from(["", "", "  # kommentar", " #x"]))
    if form == 0:
        return f"{margin}- {{dato: {day}, type: dag}}{comment}\n"
    if form == 1:
        return f"{margin}-   {{ dato : {day},type: dag ,  merknad: {safe} }}{comment}\n"
    if form == 2:
        return f"{margin}- dato: {day}{comment}\n{margin}  type: dag\n{margin}  merknad: {safe}{comment}\n"
    if form == 3:
        head = f"{margin}- type: dag\n{margin}  merknad: |{draw(st.sampled_from(['', '-', '+']))}\n"
        return f"{head}{margin}    hei\n\n{margin}    # tekst\n\n"
    if form == 4:
        return f"{margin}- dato: {day}\n{margin}  type:\n{margin}    dag\n{margin}  time: [1,\n{margin}    2]\n"
    return f"{margin}-\n{margin}  dato: {day}\n{margin}  merknad: {safe}\n"


@st.composite
def _file(draw: st.DrawFn) -> bytes:
    margin = draw(st.sampled_from(["", "  ", "    "]))
    head = draw(_BLANK).lstrip(" ")
    if draw(st.booleans()):
        entries = "".join(draw(_entry(margin)) + draw(_BLANK) for _ in range(draw(st.integers(1, 5))))
        text = f"{head}fravær:{draw(st.sampled_from(['', ' ', '  # alt']))}\n{entries}"
    else:
        inner = [f"{{dato: 2025-11-{d:02}, type: dag}}" for d in range(3, 3 + draw(st.integers(0, 3)))]
        between = draw(st.sampled_from([", ", ",\n    ", " ,"]))
        text = (
            f"{head}fravær: [{draw(st.sampled_from(['', ' ', chr(10) + '    ']))}{between.join(inner)}]{draw(_BLANK)}"
        )
    if draw(st.booleans()):
        text = text.rstrip("\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()


@EKSEMPLER
@given(_file(), st.integers(1, 3), st.booleans())
def test_only_the_entrys_own_text_comes_in(data: bytes, antall: int, block: bool) -> None:
    before = parse("f", data)
    new = [{**NY, "merknad": f"ny {i}: , {{"} for i in range(antall)]
    try:
        after = add_entries("f", data, "fravær", new, block=block)
    except CannotEdit:
        assert before.value is None, data
        return
    more_follows = parse("f", data.rstrip(b"\r\n") + b"\n" if data[-1:] != b"\n" else data)
    result, dates = parse("f", after).value["fravær"], [e.get("dato", "") for e in before.value["fravær"] or []]
    assert [e for e in result if e not in new] == (more_follows.value["fravær"] or [])
    assert [e for e in result if e in new] == new
    if not all(dates) or dates != sorted(dates):
        assert result[-len(new) :] == new, "the list is in no order"
    elif dates:
        assert [e["dato"] for e in result] == sorted(e["dato"] for e in result)
    if before.value["fravær"]:
        assert _pieces_put_in(data, after) <= 2, (data, after)
    assert b"\r\n" not in data or b"\n" not in after.replace(b"\r\n", b"")


def _pieces_put_in(old: bytes, new: bytes) -> int:
    """In how many pieces the new text was put into the old; 99 if something else is different."""
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    tail = next((i for i, (a, b) in enumerate(zip(old[::-1], new[::-1], strict=False)) if a != b), len(old))
    if start + tail >= len(old):
        return 1
    middle, rest = old[start : len(old) - tail], new[start : len(new) - tail]
    at = rest.find(middle)
    return 2 if at >= 0 else 99


@EKSEMPLER
@given(_file(), st.data())
def test_only_the_value_is_changed(data: bytes, choose: st.DataObject) -> None:
    before = parse("f", data).value
    if not before or not before["fravær"]:
        return
    nr = choose.draw(st.integers(0, len(before["fravær"]) - 1))
    key = choose.draw(st.sampled_from(["dokumentert", "merknad", "type"]))
    try:
        after = set_value("f", data, ("fravær", nr, key), "ja: «nei»")
    except CannotEdit:
        return
    wanted = [{**e} for e in before["fravær"]]
    wanted[nr][key] = "ja: «nei»"
    assert parse("f", after).value == {"fravær": wanted}


@pytest.mark.parametrize(
    ("foer", "verdier", "etter"),
    [
        (
            "fravær:\n  - {dato: 2025-11-20, type: dag}  # a\n  - {dato: 2025-11-21, type: dag}\n",
            [((0, "dokumentert"), "ja"), ((1, "dokumentert"), "ja"), ((0, "årsak"), "sykdom")],
            "fravær:\n  - {dato: 2025-11-20, type: dag, dokumentert: ja, årsak: sykdom}  # a\n"
            "  - {dato: 2025-11-21, type: dag, dokumentert: ja}\n",
        ),
        (
            "fravær:\n  - dato: 2025-11-20\n    type: time\n    timer: 2  # b\n",
            [((0, "type"), "dag"), ((0, "timer"), None), ((0, "id"), "a"), ((0, "kilde"), "b")],
            "fravær:\n  - dato: 2025-11-20\n    type: dag\n    timer: null  # b\n    id: a\n    kilde: b\n",
        ),
        (
            "fravær: [{type: time, time: [1]}]",
            [((0, "time"), [1, 2]), ((0, "fag"), "Norsk")],
            "fravær: [{type: time, time: [1, 2], fag: Norsk}]",
        ),
    ],
)
def test_several_values_are_put_in_at_once(foer: str, verdier: Any, etter: str) -> None:
    ruter = [(("fravær", *rute), verdi) for rute, verdi in verdier]
    assert set_values("fravaer.yaml", foer.encode(), ruter).decode() == etter


def test_no_value_is_put_in_where_one_of_them_cannot_be() -> None:
    with pytest.raises(CannotEdit):
        set_values("fravaer.yaml", b"fravaer: []\n", [(("fravaer", 0, "type"), "dag")])


@pytest.mark.parametrize(
    ("foer", "etter"),
    [
        (
            "fravær:\n  - type: dag\n    merknad: |\n      Hei.\n\n      # tekst\n\n  # om fire\n  - {type: time}\n",
            "fravær:\n  - type: dag\n    merknad: Ny\n\n  # om fire\n  - {type: time}\n",
        ),
        (
            "fravær:\r\n  - merknad: >-\r\n      Hei.\r\n    type: dag\r\n",
            "fravær:\r\n  - merknad: Ny\r\n    type: dag\r\n",
        ),
        ("fravær:\n  - merknad: |\n      Hei.", "fravær:\n  - merknad: Ny"),
    ],
)
def test_a_text_of_several_lines_is_replaced_and_what_follows_stays(foer: str, etter: str) -> None:
    assert set_value("fravaer.yaml", foer.encode(), ("fravær", 0, "merknad"), "Ny").decode() == etter


def test_a_text_with_a_comment_behind_its_sign_is_not_replaced() -> None:
    with pytest.raises(CannotEdit):
        set_value("f", b"a:\n  - b: |  # viktig\n      Hei.\n", ("a", 0, "b"), "Ny")
