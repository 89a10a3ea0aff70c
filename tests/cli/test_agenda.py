"""`fravaer agenda` as a whole: what it shows, exit codes, the calendar's file, and what never may come out."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.hjelp import EKSEMPLER, ET_FRAVAER, FREDAG, ROT, Svar, alle_filer, elev, kall, kjor, klasse, kopi, skriv

N = "Sentinella"
"""A name that stands in every field, and never may come out."""


def vis(sti: str | Path, *ord_: str, dato: str = FREDAG, bredde: int = 80) -> Svar:
    return kall("agenda", sti, "--dato", dato, *ord_, bredde=bredde)


def test_what_is_overdue_comes_first_and_then_week_by_week() -> None:
    ut = vis(EKSEMPLER).ut
    overskrifter = [linje for linje in ut.splitlines() if linje.startswith(("På overtid", "Uke "))]
    assert overskrifter == [
        "På overtid",
        "Uke 47 · 17.–21. november · denne uken",
        "Uke 48 · 24.–28. november",
        "Uke 49 · 1.–5. desember",
        "Uke 50 · 8.–12. desember",
    ]
    assert "14.30  Thea Sandbakken (7B): evaluering av planen" in ut


def test_a_list_for_each_person() -> None:
    ut = vis(EKSEMPLER / "klasse7b", "--per", "person").ut
    lister = [linje for linje in ut.splitlines()[3:] if linje and not linje.startswith(" ")]
    assert lister[:3] == ["Ada Moe (rektor)", "Nora Berg (kontaktlærer)", "Ressursteamet"]


@pytest.mark.parametrize("hvem", ["Nora Berg", "nora", "BERG", "kontaktlærer"])
def test_one_persons_list(hvem: str) -> None:
    ut = vis(EKSEMPLER / "klasse7b", "--person", hvem).ut
    assert "Liva Ekern: kontakt hjemmet – Nora Berg" in ut
    assert "Ada Moe" not in ut
    assert "ressursteamet" not in ut.casefold()


def test_somebody_with_nothing_to_do_is_told_kindly() -> None:
    svar = vis(EKSEMPLER / "klasse7b", "--person", "helsesykepleier")
    assert (svar.kode, "Ingen frister eller møter de neste 4 ukene." in svar.ut) == (0, True)


def test_a_name_that_nobody_has_is_an_error() -> None:
    """An empty list for «Nroa» would look like nothing to do."""
    svar = vis(EKSEMPLER / "klasse7b", "--person", "Nroa")
    assert (svar.kode, svar.ut) == (2, "")
    assert "Mente du «Nora»?" in svar.feil
    assert "Nora" not in vis(EKSEMPLER / "klasse7b", "--person", "Nroa", "--anonym").alt


def test_nothing_ahead(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen")})
    svar = vis(mappe, "--uker", "0", dato="2025-11-28")
    assert svar.kode == 0
    assert "Ingen frister eller møter resten av uken." in svar.ut
    assert "Det neste etter dette er torsdag 11. desember («--uker 2»)." in svar.ut
    assert "11." in vis(mappe, "--uker", "2", dato="2025-11-28").ut


def test_overdue_is_still_0(tmp_path: Path) -> None:
    svar = vis(klasse(tmp_path, {"ada": elev("Ada Moen", ET_FRAVAER)}), bredde=160)
    assert (svar.kode, "Nora Berg (kontaktlærer), 2 dager på overtid" in svar.ut) == (0, True)


@pytest.mark.parametrize("ord_", [("finnes-ikke",), (".", "--uker", "61"), (".", "--uker", "-1"), (".", "--per", "år")])
def test_wrong_usage_is_2(ord_: tuple[str, ...]) -> None:
    svar = kall("agenda", *ord_, cwd=EKSEMPLER)
    assert (svar.kode, svar.ut) == (2, "")


def test_no_cases_is_2(tmp_path: Path) -> None:
    skriv(tmp_path, {"skole.yaml": "skole: Solvang\n"})
    assert (vis(tmp_path).kode, vis(tmp_path).ut) == (2, "")


def test_wrong_files_are_2_and_the_rest_is_shown(tmp_path: Path) -> None:
    elever = {"ada": elev("Ada Moen", ET_FRAVAER), "per": elev("Per Vik") | {"fravaer.yaml": "fravær: [\n"}}
    svar = vis(klasse(tmp_path, elever))
    assert svar.kode == 2
    assert "Ada Moen: kontakt hjemmet" in svar.ut
    assert "! Filene har 1 feil, så noe kan mangle her." in svar.ut


def test_the_whole_year_wheel() -> None:
    uten, med = vis(EKSEMPLER).ut, vis(EKSEMPLER, "--årshjul").ut
    assert "Hele året" not in uten
    hele = " ".join(med.partition("Hele året")[2].split())
    assert "Ta opp fravær på systemmøtet siste uke i hvert halvår · neste gang 12. januar 2026 · rektor" in hele
    assert "når en elev bytter skole · kontaktlærer · for hver aktiv sak" in hele


@pytest.mark.parametrize("bredde", [40, 60, 80, 160])
@pytest.mark.parametrize("ord_", [(), ("--per", "person"), ("--årshjul",), ("--anonym",)], ids=" ".join)
def test_no_line_is_too_wide(bredde: int, ord_: tuple[str, ...]) -> None:
    linjer = vis(EKSEMPLER, *ord_, bredde=bredde).ut.splitlines()
    assert max(map(cell_len, linjer)) <= bredde


def test_every_date_of_the_year_can_be_asked_for() -> None:
    for dato in ("2025-08-01", "2025-12-31", "2026-02-28", "2026-06-19", "2026-07-31", "1900-01-01", "2199-12-31"):
        assert vis(EKSEMPLER, dato=dato).kode in (0, 2), dato


# --- the calendar's file ------------------------------------------------------------------------------------------


def kalender(tmp_path: Path, *ord_: str, sti: Path = EKSEMPLER, dato: str = FREDAG) -> tuple[Svar, Path]:
    fil = tmp_path / "fravær.ics"
    return vis(sti, "--ics", str(fil), *ord_, dato=dato), fil


def test_the_calendar_is_written_and_written_again(tmp_path: Path) -> None:
    svar, fil = kalender(tmp_path)
    assert (svar.kode, svar.feil) == (0, "")
    assert svar.ut.startswith("21 hendelser til og med 21. desember 2025 er skrevet i «")
    foerst = fil.read_bytes()
    svar, fil = kalender(tmp_path)
    assert "skrevet på nytt" in svar.ut
    assert fil.read_bytes() == foerst
    assert [p.name for p in tmp_path.iterdir()] == ["fravær.ics"]


@pytest.mark.parametrize(
    ("innhold", "sagt"),
    [
        ("Kjære dagbok\n", "ikke en kalender"),
        ("", "ikke en kalender"),
        ("BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar//EN\r\n", "laget av noe annet"),
    ],
)
def test_another_file_is_left_alone(innhold: str, sagt: str, tmp_path: Path) -> None:
    fil = tmp_path / "fravær.ics"
    fil.write_bytes(innhold.encode())
    svar, _ = kalender(tmp_path)
    assert (svar.kode, svar.ut) == (2, "")
    assert sagt in svar.feil
    assert fil.read_bytes() == innhold.encode()


def test_what_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    for fil in (tmp_path / "mangler" / "a.ics", tmp_path):
        svar = vis(EKSEMPLER, "--ics", str(fil))
        assert (svar.kode, svar.ut) == (2, "")
        assert "Ingenting er endret." in svar.feil
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="snarveier krever rettigheter på Windows")
def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    maal = skriv(tmp_path, {"maal.ics": "BEGIN:VCALENDAR"}) / "maal.ics"
    (tmp_path / "fravær.ics").symlink_to(maal)
    assert kalender(tmp_path)[0].kode == 2
    assert maal.read_text("utf-8") == "BEGIN:VCALENDAR"


def test_with_nothing_ahead_nothing_is_written(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada": elev("Ada Moen")})
    svar, fil = kalender(tmp_path, "--uker", "0", sti=mappe, dato="2025-11-28")
    assert (svar.kode, fil.exists()) == (0, False)
    assert "ingen kalender er skrevet" in svar.ut


def test_wrong_files_give_a_calendar_of_the_rest(tmp_path: Path) -> None:
    elever = {"ada": elev("Ada Moen", ET_FRAVAER), "per": elev("Per Vik") | {"fravaer.yaml": "fravær: [\n"}}
    svar, fil = kalender(tmp_path, sti=klasse(tmp_path, elever))
    assert (svar.kode, fil.exists()) == (2, True)
    assert "Filene har 1 feil" in svar.feil


def test_the_files_are_not_touched(tmp_path: Path) -> None:
    skole = kopi(tmp_path / "skole")
    foer = dict(alle_filer(skole))
    kall("agenda", skole, "--dato", FREDAG, "--ics", str(tmp_path / "a.ics"))
    assert dict(alle_filer(skole)) == foer


def test_the_library_is_only_read_for_a_calendar() -> None:
    kode = "import sys; sys.argv[1:] = ['agenda', 'sample-cases', '--dato', '2025-11-21']\n"
    kode += "from fravaer_cli.__main__ import _run; _run()\nsys.exit('icalendar' in sys.modules)"
    assert kjor(kode=kode).kode == 0


# --- nothing leaks ------------------------------------------------------------------------------------------------


def full_av_navn(rot: Path) -> Path:
    """A school where every field that a person fills in holds the name."""
    mappe = f"{N.lower()}-mappe"
    skriv(
        rot,
        {
            "skole.yaml": f"""\
