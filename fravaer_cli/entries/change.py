"""One change of one of a case's logs: read, edited, tried out, and put in place of what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from fravaer_cli.cases.case import Case, try_log
from fravaer_cli.cases.school import School
from fravaer_cli.diagnostics import Diagnostic
from fravaer_cli.files import disk, edit
from fravaer_cli.files.difference import difference
from fravaer_cli.files.yaml_text import Value

LISTS = {"fravaer.yaml": "fravær", "kontakt.yaml": "kontakt"}
"""The logs, and the name of the list in each."""


class Endring(NamedTuple):
    """What is to be done with a log.

    Attributes:
        nye: entries to come in, see `files.edit.add_entries`.
        rettes: other values in entries that are there: (the entry's number in the file, from 0; key → value).
    """

    nye: Sequence[Mapping[str, Any]] = ()
    rettes: Sequence[tuple[int, Mapping[str, Value]]] = ()

    def __bool__(self) -> bool:
        return bool(self.nye or self.rettes)


class Resultat(NamedTuple):
    """A log before and after; the same where nothing was to be done, or something would have been wrong.

    Attributes:
        fil: as it is shown.
        feil: what would have been wrong. Then nothing is written.
        merknader: warnings that the change brings with it.
    """

    fil: str
    foer: bytes
    etter: bytes
    feil: tuple[Diagnostic, ...] = ()
    merknader: tuple[Diagnostic, ...] = ()

    def diff(self) -> str:
        """The change as a unified diff."""
        return difference(self.fil, self.foer, self.etter)


def apply(
    case: Case,
    name: str,
    decide: Callable[[bytes], Endring],
    school: School,
    today: date,
    *,
    dry_run: bool = False,
) -> Resultat:
    """Change a case's log, under the folder's lock.

    Args:
        name: `fravaer.yaml` or `kontakt.yaml`; it need not exist.
        decide: what to do, given what is there now. It may be another text than when the case was loaded.
        dry_run: only find out what it would be.

    Raises:
        UserError: the file cannot be changed without touching something else, somebody else has changed it, or the
            disk says no. It is as it was.
    """
    folder = case.folder.path
    if dry_run:
        return _changed(case, name, disk.contents(folder / name, case.folder.file(name)), decide, school, today)
    with disk.alone(folder, case.folder.name):
        before = disk.contents(folder / name, case.folder.file(name))
        result = _changed(case, name, before, decide, school, today)
        if result.etter != (before or b""):
            disk.replace(folder / name, before, result.etter, result.fil)
    return result


def _changed(
    case: Case, name: str, data: bytes | None, decide: Callable[[bytes], Endring], school: School, today: date
) -> Resultat:
    before = data or b""
    shown = case.folder.file(name)
    change = decide(before)
    after = _edited(shown, name, before, change)
    if after == before:
        return Resultat(shown, before, before)
    found = try_log(case, name, after, school, today)
    new = _new(try_log(case, name, before, school, today) if before else [], found) if found else []
    errors = tuple(d for d in new if d.is_error)
    return Resultat(shown, before, before if errors else after, errors, tuple(d for d in new if not d.is_error))


def _edited(shown: str, name: str, data: bytes, change: Endring) -> bytes:
    key = LISTS[name]
    if change.rettes:
        values = [((key, number, field), value) for number, new in change.rettes for field, value in new.items()]
        data = edit.set_values(shown, data, values)
    if change.nye:
        data = edit.add_entries(shown, data, key, change.nye, block=key == "kontakt")
    return data


def _new(before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics that were not there before."""
    known = Counter((d.code, d.message) for d in before)
    new = []
    for diagnostic in after:
        what = (diagnostic.code, diagnostic.message)
        if known[what]:
            known[what] -= 1
        else:
            new.append(diagnostic)
    return new
