"""Dates against the calendar, doubles, spans, the future, agreed absence: one that is told, one that just is not."""

from __future__ import annotations

from datetime import date

import pytest

from fravaer_cli.cases.absence_checks import check_absence
from fravaer_cli.diagnostics import Problem, Severity
from fravaer_cli.files.source import parse
from fravaer_cli.model.build import build, build_entries
from fravaer_cli.model.fravaer import Fravaersfoering
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.school_year import Free, SchoolCalendar, Skolerute


def d(text: str) -> date:
    return date.fromisoformat(text)


SOLVANG = Skolerute(
    2025,
    start=d("2025-08-18"),
    end=d("2026-06-19"),
    free=(Free(d("2025-10-06"), d("2025-10-10"), "høstferie"), Free(d("2025-11-14"), d("2025-11-14"))),
)
CALENDAR = SchoolCalendar({2025: SOLVANG})


def check(*entries: str, plans: tuple[str, ...] = (), now: str = "2026-07-31") -> list[Problem]:
    """Problems of a log with these entries."""
    source = parse("fravaer.yaml", ("fravær:\n" + "".join(f"  - {{{e}}}\n" for e in entries)).encode())
    assert source.diagnostics == []
    built = build_entries(Fravaersfoering, source.value, "fravær")
    assert len(built) == len(entries)
    good = [build(Tiltaksplan, parse("p", p.encode()).value) for p in plans]
    return list(check_absence(built, CALENDAR, [p for p in good if p], d(now)))


def codes(*entries: str, **more: object) -> list[str]:
    return [p.code for p in check(*entries, **more)]  # type: ignore[arg-type]


# --- days that are no school days -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2025-11-15", "2025-11-15 er en lørdag, ikke en skoledag"),
        ("2025-11-16", "2025-11-16 er en søndag, ikke en skoledag"),
        ("2025-10-08", "2025-10-08 er høstferie, ikke en skoledag"),
        ("2025-11-14", "2025-11-14 er en fridag, ikke en skoledag"),
        ("2026-05-01", "2026-05-01 er første mai, ikke en skoledag"),
        ("2026-04-02", "2026-04-02 er skjærtorsdag, ikke en skoledag"),
        ("2025-08-15", "2025-08-15 er før skolestart (mandag 18. august 2025), ikke en skoledag"),
        ("2026-06-22", "2026-06-22 er etter siste skoledag (fredag 19. juni 2026), ikke en skoledag"),
    ],
)
def test_a_day_that_is_no_school_day_says_why(day: str, message: str) -> None:
    (problem,) = check(f"dato: {day}, type: dag")
    assert (problem.code, problem.message, problem.route) == ("F101", message, ("fravær", 0, "dato"))


@pytest.mark.parametrize("type_", ["dag", "time", "forsentkomming", "forlot", "avtalt"])
def test_every_type_needs_a_school_day(type_: str) -> None:
    assert codes(f"dato: 2025-11-15, type: {type_}") == ["F101"]


@pytest.mark.parametrize("day", ["2025-11-13", "2025-11-17", "2025-08-18", "2026-06-19", "2025-10-03", "2025-10-13"])
def test_school_days_beside_those_that_are_none(day: str) -> None:
    assert check(f"dato: {day}, type: dag") == []


@pytest.mark.parametrize(
    ("day", "message"), [("2025-08-09", "er en lørdag, ikke"), ("2026-06-21", "er en søndag, ikke")]
)
def test_a_weekend_outside_the_school_year_is_explained_by_one_reason(day: str, message: str) -> None:
    (problem,) = check(f"dato: {day}, type: dag")
    assert message in problem.message


def test_the_name_of_a_free_day_is_quoted_like_a_value() -> None:
    rute = Skolerute(2025, free=(Free(d("2025-11-14"), d("2025-11-14"), "møte om\n010170 12345"),))
    entry = Fravaersfoering(0, "dag", d("2025-11-14"))
    (problem,) = check_absence([entry], SchoolCalendar({2025: rute}), [], d("2026-01-01"))
    assert "\n" not in problem.message
    assert "12345" not in problem.message


# --- dates given ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("dato: 2025-09-03, fra: 2025-09-03, til: 2025-09-04", "oppføringen har både dato og fra/til"),
        ("dato: 2025-09-03, til: 2025-09-04", "oppføringen har både dato og fra/til"),
        ("fra: 2025-09-03", "oppføringen mangler «til»"),
        ("til: 2025-09-03", "oppføringen mangler «fra»"),
        ("merknad: x", "oppføringen mangler «dato»"),
        ("dato: , fra: , til: ", "oppføringen mangler «dato»"),
    ],
)
def test_exactly_one_of_a_date_and_a_span(fields: str, message: str) -> None:
    (problem,) = check(f"{fields}, type: dag")
    assert (problem.code, problem.message, problem.route) == ("F106", message, ("fravær", 0))


@pytest.mark.parametrize(
    ("fields", "now", "told"),
    [
        ("dato: 2025-11-20, type: dag", "2025-11-19", [("F103", ("fravær", 0, "dato"))]),
        ("dato: 2025-11-20, type: dag", "2025-11-20", []),
        ("fra: 2025-11-19, til: 2025-11-21, type: dag", "2025-11-20", [("F103", ("fravær", 0, "til"))]),
        ("fra: 2025-11-19, til: 2025-11-21, type: dag", "2025-11-21", []),
        ("dato: 2199-01-03, type: dag", "2025-11-20", [("F103", ("fravær", 0, "dato"))]),
    ],
)
def test_the_future(fields: str, now: str, told: list[object]) -> None:
    assert [(p.code, p.route) for p in check(fields, now=now)] == told


