"""The staircases of 03, step by step, as they stand in check's JSON; and each step's deadline from day to day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.casework.hjelp import Elev, e, home, k, plan, worry
from tests.rules.hjelp import d

OPENED = "åpnet: 2025-09-01"


def several(*parts: str) -> str:
    return ", ".join(parts)


# --- where the pupil stands -----------------------------------------------------------------------------------------


def climb(tmp_path: Path, rutine: str, steps: list[tuple[dict[str, str], str]]) -> None:
    """Each step's files are laid to those before, and the place is looked at each time."""
    contacts: list[str] = []
    evaluations: list[str] = []
    sak = [OPENED]
    elev = Elev(tmp_path, rutine, sak=OPENED)
    for files, expected in steps:
        for name, text in files.items():
            if name == "kontakt":
                contacts.append(text)
                elev.add(name, ", ".join(contacts))
            elif name == "evaluering":
                evaluations.append(text)
                elev.add(name, ", ".join(evaluations))
            elif name == "sak":
                sak.append(text)
                elev.add("sak", "elev: {navn: Amin Yusuf}\nstatus: aktiv\n" + "\n".join(sak) + "\n")
            else:
                elev.add(name, text)
        assert elev.place("11-21") == expected, files


def test_gran(tmp_path: Path) -> None:
    climb(
        tmp_path,
        "gran",
        [
            ({}, "0 None → 1 kontakt"),
            ({"fravær": "{dato: 2025-09-03, type: dag}"}, "0 None → 1 kontakt"),
            ({"kontakt": k("09-03", "hjem", "måte: telefon, svar: nei")}, "0 None → 1 kontakt"),
            ({"kontakt": k("09-03", "hjem", "måte: sms")}, "0 None → 1 kontakt"),
            ({"kontakt": home("09-04")}, "1 kontakt → 2 kartleggingssamtale"),
            ({"kontakt": k("09-05", "drøfting", "med: [rektor]")}, "1 drøfting → 2 kartleggingssamtale"),
            ({"kontakt": k("09-08", "kartleggingssamtale", "svar: nei")}, "1 drøfting → 2 kartleggingssamtale"),
            ({"kontakt": k("09-08", "kartleggingssamtale")}, "2 kartleggingssamtale → 3 tiltaksplan"),
            ({"plan": plan("09-15")}, "3 tiltaksplan → 4 evaluering 2025-10-06"),
            ({"evaluering": e("10-03", "konklusjon: justeres")}, "4 evaluering → 5 vegen-videre"),
            # a new plan has not been evaluated
            ({"plan2": plan("10-13")}, "3 tiltaksplan → 4 evaluering 2025-11-03"),
            (
                {"evaluering": e("10-31", "plan: tiltaksplan-2.yaml, konklusjon: videreføres")},
                "4 evaluering → 5 vegen-videre",
            ),
            ({"evaluering": e("11-14", "plan: tiltaksplan-2.yaml, konklusjon: avsluttes")}, "5 vegen-videre"),
        ],
    )


def test_gran_ends_with_a_referral_too(tmp_path: Path) -> None:
    climb(
        tmp_path,
        "gran",
        [
            (
                {"plan": plan("09-15"), "evaluering": e("10-03", "konklusjon: henvises")},
                "4 evaluering → 5 vegen-videre",
            ),
            ({"sak": "henvisninger: [{dato: 2025-10-10, til: ppt}]"}, "5 vegen-videre"),
        ],
    )


def test_alvoen(tmp_path: Path) -> None:
    climb(
        tmp_path,
        "alvoen",
        [
            ({}, "0 None → 1 rapportering"),
            (
                {"plan3": plan("2026-01-05"), "fravær": "{dato: 2025-10-01, type: avtalt}"},  # agreed is no absence
                "0 None → 1 rapportering",
            ),
            ({"fravær": "{dato: 2025-09-03, type: forsentkomming}"}, "1 rapportering → 2 telling"),
            ({"kontakt": k("09-05", "ledelse")}, "2 telling → 3 kartlegging"),
            ({"kontakt": k("09-08", "hjem", "måte: sms, svar: ja")}, "2 telling → 3 kartlegging"),  # not spoken with
            ({"kontakt": worry("11-19")}, "3 kartlegging → 4 nærværsmøte 2025-11-26"),
            ({"kontakt": k("11-20", "nærværsmøte")}, "4 nærværsmøte → 5 tiltak"),
            ({"plan": plan("11-20")}, "5 tiltak → 6 evaluering 2025-12-18"),
            (
                {"plan": plan("09-01"), "evaluering": e("09-26", "konklusjon: henvises")},
                "6 evaluering → 7 komplekse-saker",
            ),
            ({"plan2": plan("10-01")}, "5 tiltak → 6 evaluering 2025-10-29"),
            (
                {"evaluering": e("10-29", "plan: tiltaksplan-2.yaml, konklusjon: videreføres")},
                "6 evaluering → 7 komplekse-saker",
            ),
            ({"evaluering": e("11-05", "plan: tiltaksplan-2.yaml, konklusjon: henvises")}, "7 komplekse-saker"),
        ],
    )


