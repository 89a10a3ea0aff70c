"""`sammenhengende`: once per run, weekends and holidays do not break it."""

from __future__ import annotations

import pytest

from fravaer_cli.rules.sammenhengende import KIND
from tests.rules.hjelp import d, days, rule, triggers

ILL = "{når: {type: [dag], årsak: [sykdom]}, skoledager: 3}"
S = "dag(årsak: sykdom)"


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (f"{S}: 09-01, 09-02, 09-03", ["09-03"]),
        (f"{S}: 09-01, 09-02", []),
        (f"{S}: 09-01/09-05", ["09-03"]),  # once per run
        (f"{S}: 09-03, 09-01, 09-02", ["09-03"]),  # in any order
        (f"{S}: 09-04, 09-05, 09-08", ["09-08"]),  # over a weekend
        (f"{S}: 09-04, 09-08, 09-09", []),  # at school on Friday
        (f"{S}: 10-02, 10-03, 10-13", ["10-13"]),  # over the autumn vacation
        (f"{S}: 12-19, 2026-01-05, 2026-01-06", ["2026-01-06"]),
        (f"{S}: 2026-04-30, 2026-05-04, 2026-05-05", ["2026-05-05"]),  # over 1 May
        (f"{S}: 2026-05-13/2026-05-18", ["2026-05-18"]),  # Ascension Day; the 17th is a Sunday
        (f"{S}: 09-01/09-03, 09-05/09-09", ["09-03", "09-09"]),  # two runs
        (f"{S}: 09-01/09-02, 09-04/09-05", []),
        (f"{S}: 09-01, 09-03; dag(årsak: lege): 09-02", []),
        (f"{S}: 09-01, 09-03; time(årsak: sykdom): 09-02", []),
        (f"{S}: 2025-06-19, 2025-06-20, 08-18", []),  # another school year
        (f"{S}: 09-01/09-02, 09-02/09-03", ["09-03"]),  # a day twice counts once
    ],
)
def test_triggers(log: str, expected: list[str]) -> None:
    assert days(triggers(KIND, ILL, log)) == expected


def test_the_run_is_seen_as_far_as_the_check_date() -> None:
    log = f"{S}: 09-01/09-05"
    assert days(triggers(KIND, ILL, log, until="09-02")) == []
    assert days(triggers(KIND, ILL, log, until="09-03")) == ["09-03"]


def test_window_value_and_evidence() -> None:
    found = triggers(KIND, ILL, f"{S}: 09-01, 09-04/09-09, 09-30; time(årsak: sykdom): 09-05")
    assert found is not None
    assert (found.amount, found.window) == (3, (d("09-04"), d("09-08")))
    assert [(s.entry.foerste, s.entry.type) for s in found.evidence] == [(d("09-04"), "dag")]


def test_a_run_of_one() -> None:
    assert days(triggers(KIND, "{når: {type: [dag]}, skoledager: 1}", "dag: 09-01/09-02, 09-04")) == ["09-01", "09-04"]


def test_what_a_finding_says() -> None:
    found = triggers(KIND, ILL, f"{S}: 09-01/09-03")
    assert found is not None
    assert KIND.describe(rule(KIND, ILL), found) == "3 sykedager på rad"
    assert KIND.limit(rule(KIND, ILL)) == 3
