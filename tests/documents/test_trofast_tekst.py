"""The text that went in is the text that comes out: every text of every kind of file, in every document and format.

`FUZZ=200 pytest tests/documents/test_trofast_tekst.py` tries so many random cases; without it a few, always the same.
"""

from __future__ import annotations

import functools
import io
import os
import re
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from fravaer_cli.documents import fonts, mark
from fravaer_cli.documents.catalogue import KATALOG, find
from fravaer_cli.documents.clean import clean, one_line
from fravaer_cli.documents.law import merking
from fravaer_cli.documents.orders import orders
from fravaer_cli.documents.orders import sted as hvor
from fravaer_cli.documents.production import Format, Laget
from fravaer_cli.texts import stor
from tests.documents.full_sak import ANDRE_SKJEMA, FAST, FILNAVN, VALGT, Sak, Tekst, Verdi, felter
from tests.documents.hjelp import ALLE, I_DAG, ROT, flat, html_leser, lag, tekst
from tests.documents.pdf_tekst import Lest, les

DOKUMENTER = tuple(d.navn for d in KATALOG)
FASIT = Path(__file__).parent / "fasit-trofast-tekst.txt"
ANTALL = int(os.environ.get("FUZZ", "4"))
ORD = (Format.DOCX, Format.HTML)
GRUPPE = 34
"""Hostile strings in one text."""

