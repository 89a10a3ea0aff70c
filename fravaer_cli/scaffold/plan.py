"""What should be made, before anything is."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from fravaer_cli.errors import UserError
from fravaer_cli.files.names import near_miss
from fravaer_cli.scaffold.folders import names_in
from fravaer_cli.texts import sitat, trygg


class MissingName(UserError):
    """A name that only the user knows was not given. All the rest of what was asked for is in order."""


class State(Enum):
    """What becomes of a planned file."""

    NEW = "new"
    KEPT = "kept"
    """It exists and is the user's: it is left alone."""
    REFRESHED = "refreshed"
    """It exists, is a copy of ours and out of date."""
    SAME = "same"
    """It exists, is a copy of ours and is as it should be."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that should be there, and what becomes of it."""

    path: Path
    content: bytes
    state: State

    @property
    def is_ours(self) -> bool:
        """It is a copied schema, not something to fill in."""
        return _is_schema(self.path)


def _is_schema(path: Path) -> bool:
    return path.name.endswith(".schema.json")


@dataclass(slots=True)
class Plan:
    """What should be made.

    Attributes:
        cwd: the folder in which the user stands; paths are shown relative to it.
        folders: those to make, outermost first.
        files: in the order in which they are made.
        notes: Norwegian sentences the user should read.
        next_step: a Norwegian line that says what to do now.
    """

    cwd: Path
    folders: list[Path] = field(default_factory=list)
    files: list[PlannedFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    next_step: str = ""

    def add_folder(self, path: Path) -> None:
        """Plan a folder if it does not exist; its parent exists or is planned.

        Raises:
            UserError: something that is no folder stands in the way, or there is no such parent.
        """
        if path in self.folders or path.is_dir():
            return
        if os.path.lexists(path):
            raise UserError(
                f"{self.quoted(path)} er ikke en mappe.", "Velg et annet navn, eller flytt det som ligger der."
            )
        if path.parent not in self.folders and not path.parent.is_dir():
            if os.path.lexists(path.parent):
                raise UserError(f"{self.quoted(path.parent)} er ikke en mappe.", "Velg en annen mappe.")
            raise UserError(
                f"Finner ikke mappen {self.quoted(path.parent)}.", "Lag den først, eller se etter skrivefeil."
            )
        self.folders.append(path)

    def add_own_folder(self, path: Path, root: Path) -> None:
        """Plan a folder under `root`, or `root` itself. A link would lead our writing out of it.

        Raises:
            UserError: it is a link, or as in `add_folder`.
        """
        if path != root and path.is_symlink():
            raise UserError(
                f"{self.quoted(path)} er en snarvei (symbolsk lenke).", "Fjern den, og kjør kommandoen på nytt."
            )
        self.add_folder(path)

    def add_file(self, path: Path, content: bytes | str) -> None:
        """Plan a file in a folder that exists or is planned.

        Raises:
            UserError: a file is there under a name that we would not read.
        """
        new = content if isinstance(content, bytes) else content.encode("utf-8")
        if not os.path.lexists(path):
            self._refuse_near_miss(path)
            state = State.NEW
        elif _is_schema(path):
            state = State.SAME if path.read_bytes() == new else State.REFRESHED
        else:
            state = State.KEPT
        self.files.append(PlannedFile(path, new, state))

    def _refuse_near_miss(self, path: Path) -> None:
        if path.parent in self.folders or path.suffix != ".yaml":
            return
        for name in names_in(path.parent):
            if near_miss(name) == (path.name, False):
                raise UserError(
                    f"{sitat(name, 80)} ligger der fra før og er trolig ment som {path.name}.",
                    f"Gi filen navnet {path.name}.",
                )

    def of(self, *states: State) -> list[PlannedFile]:
        """The files in one of these states."""
        return [f for f in self.files if f.state in states]

    def shown(self, path: Path) -> str:
        """A path as the user would write it."""
        inside = path.is_relative_to(self.cwd)
        return trygg(path.relative_to(self.cwd).as_posix() if inside else str(path))

    def quoted(self, path: Path) -> str:
        """A path in a sentence."""
        return f"«{self.shown(path)}»"

    def as_argument(self, path: Path) -> str:
        """A path as an argument on the command line."""
        shown = self.shown(path)
        return f'"{shown}"' if " " in shown else shown
