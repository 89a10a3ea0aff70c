"""A checked folder as CSV that a Norwegian Excel opens as it is: semicolons, decimal commas, byte order mark."""

from __future__ import annotations

import csv
import io
from datetime import date

from fravaer_cli.casework.results import Finding, Item
from fravaer_cli.check import CheckResult
from fravaer_cli.texts import en_linje

HEADER = (
    "sak",
    "elev",
    "klasse",
    "sakstatus",
    "sjekk",
    "sjekkdato",
    "regel",
    "alvor",
    "status",
    "nytt",
    "dato",
    "siste",
    "verdi",
    "grense",
    "melding",
    "handling",
    "ansvarlig",
    "navn",
    "frist",
    "oppfølging",
    "utført",
)


def render(result: CheckResult) -> str:
    """One row for each thing to do; a warning has one row."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for case in result.saker:
        who = (case.sak, case.elev, case.klasse, case.status, result.question.sjekk, result.question.today)
        for finding in case.funn:
            for item in finding.oppfoelging or (None,):
                writer.writerow([_cell(v) for v in (*who, *_finding(finding), *_item(item))])
    return "\ufeff" + stream.getvalue()


def _finding(f: Finding) -> tuple[object, ...]:
    nytt = "ja" if f.nytt else "nei"
    return f.regel, f.alvor, f.status.value, nytt, f.dato, f.siste, f.verdi, f.grense, f.melding


def _item(i: Item | None) -> tuple[object, ...]:
    if i is None:
        return ("",) * 6
    return i.handling, i.ansvarlig, i.navn, i.frist, i.status.value, i.utfoert


def _cell(value: object) -> str:
    """A value as a cell. A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    text = en_linje(str(value))
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
