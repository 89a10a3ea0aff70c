"""The words that a value may be, as the schemas say them."""

from __future__ import annotations

import json
from functools import cache

from fravaer_cli import resources
from fravaer_cli.errors import UserError
from fravaer_cli.texts import liste, mente_du, sitat, translitterer


@cache
def allowed(kind: str, key: str) -> tuple[str, ...]:
    """The words of a key in an entry of one of the logs, in the schema's order.

    Args:
        kind: `fravaer` or `kontakt`.
    """
    path = resources.folder("schemas") / f"{kind}.schema.json"
    definitions = json.loads(path.read_text("utf-8"))["$defs"]
    value = definitions[kind]["properties"][key]
    value = definitions[value["$ref"].rpartition("/")[2]] if "$ref" in value else value
    return tuple(word for word in value["enum"] if word)


def word(kind: str, key: str, text: str) -> str:
    """The word that was meant: written with or without æ, ø and å, or only its beginning.

    Raises:
        UserError: none can be meant, or several.
    """
    words = allowed(kind, key)
    plain = translitterer(text.strip())
    same = [w for w in words if translitterer(w) == plain]
    begins = [w for w in words if plain and translitterer(w).startswith(plain)]
    if same or len(begins) == 1:
        return (same or begins)[0]
    likely = mente_du(text, words)
    guess = f"Mente du «{likely}»? " if likely else ""
    raise UserError(f"{sitat(text)} kan ikke stå som {key}.", f"{guess}Skriv {liste(words, 'eller')}.")
