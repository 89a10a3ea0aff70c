"""The few words of Word's XML that we need. lxml is imported when a document is made, not before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def w(name: str) -> str:
    """A name in Word's own namespace."""
    return f"{{{W}}}{name}"


def parse(data: bytes) -> Any:
    """A part as XML; no entity is read from anywhere."""
    from lxml import etree  # noqa: PLC0415 - heavy

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def serialise(element: Any) -> bytes:
    """A part's bytes."""
    from lxml import etree  # noqa: PLC0415 - heavy

    made: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def child(parent: Any, name: str, attributes: Mapping[str, str] | None = None) -> Any:
    """A new last child, its attributes in Word's namespace too."""
    element = parent.makeelement(w(name), {w(k): v for k, v in (attributes or {}).items()})
    parent.append(element)
    return element


_TABLE_ORDER: tuple[str, ...] = (
    "tblStyle",
    "tblpPr",
    "tblOverlap",
    "bidiVisual",
    "tblStyleRowBandSize",
    "tblStyleColBandSize",
    "tblW",
)
_TABLE_ORDER += ("jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")
_TABLE_ORDER += ("tblCaption", "tblDescription")


def put(properties: Any, name: str, attributes: Mapping[str, str]) -> None:
    """Set one of a table's properties, in the place that the format wants."""
    for old in properties.findall(w(name)):
        properties.remove(old)
    element = properties.makeelement(w(name), {w(k): v for k, v in attributes.items()})
    rank = _TABLE_ORDER.index(name)
    later = {w(n) for n in _TABLE_ORDER[rank + 1 :]}
    at = next((i for i, e in enumerate(properties) if e.tag in later), len(properties))
    properties.insert(at, element)
