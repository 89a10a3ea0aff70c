"""`fravaer status`: what it shows of a case, what it never shows, and what it says when it cannot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fravaer_cli.cli.terminal import STYLES
from tests.cli.hjelp import EKSEMPLER, ROT, Svar, elev, kall, klasse, kopi, skriv

SAK = """\
kode: 7B-04
foresatte:
  - {navn: Hodan Yusuf, relasjon: mor, telefon: 900 00 001, adresse: Skjulveien 1, skjermet: ja}
status: aktiv
åpnet: 2025-09-22
ansvarlig: Kari Lie
"""


def vis(sti: str | Path, *ord_: str, dato: str = "2025-11-21", bredde: int = 80) -> Svar:
    return kall("status", sti, "--dato", dato, *ord_, bredde=bredde)


def amin(mappe: Path, fravaer: str = "", **filer: str) -> Path:
    return klasse(mappe, {"amin": elev("Amin Yusuf", fravaer, sak=filer.pop("sak", SAK), **filer)}) / "amin"


def del_(svar: Svar, overskrift: str) -> str:
    """One part of the screen, its lines joined by single blanks."""
    linjer = svar.ut.splitlines()
    start = next(i for i, linje in enumerate(linjer) if linje.startswith(overskrift))
    slutt = next((i for i, linje in enumerate(linjer[start + 1 :], start + 1) if re.match("[A-ZÅ]", linje)), None)
    return " ".join(" ".join(linjer[start:slutt]).split())


class TestCalendar:
    def test_each_school_day_has_the_sign_of_the_check(self, tmp_path: Path) -> None:
        fravaer = """\
