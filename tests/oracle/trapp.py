"""The oracle's staircase, its deadlines, and `felles/skolemiljø`, from 03's «Staircases».

Written from the design and the decided readings alone, like `orakel.py`; imports nothing from the program.

A step's evidence is a list of days on which it was given. «Evidence counts from `åpnet` on (or from the start of the
school year); the pupil stands on the last step reached.»
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.oracle.orakel import (
    H_STJERNE,
    RANG,
    STANDARD,
    Dagbok,
    H,
    L,
    Lesning,
    R,
    i_en_plan,
    riktig_slag,
    rollens_navn,
    skolearets_forste,
    som_dato,
    ubesvart,
)

Data = dict[str, Any]
SNART = timedelta(days=7)  # a deadline is a finding once it is at most this far ahead


# --------------------------------------------------------------------------------------------------------------
# Evidence
# --------------------------------------------------------------------------------------------------------------
class Spor:
    """What a case shows at D."""

    def __init__(self, ra: Data, dagbok: Dagbok, dato: date, lesning: Lesning = STANDARD) -> None:
        self.lesning = lesning
        self.ra, self.sak, self.dagbok, self.dato = ra, ra["sak"], dagbok, dato
        # READING: `åpnet` in an earlier school year counts; an `åpnet` after D lets nothing count.
        self.fra = som_dato(self.sak["åpnet"]) if "åpnet" in self.sak else skolearets_forste(dato)
        self.foresatte = {f["navn"] for f in self.sak.get("foresatte") or []}

    def sett(self, d: date) -> bool:
        return self.fra <= d <= self.dato

    # --- contacts
    def kontakt(self, slag: str) -> list[date]:
        """Contacts that fulfil one of 03's letters."""
        return [
            d
            for k in self.ra["kontakt"]
            if self.sett(d := som_dato(k["dato"]))
            and riktig_slag(k, slag, self.foresatte)
            and not ubesvart(k, slag, STANDARD)
        ]

    def type(self, *typer: str) -> list[date]:
        """«that contact type»: whoever took part, but for a try that nobody answered (`svar: nei`)."""
        return [
            d
            for k in self.ra["kontakt"]
            if self.sett(d := som_dato(k["dato"])) and k["type"] in typer and k.get("svar") != "nei"
        ]

    def bekymret_kontakt(self) -> list[date]:
        """An answered contact with home after which absence was judged worrying."""
        return sorted(
            d
            for k in self.ra["kontakt"]
            if self.sett(d := som_dato(k["dato"]))
            and k.get("bekymring") == "ja"
            and riktig_slag(k, H_STJERNE, self.foresatte)
            and not ubesvart(k, H_STJERNE, STANDARD)
        )

    # --- files
    def plan(self) -> list[date]:
        return [d for p in self.ra["planer"] if self.sett(d := som_dato(p["periode"]["fra"]))]

    def gjeldende(self) -> tuple[str, Data] | None:
        """02: «the current plan at a date is the latest that has begun», with its file's name.

        READING: of two that began on the same day the one in the later file.
        """
        begynt = [
            (som_dato(plan["periode"]["fra"]), nr, plan)
            for nr, plan in enumerate(self.ra["planer"], 1)
            if som_dato(plan["periode"]["fra"]) <= self.dato
        ]
        if not begynt:
            return None
        _, nr, plan = max(begynt, key=lambda rad: rad[:2])
        return _planfil(nr), plan

    def evaluering(self) -> list[date]:
        """Evaluations of the current plan."""
        gjeldende = self.gjeldende()
        if gjeldende is None:
            return []
        return [som_dato(e["dato"]) for e in self._evalueringer() if e.get("plan", "tiltaksplan.yaml") == gjeldende[0]]

    def _evalueringer(self) -> list[Data]:
        return [e for e in self.ra.get("evalueringer", []) if self.sett(som_dato(e["dato"]))]

    def uten_effekt(self, fra_nr: int | None = None) -> list[date]:
        """Evaluations that show no effect, of the current plan, or of plan no. `fra_nr` and later ones.

        02: plans are «ordered by `periode.fra`». READING: without effect = what is noted of goals and measures is `nei`
        throughout. (03 does not say; the generator writes only evaluations that are clear: all `nei`, or something that
        worked.) READING: oslo's «(if without effect)» is said of the evaluation of the step before, so a new plan leads
        back to samarbeidsavtale.
        """
        if fra_nr is None:
            gjeldende = self.gjeldende()
            filer = [gjeldende[0]] if gjeldende else []
        else:
            rekke = sorted((som_dato(plan["periode"]["fra"]), nr) for nr, plan in enumerate(self.ra["planer"], 1))
            filer = [_planfil(nr) for _, nr in rekke[fra_nr - 1 :]]
        ut: list[date] = []
        for e in self._evalueringer():
            noteringer = [d["nådd"] for d in e.get("delmål", [])] + [t["virket"] for t in e.get("tiltak", [])]
            if noteringer and set(noteringer) == {"nei"} and e.get("plan", "tiltaksplan.yaml") in filer:
                ut.append(som_dato(e["dato"]))
        return ut

    def avsluttes(self) -> list[date]:
        return [som_dato(e["dato"]) for e in self._evalueringer() if e.get("konklusjon") == "avsluttes"]

    def henvisning(self) -> list[date]:
        return [d for h in self.sak.get("henvisninger") or [] if self.sett(d := som_dato(h["dato"]))]

    def fravaer(self) -> list[date]:
        """«any entry». READING: of absence, so not `avtalt`."""
        return [d for d, fo in self.dagbok.items() if self.sett(d) and any(f.type != "avtalt" for f in fo)]

    def kartlegging(self) -> list[date]:
        """«interviews with skole, elev and foresatte» (mor or far is foresatte): the day all three were held."""
        samtaler = [
            (s["med"], som_dato(s["dato"]))
            for s in (self.ra.get("kartlegging") or {}).get("samtaler") or []
            if (som_dato(s["dato"]) <= self.dato if self.lesning.kartlegging_er_en else self.sett(som_dato(s["dato"])))
        ]
        forst: list[date] = []
        for hvem in ({"skole"}, {"elev"}, {"foresatte", "mor", "far"}):
            datoer = [d for med, d in samtaler if med in hvem]
            if not datoer:
                return []
            forst.append(min(datoer))
        return [max(forst)] if self.sett(max(forst)) else []

    def arsakskartlegging(self) -> list[date]:
        """«`kort` or `skalering`».

        READING: cause cards have no date; they were chosen in the interview with the pupil, and without one they count
        as soon as they are there.
        """
        kart = self.ra.get("kartlegging") or {}
        ut = [d for s in kart.get("skalering") or [] if self.sett(d := som_dato(s["dato"]))]
        if kart.get("kort"):
            samtaler = [
                d for s in kart.get("samtaler") or [] if s["med"] == "elev" and (d := som_dato(s["dato"])) <= self.dato
            ]
            ut += [d for d in samtaler if self.sett(d)] if samtaler else self._udatert()
        return ut

    def samtykke(self) -> list[date]:
        """«one in force». READING: one given before the case was opened is in force too, for it says what holds now."""
        if not self.sett(self.dato):
            return []
        return [
            som_dato(s["dato"])
            for s in self.sak.get("samtykker") or []
            if som_dato(s["dato"]) <= self.dato
            and not ("utløper" in s and som_dato(s["utløper"]) < self.dato)
            and not ("trukket" in s and som_dato(s["trukket"]) <= self.dato)
        ]

    def flere_instanser(self) -> list[date]:
        """«several services involved». READING: two services in `nettverk`, which has no dates."""
        return self._udatert() if len({n["instans"] for n in self.sak.get("nettverk") or []}) > 1 else []

    def _udatert(self) -> list[date]:
        """READING: evidence without a date counts once the case is open, but is not «on or after» any day."""
        return [date.min] if self.sett(self.dato) else []


