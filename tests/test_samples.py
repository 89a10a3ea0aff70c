"""The sample school is sound, is what its readme and README.md say, and shows what the program can do."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.check import CheckResult, Question, check
from fravaer_cli.files.workspace import find
from tests.cli.hjelp import EKSEMPLER, FREDAG, ROT, alle_filer, sjekk

DE_FEM = {"klasse4a/tonje", "klasse5a/amin", "klasse5b/stine", "klasse6a/celine", "klasse8a/jens"}
ALLTID = ("sak", "fravaer", "kontakt", "kartlegging", "tiltaksplan", "evaluering")
FREDAGEN = date.fromisoformat(FREDAG)


def resultat(sti: Path, dag: date = FREDAGEN, sjekken: str = "uke") -> CheckResult:
    """The check as it would be had it run after the school year, so that nothing lies ahead in time."""
    return check(find(str(sti)), Question(sjekken, dag, now=date(2026, 7, 1)))


@pytest.mark.parametrize("dag", [FREDAGEN, date(2025, 9, 19), date(2026, 1, 16), date(2026, 6, 19)])
def test_there_are_no_errors_and_no_warnings_in_the_files(dag: date) -> None:
    assert [f"{d.place.file}: {d.code} {d.message}" for d in resultat(EKSEMPLER, dag).file_diagnostics] == []


def test_nothing_is_worth_a_notice_on_the_friday_of_the_examples() -> None:
    """No class has an empty log but those that have not begun theirs or are done (the date decides, not the files)."""
    assert [d.place.file for d in resultat(EKSEMPLER / "klasse7b").diagnostics] == []


def test_klasse7b_has_24_pupils_with_names_and_codes() -> None:
    mapper = sorted(p.parent.name for p in (EKSEMPLER / "klasse7b").glob("*/sak.yaml"))
    assert mapper == [f"7b-{n:02}" for n in range(1, 25)]
    saker = resultat(EKSEMPLER / "klasse7b").saker
    assert len({s.elev for s in saker}) == len({s.kode for s in saker}) == 24
    assert {s.kode for s in saker} == {m.upper() for m in mapper}


def test_the_five_worked_cases_have_every_kind_of_file() -> None:
    andre = {p.parent.relative_to(EKSEMPLER).as_posix() for p in EKSEMPLER.glob("*/*/sak.yaml")}
    assert {s for s in andre if not s.startswith("klasse7b/")} == DE_FEM
    for sak in DE_FEM:
        assert [k for k in ALLTID if not (EKSEMPLER / sak / f"{k}.yaml").is_file()] == [], sak
    assert list(EKSEMPLER.glob("*/*/ukeplan.yaml"))
    assert list(EKSEMPLER.glob("*/*/tiltaksplan-2.yaml"))


def test_the_friday_view_is_what_the_readme_says() -> None:
    readme = (ROT / "README.md").read_text("utf-8")
    ut = sjekk("sample-cases/klasse7b").ut
    (bilde,) = re.findall(r"^```text\n(Liva Ekern.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert ut.split("\n\n")[1] + "\n" == bilde
    assert "24 saker kontrollert" in ut


def test_the_friday_view_shows_something_of_everything() -> None:
    """A class as it is: most pupils need nothing, the others differ, and what is most urgent stands first."""
    saker = [s for s in resultat(EKSEMPLER / "klasse7b").saker if s.funn]
    assert 3 <= len(saker) <= 8
    funn = [f for s in saker for f in s.funn]
    assert {f.status.value for f in funn} == {"forfalt", "åpen"}
    assert len({f.regel for f in funn}) >= 5
    ut = sjekk("sample-cases/klasse7b").ut
    assert ut.index("FORFALT") < ut.index("ÅPEN")
    assert all(tegn in ut for tegn in ("■ ", "□ ", "t time", "s kom", "g gikk", "✓ ", "→ ", "°"))


def test_what_the_samples_own_readme_says() -> None:
    tekst = (EKSEMPLER / "LESMEG.md").read_text("utf-8")
    for sak in DE_FEM:
        assert f"`{sak}`" in tekst
    assert "24 elever" in tekst
    assert f"fravaer check klasse7b --dato {FREDAG}" in tekst
    assert sjekk("klasse7b", cwd=EKSEMPLER).kode == 1
    assert sjekk(".", cwd=EKSEMPLER).kode == 1
    jens = next(s for s in resultat(EKSEMPLER).saker if s.sak == "klasse8a/jens")
    assert jens.funn, "«Da kan du se hva rutinen ville ha sagt om Jens i november»"


def test_a_sibling_is_in_7b() -> None:
    tekst = (EKSEMPLER / "klasse8a" / "jens" / "sak.yaml").read_text("utf-8")
    assert "../../klasse7b/7b-" in tekst


@pytest.mark.parametrize("sjekken", ["dag", "uke", "måned", "semester"])
def test_every_check_works_on_every_school_day_of_the_year(sjekken: str) -> None:
    for maaned in ("2025-08-29", "2025-10-17", "2025-12-19", "2026-02-13", "2026-04-24", "2026-06-12"):
        svar = resultat(EKSEMPLER, date.fromisoformat(maaned), sjekken)
        assert len(svar.saker) == 29
        assert svar.errors == 0


def test_the_files_are_plain_text_without_anything_real() -> None:
    for navn, innhold in alle_filer(EKSEMPLER):
        tekst = innhold.decode("utf-8")
        assert "\r" not in tekst, navn
        assert "\t" not in tekst, navn
        assert tekst.endswith("\n"), navn
        assert not tekst.startswith("\ufeff"), navn
        assert re.findall(r"[\w.]+@(?!example\.org|[\w.-]*\.example\b|example\.com)[\w.-]+", tekst) == [], navn
        assert re.search(r"(?<!\d)\d{6} ?\d{5}(?!\d)", tekst) is None, navn
        telefoner = re.findall(r"telefon: ([\d ]+)", tekst)
        assert [t for t in telefoner if not re.match(r"900 00 \d{3}", t)] == [], navn