def test_alvoen_with_several_services(tmp_path: Path) -> None:
    climb(
        tmp_path,
        "alvoen",
        [
            (
                {"sak": "nettverk: [{navn: Ola Strand, instans: ppt}, {navn: Eli, instans: PPT}]"},
                "0 None → 1 rapportering",
            ),
            ({"sak": "henvisninger: [{dato: 2025-11-24, til: bup}]"}, "0 None → 1 rapportering"),  # after the check
        ],
    )
    sak = f"{OPENED}\nnettverk: [{{instans: ppt}}, {{instans: barnevern}}]"
    elev = Elev(tmp_path / "2", "alvoen", sak=sak, kontakt=worry("09-01"))
    assert elev.place("11-21") == "7 komplekse-saker"
    assert elev.state("alvoen/frist-nærværsmøte", "11-21") == "forfalt 2025-09-08"  # a helper is no meeting


def test_oslo(tmp_path: Path) -> None:
    talks = "{med: skole, dato: 2025-09-10}, {med: elev, dato: 2025-09-12}"
    climb(
        tmp_path,
        "oslo",
        [
            ({"kontakt": k("09-03", "hjem", "måte: e-post, svar: ja")}, "0 None → 1 kontakt"),
            ({"kontakt": home("09-03")}, "1 kontakt → 2 ressursteam"),
            ({"kontakt": k("09-05", "ressursteam")}, "2 ressursteam → 3 kartlegging"),
            ({"kartlegging": f"samtaler: [{talks}]\n"}, "2 ressursteam → 3 kartlegging"),
            ({"kartlegging": f"samtaler: [{talks}, {{med: mor}}]\n"}, "2 ressursteam → 3 kartlegging"),  # not held yet
            (
                {"kartlegging": f"samtaler: [{talks}, {{med: far, dato: 2025-11-24}}]\n"},
                "2 ressursteam → 3 kartlegging",
            ),
            (
                {"kartlegging": f"samtaler: [{talks}, {{med: mor, dato: 2025-09-15}}]\n"},
                "3 kartlegging → 4 samarbeidsavtale",  # never to a step that is taken when it is needed
            ),
            ({"kontakt": k("09-19", "tverrfaglig-møte", "med: [mor, ppt]")}, "3 tverrfaglig-møte → 4 samarbeidsavtale"),
            ({"plan": plan("11-17")}, "4 samarbeidsavtale → 5 evaluering 2025-12-01"),
            ({"evaluering": e("11-20", "konklusjon: justeres")}, "5 evaluering → 6 drøfte-henvisning"),
            ({"evaluering": e("11-21", "konklusjon: henvises")}, "6 drøfte-henvisning"),
        ],
    )


@pytest.mark.parametrize(
    ("judged", "no_effect"),
    [
        ("konklusjon: henvises", True),
        ("delmål: [{id: D1, nådd: nei}, {id: D2, nådd: nei}]", True),
        ("delmål: [{id: D1, nådd: nei}, {id: D2, nådd: delvis}]", False),
        ("delmål: [{id: D1, nådd: nei}], tiltak: [{id: T1, virket: ja}]", True),
        ("tiltak: [{id: T1, virket: nei}]", True),
        ("tiltak: [{id: T1, virket: delvis}]", False),
        ("konklusjon: justeres", False),
        ("konklusjon: ny-plan", False),
    ],
)
def test_without_effect(tmp_path: Path, judged: str, no_effect: bool) -> None:
    goals = "delmål: [{id: D1}, {id: D2}]\ntiltak: [{id: T1}]\n"
    elev = Elev(tmp_path, "oslo", sak=OPENED, plan=plan("10-01", more=goals), evaluering=e("10-14", judged))
    assert elev.place("11-21") == ("6 drøfte-henvisning" if no_effect else "5 evaluering → 6 drøfte-henvisning")


