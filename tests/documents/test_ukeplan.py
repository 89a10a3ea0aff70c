"""The week plan: frames or times, any first day, landscape, the list of choices, and room to write."""

from __future__ import annotations

import io
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from fravaer_cli.documents.basis import KanIkkeLages
from fravaer_cli.documents.clean import clean
from fravaer_cli.documents.production import Format, Laget
from tests.documents.hjelp import ALLE, EKSEMPLER, flat, html_leser, lag, tekst, uten_bindestrek

STINE = EKSEMPLER / "klasse5b" / "stine"
JENS = EKSEMPLER / "klasse8a" / "jens"
UKE47, UKE16 = "2025-11-18", "2026-04-14"
HTML = (Format.HTML,)


def sak(mappe: Path, ukeplan: dict[str, Any]) -> Path:
    mappe.mkdir(parents=True, exist_ok=True)
    (mappe / "sak.yaml").write_text("elev: {navn: Ada Lovland}\n", "utf-8")
    (mappe / "ukeplan.yaml").write_text(json.dumps(ukeplan, ensure_ascii=False), "utf-8")
    return mappe


def html(made: Laget) -> str:
    return tekst(Format.HTML, made.filer[Format.HTML])


@pytest.mark.parametrize(("folder", "day"), [(STINE, UKE47), (JENS, UKE16)])
def test_every_sample_in_every_format(folder: Path, day: str) -> None:
    laget = lag("ukeplan", folder, dato=day)
    assert set(laget.filer) == set(ALLE)
    assert laget.feil == ()
    assert laget.mangler == ()
    for format_, data in laget.filer.items():
        text = tekst(format_, data)
        for left in ("None", "mangler:", "[[", "{{"):
            assert left not in text, format_
    assert lag("ukeplan", folder, dato=day).filer == laget.filer, "the same bytes"


def test_all_pages_are_landscape_and_none_is_empty() -> None:
    for folder, day, pages in ((STINE, UKE47, 2), (JENS, UKE16, 3)):
        made = lag("ukeplan", folder, dato=day).filer
        reader = PdfReader(io.BytesIO(made[Format.PDF]))
        assert len(reader.pages) == pages
        assert all(p.mediabox.width > p.mediabox.height for p in reader.pages)
        sections = Document(io.BytesIO(made[Format.DOCX])).sections
        assert len(sections) == pages
        for section in sections:
            assert section.orientation == WD_ORIENT.LANDSCAPE
            assert (section.page_width or 0) > (section.page_height or 0)


def test_word_uses_the_whole_width() -> None:
    document = Document(io.BytesIO(lag("ukeplan", STINE, dato=UKE47, formater=(Format.DOCX,)).filer[Format.DOCX]))
    for table in (*document.tables, *document.sections[0].header.tables):
        assert sum(c.width.cm for c in table.columns) == pytest.approx(26.5, abs=0.05)


def test_a_timetable_stands_with_its_days_side_by_side() -> None:
    made = lag("ukeplan", STINE, dato=UKE47)
    for format_, data in made.filer.items():
        text = flat(tekst(format_, data))
        for said in (
            "Uke 47 – fem halve dager · 17.–21. november 2025",
            "08.50–10.00",
            "Grupperommet nede · Tone Viken",
        ):
            assert flat(said) in text, (format_, said)
        for choice in ("Tegne", "Bake noe på skolekjøkkenet", "Bygge med lego"):
            assert flat(choice) in text, (format_, choice)
    text = html(made)
    assert text.index("Fredag") < text.index("08.00–08.25"), "all days first, then the first sessions of each"


def test_a_week_from_wednesday_to_wednesday_keeps_its_order() -> None:
    text = html(lag("ukeplan", STINE, dato="2025-12-01", formater=HTML)).replace("\u00a0", " ")
    days = re.findall(
        r"(Onsdag|Torsdag|Fredag|Mandag|Tirsdag)\s*(\d+\. (?:november|desember))", text.split("desember", 1)[1]
    )
    assert days[0] == ("Onsdag", "26. november")
    assert days[-1] == ("Onsdag", "3. desember")
    assert [d for d, _ in days] == ["Onsdag", "Torsdag", "Fredag", "Mandag", "Tirsdag", "Onsdag"]
    for frame in ("Morgenen hjemme", "Skoledagen", "Ettermiddag og kveld"):
        assert frame in text


def test_few_sessions_are_a_list_and_the_day_by_the_hour_follows() -> None:
    made = lag("ukeplan", JENS, dato=UKE16)
    for format_, data in made.filer.items():
        text = flat(tekst(format_, data))
        for said in (
            "Hva vi skal gjøre",
            "Hvem er med meg",
            "Mandag13. april",
            "Samarbeidsmøte",
            "Dagen time for time",
        ):
            assert flat(said) in text, (format_, said)
        assert flat("07.30Vekking") in text, "the clock is written in one way"


def test_weeks_that_are_over_are_left_out_and_named() -> None:
    later = lag("ukeplan", STINE, dato="2025-11-22", formater=HTML)
    assert "Uke 47" not in html(later)
    assert "«Uke 47 – fem halve dager» er over" in later.merknader[0]
    after = lag("ukeplan", STINE, dato="2026-04-01", formater=HTML)
    assert "Onsdag 26. november – onsdag 3. desember" in html(after), "the last one, when all are over"


def test_without_a_week_plan_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KanIkkeLages, match="ingen ukeplan") as stopped:
        lag("ukeplan", EKSEMPLER / "klasse5a" / "amin")
    assert "--tom" in stopped.value.remedy
    with pytest.raises(KanIkkeLages, match="ingen ukeplan"):
        lag("ukeplan", sak(tmp_path / "k" / "ada", {"ukeplaner": []}))


