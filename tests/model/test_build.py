"""Plain values become frozen types; what is wrong is left out and costs no more than its own entry."""

from __future__ import annotations

from datetime import date

import pytest

from fravaer_cli.files.names import KINDS
from fravaer_cli.files.schema import load
from fravaer_cli.files.source import parse
from fravaer_cli.model.build import build, build_entries
from fravaer_cli.model.evaluering import Evaluering
from fravaer_cli.model.fravaer import TYPER, Fravaersfoering
from fravaer_cli.model.kartlegging import Kartlegging
from fravaer_cli.model.kontakt import Kontakt
from fravaer_cli.model.sak import Sak
from fravaer_cli.model.skole import Klasse, Skole
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.model.ukeplan import Ukeplan
from fravaer_cli.texts import fra_translitterert


def values(text: str) -> object:
    source = parse("f.yaml", text.encode())
    assert source.diagnostics == []
    return source.value


def entries(text: str, *bad: tuple[str | int, ...]) -> tuple[Fravaersfoering, ...]:
    return build_entries(Fravaersfoering, values(text), "fravær", bad)


LOG = """\
fravær:
  - {dato: 2025-09-03, type: dag, dokumentert: ja, årsak: sykdom}
  - {fra: 2025-09-10, til: 2025-09-12, type: dag}
  - {dato: 2025-09-15, type: forsentkomming, minutter: 15}
"""


def test_keys_are_fields() -> None:
    first, second, third = entries(LOG)
    assert (first.nr, first.dato, first.type, first.dokumentert, first.aarsak) == (
        0,
        date(2025, 9, 3),
        "dag",
        True,
        "sykdom",
    )
    assert (second.foerste, second.siste) == (date(2025, 9, 10), date(2025, 9, 12))
    assert (third.nr, third.minutter, third.dokumentert) == (2, 15, False)


@pytest.mark.parametrize(
    ("bad", "left"),
    [
        ((("fravær", 1, "fra"),), [0, 2]),
        ((("fravær", 0),), [1, 2]),
        ((("fravær", 0, "time", 2), ("fravær", 2, "type")), [1]),
        ((("fravær",),), [0, 1, 2]),  # a doubled key: the first counts
        ((("kontakt", 1, "dato"),), [0, 1, 2]),
    ],
)
def test_an_entry_with_any_error_is_left_out(bad: tuple[tuple[str | int, ...], ...], left: list[int]) -> None:
    assert [e.nr for e in entries(LOG, *bad)] == left


@pytest.mark.parametrize(
    "text",
    [
        "fravær:\n",
        "fravær: []\n",
        "fravær: hei\n",
        "annet: 1\n",
        "- a\n",
        "fravær: [hei, 3, ~]\n",
        "fravær: [{type: dag, nr: 7}]\n",
    ],
)
def test_logs_without_usable_entries(text: str) -> None:
    assert [e.nr for e in entries(text)] == ([0] if "nr" in text else [])


def test_an_entry_without_its_type_cannot_be_built() -> None:
    assert entries("fravær: [{dato: 2025-09-03}, {dato: 2025-09-04, type: dag}]\n")[0].nr == 1


@pytest.mark.parametrize(
    ("entry", "valid", "lessons", "whole_day"),
    [
        ("{type: dag}", False, 1, True),
        ("{type: dag, dokumentert: ja}", True, 1, True),
        ("{type: dag, dokumentert: ja, gyldig: nei}", False, 1, True),
        ("{type: dag, dokumentert: nei, gyldig: ja}", True, 1, True),
        ("{type: time, timer: 3}", False, 3, False),
        ("{type: time, time: [3, 4]}", False, 2, False),
        ("{type: time, time: [3, 4], timer: 1}", False, 1, False),
        ("{type: avtalt, time: [1]}", False, 1, False),
    ],
)
def test_what_is_not_given(entry: str, valid: bool, lessons: int, whole_day: bool) -> None:
    (got,) = entries(f"fravær: [{entry}]\n")
    assert (got.er_gyldig, got.antall_timer, got.hele_dagen) == (valid, lessons, whole_day)


def test_empty_values_are_values_not_given() -> None:
    (got,) = entries("fravær: [{dato: , type: dag, dokumentert: , timer: ~, årsak: null}]\n")
    assert got == Fravaersfoering(nr=0, type="dag")


def test_one_bad_guardian_does_not_cost_the_others() -> None:
    text = "elev: {navn: A}\nforesatte: [{navn: Mor, skjermet: ja}, {relasjon: far}, {navn: Far, telefon: 90000001}]\n"
    sak = build(Sak, values(text))
    assert sak is not None
    assert [(f.navn, f.skjermet, f.telefon, f.mottar_post) for f in sak.foresatte] == [
        ("Mor", True, None, True),
        ("Far", False, "90000001", True),
    ]


