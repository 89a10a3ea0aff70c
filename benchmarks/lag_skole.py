"""Lager en oppdiktet klasse eller skole til tidsmålingene. Samme frø gir de samme filene, tegn for tegn.

    python benchmarks/lag_skole.py MAPPE --elever 28       # en klasse: 28 elever, 140 elevfiler
    python benchmarks/lag_skole.py MAPPE --elever 600      # en skole: 22 klasser, 3000 elevfiler

Hver elev får fem filer: sak, fravaer, kontakt, tiltaksplan og enten kartlegging eller evaluering. I virkeligheten har
de fleste bare de to første; her er alle filer tatt med, så målingen er tyngre enn en vanlig skole og ikke lettere.
`skole.yaml` og én `klasse.yaml` for hver klasse kommer i tillegg. Alle navn er oppdiktet.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

DATO = date(2025, 11, 21)
"""Kontrolldatoen som filene er laget for; ingenting i dem er ført senere."""

ELEVER_I_KLASSE = 28

SKOLE = """\
# Oppdiktet skole til tidsmålinger.
skole: Storhaugen skole
kommune: Gran
rutine: gran
malform: nb
roller:
  rektor: Ada Moe
  avdelingsleder: Per Lund
  sosiallærer: Kari Lie
  helsesykepleier: Eva Dahl
  ppt-kontakt: Ola Strand
  enhetsleder: Liv Haug
ressursteam:
  ppt_deltar: ja
  møtedager: [2025-09-04, 2025-09-18, 2025-10-02, 2025-10-16, 2025-10-30, 2025-11-13, 2025-11-27, 2025-12-11]
adresse: Storhaugvegen 1, 2750 Gran
telefon: 900 00 000
epost: post@storhaugen.example
arkiv: {system: BK360, saksfrase: "annet fravær - skoleåret {skoleår}"}
skoleruter:
  2025-2026:
    start: 2025-08-18
    slutt: 2026-06-19
    semesterskille: 2026-01-16
    fri:
      - {fra: 2025-10-06, til: 2025-10-10, hva: høstferie}
      - {dato: 2025-11-14, hva: planleggingsdag}
      - {fra: 2025-12-22, til: 2026-01-02, hva: juleferie}
      - {fra: 2026-02-23, til: 2026-02-27, hva: vinterferie}
      - {fra: 2026-03-30, til: 2026-04-06, hva: påskeferie}
