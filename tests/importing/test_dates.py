"""Dates as systems and people write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fravaer_cli.importing.dates import Skikk, habit, read_date
from fravaer_cli.importing.table import Cell

TREDJE = date(2025, 9, 3)


@pytest.mark.parametrize(
    "skrevet",
    [
        "2025-09-03",
        "2025-9-3",
        "2025/09/03",
        "2025.09.03",
        "20250903",
        "03.09.2025",
        "3.9.2025",
        "3. 9. 2025",
        "03.09.25",
        "3/9/2025",
        "03-09-2025",
        "3. september 2025",
        "3 sep 2025",
        "3. sept. 2025",
        "onsdag 3. september 2025",
        "ons. 03.09.2025",
        "03.09.2025 08:15",
        "03.09.2025 kl. 08.15",
        "2025-09-03 08:15:00",
        "2025-09-03T08:15:00",
        "2025-09-03T08:15:00+02:00",
        "2025-09-02T22:00:00Z",
        "2025-09-02T22:00:00.000Z",
        "45903",
        "45903,0",
        45903,
        45903.34,
        TREDJE,
        datetime(2025, 9, 3, 8, 15),
    ],
)
def test_the_third_of_september(skrevet: Cell) -> None:
    funnet = read_date(skrevet, Skikk())
    assert funnet
    assert funnet.dag == TREDJE


@pytest.mark.parametrize(
    "skrevet",
    [
        *("", "i går", "31.09.2025", "2025-13-01", "00.00.0000", "1", "3.9", "uke 36", "12345", 12, 99999, True, None),
        *("03.09.2025-05.09.2025", "3/9-2025", "202509031", "mai 2025", "99.99.99", "2025-09-03T25:00:00Z"),
    ],
)
def test_what_is_no_date(skrevet: Cell) -> None:
    assert read_date(skrevet, Skikk()) is None


@pytest.mark.parametrize(
    ("skrevet", "dag_foerst", "sikker", "blandet"),
    [
        (["3/9/2025", "15/9/2025"], True, True, False),
        (["9/3/2025", "9/15/2025"], False, True, False),
        (["3/9/2025", "4/9/2025"], True, False, False),
        (["15/9/2025", "9/15/2025"], True, True, True),
        (["03.09.2025"], True, True, False),
        (["2025-09-03"], True, True, False),
    ],
)
def test_which_comes_first_is_seen_from_the_whole_column(
    skrevet: list[Cell], dag_foerst: bool, sikker: bool, blandet: bool
) -> None:
    funnet = habit(skrevet)
    assert (funnet.dag_foerst or blandet, funnet.sikker, funnet.blandet) == (dag_foerst or blandet, sikker, blandet)


def test_the_profile_may_say_which_comes_first() -> None:
    skikk = habit(["9/3/2025"], "måned")
    funnet = read_date("9/3/2025", skikk)
    assert skikk.sikker
    assert funnet
    assert funnet.dag == TREDJE


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_every_day_is_read_from_every_way_of_writing_it(dag: date) -> None:
    serie = (dag - date(1899, 12, 30)).days
    for skrevet in (f"{dag:%d.%m.%Y}", f"{dag:%Y-%m-%d}", f"{dag.day}/{dag.month}/{dag.year}", serie, str(serie)):
        funnet = read_date(skrevet, Skikk())
        assert funnet
        assert funnet.dag == dag
    mac = read_date(float((dag - date(1904, 1, 1)).days), Skikk(), epoke_1904=True)
    assert mac is None or mac.dag == dag


@given(st.text(max_size=30))
def test_no_text_is_too_odd(skrevet: str) -> None:
    habit([skrevet])
    funnet = read_date(skrevet, Skikk())
    assert funnet is None or abs(funnet.dag - TREDJE) < timedelta(days=366 * 10_000)
