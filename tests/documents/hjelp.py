"""What the tests of documents share: making one from files in the test, and reading the text back out."""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zlib
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from fravaer_cli.documents.catalogue import find
from fravaer_cli.documents.orders import orders, sted
from fravaer_cli.documents.production import Format, Laget, produce

ROT = Path(__file__).resolve().parents[2]
EKSEMPLER = ROT / "sample-cases"
I_DAG = date(2026, 8, 1)
ALLE = (Format.DOCX, Format.PDF, Format.HTML)


def lag(navn: str, sti: Path, dato: str = "2025-10-13", formater: tuple[Format, ...] = ALLE, **valg: Any) -> Laget:
    """A document of the case at a path."""
    dokument = find(navn)
    assert dokument is not None
    (ordre,) = orders(sted(str(sti)), dokument, date.fromisoformat(dato), I_DAG, tom=valg.pop("tom", False))
    assert not ordre.feil, ordre.feil
    return produce(dokument, ordre.grunnlag, formater, **valg)


def tekst(format_: Format, data: bytes) -> str:
    """All text of a document, as a reader would get it."""
    return {Format.DOCX: _docx, Format.PDF: _pdf, Format.HTML: _html}[format_](data)


def flat(text: str) -> str:
    """The text without what only steers where lines break: how a page is set is not what it says."""
    text = re.sub("[\u00ad\u200b]", "", text)
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def uten_bindestrek(text: str) -> str:
    """The flat text without hyphens: in a PDF's columns long words are divided."""
    return re.sub("[-‐]", "", flat(text))


def png(width: int = 30, height: int = 10) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x1f\x4e\x5f" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _docx(data: bytes) -> str:
    from docx import Document  # noqa: PLC0415 - heavy
    from docx.oxml.ns import qn  # noqa: PLC0415 - heavy

    document = Document(io.BytesIO(data))
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t", qn("w:softHyphen"): "\u00ad", qn("w:noBreakHyphen"): "\u2011"}
    lines = []
    for paragraph in document.element.body.iter(qn("w:p")):
        parts = paragraph.iter(qn("w:t"), *signs)
        lines.append("".join(signs.get(e.tag) or e.text or "" for e in parts))
    return "\n".join(lines)


def _pdf(data: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - heavy

    # pypdf does not read /ActualText: where a word is divided, the same glyph is also every other hyphen on the page.
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return text.replace("\u00ad", "-")


class _Leser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden += tag in ("style", "title")
        if tag == "br":
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def html_leser(data: bytes) -> _Leser:
    """The page, read."""
    reader = _Leser()
    reader.feed(data.decode("utf-8"))
    return reader


def _html(data: bytes) -> str:
    return "".join(html_leser(data).found)