skole: Solvang skole
rutine: egen
roller: {{rektor: {N} Rektor, sosiallærer: {N} Sosial}}
ressursteam: {{ppt_deltar: ja, møtedager: [2025-11-27]}}
""",
            "rutiner/egen.yaml": f"""\
navn: Egen
bygger_på: gran
regler:
  - id: udokumentert
    oppfølging: [{{handling: ring {N}, ansvarlig: kontaktlærer, oppfylles_av: hjemkontakt, frist: {{skoledager: 3}}}}]
årshjul:
  - {{hva: Møte med {N}, når: november, ansvarlig: rektor}}
  - {{hva: Snakk med {N}, når: november, ansvarlig: kontaktlærer, for: saker}}
""",
            "klasse7b/klasse.yaml": f"klasse: {N}-klassen\nkontaktlærer: {N} Lærer\n",
            f"klasse7b/{mappe}/sak.yaml": f"""\
elev: {{navn: {N} Elev}}
kode: {N[:6]}
status: aktiv
åpnet: 2025-10-01
ansvarlig: {N} Ansvarlig
foresatte: [{{navn: {N} Mor, relasjon: {N}}}]
samtykker: [{{dato: 2025-10-01, tjenester: [{N}], utløper: 2025-12-01, innhentet_av: {N} Lærer}}]
""",
            f"klasse7b/{mappe}/fravaer.yaml": """\
