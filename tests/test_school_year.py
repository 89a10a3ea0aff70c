"""Calendar, windows and deadlines: held against the slow and obvious way of counting, and against other sources."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fravaer_cli.school_year import (
    Free,
    Frist,
    SchoolCalendar,
    Skolerute,
    Vindu,
    default_end,
    default_start,
    easter_sunday,
    minus_months,
    public_holidays,
    school_year_of,
)

DAY = timedelta(days=1)


def d(text: str) -> date:
    return date.fromisoformat(text)


SOLVANG = Skolerute(
    2025,
    start=d("2025-08-18"),
    end=d("2026-06-19"),
    split=d("2026-01-16"),
    free=(
        Free(d("2025-10-06"), d("2025-10-10"), "høstferie"),
        Free(d("2025-12-22"), d("2026-01-02"), "juleferie"),
        Free(d("2025-11-14"), d("2025-11-14"), "planleggingsdag"),
    ),
)
KNOWN = SchoolCalendar({2025: SOLVANG})
UNKNOWN = SchoolCalendar()


@st.composite
def ruter(draw: st.DrawFn) -> Skolerute:
    """Any calendar that a school could give for the year 2025–2026."""

    def day(first: str, last: str) -> date:
        return draw(st.dates(d(first), d(last)))

    free = []
    for _ in range(draw(st.integers(0, 4))):
        first = day("2025-08-01", "2026-07-31")
        free.append(Free(first, first + timedelta(days=draw(st.integers(0, 14))), "fri"))
    return Skolerute(
        2025,
        start=draw(st.none() | st.dates(d("2025-08-01"), d("2025-09-10"))),
        end=draw(st.none() | st.dates(d("2026-05-20"), d("2026-07-31"))),
        split=draw(st.none() | st.dates(d("2025-11-01"), d("2026-02-28"))),
        free=tuple(free),
    )


IN_YEAR = st.dates(d("2025-08-01"), d("2026-07-31"))
ANY_DAY = st.dates(d("1960-01-01"), d("2099-12-31"))
COUNTS = st.integers(1, 60)


# --- holidays -------------------------------------------------------------------------------------------------------


def gauss_easter(year: int) -> date:
    """Easter by Gauss's formula with its two exceptions: another way than the one under test."""
    k = year // 100
    m = (15 - (13 + 8 * k) // 25 + k - k // 4) % 30
    n = (4 + k - k // 4) % 7
    a = (19 * (year % 19) + m) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * a + n) % 7
    if a == 29 and e == 6:
        return date(year, 4, 19)
    if a == 28 and e == 6 and (11 * m + 11) % 30 < 19:
        return date(year, 4, 18)
    return date(year, 3, 22) + timedelta(days=a + e)


def test_easter_agrees_with_gauss() -> None:
    assert [easter_sunday(y) for y in range(1900, 2200)] == [gauss_easter(y) for y in range(1900, 2200)]


@pytest.mark.parametrize("year", range(1960, 2100))
def test_public_holidays_agree_with_the_holidays_package(year: int) -> None:
    # no differences since 1960: the twelve days of today were all holidays then, and none has been added
    assert set(public_holidays(year)) == set(holidays.country_holidays("NO", years=year))


def test_public_holidays_where_two_fall_on_one_day() -> None:
    assert public_holidays(2008)[d("2008-05-01")] == "Kristi himmelfartsdag"  # and første mai
    assert len(public_holidays(2008)) == 11


# --- defaults -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", range(1960, 2100))
def test_without_a_calendar_the_year_runs_from_week_34_to_the_friday_by_21_june(year: int) -> None:
    start, end = default_start(year), default_end(year)
    assert (start.isocalendar().week, start.weekday(), start.year) == (34, 0, year)
    assert end.weekday() == 4
    assert date(year + 1, 6, 15) <= end <= date(year + 1, 6, 21)


@pytest.mark.parametrize(
    ("year", "start", "end"),
    [(2024, "2024-08-19", "2025-06-20"), (2025, "2025-08-18", "2026-06-19"), (2023, "2023-08-21", "2024-06-21")],
)
def test_default_years_by_hand(year: int, start: str, end: str) -> None:
    assert (default_start(year), default_end(year)) == (d(start), d(end))


def test_a_calendar_that_lacks_a_key_takes_its_default() -> None:
    year = SchoolCalendar({2025: Skolerute(2025, end=d("2026-06-12"))}).year(d("2025-09-01"))
    assert (year.start, year.end, year.split, year.known) == (d("2025-08-18"), d("2026-06-12"), d("2025-12-31"), True)
    assert not UNKNOWN.year(d("2025-09-01")).known


@pytest.mark.parametrize(
    ("day", "year"), [("2025-07-31", 2024), ("2025-08-01", 2025), ("2026-01-01", 2025), ("2026-07-31", 2025)]
)
def test_a_school_year_starts_on_1_august(day: str, year: int) -> None:
    assert school_year_of(d(day)) == year
    assert UNKNOWN.year(d(day)).name == f"{year}-{year + 1}"


# --- school days ----------------------------------------------------------------------------------------------------


def plainly_a_school_day(rute: Skolerute, day: date) -> bool:
    """The sentence of 03, word by word."""
    first = rute.start or default_start(rute.year)
    last = rute.end or default_end(rute.year)
    free = any(f.start <= day <= f.end for f in rute.free)
    return day.isoweekday() <= 5 and first <= day <= last and day not in public_holidays(day.year) and not free


@given(ruter(), IN_YEAR)
def test_a_school_day_is_a_weekday_in_the_year_that_is_neither_holiday_nor_free(rute: Skolerute, day: date) -> None:
    calendar = SchoolCalendar({2025: rute})
    assert calendar.is_school_day(day) == plainly_a_school_day(rute, day)
    assert calendar.is_school_day(day) == (calendar.year(day).why_free(day) is None)


@given(ruter(), IN_YEAR, IN_YEAR)
def test_school_days_of_a_span_are_those_of_its_days(rute: Skolerute, a: date, b: date) -> None:
    calendar = SchoolCalendar({2025: rute})
    expected = [o for o in range(a.toordinal(), b.toordinal() + 1) if calendar.is_school_day(date.fromordinal(o))]
    assert calendar.school_days(a, b) == expected
    assert calendar.count(a, b) == len(expected)


def test_school_days_run_on_over_the_summer() -> None:
    days = KNOWN.school_days(d("2026-06-18"), d("2026-08-18"))
    assert [date.fromordinal(o) for o in days] == [d("2026-06-18"), d("2026-06-19"), d("2026-08-17"), d("2026-08-18")]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2025-11-15", "en lørdag"),
        ("2025-11-16", "en søndag"),
        ("2025-08-15", "før skolestart"),
        ("2026-06-22", "etter siste skoledag"),
        ("2026-04-02", "skjærtorsdag"),
        ("2026-05-14", "Kristi himmelfartsdag"),
        ("2025-10-06", "høstferie"),
        ("2025-10-10", "høstferie"),
        ("2025-11-14", "planleggingsdag"),
        ("2025-12-26", "andre juledag"),  # the holiday's own name, also inside a vacation
        ("2025-10-03", None),
        ("2025-10-13", None),
        ("2025-08-18", None),
        ("2026-06-19", None),
    ],
)
def test_why_a_day_is_no_school_day(day: str, why: str | None) -> None:
    assert KNOWN.year(d(day)).why_free(d(day)) == why