def _planfil(nr: int) -> str:
    return "tiltaksplan.yaml" if nr == 1 else f"tiltaksplan-{nr}.yaml"


# --------------------------------------------------------------------------------------------------------------
# The staircases
# --------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Trinn:
    """One step: its evidence, who is responsible, whether it is optional, and the deadline's kind."""

    id: str
    spor: Callable[[Spor], list[date]]
    ansvarlig: str = "kontaktlærer"  # 03: «Who acts: kontaktlærer»
    valgfritt: bool = False
    uro: bool = False  # due 7 days after a contact home with `bekymring: ja`
    planens_dato: bool = False  # due on the plan's `evaluering.dato`
    plandager: int | None = None  # due so many days after `periode.fra`


AVD = "avdelingsleder"  # 03: «alvoen from step 4: avdelingsleder»
TRAPPER: dict[str, list[Trinn]] = {
    "gran": [
        Trinn("kontakt", lambda s: s.kontakt(H_STJERNE)),
        Trinn("drøfting", lambda s: s.type("drøfting"), valgfritt=True),
        Trinn("kartleggingssamtale", lambda s: s.type("kartleggingssamtale"), uro=True),
        Trinn("tiltaksplan", lambda s: s.plan()),
        Trinn("evaluering", lambda s: s.evaluering(), planens_dato=True, plandager=21),
        Trinn("vegen-videre", lambda s: s.henvisning() + s.avsluttes()),
    ],
    "alvoen": [
        Trinn("rapportering", lambda s: s.fravaer()),
        Trinn("telling", lambda s: s.kontakt(L)),
        Trinn("kartlegging", lambda s: s.kontakt(H)),
        Trinn("nærværsmøte", lambda s: s.type("nærværsmøte"), AVD, uro=True),
        Trinn("tiltak", lambda s: s.plan(), AVD),
        Trinn("evaluering", lambda s: s.evaluering(), AVD, plandager=28),
        Trinn("komplekse-saker", lambda s: s.uten_effekt(2) + s.flere_instanser(), AVD),
    ],
    "oslo": [
        Trinn("kontakt", lambda s: s.kontakt(H)),
        Trinn("ressursteam", lambda s: s.kontakt(R)),
        Trinn("kartlegging", lambda s: s.kartlegging()),
        Trinn("tverrfaglig-møte", lambda s: s.type("tverrfaglig-møte"), valgfritt=True),
        Trinn("samarbeidsavtale", lambda s: s.plan()),
        Trinn("evaluering", lambda s: s.evaluering(), plandager=14),
        Trinn("drøfte-henvisning", lambda s: s.uten_effekt()),
    ],
    "faerder": [
        Trinn("undringssamtale", lambda s: s.type("undringssamtale")),
        Trinn("samtykke", lambda s: s.samtykke()),
        Trinn("årsakskartlegging", lambda s: s.arsakskartlegging()),
        Trinn("samarbeidsavtale", lambda s: s.plan()),
        Trinn("evaluering", lambda s: s.evaluering(), planens_dato=True),
    ],
    "udir": [],
}


