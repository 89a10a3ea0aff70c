"""The catalogue of diagnostic codes: what each means, and what to do. `fravaer explain F003` shows it.

The texts stand in `koder.yaml` beside this module. A code is never renumbered and never used again for something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fravaer_cli.files.source import parse

_FILE = Path(__file__).with_name("koder.yaml")


@dataclass(frozen=True, slots=True)
class Code:
    """One diagnostic code.

    Attributes:
        kode: `F003`.
        tittel: a few words, without a full stop.
        alvor: `feil` or `advarsel`; where the code can be both, the graver one.
        forklaring: what it means, and why it matters.
        gjoer: what to do.
        eksempel: how it looks when it is right, as YAML; None where there is nothing to show.
    """

    kode: str
    tittel: str
    alvor: str
    forklaring: str
    gjoer: str
    eksempel: str | None = None


@cache
def load() -> dict[str, Code]:
    """All codes, in their order in the file.

    Raises:
        ValueError: the catalogue that came with the program is damaged.
    """
    source = parse(_FILE.name, _FILE.read_bytes())
    if source.diagnostics or not isinstance(source.value, dict):
        raise ValueError(f"{_FILE.name}: {source.diagnostics}")
    return {
        kode: Code(
            kode,
            str(entry["tittel"]),
            str(entry["alvor"]),
            str(entry["forklaring"]).strip(),
            str(entry["gjør"]).strip(),
            str(entry["eksempel"]).rstrip() if entry.get("eksempel") else None,
        )
        for kode, entry in source.value.items()
    }
