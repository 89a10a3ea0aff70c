"""Dates and order, and nothing else."""

from __future__ import annotations

import os
import random
import re
from collections import Counter

import pytest

from fravaer_cli.files.dates import meant
from fravaer_cli.files.names import kind_of
from fravaer_cli.files.pieces import take_apart, together
from fravaer_cli.files.source import parse
from fravaer_cli.tidying.tidy import DATED_LISTS, Tidied, tidy
from tests.cli.hjelp import EKSEMPLER, alle_filer
from tests.merging.hjelp import rotete_par, tilfeldig_par

FUZZ = int(os.environ.get("FUZZ", "150"))
FILER = [(navn, data) for navn, data in alle_filer(EKSEMPLER) if kind_of(navn.rpartition("/")[2])]


def ordnet(tekst: str, kind: str = "fravaer") -> str:
    done = tidy(kind, f"{kind}.yaml", tekst.encode())
    assert not done.stuck
    assert not done.diagnostics
    assert tidy(kind, f"{kind}.yaml", done.data) == Tidied(done.data), "twice is once"
    return done.data.decode()


@pytest.mark.parametrize(
    ("foer", "etter"),
    [
        pytest.param(
            "fravær:\n  - {dato: 2025-09-04} # fire\n  # tre\n  - {dato: 2025-09-03}\n",
            "fravær:\n  # tre\n  - {dato: 2025-09-03}\n  - {dato: 2025-09-04} # fire\n",
            id="comments above and at the end of the line go along",
        ),
        pytest.param(
            "fravær:\n  # l\n\n  - dato: 2025-09-04\n    # i\n    til: a\n    # b\n\n  - fra: 2025-09-01\n    til: b\n",
            "fravær:\n  # l\n\n  - fra: 2025-09-01\n    til: b\n\n  - dato: 2025-09-04\n    # i\n    til: a\n    # b\n",
            id="comments within go along, those by themselves and blank lines stay",
        ),
        pytest.param(
            "fravær:\n- {dato: 2025-09-04, nr: 1}\n- {dato: 2025-09-04, nr: 2}\n- {dato: 2025-09-03}",
            "fravær:\n- {dato: 2025-09-03}\n- {dato: 2025-09-04, nr: 1}\n- {dato: 2025-09-04, nr: 2}",
            id="those of one day keep their order, and the file its end",
        ),
        pytest.param(
            "fravær:\n  - {dato: 2025-09-04}\n  - {type: dag}\n  - {dato: 2025-09-03}\n",
            "fravær:\n  - {dato: 2025-09-03}\n  - {dato: 2025-09-04}\n  - {type: dag}\n",
            id="one without a date stays after the one before it",
        ),
        pytest.param(
            "fravær: [{dato: 2025-09-04},  {dato: 2025-09-03}] # a\n",
            "fravær: [{dato: 2025-09-03},  {dato: 2025-09-04}] # a\n",
            id="in brackets",
        ),
        pytest.param(
            "\ufefffravær:\r\n  - {dato: 4.9.2025}\r\n  - {dato: '3.9.2025'}\r\n",
            "\ufefffravær:\r\n  - {dato: '2025-09-03'}\r\n  - {dato: 2025-09-04}\r\n",
            id="by the dates that were meant; CRLF, the byte order mark and quotes are kept",
        ),
        pytest.param(
            "fravær:\n  - dato: 2025-09-04\n    merknad: |+\n      a\n\n\n  - {dato: 2025-09-03}\n",
            "fravær:\n  - {dato: 2025-09-03}\n  - dato: 2025-09-04\n    merknad: |+\n      a\n\n\n",
            id="blank lines that are part of a text go along",
        ),
        pytest.param(
            "fravær:\n  - dato: 2025-09-04\n  - dato: 2025-09-03\n    merknad: |\n      a",
            "fravær:\n  - dato: 2025-09-03\n    merknad: |\n      a\n  - dato: 2025-09-04",
            id="a text at the very end",
        ),
        pytest.param(
            "fravær:\n  -\n    dato: 2025-09-04\n  - # her\n    dato: 2025-09-03\n",
            "fravær:\n  - # her\n    dato: 2025-09-03\n  -\n    dato: 2025-09-04\n",
            id="a dash on a line of its own",
        ),
    ],
)
def test_the_order(foer: str, etter: str) -> None:
    assert ordnet(foer) == etter


