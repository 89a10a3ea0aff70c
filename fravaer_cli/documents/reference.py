"""The reference document that gives a Word file its styles, head and foot: the municipality's own, else ours."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from fravaer_cli import resources
from fravaer_cli.documents.ooxml import parse
from fravaer_cli.errors import UserError

NAME = "reference.docx"
MAX_BYTES = 5_000_000
MAX_UNPACKED = 50_000_000
"""Bytes; a letterhead takes some tenths of a megabyte. What is larger is a mistake, or made to fill the memory."""
_NEEDED = ("[Content_Types].xml", "word/document.xml", "word/styles.xml")
_RELATIONS = "word/_rels/document.xml.rels"
_REMEDY = "Lagre et vanlig dokument fra Word som .docx, eller flytt filen ut for å bruke den som følger med."


def reference(own: Path | None) -> tuple[Path, bool]:
    """The file, and whether it is the municipality's own.

    Args:
        own: the municipality's folder of templates.

    Raises:
        UserError: its reference document cannot be used.
    """
    mine = own / NAME if own else None
    if mine is None or not (mine.is_symlink() or mine.exists()):
        return resources.folder("templates") / NAME, False
    shown = f"{mine.parent.name}/{NAME}"
    if not mine.resolve().is_relative_to(mine.parent.resolve()):
        raise UserError(f"{shown} er en snarvei ut av mappen.", "Legg selve filen i mappen.")
    if not mine.is_file():
        raise UserError(f"{shown} er ikke en fil.", _REMEDY)
    try:
        if mine.stat().st_size > MAX_BYTES:
            raise UserError(f"{shown} er for stor.", "Den kan være på høyst 5 MB. Ta ut store bilder.")
        fault = _fault(mine)
    except PermissionError:
        raise UserError(f"{shown} kan ikke leses: du mangler tilgang.", "Be den som eier mappen, om tilgang.") from None
    except OSError:
        raise UserError(f"{shown} kan ikke leses.", "Se om filen er hel, og at den ikke er åpen i Word.") from None
    if fault:
        raise UserError(f"{shown} kan ikke brukes: {fault}.", _REMEDY)
    return mine, True


def unusable(path: Path) -> UserError:
    """What to say when a document could not be made with the municipality's own, whatever is odd in it."""
    return UserError(f"{path.parent.name}/{NAME} kan ikke brukes: Word-filen lot seg ikke lage av den.", _REMEDY)


def _fault(path: Path) -> str | None:
    """What is wrong with it."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                return "den er for stor når den pakkes ut"
            parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return "den er ikke et helt Word-dokument"
    lacking = [name for name in _NEEDED if name not in parts]
    if lacking:
        return f"den er ikke et helt Word-dokument, for {lacking[0]} mangler"
    return _fault_in_parts(parts)


def _fault_in_parts(parts: Mapping[str, bytes]) -> str | None:
    for name, data in parts.items():
        try:
            if parse(data).getroottree().docinfo.internalDTD is not None:
                return f"{name} i den har en DOCTYPE"
        except SyntaxError:
            return f"{name} i den er ødelagt"
    related = parse(parts[_RELATIONS]) if _RELATIONS in parts else ()
    for one in related:
        target = posixpath.normpath(posixpath.join("/word", one.get("Target") or "")).lstrip("/")
        if str(one.get("Type")).endswith(("/header", "/footer")) and target not in parts:
            return f"{target}, som den viser til, mangler"
    return None
