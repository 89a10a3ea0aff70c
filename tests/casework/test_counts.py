"""Counts within a window, the picture of the last weeks, and consents in force."""

from __future__ import annotations

import pytest

from fravaer_cli.casework.consent import in_force
from fravaer_cli.casework.counts import Counts, Mark, count, picture
from fravaer_cli.model.sak import Samtykke
from fravaer_cli.rules.history import build_history
from fravaer_cli.school_year import SchoolCalendar, Skolerute
from tests.rules.hjelp import d, history


def counts(log: str, first: str = "09-01", last: str = "09-30") -> Counts:
    return count(history(log, "2026-06-19"), d(first), d(last))


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("", {}),
        ("dag: 09-01, 09-02", {"dager": 2, "udokumenterte_dager": 2}),
        ("dag(dokumentert: ja): 09-01; dag: 09-02", {"dager": 2, "dokumenterte_dager": 1, "udokumenterte_dager": 1}),
        ("dag: 08-28/09-02", {"dager": 2, "udokumenterte_dager": 2}),
        ("dag: 09-26/10-03", {"dager": 3, "udokumenterte_dager": 3}),
        ("dag: 09-05/09-08", {"dager": 2, "udokumenterte_dager": 2}),
        ("time: 09-01", {"timer": 1}),
        ("time(timer: 3): 09-01; time(time: [1, 2]): 09-02", {"timer": 5}),
        ("time(timer: 2): 09-01/09-03", {"timer": 6}),
        ("forsentkomming: 09-01, 09-01, 09-02", {"forsentkomminger": 3}),
        ("forlot(timer: 2): 09-01", {"forlot": 1}),
        ("avtalt: 09-01; avtalt(timer: 3): 09-02; avtalt(time: [1]): 09-03", {"avtalte_dager": 1}),
        ("dag: 08-29, 10-01; time: 08-29", {}),
    ],
)
def test_counts(log: str, expected: dict[str, int]) -> None:
    got = {k: v for k, v in counts(log)._asdict().items() if v}
    assert got == {"skoledager": 22, **expected}


@pytest.mark.parametrize(
    ("days", "school_days", "percent"),
    [(4, 22, 18.2), (1, 8, 12.5), (0, 10, 0.0), (10, 10, 100.0), (1, 400, 0.3), (0, 0, None)],
)
def test_percent(days: int, school_days: int, percent: float | None) -> None:
    assert Counts(days, 0, days, 0, 0, 0, 0, school_days).prosent == percent


def test_school_days_are_those_so_far() -> None:
    assert count(history("", "10-15"), d("10-01"), d("10-15")).skoledager == 6  # 1–3 and 13–15


# --- the picture ----------------------------------------------------------------------------------------------------


def shown(log: str, until: str, weeks: int = 1) -> list[tuple[int, str]]:
    letter = {
        Mark.UDOKUMENTERT: "U", Mark.DOKUMENTERT: "D", Mark.FORLOT: "F", Mark.TIME: "T", Mark.FORSENT: "S",
        Mark.AVTALT: "A", Mark.TILSTEDE: ".", Mark.FRI: "-", Mark.FRAMTID: " ",
    }  # fmt: skip
    return [(w.number, "".join(letter[m] for m in w.days)) for w in picture(history(log, until), weeks)]


@pytest.mark.parametrize(
    ("log", "until", "week"),
    [
        (
            "dag: 09-01; dag(dokumentert: ja): 09-02; forlot: 09-03; time: 09-04; forsentkomming: 09-05",
            "09-05",
            (36, "UDFTS"),
        ),
        ("avtalt: 09-01, 09-02", "09-03", (36, "AA.  ")),
        ("time: 09-01; dag: 09-01; forsentkomming: 09-02; forlot: 09-02", "09-02", (36, "UF   ")),  # the stronger
        ("", "09-06", (36, ".....")),  # on a Saturday
        ("", "2026-05-15", (20, "...-.")),  # Ascension Day
        ("dag: 08-18", "08-18", (34, "U    ")),
    ],
)
def test_one_week(log: str, until: str, week: tuple[int, str]) -> None:
    assert shown(log, until) == [week]


def test_the_last_weeks_the_latest_last_without_vacations() -> None:
    assert shown("dag: 10-03", "10-14", 3) == [(39, "....."), (40, "....U"), (42, "..   ")]


def test_there_are_no_weeks_before_school_starts() -> None:
    assert shown("", "08-27", 6) == [(34, "....."), (35, "...  ")]


def test_the_week_in_which_school_starts_is_shown_from_its_first_day() -> None:
    calendar = SchoolCalendar({2025: Skolerute(2025, start=d("2025-08-20"))})
    (week,) = picture(build_history((), calendar, d("2025-08-22")), 6)
    assert week.days == (Mark.FRI, Mark.FRI, Mark.TILSTEDE, Mark.TILSTEDE, Mark.TILSTEDE)


# --- consents -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("consent", "valid"),
    [
        (Samtykke(d("09-24"), ("ppt",)), True),
        (Samtykke(d("10-01"), ("ppt",)), True),
        (Samtykke(d("10-02"), ("ppt",)), False),
        (Samtykke(d("09-24"), ("bup",)), False),
        (Samtykke(d("09-24")), False),
        (Samtykke(d("09-24"), ("ppt",), utloeper=d("10-01")), True),
        (Samtykke(d("09-24"), ("ppt",), utloeper=d("09-30")), False),
        (Samtykke(d("09-24"), ("ppt",), trukket=d("10-01")), False),
        (Samtykke(d("09-24"), ("ppt",), trukket=d("10-02")), True),
    ],
)
def test_a_consent_in_force_on_1_october(consent: Samtykke, valid: bool) -> None:
    assert in_force([consent], "ppt", d("10-01")) == valid
    assert in_force([Samtykke(d("09-24"), ("bup",)), consent], "ppt", d("10-01")) == valid
