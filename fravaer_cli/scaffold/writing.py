"""Writing everything that was planned, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from fravaer_cli.files.disk import write_new, write_whole
from fravaer_cli.scaffold.disk_errors import explained
from fravaer_cli.scaffold.plan import Plan, State

_CLOSED = 0o770
"""Who may enter a new folder: its owner and the group. Whoever else has an account there has no business with it."""


def carry_out(plan: Plan) -> None:
    """Make what was planned: all of it, or nothing.

    Raises:
        UserError: the disk said no. What this run had made is removed again.
    """
    undo: list[Callable[[], object]] = []
    try:
        for folder in plan.folders:
            with explained(folder, plan):
                folder.mkdir(_CLOSED)
            undo.append(folder.rmdir)
        for file in plan.of(State.NEW, State.REFRESHED):
            with explained(file.path, plan):
                (write_whole if file.state is State.REFRESHED else write_new)(file.path, file.content)
            if file.state is State.NEW:  # a renewed schema is no worse for being new
                undo.append(file.path.unlink)
    except BaseException:
        for step in reversed(undo):
            with suppress(OSError):
                step()
        raise
