"""What the day, month and half-year views are told of a pupil: whom to call, causes, months, the case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.casework.period_overview import Aarsak, Oversikt
from fravaer_cli.casework.results import CaseResult
from fravaer_cli.check import Question, check
from fravaer_cli.files.workspace import find
from tests.cli.hjelp import FREDAG, elev, klasse


def judged(mappe: Path, sjekk: str, *filer: str, dag: str = FREDAG, **mer: str) -> CaseResult:
    """One pupil with these absence entries (and files), judged."""
    klasse(mappe, {"ada": elev("Ada Moen", "\n".join(filer), **mer)})
    (case,) = check(find(str(mappe)), Question(sjekk, date.fromisoformat(dag), date(2026, 7, 1))).saker
    return case


def seen(mappe: Path, sjekk: str, *filer: str, dag: str = FREDAG, **mer: str) -> Oversikt:
    oversikt = judged(mappe, sjekk, *filer, dag=dag, **mer).oversikt
    assert oversikt is not None
    return oversikt


def test_the_week_s_check_has_none(tmp_path: Path) -> None:
    assert judged(tmp_path, "uke", "dato: 2025-11-19, type: dag").oversikt is None


def test_the_month_begins_on_the_first(tmp_path: Path) -> None:
    v = seen(tmp_path, "måned", "dato: 2025-10-31, type: dag", "dato: 2025-11-03, type: dag, dokumentert: ja")
    assert (v.periode.dager, v.periode.udokumenterte_dager, v.periode.skoledager) == (1, 0, 14)


def test_undocumented_lessons_are_counted_as_long_as_they_were(tmp_path: Path) -> None:
    v = seen(
        tmp_path,
        "måned",
        "dato: 2025-11-03, type: time, timer: 2",
        "dato: 2025-11-04, type: time, time: [1, 2, 3]",
        "dato: 2025-11-05, type: time, timer: 4, dokumentert: ja",
    )
    assert (v.periode.timer, v.udokumenterte_timer) == (9, 5)


def test_causes_are_days_lessons_and_times_the_most_frequent_first(tmp_path: Path) -> None:
    v = seen(
        tmp_path,
        "måned",
        "dato: 2025-11-03, type: forsentkomming",
        "dato: 2025-11-04, type: time, timer: 2, årsak: lege",
        "fra: 2025-11-05, til: 2025-11-06, type: dag, årsak: sykdom",
        "dato: 2025-11-07, type: forlot, årsak: sykdom",
        "dato: 2025-11-10, type: avtalt",
    )
    assert v.aarsaker == (Aarsak("sykdom", 2, 0, 1), Aarsak("lege", 0, 2, 0), Aarsak("", 0, 0, 1))


def test_months_are_cut_where_the_half_year_and_the_check_are(tmp_path: Path) -> None:
    """The first half-year of the sample calendar ends on 16 January; there is no school before 18 August."""
    v = seen(tmp_path, "semester", "fra: 2026-01-15, til: 2026-01-20, type: dag", dag="2026-02-03")
    assert [(m.fra.isoformat(), m.til.isoformat(), m.antall.dager) for m in v.maaneder] == [
        ("2026-01-17", "2026-01-31", 2),
        ("2026-02-01", "2026-02-03", 0),
    ]
    assert v.foer is not None
    assert v.foer.dager == 2
    assert v.periode.dager == 2


def test_the_first_half_year_has_none_before_it(tmp_path: Path) -> None:
    v = seen(tmp_path, "semester", dag="2025-09-05")
    assert [m.fra.month for m in v.maaneder] == [8, 9]
    assert v.foer is None


@pytest.mark.parametrize(
    ("sak", "aktiv", "aapnet", "avsluttet"),
    [
        ("status: aktiv\nåpnet: 2025-10-01\n", True, True, False),
        ("status: aktiv\nåpnet: 2025-12-01\n", False, False, False),
        ("status: aktiv\n", True, False, False),
        ("status: avsluttet\nåpnet: 2025-09-01\navsluttet: 2025-11-10\n", False, True, True),
        ("status: avsluttet\nåpnet: 2025-09-01\navsluttet: 2025-12-10\n", True, True, False),
        ("", False, False, False),
    ],
    ids=["åpnet før", "åpnet senere", "uten dato", "avsluttet før", "avsluttet senere", "observert"],
)
def test_the_case_is_seen_as_it_was_at_the_check_date(
    tmp_path: Path, sak: str, aktiv: bool, aapnet: bool, avsluttet: bool
) -> None:
    v = seen(tmp_path, "semester", sak=sak)
    assert (v.aktiv, v.aapnet is not None, v.avsluttet is not None) == (aktiv, aapnet, avsluttet)


def test_a_protected_guardian_is_counted_and_not_told(tmp_path: Path) -> None:
    sak = """foresatte:
  - {navn: Mor Moen, relasjon: mor, telefon: 900 00 001, tolkespråk: polsk}
  - {navn: Far Moen, relasjon: far, telefon: 900 00 002, skjermet: ja}
  - {navn: Ola Vik, foreldreansvar: nei}
