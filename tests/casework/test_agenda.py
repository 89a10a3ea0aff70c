"""What lies ahead in one case: from which sources, and each thing once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.agenda import agenda
from fravaer_cli.casework.agenda import clock
from fravaer_cli.casework.agenda_item import Person, Punkt, once
from fravaer_cli.casework.pupil import Question
from fravaer_cli.files.workspace import find
from tests.cli.hjelp import elev, klasse

FREDAG = date(2025, 11, 21)
SAK = "status: aktiv\nåpnet: 2025-10-01\nansvarlig: Kari Lie\nforesatte: [{navn: Gro Moen, relasjon: mor}]\n"
PLAN = """\
periode: {fra: 2025-11-10}
kontaktperson: Nora Berg
evaluering: {dato: 2025-11-27, kl: "14:30", sted: Møterom 2, innkalles_av: Kari Lie}
møteplan: [{dato: 2025-11-27, kl: "14:30", med: [elev, foresatte, helsesykepleier]}]
delmål: [{id: D1, mål: Ada kommer til første time, innen: 2025-12-01}]
tiltak:
  - {id: T1, tiltak: Ring hver morgen., ansvar: Nora Berg og Gro Moen, frist: 2025-12-02}
  - {id: T2, tiltak: Er allerede i gang., ansvar: Nora Berg, frist: 2025-11-12}