@pytest.mark.parametrize(
    ("kind", "foer", "etter"),
    [
        ("fravaer", "fravær: [{fra: 5.11.2025, til: 2025-11-6}]", "fravær: [{fra: 2025-11-05, til: 2025-11-06}]"),
        ("fravaer", "fravær:\n  - dato:   05/11/25   # a\n", "fravær:\n  - dato:   2025-11-05   # a\n"),
        ("fravaer", "fravær: [{dato: 20251105}]", "fravær: [{dato: 2025-11-05}]"),
        ("fravaer", "fravær: [{dato: 2025-11-05T08:15}]", "fravær: [{dato: 2025-11-05}]"),
        ("kontakt", "kontakt: [{dato: 2025-11-05 00:00}]", "kontakt: [{dato: 2025-11-05}]"),
        (
            "kontakt",
            'kontakt: [{dato: 2025-11-05 10:15, kl: "10:15"}]',
            'kontakt: [{dato: 2025-11-05, kl: "10:15"}]',
        ),
        ("kontakt", "kontakt: [{avtalt: [{frist: 5.11.2025}]}]", "kontakt: [{avtalt: [{frist: 2025-11-05}]}]"),
        ("sak", "elev: {fødselsdato: 14.3.2014}\n", "elev: {fødselsdato: 2014-03-14}\n"),
        ("skole", "ressursteam: {møtedager: [5.11.2025]}", "ressursteam: {møtedager: [2025-11-05]}"),
        ("skole", "skoleruter: {2025-2026: {start: 18.8.2025}}", "skoleruter: {2025-2026: {start: 2025-08-18}}"),
        ("tiltaksplan", "periode: {fra: 5.11.2025}", "periode: {fra: 2025-11-05}"),
        ("ukeplan", "ukeplaner: [{dager: [{dato: 5.11.2025}]}]", "ukeplaner: [{dager: [{dato: 2025-11-05}]}]"),
    ],
)
def test_dates(kind: str, foer: str, etter: str) -> None:
    assert ordnet(foer, kind) == etter


@pytest.mark.parametrize(
    ("kind", "tekst"),
    [
        ("fravaer", "fravær: [{dato: 31.11.2025}, {dato: i går}, {dato: 2025-02-30}, {dato: 2025111}, {dato: 5.11}]"),
        ("fravaer", "fravær: [{merknad: 5.11.2025}]"),
        ("kontakt", "kontakt: [{dato: 2025-11-05 10:15}]"),
        ("kontakt", 'kontakt: [{dato: 2025-11-05 10:15, kl: "12:00"}]'),
        ("tiltaksplan", "sted_dato: Gran 5.11.2025\nukjent: {dato: 5.11.2025}\n"),
        ("fravaer", "fravær:\n  - dato: |\n      5.11.2025\n"),
        ("kartlegging", "kort: [{kort: b}, {kort: a}]"),
        ("fravaer", ""),
        ("fravaer", "# bare en kommentar\n"),
        ("fravaer", "fravær:\n"),
        ("fravaer", "- 1\n"),
        ("fravaer", "fravær: nei\n"),
    ],
)
def test_what_nobody_can_know_is_left(kind: str, tekst: str) -> None:
    assert tidy(kind, "x", tekst.encode()) == Tidied(tekst.encode())


@pytest.mark.parametrize("written", ["2025111", "5.11", "2025", "31.9.2025", "", "x", "1.1.0001", "2025-1121x"])
def test_what_is_no_date_beyond_doubt(written: str) -> None:
    assert meant(written) is None


