"""The day's, month's and half-year's pages, and the week's calm part: what they say, beside what makes them say it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.hjelp import EKSEMPLER, ET_FRAVAER, FORT, elev, klasse, sjekk, skriv

I_DAG = "dato: 2025-11-21, type: dag, dokumentert: nei"
FORESATTE = """foresatte:
  - {navn: Kari Moen, relasjon: mor, telefon: 900 00 001, tolkespråk: polsk}
  - {navn: Odd Moen, relasjon: far, telefon: 900 00 002, skjermet: ja}
"""
UBESVART = 'kontakt: [{dato: 2025-11-21, kl: "09:05", type: hjem, måte: telefon, svar: nei}]\n'
SNAKKET = "kontakt: [{dato: 2025-11-21, type: hjem, måte: telefon, svar: ja}]\n"
HEL_PLAN = """periode: {fra: 2025-11-03, til: 2025-11-24}
deltakere:
  - {navn: Per Lunde, rolle: elev}
  - {navn: Kari Lunde, rolle: mor}
  - {navn: Ada Moe, rolle: rektor}
  - {navn: Nora Berg, rolle: kontaktlærer}
  - {navn: Eva Dahl, rolle: helsesykepleier}
kontaktperson: Nora Berg
elevens_stemme: Jeg vil begynne seinere.
mål: {langsiktige: [Per er på skolen hver dag.]}
delmål: [{id: D1, mål: Per kommer hver dag, måles_ved: fraværsloggen, innen: 2025-12-05}]
tiltak: [{id: T1, tiltak: Nora møter Per ved døra., delmål: D1, når: hver dag, ansvar: Nora Berg, frist: 2025-12-05}]
plan_b: {hvis: Per ikke kommer, hva: Nora ringer mor., ansvar: Nora Berg}
evaluering: {dato: 2025-11-24}
sendt: [{til: Kari Lunde, dato: 2025-11-03}]
arkivert: {dato: 2025-11-03}
"""
HALV_PLAN = "periode: {fra: 2025-11-10}\nfulltid: ja\n"
FORSENT = "\n".join(f"dato: 2025-11-{d}, type: forsentkomming" for d in ("04", "06", "11", "12"))


def sett(mappe: Path, sjekken: str, *ord_: str, bredde: int = 200, **elever: dict[str, str]) -> str:
    """What is shown of a class of these pupils."""
    svar = sjekk(klasse(mappe, elever), "--sjekk", sjekken, *ord_, bredde=bredde)
    assert svar.kode in (0, 1), svar.alt
    return svar.ut


def del_(tekst: str, overskrift: str) -> str:
    """A section of the page, up to the next heading."""
    linjer = tekst.splitlines()
    start = next(i for i, linje in enumerate(linjer) if linje.startswith(overskrift))
    titler = (
        "Ring nå",
        "Fra tidligere",
        "Ellers i dag",
        "Dette kommer",
        "Borte i dag",
        "Årsaker",
        "Kall inn",
        "Mønster",
    )
    titler += ("Åpent og", "Å gjøre", "Sakene", "Følges", "Måned for", "Prosent", "Elevene med", "°", "·", "Fraværet")
    slutt = next((i for i in range(start + 1, len(linjer)) if linjer[i].startswith(titler)), len(linjer))
    return "\n".join(linjer[start:slutt])


# The day


def test_the_day_says_who_calls_whom_and_who_takes_over(tmp_path: Path) -> None:
    ring = del_(sett(tmp_path, "dag", ada=elev("Ada Moen", I_DAG, sak=FORESATTE)), "Ring nå (1)")
    assert "I dag     Borte hele dagen, ikke dokumentert" in ring
    assert "Hvem      Nora Berg (kontaktlærer): kontakt hjemmet, frist i dag" in ring
    assert "Foresatte Kari Moen (mor), 900 00 001, tolk: polsk" in ring
    assert "Uten svar Ada Moe (rektor): ledelsen kontakter hjemmet" in ring


def test_a_protected_guardian_is_never_shown(tmp_path: Path) -> None:
    vist = sett(tmp_path, "dag", "--alle", ada=elev("Ada Moen", I_DAG, sak=FORESATTE))
    assert "1 foresatt er skjermet og vises ikke her. Spør ledelsen." in vist
    assert "Odd" not in vist
    assert "900 00 002" not in vist


def test_what_was_handed_over_is_marked(tmp_path: Path) -> None:
    ring = del_(sett(tmp_path, "dag", ada=elev("Ada Moen", I_DAG, kontakt=UBESVART)), "Ring nå (1)")
    assert "Hvem      Ada Moe (rektor): ledelsen kontakter hjemmet, frist i dag" in ring
    assert "Overtatt  Ingen svarte 21. november kl. 09.05. Rektor har overtatt." in ring
    assert "Uten svar" not in ring


def test_what_is_left_from_earlier_days_comes_after(tmp_path: Path) -> None:
    vist = sett(tmp_path, "dag", ada=elev("Ada Moen", ET_FRAVAER), per=elev("Per Lunde", I_DAG))
    assert vist.index("Per Lunde") < vist.index("Fra tidligere dager (1)") < vist.index("Ada Moen")
    assert "2 dager på overtid" in del_(vist, "Fra tidligere dager")


def test_a_pupil_away_both_days_is_called_now_and_told_once(tmp_path: Path) -> None:
    vist = sett(tmp_path, "dag", ada=elev("Ada Moen", f"{ET_FRAVAER}\n{I_DAG}"))
    assert vist.count("Ada Moen") == 1
    assert "Fra tidligere" not in vist
    assert "2 dager på overtid" in del_(vist, "Ring nå (1)")


@pytest.mark.parametrize(
    ("elev_", "ventet"),
    [
        (elev("Ada Moen", FORT), "Ingen å ringe om dagens fravær. Ingen samtaler gjenstår fra tidligere dager."),
        (elev("Ada Moen", I_DAG, kontakt=SNAKKET), "Borte i dag, men trenger ingen telefon: Ada Moen."),
        (elev("Ada Moen", f"{I_DAG.replace('nei', 'ja')}"), "Borte i dag, men trenger ingen telefon: Ada Moen."),
        (elev("Ada Moen", ET_FRAVAER), "Ingen å ringe om dagens fravær.\n"),
    ],
    ids=["ingen borte", "snakket med", "dokumentert", "bare tidligere"],
)
def test_a_day_without_calls_says_so_kindly(tmp_path: Path, elev_: dict[str, str], ventet: str) -> None:
    vist = sett(tmp_path, "dag", ada=elev_)
    assert ventet in vist
    assert "Ring nå" not in vist


def test_a_day_without_school_is_told() -> None:
    vist = sjekk(EKSEMPLER / "klasse7b", "--sjekk", "dag", "--dato", "2025-11-22").ut
    assert "Det er ikke skole i dag" in vist


def test_bullying_comes_before_the_calls(tmp_path: Path) -> None:
    mistanke = "skolemiljø: {mistanke: ja, dato: 2025-11-20}\n"
    vist = sett(tmp_path, "dag", ada=elev("Ada Moen", I_DAG), per=elev("Per Lunde", FORT, sak=mistanke))
    assert vist.index("Dette kommer først") < vist.index("Per Lunde") < vist.index("Ring nå (1)")


def test_a_pupil_whose_files_tell_too_little_is_no_good_news(tmp_path: Path) -> None:
    feil = elev("Ada Moen") | {"fravaer.yaml": "fravær: [{dato: 2025-11-21, type: dga}]\n"}
    vist = sjekk(klasse(tmp_path, {"ada": feil}), "--sjekk", "dag").ut
    assert "så vi vet ikke om noen skal ringes for Ada Moen" in vist
    assert "Ingen å ringe" not in vist


# The week


def test_a_pupil_with_a_running_plan_stands_calmly_apart(tmp_path: Path) -> None:
    per = elev("Per Lunde", FORSENT, sak="status: aktiv\n", tiltaksplan=HEL_PLAN)
    vist = sett(tmp_path, "uke", "--dato", "2025-11-12", per=per, ada=elev("Ada Moen", FORT))
    assert "\nFølges etter plan\n  Per Lunde – planen gjelder til 24. november\n\n" in vist
    assert "ÅPEN" not in vist
    assert "Ingenting å gjøre for" not in vist


def test_the_sample_pupil_with_a_plan_is_followed_and_no_alarm() -> None:
    vist = sjekk(EKSEMPLER / "klasse5a", "--dato", "2025-10-17", bredde=200).ut
    assert "Følges etter plan\n  Amin Yusuf – planen gjelder til 30. oktober" in vist
    assert "ÅPEN" not in vist
    assert "ingen krever tiltak" in vist


def test_what_one_plan_lacks_is_one_block(tmp_path: Path) -> None:
    vist = sett(tmp_path, "uke", ada=elev("Ada Moen", FORT, sak="status: aktiv\n", tiltaksplan=HALV_PLAN), bredde=2000)
    (mangler,) = re.findall("Planen mangler: .*", vist)
    for hva in ("et langsiktig mål", "elevens egen mening", "en kontaktperson på skolen", "en dato for evalueringen"):
        assert hva in mangler
    assert vist.count("→ Før det opp i planen: Nora Berg (kontaktlærer), ingen frist i rutinen") == 1
    assert "gran/plan-langsiktig-mål, " in vist
    assert "tiltaksplan.yaml linje 1" in vist


def test_the_staircase_is_one_line_and_only_for_case_work(tmp_path: Path) -> None:
    vist = sett(
        tmp_path,
        "uke",
        ada=elev("Ada Moen", FORT, sak="status: aktiv\n", tiltaksplan=HALV_PLAN),
        per=elev("Per Lunde", ET_FRAVAER),
    )
    (linje,) = [linje for linje in vist.splitlines() if "Trapp:" in linje]
    assert linje.startswith("  Trapp: 3 tiltaksplan → neste: evaluering (kontaktlærer, frist ")


# The month


def test_the_month_tells_of_each_pupil_who_was_away(tmp_path: Path) -> None:
    vist = sett(
        tmp_path,
        "måned",
        ada=elev("Ada Moen", "dato: 2025-10-31, type: dag\ndato: 2025-11-03, type: dag, årsak: skulk"),
        per=elev("Per Lunde", "dato: 2025-11-04, type: time, timer: 3\ndato: 2025-11-05, type: forsentkomming"),
        siri=elev("Siri Dal", "dato: 2025-10-31, type: dag, dokumentert: ja"),
    )
    assert "2 av 3 elever har vært borte: 1 dag (1 udokumentert) og 3 timer (3 udokumentert)." in vist
    rader = [" ".join(linje.split()) for linje in del_(vist, "Fraværet denne måneden").splitlines()]
    assert "Ada Moen 1 1 d – – – skulk" in rader
    assert "Per Lunde – 3 t 3 1 – ikke oppgitt" in rader
    assert not any("Siri" in rad for rad in rader)
    aarsaker = [" ".join(linje.split()) for linje in del_(vist, "Årsaker").splitlines()]
    assert aarsaker[1:4] == ["Årsak Elever Dager Timer Sent/gikk", "Skulk 1 1 – –", "Ikke oppgitt 1 – 3 1"]


def test_the_month_says_whom_to_call_in(tmp_path: Path) -> None:
    vist = sett(tmp_path, "måned", ada=elev("Ada Moen", ET_FRAVAER, kontakt=SNAKKET))
    assert "→ Kall inn foresatte til samtale: Nora Berg (kontaktlærer)" in del_(vist, "Kall inn til samtale eller møte")
    assert "Åpent og forfalt ellers" not in vist


def test_the_month_shows_patterns_apart(tmp_path: Path) -> None:
    fredager = ("08-22", "08-29", "09-05", "09-12", "09-19", "09-26", "10-03", "10-17", "10-24")
    rader = "\n".join(f"dato: 2025-{d}, type: dag, dokumentert: ja" for d in fredager)
    moenster = del_(sett(tmp_path, "måned", ada=elev("Ada Moen", rader)), "Mønster i fraværet")
    assert "9 av 9 fraværsdager er fredager" in moenster


def test_a_quiet_month_says_so(tmp_path: Path) -> None:
    vist = sett(tmp_path, "måned", ada=elev("Ada Moen", "dato: 2025-09-03, type: dag, dokumentert: ja"))
    assert "Ingen har vært borte dager eller timer." in vist
    assert "Ingenting å gjøre denne måneden." in vist


def test_one_pupil_is_told_of_by_name(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen", FORT)}) / "ada"
    for sjekken in ("måned", "semester"):
        vist = sjekk(mappe, "--sjekk", sjekken).ut
        assert "Ada Moen" in vist
        assert "Eleven har vært borte: 1 dag." in " ".join(vist.split())


# The half-year


def test_the_half_year_compares_the_months(tmp_path: Path) -> None:
    vist = sett(tmp_path, "semester", ada=elev("Ada Moen", f"{FORT}\ndato: 2025-09-03, type: dag, dokumentert: ja"))
    rader = [" ".join(linje.split()) for linje in del_(vist, "Måned for måned").splitlines()]
    assert rader[1:6] == [
        "Måned Dager Timer Sent Prosent",
        "august – – – 0,0 %",
        "september 1 – – 4,5 % ██████",
        "oktober – – – 0,0 %",
        "november 1.–21. 1 – – 7,1 % ██████████",
    ]


def test_the_half_year_counts_the_cases(tmp_path: Path) -> None:
    vist = sett(
        tmp_path,
        "semester",
        ada=elev("Ada Moen", ET_FRAVAER, sak="status: aktiv\nåpnet: 2025-10-01\n"),
        per=elev("Per Lunde", FORT, sak="status: avsluttet\nåpnet: 2025-03-01\navsluttet: 2025-09-10\n"),
    )
    rader = [" ".join(linje.split()) for linje in del_(vist, "Sakene").splitlines()]
    assert rader[1:3] == ["Klasse Åpnet Avsluttet Aktive Plan Å gjøre Forfalt", "7B 1 1 1 – 1 1"]
    assert "De aktive sakene på trappen: ikke begynt 1." in vist


def test_the_second_half_year_is_held_against_the_first(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen", FORT)})
    vist = sjekk(mappe, "--sjekk", "semester", "--dato", "2026-03-06", bredde=200).ut
    assert "2. halvår 2025–2026, til og med 6. mars" in vist
    assert re.search(r"I første halvår var fraværet 1,\d %, og hittil i dette er det 0,0 %\.", vist)


@pytest.fixture(scope="module")
def stor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school of 240 pupils in ten classes."""
    rot = tmp_path_factory.mktemp("stor")
    shutil.copy(EKSEMPLER / "skole.yaml", rot)
    for i in range(1, 11):
        shutil.copytree(EKSEMPLER / "klasse7b", rot / f"klasse{i}")
        skriv(rot, {f"klasse{i}/klasse.yaml": f"klasse: {i}A\nkontaktlærer: Nora Berg\n"})
    return rot


