"""docs/eksemplene.md: what the five worked cases of the sources give, day by day. Each row of the table is run."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.check import Question, check
from fravaer_cli.files.workspace import find

ROT = Path(__file__).parents[1]
LINJER = (ROT / "docs" / "eksemplene.md").read_text("utf-8").splitlines()
RADER = [[c.strip() for c in linje.strip("|").split("|")] for linje in LINJER if linje.startswith("| klasse")]


@pytest.mark.parametrize(("sak", "rutine", "dag", "funn", "trinn", "_kilden"), RADER, ids=lambda v: v[:40])
def test_each_day_of_the_stories(sak: str, rutine: str, dag: str, funn: str, trinn: str, _kilden: str) -> None:
    today = date.fromisoformat(dag)
    result = check(find(str(ROT / "sample-cases" / sak)), Question("uke", today, date(2026, 11, 21), rutine))
    (case,) = result.saker
    there = {f.regel: f.status.value for f in case.funn}
    for ventet in funn.split(", "):
        if ventet.startswith("ikke "):
            assert ventet.removeprefix("ikke ") not in there
        else:
            regel, status = ventet.split()
            assert there.get(regel) == status
    assert case.trapp is not None
    assert (case.trapp.trinn or "–") == trinn


def test_every_case_has_days_from_its_whole_story() -> None:
    days = {sak: [r[2] for r in RADER if r[0] == sak] for sak in {r[0] for r in RADER}}
    assert set(days) == {"klasse5a/amin", "klasse6a/celine", "klasse4a/tonje", "klasse8a/jens", "klasse5b/stine"}
    for of_one in days.values():
        assert len(of_one) >= 4
        assert of_one == sorted(of_one)


def test_every_rule_that_is_named_exists() -> None:
    from fravaer_cli.output.explanation import names  # noqa: PLC0415
    from fravaer_cli.rules.locate import PACK_FOLDER, shipped  # noqa: PLC0415
    from fravaer_cli.rules.pack_loader import load_pack  # noqa: PLC0415

    known = {n for p in shipped() for n in names(load_pack(PACK_FOLDER / f"{p}.yaml", ROT))}
    named = set(re.findall(r"\b(?:gran|oslo|felles)/[\wæøå-]+", "\n".join(r[3] for r in RADER)))
    assert named <= known
