"""The pages as they are printed: Word's through LibreOffice, the PDF as it is.

What they look like is for people to see; that no page is empty, that all are A4 and that the numbers are right is not.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from fravaer_cli.documents.basis import KanIkkeLages
from fravaer_cli.documents.catalogue import KATALOG
from fravaer_cli.documents.production import Format
from tests.documents.hjelp import EKSEMPLER, lag

pytestmark = [
    pytest.mark.treg,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")), reason="trenger LibreOffice og poppler"
    ),
]
SAKER = sorted(p.parent.relative_to(EKSEMPLER).as_posix() for p in EKSEMPLER.glob("*/*/evaluering.yaml"))
LANG = "Eleven, foreldrene og skolen har laget planen sammen, og en fast voksen møter eleven i porten. " * 6


def _sider(pdf: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True)
    return done.stdout.decode("utf-8").rstrip("\f").split("\f")


def _kontroller(pdf: Path) -> None:
    info = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True).stdout.decode("utf-8")
    assert "(A4)" in info
    pages = _sider(pdf)
    for number, text in enumerate(pages, 1):
        assert re.search(rf"Side {number} av {len(pages)}\b", text), (pdf.name, number)
        lines = [line for line in text.splitlines() if line.strip()]
        assert len(lines) >= 5, (pdf.name, number, "an empty page, or one with a single line")
        alone = next((i for i, line in enumerate(lines) if line.strip() in ("Underskrift", "Underskrifter")), None)
        assert alone is None or alone >= 4, (pdf.name, number, "signatures with nothing that they stand under")


def _lag_alle(til: Path) -> None:
    plan = "periode: {fra: 2025-09-29, til: 2025-10-17}\ntiltak:\n" + "".join(
        f"  - {{id: T{i}, utfordring: '{LANG[:200]}', tiltak: '{LANG[:600]}', ansvar: Nora Berg}}\n" for i in range(12)
    )
    for navn, innhold in (("lang", plan), ("kort", "periode: {fra: 2025-09-29}\n")):
        mappe = til / "k" / navn
        mappe.mkdir(parents=True)
        (mappe / "sak.yaml").write_text("elev: {navn: Ada}\n", "utf-8")
        (mappe / "tiltaksplan.yaml").write_text(plan if navn == "lang" else innhold, "utf-8")
    mapper = [EKSEMPLER / s for s in SAKER] + [til / "k" / "lang", til / "k" / "kort"]
    for dokument in KATALOG:
        for mappe in mapper:
            for tom in (False, True) if mappe == mapper[0] and dokument.kan_vaere_tom else (False,):
                try:
                    made = lag(dokument.navn, mappe, "2026-06-10", (Format.DOCX, Format.PDF), tom=tom)
                except KanIkkeLages:
                    continue
                for format_, data in made.filer.items():
                    (til / f"{made.stamme}-{mappe.name}.{format_}").write_bytes(data)


def test_no_page_is_empty_and_all_are_numbered(tmp_path: Path) -> None:
    _lag_alle(tmp_path)
    words = sorted(tmp_path.glob("*.docx"))
    assert len(words) == len(sorted(tmp_path.glob("*.pdf"))) >= 3 * 7
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "lo"), *map(str, words)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for pdf in [*tmp_path.glob("*.pdf"), *(tmp_path / "lo").glob("*.pdf")]:
        _kontroller(pdf)
    assert len(list((tmp_path / "lo").glob("*.pdf"))) == len(words), "each opens without repair"
