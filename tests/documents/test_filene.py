"""The files themselves: steady bytes, accessible, marked, in the school's own look."""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from fravaer_cli.documents import fonts, mark, pandoc
from fravaer_cli.documents.catalogue import KATALOG, find
from fravaer_cli.documents.law import lov
from fravaer_cli.documents.production import Format
from fravaer_cli.documents.writing import write
from fravaer_cli.errors import UserError
from tests.documents.hjelp import ALLE, EKSEMPLER, ROT, html_leser, lag, png, tekst

AMIN = EKSEMPLER / "klasse5a" / "amin"


@pytest.fixture(scope="module")
def amin() -> dict[Format, bytes]:
    return dict(lag("tiltaksplan", AMIN).filer)


@pytest.fixture
def skole(tmp_path: Path) -> Path:
    shutil.copytree(EKSEMPLER / "klasse5a", tmp_path / "klasse5a")
    shutil.copy(EKSEMPLER / "skole.yaml", tmp_path)
    return tmp_path


def test_the_same_input_gives_the_same_bytes(amin: dict[Format, bytes]) -> None:
    assert dict(lag("tiltaksplan", AMIN).filer) == amin


def test_the_pdf_says_what_it_is(amin: dict[Format, bytes]) -> None:
    reader = PdfReader(io.BytesIO(amin[Format.PDF]))
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert reader.metadata is not None
    assert reader.metadata.title == "Tiltaksplan for Amin Yusuf"
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("nb")
    roles = _roles(reader.trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L"} <= roles
    assert all(b"/FontFile" in _fonts(page) for page in reader.pages)


def _roles(node: object) -> set[str]:
    found: set[str] = set()
    todo = [node]
    while todo:
        at = todo.pop()
        at = at.get_object() if hasattr(at, "get_object") else at
        if isinstance(at, list):
            todo.extend(at)
        elif isinstance(at, dict):
            if "/S" in at:
                found.add(str(at["/S"]))
            if "/K" in at:
                todo.append(at["/K"])
    return found


def _fonts(page: object) -> bytes:
    names = b""
    for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
        inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        names += b" ".join(k.encode() for k in inner if k.startswith("/FontFile"))
    return names


def test_word_has_real_headings_repeated_heads_and_whole_rows(amin: dict[Format, bytes]) -> None:
    document = Document(io.BytesIO(amin[Format.DOCX]))
    styles = [p.style.name for p in document.paragraphs if p.style is not None]
    assert styles[0] == "Heading 1"
    assert "Heading 2" in styles
    for table in document.tables:
        for row in table._tbl.tr_lst:
            assert row.trPr.find(qn("w:cantSplit")) is not None
        grid = [int(c.get(qn("w:w"))) for c in table._tbl.tblGrid]
        assert 9600 <= sum(grid) <= 9645, "17 cm"
    heads = [t for t in document.tables if t._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None]
    assert len(heads) == 4
    assert document.styles["Normal"].element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "nb-NO"
    assert document.core_properties.title == "Tiltaksplan for Amin Yusuf"
    header = "".join(document.sections[0].header._element.itertext())
    footer = "".join(document.sections[0].footer._element.itertext())
    assert "Solvang skole" in header
    assert "jf. offentleglova § 13, jf. forvaltningsloven § 13" in header.replace("\u00a0", " ")
    assert "Tiltaksplan · Amin Yusuf" in footer
    assert "NUMPAGES" in footer


def test_boxes_can_be_clicked_in_word() -> None:
    data = lag("tiltaksplan", AMIN, tom=True, formater=(Format.DOCX,)).filer[Format.DOCX]
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert xml.count("checkbox>") == 2
    assert xml.count('checked w14:val="0"') == 2


def test_the_page_is_self_contained_and_has_headed_tables(amin: dict[Format, bytes]) -> None:
    tags = html_leser(amin[Format.HTML]).tags
    assert ("html", {"lang": "nb"}) in tags
    assert [t for t, _ in tags].count("h1") == 1
    assert not {"script", "link", "iframe", "object"} & {t for t, _ in tags}
    assert not any(a.get("src", "data:") and not str(a.get("src", "data:")).startswith("data:") for _, a in tags)
    assert "http" not in amin[Format.HTML].decode().replace("http-equiv", "")


def test_a_grid_scrolls_by_itself_and_by_keyboard() -> None:
    data = lag("fraværsmønster", AMIN, formater=(Format.HTML,)).filer[Format.HTML].decode()
    grid = '<table class="(?:rutenett|kalender)\\b'
    named = re.findall(f'<div class="rulle" tabindex="0" role="group" aria-label="Tabell: ([^"]+)">{grid}', data)
    assert len(named) == len(re.findall(grid, data)) == data.count("</table></div>")
    assert named[:2] == ["Skoleåret dag for dag", "Ukedager"]


def test_signatures_follow_what_they_stand_under(amin: dict[Format, bytes]) -> None:
    xml = zipfile.ZipFile(io.BytesIO(amin[Format.DOCX])).read("word/document.xml")
    assert b"data-hold" not in xml
    meetings, signatures = Document(io.BytesIO(amin[Format.DOCX])).tables[-2:]
    for table, last in ((meetings, None), (signatures, -1)):
        for row in table._tbl.tr_lst[:last]:
            assert all(p.pPr.find(qn("w:keepNext")) is not None for p in row.iter(qn("w:p")))


def test_a_changed_file_is_known_in_every_format(amin: dict[Format, bytes]) -> None:
    for format_, data in amin.items():
        assert mark.untouched(data), format_
    assert not mark.untouched(amin[Format.PDF] + b"x")
    assert not mark.untouched(amin[Format.HTML].replace(b"Amin", b"Emin"))
    assert not mark.untouched(b"")
    assert not mark.untouched(b"PK not a zip")
    document = Document(io.BytesIO(amin[Format.DOCX]))
    document.paragraphs[0].add_run(" endret")
    saved = io.BytesIO()
    document.save(saved)
    assert not mark.untouched(saved.getvalue())


def test_what_somebody_changed_is_not_overwritten(tmp_path: Path, amin: dict[Format, bytes]) -> None:
    path = tmp_path / "plan.html"
    assert write(path, amin[Format.HTML], overwrite=False)
    assert not write(path, amin[Format.HTML], overwrite=False), "the same is not written again"
    newer = lag("tiltaksplan", AMIN, dato="2025-10-14", formater=(Format.HTML,)).filer[Format.HTML]
    assert write(path, newer, overwrite=False) or newer == amin[Format.HTML]
    path.write_bytes(path.read_bytes() + b" ")
    changed = path.read_bytes()
    with pytest.raises(UserError, match="endret av noen") as stopped:
        write(path, amin[Format.HTML], overwrite=False)
    assert "--overskriv" in stopped.value.remedy
    assert path.read_bytes() == changed
    assert write(path, amin[Format.HTML], overwrite=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["plan.html"], "nothing is left behind"


def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amin: dict[Format, bytes]
) -> None:
    path = tmp_path / "plan.html"
    write(path, amin[Format.HTML], overwrite=False)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="ikke plass på disken"):
        write(path, b"new", overwrite=True)
    assert path.read_bytes() == amin[Format.HTML]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "annet.txt").write_text("mitt")
    (tmp_path / "plan.html").symlink_to(tmp_path / "annet.txt")
    with pytest.raises(UserError, match="ikke en vanlig fil"):
        write(tmp_path / "plan.html", b"x", overwrite=True)
    assert (tmp_path / "annet.txt").read_text() == "mitt"


