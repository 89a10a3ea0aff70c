"""When the program stops: a sentence for what the user can mend, a report without any data for what we must."""

from __future__ import annotations

import errno
import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from fravaer_cli import __version__
from fravaer_cli.cli.terminal import close, say, silence
from fravaer_cli.errors import Exit, UserError

_PACKAGE = Path(__file__).resolve().parents[1]


def handle(fault: Exception) -> int:
    """Tell of an exception that reached the program's entrance; gives the exit code."""
    if isinstance(fault, UserError):
        close(0)
        say(f"Feil: {fault.message}" + (f"\n{fault.remedy}" if fault.remedy else ""))
        return int(Exit.UNABLE)
    if isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT):
        silence()
        say("Feil: Det er ikke plass på disken.\nFrigjør plass, og prøv igjen.")
        return int(Exit.UNABLE)
    close(0)
    say("Beklager, det oppsto en feil i fravaer. Ingen av filene dine er halvskrevet.")
    path = _write(report(fault))
    if path:
        say(f"En feilrapport ligger her: {path}")
        say("Den har ingen opplysninger om elever. Send den gjerne til dem som lager fravaer.")
    return int(Exit.FAULT)


def report(fault: BaseException) -> str:
    """What happened, where in the code: functions and lines, never values or messages, which may hold names."""
    lines = [
        f"fravaer {__version__}, Python {platform.python_version()}, {platform.system()}",
        f"kommando: {_command()}",
    ]
    current: BaseException | None = fault
    while current is not None:
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {_shown(Path(frame.filename))}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def _command() -> str:
    """The command's name, without its arguments: a path may hold a pupil's name."""
    app = sys.modules.get("fravaer_cli.cli.app")
    known = getattr(app, "COMMANDS", ())
    return next((a for a in sys.argv[1:] if a in known), "–")


def _shown(path: Path) -> str:
    """A code file: its path within the package, or its bare name."""
    return f"fravaer_cli/{path.relative_to(_PACKAGE).as_posix()}" if path.is_relative_to(_PACKAGE) else path.name


def _write(text: str) -> Path | None:
    try:
        name = f"fravaer-feil-{datetime.now():%Y%m%d-%H%M%S}-"
        with tempfile.NamedTemporaryFile("w", prefix=name, suffix=".txt", delete=False, encoding="utf-8") as stream:
            stream.write(text)
        return Path(stream.name)
    except OSError:
        return None
