"""The pass over the Word file that pandoc made: tables, head and foot, metadata, steady bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from fravaer_cli.documents import docx_frame, mark
from fravaer_cli.documents.look import Ramme
from fravaer_cli.documents.ooxml import W, child, parse, put, serialise, w

_CELL_STYLES = {"Rutenett": "Tabelltekst", "Fakta": "Faktatekst", "Kalender": "Kalendertekst"}
_HEADED = frozenset(("Rutenett", "Kalender"))
_HEAD_STYLES = {"Kalendertekst": "Kalenderhode"}
_LONG_ROW, _LONG_ROW_TURNED = 24, 16
"""Lines in a cell, on an upright and on a landscape page: such a row may break; whole, it leaves half a page empty."""
_UPRIGHT = 10_000
"""The widest text of an upright page, in twentieths of a point."""
_OWN_STYLES = frozenset(("Tomrom", "Skrivelinje", "Ramme", "Liten", "Detalj", "Valg", "Faktanavn"))
_TEXTS = frozenset(("BodyText", "FirstParagraph", "Compact", "Skrivelinje", "Valg", "Ramme", "Undertittel"))
_LANDSCAPE_MARGIN = 907
"""1.6 cm, in twentieths of a point."""
_SMALL_TABLE = 24
"""Lines: a table of so many is kept on one page."""
_HELD = 42
"""Lines: what is to be held together and is no longer, is kept on one page."""
_WHEN = (2026, 1, 1, 0, 0, 0)


def finish(data: bytes, ramme: Ramme) -> bytes:
    """The finished Word file.

    Args:
        data: as pandoc made it.
        ramme: what stands around the body.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = parse(parts["word/document.xml"])
    all_turned = _sections(document)
    for table, width in list(_tables(document)):
        _table(table, width)
    _hold(document)
    _air(document)
    _end(document)
    parts["word/document.xml"] = serialise(document)
    if "word/numbering.xml" in parts:
        parts["word/numbering.xml"] = _narrow_lists(parts["word/numbering.xml"])
    docx_frame.fill(parts, ramme)
    if all_turned:
        docx_frame.widen(parts, _text_width(document.find(w("body")).find(w("sectPr"))))
    parts[mark.PART] = mark.custom_part(parts)
    return _packed(parts)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts in a fixed order with fixed dates, so that the same document gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n != "_rels/.rels", n)):
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, parts[name])
    return out.getvalue()


def _end(document: Any) -> None:
    """A last paragraph of next to no height after a table, where Word would put one that may need a page of its own."""
    body = document.find(w("body"))
    blocks = [e for e in body if e.tag != w("sectPr")]
    if blocks and blocks[-1].tag == w("tbl"):
        paragraph = body.makeelement(w("p"))
        child(child(paragraph, "pPr"), "pStyle", {"val": "Seksjonsslutt"})
        blocks[-1].addnext(paragraph)
        for last in blocks[-1].findall(w("tr"))[-1].iter(w("p")):  # after a full page it must not go alone to a new one
            _keep_with_next(last)


def _hold(document: Any) -> None:
    """Keep on one page what the filter marked: a signature or a note never goes alone to the next one."""
    for start in [p for p in document.iter(w("p")) if p.get("data-hold") == "fra"]:
        held, block = [], start.getnext()
        while block.get("data-hold") != "til":
            held.append(block)
            block = block.getnext()
        for marker in (start, block):
            marker.getparent().remove(marker)
        if held and sum(_height(b) for b in held) <= _HELD:
            last = held[-1].findall(w("tr"))[-1] if held[-1].tag == w("tbl") else held[-1]
            end = set(last.iter(w("p")))
            for paragraph in (p for b in held for p in b.iter(w("p")) if p not in end):
                _keep_with_next(paragraph)


def _height(block: Any) -> float:
    if block.tag == w("tbl"):
        grid = [int(column.get(w("w"))) for column in block.find(w("tblGrid"))]
        return sum(_lines(row, grid) for row in block.findall(w("tr")))
    return 1.5 + len("".join(block.itertext())) // 100


def _air(document: Any) -> None:
    """Room between a text and the table under it, and between a table and its note; none above a heading on top."""
    for block in document.find(w("body")):
        before = block.getprevious()
        if before is None:
            continue
        if block.tag == w("tbl") and _style(before) in _TEXTS:
            _space(before, "after", 200)
        elif before.tag == w("tbl") and _style(block) == "Detalj":
            _space(block, "before", 80)
        elif _style(block).startswith("Heading") and _is_page_start(before):
            _space(block, "before", 0)


