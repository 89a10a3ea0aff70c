"""The action plan: what it says, room for what is not known, and texts that come out as they went in."""

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


def sak(mappe: Path, plan: str, mer: str = "") -> Path:
    mappe.mkdir(parents=True, exist_ok=True)
    (mappe / "sak.yaml").write_text("elev: {navn: Ada Lovland}\n" + mer, "utf-8")
    (mappe / "tiltaksplan.yaml").write_text("periode: {fra: 2025-09-29}\n" + plan, "utf-8")
    return mappe


@pytest.mark.parametrize("navn", PLANER)
def test_every_sample_plan_in_every_format(navn: str) -> None:
    laget = lag("tiltaksplan", EKSEMPLER / navn, dato="2026-06-01")
    assert set(laget.filer) == set(ALLE)
    assert laget.feil == ()
    for format_, data in laget.filer.items():
        text = tekst(format_, data)
        assert "None" not in text
        assert "mangler:" not in text
        assert "[[" not in text
        assert "{{" not in text


def test_amins_plan_says_it_all() -> None:
    laget = lag("tiltaksplan", EKSEMPLER / "klasse5a" / "amin", dato="2025-10-13")
    assert laget.mangler == ()
    for format_, data in laget.filer.items():
        text = flat(tekst(format_, data))
        for said in (
            "for Amin Yusuf, 5A",
            "13.–31. oktober 2025",
            "Torsdag 30. oktober 2025 kl. 14.00, Møterom 2",
            "Vil helst begynne dagen med musikk, og vil ikke skille seg ut.",
            "Jonas sender Amin en melding hver dag.",
            "Mor vekker når far har nattskift.",
            "opplæringslova § 10-6 første ledd",
        ):
            assert flat(said) in text, (format_, said)


def test_an_evaluation_stands_in_the_plan_from_its_day_on() -> None:
    before = lag("tiltaksplan", EKSEMPLER / "klasse5a" / "amin", dato="2025-10-29", formater=(Format.HTML,))
    after = lag("tiltaksplan", EKSEMPLER / "klasse5a" / "amin", dato="2025-10-30", formater=(Format.HTML,))
    said = "Meldingene betyr mye."
    assert said not in tekst(Format.HTML, before.filer[Format.HTML])
    assert said in tekst(Format.HTML, after.filer[Format.HTML])


def test_the_plan_in_force_and_the_one_pointed_at() -> None:
    first = lag("tiltaksplan", EKSEMPLER / "klasse4a" / "tonje", dato="2025-09-20", formater=(Format.HTML,))
    assert first.stamme == "tiltaksplan"
    assert "tiltaksplan-2.yaml" in first.merknader[0]
    later = lag("tiltaksplan", EKSEMPLER / "klasse4a" / "tonje", dato="2025-09-22", formater=(Format.HTML,))
    assert later.stamme == "tiltaksplan-2"
    path = EKSEMPLER / "klasse4a" / "tonje" / "tiltaksplan-2.yaml"
    assert lag("tiltaksplan", path, dato="2025-09-20", formater=(Format.HTML,)).stamme == "tiltaksplan-2"


def test_what_is_missing_becomes_room_to_write_or_is_marked(tmp_path: Path) -> None:
    folder = sak(tmp_path / "k" / "ada", "")
    made = lag("tiltaksplan", folder, formater=(Format.HTML,))
    assert {m.noekkel for m in made.mangler} >= {"status", "kontaktperson", "evaluering.dato", "tiltak"}
    assert "mangler:" not in tekst(Format.HTML, made.filer[Format.HTML])
    draft = lag("tiltaksplan", folder, utkast=True)
    for format_, data in draft.filer.items():
        assert flat("[mangler: kontaktperson]") in flat(tekst(format_, data)), format_


def test_the_empty_form_has_no_text_of_the_case() -> None:
    made = lag("tiltaksplan", EKSEMPLER / "klasse5a" / "amin", tom=True)
    assert made.stamme == "tiltaksplan-tom"
    for format_, data in made.filer.items():
        text = tekst(format_, data)
        assert "Amin Yusuf" in text
        assert "Jonas" not in text, format_


FIENDTLIG = [
    *("1. april", "+ 47 900 00 000", "= x", "- x", "...", "---", "* a", "# b", "/ term: x", "> sitat", "| a | b |"),
    *('#read("main.typ")', "#let x = 1", "<merke>", "@ref", "$x$", "`kode`", "// nei", "/* nei */", "~", "\\u{41}"),
    *("<script>alert(1)</script>", "<!-- x -->", "&amp; &lt;", "<w:p>x</w:p>", "]]>", "<br>", "</td></table>"),
    *("{{ 7*7 }}", "{% raw %}", "{# x #}", "\\input{x}", "\\alpha", "*b* _i_", "[l](http://x.no)", "![b](x.png)"),
    *("http://a.no/b?c=d&e=f", "«'\"sitat\"'»", "it's 'n'", "a\u030a blir å", "č đ ŋ š ŧ ž", "x" * 300, "[[skole]]"),
]