@pytest.mark.parametrize("bredde", [40, 60, 80, 160])
@pytest.mark.parametrize("sjekken", ["dag", "måned", "semester"])
def test_a_large_school_fits_and_has_no_list_of_all(stor: Path, sjekken: str, bredde: int) -> None:
    vist = sjekk(stor, "--sjekk", sjekken, bredde=bredde).ut
    assert max(map(len, vist.splitlines())) <= bredde
    if sjekken == "semester":
        assert "Amalie Skjervum" not in vist
        if bredde >= 80:
            assert vist.index("\n  9A ") < vist.index("\n  10A ") < vist.index("\n  Alle ")
            assert re.search(r"\n  Udokumentert fravær +gran/udokumentert +10 +20\n", vist)


@pytest.mark.parametrize("sjekken", ["dag", "måned", "semester"])
@pytest.mark.parametrize("form", ["tabell", "md"])
def test_nobody_is_named_where_names_are_hidden(tmp_path: Path, sjekken: str, form: str) -> None:
    plan = HALV_PLAN + "tiltak: [{id: Ada-1, tiltak: Moen rydder, frist: 2025-11-20}]\n"
    sak = f"{FORESATTE}status: aktiv\n"
    ada = elev("Ada Moen", f"{ET_FRAVAER}\n{I_DAG}", sak=sak, kontakt=UBESVART, tiltaksplan=plan)
    svar = sjekk(
        klasse(tmp_path, {"ada-moen": ada}), "--sjekk", sjekken, "--alle", "--anonym", "--format", form, bredde=200
    )
    assert svar.kode == 1
    for ord_ in ("Ada", "ada-moen", "Moen", "Kari", "900", "Moe", "Nora", "Berg"):
        assert ord_ not in svar.alt, ord_
    assert "Elev 1" in svar.ut


