"""`mønster`: weekdays and days after free days, judged on look days; what the finding says, and the hopeful reverse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fravaer_cli.rules.kinds import KINDS
from fravaer_cli.rules.moenster import KIND, after_free, look_day, lyspunkt
from fravaer_cli.rules.moenster_funn import Moenster
from fravaer_cli.school_year import SchoolCalendar, Vindu
from tests.rules.hjelp import SOLVANG, d, days, history, rule, triggers

WEEKDAY = "{hva: ukedag}"
FREE = "{hva: etter-fri}"
FRIDAYS = "dag: 08-22, 08-29, 09-05, 09-12, 09-19, 09-26"  # six of them
EIGHT_FRIDAYS = f"{FRIDAYS}, 10-03, 10-17"
EIGHT_MONDAYS = "dag: 08-25, 09-01, 09-08, 09-15, 09-22, 09-29, 10-13, 10-20"
AFTER_FREE = "dag: 08-18, 10-13, 2026-01-05"


def said(text: str, log: str, until: str) -> str | None:
    found = triggers(KIND, text, log, until)
    return KIND.describe(rule(KIND, text), found) if found else None


# --- look days ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "look"),
    [
        ("08-01", None),  # before the year
        ("08-18", None),
        ("08-28", None),  # none yet
        ("08-29", "08-29"),  # Friday; the 30th and 31st are a weekend
        ("08-31", "08-29"),
        ("09-29", "08-29"),
        ("09-30", "09-30"),
        ("11-27", "10-31"),
        ("11-28", "11-28"),
        ("12-18", "11-28"),
        ("12-19", "12-19"),  # the vacation begins
        ("2026-01-01", "12-19"),
        ("2026-02-28", "2026-02-27"),
        ("2026-04-30", "2026-04-30"),  # 1 May is a Friday
        ("2026-05-28", "2026-04-30"),
        ("2026-06-18", "2026-05-29"),
        ("2026-06-19", "2026-06-19"),  # the year's last school day
        ("2026-07-31", "2026-06-19"),
        ("2026-08-01", None),  # a new year
    ],
)
def test_look_days(until: str, look: str | None) -> None:
    assert look_day(SOLVANG, d(until)) == (d(look) if look else None)


def test_a_look_day_is_the_last_school_day_of_its_month() -> None:
    calendar = SchoolCalendar()
    school_days = {date.fromordinal(o) for o in calendar.year(d("09-01")).days}
    last = {(t.year, t.month): t for t in sorted(school_days)}
    for n in range(365):
        until = d("08-01") + timedelta(days=n)
        assert look_day(calendar, until) == max((t for t in last.values() if t <= until), default=None), until


def test_a_check_between_look_days_sees_the_last_one() -> None:
    log = f"{FRIDAYS}; dag: 10-03, 10-17"
    assert said(WEEKDAY, log, "09-28") is None  # on 29 August there were two
    assert said(WEEKDAY, log, "09-30") == "6 av 6 fraværsdager er fredager; ventet 1,1"
    assert said(WEEKDAY, log, "10-30") == "6 av 6 fraværsdager er fredager; ventet 1,1"  # not yet October's
    assert said(WEEKDAY, log, "10-31") == "8 av 8 fraværsdager er fredager; ventet 1,6"
    spread = f"{log}; dag: 10-01/10-30"
    assert said(WEEKDAY, spread, "10-30") == "6 av 6 fraværsdager er fredager; ventet 1,1"
    assert said(WEEKDAY, spread, "10-31") is None


# --- weekdays -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        # by 31 October: 50 school days, 10 Fridays. Tails for 8 days: 6 Fridays 0.00031, 5 0.0050, 4 0.041; times 5
        (f"{FRIDAYS}; dag: 09-02, 10-01", "6 av 8 fraværsdager er fredager; ventet 1,6"),
        ("dag: 08-22, 08-29, 09-05, 09-12, 09-19, 09-02, 10-01, 10-02", None),
        # 4 of 4: 0.00091; 3 of 3: 0.0061
        ("dag: 08-22, 08-29, 09-05, 09-12", "4 av 4 fraværsdager er fredager; ventet 0,8"),
        ("dag: 08-22, 08-29, 09-05", None),
        ("dag: 08-22, 08-29", None),
        # a day counts once, whatever stands on it
        ("dag: 08-22, 08-22, 08-29, 09-05; time: 08-22, 08-29; forlot: 09-05", None),
        # every kind of absence makes a day, `avtalt` does not
        (
            "dag: 08-22; time: 08-29; forsentkomming: 09-05; forlot: 09-12",
            "4 av 4 dager med fravær er fredager; ventet 0,8",
        ),
        ("dag: 08-22, 08-29, 09-05; avtalt: 09-12, 09-19, 09-26", None),
        ("avtalt: 08-22, 08-29, 09-05, 09-12, 09-19, 09-26", None),
        ("dag: 08-22, 08-29, 09-05, 09-12; avtalt: 09-02, 09-03", "4 av 4 fraværsdager er fredager; ventet 0,8"),
        # a span is read day by day
        ("dag: 08-21/08-22, 08-29, 09-05, 09-12, 09-19", "5 av 6 fraværsdager er fredager; ventet 1,2"),
        ("dag: 08-22/10-31", None),
        # two weekdays, the strongest first, then in the week's order; 8 of 16: 0.00074 times 4
        (f"{EIGHT_FRIDAYS}; {EIGHT_MONDAYS}", "8 av 16 fraværsdager er mandager og 8 er fredager; ventet 3,2 og 3,2"),
        (
            f"{EIGHT_FRIDAYS}; {EIGHT_MONDAYS}; dag: 10-24",
            "9 av 17 fraværsdager er fredager og 8 er mandager; ventet 3,4 og 3,4",
        ),
        # last school year is another
        ("dag: 2025-05-02, 2025-05-09, 2025-05-16, 2025-05-23, 08-22", None),
        ("", None),
    ],
)
def test_weekdays(log: str, expected: str | None) -> None:
    text = said(WEEKDAY, log, "11-03")
    assert (text and text.split(". Kommer")[0]) == expected


def test_level_limit_and_window() -> None:
    five = "dag: 08-22, 08-29, 09-05, 09-12, 09-19, 09-02, 10-01, 10-02"  # corrected 0.025
    assert said("{hva: ukedag, nivå: 0.024}", five, "10-31") is None
    assert said("{hva: ukedag, nivå: 0.025}", five, "10-31") is not None
    four = "dag: 08-22, 08-29, 09-05, 09-12"
    assert said("{hva: ukedag, minst: 4}", four, "10-31") is not None
    assert said("{hva: ukedag, minst: 5}", four, "10-31") is None
    assert said("{hva: ukedag, vindu: måned}", f"{FRIDAYS}", "09-30") is not None
    assert said("{hva: ukedag, vindu: måned}", f"{FRIDAYS}", "10-31") is None
    assert said("{hva: ukedag, vindu: semester}", f"{FRIDAYS}", "2026-01-30") is None  # the second half-year
    assert said("{hva: ukedag}", f"{FRIDAYS}", "2026-01-30") is not None


def test_trigger_value_window_and_evidence() -> None:
    log = f"{FRIDAYS}; dag: 09-02, 09-18/09-19, 10-01; forsentkomming: 09-19; avtalt: 09-26"
    found = triggers(KIND, WEEKDAY, log, "11-03")
    assert found is not None
    assert (days(found), found.amount, found.window) == (["09-26"], 6, (d("08-01"), d("10-31")))
    assert [(s.entry.foerste.isoformat()[5:], s.entry.type) for s in found.evidence] == [
        *((day, "dag") for day in ("08-22", "08-29", "09-05", "09-12", "09-19", "09-26", "09-18")),
        ("09-19", "forsentkomming"),
    ]
    assert found.untested is False


def test_the_strongest_of_two_counts_and_dates() -> None:
    mondays = "dag: 09-01, 09-08, 09-15, 09-22, 09-29, 10-13, 10-20, 10-27"
    found = triggers(KIND, WEEKDAY, f"{EIGHT_FRIDAYS}, 10-24; {mondays}; dag: 09-03", "10-31")
    assert found is not None
    assert (days(found), found.amount, len(found.evidence)) == (["10-24"], 9, 17)
    assert found.note.startswith("9 av 18 fraværsdager er fredager og 8 er mandager; ventet 3,6 og 3,6")


# --- after free days ------------------------------------------------------------------------------------------------


def test_which_days_come_after_free_days() -> None:
    year = SOLVANG.year(d("09-01")).days
    assert [date.fromordinal(o).isoformat() for o in sorted(after_free(year, year))] == [
        "2025-08-18",  # the year's first
        "2025-10-13",  # autumn vacation
        "2026-01-05",  # Christmas
        "2026-04-07",  # Easter
        "2026-05-04",  # 1 May was a Friday
        "2026-05-15",  # Ascension Day: in the middle of a week
        "2026-05-26",  # Whit Monday
    ]
    half = [o for o in year if o >= d("2026-01-05").toordinal()]
    assert d("2026-01-05").toordinal() in after_free(year, half)
    assert half[1] not in after_free(year, half[1:])
    assert after_free(year, []) == frozenset()


@pytest.mark.parametrize(
    ("log", "until", "expected"),
    [
        # by 30 January: 101 school days, 3 of them after free days
        (AFTER_FREE, "2026-01-30", "3 av 3 fraværsdager kommer rett etter fri; ventet 0,1"),
        (f"{AFTER_FREE}, 09-03, 11-12", "2026-01-30", "3 av 5 fraværsdager kommer rett etter fri; ventet 0,1"),
        ("dag: 08-18, 10-13", "2026-01-30", None),
        (AFTER_FREE, "2026-01-29", None),  # December's look day sees two
        (f"{AFTER_FREE}; dag: 08-18/09-30", "2026-01-30", None),  # ill for long: 3 of 34 is what chance gives
        ("dag: 08-25, 09-01, 09-08, 09-15", "2026-01-30", None),  # ordinary weekends
        ("dag: 08-19, 10-14, 2026-01-06", "2026-01-30", None),  # the second day
        ("avtalt: 08-18, 10-13, 2026-01-05", "2026-01-30", None),
    ],
)
def test_after_free_days(log: str, until: str, expected: str | None) -> None:
    assert said(FREE, log, until) == expected


def test_after_free_days_trigger_and_evidence() -> None:
    found = triggers(KIND, FREE, f"{AFTER_FREE}; dag: 11-12, 2026-01-14", "2026-02-02")
    assert found is not None
    assert (days(found), found.amount, found.window) == (["2026-01-05"], 3, (d("08-01"), d("2026-01-30")))
    assert len(found.evidence) == 3


# --- the hopeful reverse --------------------------------------------------------------------------------------------


TEN = "dag: 09-01, 09-02, 09-04, 09-05, 09-08, 09-09, 09-11, 09-12, 09-15, 09-16"  # never a Wednesday


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        # 1 September–31 October: 40 school days, 8 of each weekday. Two are expected from 10 absences on
        (TEN, "onsdager (8 av 8)"),
        (TEN.removesuffix(", 09-16"), None),
        (f"{TEN}; forsentkomming: 09-17", None),
        (
            "dag: 09-02, 09-05, 09-09, 09-12, 09-16, 09-19, 09-23, 09-26, 09-30, 10-03",
            "mandager (8 av 8), onsdager (8 av 8) og torsdager (8 av 8)",
        ),
        # agreed days: no day to come on, unless only some lessons were agreed
        (f"{TEN}, 09-18, 09-19; avtalt: 09-17", "onsdager (7 av 7)"),
        (f"{TEN}; avtalt(timer: 2): 09-17", "onsdager (8 av 8)"),
        (f"{TEN}, 09-18/09-30; avtalt: 09-03, 09-10, 09-17, 09-24, 10-01, 10-15, 10-22, 10-29", None),
        ("", None),
    ],
)
def test_always_comes(log: str, expected: str | None) -> None:
    found = lyspunkt(history(log, "10-31"), d("09-01"), d("10-31"))
    assert found == (f"Kommer alltid på {expected}." if expected else None)


def test_always_comes_sees_only_its_window() -> None:
    log = f"{TEN}, 09-18, 09-19, 09-22; dag: 08-20, 10-29"
    assert lyspunkt(history(log, "11-30"), d("08-21"), d("10-28")) == "Kommer alltid på onsdager (8 av 8)."
    assert lyspunkt(history(log, "11-30"), d("08-20"), d("10-28")) is None
    assert lyspunkt(history(log, "11-30"), d("08-21"), d("10-29")) is None


def test_four_weeks_are_too_few_for_always() -> None:
    log = f"{TEN}, 09-18, 09-19, 09-22, 09-23, 09-25, 09-26, 09-29, 09-30"
    assert lyspunkt(history(log, "11-30"), d("09-01"), d("09-30")) is None
    assert lyspunkt(history(log, "11-30"), d("09-01"), d("10-01")) == "Kommer alltid på onsdager (5 av 5)."


def test_the_finding_says_it_too() -> None:
    log = f"{FRIDAYS}; dag: 10-03, 10-17, 08-26, 09-01"
    assert said(WEEKDAY, log, "10-31") == (
        "8 av 10 fraværsdager er fredager; ventet 2,0. Kommer alltid på onsdager (10 av 10) og torsdager (10 av 10)."
    )


# --- the rule as written --------------------------------------------------------------------------------------------


def test_what_is_not_given_takes_the_default() -> None:
    assert rule(KIND, WEEKDAY) == Moenster("ukedag", Vindu("skoleår"), 3, 0.01)
    assert rule(KIND, "{hva: fag, vindu: , minst: , nivå: }") == Moenster("fag")
    given = "{hva: etter-fri, vindu: {dager: 60}, minst: 4, nivå: 0.05}"
    assert rule(KIND, given) == Moenster("etter-fri", Vindu("dager", 60), 4, 0.05)
    assert KIND.limit(rule(KIND, given)) == 4


def test_it_is_a_kind() -> None:
    assert KINDS["mønster"] is KIND
    assert (KIND.needs, KIND.takes) == (("hva",), ("vindu", "minst", "nivå"))
