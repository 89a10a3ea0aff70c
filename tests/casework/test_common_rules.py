"""The rules of every routine: what triggers each, what does not, what settles it, who is asked, and by when."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.casework.hjelp import Elev, e, home, k, plan

PACKS = ("gran", "alvoen", "oslo", "faerder", "udir")


# --- skolemiljø -----------------------------------------------------------------------------------------------------


def suspected(more: str = "", day: str = "2025-10-14") -> str:
    return f"skolemiljø: {{mistanke: ja, dato: {day}{', ' if more else ''}{more}}}"


@pytest.mark.parametrize(
    ("sak", "expected"),
    [
        ("", None),
        ("skolemiljø: {mistanke: nei}", None),
        ("skolemiljø: {dato: 2025-10-14}", None),
        (suspected(day="2025-10-18"), None),  # after the check date
        (suspected(), "forfalt 2025-10-14, åpen"),
        (suspected("rektor_varslet: 2025-10-14"), "utført 2025-10-14, åpen"),
        (suspected("rektor_varslet: 2025-10-16"), "utført 2025-10-16, åpen"),
        (suspected("rektor_varslet: 2025-10-13"), "utført 2025-10-14, åpen"),  # told before it was written down
        (suspected("rektor_varslet: 2025-10-18"), "forfalt 2025-10-14, åpen"),
        (suspected("aktivitetsplan: 2025-10-16"), "forfalt 2025-10-14, utført 2025-10-16"),
        (suspected("rektor_varslet: 2025-10-14, aktivitetsplan: 2025-10-17"), "utført 2025-10-14, utført 2025-10-17"),
    ],
)
def test_an_unsafe_school_environment(tmp_path: Path, sak: str, expected: str | None) -> None:
    for n, pack in enumerate(PACKS):
        assert Elev(tmp_path / str(n), pack, sak=sak).state("felles/skolemiljø", "10-17") == expected


def test_the_principal_is_told_at_once(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak=suspected())
    assert elev.state("felles/skolemiljø", "10-14") == "åpen 2025-10-14, åpen"
    funn = elev.found("felles/skolemiljø", "10-15")
    assert funn is not None
    assert [(i["ansvarlig"], i["navn"]) for i in funn["oppfølging"]] == [
        ("kontaktlærer", "Nora Berg"),
        ("rektor", "Ada Moe"),
    ]
    assert funn["bevis"][0]["fil"] == "7b/amin/sak.yaml"


def test_it_is_said_when_the_suspicion_is_of_staff(tmp_path: Path) -> None:
    funn = Elev(tmp_path, sak=suspected("av_ansatt: ja")).found("felles/skolemiljø", "10-15")
    assert funn is not None
    assert "arbeider på skolen" in funn["melding"]


@pytest.mark.parametrize("sjekk", ["dag", "uke", "måned", "semester"])
def test_it_comes_before_all_else(tmp_path: Path, sjekk: str) -> None:
    """Also before what is overdue, and in the day's check."""
    sak = suspected("rektor_varslet: 2025-10-14")
    elev = Elev(tmp_path, sak=sak, fravær="{dato: 2025-10-15, type: dag}")
    found = elev.json("10-17", sjekk, alle=False)["funn"]
    assert (found[0]["regel"], found[0]["status"]) == ("felles/skolemiljø", "åpen")
    assert "forfalt" in {f["status"] for f in found}


def test_a_suspicion_without_a_day(tmp_path: Path) -> None:
    elev = Elev(tmp_path / "1", sak="skolemiljø: {mistanke: ja}")
    assert elev.state("felles/skolemiljø", "10-17") == "åpen 2025-10-17, åpen"
    elev = Elev(tmp_path / "2", sak="skolemiljø: {mistanke: ja}\nåpnet: 2025-10-01")
    assert elev.state("felles/skolemiljø", "10-17") == "forfalt 2025-10-01, åpen"


def test_it_is_asked_of_a_closed_case_too(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak=suspected(), status="avsluttet")
    assert elev.state("felles/skolemiljø", "10-17") == "forfalt 2025-10-14, åpen"


# --- bekymring uten fravær ------------------------------------------------------------------------------------------

