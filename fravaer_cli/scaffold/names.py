"""Names of folders and classes: what they are called on disk, and what that says."""

from __future__ import annotations

import re
import unicodedata

from fravaer_cli.errors import UserError
from fravaer_cli.files.workspace import NOT_OURS
from fravaer_cli.texts import finn_foedselsnummer, sitat, stor, translitterer, trygg

MAX_NAME = 60
"""The longest name of a folder: paths on shares in Windows end at 260 characters."""
NOT_PUPILS = NOT_OURS | {"rapporter"}
"""Folders that the check does not look into, or that git ignores: a pupil there would be lost."""
HOW_TO_NAME = "Gå til skolens mappe, og skriv klassen og eleven, som klasse7b/amin."

_WINDOWS_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i", "ŋ": "ng", "ŧ": "t", "ħ": "h", "ĸ": "k"}
)


def folder_name(text: str) -> str:
    """The name of a folder for a text: ASCII, lower case, hyphens («Øyvind Åse» → oeyvind-aase).

    Raises:
        UserError: it cannot be written so, is too long, or names something else in Windows or in a school.
    """
    shown = sitat(text, 80)
    name = _in_ascii(text)
    if not name:
        raise UserError(f"{shown} kan ikke være navnet på en mappe.", "Skriv det med bokstavene a–å og tall.")
    if len(name) > MAX_NAME:
        raise UserError(f"Mappenavnet {shown} er på {len(name)} tegn; grensen er {MAX_NAME}.", "Velg et kortere navn.")
    if _WINDOWS_DEVICES.fullmatch(name):
        raise UserError(f"En mappe kan ikke hete {shown}: navnet er opptatt i Windows.", "Velg et annet navn.")
    if name in NOT_PUPILS:
        raise UserError(f"Mappen {shown} er satt av til noe annet og blir ikke sjekket.", "Velg et annet navn.")
    if any(finn_foedselsnummer(text)):
        raise UserError("Mappenavnet ligner et fødselsnummer.", "Bruk elevens kode i stedet, som 7b-04.")
    return name


def _in_ascii(text: str) -> str:
    letters = []
    for c in unicodedata.normalize("NFKD", translitterer(text).translate(_LETTERS)).lower():
        if c.isascii() and (c.isalnum() or c in "_-"):
            letters.append(c)
        elif unicodedata.category(c)[0] in "LN":
            raise UserError(
                f"{sitat(text, 80)} har tegn som ikke kan stå i et mappenavn.", "Skriv det med bokstavene a–å og tall."
            )
        elif unicodedata.category(c) != "Mn":
            letters.append("-")
    return re.sub("-{2,}", "-", "".join(letters)).strip("-_")


def plain_part(part: str) -> str:
    """A part of a path, if it is a name and no trick.

    Raises:
        UserError: it is hidden, leads elsewhere, or is no text.
    """
    part = unicodedata.normalize("NFC", part.strip())
    if part.startswith((".", "~")) or any(trygg(c) != c for c in part):
        raise UserError(f"{sitat(part, 80)} kan ikke være navnet på en mappe.", HOW_TO_NAME)
    return part


def class_folder(text: str) -> str:
    """7b → klasse7b; klasse7b and «Gul» as they are."""
    name = folder_name(plain_part(text))
    return f"klasse{name}" if name[0].isdigit() else name


def class_name(folder: str) -> str:
    """klasse7b → 7B."""
    name = re.sub(r"^klasse[ _-]*(?=.)", "", folder, flags=re.IGNORECASE)
    return name.upper() if name[0].isdigit() else stor(name)


def grade(name: str) -> int | None:
    """The grade that a class's name tells: 7B → 7."""
    match = re.fullmatch(r"(\d{1,2})[a-zæøå]?", name.lower())
    return int(match[1]) if match and 1 <= int(match[1]) <= 13 else None
