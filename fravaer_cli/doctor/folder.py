"""The folder: who can read it, what is left after programs that stopped, and files that are in conflict."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from fravaer_cli.doctor.finding import Punkt, fare, merk, ok
from fravaer_cli.files import disk
from fravaer_cli.files.workspace import Workspace, read
from fravaer_cli.texts import antall, liste

_SHOWN = 3
_CONFLICT = "F013"


def look_at_folder(workspace: Workspace) -> Iterator[Punkt]:
    """Who can read it, what is left in it, and what is in conflict."""
    yield _who_can_read(workspace)
    yield from _left(workspace)
    yield from _conflicts(workspace)
    wrong = [d for d in workspace.diagnostics if d.is_error]
    if wrong:
        names = some(dict.fromkeys(d.place.file for d in wrong))
        yield merk(f"Filer eller mapper som ikke blir lest: {names}", "Se hvorfor med «fravaer validate».")


def some(names: Iterator[str] | dict[str, None] | list[str]) -> str:
    """The first names, and how many more there are."""
    all_names = list(names)
    more = len(all_names) - _SHOWN
    return f"{', '.join(all_names[:_SHOWN])} og {more} til" if more > 0 else liste(all_names)


def _who_can_read(workspace: Workspace) -> Punkt:
    if os.name == "nt":
        return merk(
            "Hvem som kan lese mappen, styres av nettverksdisken og kan ikke ses herfra",
            "Høyreklikk på mappen, velg Egenskaper og Sikkerhet, og se at bare de som trenger det, står der.",
        )
    open_to_all = [case.name for case in workspace.cases if _anybody_reads(case.path / "sak.yaml")]
    if open_to_all:
        return fare(
            f"Alle som har konto på denne maskinen, kan lese {antall(len(open_to_all), 'elevmappe', 'elevmapper')}: "
            f"{some(open_to_all)}",
            "Steng mappen for andre: chmod -R o-rwx på skolens mappe. På et delt område: be IKT om å gjøre det.",
        )
    return ok("Bare du og gruppen din kan lese elevmappene")


def _anybody_reads(path: Path) -> bool:
    """The file is readable by all, and so is the way to it."""
    try:
        way = all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)
        return way and bool(path.stat().st_mode & stat.S_IROTH)
    except OSError:
        return False


def _left(workspace: Workspace) -> Iterator[Punkt]:
    folders = dict.fromkeys((workspace.root, workspace.given, *(k.path for k in workspace.classes)))
    folders |= dict.fromkeys(case.path for case in workspace.cases)
    left = [workspace.name_of(path) for folder in folders for path in disk.leftovers(folder)]
    if left:
        yield merk(
            f"Rester etter et program som ble stoppet (eller som skriver akkurat nå): {some(left)}",
            "Skriver ingen nå, blir de ryddet bort neste gang noe føres der. Du kan også slette dem.",
        )


def _conflicts(workspace: Workspace) -> Iterator[Punkt]:
    files = [
        case.file(name)
        for case in workspace.cases
        for name in case.files
        if any(d.code == _CONFLICT for d in read(workspace.root, case.path / name).diagnostics)
    ]
    if files:
        yield fare(
            f"Konfliktmerker fra git i {some(files)}: to har endret det samme, og filene blir ikke lest",
            "Åpne filene, velg hva som skal stå, og fjern linjene med <<<<<<<, ======= og >>>>>>>.",
        )
