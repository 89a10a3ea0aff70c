"""Which file names are ours, which were probably meant to be, and which are nobody's business."""

from __future__ import annotations

import unicodedata

import pytest

from fravaer_cli.files.names import KINDS, kind_of, near_miss


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_names(kind: str) -> None:
    assert kind_of(f"{kind}.yaml") == kind
    assert near_miss(f"{kind}.yaml") is None


@pytest.mark.parametrize("name", ["tiltaksplan-2.yaml", "tiltaksplan-13.yaml"])
def test_later_plans(name: str) -> None:
    assert kind_of(name) == "tiltaksplan"
    assert near_miss(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "Sak.yaml",
        "sak.yml",
        "sak.YAML",
        "sak",
        "sak.yaml.txt",
        "tiltaksplan-.yaml",
        "tiltaksplan-to.yaml",
        "kontakt-2.yaml",
        ".yaml",
        "yaml",
    ],
)
def test_names_that_are_not_exactly_ours(name: str) -> None:
    assert kind_of(name) is None


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("fravær.yaml", "fravaer.yaml"),
        ("Fravær.yaml", "fravaer.yaml"),
        ("FRAVAER.YAML", "fravaer.yaml"),
        ("Fravaer.yaml", "fravaer.yaml"),
        ("fravaer.yml", "fravaer.yaml"),
        ("fravær.yml", "fravaer.yaml"),
        ("fravaer.yaml.txt", "fravaer.yaml"),
        ("fravaer.yaml.yaml", "fravaer.yaml"),
        ("fravar.yaml", "fravaer.yaml"),
        ("fraver.yaml", "fravaer.yaml"),
        ("Sak.yaml", "sak.yaml"),
        ("sak.yml", "sak.yaml"),
        ("sak.yaml.txt", "sak.yaml"),
        ("sak.yaml ", "sak.yaml"),
        ("kontakter.yaml", "kontakt.yaml"),
        ("kartleging.yaml", "kartlegging.yaml"),
        ("tiltakplan.yaml", "tiltaksplan.yaml"),
        ("tiltaksplan2.yaml", "tiltaksplan-2.yaml"),
        ("tiltaksplan 2.yaml", "tiltaksplan-2.yaml"),
        ("tiltaksplan_2.yaml", "tiltaksplan-2.yaml"),
        ("tiltaksplan - 2.yaml", "tiltaksplan-2.yaml"),
        ("Tiltaksplan-2.yml", "tiltaksplan-2.yaml"),
        ("ukeplaner.yaml", "ukeplan.yaml"),
        ("evalueringer.yaml", "evaluering.yaml"),
        ("Skole.yaml", "skole.yaml"),
        ("skole.yml", "skole.yaml"),
        ("Klasse.yml", "klasse.yaml"),
    ],
)
def test_near_misses(name: str, right: str) -> None:
    assert near_miss(name) == (right, False)
    assert near_miss(unicodedata.normalize("NFD", name)) == (right, False)


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("tiltaksplan - kopi.yaml", "tiltaksplan.yaml"),
        ("kontakt - Kopi.yaml", "kontakt.yaml"),
        ("kontakt – Kopi (2).yaml", "kontakt.yaml"),
        ("kontakt (1).yaml", "kontakt.yaml"),
        ("tiltaksplan (1).yaml", "tiltaksplan.yaml"),
        ("tiltaksplan-2 (1).yaml", "tiltaksplan.yaml"),
        ("Kopi av kontakt.yaml", "kontakt.yaml"),
        ("Copy of fravaer.yaml", "fravaer.yaml"),
        ("kopi_av_sak.yaml", "sak.yaml"),
        ("fravaer-PC01's conflicted copy 2025-11-01.yaml", "fravaer.yaml"),
        ("fravær (Kari Lies motstridende kopi).yaml", "fravaer.yaml"),
        ("sak-DESKTOP-7F3K.yaml", "sak.yaml"),
        ("fravaer2.yaml", "fravaer.yaml"),
        ("kontakt.yaml.bak", "kontakt.yaml"),
        ("kontakt.yaml~", "kontakt.yaml"),
        ("kontakt.yaml.orig", "kontakt.yaml"),
        ("kontakt.kopi.yaml", "kontakt.yaml"),
        ("sak_gammel.yaml", "sak.yaml"),
        ("skole - kopi.yaml", "skole.yaml"),
    ],
)
def test_copies(name: str, original: str) -> None:
    assert near_miss(name) == (original, True)


@pytest.mark.parametrize(
    "name",
    [
        "LESMEG.md",
        "notater.yaml",
        "logo.png",
        "fravaer.md",
        "fravaer.xlsx",
        "fravær.docx",
        "saker.yaml",
        "saken om Per.yaml",
        "sakte.yaml",
        "planer.yaml",
        "klassekart.yaml",
        "klassemiljø.yaml",
        "kontaktliste.yaml",
        "skoleåret.yaml",
        "kart.yaml",
        "timeplan.yaml",
        "uke 42.yaml",
        "2025.yaml",
        "~$kontakt.yaml",
        ".fravaer.yaml.swp",
        ".sak.yml",
        "",
        "æøå",
    ],
)
def test_other_files_are_left_alone(name: str) -> None:
    assert kind_of(name) is None
    assert near_miss(name) is None
