"""Follow-up: done, open, overdue; cared for by a plan; handed over where nobody answers."""

from __future__ import annotations

import pytest

from fravaer_cli.casework.followup import Funn, Situation, Status, judge
from fravaer_cli.files.source import parse
from fravaer_cli.model.build import build, build_entries
from fravaer_cli.model.kontakt import Kontakt
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.rules.antall import KIND
from fravaer_cli.rules.history import build_history
from fravaer_cli.rules.pack import Hvem, Krav, Regel
from fravaer_cli.school_year import Frist
from tests.rules.hjelp import SOLVANG, d, entries, rule

CALL = Krav(
    Hvem("kontakt hjemmet", "kontaktlærer"), "hjemkontakt", Frist("skoledager", 1), Hvem("ledelsen ringer", "rektor")
)
TELL = Krav(Hvem("meld fra", "kontaktlærer"), "ressursteam")
PARAMS = "{når: {type: [time]}, enhet: hendelser, vindu: {dager: 1}, minst: 1}"


def judged(
    days: str,
    contacts: str = "",
    *,
    today: str = "09-30",
    plans: tuple[str, ...] = (),
    krav: tuple[Krav, ...] = (CALL,),
    cared: bool = True,
) -> Funn | None:
    """The finding for triggers on these days."""
    regel = Regel("x/a", "", "x", "antall", KIND, rule(KIND, PARAMS), frozenset(), krav, cared)
    found = KIND.find(build_history(entries(f"time: {days}"), SOLVANG, d(today)), regel.params)
    assert found is not None
    log = parse("k", f"kontakt: [{contacts}]\n".encode())
    assert log.diagnostics == []
    kontakter = tuple(k for k in build_entries(Kontakt, log.value, "kontakt") if k.dato <= d(today))
    built = [build(Tiltaksplan, parse("p", p.encode()).value) for p in plans]
    situation = Situation(
        kontakter, tuple(p for p in built if p), frozenset({"Mor"}), SOLVANG, d(today), (d("09-29"), d("09-30"))
    )
    return judge(regel, found, situation)


def state(funn: Funn | None) -> tuple[str, str, str | None, str | None]:
    """Status, dato, frist, utført of a finding with one item."""
    assert funn is not None
    (item,) = funn.oppfoelging
    assert item.status is funn.status
    short = [x.isoformat().removeprefix("2025-") if x else None for x in (item.frist, item.utfoert)]
    return funn.status.value, funn.dato.isoformat().removeprefix("2025-"), short[0], short[1]


def call(day: str, more: str = "") -> str:
    return f"{{dato: 2025-{day}, type: hjem, måte: telefon{more}}}"


@pytest.mark.parametrize(
    ("days", "contacts", "today", "expected"),
    [
        # nobody has called
        ("09-03", "", "09-03", ("åpen", "09-03", "09-04", None)),
        ("09-03", "", "09-04", ("åpen", "09-03", "09-04", None)),  # the deadline's own day
        ("09-03", "", "09-05", ("forfalt", "09-03", "09-04", None)),
        ("09-05", "", "09-08", ("åpen", "09-05", "09-08", None)),  # over a weekend
        ("10-03", "", "10-12", ("åpen", "10-03", "10-13", None)),  # over a vacation
        # a contact on or after the trigger, at the latest today
        ("09-03", call("09-03"), "09-30", ("utført", "09-03", None, "09-03")),
        ("09-03", call("09-29"), "09-30", ("utført", "09-03", None, "09-29")),
        ("09-03", call("09-02"), "09-30", ("forfalt", "09-03", "09-04", None)),
        ("09-03", call("09-30"), "09-29", ("forfalt", "09-03", "09-04", None)),  # not seen yet
        # several triggers: the first open one counts
        ("09-03, 09-10", call("09-03"), "09-30", ("forfalt", "09-10", "09-11", None)),
        ("09-03, 09-10", call("09-09"), "09-10", ("åpen", "09-10", "09-11", None)),
        ("09-03, 09-10", call("09-10"), "09-30", ("utført", "09-10", None, "09-10")),  # one call for both
        ("09-03, 09-10", f"{call('09-03')}, {call('09-12')}", "09-30", ("utført", "09-10", None, "09-12")),
        ("09-03, 09-10, 09-17", call("09-05"), "09-17", ("forfalt", "09-10", "09-11", None)),
    ],
)
def test_one_item(days: str, contacts: str, today: str, expected: tuple[str, str, str | None, str | None]) -> None:
    assert state(judged(days, contacts, today=today)) == expected


def test_without_a_deadline_nothing_is_ever_overdue() -> None:
    assert state(judged("09-03", krav=(TELL,), today="2026-06-19")) == ("åpen", "09-03", None, None)


@pytest.mark.parametrize(
    ("contacts", "status", "dato", "items"),
    [
        ("", "forfalt", "09-03", ["forfalt", "åpen"]),
        (call("09-03"), "forfalt", "09-03", ["forfalt", "åpen"]),
        (call("09-10"), "åpen", "09-03", ["utført", "åpen"]),
        (f"{call('09-10')}, {{dato: 2025-09-03, type: ressursteam}}", "åpen", "09-10", ["utført", "åpen"]),
        (f"{call('09-10')}, {{dato: 2025-09-11, type: ressursteam}}", "utført", "09-10", ["utført", "utført"]),
        ("{dato: 2025-09-11, type: ressursteam}", "forfalt", "09-03", ["forfalt", "utført"]),
    ],
)
def test_several_items_the_worst_and_the_first_count(contacts: str, status: str, dato: str, items: list[str]) -> None:
    funn = judged("09-03, 09-10", contacts, krav=(CALL, TELL))
    assert funn is not None
    assert (funn.status.value, funn.dato, [i.status.value for i in funn.oppfoelging]) == (status, d(dato), items)


