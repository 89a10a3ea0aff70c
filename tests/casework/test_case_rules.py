"""Rules of the kind `frist`: gran's way on when the goals are not reached, and rules of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.casework.hjelp import Elev, e, home, k, plan

OPENED = "åpnet: 2025-08-25"
GOAL = plan("09-01", more="delmål: [{id: D1}, {id: D2}]\n")


def missed(day: str, judged: str = "delmål: [{id: D1, nådd: nei}]") -> str:
    return e(day, judged)


# --- gran/mål-ikke-nådd ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ("delmål: [{id: D1, nådd: nei}, {id: D2, nådd: ja}]", "åpen"),
        ("konklusjon: henvises", "åpen"),
        ("delmål: [{id: D1, nådd: ja}], konklusjon: henvises", "åpen"),
        ("delmål: [{id: D1, nådd: delvis}, {id: D2, nådd: delvis}]", None),
        ("delmål: [{id: D1, nådd: ja}], konklusjon: justeres", None),
        ("delmål: [{id: D1}], konklusjon: ny-plan", None),
    ],
)
def test_goals_that_are_not_reached(tmp_path: Path, judged: str, expected: str | None) -> None:
    elev = Elev(tmp_path, sak=OPENED, plan=GOAL, evaluering=missed("09-22", judged))
    assert elev.state("gran/mål-ikke-nådd", "10-17") == expected


@pytest.mark.parametrize(
    ("sak", "expected"),
    [
        ("henvisninger: [{dato: 2025-09-22, til: ppt}]", "utført 2025-09-22"),
        ("henvisninger: [{dato: 2025-10-10, til: ppt}]", "utført 2025-10-10"),
        ("henvisninger: [{dato: 2025-09-21, til: ppt}]", "åpen"),  # before the evaluation
        ("henvisninger: [{dato: 2025-10-20, til: ppt}]", "åpen"),  # after the check date
        ("henvisninger: [{til: ppt}]", "åpen"),  # not sent, as far as anyone knows
    ],
)
def test_a_referral_settles_it(tmp_path: Path, sak: str, expected: str) -> None:
    elev = Elev(tmp_path, sak=f"{OPENED}\n{sak}", plan=GOAL, evaluering=missed("09-22"))
    assert elev.state("gran/mål-ikke-nådd", "10-17") == expected


def test_it_has_no_deadline_and_stays_until_it_is_done(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak=OPENED, plan=GOAL, evaluering=missed("09-22"))
    assert elev.state("gran/mål-ikke-nådd", "09-21") is None
    assert elev.state("gran/mål-ikke-nådd", "09-22") == "åpen"
    funn = elev.found("gran/mål-ikke-nådd", "2026-06-19", alle=False)
    assert funn is not None
    assert (funn["status"], funn["alvor"], funn["nytt"], funn["dato"]) == ("åpen", "tiltak", False, "2025-09-22")
    (item,) = funn["oppfølging"]
    assert (item["navn"], item["frist"]) == ("Nora Berg", None)
    assert "PPT" in item["handling"]
    assert "samtykke" in item["handling"]
    assert funn["bevis"] == [{"fil": "7b/amin/evaluering.yaml", "linje": 1, "dato": "2025-09-22"}]
    assert funn["melding"].endswith("evalueringen viste at målet ikke er nådd mandag 22. september")


def test_each_missed_goal_needs_a_referral_after_it(tmp_path: Path) -> None:
    sak = f"{OPENED}\nhenvisninger: [{{dato: 2025-09-24, til: ppt}}]"
    elev = Elev(tmp_path, sak=sak, plan=GOAL, evaluering=f"{missed('10-13')}, {missed('09-22')}")
    funn = elev.found("gran/mål-ikke-nådd", "10-17")
    assert funn is not None
    assert (funn["status"], funn["dato"], funn["siste"], funn["nytt"]) == ("åpen", "2025-10-13", "2025-10-13", True)


def test_evaluations_of_an_earlier_case_do_not_count(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak="åpnet: 2025-10-01", plan=GOAL, evaluering=missed("09-22"))
    assert elev.state("gran/mål-ikke-nådd", "10-17") is None


def test_shown_in_all_checks_but_the_day_s(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak=OPENED, plan=GOAL, evaluering=missed("09-22"))
    shown = [elev.state("gran/mål-ikke-nådd", "10-17", s) for s in ("dag", "uke", "måned", "semester")]
    assert shown == [None, "åpen", "åpen", "åpen"]


def test_only_gran_has_it(tmp_path: Path) -> None:
    for n, pack in enumerate(("alvoen", "oslo", "faerder", "udir")):
        elev = Elev(tmp_path / str(n), pack, sak=OPENED, plan=GOAL, evaluering=missed("09-22"))
        assert not {"mål-ikke-nådd", "enhetsleder"} & elev.rules("10-17", f"{pack}/")


def test_not_in_a_closed_case(tmp_path: Path) -> None:
    elev = Elev(tmp_path, status="avsluttet", sak=OPENED, plan=GOAL, evaluering=missed("09-22"))
    assert elev.state("gran/mål-ikke-nådd", "10-17") is None


# --- gran/enhetsleder -----------------------------------------------------------------------------------------------

REFERRED = f"{OPENED}\nhenvisninger: [{{dato: 2025-09-26, til: ppt}}]"
LATE = ", ".join(f"{{dato: 2025-{day}, type: forsentkomming}}" for day in ("10-13", "10-14", "10-15"))


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("", None),
        (LATE, "åpen"),
        (LATE.replace("10-15", "10-01"), "åpen"),
        (LATE.replace("10-13", "09-01"), None),  # two in a month call for nothing
        ("{dato: 2025-09-26, type: forlot}", None),  # the day of the referral
        ("{dato: 2025-09-29, type: forlot}", "åpen"),
        ("{dato: 2025-09-29, type: avtalt}", None),
        ("{dato: 2025-09-29, type: dag, dokumentert: ja}", None),
    ],
)
def test_absence_that_is_still_worrying_after_the_referral(tmp_path: Path, log: str, expected: str | None) -> None:
    elev = Elev(tmp_path, sak=REFERRED, plan=GOAL, evaluering=missed("09-22"), fravær=log)
    assert elev.state("gran/enhetsleder", "10-17") == expected


def test_only_after_a_referral_that_an_evaluation_asked_for(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak=REFERRED, plan=GOAL, fravær=LATE)
    assert elev.state("gran/enhetsleder", "10-17") is None
    elev.add("evaluering", missed("09-29"))  # after the referral
    assert elev.state("gran/enhetsleder", "10-17") is None
    elev.add("evaluering", missed("09-26"))
    assert elev.state("gran/enhetsleder", "10-17") == "åpen"
    elev.add("evaluering", e("09-26", "konklusjon: justeres"))
    assert elev.state("gran/enhetsleder", "10-17") is None


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (k("10-16", "ledelse", "med: [enhetsleder]"), "utført 2025-10-16"),
        (k("10-15", "annet", "med: [Liv Haug]"), "utført 2025-10-15"),
        (k("10-16", "annet", "med: [liv haug], måte: e-post"), "utført 2025-10-16"),
        (k("10-16", "annet", "med: [Liv Haug], svar: nei"), "åpen"),
        (k("10-16", "ledelse", "med: [rektor]"), "åpen"),
        (k("10-14", "annet", "med: [enhetsleder]"), "åpen"),  # before it was worrying again
        (home("10-16"), "åpen"),
    ],
)
def test_the_head_of_schools_is_told(tmp_path: Path, contact: str, expected: str) -> None:
    elev = Elev(tmp_path, sak=REFERRED, plan=GOAL, evaluering=missed("09-22"), fravær=LATE, kontakt=contact)
    assert elev.state("gran/enhetsleder", "10-17") == expected
    funn = elev.found("gran/enhetsleder", "10-17")
    assert funn is not None
    assert [(i["ansvarlig"], i["navn"]) for i in funn["oppfølging"]] == [("rektor", "Ada Moe")]


def test_absence_inside_a_plan_is_cared_for(tmp_path: Path) -> None:
    new = plan("10-06", "10-24")
    elev = Elev(tmp_path, sak=REFERRED, plan=GOAL, plan2=new, evaluering=missed("09-22"), fravær=LATE)
    assert elev.state("gran/enhetsleder", "10-17") is None


# --- rules of one's own ---------------------------------------------------------------------------------------------

OWN = """\
navn: Min
regler:
  - id: etterpå
    slag: frist
    tittel: Si fra etter planen
    etter: [plan, {kontakt: nærværsmøte, bekymring: ja}]
    krever: [ledelse, henvisning]
    innen: {skoledager: 2}
