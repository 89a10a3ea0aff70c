"""A pupil's folder becomes one case; a broken file costs no more than itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.cases.case import Case, load_case
from fravaer_cli.cases.school import load_school
from fravaer_cli.files.workspace import find

NOW = date(2025, 11, 21)
WHOLE = {
    "sak.yaml": "elev: {navn: Amin Yusuf}\nkode: 7B-04\n",
    "fravaer.yaml": "fravær:\n  - {dato: 2025-09-03, type: dag}\n  - {dato: 2025-09-04, type: dag}\n",
    "kontakt.yaml": "kontakt:\n  - {dato: 2025-09-16, type: hjem}\n",
    "tiltaksplan.yaml": "periode: {fra: 2025-10-20}\n",
    "tiltaksplan-2.yaml": "periode: {fra: 2025-09-29}\ntiltak: [{id: T1}]\n",
    "evaluering.yaml": "evalueringer:\n  - {dato: 2025-10-17, plan: tiltaksplan-2.yaml, tiltak: [{id: T1}]}\n",
    "kartlegging.yaml": "push: [Friminutt.]\n",
    "ukeplan.yaml": "ukeplaner: []\n",
}


def case(tmp_path: Path, **files: str) -> Case:
    folder = tmp_path / "7b" / "amin"
    folder.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    for name, text in (WHOLE | {n.replace("__", "-") + ".yaml": t for n, t in files.items()}).items():
        (folder / name).write_text(text, "utf-8")
    ws = find(str(tmp_path))
    return load_case(ws, ws.cases[0], load_school(ws), NOW)


def told(c: Case) -> list[tuple[str, str, int | None]]:
    return [(p.code, p.place.file, p.place.line) for p in c.diagnostics]


def test_a_whole_case(tmp_path: Path) -> None:
    c = case(tmp_path)
    assert told(c) == []
    assert (c.navn, c.sak.kode, len(c.fravaer), len(c.kontakter), len(c.evalueringer)) == (
        "Amin Yusuf",
        "7B-04",
        2,
        1,
        1,
    )
    assert c.kartlegging is not None
    assert c.ukeplan is not None
    assert c.line("fravaer.yaml", ("fravær", 1)) == 3


def test_plans_are_ordered_by_when_they_begin(tmp_path: Path) -> None:
    assert [p.periode.fra.isoformat() for p in case(tmp_path).planer] == ["2025-09-29", "2025-10-20"]


@pytest.mark.parametrize("broken", ["[", "", "- a\n", "\t", "a: 1\n"])
@pytest.mark.parametrize(
    "name", ["sak", "fravaer", "kontakt", "kartlegging", "tiltaksplan__2", "ukeplan", "evaluering"]
)
def test_a_broken_file_costs_no_more_than_itself(tmp_path: Path, name: str, broken: str) -> None:
    c = case(tmp_path, **{name: broken})
    assert {f for _, f, _ in told(c)} == {f"7b/amin/{name.replace('__', '-')}.yaml"}
    lost = {
        "sak": c.navn is None,
        "fravaer": not c.fravaer,
        "kontakt": not c.kontakter,
        "evaluering": not c.evalueringer,
    }
    lost["tiltaksplan__2"] = len(c.planer) == 1
    assert [n for n, gone in lost.items() if gone] == ([name] if name in lost else [])


def test_entries_with_errors_are_left_out_of_every_count(tmp_path: Path) -> None:
    c = case(
        tmp_path,
        fravaer="""\
fravær:
  - {dato: 2025-09-03, type: dag}
  - {dato: 2025-09-04, type: Dag}
  - {dato: 2025-09-06, type: dag}
  - {dato: 2025-09-03, type: dag}
  - {dato: 2025-11-24, type: dag}
  - {dato: 2025-09-05, type: dag, tpye: dag}
  - {dato: 2025-09-08, type: dag, type: time}
  - {fra: 2025-10-04, til: 2025-10-05, type: dag}
  - {dato: 2025-09-30, type: avtalt}
  - {dato: 2025-09-29, type: forlot}
""",
    )
    assert [(code, line) for code, _, line in told(c)] == [
        ("F009", 8), ("F003", 7), ("F006", 3), ("F101", 4), ("F102", 5), ("F103", 6), ("F108", 9),
    ]  # fmt: skip
    assert [e.nr for e in c.fravaer] == [0, 7, 8, 9]  # warnings cost nothing


def test_of_two_days_the_first_counts_also_where_the_first_is_a_wrong_one(tmp_path: Path) -> None:
    c = case(tmp_path, fravaer="fravær:\n  - {dato: 2025-09-03, type: dag, x: 1}\n  - {dato: 2025-09-03, type: dag}\n")
    assert [e.nr for e in c.fravaer] == [1]
    assert [code for code, _, _ in told(c)] == ["F003"]


def test_contacts_and_evaluations_with_errors_are_left_out(tmp_path: Path) -> None:
    c = case(
        tmp_path,
        kontakt="""\
kontakt:
  - {dato: 2025-11-22, type: hjem}
  - {dato: 2025-11-21, type: hjem}
  - {dato: 2025-11-20, type: ring}
""",
        evaluering="evalueringer:\n  - {dato: 2025-10-17, plan: tiltaksplan-9.yaml}\n  - {dato: 2025-10-21}\n",
    )
    assert [k.nr for k in c.kontakter] == [1]
    assert [e.nr for e in c.evalueringer] == [1]


def test_a_plan_loses_only_the_value_that_is_wrong(tmp_path: Path) -> None:
    c = case(tmp_path, tiltaksplan="periode: {fra: 2025-10-20, til: 2025-10-19}\nkontaktperson: Nora\n")
    plan = c.planer[-1]
    assert (plan.periode.til, plan.kontaktperson) == (None, "Nora")
    assert told(c) == [("F104", "7b/amin/tiltaksplan.yaml", 1)]


def test_a_sak_with_a_wrong_value_keeps_the_rest(tmp_path: Path) -> None:
    c = case(tmp_path, sak="elev: {navn: Amin, fødselsdato: 2030-01-01}\nstatus: Aktiv\nåpnet: 2025-09-22\n")
    assert (c.navn, c.sak.elev.foedselsdato if c.sak.elev else None, c.sak.status, c.sak.aapnet) == (
        "Amin",
        None,
        "observert",
        date(2025, 9, 22),
    )


def test_a_case_of_only_its_sak(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "sak.yaml").write_text("elev: {navn: A}\n")
    ws = find(str(tmp_path))
    c = load_case(ws, ws.cases[0], load_school(ws), NOW)
    assert (c.navn, c.fravaer, c.kontakter, c.planer, c.kartlegging, c.diagnostics) == ("A", (), (), (), None, [])
