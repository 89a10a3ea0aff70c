"""Finds the school, its classes and the pupils' folders on disk, and tells of every name that does not fit.

No pupil disappears silently: a folder with our files but without `sak.yaml`, a misspelt file name and a copy left by a
share or an editor are errors. Hidden folders, `dokumenter/` and symbolic links are not followed.
"""

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fravaer_cli.diagnostics import Diagnostic, Place, Severity
from fravaer_cli.errors import UserError
from fravaer_cli.files.names import CASE_KINDS, PLAN, kind_of, near_miss
from fravaer_cli.files.source import MAX_BYTES, Source, parse
from fravaer_cli.texts import liste, sitat, tall

_MAX_LEVELS = 16
_ONLY_AT_THE_TOP = frozenset({"rutiner", "maler", "profiler"})
NOT_OURS = frozenset({"dokumenter", "rutiner", "maler", "profiler", "node_modules", "__pycache__"})


class CaseFolder(NamedTuple):
    """One pupil's folder.

    Attributes:
        path: the folder.
        name: its path relative to the workspace's root, with `/`; `.` for the root itself.
        files: the names of our files in it, in reading order; several plans in the order of their numbers.
    """

    path: Path
    name: str
    files: tuple[str, ...]

    def file(self, name: str) -> str:
        """A file of the folder, as it is shown."""
        return name if self.name == "." else f"{self.name}/{name}"


class ClassFolder(NamedTuple):
    """A folder that holds pupils' folders."""

    path: Path
    name: str
    has_file: bool
    cases: tuple[CaseFolder, ...]


class Workspace:
    """What a path on the command line leads to.

    Attributes:
        root: the school's folder, or the given folder where there is no `skole.yaml`. All names are relative to it.
        given: the folder that was asked for.
        has_school: `skole.yaml` was found.
        classes: those at or under the given folder, or the class of the given case (with only that case).
        diagnostics: wrong names, missing files, things that were not followed.
    """

    def __init__(self, root: Path, given: Path, has_school: bool) -> None:
        self.root, self.given, self.has_school = root, given, has_school
        self.classes: list[ClassFolder] = []
        self.diagnostics: list[Diagnostic] = []

    @property
    def boundary(self) -> Path:
        """No path in a file leads out of here: the school, or without one the folder that holds the classes."""
        if self.has_school:
            return self.root
        above = next((f for f in (self.given, *self.given.parents) if os.path.lexists(f / ".git")), None)
        is_case, is_class = os.path.lexists(self.given / "sak.yaml"), bool(self.classes)
        return above or (self.given.parent.parent if is_case else self.given.parent if is_class else self.given)

    @property
    def cases(self) -> list[CaseFolder]:
        """All cases, sorted by their names."""
        return sorted((case for klasse in self.classes for case in klasse.cases), key=lambda c: c.name)

    def name_of(self, path: Path) -> str:
        """A path relative to the root, with `/`, as it is shown."""
        return relative_name(self.root, path)


def relative_name(root: Path, path: Path) -> str:
    """`path` relative to `root`, with `/`; bytes that are no text become �."""
    text, above = path.as_posix(), root.as_posix()
    if text == above:
        return "."
    prefix = above if above.endswith("/") else f"{above}/"
    name = text.removeprefix(prefix) if text.startswith(prefix) else _beside(path, root)
    return os.fsencode(name).decode("utf-8", "replace")


def _beside(path: Path, root: Path) -> str:
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive
        return path.name


def existing(argument: str) -> Path:
    """The path that was meant on the command line: as given, or with its letters composed or decomposed (macOS).

    Raises:
        UserError: there is none, or it cannot be reached.
    """
    try:
        return _as_on_disk(Path(argument)).resolve(strict=True)
    except FileNotFoundError:
        remedy = "Oppgi stien til mappen eller filen, eller «.» for mappen du står i."
        raise UserError(f"Finner ikke {sitat(argument, 200)}.", remedy) from None
    except PermissionError:
        raise UserError(
            f"Du har ikke tilgang til {sitat(argument, 200)}.", "Be den som eier mappen, om lesetilgang."
        ) from None
    except (OSError, RuntimeError, ValueError):
        message = f"{sitat(argument, 200)} kan ikke følges: stien er ugyldig eller går i ring."
        raise UserError(message, "Oppgi mappen direkte, ikke en snarvei til den.") from None


