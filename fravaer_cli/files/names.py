"""The names of our files, their near misses, and the copies that editors, shares and synchronisation leave behind."""

from __future__ import annotations

import re

from fravaer_cli.texts import translitterer

CASE_KINDS = ("sak", "fravaer", "kontakt", "kartlegging", "tiltaksplan", "ukeplan", "evaluering")
"""Kinds of file in a pupil's folder, in the order in which they are read."""
KINDS = ("skole", "klasse", *CASE_KINDS)

PLAN = re.compile(r"tiltaksplan(?:-(\d+))?\.yaml")

_EXTENSION = re.compile(r"\.ya?ml(?=$|[._~ \-])", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_COPY_PREFIX = re.compile(r"^(kopi|copy|backup|gammel|gamle|old)[ _-]*(\(\d+\))?[ _-]*(av|of)?[ _-]+")


def kind_of(name: str) -> str | None:
    """The kind of a file that is named exactly as it should be."""
    if PLAN.fullmatch(name):
        return "tiltaksplan"
    stem, dot, extension = name.rpartition(".")
    return stem if dot and extension == "yaml" and stem in KINDS else None


def near_miss(name: str) -> tuple[str, bool] | None:
    """What a file is probably meant to be, if it is not named exactly so.

    Returns:
        (right name, whether it looks like a copy), or None for a file that is none of our business.
    """
    if kind_of(name) or name.startswith("."):
        return None
    lower = translitterer(name).strip()
    match = _EXTENSION.search(lower)
    if not match:
        return None
    stem, tail = lower[: match.start()], lower[match.end() :]
    without = _COPY_PREFIX.sub("", stem)
    word = _WORD.match(without)
    if not word:
        return None
    rest = without[word.end() :]
    kind = _likely(word[0])
    if kind is None or rest[:1].isalpha():
        return None
    number = re.fullmatch(r"[ _]?-?[ _]?(\d+)", rest) if kind == "tiltaksplan" else None
    if number:
        return f"tiltaksplan-{number[1]}.yaml", False
    if kind == "klasse" and rest[:1].isdigit():
        return None  # klasse7b.yaml is somebody's own
    is_copy = without != stem or bool(rest) or bool(tail and tail != ".txt" and not tail.startswith(".y"))
    if is_copy and word[0] != kind:
        return None  # «saken om Per.yaml» is a note of somebody's, not a copy of sak.yaml
    return f"{kind}.yaml", is_copy


def _likely(word: str) -> str | None:
    if word in KINDS:
        return word
    for kind in KINDS:
        if len(kind) < 5 or abs(len(word) - len(kind)) > 2:
            continue
        from difflib import SequenceMatcher  # noqa: PLC0415 - seldom needed

        if word.startswith(kind) or SequenceMatcher(None, word, kind).ratio() >= 0.85:
            return kind
    return None