SIGN = "bekymringer: [{dato: 2025-09-10, meldt_av: musikklærer, tegn: Ringer hjem hver dag.}]"


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("", "åpen"),
        (home("09-09"), "åpen"),  # before it
        (home("09-10"), "utført 2025-09-10"),
        (home("10-01"), "utført 2025-10-01"),
        (k("10-01", "elevsamtale"), "utført 2025-10-01"),
        (k("10-01", "drøfting"), "utført 2025-10-01"),
        (home("10-01", "svar: nei"), "åpen"),
        (k("10-01", "hjem", "måte: sms"), "åpen"),  # nobody answered
        (k("10-01", "hjem", "måte: sms, svar: ja"), "utført 2025-10-01"),
        (k("10-01", "ressursteam", "måte: e-post"), "utført 2025-10-01"),
        (home("10-20"), "åpen"),  # after the check date
    ],
)
def test_a_worry_without_absence(tmp_path: Path, contact: str, expected: str) -> None:
    for n, pack in enumerate(PACKS):
        elev = Elev(tmp_path / str(n), pack, status="observert", sak=SIGN, kontakt=contact)
        assert elev.state("felles/bekymring-uten-fravær", "10-17") == expected


def test_several_worries(tmp_path: Path) -> None:
    sak = "bekymringer: [{dato: 2025-10-15}, {dato: 2025-09-10}, {dato: 2025-10-20}, {tegn: Uten dato.}]"
    elev = Elev(tmp_path, sak=sak, kontakt=home("09-12"))
    funn = elev.found("felles/bekymring-uten-fravær", "10-17")
    assert funn is not None
    assert (funn["status"], funn["dato"], funn["siste"], funn["nytt"]) == ("åpen", "2025-10-15", "2025-10-15", True)
    assert "ingen kontakt etterpå" in funn["melding"]


def test_a_worry_is_followed_from_before_the_case_was_opened(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak=f"{SIGN}\nåpnet: 2025-09-22")
    assert elev.state("felles/bekymring-uten-fravær", "10-17") == "åpen"
    elev.add("kontakt", home("09-15"))
    assert elev.state("felles/bekymring-uten-fravær", "10-17") == "utført 2025-09-15"


# --- fra i fjor -----------------------------------------------------------------------------------------------------

LAST = "åpnet: 2025-10-01"


def test_the_first_four_weeks(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak=LAST)
    days = ["2026-06-19", "2026-08-14", "2026-08-17", "2026-09-11", "2026-09-13", "2026-09-14"]
    states = [elev.state("felles/fra-i-fjor", day) for day in days]
    assert states == [None, None, "åpen", "åpen", "åpen", None]


@pytest.mark.parametrize("pack", PACKS)
def test_a_talk_settles_it(tmp_path: Path, pack: str) -> None:
    for n, (contact, expected) in enumerate(
        [
            ("", "åpen"),
            (home("2026-08-18"), "utført 2026-08-18"),
            (k("2026-08-18", "elevsamtale"), "utført 2026-08-18"),
            (home("2026-08-10"), "utført 2026-08-17"),  # before school began
            (home("2026-07-31"), "åpen"),  # last school year
            (home("2026-08-18", "svar: nei"), "åpen"),
            (k("2026-08-18", "ressursteam"), "åpen"),
        ]
    ):
        elev = Elev(tmp_path / str(n), pack, sak=LAST, kontakt=contact)
        assert elev.state("felles/fra-i-fjor", "2026-08-21") == expected, contact


@pytest.mark.parametrize(
    ("status", "sak", "asked"),
    [
        ("aktiv", "åpnet: 2025-10-01", True),
        ("aktiv", "åpnet: 2024-10-01", True),
        ("aktiv", "åpnet: 2026-07-31", True),
        ("aktiv", "åpnet: 2026-08-01", False),  # opened this year
        ("aktiv", "", False),
        ("observert", "åpnet: 2025-10-01", False),
        ("avsluttet", "åpnet: 2025-10-01\navsluttet: 2026-05-04", True),
        ("avsluttet", "åpnet: 2025-10-01\navsluttet: 2026-08-20", True),  # was active all last year
        ("avsluttet", "åpnet: 2024-10-01\navsluttet: 2025-05-04", False),  # closed before last year
        ("avsluttet", "åpnet: 2025-10-01", False),  # nobody knows when
    ],
)
def test_who_was_active_last_year(tmp_path: Path, status: str, sak: str, asked: bool) -> None:
    elev = Elev(tmp_path, status=status, sak=sak)
    assert (elev.state("felles/fra-i-fjor", "2026-08-21") is not None) == asked


