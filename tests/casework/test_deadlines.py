"""What a case's files agree on: which dates there are, when they are done, and how the check tells of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from fravaer_cli.cases.case import load_case
from fravaer_cli.cases.school import load_class, load_school
from fravaer_cli.casework.deadlines import agreed
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.pupil import Job, Question, examine
from fravaer_cli.files.workspace import find
from fravaer_cli.rules.locate import PACK_FOLDER
from fravaer_cli.rules.pack_loader import load_pack
from tests.casework.hjelp import NOW, Elev, e, k, plan
from tests.rules.hjelp import d


def facts(elev: Elev, today: str) -> Facts:
    workspace = find(str(elev.root))
    school = load_school(workspace)
    question = Question("uke", d(today), NOW)
    job = Job(workspace, school, load_pack(PACK_FOLDER / "gran.yaml", elev.root), question, (d(today), d(today)))
    (folder,) = workspace.cases
    (klasse,) = workspace.classes
    return examine(job, load_case(workspace, folder, school, NOW), load_class(workspace, klasse))[0]


def dates(elev: Elev, today: str) -> list[str]:
    """«2025-10-15 avtale Mor ringer (mor)», with a tick where it is done."""
    found = agreed(facts(elev, today))
    return [f"{a.day} {a.slag} {a.hva}{f' ({a.hvem})' if a.hvem else ''}{' ✓' * a.done}" for a in found]


def test_all_kinds_by_day(tmp_path: Path) -> None:
    elev = Elev(
        tmp_path,
        sak="ansvarlig: Kari Lie\n"
        "samtykker: [{dato: 2025-09-24, tjenester: [ppt, bup], innhentet_av: Kari Lie, utløper: 2025-11-07}]",
        kontakt=k("10-14", "hjem", "avtalt: [{hva: Mor ringer, ansvar: mor, frist: 2025-10-22}, {hva: Uten frist}]"),
        plan=plan(
            "10-13",
            more="""\
delmål: [{id: D1, mål: Tre dager, innen: 2025-10-24}, {id: D2, innen: 2025-10-31}, {id: D3}]
møteplan: [{dato: 2025-10-27, kl: "14:00", med: [foresatte, elev]}, {kl: "14:00"}]
tiltak:
  - {id: T1, tiltak: Hilse ved døra, ansvar: Nora Berg, frist: 2025-10-17}
  - {id: T2, frist: 2025-10-20}