def test_faerder(tmp_path: Path) -> None:
    consent = "samtykker: [{{dato: 2025-09-10, tjenester: [ppt]{}}}]"
    climb(
        tmp_path,
        "faerder",
        [
            ({"kontakt": home("09-03")}, "0 None → 1 undringssamtale"),
            ({"kontakt": k("09-05", "undringssamtale")}, "1 undringssamtale → 2 samtykke"),
        ],
    )
    talked = k("09-05", "undringssamtale")
    for n, (more, place) in enumerate(
        [
            ("", "2 samtykke → 3 årsakskartlegging"),
            (", utløper: 2025-11-21", "2 samtykke → 3 årsakskartlegging"),  # the last day
            (", utløper: 2025-11-20", "1 undringssamtale → 2 samtykke"),
            (", trukket: 2025-11-21", "1 undringssamtale → 2 samtykke"),
            (", trukket: 2025-11-22", "2 samtykke → 3 årsakskartlegging"),
        ]
    ):
        elev = Elev(tmp_path / str(n), "faerder", sak=f"{OPENED}\n{consent.format(more)}", kontakt=talked)
        assert elev.place("11-21") == place
    elev = Elev(tmp_path / "k", "faerder", sak=f"{OPENED}\n{consent.format('')}", kontakt=talked)
    elev.add("kartlegging", "kort: [{kort: søvn, omfang: 3}]\n")
    assert elev.place("11-21") == "3 årsakskartlegging → 4 samarbeidsavtale"
    elev.add("kartlegging", "skalering: [{dato: 2025-09-24, skala: liker, situasjon: Friminutt, verdi: 2}]\n")
    assert elev.place("11-21") == "3 årsakskartlegging → 4 samarbeidsavtale"
    elev.add("plan", plan("09-29"))
    assert elev.place("11-21") == "4 samarbeidsavtale → 5 evaluering"  # no date, no deadline
    elev.add("plan", plan("09-29", more="evaluering: {dato: 2025-10-17}\n"))
    assert elev.place("11-21") == "4 samarbeidsavtale → 5 evaluering 2025-10-17"
    elev.add("evaluering", e("10-17"))
    assert elev.place("11-21") == "5 evaluering"


def test_udir_has_none(tmp_path: Path) -> None:
    elev = Elev(tmp_path, "udir", kontakt=worry("09-03"), plan=plan("09-15"))
    assert elev.json("11-21")["trapp"] is None
    assert elev.rules("11-21", "udir/") == set()


# --- from when on evidence counts -----------------------------------------------------------------------------------


def test_what_was_done_before_the_case_was_opened_does_not_count(tmp_path: Path) -> None:
    before = several(home("09-19"), k("09-19", "kartleggingssamtale"))
    elev = Elev(tmp_path, sak="åpnet: 2025-09-22", kontakt=before, plan=plan("09-21"), evaluering=e("09-21"))
    assert elev.place("11-21") == "0 None → 1 kontakt"
    elev.add("kontakt", several(before, k("09-22", "kartleggingssamtale")))
    assert elev.place("11-21") == "2 kartleggingssamtale → 3 tiltaksplan"  # the day itself does


def test_without_a_day_of_opening_the_school_year_counts(tmp_path: Path) -> None:
    elev = Elev(tmp_path, kontakt=several(home("2025-06-16"), k("2025-07-31", "kartleggingssamtale")))
    assert elev.place("11-21") == "0 None → 1 kontakt"
    elev.add("kontakt", k("2025-08-01", "kartleggingssamtale"))
    assert elev.place("11-21") == "2 kartleggingssamtale → 3 tiltaksplan"


def test_a_case_opened_last_year_keeps_its_place(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak="åpnet: 2025-04-01", kontakt=k("2025-04-10", "kartleggingssamtale"))
    assert elev.place("11-21") == "2 kartleggingssamtale → 3 tiltaksplan"


def test_only_what_had_happened_at_the_check_date(tmp_path: Path) -> None:
    elev = Elev(
        tmp_path, sak=OPENED, kontakt=several(home("09-03"), k("09-10", "kartleggingssamtale")), plan=plan("09-15")
    )
    assert [elev.place(day)[:1] for day in ("09-02", "09-03", "09-09", "09-10", "09-14", "09-15")] == list("011223")