dato: 2025-09-01, type: dag, dokumentert: ja
dato: 2025-09-02, type: dag
dato: 2025-09-03, type: time
dato: 2025-09-04, type: forsentkomming
dato: 2025-09-05, type: forlot
dato: 2025-09-08, type: avtalt"""
        svar = vis(amin(tmp_path, fravaer), dato="2025-09-10")
        assert "\n  sep.   □■tsg a··                           2 av 8    25 %  1t 1s 1g 1a\n" in svar.ut
        assert "\n  aug.                     ····· ·····      0 av 10     0 %\n" in svar.ut, "fra skolestart 18. august"
        bred = vis(tmp_path / "klasse7b/amin", dato="2025-09-10", bredde=100)
        assert "25 %   1 time, 1 for sent, 1 gikk, 1 avtalt\n" in bred.ut

    def test_weekdays_stand_below_one_another(self, tmp_path: Path) -> None:
        """1 October is a Wednesday; the autumn holiday is free; the 14th is the last day seen."""
        svar = vis(amin(tmp_path, "dato: 2025-10-03, type: dag"), dato="2025-10-14")
        assert "         mtotf mtotf" in svar.ut
        assert "  okt.     ··■ ----- ··  " in svar.ut

    def test_before_the_school_year_it_says_when_it_begins(self, tmp_path: Path) -> None:
        svar = vis(amin(tmp_path), dato="2025-08-04")
        assert "Skoleåret begynner mandag 18. august." in svar.ut

    def test_a_year_without_calendar_is_told_of(self, tmp_path: Path) -> None:
        mappe = amin(tmp_path, "dato: 2024-09-03, type: dag")
        assert "Skoleruten for 2024-2025 mangler" in vis(mappe, dato="2024-09-06").ut


class TestHope:
    TIL_OG_FRA = "fra: 2025-10-13, til: 2025-10-17, type: dag\nfra: 2025-10-20, til: 2025-10-24, type: avtalt"

    def test_the_weeks_before_the_plan_beside_the_days_since(self, tmp_path: Path) -> None:
        """15 school days before 20 October: five away. Since then 24 school days, five of them at home as agreed."""
        svar = vis(amin(tmp_path, self.TIL_OG_FRA, tiltaksplan="periode: {fra: 2025-10-20}"))
        fravaer = del_(svar, "Fravær")
        assert "10 av 15 67 % de 15 skoledagene før planen" in fravaer
        assert "19 av 19 100 % siden planen begynte, utenom 5 dager hjemme etter avtale" in fravaer

    def test_without_a_plan_nothing_is_compared(self, tmp_path: Path) -> None:
        assert "Kom på skolen" not in vis(amin(tmp_path, self.TIL_OG_FRA)).ut

    def test_days_without_absence_are_counted(self, tmp_path: Path) -> None:
        mappe = amin(tmp_path, "dato: 2025-11-12, type: dag")
        assert "Ingen hel fraværsdag siden 12. november (6 skoledager)." in vis(mappe).ut, "den 14. er fri"
        assert "Ingen hel fraværsdag" not in vis(mappe, dato="2025-11-18").ut, "tre dager er ikke verd å nevne"

    def test_a_weekday_on_which_the_pupil_always_comes(self) -> None:
        assert "Kommer alltid på onsdager (" in vis(EKSEMPLER / "klasse8a/jens", dato="2026-02-20").ut


class TestStaircase:
    def test_reached_steps_the_place_and_the_next_one(self, tmp_path: Path) -> None:
        kontakt = "kontakt: [{dato: 2025-11-17, type: hjem, måte: telefon, med: [mor], bekymring: ja}]"
        svar = vis(amin(tmp_path, kontakt=kontakt))
        assert "  ✓ 1  Kontakt med foresatte  17. nov.  ◄ du er her\n" in svar.ut
        assert "    ·  Drøfting med rektor    ved behov\n" in svar.ut
        assert "  → 2  Kartleggingssamtale    neste\n       Nora Berg (kontaktlærer), frist 24. nov.\n" in svar.ut
        assert "man 24. nov.  Hold kartleggingssamtalen: Nora Berg (kontaktlærer)" in svar.ut
        for_sent = vis(amin(tmp_path, kontakt=kontakt), dato="2025-11-26")
        assert "frist 24. nov., 2 dager på overtid" in for_sent.ut

    def test_a_step_that_was_passed_by(self) -> None:
        """Amin was referred before the plan was evaluated."""
        assert "  – 4  Evaluering             ikke ført" in vis(EKSEMPLER / "klasse5a/amin", dato="2025-10-20").ut

    def test_a_routine_without_one_says_so(self, tmp_path: Path) -> None:
        svar = vis(amin(tmp_path), "--rutine", "udir")
        assert (svar.kode, "Denne rutinen har ingen trapp." in svar.ut) == (0, True)

    def test_before_the_first_step(self, tmp_path: Path) -> None:
        svar = vis(amin(tmp_path))
        assert "Ingen trinn er nådd ennå." in svar.ut
        assert "du er her" not in svar.ut


class TestNext:
    PLAN = """\
periode: {fra: 2025-11-17, til: 2025-12-05}
delmål: [{id: D1, mål: Kommer tre dager, innen: 2025-11-28}]
tiltak:
  - {id: T10, tiltak: Ringer, ansvar: Nora Berg, frist: 2025-11-28}
  - {id: T2, tiltak: Henter, ansvar: mor, frist: 2025-11-28}
møteplan: [{dato: 2025-12-04, kl: "14:00", med: [elev]}, {dato: 2025-11-27, kl: "09:00", med: [ppt]}]
evaluering: {dato: 2025-12-04, kl: "14:00", sted: Rom 2, innkalles_av: Kari Lie}
"""

    def test_what_falls_on_one_day_stands_together_and_once(self, tmp_path: Path) -> None:
        neste = del_(vis(amin(tmp_path, tiltaksplan=self.PLAN)), "Neste")
        assert neste == (
            "Neste tor 27. nov. Møte om planen: PPT (kl. 09:00) fre 28. nov. D1 skal være nådd fre 28. nov. "
            "Frist for T10 og T2 tor 4. des. Evaluering av planen: Kari Lie (kl. 14:00, Rom 2)"
        )

    def test_at_most_eight(self, tmp_path: Path) -> None:
        avtalt = ", ".join(f"{{hva: Avtale {d}, frist: 2025-12-{d:02}}}" for d in range(1, 11))
        kontakt = f"kontakt: [{{dato: 2025-11-18, type: hjem, med: [mor], avtalt: [{avtalt}]}}]"
        neste = del_(vis(amin(tmp_path, kontakt=kontakt)), "Neste")
        assert ("Avtale 8" in neste, "Avtale 9" in neste, neste.endswith("og 2 til")) == (True, False, True)

    def test_of_a_plan_that_has_not_begun_only_the_beginning_and_the_meetings(self, tmp_path: Path) -> None:
        svar = vis(amin(tmp_path, tiltaksplan=self.PLAN), dato="2025-11-14")
        assert "man 17. nov.  Tiltaksplanen begynner" in svar.ut
        assert "T10" not in svar.ut
        assert "Ingen plan har begynt." in svar.ut

    def test_a_closed_case_has_nothing_ahead(self) -> None:
        svar = vis(EKSEMPLER / "klasse4a/tonje", dato="2025-10-20")
        assert "4A · avsluttet 17. oktober" in svar.ut
        assert del_(svar, "Neste") == "Neste Saken er avsluttet."


class TestPlan:
    def test_results_over_several_evaluations(self, tmp_path: Path) -> None:
        evaluering = """\
