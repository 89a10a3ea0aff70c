"""Compares `fravaer check` with the oracle on random classes.

    python tests/oracle/sammenlign.py --antall 2000 --seed 1 --kommando ".venv/bin/fravaer"
    python tests/oracle/sammenlign.py --seed 4711 --antall 1 --behold /tmp/se   # keep the files of one class
    python tests/oracle/sammenlign.py --lesning bevis_dato=hver_dag             # judge under another reading

Tests use `sammenlign_i_prosess(kall, seed)`, which returns the differences (none: an empty list).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import random
import re
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.oracle.dommen import dom, oppsummer
from tests.oracle.generator import (
    ANNEN_MAPPE,
    Innstillinger,
    Klasse,
    Pakke,
    lag_klasse,
    lag_pakke,
    skriv_klasse,
    skriv_pakke,
)
from tests.oracle.orakel import PAKKER, RANG, STANDARD, Kalender, Lesning

Data = dict[str, Any]
Kall = Callable[[list[str]], tuple[int, str]]
SJEKKER = ["dag", "uke", "måned", "semester"]
FRAVAER_OG_HODE = ["sak", "elev", "klasse", "status"]
FUNNFELT = ["alvor", "status", "nytt", "tolkning", "dato", "siste", "verdi", "grense", "vindu"]
PUNKTFELT = ["ansvarlig", "navn", "frist", "status", "utført"]
# Findings that the oracle does not judge: what a plan lacks, the common rules (but one), and gran's way on.
UTENFOR = re.compile(r"\w+/(plan-|tidlig-|mål-ikke-nådd$|enhetsleder$).*|felles/(?!skolemiljø$).*")


@dataclass(frozen=True)
class Kjoring:
    """One call of the check."""

    pakke: str
    regler: list[Data]
    dato: date
    sjekk: str
    alle: bool
    argv: list[str]
    trapp: str | None  # the shipped pack whose staircase is judged


def _velg_kjoringer(seed: int, klasse: Klasse, sti: Path, pakke: Pakke, pakkefil: Path) -> list[Kjoring]:
    rng = random.Random(f"kjøring-{seed}")
    ut: list[Kjoring] = []
    for dato in klasse.datoer:
        felles = ["check", str(sti), "--dato", dato.isoformat(), "--format", "json", "--sjekk"]
        # The school's own routine, without --rutine; a random pack; and two shipped packs by name.
        navn = [klasse.rutine, *rng.sample(sorted(PAKKER), 2)]
        valg: list[tuple[str, list[Data], str | None, list[str]]] = [
            (n, PAKKER[n], n, ["--rutine", n] if nr else []) for nr, n in enumerate(navn)
        ]
        valg.append((pakke.id, pakke.regler, None, ["--rutine", str(pakkefil)]))
        for nr, (n, regler, trapp, mer) in enumerate(valg):
            s = rng.choice(SJEKKER)
            for alle in (True, False) if nr == 0 else (rng.random() < 0.6,):
                argv = [*felles, s, *mer, *(["--alle"] if alle else [])]
                ut.append(Kjoring(n, regler, dato, s, alle, argv, trapp))
    return ut


def ventet_svar(
    klasse: Klasse, kjoring: Kjoring, lesning: Lesning, *, hele_skolen: bool, minne: Data | None = None
) -> Data:
    """The oracle's answer; of both classes where the school folder was given. `minne` is kept from check to check."""
    minne = {} if minne is None else minne
    felles: Data = {
        "kalender": minne.setdefault("kalender", Kalender(klasse.skole)), "lest": minne.setdefault("lest", {}),
        "skole": klasse.skole, "dato": kjoring.dato, "sjekk": kjoring.sjekk, "alle": kjoring.alle,
        "regler": kjoring.regler, "pakke": kjoring.pakke, "lesning": lesning, "trapp": kjoring.trapp,
    }  # fmt: skip
    svar = dom(klasse=klasse.klasse, elever=klasse.elever, klassemappe=klasse.mappe, andre=klasse.andre, **felles)
    if hele_skolen and klasse.andre:
        de_andre = {sti.split("/")[1]: ra for sti, ra in klasse.andre.items()}
        klassen = {f"{klasse.mappe}/{navn}": ra for navn, ra in klasse.elever.items()}
        mer = dom(klasse=klasse.annen, elever=de_andre, klassemappe=ANNEN_MAPPE, andre=klassen, **felles)
        svar["saker"] = sorted([*svar["saker"], *mer["saker"]], key=lambda s: str(s["sak"]))
        svar["sammendrag"] = oppsummer(svar["saker"])
    return svar


def _ulike(sted: str, ventet: Any, fikk: Any) -> list[str]:
    return [] if ventet == fikk else [f"{sted}: orakelet {ventet!r}, sjekken {fikk!r}"]


def _bevisnokkel(rader: list[Data]) -> list[tuple[str, str, int]]:
    return sorted((str(r.get("dato")), str(r.get("fil")), int(r.get("linje") or 0)) for r in rader)


