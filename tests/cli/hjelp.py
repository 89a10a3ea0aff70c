"""What the tests of the command line share: running the program, and building schools."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

ROT = Path(__file__).resolve().parents[2]
EKSEMPLER = ROT / "sample-cases"
FREDAG = "2025-11-21"
FORMER = ("tabell", "kort", "json", "csv", "md")
SJEKKER = ("dag", "uke", "måned", "semester")
_STYRER = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LANG")
_STYRER += ("PYTHONUTF8", "PYTHONIOENCODING", "PYTHONCOERCECLOCALE")


@dataclass(frozen=True)
class Svar:
    """What a run of the program gave."""

    kode: int
    ut: str
    feil: str

    @property
    def alt(self) -> str:
        return self.ut + self.feil

    @property
    def json(self) -> Any:
        return json.loads(self.ut)


def miljo(**ekstra: str) -> dict[str, str]:
    """The environment without what steers the output, and with `ekstra`."""
    return {k: v for k, v in os.environ.items() if k not in _STYRER} | ekstra


def kjor(
    *ord_: str | Path, cwd: Path = ROT, env: Mapping[str, str] | None = None, inn: str = "", kode: str | None = None
) -> Svar:
    """Run the program in a process of its own; both streams must be UTF-8.

    Args:
        env: added to an environment in which nothing steers the output.
        kode: Python that takes the place of the program's entrance.
    """
    start = [sys.executable, "-c", kode] if kode else [sys.executable, "-m", "fravaer_cli"]
    ferdig = subprocess.run(
        [*start, *map(str, ord_)],
        cwd=cwd,
        env=miljo(**(env or {})),
        input=inn.encode(),
        capture_output=True,
        check=False,
    )
    return Svar(ferdig.returncode, ferdig.stdout.decode("utf-8"), ferdig.stderr.decode("utf-8"))


def kall(*ord_: str | Path, cwd: Path = ROT, bredde: int = 80) -> Svar:
    """Run the program in this process, which is much faster: all but the end, which would end the process."""
    from fravaer_cli.__main__ import _run  # noqa: PLC0415 - the entrance sets the process up

    ut, feil = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, miljo(COLUMNS=str(bredde), LANGUAGE="nb"), clear=True),
        mock.patch.object(sys, "argv", ["fravaer", *map(str, ord_)]),
        mock.patch.object(sys, "stdout", ut),
        mock.patch.object(sys, "stderr", feil),
    ):
        kode = _run()
    for strom in (ut, feil):
        strom.flush()
    return Svar(kode, *(s.buffer.getvalue().decode("utf-8") for s in (ut, feil)))  # type: ignore[attr-defined]


def sjekk(sti: str | Path, *ord_: str, **valg: Any) -> Svar:
    """`fravaer check` on the Friday of the samples."""
    return kall("check", sti, "--dato", FREDAG, *ord_, **valg)


def skriv(mappe: Path, filer: Mapping[str, str | bytes]) -> Path:
    """Write files; gives the folder back."""
    for navn, innhold in filer.items():
        fil = mappe / navn
        fil.parent.mkdir(parents=True, exist_ok=True)
        fil.write_bytes(innhold.encode() if isinstance(innhold, str) else innhold)
    return mappe


def kopi(til: Path, *deler: str) -> Path:
    """The sample school, or some of its classes, in `til`."""
    for del_ in deler or sorted(p.name for p in EKSEMPLER.iterdir() if p.is_dir()):
        shutil.copytree(EKSEMPLER / del_, til / del_)
    shutil.copy(EKSEMPLER / "skole.yaml", til)
    return til


def elev(navn: str, fravaer: str = "", **mer: str) -> dict[str, str]:
    """A pupil's files; `fravaer` holds entries, one a line."""
    filer = {"sak.yaml": f"elev: {{navn: {json.dumps(navn, ensure_ascii=False)}}}\n" + mer.pop("sak", "")}
    if fravaer:
        filer["fravaer.yaml"] = "fravær:\n" + "".join(f"  - {{{linje}}}\n" for linje in fravaer.splitlines())
    return filer | {f"{k}.yaml": v for k, v in mer.items()}


def klasse(mappe: Path, elever: Mapping[str, Mapping[str, str]], laerer: str = "Nora Berg", navn: str = "7B") -> Path:
    """A class in a school; gives the class's folder."""
    skriv(mappe, {"skole.yaml": (EKSEMPLER / "skole.yaml").read_text("utf-8")})
    hode = {"klasse": navn, "kontaktlærer": laerer}
    filer = {"klasse.yaml": json.dumps(hode, ensure_ascii=False)}
    filer |= {f"{m}/{f}": tekst for m, elevfiler in elever.items() for f, tekst in elevfiler.items()}
    return skriv(mappe / "klasse7b", filer)


ET_FRAVAER = "dato: 2025-11-19, type: dag, dokumentert: nei"
"""Calls for action on the Friday: overdue."""

FORT = "dato: 2025-11-13, type: dag, dokumentert: ja, årsak: sykdom"
"""Triggers nothing: somebody keeps the log."""


def alle_filer(mappe: Path) -> Iterator[tuple[str, bytes]]:
    """Path and content of all files under a folder."""
    for fil in sorted(mappe.rglob("*")):
        if fil.is_file():
            yield fil.relative_to(mappe).as_posix(), fil.read_bytes()
