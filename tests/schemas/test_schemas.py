"""The schemas are the exact form of the design's examples: they take every example and refuse what is wrong, once.

Only the schema files are under test here: no code of fravaer_cli is imported.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from ruamel.yaml import YAML

SCHEMAS = Path(__file__).parents[2] / "schemas"
FILE_KINDS = ("skole", "klasse", "sak", "fravaer", "kontakt", "kartlegging", "tiltaksplan", "ukeplan", "evaluering")
YAML_KINDS = (*FILE_KINDS, "rutine", "profil")
OUTPUT_KINDS = ("sjekk-v1", "diagnostikk")
KINDS = (*YAML_KINDS, *OUTPUT_KINDS)

# The files' examples as the design gives them, and the routine pack's, word for word.
EXAMPLES = {
    "skole": """\
skole: Solvang skole                 # required
kommune: Gran
rutine: gran                         # gran | alvoen | oslo | faerder | udir | a file under rutiner/
malform: nb                          # nb | nn
roller:                              # who holds the roles that rules and letters name
  rektor: Ada Moe
  avdelingsleder: Per Lund
  sosiallærer: Kari Lie
  helsesykepleier: Eva Dahl
  ppt-kontakt: Ola Strand
  enhetsleder: Liv Haug               # the municipality's head of schools (gran 3.4)
ressursteam: {møtedager: [2025-11-27, 2025-12-11], ppt_deltar: ja}
adresse: Solvangvegen 1, 2750 Gran
telefon: 61 00 00 00
epost: post@solvang.example
logo: logo.png
arkiv: {system: BK360, saksfrase: "annet fravær - skoleåret {skoleår}"}
skoleruter:
  2025-2026:
    start: 2025-08-18
    slutt: 2026-06-19
    semesterskille: 2026-01-16       # last day of the first half-year
    fri:                             # public holidays are known and need not be listed
      - {fra: 2025-10-06, til: 2025-10-10, hva: høstferie}
      - {fra: 2025-12-22, til: 2026-01-02, hva: juleferie}
      - {dato: 2025-11-14, hva: planleggingsdag}
""",
    "klasse": """\
klasse: 7B                           # required
trinn: 7
skoleår: 2025-2026
kontaktlærer: Nora Berg
timeplan:                            # lesson by lesson; gives the subject pattern its expected share
  mandag: [Norsk, Norsk, Matematikk, Kroppsøving, Kroppsøving]
  tirsdag: [Engelsk, Engelsk, Matematikk, Naturfag, Musikk]
""",
    "sak": """\
elev:
  navn: Amin Yusuf                   # required
  fødselsdato: 2014-03-14
  morsmål: somali
kode: 7B-04                          # what --anonym, calendars and statistics show instead of the name
foresatte:
  - navn: Hodan Yusuf
    relasjon: mor
    telefon: 900 00 001
    epost: hodan@example.org
    tolkespråk: somali
    foreldreansvar: ja
    mottar_post: ja                  # nei: never addressed in a letter
    skjermet: nei                    # ja: address and telephone are never printed
søsken: [../../klasse5a/samira]      # sibling's case folder, relative to this one
status: aktiv                        # observert (default) | aktiv | avsluttet
åpnet: 2025-09-22
avsluttet: 2026-05-04
ansvarlig: Kari Lie                  # holds the case (stafettholder)
koordinator: Kari Lie                # coordinates several services, and is home's contact (gran 3.5.1)
bekymringer:                         # worry without absence: signs seen, by anyone (bekymringsfullt nærvær, magefølelse)
  - {dato: 2025-09-10, meldt_av: musikklærer, tegn: Ringer hjem hver dag.}
skolemiljø: {mistanke: ja, dato: 2025-09-20, rektor_varslet: 2025-09-20, aktivitetsplan: 2025-09-25, av_ansatt: nei}
nettverk:
  - {navn: Ola Strand, rolle: PPT-rådgiver, instans: ppt}
samtykker:
  - dato: 2025-09-24
    tjenester: [ppt, skolehelsetjenesten]   # who may exchange information
    gjelder: [utveksling, stafettlogg]
    gitt_av: [Hodan Yusuf]
    elev_signert: nei                # a pupil of 15 or more signs too
    unntak: Ingenting om familiens økonomi.
    innhentet_av: Kari Lie
    sted: Gran
    utløper: 2026-06-19
    trukket: 2026-01-10
henvisninger:
  - {dato: 2025-11-03, til: ppt, gjelder: [veiledning, utredning], status: sendt}   # sendt | mottatt | avsluttet
meldinger:                           # reports to barnevernet; shown nowhere but in their own document
  - dato: 2025-12-01
    til: barneverntjenesten
    foresatte_underrettet: ja        # nei needs begrunnelse
    begrunnelse: ""
    grunnlag: {fraværsmønster: "", sosial_fungering: "", psykisk_helse: "", tiltak_prøvd: "", foresattes_samarbeid: "", andre_risikofaktorer: ""}
arkivert: [{hva: samtykke, dato: 2025-09-25, referanse: 25/1234}]
""",  # noqa: E501
    "fravaer": """\
fravær:
  - {dato: 2025-09-03, type: dag, dokumentert: ja, årsak: sykdom}
  - {fra: 2025-09-10, til: 2025-09-12, type: dag, dokumentert: ja, årsak: sykdom}   # school days in the span
  - {dato: 2025-09-05, type: time, timer: 2, fag: Kroppsøving, dokumentert: nei}    # timer: number of lessons, default 1
  - {dato: 2025-09-15, type: forsentkomming, minutter: 15}
  - {dato: 2025-09-16, type: forlot, timer: 2, merknad: gikk etter storefri}        # came, then left school or classroom
  - {dato: 2025-09-30, type: avtalt, timer: 3, merknad: hjemme etter planen}        # agreed in a plan: at home or on another arena
""",  # noqa: E501
    "kontakt": """\
kontakt:
  - dato: 2025-09-16                 # required
    kl: "10:15"
    type: hjem                       # required
    måte: telefon
    med: [foresatte]
    av: Nora Berg
    svar: ja                         # nei = tried, got no answer: does not count as contact
    bekymring: ja                    # judged worrying after this contact: starts the staircase's next step
    referat: |
      Mor forteller at morgenene er vanskelige.
    avtalt:
      - {hva: Mor ringer skolen før 08.15, ansvar: mor, frist: 2025-09-19}
    sendt: [{til: Hodan Yusuf, dato: 2025-09-17}]    # minutes sent to those who took part
    arkivert: {dato: 2025-09-18, referanse: 25/1234}
""",
    "kartlegging": """\
samtaler:                            # one per interview; mother and father may be two
  - med: elev                        # elev | foresatte | mor | far | skole
    dato: 2025-09-24
    av: Kari Lie
    svar: {liker: Musikk og gitar., vanskelig: Å lese høyt.}     # by question id (the product's own ids)
  - {med: skole, dato: 2025-09-22, av: Nora Berg, svar: {fraværsmønster: Borte mest på dager med kroppsøving., mobbing: Ikke kjent.}}
