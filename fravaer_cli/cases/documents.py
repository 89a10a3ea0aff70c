"""One file read, checked against its schema, and ready to become a model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from fravaer_cli.diagnostics import Diagnostic, Problem, Route, Severity
from fravaer_cli.files import schema
from fravaer_cli.files.source import Source
from fravaer_cli.files.workspace import read
from fravaer_cli.model.build import build, build_entries

T = TypeVar("T")


class Document:
    """A file of ours, with what is wrong in it.

    Attributes:
        bad: routes of the values that are wrong and must not be used.
        diagnostics: everything found so far, with places.
    """

    __slots__ = ("bad", "diagnostics", "source")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.bad: set[Route] = set()
        self.diagnostics: list[Diagnostic] = list(source.diagnostics)

    def add(self, problems: Iterable[Problem]) -> None:
        """Take up problems: their places are found, and the values of the wrong ones are out of use."""
        for problem in problems:
            self.diagnostics.append(self.source.diagnose(problem))
            if problem.severity is Severity.FEIL:
                self.bad.add(problem.route)

    def model(self, cls: type[T]) -> T | None:
        """The whole file as a model, or None if it lacks what it must have."""
        return build(cls, self.source.value, self.bad) if self.source.value is not None else None

    def entries(self, cls: type[T], key: str) -> tuple[T, ...]:
        """The entries of the file's list `key`, those with errors left out."""
        return build_entries(cls, self.source.value, key, self.bad)


def open_document(kind: str, root: Path, path: Path) -> Document:
    """Read a file and check it against its schema."""
    return checked(kind, read(root, path))


def checked(kind: str, source: Source) -> Document:
    """What was read, checked against its schema."""
    document = Document(source)
    document.add(schema.validate(kind, source))
    document.bad.update(source.bad)
    return document