def test_a_free_day_without_a_name() -> None:
    calendar = SchoolCalendar({2025: Skolerute(2025, free=(Free(d("2025-11-14"), d("2025-11-14")),))})
    assert calendar.year(d("2025-11-14")).why_free(d("2025-11-14")) == "en fridag"


# --- half-years -----------------------------------------------------------------------------------------------------


@given(ruter(), IN_YEAR)
def test_the_two_half_years_make_up_the_school_year(rute: Skolerute, day: date) -> None:
    year = SchoolCalendar({2025: rute}).year(day)
    first, last = year.halfyear(day)
    assert first <= day <= last
    assert (first, last) in [(d("2025-08-01"), year.split), (year.split + DAY, d("2026-07-31"))]


@pytest.mark.parametrize(
    ("calendar", "day", "half"),
    [
        (UNKNOWN, "2025-12-31", ("2025-08-01", "2025-12-31")),
        (UNKNOWN, "2026-01-01", ("2026-01-01", "2026-07-31")),
        (KNOWN, "2026-01-16", ("2025-08-01", "2026-01-16")),  # semesterskille is the first half-year's last day
        (KNOWN, "2026-01-17", ("2026-01-17", "2026-07-31")),
    ],
)
def test_half_years(calendar: SchoolCalendar, day: str, half: tuple[str, str]) -> None:
    assert calendar.year(d(day)).halfyear(d(day)) == (d(half[0]), d(half[1]))


