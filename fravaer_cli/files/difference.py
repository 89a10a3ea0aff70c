"""A change as it is shown before it is made."""

from __future__ import annotations

import difflib


def difference(file: str, before: bytes, after: bytes) -> str:
    """The change of a file as a unified diff.

    Args:
        file: how the file is called in what is shown.
    """
    old, new = (data.decode("utf-8-sig", "replace").splitlines(keepends=True) for data in (before, after))
    lines = difflib.unified_diff(old, new, file, file)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
