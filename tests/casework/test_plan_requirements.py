"""What each routine asks of the plan and its evaluation: lacking, present, just outside; how it is told and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.casework.hjelp import Elev, e, plan

WHOLE = """\
periode: {fra: 2025-10-13, til: 2025-10-31}
deltakere:
  - {navn: Ada Moe, rolle: rektor}
  - {navn: Nora Berg, rolle: kontaktlærer}
  - {navn: Eva Dahl, rolle: helsesykepleier}
  - {navn: Hodan Yusuf, rolle: foresatt}
  - {navn: Amin Yusuf, rolle: elev}
kontaktperson: Nora Berg
elevens_stemme: Vil begynne med musikk.
mål: {langsiktige: [Trives på skolen.]}
delmål: [{id: D1, mål: Tre hele dager., innen: 2025-10-24}]
fulltid: ja
tiltak:
  - id: T1
    tiltak: Læreren møter Amin ved døra.
    delmål: D1
    når: hver morgen
    evalueres: Samtale hver fredag.
    ansvar: Nora Berg
    frist: 2025-10-17
  - id: T2
    tiltak: Egen plass.
    delmål: D1
    når: hele dagen
    evalueres: Samtale hver fredag.
    ansvar: Ada Moe
    frist: 2025-10-17
plan_b: {hvis: Amin ikke kommer., hva: Læreren ringer mor., ansvar: Nora Berg}
evaluering: {dato: 2025-10-27}
"""
DAY = "10-17"
"""The Friday of the week in which the plan begins."""


def without(*lines: str) -> str:
    """The plan without the lines that begin so."""
    return "".join(x for x in WHOLE.splitlines(keepends=True) if not x.strip().startswith(lines))


def lacks(tmp_path: Path, rutine: str, text: str, today: str = DAY, **files: str) -> dict[str, str]:
    """What is told of the plan: requirement → `tiltak` or `varsel`."""
    elev = Elev(tmp_path, rutine, plan=text, **files)
    found = elev.json(today)["funn"]
    prefix = f"{rutine}/plan-"
    return {f["regel"].removeprefix(prefix): f["alvor"] for f in found if f["regel"].startswith(prefix)}


@pytest.mark.parametrize("rutine", ["gran", "alvoen", "oslo", "faerder", "udir"])
def test_a_plan_that_holds_everything(tmp_path: Path, rutine: str) -> None:
    assert lacks(tmp_path, rutine, WHOLE) == {}


def test_a_plan_that_holds_nothing(tmp_path: Path) -> None:
    empty = plan("10-13", "10-31")
    assert lacks(tmp_path / "1", "gran", empty) == {
        "langsiktig-mål": "tiltak",
        "delmål-med-tiltak-og-dato": "tiltak",
        "tiltak-ansvar": "tiltak",
        "plan-b-navngitt": "tiltak",
        "evalueringsdato": "tiltak",
        "kontaktperson": "tiltak",
        "deltakere": "varsel",
        "elevens-stemme": "tiltak",
    }
    assert lacks(tmp_path / "2", "alvoen", empty) == {"tiltak-ansvar": "tiltak"}
    assert lacks(tmp_path / "3", "oslo", empty) == {
        "langsiktig-mål": "varsel",
        "delmål-med-tiltak-og-dato": "tiltak",
        "tiltak-ansvar": "tiltak",
        "plan-b-navngitt": "tiltak",
        "evalueringsdato": "tiltak",
        "kontaktperson": "varsel",
        "deltakere": "varsel",
        "elevens-stemme": "varsel",
    }
    assert lacks(tmp_path / "4", "faerder", empty) == {}
    assert lacks(tmp_path / "5", "udir", empty) == {}


WEEK = "ukeplaner: [{{tittel: Uke 43, dager: [{{dag: onsdag{}}}]}}]\n"


@pytest.mark.parametrize(
    ("rutine", "text", "krav"),
    [
        ("gran", without("mål:"), "langsiktig-mål"),
        ("gran", WHOLE.replace("[Trives på skolen.]", "[]"), "langsiktig-mål"),
        ("gran", WHOLE.replace(", innen: 2025-10-24", ""), "delmål-med-tiltak-og-dato"),
        ("gran", without("delmål"), "delmål-med-tiltak-og-dato"),
        (
            "gran",  # the goal with a date has no measure, the one with measures no date
            WHOLE.replace("innen: 2025-10-24}", "}").replace("[{id: D1", "[{id: D2, innen: 2025-10-24}, {id: D1"),
            "delmål-med-tiltak-og-dato",
        ),
        ("gran", WHOLE.replace("    ansvar: Ada Moe\n", ""), "tiltak-ansvar"),
        ("gran", WHOLE.replace("    ansvar: Ada Moe\n", "    ansvar:\n"), "tiltak-ansvar"),
        ("gran", without("plan_b"), "plan-b-navngitt"),
        ("gran", WHOLE.replace("mor., ansvar: Nora Berg", "mor."), "plan-b-navngitt"),
        ("gran", WHOLE.replace("hva: Læreren ringer mor., ", ""), "plan-b-navngitt"),
        ("gran", without("evaluering:"), "evalueringsdato"),
        ("gran", WHOLE.replace("evaluering: {dato: 2025-10-27}", "evaluering: {sted: Møterom}"), "evalueringsdato"),
        ("gran", WHOLE.replace("dato: 2025-10-27", "dato: 2025-11-04"), "evalueringsdato"),  # 22 days
        ("oslo", WHOLE.replace("dato: 2025-10-27", "dato: 2025-10-28"), "evalueringsdato"),  # 15 days
        ("gran", without("kontaktperson"), "kontaktperson"),
        ("gran", without("elevens_stemme"), "elevens-stemme"),
        ("gran", WHOLE.replace("fulltid: ja", "fulltid: nei"), "ukeplan-hjemme"),
        ("alvoen", WHOLE.replace("    når: hele dagen\n", ""), "tiltak-tidspunkt"),
        ("alvoen", WHOLE.replace("evalueres: Samtale hver fredag.\n    ansvar: A", "ansvar: A"), "tiltak-evalueres"),
        ("alvoen", WHOLE.replace("    ansvar: Ada Moe\n", ""), "tiltak-ansvar"),
    ],
)  # fmt: skip
def test_what_it_must_hold(tmp_path: Path, rutine: str, text: str, krav: str) -> None:
    assert text != WHOLE
    assert lacks(tmp_path, rutine, text) == {krav: "tiltak"}


@pytest.mark.parametrize(
    ("rutine", "text", "krav"),
    [
        (
            "gran",
            WHOLE.replace("    ansvar: Ada Moe\n    frist: 2025-10-17\n", "    ansvar: Ada Moe\n"),
            "tiltak-frist",
        ),
        ("gran", without("- {navn: Eva Dahl"), "deltakere"),
        ("oslo", without("mål:"), "langsiktig-mål"),
        ("oslo", without("kontaktperson"), "kontaktperson"),
        ("oslo", without("elevens_stemme"), "elevens-stemme"),
        ("oslo", WHOLE.replace("fulltid: ja", "fulltid: nei"), "ukeplan-hjemme"),
    ],
)
def test_what_it_should_hold(tmp_path: Path, rutine: str, text: str, krav: str) -> None:
    """A warning, in the check's period only: advice is never something that calls for action."""
    assert text != WHOLE
    assert lacks(tmp_path / "1", rutine, text) == {krav: "varsel"}
    assert lacks(tmp_path / "2", rutine, text, "10-20") == {}  # the week after
    assert lacks(tmp_path / "3", rutine, text, "10-13") == {krav: "varsel"}