evalueringer:
  - {dato: 2025-11-18, delmål: [{id: D1, nådd: nei}], tiltak: [{id: T2, virket: nei}]}
  - {dato: 2025-11-20, delmål: [{id: D1, nådd: ja}], tiltak: [{id: T2, virket: delvis}], konklusjon: ny-plan}
  - {dato: 2025-12-04, delmål: [{id: D1, nådd: nei}], konklusjon: avsluttes}
"""
        plan = del_(vis(amin(tmp_path, tiltaksplan=TestNext.PLAN, evaluering=evaluering)), "Tiltaksplan")
        assert "17. november–5. desember · evaluert 20. nov.: ny plan" in plan
        assert "D1 nådd Kommer tre dager (innen 28. nov., 18. nov. ikke nådd, 20. nov. nådd)" in plan
        assert "T10 – Ringer Nora Berg · frist 28. nov." in plan
        assert "T2 delvis Henter mor · frist 28. nov. · 18. nov. virker ikke, 20. nov. delvis" in plan

    def test_a_step_back(self) -> None:
        """Before the new plan, and after it as one line."""
        i_planen = del_(vis(EKSEMPLER / "klasse8a/jens", dato="2026-05-07"), "Tiltaksplan")
        assert "2 nådd 20.–30. april" in i_planen
        assert "3 et steg tilbake 4.–13. mai" in i_planen
        assert "4 kommer 18.–29. mai" in i_planen
        etter = del_(vis(EKSEMPLER / "klasse8a/jens", dato="2026-05-20"), "Tiltaksplan 2")
        assert "2 nå 18.–29. mai" in etter or "2 nådd 18.–29. mai" in etter
        assert (
            "Plan 1 (7. april–7. mai) · 5 delmål: 1 nådd og 4 delvis · 2 av 5 trinn nådd, tilbake i trinn 3 · "
            "evaluert 22. april: videreføres"
        ) in etter

    def test_a_plan_that_nobody_evaluated(self, tmp_path: Path) -> None:
        svar = vis(amin(tmp_path, tiltaksplan=TestNext.PLAN), dato="2025-12-08")
        assert "ikke evaluert (skulle vært 4. des.)" in svar.ut

    def test_a_plan_with_a_period_only(self, tmp_path: Path) -> None:
        svar = vis(amin(tmp_path, tiltaksplan="periode: {fra: 2025-11-17}"))
        assert "Tiltaksplan · fra 17. november · gjelder nå, evalueres 8. des." in svar.ut


class TestContacts:
    def test_the_latest_first_and_how_many_there_are(self, tmp_path: Path) -> None:
        kontakt = """\
kontakt:
  - {dato: 2025-09-01, type: ledelse, av: Nora Berg}
  - {dato: 2025-09-08, type: elevsamtale, måte: hjemmebesøk, med: [elev]}
  - {dato: 2025-09-02, type: hjem, måte: telefon, med: [mor], svar: nei, av: Nora Berg}
  - {dato: 2025-09-03, type: hjem, måte: e-post, med: [foresatte]}
  - {dato: 2025-09-04, type: ressursteam, med: [ressursteam, ppt]}
  - {dato: 2025-09-05, type: hjem, måte: telefon, bekymring: ja}
  - {dato: 2025-12-01, type: hjem, måte: telefon, med: [far]}
