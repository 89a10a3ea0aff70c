"""The use case «validate»: every error of every file, with nothing judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fravaer_cli.check import Question, check
from fravaer_cli.diagnostics import Diagnostic, in_order
from fravaer_cli.errors import UserError
from fravaer_cli.files.names import kind_of, near_miss
from fravaer_cli.files.workspace import Workspace, existing, find
from fravaer_cli.importing import profile
from fravaer_cli.rules.pack_loader import load_pack
from fravaer_cli.texts import linjer, sitat


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
    if path.is_file() and kind_of(path.name) is None and near_miss(path.name) is None:
        return _one_pack(path, workspace, argument)
    packs = _packs(workspace, path)
    profiles = _profiles(workspace, path)
    found = [d for pack in packs for d in load_pack(pack, workspace.root).diagnostics]
    found += [d for file in profiles for d in profile.diagnose(file, workspace.root)]
    if profiles and path.name == profile.FOLDER:
        return Validation(workspace.root, tuple(in_order(found)), len(profiles))
    if not workspace.classes and not packs and path != workspace.root:
        return Validation(workspace.root, tuple(in_order(workspace.diagnostics)))
    result = check(workspace, Question("uke", now, now))
    found = list(
        dict.fromkeys([*found, *result.file_diagnostics])
    )  # the routine in force is a pack of the school's too
    files = len(packs) + len(profiles) + result.files
    if path.is_file():
        found = [d for d in found if d.place.file == workspace.name_of(path)]
        files = 1
    return Validation(workspace.root, tuple(in_order(found)), files)


def _one_pack(path: Path, workspace: Workspace, argument: str) -> Validation:
    """A file that is none of a school's: a profile in `profiler/`, else a routine pack, wherever it lies."""
    if path.suffix not in (".yaml", ".yml"):
        shown = sitat(argument, 200)
        raise UserError(
            f"{shown} er ikke en av filene våre.", "Oppgi en YAML-fil, en elevmappe, en klasse eller skolen."
        )
    if path.parent.name == profile.FOLDER:
        return Validation(workspace.root, tuple(in_order(profile.diagnose(path, workspace.root))), 1)
    return Validation(workspace.root, tuple(in_order(load_pack(path, workspace.root).diagnostics)), 1)


def _packs(workspace: Workspace, path: Path) -> list[Path]:
    """The municipality's own packs, where a school (or one of them) is asked for."""
    folder = workspace.root / "rutiner"
    wanted = path in (workspace.root, folder) and folder.is_dir() and not folder.is_symlink()
    return sorted(folder.glob("*.yaml")) if wanted else []


def _profiles(workspace: Workspace, path: Path) -> list[Path]:
    """The school's own column profiles, where a school (or one of them) is asked for."""
    folder = workspace.root / profile.FOLDER
    wanted = path in (workspace.root, folder) and folder.is_dir() and not folder.is_symlink()
    return sorted(folder.glob("*.yaml")) if wanted else []
