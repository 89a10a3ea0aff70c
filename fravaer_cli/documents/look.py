"""What stands around a document's body: head, foot, title, language. The same in Word, PDF and HTML."""

from __future__ import annotations

import base64
import struct
from datetime import date
from pathlib import Path
from typing import NamedTuple

from fravaer_cli.documents.basis import Grunnlag
from fravaer_cli.documents.catalogue import Dokument
from fravaer_cli.documents.clean import one_line
from fravaer_cli.documents.law import merking
from fravaer_cli.errors import UserError

MAX_LOGO = 2_000_000
"""Bytes; a larger logo would make every document heavy."""
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


class Logo(NamedTuple):
    """The school's logo. `kind` is `png` or `jpg`; width and height are in pixels."""

    data: bytes
    kind: str
    width: int
    height: int

    @property
    def url(self) -> str:
        """The picture as a `data:` address, for a page that needs nothing else."""
        kind = {"jpg": "jpeg"}.get(self.kind, self.kind)
        return f"data:image/{kind};base64,{base64.b64encode(self.data).decode('ascii')}"


class Ramme(NamedTuple):
    """What stands around the body.

    Attributes:
        tittel: the document's heading: «Tiltaksplan».
        elev: the pupil, or "" on a form that is nobody's.
        merking: the lines of the exemption from public access; none where it does not apply.
        own: the municipality's folder of templates, or None.
    """

    tittel: str
    elev: str
    skole: str
    kommune: str
    merking: tuple[str, ...]
    dato: date
    logo: Logo | None
    own: Path | None
    spraak: str = "nb"

    @property
    def tittel_full(self) -> str:
        """«Tiltaksplan for Amin Yusuf»."""
        return f"{self.tittel} for {self.elev}" if self.elev else self.tittel

    @property
    def bunn(self) -> str:
        """The foot's text."""
        return " · ".join(p for p in (self.tittel, self.elev) if p)


def ramme(dokument: Dokument, grunnlag: Grunnlag) -> Ramme:
    """The frame of a document.

    Raises:
        UserError: the school's logo or folder of templates cannot be used.
    """
    skole = grunnlag.school.model
    name = grunnlag.case.navn if grunnlag.case else None
    return Ramme(
        tittel=dokument.tittel,
        elev=one_line(name or ""),
        skole=one_line(skole.skole) or "Skolen",
        kommune=_municipality(one_line(skole.kommune or "")),
        merking=merking() if dokument.unntatt else (),
        dato=grunnlag.dato,
        logo=_logo(grunnlag.root, skole.logo),
        own=_own(grunnlag.root, skole.maler),
    )


def _municipality(name: str) -> str:
    return name if not name or "kommune" in name.lower() else f"{name} kommune"


def _inside(root: Path, path: str) -> Path | None:
    """The path, if it is in the school's folder when all links are followed."""
    target = (root / path).resolve()
    return target if target.is_relative_to(root.resolve()) and target.exists() else None


def _logo(root: Path, path: str | None) -> Logo | None:
    if not path:
        return None
    remedy = "Legg en PNG- eller JPEG-fil i skolens mappe, og skriv navnet i skole.yaml under «logo»."
    target = _inside(root, path)
    if target is None or not target.is_file():
        raise UserError(f"Finner ikke logoen «{path}» i skolens mappe.", remedy)
    if target.stat().st_size > MAX_LOGO:
        raise UserError(f"Logoen «{path}» er for stor.", "Bruk et bilde på under 2 MB.")
    data = target.read_bytes()
    kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)
    size = _size(data, kind) if kind else None
    if kind is None or size is None:
        raise UserError(f"Logoen «{path}» er ikke et PNG- eller JPEG-bilde.", remedy)
    return Logo(data, kind, *size)


def _size(data: bytes, kind: str) -> tuple[int, int] | None:
    """Width and height in pixels, from the picture's own head."""
    try:
        if kind == "png":
            width, height = struct.unpack_from(">II", data, 16)
        else:
            at = 2
            while data[at + 1] not in (0xC0, 0xC1, 0xC2):
                at += 2 + struct.unpack_from(">H", data, at + 2)[0]
            height, width = struct.unpack_from(">HH", data, at + 5)
    except (struct.error, IndexError):
        return None
    return (width, height) if width and height else None


def _own(root: Path, path: str | None) -> Path | None:
    target = _inside(root, path or "maler")
    return target if target is not None and target.is_dir() else None
