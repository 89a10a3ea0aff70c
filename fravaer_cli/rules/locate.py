"""Where a routine's file lies: one that comes with the program, or the school's own in `rutiner/`."""

from __future__ import annotations

import os
from pathlib import Path

from fravaer_cli.diagnostics import Diagnostic, Place, Severity
from fravaer_cli.rules.pack import FELLES
from fravaer_cli.texts import liste, mente_du, sitat

PACK_FOLDER = Path(__file__).parent / "packs"
STANDARD = "gran"
"""The routine of a school that names none (02)."""


def shipped() -> list[str]:
    """The ids of the packs that come with the program."""
    return sorted(p.stem for p in PACK_FOLDER.glob("*.yaml") if p.stem != FELLES)


class NoSuchPack(Exception):
    """There is no pack of that name. Carries a Norwegian sentence and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def locate(reference: str, root: Path, *, anywhere: bool = False, near: Path | None = None) -> Path:
    """The file that a routine's name means: a shipped pack, or a file in the school's `rutiner/`.

    Args:
        anywhere: the name may also be the path of a file outside the school, as on the command line.
        near: another folder that may hold it: that of the pack which builds on it.

    Raises:
        NoSuchPack: there is none.
    """
    own_folder = root / "rutiner"
    if reference in shipped() and not os.path.lexists(own_folder / f"{reference}.yaml"):
        return PACK_FOLDER / f"{reference}.yaml"
    if anywhere and _is_file(Path(reference)):
        return Path(reference).resolve()
    wanted = os.path.normpath(reference).removeprefix("rutiner/")
    for beside in (near, own_folder):
        for name in (wanted, f"{wanted}.yaml"):
            path = Path(os.path.normpath(beside / name)) if beside else None
            if path and path.parent == beside and path.suffix == ".yaml" and os.path.lexists(path):
                if beside == own_folder and path.stem in (*shipped(), FELLES):
                    message = f"rutiner/{path.name} har samme navn som en rutine som følger med"
                    raise NoSuchPack(message, "gi filen et eget navn, og bruk det i skole.yaml")
                if _is_link(path):
                    raise NoSuchPack(f"rutinen {sitat(reference)} er en snarvei", "legg selve filen i mappen rutiner/")
                return path
    own = sorted(p.stem for p in (root / "rutiner").glob("*.yaml"))
    meant = mente_du(reference, [*shipped(), *own])
    message = f"rutinen {sitat(reference)} finnes ikke" + (f" – mente du «{meant}»?" if meant else "")
    known = f"disse følger med: {liste(shipped())}"
    raise NoSuchPack(message, f"{known}; egne rutiner ligger i mappen rutiner/")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the system takes
        return False


def _is_link(path: Path) -> bool:
    """Whether the way to the file goes over a symbolic link."""
    try:
        return path.resolve() != path
    except (OSError, RuntimeError):  # in a ring
        return True


def place_of_unknown(place: Place | None, error: NoSuchPack) -> Diagnostic:
    """The diagnostic for a routine that does not exist, where `skole.yaml` names it."""
    return Diagnostic(Severity.FEIL, "F201", error.message, place or Place("skole.yaml"), suggestion=error.remedy)
