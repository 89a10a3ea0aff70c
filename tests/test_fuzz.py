"""Mutated sample cases, and properties that hold whatever the calendar and the day.

`FUZZ=10000 pytest tests/test_fuzz.py` runs so many examples of each; without it 150, always the same ones.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fravaer_cli.check import CaseResult, CheckResult, Question, check
from fravaer_cli.files.source import parse
from fravaer_cli.files.workspace import find
from fravaer_cli.model.fravaer import TYPER, Fravaersfoering
from fravaer_cli.output import concise, json_v1, markdown, spreadsheet, table
from fravaer_cli.output import diagnostics as diagnosetekst
from fravaer_cli.output.anonym import anonymise
from fravaer_cli.output.lines import plain
from fravaer_cli.rules import antall
from fravaer_cli.rules.antall import Antall
from fravaer_cli.rules.history import Filter, build_history
from fravaer_cli.rules.locate import PACK_FOLDER
from fravaer_cli.school_year import Free, SchoolCalendar, Skolerute, Vindu
from fravaer_cli.validate import validate

ANTALL = int(os.environ.get("FUZZ", "150"))
FAST = "FUZZ" not in os.environ
MANGE = settings(
    max_examples=ANTALL,
    derandomize=FAST,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # to shrink a file's bytes takes many minutes and tells little more
    suppress_health_check=list(HealthCheck),
)

# --- the tree that is mutated -------------------------------------------------------------------------------------

EKSEMPLER = Path(__file__).parents[1] / "sample-cases"
ELEVER = ("klasse5b/stine", "klasse4a/tonje", "klasse7b/7b-23")
"""Between them they have every kind of file."""
FREDAG = date(2025, 11, 21)
UKA = Question("uke", FREDAG, FREDAG, "rutiner/egen.yaml", alle=True)


def _tre() -> dict[str, bytes]:
    stier = [EKSEMPLER / "skole.yaml", *(EKSEMPLER / Path(e).parent / "klasse.yaml" for e in ELEVER)]
    stier += [p for e in ELEVER for p in sorted((EKSEMPLER / e).glob("*.yaml"))]
    return {
        **{p.relative_to(EKSEMPLER).as_posix(): p.read_bytes() for p in stier},
        "rutiner/egen.yaml": (PACK_FOLDER / "gran.yaml").read_bytes(),
    }


FILER = _tre()
STIER = sorted(FILER)
VERDIER = {sti: parse(sti, innhold).value for sti, innhold in FILER.items()}


@pytest.fixture(scope="module")
def tre() -> Iterator[Path]:
    minne = Path("/dev/shm")
    rot = Path(tempfile.mkdtemp(dir=minne if minne.is_dir() else None))
    for sti, innhold in FILER.items():
        (rot / sti).parent.mkdir(parents=True, exist_ok=True)
        (rot / sti).write_bytes(innhold)
    yield rot
    shutil.rmtree(rot)


@functools.cache
def fasit(rot: Path) -> CheckResult:
    """The tree as it is when nothing is wrong."""
    return check(find(str(rot)), UKA)


def hold(rot: Path, endret: dict[str, bytes]) -> CheckResult:
    """Put some files in place, check, validate and write everything out; then put the right ones back."""
    riktig = fasit(rot)
    for sti, innhold in endret.items():
        (rot / sti).write_bytes(innhold)
    try:
        resultat = check(find(str(rot)), UKA)
        skriv_ut(resultat)
        alt = validate(str(rot), FREDAG)
        diagnosetekst.styled(diagnosetekst.render_full(alt.diagnostics, alt.text_of))
        diagnosetekst.render_short(alt.diagnostics)
        json.loads(json_v1.render_diagnostics(alt.diagnostics))
        for sti, innhold in endret.items():
            assert (rot / sti).read_bytes() == innhold
    finally:
        for sti in endret:
            (rot / sti).write_bytes(FILER[sti])
    assert [s.sak for s in resultat.saker] == [s.sak for s in riktig.saker]
    felles = any(sti.count("/") < 2 for sti in endret)
    for ny, gammel in zip(resultat.saker, riktig.saker, strict=True):
        if not felles and not any(sti.startswith(f"{ny.sak}/") for sti in endret):
            assert ny == gammel, "en annen elevs fil har noe å si"
    for d in (*resultat.diagnostics, *alt.diagnostics):
        assert d.message
        assert "\n" not in d.message
        assert d.suggestion or "mente du" in d.message, d
        if d.place.file in endret and d.place.line is not None:
            linjer = endret[d.place.file].decode("utf-8", "replace").splitlines()
            assert 1 <= d.place.line <= len(linjer) + 1
    return resultat


def skriv_ut(resultat: CheckResult) -> None:
    for r in (resultat, anonymise(resultat, str)):
        data = json.loads(json_v1.render_check(r))
        assert data["sammendrag"]["saker"] == len(r.saker)
        for skriv in (spreadsheet.render, markdown.render, concise.render):
            assert "\x1b" not in skriv(r)
        for bredde in (40, 100):
            assert "\x1b" not in plain(table.render(r, bredde))


# --- text ---------------------------------------------------------------------------------------------------------

TEGN = [
    *"\t:-?{}[],&*#!|>'\"%@`~<=\n\r \0\x7f\\0",
    *(
        ": ",
        "- ",
        "\n- ",
        "\n  ",
        "---\n",
        "...\n",
        "*a",
        "&a ",
        "!!str ",
        "!!int ",
        "<<: *a",
        "''",
        '"',
        "{}",
        "[]",
        "~",
    ),
    *("null", "true", "ja", ".inf", "1e9", "0x1", "08:45", "2025-02-30", "19.11.2025", "0000-00-00", "9999-12-31"),
    *(
        "<<<<<<< HEAD\n",
        "=======\n",
        ">>>>>>> x\n",
        "01010112345",
        "\ufeff",
        "æ",
        "a\u030a",
        "\u2028",
        "\x85",
        "🎸",
        "\ud7ff",
    ),
]
STYKKE = st.sampled_from([t.encode() for t in TEGN]) | st.binary(max_size=4)
Endring = tuple[str, float, float, bytes, str]
ENDRING = st.tuples(
    st.sampled_from(["bit", "slett", "sett inn", "bytt", "doble linje", "flytt linje", "kutt", "lim inn"]),
    st.floats(0, 1),
    st.floats(0, 1),
    STYKKE,
    st.sampled_from(STIER),
)


def endre(data: bytes, endring: Endring) -> bytes:
    """One change of a file's bytes."""
    slag, a, b, stykke, annen = endring
    i, n = int(a * len(data)), max(1, int(b * 30))
    linjer = data.splitlines(keepends=True) or [b""]
    x, y = int(a * (len(linjer) - 1)), int(b * (len(linjer) - 1))
    match slag:
        case "bit":
            return data[:i] + bytes([(data[i] ^ (1 << int(b * 7)))]) + data[i + 1 :] if i < len(data) else data
        case "slett":
            return data[:i] + data[i + n :]
        case "sett inn":
            return data[:i] + stykke * (1 + int(b * 3)) + data[i:]
        case "bytt":
            return data[:i] + stykke + data[i + len(stykke) :]
        case "doble linje":
            return b"".join([*linjer[: x + 1], linjer[x], *linjer[x + 1 :]])
        case "flytt linje":
            linjer[x], linjer[y] = linjer[y], linjer[x]
            return b"".join(linjer)
        case "kutt":
            return data[:i]
        case _:
            andre = FILER[annen].splitlines(keepends=True)
            k = int(b * (len(andre) - 1))
            return b"".join([*linjer[:x], *andre[k : k + 3], *linjer[x:]])