"""

FAG = ("Norsk", "Matematikk", "Engelsk", "Naturfag", "Samfunnsfag", "Kroppsøving", "Musikk", "KRLE")
FORNAVN = (
    *("Aksel", "Maren", "Ayaan", "Filip", "Stine", "Jens", "Celine", "Tonje", "Amin", "Sara", "Emil", "Ingrid"),
    *("Oskar", "Nora", "Elias", "Leah", "Jakob", "Thea", "Noah", "Iben", "Kasper", "Selma", "Isak", "Ronja", "Mats"),
)
ETTERNAVN = (
    *("Brenden", "Mykland", "Warsame", "Zieliński", "Nordli", "Viken", "Sollien", "Bråten", "Fossum", "Dalen", "Krogh"),
    *("Aas", "Haugen", "Lunde", "Myhre", "Solberg", "Tveit", "Bakken", "Moen", "Eide", "Nygård", "Øien", "Hagen"),
)
LAERERE = ("Nora Berg", "Berit Sollien", "Tone Viken", "Lars Fossum", "Hilde Bråten", "Guro Nordli", "Marit Dalen")
SPRAAK = ("norsk", "norsk", "norsk", "norsk", "somali", "polsk", "arabisk")
AARSAKER = ("sykdom", "sykdom", "sykdom", "lege", "forsovet", "vegring", "ukjent")
MERKNADER = ("ringte ikke", "gikk etter storefri", "vondt i magen om morgenen", "kom til andre time", "hentet av far")
REFERATER = (
    "Mor forteller at morgenene er vanskelige. Vi ble enige om å snakke sammen igjen på fredag.",
    "Far sier at det har vært mye forkjølelse hjemme i høst. Ingen bekymring ut over det.",
    "Fikk ikke svar på telefonen. Sendte en melding og ba dem ringe tilbake når de kan.",
    "Snakket om mandagene. Det er da det er vanskeligst å komme, særlig når det er kroppsøving i siste time.",
    "Hilste fra klassen. Foresatte vil gjerne at vi tar opp leksene på neste møte.",
)
UTFORDRINGER = (
    "Gruer seg til friminuttene.",
    "Sover for lite.",
    "Faller ut når det er gruppearbeid.",
    "Er redd for å lese høyt.",
)
TILTAK = (
    "Kontaktlærer hilser ved døra og gir én konkret ros hver dag.",
    "En voksen møter ved hovedinngangen og går sammen inn til første time.",
    "Fast plass ved siden av en trygg medelev og avtalt pause når det blir for mye.",
    "Lekser avtales fra dag til dag og bare i to fag så lenge planen varer.",
)
STEMMER = (
    "Vil helst begynne med musikk.",
    "Det er bedre når noen venter på meg.",
    "Jeg vil slippe å forklare hvor jeg har vært.",
)
KONTAKTER = ("hjem", "hjem", "hjem", "bekymringssamtale", "elevsamtale", "samarbeidsmøte", "ressursteam")
FAKTORER = ("hjemmeforhold", "individuelle", "medelever", "foreldretillit", "mestring", "voksne", "struktur", "fritid")


def skoledager() -> list[date]:
    """Skoledagene fra skolestart til og med kontrolldatoen, etter skoleruta over."""
    fri = {date(2025, 10, 6) + timedelta(n) for n in range(5)} | {date(2025, 11, 14)}
    start = date(2025, 8, 18)
    alle = (start + timedelta(n) for n in range((DATO - start).days + 1))
    return [d for d in alle if d.weekday() < 5 and d not in fri]


DAGER = skoledager()


class Elev:
    """Én elev med fem filer. Alt innhold er trukket fra elevens eget frø."""

    def __init__(self, kode: str, laerer: str, nr: int) -> None:
        self.r = random.Random(f"storhaugen/{kode}")
        self.kode, self.laerer, self.nr = kode, laerer, nr
        self.etternavn = self.r.choice(ETTERNAVN)
        self.navn = f"{self.r.choice(FORNAVN)} {self.etternavn}"
        self.foresatte = [f"{self.r.choice(FORNAVN)} {self.etternavn}" for _ in range(self.r.choice((1, 2, 2)))]
        self.fra, self.til = DAGER[30], DAGER[45]
        self.delmaal, self.tiltak = self.r.randint(2, 3), self.r.randint(2, 5)

    def filer(self) -> dict[str, str]:
        """Filnavn og innhold."""
        laget = {
            "sak.yaml": self.sak(),
            "fravaer.yaml": self.fravaer(),
            "kontakt.yaml": self.kontakt(),
            "tiltaksplan.yaml": self.plan(),
        }
        if self.nr % 2:
            return laget | {"kartlegging.yaml": self.kartlegging()}
        return laget | {"evaluering.yaml": self.evaluering()}

    def _dag(self, tidligst: int) -> date:
        return DAGER[self.r.randrange(tidligst, len(DAGER))]

    def _virket(self) -> str:
        return self.r.choice(("ja", "delvis", "nei"))

    def sak(self) -> str:
        r = self.r
        tekst = f"""\
elev:
  navn: {self.navn}
  fødselsdato: 2013-{r.randint(1, 12):02}-{r.randint(1, 28):02}
  morsmål: {r.choice(SPRAAK)}