FIENDTLIGE = (
    # markup of Markdown, and what a writer of Markdown takes for it
    *(
        "# nei",
        "* a",
        "- x",
        "+ 47 900 00 000",
        "1. april",
        "2) to",
        "> sitat",
        "| a | b |",
        "---",
        "***",
        "```",
        "~~~",
    ),
    *(
        "*b* _i_ **f** __u__",
        "[l](http://x.no)",
        "![b](x.png)",
        "[^1]: note",
        "`kode`",
        "~~bort~~",
        "H~2~O, x^2^",
        "\\",
    ),
    *(": forklaring", "{.klasse #id}", "::: ramme", "$x$ og $$y$$", "<http://a.no/b?c=d&e=f>", "http://a.no/~b/c#d"),
    # Typst
    *("= x", "== x", "/ term: x", "...", "a -- b --- c", '#read("/etc/passwd")', "#let x = 1", "#", "@ref", "<merke>"),
    *("// nei", "/* nei */", "a~b", "\\u{41}", "#[x]", "]", "[", "#emoji.face", "(1)", ".at(0)", ";"),
    # LaTeX
    *("\\input{x}", "\\alpha", "\\begin{x}", "100 % & 5_1", "\\(x\\)", "\\\\"),
    # HTML, OpenXML
    *("<script>alert(1)</script>", "<b>x</b>", "<!-- x -->", "&amp; &lt; &#65; &nbsp;", "<br>", "</td></tr></table>"),
    *("<w:p>x</w:p>", "]]>", "<?xml x?>", "_x0041_", "</title>", "</style>", '" onload="x', "<div class=sideskift>"),
    # Jinja, and our own
    *("{{ 7*7 }}", "{% raw %}", "{# x #}", "{{ elev }}", "%", "[[skole]]", "[[logo]]", "[mangler: x]", "[skjermet]"),
    *("fravaer-kontroll-" + "0" * 64, "None", "null", "undefined", "☐ x", "☒ x", "[ ] x", "[x] x"),
    # quotes, odd letters, what is composed and what is not, what is not seen
    *(
        "«'\"sitat\"'»",
        "’’ ‘n’ „x“",
        "it's 'n'",
        "A\u030a og a\u030a",
        "E\u0323\u0302 Q\u0301 z\u0323",
        "Č đ ŋ š ŧ ž ß ẞ",
    ),
    *("Жя ελ ữ", "½ × 3 ≤ 4 − 1 … – — ‰", "ﬁ ﬂ", "A\u200bb\u200cc\u2060d", "A\u00a0b\u202fc\u2009d\u3000e", "A\tb  c"),
    *(
        "X" * 90,
        "Æ" * 29 + "." * 40,
        "1" * 40,
        "En.lang/adresse_uten-mellomrom@et.sted.example?a=b" * 2,
        "A\r\nb\rc\n\nd",
    ),
)
"""What no document may take for anything else than text. All of it is in our typefaces."""
RUNDER = -(-len(FIENDTLIGE) // GRUPPE)
UTEN_SKRIFT = (
    *(
        "Bra 😀",
        "👩🏽‍🏫 og 👨‍👩‍👧",
        "🇳🇴",
        "שלום עולם",
        "مرحبا بالعالم",
        "جميل and שלום 123",
        "漢字かな",
        "สวัสดี",
        "नमस्ते",
    ),
    *("\U0001f9d1\u200d\U0001f9bd", "𝕏 𝒜", "ا\u0651", "א\u05b0", "\U000e0001 \ue000", "\u0378"),
)
"""What our typefaces lack. Right-to-left scripts are among them, so in a PDF there is no order to get wrong."""


# --- the case, and what its documents say -----------------------------------------------------------------------------


def _merke(nr: int) -> str:
    return f"M{nr:03}m"


ELEV, FORNAVN = Tekst("sak", "elev.navn"), "Ada "


def _nummerert(text: Callable[[int], str]) -> Verdi:
    """For each place in turn the text of its number.

    The pupil has a first name before it: by that one the agreement knows the pupil among the parties.
    """
    numbers: dict[Tekst, int] = {}
    return lambda sted: (FORNAVN if sted == ELEV else "") + text(numbers.setdefault(sted, len(numbers)))


def _lag(navn: str, sak: Sak, formater: tuple[Format, ...] = ALLE, *, tom: bool = False) -> Laget:
    with tempfile.TemporaryDirectory() as folder:
        return lag(navn, sak.skriv(Path(folder)), formater=formater, tom=tom)


@functools.cache
def _merket(antall: int) -> Sak:
    """The case with nothing but a mark in each place."""
    return Sak(_nummerert(_merke), antall)


@functools.cache
def _rolig(navn: str, antall: int) -> Mapping[Format, str]:
    """What a document says of a case with nothing but marks: each is as often in one format as in the others."""
    made = _lag(navn, _merket(antall))
    page = made.filer[Format.HTML]
    main = _lest(Format.HTML, page[page.index(b"<main>") : page.index(b"</main>")])
    read = {format_: _lest(format_, data) for format_, data in made.filer.items()}
    for format_ in (Format.DOCX, Format.PDF):
        assert _merker(read[format_]) == _merker(main), format_
    return read


def _merker(text: str) -> Counter[str]:
    return Counter(re.findall(r"M\d{3}m", text))


def _paa_linje(text: str) -> str:
    """The text with one blank where it has any: where lines break is not what it says."""
    return " ".join(text.split())


def _lest(format_: Format, data: bytes) -> str:
    """What a document says: in Word and HTML to the letter, in a PDF without blanks."""
    if format_ is Format.PDF:
        return flat(_les(data).tekst)
    return _paa_linje(tekst(format_, data))


@functools.lru_cache(maxsize=2)
def _les(data: bytes) -> Lest:
    """A PDF, which is asked both for what it says and for what frames it."""
    return les(data)


def _som_lest(format_: Format, text: str) -> str:
    """A text from a file, as it is to be read in a document."""
    return flat(fonts.drawn(clean(text))) if format_ is Format.PDF else _paa_linje(clean(text))


def _hoder(navn: str, sak: Sak) -> tuple[str, str, str, str]:
    """What is to stand in the head (two lines), in the foot, and as the title."""
    skole, kommune, elev = (
        one_line(sak.tekster[Tekst(*at)]) for at in (("skole", "skole"), ("skole", "kommune"), ("sak", "elev.navn"))
    )
    dokument = find(navn)
    assert dokument is not None
    tittel = dokument.tittel
    kommune = kommune if "kommune" in kommune.lower() else f"{kommune} kommune"
    return skole, kommune, f"{tittel} · {elev}", f"{tittel} for {elev}"


def _sjekk_hoder(made: Laget, hoder: tuple[str, str, str, str]) -> None:
    """The names in head, foot and metadata, which no template prints."""
    skole, kommune, bunn, tittel = hoder
    alt = f"Logoen til {skole}"
    if Format.HTML in made.filer:
        page = made.filer[Format.HTML].decode()
        reader = html_leser(made.filer[Format.HTML])
        assert [a["alt"] for tag, a in reader.tags if tag == "img"] == [alt]
        assert unescape(page.split("<title>")[1].split("</title>")[0]) == tittel
        assert _paa_linje(tekst(Format.HTML, page.encode())).startswith(_paa_linje(f"{skole} {kommune}"))
        assert _paa_linje(tekst(Format.HTML, page.encode())).endswith(_paa_linje(bunn))
    if Format.DOCX in made.filer:
        with zipfile.ZipFile(io.BytesIO(made.filer[Format.DOCX])) as archive:
            head, foot, core = (
                etree.fromstring(archive.read(f"{part}.xml"))
                for part in ("word/header1", "word/footer1", "docProps/core")
            )
        lines = [text.text for text in head.iter(qn("w:t"))]
        assert lines[:2] == [skole, kommune]
        assert [e.get("descr") for e in head.iter("{*}docPr")] == [alt]
        assert next(foot.iter(qn("w:t"))).text == bunn
        assert [core.findtext("{*}title"), core.findtext("{*}creator")] == [tittel, skole]
    if Format.PDF in made.filer:
        reader_pdf = PdfReader(io.BytesIO(made.filer[Format.PDF]))
        assert reader_pdf.metadata is not None
        assert [reader_pdf.metadata.title, reader_pdf.metadata.author] == [tittel, skole]
        frames = _les(made.filer[Format.PDF]).rammer
        for nr, frame in enumerate(frames, 1):
            assert flat(frame).startswith(flat(fonts.drawn(skole + kommune) + "".join(merking())))
            assert flat(frame).endswith(flat(f"{fonts.drawn(bunn)} Side {nr} av {len(frames)}"))


def _sjekk(navn: str, sak: Sak, made: Laget, antall: int) -> None:
    """Each text that the document shows is there as it went in, as often as it is to be, and there is nothing else."""
    hoder = _hoder(navn, sak)
    _sjekk_hoder(made, hoder)
    places = list(enumerate(text.removeprefix(FORNAVN) for text in sak.tekster.values()))
    for format_, data in made.filer.items():
        assert mark.untouched(data), "whatever it says, it is known as ours"
        calm, found = _rolig(navn, antall)[format_], _lest(format_, data)
        expected = Counter(calm)
        for nr, raw in places:
            text = _som_lest(format_, raw)
            times = calm.count(_merke(nr))
            assert found.count(text) == times, _avvik(format_, nr, text, found)
            if times:
                expected.update({sign: n * times for sign, n in Counter(text).items()})
                expected.subtract({sign: n * times for sign, n in Counter(_merke(nr)).items()})
        read = Counter(found)
        del expected[" "], read[" "]
        assert read == +expected, format_


def _felles(one: str, other: str) -> int:
    """How many characters the two begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _avvik(format_: Format, nr: int, text: str, found: str) -> str:
    """What was read about the mark of a text that did not come out as it went in."""
    mark = text.find(_merke(nr))

    def same(at: int) -> tuple[int, int]:
        return _felles(found[:at][::-1], text[:mark][::-1]), _felles(found[at:], text[mark:])

    places = [m.start() for m in re.finditer(_merke(nr), found)]
    if not places:
        return f"{format_}: {text!r} is not there at all"
    at = max(places, key=lambda at: sum(same(at)))
    before, after = same(at)
    wanted = text[max(0, mark - before - 40) : mark - before], text[mark + after :][:40]
    read = found[max(0, at - before - 40) : at - before], found[at + after :][:40]
    return f"{format_}: {text!r}\nbefore {wanted[0]!r} was read as {read[0]!r}\nafter {wanted[1]!r} as {read[1]!r}"


# --- the tests --------------------------------------------------------------------------------------------------------


def test_every_text_of_every_kind_of_file_is_in_the_case_or_has_a_reason_not_to_be() -> None:
    assert {p.name.removesuffix(".schema.json") for p in (ROT / "schemas").glob("*.json")} == {*FILNAVN, *ANDRE_SKJEMA}
    texts = {f"{f.fil}: {f.sti}" for fil in FILNAVN for f in felter(fil) if f.slag == "tekst"}
    filled = {sted.felt for sted in _merket(2).tekster}
    assert texts - filled == set(FAST), "a new text: give it a place in the case, or say in FAST why it cannot be any"
    assert filled <= texts
    known = {f"{f.fil}: {f.sti}" for fil in FILNAVN for f in felter(fil)}
    for key in VALGT:
        field = re.sub(r"[0-9]+(?=])", "", key)
        assert field in known or f"{field}[]" in known or any(k.startswith(f"{field}.") for k in known), key


def test_each_document_shows_the_texts_it_has_shown(oppdater: bool) -> None:
    """A text that a document no longer shows, or shows for the first time, is a decision; git shows the difference."""
    lines: list[str] = []
    places = list(enumerate(_merket(2).tekster))
    seen = set()
    for dokument in KATALOG:
        for tom in (False, True) if dokument.kan_vaere_tom else (False,):
            made = _lag(dokument.navn, _merket(2), (Format.HTML,), tom=tom)
            text = tekst(Format.HTML, made.filer[Format.HTML])
            fields = sorted({sted.felt for nr, sted in places if _merke(nr) in text})
            seen |= {*fields}
            lines += [f"{dokument.navn}{' --tom' if tom else ''} ({len(fields)})", *(f"  {f}" for f in fields), ""]
    unseen = sorted({sted.felt for _, sted in places} - seen)
    lines += [f"i ingen av dem ({len(unseen)})", *(f"  {f}" for f in unseen), ""]
    if oppdater:
        FASIT.write_text("\n".join(lines), "utf-8")
    assert FASIT.exists(), "fasiten mangler: kjør pytest --oppdater-fasit, og les den"
    assert "\n".join(lines) == FASIT.read_text("utf-8")


def _gruppe(nr: int, runde: int) -> str:
    """A text with a third of the hostile strings, a line each; over the rounds each place gets each of them.

    It begins with a capital, as the documents print roles and the like.
    """
    first = nr * 7 + runde * GRUPPE
    part = [FIENDTLIGE[(first + i) % len(FIENDTLIGE)] for i in range(GRUPPE)]
    return stor("\n".join([*part[: GRUPPE // 2], _merke(nr), *part[GRUPPE // 2 :]]))


def _alene(nr: int, runde: int) -> str:
    """A text that is a single hostile string, or ends with one: nothing stands before what would be markup."""
    string = FIENDTLIGE[(nr * 7 + runde) % len(FIENDTLIGE)]
    return stor(f"{string} {_merke(nr)}") if nr % 2 else stor(f"{string} {_merke(nr)} {string}")


@pytest.mark.parametrize("runde", range(RUNDER))
@pytest.mark.parametrize("navn", DOKUMENTER)
def test_hostile_texts_come_out_as_they_went_in(navn: str, runde: int) -> None:
    sak = Sak(_nummerert(lambda nr: _gruppe(nr, runde)), 1)
    made = _lag(navn, sak)
    assert made.feil == ()
    _sjekk(navn, sak, made, 1)


@pytest.mark.parametrize("runde", range(len(FIENDTLIGE)) if "FUZZ" in os.environ else (0,))
@pytest.mark.parametrize("navn", DOKUMENTER)
def test_a_hostile_text_alone_comes_out_as_it_went_in(navn: str, runde: int) -> None:
    sak = Sak(_nummerert(lambda nr: _alene(nr, runde)))
    made = _lag(navn, sak)
    assert made.feil == ()
    _sjekk(navn, sak, made, 2)


@pytest.mark.parametrize("navn", DOKUMENTER)
def test_what_the_typefaces_lack_is_named_and_stops_only_the_pdf(navn: str) -> None:
    """Right-to-left scripts too: a PDF without them is refused, so there is none in which their order is wrong."""
    sak = Sak(_nummerert(lambda nr: f"{UTEN_SKRIFT[nr % len(UTEN_SKRIFT)]} {_merke(nr)}"))
    made = _lag(navn, sak)
    assert set(made.filer) == {*ORD}
    (stopped,) = made.feil
    assert re.match(r"PDF-en ble ikke laget: skriften har ikke («.» )?\(U\+[0-9A-F]{4,5}", stopped.message)
    assert "DOCX" in stopped.remedy
    _sjekk(navn, sak, made, 2)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Bra 😀", "«😀» (U+1F600, GRINNING FACE)"),
        ("שלום", "«ש» (U+05E9, HEBREW LETTER SHIN), «ל» (U+05DC, HEBREW LETTER LAMED)"),
        ("مرحبا", "«م» (U+0645, ARABIC LETTER MEEM)"),
        ("漢", "«漢» (U+6F22, CJK UNIFIED IDEOGRAPH-6F22)"),
        ("1\ufe0f\u20e3", "(U+20E3, COMBINING ENCLOSING KEYCAP)"),
        ("\ue000", "(U+E000)"),
    ],
)
@pytest.mark.parametrize("sted", [Tekst("skole", "skole"), Tekst("tiltaksplan", "status")])
def test_it_is_named_wherever_it_stands(sted: Tekst, text: str, named: str) -> None:
    """Also where no template prints it: in the head and the foot."""
    made = _lag("tiltaksplan", Sak(lambda at: f"Å{text}Å" if at == sted else "Å"), (Format.PDF,))
    assert named in made.feil[0].message
    assert not made.filer


def test_all_that_the_typefaces_have_comes_out() -> None:
    """Each character that is said to be there, in a document that is compared sign by sign.

    But for marks that are set on a letter and make no letter with it: what Typst says of them in the PDF, it may say
    twice, once for each of the two glyphs, so there it only has to draw them.
    """
    everything = (chr(code) for code in range(0x21, 0x20000) if not 0xD800 <= code < 0xE000)
    known = [c for c in everything if clean(c) == c and not fonts.lacking(c)]
    marks = " ".join(f"Q{c}" for c in known if unicodedata.category(c)[0] == "M")
    signs = " ".join(c for c in known if unicodedata.category(c)[0] != "M")
    assert len(known) > 4000
    assert fonts.lacking("\u1680\u20e3") == ["\u1680", "\u20e3"], "a blank that is drawn; a mark for symbols only"
    made = _lag("tiltaksplan", Sak(lambda at: {"status": signs, "fluktrute": marks}.get(at.sti, "Å")))
    assert made.feil == ()
    for format_, data in made.filer.items():
        assert _som_lest(format_, signs) in _lest(format_, data), format_
        assert format_ is Format.PDF or _som_lest(format_, marks) in _lest(format_, data), format_


@pytest.mark.parametrize(
    "text",
    [
        "A\u202eB\u202dC\u202aD\u202bE\u202cF",
        "A\u2066B\u2067C\u2068D\u2069E\u200eF\u200fG\u061cH",
        "♡\u200d☀ ❠\u200d🖟 B\u202e␦\u0302 ❤\ufe0f",
        "A\u200cB\u200dC\u2060D\u2061E\u206fF\u034fG",
    ],
)
def test_what_is_not_seen_turns_nothing_round_and_stops_nothing(text: str) -> None:
    """Word and HTML keep it. A PDF has typefaces that it says nothing in, and leaves it out."""
    made = _lag("tiltaksplan", Sak(_nummerert(lambda nr: f"{text} {_merke(nr)}")))
    assert made.feil == ()
    _sjekk("tiltaksplan", Sak(_nummerert(lambda nr: f"{text} {_merke(nr)}")), made, 2)


@pytest.mark.parametrize("fil", sorted({"sak", "fravaer", "kartlegging", "kontakt", "tiltaksplan", "evaluering"}))
def test_a_control_character_is_told_of_and_in_no_document(fil: str, tmp_path: Path) -> None:
    folder = Sak(lambda at: "\x07Pling" if at.fil == fil else "Å").skriv(tmp_path)
    dokument = find("henvisning-ppt")
    (order,) = orders(hvor(str(folder)), dokument, I_DAG, I_DAG, tom=False)
    assert {d.code for d in order.feil} == {"F011"}
    assert "U+0007" in order.feil[0].message


def test_what_is_no_character_at_all_is_in_no_document() -> None:
    made = _lag("tiltaksplan", Sak(lambda at: "A\ufdd0B\U0001fffeC\ufeffD"))
    assert made.feil == ()
    for format_, data in made.filer.items():
        assert "ABCD" in _lest(format_, data), format_
        assert not re.search("[\ufdd0\ufffe\ufeff\U0001fffe]", _lest(format_, data)), format_


@pytest.mark.parametrize("navn", DOKUMENTER)
def test_ten_thousand_characters_are_not_cut(navn: str) -> None:
    """One text in twelve of a document; over the runs with FUZZ all. Each word is there, in its order."""
    shown = [nr for nr in range(len(_merket(2).tekster)) if _merke(nr) in _rolig(navn, 2)[Format.HTML]]
    names = {nr for nr, at in enumerate(_merket(2).tekster) if at.felt in ("sak: elev.navn", "skole: skole")}
    words = " ".join(f"ord{i:04}" for i in range(1250))
    assert len(words) == 9_999
    for start in range(12) if "FUZZ" in os.environ else (0,):
        long = {*shown[start::12]} - names
        texts = [f"A{words}{_merke(nr)}" if nr in long else _merke(nr) for nr in range(len(_merket(2).tekster))]
        sak = Sak(_nummerert(texts.__getitem__))
        made = _lag(navn, sak)
        assert made.feil == ()
        _sjekk(navn, sak, made, 2)


def test_names_of_ten_thousand_characters_do_not_stop_a_document() -> None:
    made = _lag("tiltaksplan", Sak(lambda at: "Å" * 10_000 if at.sti in ("skole", "elev.navn", "klasse") else "B"))
    assert set(made.filer) == {*ALLE}
    for format_, data in made.filer.items():
        assert "Å" * 10_000 in _lest(format_, data), format_


def test_a_long_word_is_not_divided_between_a_letter_and_its_mark() -> None:
    word = "Q\u0301" * 40
    made = _lag("tiltaksplan", Sak(lambda at: word if at.sti in ("skole", "status") else "Q"))
    read = les(made.filer[Format.PDF])
    assert word in flat(read.tekst)
    for text in (read.tekst, *read.rammer):
        assert "\u200b" in text, "it may be divided"
        assert "\u200b\u0301" not in text.replace("\n", "")


_BITER = st.one_of(
    st.sampled_from(FIENDTLIGE),
    st.text("#*_`$@<>[]{}()\\/\"'~=-+.:;!?&%|^, \n1aZåÆ«–", min_size=1, max_size=12),
    st.text(st.characters(max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]), min_size=1, max_size=12),
)


@settings(
    max_examples=ANTALL,
    derandomize="FUZZ" not in os.environ,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.sampled_from(DOKUMENTER), st.lists(st.lists(_BITER, min_size=1, max_size=4), min_size=7, max_size=7))
def test_any_text_comes_out_as_it_went_in(navn: str, pieces: list[list[str]]) -> None:
    texts = ["".join(parts) for parts in pieces]
    sak = Sak(_nummerert(lambda nr: f"Q{texts[nr % 7]}{_merke(nr)}{texts[nr % 7]}Z"))
    made = _lag(navn, sak)
    assert made.feil == ()
    _sjekk(navn, sak, made, 2)