@MANGE
@given(st.sampled_from(STIER), st.lists(ENDRING, min_size=1, max_size=4))
def test_mutated_text(tre: Path, sti: str, endringer: list[Endring]) -> None:
    hold(tre, {sti: functools.reduce(endre, endringer, FILER[sti])})


@settings(MANGE, max_examples=max(10, ANTALL // 5))
@given(st.dictionaries(st.sampled_from(STIER), st.lists(ENDRING, min_size=1, max_size=2), min_size=2, max_size=8))
def test_many_files_mutated_at_once(tre: Path, alt: dict[str, list[Endring]]) -> None:
    hold(tre, {sti: functools.reduce(endre, endringer, FILER[sti]) for sti, endringer in alt.items()})


# --- values -------------------------------------------------------------------------------------------------------

Vei = tuple[Any, ...]
BYTTE: list[Any] = [
    *(None, True, False, 0, -1, 2.0, 1.5, 10**17, -(10**17), "", " ", "ja", "nei", "tekst", "x" * 5000, "9" * 400),
    *(
        "2025-11-19",
        "2025-02-30",
        "19.11.2025",
        "2199-12-31",
        "1900-01-01",
        "2025-11-15",
        ".inf",
        "0x1",
        "=1+1",
        "../..",
    ),
    *(
        [],
        {},
        [[]],
        [None],
        ["a"],
        {"a": 1},
        {"dato": "2025-11-19"},
        [{}],
        {"": None},
        "01010112345",
        "a\nb\t\u202ec",
        "/etc",
    ),
]


def veier(verdi: Any, vei: Vei = ()) -> Iterator[Vei]:
    """The ways to every value in a file."""
    if vei:
        yield vei
    deler = verdi.items() if isinstance(verdi, dict) else enumerate(verdi) if isinstance(verdi, list) else ()
    for steg, del_ in deler:
        yield from veier(del_, (*vei, steg))


def hent(verdi: Any, vei: Vei) -> Any:
    return functools.reduce(lambda v, steg: v[steg], vei, verdi)


def sett(verdi: Any, vei: Vei, ny: Any) -> Any:
    """The same data with another value at the end of a way."""
    if not vei:
        return ny
    kopi = verdi.copy()
    kopi[vei[0]] = sett(verdi[vei[0]], vei[1:], ny)
    return kopi


def som_yaml(verdi: Any) -> bytes:
    """JSON is YAML; the fields at the top are on lines of their own, as people write them."""
    if not isinstance(verdi, dict):
        return json.dumps(verdi, ensure_ascii=False).encode()
    return "".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in verdi.items()).encode()


ALLE_VEIER = [(sti, vei) for sti in STIER for vei in veier(VERDIER[sti])]


def test_the_samples_cover_every_kind_of_file() -> None:
    assert {Path(s).name for s in STIER} >= {
        *("skole.yaml", "klasse.yaml", "sak.yaml", "fravaer.yaml", "kontakt.yaml", "kartlegging.yaml"),
        *("tiltaksplan.yaml", "tiltaksplan-2.yaml", "ukeplan.yaml", "evaluering.yaml", "egen.yaml"),
    }
    assert len(ALLE_VEIER) > 1000


def test_data_written_as_json_is_read_as_it_was(tre: Path) -> None:
    resultat = hold(tre, {sti: som_yaml(VERDIER[sti]) for sti in STIER})
    assert [[f.regel for f in s.funn] for s in resultat.saker] == [[f.regel for f in s.funn] for s in fasit(tre).saker]


def test_every_field_takes_every_type(tre: Path) -> None:
    """Fields in turn get values of other types. With `FUZZ` every field gets some of them, from 10,000 on all."""
    hopp = len(ALLE_VEIER) // 150 if FAST else 1
    hver = len(BYTTE) if FAST else 12 if ANTALL < 10_000 else 1
    for nr, (sti, vei) in enumerate(ALLE_VEIER[::hopp]):
        for ny in BYTTE[nr % hver :: hver]:
            hold(tre, {sti: som_yaml(sett(VERDIER[sti], vei, ny))})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**18) | st.text(max_size=8) | st.sampled_from(BYTTE),
    lambda s: st.lists(s, max_size=3) | st.dictionaries(st.text(max_size=5), s, max_size=3),
    max_leaves=6,
)