@pytest.mark.parametrize(
    ("rutine", "text"),
    [
        ("gran", WHOLE.replace("    delmål: D1\n", "")),  # measures that name no goal belong to all
        ("gran", WHOLE.replace("[{id: D1", "[{id: D2}, {id: D1")),  # one goal with a date is enough
        ("gran", without("plan_b").replace("id: T2\n", "id: T2\n    plan_b: {hva: Bytte plass., ansvar: Ada Moe}\n")),
        ("gran", WHOLE.replace("dato: 2025-10-27", "dato: 2025-11-03")),  # 21 days
        ("oslo", WHOLE.replace("dato: 2025-10-27", "dato: 2025-10-27")),  # 14 days
        ("gran", without("fulltid")),  # not said
        ("alvoen", without("plan_b", "evaluering:", "mål:", "kontaktperson", "elevens_stemme", "frist")),
        ("oslo", without("- {navn: Eva Dahl")),
        ("gran", WHOLE.replace(", rolle: rektor", "").replace(", rolle: elev", "").replace(", rolle: foresatt", "")),
        ("gran", WHOLE.replace("navn: Ada Moe, rolle: rektor", "rolle: skolens ledelse")),
        ("gran", WHOLE.replace("navn: Hodan Yusuf, rolle: foresatt", "navn: H., rolle: mor")),
        ("gran", WHOLE.replace("navn: Ada Moe, rolle: rektor", "navn: Per Lund, rolle: Avdelingsleder")),
    ],
)
def test_what_is_enough(tmp_path: Path, rutine: str, text: str) -> None:
    assert lacks(tmp_path, rutine, text) == {}


