"""Finding the pupil that was meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.entries.pupils import NotOne, find_pupil, open_case, pupils
from fravaer_cli.files.workspace import find
from tests.cli.hjelp import elev, klasse

I_DAG = date(2025, 11, 21)


@pytest.fixture
def mappe(tmp_path: Path) -> Path:
    elever = {
        "amin": elev("Amin Yusuf", sak="kode: 7B-04\n"),
        "aminata": elev("Aminata Diallo"),
        "7b-02": elev("Bjørn Åge Mo"),
        "bjarne": elev("Bjarne Mo-Lie"),
        "tom": {"sak.yaml": "elev: {}\n"},
    }
    return klasse(tmp_path, elever)


@pytest.mark.parametrize(
    ("skrevet", "ment"),
    [
        ("amin", "amin"),
        ("Amin Yusuf", "amin"),
        ("yus", "amin"),
        ("7b-04", "amin"),
        ("7B-02", "7b-02"),
        ("bjoern", "7b-02"),
        ("BJØRN mo", "7b-02"),
        ("mo bjørn", "7b-02"),
        ("lie", "bjarne"),
        ("klasse7b/bjarne", "bjarne"),
        ("nata", "aminata"),
        ("tom", "tom"),
    ],
)
def test_by_folder_code_or_part_of_the_name(mappe: Path, skrevet: str, ment: str) -> None:
    assert find_pupil(skrevet, pupils(find(str(mappe)))).mappe == ment


def test_two_that_can_be_meant_are_both_named(mappe: Path) -> None:
    with pytest.raises(NotOne, match="«Bjørn Åge Mo» i klasse7b/7b-02 eller «Bjarne Mo-Lie» i klasse7b/bjarne") as said:
        find_pupil("mo", pupils(find(str(mappe))))
    assert [e.mappe for e in said.value.candidates] == ["7b-02", "bjarne"]


@pytest.mark.parametrize("skrevet", ["", "  ", "/", "Kari", "..", "*"])
def test_nobody_is_not_a_guess(mappe: Path, skrevet: str) -> None:
    with pytest.raises(NotOne):
        find_pupil(skrevet, pupils(find(str(mappe))))


def test_a_slip_of_the_pen_is_asked_about(mappe: Path) -> None:
    with pytest.raises(NotOne) as said:
        find_pupil("Amni", pupils(find(str(mappe))))
    assert "Amin Yusuf" in said.value.remedy


def test_a_path_goes_before_a_name(mappe: Path) -> None:
    assert open_case(str(mappe / "tom"), mappe.parent, I_DAG).case.folder.path.name == "tom"
    assert open_case("tom", mappe, I_DAG).case.folder.path.name == "tom"
    assert open_case("Aminata", mappe, I_DAG).case.navn == "Aminata Diallo"
