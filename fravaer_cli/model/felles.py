"""Small parts that several kinds of file share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Sending:
    """Minutes or a plan sent to somebody."""

    til: str | None = None
    dato: date | None = None


@dataclass(frozen=True, slots=True)
class Arkivering:
    """Put in the archive."""

    hva: str | None = None
    dato: date | None = None
    referanse: str | None = None


@dataclass(frozen=True, slots=True)
class Oppgave:
    """Something agreed: what, who, by when."""

    hva: str | None = None
    ansvar: str | None = None
    frist: date | None = None


@dataclass(frozen=True, slots=True)
class Deltaker:
    """Somebody who takes part, or signs."""

    navn: str | None = None
    rolle: str | None = None
    dato: date | None = None
