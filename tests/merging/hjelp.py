"""What the tests of merging share: random pairs of people who work on one log, and what must come of it."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from fravaer_cli.files.source import parse
from fravaer_cli.merging.git import merge_lines
from fravaer_cli.merging.merge import merge


def flett(felles: str, vaar: str, deres: str) -> tuple[str, int]:
    """The merged text, and how many conflicts it has."""
    done = merge(felles.encode(), vaar.encode(), deres.encode(), merge_lines)
    return done.data.decode(), done.conflicts


def verdi(tekst: str) -> dict:
    read = parse("x.yaml", tekst.encode())
    assert not [d for d in read.diagnostics if d.is_error], tekst
    return read.value


class Oppfoering(NamedTuple):
    """An entry as somebody wrote it; `nr` is which entry it is, whatever it says."""

    nr: int
    tekst: str
    dato: str


@dataclass
class Skriver:
    """Writes random logs, and changes them as people do."""

    tilfeldig: random.Random
    kind: str = "fravær"
    neste: int = 0
    blokk: float = 0.4
    teller: int = field(default=0)

    def ny(self) -> Oppfoering:
        self.neste += 1
        return self.skrevet(self.neste)

    def skrevet(self, nr: int, dato: str = "") -> Oppfoering:
        """A text for an entry that no other has."""
        r = self.tilfeldig
        self.teller += 1
        dato = dato or f"2025-{r.randint(9, 12):02}-{r.randint(1, 28):02}"
        felt = [("dato", dato), ("type", r.choice(["dag", "time", "forsentkomming", "hjem", "elevsamtale"]))]
        if r.random() < 0.5:
            felt.append(("av", r.choice(["Nora Berg", "Kari Lie"])))
        if r.random() < 0.3:
            felt.append(("id", f"imp-{nr}"))
        felt.append(("merknad", f"tekst {self.teller} om {nr}"))
        if r.random() < 0.6:  # some have several keys in another order
            felt = [felt[0], *r.sample(felt[1:], len(felt) - 1)]
        over = f"  # over {self.teller}\n" if r.random() < 0.2 else ""
        slutt = f"  # ved {self.teller}" if r.random() < 0.2 else ""
        if r.random() < self.blokk:
            linjer = [f"{k}: {v}" for k, v in felt]
            if r.random() < 0.3:
                linjer += ["referat: |", f"  Linje én {self.teller}.", "", "  # ikke en kommentar", "  Linje to."]
            innhold = "".join(f"    {linje}\n" if linje else "\n" for linje in linjer[1:])
            return Oppfoering(nr, f"{over}  - {linjer[0]}{slutt}\n{innhold}", dato)
        innhold = ", ".join(f"{k}: {v}" for k, v in felt)
        return Oppfoering(nr, f"{over}  - {{{innhold}}}{slutt}\n", dato)

    def endret(self, gammel: Oppfoering) -> Oppfoering:
        """The same entry with something else in it: one value, or a line's comment, or nearly all of it."""
        r = self.tilfeldig
        self.teller += 1
        valg = r.random()
        if valg < 0.5 and " om " in gammel.tekst:
            before, _, after = gammel.tekst.partition("tekst ")
            return gammel._replace(tekst=f"{before}tekst {self.teller}0{after}")
        if valg < 0.7:
            nye = f"2026-{r.randint(1, 5):02}-{r.randint(1, 28):02}"
            return gammel._replace(tekst=gammel.tekst.replace(gammel.dato, nye), dato=nye)
        return gammel._replace(tekst=f"  # endret {self.teller}\n{gammel.tekst}")

    def side(self, felles: list[Oppfoering]) -> list[Oppfoering]:
        """What one person makes of a log: entries are added, changed and removed."""
        r = self.tilfeldig
        ut = []
        p_bort, p_endre, p_ny = r.choice([(0, 0, 0.3), (0.1, 0.1, 0.2), (0.3, 0.3, 0.2), (0.05, 0.05, 0.05)])
        for oppfoering in felles:
            if r.random() < p_ny:
                ut.append(self.ny())
            valg = r.random()
            if valg < p_bort:
                continue
            ut.append(self.endret(oppfoering) if valg < p_bort + p_endre else oppfoering)
        while r.random() < 0.4:
            ut.append(self.ny())
        if r.random() < 0.1:
            r.shuffle(ut)
        return ut

    def fil(self, oppfoeringer: list[Oppfoering]) -> str:
        if not oppfoeringer:
            return f"# Loggen.\n\n{self.kind}: []\n\n# slutt\n"
        return f"# Loggen.\n\n{self.kind}:\n" + "".join(o.tekst for o in oppfoeringer) + "\n# slutt\n"


