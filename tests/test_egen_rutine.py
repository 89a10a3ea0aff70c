"""docs/egen-rutine.md: the routine that the guide writes can be loaded, explained and followed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.casework.evidence import CASE_EVIDENCE
from fravaer_cli.casework.fulfilment import FULFILMENTS
from fravaer_cli.check import CheckResult, Question, check
from fravaer_cli.files.workspace import find
from fravaer_cli.rules.pack_checks import NEEDS
from fravaer_cli.rules.pack_loader import load_pack

GUIDE = (Path(__file__).parents[1] / "docs" / "egen-rutine.md").read_text("utf-8")
BLOKKER = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
NORDVIK = next(b for b in BLOKKER if b.startswith("# rutiner/nordvik.yaml"))


@pytest.fixture
def skole(tmp_path: Path) -> Path:
    (tmp_path / "rutiner").mkdir()
    (tmp_path / "rutiner" / "nordvik.yaml").write_text(NORDVIK, "utf-8")
    (tmp_path / "rutiner" / "lia.yaml").write_text(BLOKKER[0], "utf-8")
    (tmp_path / "skole.yaml").write_text(BLOKKER[1], "utf-8")
    return tmp_path


def sjekk(skole: Path, dag: str, **filer: str) -> CheckResult:
    mappe = skole / "7b" / "elev"
    mappe.mkdir(parents=True)
    for navn, tekst in ({"sak": "elev: {navn: Elev}\n"} | filer).items():
        (mappe / f"{navn}.yaml").write_text(tekst, "utf-8")
    return check(find(str(skole)), Question("uke", date.fromisoformat(dag), date(2026, 6, 1)))


def test_both_routines_of_the_guide_are_right(skole: Path) -> None:
    for navn in ("nordvik", "lia"):
        rutine = load_pack(skole / "rutiner" / f"{navn}.yaml", skole)
        assert rutine.diagnostics == ()
    assert [t.id for t in load_pack(skole / "rutiner" / "nordvik.yaml", skole).trapp][1] == "møte"
    lia = {r.id: r for r in load_pack(skole / "rutiner" / "lia.yaml", skole).regler}
    assert "lia/dager-8" not in lia
    assert lia["lia/forsentkomming"].params.minst == 4


def test_the_routine_is_followed(skole: Path) -> None:
    kontakt = "kontakt:\n  - {dato: 2025-10-10, type: hjem, måte: telefon, bekymring: ja}\n"
    result = sjekk(skole, "2025-10-31", kontakt=kontakt)
    (case,) = result.saker
    assert result.rutine.id == "nordvik"
    assert case.trapp is not None
    assert (case.trapp.trinn, case.trapp.nr) == ("samtale", 1)
    assert [(f.regel, f.status.value, f.oppfoelging[0].frist) for f in case.funn] == [
        ("nordvik/frist-møte", "forfalt", date(2025, 10, 24))
    ]


def test_the_guide_knows_all_words_and_kinds() -> None:
    for word in (*FULFILMENTS, *CASE_EVIDENCE):
        assert f"`{word}`" in GUIDE or f"`{{kontakt: {word}}}`" in GUIDE, word
    assert set(re.findall(r"^\| `([a-zæøå]+)` \| [a-zæøå ]", GUIDE, re.MULTILINE)) >= set(NEEDS) - {"felles"}
