"""The use case «validate»: every error of every file, with nothing judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fravaer_cli.check import Question, check
from fravaer_cli.diagnostics import Diagnostic, in_order
from fravaer_cli.files.workspace import Workspace, existing, find
from fravaer_cli.rules.pack import load_pack
from fravaer_cli.texts import linjer


@dataclass(slots=True)
class Validation:
    """What was found under one path.

    Attributes:
        root: the folder that the diagnostics' paths are relative to.
        files: how many of our files were read.
    """

    root: Path
    diagnostics: tuple[Diagnostic, ...] = ()
    files: int = 0
    lines: dict[str, list[str]] = field(default_factory=dict)

    def text_of(self, file: str) -> Sequence[str]:
        """A file's lines, for showing them; none where it cannot be read as text."""
        if file not in self.lines:
            try:
                data = (self.root / file).read_bytes()[:5_000_000]
            except OSError:
                data = b""
            self.lines[file] = linjer(data.decode("utf-8-sig", "replace"))
        return self.lines[file]


def validate(argument: str, now: date) -> Validation:
    """All diagnostics of a file, a case, a class or a school; of a file only its own.

    Raises:
        UserError: there is no such path.
    """
    path = existing(argument)
    workspace = find(argument)
    packs = _packs(workspace, path)
    found = [d for pack in packs for d in load_pack(pack, workspace.root).diagnostics]
    files = len(packs)
    if not (path.is_file() and path in packs):
        result = check(workspace, Question("uke", now, now))
        found += result.file_diagnostics
        files += result.files
    if path.is_file():
        found = [d for d in found if d.place.file == workspace.name_of(path)]
        files = 1
    return Validation(workspace.root, tuple(in_order(found)), files)


def _packs(workspace: Workspace, path: Path) -> list[Path]:
    """The municipality's own packs, where a school (or one of them) is asked for."""
    folder = workspace.root / "rutiner"
    if path == workspace.root or path.is_relative_to(folder):
        return sorted(p for p in folder.glob("*.yaml") if path in (p, folder, workspace.root))
    return []