@pytest.mark.parametrize(
    ("log", "contact", "asked"),
    [
        ("{dato: 2026-06-15, type: forsentkomming}", "", False),
        ("{fra: 2026-06-15, til: 2026-06-19, type: dag, dokumentert: ja, årsak: sykdom}", "", True),
        ("{fra: 2026-06-15, til: 2026-06-19, type: dag, dokumentert: ja, årsak: sykdom}", home("2026-06-19"), False),
        # called in August: open when the year ended
        ("{fra: 2026-06-15, til: 2026-06-19, type: dag, dokumentert: ja, årsak: sykdom}", home("2026-08-03"), True),
        ("{dato: 2025-09-03, type: forlot}", "", True),  # all year
        ("{fra: 2025-06-16, til: 2025-06-20, type: dag}", "", False),  # the year before
    ],
)
def test_what_was_open_when_the_year_ended_comes_back(tmp_path: Path, log: str, contact: str, asked: bool) -> None:
    elev = Elev(tmp_path, status="observert", fravær=log, kontakt=contact)
    assert (elev.state("felles/fra-i-fjor", "2026-08-21") is not None) == asked
    funn = elev.json("2026-08-21", alle=True)["funn"]
    assert {f["regel"] for f in funn} <= {"felles/fra-i-fjor"}  # and the old finding itself does not


def test_what_it_says(tmp_path: Path) -> None:
    active = Elev(tmp_path / "1", sak=LAST).found("felles/fra-i-fjor", "2026-08-21")
    assert active is not None
    assert active["melding"] == "Skolen fulgte opp fraværet i fjor"
    left = Elev(tmp_path / "2", status="observert", fravær="{dato: 2025-09-03, type: forlot}")
    funn = left.found("felles/fra-i-fjor", "2026-08-21")
    assert funn is not None
    assert "sto åpent" in funn["melding"]  # nobody followed it up


def test_without_a_calendar_school_starts_in_week_34(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak="åpnet: 2024-10-01")
    elev.add("../../skole", "skole: Solvang\nrutine: udir\n")
    assert elev.state("felles/fra-i-fjor", "2025-08-17") is None
    assert elev.state("felles/fra-i-fjor", "2025-08-18") == "åpen"


# --- arkiv ----------------------------------------------------------------------------------------------------------

ARCHIVE = "arkiv: {system: BK360}\n"
SENT = "sendt: [{til: Hodan Yusuf, dato: 2025-10-02}]"
KEPT = "arkivert: {dato: 2025-10-03}"
OPEN_PLAN = plan("10-01", "10-31", "evaluering: {dato: 2025-10-31}\n")


def test_only_where_the_school_names_an_archive(tmp_path: Path) -> None:
    assert Elev(tmp_path / "1", plan=OPEN_PLAN).state("felles/arkiv", "10-31") is None
    for n, pack in enumerate(PACKS):
        assert Elev(tmp_path / f"2{n}", pack, skole=ARCHIVE, plan=OPEN_PLAN).state("felles/arkiv", "10-31") == "åpen"


@pytest.mark.parametrize(("day", "open_"), [("10-14", False), ("10-15", False), ("10-16", True), ("12-19", True)])
def test_fourteen_days_later(tmp_path: Path, day: str, open_: bool) -> None:
    elev = Elev(tmp_path, skole=ARCHIVE, plan=OPEN_PLAN)
    assert elev.state("felles/arkiv", day) == ("åpen" if open_ else None)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"plan": OPEN_PLAN}, "tiltaksplanen fra 1. oktober (ikke sendt eller arkivert)"),
        ({"plan": f"{OPEN_PLAN}{SENT}\n"}, "tiltaksplanen fra 1. oktober (ikke arkivert)"),
        ({"plan": f"{OPEN_PLAN}{KEPT}\n"}, "tiltaksplanen fra 1. oktober (ikke sendt)"),
        ({"plan": f"{OPEN_PLAN}{SENT}\n{KEPT}\n"}, None),
        ({"plan": f"{OPEN_PLAN}{SENT}\n", "sak": "arkivert: [{hva: tiltaksplan, dato: 2025-10-03}]"}, None),
        ({"plan": OPEN_PLAN, "sak": "arkivert: [{hva: tiltaksplan, dato: 2025-10-03}]"}, "(ikke sendt)"),
        ({"plan": OPEN_PLAN, "sak": "arkivert: [{hva: samtykke, dato: 2025-10-03}]"}, "(ikke sendt eller arkivert)"),
        (
            {"plan": f"{plan('09-01')}{SENT}\n{KEPT}\n", "evaluering": e("09-20")},
            "evalueringen 20. september (ikke sendt eller arkivert)",
        ),
        ({"plan": f"{plan('09-01')}{SENT}\n{KEPT}\n", "evaluering": e("09-20", f"{SENT}, {KEPT}")}, None),
        (
            {"kontakt": k("09-20", "nærværsmøte", "referat: Ja.")},
            "referatet fra 20. september (ikke sendt eller arkivert)",
        ),
        ({"kontakt": k("09-20", "nærværsmøte", f"referat: Ja., {SENT}, {KEPT}")}, None),
        ({"kontakt": k("09-20", "nærværsmøte")}, None),  # no minutes
        ({"kontakt": k("09-20", "hjem", "referat: Ja.")}, None),  # no meeting
        ({"kontakt": k("09-20", "nærværsmøte", "referat: Ingen kom., svar: nei")}, None),
        ({"kontakt": k("2025-06-02", "nærværsmøte", "referat: Ja.")}, None),  # last school year
    ],
)  # fmt: skip
def test_what_is_neither_sent_nor_archived(tmp_path: Path, files: dict[str, str], says: str | None) -> None:
    elev = Elev(tmp_path, "udir", skole=ARCHIVE, **files)
    funn = elev.found("felles/arkiv", "10-31")
    assert (funn is not None) == (says is not None)
    if funn and says:
        assert says in funn["melding"]
        assert funn["tolkning"] is True