def _numre(trinn: list[Trinn]) -> list[int]:
    """Numbered from 1; an optional step has the number of the step before."""
    numre: list[int] = []
    for t in trinn:
        forrige = numre[-1] if numre else 0
        numre.append(forrige if t.valgfritt else forrige + 1)
    return numre


@dataclass
class Frist:
    """A step that is due."""

    trinn: Trinn
    utlosere: list[date]
    apne: list[date]
    frist: date  # of the first open trigger (none open: of the last)
    moett: date | None  # the latest evidence that met it


def _frister(pakke: str, spor: Spor) -> list[Frist]:
    """Every deadline, met or not, however far ahead."""
    sak = spor.sak
    if sak.get("status") == "avsluttet" and ("avsluttet" not in sak or som_dato(sak["avsluttet"]) <= spor.dato):
        return []
    ut: list[Frist] = []
    trapp = TRAPPER[pakke]
    for nr, trinn in enumerate(trapp):
        # «met by that step or any later step on or after that day»
        motende = sorted(d for t in trapp[nr:] for d in t.spor(spor))

        def moett(utlosere: list[date], motende: list[date] = motende) -> date | None:
            return max((d for d in motende if d >= utlosere[0]), default=None)

        if trinn.uro:
            # READING: a worry inside a plan's days starts no deadline, so it is no trigger (not one that is met).
            dager = [t for t in spor.bekymret_kontakt() if not i_en_plan(t, spor.ra["planer"])]
            apne = [t for t in dager if not any(d >= t for d in motende)]
            if dager:
                forste = apne[0] if apne else dager[-1]
                ut.append(Frist(trinn, dager, apne, forste + timedelta(days=7), moett(dager)))
        gjeldende = spor.gjeldende()
        if (trinn.planens_dato or trinn.plandager is not None) and gjeldende is not None:
            fra = som_dato(gjeldende[1]["periode"]["fra"])
            planlagt = (gjeldende[1].get("evaluering") or {}).get("dato")
            if trinn.planens_dato and planlagt:
                frist = som_dato(planlagt)
            elif trinn.plandager is not None:
                frist = fra + timedelta(days=trinn.plandager)
            else:
                continue
            # READING: a plan from before `åpnet` is no evidence, so nothing is counted from it.
            if spor.sett(fra):
                apne = [] if any(d >= fra for d in motende) else [fra]
                ut.append(Frist(trinn, [fra], apne, frist, moett([fra])))
    return ut


