"""What the documents may cite: `templates/lov.yaml` is the one place that knows a section's number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from fravaer_cli import resources
from fravaer_cli.files.source import parse


@cache
def lov() -> Mapping[str, str]:
    """The citations by key: `oppfoelging` → «opplæringslova § 10-6 første ledd»."""
    path = resources.folder("templates") / "lov.yaml"
    data: Any = parse(path.name, path.read_bytes()).value
    names = {key: law["navn"] for key, law in data["lover"].items()}
    return {key: _together(f"{names[c['lov']]} {c['sted']}") for key, c in data["henvisninger"].items()}


def _together(citation: str) -> str:
    """The citation with «§ 13 a» and «nr. 1» each on one line."""
    return re.sub(r"(?<=§|\.) (?=\d)|(?<=\d) (?=[a-z]\b)", "\u00a0", citation)


def merking() -> tuple[str, ...]:
    """The exemption from public access, in the lines of the head."""
    return "Unntatt offentlighet,", f"jf. {lov()['unntatt']}, jf. {lov()['taushetsplikt']}"