def _sammenlign_funn(sted: str, ventet: Data, fikk: Data, regel: Data | None) -> list[str]:
    diff: list[str] = []
    for felt in FUNNFELT:
        diff += _ulike(f"{sted}.{felt}", ventet[felt], fikk.get(felt, "<mangler>"))
    if ventet["bevis"] is not None:
        diff += _ulike(f"{sted}.bevis", _bevisnokkel(ventet["bevis"]), _bevisnokkel(fikk.get("bevis") or []))
    vare, deres = ventet["oppfølging"], fikk.get("oppfølging") or []
    diff += _ulike(f"{sted}.oppfølging, antall", len(vare), len(deres))
    for nr, (v, f) in enumerate(zip(vare, deres, strict=False)):
        for felt in PUNKTFELT:
            if v["ansvarlig"] is None and felt in ("ansvarlig", "navn"):
                continue  # 03 names nobody
            diff += _ulike(f"{sted}.oppfølging[{nr}].{felt}", v[felt], f.get(felt, "<mangler>"))
        # The text of R items may become «drøft anonymt».
        if regel and v["handling"] is not None and regel["oppfølging"][nr]["oppfylles_av"] != "ressursteam":
            diff += _ulike(f"{sted}.oppfølging[{nr}].handling", v["handling"], f.get("handling"))
    return diff


def _sammenlign_svar(ventet: Data, fikk: Data, kode: int, kjoring: Kjoring) -> list[str]:
    diff: list[str] = []
    for felt in ("versjon", "sjekk", "dato", "periode"):
        diff += _ulike(felt, ventet[felt], fikk.get(felt))
    diff += _ulike("rutine.id", kjoring.pakke, (fikk.get("rutine") or {}).get("id"))
    diff += _ulike("rekkefølgen av saker", [s["sak"] for s in ventet["saker"]], [s.get("sak") for s in fikk["saker"]])
    regler = {f"{kjoring.pakke}/{r['id']}": r for r in kjoring.regler}
    deres_saker = {s["sak"]: s for s in fikk["saker"]}
    for sak in ventet["saker"]:
        deres = deres_saker.get(sak["sak"])
        if deres is None:
            continue
        navn = sak["sak"]
        for felt in FRAVAER_OG_HODE:
            diff += _ulike(f"{navn}.{felt}", sak[felt], deres.get(felt))
        diff += _ulike(f"{navn}.ufullstendig", sak["feil_føringer"] > 0, bool(deres.get("ufullstendig")))
        diff += _ulike(f"{navn}.trapp", sak["trapp"], deres.get("trapp", "<mangler>"))
        for vindu, tall in sak["fravær"].items():
            for felt, verdi in tall.items():
                diff += _ulike(f"{navn}.fravær.{vindu}.{felt}", verdi, deres["fravær"][vindu].get(felt, "<mangler>"))
        alle_funn = deres["funn"]
        # The whole list must be in order, also the findings that the oracle does not judge.
        nokler = [(f["regel"] != "felles/skolemiljø", RANG[f["status"]], str(f["dato"]), f["regel"]) for f in alle_funn]
        diff += _ulike(f"{navn}: rekkefølgen av funn", sorted(nokler), nokler)
        deres_funn = [f for f in alle_funn if not UTENFOR.fullmatch(f["regel"])]
        vare_regler, deres_regler = [f["regel"] for f in sak["funn"]], [f["regel"] for f in deres_funn]
        if sorted(vare_regler) != sorted(deres_regler):
            diff += _ulike(f"{navn}: regler med funn", vare_regler, deres_regler)
        for vare in sak["funn"]:
            for f in deres_funn:
                if f["regel"] == vare["regel"]:
                    diff += _sammenlign_funn(f"{navn} {vare['regel']}", vare, f, regler.get(vare["regel"]))
    # The summary and the exit code, from the findings that the check itself showed.
    sammendrag = fikk["sammendrag"]
    for felt, tall in oppsummer(fikk["saker"]).items():
        diff += _ulike(f"sammendrag.{felt} (regnet av sjekkens egne funn)", tall, sammendrag.get(felt))
    feil = sum(1 for f in fikk.get("feil") or [] if f.get("alvor") == "feil")
    diff += _ulike("sammendrag.feil", feil, sammendrag.get("feil"))
    har_feil = any(s["feil_føringer"] for s in ventet["saker"])
    diff += _ulike("noen feil meldt", har_feil, feil > 0)
    riktig_kode = 2 if har_feil else 1 if sammendrag.get("krever_tiltak") else 0
    diff += _ulike("utgangskode", riktig_kode, kode)
    return diff