class Par(NamedTuple):
    """Two people's work on one log, and what must come of it.

    Attributes:
        skal: the entries' texts that the result holds.
        strid: entries that both have changed, or one changed and the other removed.
    """

    felles: str
    vaar: str
    deres: str
    skal: Counter[str]
    strid: dict[int, tuple[str, str]]


def tilfeldig_par(tall: int) -> Par:
    """The pair of that number."""
    r = random.Random(tall)
    skriver = Skriver(r, r.choice(["fravær", "kontakt", "evalueringer", "samtaler"]))
    felles = [skriver.ny() for _ in range(r.choice([0, 1, 3, 8, 20]))]
    vaar, deres = skriver.side(felles), skriver.side(felles)
    if r.random() < 0.3 and felles:
        felles_ny = skriver.ny()  # both have noted the same
        vaar.append(felles_ny)
        deres.insert(r.randint(0, len(deres)), felles_ny)
    versjoner = [{o.nr: o.tekst for o in side} for side in (felles, vaar, deres)]
    skal: Counter[str] = Counter()
    strid = {}
    for nr in set().union(*versjoner):
        f, v, d = (side.get(nr, "") for side in versjoner)
        if v in (d, f):
            skal[d] += 1
        elif d == f:
            skal[v] += 1
        else:
            strid[nr] = v, d
    del skal[""]
    return Par(skriver.fil(felles), skriver.fil(vaar), skriver.fil(deres), skal, strid)


def proev(par: Par, ferdig: str, konflikter: int) -> bool:
    """Check a merge; gives whether a conflict was there for nothing.

    Raises:
        AssertionError: something has been lost, or was settled that nobody can settle.
    """
    assert bool(konflikter) == ("<<<<<<<" in ferdig)
    for tekst, ganger in par.skal.items():
        assert ferdig.count(tekst) >= ganger, f"borte: {tekst}"
    if konflikter:
        for v, d in par.strid.values():
            assert v in ferdig
            assert d in ferdig
        return not par.strid
    assert not par.strid, f"avgjort uten å spørre: {par.strid}"
    (liste,) = verdi(ferdig).values()
    assert len(liste or []) == par.skal.total()
    inne = ferdig.removeprefix(ferdig[: ferdig.index(":") + 1]).removeprefix(" []").removeprefix("\n")
    for tekst in par.skal.elements():
        inne = inne.replace(tekst, "", 1)
    assert inne == "\n# slutt\n"
    return False


def rotete_par(r: random.Random) -> tuple[str, str, str]:
    """Three texts of few different entries, with doubles, and written in any manner."""

    def oppfoering() -> str:
        dato = f"2025-09-0{r.randint(1, 5)}"
        ekstra = r.choice(["", "", ", timer: 2", ", dokumentert: ja", f", id: i{r.randint(1, 3)}"])
        if r.random() < 0.3:
            return f"- dato: {dato}\n  type: dag" + ekstra.replace(", ", "\n  ")
        return f"- {{dato: {dato}, type: {r.choice(['dag', 'time'])}{ekstra}}}"

    def side(oppfoeringer: list[str]) -> list[str]:
        ut = [o for o in oppfoeringer if r.random() > 0.15]
        ut = [oppfoering() if r.random() < 0.15 else o for o in ut]
        for _ in range(r.choice([0, 0, 1, 1, 2])):
            ut.insert(r.randint(0, len(ut)), oppfoering())
        if r.random() < 0.1:
            r.shuffle(ut)
        return ut

    teller = iter(range(10_000))

    def fil(oppfoeringer: list[str], innrykk: int) -> str:
        form = r.random()
        if not oppfoeringer:
            return r.choice(["", "fravær: []\n", "# tom\nfravær:\n", "fravær: null  # ingen\n"])
        if form < 0.08 and not any("\n" in o for o in oppfoeringer):
            return "fravær: [" + ", ".join(o[2:] for o in oppfoeringer) + "]\n"
        ut = r.choice(["fravær:\n", "fravær:  # loggen\n", "# øverst\n\nfravær:\n"])
        for o in oppfoeringer:
            if r.random() < 0.1:
                ut += r.choice(["\n", f"# løs {next(teller)}\n", " " * innrykk + f"# over {next(teller)}\n"])
                ut += r.choice(["", "\n"])
            ut += "".join(" " * innrykk + linje + "\n" for linje in o.split("\n"))
        ut += r.choice(["", "", "\n# nederst\n", "annet: 1\n"])
        return ut if r.random() < 0.9 else ut.removesuffix("\n")

    felles = [oppfoering() for _ in range(r.choice([0, 2, 4, 9]))]
    innrykk = [r.choice([2, 2, 2, 0, 4]) for _ in range(3)] if r.random() < 0.2 else [2, 2, 2]
    return fil(felles, innrykk[0]), fil(side(felles), innrykk[1]), fil(side(felles), innrykk[2])
