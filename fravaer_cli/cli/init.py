"""`fravaer init`: a school's folder, with files to fill in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from fravaer_cli.cli.questions import ask, on_terminal
from fravaer_cli.cli.terminal import out, say
from fravaer_cli.errors import UserError
from fravaer_cli.texts import liste, sitat

if TYPE_CHECKING:
    from fravaer_cli.scaffold import Plan, SchoolWishes

Wishes = TypeVar("Wishes")


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
            "--skoleår", "--skoleaar", metavar="ÅR", help="Skoleåret, som 2026-2027. Uten valg: dette skoleåret."
        ),
    ] = None,
    klasse: Annotated[
        list[str] | None,
        typer.Option("--klasse", metavar="KLASSE", help="Lag også denne klassen. Kan gis flere ganger."),
    ] = None,
    git_krok: Annotated[
        bool, typer.Option("--git-krok", help="Få git til å se over filene før hver innføring (commit).")
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

    wishes = SchoolWishes(skole, kommune, rutine, skoleaar, klasse or ())
    plan = plan_or_ask(lambda w: plan_school(mappe, Path.cwd(), w, date.today()), wishes, _asked)
    finish(plan, dry_run=dry_run, then=lambda: set_up(plan, plan.cwd / mappe, hook=git_krok, dry_run=dry_run))


def _asked(wishes: SchoolWishes) -> SchoolWishes:
    """What the user answers of what was not said."""
    from fravaer_cli.rules.locate import shipped  # noqa: PLC0415 - only when asked

    packs = shipped()

    def pack(answer: str) -> str:
        if answer not in packs:
            raise UserError(f"Det følger ikke med noen rutine som heter {sitat(answer)}.", f"Skriv {_or(packs)}.")
        return answer

    def names(answer: str) -> list[str]:
        return [part.strip() for part in answer.split(",") if part.strip()]

    return replace(
        wishes,
        skole=ask("Skolens navn"),
        kommune=wishes.kommune or ask("Kommune", optional=True),
        rutine=wishes.rutine or ask("Rutine", default="gran", read=pack, hint=f"({_or(packs)})"),
        klasser=wishes.klasser or ask("Klasser, med komma mellom", optional=True, read=names) or (),
    )


def _or(words: Sequence[str]) -> str:
    return liste(words, "eller")


def plan_or_ask(make: Callable[[Wishes], Plan], wishes: Wishes, asked: Callable[[Wishes], Wishes]) -> Plan:
    """The plan; on a terminal, what was not said is asked for when a name is missing and all else is in order."""
    from fravaer_cli.scaffold import MissingName  # noqa: PLC0415 - heavy

    try:
        return make(wishes)
    except MissingName:
        if not on_terminal():
            raise
        say("Trykk Enter for å hoppe over det som kan vente.")
        return make(asked(wishes))


def finish(plan: Plan, *, dry_run: bool, then: Callable[[], list[str]] = list) -> None:
    """Carry the plan out unless it is a dry run, and say what was done.

    Args:
        then: what else is done when the files are there; gives Norwegian sentences on it.
    """
    from fravaer_cli.scaffold import carry_out, describe  # noqa: PLC0415 - heavy

    if not dry_run:
        carry_out(plan)
    plan.notes += then()
    out(f"{describe(plan, dry_run=dry_run)}\n")
