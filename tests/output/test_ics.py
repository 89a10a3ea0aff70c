"""The calendar's file, read back as a calendar program reads it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from fravaer_cli.agenda import agenda, shipped_tasks
from fravaer_cli.casework.pupil import Question
from fravaer_cli.files.workspace import find
from fravaer_cli.output.ics import render
from tests.cli.hjelp import EKSEMPLER, FREDAG, elev, klasse

PLAN = """\
periode: {fra: 2025-11-10}
evaluering: {dato: 2025-11-27, kl: "14:30", sted: Hos Gro Moen, innkalles_av: Nora Berg}
tiltak: [{id: T1, tiltak: Ada får følge, ansvar: Gro Moen, frist: 2025-12-02}]
"""


def written(sti: Path, *, dato: str = FREDAG, uker: int = 4) -> bytes:
    question = Question("uke", date.fromisoformat(dato), date(2026, 7, 1))
    return render(agenda(find(str(sti)), question, uker), shipped_tasks())


def events(content: bytes) -> dict[str, Event]:
    """The events by their summary."""
    return {str(e["summary"]): e for e in Calendar.from_ical(content).walk("VEVENT")}


@pytest.fixture
def ada(tmp_path: Path) -> Path:
    return klasse(tmp_path, {"ada": elev("Ada Moen", sak="kode: 7B-04\nstatus: aktiv\n", tiltaksplan=PLAN)}) / "ada"


def test_a_meeting_has_its_time_in_norway(ada: Path) -> None:
    meeting = events(written(ada))["7B-04: evaluering av planen"]
    start = meeting["dtstart"].dt
    assert start == datetime(2025, 11, 27, 14, 30, tzinfo=ZoneInfo("Europe/Oslo"))
    assert meeting["dtstart"].params["TZID"] == "Europe/Oslo"
    assert meeting["dtend"].dt - start == timedelta(hours=1)
    assert meeting["description"] == "Ansvarlig: kontaktlærer"
    assert "location" not in meeting


@pytest.mark.parametrize(("dato", "utc"), [("2025-11-27", 13), ("2026-04-23", 12)], ids=["vinter", "sommer"])
def test_the_zone_says_what_the_time_is(dato: str, utc: int, ada: Path) -> None:
    """Read without knowing the zone's name: by the file's own VTIMEZONE."""
    plan = ada / "tiltaksplan.yaml"
    plan.write_text(PLAN.replace("2025-11-27", dato), "utf-8")
    content = written(ada, uker=30).replace(b"Europe/Oslo", b"Et Sted Nord")
    start = events(content)["7B-04: evaluering av planen"]["dtstart"].dt
    assert start.astimezone(UTC).hour == utc


def test_a_deadline_is_the_whole_day_and_blocks_none(ada: Path) -> None:
    deadline = events(written(ada))["7B-04: frist for tiltak T1"]
    assert (deadline["dtstart"].dt, deadline["dtend"].dt) == (date(2025, 12, 2), date(2025, 12, 3))
    assert deadline["transp"] == "TRANSPARENT"
    assert deadline["class"] == "PRIVATE"


def test_the_same_agenda_gives_the_same_bytes(ada: Path) -> None:
    assert written(ada) == written(ada)
    assert {e["dtstamp"].dt for e in events(written(ada)).values()} == {datetime(2025, 11, 21, tzinfo=UTC)}


def test_what_is_moved_keeps_its_uid(ada: Path) -> None:
    before = events(written(ada))
    plan = ada / "tiltaksplan.yaml"
    plan.write_text(PLAN.replace("2025-11-27", "2025-11-28").replace("2025-12-02", "2025-12-03"), "utf-8")
    after = events(written(ada, dato="2025-11-24"))
    assert {s: e["uid"] for s, e in before.items()} == {s: e["uid"] for s, e in after.items()}
    assert all(before[s]["dtstart"].dt != after[s]["dtstart"].dt for s in before)


def test_a_uid_is_the_same_from_case_class_and_school(ada: Path) -> None:
    found = [{e["uid"] for e in events(written(p)).values()} for p in (ada, ada.parent, ada.parent.parent)]
    assert found[0] <= found[1] == found[2]


def test_without_a_school_file_too(ada: Path) -> None:
    (ada.parent.parent / "skole.yaml").unlink()
    found = [{e["uid"] for e in events(written(p)).values()} for p in (ada, ada.parent)]
    assert found[0] == found[1] & found[0] != set()


def test_two_schools_share_no_uid(ada: Path, tmp_path: Path) -> None:
    other = klasse(tmp_path / "b", {"ada": elev("Ada Moen", sak="kode: 7B-04\n", tiltaksplan=PLAN)}) / "ada"
    school = other.parent.parent / "skole.yaml"
    school.write_text(school.read_text("utf-8").replace("Solvang skole", "Storhaugen skole"), "utf-8")
    uids = [{str(e["uid"]) for e in events(written(p)).values()} for p in (ada, other)]
    assert not uids[0] & uids[1]


def test_every_uid_is_one_event_and_says_nothing() -> None:
    for dato in ("2025-08-18", FREDAG, "2025-12-19", "2026-03-20"):
        uids = [str(e["uid"]) for e in Calendar.from_ical(written(EKSEMPLER, dato=dato, uker=40)).walk("VEVENT")]
        assert len(uids) == len(set(uids)) > 5
        assert all(re.fullmatch(r"[0-9a-f]{32}@fravaer", uid) for uid in uids)


def test_the_form_of_the_file() -> None:
    content = written(EKSEMPLER)
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert Calendar.from_ical(content).errors == []


@pytest.mark.parametrize(
    ("kode", "kalt"),
    [
        ("kode: 7B-04", "7B-04"),
        ("", "Sak [0-9a-f]{6}"),
        ("kode: Ada", "Sak [0-9a-f]{6}"),  # a name is no code
        ("kode: 7B-moen", "Sak [0-9a-f]{6}"),
        ("kode: MOE", "Sak [0-9a-f]{6}"),
        ('kode: "7B\\nSUMMARY:x"', "Sak [0-9a-f]{6}"),
    ],
)
def test_what_a_case_is_called(kode: str, kalt: str, tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen", sak=kode + "\n", tiltaksplan=PLAN)})
    summaries = [s for s in events(written(mappe)) if "ressursteamet" not in s]
    assert len(summaries) == 2
    assert all(re.fullmatch(f"{kalt}: .+", s) for s in summaries)


def test_two_with_the_same_code_are_told_apart(tmp_path: Path) -> None:
    ada, per = (elev(n, sak="kode: 7B-04\n", tiltaksplan=PLAN) for n in ("Ada Moen", "Per Vik"))
    summaries = [s for s in events(written(klasse(tmp_path, {"ada": ada, "per": per}))) if "tiltak T1" in s]
    assert len(summaries) == 2
    assert not any("7B-04" in s for s in summaries)


def test_tasks_of_the_year_wheel(tmp_path: Path) -> None:
    """Our own words are told in full; a municipality's may name somebody, and are told of by kind."""
    own = "bygger_på: gran\nnavn: Egen\nårshjul: [{hva: Møte med Ola, når: august, ansvarlig: rektor}]\n"
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen")})
    assert "Ta opp fravær på systemmøtet" in events(written(mappe, dato="2026-01-12", uker=0))
    (tmp_path / "rutiner").mkdir()
    (tmp_path / "rutiner" / "egen.yaml").write_text(own, "utf-8")
    skole = tmp_path / "skole.yaml"
    skole.write_text(skole.read_text("utf-8").replace("rutine: gran", "rutine: egen"), "utf-8")
    found = events(written(mappe, dato="2025-08-18", uker=0))
    assert "Fast oppgave i august (i løpet av august)" in found
    assert not any("Ola" in s for s in found)


def test_what_is_overdue_says_so(tmp_path: Path) -> None:
    sak = "kode: 7B-04\n"
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen", "dato: 2025-11-19, type: dag, dokumentert: nei", sak=sak)})
    assert events(written(mappe))["7B-04: kontakt hjemmet (på overtid)"]["dtstart"].dt == date(2025, 11, 19)