# --- bup ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("referral", "warned"),
    [
        ("{dato: 2025-10-14, til: bup}", True),
        ("{dato: 2025-10-14, til: BUP}", True),
        ("{dato: 2025-10-14, til: ppt}", False),
        ("{dato: 2025-10-20, til: bup}", False),  # after the check date
        ("{dato: 2025-10-10, til: bup}", False),  # not in the period
    ],
)
def test_a_referral_to_bup(tmp_path: Path, referral: str, warned: bool) -> None:
    for n, pack in enumerate(PACKS):
        elev = Elev(tmp_path / str(n), pack, sak=f"henvisninger: [{referral}]")
        assert elev.state("felles/bup", "10-17") == ("varsel" if warned else None)


# --- planen skal evalueres ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "due"),
    [("", "2025-10-22"), ("til: 2025-10-31", "2025-10-31"), ("evaluering", "2025-10-27")],
)
def test_a_plan_is_evaluated_on_its_own_day_where_no_staircase_asks(tmp_path: Path, more: str, due: str) -> None:
    text = f"periode: {{fra: 2025-10-01, til: {due}}}\n" if more.startswith("til") else plan("10-01")
    text += f"evaluering: {{dato: {due}}}\n" if more == "evaluering" else ""
    elev = Elev(tmp_path, "udir", plan=text)
    day = int(due[-2:])
    assert elev.state("felles/plan-evaluering", f"10-{day - 8:02}") is None
    assert elev.state("felles/plan-evaluering", f"10-{day - 7:02}") == f"åpen {due}"
    assert elev.state("felles/plan-evaluering", due) == f"åpen {due}"
    assert elev.state("felles/plan-evaluering", "11-03") == f"forfalt {due}"
    elev.add("evaluering", e("11-03"))
    assert elev.state("felles/plan-evaluering", "11-03") is None


def test_an_evaluation_dated_before_the_plan_began_settles_nothing(tmp_path: Path) -> None:
    text = plan("10-01", more="evaluering: {dato: 2025-10-22}\n")
    elev = Elev(tmp_path, "udir", plan=text, evaluering=e("09-22"))
    assert elev.state("felles/plan-evaluering", "11-03") == "forfalt 2025-10-22"


def test_it_is_not_asked_twice(tmp_path: Path) -> None:
    for n, pack in enumerate(("gran", "alvoen", "oslo", "faerder")):
        elev = Elev(tmp_path / str(n), pack, plan=plan("09-29", more="evaluering: {dato: 2025-10-27}\n"))
        asked = {f"{pack}/frist-evaluering", "felles/plan-evaluering"} & elev.rules("10-28")
        assert asked == {f"{pack}/frist-evaluering"}, pack


def test_the_plan_s_own_earlier_day_is_asked_too(tmp_path: Path) -> None:
    """alvoen's four weeks end later than what those who wrote the plan agreed on."""
    elev = Elev(tmp_path, "alvoen", plan=plan("09-29", more="evaluering: {dato: 2025-10-10}\n"))
    assert elev.state("felles/plan-evaluering", "10-13") == "forfalt 2025-10-10"
    assert elev.state("alvoen/frist-evaluering", "10-24") == "åpen 2025-10-27"


