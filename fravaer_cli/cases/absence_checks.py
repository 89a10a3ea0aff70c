"""What the schema cannot say of `fravaer.yaml`: dates against the calendar, doubles, spans, agreed absence (02)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fravaer_cli.diagnostics import Problem, Route, Severity
from fravaer_cli.model.fravaer import Fravaersfoering
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.school_year import SchoolCalendar, SchoolYear
from fravaer_cli.texts import lang_dato, ren


def check_absence(
    entries: Sequence[Fravaersfoering], calendar: SchoolCalendar, plans: Sequence[Tiltaksplan] | None, now: date
) -> Iterator[Problem]:
    """Problems of the entries that the schema let through.

    Args:
        entries: in the file's order.
        calendar: the school's.
        plans: all plans of the case; None where one of them could not be read.
        now: the day the command runs; later is the future.
    """
    taken: dict[int, Fravaersfoering] = {}
    for entry in entries:
        problem = _dates(entry, calendar, now)
        if problem:
            yield problem
            continue
        days = calendar.school_days(entry.foerste, entry.siste)
        if entry.type == "dag":
            double = next((d for d in days if d in taken), None)
            if double is not None:
                yield _double(entry, taken[double], date.fromordinal(double))
                continue
            taken.update(dict.fromkeys(days, entry))
        if not days:
            message = "perioden har ingen skoledager og teller ikke"
            yield Problem(
                _route(entry, "fra"), "F108", message, "rett datoene, eller fjern oppføringen", Severity.ADVARSEL
            )
        if entry.type == "avtalt" and plans is not None and not _agreed(days, plans):
            message = "fraværet er avtalt, men ingen tiltaksplan gjelder denne dagen"
            remedy = "før avtalen i tiltaksplanen, eller bruk en annen type"
            yield Problem(_route(entry, "type"), "F107", message, remedy, Severity.ADVARSEL)


def _route(entry: Fravaersfoering, *steps: str) -> Route:
    return ("fravær", entry.nr, *steps)


def _dates(entry: Fravaersfoering, calendar: SchoolCalendar, now: date) -> Problem | None:
    span = entry.fra is not None or entry.til is not None
    if entry.dato is not None and span:
        return Problem(
            _route(entry), "F106", "oppføringen har både dato og fra/til", "bruk enten «dato», eller «fra» og «til»"
        )
    if entry.dato is None and (entry.fra is None or entry.til is None):
        lacks = "dato" if not span else "til" if entry.til is None else "fra"
        return Problem(
            _route(entry), "F106", f"oppføringen mangler «{lacks}»", "skriv «dato», eller både «fra» og «til»"
        )
    last = "dato" if entry.dato else "til"
    if entry.siste > now:
        message = f"{entry.siste} er fram i tid: fravær føres etterpå"
        return Problem(_route(entry, last), "F103", message, "se etter skrivefeil i datoen")
    if entry.foerste > entry.siste:
        return Problem(
            _route(entry, "til"),
            "F104",
            f"perioden slutter ({entry.siste}) før den begynner ({entry.foerste})",
            "bytt om datoene",
        )
    return _span(entry, calendar) if span else _day(entry, calendar)


def _day(entry: Fravaersfoering, calendar: SchoolCalendar) -> Problem | None:
    day = entry.foerste
    year = calendar.year(day)
    why = year.why_free(day)
    if not why:
        return None
    why, remedy = ren(why), "rett datoen, eller fjern oppføringen"
    if day.weekday() < 5 and not year.start <= day <= year.end:
        limit = year.start if day < year.start else year.end
        why += f" ({lang_dato(limit, aar=True)})" if year.known else ""
        remedy = remedy if year.known else _unknown_year(year)
    return Problem(_route(entry, "dato"), "F101", f"{day} er {why}, ikke en skoledag", remedy)


def _unknown_year(year: SchoolYear) -> str:
    """What to do about a limit that is our guess, since the school has given no calendar."""
    return f"rett datoen, eller legg inn skoleruten for {year.name} i skole.yaml"


def _span(entry: Fravaersfoering, calendar: SchoolCalendar) -> Problem | None:
    year = calendar.year(entry.foerste)
    if year.start <= entry.foerste and entry.siste <= year.end:
        return None
    too_long = entry.siste - entry.foerste > year.end - year.start
    late = entry.siste > year.end
    what = "er lengre enn skoleåret" if too_long else "går ut over skoleåret"
    limit = f"som slutter {year.end}" if late else f"som begynner {year.start}"
    message = f"perioden fra {entry.foerste} til {entry.siste} {what}, {limit}"
    remedy = "del den opp, eller rett datoene" if year.known else _unknown_year(year)
    return Problem(_route(entry, "til" if late else "fra"), "F105", message, remedy)


def _double(entry: Fravaersfoering, first: Fravaersfoering, day: date) -> Problem:
    message = f"{day} er ført som fraværsdag to ganger"
    there = _route(first, "dato" if first.dato else "fra")
    related = ((there, "første gang her"),)
    if entry.dato:
        remedy = "behold den ene; til det er gjort, teller den som står først"
        return Problem(_route(entry, "dato"), "F102", message, remedy, related=related)
    message += ", så hele perioden er holdt utenfor"
    remedy = "del perioden, slik at ingen dag står to steder"
    return Problem(_route(entry, "fra"), "F102", message, remedy, related=related)


def _agreed(days: Sequence[int], plans: Sequence[Tiltaksplan]) -> bool:
    """Whether there is a current plan on every one of the days: one that has begun (02)."""
    return all(any(p.periode.fra.toordinal() <= d for p in plans) for d in days)
