"""Small parts that several kinds of file share."""

from datetime import date
from typing import NamedTuple


class Sending(NamedTuple):
    """Minutes or a plan sent to somebody."""

    til: str | None = None
    dato: date | None = None


class Arkivering(NamedTuple):
    """Put in the archive."""

    hva: str | None = None
    dato: date | None = None
    referanse: str | None = None


class Oppgave(NamedTuple):
    """Something agreed: what, who, by when."""

    hva: str | None = None
    ansvar: str | None = None
    frist: date | None = None


class Deltaker(NamedTuple):
    """Somebody who takes part, or signs."""

    navn: str | None = None
    rolle: str | None = None
    dato: date | None = None