# --- windows --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2024-03-30", 1, "2024-02-29"),
        ("2026-03-28", 1, "2026-02-28"),
        ("2025-10-02", 1, "2025-09-02"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-01-31", 3, "2025-10-31"),
        ("2026-05-31", 3, "2026-02-28"),
        ("2025-12-31", 1, "2025-11-30"),
    ],
)
def test_minus_a_month_keeps_the_day_number_or_takes_the_months_last(day: str, months: int, earlier: str) -> None:
    assert minus_months(d(day), months) == d(earlier)


@given(ANY_DAY, st.integers(0, 24))
def test_minus_months_in_general(day: date, months: int) -> None:
    then = minus_months(day, months)
    assert (day.year - then.year) * 12 + day.month - then.month == months
    assert then.day == min(day.day, monthrange(then.year, then.month)[1])


@pytest.mark.parametrize(
    ("window", "day", "first"),
    [
        (Vindu("måned"), "2025-10-02", "2025-09-03"),
        (Vindu("måned"), "2026-03-31", "2026-03-01"),
        (Vindu("måned"), "2026-03-30", "2026-03-01"),
        (Vindu("måned"), "2025-08-20", "2025-08-01"),  # clipped to the school year
        (Vindu("kvartal"), "2025-12-15", "2025-09-16"),
        (Vindu("kvartal"), "2026-05-31", "2026-03-01"),
        (Vindu("kvartal"), "2025-10-02", "2025-08-01"),
        (Vindu("dager", 1), "2025-10-02", "2025-10-02"),
        (Vindu("dager", 14), "2025-10-14", "2025-10-01"),
        (Vindu("dager", 105), "2025-09-10", "2025-08-01"),
        (Vindu("skoledager", 1), "2025-10-13", "2025-10-13"),
        (Vindu("skoledager", 2), "2025-10-13", "2025-10-03"),  # over the autumn vacation
        (Vindu("skoledager", 1), "2025-10-08", "2025-10-03"),  # ends in a vacation: the last school day before
        (Vindu("skoledager", 500), "2025-10-13", "2025-08-01"),
        (Vindu("semester"), "2026-01-16", "2025-08-01"),
        (Vindu("semester"), "2026-01-19", "2026-01-17"),
        (Vindu("skoleår"), "2026-01-19", "2025-08-01"),
        (Vindu("skoleår"), "2025-08-01", "2025-08-01"),
    ],
)
def test_windows(window: Vindu, day: str, first: str) -> None:
    assert KNOWN.window(window, d(day)) == (d(first), d(day))


WINDOWS = st.sampled_from([Vindu(n) for n in ("måned", "kvartal", "semester", "skoleår")]) | st.builds(
    Vindu, st.sampled_from(["dager", "skoledager"]), COUNTS
)