# --- cared for by a plan --------------------------------------------------------------------------------------------

PLAN = "periode: {fra: 2025-09-01, til: 2025-09-26}\nevaluering: {dato: 2025-09-19}\n"


@pytest.mark.parametrize(
    ("days", "plans", "expected"),
    [
        ("09-01", (PLAN,), ("utført", "09-01", None, None)),
        ("09-19", (PLAN,), ("utført", "09-19", None, None)),  # the evaluation's own day
        ("09-22", (PLAN,), ("forfalt", "09-22", "09-23", None)),  # an alarm again, though the period runs on
        ("08-29", (PLAN,), ("forfalt", "08-29", "09-01", None)),
        ("09-26", ("periode: {fra: 2025-09-01, til: 2025-09-26}\n",), ("utført", "09-26", None, None)),
        ("09-22", ("periode: {fra: 2025-09-01}\n",), ("utført", "09-22", None, None)),  # 21 days
        ("09-23", ("periode: {fra: 2025-09-01}\n",), ("forfalt", "09-23", "09-24", None)),
        ("09-05, 09-22", (PLAN,), ("forfalt", "09-22", "09-23", None)),
        ("08-29, 09-05", (PLAN,), ("forfalt", "08-29", "09-01", None)),
        ("09-22", (PLAN, "periode: {fra: 2025-09-22}\n"), ("utført", "09-22", None, None)),
    ],
)
def test_days_inside_a_plan_are_not_open(
    days: str, plans: tuple[str, ...], expected: tuple[str, str, str | None, str | None]
) -> None:
    assert state(judged(days, plans=plans)) == expected


def test_only_rules_that_say_so_are_cared_for() -> None:
    assert state(judged("09-05", plans=(PLAN,), cared=False)) == ("forfalt", "09-05", "09-08", None)


def test_a_contact_besides_the_plan_is_named() -> None:
    assert state(judged("09-05", call("09-08"), plans=(PLAN,))) == ("utført", "09-05", None, "09-08")


@pytest.mark.parametrize(("days", "cared"), [("09-05", True), ("08-29, 09-05", True), ("09-05, 09-22", False)])
def test_whether_a_plan_takes_care_of_the_last_trigger(days: str, cared: bool) -> None:
    funn = judged(days, plans=(PLAN,))
    assert funn is not None
    assert funn.ivaretatt == cared


# --- handed over ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contacts", "who"),
    [
        ("", "kontaktlærer"),
        (call("09-10", ", svar: nei"), "rektor"),
        (call("09-11", ", svar: nei"), "rektor"),
        (call("09-09", ", svar: nei"), "kontaktlærer"),  # before the first open trigger
        ("{dato: 2025-09-10, type: hjem, måte: sms}", "rektor"),
        ("{dato: 2025-09-10, type: ledelse, svar: nei}", "kontaktlærer"),
        ("{dato: 2025-09-10, type: hjem, med: [elev], svar: nei}", "kontaktlærer"),
        (f"{call('09-03')}, {call('09-12', ', svar: nei')}", "rektor"),
    ],
)
def test_who_acts_after_a_try_without_answer(contacts: str, who: str) -> None:
    funn = judged("09-10", contacts, today="09-12")
    assert funn is not None
    assert [(i.hvem.ansvarlig, i.frist) for i in funn.oppfoelging] == [(who, d("09-11"))]  # the deadline stays


def test_a_try_that_belongs_to_a_day_already_settled_hands_nothing_over() -> None:
    funn = judged("09-03, 09-10", f"{call('09-04', ', svar: nei')}, {call('09-05')}", today="09-10")
    assert funn is not None
    assert (funn.dato, funn.oppfoelging[0].hvem.ansvarlig) == (d("09-10"), "kontaktlærer")


def test_a_rule_without_somebody_else_keeps_its_own() -> None:
    funn = judged("09-10", "{dato: 2025-09-10, type: ressursteam, svar: nei}", krav=(TELL,))
    assert funn is not None
    assert funn.oppfoelging[0].hvem == TELL.hvem


def test_an_answer_after_the_try_settles_it() -> None:
    assert state(judged("09-10", f"{call('09-10', ', svar: nei')}, {call('09-11')}")) == (
        "utført",
        "09-10",
        None,
        "09-11",
    )


# --- new, and warnings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "new"), [("09-29", True), ("09-30", True), ("09-26", False), ("09-03, 09-29", True)])
def test_new_is_what_was_last_triggered_in_the_period(days: str, new: bool) -> None:
    funn = judged(days)
    assert funn is not None
    assert (funn.nytt, funn.alvor) == (new, "tiltak")


@pytest.mark.parametrize(("days", "shown"), [("09-29", True), ("09-03, 09-30", True), ("09-26", False)])
def test_a_rule_that_asks_for_nothing_warns_in_its_period_only(days: str, shown: bool) -> None:
    funn = judged(days, krav=())
    assert (funn is not None) == shown
    if funn:
        assert (funn.alvor, funn.status, funn.calls_for_action) == ("varsel", Status.AAPEN, False)
