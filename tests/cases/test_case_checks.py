"""Order of dates, the future, ids that belong together, folders that exist: one that is told, one that just is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.cases.case_checks import (
    check_contacts,
    check_evaluations,
    check_mapping,
    check_plan,
    check_sak,
    check_week_plans,
)
from fravaer_cli.diagnostics import Problem, Severity
from fravaer_cli.files.source import parse
from fravaer_cli.model.build import build, build_entries
from fravaer_cli.model.evaluering import Evaluering
from fravaer_cli.model.kartlegging import Kartlegging
from fravaer_cli.model.kontakt import Kontakt
from fravaer_cli.model.sak import Sak
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.model.ukeplan import Ukeplan

NOW = date(2025, 11, 21)
TODAY, TOMORROW = "2025-11-21", "2025-11-22"


def values(text: str) -> object:
    source = parse("f.yaml", text.encode())
    assert source.diagnostics == []
    return source.value


def brief(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(p.code, ".".join(map(str, p.route))) for p in problems]


# --- sak.yaml -------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("skole/7b/amin", "skole/5a/samira", "utenfor/per"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "sak.yaml").write_text("elev: {navn: X}\n")
    (tmp_path / "skole/5a/tom").mkdir()
    return tmp_path / "skole/7b/amin"


def sak_problems(folder: Path, text: str) -> list[Problem]:
    sak = build(Sak, values("elev: {navn: Amin}\n" + text))
    assert sak is not None
    return list(check_sak(sak, folder, folder.parents[1], NOW))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("åpnet: 2025-09-22\navsluttet: 2025-09-21\n", [("F114", "avsluttet")]),
        ("åpnet: 2025-09-22\navsluttet: 2025-09-22\n", []),
        ("avsluttet: 2025-09-22\n", []),
        ("samtykker: [{dato: 2025-09-24, trukket: 2025-09-23}]\n", [("F113", "samtykker.0.trukket")]),
        ("samtykker: [{dato: 2025-09-24, trukket: 2025-09-24}]\n", []),
        (
            "samtykker: [{dato: 2025-09-24}, {dato: 2025-09-24, utløper: 2025-09-23}]\n",
            [("F113", "samtykker.1.utløper")],
        ),
        ("samtykker: [{dato: 2025-09-24, utløper: 2026-06-19}]\n", []),
        (f"samtykker: [{{dato: {TOMORROW}}}]\n", [("F103", "samtykker.0.dato")]),
        (f"samtykker: [{{dato: {TODAY}}}]\n", []),
        (f"bekymringer: [{{dato: {TOMORROW}}}]\n", [("F103", "bekymringer.0.dato")]),
        (f"bekymringer: [{{dato: {TODAY}}}, {{}}]\n", []),
        (f"henvisninger: [{{til: ppt, dato: {TOMORROW}}}]\n", [("F103", "henvisninger.0.dato")]),
        (f"henvisninger: [{{til: ppt, dato: {TODAY}}}]\n", []),
        (f"meldinger: [{{dato: {TOMORROW}}}]\n", [("F103", "meldinger.0.dato")]),
        (f"meldinger: [{{dato: {TODAY}}}]\n", []),
    ],
)
def test_dates_of_a_case(folder: Path, text: str, told: list[tuple[str, str]]) -> None:
    assert brief(sak_problems(folder, text)) == told


@pytest.mark.parametrize(
    ("born", "told"), [(TOMORROW, [("F103", "elev.fødselsdato")]), (TODAY, []), ("2014-03-14", [])]
)
def test_nobody_is_born_in_the_future(folder: Path, born: str, told: list[tuple[str, str]]) -> None:
    sak = build(Sak, values(f"elev: {{navn: A, fødselsdato: {born}}}\n"))
    assert sak is not None
    assert brief(list(check_sak(sak, folder, folder.parents[1], NOW))) == told


@pytest.mark.parametrize(
    ("sibling", "code", "says"),
    [
        ("../../5a/samira", None, ""),
        ("../../5a/samira/", None, ""),
        ("./../../5a/../5a/samira", None, ""),
        ("../../5a/tom", "F112", "har ingen sak.yaml"),
        ("../../5a/samirra", "F112", "finnes ikke"),
        ("../amin", "F112", "elevens egen mappe"),
        (".", "F112", "elevens egen mappe"),
        ("../../../utenfor/per", "F118", "utenfor skolens mappe"),
        ("/etc", "F118", "ikke en sti fra denne mappen"),
        ("..\\\\..\\\\5a\\\\samira", "F118", "ikke en sti fra denne mappen"),
    ],
)
def test_siblings(folder: Path, sibling: str, code: str | None, says: str) -> None:
    found = sak_problems(folder, f'søsken: ["{sibling}"]\n')
    assert brief(found) == ([(code, "søsken.0")] if code else [])
    assert all(says in p.message and p.suggestion for p in found)


def test_each_sibling_is_judged_by_itself(folder: Path) -> None:
    found = sak_problems(folder, "søsken: [../x, ../../5a/samira, ../y]\n")
    assert brief(found) == [("F112", "søsken.0"), ("F112", "søsken.2")]


@pytest.mark.parametrize("sibling", ["../lenke", "../lenke/under", "../.skjult", "../dokumenter"])
def test_a_sibling_is_not_sought_behind_a_link_nor_in_a_folder_that_is_skipped(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, sibling: str
) -> None:
    outside = tmp_path_factory.mktemp("utenfor")
    (folder.parent / "lenke").symlink_to(outside, target_is_directory=True)
    for target in (outside, outside / "under", folder.parent / ".skjult", folder.parent / "dokumenter"):
        target.mkdir(exist_ok=True)
        (target / "sak.yaml").write_text("elev: {navn: A}\n", "utf-8")
    assert brief(sak_problems(folder, f"søsken: [{sibling}]\n")) == [("F118", "søsken.0")]


def test_a_sibling_with_an_endless_name(folder: Path) -> None:
    assert brief(sak_problems(folder, f"søsken: [../{'x' * 5000}]\n")) == [("F112", "søsken.0")]


# --- kontakt.yaml, kartlegging.yaml ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "told"), [(TOMORROW, [("F103", "kontakt.1.dato")]), (TODAY, [])])
def test_contacts_lie_in_the_past(day: str, told: list[tuple[str, str]]) -> None:
    text = f"kontakt:\n  - {{dato: 2025-09-16, type: hjem}}\n  - {{dato: {day}, type: hjem}}\n"
    assert brief(list(check_contacts(build_entries(Kontakt, values(text), "kontakt"), NOW))) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"samtaler: [{{med: elev, dato: {TOMORROW}}}]\n", [("F103", "samtaler.0.dato")]),
        (f"samtaler: [{{med: elev, dato: {TODAY}}}, {{med: mor}}]\n", []),
        (f"skalering: [{{verdi: 2}}, {{verdi: 2, dato: {TOMORROW}}}]\n", [("F103", "skalering.1.dato")]),
        (f"skalering: [{{verdi: 2, dato: {TODAY}}}]\n", []),
    ],
)
def test_interviews_and_scales_lie_in_the_past(text: str, told: list[tuple[str, str]]) -> None:
    mapping = build(Kartlegging, values(text))
    assert mapping is not None
    assert brief(list(check_mapping(mapping, NOW))) == told


# --- tiltaksplan.yaml -----------------------------------------------------------------------------------------------


def plan(text: str) -> Tiltaksplan:
    built = build(Tiltaksplan, values(text))
    assert built is not None
    return built


FRA = "periode: {fra: 2025-09-29}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("periode: {fra: 2025-09-29, til: 2025-09-28}\n", [("F104", "periode.til")]),
        ("periode: {fra: 2025-09-29, til: 2025-09-29}\n", []),
        (FRA + "evaluering: {dato: 2025-09-28}\n", [("F119", "evaluering.dato")]),
        (FRA + "evaluering: {dato: 2025-09-29}\n", []),
        (FRA + "evaluering: {sted: her}\n", []),
        (FRA + "trinn: [{fra: 2025-09-29, til: 2025-09-28}]\n", [("F104", "trinn.0.til")]),
        (FRA + "trinn: [{fra: 2025-09-29, til: 2025-09-29}, {til: 2025-01-01}]\n", []),
        (FRA + "delmål: [{id: D1}, {id: D2}, {id: D1}]\n", [("F115", "delmål.2.id")]),
        (FRA + "delmål: [{id: D1}, {id: d1}]\n", []),
        (FRA + "tiltak: [{id: T1}, {id: T1}, {id: T1}]\n", [("F115", "tiltak.1.id"), ("F115", "tiltak.2.id")]),
        (FRA + "delmål: [{id: X}]\ntiltak: [{id: X}]\n", []),
        (FRA + "delmål: [{id: D1}]\ntiltak: [{id: T1, delmål: D2}]\n", [("F116", "tiltak.0.delmål")]),
        (FRA + "delmål: [{id: D1}]\ntiltak: [{id: T1, delmål: D1}, {id: T2}]\n", []),
        (FRA + "tiltak: [{id: T1, delmål: D1}]\n", [("F116", "tiltak.0.delmål")]),
    ],
)
def test_plans(text: str, told: list[tuple[str, str]]) -> None:
    found = list(check_plan(plan(text)))
    assert brief(found) == told
    assert all(p.severity is Severity.FEIL for p in found)


@pytest.mark.parametrize(
    ("goals", "fragments"),
    [("[{id: morgen}]", ["mente du «morgen»?"]), ("[{id: D1}, {id: D2}]", ["D1", "D2"]), ("[]", ["delmål med id"])],
)
def test_an_unknown_goal_says_which_there_are(goals: str, fragments: list[str]) -> None:
    (problem,) = check_plan(plan(FRA + f"delmål: {goals}\ntiltak: [{{id: T1, delmål: morgne}}]\n"))
    said = f"{problem.message} | {problem.suggestion}"
    assert all(f in said for f in ("«morgne»", *fragments))


def test_a_doubled_id_points_at_the_first() -> None:
    (problem,) = check_plan(plan(FRA + "tiltak: [{id: T1}, {id: T2}, {id: T1}]\n"))
    assert problem.related == ((("tiltak", 0, "id"), "første gang her"),)


@pytest.mark.parametrize("known", ["Far slo ham, sa han til læreren i friminuttet på mandag", "a\\nb"])
def test_the_ids_that_there_are_are_quoted_like_values(known: str) -> None:
    (problem,) = check_plan(plan(FRA + f'delmål: [{{id: "{known}"}}]\ntiltak: [{{id: T1, delmål: D9}}]\n'))
    said = problem.suggestion or ""
    assert "12345" not in said
    assert len(said) <= 42 + len("bruk ")
    assert said.isprintable()


# --- evaluering.yaml ------------------------------------------------------------------------------------------------

PLANS: dict[str, Tiltaksplan | None] = {
    "tiltaksplan.yaml": plan("periode: {fra: 2025-09-29}\ndelmål: [{id: D1}]\ntiltak: [{id: T1}, {id: T2}]\n"),
    "tiltaksplan-2.yaml": None,
}


def evaluations(text: str, plans: dict[str, Tiltaksplan | None] = PLANS) -> list[Problem]:
    return list(
        check_evaluations(build_entries(Evaluering, values(f"evalueringer: [{text}]\n"), "evalueringer"), plans, NOW)
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{dato: 2025-10-17}", []),
        (f"{{dato: {TODAY}}}", []),
        (f"{{dato: {TOMORROW}}}", [("F103", "evalueringer.0.dato")]),
        ("{dato: 2025-10-17, neste: 2025-10-16}", [("F119", "evalueringer.0.neste")]),
        ("{dato: 2025-10-17, neste: 2025-10-17}", []),
        ("{dato: 2025-10-17, neste: 2026-01-17}", []),
        ("{dato: 2025-09-28}", [("F119", "evalueringer.0.dato")]),
        ("{dato: 2025-09-29}", []),
        ("{dato: 2025-10-17, plan: tiltaksplan-3.yaml}", [("F110", "evalueringer.0.plan")]),
        ("{dato: 2025-10-17, plan: tiltaksplan-2.yaml, delmål: [{id: X}]}", []),  # that plan could not be read
        ("{dato: 2025-10-17, delmål: [{id: D1}, {id: D2}]}", [("F111", "evalueringer.0.delmål.1.id")]),
        ("{dato: 2025-10-17, delmål: [{id: D1}], tiltak: [{id: T2}, {id: T1}]}", []),
        ("{dato: 2025-10-17, tiltak: [{id: T3}]}", [("F111", "evalueringer.0.tiltak.0.id")]),
        ("{dato: 2025-10-17, tiltak: [{id: D1}]}", [("F111", "evalueringer.0.tiltak.0.id")]),
    ],
)
def test_evaluations(text: str, told: list[tuple[str, str]]) -> None:
    assert brief(evaluations(text)) == told


def test_an_evaluation_before_its_plan_began_is_a_warning() -> None:
    assert [p.severity for p in evaluations("{dato: 2025-09-28}")] == [Severity.ADVARSEL]


@pytest.mark.parametrize(
    ("plans", "message", "remedy"),
    [
        (PLANS, "planen «tiltaksplan-9.yaml» finnes ikke i mappen – mente du «tiltaksplan-2.yaml»?", None),
        ({}, "planen «tiltaksplan-9.yaml» finnes ikke i mappen", "lag tiltaksplan.yaml først"),
    ],
)
def test_a_plan_that_is_not_there(plans: dict[str, Tiltaksplan | None], message: str, remedy: str | None) -> None:
    (problem,) = evaluations("{dato: 2025-10-17, plan: tiltaksplan-9.yaml}", plans)
    assert (problem.code, problem.message, problem.suggestion) == ("F110", message, remedy)


# --- ukeplan.yaml ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("{dag: onsdag, dato: 2025-10-01}", []),
        ("{dag: torsdag, dato: 2025-10-01}", [("F117", "ukeplaner.0.dager.0.dato")]),
        ("{dag: torsdag}", []),
        ("{dato: 2025-10-01}", []),
        ("{dag: turdag, dato: 2025-10-01}", []),
    ],
)
def test_week_plans(day: str, told: list[tuple[str, str]]) -> None:
    built = build(Ukeplan, values(f"ukeplaner: [{{dager: [{day}]}}]\n"))
    assert built is not None
    found = list(check_week_plans(built))
    assert brief(found) == told
    assert all(p.message == "2025-10-01 er en onsdag, men står som torsdag" for p in found)
