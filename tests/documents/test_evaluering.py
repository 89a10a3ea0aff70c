"""The evaluation: every goal and measure, and attendance from the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from fravaer_cli.documents.basis import KanIkkeLages
from fravaer_cli.documents.production import Format
from tests.documents.hjelp import ALLE, EKSEMPLER, flat, lag, tekst, uten_bindestrek

AMIN = EKSEMPLER / "klasse5a" / "amin"


def side(mappe: Path, dato: str) -> str:
    return flat(tekst(Format.HTML, lag("evaluering", mappe, dato, (Format.HTML,)).filer[Format.HTML]))


def test_amins_evaluation_says_it_all() -> None:
    made = lag("evaluering", AMIN, "2025-11-21")
    assert made.mangler == ()
    assert made.feil == ()
    for format_, data in made.filer.items():
        text = uten_bindestrek(tekst(format_, data))
        for said in (
            "Torsdag 30. oktober 2025",
            "Meldingene betyr mye. Han svarer nesten alltid.",
            "Gitar på musikkrommet i storefri to dager i uka.",
            "☒ Planen fortsetter med endringer",
            "☐ Vi lager en ny plan",
            "Torsdag 27. november 2025",
        ):
            assert uten_bindestrek(said) in text, (format_, said)


def test_attendance_is_counted_from_the_log(tmp_path: Path) -> None:
    """Three weeks of 15 days with 5 absent; the plan's two weeks with 1; the week after with none."""
    mappe = tmp_path / "k" / "ada"
    mappe.mkdir(parents=True)
    filer = {
        "sak": "elev: {navn: Ada}\n",
        "fravaer": "fravær:\n  - {fra: 2025-09-15, til: 2025-09-19, type: dag}\n  - {dato: 2025-09-30, type: dag}\n"
        "  - {dato: 2025-10-02, type: avtalt}\n",
        "tiltaksplan": "periode: {fra: 2025-09-29, til: 2025-10-10}\n",
        "evaluering": "evalueringer: [{dato: 2025-10-10, konklusjon: videreføres}]\n",
    }
    for navn, innhold in filer.items():
        (mappe / f"{navn}.yaml").write_text(innhold, "utf-8")
    text = side(mappe, "2025-10-17")
    assert flat("De 15 skoledagene før planen 15 10 67 %") in text
    assert flat("I planperioden Dager hjemme etter avtale, ikke regnet med: 1 9 8 89 %") in text
    assert flat("Etter evalueringen 5 5 100 %") in text
    assert "Etterevalueringen" not in side(mappe, "2025-10-14"), "two days say nothing"


def test_before_the_meeting_it_is_a_form_with_the_plans_goals() -> None:
    made = lag("evaluering", AMIN, "2025-10-29", (Format.HTML,))
    text = flat(tekst(Format.HTML, made.filer[Format.HTML]))
    assert flat("Amin kommer på skolen minst fire dager i uka") in text
    assert "☒" not in text
    assert made.mangler[0].fil == "evaluering.yaml"


def test_a_case_that_is_closed_asks_for_no_next_evaluation() -> None:
    assert "Nesteevaluering" not in side(EKSEMPLER / "klasse4a" / "tonje", "2026-06-10")
    assert "Nesteevaluering" in side(AMIN, "2025-11-21")


def test_a_plan_that_has_not_begun_is_not_evaluated() -> None:
    with pytest.raises(KanIkkeLages, match=r"begynner først 13\. oktober 2025"):
        lag("evaluering", AMIN, "2025-10-01")


@pytest.mark.parametrize("navn", sorted(p.parent.name for p in EKSEMPLER.glob("*/*/evaluering.yaml")))
def test_the_samples_in_every_format(navn: str) -> None:
    (mappe,) = EKSEMPLER.glob(f"*/{navn}")
    for tom in (False, True):
        made = lag("evaluering", mappe, "2026-06-10", tom=tom)
        assert set(made.filer) == set(ALLE)
        assert "None" not in tekst(Format.DOCX, made.filer[Format.DOCX])