# --- samme tiltak på nytt -------------------------------------------------------------------------------------------

TRIED = "tiltak: [{id: T1, tiltak: Læreren møter Amin ved døra.}]\n"


@pytest.mark.parametrize(
    ("worked", "text", "warned"),
    [
        ("nei", "Læreren møter Amin ved døra.", True),
        ("nei", "læreren møter  Amin ved døra", True),
        ("nei", "Læreren møter ham ved døra.", False),
        ("delvis", "Læreren møter Amin ved døra.", False),
        ("ja", "Læreren møter Amin ved døra.", False),
    ],
)
def test_the_same_measure_again(tmp_path: Path, worked: str, text: str, warned: bool) -> None:
    files = {
        "plan": plan("09-01", more=TRIED),
        "evaluering": e("09-22", f"tiltak: [{{id: T1, virket: {worked}}}]"),
        "plan2": plan("10-13", more=f"tiltak: [{{id: T7, tiltak: {text}}}]\n"),
    }
    for n, pack in enumerate(PACKS):
        elev = Elev(tmp_path / str(n), pack, **files)
        assert elev.state("felles/samme-tiltak", "10-17") == ("varsel" if warned else None)
        assert elev.state("felles/samme-tiltak", "10-20") is None  # said when the plan begins
        assert elev.state("felles/samme-tiltak", "10-31", "måned") == ("varsel" if warned else None)


def test_the_same_measure_again_where_the_old_plan_is_judged_after_the_new_one_began(tmp_path: Path) -> None:
    files = {
        "plan": plan("09-01", more=TRIED),
        "evaluering": e("10-21", "tiltak: [{id: T1, virket: nei}]"),
        "plan2": plan("10-13", more="tiltak: [{id: T7, tiltak: Læreren møter Amin ved døra.}]\n"),
    }
    elev = Elev(tmp_path, **files)
    assert elev.state("felles/samme-tiltak", "10-17") is None
    assert elev.state("felles/samme-tiltak", "10-24") == "varsel"
    assert elev.state("felles/samme-tiltak", "10-31") is None


def test_what_was_tried_before_the_case(tmp_path: Path) -> None:
    mapping = "prøvde_tiltak: [{tiltak: Fulgt til skolen av bror., virket: nei}]\n"
    text = plan("10-13", more="tiltak: [{id: T1, tiltak: Fulgt til skolen av bror}]\n")
    elev = Elev(tmp_path, kartlegging=mapping, plan=text)
    assert elev.state("felles/samme-tiltak", "10-17") == "varsel"
    elev.add("kartlegging", mapping.replace("nei", "delvis"))
    assert elev.state("felles/samme-tiltak", "10-17") is None


def test_a_measure_that_runs_on_in_the_plan_is_not_told(tmp_path: Path) -> None:
    elev = Elev(tmp_path, plan=plan("10-13", more=TRIED), evaluering=e("10-17", "tiltak: [{id: T1, virket: nei}]"))
    assert elev.state("felles/samme-tiltak", "10-17") is None


# --- switched off ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", ["", "bygger_på: gran\n"])
def test_a_pack_may_switch_one_off(tmp_path: Path, base: str) -> None:
    own = f"navn: Min\n{base}slått_av: [felles/arkiv]\n"
    elev = Elev(tmp_path, own, skole=ARCHIVE, plan=OPEN_PLAN, sak=SIGN)
    assert elev.state("felles/arkiv", "10-31") is None
    assert elev.state("felles/bekymring-uten-fravær", "10-31") == "åpen"


def test_what_the_base_switched_off_stays_off(tmp_path: Path) -> None:
    elev = Elev(tmp_path, "navn: Min\nbygger_på: grunn\n", skole=ARCHIVE, plan=OPEN_PLAN)
    (elev.root / "rutiner" / "grunn.yaml").write_text("navn: Grunn\nslått_av: [felles/arkiv]\n", "utf-8")
    assert elev.state("felles/arkiv", "10-31") is None


def test_a_common_rule_that_does_not_exist(tmp_path: Path) -> None:
    elev = Elev(tmp_path, "navn: Min\nslått_av: [felles/arkv]\n", skole=ARCHIVE, plan=OPEN_PLAN)
    (told,) = (f for f in elev.result("10-31").diagnostics if f.code != "F120")
    assert (told.code, "mente du «arkiv»" in told.message) == ("F203", True)