def test_frames_and_sessions_stand_together(tmp_path: Path) -> None:
    session = {"kl": "9:05–10.00", "sted": "Benken", "hva": "Hilse", "hvem": "Nora"}
    day = {"dag": "onsdag", "rammer": {"skoledag": "Musikk først."}, "økter": [session]}
    text = html(lag("ukeplan", sak(tmp_path / "k" / "ada", {"ukeplaner": [{"dager": [day]}]}), formater=HTML))
    assert text.index("Skoledagen") < text.index("Musikk først.") < text.index("9.05–10.00") < text.index("Ettermiddag")
    assert "Benken · Nora" in text


def test_what_is_missing_becomes_room_or_is_marked(tmp_path: Path) -> None:
    plan = {"ukeplaner": [{"tittel": "A", "dager": [{"dag": "onsdag"}, {"økter": [{"kl": "08.45"}]}]}, {"tittel": "B"}]}
    folder = sak(tmp_path / "k" / "ada", {**plan, "dagsplan": [{"kl": "07:00"}]})
    made = lag("ukeplan", folder, formater=HTML)
    keys = {m.noekkel for m in made.mangler}
    assert keys == {"A, onsdag: økter", "A, en dag: hva", "B: dager", "dagsplan: hva"}
    assert "mangler:" not in html(made)
    draft = lag("ukeplan", folder, utkast=True)
    for format_, data in draft.filer.items():
        assert flat("[mangler: hva]") in flat(tekst(format_, data)), format_


def test_many_days_are_divided_on_several_tables(tmp_path: Path) -> None:
    days = [{"dag": f"dag {i}", "rammer": {"morgen": f"Morgen {i}"}} for i in range(13)]
    data = lag("ukeplan", sak(tmp_path / "k" / "ada", {"ukeplaner": [{"dager": days}]}), formater=HTML).filer
    assert [t for t, _ in html_leser(data[Format.HTML]).tags].count("table") == 3
    text = tekst(Format.HTML, data[Format.HTML])
    assert all(f"Morgen {i}" in text for i in range(13))


@pytest.mark.parametrize("path", [STINE, EKSEMPLER])
def test_the_empty_form(path: Path) -> None:
    made = lag("ukeplan", path, tom=True)
    assert made.stamme == "ukeplan-tom"
    for format_, data in made.filer.items():
        text = tekst(format_, data)
        for said in ("Morgenen hjemme", "Hvem møter meg", "Dagsplan", "07.00", "Dette kan jeg velge mellom"):
            assert flat(said) in flat(text), format_
        assert "Tone" not in text, format_
        assert ("Stine Lunde" in text) == (path == STINE), format_
    assert len(PdfReader(io.BytesIO(made.filer[Format.PDF])).pages) == 3
    assert len(Document(io.BytesIO(made.filer[Format.DOCX])).sections) == 3


def test_a_very_long_text_is_not_cut(tmp_path: Path) -> None:
    long = " ".join(f"ord{i}" for i in range(700))
    day = {"dag": "onsdag", "rammer": {"morgen": long}, "økter": [{"hva": long}]}
    weeks = [{"dager": [day] * 6}, {"dager": [{"dag": "fredag", "økter": [{"hva": long}] * 3}], "valgliste": [long]}]
    made = lag("ukeplan", sak(tmp_path / "k" / "ada", {"ukeplaner": weeks, "dagsplan": [{"hva": long}]}))
    assert made.feil == ()
    for format_, data in made.filer.items():
        assert len(re.findall(r"ord699\b", tekst(format_, data))) == 17, format_
    # What lies below the edge of the page is in the file, but on no sheet of paper.
    lowest = [_lowest(page) for page in PdfReader(io.BytesIO(made.filer[Format.PDF])).pages]
    assert min(lowest) > 0


def _lowest(page: Any) -> float:
    found = [1000.0]

    def visit(text: str, cm: list[float], tm: list[float], *_: Any) -> None:
        if text.strip():
            found.append(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

    page.extract_text(visitor_text=visit)
    return min(found)


_TEXT = st.text(
    st.one_of(
        st.sampled_from("#*_`$@<>[]{}()\\/\"'~=-+.;!?&%|^, \n1aZåÆ«–"),
        st.characters(min_codepoint=0x21, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"], exclude_characters=":"),
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_TEXT, min_size=9, max_size=9))
def test_any_text_comes_out_as_it_went_in(given_texts: list[str]) -> None:
    texts = [f"Q{i}q{t}Z" for i, t in enumerate(['1. april\n= x #read("a") <b> {{ 7*7 }} \\input{x}', *given_texts])]
    a, b, c, d, e, f, g, h, i, j = texts
    weeks = [
        {"tittel": a, "dager": [{"dag": b, "rammer": {"morgen": c}, "økter": [{"kl": "08:45", "sted": d, "hva": e}]}]},
        {"dager": [{"dag": "fredag", "økter": [{"sted": f, "hva": g, "hvem": h}]}], "valgliste": [i]},
    ]
    with tempfile.TemporaryDirectory() as folder:
        made = lag("ukeplan", sak(Path(folder) / "k" / "ada", {"ukeplaner": weeks, "dagsplan": [{"hva": j}]}))
    assert made.feil == ()
    for format_, data in made.filer.items():
        found = uten_bindestrek(tekst(format_, data))
        for text in texts:
            assert uten_bindestrek(clean(text)) in found, (format_, text)