@MANGE
@given(
    st.lists(
        st.tuples(st.sampled_from(ALLE_VEIER), st.sampled_from(ALLE_VEIER), JSON | st.none()), min_size=1, max_size=4
    )
)
def test_mutated_values(tre: Path, bytter: list[tuple[tuple[str, Vei], tuple[str, Vei], Any]]) -> None:
    """Fields get random values, or the values of other fields, perhaps from other files."""
    nye: dict[str, Any] = {}
    for (sti, vei), (fra, hvor), ny in bytter:
        verdi = nye.get(sti, VERDIER[sti])
        try:
            nye[sti] = sett(verdi, vei, hent(VERDIER[fra], hvor) if ny is None else ny)
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # an earlier change took the way away
    hold(tre, {sti: som_yaml(v) for sti, v in nye.items()})


# --- odd calendars: what holds for any ----------------------------------------------------------------------------

AARET = date(2025, 8, 1), date(2026, 7, 31)
ETTER = date(2026, 8, 1)
DAG = st.dates(*AARET)
KANSKJE = st.none() | DAG


@st.composite
def ruter(draw: Callable[[Any], Any]) -> Skolerute:
    """A school's calendar, often a strange one."""
    start, slutt = (
        draw(st.none() | st.dates(AARET[0], date(2025, 9, 15))),
        draw(st.none() | st.dates(date(2026, 5, 1), AARET[1])),
    )
    fri = [
        Free(a, min(a + timedelta(days=n), AARET[1]), "fri")
        for a, n in draw(st.lists(st.tuples(DAG, st.integers(0, 40)), max_size=6))
    ]
    return Skolerute(2025, start, slutt, draw(KANSKJE), tuple(fri))


