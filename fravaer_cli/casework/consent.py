"""Which services may exchange information about a pupil at a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fravaer_cli.model.sak import Samtykke


def holds(consent: Samtykke, day: date) -> bool:
    """Whether a consent has been given by that day, has not run out and has not been withdrawn."""
    return (
        consent.dato <= day
        and (consent.utloeper is None or consent.utloeper >= day)
        and (consent.trukket is None or consent.trukket > day)
    )


def in_force(consents: Iterable[Samtykke], service: str, today: date) -> bool:
    """Whether a consent that names the service holds."""
    return any(service in c.tjenester and holds(c, today) for c in consents)
