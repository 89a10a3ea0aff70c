"""git's merge driver: reads the three files that git names, and puts the merged one in place of ours."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from fravaer_cli.errors import UserError
from fravaer_cli.files.disk import write_whole
from fravaer_cli.merging.git import merge_lines
from fravaer_cli.merging.markers import Markers
from fravaer_cli.merging.merge import Merged, merge


class Outcome(NamedTuple):
    """How a merge went.

    Attributes:
        conflicts: how many places somebody must decide on.
        failed: something in us went wrong; what stands in the file is git's own merge, line by line.
    """

    conflicts: int
    failed: bool = False


def drive(base: Path, ours: Path, theirs: Path, markers: Markers) -> Outcome:
    """Merge three files, and write the result over `ours`, whole or not at all.

    Raises:
        UserError: the files cannot be read or written. `ours` is as it was.
    """
    try:
        before = ours.read_bytes()
        merged, failed = _merged(base.read_bytes(), before, theirs.read_bytes(), markers)
        if merged.data != before:
            write_whole(ours, merged.data)
    except OSError:
        raise UserError(
            "Filene fra git kan ikke leses eller skrives.", "Er disken full? Avbryt med git merge --abort."
        ) from None
    return Outcome(merged.conflicts, failed)


def _merged(base: bytes, ours: bytes, theirs: bytes, markers: Markers) -> tuple[Merged, bool]:
    try:
        return merge(base, ours, theirs, merge_lines, markers), False
    except (KeyboardInterrupt, SystemExit):
        raise
    except Exception:  # whatever nobody foresaw: nobody's work may be lost by it
        lines = merge_lines(base, ours, theirs, markers)
        if lines is not None and markers.count(lines.decode("utf-8", "replace")):
            return Merged(lines, 1), True
        both = [data.decode("utf-8", "surrogateescape") for data in (ours, theirs)]
        text = markers.around_what_differs(*both)
        return Merged(text.encode("utf-8", "surrogateescape"), 1), True