"""


def points(
    tmp_path: Path, *, weeks: int = 4, today: date = FREDAG, rutine: str | None = None, **filer: str
) -> list[Punkt]:
    mappe = klasse(
        tmp_path, {"ada": elev("Ada Moen", filer.pop("fravaer", ""), sak=SAK + filer.pop("sak", ""), **filer)}
    )
    return list(agenda(find(str(mappe / "ada")), Question("uke", today, date(2026, 7, 1), rutine), weeks).punkter)


def told(found: list[Punkt]) -> list[tuple[str, str, str]]:
    return [(f"{p.dag:%d.%m}", p.kl or "", p.hva) for p in found]


def test_the_plan_is_evaluated_once(tmp_path: Path) -> None:
    """The plan's date, the staircase's deadline for it and the meeting at that time are one thing."""
    evaluation = points(tmp_path, tiltaksplan=PLAN)[0]
    assert (evaluation.slag, evaluation.hva, evaluation.kl, evaluation.sted) == (
        "evaluering",
        "evaluering av planen",
        "14.30",
        "Møterom 2",
    )
    assert evaluation.folk[0] == Person("Kari Lie", "sosiallærer")
    assert Person("Eva Dahl", "helsesykepleier") in evaluation.folk  # from the meeting
    assert evaluation.med == ("elev", "foresatte", "helsesykepleier")


def test_measures_and_goals_have_their_days(tmp_path: Path) -> None:
    """A measure whose deadline has passed may well be done: nobody has said."""
    assert told(points(tmp_path, tiltaksplan=PLAN)) == [
        ("27.11", "14.30", "evaluering av planen"),
        ("01.12", "", "delmål D1: Ada kommer til første time"),
        ("02.12", "", "tiltak T1: Ring hver morgen"),
    ]


def test_two_who_share_a_measure_both_have_it(tmp_path: Path) -> None:
    measure = points(tmp_path, tiltaksplan=PLAN)[-1]
    assert measure.folk == (Person("Nora Berg", "kontaktlærer"), Person("Gro Moen", "foresatt"))


def test_a_meeting_at_another_time_is_another_meeting(tmp_path: Path) -> None:
    plan = PLAN.replace('møteplan: [{dato: 2025-11-27, kl: "14:30"', 'møteplan: [{dato: 2025-11-27, kl: "09:00"')
    assert told(points(tmp_path, tiltaksplan=plan))[:2] == [
        ("27.11", "09.00", "møte om planen"),
        ("27.11", "14.30", "evaluering av planen"),
    ]


def test_an_evaluation_takes_the_time_of_the_meeting_that_day(tmp_path: Path) -> None:
    plan = PLAN.replace('evaluering: {dato: 2025-11-27, kl: "14:30"', "evaluering: {dato: 2025-11-27")
    assert told(points(tmp_path, tiltaksplan=plan))[0] == ("27.11", "14.30", "evaluering av planen")


def test_an_evaluated_plan_asks_for_nothing(tmp_path: Path) -> None:
    held = "evalueringer: [{dato: 2025-11-20, konklusjon: justeres}]\n"
    found = points(tmp_path, tiltaksplan=PLAN, evaluering=held)
    assert not {"evaluering", "tiltak", "delmål"} & {p.slag for p in found}


def test_an_evaluation_that_was_not_held_is_overdue(tmp_path: Path) -> None:
    """One thing, whatever the number of rules that ask for it."""
    late = [p for p in points(tmp_path, tiltaksplan=PLAN, today=date(2025, 12, 5)) if p.forfalt]
    assert told(late) == [("27.11", "14.30", "evaluering av planen")]


@pytest.mark.parametrize("rutine", ["gran", "alvoen", "oslo", "faerder", "udir"])
def test_in_every_routine_the_evaluation_is_there(rutine: str, tmp_path: Path) -> None:
    found = points(tmp_path, tiltaksplan=PLAN, rutine=rutine)
    assert ("27.11", "14.30", "evaluering av planen") in told(found)


def test_the_staircases_deadline_shows_long_before_it_is_due(tmp_path: Path) -> None:
    """Gran 3.4: three weeks after a plan without a date; the Friday check tells of it a week ahead only."""
    found = points(tmp_path, tiltaksplan="periode: {fra: 2025-11-20}\n")
    assert told(found) == [("11.12", "", "evaluer planen sammen med elev og foresatte")]
    assert found[0].egne_ord == "evaluering av planen"


def test_an_open_finding_has_its_deadline(tmp_path: Path) -> None:
    found = points(tmp_path, fravaer="dato: 2025-11-19, type: dag, dokumentert: nei")
    assert [(p.hva, str(p.dag), p.forfalt, p.folk) for p in found] == [
        ("kontakt hjemmet", "2025-11-19", True, (Person("Nora Berg", "kontaktlærer"),))
    ]


def test_who_takes_over_after_a_try_without_answer(tmp_path: Path) -> None:
    tried = "kontakt: [{dato: 2025-11-19, type: hjem, måte: telefon, med: [mor], svar: nei}]\n"
    found = points(tmp_path, fravaer="dato: 2025-11-19, type: dag, dokumentert: nei", kontakt=tried)
    assert [p.folk for p in found] == [(Person("Ada Moe", "rektor"),)]


def test_what_was_agreed_is_ahead_but_never_overdue(tmp_path: Path) -> None:
    talk = """\
kontakt:
  - dato: 2025-11-10
    type: hjem
    måte: telefon
    avtalt:
      - {hva: Låne bort nøkkel., ansvar: Per Vik, frist: 2025-11-20}
      - {hva: Ringe., ansvar: rektor, frist: 2025-11-25}
