"""What is wrong in a file, and where. One type; the writers in `output` render it. No I/O."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

Route = tuple[str | int, ...]
"""A way into a document: `("fravær", 3, "dato")`. Only `files.source` turns it into lines and columns."""


class Severity(StrEnum):
    """How bad it is. Only `FEIL` makes a command fail."""

    FEIL = "feil"
    ADVARSEL = "advarsel"


class Place(NamedTuple):
    """A place in a file.

    Attributes:
        file: path relative to the school folder (or to the given folder), with `/`.
        line: counted from 1; None where the diagnostic is about a whole file or folder.
        column: counted from 1, in characters.
        length: characters to underline.
    """

    file: str
    line: int | None = None
    column: int | None = None
    length: int | None = None


class Related(NamedTuple):
    """Another place that the reader must see to understand."""

    place: Place
    message: str


class Diagnostic(NamedTuple):
    """One thing that is wrong.

    Attributes:
        code: stable, never reused: `F003`.
        message: a Norwegian sentence without a full stop: what is wrong.
        suggestion: what to write or do instead, if the message does not say it.
        secret: the line it is about is not shown (a report to barnevernet, 04).
    """

    severity: Severity
    code: str
    message: str
    place: Place
    related: tuple[Related, ...] = ()
    suggestion: str | None = None
    secret: bool = False

    @property
    def is_error(self) -> bool:
        """Whether it makes a command fail."""
        return self.severity is Severity.FEIL


class Problem(NamedTuple):
    """A diagnostic that does not know its lines yet: it names a route into one document.

    Attributes:
        on_key: the key at the end of the route is meant, not its value.
        related: (route, message) pairs in the same document.
    """

    route: Route
    code: str
    message: str
    suggestion: str | None = None
    severity: Severity = Severity.FEIL
    on_key: bool = False
    related: tuple[tuple[Route, str], ...] = ()


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by file, line, column and code."""
    return sorted(diagnostics, key=lambda d: (d.place.file, d.place.line or 0, d.place.column or 0, d.code, d.message))
