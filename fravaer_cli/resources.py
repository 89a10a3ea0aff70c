"""Where the files that come with the program lie: `templates/` and `schemas/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The folder `templates` or `schemas`.

    In a checkout they stand at the top; in a wheel they are packed under `_data/`. An editable install may hold an old
    packed copy, so the checkout's own folder goes first.
    """
    top = _PACKAGE.parent
    if (top / "pyproject.toml").is_file() and (top / name).is_dir():
        return top / name
    return _PACKAGE / "_data" / name
