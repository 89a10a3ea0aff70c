"""The text of our own PDF files, as it is read aloud: in the order, and with the characters, that the file itself says.

pypdf's own reader takes what is drawn in the order of the drawing (a row that goes on to the next page is cut in two,
cell by cell), and does not heed `/ActualText`, which stands where a glyph is not the character it is in other places
(a letter with a mark above it, a hyphen that only divides a word).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pypdf import PdfReader


class Lest(NamedTuple):
    """What a PDF says, and what only frames it on each page: head, foot, the heads of tables that go on."""

    tekst: str
    rammer: list[str]


class _Del(NamedTuple):
    """A marked part of a page. `nr` is what the file's structure calls it; `kjent`: its text is given."""

    ramme: bool
    nr: int | None
    kjent: bool


def les(data: bytes) -> Lest:
    """Read a PDF."""
    reader = PdfReader(io.BytesIO(data))
    fonts: dict[Any, Mapping[int, str]] = {}
    parts: dict[tuple[int, int], str] = {}
    frames = []
    for page in reader.pages:
        found, frame = _side(page, fonts)
        frames.append(frame)
        parts |= {(page.indirect_reference.idnum, nr): text for nr, text in found.items()}
    order = list(_orden(reader.trailer["/Root"]["/StructTreeRoot"]))
    assert sorted(order) == sorted(parts), "all that is shown has its place in the structure"
    return Lest("\n".join(parts[at] for at in order), frames)


def _orden(root: Any) -> Iterator[tuple[int, int]]:
    """The parts, each as its page's number and its own, in the order in which they are to be read."""
    todo: list[tuple[Any, int | None]] = [(root, None)]
    while todo:
        node, page = todo.pop()
        node = node.get_object()
        if isinstance(node, int):
            assert page is not None
            yield page, int(node)
        elif isinstance(node, list):
            todo += [(part, page) for part in reversed(node)]
        else:
            page = node.raw_get("/Pg").idnum if "/Pg" in node else page
            inner = node["/MCID"] if node.get("/Type") == "/MCR" else node.get("/K")
            todo += [(inner, page)] if inner is not None and node.get("/Type") != "/OBJR" else []


_TEGN = re.compile(
    rb"""
      /ActualText\s*(?:<(?P<heks>[0-9A-Fa-f]*)>|\((?P<ordrett>(?:[^()\\]|\\.)*)\))
    | (?P<streng>\()
    | <(?P<tall>[0-9A-Fa-f]+)>
    | /MCID\s*(?P<nr>\d+)
    | /(?P<skrift>\w+)\s+[\d.]+\s+Tf
    | (?P<ord>/Artifact|BDC|BMC|EMC|TJ|Tj|Td|Tm)\b
    """,
    re.VERBOSE | re.DOTALL,
)
"""What matters here of how Typst draws a page. pypdf's own parser knows all of it, and takes ten times as long."""


def _side(page: Any, fonts: dict[Any, Mapping[int, str]]) -> tuple[dict[int, str], str]:
    """The text of each marked part of a page by its number, and the text of its frame."""
    found: dict[int, list[str]] = {}
    frame: list[str] = []
    stack: list[_Del] = []
    coming, given = _Del(ramme=False, nr=None, kjent=False), ""
    glyphs: Mapping[int, str] = {}
    strings: list[bytes] = []
    into = frame
    data, at = page.get_contents().get_data(), 0
    while token := _TEGN.search(data, at):
        word, at = token["ord"], token.end()
        if token["streng"]:
            end = _slutt(data, at)
            strings.append(_uten_flukt(data[at : end - 1]))
            at = end
        elif token["tall"]:
            strings.append(bytes.fromhex(token["tall"].decode()))
        elif token["nr"]:
            coming = coming._replace(nr=int(token["nr"]))
        elif token["skrift"]:
            font = page["/Resources"]["/Font"].raw_get(f"/{token['skrift'].decode()}")
            if font.idnum not in fonts:
                fonts[font.idnum] = dict(_characters(font.get_object()["/ToUnicode"].get_data().decode("latin-1")))
            glyphs = fonts[font.idnum]
        elif word is None:
            raw = bytes.fromhex(token["heks"].decode()) if token["heks"] is not None else _uten_flukt(token["ordrett"])
            coming, given = coming._replace(kjent=True), raw.decode("utf-16" if raw[:2] == b"\xfe\xff" else "latin-1")
        elif word == b"/Artifact":
            coming = coming._replace(ramme=True)
        elif word in (b"BDC", b"BMC"):
            if coming.ramme:
                into = frame
            elif coming.nr is not None and not any(part.ramme for part in stack):
                into = found.setdefault(coming.nr, [])
            if coming.kjent and not any(part.kjent for part in stack):
                into.append(given)
            stack.append(coming)
            coming = _Del(ramme=False, nr=None, kjent=False)
            strings.clear()  # a language, say
        elif word == b"EMC":
            stack.pop()
        elif word in (b"TJ", b"Tj"):
            assert any(part.ramme or part.nr is not None for part in stack), "a text that has no place"
            if not any(part.kjent for part in stack):
                into += [_shown(string, glyphs) for string in strings]
            strings.clear()
        else:
            into.append("\n")
    assert not stack
    return {nr: "".join(texts) for nr, texts in found.items()}, "".join(frame)


_PARENTES = re.compile(rb"\\.|[()]", re.DOTALL)


def _slutt(data: bytes, start: int) -> int:
    """Where a string that began before `start` has ended; what is in it may have parentheses that match."""
    depth = 1
    for sign in _PARENTES.finditer(data, start):
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if not depth:
            return sign.end()
    raise ValueError("a string without end")


_FLUKT = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAVNGITT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _uten_flukt(string: bytes) -> bytes:
    """A string without its escapes."""
    return _FLUKT.sub(lambda m: bytes([int(m[1], 8)]) if m[1].isdigit() else _NAVNGITT.get(m[1], m[1]), string)


def _shown(codes: bytes, glyphs: Mapping[int, str]) -> str:
    assert len(codes) % 2 == 0
    return "".join(glyphs[int.from_bytes(codes[i : i + 2])] for i in range(0, len(codes), 2))


_ONE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def _characters(cmap: str) -> Iterator[tuple[int, str]]:
    """Each glyph of a font and the characters that it stands for."""
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in _ONE.findall(block):
            yield int(code, 16), bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in _RANGE.findall(block):
            for i in range(int(last, 16) - int(first, 16) + 1):
                yield int(first, 16) + i, chr(int(text, 16) + i)
