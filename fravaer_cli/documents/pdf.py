"""PDF: the body as Typst, in our own frame, as PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

import json
import tempfile
import unicodedata
from datetime import UTC, datetime
from functools import cache
from typing import Any

from fravaer_cli import resources
from fravaer_cli.documents import fonts
from fravaer_cli.documents.look import Logo, Ramme
from fravaer_cli.errors import UserError
from fravaer_cli.texts import liste

_SHOWN = 5
_LONG_WORD, _WORD_PART = 30, 8
"""Characters: such a word in the head or the foot may break anywhere; the filter does the same in the body."""
_STOPPED = ("TypstError", "PanicException")


def compile_pdf(body: str, ramme: Ramme, mark: str) -> bytes:
    """The finished PDF.

    Args:
        body: the document as Typst, see `pandoc.to_typst`.
        mark: what tells later whether the file has been changed; see `mark`.

    Raises:
        UserError: a character is in none of our typefaces, Typst cannot set the text, or this machine cannot make PDF.
    """
    frame, body = _data(ramme, mark), fonts.drawn(body)
    missing = fonts.lacking(body + json.dumps(frame, ensure_ascii=False))
    if missing:
        more = f" og {len(missing) - _SHOWN} til" if len(missing) > _SHOWN else ""
        raise UserError(
            f"PDF-en ble ikke laget: skriften har ikke {liste(map(fonts.named, missing[:_SHOWN]))}{more}.",
            "Bytt ut tegnet i filen, eller bruk DOCX eller HTML.",
        )
    typst = _typst()
    preamble = (resources.folder("templates") / "typst" / "dokument.typ").read_text("utf-8")
    files = {"main.typ": f"{preamble}\n{body}\n".encode(), "data.json": json.dumps(frame).encode()}
    if ramme.logo:
        files[frame["logo"]] = _svg(ramme.logo).encode()
    day = datetime(ramme.dato.year, ramme.dato.month, ramme.dato.day, tzinfo=UTC)
    with tempfile.TemporaryDirectory(prefix="fravaer-") as empty:
        try:
            made: bytes = typst.compile(
                files,
                root=empty,
                package_path=empty,
                package_cache_path=empty,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["a-2a", "ua-1"],
                timestamp=day,
            )
        except BaseException as error:  # a panic of Typst's is no Exception
            if type(error).__name__ not in _STOPPED:
                raise
            raise UserError(  # its own message may hold a pupil's data
                "PDF-en ble ikke laget: Typst, som setter den, klarer ikke teksten.",
                "Lag DOCX, og lagre den som PDF fra Word eller LibreOffice.",
            ) from None
    return made


def _svg(logo: Logo) -> str:
    """The logo in a picture that is text: files in memory can be nothing else."""
    size = f'width="{logo.width}" height="{logo.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{logo.url}"/></svg>'


def _data(ramme: Ramme, mark: str) -> dict[str, Any]:
    return {
        "tittel_full": ramme.tittel_full,
        "forfatter": ramme.skole,
        "skole": _in_frame(ramme.skole),
        "kommune": _in_frame(ramme.kommune),
        "merking": list(ramme.merking),
        "bunn": _in_frame(ramme.bunn),
        "side": "Side",
        "av": "av",
        "spraak": ramme.spraak,
        "logo": "logo.svg" if ramme.logo else None,
        "logo_alt": f"Logoen til {ramme.skole}",
        "nokkelord": [mark],
        "aar": ramme.dato.year,
        "maaned": ramme.dato.month,
        "dag": ramme.dato.day,
    }


def _in_frame(text: str) -> str:
    """A text for the head or the foot, in which a long word may break."""
    return " ".join(map(_breakable, fonts.drawn(text).split(" ")))


def _breakable(word: str) -> str:
    if len(word) <= _LONG_WORD:
        return word
    parts = [""]
    for character in word:
        if len(parts[-1]) >= _WORD_PART and not unicodedata.category(character).startswith("M"):
            parts.append("")
        parts[-1] += character
    return "\u200b".join(parts)


@cache
def _fonts() -> Any:
    return _typst().Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.folder())])


def _typst() -> Any:
    try:
        import typst  # noqa: PLC0415 - heavy, and not on every machine
    except ImportError:
        raise UserError(
            "PDF kan ikke lages på denne maskinen: typst finnes ikke for den.",
            "Lag DOCX, og lagre den som PDF fra Word eller LibreOffice.",
        ) from None
    return typst