"""
        svar = vis(amin(tmp_path, kontakt=kontakt))
        assert svar.ut.endswith(
            "Siste kontakter (5 av 6)\n"
            "  8. sep.  Elevsamtale (hjemmebesøk)\n"
            "  5. sep.  Telefon med hjemmet – bekymret etterpå\n"
            "  4. sep.  Ressursteam med PPT\n"
            "  3. sep.  E-post til foresatte – svar ikke ført\n"
            "  2. sep.  Telefon med mor – ikke svar (Nora Berg)\n"
        )

    def test_none(self, tmp_path: Path) -> None:
        assert vis(amin(tmp_path)).ut.endswith("Kontakter\n  Ingen er ført.\n")


class TestConsent:
    def test_what_is_in_force_and_what_is_not(self, tmp_path: Path) -> None:
        samtykker = """\
samtykker:
  - {dato: 2025-09-24, tjenester: [ppt, bup], utløper: 2026-06-19, unntak: Ingenting om økonomi.}
  - {dato: 2025-09-24, tjenester: [barnevern], trukket: 2025-10-01}
  - {dato: 2025-12-24, tjenester: [politi]}
"""
        svar = vis(amin(tmp_path, sak=SAK + samtykker))
        assert "Samtykke     PPT og BUP (til 19. juni 2026). Unntak: Ingenting om økonomi.\n" in svar.ut
        assert not {"barnevern", "politi"} & set(svar.ut.split())
        ingen = vis(amin(tmp_path, sak=SAK))
        assert "Samtykke     Ingen gjelder nå. Drøft anonymt med tjenester utenfor skolen.\n" in ingen.ut


KANARI = "Kanarinavn"
FRI_TEKST = f"{KANARI} gikk."
HEMMELIG = {
    "sak": f"""\
kode: 7B-04
foresatte: [{{navn: {KANARI} Mor, relasjon: mor til {KANARI}, telefon: "{KANARI}"}}]
status: aktiv
ansvarlig: {KANARI} A
koordinator: {KANARI} B
bekymringer: [{{dato: 2025-09-01, meldt_av: {KANARI}, tegn: "{FRI_TEKST}"}}]
nettverk: [{{navn: {KANARI}, rolle: "{KANARI}", instans: "{KANARI}"}}]
samtykker: [{{dato: 2025-09-02, tjenester: [ppt, "{KANARI}"], unntak: "{FRI_TEKST}", gitt_av: [{KANARI}],
  innhentet_av: {KANARI}, utløper: 2025-11-26}}]
henvisninger: [{{dato: 2025-09-03, til: "{KANARI}", gjelder: ["{FRI_TEKST}"]}}]
""",
    "kontakt": f"""\
kontakt:
  - {{dato: 2025-11-17, type: hjem, måte: telefon, med: [{KANARI}, "{KANARI} og mor"], av: {KANARI}, bekymring: ja,
      referat: "{FRI_TEKST}", avtalt: [{{hva: "{FRI_TEKST}", ansvar: {KANARI}, frist: 2025-11-24}},
      {{hva: "{FRI_TEKST}", ansvar: "{KANARI}/far", frist: 2025-11-18}}]}}
""",
    "tiltaksplan": f"""\
periode: {{fra: 2025-11-10, til: 2025-11-28}}
kontaktperson: {KANARI}
deltakere: [{{navn: {KANARI}, rolle: "{KANARI}"}}]
elevens_stemme: "{FRI_TEKST}"
mål: {{langsiktige: ["{FRI_TEKST}"]}}
delmål: [{{id: "{KANARI}", mål: "{FRI_TEKST}", innen: 2025-11-25}}]
møteplan: [{{dato: 2025-11-26, sted: "{KANARI}", med: ["{KANARI}"]}}]
trinn: [{{trinn: 1, fra: 2025-11-10, innhold: "{FRI_TEKST}", støtte: {KANARI}}}]
tiltak: [{{id: "{KANARI}2", tiltak: "{FRI_TEKST}", delmål: "{KANARI}", frist: 2025-11-24}}]
plan_b: {{hvis: "{FRI_TEKST}", hva: "{FRI_TEKST}", ansvar: {KANARI}}}
evaluering: {{dato: 2025-11-27, sted: "{KANARI}", innkalles_av: {KANARI}}}
""",
    "evaluering": f"""\