def rute_tekst(rute: Skolerute) -> str:
    felt: dict[str, Any] = {"start": rute.start, "slutt": rute.end, "semesterskille": rute.split}
    deler = {k: str(v) for k, v in felt.items() if v}
    alt = {**deler, "fri": [{"fra": str(f.start), "til": str(f.end)} for f in rute.free]}
    return f"skole: Solvang\nskoleruter:\n  2025-2026: {json.dumps(alt)}\n"


Foering = dict[str, Any]


@st.composite
def logger(draw: Callable[[Any], Any]) -> list[Foering]:
    """An absence log in which no day is a whole day of absence twice; some entries are on days without school."""
    logg: list[Foering] = []
    opptatt: set[date] = set()
    for dag, lengde in draw(st.lists(st.tuples(DAG, st.sampled_from([0, 0, 0, 0, 1, 2, 4, 11, 30])), max_size=25)):
        dager = {dag + timedelta(days=i) for i in range(lengde + 1)}
        foering: Foering = {"type": draw(st.sampled_from(TYPER))}
        if foering["type"] == "dag" and dager & opptatt:
            continue
        opptatt |= dager if foering["type"] == "dag" else set()
        foering |= {"fra": str(dag), "til": str(max(dager))} if lengde else {"dato": str(dag)}
        for felt, verdier in (
            ("dokumentert", ("ja", "nei")),
            ("gyldig", ("ja", "nei")),
            ("årsak", ("sykdom", "skulk", "ukjent")),
            ("timer", (1, 3)),
        ):
            verdi = draw(st.none() | st.sampled_from(verdier))
            if verdi is not None:
                foering[felt] = verdi
        logg.append(foering)
    return logg


KONTAKT = st.fixed_dictionaries(
    {
        "dato": DAG.map(str),
        "type": st.sampled_from(["hjem", "elevsamtale", "ressursteam", "ledelse", "nærværsmøte", "annet"]),
    },
    optional={
        "måte": st.sampled_from(["telefon", "sms", "møte"]),
        "svar": st.sampled_from(["ja", "nei"]),
        "med": st.sampled_from([["foresatte"], ["elev"], ["rektor"], ["elev", "mor"]]),
    },
)
KONTAKTER = st.lists(KONTAKT, max_size=8)
SPOERSMAAL = st.builds(
    Question,
    st.sampled_from(["dag", "uke", "måned", "semester"]),
    DAG,
    st.just(ETTER),
    st.sampled_from([None, "rutiner/egen.yaml"]),
    st.just(True),
)
REGLER = """navn: Egen
regler:
  - {id: u, slag: antall, når: {gyldig: nei}, enhet: hendelser, vindu: {skoledager: 10}, minst: 2, ivaretas_av: plan,
     oppfølging: [{handling: a, ansvarlig: rektor, oppfylles_av: elevsamtale, frist: {skoledager: 3}},
                  {handling: b, ansvarlig: rektor, oppfylles_av: direkte-hjemkontakt, frist: {dager: 5}}]}
  - {id: t, slag: antall, når: {type: [time, forlot]}, enhet: timer, vindu: kvartal, minst: 3}
  - {id: a, slag: andel, når: {type: dag}, vindu: {dager: 30}, over: 12.5, minst_skoledager: 5,
     oppfølging: [{handling: c, ansvarlig: rektor, oppfylles_av: møte-med-hjemmet}]}
  - {id: s, slag: sammenhengende, når: {type: dag}, skoledager: 2,
     oppfølging: [{handling: d, ansvarlig: rektor, oppfylles_av: ledelse, frist: {skoledager: 0}}]}
"""


