"""`skole.yaml` and `klasse.yaml`: the school's calendar, its roles, its classes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from fravaer_cli.cases.documents import Document, open_document
from fravaer_cli.diagnostics import Diagnostic, Place, Problem, Route
from fravaer_cli.files.workspace import ClassFolder, Workspace
from fravaer_cli.model.skole import Fri, Klasse, Rute, Skole
from fravaer_cli.school_year import Free, SchoolCalendar, Skolerute
from fravaer_cli.texts import sitat


class School:
    """The school as it could be read; without `skole.yaml`, one with defaults only.

    Attributes:
        model: what the file says.
        calendar: school days, windows and deadlines.
        rutine_place: where the file names the routine, for messages about it.
    """

    def __init__(
        self,
        model: Skole,
        calendar: SchoolCalendar,
        diagnostics: Iterable[Diagnostic] = (),
        rutine_place: Place | None = None,
    ) -> None:
        self.model, self.calendar, self.rutine_place = model, calendar, rutine_place
        self.diagnostics = list(diagnostics)


def load_school(workspace: Workspace) -> School:
    """The school of a workspace."""
    if not workspace.has_school:
        return School(Skole(), SchoolCalendar())
    document = open_document("skole", workspace.root, workspace.root / "skole.yaml")
    model = document.model(Skole) or Skole()
    document.add(_check_school(model, workspace.root))
    for name, rute in (model.skoleruter or {}).items():
        if rute.start and rute.slutt and rute.slutt < rute.start:
            document.bad.add(("skoleruter", name, "start"))  # one of the two is wrong; neither is used
    model = document.model(Skole) or Skole()
    place = document.source.place(("rutine",)) if model.rutine else None
    return School(model, SchoolCalendar(_calendars(model.skoleruter or {})), document.diagnostics, place)


_YEARS = re.compile(r"((?:19|20|21)\d{2})-(\d{4})")


def _calendars(routes: Mapping[str, Rute]) -> dict[int, Skolerute]:
    found = {}
    for name, rute in routes.items():
        match = _YEARS.fullmatch(name)
        if match:
            free = tuple(_free(f) for f in rute.fri if f.dato or (f.fra and f.til))
            found[int(match[1])] = Skolerute(int(match[1]), rute.start, rute.slutt, rute.semesterskille, free)
    return found


def _free(fri: Fri) -> Free:
    first = fri.dato or fri.fra or date.min
    return Free(first, fri.dato or fri.til or first, fri.hva or "")


def _check_school(model: Skole, root: Path) -> Iterator[Problem]:
    for name, rute in (model.skoleruter or {}).items():
        yield from _check_calendar(("skoleruter", name), name, rute)
    for key, path in (("logo", model.logo), ("maler", model.maler)):
        if path:
            yield from _check_path((key,), path, root)


def _check_calendar(at: Route, name: str, rute: Rute) -> Iterator[Problem]:
    match = _YEARS.fullmatch(name)
    if not match or int(match[2]) != int(match[1]) + 1:
        yield Problem(at, "F121", f"{sitat(name)} er ikke et skoleår", "skriv to år på rad, som 2025-2026", on_key=True)
        return
    first, last = date(int(match[1]), 8, 1), date(int(match[2]), 7, 31)
    for key, day in (("start", rute.start), ("slutt", rute.slutt), ("semesterskille", rute.semesterskille)):
        if day is not None and not first <= day <= last:
            yield Problem((*at, key), "F122", f"{day} ligger ikke i skoleåret {name}", "rett året i datoen")
    if rute.start and rute.slutt and rute.slutt < rute.start:
        yield Problem(
            (*at, "slutt"),
            "F104",
            f"skoleåret slutter ({rute.slutt}) før det begynner ({rute.start})",
            "bytt om datoene",
        )
    inside = rute.semesterskille is not None and first <= rute.semesterskille <= last
    if inside and rute.semesterskille and not (rute.start or first) <= rute.semesterskille <= (rute.slutt or last):
        message = f"første halvår slutter ({rute.semesterskille}) utenfor skoleåret"
        yield Problem((*at, "semesterskille"), "F122", message, "rett datoen")
    for i, fri in enumerate(rute.fri):
        yield from _check_free((*at, "fri", i), fri, first, last, name)


def _check_free(at: Route, fri: Fri, first: date, last: date, name: str) -> Iterator[Problem]:
    if fri.dato and (fri.fra or fri.til):
        yield Problem(at, "F106", "oppføringen har både dato og fra/til", "bruk enten «dato», eller «fra» og «til»")
    elif not fri.dato and not (fri.fra and fri.til):
        yield Problem(at, "F106", "oppføringen mangler datoer", "skriv «dato», eller både «fra» og «til»")
    elif fri.fra and fri.til and fri.til < fri.fra:
        yield Problem(
            (*at, "til"), "F104", f"perioden slutter ({fri.til}) før den begynner ({fri.fra})", "bytt om datoene"
        )
    else:
        for key, day in (("dato", fri.dato), ("fra", fri.fra), ("til", fri.til)):
            if day is not None and not first <= day <= last:
                yield Problem((*at, key), "F122", f"{day} ligger ikke i skoleåret {name}", "rett året i datoen")


def _check_path(route: Route, path: str, root: Path) -> Iterator[Problem]:
    target = Path(os.path.normpath(root / path))
    if Path(path).is_absolute() or "\\" in path or not target.is_relative_to(root):
        yield Problem(
            route,
            "F118",
            f"{sitat(path, 60)} ligger utenfor skolens mappe",
            "legg den i skolens mappe, og skriv stien derfra",
        )


class SchoolClass:
    """A class as it could be read; its name is the folder's where the file gives none."""

    def __init__(self, folder: ClassFolder, model: Klasse, document: Document | None = None) -> None:
        self.folder, self.model, self.document = folder, model, document

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong in `klasse.yaml`."""
        return self.document.diagnostics if self.document else []


def load_class(workspace: Workspace, folder: ClassFolder) -> SchoolClass:
    """A class of the workspace."""
    default = Klasse(folder.path.name)
    if not folder.has_file:
        return SchoolClass(folder, default)
    document = open_document("klasse", workspace.root, folder.path / "klasse.yaml")
    model = document.model(Klasse) or default
    model = model if model.klasse else model._replace(klasse=default.klasse)
    years = model.skoleaar
    match = _YEARS.fullmatch(years) if years else None
    if years and (not match or int(match[2]) != int(match[1]) + 1):
        message = f"{sitat(years)} er ikke et skoleår"
        document.add([Problem(("skoleår",), "F121", message, "skriv to år på rad, som 2025-2026")])
    return SchoolClass(folder, model, document)
