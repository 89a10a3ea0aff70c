"""What a document is made from, and what a context function gives back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from fravaer_cli.cases.case import Case
from fravaer_cli.cases.school import School, SchoolClass


class Grunnlag(NamedTuple):
    """What a document is made from.

    Attributes:
        root: the school's folder; nothing outside it is read.
        case: None for an empty form that is nobody's.
        fil: the file among the case's that the user pointed at (`tiltaksplan-2.yaml`), or None.
        dato: the day of the document.
        tom: an empty form is wanted.
    """

    root: Path
    school: School
    klasse: SchoolClass | None
    case: Case | None
    dato: date
    fil: str | None = None
    tom: bool = False


class Mangel(NamedTuple):
    """A value that the files do not give.

    Attributes:
        noekkel: the key, as it is written in the file: `evaluering.dato`.
        fil: the file that it belongs in.
        hvorfor: what is wrong with what the file has, or what the value is needed for; "" where the key says it.
    """

    noekkel: str
    fil: str
    hvorfor: str = ""


class Innhold(NamedTuple):
    """What a context function gives.

    Attributes:
        data: for the template; plain values only.
        mangler: values that the files do not give; the document has room to write them by hand.
        stamme: the file's name before the date.
        merknader: sentences that the user should see.
        hindringer: duties that are not met; a letter that has any is made as a draft only.
    """

    data: Mapping[str, Any]
    mangler: tuple[Mangel, ...] = ()
    stamme: str = ""
    merknader: tuple[str, ...] = ()
    hindringer: tuple[Mangel, ...] = ()


class KanIkkeLages(Exception):
    """The case lacks what the document is about, or a duty is not met.

    Args:
        message: a Norwegian sentence: what is missing.
        remedy: a Norwegian sentence: what to do.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
