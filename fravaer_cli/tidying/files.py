"""Which files to tidy, and doing it: each by itself, so that one that cannot be read stops none of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from fravaer_cli.diagnostics import Diagnostic
from fravaer_cli.errors import UserError
from fravaer_cli.files import disk
from fravaer_cli.files.difference import difference
from fravaer_cli.files.names import kind_of
from fravaer_cli.files.source import MAX_BYTES
from fravaer_cli.files.workspace import Workspace, existing, find
from fravaer_cli.texts import antall, liste, sitat, stor
from fravaer_cli.tidying.tidy import Tidied, tidy

_CLOSED_FOLDER = "F001"


class OurFile(NamedTuple):
    """One of our files, and how it is shown."""

    path: Path
    shown: str


class Result(NamedTuple):
    """What was, or would be, done with a file.

    Attributes:
        problem: why nothing could be.
    """

    file: str
    before: bytes = b""
    tidied: Tidied = Tidied(b"")
    problem: UserError | None = None

    @property
    def is_changed(self) -> bool:
        """There was something to do."""
        return self.problem is None and self.tidied.data != self.before

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Why the file cannot be read."""
        return self.tidied.diagnostics

    @property
    def is_left(self) -> bool:
        """It could not be looked through, or not be changed."""
        return self.problem is not None or bool(self.diagnostics)

    @property
    def what(self) -> str:
        """What was done: «rekkefølgen i fravær og 2 datoer»."""
        order = [f"rekkefølgen i {liste(self.tidied.lists)}"] if self.tidied.lists else []
        dates = [antall(self.tidied.dates, "dato", "datoer")] if self.tidied.dates else []
        return liste([*order, *dates])

    def diff(self) -> str:
        """The change as a unified diff."""
        return difference(self.file, self.before, self.tidied.data)


def our_files(arguments: Sequence[str]) -> tuple[list[OurFile], list[Diagnostic]]:
    """Our files at and under some paths, each once, and the folders that cannot be opened.

    Raises:
        UserError: there is no such path, or a file that is none of ours.
    """
    found: dict[Path, OurFile] = {}
    closed: list[Diagnostic] = []
    for argument in arguments:
        path, workspace = existing(argument), find(argument)
        if path.is_file() and kind_of(path.name) is None:
            raise UserError(
                f"{sitat(argument, 200)} er ikke en av filene våre.",
                "Oppgi en av dem, en elevmappe, en klasse eller skolen.",
            )
        closed += [d for d in workspace.diagnostics if d.code == _CLOSED_FOLDER]
        for file in [path] if path.is_file() else _under(workspace):
            found.setdefault(file, OurFile(file, workspace.name_of(file)))
    return list(found.values()), list(dict.fromkeys(closed))


def _under(workspace: Workspace) -> Iterator[Path]:
    given = workspace.given
    if workspace.has_school and workspace.root == given:
        yield given / "skole.yaml"
    for klasse in workspace.classes:
        if klasse.has_file and klasse.path.is_relative_to(given):
            yield klasse.path / "klasse.yaml"
        for case in klasse.cases:
            yield from (case.path / name for name in case.files)


def tidy_file(file: OurFile, *, write: bool) -> Result:
    """Look a file through, and write it if it is to be another, and `write`. What stops that is in the result."""
    try:
        first = _looked_through(file)
        if not write or not first.is_changed:
            return first
        with disk.alone(file.path.parent, str(Path(file.shown).parent)):
            result = _looked_through(file)
            if result.is_changed:
                disk.replace(file.path, result.before, result.tidied.data, file.shown)
            return result
    except UserError as problem:
        return Result(file.shown, problem=problem)


def _looked_through(file: OurFile) -> Result:
    """What is to be done with a file.

    Raises:
        UserError: the file cannot be read, or not be tidied without touching something else.
    """
    before = disk.contents(file.path, file.shown)
    shown = sitat(file.shown, 120)
    if before is None:
        raise UserError(f"{stor(shown)} er borte.", "Kjør kommandoen på nytt.")
    if len(before) > MAX_BYTES:
        raise UserError(f"{shown} er for stor. Ingenting er endret i den.", "Se hva «fravaer validate» sier om den.")
    tidied = tidy(kind_of(file.path.name) or "", file.shown, before)
    if tidied.stuck:
        raise UserError(
            f"{shown} er skrevet på en måte som gjør at fravaer ikke kan ordne den uten å endre noe annet. "
            "Ingenting er endret i den.",
            "Rett rekkefølgen og datoene for hånd.",
        )
    return Result(file.shown, before, tidied)
