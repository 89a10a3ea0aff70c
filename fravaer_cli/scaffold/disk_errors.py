"""What the operating system says of a path, in Norwegian."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fravaer_cli.errors import UserError
from fravaer_cli.scaffold.plan import Plan

_NO_ACCESS = ("Du mangler tilgang til {}.", "Be den som eier mappen, om å få skrive der. Ingenting er laget.")
_FULL = ("Det er ikke plass på disken til {}.", "Frigjør plass, og kjør kommandoen på nytt. Ingenting er laget.")
_GONE = ("{} kan ikke lages: en mappe på veien er borte eller er en fil.", "Se etter i mappen, og prøv igjen.")
_UNKNOWN = ("{} kan ikke skrives.", "Se om disken eller nettverket er tilgjengelig, og prøv igjen. Ingenting er laget.")
_REASONS = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _NO_ACCESS),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _FULL),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.EISDIR), _GONE),
    errno.EEXIST: ("{} ble laget av noen andre i mellomtiden.", "Kjør kommandoen på nytt. Ingenting er laget."),
    errno.ENAMETOOLONG: ("Navnet på {} er for langt for denne disken.", "Velg et kortere navn."),
}


@contextmanager
def explained(path: Path, plan: Plan) -> Iterator[None]:
    """Turns what the operating system says of a path into a `UserError`."""
    try:
        yield
    except OSError as error:
        message, remedy = _REASONS.get(error.errno or 0, _UNKNOWN)
        raise UserError(message.format(plan.quoted(path)), remedy) from None