def test_mapping_from_an_earlier_case_does_not_hide_that_of_this_one(tmp_path: Path) -> None:
    old = "{med: skole, dato: 2025-01-10}, {med: elev, dato: 2025-01-10}, {med: mor, dato: 2025-01-10}"
    new = "{med: skole, dato: 2025-09-10}, {med: elev, dato: 2025-09-11}, {med: mor, dato: 2025-09-12}"
    elev = Elev(tmp_path, "oslo", sak=OPENED, kartlegging=f"samtaler: [{old}]\n")
    assert elev.place("11-21") == "0 None → 1 kontakt"
    elev.add("kartlegging", f"samtaler: [{old}, {new}]\n")
    assert elev.place("11-21") == "3 kartlegging → 4 samarbeidsavtale"
    elev.add("kartlegging", f"samtaler: [{old}, {{med: mor, dato: 2025-09-12}}]\n")  # two of the three are old
    assert elev.place("11-21") == "0 None → 1 kontakt"


def test_cause_cards_are_dated_by_the_talk_with_the_pupil(tmp_path: Path) -> None:
    cards = "kort: [{kort: søvn}]\nsamtaler: [{med: elev, dato: 2025-01-10}"
    elev = Elev(tmp_path, "faerder", sak=OPENED, kartlegging=f"{cards}]\n")
    assert elev.place("11-21") == "0 None → 1 undringssamtale"
    elev.add("kartlegging", f"{cards}, {{med: elev, dato: 2025-09-10}}]\n")
    assert elev.place("11-21") == "3 årsakskartlegging → 4 samarbeidsavtale"


# --- deadlines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rutine", "rule", "who", "name"),
    [
        ("gran", "gran/frist-kartleggingssamtale", "kontaktlærer", "Nora Berg"),
        ("alvoen", "alvoen/frist-nærværsmøte", "avdelingsleder", "Per Lund"),
    ],
)
def test_seven_days_after_a_worry(tmp_path: Path, rutine: str, rule: str, who: str, name: str) -> None:
    elev = Elev(tmp_path, rutine, sak=OPENED, kontakt=worry("10-14"))
    assert elev.state(rule, "10-13") is None
    assert elev.state(rule, "10-14") == "åpen 2025-10-21"
    assert elev.state(rule, "10-21") == "åpen 2025-10-21"
    assert elev.state(rule, "10-22") == "forfalt 2025-10-21"
    assert elev.state(rule, "2026-06-19") == "forfalt 2025-10-21"
    funn = elev.found(rule, "10-17", alle=False)
    assert funn is not None
    assert {key: funn[key] for key in ("alvor", "status", "nytt", "dato", "siste", "verdi", "grense", "vindu")} == {
        "alvor": "tiltak", "status": "åpen", "nytt": True, "dato": "2025-10-14", "siste": "2025-10-14",
        "verdi": None, "grense": None, "vindu": None,
    }  # fmt: skip
    assert funn["bevis"] == [{"fil": "7b/amin/kontakt.yaml", "linje": 1, "dato": "2025-10-14"}]
    (item,) = funn["oppfølging"]
    assert (item["ansvarlig"], item["navn"], item["frist"]) == (who, name, "2025-10-21")
    late = elev.found(rule, "10-22")
    assert late is not None
    assert late["nytt"] is False


def test_shown_in_all_checks_but_the_day_s(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak=OPENED, kontakt=worry("10-14"))
    shown = [elev.state("gran/frist-kartleggingssamtale", "10-17", s) for s in ("dag", "uke", "måned", "semester")]
    assert shown == [None, *["åpen 2025-10-21"] * 3]


def test_without_worry_no_deadline(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak=OPENED, kontakt=several(home("10-14"), home("10-15", "bekymring: nei")))
    assert elev.rules("11-21", "gran/frist-") == set()
    assert elev.place("11-21") == "1 kontakt → 2 kartleggingssamtale"


