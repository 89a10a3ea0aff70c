"""`fravaer new`: a pupil's case, and the class if it is new."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fravaer_cli.cli.init import finish, plan_or_ask

if TYPE_CHECKING:
    from fravaer_cli.scaffold import Plan


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
        bool, typer.Option("--plan", help="Lag også tiltaksplan.yaml fra i dag, kartlegging.yaml og evaluering.yaml.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Vis hva som ville blitt laget, uten å skrive noe.")
    ] = False,
) -> None:
    """Lag mappen til en elev, og klassen om den er ny.

    En sak som finnes fra før, blir ikke rørt.

    Eksempel: fravaer new klasse7b --navn "Amin Yusuf"

    Eksempel: fravaer new klasse7b/amin --navn "Amin Yusuf" --status aktiv
    """
    from fravaer_cli.scaffold import CaseWishes, plan_case  # noqa: PLC0415 - heavy

    def make(name: str | None) -> Plan:
        wishes = CaseWishes(name, kode, status.value, kontaktlaerer, trinn, kartlegging, plan)
        return plan_case(sti, Path.cwd(), wishes, date.today())

    finish(plan_or_ask(make, navn, "Elevens navn"), dry_run=dry_run)