forberedelse:                        # before the nærværsmøte (alvoen 4)
  bekymringsgrad: middels            # lav | middels | høy
  tiltak: [Miljøarbeider møter ham om morgenen.]
  samarbeidspartnere: [helsesykepleier]
faktorer:                            # the eight factors (bufetat)
  hjemmeforhold: {risiko: [Ingen voksne hjemme om morgenen.], beskyttelse: []}
  individuelle: {}
  medelever: {}
  foreldretillit: {}
  mestring: {}
  voksne: {}
  struktur: {}
  fritid: {}
push: [Grue seg til konflikter i friminuttet.]      # what presses out of school
pull: [Spiller på nett på dagtid.]                  # what pulls at home
funksjon: [unngå-ubehag, oppnå-goder]  # unngå-ubehag | unngå-sosialt-evaluering | oppnå-oppmerksomhet | oppnå-goder
skalering:                           # liker: 1 = absolutt ikke, 10 = veldig godt (faerder); redd: 10 = kjemperedd (oslo)
  - {dato: 2025-09-24, skala: liker, situasjon: Friminutt, verdi: 2}
kort: [{kort: søvn, omfang: 3}, {kort: henger-etter}]   # cause cards the pupil chose, and how much of the card was shaded (1–4)
utdyping: {fag: [Gym], lærere: [], situasjoner: [Lese høyt i klassen]}
prøvde_tiltak: [{tiltak: Fulgt til skolen av bror., virket: delvis}]
utløsende: []
opprettholdende: []
elevens_stemme: Vil helst begynne med musikk.
forslag_til_tiltak: []
""",  # noqa: E501
    "tiltaksplan": """\
periode: {fra: 2025-09-29, til: 2025-10-17}          # fra required
sted_dato: Gran, 26. september 2025
status: Borte 9 dager siden skolestart.
deltakere: [{navn: Hodan Yusuf, rolle: foresatt}, {navn: Nora Berg, rolle: kontaktlærer}]
kontaktperson: Nora Berg
elevens_stemme: Ønsker å starte med musikktimene.
mål: {langsiktige: [Amin er på skolen hele dagen og trives.]}
delmål:
  - {id: D1, mål: Til stede tre hele og to halve dager, måles_ved: fraværsloggen, innen: 2025-10-10}
møteplan: [{dato: 2025-10-10, kl: "14:00", med: [foresatte, elev]}]
fulltid: nei                         # nei: the plan has time away from school, so a timetable for home is due (gran 3.3.2)
fluktrute: Kan gå til sosiallæreren når det blir for mye.
trinn:                               # stepwise return, each step with more demand
  - {trinn: 1, fra: 2025-09-29, til: 2025-10-10, innhold: Møter kl. 09.10 og har to timer på grupperom., støtte: Miljøarbeider, utfall: nådd}   # utfall: nådd | delvis | tilbake
tiltak:
  - id: T1
    utfordring: Amin tror ikke at kontaktlæreren liker ham.     # obstacle / maintaining factor
    tiltak: Kontaktlærer hilser ved døra og gir én konkret ros hver dag.
    delmål: D1
    kategori: voksenrelasjoner       # category in the measure bank
    når: hver morgen
    evalueres: Samtale med Amin hver fredag.
    ansvar: Nora Berg
    frist: 2025-10-03
    plan_b: {hva: Miljøarbeider møter ham i stedet., ansvar: Miljøarbeider}
ansvar:                              # what each party answers for (oslo app. 3)
  skolens ledelse: [Frigjør tid til kontaktlærer.]
  foresatte: [Vekker Amin kl. 07.]
  elev: [Øver på å komme.]
plan_b: {hvis: Amin møter ikke som avtalt., hva: Kontaktlærer ringer mor innen 09.00., ansvar: Nora Berg}
evaluering: {dato: 2025-10-17, kl: "14:00", sted: Møterom 2, innkalles_av: Kari Lie}
signert: [{navn: Hodan Yusuf, rolle: foresatt, dato: 2025-09-26}]
sendt: [{til: Hodan Yusuf, dato: 2025-09-26}]
arkivert: {dato: 2025-09-29, referanse: 25/1234}
""",  # noqa: E501
    "ukeplan": """\
ukeplaner:
  - tittel: Uke 40–41
    dager:                           # in order; may run Wednesday–Wednesday (gran advises against Monday–Friday for many)
      - dag: onsdag
        dato: 2025-10-01
        rammer: {morgen: Vekking 07.00 og frokost., skoledag: Musikk først., ettermiddag: Skjerm av 21.00.}   # vedlegg 3
        økter:                       # vedlegg 2, 4, 5
          - {kl: 08.45–08.55, sted: Benken nedenfor skolen, hva: Hilse på læreren, hvem: Nora Berg}
      - {dag: torsdag, dato: 2025-10-02, økter: []}
    valgliste: [Spille gitar., Gå tur med miljøarbeider.]      # vedlegg 4: what the pupil may choose from
dagsplan:
  - {kl: "07:00", sted: hjemme, hva: Vekking, ansvar: mor}
""",  # noqa: E501
    "evaluering": """\
evalueringer:
  - dato: 2025-10-17                 # required
    plan: tiltaksplan.yaml
    deltakere: [Hodan Yusuf, Nora Berg]
    delmål: [{id: D1, nådd: delvis, kommentar: To av fem dager.}]       # ja | delvis | nei
    tiltak: [{id: T1, virket: ja, kommentar: Hilsenen betyr mye.}]    # ja | delvis | nei
    nye_tiltak: [Fast plass bakerst.]
    plan_b: {brukt: ja, virket: delvis}
    elevens_stemme: …
    konklusjon: justeres             # videreføres | justeres | ny-plan | henvises | avsluttes
    videre: [{hva: Søke PPT om råd, ansvar: Kari Lie, frist: 2025-10-31}]
    neste: 2025-11-07
    sendt: [{til: Hodan Yusuf, dato: 2025-10-17}]
    arkivert: {dato: 2025-10-20}
""",
    "rutine": """\
navn: Gran kommune – Til stede hver dag
versjon: "2019-1"
kilde: {tittel: Til stede hver dag. Handlingsplan om skolefravær i Gran kommune, år: 2019}
bygger_på: null                       # or another pack; then only what differs, and `slått_av: [rule ids]`
roller: {ressursteam_varsles_av: kontaktlærer}
regler:
  - id: forsentkomming
    slag: antall
    når: {type: [forsentkomming]}
    enhet: hendelser
    vindu: måned
    minst: 3
    sjekk: [uke, måned, semester]
    ivaretas_av: plan
    oppfølging:
      - {handling: kontakt hjemmet, ansvarlig: kontaktlærer, oppfylles_av: hjemkontakt}     # H*; direkte-hjemkontakt H; møte-med-hjemmet M; elevsamtale E; ressursteam R; ledelse L; legeattest A
    forklaring: Tre forsentkomminger på en måned er fravær som krever tiltak.
    kilde: "1.1 figur 1, 2.3.1"
  - {id: sykefravær-20, slag: andel, når: {type: [dag], årsak: [sykdom]}, vindu: semester, over: 20, minst_skoledager: 20, tolkning: ja}   # (oslo)
  - {id: sykdom-3, slag: sammenhengende, når: {type: [dag], årsak: [sykdom]}, skoledager: 3}
