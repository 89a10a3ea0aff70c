"""Måler hele kjøringer av fravaer mot det man ellers ville brukt, og skriver forholdstall.

    python benchmarks/kjor.py                  # alt, omtrent to minutter
    python benchmarks/kjor.py --bare klasse    # eller oppstart, skole, minne
    python benchmarks/kjor.py --json

Programmene går på tur, runde for runde, på de samme filene. Et forholdstall er medianen av forholdet i hver runde, så
en travel maskin rammer begge likt. Ingen målinger feiler: utgangskoden er alltid 0. docs/ytelse.md sier hva tallene
betyr.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROT = Path(__file__).resolve().parent.parent
DATO = "2025-11-21"
STILLE = subprocess.DEVNULL
DELER = ("oppstart", "klasse", "skole", "minne")

NOEKLER = {
    "sak": "elev",
    "fravaer": "fravær",
    "kontakt": "kontakt",
    "tiltaksplan": "periode",
    "kartlegging": "samtaler",
    "evaluering": "evalueringer",
}
"""For hvert slag elevfil et felt som alle de genererte filene av slaget har, og ingen av de andre."""

FRAVAER = "from fravaer_cli.__main__ import main; main()"
CHECK_JSONSCHEMA = "from check_jsonschema import main; main()"
YAMLLINT = "from yamllint.cli import run; run()"
"""Det samme som de installerte kommandoene gjør; «python -m» tar noen millisekunder ekstra."""

HEI = """\
import typer

app = typer.Typer()


@app.command()
def main() -> None:
    print("Hei")


if __name__ == "__main__":
    app()