kode: {self.kode}
foresatte:
"""
        for navn, relasjon in zip(self.foresatte, ("mor", "far"), strict=False):
            tekst += f"""\
  - navn: {navn}
    relasjon: {relasjon}
    telefon: 900 {r.randint(0, 99):02} {r.randint(0, 999):03}
    epost: {relasjon}.{self.kode.lower()}@example.org
    foreldreansvar: ja
    mottar_post: ja
"""
        tekst += "status: aktiv\nåpnet: 2025-09-22\nansvarlig: Kari Lie\n"
        if r.random() < 0.5:
            tegn = f"meldt_av: {self.laerer}, tegn: Er ofte alene i friminuttene."
            tekst += f"bekymringer:\n  - {{dato: {self._dag(0)}, {tegn}}}\n"
        if r.random() < 0.4:
            tekst += f"""\
samtykker:
  - dato: 2025-09-24
    tjenester: [ppt, skolehelsetjenesten]
    gjelder: [utveksling]
    gitt_av: [{self.foresatte[0]}]
    innhentet_av: Kari Lie
    sted: Gran
    utløper: 2026-06-19
"""
        return tekst

    def fravaer(self) -> str:
        """Inntil 30 oppføringer, aldri to på samme dag (et lengre fravær kan dekke over noen)."""
        antall = min(30, 6 + int(self.r.expovariate(1 / 8)))
        tekst, opptatt = "fravær:\n", -1
        for i in sorted(self.r.sample(range(len(DAGER)), antall)):
            if i > opptatt:
                linje, opptatt = self._ett_fravaer(i)
                tekst += f"  - {{{linje}}}\n"
        return tekst

    def _ett_fravaer(self, i: int) -> tuple[str, int]:
        """Oppføringen som begynner på skoledag nummer `i`, og nummeret på dens siste dag."""
        r, dag = self.r, DAGER[i]
        slag = r.random()
        if slag < 0.12 and i + 3 < len(DAGER):
            siste = i + r.randint(1, 3)
            return f"fra: {dag}, til: {DAGER[siste]}, type: dag, dokumentert: ja, meldt: sms, årsak: sykdom", siste
        if slag < 0.55:
            meldt = r.choice(("ja", "ja", "nei"))
            return f"dato: {dag}, type: dag, dokumentert: {meldt}, årsak: {r.choice(AARSAKER)}", i
        if slag < 0.75:
            hvilken = f"timer: 1, time: [{r.randint(1, 5)}], fag: {r.choice(FAG)}"
            return f"dato: {dag}, type: time, {hvilken}, dokumentert: nei, årsak: ukjent", i
        if slag < 0.92:
            return f"dato: {dag}, type: forsentkomming, minutter: {r.randrange(5, 45, 5)}", i
        merknad = f"merknad: {r.choice(MERKNADER)}, registrert_av: {self.laerer}"
        return f"dato: {dag}, type: forlot, timer: {r.randint(1, 3)}, {merknad}", i

    def kontakt(self) -> str:
        r, tekst = self.r, "kontakt:\n"
        for dag in sorted(self._dag(8) for _ in range(r.randint(2, 9))):
            slag = r.choice(KONTAKTER)
            tekst += f"""\
  - dato: {dag}
    kl: "{r.randint(8, 15):02}:{r.choice((0, 15, 30, 45)):02}"
    type: {slag}
    måte: {"telefon" if slag == "hjem" else "møte"}
    med: [foresatte]
    av: {self.laerer}
"""
            if slag == "hjem" and r.random() < 0.3:
                tekst += f"    bekymring: {r.choice(('ja', 'nei'))}\n"
            if r.random() < 0.5:
                tekst += f"    referat: |\n      {r.choice(REFERATER)}\n      {r.choice(REFERATER)}\n"
            else:
                tekst += f"    referat: {r.choice(REFERATER)}\n"
            if slag != "hjem":
                tekst += f"""\
    avtalt:
      - {{hva: {r.choice(TILTAK)}, ansvar: {self.laerer}, frist: {dag + timedelta(7)}}}
    sendt: [{{til: {self.foresatte[0]}, dato: {dag}}}]
    arkivert: {{dato: {dag}, referanse: 25/{r.randint(100, 9999):04}}}