@pytest.mark.parametrize(
    ("week", "enough"),
    [
        (WEEK.format(""), True),
        (WEEK.format(", dato: 2025-10-15"), True),
        (WEEK.format(", dato: 2025-10-08"), False),  # before the plan
        ("ukeplaner: []\n", False),
        ("dagsplan: [{kl: '07:00', sted: hjemme, hva: Vekking}]\n", False),
    ],
)
def test_a_week_plan_for_the_time_at_home(tmp_path: Path, week: str, enough: bool) -> None:
    text = WHOLE.replace("fulltid: ja", "fulltid: nei")
    assert lacks(tmp_path, "gran", text, ukeplan=week) == ({} if enough else {"ukeplan-hjemme": "tiltak"})


def test_how_it_is_told(tmp_path: Path) -> None:
    text = WHOLE.replace("    ansvar: Ada Moe\n", "")
    elev = Elev(tmp_path, "alvoen", plan=text)
    funn = elev.found("alvoen/plan-tiltak-ansvar", "10-24", alle=False)
    assert funn is not None
    assert (funn["status"], funn["nytt"], funn["dato"], funn["siste"]) == ("åpen", False, "2025-10-13", "2025-10-13")
    assert funn["melding"] == "Planen mangler en ansvarlig for T2"
    line = text.splitlines().index("  - id: T2") + 1
    assert funn["bevis"] == [{"fil": "7b/amin/tiltaksplan.yaml", "linje": line, "dato": "2025-10-13"}]
    (item,) = funn["oppfølging"]
    assert (item["handling"], item["ansvarlig"], item["navn"], item["frist"]) == (
        "før opp en ansvarlig for T2 i planen",
        "avdelingsleder",
        "Per Lund",
        None,
    )


def test_a_date_too_late_says_by_how_much(tmp_path: Path) -> None:
    elev = Elev(tmp_path, plan=WHOLE.replace("dato: 2025-10-27", "dato: 2025-11-04"))
    funn = elev.found("gran/plan-evalueringsdato", DAY)
    assert funn is not None
    assert funn["melding"] == "Planen skal evalueres 22 dager etter at den begynte; rutinen sier innen 21 dager"
    assert funn["oppfølging"][0]["handling"] == "flytt evalueringen fram"


def test_what_only_the_day_s_check_leaves_out(tmp_path: Path) -> None:
    elev = Elev(tmp_path, plan=without("mål:"))
    shown = [elev.state("gran/plan-langsiktig-mål", DAY, s) for s in ("dag", "uke", "måned", "semester")]
    assert shown == [None, "åpen", "åpen", "åpen"]


# --- which plan, and until when -------------------------------------------------------------------------------------


def test_only_the_current_plan_is_judged(tmp_path: Path) -> None:
    bare = plan("10-13", "10-31")
    elev = Elev(tmp_path, plan=bare, plan2=WHOLE.replace("fra: 2025-10-13", "fra: 2025-10-20"))
    assert "langsiktig-mål" in elev.rules("10-17", "gran/plan-")  # the second has not begun
    assert elev.rules("10-20", "gran/plan-") == set()
    elev.add("plan2", plan("10-20", "10-31"))
    assert "langsiktig-mål" in elev.rules("10-20", "gran/plan-")


def test_a_plan_that_has_not_begun_is_not_judged(tmp_path: Path) -> None:
    elev = Elev(tmp_path, plan=plan("10-20"))
    assert elev.rules("10-19", "gran/plan-") == set()
    assert elev.rules("10-20", "gran/plan-") != set()


def test_nothing_once_it_is_evaluated(tmp_path: Path) -> None:
    elev = Elev(tmp_path, plan=plan("10-13", "10-31"), evaluering=e("10-24"))
    assert "langsiktig-mål" in elev.rules("10-23", "gran/plan-")
    assert elev.rules("10-24", "gran/plan-") == set()


def test_nothing_once_it_has_run_out(tmp_path: Path) -> None:
    elev = Elev(tmp_path, plan=plan("10-13", "10-31"))
    assert "langsiktig-mål" in elev.rules("10-31", "gran/plan-")
    assert elev.rules("11-01", "gran/plan-") == set()


def test_nothing_of_a_closed_case(tmp_path: Path) -> None:
    elev = Elev(tmp_path, plan=plan("10-13", "10-31"), sak="avsluttet: 2025-10-20", status="avsluttet")
    assert elev.rules("10-17", "gran/plan-") != set()
    assert elev.rules("10-20", "gran/plan-") == set()


# --- the evaluation -------------------------------------------------------------------------------------------------