def _is_page_start(block: Any) -> bool:
    properties = block.find(w("pPr"))
    return properties is not None and any(properties.find(w(n)) is not None for n in ("pageBreakBefore", "sectPr"))


def _style(block: Any) -> str:
    style = block.find(f"{w('pPr')}/{w('pStyle')}")
    return str(style.get(w("val"))) if style is not None else ""


def _space(paragraph: Any, side: str, twentieths: int) -> None:
    spacing = paragraph.find(f"{w('pPr')}/{w('spacing')}")
    if spacing is None:
        properties = paragraph.find(w("pPr"))
        spacing = properties.makeelement(w("spacing"))
        later = {w(n) for n in ("ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr")}
        at = next((i for i, e in enumerate(properties) if e.tag in later), len(properties))
        properties.insert(at, spacing)
    spacing.set(w(side), str(twentieths))


def _tables(document: Any) -> Iterator[tuple[Any, int]]:
    """Each table and the width of the text in its section."""
    waiting: list[Any] = []
    for element in document.iter(w("tbl"), w("sectPr")):
        if element.tag == w("tbl"):
            waiting.append(element)
        else:
            yield from ((table, _text_width(element)) for table in waiting)
            waiting = []
    yield from ((table, _text_width(None)) for table in waiting)


def _text_width(section: Any) -> int:
    """The width between a section's margins, in twentieths of a point."""
    size = section.find(w("pgSz")) if section is not None else None
    margins = section.find(w("pgMar")) if section is not None else None
    if size is None or margins is None:
        return 9638
    return int(size.get(w("w"))) - int(margins.get(w("left"))) - int(margins.get(w("right")))


def _sections(document: Any) -> bool:
    """The landscape sections that the filter asked for: like the document's own section, but turned.

    Returns:
        Whether all of the document is landscape.
    """
    body = document.find(w("body"))
    last = body.find(w("sectPr"))
    asked = [s for s in document.iter(w("sectPr")) if s.get("data-retning")]
    if last is None or not asked:
        return False
    plain = serialise(last)
    for section in asked:
        for part in parse(plain):
            section.append(part)
        paragraph = section.getparent().getparent()
        if section.attrib.pop("data-retning") == "liggende":
            _turn(section)
            if paragraph.getnext() is last:  # nothing comes after: no upright page for it
                _turn(last)
                body.remove(paragraph)
        elif paragraph.getprevious() is None or paragraph.getprevious().find(f".//{w('sectPr')}") is not None:
            body.remove(paragraph)  # nothing came before: no empty page for it
    sizes = [section.find(w("pgSz")) for section in document.iter(w("sectPr"))]
    return all(size is not None and size.get(w("orient")) == "landscape" for size in sizes)


def _turn(section: Any) -> None:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or size.get(w("orient")) == "landscape":
        return
    width, height = size.get(w("w")), size.get(w("h"))
    size.set(w("w"), height)
    size.set(w("h"), width)
    size.set(w("orient"), "landscape")
    if margins is not None:
        for side in ("left", "right"):
            margins.set(w(side), str(min(_LANDSCAPE_MARGIN, int(margins.get(w(side))))))


def _table(table: Any, width: int) -> None:
    properties = table.find(w("tblPr"))
    style = properties.find(w("tblStyle"))
    name = style.get(w("val")) if style is not None else ""
    rows = table.findall(w("tr"))
    shares = _shares(table, rows)
    grid = [round(width * share) for share in shares]
    put(properties, "tblW", {"w": str(sum(grid)), "type": "dxa"})
    put(properties, "tblLayout", {"type": "fixed"})
    put(
        properties,
        "tblLook",
        {
            "firstRow": "1" if name in _HEADED else "0",
            "lastRow": "0",
            "firstColumn": "0",
            "lastColumn": "0",
            "noHBand": "1",
            "noVBand": "1",
            "val": "0620" if name in _HEADED else "0600",
        },
    )
    for jc in properties.findall(w("jc")):
        properties.remove(jc)
    old = table.find(w("tblGrid"))
    for column in list(old):
        old.remove(column)
    for share in grid:
        child(old, "gridCol", {"w": str(share)})
    for row in rows:
        _row(row, grid, _CELL_STYLES.get(name, _CELL_STYLES["Rutenett"]))
    if sum(_lines(row, grid) for row in rows) <= _SMALL_TABLE:
        for row in rows[:-1]:
            for paragraph in row.iter(w("p")):
                _keep_with_next(paragraph)


