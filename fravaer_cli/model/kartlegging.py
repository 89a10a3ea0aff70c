"""`kartlegging.yaml`: what the mapping found."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Samtale(NamedTuple):
    """One interview; the answers by question id."""

    med: str
    dato: date | None = None
    av: str | None = None
    svar: Mapping[str, str] | None = None


class Forberedelse(NamedTuple):
    """What the school has thought before the meeting (alvoen 4)."""

    bekymringsgrad: str | None = None
    tiltak: tuple[str, ...] = ()
    samarbeidspartnere: tuple[str, ...] = ()


class Faktor(NamedTuple):
    """Risk and protection within one of the eight areas (bufetat)."""

    risiko: tuple[str, ...] = ()
    beskyttelse: tuple[str, ...] = ()


class Skalering(NamedTuple):
    """A mark from 1 to 10 that the pupil gave a situation."""

    verdi: int
    dato: date | None = None
    skala: str | None = None
    situasjon: str | None = None


class Kort(NamedTuple):
    """A cause card that the pupil chose, and how much of it was shaded (1–4)."""

    kort: str
    omfang: int | None = None


class ProevdTiltak(NamedTuple):
    """A measure tried before."""

    tiltak: str | None = None
    virket: str | None = None


class Kartlegging(NamedTuple):
    """All mapping of a case."""

    samtaler: tuple[Samtale, ...] = ()
    forberedelse: Forberedelse | None = None
    faktorer: Mapping[str, Faktor] | None = None
    push: tuple[str, ...] = ()
    pull: tuple[str, ...] = ()
    funksjon: tuple[str, ...] = ()
    skalering: tuple[Skalering, ...] = ()
    kort: tuple[Kort, ...] = ()
    utdyping: Mapping[str, tuple[str, ...]] | None = None
    proevde_tiltak: tuple[ProevdTiltak, ...] = ()
    utloesende: tuple[str, ...] = ()
    opprettholdende: tuple[str, ...] = ()
    elevens_stemme: str | None = None
    forslag_til_tiltak: tuple[str, ...] = ()
