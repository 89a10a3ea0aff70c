"""What `fravaer status` shows, character by character. `pytest --oppdater-fasit` writes `fasit-status/` anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.case_status import case_status
from fravaer_cli.check import Question
from fravaer_cli.cli.terminal import STYLES
from fravaer_cli.files.workspace import find
from fravaer_cli.output.lines import columns
from fravaer_cli.output.status import render
from tests.cli.hjelp import EKSEMPLER, kall

FASIT = Path(__file__).parent / "fasit-status"
VISNINGER: dict[str, tuple[str, str, int, tuple[str, ...]]] = {
    "amin-80": ("klasse5a/amin", "2025-10-31", 80, ()),
    "tonje-80": ("klasse4a/tonje", "2025-09-25", 80, ()),
    "jens-80": ("klasse8a/jens", "2026-05-07", 80, ()),
    "jens-60": ("klasse8a/jens", "2026-05-07", 60, ()),
    "jens-160": ("klasse8a/jens", "2026-06-05", 160, ()),
    "jens-anonym": ("klasse8a/jens", "2026-05-07", 80, ("--anonym",)),
}
SAKER = {
    "klasse5a/amin": ("2025-08-20", "2025-09-19", "2025-10-31", "2026-03-06"),
    "klasse6a/celine": ("2025-10-10", "2025-11-21"),
    "klasse4a/tonje": ("2025-09-12", "2025-09-24", "2025-11-21"),
    "klasse8a/jens": ("2025-11-21", "2026-03-13", "2026-05-08", "2026-07-02"),
    "klasse5b/stine": ("2025-11-28", "2025-12-19"),
}


@pytest.mark.parametrize("navn", VISNINGER)
def test_status_shows_what_it_has_shown(navn: str, oppdater: bool) -> None:
    sak, dato, bredde, ord_ = VISNINGER[navn]
    svar = kall("status", sak, "--dato", dato, *ord_, cwd=EKSEMPLER, bredde=bredde)
    assert (svar.kode, svar.feil) == (0, "")
    fasit = FASIT / f"{navn}.txt"
    if oppdater:
        FASIT.mkdir(exist_ok=True)
        fasit.write_bytes(svar.ut.encode())
    assert fasit.exists(), "fasiten mangler: kjør pytest --oppdater-fasit, og les den"
    assert svar.ut == fasit.read_bytes().decode()


def test_every_expected_file_is_used() -> None:
    assert {p.stem for p in FASIT.iterdir()} == set(VISNINGER)


@pytest.mark.parametrize(("sak", "dato"), [(sak, dato) for sak, datoer in SAKER.items() for dato in datoer])
def test_it_fits_every_width_in_every_routine(sak: str, dato: str) -> None:
    """And every style it uses has a colour."""
    for rutine in ("gran", "alvoen", "oslo", "faerder", "udir"):
        spurt = Question("uke", date.fromisoformat(dato), date(2026, 7, 3), rutine)
        for anonym in (False, True):
            status = case_status(find(str(EKSEMPLER / sak)), spurt, sak, anonym=anonym)
            for bredde in (40, 60, 80, 100, 139, 140, 160):
                linjer = render(status, bredde)
                brede = [t for linje in linjer if columns(t := "".join(t for t, _ in linje).rstrip()) > bredde]
                assert brede == [], (rutine, bredde)
                assert {stil for linje in linjer for _, stil in linje if stil} <= set(STYLES)
