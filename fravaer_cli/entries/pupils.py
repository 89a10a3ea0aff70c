"""Finding the pupil that was meant: by the folder, the code, or part of the name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from fravaer_cli.cases.case import Case, load_case
from fravaer_cli.cases.school import School, load_school
from fravaer_cli.errors import UserError
from fravaer_cli.files.names import kind_of
from fravaer_cli.files.workspace import CaseFolder, Workspace, find, read
from fravaer_cli.texts import liste, mente_du, sitat, translitterer

_SHOWN = 5


class Elev(NamedTuple):
    """What a pupil can be known by.

    Attributes:
        navn: the name; the folder's where `sak.yaml` does not give one.
    """

    folder: CaseFolder
    navn: str
    kode: str

    @property
    def mappe(self) -> str:
        """The name of the pupil's folder."""
        return self.folder.path.name

    def __str__(self) -> str:
        return f"{sitat(self.navn)} i {self.folder.name}"


class NotOne(UserError):
    """None or several of the pupils can be meant.

    Attributes:
        candidates: the several.
    """

    def __init__(self, message: str, remedy: str, candidates: Sequence[Elev] = ()) -> None:
        super().__init__(message, remedy)
        self.candidates = candidates


def pupils(workspace: Workspace) -> list[Elev]:
    """All pupils of a workspace. Only `sak.yaml` is read, and what is wrong in it is for others to say."""
    return [_known(workspace, folder) for folder in workspace.cases]


def _known(workspace: Workspace, folder: CaseFolder) -> Elev:
    value = read(workspace.root, folder.path / "sak.yaml").value
    about = value if isinstance(value, Mapping) else {}
    pupil = about.get("elev")
    name = pupil.get("navn") if isinstance(pupil, Mapping) else None
    return Elev(folder, str(name or folder.path.name), str(about.get("kode") or ""))


def find_pupil(text: str, among: Sequence[Elev]) -> Elev:
    """The pupil that was meant.

    Raises:
        NotOne: none or several can be meant.
    """
    wanted = _plain(text)
    for test in (_is_exactly, _begins, _holds):
        found = [elev for elev in among if wanted and test(elev, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            more = f" (og {len(found) - _SHOWN} til)" if len(found) > _SHOWN else ""
            raise NotOne(
                f"Flere elever passer med {sitat(text)}: {liste(map(str, found[:_SHOWN]), 'eller')}{more}.",
                "Skriv mer av navnet, eller elevens mappe.",
                found,
            )
    raise _none(text, among)


def _none(text: str, among: Sequence[Elev]) -> NotOne:
    known = {word: elev for elev in among for word in (elev.navn, elev.mappe, *elev.navn.split()[:1])}
    likely = mente_du(text, known)
    if not among:
        remedy = "Gå til skolens eller klassens mappe, eller skriv stien til elevens mappe."
    else:
        remedy = f"Mente du {known[likely]}?" if likely else "Skriv elevens mappe eller navn."
    return NotOne(f"Finner ingen elev som passer med {sitat(text)}.", remedy)


class Place(NamedTuple):
    """A pupil's case, and the school that it belongs to."""

    case: Case
    school: School


def open_case(text: str, among: Path, today: date) -> Place:
    """The case that a word on the command line means: a path to it, else one of the pupils under a folder.

    Raises:
        NotOne: none or several can be meant.
        UserError: `among` is no folder.
    """
    for path in (Path(text), among / text):
        folder = path.parent if kind_of(path.name) else path
        if is_case(folder):
            workspace = find(str(folder))
            (only,) = [c for c in workspace.cases if c.path == workspace.given]
            return _opened(workspace, only, today)
    workspace = find(str(among))
    return _opened(workspace, find_pupil(text, pupils(workspace)).folder, today)


def is_case(folder: Path) -> bool:
    """Whether it is a pupil's folder. What is no path at all (a long text, a closed folder) is none."""
    try:
        return (folder / "sak.yaml").is_file()
    except OSError:
        return False


def _opened(workspace: Workspace, folder: CaseFolder, today: date) -> Place:
    school = load_school(workspace)
    return Place(load_case(workspace, folder, school, today), school)


def _plain(text: str) -> str:
    """Without case, spaces at the ends and the difference between «ø» and «oe»."""
    return translitterer(" ".join(unicodedata.normalize("NFC", text).strip().strip("/").casefold().split()))


def _names(elev: Elev) -> list[str]:
    return [_plain(text) for text in (elev.mappe, elev.folder.name, elev.navn, elev.kode)]


def _is_exactly(elev: Elev, wanted: str) -> bool:
    return wanted in _names(elev)


def _begins(elev: Elev, wanted: str) -> bool:
    """Each word is the beginning of a part of the name."""
    parts = _plain(elev.navn).replace("-", " ").split()
    return all(any(part.startswith(word) for part in parts) for word in wanted.replace("-", " ").split())


def _holds(elev: Elev, wanted: str) -> bool:
    return any(wanted in name for name in _names(elev))
