"""What was written on the command line, made fit for a file or refused."""

from __future__ import annotations

import unicodedata

from fravaer_cli.errors import UserError
from fravaer_cli.texts import finn_foedselsnummer, stor, trygg

MAX_TEXT = 200


def clean_text(text: str, what: str) -> str:
    """A text from the command line as one line: NFC, single spaces, nothing invisible.

    Args:
        what: what the text is, as a Norwegian noun phrase, for messages.

    Raises:
        UserError: nothing is left, it is too long, it is no text, or it looks like an identity number.
    """
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise UserError(f"{stor(what)} kan ikke leses som tekst.", "Skriv det på nytt.")
    line = " ".join(unicodedata.normalize("NFC", text).split())
    line = " ".join("".join(c for c in line if trygg(c) == c and c not in "\ufffe\uffff").split())
    if not line:
        raise UserError(f"{stor(what)} er tomt.", "Skriv noe mellom hermetegnene.")
    if len(line) > MAX_TEXT:
        raise UserError(f"{stor(what)} er på {len(line)} tegn; grensen er {MAX_TEXT}.", "Skriv det kortere.")
    if any(finn_foedselsnummer(line)):
        raise UserError(
            f"{stor(what)} inneholder noe som ligner et fødselsnummer.",
            "Ta det bort: det skal ikke stå i disse filene.",
        )
    return line


def clean_if_said(text: str | None, what: str) -> str | None:
    """`clean_text` of what may not have been said."""
    return None if text is None else clean_text(text, what)


def usable_path(argument: str) -> str:
    """The path from the command line, if there is one.

    Raises:
        UserError: it is empty, or no path at all.
    """
    if not argument.strip() or "\0" in argument:
        raise UserError("Mappen mangler navn.", "Skriv navnet på mappen, eller «.» for den du står i.")
    return argument