def sammenlign_i_prosess(
    kall: Kall,
    seed: int,
    *,
    lesning: Lesning = STANDARD,
    innstillinger: Innstillinger | None = None,
    behold: Path | None = None,
    teller: Counter[str] | None = None,
) -> list[str]:
    """Writes the class of `seed`, calls `kall(argv) -> (exit code, stdout)` for each run, returns the differences."""
    klasse = lag_klasse(seed, innstillinger)
    pakke = lag_pakke(seed, innstillinger)
    with tempfile.TemporaryDirectory(prefix="orakel-") as midlertidig:
        rot = (behold or Path(midlertidig)) / "solvang"
        sti = skriv_klasse(klasse, rot)
        pakkefil = skriv_pakke(pakke, rot)
        # With a school, the school folder may be given as well as the class folder; both must answer alike.
        if klasse.skole is not None and seed % 2:
            sti = rot
        diff: list[str] = []
        minne: Data = {}
        for kjoring in _velg_kjoringer(seed, klasse, sti, pakke, pakkefil):
            kode, tekst = kall(kjoring.argv)
            hele_skolen = sti == rot and klasse.skole is not None
            ventet = ventet_svar(klasse, kjoring, lesning, hele_skolen=hele_skolen, minne=minne)
            if teller is not None:
                _tell(teller, ventet)
            hode = f"[seed {seed}] fravaer {shlex.join(kjoring.argv)}"
            try:
                fikk = json.loads(tekst)
                funnet = _sammenlign_svar(ventet, fikk, kode, kjoring)
            except (ValueError, KeyError, TypeError, AttributeError) as feil:
                funnet = [f"svaret kan ikke leses (utgangskode {kode}): {feil!r}\n{tekst[:500]}"]
            if funnet:
                diff.append("\n  ".join([hode, *funnet[:40], *(["…"] if len(funnet) > 40 else [])]))
        return diff


def _tell(teller: Counter[str], svar: Data) -> None:
    teller["kjøringer"] += 1
    for sak in svar["saker"]:
        teller["elever"] += 1
        if sak["trapp"]:
            teller[f"trapp {sak['trapp']['nr']} {sak['trapp']['trinn']}"] += 1
        teller["føringer med feil"] += sak["feil_føringer"]
        for funn in sak["funn"]:
            teller[f"funn {funn['alvor']} {funn['status']}"] += 1
            if "/mønster-" in funn["regel"] or "/frist-" in funn["regel"] or funn["regel"].endswith("søsken"):
                teller[f"funn {funn['regel']} {funn['alvor']}"] += 1
            for punkt in funn["oppfølging"]:
                bare_plan = punkt["status"] == "utført" and punkt["utført"] is None
                teller["punkt utført av plan alene" if bare_plan else f"punkt {punkt['status']}"] += 1


def kommandokall(kommando: str) -> Kall:
    """A `kall` that starts the real program."""
    miljo = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}

    def kall(argv: list[str]) -> tuple[int, str]:
        svar = subprocess.run([*shlex.split(kommando), *argv], capture_output=True, env=miljo, check=False)
        tekst = svar.stdout.decode("utf-8", "replace")
        return svar.returncode, tekst or svar.stderr.decode("utf-8", "replace")

    return kall


def _les_lesning(valg: list[str]) -> Lesning:
    typer = {f.name: f.default for f in dataclasses.fields(Lesning)}
    endringer: Data = {}
    for ett in valg:
        navn, _, verdi = ett.partition("=")
        if navn not in typer:
            raise SystemExit(f"ukjent lesning «{navn}»; finnes: {', '.join(typer)}")
        endringer[navn] = verdi in ("ja", "True", "true", "1") if isinstance(typer[navn], bool) else verdi
    return dataclasses.replace(STANDARD, **endringer)


def main(argv: list[str] | None = None) -> int:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--antall", type=int, default=200)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--kommando", default=".venv/bin/fravaer")
    p.add_argument("--jobber", type=int, default=2)
    p.add_argument("--vis", type=int, default=5, help="how many differences to show")
    p.add_argument("--lesning", action="append", default=[], metavar="NAVN=VERDI")
    p.add_argument("--feil", type=float, default=0.3, help="share of classes that may hold entries with errors")
    p.add_argument("--tvetydig", action="store_true", help="also inputs on which 03 is silent")
    p.add_argument("--behold", type=Path, help="write the files here and keep them (use with --antall 1)")
    valg = p.parse_args(argv)
    lesning = _les_lesning(valg.lesning)
    innstillinger = Innstillinger(klasser_med_feil=valg.feil, tvetydig=valg.tvetydig)
    kall = kommandokall(valg.kommando)
    teller: Counter[str] = Counter()

    def ett(seed: int) -> list[str]:
        return sammenlign_i_prosess(
            kall, seed, lesning=lesning, innstillinger=innstillinger, behold=valg.behold, teller=teller
        )

    ulike = vist = 0
    with ThreadPoolExecutor(valg.jobber) as basseng:
        for diff in basseng.map(ett, range(valg.seed, valg.seed + valg.antall)):
            ulike += bool(diff)
            for tekst in diff:
                if vist < valg.vis:
                    print(tekst, end="\n\n")
                    vist += 1
    print(", ".join(f"{navn}: {antall}" for navn, antall in sorted(teller.items())))
    print(f"{valg.antall} klasser sammenlignet, {ulike} med avvik (seed {valg.seed}–{valg.seed + valg.antall - 1})")
    return 1 if ulike else 0


if __name__ == "__main__":
    sys.exit(main())