@pytest.mark.parametrize(
    ("fra", "til", "told"),
    [
        ("2025-09-12", "2025-09-10", ["F104"]),
        ("2025-09-10", "2025-09-10", []),
        ("2025-09-10", "2025-09-12", []),
        ("2025-10-03", "2025-10-13", []),  # a span may cross a vacation
        ("2025-10-04", "2025-10-12", ["F108"]),  # but holds a school day
        ("2025-11-14", "2025-11-17", []),
        ("2025-08-18", "2026-06-19", []),
        ("2025-08-17", "2025-08-20", ["F105"]),
        ("2026-06-18", "2026-06-20", ["F105"]),
        ("2025-06-18", "2025-08-20", ["F105"]),
        ("1950-01-02", "2025-08-20", ["F105"]),
    ],
)
def test_spans(fra: str, til: str, told: list[str]) -> None:
    assert codes(f"fra: {fra}, til: {til}, type: dag") == told


def test_a_span_says_how_it_is_wrong() -> None:
    (long,) = check("fra: 2025-08-18, til: 2026-07-20, type: dag")
    (over,) = check("fra: 2026-06-18, til: 2026-06-22, type: dag")
    assert "er lengre enn skoleåret" in long.message
    assert "går ut over skoleåret" in over.message
    assert "2026-06-19" in over.message


def test_a_span_without_school_days_is_a_warning_only() -> None:
    (problem,) = check("fra: 2025-10-04, til: 2025-10-12, type: dag")
    assert (problem.severity, problem.route) == (Severity.ADVARSEL, ("fravær", 0, "fra"))


# --- the same day twice ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("dato: 2025-09-03, type: dag", "dato: 2025-09-03, type: dag", True),
        ("fra: 2025-09-01, til: 2025-09-05, type: dag", "dato: 2025-09-03, type: dag", True),
        ("dato: 2025-09-03, type: dag", "fra: 2025-09-01, til: 2025-09-05, type: dag", True),
        ("fra: 2025-09-01, til: 2025-09-03, type: dag", "fra: 2025-09-03, til: 2025-09-05, type: dag", True),
        ("fra: 2025-09-01, til: 2025-09-02, type: dag", "fra: 2025-09-03, til: 2025-09-05, type: dag", False),
        (
            "fra: 2025-09-05, til: 2025-09-07, type: dag",
            "fra: 2025-09-06, til: 2025-09-08, type: dag",
            False,
        ),  # a weekend only
        ("dato: 2025-09-03, type: dag", "dato: 2025-09-03, type: time", False),
        ("dato: 2025-09-03, type: time", "dato: 2025-09-03, type: time", False),
        ("dato: 2025-09-03, type: dag", "dato: 2025-09-04, type: dag", False),
    ],
)
def test_the_same_day_twice(first: str, second: str, told: bool) -> None:
    found = check(first, second)
    assert [p.code for p in found] == (["F102"] if told else [])
    if told:
        (problem,) = found
        assert problem.route[:2] == ("fravær", 1)
        assert problem.related[0][0][:2] == ("fravær", 0)


def test_doubles_point_at_the_first_that_counts() -> None:
    same = "dato: 2025-09-03, type: dag"
    assert [(p.route, p.related[0][0]) for p in check(same, same, same)] == [
        (("fravær", 1, "dato"), ("fravær", 0, "dato")),
        (("fravær", 2, "dato"), ("fravær", 0, "dato")),
    ]


def test_an_entry_that_is_wrong_itself_makes_no_double() -> None:
    span = "fra: 2025-09-01, til: 2025-09-05, type: dag"
    assert codes("dato: 2025-09-06, type: dag", "fra: 2025-09-05, til: 2025-09-01, type: dag", span) == ["F101", "F104"]


def test_days_of_a_double_are_not_taken() -> None:
    spans = ("fra: 2025-09-01, til: 2025-09-02, type: dag", "fra: 2025-09-02, til: 2025-09-05, type: dag")
    assert codes(*spans, "dato: 2025-09-04, type: dag") == ["F102"]


# --- agreed absence -------------------------------------------------------------------------------------------------

PLAN = "periode: {fra: 2025-09-29, til: 2025-10-17}\n"


@pytest.mark.parametrize(
    ("fields", "plans", "told"),
    [
        ("dato: 2025-09-30", (), True),
        ("dato: 2025-09-26", (PLAN,), True),
        ("dato: 2025-09-29", (PLAN,), False),
        ("dato: 2025-12-01", (PLAN,), False),  # the current plan is the latest that has begun
        ("fra: 2025-09-26, til: 2025-09-29", (PLAN,), True),
        ("fra: 2025-09-27, til: 2025-09-29", (PLAN,), False),  # the rest is a weekend
        ("dato: 2025-09-30", ("periode: {fra: 2025-10-20}\n", PLAN), False),
    ],
)
def test_agreed_absence_needs_a_plan_that_day(fields: str, plans: tuple[str, ...], told: bool) -> None:
    found = check(f"{fields}, type: avtalt", plans=plans)
    assert [(p.code, p.severity, p.route) for p in found] == (
        [("F107", Severity.ADVARSEL, ("fravær", 0, "type"))] if told else []
    )


def test_other_absence_needs_no_plan() -> None:
    assert codes("dato: 2025-09-30, type: forlot", "dato: 2025-09-30, type: dag") == []