GOALS = "delmål: [{id: D1, nådd: ja}], tiltak: [{id: T1, virket: ja}, {id: T2, virket: delvis}]"
B = "plan_b: {brukt: nei}"


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (f"{GOALS}, {B}", {}),
        (f"{GOALS}, plan_b: {{virket: nei}}", {}),
        (GOALS, {"evaluering-plan-b": "varsel"}),
        (f"{GOALS}, plan_b: {{}}", {"evaluering-plan-b": "varsel"}),
        (f"{GOALS.replace(', virket: delvis', '')}, {B}", {"evaluering-hele-planen": "tiltak"}),
        (f"{GOALS.replace(', {id: T2, virket: delvis}', '')}, {B}", {"evaluering-hele-planen": "tiltak"}),
        (f"{GOALS.replace(', nådd: ja', '')}, {B}", {"evaluering-hele-planen": "tiltak"}),
        ("konklusjon: videreføres", {"evaluering-hele-planen": "tiltak", "evaluering-plan-b": "varsel"}),
    ],
)
def test_the_evaluation_covers_the_whole_plan(tmp_path: Path, held: str, expected: dict[str, str]) -> None:
    assert lacks(tmp_path / "1", "gran", WHOLE, "10-24", evaluering=e("10-24", held)) == expected
    # oslo does not ask for plan B, alvoen and the others for nothing of it
    of_oslo = {key: x for key, x in expected.items() if key != "evaluering-plan-b"}
    assert lacks(tmp_path / "2", "oslo", WHOLE, "10-24", evaluering=e("10-24", held)) == of_oslo
    assert lacks(tmp_path / "3", "alvoen", WHOLE, "10-24", evaluering=e("10-24", held)) == {}


def test_a_plan_without_plan_b_needs_no_word_of_it(tmp_path: Path) -> None:
    assert lacks(tmp_path, "gran", without("plan_b"), "10-24", evaluering=e("10-24", GOALS)) == {}


def test_the_latest_evaluation_of_the_current_plan_counts(tmp_path: Path) -> None:
    whole, part = f"{GOALS}, {B}", f"konklusjon: videreføres, {B}"
    assert lacks(tmp_path / "1", "gran", WHOLE, "10-24", evaluering=f"{e('10-22', part)}, {e('10-24', whole)}") == {}
    later = lacks(tmp_path / "2", "gran", WHOLE, "10-24", evaluering=f"{e('10-24', part)}, {e('10-22', whole)}")
    assert later == {"evaluering-hele-planen": "tiltak"}
    ended = lacks(
        tmp_path / "3",
        "gran",
        WHOLE.replace("fra: 2025-10-13", "fra: 2025-09-22"),
        "10-24",
        evaluering=e("10-10", part),
        plan2=WHOLE,
    )
    assert ended == {}


def test_what_an_evaluation_lacks_is_told_by_name(tmp_path: Path) -> None:
    elev = Elev(tmp_path, plan=WHOLE, evaluering=e("10-24", "tiltak: [{id: T1, virket: ja}]"))
    funn = elev.found("gran/plan-evaluering-hele-planen", "10-24")
    assert funn is not None
    assert funn["melding"] == "Evalueringen mangler en vurdering av D1 og T2"
    assert funn["bevis"][0]["fil"] == "7b/amin/evaluering.yaml"


# --- a pack of one's own --------------------------------------------------------------------------------------------


def test_requirements_are_laid_over_those_of_the_base(tmp_path: Path) -> None:
    own = """\
navn: Min
bygger_på: gran
plankrav:
  - {krav: langsiktig-mål, styrke: bør}
  - {krav: evalueringsdato, styrke: skal, dager: 10}
  - {krav: planlengde, dager: 14}
"""
    elev = Elev(tmp_path, own, plan=without("mål:", "kontaktperson"))
    assert elev.state("min/plan-langsiktig-mål", DAY) == "varsel"
    assert elev.state("min/plan-evalueringsdato", DAY) == "åpen"  # 14 days
    assert elev.state("min/plan-planlengde", DAY) == "åpen"  # 18 days
    assert elev.state("min/plan-kontaktperson", DAY) == "åpen"  # inherited
    funn = elev.found("min/plan-planlengde", DAY)
    assert funn is not None
    assert funn["melding"] == "Planen varer i 18 dager; rutinen sier høyst 14 dager"
    elev.add("plan", without("mål:", "kontaktperson").replace("til: 2025-10-31", "til: 2025-10-27"))
    assert elev.state("min/plan-planlengde", DAY) is None


def test_a_pack_with_requirements_only(tmp_path: Path) -> None:
    elev = Elev(tmp_path, "navn: Min\nplankrav: [{krav: kontaktperson}]\n", plan=plan("10-13"))
    assert elev.state("min/plan-kontaktperson", DAY) == "åpen"
    assert elev.rules(DAY, "min/") == {"plan-kontaktperson"}
    assert elev.json(DAY)["trapp"] is None
