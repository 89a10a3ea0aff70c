"""Which services may exchange information about a pupil at a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fravaer_cli.model.sak import Samtykke


def in_force(consents: Iterable[Samtykke], service: str, today: date) -> bool:
    """Whether a consent that names the service has been given, has not run out and has not been withdrawn."""
    return any(
        service in c.tjenester
        and c.dato <= today
        and (c.utloeper is None or c.utloeper >= today)
        and (c.trukket is None or c.trukket > today)
        for c in consents
    )
