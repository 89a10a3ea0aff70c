"""Days as people say them. The day on which they are said is Friday 21 November 2025."""

from __future__ import annotations

from datetime import date

import pytest

from fravaer_cli.entries.days import is_exact, parse_day
from fravaer_cli.errors import UserError

I_DAG = date(2025, 11, 21)


@pytest.mark.parametrize(
    ("sagt", "ment"),
    [
        ("i dag", "2025-11-21"),
        ("I-DAG", "2025-11-21"),
        ("idag", "2025-11-21"),
        ("i går", "2025-11-20"),
        ("i-ga\u030ar", "2025-11-20"),
        ("forgårs", "2025-11-19"),
        ("fredag", "2025-11-21"),
        ("på fredag", "2025-11-21"),
        ("sist fredag", "2025-11-14"),
        ("torsdag", "2025-11-20"),
        ("tor", "2025-11-20"),
        ("tor.", "2025-11-20"),
        ("sist torsdag", "2025-11-20"),
        ("forrige torsdag", "2025-11-13"),
        ("forrige-fredag", "2025-11-14"),
        ("mandag", "2025-11-17"),
        ("lørdag", "2025-11-15"),
        ("5.11.", "2025-11-05"),
        ("5.11", "2025-11-05"),
        ("5/11", "2025-11-05"),
        ("05. 11.", "2025-11-05"),
        ("24.12.", "2024-12-24"),
        ("29.2.", "2024-02-29"),
        ("5.11.24", "2024-11-05"),
        ("5.11.2024", "2024-11-05"),
        ("5. november", "2025-11-05"),
        ("5 nov.", "2025-11-05"),
        ("5. desember 2024", "2024-12-05"),
        ("2025-11-05", "2025-11-05"),
        ("2025-11-5", "2025-11-05"),
    ],
)
def test_the_nearest_day_that_has_been(sagt: str, ment: str) -> None:
    assert parse_day(sagt, I_DAG).isoformat() == ment


@pytest.mark.parametrize(
    ("sagt", "ment"),
    [
        ("i morgen", "2025-11-22"),
        ("fredag", "2025-11-21"),
        ("mandag", "2025-11-24"),
        ("neste mandag", "2025-11-24"),
        ("neste fredag", "2025-11-28"),
        ("5.11.", "2026-11-05"),
        ("29.2.", "2028-02-29"),
        ("24. desember", "2025-12-24"),
    ],
)
def test_the_nearest_day_to_come(sagt: str, ment: str) -> None:
    assert parse_day(sagt, I_DAG, ahead=True).isoformat() == ment


@pytest.mark.parametrize(
    "sagt", ["", "snart", "31.11.", "2025-02-30", "5.13.", "1.1.1", "ma", "juni", "m", "5 xyz", "٥.١١."]
)
def test_what_is_no_day_is_said(sagt: str) -> None:
    with pytest.raises(UserError) as said:
        parse_day(sagt, I_DAG)
    assert "i går" in said.value.remedy


def test_only_an_iso_date_needs_no_confirmation() -> None:
    assert is_exact("2025-11-05")
    assert not is_exact("fredag")
    assert not is_exact("5.11.")
