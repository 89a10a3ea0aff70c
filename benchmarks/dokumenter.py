"""Måler hva dokumentene koster utover det verktøyene koster alene: pandoc for Word, pandoc og Typst for PDF.

    python benchmarks/dokumenter.py [--runder 9]

Planen til Jens i eksempelskolen, i samme prosess og på tur: verktøyene alene på den ferdige HTML-en, og hele veien fra
filene er lest. Så en hel kjøring av programmet.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from fravaer_cli.documents import batch, jinja, pandoc, pdf
from fravaer_cli.documents.catalogue import find
from fravaer_cli.documents.law import lov
from fravaer_cli.documents.look import ramme
from fravaer_cli.documents.mark import place
from fravaer_cli.documents.orders import orders, sted
from fravaer_cli.documents.production import Format, produce
from fravaer_cli.resources import folder

ROT = Path(__file__).resolve().parents[1]
SAK = ROT / "sample-cases" / "klasse8a" / "jens"
DATO = date(2026, 4, 7)


def main() -> None:
    """Mål, og skriv forholdene."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("--runder", type=int, default=9)
    runder = valg.parse_args().runder
    dokument = find("tiltaksplan")
    assert dokument is not None
    (ordre,) = orders(sted(str(SAK)), dokument, DATO, DATO, tom=False)
    grunnlag = ordre.grunnlag
    data = dokument.innhold(grunnlag, utkast=False).data
    html = jinja.render("tiltaksplan.html", {**data, "utkast": False, "lov": lov()}, None)
    frame = ramme(dokument, grunnlag)
    reference = folder("templates") / "reference.docx"
    typst = pandoc.to_typst(html)
    maalt = _paa_tur(
        {
            "pandoc → docx": lambda: pandoc.to_docx(html, reference),
            "pandoc → typst": lambda: pandoc.to_typst(html),
            "typst → pdf": lambda: pdf.compile_pdf(typst, frame, place(typst)),
            "docx": lambda: produce(dokument, grunnlag, (Format.DOCX,)),
            "docx og pdf": lambda: produce(dokument, grunnlag, (Format.DOCX, Format.PDF)),
        },
        runder,
    )
    bare = maalt["pandoc → docx"]
    begge = bare + maalt["pandoc → typst"] + maalt["typst → pdf"]
    for navn, tid in maalt.items():
        print(f"{navn:<16}{tid * 1000:6.0f} ms")
    _vis("docx mot pandoc alene", maalt["docx"] / bare)
    _vis("docx og pdf mot verktøyene etter hverandre", maalt["docx og pdf"] / begge)
    _klasse(max(3, runder // 3))
    print(f"hele kjøringen, docx: {_kjoring(runder) * 1000:.0f} ms (mål: høyst 600)")


def _klasse(runder: int) -> None:
    """Planene til en klasse på 24 i begge formater: på alle kjerner mot én etter en."""
    dokument = find("tiltaksplan")
    assert dokument is not None
    with tempfile.TemporaryDirectory() as mappe:
        skole = Path(mappe) / "skole"
        shutil.copytree(ROT / "sample-cases", skole)
        for nr in range(24):
            elev = skole / "klasse8x" / f"elev{nr:02}"
            shutil.copytree(SAK, elev)
            sak = (elev / "sak.yaml").read_text("utf-8")
            (elev / "sak.yaml").write_text(sak.replace("navn: Jens", f"navn: Jens {nr}", 1), "utf-8")
        ordrer = list(orders(sted(str(skole / "klasse8x")), dokument, DATO, date(2027, 1, 1), tom=False))
        assert len(ordrer) == 24

        def samlet() -> None:
            shutil.rmtree(skole / "ut", ignore_errors=True)
            laget = list(batch.run(dokument, ordrer, batch.Valg(("docx", "pdf"), ut=skole / "ut")))
            assert all(len(u.filer) == 2 for u in laget), [f.message for u in laget for f in u.feil]

        def hver_for_seg() -> None:
            for ordre in ordrer:
                produce(dokument, ordre.grunnlag, (Format.DOCX, Format.PDF))

        maalt = _paa_tur({"samlet": samlet, "hver for seg": hver_for_seg}, runder)
    print(f"24 planer, docx og pdf: {maalt['samlet']:.1f} s".replace(".", ","))
    print(f"samlet mot én etter en: {maalt['samlet'] / maalt['hver for seg']:.2f} ×".replace(".", ","))


def _vis(hva: str, forhold: float) -> None:
    print(f"{hva}: {forhold:.2f} × (mål: høyst 1,50)".replace(".", ","))


def _paa_tur(deler: dict[str, Callable[[], object]], runder: int) -> dict[str, float]:
    tider: dict[str, list[float]] = {navn: [] for navn in deler}
    for runde in range(runder + 1):  # den første varmer opp
        for navn, del_ in deler.items():
            start = time.perf_counter()
            del_()
            if runde:
                tider[navn].append(time.perf_counter() - start)
    return {navn: statistics.median(t) for navn, t in tider.items()}


def _kjoring(runder: int) -> float:
    tider = []
    for _ in range(runder):
        with tempfile.TemporaryDirectory() as ut:
            valg = ["tiltaksplan", str(SAK), "--dato", str(DATO), "--ut", ut]
            kommando = [sys.executable, "-m", "fravaer_cli", "render", *valg]
            start = time.perf_counter()
            subprocess.run(kommando, check=True, capture_output=True)
            tider.append(time.perf_counter() - start)
    return statistics.median(tider)


if __name__ == "__main__":
    main()