fravær:
  - {dato: 2025-11-20, type: dag, dokumentert: nei}
  - {fra: 2025-09-01, til: 2025-09-12, type: dag, dokumentert: ja}
""",
            f"klasse7b/{mappe}/kontakt.yaml": f"""\
kontakt:
  - dato: 2025-11-10
    type: hjem
    måte: telefon
    med: [{N} Mor]
    bekymring: ja
    referat: {N}
    avtalt: [{{hva: Ring {N}., ansvar: "{N} ({N})", frist: 2025-11-25}}]
""",
            f"klasse7b/{mappe}/tiltaksplan.yaml": f"""\
periode: {{fra: 2025-11-11}}
kontaktperson: {N} Lærer
evaluering: {{dato: 2025-11-28, kl: "14:00", sted: Hos {N}, innkalles_av: {N}}}
møteplan: [{{dato: 2025-11-26, kl: 9.15, med: [{N}, elev]}}]
delmål: [{{id: {N}, mål: {N} kommer, innen: 2025-12-01}}]
tiltak: [{{id: {N}2, tiltak: {N} får hjelp, ansvar: {N}, frist: 2025-12-01}}]
""",
        },
    )
    return rot / "klasse7b"


SKJULT = re.compile("sentin", re.IGNORECASE)


@pytest.mark.parametrize("mappe", ["", "sentinella-mappe"], ids=["klassen", "saken"])
def test_no_name_in_the_calendar(mappe: str, tmp_path: Path) -> None:
    skole = full_av_navn(tmp_path / "skole")
    svar, fil = kalender(tmp_path, sti=skole / mappe)
    tekst = fil.read_bytes().decode().replace("\r\n ", "")
    assert tekst.count("BEGIN:VEVENT") >= 6
    assert not SKJULT.search(tekst)
    slag = {linje.partition(": ")[2] for linje in tekst.splitlines() if linje.startswith("SUMMARY:Sak ")}
    assert {"kontakt hjemmet", "frist for en avtale", "møte om planen", "evaluering av planen"} <= slag
    assert {"frist for et delmål", "frist for et tiltak", "et samtykke går ut"} <= slag
    assert not SKJULT.search(svar.ut.replace(str(tmp_path), "")), svar.ut


@pytest.mark.parametrize("ord_", [(), ("--per", "person"), ("--årshjul",), ("--person", "rektor")], ids=" ".join)
def test_no_name_in_the_anonymous_view(ord_: tuple[str, ...], tmp_path: Path) -> None:
    skole = full_av_navn(tmp_path / "skole")
    for sti in (skole.parent, skole, skole / f"{N.lower()}-mappe"):
        svar = vis(sti, "--anonym", *ord_)
        assert svar.kode == 0
        assert not SKJULT.search(svar.alt)
    assert SKJULT.search(vis(skole, *ord_).ut), "ellers prøver vi ingenting"


def test_hostile_texts_do_not_reach_the_terminal(tmp_path: Path) -> None:
    """Line breaks are taken out; what steers a terminal is an error in the file, and is not shown either."""
    for nr, (ond, kode) in enumerate(((r"Ada\n\nUke 48", 0), (r"Ada\u001b[2J\u202eMoen", 2))):
        plan = f'periode: {{fra: 2025-11-11}}\nmøteplan: [{{dato: 2025-11-26, med: ["{ond}"]}}]\n'
        filer = {"sak.yaml": f'elev: {{navn: "{ond}"}}\n', "tiltaksplan.yaml": plan}
        svar = vis(skriv(tmp_path / str(nr) / "ada", filer).parent, bredde=160)
        assert svar.kode == kode
        assert not set("\x1b\u202e") & set(svar.ut)
        if not kode:
            assert "on. 26.        Ada Uke 48: møte om planen – kontaktlærer · med Ada Uke 48" in svar.ut


def test_an_identity_number_is_hidden(tmp_path: Path) -> None:
    talk = "kontakt: [{dato: 2025-11-10, type: hjem, avtalt: [{hva: Ringe om 15031412345, frist: 2025-11-25}]}]\n"
    ut = vis(klasse(tmp_path, {"ada": elev("Ada Moen", kontakt=talk)})).ut
    assert "Ringe om •••••••••••" in ut


def test_the_readme_shows_what_comes() -> None:
    readme = (ROT / "README.md").read_text("utf-8")
    (bilde,) = re.findall(r"```text\n(Uke 48 .*?)```", readme, re.DOTALL)
    assert bilde in vis(EKSEMPLER / "klasse7b").ut
    assert f"fravaer agenda sample-cases/klasse7b --dato {FREDAG}" in readme
