"""`kontakt.yaml`: the contact log."""

from datetime import date
from typing import NamedTuple

from fravaer_cli.model.felles import Arkivering, Oppgave, Sending


class Kontakt(NamedTuple):
    """One contact. `svar: nei` is a try that got no answer.

    Attributes:
        nr: the entry's number in the file, from 0.
    """

    nr: int
    dato: date
    type: str
    kl: str | None = None
    maate: str | None = None
    med: tuple[str, ...] | None = None
    av: str | None = None
    svar: bool | None = None
    bekymring: bool = False
    referat: str | None = None
    avtalt: tuple[Oppgave, ...] = ()
    sendt: tuple[Sending, ...] = ()
    arkivert: Arkivering | None = None