"""
    found = points(tmp_path, kontakt=talk)
    assert [(p.hva, p.folk) for p in found] == [("avtalt: Ringe", (Person("Ada Moe", "rektor"),))]


def test_a_consent_that_runs_out(tmp_path: Path) -> None:
    consent = "samtykker: [{dato: 2025-10-01, tjenester: [ppt], utløper: 2025-12-01, innhentet_av: Kari Lie}]\n"
    (found,) = points(tmp_path, sak=consent)
    assert (found.hva, found.egne_ord) == ("samtykket til PPT går ut", "et samtykke går ut")


def test_a_closed_case_has_nothing(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen", sak=SAK.replace("aktiv", "avsluttet"), tiltaksplan=PLAN)})
    assert agenda(find(str(mappe / "ada")), Question("uke", FREDAG, FREDAG), 8).punkter == ()


def test_what_is_for_the_team_comes_up_at_its_next_meeting(tmp_path: Path) -> None:
    """Eight days of absence; PPT takes part, and nobody has consented."""
    days = "\n".join(
        f"dato: 2025-{d}, type: dag, dokumentert: ja"
        for d in ("09-01", "09-02", "09-04", "09-05", "09-08", "09-09", "09-11", "09-12")
    )
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen", days, sak=SAK)})
    result = agenda(find(str(mappe)), Question("uke", FREDAG, FREDAG), 1)
    assert told(list(result.punkter)) == [
        ("27.11", "", "møte i ressursteamet"),
        ("27.11", "", "ta opp i ressursteamet (drøft anonymt)"),
    ]
    assert result.uten_frist == 2  # contact with home, for either rule


def test_the_wheel_turns_for_active_cases_that_are_open_by_then(tmp_path: Path) -> None:
    later = SAK.replace("2025-10-01", "2026-01-06")
    elever = {
        "ada": elev("Ada Moen", sak=SAK),
        "per": elev("Per Vik"),
        "siri": elev("Siri Dal", sak=later),
    }
    result = agenda(find(str(klasse(tmp_path, elever))), Question("uke", date(2026, 1, 2), date(2026, 7, 1)), 1)
    assert [(p.hva, p.sak) for p in result.punkter] == [("Snakk med eleven etter ferien", "klasse7b/ada")]


def test_the_school_has_its_own_tasks_but_a_case_has_not(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen")})
    monday = Question("uke", date(2026, 1, 12), date(2026, 7, 1))
    assert told(list(agenda(find(str(mappe)), monday, 0).punkter)) == [
        ("12.01", "", "Ta opp fravær på systemmøtet"),
        ("15.01", "", "møte i ressursteamet"),
    ]
    assert agenda(find(str(mappe / "ada")), monday, 0).punkter == ()


def test_the_keys_stay_when_dates_move_and_entries_come_before(tmp_path: Path) -> None:
    talks = """\
kontakt:
  - {dato: 2025-11-10, type: hjem, måte: telefon, avtalt: [{hva: Ringe., frist: 2025-12-01}]}
"""
    more = talks.replace("kontakt:\n", "kontakt:\n  - {dato: 2025-11-03, type: hjem, måte: telefon}\n")
    before = points(tmp_path / "a", tiltaksplan=PLAN, kontakt=talks)
    after = points(
        tmp_path / "b",
        tiltaksplan=PLAN.replace("2025-12-02", "2025-12-09").replace("  - {id: T1", "  - {id: T9}\n  - {id: T1"),
        kontakt=more.replace("2025-12-01", "2025-12-03"),
    )
    assert sorted(p.noekkel for p in before) == sorted(p.noekkel for p in after)
    assert {p.dag for p in before} != {p.dag for p in after}


@pytest.mark.parametrize(
    ("skrevet", "vist"),
    [("14:30", "14.30"), ("9.05", "09.05"), ("14.3", "14.30"), ("", None), (None, None), ("ni", None)],
)
def test_a_time_of_day(skrevet: str | None, vist: str | None) -> None:
    assert clock(skrevet) == vist


def test_the_same_words_on_the_same_day_are_said_once() -> None:
    day = date(2025, 11, 25)
    one = Punkt("frist", "a/0", day, day, "kontakt hjemmet", "", (Person("Nora"),))
    other = one._replace(noekkel="b/0", hva="Kontakt  hjemmet", folk=(Person("Ada"),), forfalt=True)
    assert once([other, one]) == [one._replace(folk=(Person("Nora"), Person("Ada")), forfalt=True)]
    assert len(once([one, other._replace(dag=date(2025, 11, 26), til=date(2025, 11, 26))])) == 2