"""


def test_a_rule_with_a_deadline(tmp_path: Path) -> None:
    elev = Elev(tmp_path, OWN, plan=plan("10-02"))
    assert elev.state("min/etterpå", "10-06") == "åpen 2025-10-13"  # two school days, over the vacation
    assert elev.state("min/etterpå", "10-13") == "åpen 2025-10-13"
    assert elev.state("min/etterpå", "10-14") == "forfalt 2025-10-13"
    for n, done in enumerate(
        ({"kontakt": k("10-15", "ledelse")}, {"sak": "henvisninger: [{dato: 2025-10-15, til: ppt}]"})
    ):
        assert (
            Elev(tmp_path / str(n), OWN, plan=plan("10-02"), **done).state("min/etterpå", "10-17")
            == "utført 2025-10-15"
        )


def test_one_of_several_is_enough_and_it_is_said_which(tmp_path: Path) -> None:
    elev = Elev(tmp_path, OWN, kontakt=k("10-14", "nærværsmøte", "bekymring: ja"))
    funn = elev.found("min/etterpå", "10-17")
    assert funn is not None
    assert funn["melding"] == "Si fra etter planen: nærværsmøtet ble holdt tirsdag 14. oktober, og skolen er bekymret"
    assert [(i["handling"], i["ansvarlig"]) for i in funn["oppfølging"]] == [("Si fra etter planen", "kontaktlærer")]


def test_not_without_worry_where_worry_is_asked_for(tmp_path: Path) -> None:
    assert Elev(tmp_path, OWN, kontakt=k("10-14", "nærværsmøte")).state("min/etterpå", "10-17") is None


def test_a_deadline_more_than_a_week_ahead_is_not_shown(tmp_path: Path) -> None:
    elev = Elev(tmp_path, OWN.replace("skoledager: 2", "dager: 20"), plan=plan("10-13"))
    assert elev.state("min/etterpå", "10-25") is None
    assert elev.state("min/etterpå", "10-26") == "åpen 2025-11-02"


def test_items_with_evidence_and_deadlines_of_their_own(tmp_path: Path) -> None:
    own = (
        OWN
        + """\
    oppfølging:
      - {handling: si fra, ansvarlig: rektor, oppfylles_av: ressursteam, frist: {dager: 1}}
      - {handling: følg med, ansvarlig: sosiallærer}
