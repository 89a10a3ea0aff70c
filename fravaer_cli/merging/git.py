"""What we ask git itself to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fravaer_cli.merging.markers import Markers

_MOST_CONFLICTS = 127
"""What `git merge-file` ends with is how many conflicts it left, up to this; above it something went wrong."""

_LIMIT = 60
"""Seconds; git answers us in a hundredth of one."""


def run(arguments: Sequence[str], folder: Path | None = None) -> str | None:
    """What a git command says, without the line's end; None where there is no git, or it says no.

    Args:
        folder: where it runs.
    """
    done = _run(arguments, folder)
    if done is None or done.returncode != 0:
        return None
    return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")


def _run(arguments: Sequence[str], folder: Path | None = None) -> subprocess.CompletedProcess[bytes] | None:
    program = shutil.which("git")
    if program is None:
        return None
    try:
        return subprocess.run(
            [program, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_LIMIT,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def merge_lines(base: bytes, ours: bytes, theirs: bytes, markers: Markers) -> bytes | None:
    """Git's own merge, line by line, with markers around what is in conflict; None if git cannot, or is not there."""
    with tempfile.TemporaryDirectory(prefix="fravaer-") as folder:
        for name, data in (("ours", ours), ("base", base), ("theirs", theirs)):
            (Path(folder) / name).write_bytes(data)
        labels = [word for label in (markers.ours, "felles", markers.theirs) for word in ("-L", label)]
        size = f"--marker-size={markers.size}"
        done = _run(["merge-file", "-p", "-q", size, *labels, "ours", "base", "theirs"], Path(folder))
    return None if done is None or not 0 <= done.returncode <= _MOST_CONFLICTS else done.stdout


def is_git_here() -> bool:
    """Whether git can be started."""
    return shutil.which("git", path=os.environ.get("PATH")) is not None
