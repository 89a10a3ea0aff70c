"""Which code a new pupil gets: one that nobody in the school has, or has had."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fravaer_cli.errors import UserError
from fravaer_cli.files.workspace import Workspace, read
from fravaer_cli.scaffold.folders import names_in
from fravaer_cli.scaffold.names import MAX_NAME, folder_name
from fravaer_cli.scaffold.words import clean_text
from fravaer_cli.texts import sitat


class Codes:
    """The codes of a school, and the next ones of a class.

    Args:
        folder: the class's, which need not exist.
        workspace: the school, or the class where there is no school; None where there is neither.
    """

    def __init__(self, class_name: str, folder: Path, workspace: Workspace | None) -> None:
        self._used = {c.casefold() for c in _codes(workspace)} if workspace else set()
        self._names = {n.casefold() for n in names_in(folder)}
        self._prefix = _prefix(class_name, folder)

    def next(self, wanted: str | None) -> str:
        """The code that the user gives, if nobody has it; else the class's next one, above all that are in use.

        Raises:
            UserError: somebody has the code.
        """
        code = _next_code(self._prefix, [*self._used, *self._names]) if wanted is None else clean_text(wanted, "koden")
        if wanted is not None and code.casefold() in self._used:
            raise UserError(
                f"En annen elev har koden {sitat(code)}.",
                "Velg en annen kode, eller la koden være og få den neste ledige.",
            )
        self._used.add(code.casefold())
        return code


def _prefix(class_name: str, folder: Path) -> str:
    try:
        name = folder_name(class_name)
    except UserError:
        name = folder_name(folder.name)
    return name[: MAX_NAME - 10].rstrip("-_")


def _next_code(prefix: str, used: list[str]) -> str:
    numbered = re.compile(re.escape(prefix) + r"-([0-9]{1,6})")
    taken = [int(m[1]) for m in map(numbered.fullmatch, used) if m]
    return f"{prefix.upper()}-{max(taken, default=0) + 1:02}"


_KODE = re.compile(r"^kode:[ \t]*[\"']?([^\"'#\n]*)", re.MULTILINE)


def _codes(workspace: Workspace) -> Iterator[str]:
    """The codes of all pupils; also from files with errors."""
    for case in workspace.cases:
        source = read(workspace.root, case.path / "sak.yaml")
        if isinstance(source.value, dict):
            code = source.value.get("kode")
            if isinstance(code, str | int | float):
                yield str(code)
        else:
            yield from (m[1].strip() for m in _KODE.finditer(source.text))
