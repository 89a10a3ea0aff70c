"""Free text from the command line, made fit for a log or refused."""

from __future__ import annotations

from fravaer_cli.errors import UserError
from fravaer_cli.files.syntax import forbidden
from fravaer_cli.texts import finn_foedselsnummer, stor


def fit(text: str, what: str = "teksten") -> str:
    """The text without blanks around it.

    Args:
        what: what the text is, as a Norwegian noun, for messages.

    Raises:
        UserError: it is no text, holds what no file may hold, or has something like a national identity number.
    """
    bad = forbidden(text)
    if bad and "\ud800" <= bad <= "\udfff":
        raise UserError(f"{stor(what)} er ikke UTF-8 og kan ikke leses.", "Lagre som UTF-8, eller skriv på nytt.")
    if bad:
        raise UserError(
            f"{stor(what)} har et usynlig tegn som ikke kan stå i filene (U+{ord(bad):04X}).", "Skriv på nytt uten det."
        )
    if any(finn_foedselsnummer(text)):
        raise UserError(
            f"{stor(what)} har noe som ligner et fødselsnummer.",
            "Ta det bort: fødselsdato er nok, og fødselsnummer skal ikke stå i disse filene.",
        )
    return text.strip()