@pytest.mark.parametrize(
    "contact",
    [
        k("10-14", "hjem", "måte: sms, bekymring: ja"),  # nobody answered
        k("10-14", "hjem", "måte: telefon, svar: nei, bekymring: ja"),
        k("10-14", "elevsamtale", "bekymring: ja"),  # not with home
        worry("08-29"),  # before the case was opened
    ],
)
def test_a_worry_that_does_not_count(tmp_path: Path, contact: str) -> None:
    assert Elev(tmp_path, sak=OPENED, kontakt=contact).rules("11-21", "gran/frist-") == set()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"kontakt": k("10-14", "kartleggingssamtale")}, "utført 2025-10-14"),  # the same day
        ({"kontakt": k("10-20", "kartleggingssamtale")}, "utført 2025-10-20"),
        ({"kontakt": k("11-20", "kartleggingssamtale")}, "utført 2025-11-20"),  # late, but done
        ({"kontakt": k("10-13", "kartleggingssamtale")}, "forfalt 2025-10-21"),  # before the worry
        ({"kontakt": k("10-20", "kartleggingssamtale", "svar: nei")}, "forfalt 2025-10-21"),
        ({"kontakt": k("10-20", "drøfting")}, "forfalt 2025-10-21"),  # an earlier step
        ({"plan": plan("10-20")}, "utført 2025-10-20"),  # a later one
        ({"plan": plan("11-24")}, "forfalt 2025-10-21"),  # has not begun
        ({"sak": "henvisninger: [{dato: 2025-10-20, til: ppt}]"}, "utført 2025-10-20"),
    ],
)
def test_done_by_the_step_or_a_later_one(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    contacts = ", ".join(filter(None, (worry("10-14"), files.pop("kontakt", ""))))
    sak = "\n".join(filter(None, (OPENED, files.pop("sak", ""))))
    elev = Elev(tmp_path, sak=sak, kontakt=contacts, **files)
    assert elev.state("gran/frist-kartleggingssamtale", "11-21") == expected
    if expected.startswith("utført"):
        assert elev.found("gran/frist-kartleggingssamtale", "11-21", alle=False) is None


def test_the_first_worry_that_is_not_followed_counts(tmp_path: Path) -> None:
    talk = k("09-10", "kartleggingssamtale")
    elev = Elev(tmp_path, sak=OPENED, kontakt=several(worry("11-19"), worry("09-03"), talk, worry("11-12")))
    assert elev.state("gran/frist-kartleggingssamtale", "11-20") == "forfalt 2025-11-19"
    funn = elev.found("gran/frist-kartleggingssamtale", "11-20")
    assert funn is not None
    assert (funn["dato"], funn["siste"], funn["nytt"]) == ("2025-11-12", "2025-11-19", True)


@pytest.mark.parametrize(
    ("day", "open_"), [("10-12", True), ("10-13", False), ("10-31", False), ("11-01", True), ("11-03", True)]
)
def test_a_worry_inside_a_running_plan_is_cared_for(tmp_path: Path, day: str, open_: bool) -> None:
    elev = Elev(tmp_path, sak=OPENED, kontakt=worry(day), plan=plan("10-13", "10-31"), evaluering=e("10-30"))
    state = elev.state("gran/frist-kartleggingssamtale", "11-21")
    # before the plan, the plan itself is the later step that answers it
    assert state == (
        {"10-12": "utført 2025-10-30"}.get(day) or f"forfalt 2025-11-{int(day[-2:]) + 7:02}" if open_ else None
    )


def test_a_closed_case_has_none(tmp_path: Path) -> None:
    for n, (status, sak, expected) in enumerate(
        [
            ("avsluttet", "", None),
            ("avsluttet", "avsluttet: 2025-11-21", None),
            ("avsluttet", "avsluttet: 2025-11-20", None),
            ("avsluttet", "avsluttet: 2025-11-24", "forfalt 2025-10-21"),  # not closed at the check date
            ("observert", "", "forfalt 2025-10-21"),
        ]
    ):
        elev = Elev(tmp_path / str(n), sak=f"{OPENED}\n{sak}", status=status, kontakt=worry("10-14"))
        assert elev.state("gran/frist-kartleggingssamtale", "11-21") == expected
        assert elev.place("11-21") == "1 kontakt → 2 kartleggingssamtale" + (" 2025-10-21" if expected else "")


# --- the plan's evaluation ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rutine", "more", "deadline"),
    [
        ("gran", "", "2025-10-20"),  # 21 days after 29 September
        ("gran", "evaluering: {dato: 2025-10-17}\n", "2025-10-17"),
        ("gran", "evaluering: {dato: 2025-11-14}\n", "2025-11-14"),  # the plan's own date, also where it is late
        ("gran", "evaluering: {sted: Møterom 2}\n", "2025-10-20"),
        ("alvoen", "", "2025-10-27"),
        ("alvoen", "evaluering: {dato: 2025-10-17}\n", "2025-10-27"),
        ("oslo", "", "2025-10-13"),
        ("oslo", "evaluering: {dato: 2025-10-17}\n", "2025-10-13"),
        ("faerder", "evaluering: {dato: 2025-10-17}\n", "2025-10-17"),
    ],
)
def test_when_a_plan_is_to_be_evaluated(tmp_path: Path, rutine: str, more: str, deadline: str) -> None:
    elev = Elev(tmp_path, rutine, sak=OPENED, plan=plan("09-29", more=more))
    rule = f"{rutine}/frist-evaluering"
    due = deadline[5:]
    ahead, after = _shift(due, -7), _shift(due, 1)
    assert elev.state(rule, _shift(due, -8)) is None  # more than a week ahead
    assert elev.state(rule, ahead) == f"åpen {deadline}"
    assert elev.state(rule, due) == f"åpen {deadline}"
    assert elev.state(rule, after) == f"forfalt {deadline}"
    assert elev.place(due).endswith(f"evaluering {deadline}")
    assert elev.place(_shift(due, -8)).endswith(f"evaluering {deadline}")  # next says it all the time
    elev.add("evaluering", e(due))
    assert elev.state(rule, due) == f"utført {deadline}"
    assert elev.state(rule, _shift(due, -1)) == f"åpen {deadline}"  # seen from the day before


