"""Head, foot and metadata of a Word file.

The reference document says where things stand: `[[skole]]`, `[[kommune]]`, `[[merking]]`, `[[tittel]]`, `[[elev]]`,
`[[bunn]]`, `[[dato]]` and `[[logo]]`, each alone in a run of its own. A municipality's own may use them too.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from fravaer_cli.documents.look import Ramme
from fravaer_cli.documents.ooxml import R, child, parse, serialise, w
from fravaer_cli.texts import dag_og_maaned

_FIELD = re.compile(r"\[\[([a-z]+)\]\]")
_HEIGHT = 396_000
"""The logo's height in the head: 1.1 cm, in Word's units."""
_WIDEST = 1_980_000
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PICTURE = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<wp:inline distT="0" distB="0" distL="0" distR="114300"><wp:extent cx="{cx}" cy="{cy}"/>
<wp:docPr id="1" name="Logo" descr="{alt}"/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="1" name="Logo" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>
</w:drawing>"""
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>
<dc:language>nb-NO</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>
<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>"""


def fill(parts: dict[str, bytes], ramme: Ramme) -> None:
    """Fill in the head and the foot, and the metadata."""
    values = {
        "skole": [ramme.skole],
        "kommune": [ramme.kommune],
        "merking": list(ramme.merking),
        "tittel": [ramme.tittel],
        "elev": [ramme.elev],
        "bunn": [ramme.bunn],
        "dato": [dag_og_maaned(ramme.dato, aar=True)],
    }
    for name in [n for n in parts if re.fullmatch(r"word/(header|footer)\d*\.xml", n)]:
        part = parse(parts[name])
        for text in list(part.iter(w("t"))):
            field = _FIELD.fullmatch(text.text or "")
            if field and field[1] == "logo":
                _logo(parts, name, text, ramme)
            elif field and field[1] in values:
                _lines(text, values[field[1]])
        parts[name] = serialise(part)
    parts["docProps/core.xml"] = _CORE.format(
        title=escape(ramme.tittel_full), author=escape(ramme.skole), day=ramme.dato.isoformat()
    ).encode()
    _register_mark(parts)
    parts.pop("docProps/thumbnail.jpeg", None)


def widen(parts: dict[str, bytes], width: int) -> None:
    """Let the head and the foot reach over a landscape page.

    Args:
        width: of the text, in twentieths of a point.
    """
    for name in [n for n in parts if re.fullmatch(r"word/(header|footer)\d*\.xml", n)]:
        part = parse(parts[name])
        for table in part.iter(w("tbl")):
            columns = list(table.iter(w("gridCol")))
            total = sum(int(c.get(w("w")) or 0) for c in columns) or width
            for sized in (*columns, *table.iter(w("tcW")), *table.iter(w("tblW"))):
                if sized.get(w("type")) in (None, "dxa"):
                    sized.set(w("w"), str(round(int(sized.get(w("w")) or 0) * width / total)))
        for stop in part.iter(w("tab")):
            if stop.get(w("val")) == "right":
                stop.set(w("pos"), str(width))
        parts[name] = serialise(part)


def _lines(text: Any, lines: list[str]) -> None:
    """The run's text, with a break between lines."""
    run = text.getparent()
    run.remove(text)
    for i, line in enumerate(line for line in lines if line):
        if i:
            child(run, "br")
        element = child(run, "t")
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        element.text = line


def _logo(parts: dict[str, bytes], name: str, text: Any, ramme: Ramme) -> None:
    run = text.getparent()
    run.remove(text)
    if ramme.logo is None:
        return
    width, height = ramme.logo.width, ramme.logo.height
    cy = _HEIGHT
    cx = max(1, round(cy * width / height))
    if cx > _WIDEST:
        cx, cy = _WIDEST, max(1, round(_WIDEST * height / width))
    file = f"logo.{ramme.logo.kind}"
    parts[f"word/media/{file}"] = ramme.logo.data
    folder, _, part = name.rpartition("/")
    identity = _relate(parts, f"{folder}/_rels/{part}.rels", f"{R}/image", f"media/{file}")
    _content_type(parts, ramme.logo.kind, {"png": "image/png", "jpg": "image/jpeg"}[ramme.logo.kind])
    alt = escape(f"Logoen til {ramme.skole}", quote=True)
    run.append(parse(_PICTURE.format(cx=cx, cy=cy, alt=alt, id=identity).encode()))


def _relate(parts: dict[str, bytes], name: str, kind: str, target: str) -> str:
    """Add a relationship; gives its name."""
    tree = parse(parts.get(name) or f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode())
    for known in tree:
        if known.get("Type") == kind and known.get("Target") == target:
            return str(known.get("Id"))
    identity = f"rIdFravaer{len(tree) + 1}"
    attributes = {"Id": identity, "Type": kind, "Target": target}
    tree.append(tree.makeelement(f"{{{_RELATIONSHIPS}}}Relationship", attributes))
    parts[name] = serialise(tree)
    return identity


_TYPES = "[Content_Types].xml"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"


def _content_type(parts: dict[str, bytes], extension: str, kind: str) -> None:
    tree = parse(parts[_TYPES])
    if not any(e.get("Extension") == extension for e in tree):
        tree.insert(0, tree.makeelement(f"{{{_TYPES_NS}}}Default", {"Extension": extension, "ContentType": kind}))
        parts[_TYPES] = serialise(tree)


def _register_mark(parts: dict[str, bytes]) -> None:
    """Make the part with the mark known, where pandoc has not already done so."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    _relate(parts, "_rels/.rels", kind, "docProps/custom.xml")
    tree = parse(parts[_TYPES])
    if not any(e.get("PartName") == "/docProps/custom.xml" for e in tree):
        attributes = {
            "PartName": "/docProps/custom.xml",
            "ContentType": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        }
        tree.append(tree.makeelement(f"{{{_TYPES_NS}}}Override", attributes))
        parts[_TYPES] = serialise(tree)
