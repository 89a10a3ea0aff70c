"""`mønster` with `hva: fag`: lessons away held against the subject's share of the timetable."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from fravaer_cli.rules.history import build_history
from fravaer_cli.rules.kind import Triggers
from fravaer_cli.rules.moenster import KIND
from tests.rules.hjelp import SOLVANG, d, days, entries, history, rule

# eight subjects, 17 lessons a week
TIMEPLAN = {
    "Norsk": 4,
    "Matematikk": 3,
    "Engelsk": 3,
    "Kroppsøving": 2,
    "Naturfag": 2,
    "KRLE": 1,
    "Mat og helse": 1,
    "Musikk": 1,
}
PE = "time(fag: Kroppsøving)"


def find(
    log: str, timeplan: Mapping[str, int] = TIMEPLAN, text: str = "{hva: fag}", until: str = "11-03"
) -> Triggers | None:
    return KIND.find(history(log, until)._replace(timeplan=timeplan), rule(KIND, text))


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        # 4 of 5 with a share of 2/17: 0.00087; times 8 subjects 0.0069
        (f"{PE}: 08-20, 08-27, 09-03, 09-10; time(fag: Norsk): 09-01", "4 av 5 enkelttimer er kroppsøving; ventet 0,6"),
        # 3 of 5: 0.0135; 0.11
        (f"{PE}: 08-20, 08-27, 09-03; time(fag: Norsk): 09-01, 09-02", None),
        # 3 of 3: 0.0016 times 8 = 0.013
        (f"{PE}: 08-20, 08-27, 09-03", None),
        ("time(fag: KRLE): 08-20, 08-27, 09-03", "3 av 3 enkelttimer er KRLE; ventet 0,2"),
        ("time(fag: Mat og helse): 08-20, 08-27, 09-03", "3 av 3 enkelttimer er mat og helse; ventet 0,2"),
        ("time(fag: KRLE): 08-20, 08-27", None),
        # spellings of one subject; the timetable's is shown
        (
            "time(fag: krle): 08-20; time(fag: ' KRLE '): 08-27; time(fag: Krle): 09-03",
            "3 av 3 enkelttimer er KRLE; ventet 0,2",
        ),
        # an entry counts once for each school day it covers; a weekend has none
        ("time(fag: Musikk): 08-29/09-02", "3 av 3 enkelttimer er musikk; ventet 0,2"),
        ("time(fag: Musikk, timer: 3): 08-20", None),
        # only single lessons, and only those that name a subject
        ("dag(fag: KRLE): 08-20, 08-27; forsentkomming(fag: KRLE): 09-03; time(fag: KRLE): 09-04", None),
        ("time(fag: KRLE): 08-20, 08-27, 09-03; time: 09-04, 09-05", "3 av 3 enkelttimer med fag er KRLE; ventet 0,2"),
        ("time(fag: KRLE): 08-20, 08-27, 09-03; dag: 09-04, 09-05", "3 av 3 enkelttimer er KRLE; ventet 0,2"),
        # the look day is 31 October
        ("time(fag: KRLE): 08-20, 08-27, 11-03", None),
        ("time(fag: KRLE): 10-30/11-03", None),
        ("time: 08-20, 08-27, 09-03, 09-10", None),
        # two subjects, the strongest first
        (
            f"{PE}: 08-20, 08-27, 09-03, 09-10, 09-17, 09-24; time(fag: KRLE): 08-21, 08-28, 09-04, 09-11, 09-18",
            "5 av 11 enkelttimer er KRLE og 6 er kroppsøving; ventet 0,6 og 1,3",
        ),
    ],
)
def test_subjects(log: str, expected: str | None) -> None:
    found = find(log)
    assert (found and KIND.describe(None, found)) == expected
    assert not (found and found.untested)


@pytest.mark.parametrize(
    ("log", "timeplan", "expected"),
    [
        (
            f"{PE}: 08-20, 08-27, 09-03, 09-10; time(fag: Norsk): 09-01",
            {},
            "4 av 5 enkelttimer er kroppsøving; kan ikke prøves mot timeplanen, for klasse.yaml har ingen",
        ),
        (f"{PE}: 08-20, 08-27; time(fag: Norsk): 09-01", {}, None),
        (
            "time(fag: Svømming): 08-20, 08-27, 09-03",
            TIMEPLAN,
            "3 av 3 enkelttimer er svømming; kan ikke prøves mot timeplanen, for faget står ikke der",
        ),
        # the one with most lessons, then with the latest
        (
            "time(fag: A): 08-20, 08-27, 09-03; time(fag: B): 08-21, 08-28, 09-04; time(fag: C): 08-22",
            {},
            "3 av 7 enkelttimer er b; kan ikke prøves mot timeplanen, for klasse.yaml har ingen",
        ),
        # what can be tested comes first
        (
            "time(fag: Svømming): 08-20, 08-27, 09-03; time(fag: KRLE): 08-21, 08-28, 09-04, 09-11",
            TIMEPLAN,
            "4 av 7 enkelttimer er KRLE; ventet 0,4",
        ),
    ],
)
def test_what_cannot_be_tested(log: str, timeplan: Mapping[str, int], expected: str | None) -> None:
    found = find(log, timeplan)
    assert (found and found.note) == expected
    assert (found is not None and found.untested) == ("kan ikke prøves" in (expected or ""))


def test_trigger_value_window_and_evidence() -> None:
    log = f"{PE}: 09-10, 08-20, 08-27, 09-03; time(fag: Norsk): 09-11; dag(fag: Kroppsøving): 09-12"
    for timeplan in (TIMEPLAN, {}):
        found = find(log, timeplan)
        assert found is not None
        assert (days(found), found.amount, found.window) == (["09-10"], 4, (d("08-01"), d("10-31")))
        assert [s.entry.fag for s in found.evidence] == ["Kroppsøving"] * 4


def test_a_window_of_its_own() -> None:
    log = "time(fag: KRLE): 08-20, 08-27, 10-15, 10-22"
    month = "{hva: fag, vindu: måned, minst: 2, nivå: 0.05}"
    found = find(log, text=month)
    assert found is not None
    assert (found.amount, len(found.evidence), found.note) == (2, 2, "2 av 2 enkelttimer er KRLE; ventet 0,1")


def test_subjects_without_lessons_are_not_on_the_timetable() -> None:
    found = find("time(fag: KRLE): 08-20, 08-27, 09-03", {"KRLE": 0, "Norsk": 5})
    assert found is not None
    assert found.untested


def test_one_subject_alone_is_what_chance_gives() -> None:
    assert find("time(fag: KRLE): 08-20, 08-27, 09-03", {"KRLE": 5}) is None


def test_a_subject_is_shown_safely() -> None:
    seen = history("time(fag: x): 08-20, 08-27, 09-03", "11-03")
    written = tuple(s._replace(entry=s.entry._replace(fag="\x1b[31mK 01010112345")) for s in seen.entries)
    found = KIND.find(seen._replace(entries=written), rule(KIND, "{hva: fag}"))
    assert found is not None
    assert "\x1b" not in found.note
    assert "01010112345" not in found.note


def test_the_timetable_comes_with_the_history() -> None:
    h = build_history(entries("dag: 09-03"), SOLVANG, d("10-31"), timeplan=TIMEPLAN)
    assert h.timeplan is TIMEPLAN
    assert build_history((), SOLVANG, d("10-31")).timeplan == {}