@pytest.fixture(scope="module")
def skole() -> Iterator[Path]:
    minne = Path("/dev/shm")
    rot = Path(tempfile.mkdtemp(dir=minne if minne.is_dir() else None))
    for elev in ("amin", "berit"):
        (rot / "klasse7b" / elev).mkdir(parents=True)
        (rot / "klasse7b" / elev / "sak.yaml").write_text(f"elev: {{navn: {elev.title()}}}\n", "utf-8")
    (rot / "rutiner").mkdir()
    (rot / "rutiner/egen.yaml").write_text(REGLER, "utf-8")
    plan = "periode: {fra: 2025-10-01, til: 2025-11-01}\n"
    (rot / "klasse7b/amin/tiltaksplan.yaml").write_text(plan, "utf-8")
    yield rot
    shutil.rmtree(rot)


def doem(
    rot: Path,
    spoersmaal: Question,
    logg: Sequence[Foering],
    kontakter: Sequence[Foering] = (),
    rute: Skolerute | None = None,
    elev: str = "amin",
) -> CaseResult:
    """The result of a pupil who has this log and these contacts."""
    (rot / "skole.yaml").write_text(rute_tekst(rute) if rute else "skole: Solvang\n", "utf-8")
    mappe = rot / "klasse7b" / elev
    for navn, felt, innhold in (("fravaer", "fravær", logg), ("kontakt", "kontakt", kontakter)):
        linjer = "".join(f"  - {json.dumps(f, ensure_ascii=False)}\n" for f in innhold)
        (mappe / f"{navn}.yaml").write_text(f"{felt}:\n{linjer}" if linjer else f"{felt}: []\n", "utf-8")
    resultat = check(find(str(rot)), spoersmaal)
    skriv_ut(resultat)
    return next(s for s in resultat.saker if s.sak == f"klasse7b/{elev}")


def med(hva: Any, **felt: Any) -> Any:
    """A copy with some fields changed, of a named tuple or a dataclass."""
    return hva._replace(**felt) if isinstance(hva, tuple) else dataclasses.replace(hva, **felt)


def uten_linjer(s: CaseResult) -> CaseResult:
    """A result without what only says where in the file something stands."""
    funn = tuple(med(f, bevis=tuple(med(b, line=0) for b in f.bevis)) for f in s.funn)
    return med(s, funn=funn, diagnostics=())


@MANGE
@given(
    ruter(),
    logger(),
    logger(),
    DAG,
    st.builds(
        Antall,
        st.builds(
            Filter,
            st.frozensets(st.sampled_from(TYPER[:4])),
            st.frozensets(st.booleans()),
            st.frozensets(st.booleans()),
            st.frozensets(st.sampled_from(["sykdom", "skulk"])),
        ),
        st.sampled_from(["dager", "timer", "hendelser"]),
        st.sampled_from([Vindu(n) for n in ("måned", "kvartal", "semester", "skoleår")])
        | st.builds(Vindu, st.sampled_from(["dager", "skoledager"]), st.integers(1, 60)),
        st.integers(1, 8),
    ),
)
def test_more_absence_never_removes_a_trigger(
    rute: Skolerute, logg: list[Foering], mer: list[Foering], dag: date, regel: Antall
) -> None:
    kalender = SchoolCalendar({2025: rute})

    def utloest(alt: list[Foering]) -> set[date]:
        historie = build_history([_foering(i, f) for i, f in enumerate(alt)], kalender, dag)
        funnet = antall.find(historie, regel)
        if funnet:
            assert funnet.amount >= regel.minst
            assert funnet.evidence
            assert funnet.window[0] <= funnet.last <= dag
        return set(funnet.days) if funnet else set()

    assert utloest(logg) <= utloest(logg + mer)


