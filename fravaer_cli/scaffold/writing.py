"""Writing everything that was planned, or nothing."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from fravaer_cli.scaffold.disk_errors import explained
from fravaer_cli.scaffold.plan import Plan, PlannedFile, State


def carry_out(plan: Plan) -> None:
    """Make what was planned: all of it, or nothing.

    Raises:
        UserError: the disk said no. What this run had made is removed again.
    """
    undo: list[Callable[[], object]] = []
    try:
        for folder in plan.folders:
            with explained(folder, plan):
                folder.mkdir()
            undo.append(folder.rmdir)
        for file in plan.of(State.NEW, State.REFRESHED):
            with explained(file.path, plan):
                _write(file)
            if file.state is State.NEW:  # a renewed schema is no worse for being new
                undo.append(file.path.unlink)
    except BaseException:
        for step in reversed(undo):
            with suppress(OSError):
                step()
        raise


def _write(file: PlannedFile) -> None:
    """Write one file, whole or not at all."""
    temporary = _write_beside(file.path, file.content)
    try:
        if file.state is State.REFRESHED:
            temporary.replace(file.path)
        else:
            _put_in_place(temporary, file.path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write_beside(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _put_in_place(temporary: Path, path: Path) -> None:
    """Give the finished file its name, unless something has that name.

    Raises:
        FileExistsError: something has.
    """
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this disk: take the name first, then put the file there
        with path.open("xb"):
            pass
        try:
            temporary.replace(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
