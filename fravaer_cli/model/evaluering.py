"""`evaluering.yaml`: how it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fravaer_cli.model.felles import Arkivering, Oppgave, Sending


@dataclass(frozen=True, slots=True)
class DelmaalVurdering:
    """Whether an intermediate goal was reached: ja, delvis or nei."""

    id: str
    naadd: str | None = None
    kommentar: str | None = None


@dataclass(frozen=True, slots=True)
class TiltakVurdering:
    """Whether a measure worked: ja, delvis or nei."""

    id: str
    virket: str | None = None
    kommentar: str | None = None


@dataclass(frozen=True, slots=True)
class PlanBVurdering:
    """Whether plan B was used, and worked."""

    brukt: bool | None = None
    virket: str | None = None
    kommentar: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluering:
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
