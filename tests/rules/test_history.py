"""What of a log is seen: one school year, school days only, up to the check date."""

from __future__ import annotations

from datetime import date

import pytest

from fravaer_cli.rules.history import Filter, Seen, absent_days
from fravaer_cli.rules.kind import parse_filter
from tests.rules.hjelp import d, entries, history


def seen(log: str, until: str) -> list[list[str]]:
    return [
        [date.fromordinal(o).isoformat().removeprefix("2025-") for o in s.days] for s in history(log, until).entries
    ]


@pytest.mark.parametrize(
    ("log", "until", "days"),
    [
        ("dag: 09-03", "09-03", [["09-03"]]),
        ("dag: 09-03", "09-02", []),
        ("dag: 09-06", "09-30", []),  # a Saturday
        ("dag: 09-04/09-09", "09-30", [["09-04", "09-05", "09-08", "09-09"]]),
        ("dag: 09-04/09-09", "09-05", [["09-04", "09-05"]]),  # as far as it has come
        ("dag: 10-03/10-13", "10-31", [["10-03", "10-13"]]),  # over a vacation
        ("dag: 2025-06-20, 08-18", "09-01", [["08-18"]]),  # last school year is not seen
        ("dag: 2025-06-20", "2025-06-20", [["06-20"]]),
        ("dag: 09-03; time: 09-02", "09-30", [["09-03"], ["09-02"]]),  # in the file's order
    ],
)
def test_what_is_seen(log: str, until: str, days: list[list[str]]) -> None:
    assert seen(log, until) == days


def test_absent_days_are_days_with_a_dag_entry_once_each() -> None:
    h = history("dag: 09-04/09-05, 09-05, 09-03; time: 09-02; avtalt: 09-01", "09-30")
    assert [date.fromordinal(o) for o in absent_days(h.entries)] == [d("09-03"), d("09-04"), d("09-05")]


@pytest.mark.parametrize(
    ("filter_", "entry", "matches"),
    [
        ({}, "dag: 09-03", True),
        ({}, "avtalt: 09-03", False),  # never absence
        ({"type": ["avtalt"]}, "avtalt: 09-03", False),
        ({"type": ["dag", "time"]}, "time: 09-03", True),
        ({"type": "dag"}, "dag: 09-03", True),
        ({"type": ["dag"]}, "forlot: 09-03", False),
        ({"dokumentert": ["nei"]}, "dag: 09-03", True),  # not given is nei
        ({"dokumentert": "nei"}, "dag(dokumentert: ja): 09-03", False),
        ({"dokumentert": ["ja", "nei"]}, "dag: 09-03", True),
        ({"gyldig": "nei"}, "dag: 09-03", True),
        ({"gyldig": "nei"}, "dag(dokumentert: ja): 09-03", False),
        ({"gyldig": "nei"}, "dag(dokumentert: ja, gyldig: nei): 09-03", True),
        ({"gyldig": "ja"}, "dag(gyldig: ja): 09-03", True),
        ({"årsak": ["sykdom", "lege"]}, "dag(årsak: lege): 09-03", True),
        ({"årsak": "sykdom"}, "dag: 09-03", False),
        ({"type": ["dag"], "årsak": "sykdom"}, "time(årsak: sykdom): 09-03", False),
    ],
)
def test_filters(filter_: dict[str, object], entry: str, matches: bool) -> None:
    assert bool(parse_filter({"når": filter_}).of([Seen(entries(entry)[0], (1,))])) == matches


def test_a_rule_without_a_filter_looks_at_all() -> None:
    assert parse_filter({}) == parse_filter({"når": None}) == Filter()
