"""`fravaer init`: a school's folder, with files to fill in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fravaer_cli.cli.questions import on_terminal

if TYPE_CHECKING:
    from fravaer_cli.scaffold import Plan


def init(
    mappe: Annotated[
        str, typer.Argument(metavar="MAPPE", help="Skolens mappe. «.» er den du står i.", show_default=False)
    ],
    skole: Annotated[str | None, typer.Option("--skole", metavar="NAVN", help="Skolens navn.")] = None,
    kommune: Annotated[str | None, typer.Option("--kommune", metavar="NAVN", help="Kommunen som eier skolen.")] = None,
    rutine: Annotated[
        str | None, typer.Option("--rutine", metavar="RUTINE", help="Fraværsrutinen skolen følger. Uten valg: gran.")
    ] = None,
    skoleaar: Annotated[
        str | None,
        typer.Option(
            "--skoleår", "--skoleaar", metavar="ÅR", help="Skoleåret, som 2026-2027. Uten valg: det som er nå."
        ),
    ] = None,
    klasse: Annotated[
        list[str] | None, typer.Option("--klasse", metavar="KLASSE", help="Lag også denne klassen. Kan gjentas.")
    ] = None,
    git_krok: Annotated[
        bool, typer.Option("--git-krok", help="La git se over filene med fravaer før hver innføring (commit).")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Vis hva som ville blitt laget, uten å skrive noe.")
    ] = False,
) -> None:
    """Lag en skolemappe med filer å fylle ut.

    Filer som finnes fra før, blir ikke rørt. Kjør kommandoen igjen på den samme mappen for å få det som mangler.
    Er mappen i git, blir git satt opp til å flette loggene oppføring for oppføring når to har ført i dem.

    Eksempel: fravaer init solvang --skole "Solvang skole" --kommune Gran --klasse 7a --klasse 7b
    """
    from fravaer_cli.scaffold import SchoolWishes, plan_school  # noqa: PLC0415 - heavy
    from fravaer_cli.scaffold.git import set_up  # noqa: PLC0415

    def make(name: str | None) -> Plan:
        wishes = SchoolWishes(name, kommune, rutine, skoleaar, klasse or ())
        return plan_school(mappe, Path.cwd(), wishes, date.today())

    plan = plan_or_ask(make, skole, "Skolens navn")
    finish(plan, dry_run=dry_run, then=lambda: set_up(plan, plan.cwd / mappe, hook=git_krok, dry_run=dry_run))


def plan_or_ask(make: Callable[[str | None], Plan], name: str | None, question: str) -> Plan:
    """The plan; on a terminal a missing name is asked for, when all else is in order."""
    from fravaer_cli.scaffold import MissingName  # noqa: PLC0415 - heavy

    try:
        return make(name)
    except MissingName:
        if not on_terminal():
            raise
        return make(typer.prompt(question))


def finish(plan: Plan, *, dry_run: bool, then: Callable[[], list[str]] = list) -> None:
    """Carry the plan out unless it is a dry run, and say what was done.

    Args:
        then: what else is done when the files are there; gives Norwegian sentences on it.
    """
    from fravaer_cli.scaffold import carry_out, describe  # noqa: PLC0415 - heavy

    if not dry_run:
        carry_out(plan)
    plan.notes += then()
    typer.echo(describe(plan, dry_run=dry_run))