@given(ruter(), WINDOWS, IN_YEAR)
def test_every_window_ends_at_its_day_and_stays_in_the_school_year(rute: Skolerute, window: Vindu, day: date) -> None:
    first, last = SchoolCalendar({2025: rute}).window(window, day)
    assert d("2025-08-01") <= first <= day == last


@given(ruter(), WINDOWS, IN_YEAR, IN_YEAR)
def test_windows_only_move_forward(rute: Skolerute, window: Vindu, a: date, b: date) -> None:
    calendar = SchoolCalendar({2025: rute})
    assert calendar.window(window, min(a, b))[0] <= calendar.window(window, max(a, b))[0]


@given(st.dates(d("2025-09-01"), d("2026-07-31")))
def test_the_rolling_month_holds_28_to_31_days(day: date) -> None:
    first, last = KNOWN.window(Vindu("måned"), day)
    assert 28 <= (last - first).days + 1 <= 31


@given(ruter(), COUNTS, IN_YEAR)
def test_a_window_of_school_days_holds_so_many_if_there_are(rute: Skolerute, n: int, day: date) -> None:
    calendar = SchoolCalendar({2025: rute})
    so_far = calendar.count(d("2025-08-01"), day)
    first, last = calendar.window(Vindu("skoledager", n), day)
    assert calendar.count(first, last) == min(n, so_far)
    assert first == d("2025-08-01") if so_far < n else calendar.is_school_day(first)


# --- deadlines ------------------------------------------------------------------------------------------------------


def counted_forward(calendar: SchoolCalendar, trigger: date, n: int) -> date:
    """The n-th school day after the trigger, found by walking."""
    day = trigger
    while n:
        day += DAY
        n -= calendar.is_school_day(day)
    return day


@given(ruter(), st.integers(0, 40), IN_YEAR)
def test_the_nth_school_day_after_the_trigger(rute: Skolerute, n: int, trigger: date) -> None:
    calendar = SchoolCalendar({2025: rute})
    assert calendar.deadline(Frist("skoledager", n), trigger) == counted_forward(calendar, trigger, n)


@given(ruter(), st.sampled_from(["skoledager", "dager"]), st.integers(0, 300), IN_YEAR, IN_YEAR)
def test_a_later_trigger_or_more_days_never_give_an_earlier_deadline(
    rute: Skolerute, unit: str, n: int, a: date, b: date
) -> None:
    calendar = SchoolCalendar({2025: rute})
    early = calendar.deadline(Frist(unit, n), min(a, b))
    assert early <= calendar.deadline(Frist(unit, n), max(a, b))
    assert early <= calendar.deadline(Frist(unit, n + 1), min(a, b))
    assert early >= min(a, b)


@pytest.mark.parametrize(
    ("frist", "trigger", "last"),
    [
        (Frist("skoledager", 0), "2025-11-13", "2025-11-13"),
        (Frist("skoledager", 1), "2025-11-13", "2025-11-17"),  # over planleggingsdag and weekend
        (Frist("skoledager", 5), "2025-10-03", "2025-10-17"),  # over the autumn vacation
        (Frist("skoledager", 1), "2026-06-19", "2026-08-17"),  # over the summer
        (Frist("skoledager", 600), "2025-08-18", None),  # over several years
        (Frist("dager", 0), "2025-11-13", "2025-11-13"),
        (Frist("dager", 14), "2025-11-13", "2025-11-27"),
        (Frist("dager", 30), "2026-06-19", "2026-07-19"),  # calendar days: also in vacations
    ],
)
def test_deadlines(frist: Frist, trigger: str, last: str | None) -> None:
    expected = d(last) if last else counted_forward(KNOWN, d(trigger), frist[1])
    assert KNOWN.deadline(frist, d(trigger)) == expected


# --- the ends of the calendar ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date.min, date(1, 12, 31), date(9998, 8, 1), date.max])
def test_the_calendars_ends_are_no_errors(day: date) -> None:
    assert not UNKNOWN.is_school_day(day) or day.year == 9998
