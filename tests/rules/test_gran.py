"""Every rule of gran: a case that triggers it, one just below, one that is followed up."""

from __future__ import annotations

from datetime import date

import pytest

from fravaer_cli.casework.followup import Funn, Situation, Status, judge
from fravaer_cli.files.source import parse
from fravaer_cli.model.build import build, build_entries
from fravaer_cli.model.kontakt import Kontakt
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.rules.history import build_history
from fravaer_cli.rules.locate import PACK_FOLDER
from fravaer_cli.rules.pack_loader import load_pack
from tests.rules.hjelp import SOLVANG, d, entries

GRAN = {r.id.removeprefix("gran/"): r for r in load_pack(PACK_FOLDER / "gran.yaml", PACK_FOLDER).regler}


def finding(rule: str, log: str, today: str, contacts: str = "", plan: str = "") -> Funn | None:
    regel = GRAN[rule]
    history = build_history(entries(log), SOLVANG, d(today))
    found = regel.kind.find(history, regel.params)
    if found is None:
        return None
    value = parse("kontakt.yaml", f"kontakt: [{contacts}]\n".encode()).value
    kontakter = tuple(k for k in build_entries(Kontakt, value, "kontakt") if k.dato <= d(today))
    plans = [build(Tiltaksplan, parse("plan.yaml", plan.encode()).value)] if plan else []
    situation = Situation(
        kontakter, tuple(p for p in plans if p), frozenset({"Hodan Yusuf"}), SOLVANG, d(today), (d(today), d(today))
    )
    return judge(regel, found, situation)


EIGHT = "dag(dokumentert: ja): 09-01/09-10"
ILL = "dag(dokumentert: ja, årsak: sykdom)"
HOME = "{dato: 2025-10-20, type: hjem, måte: telefon}"
TEAM = "{dato: 2025-10-20, type: ressursteam}"
MEETING = "{dato: 2025-10-20, type: nærværsmøte}"

# rule, log that triggers, the first trigger, log just below, what follows it up, deadline
CASES = [
    ("udokumentert", "time: 09-03", "09-03", "time(dokumentert: ja): 09-03", HOME, "09-03"),
    ("udokumentert", "dag: 09-03/09-05", "09-03", "forlot: 09-03; forsentkomming: 09-03; avtalt: 09-04", HOME, "09-03"),
    ("udokumentert-samtale", "dag: 09-03", "09-03", "dag(dokumentert: ja): 09-03", MEETING, None),
    ("forlot", "forlot: 09-03", "09-03", "time: 09-03", HOME, "09-03"),
    (
        "forsentkomming",
        "forsentkomming: 09-30, 10-01, 10-02",
        "10-02",
        "forsentkomming: 09-01, 10-01, 10-02",
        HOME,
        None,
    ),
    ("dokumentert-dager", EIGHT, "09-10", "dag(dokumentert: ja): 09-01/09-09; dag: 09-10", f"{HOME}, {TEAM}", None),
    (
        "dager-8",
        "dag(dokumentert: ja): 09-01/09-09; dag: 09-10",
        "09-10",
        "dag: 09-01/09-09; time: 09-10",
        f"{HOME}, {TEAM}",
        None,
    ),
    ("sykdom-3", f"{ILL}: 09-04, 09-05, 09-08", "09-08", f"{ILL}: 09-04, 09-05, 09-09", HOME, None),
    ("sykdom-4", f"{ILL}: 09-03/09-08", "09-08", f"{ILL}: 09-03/09-05", HOME, "09-08"),
]


def test_every_rule_about_amounts_is_tried() -> None:
    assert {c[0] for c in CASES} == {i for i, r in GRAN.items() if r.slag in ("antall", "sammenhengende", "andel")}


@pytest.mark.parametrize(("rule", "log", "first", "_below", "_contacts", "frist"), CASES)
def test_it_triggers(rule: str, log: str, first: str, _below: str, _contacts: str, frist: str | None) -> None:
    funn = finding(rule, log, "10-20")
    assert funn is not None
    assert funn.dato == d(first)
    assert funn.status is (Status.FORFALT if frist else Status.AAPEN)
    assert {i.frist for i in funn.oppfoelging} == {d(frist) if frist else None}
    assert funn.calls_for_action


