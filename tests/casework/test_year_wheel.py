"""When the fixed tasks of the year wheel fall."""

from __future__ import annotations

from datetime import date

import pytest

from fravaer_cli.casework.year_wheel import UNDATED, WORDS, in_order, occurrences
from fravaer_cli.rules.locate import PACK_FOLDER, shipped
from fravaer_cli.rules.pack_loader import load_pack
from fravaer_cli.school_year import Free, SchoolCalendar, Skolerute


def d(text: str) -> date:
    return date.fromisoformat(text)


RUTE = Skolerute(
    2025,
    d("2025-08-18"),
    d("2026-06-19"),
    d("2026-01-16"),
    (
        Free(d("2025-10-06"), d("2025-10-10"), "høstferie"),
        Free(d("2025-11-14"), d("2025-11-14"), "planleggingsdag"),
        Free(d("2025-12-22"), d("2026-01-02"), "juleferie"),
        Free(d("2026-02-23"), d("2026-02-27"), "vinterferie"),
        Free(d("2026-03-30"), d("2026-04-06"), "påskeferie"),
        Free(d("2026-05-15"), d("2026-05-15"), "fri"),
    ),
)
KNOWN, UNKNOWN = SchoolCalendar({2025: RUTE}), SchoolCalendar()


def times(naar: str, first: str, last: str, calendar: SchoolCalendar = KNOWN) -> list[tuple[str, str]]:
    return [(str(o.first), str(o.last)) for o in occurrences(naar, calendar, d(first), d(last))]


@pytest.mark.parametrize(
    ("naar", "falls"),
    [
        ("uken-før-skolestart", [("2025-08-11", "2025-08-15")]),
        ("skolestart", [("2025-08-18", "2025-08-18")]),
        ("august", [("2025-08-18", "2025-08-31")]),
        ("oktober", [("2025-10-01", "2025-10-31")]),
        ("januar", [("2026-01-05", "2026-01-31")]),
        ("juli", [("2026-07-01", "2026-07-31")]),  # no school day: the first of the month
        ("halvårsslutt", [("2026-01-12", "2026-01-16"), ("2026-06-15", "2026-06-19")]),
        ("høsten", []),
        ("et-ord-vi-ikke-kjenner", []),
    ],
)
def test_in_a_school_year(naar: str, falls: list[tuple[str, str]]) -> None:
    assert times(naar, "2025-08-01", "2026-07-31") == falls


def test_a_vacation_is_three_weekdays_and_the_summer_is_one() -> None:
    """Not the planning day in November, nor 14–17 May: a holiday, a free day, a weekend and a holiday."""
    days = [first for first, _ in times("etter-ferie", "2025-08-01", "2026-07-31")]
    assert days == ["2025-08-18", "2025-10-13", "2026-01-05", "2026-03-02", "2026-04-07"]


def test_public_holidays_alone_are_no_vacation() -> None:
    """Nobody knows this school's vacations; Maundy Thursday to Easter Monday is no vacation, nor are 25–26 December."""
    assert [f for f, _ in times("etter-ferie", "2025-08-01", "2026-07-31", UNKNOWN)] == ["2025-08-18"]


def test_a_task_of_a_month_runs_on_and_is_then_over() -> None:
    assert times("august", "2025-08-27", "2025-08-31") == [("2025-08-18", "2025-08-31")]
    assert times("august", "2025-09-01", "2025-12-31") == []


def test_the_week_before_school_start_may_lie_in_the_old_school_year() -> None:
    early = SchoolCalendar({2026: Skolerute(2026, d("2026-08-03"))})
    assert times("uken-før-skolestart", "2026-07-20", "2026-07-31", early) == [("2026-07-27", "2026-07-31")]


def test_the_key_does_not_follow_the_date() -> None:
    """A vacation that is moved is the same vacation."""
    moved = RUTE._replace(free=(Free(d("2025-09-29"), d("2025-10-03")), *RUTE.free[1:]))
    before = occurrences("etter-ferie", KNOWN, d("2025-09-01"), d("2025-11-01"))
    after = occurrences("etter-ferie", SchoolCalendar({2025: moved}), d("2025-09-01"), d("2025-11-01"))
    assert [o.key for o in before] == [o.key for o in after] == ["2025-2026/1"]
    assert [o.first for o in before] != [o.first for o in after]


def test_every_word_that_the_packs_use_is_known() -> None:
    used = {t.naar for name in shipped() for t in load_pack(PACK_FOLDER / f"{name}.yaml", PACK_FOLDER).aarshjul}
    assert used
    assert used <= set(WORDS)
    assert all(occurrences(n, KNOWN, d("2025-08-01"), d("2026-07-31")) for n in used - set(UNDATED))


def test_the_order_is_that_of_the_school_year() -> None:
    words = ["ukentlig", "januar", "skolestart", "noe annet", "desember", "uken-før-skolestart", "august"]
    assert sorted(words, key=in_order) == [
        "uken-før-skolestart",
        "skolestart",
        "august",
        "desember",
        "januar",
        "ukentlig",
        "noe annet",
    ]