evalueringer:
  - {{dato: 2025-11-20, delmål: [{{id: "{KANARI}", nådd: ja, kommentar: "{FRI_TEKST}"}}],
      nye_tiltak: ["{FRI_TEKST}"], elevens_stemme: "{FRI_TEKST}",
      videre: [{{hva: "{FRI_TEKST}", ansvar: {KANARI}, frist: 2025-11-24}}]}}
""",
}


class TestPrivacy:
    MELDING = 'meldinger: [{dato: 2025-10-01, til: HEMMELIG, grunnlag: {fraværsmønster: "HEMMELIG"}}]\n'

    def hemmelig(self, mappe: Path) -> Path:
        mappe = klasse(mappe, {KANARI.lower(): elev(f"{KANARI} Yusuf", **HEMMELIG)}, laerer=f"{KANARI} L")
        skole = mappe.parent / "skole.yaml"
        skole.write_text(skole.read_text("utf-8").replace("Ada Moe", f"{KANARI} R"), "utf-8")
        return mappe / KANARI.lower()

    @pytest.mark.parametrize("rutine", ["gran", "alvoen", "oslo", "faerder", "udir"])
    @pytest.mark.parametrize("dato", ["2025-11-07", "2025-11-17", "2025-11-21", "2025-12-19"])
    def test_nobody_is_named_and_no_free_text_shown(self, tmp_path: Path, rutine: str, dato: str) -> None:
        """Every text of the files holds a name; without --anonym they are shown, with it none of them is."""
        mappe = self.hemmelig(tmp_path)
        assert KANARI in vis(mappe, "--rutine", rutine, dato=dato).ut
        svar = vis(mappe, "--anonym", "--rutine", rutine, dato=dato, bredde=400)
        assert svar.ut.startswith("7B-04 · 7B · aktiv\n")
        assert KANARI.casefold() not in svar.alt.casefold()

    def test_neither_where_the_files_have_errors_nor_where_it_is_no_case(self, tmp_path: Path) -> None:
        mappe = self.hemmelig(tmp_path)
        skriv(mappe, {"ukeplan.yaml": f"{KANARI}: x\n"})
        svar = vis(mappe, "--anonym")
        assert (svar.kode, "Filene har feil" in svar.ut) == (2, True)
        assert KANARI.casefold() not in svar.alt.casefold()
        klassen = kall("status", "klasse7b", "--anonym", cwd=tmp_path)
        assert (klassen.kode, KANARI.casefold() in klassen.alt.casefold()) == (2, False)

    def test_people_are_called_by_their_roles(self) -> None:
        svar = vis(EKSEMPLER / "klasse5a/amin", "--anonym", dato="2025-10-31")
        assert "Ansvarlig    sosiallærer, som også er koordinator" in svar.ut
        assert "T6   virker  kontaktlærer og far · frist 13. okt." in svar.ut
        assert "T8   virker  miljøarbeider · frist 13. okt." in svar.ut

    def test_reports_to_barnevernet_are_never_shown(self, tmp_path: Path) -> None:
        mer = self.MELDING + "henvisninger: [{dato: 2025-10-02, til: barneverntjenesten, status: sendt}]\n"
        svar = vis(amin(tmp_path, sak=SAK + mer))
        assert svar.kode == 0
        assert not re.search("HEMMELIG|barnevern", svar.alt)

    def test_addresses_and_telephones_are_not_shown(self, tmp_path: Path) -> None:
        assert not re.search("900 00 001|Skjulveien", vis(amin(tmp_path)).alt)

    def test_identity_numbers_are_masked_and_nothing_steers_the_terminal(self, tmp_path: Path) -> None:
        plan = 'periode: {fra: 2025-11-17}\nelevens_stemme: "Jeg er 01010112345\\u202e\\nher"\n'
        svar = vis(amin(tmp_path, tiltaksplan=plan))
        assert "«Jeg er •••••••••••� her»" in svar.ut


class TestWhatItWasAskedFor:
    def test_a_class_names_some_of_its_cases(self) -> None:
        svar = kall("status", "klasse7b", cwd=EKSEMPLER)
        assert (svar.kode, svar.ut) == (2, "")
        assert svar.feil == (
            "Feil: «fravaer status» viser én sak om gangen, og «klasse7b» har 24 saker: klasse7b/7b-01, "
            "klasse7b/7b-02, klasse7b/7b-03 og 21 til.\nSkriv for eksempel: fravaer status klasse7b/7b-01\n"
        )

    @pytest.mark.parametrize("sti", [".", "skole.yaml"])
    def test_the_school_too(self, sti: str) -> None:
        svar = kall("status", sti, cwd=EKSEMPLER)
        assert (svar.kode, "fravaer status klasse4a/tonje\n" in svar.feil) == (2, True)

    def test_a_folder_without_cases(self, tmp_path: Path) -> None:
        skriv(tmp_path, {"fravaer.yaml": "fravær: []\n"})
        svar = kall("status", ".", cwd=tmp_path)
        assert (svar.kode, "mangler sak.yaml" in svar.feil) == (2, True)

    def test_no_such_folder_and_no_such_routine(self) -> None:
        assert kall("status", "finnes-ikke", cwd=EKSEMPLER).kode == 2
        svar = kall("status", "klasse5a/amin", "--rutine", "grann", cwd=EKSEMPLER)
        assert (svar.kode, "gran" in svar.feil) == (2, True)

    def test_a_file_in_the_folder_and_the_synonym(self) -> None:
        svar = kall("vis", "klasse5a/amin/sak.yaml", "--dato", "2025-10-31", cwd=EKSEMPLER)
        assert (svar.kode, svar.ut.startswith("Amin Yusuf · 5A · aktiv")) == (0, True)

    def test_a_case_outside_any_school(self, tmp_path: Path) -> None:
        mappe = skriv(tmp_path / "amin", elev("Amin Yusuf", "dato: 2025-11-19, type: dag"))
        svar = vis(mappe)
        assert (svar.kode, svar.feil) == (0, "")
        assert "Udokumentert fravær onsdag 19. november" in svar.ut

    def test_broken_files_show_what_could_be_read(self, tmp_path: Path) -> None:
        mappe = amin(tmp_path, "dato: 2025-11-19, type: dag", tiltaksplan="periode: {fra: i går\n")
        svar = vis(mappe)
        assert svar.kode == 2
        assert "! Filene har feil, så bildet kan være ufullstendig." in svar.ut
        assert re.sub(r"\s+", "", f"fravaer validate {mappe}") in re.sub(r"\s+", "", svar.ut)
        assert "Udokumentert fravær onsdag 19. november" in svar.ut

    def test_an_unreadable_case_file(self, tmp_path: Path) -> None:
        svar = vis(skriv(amin(tmp_path), {"sak.yaml": "elev: [\n"}))
        assert (svar.kode, svar.ut.startswith("klasse7b/amin · 7B")) == (2, True)


def test_colour_is_an_addition(tmp_path: Path) -> None:
    """Without it the same characters stand there."""
    mappe = kopi(tmp_path, "klasse8a") / "klasse8a" / "jens"
    uten, med = vis(mappe, dato="2026-05-07"), vis(mappe, "--farge", "alltid", dato="2026-05-07")
    assert "\x1b[" in med.ut
    assert [linje.rstrip() for linje in re.sub("\x1b\\[[0-9;]*m", "", med.ut).splitlines()] == uten.ut.splitlines()
    assert "dag-udokumentert" in STYLES


def test_the_readme_shows_what_comes() -> None:
    readme = (ROT / "README.md").read_text("utf-8")
    (bilde,) = re.findall(r"^```text\n(Fravær\n.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert "fravaer status sample-cases/klasse4a/tonje --dato 2025-09-25" in readme
    assert bilde in kall("status", "sample-cases/klasse4a/tonje", "--dato", "2025-09-25", cwd=ROT).ut