def test_hostile_texts_come_out_as_they_went_in(tmp_path: Path) -> None:
    texts = [f"Q{i}q{text}Z" for i, text in enumerate(FIENDTLIG)]
    measures = "".join(
        f"  - {{id: T{i}, utfordring: {_q(t)}, tiltak: {_q(t)}, ansvar: {_q(t)}}}\n" for i, t in enumerate(texts)
    )
    voice = _q("\n\n".join(texts))
    made = lag("tiltaksplan", sak(tmp_path / "k" / "ada", f"status: {voice}\ntiltak:\n{measures}"))
    assert made.feil == ()
    for format_, data in made.filer.items():
        found = flat(tekst(format_, data))
        loose = uten_bindestrek(found)
        for text in texts:
            assert flat(clean(text)) in found, (format_, text)
            times = loose.count(uten_bindestrek(clean(text)))
            assert times == 4, (format_, text, times)


def _q(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


_TEXT = st.text(
    st.one_of(
        st.sampled_from("#*_`$@<>[]{}()\\/\"'~=-+.:;!?&%|^, \n1aZåÆ«–"),
        st.characters(min_codepoint=0x21, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]),
    ),
    min_size=1,
    max_size=80,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_TEXT, min_size=7, max_size=7))
def test_any_text_comes_out_as_it_went_in(given_texts: list[str]) -> None:
    """In each kind of place that the plan has: paragraph, box, list, cells, names."""
    a, b, c, d, e, f, g = (f"Q{t}Z" for t in given_texts)
    plan = (
        f"status: {_q(a)}\nelevens_stemme: {_q(b)}\nmål: {{langsiktige: [{_q(c)}, {_q(d)}]}}\n"
        f"delmål: [{{id: D1, mål: {_q(e)}}}]\ntiltak: [{{id: T1, tiltak: {_q(f)}, plan_b: {{hva: {_q(g)}}}}}]\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        made = lag("tiltaksplan", sak(Path(folder) / "k" / "ada", plan))
    assert made.feil == ()
    for format_, data in made.filer.items():
        found = flat(tekst(format_, data))
        for text in (a, b, c, d):
            assert flat(clean(text)) in found, (format_, text)
        for text in (e, f, g):
            assert uten_bindestrek(clean(text)) in uten_bindestrek(found), (format_, text)


def test_a_character_the_typeface_lacks_is_named_and_stops_only_the_pdf(tmp_path: Path) -> None:
    made = lag("tiltaksplan", sak(tmp_path / "k" / "ada", "status: Bra 😀 og אבג\n"))
    assert set(made.filer) == {Format.DOCX, Format.HTML}
    assert "«😀» (U+1F600, GRINNING FACE)" in made.feil[0].message
    assert "😀" in tekst(Format.DOCX, made.filer[Format.DOCX])
    assert "אבג" in tekst(Format.DOCX, made.filer[Format.DOCX])


def test_a_very_long_text_is_not_cut(tmp_path: Path) -> None:
    long = " ".join(f"ord{i}" for i in range(1500))
    plan = f"status: {long}\ntiltak: [{{id: T1, tiltak: {_q(long)}}}]\n"
    made = lag("tiltaksplan", sak(tmp_path / "k" / "ada", plan))
    for format_, data in made.filer.items():
        found = flat(tekst(format_, data))
        assert found.count("ord1499") == 2, format_
        assert found.count("ord750") == 2, format_


def test_a_protected_address_is_in_no_format(tmp_path: Path) -> None:
    guardian = (
        "foresatte: [{navn: Per, skjermet: ja, adresse: 'Granlia 7, 2750 Gran', telefon: 900 12 345,"
        " epost: per@hemmelig.example}]\n"
    )
    plan = (
        "status: Bor i Granlia 7,  2750 Gran. Ring 90012345 eller +47 900 12 345, 900-12-345.\n"
        "elevens_stemme: Vil hjem til Granlia 7 i Gran, Gran\u00adlia\u200b 7, og per@hemme\u00adlig.example.\n"
        "kontaktperson: Per (per@hemmelig.example)\ntiltak: [{id: T1, tiltak: Hente i granlia 7, 2750 gran}]\n"
    ).replace("tiltak: Hente i granlia 7, 2750 gran", "tiltak: 'Hente i granlia 7, 2750 gran'")
    made = lag("tiltaksplan", sak(tmp_path / "k" / "ada", plan, guardian))
    assert made.merknader == ("Skjermet adresse eller telefon er tatt ut av teksten.",)
    for format_, data in made.filer.items():
        found = flat(tekst(format_, data)).lower()
        for secret in ("granlia", "90012345", "12345", "hemmelig"):
            assert secret not in found, (format_, secret)
        assert "[skjermet]" in found