trapp:
  - {id: kontakt, navn: Kontakt med foresatte, ansvarlig: kontaktlærer, nådd_av: hjemkontakt}
  - {id: kartleggingssamtale, navn: Kartleggingssamtale, ansvarlig: kontaktlærer, nådd_av: {kontakt: kartleggingssamtale}, frist: {etter: {kontakt: hjemkontakt, bekymring: ja}, dager: 7}}
  - {id: evaluering, navn: Evaluering, ansvarlig: kontaktlærer, nådd_av: evaluering, frist: {etter: plan, dato: evaluering.dato, ellers: {dager: 21}}}
plankrav:
  - {krav: langsiktig-mål, styrke: skal, kilde: "3.3.2"}
  - {krav: plan-b-navngitt, styrke: skal, kilde: "3.3.2"}
årshjul:
  - {hva: Årlig opplæring i føring av fravær, når: august, ansvarlig: rektor}
""",  # noqa: E501
    "profil": """\
navn: Transponder Meldingsbok
kilde: Hjelpesidene.
kjennes_på: [Hele dagen, Status]
datoer: dag-først
kolonner:
  navn: [Elev, Navn]
  dato: Dato
  status: Status
verdier:
  status:
    Sykdom: {dokumentert: ja, årsak: sykdom}
    Ubehandlet: {}
