"""`fravaer new`: a pupil's case, and the class if it is new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fravaer_cli.cli.init import finish, plan_or_ask
from fravaer_cli.cli.questions import ask
from fravaer_cli.errors import UserError

if TYPE_CHECKING:
    from fravaer_cli.scaffold import CaseWishes, Plan


class Status(StrEnum):
    """What a new case may be."""

    OBSERVERT = "observert"
    AKTIV = "aktiv"


def new(
    sti: Annotated[
        str,
        typer.Argument(
            metavar="KLASSE[/ELEV]",
            help="Klassens og elevens mappe. Uten ELEV får mappen navn etter koden.",
            show_default=False,
        ),
    ],
    navn: Annotated[str | None, typer.Option("--navn", metavar="NAVN", help="Elevens navn.")] = None,
    kode: Annotated[
        str | None,
        typer.Option(
            "--kode", metavar="KODE", help="Vises i stedet for navnet i anonyme lister. Uten valg: den neste ledige."
        ),
    ] = None,
    status: Annotated[
        Status,
        typer.Option("--status", metavar="STATUS", help="observert (dere følger med) eller aktiv (saken følges opp)."),
    ] = Status.OBSERVERT,
    kontaktlaerer: Annotated[
        str | None,
        typer.Option("--kontaktlærer", "--kontaktlaerer", metavar="NAVN", help="Kontaktlæreren, når klassen er ny."),
    ] = None,
    trinn: Annotated[
        int | None, typer.Option("--trinn", metavar="TALL", min=1, max=13, help="Årstrinnet, når klassen er ny.")
    ] = None,
    kartlegging: Annotated[
        bool, typer.Option("--kartlegging", help="Lag også kartlegging.yaml. Den følger alltid med når saken er aktiv.")
    ] = False,
    plan: Annotated[
        bool, typer.Option("--plan", help="Lag også en tiltaksplan fra i dag, kartlegging.yaml og evaluering.yaml.")
    ] = False,
    fra_klasseliste: Annotated[
        str | None,
        typer.Option(
            "--fra-klasseliste",
            metavar="FIL",
            help="Lag mappe til alle på en liste (CSV eller Excel) med overskriften Navn, eller Fornavn og Etternavn.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Vis hva som ville blitt laget, uten å skrive noe.")
    ] = False,
) -> None:
    """Lag mappen til en elev, og klassen om den er ny.

    Finnes saken, blir det som står i filene, ikke rørt: --plan og --kartlegging legger til filene som mangler.

    Eksempel: fravaer new klasse7b --navn "Amin Yusuf"

    Eksempel: fravaer new klasse7b/amin --navn "Amin Yusuf" --status aktiv

    Eksempel: fravaer new klasse7b/amin --plan

    Eksempel: fravaer new klasse7b --fra-klasseliste 7b.xlsx
    """
    from fravaer_cli.scaffold import CaseWishes, plan_case, plan_more  # noqa: PLC0415 - heavy

    wishes = CaseWishes(navn, kode, status.value, kontaktlaerer, trinn, kartlegging, plan)
    if fra_klasseliste is not None:
        if navn is not None or kode is not None:
            raise UserError("--navn og --kode gjelder én elev.", "Utelat dem når du bruker --fra-klasseliste.")
        finish(_of_list(sti, fra_klasseliste, wishes), dry_run=dry_run)
        return

    if (Path.cwd() / sti / "sak.yaml").is_file():
        finish(plan_more(sti, Path.cwd(), wishes, date.today()), dry_run=dry_run)
        return

    def make(wishes: CaseWishes) -> Plan:
        return plan_case(sti, Path.cwd(), wishes, date.today())

    finish(plan_or_ask(make, wishes, partial(_asked, make)), dry_run=dry_run)


def _asked(make: Callable[[CaseWishes], Plan], wishes: CaseWishes) -> CaseWishes:
    """What the user answers of what was not said; of the class only if it is new."""
    named = replace(wishes, navn=ask("Elevens navn"))
    class_is_new = any(file.path.name == "klasse.yaml" for file in make(named).files)
    if not class_is_new or named.kontaktlaerer:
        return named
    return replace(named, kontaktlaerer=ask("Kontaktlærer for den nye klassen", optional=True))


def _of_list(sti: str, fil: str, wishes: CaseWishes) -> Plan:
    """The plan of a class: those on a list who have no case yet."""
    from fravaer_cli.importing.class_list import read_class_list  # noqa: PLC0415 - heavy
    from fravaer_cli.importing.read import read_table  # noqa: PLC0415 - heavy
    from fravaer_cli.scaffold import class_named, plan_class  # noqa: PLC0415 - heavy

    found = read_class_list(read_table(fil), class_named(sti, Path.cwd()), date.today())
    plan = plan_class(sti, Path.cwd(), found.elever, wishes, date.today())
    plan.notes[:0] = found.merknader
    return plan
