"""What stands around a document's body: head, foot, title, language. The same in Word, PDF and HTML."""

from __future__ import annotations

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
    """The school's logo. `kind` is `png` or `jpg`."""

    data: bytes
    kind: str


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
    if kind is None:
        raise UserError(f"Logoen «{path}» er ikke et PNG- eller JPEG-bilde.", remedy)
    return Logo(data, kind)


def _own(root: Path, path: str | None) -> Path | None:
    target = _inside(root, path or "maler")
    return target if target is not None and target.is_dir() else None
