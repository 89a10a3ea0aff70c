"""Writing a finished document: whole or not at all, and never over what somebody has changed."""

from __future__ import annotations

import errno
from pathlib import Path

from fravaer_cli.documents.mark import untouched
from fravaer_cli.errors import UserError
from fravaer_cli.files.disk import write_whole
from fravaer_cli.texts import sitat

_FULL = (errno.ENOSPC, errno.EDQUOT)
_NO_ACCESS = (errno.EACCES, errno.EPERM, errno.EROFS)


def write(path: Path, data: bytes, *, overwrite: bool) -> bool:
    """Write a document; gives False if exactly the same was there already.

    Raises:
        UserError: the file there has been changed by hand, or the disk says no. What was there is still there.
    """
    name = sitat(f"{path.parent.name}/{path.name}", 120)
    if path.parent.name == "dokumenter" and path.parent.is_symlink():
        raise UserError("Mappen «dokumenter» er en snarvei og blir ikke fulgt.", "Velg en mappe med --ut.")
    try:
        present = _present(path, name)
        if present == data:
            return False
        if present is not None and not overwrite and not untouched(present):
            raise UserError(
                f"{name} er endret av noen etter at fravaer laget den, og blir ikke skrevet over.",
                "Gi filen et nytt navn om den skal beholdes, velg en annen mappe med --ut, eller bruk --overskriv.",
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        raise _explained(error, name) from None
    return True


def _present(path: Path, name: str) -> bytes | None:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise UserError(f"{name} er ikke en vanlig fil og blir ikke skrevet over.", "Flytt den, eller bruk --ut.")
    return path.read_bytes() if path.exists() else None


def _explained(error: OSError, name: str) -> UserError:
    if error.errno in _FULL:
        return UserError(f"Det er ikke plass på disken til {name}.", "Frigjør plass, og prøv igjen.")
    if isinstance(error, PermissionError) or error.errno in _NO_ACCESS:
        return UserError(
            f"{name} kan ikke skrives: du mangler tilgang, eller filen er åpen i et annet program.",
            "Lukk filen i Word, eller velg en annen mappe med --ut.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return UserError(f"Navnet på {name} er for langt for denne disken.", "Velg en annen mappe med --ut.")
    return UserError(f"{name} kan ikke skrives.", "Se om mappen finnes og kan nås, eller velg en annen med --ut.")
