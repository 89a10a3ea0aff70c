"""The consent form: what is ticked, who signs, what runs out."""

from __future__ import annotations

from pathlib import Path

import pytest

from fravaer_cli.documents.production import Format
from tests.documents.hjelp import ALLE, EKSEMPLER, flat, html_leser, lag, tekst

SAK = """\
elev: {navn: Ada Lovland, fødselsdato: 2010-11-01}
foresatte:
  - {navn: Mona Lovland, relasjon: mor, foreldreansvar: ja}
  - {navn: Per Lovland, relasjon: far, foreldreansvar: nei}
samtykker:
  - {dato: 2025-09-24, tjenester: [ppt, nattklinikken], gjelder: [utveksling], gitt_av: [Mona Lovland],
     unntak: Ingenting om økonomi., innhentet_av: Kari Lie, sted: Gran, utløper: 2025-12-01, trukket: 2025-11-20}
"""


def side(mappe: Path, dato: str, sak: str = SAK) -> str:
    mappe.mkdir(parents=True, exist_ok=True)
    (mappe / "sak.yaml").write_text(sak, "utf-8")
    return tekst(Format.HTML, lag("samtykke", mappe, dato, (Format.HTML,)).filer[Format.HTML])


def test_what_was_consented_to_is_ticked(tmp_path: Path) -> None:
    text = flat(side(tmp_path / "k" / "a", "2025-10-01"))
    assert flat("☒ PP-tjenesten (PPT)") in text
    assert flat("☐ BUP") in text
    assert flat("☒ Andre: Nattklinikken") in text
    assert flat("Ingenting om økonomi.") in text
    assert flat("24. september – 1. desember 2025") in text
    assert flat("Kari Lie, Gran") in text
    assert flat("Mona Lovland Mor 24. september 2025 Signert") in text
    assert "Per" not in text, "only those with parental responsibility consent"


@pytest.mark.parametrize("dato", ["2025-09-23", "2025-11-20", "2025-12-02"])
def test_one_that_is_withdrawn_run_out_or_to_come_is_not_ticked(tmp_path: Path, dato: str) -> None:
    assert "☒" not in side(tmp_path / "k" / "a", dato)


def test_from_fifteen_the_pupil_signs(tmp_path: Path) -> None:
    before, after = (side(tmp_path / "k" / d, d) for d in ("2025-10-31", "2025-11-01"))
    assert "opplæringslova §\u00a010-2" in before
    assert flat("Ada Lovland Elev") not in flat(before)
    assert "opplæringslova §\u00a024-5" in after
    assert flat("Ada Lovland Elev") in flat(after)


@pytest.mark.parametrize("navn", sorted(p.parent.name for p in EKSEMPLER.glob("klasse[4568]*/*/tiltaksplan.yaml")))
def test_the_samples_in_every_format(navn: str) -> None:
    (mappe,) = EKSEMPLER.glob(f"*/{navn}")
    for tom in (False, True):
        made = lag("samtykke", mappe, "2026-04-20", tom=tom)
        assert set(made.filer) == set(ALLE)
        assert "None" not in tekst(Format.DOCX, made.filer[Format.DOCX])
        assert [t for t, _ in html_leser(made.filer[Format.HTML]).tags].count("h1") == 1
