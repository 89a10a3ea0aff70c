"""`kartlegging.yaml`: what the mapping found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Samtale:
    """One interview; the answers by question id."""

    med: str
    dato: date | None = None
    av: str | None = None
    svar: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Forberedelse:
    """What the school has thought before the meeting (alvoen 4)."""

    bekymringsgrad: str | None = None
    tiltak: tuple[str, ...] = ()
    samarbeidspartnere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Faktor:
    """Risk and protection within one of the eight areas (bufetat)."""

    risiko: tuple[str, ...] = ()
    beskyttelse: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skalering:
    """A mark from 1 to 10 that the pupil gave a situation."""

    verdi: int
    dato: date | None = None
    skala: str | None = None
    situasjon: str | None = None


@dataclass(frozen=True, slots=True)
class Kort:
    """A cause card that the pupil chose, and how much of it was shaded (1–4)."""

    kort: str
    omfang: int | None = None


@dataclass(frozen=True, slots=True)
class ProevdTiltak:
    """A measure tried before."""

    tiltak: str | None = None
    virket: str | None = None


@dataclass(frozen=True, slots=True)
class Kartlegging:
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