kontaktperson: Nora Berg
evaluering: {dato: 2025-11-03, kl: "13:00"}
""",
        ),
    )
    assert dates(elev, "10-17") == [
        "2025-10-17 tiltak T1: Hilse ved døra (Nora Berg)",
        "2025-10-20 tiltak T2",
        "2025-10-22 avtale Mor ringer (mor)",
        "2025-10-24 delmål D1: Tre dager",
        "2025-10-27 møte Møte om planen (foresatte, elev)",
        "2025-10-31 delmål D2",
        "2025-11-03 evaluering Evaluering av planen (Nora Berg)",
        "2025-11-07 samtykke Samtykket til PPT og BUP går ut (Kari Lie)",
    ]
    assert [a.kl for a in agreed(facts(elev, "10-17")) if a.kl] == ["14:00", "13:00"]


def test_an_evaluation_settles_its_plan_and_agrees_anew(tmp_path: Path) -> None:
    text = "tiltak: [{id: T1, frist: 2025-10-20}]\nevaluering: {dato: 2025-11-03}\n"
    elev = Elev(
        tmp_path,
        sak="ansvarlig: Kari Lie",
        plan=plan("10-13", more=text),
        evaluering=e("10-29", "videre: [{hva: Spørre PPT, ansvar: Kari Lie, frist: 2025-11-05}], neste: 2025-11-12"),
    )
    assert dates(elev, "10-28") == ["2025-10-20 tiltak T1", "2025-11-03 evaluering Evaluering av planen"]
    assert dates(elev, "10-29") == [
        "2025-10-20 tiltak T1 ✓",
        "2025-11-03 evaluering Evaluering av planen ✓",
        "2025-11-05 videre Spørre PPT (Kari Lie)",
        "2025-11-12 neste-evaluering Ny evaluering (Kari Lie)",
    ]


def test_a_later_plan_takes_the_place_of_the_first(tmp_path: Path) -> None:
    elev = Elev(
        tmp_path,
        plan=plan("10-13", more="evaluering: {dato: 2025-11-03}\n"),
        plan2=plan("10-27", more="evaluering: {dato: 2025-11-14}\n"),
    )
    both = ["2025-11-03 evaluering Evaluering av planen", "2025-11-14 evaluering Evaluering av planen"]
    assert dates(elev, "10-26") == both  # the second is known, and has not begun
    assert dates(elev, "10-27") == [f"{both[0]} ✓", both[1]]


@pytest.mark.parametrize(
    ("files", "done"),
    [
        ({}, False),
        ({"evaluering": e("11-10")}, True),  # a later evaluation
        ({"kontakt": k("11-12", "evalueringsmøte")}, True),
        ({"kontakt": k("11-05", "samarbeidsmøte")}, True),  # a week before
        ({"kontakt": k("11-04", "samarbeidsmøte")}, False),
        ({"kontakt": k("11-12", "evalueringsmøte", "svar: nei")}, False),
        ({"kontakt": k("11-12", "hjem")}, False),
    ],
)
def test_the_next_evaluation(tmp_path: Path, files: dict[str, str], done: bool) -> None:
    held = ", ".join(filter(None, (e("10-20", "neste: 2025-11-12"), files.pop("evaluering", ""))))
    elev = Elev(tmp_path, "udir", plan=plan("10-01"), evaluering=held, **files)
    (neste,) = (x for x in dates(elev, "11-13") if "neste" in x)
    assert neste.endswith("✓") == done
    assert elev.state("felles/neste-evaluering", "11-04") is None
    assert (elev.state("felles/neste-evaluering", "11-13") is None) == done


def test_the_next_evaluation_from_day_to_day(tmp_path: Path) -> None:
    elev = Elev(tmp_path, plan=plan("10-01"), evaluering=e("10-20", "neste: 2025-11-12"))
    states = [elev.state("felles/neste-evaluering", day) for day in ("11-04", "11-05", "11-12", "11-13")]
    assert states == [None, "åpen 2025-11-12", "åpen 2025-11-12", "forfalt 2025-11-12"]
    elev.add("plan2", plan("11-03", more="evaluering: {dato: 2025-11-21}\n"))  # a plan with a date of its own
    assert elev.state("felles/neste-evaluering", "11-13") is None


# --- avtaler --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("10-12", False),  # more than a week ahead
        ("10-13", True),
        ("10-20", True),  # the day itself
        ("10-24", True),  # in the check's week
        ("10-27", False),  # the week after
    ],
)
def test_an_agreement_is_told_in_its_time(tmp_path: Path, day: str, shown: bool) -> None:
    agreement = "avtalt: [{hva: Mor ringer, ansvar: mor, frist: 2025-10-20}]"
    elev = Elev(tmp_path, kontakt=k("09-30", "hjem", agreement))
    funn = elev.found("felles/avtaler", day)
    assert (funn is not None) == shown
    if funn:
        assert (funn["alvor"], funn["oppfølging"]) == ("varsel", [])
        assert funn["melding"] == f"Avtalt: Mor ringer – mor ({'i dag' if day == '10-20' else '20. oktober'})"
        assert funn["bevis"] == [{"fil": "7b/amin/kontakt.yaml", "linje": 1, "dato": "2025-10-20"}]


def test_several_agreements_are_one_finding(tmp_path: Path) -> None:
    due = ", ".join(f"{{hva: Sak {n}., frist: 2025-10-{20 + n}}}" for n in range(5))
    elev = Elev(
        tmp_path,
        kontakt=k("10-14", "hjem", f"avtalt: [{due}]"),
        plan=plan("10-13", more="tiltak: [{id: T1, tiltak: Hilse, frist: 2025-10-20}]\n"),
    )
    funn = elev.found("felles/avtaler", "10-20")
    assert funn is not None
    assert funn["melding"] == "Avtalt: Sak 0 (i dag); T1: Hilse (i dag); Sak 1 (21. oktober) og 3 avtaler til"
    assert len(funn["bevis"]) == 6


def test_what_is_no_agreement_of_the_week(tmp_path: Path) -> None:
    """Goals and meetings are told elsewhere; measures of an evaluated plan and of another time are not."""
    text = plan("10-13", more="delmål: [{id: D1, innen: 2025-10-20}]\nmøteplan: [{dato: 2025-10-20}]\n")
    elev = Elev(tmp_path, plan=text)
    assert elev.found("felles/avtaler", "10-20") is None
    elev.add("plan", plan("10-13", more="tiltak: [{id: T1, frist: 2025-10-20}]\n"))
    assert elev.found("felles/avtaler", "10-20") is not None
    elev.add("evaluering", e("10-20"))
    assert elev.found("felles/avtaler", "10-20") is None


def test_a_closed_case_has_no_dates(tmp_path: Path) -> None:
    files = {
        "sak": "avsluttet: 2025-10-15\nsamtykker: [{dato: 2025-09-24, utløper: 2025-10-20}]",
        "kontakt": k("10-14", "hjem", "avtalt: [{hva: Mor ringer, frist: 2025-10-20}]"),
        "plan": plan("09-01"),
        "evaluering": e("09-15", "neste: 2025-10-20"),
    }
    elev = Elev(tmp_path, status="avsluttet", **files)
    assert len(dates(elev, "10-14")) == 3
    assert dates(elev, "10-15") == []
    assert elev.rules("10-15", "felles/") == set()


# --- samtykker ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("consents", "today", "told"),
    [
        ("{dato: 2025-09-24, tjenester: [ppt], utløper: 2025-10-24}", "10-16", False),
        ("{dato: 2025-09-24, tjenester: [ppt], utløper: 2025-10-24}", "10-17", True),
        ("{dato: 2025-09-24, tjenester: [ppt], utløper: 2025-10-24}", "10-24", True),
        ("{dato: 2025-09-24, tjenester: [ppt], utløper: 2025-10-24}", "10-27", False),
        ("{dato: 2025-09-24, tjenester: [ppt], utløper: 2025-10-24, trukket: 2025-10-01}", "10-17", False),
        ("{dato: 2025-09-24, tjenester: [ppt]}", "10-17", False),
        # renewed, for all or for some of the services
        (
            "{dato: 2025-09-24, tjenester: [ppt], utløper: 2025-10-24}, {dato: 2025-10-15, tjenester: [ppt, bup]}",
            "10-17",
            False,
        ),
        (
            "{dato: 2025-09-24, tjenester: [ppt, bup], utløper: 2025-10-24}, {dato: 2025-10-15, tjenester: [ppt]}",
            "10-17",
            True,
        ),
        # a renewal that lies ahead of the check date is not known yet
        (
            "{dato: 2025-09-24, tjenester: [ppt], utløper: 2025-10-24}, {dato: 2025-10-22, tjenester: [ppt]}",
            "10-17",
            True,
        ),
        # one that ends as early renews nothing
        (
            "{dato: 2025-09-24, tjenester: [ppt], utløper: 2025-10-24}, "
            "{dato: 2025-10-14, tjenester: [ppt], utløper: 2025-10-24}",
            "10-17",
            True,
        ),
        # nor does one renew that was withdrawn again
        (
            "{dato: 2025-09-24, tjenester: [ppt], utløper: 2025-10-24}, "
            "{dato: 2025-10-14, tjenester: [ppt], trukket: 2025-10-15}",
            "10-17",
            True,
        ),
    ],
)
def test_a_consent_that_runs_out(tmp_path: Path, consents: str, today: str, told: bool) -> None:
    elev = Elev(tmp_path, sak=f"samtykker: [{consents}]")
    assert elev.state("felles/samtykke-utløper", today) == ("varsel" if told else None)