def _shift(day: str, days: int) -> str:
    return d(day).fromordinal(d(day).toordinal() + days).isoformat()[5:]


def test_only_the_current_plan_is_asked_for(tmp_path: Path) -> None:
    elev = Elev(tmp_path, sak=OPENED, plan=plan("09-01"), plan2=plan("10-20"))
    assert elev.state("gran/frist-evaluering", "10-17") == "forfalt 2025-09-22"
    assert elev.state("gran/frist-evaluering", "11-07") == "åpen 2025-11-10"
    elev.add("evaluering", e("11-05"))  # of the first plan
    assert elev.state("gran/frist-evaluering", "11-07") == "åpen 2025-11-10"
    elev.add("evaluering", e("11-05", "plan: tiltaksplan-2.yaml"))
    assert elev.state("gran/frist-evaluering", "11-07") == "utført 2025-11-05"


def test_a_case_closed_with_a_plan_has_no_evaluation_due(tmp_path: Path) -> None:
    elev = Elev(tmp_path, status="avsluttet", sak=f"{OPENED}\navsluttet: 2025-10-31", plan=plan("09-29"))
    assert elev.state("gran/frist-evaluering", "10-30") == "forfalt 2025-10-20"
    assert elev.rules("10-31", "gran/frist-") == set()
    assert elev.rules("10-31", "felles/plan") == set()


@pytest.mark.parametrize(("held", "noted"), [("09-29", True), ("10-12", True), ("10-13", False), ("10-24", False)])
def test_alvoen_s_evaluation_before_day_14_gives_a_note(tmp_path: Path, held: str, noted: bool) -> None:
    elev = Elev(tmp_path, "alvoen", sak=OPENED, plan=plan("09-29"), evaluering=e(held))
    assert (elev.state("alvoen/tidlig-evaluering", "10-31", "semester") == "varsel") == noted
    assert elev.state("alvoen/frist-evaluering", "10-31") == f"utført 2025-{held}"
    if noted:
        assert elev.state("alvoen/tidlig-evaluering", held) == "varsel"
        assert elev.state("alvoen/tidlig-evaluering", "10-31") is None  # said in the check's period only
        assert elev.json("10-31", "semester")["trapp"]["trinn"] == "evaluering"


def test_other_routines_have_no_earliest_day(tmp_path: Path) -> None:
    for rutine in ("gran", "oslo", "faerder"):
        elev = Elev(tmp_path / rutine, rutine, sak=OPENED, plan=plan("09-29"), evaluering=e("09-30"))
        assert elev.rules("10-31", f"{rutine}/tidlig", "semester") == set()


# --- a pack of one's own --------------------------------------------------------------------------------------------

OWN = """\
navn: Min
trapp:
  - {id: prat, navn: Prat, nådd_av: hjemkontakt}
  - {id: ekstra, valgfritt: ja, nådd_av: {kontakt: drøfting}}
  - {id: team, ansvarlig: rektor, nådd_av: [ressursteam, ledelse], frist: {etter: {trinn: prat}, skoledager: 2}}
  - {id: evaluering, nådd_av: evaluering, frist: {etter: plan, dato: periode.til, ellers: {skoledager: 3}}}
"""


def test_a_deadline_from_an_earlier_step_in_school_days(tmp_path: Path) -> None:
    elev = Elev(tmp_path, OWN, sak=OPENED, kontakt=home("10-03"))
    assert elev.place("10-03") == "1 prat → 2 team 2025-10-14"  # over the vacation
    assert elev.state("min/frist-team", "10-14") == "åpen 2025-10-14"
    assert elev.state("min/frist-team", "10-15") == "forfalt 2025-10-14"
    elev.add("kontakt", several(home("10-03"), k("10-15", "ledelse")))  # either will do
    assert elev.state("min/frist-team", "10-15") == "utført 2025-10-15"