@pytest.mark.parametrize("sjekken", ["uke", "måned", "semester"])
def test_no_agreement_is_told_where_names_are_hidden(tmp_path: Path, sjekken: str) -> None:
    kontakt = """kontakt:
  - dato: 2025-11-12
    type: hjem
    avtalt: [{hva: Odd ringer tante Sofie, ansvar: Odd, frist: 2025-11-20}]
"""
    svar = sjekk(
        klasse(tmp_path, {"ada": elev("Ada Moen", FORT, kontakt=kontakt)}), "--sjekk", sjekken, "--anonym", bredde=200
    )
    assert "Sofie" not in svar.ut
    assert "Odd" not in svar.ut
    if sjekken == "uke":
        assert "1 avtale med frist torsdag 20. november" in svar.ut


def test_markdown_holds_the_page(tmp_path: Path) -> None:
    vist = sett(tmp_path, "semester", "--format", "md", ada=elev("Ada Moen", ET_FRAVAER))
    assert (
        "## Måned for måned\n\n| Måned | Dager | Timer | Sent | Prosent |  |\n| --- | ---: | ---: | ---: | ---: | --- |"
        in vist
    )
    assert "- **FORFALT** Ada Moen: Udokumentert fravær onsdag 19. november → Kontakt hjemmet" in vist