"""


@dataclass(frozen=True, slots=True)
class Program:
    """En kjøring som skal måles."""

    navn: str
    kommando: Sequence[str]
    mappe: Path
    miljoe: Mapping[str, str]
    koder: frozenset[int] = frozenset({0})


@dataclass(slots=True)
class Maal:
    """Et mål, og hvordan det gikk."""

    hva: str
    verdi: float
    grense: float
    enhet: str = "×"

    @property
    def nådd(self) -> bool:  # noqa: PLC2401 - står slik i JSON
        return self.verdi <= self.grense


@dataclass(slots=True)
class Resultat:
    """Alt som er målt: sekunder for hver runde, minne i MB, og målene.

    `prosessortid` er summen for alle prosessene i en kjøring; den tåler en travel maskin bedre enn klokken.
    """

    tider: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    prosessortid: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    minne: dict[str, dict[str, float]] = field(default_factory=dict)
    maal: list[Maal] = field(default_factory=list)
    merknader: list[str] = field(default_factory=list)

    def forhold(self, del_: str, a: str, b: str) -> float | None:
        """Hvor lang tid `a` bruker når `b` bruker 1, etter klokken."""
        return _forhold(self.tider.get(del_, {}), a, b)

    def krev(self, hva: str, verdi: float | None, grense: float, enhet: str = "×") -> None:
        if verdi is not None:
            self.maal.append(Maal(hva, verdi, grense, enhet))


def _forhold(tider: Mapping[str, Sequence[float]], a: str, b: str) -> float | None:
    if not tider.get(a) or not tider.get(b):
        return None
    return statistics.median(x / y for x, y in zip(tider[a], tider[b], strict=True))


class Benk:
    """Filene, miljøet og programmene."""

    def __init__(self, arbeid: Path, resultat: Resultat) -> None:
        self.arbeid, self.resultat = arbeid, resultat
        rent = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        # Alle programmene får ferdig bytekode, som etter en vanlig installasjon, og ingen skriver i kildemappen.
        self.miljoe = rent | {"PYTHONPYCACHEPREFIX": str(arbeid / "bytekode"), "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
        self.vaart = self.miljoe | {"PYTHONPATH": str(ROT)}
        self.klasse = self._lag("klasse", 28)
        (arbeid / "hei.py").write_text(HEI, encoding="utf-8")
        _skriv_json(arbeid / "samlet.json", samlet_skjema(utfoldet=False))
        _skriv_json(arbeid / "utfoldet.json", samlet_skjema(utfoldet=True))
        _skriv_json(arbeid / "tomt.json", {})

    def _lag(self, navn: str, elever: int) -> Path:
        mappe = self.arbeid / navn
        lager = [sys.executable, str(ROT / "benchmarks" / "lag_skole.py"), str(mappe), "--elever", str(elever)]
        subprocess.run(lager, check=True, stdout=subprocess.DEVNULL, env=self.miljoe)
        return mappe

    def skole(self) -> Path:
        """Skolen med 600 elever, laget første gang det spørres etter den."""
        mappe = self.arbeid / "skole"
        return mappe if mappe.exists() else self._lag("skole", 600)

    def program(self, navn: str, *kommando: str, mappe: Path | None = None) -> Program:
        """Et program i Python som ikke er vårt."""
        return Program(navn, [sys.executable, *kommando], mappe or self.arbeid, self.miljoe)

    def vaart_program(self, navn: str, *kommando: str, mappe: Path | None = None) -> Program:
        """Et program som trenger pakken vår; 1 er «noe krever tiltak»."""
        return Program(navn, [sys.executable, *kommando], mappe or self.arbeid, self.vaart, frozenset({0, 1}))

    def fravaer(self, mappe: Path) -> Program:
        return self.vaart_program("fravaer check", "-c", FRAVAER, "check", ".", "--dato", DATO, mappe=mappe)

    def fravaer_en_prosess(self, mappe: Path) -> Program:
        kode = f"import fravaer_cli.check as c; c.PROCESSES_FROM = 10**9; {FRAVAER}"
        return self.vaart_program("fravaer check, én prosess", "-c", kode, "check", ".", "--dato", DATO, mappe=mappe)

    def check_jsonschema(self, navn: str, mappe: Path, skjema: str, *valg: str) -> Program:
        """Én prosess over alle elevfilene; skole.yaml og klasse.yaml slipper den."""
        filer = sorted(f.relative_to(mappe).as_posix() for f in mappe.glob("*/*/*.yaml"))
        stier = ("--schemafile", str(self.arbeid / skjema), *filer)
        return self.program(navn, "-c", CHECK_JSONSCHEMA, *valg, *stier, mappe=mappe)

    def raskeste_jsonschema(self, mappe: Path) -> Program:
        """Det raskeste oppsettet vi har funnet: se docs/ytelse.md."""
        valg = ("--quiet", "--regex-variant", "python", "--validator-class", "jsonschema:Draft202012Validator")
        return self.check_jsonschema("check-jsonschema", mappe, "utfoldet.json", *valg)

    def maal(self, del_: str, programmer: Sequence[Program], runder: int) -> None:
        """Kjør programmene på tur. Den første runden varmer opp og teller ikke."""
        virker = [p for p in programmer if self._varm_opp(p)]
        tider: dict[str, list[float]] = {p.navn: [] for p in virker}
        prosessortid: dict[str, list[float]] = {p.navn: [] for p in virker}
        travel = 0.0
        for runde in range(runder):
            for p in virker if runde % 2 == 0 else reversed(virker):
                klokke, prosessor = _tid(p)
                tider[p.navn].append(klokke)
                prosessortid[p.navn].append(prosessor)
            travel = max(travel, _last())
        self.resultat.tider[del_] = tider
        if any(sum(t) for t in prosessortid.values()):
            self.resultat.prosessortid[del_] = prosessortid
        kjerner = os.cpu_count() or 1
        if travel > kjerner:
            hvor = f"last {_tall(travel, 1)} på {kjerner} kjerner"
            self.resultat.merknader.append(f"{del_}: andre brukte maskinen ({hvor}); se mest på prosessortiden")

    def _varm_opp(self, p: Program) -> bool:
        for modul in ("check_jsonschema", "yamllint"):
            if any(modul in ord_ for ord_ in p.kommando[1:3]) and importlib.util.find_spec(modul) is None:
                self.resultat.merknader.append(f"{p.navn}: ikke installert, ikke målt")
                return False
        gjort = subprocess.run(p.kommando, cwd=p.mappe, env=p.miljoe, capture_output=True, text=True, check=False)
        if gjort.returncode in p.koder:
            return True
        sagt = (gjort.stderr.strip() or gjort.stdout.strip()).splitlines()[-1:]
        merknad = f"{p.navn}: avsluttet med {gjort.returncode}, ikke målt {' '.join(sagt)[:120]}"
        self.resultat.merknader.append(merknad.rstrip())
        return False

    def proev_skjema(self) -> None:
        """Det samlede skjemaet skal slippe gjennom filene, men stanse en feil i hvert slag."""
        for slag in NOEKLER:
            fil = next(self.klasse.glob(f"*/*/{slag}.yaml"))
            feil = self.arbeid / "feil" / slag / "elev" / fil.name
            feil.parent.mkdir(parents=True)
            feil.write_text(fil.read_text("utf-8") + "ukjent_felt: 1\n", encoding="utf-8")
            kontroll = self.raskeste_jsonschema(self.klasse)
            kommando = [*kontroll.kommando[: kontroll.kommando.index("--schemafile") + 2], str(feil)]
            if subprocess.run(kommando, env=self.miljoe, capture_output=True, check=False).returncode != 1:
                merknad = f"check-jsonschema fant ikke feilen i {slag}.yaml: sammenligningen holder ikke"
                self.resultat.merknader.append(merknad)
        proeve = [sys.executable, "-c", "from ruamel.yaml.cyaml import CParser"]
        if subprocess.run(proeve, env=self.miljoe, capture_output=True, check=False).returncode:
            self.resultat.merknader.append("ruamel.yaml har ikke C-leseren her: tallene gjelder ikke")


def samlet_skjema(*, utfoldet: bool) -> dict[str, Any]:
    """Ett skjema for alle slag elevfiler, så check-jsonschema greier seg med én prosess.

    Args:
        utfoldet: uten forklaringer, og med hver henvisning ($ref) skrevet ut der den står; det går fortere.
    """
    slagene: dict[str, Any] = {}
    for slag in NOEKLER:
        skjema = json.loads((ROT / "schemas" / f"{slag}.schema.json").read_text("utf-8"))
        skjema = {k: v for k, v in skjema.items() if k not in ("$schema", "$id")}
        slagene[slag] = _utfold(skjema, skjema) if utfoldet else _flytt(skjema, slag)
    samlet: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}
    if utfoldet:
        return samlet | {"dependentSchemas": {NOEKLER[slag]: skjema for slag, skjema in slagene.items()}}
    henvist = {NOEKLER[slag]: {"$ref": f"#/$defs/{slag}"} for slag in slagene}
    return samlet | {"dependentSchemas": henvist, "$defs": slagene}


def _utfold(node: Any, rot: Mapping[str, Any]) -> Any:
    if isinstance(node, list):
        return [_utfold(del_, rot) for del_ in node]
    if not isinstance(node, dict):
        return node
    ut = {}
    if "$ref" in node:
        ut = _utfold(rot["$defs"][node["$ref"].rsplit("/", 1)[-1]], rot)
    for noekkel, verdi in node.items():
        tekst = noekkel in ("title", "description") and isinstance(verdi, str)
        if noekkel not in ("$ref", "$defs") and not tekst:
            ut[noekkel] = _utfold(verdi, rot)
    return ut


def _flytt(node: Any, slag: str) -> Any:
    if isinstance(node, list):
        return [_flytt(del_, slag) for del_ in node]
    if not isinstance(node, dict):
        return node
    return {k: v.replace("#/", f"#/$defs/{slag}/") if k == "$ref" else _flytt(v, slag) for k, v in node.items()}


def _skriv_json(fil: Path, data: Any) -> None:
    fil.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _tid(p: Program) -> tuple[float, float]:
    """Sekunder etter klokken, og prosessorsekunder i alle prosessene (0 der systemet ikke sier det)."""
    start = time.perf_counter()
    prosess = subprocess.Popen(p.kommando, cwd=p.mappe, env=p.miljoe, stdout=STILLE, stderr=STILLE)
    if not hasattr(os, "wait4"):
        prosess.wait()
        return time.perf_counter() - start, 0.0
    _, status, bruk = os.wait4(prosess.pid, 0)
    brukt = time.perf_counter() - start
    prosess.returncode = os.waitstatus_to_exitcode(status)
    return brukt, bruk.ru_utime + bruk.ru_stime


def _last() -> float:
    """Hvor mange som ville kjøre det siste minuttet; 0 der systemet ikke sier det."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def toppminne(p: Program) -> dict[str, float]:
    """Høyeste minnebruk i MB: den største prosessen, og alle prosessene samlet.

    Samlet er summen av PSS, der sider som flere prosesser deler, er delt på dem; bare Linux sier det. Andre steder er
    den største prosessen det eneste tallet.
    """
    prosess = subprocess.Popen(p.kommando, cwd=p.mappe, env=p.miljoe, stdout=STILLE, stderr=STILLE)
    samlet, prosesser = 0, 1
    while True:
        deler = [pss for pid in _familie(prosess.pid) if (pss := _pss(pid))]
        samlet, prosesser = max(samlet, sum(deler)), max(prosesser, len(deler))
        pid, _, bruk = os.wait4(prosess.pid, os.WNOHANG)
        if pid:
            prosess.returncode = 0
            break
        time.sleep(0.004)
    stoerst = bruk.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return {"størst": stoerst, "samlet": max(samlet / 1024, stoerst), "prosesser": prosesser}


