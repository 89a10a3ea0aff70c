"""`skole.yaml` and `klasse.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fri:
    """Days without school: one `dato`, or `fra` and `til`."""

    dato: date | None = None
    fra: date | None = None
    til: date | None = None
    hva: str | None = None


@dataclass(frozen=True, slots=True)
class Rute:
    """The calendar of one school year."""

    start: date | None = None
    slutt: date | None = None
    semesterskille: date | None = None
    fri: tuple[Fri, ...] = ()


@dataclass(frozen=True, slots=True)
class Ressursteam:
    """When the resource team meets."""

    moetedager: tuple[date, ...] = ()
    ppt_deltar: bool = False


@dataclass(frozen=True, slots=True)
class Arkiv:
    """Where the school archives, and under which case phrase."""

    system: str | None = None
    saksfrase: str | None = None


@dataclass(frozen=True, slots=True)
class Skole:
    """The school."""

    skole: str = ""
    kommune: str | None = None
    rutine: str | None = None
    malform: str = "nb"
    roller: Mapping[str, str] | None = None
    ressursteam: Ressursteam | None = None
    adresse: str | None = None
    telefon: str | None = None
    epost: str | None = None
    logo: str | None = None
    arkiv: Arkiv | None = None
    skoleruter: Mapping[str, Rute] | None = None


@dataclass(frozen=True, slots=True)
class Klasse:
    """A class."""

    klasse: str
    trinn: int | None = None
    skoleaar: str | None = None
    kontaktlaerer: str | None = None
    timeplan: Mapping[str, tuple[str, ...]] | None = None
