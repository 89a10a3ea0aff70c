"""Builds templates/reference.docx: the styles, head and foot that every Word document gets from pandoc.

Run it after a change, and commit the result: `.venv/bin/python scripts/lag_referanse.py`. The same script gives the
same bytes, so git shows a change only where there is one. What stands in double square brackets in the head and
the foot is filled in for each document (`fravaer_cli/documents/docx_frame.py`); a municipality's own may use the same.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

MAAL = Path(__file__).resolve().parents[1] / "templates" / "reference.docx"
SKRIFT = "Source Sans 3"
AKSENT, TONE, STREK, DEMPET, SVART = "1F4E5F", "E9F0F2", "AEBCC2", "51616A", "1A1A1A"


FALLBACK = (
    f'<w:font w:name="{SKRIFT}"><w:altName w:val="Calibri"/><w:panose1 w:val="020B0503030403020204"/>'
    '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
).encode()
"""What Word is to use where the typeface is not installed: a sans of much the same width."""


def main() -> None:
    """Write the reference document."""
    document = Document()
    _page(document)
    _base(document)
    _headings(document)
    _paragraphs(document)
    _tables(document)
    _head(document.sections[0])
    _foot(document.sections[0])
    body = document.element.body
    for paragraph in body.findall(qn("w:p")):
        body.remove(paragraph)
    MAAL.write_bytes(_steady(document))
    print(f"{MAAL.name}: {MAAL.stat().st_size} byte")


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.9), Cm(2.1)
    section.header_distance, section.footer_distance = Cm(1.1), Cm(0.9)


def _font(style: Any, size: float, *, bold: bool | None = None, colour: str = SVART) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = SKRIFT, Pt(size), bold, False
    font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in list(fonts.attrib):
        if kind.endswith("Theme"):
            del fonts.attrib[kind]
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), SKRIFT)


def _spacing(style: Any, before: float, after: float, line: float | None = 1.0) -> None:
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    if line:
        shape.line_spacing = line


def _base(document: Any) -> None:
    normal = document.styles["Normal"]
    _font(normal, 10.5)
    _spacing(normal, 0, 6)
    normal.paragraph_format.widow_control = True
    language = OxmlElement("w:lang")
    for kind, value in (("w:val", "nb-NO"), ("w:eastAsia", "nb-NO"), ("w:bidi", "ar-SA")):
        language.set(qn(kind), value)
    normal.element.get_or_add_rPr().append(language)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for old in defaults.iter(qn("w:lang")):
        old.set(qn("w:val"), "nb-NO")
    settings = document.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")  # today's Word: tables begin at the margin
    for old in settings.findall(qn("w:themeFontLang")):
        old.set(qn("w:val"), "nb-NO")


def _headings(document: Any) -> None:
    sizes = {"Heading 1": (23, 0, 4), "Heading 2": (13, 16, 6), "Heading 3": (11, 10, 4), "Title": (23, 0, 4)}
    for name, (size, before, after) in sizes.items():
        style = document.styles[name]
        _font(style, size, bold=True, colour=AKSENT)
        _spacing(style, before, after, 1.0)
        style.paragraph_format.keep_with_next = True
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
        for odd in [e for e in style.element.iter(qn("w:spacing"), qn("w:kern")) if e.getparent().tag == qn("w:rPr")]:
            odd.getparent().remove(odd)


def _style(document: Any, name: str, based_on: str = "Normal", kind: Any = WD_STYLE_TYPE.PARAGRAPH) -> Any:
    existing = [s for s in document.styles if s.name == name]
    style = existing[0] if existing else document.styles.add_style(name, kind)
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        style.base_style = document.styles[based_on]
        style.quick_style = True
    return style


def _paragraphs(document: Any) -> None:
    for name in ("Body Text", "First Paragraph", "Compact"):
        style = _style(document, name)
        _font(style, 10.5)
        _spacing(style, 0, 3 if name == "Compact" else 6)
    undertittel = _style(document, "Undertittel")
    _font(undertittel, 13, colour=DEMPET)
    _spacing(undertittel, 0, 12)
    ingress = _style(document, "Ingress")
    _font(ingress, 10.5, colour=DEMPET)
    _spacing(ingress, 0, 8)
    ingress.paragraph_format.keep_with_next = True
    liten = _style(document, "Liten")
    _font(liten, 8.5, colour=DEMPET)
    _spacing(liten, 10, 0)
    _boxed(_style(document, "Ramme"))
    _line(_style(document, "Skrivelinje"), 24, border=True)
    _line(_style(document, "Tomrom"), 20, border=False)
    _line(_style(document, "Seksjonsslutt"), 1, border=False)
    cell = _style(document, "Tabelltekst")
    _font(cell, 9.5)
    _spacing(cell, 0, 2)
    detail = _style(document, "Detalj", "Tabelltekst")
    _font(detail, 8.5, colour=DEMPET)
    _spacing(detail, 1, 2)
    choice = _style(document, "Valg")
    _font(choice, 10.5)
    _spacing(choice, 0, 3)
    choice.paragraph_format.keep_with_next = True
    head = _style(document, "Tabellhode", "Tabelltekst")
    _font(head, 9.5, bold=True, colour=AKSENT)
    head.paragraph_format.keep_with_next = True
    day, week = _style(document, "Kalendertekst", "Tabelltekst"), _style(document, "Kalenderhode", "Tabellhode")
    _font(day, 10.5)
    _font(week, 9, bold=True, colour=AKSENT)
    for style in (day, week):
        _spacing(style, 0, 0)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _in_order(style.element.get_or_add_pPr())
    fact = _style(document, "Faktatekst", "Tabelltekst")
    _font(fact, 10)
    name = _style(document, "Faktanavn", "Faktatekst")
    _font(name, 10, bold=True, colour=AKSENT)
    gap = _style(document, "Mangler", kind=WD_STYLE_TYPE.CHARACTER)
    gap.element.get_or_add_rPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="FFF0B3"/>'))
    _language_free(gap)


def _language_free(style: Any) -> None:
    style.quick_style = True


def _boxed(style: Any) -> None:
    _font(style, 10.5)
    _spacing(style, 8, 8)
    shape = style.paragraph_format
    shape.left_indent, shape.right_indent = Cm(0.3), Cm(0.2)
    properties = style.element.get_or_add_pPr()
    properties.append(
        parse_xml(
            f"<w:pBdr {nsdecls('w')}>"
            f'<w:top w:val="single" w:sz="4" w:space="5" w:color="{TONE}"/>'
            f'<w:left w:val="single" w:sz="20" w:space="7" w:color="{AKSENT}"/>'
            f'<w:bottom w:val="single" w:sz="4" w:space="5" w:color="{TONE}"/>'
            f'<w:right w:val="single" w:sz="4" w:space="5" w:color="{TONE}"/></w:pBdr>'
        )
    )
    properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{TONE}"/>'))
    properties.append(parse_xml(f"<w:contextualSpacing {nsdecls('w')}/>"))
    _in_order(properties)


def _line(style: Any, height: float, *, border: bool) -> None:
    """An empty paragraph of a fixed height: room to write by hand, with or without a line below."""
    _font(style, 9.5)
    _spacing(style, 0, 0, None)
    properties = style.element.get_or_add_pPr()
    spacing = properties.find(qn("w:spacing"))
    spacing.set(qn("w:line"), str(int(height * 20)))
    spacing.set(qn("w:lineRule"), "exact")
    if border:
        line = f'w:val="single" w:sz="4" w:space="0" w:color="{STREK}"'
        xml = f"<w:pBdr {nsdecls('w')}><w:bottom {line}/><w:between {line}/></w:pBdr>"
        properties.append(parse_xml(xml))
    _in_order(properties)


ORDER = ("keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "spacing", "ind")
ORDER += ("contextualSpacing", "jc", "outlineLvl")


def _in_order(properties: Any) -> None:
    """The order of elements that the format wants."""
    place = {qn(f"w:{name}"): i for i, name in enumerate(ORDER)}
    children = sorted(properties, key=lambda e: place.get(e.tag, len(ORDER)))
    for child in children:
        properties.remove(child)
    for child in children:
        properties.append(child)


TABLE = """<w:style {ns} w:type="table" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:top w:w="{v}" w:type="dxa"/>
<w:left w:w="{h}" w:type="dxa"/><w:bottom w:w="{v}" w:type="dxa"/><w:right w:w="{h}" w:type="dxa"/></w:tblCellMar>
</w:tblPr>{first}</w:style>"""
FIRST = """<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{accent}"/></w:rPr><w:tcPr>
<w:shd w:val="clear" w:color="auto" w:fill="{tone}"/></w:tcPr></w:tblStylePr>"""


def _tables(document: Any) -> None:
    """Our own table styles, in place of the hundred that the library's template has."""
    for style in [s for s in document.styles if s.type == WD_STYLE_TYPE.TABLE and s.name not in ("Normal Table",)]:
        style.element.getparent().remove(style.element)

    def border(*sides: str) -> str:
        return "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="{STREK}"/>' for s in sides)

    grid = border("top", "left", "bottom", "right", "insideH", "insideV")
    first = FIRST.format(accent=AKSENT, tone=TONE)
    styles = document.styles.element
    for name, borders, v, h, extra in (
        ("Rutenett", grid, 60, 100, first),
        ("Kalender", grid, 30, 40, first),
        ("Fakta", border("top", "bottom", "insideH"), 60, 60, ""),
    ):
        styles.append(parse_xml(TABLE.format(ns=nsdecls("w"), name=name, borders=borders, v=v, h=h, first=extra)))