"""
    )
    elev = Elev(tmp_path, own, plan=plan("10-13"), kontakt=k("10-14", "ledelse"))
    assert elev.state("min/etterpå", "10-17") == "forfalt 2025-10-14, utført 2025-10-14"


def test_in_which_checks(tmp_path: Path) -> None:
    elev = Elev(tmp_path, OWN + "    sjekk: [dag, måned]\n", plan=plan("10-13"))
    shown = [elev.state("min/etterpå", "10-17", s) for s in ("dag", "uke", "måned", "semester")]
    assert [s is not None for s in shown] == [True, False, True, False]


def test_one_s_own_reading_of_gran(tmp_path: Path) -> None:
    """A municipality may give the referral a deadline, and switch the other rule off."""
    own = """\
navn: Min
bygger_på: gran
slått_av: [enhetsleder]
regler:
  - {id: mål-ikke-nådd, innen: {dager: 14}}
"""
    elev = Elev(tmp_path, own, sak=OPENED, plan=GOAL, evaluering=missed("09-22"), fravær=LATE)
    assert elev.state("min/mål-ikke-nådd", "10-06") == "åpen 2025-10-06"
    assert elev.state("min/mål-ikke-nådd", "10-07") == "forfalt 2025-10-06"
    assert "enhetsleder" not in elev.rules("10-17", "min/")