"""
        return tekst

    def plan(self) -> str:
        r = self.r
        tekst = f"""\
periode: {{fra: {self.fra}, til: {self.til}}}
sted_dato: Gran, høsten 2025
status: Borte for ofte siden skolestart.
deltakere:
  - {{navn: {self.navn}, rolle: elev}}
"""
        tekst += "".join(f"  - {{navn: {navn}, rolle: foresatt}}\n" for navn in self.foresatte)
        tekst += f"""\
  - {{navn: {self.laerer}, rolle: kontaktlærer}}
kontaktperson: {self.laerer}
elevens_stemme: {r.choice(STEMMER)}
mål: {{langsiktige: [Er på skolen hele dagen og trives.]}}
delmål:
"""
        for n in range(1, self.delmaal + 1):
            maal = f"mål: Til stede {n + 2} hele dager i uka, måles_ved: fraværsloggen"
            tekst += f"  - {{id: D{n}, {maal}, innen: {DAGER[33 + 4 * n]}}}\n"
        tekst += f"""\
møteplan: [{{dato: {DAGER[40]}, kl: "14:00", med: [foresatte, elev]}}]
fulltid: {r.choice(("ja", "nei"))}
fluktrute: Kan gå til sosiallæreren når det blir for mye.
tiltak:
"""
        for n in range(1, self.tiltak + 1):
            tekst += f"""\
  - id: T{n}
    utfordring: {r.choice(UTFORDRINGER)}
    tiltak: {r.choice(TILTAK)}
    delmål: D{r.randint(1, self.delmaal)}
    kategori: voksenrelasjoner
    når: hver morgen
    ansvar: {self.laerer}
    frist: {DAGER[34]}
    plan_b: {{hva: Miljøarbeider møter i stedet., ansvar: Miljøarbeider}}
"""
        tekst += f"""\
ansvar:
  skolens ledelse: [Frigjør tid til kontaktlærer.]
  foresatte: [Vekker kl. 07.]
  elev: [Øver på å komme.]
plan_b: {{hvis: Møter ikke som avtalt., hva: Kontaktlærer ringer hjem innen 09.00., ansvar: {self.laerer}}}
evaluering: {{dato: {self.til}, kl: "14:00", sted: Møterom 2, innkalles_av: Kari Lie}}
signert: [{{navn: {self.foresatte[0]}, rolle: foresatt, dato: {self.fra}}}]
sendt: [{{til: {self.foresatte[0]}, dato: {self.fra}}}]
"""
        return tekst

    def kartlegging(self) -> str:
        r = self.r
        tekst = f"""\
samtaler:
  - med: elev
    dato: {DAGER[20]}
    av: Kari Lie
    svar:
      liker: Musikk og gitar.
      vanskelig: Å lese høyt i klassen.
      venner: {r.choice(STEMMER)}
  - med: skole
    dato: {DAGER[18]}
    av: {self.laerer}
    svar: {{fraværsmønster: Borte mest på mandager., mobbing: Ikke kjent.}}
forberedelse:
  bekymringsgrad: {r.choice(("lav", "middels", "høy"))}
  tiltak: [Miljøarbeider møter om morgenen.]
faktorer:
"""
        for faktor in FAKTORER:
            innhold = f"risiko: [{r.choice(UTFORDRINGER)}], beskyttelse: []" if r.random() < 0.7 else ""
            tekst += f"  {faktor}: {{{innhold}}}\n"
        tekst += "push: [Gruer seg til friminuttene.]\npull: [Spiller på nett på dagtid.]\n"
        tekst += "funksjon: [unngå-ubehag, oppnå-goder]\nskalering:\n"
        for hvor in ("Friminutt", "Gym", "Norsk"):
            tekst += f"  - {{dato: {DAGER[20]}, skala: liker, situasjon: {hvor}, verdi: {r.randint(1, 10)}}}\n"
        tekst += f"""\