def _foering(nr: int, f: Foering) -> Fravaersfoering:
    def dag(felt: str) -> date | None:
        return date.fromisoformat(f[felt]) if felt in f else None

    gyldig = f.get("gyldig")
    return Fravaersfoering(
        nr,
        f["type"],
        dag("dato"),
        dag("fra"),
        dag("til"),
        f.get("timer"),
        dokumentert=f.get("dokumentert") == "ja",
        gyldig=None if gyldig is None else gyldig == "ja",
        aarsak=f.get("årsak"),
    )


@MANGE
@given(ruter(), logger(), KONTAKTER, KONTAKT, SPOERSMAAL)
def test_a_contact_never_makes_it_worse(
    skole: Path, rute: Skolerute, logg: list[Foering], kontakter: list[Foering], ny: Foering, spoersmaal: Question
) -> None:
    foer = doem(skole, spoersmaal, logg, kontakter, rute)
    etter = doem(skole, spoersmaal, logg, [*kontakter, ny], rute)
    assert {f.regel for f in foer.funn} == {f.regel for f in etter.funn}
    nye = {f.regel: f for f in etter.funn}
    for f in foer.funn:
        assert nye[f.regel].status.rank >= f.status.rank
        for a, b in zip(f.oppfoelging, nye[f.regel].oppfoelging, strict=True):
            assert b.status.rank >= a.status.rank
    assert (foer.fravaer, foer.uker) == (etter.fravaer, etter.uker)


@MANGE
@given(ruter(), logger(), KONTAKTER, SPOERSMAAL)
def test_alle_is_the_rest_and_what_is_done(
    skole: Path, rute: Skolerute, logg: list[Foering], kontakter: list[Foering], spoersmaal: Question
) -> None:
    alle = doem(skole, spoersmaal, logg, kontakter, rute)
    bare = doem(skole, med(spoersmaal, alle=False), logg, kontakter, rute)
    assert bare.funn == tuple(f for f in alle.funn if f.status.value != "utført")
    assert med(bare, funn=()) == med(alle, funn=())


@MANGE
@given(ruter(), logger(), KONTAKTER, logger(), KONTAKTER, SPOERSMAAL)
def test_a_pupil_is_judged_alone(
    skole: Path,
    rute: Skolerute,
    logg: list[Foering],
    kontakter: list[Foering],
    annen: list[Foering],
    andres: list[Foering],
    spoersmaal: Question,
) -> None:
    doem(skole, spoersmaal, [], [], rute, "berit")
    foer = doem(skole, spoersmaal, logg, kontakter, rute)
    doem(skole, spoersmaal, annen, andres, rute, "berit")
    assert doem(skole, spoersmaal, logg, kontakter, rute) == foer
    (alene,) = check(find(str(skole / "klasse7b/amin")), spoersmaal).saker
    assert alene == foer


@MANGE
@given(ruter(), logger(), KONTAKTER, SPOERSMAAL, st.randoms(use_true_random=False))
def test_the_order_in_the_files_does_not_matter(
    skole: Path, rute: Skolerute, logg: list[Foering], kontakter: list[Foering], spoersmaal: Question, tilfeldig: Any
) -> None:
    foer = doem(skole, spoersmaal, logg, kontakter, rute)
    logg, kontakter = logg.copy(), kontakter.copy()
    tilfeldig.shuffle(logg)
    tilfeldig.shuffle(kontakter)
    assert uten_linjer(doem(skole, spoersmaal, logg, kontakter, rute)) == uten_linjer(foer)


@MANGE
@given(ruter(), logger(), KONTAKTER, SPOERSMAAL)
def test_what_comes_later_is_not_seen(
    skole: Path, rute: Skolerute, logg: list[Foering], kontakter: list[Foering], spoersmaal: Question
) -> None:
    dag = str(spoersmaal.today)
    foer = doem(skole, spoersmaal, logg, kontakter, rute)
    sett_da = [f for f in logg if f.get("dato", f.get("fra", "")) <= dag]
    etter = doem(skole, spoersmaal, sett_da, [k for k in kontakter if k["dato"] <= dag], rute)
    assert med(uten_linjer(foer), ufullstendig=False) == med(uten_linjer(etter), ufullstendig=False)
