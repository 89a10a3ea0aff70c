"""One thing that was looked at."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Tilstand(StrEnum):
    """How it is. The words are what is shown."""

    OK = "ok"
    MERK = "merk"
    """Something does not work, or will not soon."""
    FARE = "fare"
    """Somebody may see what is secret, or something may be lost."""


class Punkt(NamedTuple):
    """One thing that was looked at, and how it is.

    Attributes:
        tekst: a Norwegian sentence.
        raad: what to do, in Norwegian sentences; empty where it is as it should be.
    """

    tilstand: Tilstand
    tekst: str
    raad: str = ""


def ok(tekst: str) -> Punkt:
    """As it should be."""
    return Punkt(Tilstand.OK, tekst)


def merk(tekst: str, raad: str) -> Punkt:
    """Something does not work, or will not soon."""
    return Punkt(Tilstand.MERK, tekst, raad)


def fare(tekst: str, raad: str) -> Punkt:
    """Somebody may see what is secret, or something may be lost."""
    return Punkt(Tilstand.FARE, tekst, raad)