def _lines(row: Any, grid: list[int]) -> float:
    """How high a row is, in lines, as well as it can be known without setting it."""
    high = [1.0]
    for cell, width in zip(row.findall(w("tc")), grid, strict=False):
        signs = max(8, width / 95)
        high.append(sum(1 + len("".join(p.itertext())) // signs for p in cell.findall(w("p"))))
    return max(high) + 0.5


def _keep_with_next(paragraph: Any) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = paragraph.makeelement(w("pPr"))
        paragraph.insert(0, properties)
    if properties.find(w("keepNext")) is None:
        style = properties.find(w("pStyle"))
        properties.insert(0 if style is None else 1, properties.makeelement(w("keepNext")))


def _shares(table: Any, rows: list[Any]) -> list[float]:
    """Each column's share of the width."""
    given = [int(column.get(w("w")) or 0) for column in table.find(w("tblGrid"))]
    if not given or not all(given):
        count = len(given) or max((len(r.findall(w("tc"))) for r in rows), default=1)
        return [1 / count] * count
    return [share / sum(given) for share in given]


def _row(row: Any, grid: list[int], style: str) -> None:
    properties = row.find(w("trPr"))
    if properties is None:
        properties = row.makeelement(w("trPr"))
        row.insert(0, properties)
    is_head = properties.find(w("tblHeader")) is not None
    cells = row.findall(w("tc"))
    if _lines(row, grid) <= (_LONG_ROW if sum(grid) <= _UPRIGHT else _LONG_ROW_TURNED):
        cant_split = properties.makeelement(w("cantSplit"))
        properties.insert(0, cant_split)
    at = 0
    for cell in cells:
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        columns = int(span.get(w("val"))) if span is not None else 1
        _cell(cell, sum(grid[at : at + columns]), _HEAD_STYLES.get(style, "Tabellhode") if is_head else style)
        if is_head and style == "Kalendertekst" and not at:
            for paragraph in cell.findall(w("p")):
                child(paragraph.find(w("pPr")), "jc", {"val": "left"})  # above the days' names
        at += columns


def _cell(cell: Any, width: int, style: str) -> None:
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = cell.makeelement(w("tcPr"))
        cell.insert(0, properties)
    for old in properties.findall(w("tcW")):
        properties.remove(old)
    properties.insert(0, properties.makeelement(w("tcW"), {w("w"): str(width), w("type"): "dxa"}))
    if not cell.findall(w("p")):
        child(cell, "p")
    paragraphs = cell.findall(w("p"))
    if len(paragraphs) > 1 and _is_room(paragraphs[-2]) and not "".join(paragraphs[-1].itertext()):
        cell.remove(paragraphs.pop())  # pandoc puts an empty one after what the filter made
    for paragraph in paragraphs:
        _set_style(paragraph, style)


def _is_room(paragraph: Any) -> bool:
    return _style(paragraph) == "Tomrom"


def _set_style(paragraph: Any, style: str) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = paragraph.makeelement(w("pPr"))
        paragraph.insert(0, properties)
    current = properties.find(w("pStyle"))
    if current is not None and current.get(w("val")) in _OWN_STYLES:
        return
    for jc in properties.findall(w("jc")):
        properties.remove(jc)
    if current is None:
        current = properties.makeelement(w("pStyle"))
        properties.insert(0, current)
    current.set(w("val"), style)


def _narrow_lists(data: bytes) -> bytes:
    """Lists that begin near the margin: they must fit in a cell."""
    numbering = parse(data)
    for level in _levels(numbering):
        indent = level.find(f"{w('pPr')}/{w('ind')}")
        if indent is not None:
            depth = int(level.get(w("ilvl")) or 0)
            indent.set(w("left"), str(284 * (depth + 1)))
            indent.set(w("hanging"), "227")
    return serialise(numbering)


def _levels(numbering: Any) -> Iterator[Any]:
    yield from numbering.iter(w("lvl"))


__all__ = ["W", "finish"]
