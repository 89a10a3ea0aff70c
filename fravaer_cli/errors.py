"""Errors that a person has caused or can mend, and the exit codes of every command."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    OK = 0
    """Nothing to do. Warnings alone are OK."""
    ACTION = 1
    """Something calls for action, or a file is wrong (validate)."""
    UNABLE = 2
    """The command could not do its work: wrong usage, no such path, nothing found, invalid files (check)."""
    FAULT = 3
    """A fault in the program."""
    INTERRUPTED = 130
    """Ctrl-C."""


class UserError(Exception):
    """The command cannot go on, for a reason the user can mend.

    Args:
        message: a Norwegian sentence that says what is wrong.
        remedy: a Norwegian sentence that says what to do, if the message does not.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
