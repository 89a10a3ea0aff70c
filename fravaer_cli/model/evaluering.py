"""`evaluering.yaml`: how it went."""

from datetime import date
from typing import NamedTuple

from fravaer_cli.model.felles import Arkivering, Oppgave, Sending


class DelmaalVurdering(NamedTuple):
    """Whether an intermediate goal was reached: ja, delvis or nei."""

    id: str
    naadd: str | None = None
    kommentar: str | None = None


class TiltakVurdering(NamedTuple):
    """Whether a measure worked: ja, delvis or nei."""

    id: str
    virket: str | None = None
    kommentar: str | None = None


class PlanBVurdering(NamedTuple):
    """Whether plan B was used, and worked."""

    brukt: bool | None = None
    virket: str | None = None


class Evaluering(NamedTuple):
    """One evaluation.

    Attributes:
        nr: its number in the file, from 0.
        plan: the name of the plan's file.
    """

    nr: int
    dato: date
    plan: str = "tiltaksplan.yaml"
    deltakere: tuple[str, ...] = ()
    delmaal: tuple[DelmaalVurdering, ...] = ()
    tiltak: tuple[TiltakVurdering, ...] = ()
    nye_tiltak: tuple[str, ...] = ()
    plan_b: PlanBVurdering | None = None
    elevens_stemme: str | None = None
    konklusjon: str | None = None
    videre: tuple[Oppgave, ...] = ()
    neste: date | None = None
    sendt: tuple[Sending, ...] = ()
    arkivert: Arkivering | None = None
