"""What fulfils what: the table of 03, row by row, and who counts as home."""

from __future__ import annotations

import pytest

from fravaer_cli.casework.fulfilment import FULFILMENTS
from fravaer_cli.files.schema import load
from fravaer_cli.files.source import parse
from fravaer_cli.model.build import build
from fravaer_cli.model.kontakt import Kontakt

GUARDIANS = frozenset({"Hodan Yusuf"})
TYPES = load("kontakt")["$defs"]["kontakt"]["properties"]["type"]["enum"]
HOME = {
    "hjem",
    "bekymringssamtale",
    "kartleggingssamtale",
    "nærværsmøte",
    "samarbeidsmøte",
    "tverrfaglig-møte",
    "evalueringsmøte",
}
MEETINGS = {"kartleggingssamtale", "nærværsmøte", "samarbeidsmøte", "tverrfaglig-møte"}


def contact(fields: str) -> Kontakt:
    value = parse("k.yaml", f"{{nr: 0, dato: 2025-09-16, {fields}}}".encode()).value
    built = build(Kontakt, value)
    assert built is not None
    return built


def fulfils(kind: str, fields: str) -> bool:
    f, c = FULFILMENTS[kind], contact(fields)
    return f.matches(c, GUARDIANS) and f.answered(c)


def tried(kind: str, fields: str) -> bool:
    """An attempt of the right kind that got no answer."""
    f, c = FULFILMENTS[kind], contact(fields)
    return f.matches(c, GUARDIANS) and not f.answered(c)


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("hjemkontakt", HOME),
        ("direkte-hjemkontakt", HOME),
        ("møte-med-hjemmet", MEETINGS),
        ("elevsamtale", {"elevsamtale"}),
        ("ressursteam", {"ressursteam"}),
        ("ledelse", {"ledelse"}),
        ("legeattest", {"legeattest"}),
    ],
)
def test_types_with_home_by_telephone(kind: str, types: set[str]) -> None:
    assert {t for t in TYPES if fulfils(kind, f"type: {t}, måte: telefon, med: [foresatte]")} == types


@pytest.mark.parametrize(
    ("means", "any_means", "direct"),
    [
        ("måte: telefon", True, True),
        ("måte: møte", True, True),
        ("måte: video", True, True),
        ("måte: hjemmebesøk", True, True),
        ("måte: sms", False, False),
        ("måte: e-post", False, False),
        ("måte: melding", False, False),
        ("måte: brev", False, False),
        ("måte: sms, svar: ja", True, False),
        ("måte: brev, svar: ja", True, False),
        ("måte: sms, svar: nei", False, False),
        ("måte: telefon, svar: ja", True, True),
        ("måte: telefon, svar: nei", False, False),
        ("måte: møte, svar: nei", False, False),
    ],
)
@pytest.mark.parametrize("type_", sorted(HOME))
def test_means(type_: str, means: str, any_means: bool, direct: bool) -> None:
    fields = f"type: {type_}, {means}, med: [foresatte]"
    assert fulfils("hjemkontakt", fields) == any_means
    assert fulfils("direkte-hjemkontakt", fields) == direct


@pytest.mark.parametrize("type_", TYPES)
def test_without_means_every_home_type_but_hjem_is_a_meeting(type_: str) -> None:
    assert fulfils("direkte-hjemkontakt", f"type: {type_}, med: [mor]") == (type_ in HOME - {"hjem"})
    assert fulfils("hjemkontakt", f"type: {type_}, med: [mor]") == (type_ in HOME)


@pytest.mark.parametrize(
    ("med", "home"),
    [
        ("med: [foresatte]", True),
        ("med: [mor]", True),
        ("med: [far]", True),
        ("med: [Far, elev]", True),
        ("med: [Hodan Yusuf]", True),
        ("med: [hodan  yusuf]", True),
        ("med: [elev, PPT, mor]", True),
        ("med: [elev]", False),
        ("med: [Nora Berg]", False),
        ("med: [Hodan]", False),
        ("med: [morfar]", False),
        ("med: []", False),
    ],
)
@pytest.mark.parametrize("kind", ["hjemkontakt", "direkte-hjemkontakt", "møte-med-hjemmet"])
def test_who_is_home(kind: str, med: str, home: bool) -> None:
    assert fulfils(kind, f"type: nærværsmøte, {med}") == home


@pytest.mark.parametrize("type_", sorted(HOME))
def test_without_med_every_home_type_counts_but_the_meeting_across_services(type_: str) -> None:
    assert fulfils("hjemkontakt", f"type: {type_}, måte: møte") == (type_ != "tverrfaglig-møte")


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ("type: elevsamtale", True),
        ("type: elevsamtale, svar: nei", False),
        ("type: elevsamtale, måte: sms", False),
        ("type: elevsamtale, måte: sms, svar: ja", True),
        ("type: nærværsmøte, med: [elev, mor]", True),
        ("type: nærværsmøte, med: [Elev, mor]", True),
        ("type: nærværsmøte, med: [elev]", False),  # contact with home, with the pupil there
        ("type: nærværsmøte, med: [mor]", False),
        ("type: nærværsmøte", False),
        ("type: ressursteam, med: [elev, mor]", False),
    ],
)
def test_talks_with_the_pupil(fields: str, counts: bool) -> None:
    assert fulfils("elevsamtale", fields) == counts


@pytest.mark.parametrize("kind", ["ressursteam", "ledelse", "legeattest"])
def test_within_the_school_means_do_not_matter_but_svar_nei_does(kind: str) -> None:
    assert fulfils(kind, f"type: {kind}, måte: e-post")
    assert not fulfils(kind, f"type: {kind}, svar: nei")


@pytest.mark.parametrize(
    ("kind", "fields", "attempt"),
    [
        ("hjemkontakt", "type: hjem, svar: nei", True),
        ("hjemkontakt", "type: hjem, måte: sms", True),
        ("hjemkontakt", "type: hjem, måte: sms, svar: ja", False),
        ("hjemkontakt", "type: hjem, måte: telefon", False),
        ("hjemkontakt", "type: annet, svar: nei", False),
        ("hjemkontakt", "type: hjem, med: [elev], svar: nei", False),
        ("direkte-hjemkontakt", "type: hjem, måte: telefon, svar: nei", True),
        ("direkte-hjemkontakt", "type: hjem, måte: sms", False),  # not of the kind that is asked for
        ("elevsamtale", "type: elevsamtale, måte: melding", True),
        ("ledelse", "type: ledelse, måte: e-post", False),
    ],
)
def test_attempts_without_answer(kind: str, fields: str, attempt: bool) -> None:
    assert tried(kind, fields) == attempt
