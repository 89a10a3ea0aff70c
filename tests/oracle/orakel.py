"""Independent oracle of the rule semantics in ``design/03-rules.md``.

It is written from the design alone, imports nothing from ``fravaer_cli`` and is deliberately naive: every window is
walked day by day. Here are the calendar, the rule tables, contacts and the kinds ``antall``, ``sammenhengende`` and
``andel``; patterns and siblings are in ``moenster.py``, the staircase and its deadlines in ``trapp.py``, and what
makes one answer of it all in ``dommen.py``. Plan requirements and ``felles/…`` (save ``felles/skolemiljø``) are not
judged.

Input is plain Python data, as YAML 1.2 gives it (``ja``/``nei`` are text, dates may be ISO text or ``date``).
Wherever the design can be read in more than one way the chosen reading is marked ``# READING:``; those that can be
switched are fields of `Lesning`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal

Data = dict[str, Any]
EN_DAG = timedelta(days=1)


# --------------------------------------------------------------------------------------------------------------
# Readings that can be switched
# --------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Lesning:
    """The readings of ambiguous sentences that `sammenlign.py --lesning navn=verdi` can switch."""

    # READING: «An unanswered attempt after the first open trigger»: an attempt made on the trigger's own day is after
    # it (a contact on day t fulfils t, so the day counts as «from t on»). False: strictly later days only.
    ubesvart_samme_dag: bool = True
    # READING: a span with one day that already has a `dag` is an entry with an error, so the whole entry is left out
    # («Where an entry has an error … it is left out of every count»). "dagen": only the shared day is left out.
    dobbel_dag: Literal["hele", "dagen"] = "hele"
    # READING: an entry that was itself left out does not occupy its days for a third entry. True: it does.
    utelatt_opptar_dagen: bool = False
    # READING: `bevis` is one row per entry, its `dato` the entry's own `dato` or `fra` (as written in the file).
    # "første": the span's first counted day inside the window. "hver_dag": one row per day counted.
    bevis_dato: Literal["fra", "første", "hver_dag"] = "fra"
    # READING: `verdi` of `sammenhengende` is the run's length at `siste`, i.e. always n. "hele": the whole run seen
    # at D (then `bevis` and `vindu.til` cover the whole run too).
    verdi_rekke: Literal["ved_siste", "hele"] = "ved_siste"
    # READING: `sammenhengende` has no window; `vindu` is then the run itself, from its first day to `siste`.
    # "null": `vindu` is null.
    vindu_rekke: Literal["rekken", "null"] = "rekken"
    # READING: «`avsluttet` has no deadlines» also empties the items' `frist` (so nothing is forfalt).
    # False: only the staircase's deadlines disappear.
    avsluttet_uten_frister: bool = True
    # READING: `avtalte_dager` counts whole days only («whole day, or `timer`»; hours are never turned into days).
    # True: an `avtalt` with `timer` makes its day an agreed day too.
    avtalt_timer_er_dag: bool = False
    # READING: one-way means count as unanswered for «contact with home (H*, E)», M is not named. True: for M as well.
    enveis_gjelder_mote: bool = False
    # READING: a rule without items is a varsel, shown whenever its last trigger is in the period, also when that day
    # lies inside a plan (the sentence about varsler does not mention plans). True: hidden if cared for by a plan.
    varsel_ivaretas: bool = False
    # READING: oslo's kartlegging is three interviews, and each is evidence that «counts from `åpnet` on». True: it is
    # one piece of evidence, given on the day of the last of them, however old the others are.
    kartlegging_er_en: bool = False
    # READING: `frist` in school days runs on into the next school year. (No switch; see `nte_skoledag`.)


STANDARD = Lesning()


# --------------------------------------------------------------------------------------------------------------
# The rule tables, in the form in which a pack's author writes them
# --------------------------------------------------------------------------------------------------------------
UMS = ["uke", "måned", "semester"]
DUMS = ["dag", "uke", "måned", "semester"]
SAMME_DAG = {"skoledager": 0}


def _punkt(oppfylles_av: str, frist: Data | None = None, ansvarlig: str = "kontaktlærer", **mer: Any) -> Data:
    """One item of `oppfølging`; 03: «Who acts: kontaktlærer, also where R or L is to be told»."""
    punkt: Data = {"ansvarlig": ansvarlig, "oppfylles_av": oppfylles_av}
    if frist is not None:
        punkt["frist"] = frist
    punkt.update(mer)
    return punkt


H_STJERNE, H, M, E = "hjemkontakt", "direkte-hjemkontakt", "møte-med-hjemmet", "elevsamtale"
R, L, A = "ressursteam", "ledelse", "legeattest"

GRAN: list[Data] = [
    {
        "id": "udokumentert", "slag": "antall", "når": {"type": ["dag", "time"], "dokumentert": "nei"},
        "enhet": "hendelser", "vindu": {"dager": 1}, "minst": 1, "sjekk": DUMS,
        "oppfølging": [_punkt(H_STJERNE, SAMME_DAG, ved_ubesvart={"ansvarlig": "rektor"})],
    },
    {
        "id": "udokumentert-samtale", "slag": "antall", "når": {"type": ["dag", "time"], "dokumentert": "nei"},
        "enhet": "hendelser", "vindu": "måned", "minst": 1, "sjekk": ["måned"],
        "oppfølging": [_punkt(M)],
    },
    {
        # The ° stands at the deadline; `tolkning` is a property of the rule.
        "id": "forlot", "slag": "antall", "når": {"type": ["forlot"]},
        "enhet": "hendelser", "vindu": {"dager": 1}, "minst": 1, "sjekk": DUMS, "tolkning": "ja",
        "oppfølging": [_punkt(H_STJERNE, SAMME_DAG)],
    },
    {
        "id": "forsentkomming", "slag": "antall", "når": {"type": ["forsentkomming"]},
        "enhet": "hendelser", "vindu": "måned", "minst": 3, "sjekk": UMS, "ivaretas_av": "plan",
        "oppfølging": [_punkt(H_STJERNE)],
    },
    {
        "id": "dokumentert-dager", "slag": "antall", "når": {"type": ["dag"], "dokumentert": "ja"},
        "enhet": "dager", "vindu": "semester", "minst": 8, "sjekk": UMS, "ivaretas_av": "plan",
        "oppfølging": [_punkt(R), _punkt(H_STJERNE)],
    },
    {
        "id": "dager-8", "slag": "antall", "når": {"type": ["dag"]},
        "enhet": "dager", "vindu": "semester", "minst": 8, "sjekk": UMS, "ivaretas_av": "plan", "tolkning": "ja",
        "oppfølging": [_punkt(R), _punkt(H_STJERNE)],
    },
    {
        "id": "sykdom-3", "slag": "sammenhengende", "når": {"type": ["dag"], "årsak": ["sykdom"]},
        "skoledager": 3, "sjekk": UMS, "oppfølging": [_punkt(H_STJERNE)],
    },
    {
        "id": "sykdom-4", "slag": "sammenhengende", "når": {"type": ["dag"], "årsak": ["sykdom"]},
        "skoledager": 4, "sjekk": DUMS, "oppfølging": [_punkt(H, SAMME_DAG)],
    },
]  # fmt: skip

ALVOEN: list[Data] = [
    {
        "id": "måned-3", "slag": "antall", "når": {"type": ["dag"]}, "enhet": "dager", "vindu": "måned", "minst": 3,
        "sjekk": UMS, "ivaretas_av": "plan", "oppfølging": [_punkt(H, SAMME_DAG), _punkt(E), _punkt(L)],
    },
    {
        "id": "kvartal-10", "slag": "antall", "når": {"type": ["dag"]}, "enhet": "dager", "vindu": "kvartal",
        "minst": 10, "sjekk": UMS, "ivaretas_av": "plan",
        "oppfølging": [_punkt(H, SAMME_DAG), _punkt(E), _punkt(L)],
    },
    {
        "id": "forsentkomming", "slag": "antall", "når": {"type": ["forsentkomming"]}, "enhet": "hendelser",
        "vindu": "måned", "minst": 3, "sjekk": UMS, "ivaretas_av": "plan", "tolkning": "ja",
        "oppfølging": [_punkt(H), _punkt(E)],
    },
    {
        "id": "forlot", "slag": "antall", "når": {"type": ["forlot"]}, "enhet": "hendelser", "vindu": {"dager": 1},
        "minst": 1, "sjekk": DUMS, "tolkning": "ja", "oppfølging": [_punkt(H, SAMME_DAG)],
    },
]  # fmt: skip

OSLO: list[Data] = [
    {
        "id": "måned-3", "slag": "antall", "når": {"type": ["dag"]}, "enhet": "dager", "vindu": "måned", "minst": 4,
        "sjekk": UMS, "ivaretas_av": "plan", "oppfølging": [_punkt(H), _punkt(R)],
    },
    {
        "id": "sykefravær-20", "slag": "andel", "når": {"type": ["dag"], "årsak": ["sykdom"]}, "vindu": "semester",
        "over": 20, "minst_skoledager": 20, "sjekk": UMS, "ivaretas_av": "plan", "tolkning": "ja",
        "oppfølging": [_punkt(A), _punkt(R)],
    },
    {
        "id": "forsentkomming-3", "slag": "antall", "når": {"type": ["forsentkomming"]}, "enhet": "hendelser",
        "vindu": "semester", "minst": 3, "sjekk": UMS, "ivaretas_av": "plan", "tolkning": "ja",
        "oppfølging": [_punkt(H)],
    },
    {
        "id": "forsentkomming-4", "slag": "antall", "når": {"type": ["forsentkomming"]}, "enhet": "hendelser",
        "vindu": "semester", "minst": 4, "sjekk": UMS, "ivaretas_av": "plan", "tolkning": "ja",
        "oppfølging": [_punkt(L), _punkt(M, ansvarlig="sosiallærer")],
    },
    {
        "id": "udokumentert-time", "slag": "antall", "når": {"type": ["time"], "gyldig": "nei"}, "enhet": "hendelser",
        "vindu": {"dager": 1}, "minst": 1, "sjekk": DUMS, "oppfølging": [_punkt(H, SAMME_DAG), _punkt(L)],
    },
    {
        "id": "udokumentert-gjentatt", "slag": "antall", "når": {"type": ["dag", "time"], "gyldig": "nei"},
        "enhet": "hendelser", "vindu": "semester", "minst": 2, "sjekk": UMS, "ivaretas_av": "plan", "tolkning": "ja",
        "oppfølging": [_punkt(M, ansvarlig="sosiallærer"), _punkt(R)],
    },
    {
        "id": "udokumentert-dag", "slag": "antall", "når": {"type": ["dag"], "gyldig": "nei"}, "enhet": "hendelser",
        "vindu": {"dager": 1}, "minst": 1, "sjekk": DUMS, "oppfølging": [_punkt(H, SAMME_DAG), _punkt(L)],
    },
    {
        "id": "dag-3", "slag": "sammenhengende", "når": {"type": ["dag"]}, "skoledager": 3, "sjekk": DUMS,
        "tolkning": "ja", "oppfølging": [_punkt(H, SAMME_DAG)],
    },
    {
        "id": "forlot", "slag": "antall", "når": {"type": ["forlot"]}, "enhet": "hendelser", "vindu": {"dager": 1},
        "minst": 1, "sjekk": DUMS, "tolkning": "ja", "oppfølging": [_punkt(H, SAMME_DAG)],
    },
]  # fmt: skip

UDIR: list[Data] = [
    {
        "id": "to-uker-25", "slag": "andel", "når": {"type": ["dag"]}, "vindu": {"dager": 14}, "over": 25,
        "minst_skoledager": 8, "sjekk": UMS, "ivaretas_av": "plan", "tolkning": "ja",
        "oppfølging": [_punkt(H_STJERNE)],
    },
    {
        "id": "femten-uker-15", "slag": "andel", "når": {"type": ["dag"]}, "vindu": {"dager": 105}, "over": 15,
        "minst_skoledager": 50, "sjekk": UMS, "ivaretas_av": "plan", "tolkning": "ja",
        "oppfølging": [_punkt(H_STJERNE)],
    },
    {
        "id": "femten-uker-10", "slag": "antall", "når": {"type": ["dag"]}, "enhet": "dager", "vindu": {"dager": 105},
        "minst": 10, "sjekk": UMS, "ivaretas_av": "plan", "oppfølging": [_punkt(H_STJERNE)],
    },
]  # fmt: skip


def _med_moenstre(regler: list[Data], oppfolging: list[Data] | None) -> list[Data]:
    """03: «Every pack also has `mønster-ukedag`, `mønster-fag`, `mønster-etter-fri` … and `søsken`»."""
    moenstre: list[Data] = [
        {"id": f"mønster-{hva}", "slag": "mønster", "hva": hva, "sjekk": UMS} for hva in ("ukedag", "fag", "etter-fri")
    ]
    if oppfolging is not None:
        moenstre = [{**m, "oppfølging": oppfolging} for m in moenstre]
    # 03: «(two° shared days in `{dager: 14}`: a warning …)»
    sosken = {"id": "søsken", "slag": "søsken", "vindu": {"dager": 14}, "minst": 2, "sjekk": UMS, "tolkning": "ja"}
    return [*regler, *moenstre, sosken]


# 03: «gran: R → –; alvoen …: H → 0 school days, E → –, L → –; others: warning».
# docs/lesninger.md: in a pack that builds on another (faerder takes udir's rules) all rules are named after the new.
PAKKER: dict[str, list[Data]] = {
    "gran": _med_moenstre(GRAN, [_punkt(R)]),
    "alvoen": _med_moenstre(ALVOEN, [_punkt(H, SAMME_DAG), _punkt(E), _punkt(L)]),
    "oslo": _med_moenstre(OSLO, None),
    "udir": _med_moenstre(UDIR, None),
    "faerder": _med_moenstre(UDIR, None),
}


# --------------------------------------------------------------------------------------------------------------
# The calendar
# --------------------------------------------------------------------------------------------------------------
def forste_paskedag(ar: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm."""
    a = ar % 19
    b, c = divmod(ar, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maned, dag = divmod(h + m - 7 * n + 114, 31)
    return date(ar, maned, dag + 1)


def helligdager(ar: int) -> set[date]:
    """The public holidays that 03 lists (Sundays are not listed; they are no weekdays anyhow)."""
    paske = forste_paskedag(ar)
    return {
        date(ar, 1, 1),
        paske - timedelta(days=3),  # Maundy Thursday
        paske - timedelta(days=2),  # Good Friday
        paske + timedelta(days=1),  # Easter Monday
        date(ar, 5, 1),
        date(ar, 5, 17),
        paske + timedelta(days=39),  # Ascension Day
        paske + timedelta(days=50),  # Whit Monday
        date(ar, 12, 25),
        date(ar, 12, 26),
    }


def som_dato(verdi: Any) -> date:
    """An ISO date, given as text or as a date."""
    if isinstance(verdi, date):
        return verdi
    if isinstance(verdi, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", verdi):
        return date.fromisoformat(verdi)
    raise ValueError(f"ikke en dato: {verdi!r}")


def skolearets_forste(d: date) -> date:
    """03: «A school year starts 1 Aug»."""
    return date(d.year, 8, 1) if d >= date(d.year, 8, 1) else date(d.year - 1, 8, 1)


def skolearets_siste(d: date) -> date:
    return date(skolearets_forste(d).year + 1, 7, 31)


def minus_maneder(d: date, antall: int) -> date:
    """03: «"Minus a month" keeps the day number, clipped to the month's end»."""
    ar, maned = d.year, d.month - antall
    while maned < 1:
        ar, maned = ar - 1, maned + 12
    return date(ar, maned, min(d.day, calendar.monthrange(ar, maned)[1]))


class Kalender:
    """School days and half-years, from `skole.yaml` (or None)."""

    def __init__(self, skole: Data | None) -> None:
        self.skole = skole or {}
        self._minne: dict[date, bool] = {}

    def rute(self, d: date) -> Data:
        """The `skolerute` of the school year that d lies in; empty if there is none."""
        forste = skolearets_forste(d)
        ruter = self.skole.get("skoleruter") or {}
        return ruter.get(f"{forste.year}-{forste.year + 1}") or {}

    def start(self, d: date) -> date:
        """03: a skolerute that lacks a key takes that key's default."""
        rute = self.rute(d)
        if rute.get("start"):
            return som_dato(rute["start"])
        return date.fromisocalendar(skolearets_forste(d).year, 34, 1)

    def slutt(self, d: date) -> date:
        rute = self.rute(d)
        if rute.get("slutt"):
            return som_dato(rute["slutt"])
        dag = date(skolearets_forste(d).year + 1, 6, 21)
        while dag.weekday() != 4:
            dag -= EN_DAG
        return dag

    def fri(self, d: date) -> bool:
        for post in self.rute(d).get("fri") or []:
            if "dato" in post:
                if som_dato(post["dato"]) == d:
                    return True
            elif som_dato(post["fra"]) <= d <= som_dato(post["til"]):
                return True
        return False

    def skoledag(self, d: date) -> bool:
        if d not in self._minne:
            self._minne[d] = (
                d.weekday() < 5
                and self.start(d) <= d <= self.slutt(d)
                and d not in helligdager(d.year)
                and not self.fri(d)
            )
        return self._minne[d]

    def skoledager(self, fra: date, til: date) -> list[date]:
        """Every school day from `fra` to `til`, both included, one date at a time."""
        dager = []
        d = fra
        while d <= til:
            if self.skoledag(d):
                dager.append(d)
            d += EN_DAG
        return dager

    def halvarets_forste(self, d: date) -> date:
        """Where d's half-year starts.

        READING: the first half-year (and the school year) starts 1 Aug, not on the skolerute's `start`; the second on
        the day after `semesterskille`, which 02 calls «last day of the first half-year».
        """
        forste = skolearets_forste(d)
        skille = som_dato(self.rute(d).get("semesterskille") or date(forste.year, 12, 31))
        return forste if d <= skille else skille + EN_DAG

    def nte_skoledag(self, t: date, n: int) -> date:
        """03: «the n-th school day after the trigger (0 = the same day)».

        READING: counting goes on into the next school year (and its calendar) at the end of June.
        """
        d = t
        while n > 0:
            d += EN_DAG
            if self.skoledag(d):
                n -= 1
        return d


def vinduets_forste(vindu: Any, d: date, kalender: Kalender) -> date:
    """First day of the window that ends at d, clipped to d's school year."""
    forste = skolearets_forste(d)
    if vindu == "måned":
        fra = minus_maneder(d, 1) + EN_DAG
    elif vindu == "kvartal":
        fra = minus_maneder(d, 3) + EN_DAG
    elif vindu == "semester":
        fra = kalender.halvarets_forste(d)
    elif vindu == "skoleår":
        fra = forste
    elif "dager" in vindu:
        fra = d - timedelta(days=vindu["dager"] - 1)
    else:
        # READING: `{skoledager: n}` = the shortest stretch of days ending at d that holds n school days; where the
        # school year so far has fewer, the stretch reaches back to 1 Aug (the clipping).
        fra = d
        funnet = 1 if kalender.skoledag(d) else 0
        while funnet < vindu["skoledager"] and fra > forste:
            fra -= EN_DAG
            if kalender.skoledag(fra):
                funnet += 1
    return max(fra, forste)


def en_desimal(teller: int, nevner: int) -> float | None:
    """03: «shown percentages have one decimal, exact halves rounded up; with no school day … null»."""
    if nevner == 0:
        return None
    tideler = Fraction(1000 * teller, nevner) + Fraction(1, 2)
    return (tideler.numerator // tideler.denominator) / 10


# --------------------------------------------------------------------------------------------------------------
# Entries
# --------------------------------------------------------------------------------------------------------------
TYPER = {"dag", "time", "forsentkomming", "forlot", "avtalt"}
ARSAKER = {"sykdom", "lege", "permisjon", "ferie", "forsovet", "skulk", "vegring", "ukjent", "annet"}


@dataclass
class Foring:
    """One absence entry, read."""

    nr: int
    linje: int
    data: Data
    fra: date
    til: date
    dager: list[date] = field(default_factory=list)  # the school days it covers (whatever D is)

    @property
    def type(self) -> str:
        return str(self.data["type"])

    @property
    def timer(self) -> int:
        """`timer`, else the length of `time`, else 1 (02: «default 1»)."""
        if "timer" in self.data:
            return int(self.data["timer"])
        if "time" in self.data:
            return len(self.data["time"])
        return 1

    @property
    def dokumentert(self) -> str:
        return str(self.data.get("dokumentert", "nei"))

    @property
    def gyldig(self) -> str:
        return str(self.data.get("gyldig", self.dokumentert))


def _verdifeil(data: Any) -> bool:
    """True where a value is bad."""
    if not isinstance(data, dict) or data.get("type") not in TYPER:
        return True
    if any(data[n] not in ("ja", "nei") for n in ("dokumentert", "gyldig") if n in data):
        return True
    if "årsak" in data and data["årsak"] not in ARSAKER:
        return True
    if "timer" in data and (type(data["timer"]) is not int or data["timer"] < 1):
        return True
    if "time" in data:
        timer = data["time"]
        if not isinstance(timer, list) or any(type(t) is not int or t < 1 for t in timer):
            return True
    enkel, spenn = "dato" in data, ("fra" in data, "til" in data)
    return not ((enkel and spenn == (False, False)) or (not enkel and spenn == (True, True)))


def les_foringer(
    foringer: Sequence[Any], linjer: Sequence[int], kalender: Kalender, i_dag: date | None, lesning: Lesning
) -> tuple[list[Foring], int]:
    """The entries that count, and the number of entries with an error. Errors do not depend on D."""
    gode: list[Foring] = []
    opptatt: set[date] = set()
    feil = 0
    for nr, (data, linje) in enumerate(zip(foringer, linjer, strict=True)):
        # READING: any bad value, in any field, leaves the whole entry out.
        if _verdifeil(data):
            feil += 1
            continue
        try:
            fra = som_dato(data["dato"] if "dato" in data else data["fra"])
            til = som_dato(data["dato"] if "dato" in data else data["til"])
        except ValueError:
            feil += 1
            continue
        foring = Foring(nr, linje, data, fra, til)
        foring.dager = kalender.skoledager(fra, til) if fra <= til and (til - fra).days < 1000 else []
        lengde = (til - fra).days
        if (
            fra > til
            # READING: «longer than the school year» = longer than from `start` to `slutt`.
            or lengde > (kalender.slutt(fra) - kalender.start(fra)).days
            # READING: «outside it» = wholly outside every school year's `start`–`slutt`.
            or not (_berorer_skolear(fra, til, kalender))
            or ("dato" in data and not kalender.skoledag(fra))
            or (i_dag is not None and til > i_dag)
        ):
            feil += 1
            continue
        if foring.type == "dag":
            # READING: only school days can be «the same day twice»; two spans that share just a weekend are no error.
            doble = [d for d in foring.dager if d in opptatt]
            if doble:
                feil += 1
                if lesning.dobbel_dag == "hele":
                    if lesning.utelatt_opptar_dagen:
                        opptatt.update(foring.dager)
                    continue
                foring.dager = [d for d in foring.dager if d not in opptatt]
            opptatt.update(foring.dager)
        gode.append(foring)
    return gode, feil


def _berorer_skolear(fra: date, til: date, kalender: Kalender) -> bool:
    d = fra
    while d <= til:
        if kalender.start(d) <= d <= kalender.slutt(d):
            return True
        d += EN_DAG
    return False


def passer(foring: Foring, nar: Data) -> bool:
    """Does the entry match a rule's filter? `avtalt` triggers no rule."""
    if foring.type == "avtalt":
        return False
    if "type" in nar and foring.type not in nar["type"]:
        return False
    if "dokumentert" in nar and foring.dokumentert != nar["dokumentert"]:
        return False
    if "gyldig" in nar and foring.gyldig != nar["gyldig"]:
        return False
    # READING: an entry without `årsak` matches no `årsak` filter, not even `ukjent`.
    return bool("årsak" not in nar or foring.data.get("årsak") in nar["årsak"])


Dagbok = dict[date, list[Foring]]


def lag_dagbok(foringer: Sequence[Foring], dato: date) -> Dagbok:
    """Day by day: the entries seen at D (only school days on or before D, in D's school year)."""
    bok: Dagbok = {}
    for foring in foringer:
        for d in foring.dager:
            if skolearets_forste(dato) <= d <= dato:
                bok.setdefault(d, []).append(foring)
    return dict(sorted(bok.items()))


def tell_fravaer(dagbok: Dagbok, fra: date, til: date, kalender: Kalender, lesning: Lesning) -> Data:
    """One block of `fravær` in the JSON."""
    dager = dokumenterte = timer = for_sent = forlot = avtalte = 0
    for d, foringer in dagbok.items():
        if not fra <= d <= til:
            continue
        hele = [f for f in foringer if f.type == "dag"]
        if hele:
            dager += 1
        if any(f.dokumentert == "ja" for f in hele):
            dokumenterte += 1
        # A `time` span counts its lessons on each school day it covers («and the school days they cover»).
        timer += sum(f.timer for f in foringer if f.type == "time")
        for_sent += sum(1 for f in foringer if f.type == "forsentkomming")
        forlot += sum(1 for f in foringer if f.type == "forlot")
        if any(
            f.type == "avtalt" and (lesning.avtalt_timer_er_dag or ("timer" not in f.data and "time" not in f.data))
            for f in foringer
        ):
            avtalte += 1
    skoledager = len(kalender.skoledager(fra, til))
    return {
        "dager": dager,
        "dokumenterte_dager": dokumenterte,
        "udokumenterte_dager": dager - dokumenterte,
        "timer": timer,
        "forsentkomminger": for_sent,
        "forlot": forlot,
        "avtalte_dager": avtalte,
        "skoledager": skoledager,
        "prosent": en_desimal(dager, skoledager),
    }


# --------------------------------------------------------------------------------------------------------------
# Contacts and plans
# --------------------------------------------------------------------------------------------------------------
HJEMTYPER = {
    "hjem", "bekymringssamtale", "kartleggingssamtale", "nærværsmøte", "samarbeidsmøte", "tverrfaglig-møte",
    "evalueringsmøte",
}  # fmt: skip
MOTETYPER = {"kartleggingssamtale", "nærværsmøte", "samarbeidsmøte", "tverrfaglig-møte"}
ENVEIS = {"sms", "e-post", "melding", "brev"}
DIREKTE = {"telefon", "møte", "video", "hjemmebesøk"}


def med_hjemmet(kontakt: Data, foresatte: set[str]) -> bool:
    """03, «With home». READING: an empty `med` list is «given» and holds nobody from home."""
    if "med" in kontakt:
        return any(m in {"foresatte", "mor", "far"} | foresatte for m in kontakt["med"])
    return bool(kontakt["type"] != "tverrfaglig-møte")


def riktig_slag(kontakt: Data, slag: str, foresatte: set[str]) -> bool:
    """Does the contact's kind match (whether or not anybody answered)?"""
    type_ = kontakt["type"]
    hjem = type_ in HJEMTYPER and med_hjemmet(kontakt, foresatte)
    if slag == H_STJERNE:
        return hjem
    if slag == H:
        if "måte" not in kontakt:
            return hjem and type_ != "hjem"
        return hjem and kontakt["måte"] in DIREKTE
    if slag == M:
        return type_ in MOTETYPER and hjem
    if slag == E:
        # READING: «H* with `elev` in `med`» still needs someone from home in `med`, since H* is «with home as above».
        return type_ == "elevsamtale" or (hjem and "elev" in kontakt.get("med", []))
    if slag in (R, L, A):
        return bool(type_ == slag)
    raise ValueError(f"ukjent oppfylles_av: {slag}")


def ubesvart(kontakt: Data, slag: str, lesning: Lesning) -> bool:
    """03, «Unanswered»."""
    if kontakt.get("svar") == "nei":
        return True
    hjemslag = {H_STJERNE, E} | ({M} if lesning.enveis_gjelder_mote else set())
    return slag in hjemslag and kontakt.get("måte") in ENVEIS and kontakt.get("svar") != "ja"


def i_en_plan(t: date, planer: Sequence[Data]) -> bool:
    """Does t lie inside any plan?

    READING: both ends are inside («after the evaluation date it is one again»); any plan counts, not only the current.
    """
    for plan in planer:
        fra = som_dato(plan["periode"]["fra"])
        evaluering = (plan.get("evaluering") or {}).get("dato")
        if evaluering:
            til = som_dato(evaluering)
        elif plan["periode"].get("til"):
            til = som_dato(plan["periode"]["til"])
        else:
            til = fra + timedelta(days=21)
        if fra <= t <= til:
            return True
    return False


# --------------------------------------------------------------------------------------------------------------
# Triggers
# --------------------------------------------------------------------------------------------------------------
@dataclass
class Utslag:
    """What a rule found: its trigger days, and what is shown at the last of them."""

    dager: list[date]
    verdi: int | float | None
    grense: int | float
    vindu: tuple[date, date] | None
    bevis: list[tuple[Foring, date]]  # entry and the date shown
    bare_varsel: bool = False  # nothing must follow, whatever the rule says (a count that could not be tested)


def _bevis(
    dagbok: Dagbok, fra: date, til: date, nar: Data, bare_dag: bool, lesning: Lesning
) -> list[tuple[Foring, date]]:
    rader: list[tuple[Foring, date]] = []
    sett: set[int] = set()
    for d, foringer in dagbok.items():
        if not fra <= d <= til:
            continue
        for foring in foringer:
            # READING: «the entries in the window» are those that match the rule's filter.
            if not passer(foring, nar) or (bare_dag and foring.type != "dag"):
                continue
            if lesning.bevis_dato == "hver_dag":
                rader.append((foring, d))
            elif foring.nr not in sett:
                rader.append((foring, foring.fra if lesning.bevis_dato == "fra" else d))
            sett.add(foring.nr)
    # READING: no order is given for `bevis`; here by date, then line. `sammenlign` compares without order.
    return sorted(rader, key=lambda rad: (rad[1], rad[0].linje))


def utslag_antall(regel: Data, dagbok: Dagbok, kalender: Kalender, lesning: Lesning) -> Utslag | None:
    nar, minst = regel["når"], regel["minst"]

    def antall(d: date) -> int:
        fra = vinduets_forste(regel["vindu"], d, kalender)
        sum_ = 0
        for dag, foringer in dagbok.items():
            if not fra <= dag <= d:
                continue
            treff = [f for f in foringer if passer(f, nar)]
            if regel["enhet"] == "dager":
                sum_ += 1 if any(f.type == "dag" for f in treff) else 0
            elif regel["enhet"] == "timer":
                # READING: an entry without `timer` and `time` is one lesson, whatever its type (02: «default 1»).
                sum_ += sum(f.timer for f in treff)
            else:
                sum_ += len(treff)
        return sum_

    dager = [d for d, foringer in dagbok.items() if any(passer(f, nar) for f in foringer) and antall(d) >= minst]
    if not dager:
        return None
    siste = dager[-1]
    fra = vinduets_forste(regel["vindu"], siste, kalender)
    # READING: with `enhet: dager` only `dag` entries were counted, so only they are evidence.
    bevis = _bevis(dagbok, fra, siste, nar, regel["enhet"] == "dager", lesning)
    return Utslag(dager, antall(siste), minst, (fra, siste), bevis)


def utslag_sammenhengende(
    regel: Data, dagbok: Dagbok, kalender: Kalender, dato: date, lesning: Lesning
) -> Utslag | None:
    nar, n = regel["når"], regel["skoledager"]
    utlosere: list[date] = []
    siste_rekke: list[date] = []
    rekke: list[date] = []
    for d in kalender.skoledager(skolearets_forste(dato), dato):
        if any(f.type == "dag" and passer(f, nar) for f in dagbok.get(d, [])):
            rekke = [*rekke, d]
            if len(rekke) == n:
                utlosere.append(d)
            if len(rekke) >= n:
                siste_rekke = rekke
        else:
            rekke = []
    if not utlosere:
        return None
    if lesning.verdi_rekke == "ved_siste":
        siste_rekke = siste_rekke[:n]
    vindu = (siste_rekke[0], siste_rekke[-1])
    bevis = _bevis(dagbok, *vindu, nar, True, lesning)
    return Utslag(utlosere, len(siste_rekke), n, vindu if lesning.vindu_rekke == "rekken" else None, bevis)


def utslag_andel(regel: Data, dagbok: Dagbok, kalender: Kalender, lesning: Lesning) -> Utslag | None:
    nar = regel["når"]

    def brok(d: date) -> tuple[int, int]:
        teller = nevner = 0
        for dag in kalender.skoledager(vinduets_forste(regel["vindu"], d, kalender), d):
            nevner += 1
            if any(f.type == "dag" and passer(f, nar) for f in dagbok.get(dag, [])):
                teller += 1
        return teller, nevner

    dager: list[date] = []
    for d, foringer in dagbok.items():
        if not any(f.type == "dag" and passer(f, nar) for f in foringer):
            continue
        teller, nevner = brok(d)
        # READING: without `minst_skoledager` there is no such floor.
        if nevner >= regel.get("minst_skoledager", 0) and Fraction(100 * teller, nevner) > Fraction(str(regel["over"])):
            dager.append(d)
    if not dager:
        return None
    siste = dager[-1]
    fra = vinduets_forste(regel["vindu"], siste, kalender)
    bevis = _bevis(dagbok, fra, siste, nar, True, lesning)
    return Utslag(dager, en_desimal(*brok(siste)), regel["over"], (fra, siste), bevis)


# --------------------------------------------------------------------------------------------------------------
# Findings
# --------------------------------------------------------------------------------------------------------------
RANG = {"forfalt": 0, "åpen": 1, "utført": 2}


def periode(sjekk: str, dato: date, kalender: Kalender) -> tuple[date, date]:
    """03: «today; Monday–D; the 1st–D; the half-year's start–D».

    READING: the period is not clipped to the school year (only windows are).
    """
    if sjekk == "dag":
        return dato, dato
    if sjekk == "uke":
        return dato - timedelta(days=dato.weekday()), dato
    if sjekk == "måned":
        return dato.replace(day=1), dato
    return kalender.halvarets_forste(dato), dato


def rollens_navn(rolle: str, skole: Data | None, klasse: Data | None) -> str | None:
    """Who holds the role: kontaktlærer from klasse.yaml, the others from skole.yaml.

    READING: a role that nobody holds in the files gives null; an `ansvarlig` that is no known role too.
    """
    if rolle == "kontaktlærer":
        return (klasse or {}).get("kontaktlærer")
    return ((skole or {}).get("roller") or {}).get(rolle)