@pytest.mark.parametrize(
    ("bad", "kode", "navn"),
    [
        ((("kode",),), None, "A"),
        ((("elev", "navn"),), "7B", None),
        ((("elev",),), "7B", None),
        ((("annet",),), "7B", "A"),
    ],
)
def test_a_wrong_value_is_as_if_it_were_not_there(
    bad: tuple[tuple[str, ...], ...], kode: str | None, navn: str | None
) -> None:
    sak = build(Sak, values("elev: {navn: A}\nkode: 7B\n"), bad)
    assert sak is not None
    assert (sak.kode, sak.elev.navn if sak.elev else None) == (kode, navn)


@pytest.mark.parametrize(
    "text", ["periode: {til: 2025-10-01}\n", "periode: hei\n", "mål: {}\n", "periode: {fra: 2025-02-30}\n"]
)
def test_a_plan_without_a_beginning_is_none(text: str) -> None:
    assert build(Tiltaksplan, values(text)) is None


def test_a_number_may_stand_for_a_text() -> None:
    klasse = build(Klasse, values("klasse: 7\ntrinn: 7.0\nkontaktlærer: 1.50\n"))
    assert klasse == Klasse("7", 7, None, "1.50")


def test_mappings_and_lists_inside() -> None:
    text = """\
periode: {fra: 2025-09-29, til: 2025-10-17}
mål: {langsiktige: [Trives., ~, 3]}
tiltak: [{id: T1, delmål: D1, når: nå, plan_b: {hva: x}}]
ansvar: {skolens ledelse: [a, b], foresatte: }
møteplan: [{kl: "14:00", med: [elev]}]
fulltid: nei
"""
    plan = build(Tiltaksplan, values(text))
    assert plan is not None
    assert plan.maal is not None
    assert plan.maal.langsiktige == ("Trives.", "3")
    assert (plan.tiltak[0].naar, plan.tiltak[0].plan_b.hva if plan.tiltak[0].plan_b else None) == ("nå", "x")
    assert plan.ansvar == {"skolens ledelse": ("a", "b")}
    assert (plan.moeteplan[0].kl, plan.moeteplan[0].med, plan.fulltid) == ("14:00", ("elev",), False)


@pytest.mark.parametrize(
    ("plan", "last"),
    [
        ("periode: {fra: 2025-09-29, til: 2025-10-17}\nevaluering: {dato: 2025-10-10}\n", "2025-10-10"),
        ("periode: {fra: 2025-09-29, til: 2025-10-17}\nevaluering: {sted: her}\n", "2025-10-17"),
        ("periode: {fra: 2025-09-29}\nevaluering: {dato: 2025-10-10}\n", "2025-10-10"),
        ("periode: {fra: 2025-09-29}\n", "2025-10-20"),
    ],
)
def test_until_when_a_plan_takes_care(plan: str, last: str) -> None:
    built = build(Tiltaksplan, values(plan))
    assert built is not None
    assert built.tar_vare_til == date.fromisoformat(last)


def test_a_contact_with_no_med_is_not_one_with_an_empty_list() -> None:
    given = build_entries(
        Kontakt,
        values("kontakt: [{dato: 2025-09-16, type: hjem}, {dato: 2025-09-16, type: hjem, med: [mor]}]\n"),
        "kontakt",
    )
    assert [k.med for k in given] == [None, ("mor",)]


# --- types and schemas say the same ---------------------------------------------------------------------------------

MODELS = {"skole": Skole, "klasse": Klasse, "sak": Sak, "kartlegging": Kartlegging, "tiltaksplan": Tiltaksplan}
MODELS["ukeplan"] = Ukeplan
ENTRIES = {
    "fravaer": (Fravaersfoering, "fravær"),
    "kontakt": (Kontakt, "kontakt"),
    "evaluering": (Evaluering, "evalueringer"),
}
NOT_IN_THE_MODEL = {"skole": {"maler"}}


def test_every_kind_has_a_model() -> None:
    assert {*MODELS, *ENTRIES} == set(KINDS)


@pytest.mark.parametrize("kind", MODELS)
def test_the_fields_are_the_schemas_keys(kind: str) -> None:
    keys = {fra_translitterert(f) for f in MODELS[kind]._fields} - {"fil"}  # the file's own name
    assert keys | NOT_IN_THE_MODEL.get(kind, set()) == set(load(kind)["properties"])


@pytest.mark.parametrize("kind", ENTRIES)
def test_an_entrys_fields_are_the_schemas_keys(kind: str) -> None:
    cls, key = ENTRIES[kind]
    items = load(kind)["properties"][key]["items"]["$ref"].rsplit("/", 1)[-1]
    assert {fra_translitterert(f) for f in cls._fields} - {"nr"} == set(load(kind)["$defs"][items]["properties"])


def test_the_types_of_absence_are_the_schemas() -> None:
    assert list(TYPER) == load("fravaer")["$defs"]["fravaer"]["properties"]["type"]["enum"]
