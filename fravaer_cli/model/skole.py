"""`skole.yaml` and `klasse.yaml`."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Fri(NamedTuple):
    """Days without school: one `dato`, or `fra` and `til`."""

    dato: date | None = None
    fra: date | None = None
    til: date | None = None
    hva: str | None = None


class Rute(NamedTuple):
    """The calendar of one school year."""

    start: date | None = None
    slutt: date | None = None
    semesterskille: date | None = None
    fri: tuple[Fri, ...] = ()


class Ressursteam(NamedTuple):
    """When the resource team meets."""

    moetedager: tuple[date, ...] = ()
    ppt_deltar: bool = False


class Arkiv(NamedTuple):
    """Where the school archives, and under which case phrase."""

    system: str | None = None
    saksfrase: str | None = None


class Skole(NamedTuple):
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
    maler: str | None = None
    arkiv: Arkiv | None = None
    skoleruter: Mapping[str, Rute] | None = None


class Klasse(NamedTuple):
    """A class."""

    klasse: str = ""
    trinn: int | None = None
    skoleaar: str | None = None
    kontaktlaerer: str | None = None
    timeplan: Mapping[str, tuple[str, ...]] | None = None
