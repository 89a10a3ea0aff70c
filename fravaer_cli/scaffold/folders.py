"""What a folder on disk is: a case, a class, part of a school."""

from __future__ import annotations

import os
from pathlib import Path

from fravaer_cli.files.workspace import find_school


def names_in(folder: Path) -> list[str]:
    """The names in a folder, sorted; none if it cannot be read."""
    try:
        return sorted(p.name for p in folder.iterdir())
    except OSError:
        return []


def is_school(folder: Path) -> bool:
    """There is a `skole.yaml`."""
    return os.path.lexists(folder / "skole.yaml")


def has_class_file(folder: Path) -> bool:
    """There is a `klasse.yaml`."""
    return os.path.lexists(folder / "klasse.yaml")


def is_case(folder: Path) -> bool:
    """There is a `sak.yaml`."""
    return os.path.lexists(folder / "sak.yaml")


def is_class(folder: Path) -> bool:
    """There is a `klasse.yaml`, or a case in one of its folders."""
    return has_class_file(folder) or any(is_case(folder / n) for n in names_in(folder))


def holds_classes(folder: Path) -> bool:
    """One of its folders is a class."""
    return any(is_class(folder / n) for n in names_in(folder))


def school_around(folder: Path) -> Path | None:
    """The school that a folder is in, or would be in if it were made."""
    return find_school(next(f for f in (folder, *folder.parents) if f.is_dir()).resolve())