@pytest.mark.parametrize(
    "tekst",
    [
        "fravær:\n  - &a {dato: 2025-09-04}\n  - *a\n  - {dato: 2025-09-03}\n",
        "fravær: [{dato: 2025-09-04}, # a\n  {dato: 2025-09-03}]\n",
        "fravær:\n  - {dato: &d 5.9.2025, merknad: *d}\n  - {dato: *d}\n",
        "fravær:\r\n  - {dato: 2025-09-04}\r\n  - {dato: 2025-09-03}\r\n\t",
    ],
)
def test_what_cannot_be_done_without_touching_more_is_told(tekst: str) -> None:
    done = tidy("fravaer", "x", tekst.encode())
    assert done.data == tekst.encode()


@pytest.mark.parametrize("data", [b"a: [", b"\xff", b"<<<<<<< a\n", b"a: 1\n---\nb: 2\n"])
def test_what_cannot_be_read_is_told(data: bytes) -> None:
    done = tidy("fravaer", "x", data)
    assert done.data == data
    assert done.diagnostics


# --- properties ---------------------------------------------------------------------------------------------------


def _verdier(tekst: str) -> tuple[Counter[str], dict]:
    """The entries as a bag, and the rest."""
    value = parse("x", tekst.encode()).value or {}
    rest = {k: v for k, v in value.items() if not any(k in names for names in DATED_LISTS.values())}
    return Counter(repr(e) for k in value if k not in rest for e in value[k] or []), rest


def _kommentarer(tekst: str) -> Counter[str]:
    return Counter(re.findall(r"#.*", tekst))


def _sjekk(tekst: str, kind: str) -> None:
    etter = ordnet(tekst, kind)
    if tekst.endswith("\n") and "[{" not in tekst:
        assert Counter(etter.splitlines()) == Counter(tekst.splitlines())
    assert _verdier(etter) == _verdier(tekst)
    assert _kommentarer(etter) == _kommentarer(tekst)
    for name in DATED_LISTS[kind]:
        dates = [e.get("dato") for e in (parse("x", etter.encode()).value or {}).get(name) or [] if e.get("dato")]
        assert dates == sorted(dates)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_values_and_comments_are_kept_and_twice_is_once(line_end: str) -> None:
    kinds = {name: kind for kind, names in DATED_LISTS.items() for name in names}
    for number in range(FUZZ):
        par = tilfeldig_par(number)
        kind = kinds[par.vaar.split("\n\n", 1)[1].partition(":")[0]]
        _sjekk(par.vaar.replace("\n", line_end), kind)
        for text in rotete_par(random.Random(number)):
            _sjekk(text.replace("\n", line_end), "fravaer")


def test_taken_apart_and_put_together_is_the_same() -> None:
    texts = [t for n in range(FUZZ) for t in (*tilfeldig_par(n)[:3], *rotete_par(random.Random(n)))]
    for text in (*texts, *(data.decode() for _, data in FILER)):
        source = parse("x", text.encode())
        pieces = take_apart(source)
        if pieces is None:
            assert not source.value or isinstance(source.value, list)
            continue
        assert together(pieces) == source.text
        for piece in pieces:
            if piece.listing is not None:
                assert (piece.listing.empty or piece.listing.head) + together(piece.listing.pieces) == piece.text


@pytest.mark.parametrize(("navn", "data"), FILER, ids=[navn for navn, _ in FILER])
def test_the_samples_hold_the_same_in_order(navn: str, data: bytes) -> None:
    kind = kind_of(navn.rpartition("/")[2]) or ""
    etter = ordnet(data.decode(), kind)
    assert Counter(etter.splitlines()) == Counter(data.decode().splitlines())
    assert _verdier(etter) == _verdier(data.decode())
    if kind not in DATED_LISTS:
        assert etter == data.decode()