def _as_on_disk(path: Path) -> Path:
    """The path with each part's letters in the form that is there; the parts after the first that is not, as given."""
    if os.path.lexists(path):
        return path
    found = Path(path.anchor)
    for part in path.parts[1:] if path.anchor else path.parts:
        forms = (part, unicodedata.normalize("NFC", part), unicodedata.normalize("NFD", part))
        found /= next((f for f in forms if os.path.lexists(found / f)), part)
    return found


def find_school(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds `skole.yaml`; not beyond a git root."""
    for folder in (start, *start.parents):
        if os.path.lexists(folder / "skole.yaml"):
            return folder
        if os.path.lexists(folder / ".git"):
            return None
    return None


def find(argument: str) -> Workspace:
    """The workspace for a path on the command line: a case, a class, a school, or one file in any of them.

    Raises:
        UserError: there is no such path.
    """
    given = existing(argument)
    if not given.is_dir():
        given = given.parent
    school = find_school(given)
    workspace = Workspace(school or given, given, school is not None)
    _Finder(workspace).run()
    return workspace


class _Finder:
    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.found: dict[Path, list[CaseFolder]] = {}
        self.class_files: set[Path] = set()

    def run(self) -> None:
        ws = self.workspace
        self._look_above()
        self._walk(ws.given, 0)
        for path in sorted({*self.found, *self.class_files}):
            cases = tuple(sorted(self.found.get(path, []), key=lambda c: c.name))
            ws.classes.append(ClassFolder(path, ws.name_of(path), path in self.class_files, cases))

    def _look_above(self) -> None:
        """The files above the given folder that count for it: `klasse.yaml` of a case, and near misses of the names."""
        given = self.workspace.given
        if os.path.lexists(given / "sak.yaml") and os.path.lexists(given.parent / "klasse.yaml"):
            self.class_files.add(given.parent)
        for folder in _above(given, self.workspace.root if self.workspace.has_school else None):
            wanted = [e for e in _entries(folder) if (near_miss(e.name) or ("",))[0] in ("skole.yaml", "klasse.yaml")]
            self._check_names(wanted)

    def _walk(self, folder: Path, level: int) -> None:
        try:
            entries = _entries(folder, strict=True)
        except OSError:
            self._tell(
                folder, "F001", "mappen kan ikke åpnes: du har ikke lesetilgang", "be den som eier mappen, om tilgang"
            )
            return
        names = {e.name for e in entries}
        self._check_names(entries)
        if "klasse.yaml" in names:
            self.class_files.add(folder)
        if "skole.yaml" in names and folder != self.workspace.root:
            message = "mappen er en egen skole, men blir kontrollert med rutinen og skoleruten til mappen over"
            self._tell(folder / "skole.yaml", "F035", message, "kontroller én skole om gangen")
        if "sak.yaml" in names:
            self.found.setdefault(folder.parent, []).append(self._case(folder, names))
            self._inside_case(folder, entries, level)
            return
        ours = sorted(n for n in names if kind_of(n) in CASE_KINDS)
        if ours:
            message = f"mappen har {liste(ours)}, men mangler sak.yaml, så eleven blir ikke kontrollert"
            self._tell(folder, "F026", message, "lag sak.yaml (fravaer new), eller flytt filene til elevens mappe")
        self._walk_folders(folder, entries, level)

    def _walk_folders(self, folder: Path, entries: list[os.DirEntry[str]], level: int) -> None:
        for entry in self._folders(folder, entries):
            if level >= _MAX_LEVELS:
                message = f"mappen ligger mer enn {_MAX_LEVELS} nivåer nede og ble ikke lest"
                self._tell(Path(entry.path), "F033", message, "flytt den lenger opp")
            else:
                self._walk(Path(entry.path), level + 1)

    def _inside_case(self, folder: Path, entries: list[os.DirEntry[str]], level: int) -> None:
        """What lies inside a pupil's folder: a stray `sak.yaml` must not hide a whole class."""
        before = sum(map(len, self.found.values()))
        self._walk_folders(folder, entries, level)
        if sum(map(len, self.found.values())) > before:
            message = "mappen har sak.yaml, men også elevmapper i seg"
            remedy = "flytt sak.yaml til elevens egen mappe, ved siden av de andre"
            self._tell(folder / "sak.yaml", "F032", message, remedy)

    def _folders(self, folder: Path, entries: list[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
        """The folders that may hold something of ours; links are told of, not followed."""
        for entry in entries:
            if entry.name.startswith(".") or kind_of(entry.name):
                continue
            if entry.name in NOT_OURS:
                hidden = os.path.lexists(Path(entry.path) / "sak.yaml")
                if hidden or (entry.name in _ONLY_AT_THE_TOP and folder != self.workspace.root):
                    message = f"en mappe som heter {entry.name}, blir ikke lest"
                    severity = Severity.FEIL if hidden else Severity.ADVARSEL
                    self._tell(Path(entry.path), "F036", message, "gi den et annet navn hvis den er en elevs", severity)
                continue
            if _is_link(entry):
                if _is_folder_link(entry):
                    message = "mappen er en snarvei (symbolsk lenke) og ble ikke fulgt"
                    self._tell(Path(entry.path), "F023", message, "kontroller mappen der den ligger", Severity.ADVARSEL)
            elif entry.is_dir(follow_symlinks=False):
                yield entry

    def _case(self, folder: Path, names: set[str]) -> CaseFolder:
        def order(name: str) -> tuple[int, int]:
            plan = PLAN.fullmatch(name)
            return CASE_KINDS.index(kind_of(name) or ""), int(plan[1] or 1) if plan else 0

        files = tuple(sorted((n for n in names if kind_of(n) in CASE_KINDS), key=order))
        return CaseFolder(folder, self.workspace.name_of(folder), files)

    def _check_names(self, entries: list[os.DirEntry[str]]) -> None:
        for entry in entries:
            miss = near_miss(entry.name)
            if not miss:
                continue
            right, is_copy = miss
            shown = sitat(entry.name, 80)
            if is_copy:
                message, remedy = (
                    f"{shown} ser ut som en kopi av {right} og blir ikke lest",
                    "flytt det som er nytt, inn i den riktige filen, og slett kopien",
                )
                self._tell(Path(entry.path), "F025", message, remedy)
            else:
                self._tell(
                    Path(entry.path),
                    "F024",
                    f"{shown} blir ikke lest: filen skal hete {right}",
                    f"gi filen navnet {right}",
                )

    def _tell(self, path: Path, code: str, message: str, remedy: str, severity: Severity = Severity.FEIL) -> None:
        self.workspace.diagnostics.append(
            Diagnostic(severity, code, message, Place(self.workspace.name_of(path)), suggestion=remedy)
        )


def _above(given: Path, root: Path | None) -> Iterator[Path]:
    """The folders above `given` that may hold a file for it: up to the school, else two levels within the git root."""
    folder, left = given, 2
    while folder not in (root, folder.parent):
        if root is None and (left == 0 or os.path.lexists(folder / ".git")):
            return
        folder, left = folder.parent, left - 1
        yield folder


def _entries(folder: Path, *, strict: bool = False) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as it:
            return sorted(it, key=lambda e: e.name)
    except OSError:
        if strict:
            raise
        return []


def _is_link(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink()
    except OSError:
        return True


def _is_folder_link(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=True)
    except OSError:
        return True


def read(root: Path, path: Path) -> Source:
    """Read one of our files. Whatever stops it becomes a diagnostic in the source."""
    source = Source(relative_name(root, path))

    def stopped(code: str, message: str, remedy: str) -> Source:
        source.diagnostics.append(Diagnostic(Severity.FEIL, code, message, Place(source.file), suggestion=remedy))
        return source

    try:
        info = os.lstat(path)
        if stat.S_ISLNK(info.st_mode):
            return stopped(
                "F023", "filen er en snarvei (symbolsk lenke) og blir ikke lest", "legg selve filen i mappen"
            )
        if stat.S_ISDIR(info.st_mode):
            return stopped("F022", f"{path.name} er en mappe, men skal være en fil", "gi mappen et annet navn")
        if not stat.S_ISREG(info.st_mode):
            return stopped("F022", f"{path.name} er ikke en vanlig fil", "legg en vanlig tekstfil i stedet")
        if info.st_size > MAX_BYTES:
            size = f"{tall(info.st_size / 1_000_000)} MB"
            return stopped(
                "F019",
                f"filen er på {size}; grensen er {MAX_BYTES // 1_000_000} MB",
                "del den opp, eller fjern det som ikke hører hjemme her",
            )
        with path.open("rb", buffering=0) as stream:  # no buffer: the file is read whole, at its own size
            data = stream.read()
    except PermissionError:
        return stopped("F001", "filen kan ikke åpnes: du har ikke lesetilgang", "be den som eier filen, om tilgang")
    except OSError:
        return stopped("F001", "filen kan ikke åpnes", "se om den er slettet, flyttet eller i bruk av et annet program")
    return parse(source.file, data)
