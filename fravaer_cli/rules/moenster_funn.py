"""What the patterns have in common: the parameters, what is flagged, and the sentence with the numbers."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from fravaer_cli.rules.history import Seen
from fravaer_cli.rules.kind import Triggers
from fravaer_cli.rules.moenster_statistics import holm
from fravaer_cli.school_year import Vindu
from fravaer_cli.texts import en_desimal, liste


class Moenster(NamedTuple):
    """Parameters; `hva` is `ukedag`, `fag` or `etter-fri`."""

    hva: str
    vindu: Vindu = Vindu("skoleår")
    minst: int = 3
    nivaa: float = 0.01


class Candidate(NamedTuple):
    """A place where absence may gather.

    Attributes:
        words: how the sentence goes on after «6 av 8 fraværsdager».
        days: of the absences there, ascending.
        expected: how many chance would give, as numerator and denominator.
        tail: the chance of so many or more.
        subject: the subject, as spellings of it are compared.
    """

    words: str
    days: Sequence[int]
    expected: tuple[int, int]
    tail: float
    subject: str = ""


def flagged(candidates: Sequence[Candidate], rule: Moenster) -> list[Candidate]:
    """Those that chance does not explain, having looked at all of them; strongest first."""
    corrected = holm([c.tail for c in candidates])
    found = [
        c
        for c, tail in zip(candidates, corrected, strict=True)
        if c.days and len(c.days) >= rule.minst and tail < rule.nivaa
    ]
    return sorted(found, key=attrgetter("tail"))


def triggers(found: Sequence[Candidate], window: tuple[date, date], evidence: Iterable[Seen], note: str) -> Triggers:
    """The finding: counted and dated by the strongest."""
    strongest = found[0].days
    return Triggers((date.fromordinal(strongest[-1]),), len(strongest), window, tuple(evidence), note)


def counts(found: Sequence[Candidate], total: int, unit: str) -> str:
    """«4 av 8 fraværsdager er mandager og 4 er fredager»."""
    first, *others = found
    return liste([f"{len(first.days)} av {total} {unit} {first.words}", *(f"{len(c.days)} {c.words}" for c in others)])


def sentence(found: Sequence[Candidate], total: int, unit: str) -> str:
    """«6 av 8 fraværsdager er fredager; ventet 1,6»."""
    expected = liste(f"{en_desimal(*c.expected):.1f}".replace(".", ",") for c in found)
    return f"{counts(found, total, unit)}; ventet {expected}"