def _head(section: Any) -> None:
    header = section.header
    header.is_linked_to_previous = False
    table = header.add_table(1, 2, Cm(17))
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, (Cm(9.5), Cm(7.5)), strict=True):
        cell.width = width
        bottom = f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{AKSENT}"/>'
        cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{bottom}</w:tcBorders>"))
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="bottom"/>'))
    table._tbl.tblPr.append(
        parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:bottom w:w="70" w:type="dxa"/>'
            f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        )
    )
    left, right = table.rows[0].cells
    _say(left.paragraphs[0], ("[[logo]]", 10.5, AKSENT, True), ("[[skole]]", 10.5, AKSENT, True))
    _say(left.add_paragraph(), ("[[kommune]]", 8.5, DEMPET, False))
    _say(right.paragraphs[0], ("[[merking]]", 8.5, DEMPET, False))
    right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    last = header.paragraphs[0]
    last._p.getparent().remove(last._p)
    end = header.add_paragraph()
    end.paragraph_format.space_after = Pt(0)
    end.paragraph_format.line_spacing = Pt(2)


def _foot(section: Any) -> None:
    footer = section.footer
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    for own in list(line.style.element.iter(qn("w:tabs"))):
        own.getparent().remove(own)
    line.paragraph_format.tab_stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
    _say(line, ("[[bunn]]", 8.5, DEMPET, False), ("\tSide ", 8.5, DEMPET, False))
    _field(line, "PAGE")
    _say(line, (" av ", 8.5, DEMPET, False))
    _field(line, "NUMPAGES")


