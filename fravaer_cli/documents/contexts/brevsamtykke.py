"""Whether a letter that leaves the school has the consent it needs: for that service, in force, and signed (07)."""

from __future__ import annotations

from datetime import date

from fravaer_cli.documents.basis import Mangel
from fravaer_cli.documents.contexts.felles import dato, fylt
from fravaer_cli.model.sak import Foresatt, Sak, Samtykke

ALDER = 15
"""Years; from then on the pupil signs too."""
SAK = "sak.yaml"


def consent_for(service: str, sak: Sak, day: date) -> tuple[Samtykke | None, list[Mangel]]:
    """The consent that a letter rests on, or why there is none. With several, the latest that is good.

    Args:
        service: whom the letter goes to, as `samtykker[].tjenester` names it.
        day: the letter's.
    """
    naming = sorted((c for c in sak.samtykker if service in map(plain, c.tjenester)), key=lambda c: c.dato)
    if not naming:
        why = f"ingen av samtykkene nevner {service}" if sak.samtykker else "det er ikke ført noe samtykke"
        return None, [Mangel("samtykker", SAK, f"{why}. Et samtykke som nevner {service}, må gjelde på brevets dato")]
    holding = [c for c in naming if over(c, day) is None and not _taken_back(c, naming, day)]
    if not holding:
        why = over(naming[-1], day) or "et senere samtykke fra de samme er trukket"
        return None, [Mangel("samtykker", SAK, f"samtykket fra {dato(naming[-1].dato)} gjelder ikke: {why}")]
    judged = [(c, _unsigned(c, sak, day)) for c in holding]
    good = [c for c, lacking in judged if not lacking]
    return (good[-1], []) if good else (None, judged[-1][1])


def over(consent: Samtykke, day: date) -> str | None:
    """Why it is not in force on the day; None if it is."""
    if consent.trukket and consent.trukket <= day:
        return f"det ble trukket {dato(consent.trukket)}"
    if consent.utloeper and consent.utloeper < day:
        return f"det gikk ut {dato(consent.utloeper)}"
    if consent.dato > day:
        return "det er gitt etter brevets dato"
    return None


def _taken_back(consent: Samtykke, naming: list[Samtykke], day: date) -> bool:
    """Whether the same people gave it anew and then withdrew: the old one does not come back to life."""
    givers = set(map(plain, consent.gitt_av))
    return any(
        c.dato > consent.dato and c.trukket and c.trukket <= day and not givers.isdisjoint(map(plain, c.gitt_av))
        for c in naming
    )


def _unsigned(consent: Samtykke, sak: Sak, day: date) -> list[Mangel]:
    """What a consent in force lacks."""
    at, when = "samtykker", f"samtykket fra {dato(consent.dato)}"
    lacking = []
    scope = set(map(plain, consent.gjelder))
    if scope and scope <= {"stafettlogg"}:
        lacking.append(Mangel(f"{at}: gjelder", SAK, f"{when} gjelder bare stafettlogg, ikke utveksling"))
    may_give = [name for g in parents(sak) for name in (plain(g.navn), plain(g.relasjon)) if name]
    if not set(map(plain, consent.gitt_av)) & set(may_give):
        lacking.append(Mangel(f"{at}: gitt_av", SAK, f"{when} er ikke gitt av noen foresatt med foreldreansvar"))
    if is_of_age(sak, day) and not consent.elev_signert:
        lacking.append(
            Mangel(f"{at}: elev_signert", SAK, f"eleven har fylt {ALDER} år og må selv ha skrevet under på {when}")
        )
    return lacking


def is_of_age(sak: Sak, day: date) -> bool | None:
    """Whether the pupil is 15 on the day; None where nobody knows."""
    born = sak.elev.foedselsdato if sak.elev else None
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) >= ALDER


def parents(sak: Sak) -> list[Foresatt]:
    """Those with parental responsibility; the others are not in the letter at all."""
    return [g for g in sak.foresatte if g.foreldreansvar and fylt(g.navn)]


def plain(text: str | None) -> str:
    """A name or a word without case and odd blanks."""
    return " ".join((text or "").casefold().split())