def test_a_deadline_from_the_plan_s_end(tmp_path: Path) -> None:
    elev = Elev(tmp_path, OWN, sak=OPENED, plan=plan("10-13", "10-30"))
    assert elev.state("min/frist-evaluering", "10-30") == "åpen 2025-10-30"
    elev.add("plan", plan("10-13"))
    assert elev.state("min/frist-evaluering", "10-30") == "forfalt 2025-10-16"


def test_a_contact_without_worry(tmp_path: Path) -> None:
    own = OWN.replace("{trinn: prat}", "{kontakt: hjemkontakt, bekymring: nei}")
    assert Elev(tmp_path / "1", own, kontakt=worry("10-01")).rules("10-20", "min/") == set()
    assert Elev(tmp_path / "2", own, kontakt=home("10-01")).state("min/frist-team", "10-20") == "forfalt 2025-10-03"


@pytest.mark.parametrize(
    ("after", "contact", "says"),
    [
        ("{trinn: prat}", home("10-01"), "team: trinnet «Prat» ble nådd onsdag 1. oktober"),
        ("[plan, hjemkontakt]", home("10-01"), "team: hjemmet ble kontaktet onsdag 1. oktober"),
        (
            "[{trinn: ekstra}, {kontakt: hjemkontakt, bekymring: ja}]",
            worry("10-01"),
            "team: hjemmet ble kontaktet onsdag 1. oktober, og skolen er bekymret",
        ),
        (
            "[{kontakt: hjemkontakt, bekymring: ja}, hjemkontakt]",
            home("10-01"),
            "team: hjemmet ble kontaktet onsdag 1. oktober",
        ),
    ],
)
def test_it_says_what_happened(tmp_path: Path, after: str, contact: str, says: str) -> None:
    """That which did happen, where one of several is enough."""
    funn = Elev(tmp_path, OWN.replace("{trinn: prat}", after), kontakt=contact).found("min/frist-team", "10-20")
    assert funn is not None
    assert funn["melding"] == says


def test_a_deadline_on_the_same_day(tmp_path: Path) -> None:
    elev = Elev(tmp_path, OWN.replace("skoledager: 2", "skoledager: 0"), kontakt=home("10-01"))
    assert elev.state("min/frist-team", "10-01") == "åpen 2025-10-01"
    assert elev.state("min/frist-team", "10-02") == "forfalt 2025-10-01"


def test_a_staircase_of_ones_own_replaces_that_of_the_base(tmp_path: Path) -> None:
    elev = Elev(tmp_path, OWN.replace("trapp:", "bygger_på: gran\ntrapp:"), sak=OPENED, kontakt=worry("10-14"))
    assert elev.place("10-14") == "1 prat → 2 team 2025-10-16"
    assert elev.rules("10-22", "min/frist-") == {"team"}
    assert {"langsiktig-mål"} <= Elev(
        tmp_path / "2", OWN.replace("trapp:", "bygger_på: gran\ntrapp:"), plan=plan("10-14")
    ).rules("10-17", "min/plan-")  # the rest is inherited


def test_a_base_s_staircase_goes_under_the_own_name(tmp_path: Path) -> None:
    elev = Elev(tmp_path, "navn: Min\nbygger_på: gran\n", sak=OPENED, kontakt=worry("10-14"))
    assert elev.place("10-14") == "1 kontakt → 2 kartleggingssamtale 2025-10-21"
    assert elev.state("min/frist-kartleggingssamtale", "10-22") == "forfalt 2025-10-21"


def test_an_empty_staircase_takes_it_away(tmp_path: Path) -> None:
    elev = Elev(tmp_path, "navn: Min\nbygger_på: gran\ntrapp: []\n", sak=OPENED, kontakt=worry("10-14"))
    assert elev.json("10-22")["trapp"] is None
    assert elev.rules("10-22", "min/frist-") == set()


def test_what_is_left_empty_changes_nothing(tmp_path: Path) -> None:
    own = "navn: Min\nbygger_på: gran\nregler:\ntrapp:\nplankrav:\nårshjul:\n"
    elev = Elev(tmp_path, own, sak=OPENED, plan=plan("10-13"))
    assert elev.place("10-14") == "3 tiltaksplan → 4 evaluering 2025-11-03"
    assert "kontaktperson" in elev.rules("10-17", "min/plan-")
    assert len(elev.result("10-17").rutine.aarshjul) == 6


# --- packs that are wrong -------------------------------------------------------------------------------------------

