"""A mark in each file we write, by which we see later whether somebody has changed it.

The mark is the file's own hash, in its metadata: PDF and HTML are hashed with noughts in its place, Word's parts
without the part that holds it. Until the hash is known, a place is kept for it that no text of the file can name.
Saving the file in Word, even unchanged, makes it somebody's own: the safe side.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

LENGTH = 64
_PREFIX = "fravaer-kontroll-"
_NOUGHTS = _PREFIX + "0" * LENGTH
PART = "docProps/custom.xml"
_MARK = re.compile(rf"{_PREFIX}([0-9a-f]{{{LENGTH}}})".encode())
_MOST = 20
"""So many different ones are tried: a text may hold what looks like a mark."""
_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="fravaer-kontroll">'
    "<vt:lpwstr>{}</vt:lpwstr></property></Properties>"
)


def custom_part(parts: dict[str, bytes]) -> bytes:
    """The part of a Word file that holds the mark."""
    return _CUSTOM.format(_PREFIX + _hash_of_parts(parts)).encode()


def place(*texts: str) -> str:
    """What stands where the mark is to be: it comes from all that the file is to hold, so none of it has it."""
    return _PREFIX + hashlib.sha256("\0".join(texts).encode()).hexdigest()


def marked(data: bytes, place: str) -> bytes:
    """A PDF or HTML page with its mark in the place that was kept for it."""
    kept = place.encode()
    if kept not in data:
        raise ValueError("no place for the mark")
    return data.replace(kept, (_PREFIX + _hash_of_page(data, kept)).encode())


def untouched(data: bytes) -> bool:
    """Whether a file is as we wrote it."""
    if data.startswith(b"PK"):
        return _untouched_docx(data)
    found = list(dict.fromkeys(m[0] for m in _MARK.finditer(data)))
    return any(_hash_of_page(data, mark) == mark.decode().removeprefix(_PREFIX) for mark in found[:_MOST])


def _hash_of_page(data: bytes, mark: bytes) -> str:
    return hashlib.sha256(data.replace(mark, _NOUGHTS.encode())).hexdigest()


def _untouched_docx(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(i.file_size for i in archive.infolist()) > 200_000_000:
                return False
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError):
        return False
    found = _MARK.search(parts.get(PART, b""))
    return bool(found) and found[1].decode() == _hash_of_parts(parts) if found else False


def _hash_of_parts(parts: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(parts):
        if name != PART:
            digest.update(f"{name}\0{len(parts[name])}\0".encode() + parts[name])
    return digest.hexdigest()
