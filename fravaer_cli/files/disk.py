"""Writing so that nothing is lost: whole or not at all, one at a time, and only over what was read.

A killed program leaves at most a temporary file, which the next writer in the folder takes away. The order of things is
that of a database's journal: the new file is on the disk before it gets the old one's name.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fravaer_cli.errors import UserError
from fravaer_cli.texts import sitat

LOCK = ".fravaer.laas"
"""The file that says that somebody is writing in a folder. It is gone when nobody is."""
_TEMPORARY = re.compile(r"\.fravaer-[0-9a-f]{12}\.tmp")
_PATIENCE = 30
"""Seconds one waits for others to finish; a write takes some milliseconds."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
_NO_ACCESS = (errno.EACCES, errno.EPERM, errno.EROFS)
_UNTOUCHED = "Ingenting er endret der."


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes in place of the file, or of nothing: whoever reads sees the old file or the new one, never half.

    Raises:
        OSError: the disk says no. The old file is there, and nothing else is left.
    """
    with _beside(path, data) as temporary:
        with suppress(OSError):  # who may read and write it is as before; a new file gets what the folder gives
            shutil.copymode(path, temporary)
        temporary.replace(path)
    _keep_name(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Make a file of the bytes, whole or not at all, unless something has that name.

    Raises:
        FileExistsError: something has.
        OSError: the disk says no. Nothing is left.
    """
    with _beside(path, data) as temporary:
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
    _keep_name(path.parent)


@contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """A finished file under another name in the same folder, for as long as it takes to give it the right one."""
    temporary = path.with_name(f".fravaer-{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """The new name is on the disk too. Windows has no such call, and needs none."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def alone(folder: Path, shown: str) -> Iterator[None]:
    """Nobody else of us writes in the folder meanwhile. What killed programs left there is taken away.

    Args:
        shown: the folder as the user knows it.

    Raises:
        UserError: somebody else does not finish, or one may not write there.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only for writing

    path = folder / LOCK
    lock = FileLock(path, timeout=_PATIENCE, mode=0o666)
    try:
        lock.acquire()
    except Timeout:
        raise UserError(
            f"Noen andre skriver i {sitat(shown, 120)} nå. {_UNTOUCHED}", "Vent litt, og kjør kommandoen på nytt."
        ) from None
    except (OSError, NotImplementedError) as error:
        raise explained(error if isinstance(error, OSError) else OSError(), shown) from None
    try:
        _sweep(folder)
        yield
    finally:
        with suppress(OSError):  # filelock takes no lock on a file that has lost its name, so this is safe
            path.unlink(missing_ok=True)
        lock.release()


def _sweep(folder: Path) -> None:
    for path in leftovers(folder):
        if path.name != LOCK:
            with suppress(OSError):
                path.unlink()


def leftovers(folder: Path) -> list[Path]:
    """What killed programs of ours have left in the folder, or others are using just now."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names are all we want
    except OSError:
        return []
    return [folder / name for name in sorted(names) if name == LOCK or _TEMPORARY.fullmatch(name)]


def contents(path: Path, shown: str) -> bytes | None:
    """The file's bytes; None if there is no such file.

    Raises:
        UserError: it is something else than a file, or cannot be read.
    """
    try:
        if path.is_symlink() or (os.path.lexists(path) and not path.is_file()):
            raise UserError(f"{sitat(shown, 120)} er ikke en vanlig fil. {_UNTOUCHED}", "Legg selve filen i mappen.")
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise explained(error, shown) from None


def replace(path: Path, before: bytes | None, after: bytes, shown: str) -> None:
    """Write a file anew, if it still is what was read. To be called by who is `alone` in the folder.

    Args:
        before: what was read; None: there was no file.
        shown: the file as the user knows it.

    Raises:
        UserError: it has been changed meanwhile (by an editor, say), or the disk says no. The file is as it was.
    """
    if contents(path, shown) != before:
        raise UserError(
            f"{sitat(shown, 120)} ble endret av noen andre i mellomtiden. {_UNTOUCHED}",
            "Se hva som er nytt i filen, og kjør kommandoen på nytt.",
        )
    try:
        write_whole(path, after)
    except OSError as error:
        raise explained(error, shown) from None


def explained(error: OSError, shown: str) -> UserError:
    """What the disk said, in Norwegian."""
    name = sitat(shown, 120)
    if error.errno in _FULL:
        return UserError(f"Det er ikke plass på disken til {name}. {_UNTOUCHED}", "Frigjør plass, og prøv igjen.")
    if isinstance(error, PermissionError) or error.errno in _NO_ACCESS:
        return UserError(
            f"Du kan ikke skrive i {name}: du mangler tilgang, eller filen er åpen i et annet program. {_UNTOUCHED}",
            "Lukk filen der den er åpen, eller be den som eier mappen, om å få skrive der.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return UserError(f"Navnet på {name} er for langt for denne disken. {_UNTOUCHED}", "Velg et kortere navn.")
    return UserError(
        f"{name} kan ikke skrives. {_UNTOUCHED}", "Se om disken eller nettverket er i orden, og prøv igjen."
    )