def staar_paa(pakke: str, ra: Data, dagbok: Dagbok, dato: date, lesning: Lesning = STANDARD) -> Data | None:
    """`trapp` in the JSON."""
    trapp = TRAPPER[pakke]
    if not trapp:
        return None
    spor = Spor(ra, dagbok, dato, lesning)
    numre = _numre(trapp)
    nadd = [nr for nr, trinn in enumerate(trapp) if trinn.spor(spor)]
    sist = nadd[-1] if nadd else -1
    neste = next((nr for nr in range(sist + 1, len(trapp)) if not trapp[nr].valgfritt), None)
    frist = {f.trinn.id: f.frist.isoformat() for f in _frister(pakke, spor) if f.apne}
    return {
        "trinn": trapp[sist].id if nadd else None,
        "nr": numre[sist] if nadd else 0,
        "neste": None
        if neste is None
        else {
            "trinn": trapp[neste].id,
            "nr": numre[neste],
            "ansvarlig": trapp[neste].ansvarlig,
            "frist": frist.get(trapp[neste].id),
        },
    }


def frister(
    pakke: str, prefiks: str, ra: Data, dagbok: Dagbok, dato: date, per: tuple[date, date],
    skole: Data | None, klasse: Data | None, *, alle: bool, lesning: Lesning = STANDARD,
) -> list[Data]:  # fmt: skip
    """The findings `<pack>/frist-<step>`."""
    ut: list[Data] = []
    for f in _frister(pakke, Spor(ra, dagbok, dato, lesning)):
        # 03: «Findings that are `utført` are shown only with `--alle`»
        if (f.frist > dato + SNART) if f.apne else not alle:
            continue
        status = "utført" if not f.apne else "forfalt" if dato > f.frist else "åpen"
        punkt = _punkt(
            f.trinn.ansvarlig, f.frist if f.apne else None, status, None if f.apne else f.moett, skole, klasse
        )
        ut.append(
            {
                "regel": f"{prefiks}/frist-{f.trinn.id}",
                "alvor": "tiltak",
                "status": status,
                "nytt": per[0] <= f.utlosere[-1] <= per[1],
                # READING: «The order is ours°» (faerder): the step's place, so its being due, is our reading.
                "tolkning": pakke == "faerder",
                "dato": (f.apne or f.utlosere[-1:])[0].isoformat(),
                "siste": f.utlosere[-1].isoformat(),
                "verdi": None,
                "grense": None,
                "vindu": None,
                "bevis": None,
                "oppfølging": [punkt],
            }
        )
    return ut


def _punkt(
    ansvarlig: str | None, frist: date | None, status: str, utfort: date | None, skole: Data | None, klasse: Data | None
) -> Data:
    return {
        "handling": None,
        "ansvarlig": ansvarlig,
        "navn": rollens_navn(ansvarlig, skole, klasse) if ansvarlig else None,
        "frist": frist.isoformat() if frist else None,
        "status": status,
        "utført": utfort.isoformat() if utfort else None,
    }


# --------------------------------------------------------------------------------------------------------------
# felles/skolemiljø
# --------------------------------------------------------------------------------------------------------------
def skolemiljo(sak: Data, dato: date, per: tuple[date, date], skole: Data | None, klasse: Data | None) -> Data | None:
    """03: «`skolemiljø.mistanke: ja` without `rektor_varslet` (at once) or without `aktivitetsplan`».

    Who makes the plan is not said (`ansvarlig` None: not compared). READING: the day is `skolemiljø.dato`, in whatever
    school year, and it is told in every check.
    """
    miljo = sak.get("skolemiljø") or {}
    if miljo.get("mistanke") != "ja" or som_dato(miljo["dato"]) > dato:
        return None
    fra = som_dato(miljo["dato"])
    punkter = []
    for nokkel, ansvarlig, straks in (("rektor_varslet", "kontaktlærer", True), ("aktivitetsplan", None, False)):
        gjort = som_dato(miljo[nokkel]) if nokkel in miljo and som_dato(miljo[nokkel]) <= dato else None
        frist = fra if straks and gjort is None else None
        status = "utført" if gjort else "forfalt" if frist and dato > frist else "åpen"
        punkter.append(_punkt(ansvarlig, frist, status, gjort, skole, klasse))
    return {
        "regel": "felles/skolemiljø",
        "alvor": "tiltak",
        "status": min((p["status"] for p in punkter), key=lambda s: RANG[s]),
        "nytt": per[0] <= fra <= per[1],
        "tolkning": False,
        "dato": fra.isoformat(),
        "siste": fra.isoformat(),
        "verdi": None,
        "grense": None,
        "vindu": None,
        "bevis": None,
        "oppfølging": punkter,
    }
