"""The pandoc that comes with us: HTML → DOCX, HTML → Typst. No other is ever used, and it reads nothing else.

pypandoc brings it, and we start it ourselves: pypandoc's own functions ask pandoc for its version and formats first and
search the PATH for others, which makes a run of the program twice as long, and have neither a time limit nor a say in
the environment.
"""

from __future__ import annotations

import os
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fravaer_cli.errors import UserError

_FILTER = Path(__file__).with_name("filter.lua")
_LIMIT = 120
"""Seconds; a document takes a fifth of one."""


@cache
def program() -> Path:
    """The bundled pandoc.

    Raises:
        UserError: it is not there.
    """
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
        if path.is_file():
            return path
    raise UserError(
        "pandoc, som lager dokumentene, følger ikke med denne installasjonen.",
        "Installer på nytt: python3 -m pip install --force-reinstall pypandoc_binary",
    )


def version() -> str:
    """The bundled pandoc's version, as it says it itself.

    Raises:
        UserError: it is not there, or cannot be started.
    """
    said = _call([str(program()), "--version"], b"").stdout.decode("utf-8", "replace")
    return said.split("\n", 1)[0].removeprefix("pandoc ").strip()


def to_docx(html: str, reference: Path) -> bytes:
    """The document as Word's format, with the styles of the reference document."""
    return _run(html, "--to=docx", f"--reference-doc={reference}", "--output=-")


def to_typst(html: str) -> str:
    """The document's body as Typst, in which no text is markup."""
    return _run(html, "--to=typst", "--wrap=none").decode("utf-8")


def _run(html: str, *options: str) -> bytes:
    command = [str(program()), "--from=html-auto_identifiers", "--sandbox", f"--lua-filter={_FILTER}", *options]
    done = _call([*command, f"--data-dir={_FILTER.parent}"], html.encode("utf-8"))
    if done.returncode:
        raise PandocError(done.returncode)
    return done.stdout


def _call(command: list[str], text: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {k: v for k, v in os.environ.items() if k.upper() in ("SYSTEMROOT", "PATH", "TMP", "TEMP", "TMPDIR")}
    environment |= {"SOURCE_DATE_EPOCH": "1767225600", "LANG": "C.UTF-8", "PANDOC_DATA_DIR": os.devnull}
    try:
        return subprocess.run(command, input=text, capture_output=True, check=False, timeout=_LIMIT, env=environment)
    except subprocess.TimeoutExpired:
        raise UserError("Dokumentet tok for lang tid å lage.", "Er en tekst svært lang? Del den opp.") from None
    except OSError:
        raise UserError(
            "pandoc, som lager dokumentene, kan ikke startes.", "Se om et sikkerhetsprogram stopper det."
        ) from None


class PandocError(Exception):
    """Pandoc did not do its work: a fault of ours. Its message may hold a pupil's data and is not kept."""