def _say(paragraph: Any, *runs: tuple[str, float, str, bool]) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    for text, size, colour, bold in runs:
        run = paragraph.add_run(text)
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = RGBColor.from_string(colour)


def _field(paragraph: Any, name: str) -> None:
    for xml in (
        '<w:fldChar {ns} w:fldCharType="begin"/>',
        '<w:instrText {ns} xml:space="preserve"> {name} </w:instrText>',
        '<w:fldChar {ns} w:fldCharType="separate"/>',
        "<w:t {ns}>1</w:t>",
        '<w:fldChar {ns} w:fldCharType="end"/>',
    ):
        run = paragraph.add_run()
        run.font.size = Pt(8.5)
        run.font.color.rgb = RGBColor.from_string(DEMPET)
        run._r.append(parse_xml(xml.format(ns=nsdecls("w"), name=name)))


def _steady(document: Any) -> bytes:
    """The file's bytes with fixed dates, and without the picture and the words of python-docx's own template."""
    core = document.core_properties
    core.author = core.title = core.subject = core.keywords = core.comments = core.last_modified_by = ""
    rough = io.BytesIO()
    document.save(rough)
    steady = io.BytesIO()
    with zipfile.ZipFile(rough) as before, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            data = before.read(name)
            after.writestr(info, data.replace(b"</w:fonts>", FALLBACK) if name == "word/fontTable.xml" else data)
    return steady.getvalue()


if __name__ == "__main__":
    sys.exit(main())
