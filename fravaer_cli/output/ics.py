"""The agenda as an iCalendar file (RFC 5545) that leaves the house: case codes and our own words, and nothing else.

No name, no place, no text of the files, no name of a folder. An event's UID comes from which thing it is, not from its
date, so that a calendar which goes by it moves the event. The time stamp is the check date, so that the same agenda
gives the same bytes.

Meetings have times in Europe/Oslo, with a VTIMEZONE that says what that is: Google takes times without a zone for UTC,
and Outlook reads the zone from the component. Deadlines are all-day events that block nobody's time. All events are
marked private, so that a shared calendar shows them to its owner only.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from fravaer_cli.agenda import Agenda
from fravaer_cli.casework.agenda import GRUPPER
from fravaer_cli.casework.agenda_item import AARSHJUL, Punkt
from fravaer_cli.output.agenda_names import code_of
from fravaer_cli.rules.pack import ROLLER
from fravaer_cli.texts import MAANEDER, antall, dag_og_maaned, liste, stor

PRODUCT = "-//fravaer//agenda//NO"
ZONE = "Europe/Oslo"
MEETING = timedelta(hours=1)
_WEEK = timedelta(days=7)


def render(agenda: Agenda, own: Collection[str]) -> bytes:
    """The calendar's bytes.

    Args:
        own: tasks of the year wheel that are in our own words; any other is only told of as a task.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Oppfølging av fravær")
    calendar.add("x-wr-timezone", ZONE)
    if any(p.kl for p in agenda.punkter):
        calendar.add_component(_zone())
    labels = _labels(agenda)
    ways = {c.sak: c.vei for c in agenda.saker}
    seen: Counter[str] = Counter()
    for point in agenda.punkter:
        uid = _hash(agenda.school, ways.get(point.sak, ""), point.noekkel)[:32]
        seen[uid] += 1
        again = f"-{seen[uid]}" if seen[uid] > 1 else ""
        calendar.add_component(_event(agenda, point, f"{uid}{again}@fravaer", labels.get(point.sak), own))
    return bytes(calendar.to_ical())


def written(agenda: Agenda, name: str, *, renewed: bool) -> str:
    """What to tell the one who asked for it."""
    n = antall(len(agenda.punkter), "hendelse", "hendelser")
    verb = "skrevet på nytt" if renewed else "skrevet"
    return (
        f"{n} til og med {dag_og_maaned(agenda.last, aar=True)} er {verb} i {name}.\n"
        "Kalenderen har bare koder, ingen navn.\n"
        "Importer den i Outlook eller Google Kalender.\n"
    )


def _event(agenda: Agenda, p: Punkt, uid: str, label: str | None, own: Collection[str]) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(agenda.today, time(0), UTC))
    if p.kl:
        hour, _, minute = p.kl.partition(".")
        start = datetime.combine(p.dag, time(int(hour), int(minute)), ZoneInfo(ZONE))
        event.add("dtstart", start)
        event.add("dtend", start + MEETING)
    else:
        event.add("dtstart", p.dag)
        event.add("dtend", _end(p) + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("summary", _summary(p, label, own))
    roles = dict.fromkeys(f.rolle for f in p.folk if f.rolle in ROLLER or f.rolle in GRUPPER)
    if roles:
        event.add("description", f"Ansvarlig: {liste(r for r in roles if r)}")
    event.add("class", "PRIVATE")
    return event


def _summary(p: Punkt, label: str | None, own: Collection[str]) -> str:
    what = p.hva if p.slag == AARSHJUL and p.hva in own else p.egne_ord
    if p.til - p.dag >= _WEEK:
        what += f" (i løpet av {MAANEDER[p.dag.month - 1]})"
    if p.forfalt:
        what += " (på overtid)"
    return f"{label}: {what[:1].lower()}{what[1:]}" if label else stor(what)


def _end(p: Punkt) -> date:
    """A task of a month stands on its first day, not as a bar over all of it."""
    return p.dag if p.til - p.dag >= _WEEK else p.til


def _labels(agenda: Agenda) -> dict[str, str]:
    """What each case is called: its code, else a number that says nothing."""
    codes = Counter(c.kode for c in agenda.saker)
    return {c.sak: code_of(c, codes) or f"Sak {_hash(agenda.school, c.vei)[:6]}" for c in agenda.saker}


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _zone() -> Timezone:
    """Norway's time: the last Sundays of March and October, as since 1996."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    for part, name, start, before, after, month in (
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 1, 2, 3),
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 2, 1, 10),
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        zone.add_component(part)
    return zone
