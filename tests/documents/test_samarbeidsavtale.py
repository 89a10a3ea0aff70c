"""The agreement between home and school: steps, who answers for what, plan B, evaluation, signatures."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fravaer_cli.documents.clean import clean
from fravaer_cli.documents.production import Format
from tests.documents.hjelp import ALLE, EKSEMPLER, flat, lag, tekst, uten_bindestrek

PLANER = sorted(p.parent.relative_to(EKSEMPLER).as_posix() for p in EKSEMPLER.glob("*/*/tiltaksplan.yaml"))
JENS = EKSEMPLER / "klasse8a" / "jens"


def sak(mappe: Path, plan: str) -> Path:
    mappe.mkdir(parents=True, exist_ok=True)
    (mappe / "sak.yaml").write_text("elev: {navn: Ada Lovland}\n", "utf-8")
    (mappe / "tiltaksplan.yaml").write_text("periode: {fra: 2025-09-29}\n" + plan, "utf-8")
    return mappe


@pytest.mark.parametrize("navn", PLANER)
def test_every_sample_in_every_format(navn: str) -> None:
    laget = lag("samarbeidsavtale", EKSEMPLER / navn, dato="2026-06-01")
    assert set(laget.filer) == set(ALLE)
    assert laget.feil == ()
    assert laget.stamme.startswith("samarbeidsavtale")
    for format_, data in laget.filer.items():
        text = tekst(format_, data)
        for left in ("None", "mangler:", "[[", "{{"):
            assert left not in text, format_


def test_jens_agreement_says_it_all() -> None:
    laget = lag("samarbeidsavtale", JENS, dato="2026-04-14")
    assert lag("samarbeidsavtale", JENS, dato="2026-04-14").filer == laget.filer, "the same bytes"
    assert laget.mangler == ()
    for format_, data in laget.filer.items():
        text = flat(tekst(format_, data))
        last = -1
        for heading in (
            "for Jens Mykland, 8A",
            "Slik er det nå",
            "Det eleven selv sier",
            "Mål for samarbeidet på lang sikt",
            "Trinn for trinn",
            "Hvem har ansvar for hva",
            "Hva gjør vi hvis eleven ikke klarer å møte som avtalt?",
            "Slik følger vi opp avtalen",
            "Underskrifter",
        ):
            at = text.find(flat(heading), last + 1)
            assert at > last, (format_, heading)
            last = at


def test_a_party_without_tasks_gets_room(tmp_path: Path) -> None:
    plan = "ansvar: {Mor: [Vekker Ada.], Rektor: [Frigjør tid.], Ada: [Øver.]}\n"
    made = lag("samarbeidsavtale", sak(tmp_path / "k" / "ada", plan), formater=(Format.HTML,))
    missing = {m.noekkel for m in made.mangler if m.noekkel.startswith("ansvar")}
    assert missing == {"ansvar: kontaktlærer"}
    text = tekst(Format.HTML, made.filer[Format.HTML])
    assert "Kontaktlærer" in text
    assert "Foresatte" not in text.split("Hvem har ansvar for hva")[1].split("Plan B")[0]


def test_goals_are_the_steps_where_there_are_no_others(tmp_path: Path) -> None:
    goal = "delmål: [{id: D1, mål: To dager i uka}]\n"
    for plan, heading in (
        (goal, "Delmål, trinn for trinn"),
        (goal + "trinn: [{innhold: Musikk}]\n", "Trinn for trinn"),
    ):
        made = lag("samarbeidsavtale", sak(tmp_path / "k" / "ada", plan), formater=(Format.HTML,))
        assert "trinn" not in {m.noekkel for m in made.mangler}
        text = tekst(Format.HTML, made.filer[Format.HTML])
        assert heading in text
        assert ("Støtte og tilrettelegging" in text) == ("Musikk" in plan)


def test_what_is_missing_becomes_room_or_is_marked(tmp_path: Path) -> None:
    folder = sak(tmp_path / "k" / "ada", "")
    made = lag("samarbeidsavtale", folder, formater=(Format.HTML,))
    assert {m.noekkel for m in made.mangler} >= {"trinn", "plan_b.hva", "evaluering.dato", "ansvar: elev"}
    text = tekst(Format.HTML, made.filer[Format.HTML])
    assert "mangler:" not in text
    assert "Andre, for eksempel PPT" in text
    draft = lag("samarbeidsavtale", folder, utkast=True)
    for format_, data in draft.filer.items():
        assert flat("[mangler: innhold]") in flat(tekst(format_, data)), format_


@pytest.mark.parametrize("path", [JENS, EKSEMPLER])
def test_the_empty_form(path: Path) -> None:
    made = lag("samarbeidsavtale", path, tom=True)
    assert made.stamme == "samarbeidsavtale-tom"
    assert made.mangler == ()
    for format_, data in made.filer.items():
        text = tekst(format_, data)
        for said in ("Trinn for trinn", "Skolens ledelse", "Når det blir for mye", "Tiltak", "Underskrift"):
            assert flat(said) in flat(text), (format_, said)
        assert ("Jens Mykland" in text) == (path == JENS), format_
        assert "Marit" not in text, format_


_TEXT = st.text(
    st.one_of(
        st.sampled_from("#*_`$@<>[]{}()\\/\"'~=-+.:;!?&%|^, \n1aZåÆ«–"),
        st.characters(min_codepoint=0x21, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]),
    ),
    min_size=1,
    max_size=60,
)


def _q(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_TEXT, min_size=9, max_size=9))
def test_any_text_comes_out_as_it_went_in(given_texts: list[str]) -> None:
    texts = [f"Q{i}q{t}Z" for i, t in enumerate(['1. april\n= x #read("a") <b> {{ 7*7 }} \\input{x}', *given_texts])]
    a, b, c, d, e, f, g, h, i, j = map(_q, texts)
    plan = (
        f"status: {a}\nelevens_stemme: {b}\nmål: {{langsiktige: [{c}]}}\ntrinn: [{{innhold: {d}, støtte: {e}}}]\n"
        f"tiltak: [{{id: T1, tiltak: {f}, plan_b: {{hva: {g}}}}}]\nansvar: {{elev: [{h}, {i}]}}\nplan_b: {{hva: {j}}}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        made = lag("samarbeidsavtale", sak(Path(folder) / "k" / "ada", plan))
    assert made.feil == ()
    for format_, data in made.filer.items():
        found = uten_bindestrek(tekst(format_, data))
        for text in texts:
            assert uten_bindestrek(clean(text)) in found, (format_, text)


def test_a_very_long_text_is_not_cut(tmp_path: Path) -> None:
    long = " ".join(f"ord{i}" for i in range(1500))
    plan = f"trinn: [{{innhold: {long}}}]\nansvar: {{elev: [{long}]}}\nplan_b: {{hva: {long}}}\n"
    made = lag("samarbeidsavtale", sak(tmp_path / "k" / "ada", plan))
    for format_, data in made.filer.items():
        assert flat(tekst(format_, data)).count("ord1499") == 3, format_