"""
    v = seen(tmp_path, "dag", "dato: 2025-11-21, type: dag", sak=sak)
    assert [(f.navn, f.telefon, f.tolk, f.foreldreansvar) for f in v.ring.foresatte] == [
        ("Mor Moen", "900 00 001", "polsk", True),
        ("Ola Vik", None, None, False),
    ]
    assert v.ring.skjermet == 1
    assert "Far Moen" not in repr(v)


def test_the_month_s_check_holds_no_telephone(tmp_path: Path) -> None:
    sak = "foresatte: [{navn: Mor Moen, telefon: 900 00 001}]\n"
    assert "Moen" not in repr(seen(tmp_path, "måned", "dato: 2025-11-21, type: dag", sak=sak))


@pytest.mark.parametrize(
    ("kontakt", "overtatt", "forsoek"),
    [
        ("", False, []),
        ('kontakt: [{dato: 2025-11-21, kl: "09:05", type: hjem, måte: telefon, svar: nei}]\n', True, ["09:05"]),
        ("kontakt: [{dato: 2025-11-20, type: hjem, måte: telefon, svar: nei}]\n", False, []),
        ("kontakt: [{dato: 2025-11-21, type: hjem, måte: sms}]\n", True, [None]),
    ],
    ids=["ingen prøvd", "ingen svarte", "før fraværet", "melding uten svar"],
)
def test_it_is_told_who_takes_over_and_what_was_tried(
    tmp_path: Path, kontakt: str, overtatt: bool, forsoek: list[str | None]
) -> None:
    mer = {"kontakt": kontakt} if kontakt else {}
    (r,) = seen(tmp_path, "dag", "dato: 2025-11-21, type: time", **mer).reserver
    assert (r.regel, r.ansvarlig, r.navn) == ("gran/udokumentert", "rektor", "Ada Moe")
    assert r.overtatt is overtatt
    assert [f.kl for f in r.forsoek] == forsoek


def test_a_rule_without_anybody_for_it_says_what_was_tried(tmp_path: Path) -> None:
    kontakt = "kontakt: [{dato: 2025-11-21, type: hjem, måte: telefon, svar: nei}]\n"
    (r,) = seen(tmp_path, "dag", "dato: 2025-11-21, type: forlot", kontakt=kontakt).reserver
    assert (r.handling, r.overtatt, len(r.forsoek)) == ("", False, 1)


def test_the_entries_of_the_day_are_told(tmp_path: Path) -> None:
    v = seen(
        tmp_path,
        "dag",
        "dato: 2025-11-20, type: dag",
        "dato: 2025-11-21, type: time, timer: 2, meldt: sms",
        "dato: 2025-11-21, type: avtalt, timer: 1",
    )
    assert v.i_dag == (("time", 2, False, True),)
