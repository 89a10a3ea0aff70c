"""What `fravaer log` asks for on a terminal when it was not given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from fravaer_cli.cli.questions import ask
from fravaer_cli.cli.terminal import say
from fravaer_cli.entries.days import EXAMPLES, parse_day
from fravaer_cli.entries.free_text import fit
from fravaer_cli.entries.pupils import NotOne
from fravaer_cli.entries.words import allowed, word
from fravaer_cli.errors import UserError
from fravaer_cli.texts import liste, sitat

_SENT = ("sms", "e-post", "melding", "brev")


def day(read: Callable[[str], str]) -> str:
    """The day, as it is said."""
    say("Trykk Enter for svaret i klammer, eller for å hoppe over det som ikke trengs.")
    return str(ask("Dag", default="i dag", read=read, hint=f"({EXAMPLES})"))


def one_of(error: NotOne) -> str:
    """The folder of the pupil that was meant, when several can be."""
    say(error.message.partition(":")[0] + ":")
    for number, elev in enumerate(error.candidates, 1):
        say(f"  {number}  {elev}")

    def read(answer: str) -> str:
        if not answer.isdigit() or not 1 <= int(answer) <= len(error.candidates):
            raise UserError(f"Skriv et tall fra 1 til {len(error.candidates)}.")
        return str(error.candidates[int(answer) - 1].folder.path)

    return str(ask("Hvilken elev? Skriv tallet", read=read))


def absence(given: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with what was answered."""
    values = dict(given)
    values["type"] = values["type"] or _one("fravaer", "type", "Type", default="dag")
    if values["type"] == "forsentkomming" and values["minutter"] is None:
        values["minutter"] = ask("Minutter for sent", read=partial(_number, most=480), optional=True)
    if values["type"] in ("time", "forlot") and values["timer"] is values["time"] is None:
        values["timer"] = ask("Antall timer", read=partial(_number, most=12), optional=True)
        values["fag"] = values["fag"] or ask("Fag", read=fit, optional=True)
    if values["type"] != "avtalt":
        values["dokumentert"] = values["dokumentert"] or _one(
            "fravaer", "dokumentert", "Dokumentert (har hjemmet meldt fra)?", default="nei"
        )
        values["årsak"] = values["årsak"] or _maybe("fravaer", "årsak", "Årsak")
    values["merknad"] = values["merknad"] or ask("Merknad", read=fit, optional=True)
    return values


def contact(given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The entry with what was answered."""
    values = dict(given)
    values["type"] = values["type"] or _one("kontakt", "type", "Type")
    values["måte"] = values["måte"] or _maybe("kontakt", "måte", "Måte")
    values["med"] = values["med"] or ask("Med hvem? Sett komma mellom flere", read=_several, optional=True)
    values["av"] = values["av"] or ask("Hvem tok kontakt?", read=fit, optional=True)
    if values["type"] == "hjem" or values["måte"] in _SENT:
        values["svar"] = values["svar"] or _one("kontakt", "svar", "Fikk dere svar?")
    if values["svar"] != "nei":
        values["bekymring"] = values["bekymring"] or _maybe("kontakt", "bekymring", "Er fraværet bekymringsfullt?")
    values["referat"] = values["referat"] or ask("Referat", read=fit, optional=True)
    agreed = list(values["avtalt"] or ())
    while new := ask("Avtalt (hva; hvem; frist)", read=lambda text: agreement(text, today), optional=True):
        agreed.append(new)
    values["avtalt"] = agreed or None
    return values


def agreement(text: str, today: date) -> dict[str, str]:
    """«Mor ringer; mor; fredag»: what, who and by when, the last two if they are known.

    Raises:
        UserError: there are more parts than three, the last is no day, or the text may not stand in a file.
    """
    what, *rest = (part.strip() for part in fit(text).split(";"))
    if not what or len(rest) > 2:
        raise UserError(
            f"{sitat(text)} kan ikke leses som en avtale.", "Skriv hva, hvem og frist, med semikolon mellom."
        )
    found = {"hva": what}
    if rest and rest[0]:
        found["ansvar"] = rest[0]
    if len(rest) == 2 and rest[1]:
        found["frist"] = parse_day(rest[1], today, ahead=True).isoformat()
    return found


def _one(kind: str, key: str, question: str, *, default: str = "") -> str:
    return str(ask(question, default=default, read=partial(word, kind, key), hint=_words(kind, key)))


def _maybe(kind: str, key: str, question: str) -> str | None:
    answer: str | None = ask(question, read=partial(word, kind, key), optional=True, hint=_words(kind, key))
    return answer


def _words(kind: str, key: str) -> str:
    return f"({liste(allowed(kind, key), 'eller')})"


def _number(text: str, most: int) -> int:
    if not text.isdigit() or not 1 <= int(text) <= most:
        raise UserError(f"Skriv et tall fra 1 til {most}.")
    return int(text)


def _several(text: str) -> list[str]:
    return [part.strip() for part in fit(text).split(",") if part.strip()]
