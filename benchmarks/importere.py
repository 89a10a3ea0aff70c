"""Måler «fravaer import» på en hel skole: 600 elever og 30 000 rader, og skriver tid (også prosessortid) og minne.

    python benchmarks/importere.py
    python benchmarks/importere.py --elever 60 --rader 50

Hver måling er en hel kjøring i en egen prosess: først en ny CSV, så den samme en gang til (alt er uendret), så en der
halvparten er blitt dokumentert, og det hele som Excel. Ingen måling feiler: utgangskoden er alltid 0.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import lag_skole

ROT = Path(__file__).resolve().parent.parent
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from fravaer_cli.__main__ import main; main()"
HODE = ("Elev", "Klasse", "Dato", "Hele dagen", "Status", "Kommentar")
STATUSER = ("Sykdom", "Permisjon", "Dokumentert", "Udokumentert", "Ubehandlet")


def rader(skole: Path, dager: int, *, dokumentert: bool) -> Iterator[tuple[str, ...]]:
    """Én rad for hver fraværsdag, fordelt over skoleåret til i dag i skolen som er laget."""
    for mappe in sorted(p.parent for p in skole.rglob("sak.yaml")):
        r = random.Random(mappe.name)
        klasse = mappe.parent.name.removeprefix("klasse").upper()
        for dag in sorted(r.sample(lag_skole.DAGER, min(dager, len(lag_skole.DAGER)))):
            status = r.choice(STATUSER)
            if dokumentert and r.random() < 0.5:
                status = "Dokumentert"
            yield (mappe.name, klasse, f"{dag:%d.%m.%Y}", "Ja", status, "Meldt av foresatt")


def skriv_csv(fil: Path, alle: list[tuple[str, ...]]) -> None:
    linjer = [";".join(("Elevnummer", *HODE[1:])), *(";".join(rad) for rad in alle)]
    fil.write_bytes("\r\n".join(linjer).encode("cp1252"))


def skriv_xlsx(fil: Path, alle: list[tuple[str, ...]]) -> bool:
    try:
        import openpyxl  # noqa: PLC0415
    except ImportError:
        return False
    bok = openpyxl.Workbook(write_only=True)
    ark = bok.create_sheet("Fravær")
    ark.append(("Elevnummer", *HODE[1:]))
    for rad in alle:
        ark.append(rad)
    bok.save(fil)
    return True


def maal(navn: str, fil: Path, skole: Path, *ord_: str) -> None:
    """Kjør én import, og skriv tid, det høyeste minnet og den siste linjen i rapporten."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as ut:
        prosess = subprocess.Popen(
            [sys.executable, "-c", START, str(ROT), "import", str(fil), str(skole), "--profil", "transponder", *ord_],
            stdout=ut,
            stderr=subprocess.STDOUT,
        )
        _, status, bruk = os.wait4(prosess.pid, 0)
        tid = time.perf_counter() - start
        ut.seek(0)
        siste = ut.read().decode().rstrip().splitlines()[-1]
    minne = bruk.ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)
    kode, kjerne = os.waitstatus_to_exitcode(status), bruk.ru_utime + bruk.ru_stime
    print(f"{navn:<28} {tid:5.1f} s ({kjerne:4.1f} s på kjernen)  {minne:4.0f} MB  kode {kode}  {siste[:60]}")


def main() -> None:
    leser = argparse.ArgumentParser(description="Mål import av fravær for en hel skole.")
    leser.add_argument("--elever", type=int, default=600)
    leser.add_argument("--rader", type=int, default=50, help="rader for hver elev")
    valg = leser.parse_args()
    with tempfile.TemporaryDirectory() as midlertidig:
        mappe = Path(midlertidig)
        lag_skole.lag(mappe / "skole", valg.elever)
        for logg in (mappe / "skole").rglob("fravaer.yaml"):
            logg.write_text("fravær: []\n", "utf-8")
        foer = list(rader(mappe / "skole", valg.rader, dokumentert=False))
        etter = list(rader(mappe / "skole", valg.rader, dokumentert=True))
        print(f"{valg.elever} elever, {len(foer)} rader, {os.cpu_count()} kjerner")
        skriv_csv(mappe / "a.csv", foer)
        skriv_csv(mappe / "b.csv", etter)
        shutil.copytree(mappe / "skole", mappe / "skole2")
        maal("CSV, alt er nytt", mappe / "a.csv", mappe / "skole")
        maal("CSV, en gang til", mappe / "a.csv", mappe / "skole")
        maal("CSV, halvparten dokumentert", mappe / "b.csv", mappe / "skole")
        if skriv_xlsx(mappe / "a.xlsx", foer):
            maal("Excel, alt er nytt", mappe / "a.xlsx", mappe / "skole2")


if __name__ == "__main__":
    main()