def _familie(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for barn in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split():
            yield from _familie(int(barn))


def _pss(pid: int) -> int:
    with contextlib.suppress(OSError):
        for linje in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if linje.startswith("Pss:"):
                return int(linje.split()[1])
    return 0


def kjor(benk: Benk, deler: Sequence[str], runder: int) -> None:
    """Mål de valgte delene og hold dem mot målene."""
    ut = benk.resultat
    if {"klasse", "skole"} & set(deler):
        benk.proev_skjema()
    if "oppstart" in deler:
        hei = str(benk.arbeid / "hei.py")
        hjelp = benk.vaart_program("fravaer --help", "-c", FRAVAER, "--help")
        alle = [benk.program("python -c pass", "-c", "pass"), benk.program("typer: hei", hei)]
        benk.maal("oppstart", [*alle, benk.program("typer: hei --help", hei, "--help"), hjelp], 2 * runder)
        ut.krev("«fravaer --help» mot typers minste program", ut.forhold("oppstart", "fravaer --help", "typer: hei"), 3)
    if "klasse" in deler:
        mappe = benk.klasse
        fire = [benk.fravaer(mappe), benk.raskeste_jsonschema(mappe)]
        fire.append(benk.check_jsonschema("check-jsonschema, samlet skjema som det står", mappe, "samlet.json"))
        fire.append(benk.check_jsonschema("check-jsonschema, tomt skjema (bare lesing)", mappe, "tomt.json", "--quiet"))
        regler = "{extends: relaxed, rules: {line-length: disable}}"
        fire.append(benk.program("yamllint", "-c", YAMLLINT, "-d", regler, ".", mappe=mappe))
        benk.maal("klasse", fire, runder)
        ut.krev("klassen mot check-jsonschema", ut.forhold("klasse", "fravaer check", "check-jsonschema"), 0.45)
    if "skole" in deler:
        mappe = benk.skole()
        tre = [benk.fravaer(mappe), benk.fravaer_en_prosess(mappe), benk.raskeste_jsonschema(mappe)]
        benk.maal("skole", tre, max(3, runder // 2))
        ut.krev("skolen mot check-jsonschema", ut.forhold("skole", "fravaer check", "check-jsonschema"), 0.25)
    if "minne" in deler and hasattr(os, "wait4"):
        for navn, mappe in (("klasse", benk.klasse), ("skole", benk.skole())):
            brukt = [toppminne(benk.fravaer(mappe)) for _ in range(3)]
            ut.minne[navn] = max(brukt, key=lambda b: b["samlet"])
            ut.krev(f"minne, {navn} (alle prosesser)", ut.minne[navn]["samlet"], 150, "MB")


OVERSKRIFTER = {
    "oppstart": ("Oppstart", "typer: hei"),
    "klasse": ("Klasse: 28 elever, 140 filer", "check-jsonschema"),
    "skole": ("Skole: 600 elever, 3000 filer", "check-jsonschema"),
}


def tabell(ut: Resultat) -> Iterator[str]:
    """Forholdstallene, linje for linje. Tidene står ved siden av for den som vil se dem."""
    for del_, tider in ut.tider.items():
        tittel, mot = OVERSKRIFTER[del_]
        prosessortid = ut.prosessortid.get(del_, {})
        yield ""
        yield f"{tittel} («{mot}» = 1)"
        yield "  klokke  prosessor"
        for navn, runder in tider.items():
            etter_klokken, i_prosessoren = ut.forhold(del_, navn, mot), _forhold(prosessortid, navn, mot)
            tid = f"median {_tall(statistics.median(runder) * 1000, 0)} ms, minst {_tall(min(runder) * 1000, 0)} ms"
            yield f"  {_tall(etter_klokken, 2):>6}  {_tall(i_prosessoren, 2):>9}  {navn:<46} {tid}"
    if ut.minne:
        yield ""
        yield "Minne på det høyeste"
        for navn, brukt in ut.minne.items():
            antall = int(brukt["prosesser"])
            hvor = f"{antall} prosesser samlet" if antall > 1 else "én prosess"
            mest = f"; den største brukte {_tall(brukt['størst'], 0)} MB" if antall > 1 else ""
            yield f"  {_tall(brukt['samlet'], 0):>4} MB  {navn}, {hvor}{mest}"
    if ut.maal:
        yield ""
        yield "Målene"
        for m in ut.maal:
            tegn, desimaler = "✓" if m.nådd else "✗", 2 if m.enhet == "×" else 0
            yield f"  {tegn} {m.hva}: {_tall(m.verdi, desimaler)} {m.enhet} (mål: høyst {_tall(m.grense, desimaler)})"
    if ut.merknader:
        yield ""
        yield from (f"Merk: {merknad}" for merknad in ut.merknader)


def _tall(x: float | None, desimaler: int) -> str:
    return "–" if x is None else f"{x:.{desimaler}f}".replace(".", ",")


def main() -> None:
    """Kommandolinjen."""
    leser = argparse.ArgumentParser(description="Mål fravaer mot check-jsonschema, yamllint og typer.")
    leser.add_argument("--bare", choices=DELER, action="append", help="mål bare denne delen (kan gjentas)")
    leser.add_argument("--runder", type=int, default=9, help="antall runder for klassen; skolen får halvparten")
    leser.add_argument("--json", action="store_true", help="skriv tallene som JSON")
    valg = leser.parse_args()
    ut = Resultat()
    arbeid = Path(tempfile.mkdtemp(prefix="fravaer-benk-"))
    try:
        kjor(Benk(arbeid, ut), valg.bare or DELER, max(1, valg.runder))
    finally:
        shutil.rmtree(arbeid, ignore_errors=True)
    with contextlib.suppress(AttributeError, ValueError):
        sys.stdout.reconfigure(encoding="utf-8")
    if valg.json:
        data = asdict(ut) | {"kjerner": os.cpu_count(), "python": sys.version.split()[0]}
        data["maal"] = [asdict(m) | {"nådd": m.nådd} for m in ut.maal]
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print("\n".join(tabell(ut)).lstrip("\n"))


if __name__ == "__main__":
    main()