def test_another_pandoc_on_the_path_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "pandoc"
    other.write_text("#!/bin/sh\nexit 7\n")
    other.chmod(other.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert lag("tiltaksplan", AMIN, formater=(Format.DOCX,)).filer
    assert pandoc.program().parent.name == "files"


def test_the_schools_logo_stands_in_the_head(skole: Path) -> None:
    (skole / "logo.png").write_bytes(png())
    with (skole / "skole.yaml").open("a", encoding="utf-8") as file:
        file.write("logo: logo.png\n")
    made = lag("tiltaksplan", skole / "klasse5a" / "amin").filer
    names = zipfile.ZipFile(io.BytesIO(made[Format.DOCX])).namelist()
    assert "word/media/logo.png" in names
    assert (
        b"/Figure" in made[Format.PDF]
        or "/Figure" in _roles(PdfReader(io.BytesIO(made[Format.PDF])).trailer["/Root"]["/StructTreeRoot"])
        or b"/Image" in made[Format.PDF]
    )
    (img,) = [a for t, a in html_leser(made[Format.HTML]).tags if t == "img"]
    assert img["alt"] == "Logoen til Solvang skole"


@pytest.mark.parametrize(("fil", "sier"), [("mangler.png", "Finner ikke logoen"), ("tekst.png", "ikke et PNG-")])
def test_a_wrong_logo_is_told_of(skole: Path, fil: str, sier: str) -> None:
    (skole / "tekst.png").write_text("ikke et bilde")
    with (skole / "skole.yaml").open("a", encoding="utf-8") as file:
        file.write(f"logo: {fil}\n")
    with pytest.raises(UserError, match=sier):
        lag("tiltaksplan", skole / "klasse5a" / "amin")


def test_a_municipalitys_own_template_goes_first(skole: Path) -> None:
    own = skole / "maler"
    own.mkdir()
    (own / "tiltaksplan.html").write_text("<h1>Vår plan</h1><p>{{ elev.navn }}, {{ 6 * 7 }}</p>", "utf-8")
    made = lag("tiltaksplan", skole / "klasse5a" / "amin").filer
    for format_, data in made.items():
        text = tekst(format_, data)
        assert "Vår plan" in text
        assert "Amin Yusuf, 42" in text, format_


@pytest.mark.parametrize(
    "mal",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ elev.finnes_ikke }}",
        "{% include '../skole.yaml' %}",
        "{% include '/etc/passwd' %}",
        "{{ 'x' | safe }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{{ 1 / 0 }}",
        "{% if %}",
    ],
)
def test_a_wrong_or_evil_template_is_stopped_with_a_sentence(skole: Path, mal: str) -> None:
    own = skole / "maler"
    own.mkdir()
    (own / "tiltaksplan.html").write_text(f"<h1>x</h1>{mal}", "utf-8")
    with pytest.raises(UserError, match=r"maler/tiltaksplan\.html"):
        lag("tiltaksplan", skole / "klasse5a" / "amin")


