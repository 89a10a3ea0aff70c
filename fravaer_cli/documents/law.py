"""What the documents may cite: `templates/lov.yaml` is the one place that knows a section's number."""

from __future__ import annotations

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
    return {key: f"{names[c['lov']]} {c['sted']}" for key, c in data["henvisninger"].items()}


def merking() -> tuple[str, ...]:
    """The exemption from public access, in the lines of the head."""
    return "Unntatt offentlighet,", f"jf. {lov()['unntatt']}, jf. {lov()['taushetsplikt']}"