GOOD = """\
navn: Min
regler:
  - {id: sent, slag: antall, når: {type: [forsentkomming]}, enhet: hendelser, vindu: måned, minst: 1}
"""
STEPS = "trapp:\n  - {id: prat, nådd_av: hjemkontakt}\n"


@pytest.mark.parametrize(
    ("text", "codes", "place"),
    [
        # the rules
        (GOOD + "  - {id: b, slag: monster}\n" + STEPS, ["F006"], "1 prat"),
        (GOOD + "  - {id: b, slag: felles, hva: bup}\n" + STEPS, ["F006"], "1 prat"),
        (GOOD + "  - {id: b, slag: frist, etter: plan, krever: henvisningen}\n" + STEPS, ["F006"], "1 prat"),
        (GOOD + STEPS + "plankrav:\n  - {krav: plan-c}\n", ["F006"], "1 prat"),
        (GOOD.replace("regler:", "regeler: []\nregler:") + STEPS, ["F003"], "1 prat"),
        (GOOD.replace("regler:", "bygger_på: grann\nregler:") + STEPS, ["F202"], "1 prat"),
        # the steps: the wrong one is left out
        (GOOD + STEPS + "  - {id: b, nådd_av: plan, navnn: B}\n", ["F003"], "1 prat"),
        (GOOD + STEPS + "  - {id: b}\n", ["F004"], "1 prat"),
        (GOOD + STEPS + "  - {id: b, nådd_av: planen}\n", ["F006"], "1 prat"),
        (GOOD + STEPS + "  - {id: prat, nådd_av: plan}\n", ["F204"], "1 prat"),
        (GOOD + STEPS + "  - {id: b, nådd_av: plan, frist: {etter: {trinn: b}, dager: 7}}\n", ["F207"], "1 prat"),
        (GOOD + STEPS + "  - {id: b, nådd_av: plan, frist: {etter: plan, dager: 7}}\n", ["F207"], "1 prat"),
        (GOOD + STEPS + "  - {id: b, nådd_av: plan, frist: {etter: {trinn: c}, dager: 7}}\n", ["F208"], "1 prat"),
        (GOOD + STEPS + "  - {id: b, nådd_av: plan, frist: {etter: {trinn: prat}}}\n", ["F205"], "1 prat"),
        (
            GOOD + STEPS.replace("hjemkontakt}", "hjemkontakt, frist: {etter: {trinn: b}, dager: 7}}")
            + "  - {id: b, nådd_av: plan}\n",
            ["F207"],
            "0 None → 1 b",
        ),
        (
            GOOD + STEPS.replace("kontakt}", "kontakt, frist: {etter: [{kontakt: hjemkontakt}], dager: 7}}"),
            ["F207"],
            None,
        ),
        # a role that nobody has is told, and the step stands
        (GOOD + STEPS.replace("prat,", "prat, ansvarlig: vaktmester,"), ["F206"], "1 prat"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_the_rest_runs(
    tmp_path: Path, text: str, codes: list[str], place: str | None
) -> None:
    elev = Elev(tmp_path, text, kontakt=home("10-13"), fravær="{dato: 2025-10-14, type: forsentkomming}")
    result = elev.result("10-17")
    assert [f.code for f in result.diagnostics] == codes
    assert all(
        f.place.file == "rutiner/min.yaml" and f.place.line and f.suggestion
        for f in result.diagnostics
        if f.code != "F003"
    )
    (sak,) = result.saker
    assert [f.regel for f in sak.funn] == ["min/sent"]
    shown = sak.trapp
    if place is None:
        assert shown is None
        return
    assert shown is not None
    neste = f" → {shown.neste.nr} {shown.neste.trinn}" if shown.neste else ""
    assert f"{shown.nr} {shown.trinn}{neste}" == place


def test_a_step_that_hangs_on_one_with_an_error_has_no_deadline(tmp_path: Path) -> None:
    steps = "  - {id: b, nådd_av: planen}\n  - {id: c, nådd_av: plan, frist: {etter: {trinn: b}, dager: 7}}\n"
    elev = Elev(tmp_path, GOOD + STEPS + steps, kontakt=home("10-13"), fravær="{dato: 2025-10-14, type: forlot}")
    assert [f.code for f in elev.result("10-17").diagnostics] == ["F006"]  # told once, where it is
    trapp = elev.result("10-17").saker[0].trapp
    assert trapp is not None
    assert trapp.neste is not None
    assert (trapp.neste.trinn, trapp.neste.nr, trapp.neste.frist) == ("c", 2, None)
