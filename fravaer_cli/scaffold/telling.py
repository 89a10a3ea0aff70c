"""Telling what was made, what was left alone, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from fravaer_cli.scaffold.plan import Plan, PlannedFile, State
from fravaer_cli.texts import antall

_MANY = 8
"""Folders. Beyond that their files are counted: who makes a whole class does not read eighty lines."""


def describe(plan: Plan, *, dry_run: bool = False) -> str:
    """What was made (or would be), what was left alone, and what to do next: Norwegian lines for the screen."""
    new = [f"{plan.shown(p)}/" for p in plan.folders if not p.name.startswith(".") and p.name != "schemas"]
    files = _lines(plan, plan.of(State.NEW))
    new += [f"({antall(len(files), 'fil', 'filer')} i mappene)"] if len(new) > _MANY else files
    sections = (
        ("Ville laget:" if dry_run else "Laget:", new),
        (
            "Ville fornyet (våre skjemaer):" if dry_run else "Fornyet (våre skjemaer):",
            _lines(plan, plan.of(State.REFRESHED)),
        ),
        ("Fantes fra før, ikke rørt:", _lines(plan, plan.of(State.KEPT))),
    )
    lines = [line for title, items in sections if items for line in (title, *(f"  {i}" for i in items), "")]
    if not plan.of(State.NEW, State.REFRESHED) and not new:
        lines += ["Ingenting nytt å lage.", ""]
    lines += [*plan.notes, *([""] if plan.notes else [])]
    return "\n".join([*lines, "Ingenting er skrevet (--dry-run)." if dry_run else plan.next_step])


def _lines(plan: Plan, files: Sequence[PlannedFile]) -> list[str]:
    schemas = [f for f in files if f.is_ours]
    lines = [plan.shown(f.path) for f in files if not f.is_ours]
    if schemas:
        lines.append(
            f"{plan.shown(schemas[0].path.parent)}/ ({antall(len(schemas), 'skjema', 'skjemaer')} til hjelp i editoren)"
        )
    return lines
