"""Cells → values of the fields in `fravaer.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fravaer_cli.importing.profile import Profil
from fravaer_cli.importing.table import Cell, as_text, fold
from fravaer_cli.model.fravaer import TYPER
from fravaer_cli.texts import finn_foedselsnummer, mente_du, sitat

JA_NEI = {
    **dict.fromkeys(("ja", "j", "yes", "y", "sann", "true", "1", "x"), "ja"),
    **dict.fromkeys(("nei", "n", "no", "usann", "false", "0", "-"), "nei"),
}
AARSAKER = ("sykdom", "lege", "permisjon", "ferie", "forsovet", "skulk", "vegring", "ukjent", "annet")
_NUMBER = re.compile(
    r"(\d{1,5}(?:[.,]\d+)?)\s*(?:t|timer?|skoletimer?|klokketimer?|min|minutt(?:er)?)?\.?", re.IGNORECASE
)
_LESSONS = re.compile(r"\d{1,2}\.?(?:\s*(?:time|t)\.?)?")
MAX_TEXT = 500
"""Letters of a note; a longer one is cut."""
REMOVED = "(fødselsnummer fjernet)"


class NotUnderstood(Exception):
    """A cell that cannot be taken for what its column holds. Carries why, without a full stop."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def of_words(profile: Profil, field: str, heading: str, cell: Cell) -> Mapping[str, Any]:
    """What a word in one of the profile's columns of words means.

    Raises:
        NotUnderstood: the profile does not know the word.
    """
    text = as_text(cell)
    known = profile.verdier[field]
    if fold(text) in known:
        return known[fold(text)]
    if field == "årsak":  # a reason is often free text: the absence counts without it
        return {}
    meant = mente_du(text, profile.ord[field])
    hint = f" – er {sitat(meant)} ment?" if meant else ""
    raise NotUnderstood(f"ordet {sitat(text)} i kolonnen {sitat(heading)} står ikke i profilen{hint}")


def of_plain(field: str, heading: str, cell: Cell) -> Any:
    """The value of a column that holds our own words, a number or a text.

    Raises:
        NotUnderstood: it is something else.
    """
    if field in ("dokumentert", "gyldig"):
        word = JA_NEI.get(fold(as_text(cell)) or "-")
        if word is None:
            raise NotUnderstood(f"kolonnen {sitat(heading)} skal ha ja eller nei")
        return word
    if field == "type":
        if as_text(cell).casefold() not in TYPER:
            raise NotUnderstood(f"typen {sitat(as_text(cell))} i kolonnen {sitat(heading)} er ikke kjent")
        return as_text(cell).casefold()
    if field == "årsak":
        return as_text(cell).casefold() if as_text(cell).casefold() in AARSAKER else None
    if field in ("timer", "minutter"):
        return _whole(field, heading, cell)
    if field == "time":
        return _lessons(heading, cell)
    return as_text(cell)[:MAX_TEXT]


def _whole(field: str, heading: str, cell: Cell) -> int | None:
    """A number of lessons or minutes. Parts of one are rounded to the nearest, and never to none."""
    match = _NUMBER.fullmatch(as_text(cell)) if isinstance(cell, str | int | float) else None
    if not match:
        raise NotUnderstood(f"kolonnen {sitat(heading)} skal ha et antall {field}")
    exact = float(match[1].replace(",", "."))
    if exact == 0:
        return None
    number = max(1, int(exact + 0.5))
    limit = 12 if field == "timer" else 480
    if number > limit:
        raise NotUnderstood(f"kolonnen {sitat(heading)} har {number} {field}, og det er mer enn en skoledag ({limit})")
    return number


def is_rounded(cell: Cell) -> bool:
    """Whether a number of lessons has parts of one."""
    match = _NUMBER.fullmatch(as_text(cell)) if isinstance(cell, str | int | float) else None
    return bool(match) and not float(match[1].replace(",", ".")).is_integer()  # type: ignore[index]


def _lessons(heading: str, cell: Cell) -> list[int]:
    """Numbers of lessons: «3», «3. time», «3,4», «2-4»."""
    numbers: set[int] = set()
    for part in re.split(r"[,;+&]|\bog\b", as_text(cell)):
        ends = [p.strip() for p in re.split(r"[-–]", part)]
        if len(ends) > 2 or not all(_LESSONS.fullmatch(end) for end in ends):
            raise NotUnderstood(f"kolonnen {sitat(heading)} skal ha nummer på timer, som 3 eller 3-4")
        first, last = (int(re.match(r"\d+", end)[0]) for end in (ends[0], ends[-1]))  # type: ignore[index]
        numbers.update(range(first, last + 1))
    if not numbers or min(numbers) < 1 or max(numbers) > 12:
        raise NotUnderstood(f"kolonnen {sitat(heading)} skal ha nummer på timer fra 1 til 12")
    return sorted(numbers)


def has_identity_number(text: str) -> bool:
    """Whether a text holds something like a national identity number, also one that has lost its first zero."""
    lost = len(text) == 10 and text.isdecimal()
    return any(True for _ in finn_foedselsnummer(f"0{text}" if lost else text))


def without_identity_numbers(text: str) -> str:
    """The text with words in place of national identity numbers."""
    for start, end in reversed(list(finn_foedselsnummer(text))):
        text = text[:start] + REMOVED + text[end:]
    return REMOVED if has_identity_number(text) else text