kort: [{{kort: søvn, omfang: 3}}, {{kort: henger-etter}}]
prøvde_tiltak: [{{tiltak: Fulgt til skolen., virket: delvis}}]
elevens_stemme: {r.choice(STEMMER)}
"""
        return tekst

    def evaluering(self) -> str:
        tekst = f"""\
evalueringer:
  - dato: {self.til}
    plan: tiltaksplan.yaml
    deltakere: [{self.foresatte[0]}, {self.laerer}]
    delmål:
"""
        for n in range(1, self.delmaal + 1):
            tekst += f"      - {{id: D{n}, nådd: {self._virket()}, kommentar: To av fem dager.}}\n"
        tekst += "    tiltak:\n"
        for n in range(1, self.tiltak + 1):
            tekst += f"      - {{id: T{n}, virket: {self._virket()}, kommentar: Betyr mye for starten på dagen.}}\n"
        tekst += f"""\
    nye_tiltak: [Fast plass bakerst.]
    elevens_stemme: {self.r.choice(STEMMER)}
    konklusjon: justeres
    videre: [{{hva: Søke PPT om råd, ansvar: Kari Lie, frist: {DATO}}}]
    neste: {DATO}
    sendt: [{{til: {self.foresatte[0]}, dato: {self.til}}}]
"""
        return tekst


def _klasse(navn: str, trinn: int, laerer: str) -> str:
    tekst = f"klasse: {navn}\ntrinn: {trinn}\nskoleår: 2025-2026\nkontaktlærer: {laerer}\ntimeplan:\n"
    for i, dag in enumerate(("mandag", "tirsdag", "onsdag", "torsdag", "fredag")):
        tekst += f"  {dag}: [{', '.join(FAG[(i + n) % len(FAG)] for n in range(5))}]\n"
    return tekst


def lag(mappe: Path, elever: int) -> int:
    """Skriv skolen i `mappe`. Gir antallet elevfiler.

    Raises:
        FileExistsError: mappen er ikke tom.
    """
    mappe.mkdir(parents=True, exist_ok=True)
    if any(mappe.iterdir()):
        raise FileExistsError(f"{mappe} er ikke tom")
    _skriv(mappe / "skole.yaml", SKOLE)
    filer, klasser = 0, -(-elever // ELEVER_I_KLASSE)
    for nr in range(klasser):
        trinn = 1 + nr % 7
        navn = f"{trinn}{'ABCD'[nr // 7]}"
        laerer = LAERERE[nr % len(LAERERE)]
        klassemappe = mappe / f"klasse{navn.lower()}"
        _skriv(klassemappe / "klasse.yaml", _klasse(navn, trinn, laerer))
        for i in range(1, elever * (nr + 1) // klasser - elever * nr // klasser + 1):
            kode = f"{navn}-{i:02}"
            for filnavn, tekst in Elev(kode, laerer, i).filer().items():
                _skriv(klassemappe / kode.lower() / filnavn, tekst)
                filer += 1
    return filer


def _skriv(fil: Path, tekst: str) -> None:
    fil.parent.mkdir(parents=True, exist_ok=True)
    fil.write_text(tekst, encoding="utf-8", newline="\n")


def main() -> None:
    """Kommandolinjen."""
    leser = argparse.ArgumentParser(description="Lag en oppdiktet skole til tidsmålinger.")
    leser.add_argument("mappe", type=Path, help="en mappe som er tom eller ikke finnes")
    leser.add_argument("--elever", type=int, default=ELEVER_I_KLASSE, help="antall elever, 1–784 (28 i hver klasse)")
    valg = leser.parse_args()
    if not 1 <= valg.elever <= 28 * ELEVER_I_KLASSE:
        leser.error("--elever må være fra 1 til 784")
    print(f"{lag(valg.mappe, valg.elever)} elevfiler i {valg.mappe}")


if __name__ == "__main__":
    main()
