"""Who a row is about: exactly the same, or a question. Never a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from fravaer_cli.errors import UserError
from fravaer_cli.files.workspace import CaseFolder
from fravaer_cli.importing.pupils import Elev, Elever
from fravaer_cli.importing.rows import Hvem

AMIN = Elev(CaseFolder(Path("7b/amin"), "7b/amin", ()), "Amin Yusuf", "7B-04", "7B")
ADA = Elev(CaseFolder(Path("7b/7b-01"), "7b/7b-01", ()), "Ada Lie Hansen", None, "7B")
ADA_A = Elev(CaseFolder(Path("7a/ada"), "7a/ada", ()), "Ada Lie Hansen", "7A-01", "7A")


def _finn(navn: str | None, id_: str | None = None, klasse: str | None = None, *elever: Elev) -> Elev | str | None:
    funnet = Elever(elever or (AMIN, ADA)).find(Hvem(navn, id_, klasse))
    return funnet.elev or funnet.usikkert or None


@pytest.mark.parametrize(
    "navn",
    ["Amin Yusuf", "Yusuf, Amin", "amin  yusuf", " AMIN YUSUF", "Amin\u00a0Yusuf", "YUSUF,Amin"],
)
def test_the_same_name_is_the_pupil(navn: str) -> None:
    assert _finn(navn) is AMIN


def test_decomposed_letters_are_the_same() -> None:
    aase = AMIN._replace(navn="Åse Bø")
    assert _finn("A\u030ase Bø", None, None, aase) is aase


@pytest.mark.parametrize("id_", ["7B-04", "7b-04", "amin"])
def test_the_code_or_the_folder_is_the_pupil(id_: str) -> None:
    assert _finn(None, id_) is AMIN


@pytest.mark.parametrize("navn", ["Amin Jusuf", "Amin Mohamed Yusuf", "Ada Hansen", "Amin Yussuf"])
def test_a_name_that_is_alike_is_only_proposed(navn: str) -> None:
    assert _finn(navn) == "navnet ligner, men er ikke likt"


@pytest.mark.parametrize("navn", ["Per Olsen", "Amin", "Yusuf", "Ada Berg", "A", "."])
def test_others_have_no_case(navn: str) -> None:
    assert _finn(navn) is None


def test_two_of_one_name_are_told_apart_by_class_and_by_nothing_else() -> None:
    assert _finn("Ada Lie Hansen", None, "7A", ADA, ADA_A) is ADA_A
    assert _finn("Ada Lie Hansen", None, None, ADA, ADA_A) == "2 elever heter det samme"
    assert _finn("Ada Lie Hansen", None, "7C", ADA, ADA_A) == "2 elever heter det samme"
    assert _finn("Ada Lie Hansen", "7A-01", None, ADA, ADA_A) is ADA_A


@pytest.mark.parametrize("klasse", ["7B", "7b", "Klasse 7B", "7 B", "7. trinn, 7B", "7B 2025", None])
def test_the_class_is_written_in_many_ways(klasse: str | None) -> None:
    assert _finn("Amin Yusuf", None, klasse) is AMIN


def test_the_same_name_in_another_class_is_a_question() -> None:
    assert _finn("Amin Yusuf", None, "5A") == "navnet er likt, men klassen i filen er «5A», ikke 7B"


def test_a_code_and_a_name_of_two_pupils_are_a_question() -> None:
    assert "hører til én elev, og navnet til en annen" in str(_finn("Ada Lie Hansen", "7B-04"))


def test_a_code_with_quite_another_name_is_a_question() -> None:
    assert "navnet er et helt annet" in str(_finn("Per Olsen", "7B-04"))
    assert _finn("Amin M. Yusuf", "7B-04") is AMIN


def test_the_user_settles_it() -> None:
    elever = Elever([AMIN, ADA], ["Amin Jusuf=7b/amin", "Ada Hansen=ingen", "x=7B-04"])
    assert elever.find(Hvem("Jusuf, Amin", None, None)).elev is AMIN
    assert elever.find(Hvem("ada hansen", None, None)) == (None, "", ())
    assert elever.find(Hvem(None, "X", None)).elev is AMIN


@pytest.mark.parametrize("svar", ["Amin Jusuf", "=7b/amin", "Amin=", "Amin=7b/amim", ""])
def test_an_answer_that_cannot_be_used_is_said(svar: str) -> None:
    with pytest.raises(UserError):
        Elever([AMIN], [svar])