def test_raw_html_of_a_template_reaches_neither_word_nor_disk(skole: Path) -> None:
    own = skole / "maler"
    own.mkdir()
    secret = skole / "hemmelig.png"
    secret.write_bytes(png())
    (own / "tiltaksplan.html").write_text(
        f'<h1>x</h1><p><img src="{secret}" alt="b"><img src="file://{secret}" alt="c"></p><script>1</script>', "utf-8"
    )
    made = lag("tiltaksplan", skole / "klasse5a" / "amin", formater=(Format.DOCX,))
    names = zipfile.ZipFile(io.BytesIO(made.filer[Format.DOCX])).namelist()
    assert not [n for n in names if "media" in n]


def test_a_template_that_is_a_link_out_of_the_folder_is_refused(skole: Path, tmp_path: Path) -> None:
    (skole / "maler").mkdir()
    (skole / "utenfor.html").write_text("<h1>x</h1>")
    (skole / "maler" / "tiltaksplan.html").symlink_to(skole / "utenfor.html")
    with pytest.raises(UserError, match="snarvei"):
        lag("tiltaksplan", skole / "klasse5a" / "amin")


def test_the_reference_document_is_what_the_script_makes() -> None:
    committed = (ROT / "templates" / "reference.docx").read_bytes()
    code = (
        "import runpy, pathlib, sys; m = runpy.run_path('scripts/lag_referanse.py');"
        "m['main'].__globals__['MAAL'] = pathlib.Path(sys.argv[1]); m['main']()"
    )
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "r.docx"
        subprocess.run([sys.executable, "-c", code, str(target)], cwd=ROT, check=True, capture_output=True)
        made = target.read_bytes()
    before, after = (zipfile.ZipFile(io.BytesIO(d)) for d in (committed, made))
    assert before.namelist() == after.namelist()
    assert [n for n in before.namelist() if before.read(n) != after.read(n)] == []


def test_the_typeface_has_what_norway_needs() -> None:
    assert fonts.lacking("æøå ÆØÅ áčđŋšŧž ÁČĐŊŠŦŽ ☐☒☑✓ «»–—…•→ é ü ł ş ğ ı Жя ếữ") == []
    assert fonts.lacking("a😀") == ["😀"]


def test_every_document_has_a_template_and_a_context() -> None:
    for dokument in KATALOG:
        assert (ROT / "templates" / "dokumenter" / f"{dokument.modul}.html").is_file()
        assert (ROT / "fravaer_cli" / "documents" / "contexts" / f"{dokument.modul}.py").is_file()
        assert find(dokument.navn.upper()) is dokument
    assert find("finnesikke") is None


def test_no_template_names_a_section_itself() -> None:
    for path in (ROT / "templates" / "dokumenter").glob("*.html"):
        text = path.read_text("utf-8")
        assert "§" not in text, path.name
        assert "safe" not in text, path.name
    assert lov()["oppfoelging"] == "opplæringslova §\u00a010-6 første ledd"
    assert "9A" not in str(lov())


def test_other_commands_do_not_load_what_makes_documents() -> None:
    code = (
        "import sys; from fravaer_cli.cli.app import app\n"
        "try: app(['check', 'sample-cases/klasse5a', '--dato', '2025-11-21'], prog_name='fravaer')\n"
        "except SystemExit: pass\n"
        "heavy = {'jinja2', 'pypandoc', 'typst', 'docx', 'lxml'} & set(sys.modules)\n"
        "print('TUNGT', sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROT, capture_output=True, check=True, text=True)
    assert done.stdout.endswith("TUNGT []\n")


def test_all_formats_are_tried() -> None:
    assert set(ALLE) == set(Format)