@pytest.mark.parametrize(("rule", "_log", "_first", "below", "_contacts", "_frist"), CASES)
def test_just_below(rule: str, _log: str, _first: str, below: str, _contacts: str, _frist: str | None) -> None:
    assert finding(rule, below, "10-20") is None


@pytest.mark.parametrize(("rule", "log", "_first", "_below", "contacts", "_frist"), CASES)
def test_followed_up(rule: str, log: str, _first: str, _below: str, contacts: str, _frist: str | None) -> None:
    funn = finding(rule, log, "10-20", contacts)
    assert funn is not None
    assert (funn.status, funn.calls_for_action) == (Status.UTFOERT, False)
    assert {i.utfoert for i in funn.oppfoelging} == {d("10-20")}


@pytest.mark.parametrize(
    ("rule", "log", "contacts"),
    [
        ("udokumentert-samtale", "dag: 09-03", HOME),  # a telephone call is no meeting
        ("dokumentert-dager", EIGHT, HOME),  # the team is not told
        ("dokumentert-dager", EIGHT, TEAM),  # home is not
        ("sykdom-4", f"{ILL}: 09-03/09-08", "{dato: 2025-09-08, type: hjem, måte: sms, svar: ja}"),  # not spoken with
        ("sykdom-3", f"{ILL}: 09-04/09-08", "{dato: 2025-09-05, type: hjem, måte: telefon}"),  # before the third day
        ("forlot", "forlot: 09-03", "{dato: 2025-09-03, type: elevsamtale}"),
    ],
)
def test_followed_up_by_something_else(rule: str, log: str, contacts: str) -> None:
    funn = finding(rule, log, "10-20", contacts)
    assert funn is not None
    assert funn.calls_for_action


@pytest.mark.parametrize(
    ("rule", "log", "cared"),
    [
        ("forsentkomming", "forsentkomming: 09-30, 10-01, 10-02", True),
        ("dokumentert-dager", EIGHT, True),
        ("dager-8", EIGHT, True),
        ("udokumentert", "time: 10-02", False),
        ("forlot", "forlot: 10-02", False),
        ("sykdom-3", f"{ILL}: 09-30/10-02", False),
        ("sykdom-4", f"{ILL}: 09-29/10-02", False),
        ("udokumentert-samtale", "dag: 10-02", False),
    ],
)
def test_which_rules_a_running_plan_takes_care_of(rule: str, log: str, cared: bool) -> None:
    funn = finding(rule, log, "10-20", plan="periode: {fra: 2025-08-18, til: 2025-10-20}\n")
    assert funn is not None
    assert (funn.status is Status.UTFOERT) == cared


def test_home_that_does_not_answer_hands_over_to_the_principal() -> None:
    attempt = "{dato: 2025-09-03, type: hjem, måte: telefon, svar: nei}"
    funn = finding("udokumentert", "time: 09-03", "09-03", attempt)
    assert funn is not None
    assert [(i.hvem.ansvarlig, i.frist, i.status) for i in funn.oppfoelging] == [("rektor", d("09-03"), Status.AAPEN)]


@pytest.mark.parametrize(
    ("rule", "checks"),
    [("udokumentert", 4), ("forlot", 4), ("sykdom-4", 4), ("udokumentert-samtale", 1), ("dager-8", 3)],
)
def test_in_which_checks_a_rule_is_shown(rule: str, checks: int) -> None:
    assert len(GRAN[rule].sjekk) == checks
    assert ("dag" in GRAN[rule].sjekk) == (checks == 4)


def test_readings_of_our_own_are_marked() -> None:
    assert {i for i, r in GRAN.items() if r.tolkning} == {"forlot", "dager-8", "søsken"}


def test_the_halves_of_the_year_start_afresh() -> None:
    log = "dag(dokumentert: ja): 2026-01-08/2026-01-19"
    assert finding("dager-8", log, "2026-02-01") is None
    assert date(2026, 1, 19).weekday() == 0