hoppes_over: {status: [Til stede]}
standard: {type: dag}
fødselsnummer: nei
""",
}


def series(text: str, words: str) -> str:
    """The text with its one list entry repeated for each of the words."""
    before, entry, after = re.fullmatch(r"(.*\[)(\{.*\})(\])", text).groups()  # type: ignore[union-attr]
    return before + ", ".join(entry % word for word in words.split()) + after


def rule(text: str) -> str:
    return f"{{navn: A, regler: [{{id: a, {text}}}]}}"


def step(text: str) -> str:
    return f"{{navn: A, trapp: [{{id: a, {text}}}]}}"


def contact(text: str) -> str:
    return f"{{kontakt: [{{dato: 2025-09-16, {text}}}]}}"


def plan(text: str) -> str:
    return f"{{periode: {{fra: 2025-09-29}}, {text}}}"


def evaluation(text: str) -> str:
    return f"{{evalueringer: [{{dato: 2025-10-17, {text}}}]}}"


# What the prose below the examples names besides: every value of every list of words, and the further keys.
FURTHER = {
    "skole": [
        "{skole: 7, malform: nn, maler: maler, rutine: rutiner/vår.yaml, skoleruter: {2025-2026: {}, 2026-2027: }}",
        "{skole: Solvang, telefon: 61000000, ressursteam: {møtedager: []}, skoleruter: {}}",
    ],
    "klasse": ["{klasse: 7}", "{klasse: 1STA, trinn: 13, timeplan: {onsdag: [], torsdag: [Norsk], fredag: }}"],
    "sak": [
        "{elev: {navn: Amin}}",
        "{elev: {navn: Amin}, status: observert, foresatte: [{navn: Mor, adresse: Veien 1, telefon: 90000001}]}",
        "{elev: {navn: Amin}, status: avsluttet}",
        "{elev: {navn: Amin}, meldinger: [{}, {foresatte_underrettet: nei, begrunnelse: Fare for barnet.}]}",
        "{elev: {navn: Amin}, henvisninger: [{til: bup, status: mottatt}, {til: ppt, status: avsluttet}]}",
    ],
    "fravaer": [
        "{fravær: []}",
        "{fravær: [{type: dag}, {type: time, time: [3, 4]}, {type: forsentkomming, minutter: 480}, {type: forlot}]}",
        "{fravær: [{dato: 2025-09-30, type: avtalt}, {dato: 2025-09-01, type: dag, dokumentert: ja, gyldig: nei}]}",
        series("fravær: [{type: dag, årsak: %s}]", "sykdom lege permisjon ferie forsovet skulk vegring ukjent annet"),
        "{fravær: [{type: dag, meldt: sms, registrert_av: Nora, kilde: Visma, id: 4711, merknad: 12, fag: Norsk}]}",
    ],
    "kontakt": [
        "{kontakt: []}",
        series(
            "kontakt: [{dato: 2025-09-16, type: %s}]",
            "hjem drøfting bekymringssamtale undringssamtale elevsamtale kartleggingssamtale nærværsmøte "
            "samarbeidsmøte tverrfaglig-møte ressursteam ledelse evalueringsmøte legeattest annet",
        ),
        series(
            "kontakt: [{dato: 2025-09-16, type: hjem, måte: %s, svar: nei}]",
            "telefon møte video hjemmebesøk sms e-post melding brev",
        ),
        "kontakt: [{dato: 2025-09-16, type: annet, med: [elev, mor, Hodan Yusuf], kl: 10.15, bekymring: nei}]",
        "kontakt: [{dato: 2025-09-16, type: annet, kl: 8:05, referat: 3}, {dato: 2025-09-16, type: hjem, kl: 14}]",
    ],
    "kartlegging": [
        "{}",
        "{samtaler: [{med: foresatte}, {med: mor, svar: {}}, {med: far, svar: {liker: }}]}",
        "{forberedelse: {bekymringsgrad: lav}, funksjon: [unngå-sosialt-evaluering, oppnå-oppmerksomhet]}",
        "{forberedelse: {bekymringsgrad: høy}, skalering: [{skala: redd, verdi: 10}, {verdi: 1}], kort: [{kort: s}]}",
        "prøvde_tiltak: [{tiltak: A, virket: ja}, {tiltak: B, virket: nei}, {}]",
    ],
    "tiltaksplan": [
        "{periode: {fra: 2025-09-29}}",
        "{periode: {fra: 2025-09-29}, trinn: [{trinn: 1, utfall: delvis}, {utfall: tilbake}], tiltak: [{id: 1}]}",
    ],
    "ukeplan": [
        "{}",
        "dagsplan: [{kl: 08.45–08.55}, {kl: 8:45 - 9:05}, {kl: 08.45-09.05}, {kl: 8}]",
        "ukeplaner: [{dager: [{økter: [{kl: '08:45'}, {hva: Hilse}]}]}]",
    ],
    "evaluering": [
        "{evalueringer: []}",
        series("evalueringer: [{dato: 2025-10-17, konklusjon: %s}]", "videreføres justeres ny-plan henvises avsluttes"),
        "evalueringer: [{dato: 2025-10-17, tiltak: [{id: T1, virket: delvis}], arkivert: {referanse: 25/1234}}]",
    ],
    "rutine": [
        "{navn: Vår, bygger_på: gran, slått_av: [dager-8]}",
        "{navn: Vår, kilde: {tittel: Plan, utgiver: Gran, år: 2019, lenke: https://eksempel.no, merknad: Forskning.}}",
        rule("tittel: A, slag: antall, når: {type: dag, dokumentert: nei}, enhet: dager, vindu: {dager: 14}, minst: 1"),
        rule("slag: antall, når: {}, enhet: timer, vindu: {skoledager: 10}, minst: 2, sjekk: [dag, semester]"),
        "{navn: Vår, regler: [{id: 1-å, slag: andel, når: {}, vindu: måned, over: 12.5}]}",
        rule(
            "slag: antall, når: {type: [dag, time], gyldig: [nei]}, enhet: hendelser, vindu: {dager: 1}, minst: 1, "
            "oppfølging: [{handling: kontakt hjemmet, ansvarlig: kontaktlærer, frist: {skoledager: 0}, "
            "oppfylles_av: hjemkontakt, ved_ubesvart: {handling: ledelsen kontakter hjemmet, ansvarlig: rektor}}]"
        ),
        "navn: Vår\ntrapp:\n"
        "  - {id: vegen-videre, nådd_av: [henvisning, avsluttes], valgfritt: ja}\n"
        "  - {id: kartlegging, handling: snakk, nådd_av: kartlegging, "
        "frist: {etter: [{trinn: a}, ledelse], skoledager: 5}}\n"
        "  - {id: drøfting, nådd_av: [{kontakt: drøfting}, ledelse]}\n"
        "  - {id: evaluering, nådd_av: evaluering, frist: {etter: plan, dager: 28, tidligst: {dager: 14}}}",
        "{navn: Vår, plankrav: [{krav: evalueringsdato, styrke: bør, dager: 21}, {krav: deltakere, hvem: [elev]}]}",
        rule("slag: mønster, hva: etter-fri, vindu: skoleår, minst: 4, nivå: 0.005, ivaretas_av: plan"),
        rule("slag: søsken, vindu: {dager: 14}, minst: 2, tolkning: ja"),
        rule(
            "slag: frist, etter: [mål-ikke-nådd, uten-effekt], krever: {kontakt: ledelse}, innen: {skoledager: 5}, "
            "oppfølging: [{handling: henvis, ansvarlig: rektor}]"
        ),
        rule("slag: felles, hva: arkiv, dager: 14, oppfølging: [{handling: a, ansvarlig: b, frist: {dager: 0}}]"),
        "{navn: Vår, årshjul: [{hva: a, når: etter-ferie, for: saker}, {hva: b, når: august}, {hva: c, når: }]}",
    ],
    "profil": [
        "{navn: Vår, kolonner: {fornavn: A, etternavn: B, fra: [C, D], til: }, verdier: , standard: , kjennes_på: }",
        "{navn: Vår, kolonner: {}, verdier: {type: {'1': {type: time, gyldig: nei, meldt: sms}, x: }}}",
        "{navn: Vår, kolonner: {}, datoer: måned-først, fødselsnummer: ja}",
    ],
}

# The keys that must be there, with a value. Everything else may be left out, or stand without a value.
REQUIRED = {
    "skole": {"skole"},
    "klasse": {"klasse"},
    "sak": {"elev", "elev.navn", "foresatte.navn", "samtykker.dato", "henvisninger.til"},
    "fravaer": {"fravær", "fravær.type"},
    "kontakt": {"kontakt", "kontakt.dato", "kontakt.type"},
    "kartlegging": {"samtaler.med", "skalering.verdi", "kort.kort"},
    "tiltaksplan": {"periode", "periode.fra", "delmål.id", "tiltak.id"},
    "ukeplan": set[str](),
    "evaluering": {"evalueringer", "evalueringer.dato", "evalueringer.delmål.id", "evalueringer.tiltak.id"},
}

SJEKK = {
    "versjon": 1,
    "sjekk": "uke",
    "dato": "2025-11-21",
    "periode": {"fra": "2025-11-17", "til": "2025-11-21"},
    "rutine": {"id": "gran", "navn": "Gran kommune – Til stede hver dag", "versjon": "2019-1"},
    "saker": [
        {
            "sak": "klasse7b/amin",
            "elev": "Amin Yusuf",
            "klasse": "7B",
            "status": "aktiv",
            "fravær": {
                window: {
                    "dager": 4,
                    "dokumenterte_dager": 2,
                    "udokumenterte_dager": 2,
                    "timer": 2,
                    "forsentkomminger": 1,
                    "forlot": 0,
                    "avtalte_dager": 0,
                    "skoledager": 22,
                    "prosent": 18.2,
                }
                for window in ("måned", "semester", "skoleår")
            },
            "trapp": {
                "trinn": "kartleggingssamtale",
                "nr": 2,
                "neste": {"trinn": "tiltaksplan", "nr": 3, "ansvarlig": "kontaktlærer", "frist": None},
            },
            "funn": [
                {
                    "regel": "gran/forsentkomming",
                    "alvor": "tiltak",
                    "status": "åpen",
                    "nytt": True,
                    "tolkning": False,
                    "dato": "2025-11-19",
                    "siste": "2025-11-19",
                    "verdi": 3,
                    "grense": 3,
                    "vindu": {"fra": "2025-10-20", "til": "2025-11-19"},
                    "bevis": [{"fil": "klasse7b/amin/fravaer.yaml", "linje": 14, "dato": "2025-10-22"}],
                    "melding": "Kom for sent tre ganger på en måned.",
                    "oppfølging": [
                        {
                            "handling": "kontakt hjemmet",
                            "ansvarlig": "kontaktlærer",
                            "navn": "Nora Berg",
                            "frist": None,
                            "status": "åpen",
                            "utført": None,
                        }
                    ],
                }
            ],
        }
    ],
    "feil": [
        {
            "kode": "F003",
            "alvor": "feil",
            "fil": "klasse7b/amin/fravaer.yaml",
            "linje": 7,
            "kolonne": 5,
            "melding": "ukjent felt",
        }
    ],
    "sammendrag": {"saker": 28, "krever_tiltak": 3, "forfalt": 1, "varsler": 2, "feil": 0},
}
# The keys of the check that may hold null, and the one that may be left out.
SJEKK_NULL = {
    "rutine.versjon",
    "saker.elev",
    "saker.fravær.måned.prosent",
    "saker.fravær.semester.prosent",
    "saker.fravær.skoleår.prosent",
    "saker.funn.verdi",
    "saker.funn.grense",
    "saker.funn.vindu",
    "saker.trapp",
    "saker.trapp.trinn",
    "saker.trapp.neste",
    "saker.trapp.neste.ansvarlig",
    "saker.trapp.neste.frist",
    "saker.funn.oppfølging.navn",
    "saker.funn.oppfølging.frist",
    "saker.funn.oppfølging.utført",
    "feil.linje",
    "feil.kolonne",
}

DIAGNOSTIKK = [
    {
        "kode": "F012",
        "alvor": "advarsel",
        "fil": "klasse7b/amin/fravaer.yaml",
        "linje": 7,
        "kolonne": 5,
        "lengde": 6,
        "melding": "samme dag er ført to ganger",
        "forslag": "behold den ene",
        "relaterte": [{"fil": "klasse7b/amin/fravaer.yaml", "linje": 3, "kolonne": 5, "melding": "første gang her"}],
    }
]
DIAGNOSTIKK_NULL = {"linje", "kolonne", "lengde", "forslag", "relaterte.linje", "relaterte.kolonne"}

# Kind, what is written, where the only error must stand, and its kind as jsonschema-rs names it.
BAD = [
    ("skole", "{}", "", "required"),
    ("skole", "{skole: }", "skole", "type"),
    ("skole", "[]", "", "type"),
    ("skole", "{skole: A, skloe: B}", "", "additionalProperties"),
    ("skole", "{skole: A, malform: no}", "malform", "enum"),
    ("skole", "{skole: A, roller: {rektr: Ada}}", "roller", "additionalProperties"),
    ("skole", "{skole: A, roller: {rektor: [Ada]}}", "roller.rektor", "type"),
    ("skole", "{skole: A, ressursteam: {møtedager: [27.11.2025]}}", "ressursteam.møtedager.0", "format"),
    ("skole", "{skole: A, ressursteam: {møtedager: [ ~ ]}}", "ressursteam.møtedager.0", "type"),
    ("skole", "{skole: A, ressursteam: {ppt_deltar: true}}", "ressursteam.ppt_deltar", "enum"),
    ("skole", "{skole: A, skoleruter: {2025/26: {}}}", "skoleruter", "additionalProperties"),
    ("skole", "{skole: A, skoleruter: {2025-2026: {start: '2025-02-30'}}}", "skoleruter.2025-2026.start", "format"),
    (
        "skole",
        "{skole: A, skoleruter: {2025-2026: {fri: [{hav: jul}]}}}",
        "skoleruter.2025-2026.fri.0",
        "additionalProperties",
    ),
    ("skole", "{skole: A, skoleruter: {2025-2026: {fri: juleferie}}}", "skoleruter.2025-2026.fri", "type"),
    ("klasse", "{trinn: 7}", "", "required"),
    ("klasse", "{klasse: 7B, trinn: 14}", "trinn", "maximum"),
    ("klasse", "{klasse: 7B, trinn: 0}", "trinn", "minimum"),
    ("klasse", "{klasse: 7B, trinn: sju}", "trinn", "type"),
    ("klasse", "{klasse: 7B, skoleår: 2025/26}", "skoleår", "pattern"),
    ("klasse", "{klasse: 7B, timeplan: {lørdag: [Norsk]}}", "timeplan", "additionalProperties"),
    ("klasse", "{klasse: 7B, timeplan: {mandag: Norsk}}", "timeplan.mandag", "type"),
    ("sak", "{kode: 7B-04}", "", "required"),
    ("sak", "{elev: Amin}", "elev", "type"),
    ("sak", "{elev: {morsmål: somali}}", "elev", "required"),
    ("sak", "{elev: {navn: A, fødselsdato: 14.3.2014}}", "elev.fødselsdato", "format"),
    ("sak", "{elev: {navn: A, fødselsnummer: 1}}", "elev", "additionalProperties"),
    ("sak", "{elev: {navn: A}, foresatte: [{relasjon: mor}]}", "foresatte.0", "required"),
    ("sak", "{elev: {navn: A}, foresatte: [{navn: M, skjermet: Ja}]}", "foresatte.0.skjermet", "enum"),
    ("sak", "{elev: {navn: A}, status: åpen}", "status", "enum"),
    ("sak", "{elev: {navn: A}, søsken: ../samira}", "søsken", "type"),
    ("sak", "{elev: {navn: A}, samtykker: [{gitt_av: [M]}]}", "samtykker.0", "required"),
    ("sak", "{elev: {navn: A}, samtykker: [{dato: }]}", "samtykker.0.dato", "type"),
    ("sak", "{elev: {navn: A}, henvisninger: [{dato: 2025-11-03}]}", "henvisninger.0", "required"),
    ("sak", "{elev: {navn: A}, henvisninger: [{til: ppt, status: levert}]}", "henvisninger.0.status", "enum"),
    ("sak", "{elev: {navn: A}, meldinger: [{foresatte_underrettet: nei}]}", "meldinger.0", "required"),
    ("sak", "{elev: {navn: A}, meldinger: [{grunnlag: {tiltak: x}}]}", "meldinger.0.grunnlag", "additionalProperties"),
    ("sak", "{elev: {navn: A}, skolemiljø: {mistanke: kanskje}}", "skolemiljø.mistanke", "enum"),
    ("fravaer", "{}", "", "required"),
    ("fravaer", "[{dato: 2025-09-03, type: dag}]", "", "type"),
    ("fravaer", "{fravær: [ ~ ]}", "fravær.0", "type"),
    ("fravaer", "{fravær: [{dato: 2025-09-03}]}", "fravær.0", "required"),
    ("fravaer", "{fravær: [{type: }]}", "fravær.0.type", "enum"),
    ("fravaer", "{fravær: [{type: forsentkommet}]}", "fravær.0.type", "enum"),
    ("fravaer", "{fravær: [{type: dag, dato: 3. september}]}", "fravær.0.dato", "format"),
    ("fravaer", "{fravær: [{type: dag, dato: 20250903}]}", "fravær.0.dato", "type"),
    ("fravaer", "{fravær: [{type: dag, aarsak: ukjent}]}", "fravær.0", "additionalProperties"),
    ("fravaer", "{fravær: [{type: dag, årsak: syk}]}", "fravær.0.årsak", "enum"),
    ("fravaer", "{fravær: [{type: time, timer: 0}]}", "fravær.0.timer", "minimum"),
    ("fravaer", "{fravær: [{type: time, timer: 13}]}", "fravær.0.timer", "maximum"),
    ("fravaer", "{fravær: [{type: time, timer: 1.5}]}", "fravær.0.timer", "type"),
    ("fravaer", "{fravær: [{type: time, time: []}]}", "fravær.0.time", "minItems"),
    ("fravaer", "{fravær: [{type: time, time: [3, 3]}]}", "fravær.0.time", "uniqueItems"),
    ("fravaer", "{fravær: [{type: time, time: [13]}]}", "fravær.0.time.0", "maximum"),
    ("fravaer", "{fravær: [{type: time, time: 3}]}", "fravær.0.time", "type"),
    ("fravaer", "{fravær: [{type: forsentkomming, minutter: 481}]}", "fravær.0.minutter", "maximum"),
    ("fravaer", "{fravær: [{type: dag, merknad: true}]}", "fravær.0.merknad", "type"),
    ("kontakt", "{kontakter: []}", "", ("additionalProperties", "required")),
    ("kontakt", "{kontakt: [{type: hjem}]}", "kontakt.0", "required"),
    ("kontakt", "{kontakt: [{dato: 2025-09-16}]}", "kontakt.0", "required"),
    ("kontakt", contact("type: samtale"), "kontakt.0.type", "enum"),
    ("kontakt", contact("type: hjem, kl: kvart over ti"), "kontakt.0.kl", "pattern"),
    ("kontakt", contact("type: hjem, kl: '24:00'"), "kontakt.0.kl", "pattern"),
    ("kontakt", contact("type: hjem, kl: 10:15–10:30"), "kontakt.0.kl", "pattern"),
    ("kontakt", contact("type: hjem, kl: 1015"), "kontakt.0.kl", "maximum"),
    ("kontakt", contact("type: hjem, måte: epost"), "kontakt.0.måte", "enum"),
    ("kontakt", contact("type: hjem, med: mor"), "kontakt.0.med", "type"),
    ("kontakt", contact("type: hjem, avtalt: [{frist: snart}]"), "kontakt.0.avtalt.0.frist", "format"),
    ("kontakt", contact("type: hjem, arkivert: ja"), "kontakt.0.arkivert", "type"),
    ("kartlegging", "{samtaler: [{dato: 2025-09-24}]}", "samtaler.0", "required"),
    ("kartlegging", "{samtaler: [{med: bror}]}", "samtaler.0.med", "enum"),
    ("kartlegging", "{samtaler: [{med: elev, svar: {liker: [Musikk]}}]}", "samtaler.0.svar.liker", "type"),
    ("kartlegging", "{forberedelse: {bekymringsgrad: stor}}", "forberedelse.bekymringsgrad", "enum"),
    ("kartlegging", "{faktorer: {skole: {}}}", "faktorer", "additionalProperties"),
    ("kartlegging", "{faktorer: {fritid: {risk: []}}}", "faktorer.fritid", "additionalProperties"),
    ("kartlegging", "{funksjon: [unngå]}", "funksjon.0", "enum"),
    ("kartlegging", "{skalering: [{skala: liker}]}", "skalering.0", "required"),
    ("kartlegging", "{skalering: [{verdi: 11}]}", "skalering.0.verdi", "maximum"),
    ("kartlegging", "{skalering: [{verdi: 2, skala: hater}]}", "skalering.0.skala", "enum"),
    ("kartlegging", "{kort: [{omfang: 3}]}", "kort.0", "required"),
    ("kartlegging", "{kort: [{kort: søvn, omfang: 5}]}", "kort.0.omfang", "maximum"),
    ("kartlegging", "{kort: [søvn]}", "kort.0", "type"),
    ("kartlegging", "{prøvde_tiltak: [{virket: litt}]}", "prøvde_tiltak.0.virket", "enum"),
    ("tiltaksplan", "{status: Borte.}", "", "required"),
    ("tiltaksplan", "{periode: {til: 2025-10-17}}", "periode", "required"),
    ("tiltaksplan", "{periode: {fra: }}", "periode.fra", "type"),
    ("tiltaksplan", "{periode: uke 40}", "periode", "type"),
    ("tiltaksplan", plan("delmål: [{mål: A}]"), "delmål.0", "required"),
    ("tiltaksplan", plan("tiltak: [{tiltak: A}]"), "tiltak.0", "required"),
    ("tiltaksplan", plan("trinn: [{trinn: 0}]"), "trinn.0.trinn", "minimum"),
    ("tiltaksplan", plan("trinn: [{utfall: nei}]"), "trinn.0.utfall", "enum"),
    ("tiltaksplan", plan("ansvar: {elev: Øver.}"), "ansvar.elev", "type"),
    ("tiltaksplan", plan("plan_b: Ringe mor."), "plan_b", "type"),
    ("tiltaksplan", plan("fulltid: delvis"), "fulltid", "enum"),
    ("tiltaksplan", plan("mål: {kortsiktige: []}"), "mål", "additionalProperties"),
    ("ukeplan", "{ukeplan: []}", "", "additionalProperties"),
    ("ukeplan", "{ukeplaner: [{dager: [{økter: [{kl: 08.45 til 09}]}]}]}", "ukeplaner.0.dager.0.økter.0.kl", "pattern"),
    (
        "ukeplan",
        "{ukeplaner: [{dager: [{rammer: {kveld: Ro.}}]}]}",
        "ukeplaner.0.dager.0.rammer",
        "additionalProperties",
    ),
    ("ukeplan", "{dagsplan: [{kl: '7:60'}]}", "dagsplan.0.kl", "pattern"),
    ("evaluering", "{}", "", "required"),
    ("evaluering", "{evalueringer: {dato: 2025-10-17}}", "evalueringer", "type"),
    ("evaluering", "{evalueringer: [{plan: tiltaksplan.yaml}]}", "evalueringer.0", "required"),
    ("evaluering", evaluation("delmål: [{nådd: ja}]"), "evalueringer.0.delmål.0", "required"),
    ("evaluering", evaluation("tiltak: [{id: T1, virket: litt}]"), "evalueringer.0.tiltak.0.virket", "enum"),
    ("evaluering", evaluation("konklusjon: ferdig"), "evalueringer.0.konklusjon", "enum"),
    ("evaluering", evaluation("neste: om tre uker"), "evalueringer.0.neste", "format"),
    ("rutine", "{}", "", "required"),
    ("rutine", "{navn: A, regler: [{id: A b, slag: andel, når: {}, vindu: måned, over: 1}]}", "regler.0.id", "pattern"),
    ("rutine", rule("slag: summen"), "regler.0.slag", "enum"),
    ("rutine", rule("slag: andel, når: {}, vindu: uke, over: 1"), "regler.0.vindu", "enum"),
    ("rutine", rule("slag: andel, når: {}, vindu: {uker: 2}, over: 1"), "regler.0.vindu", "additionalProperties"),
    ("rutine", rule("slag: andel, når: {}, vindu: {}, over: 1"), "regler.0.vindu", "minProperties"),
    ("rutine", rule("slag: andel, når: {}, vindu: 14, over: 1"), "regler.0.vindu", "type"),
    ("rutine", rule("slag: andel, når: {}, vindu: måned, over: 101"), "regler.0.over", "maximum"),
    ("rutine", rule("slag: sammenhengende, når: {type: avtalt}, skoledager: 3"), "regler.0.når.type", "enum"),
    ("rutine", rule("slag: sammenhengende, når: {type: [avtalt]}, skoledager: 3"), "regler.0.når.type.0", "enum"),
    ("rutine", rule("slag: sammenhengende, når: {type: []}, skoledager: 3"), "regler.0.når.type", "minItems"),
    ("rutine", rule("slag: sammenhengende, når: {}, skoledager: 0"), "regler.0.skoledager", "minimum"),
    ("rutine", rule("slag: sammenhengende, når: {}, skoledager: 3, sjekk: [år]"), "regler.0.sjekk.0", "enum"),
    (
        "rutine",
        rule("slag: sammenhengende, når: {}, skoledager: 3, oppfølging: [{handling: a, oppfylles_av: ledelse}]"),
        "regler.0.oppfølging.0",
        "required",
    ),
    (
        "rutine",
        rule(
            "slag: sammenhengende, når: {}, skoledager: 3, oppfølging: [{handling: a, ansvarlig: b, oppfylles_av: c}]"
        ),
        "regler.0.oppfølging.0.oppfylles_av",
        "enum",
    ),
    ("rutine", rule("slag: mønster, hva: måned"), "regler.0.hva", "enum"),
    ("rutine", rule("slag: mønster, hva: fag, nivå: 0"), "regler.0.nivå", "minimum"),
    ("rutine", rule("slag: frist, etter: flaks, krever: plan"), "regler.0.etter", "enum"),
    ("rutine", rule("slag: frist, etter: plan, krever: [plan, flaks]"), "regler.0.krever.1", "enum"),
    (
        "rutine",
        rule("slag: frist, etter: {trinn: a}, krever: plan"),
        "regler.0.etter",
        ("additionalProperties", "required"),
    ),
    ("rutine", rule("slag: frist, etter: plan, krever: plan, innen: {}"), "regler.0.innen", "minProperties"),
    ("rutine", rule("slag: felles, hva: arkiv, dager: 1.5"), "regler.0.dager", "type"),
    ("rutine", "{navn: A, trapp: [{id: a}]}", "trapp.0", "required"),
    ("rutine", step("nådd_av: flaks"), "trapp.0.nådd_av", "enum"),
    ("rutine", step("nådd_av: 3"), "trapp.0.nådd_av", "type"),
    ("rutine", step("nådd_av: "), "trapp.0.nådd_av", "type"),
    ("rutine", step("nådd_av: []"), "trapp.0.nådd_av", "minItems"),
    ("rutine", step("nådd_av: [[plan]]"), "trapp.0.nådd_av.0", "type"),
    ("rutine", step("nådd_av: {kontakter: hjem}"), "trapp.0.nådd_av", ("additionalProperties", "required")),
    ("rutine", step("nådd_av: {bekymring: ja}"), "trapp.0.nådd_av", "required"),
    ("rutine", step("nådd_av: plan, frist: {etter: {bekymring: ja}}"), "trapp.0.frist.etter", "required"),
    ("rutine", step("nådd_av: plan, frist: {etter: [{trinn: a}, påske]}"), "trapp.0.frist.etter.1", "enum"),
    ("rutine", step("nådd_av: plan, frist: {etter: påske}"), "trapp.0.frist.etter", "enum"),
    ("rutine", step("nådd_av: [plan, flaks]"), "trapp.0.nådd_av.1", "enum"),
    ("rutine", step("nådd_av: {kontakt: ringing}"), "trapp.0.nådd_av.kontakt", "enum"),
    ("rutine", step("nådd_av: plan, frist: {dager: 7}"), "trapp.0.frist", "required"),
    ("rutine", "{navn: A, plankrav: [{krav: alt}]}", "plankrav.0.krav", "enum"),
    ("rutine", "{navn: A, plankrav: [{krav: planlengde, styrke: kan}]}", "plankrav.0.styrke", "enum"),
    ("rutine", "{navn: A, årshjul: [{når: august}]}", "årshjul.0", "required"),
    ("rutine", "{navn: A, årshjul: [{hva: a, når: jul}]}", "årshjul.0.når", "enum"),
    ("rutine", "{navn: A, årshjul: [{hva: a, for: elever}]}", "årshjul.0.for", "enum"),
    ("profil", "{kolonner: {}}", "", "required"),
    ("profil", "{navn: A}", "", "required"),
    ("profil", "{navn: A, kolonner: {elev: B}}", "kolonner", "additionalProperties"),
    ("profil", "{navn: A, kolonner: {navn: 3}}", "kolonner.navn", "type"),
    ("profil", "{navn: A, kolonner: {navn: []}}", "kolonner.navn", "minItems"),
    ("profil", "{navn: A, kolonner: {}, verdier: {fag: {}}}", "verdier", "additionalProperties"),
    ("profil", "{navn: A, kolonner: {}, verdier: {type: {x: dag}}}", "verdier.type.x", "type"),
    ("profil", "{navn: A, kolonner: {}, standard: {type: uke}}", "standard.type", "enum"),
    ("profil", "{navn: A, kolonner: {}, datoer: år-først}", "datoer", "enum"),
]


def load(text: str) -> Any:
    """YAML 1.2 as values; dates as ISO text, as the program's own reader gives them."""
    return _dates_as_text(YAML(typ="safe", pure=True).load(text))


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def text_of(kind: str) -> str:
    return (SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8")


SCHEMA: dict[str, dict[str, Any]] = {kind: json.loads(text_of(kind)) for kind in KINDS}
VALIDATOR = {kind: jsonschema_rs.Draft202012Validator(schema, validate_formats=True) for kind, schema in SCHEMA.items()}


def errors(kind: str, value: Any) -> list[tuple[str, str]]:
    """Where each error stands, and its kind. Never the message: it holds the pupil's values."""
    found = sorted((".".join(map(str, e.instance_path)), e.kind.name) for e in VALIDATOR[kind].iter_errors(value))
    # a text that is no date breaks the pattern for the year as well: one error to whoever reads it
    return [(where, name) for where, name in found if name != "pattern" or (where, "format") not in found]


def nodes(schema: Any, route: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a schema document, with the JSON pointer to it."""
    if isinstance(schema, dict):
        yield route, schema
        for key, value in schema.items():
            yield from nodes(value, f"{route}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from nodes(value, f"{route}/{index}")


def described(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The root and every property that a person may write, at every depth, through `$ref` (each definition once)."""
    root = SCHEMA[kind]
    seen: set[str] = set()

    def walk(node: dict[str, Any], route: str) -> Iterator[tuple[str, dict[str, Any]]]:
        if "$ref" in node:
            name = node["$ref"].removeprefix("#/$defs/")
            if name not in seen:
                seen.add(name)
                yield from walk(root["$defs"][name], name)
        free = node.get("additionalProperties")
        properties = {
            **node.get("properties", {}),
            **node.get("patternProperties", {}),
            **({"*": free} if isinstance(free, dict) else {}),
        }
        for key, value in properties.items():
            yield f"{route}.{key}", value
            yield from walk(value, f"{route}.{key}")
        for key in ("items", "then", "else"):
            if key in node:
                yield from walk(node[key], f"{route}[]" if key == "items" else route)

    yield kind, root
    yield from walk(root, kind)


def places(value: Any, route: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The way to every key of a document, and its name without list numbers: `foresatte.navn`."""
    if isinstance(value, dict):
        for key, item in value.items():
            here = (*route, key)
            yield here, ".".join(step for step in here if isinstance(step, str))
            yield from places(item, here)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*route, index))


def changed(document: Any, route: tuple[str | int, ...], change: Callable[[Any, Any], Any]) -> Any:
    """A copy of the document where `change(container, key)` was made at the end of the route."""
    document = copy.deepcopy(document)
    container = document
    for step in route[:-1]:
        container = container[step]
    change(container, route[-1])
    return document


def set_null(container: Any, key: Any) -> None:
    container[key] = None


def delete(container: Any, key: Any) -> None:
    del container[key]


def add_unknown(container: Any, key: Any) -> None:
    container[key]["ukjent_felt"] = 1


def test_there_is_one_schema_for_each_kind_and_no_other() -> None:
    assert {file.name for file in SCHEMAS.iterdir()} == {f"{kind}.schema.json" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_valid_2020_12(kind: str) -> None:
    schema = SCHEMA[kind]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:fravaer:{kind}"
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema_rs.meta.validate(schema)


@pytest.mark.parametrize("kind", KINDS)
def test_schema_stands_alone_and_every_definition_is_used(kind: str) -> None:
    refs = {node["$ref"] for _, node in nodes(SCHEMA[kind]) if "$ref" in node}
    assert refs == {f"#/$defs/{name}" for name in SCHEMA[kind].get("$defs", {})}
    assert all(re.fullmatch(r"#/\$defs/[A-Za-z]+", ref) for ref in refs)


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_written_for_people(kind: str) -> None:
    text = text_of(kind)
    assert "\\u" not in text
    assert text.endswith("}\n")
    assert "\t" not in text
    assert re.match(r'\{\n  "\$schema"', text)


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_has_title_and_description(kind: str) -> None:
    found = list(described(kind))
    assert len(found) > 5
    for route, node in found:
        assert node.get("title"), route
        assert len(node.get("description", "")) > 8, route
        assert node["description"].endswith("."), route
        assert node["title"][0].isupper(), route
        assert not node["title"].endswith("."), route


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_list_is_explained_where_it_is_chosen(kind: str) -> None:
    days_and_answers = {"liker", "redd"}
    for route, node in described(kind):
        for word in node.get("enum", []):
            if isinstance(word, str) and word not in days_and_answers:
                assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", node["description"]), (route, word)


@pytest.mark.parametrize("kind", KINDS)
def test_no_keyword_reports_the_same_error_twice(kind: str) -> None:
    for route, node in nodes(SCHEMA[kind]):
        if route.endswith(("/properties", "/$defs", "/patternProperties")):
            continue
        assert not {"anyOf", "oneOf", "not", "dependentSchemas", "unevaluatedProperties"} & node.keys(), route
        assert not {"type", "enum"} <= node.keys(), f"{route}: a wrong type would be told twice"


@pytest.mark.parametrize("kind", KINDS)
def test_objects_take_no_unknown_keys(kind: str) -> None:
    free = []
    for route, node in nodes(SCHEMA[kind]):
        if "properties" in node and isinstance(node["properties"], dict) and not route.endswith(("/if", "/properties")):
            assert node.get("additionalProperties") is False, route
        if isinstance(node.get("additionalProperties"), dict) and not route.endswith("/properties"):
            free.append(route.rsplit("/", 1)[-1])
    assert free == {"kartlegging": ["svar"], "tiltaksplan": ["ansvar"], "rutine": ["roller"], "profil": ["ord"]}.get(
        kind, []
    )


@pytest.mark.parametrize("kind", YAML_KINDS)
def test_example_of_the_design_is_valid(kind: str) -> None:
    assert errors(kind, load(EXAMPLES[kind])) == []


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FURTHER.items() for text in texts])
def test_what_the_prose_names_is_valid(kind: str, text: str) -> None:
    assert errors(kind, load(text)) == []


LOGS = {"fravær", "kontakt", "evalueringer"}


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_required_key_must_be_there_and_any_other_may_be_left_out_or_empty(kind: str) -> None:
    example = load(EXAMPLES[kind])
    seen = set()
    for route, name in places(example):
        seen.add(name)
        here, above = ".".join(map(str, route)), ".".join(map(str, route[:-1]))
        without, empty = changed(example, route, delete), changed(example, route, set_null)
        if name in REQUIRED[kind]:
            assert errors(kind, without) == [(above, "required")], name
            # an empty log is a log without entries; nothing else that is required may stand empty
            assert [where for where, _ in errors(kind, empty)] == ([] if name in LOGS else [here]), name
        else:
            assert errors(kind, without) == [], name
            assert errors(kind, empty) == [], name
    assert seen >= REQUIRED[kind]


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_every_optional_property_of_the_schema_takes_null(kind: str) -> None:
    root = SCHEMA[kind]
    for route, node in nodes(root):
        if "properties" not in node or route.endswith(("/properties", "/if")):
            continue
        for key, value in node["properties"].items():
            alone = jsonschema_rs.Draft202012Validator({**value, "$defs": root.get("$defs", {})})
            assert alone.is_valid(None) == (key not in node.get("required", []) or key in LOGS), f"{route}: {key}"


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_an_unknown_key_is_an_error_in_every_object_of_the_example(kind: str) -> None:
    example = load(EXAMPLES[kind])
    free = {"svar", "ansvar"}
    for route, name in places(example):
        container = example
        for step in route:
            container = container[step]
        if isinstance(container, dict) and route[-1] not in free:
            found = errors(kind, changed(example, route, add_unknown))
            assert found == [(".".join(map(str, route)), "additionalProperties")], name


@pytest.mark.parametrize(("kind", "text", "where", "what"), BAD)
def test_bad_input_gives_one_error_at_its_place(kind: str, text: str, where: str, what: str | tuple[str, ...]) -> None:
    kinds = (what,) if isinstance(what, str) else what
    assert errors(kind, load(text)) == [(where, each) for each in kinds]


def test_every_kind_has_bad_input() -> None:
    assert {kind for kind, *_ in BAD} == set(YAML_KINDS)


@pytest.mark.parametrize(
    ("kind", "document", "nullable"), [("sjekk-v1", SJEKK, SJEKK_NULL), ("diagnostikk", DIAGNOSTIKK, DIAGNOSTIKK_NULL)]
)
def test_output_is_strict(kind: str, document: Any, nullable: set[str]) -> None:
    assert errors(kind, document) == []
    for route, name in places(document):
        here, above = ".".join(map(str, route)), ".".join(map(str, route[:-1]))
        assert errors(kind, changed(document, route, delete)) == [(above, "required")], name
        found = errors(kind, changed(document, route, set_null))
        assert [where for where, _ in found] == ([] if name in nullable else [here]), name


def test_check_says_ufullstendig_only_when_it_is() -> None:
    def with_value(value: Any) -> Any:
        return changed(SJEKK, ("saker", 0, "ufullstendig"), lambda container, key: container.__setitem__(key, value))

    assert errors("sjekk-v1", with_value(True)) == []
    assert errors("sjekk-v1", with_value(False)) == [("saker.0.ufullstendig", "const")]


@pytest.mark.parametrize(
    ("route", "value", "what"),
    [
        (("versjon",), 2, "const"),
        (("sjekk",), "år", "enum"),
        (("dato",), "21.11.2025", "format"),
        (("kilder",), [], "additionalProperties"),
        (("saker", 0, "status"), "åpen", "enum"),
        (("saker", 0, "fravær", "måned", "prosent"), 101, "maximum"),
        (("saker", 0, "fravær", "måned", "dager"), -1, "minimum"),
        (("saker", 0, "funn", 0, "alvor"), "feil", "enum"),
        (("saker", 0, "funn", 0, "status"), "ny", "enum"),
        (("saker", 0, "funn", 0, "bevis", 0, "linje"), 0, "minimum"),
        (("feil", 0, "kode"), "X1", "pattern"),
        (("sammendrag", "saker"), "28", "type"),
    ],
)
def test_check_refuses(route: tuple[str | int, ...], value: Any, what: str) -> None:
    document = changed(SJEKK, route, lambda container, key: container.__setitem__(key, value))
    where = route[:-1] if what == "additionalProperties" else route
    assert errors("sjekk-v1", document) == [(".".join(map(str, where)), what)]


def test_check_has_nothing_to_say() -> None:
    assert errors("sjekk-v1", {**SJEKK, "saker": [], "feil": []}) == []
    assert errors("diagnostikk", []) == []
