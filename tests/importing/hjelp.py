"""What the tests of the import share: a class, a file, and what the import made of them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fravaer_cli.files.source import parse
from fravaer_cli.importing.report import Rapport
from fravaer_cli.importing.run import Import, Oenske
from tests.cli.hjelp import elev, klasse

I_DAG = date(2025, 11, 21)
HODE = "Navn;Dato;Status"
ADA = "Ada;03.09.2025;Udokumentert"
FNR = "13032045678"


def klassen(mappe: Path, *navn: str, fravaer: str = "", **mer: str) -> Path:
    """The class 7B with pupils of these names, in folders of their first names; gives the class's folder."""
    return klasse(mappe, {n.split()[0].lower(): elev(n, fravaer, **mer) for n in navn or ("Ada",)})


def importer(mappe: Path, innhold: str | bytes, **valg: Any) -> Rapport:
    """Import a file into a class, as of the Friday of the samples."""
    fil = mappe.parent / "fravær.csv"
    fil.write_bytes(innhold.encode() if isinstance(innhold, str) else innhold)
    plan = Import(Oenske(str(fil), str(mappe), **valg), I_DAG)
    return plan.rapport(list(plan.skriv()))


def logg(mappe: Path, navn: str = "ada") -> list[Any]:
    """The entries of a pupil's log."""
    fil = mappe / navn / "fravaer.yaml"
    return (parse("f", fil.read_bytes()).value or {}).get("fravær") or [] if fil.exists() else []


def bok(*rader: Sequence[Any], ark: str = "Ark1", **mer: Sequence[Sequence[Any]]) -> bytes:
    """An Excel file with these rows, and other sheets."""
    import openpyxl  # noqa: PLC0415

    fil = openpyxl.Workbook()
    fil.active.title = ark
    for navn, innhold in ((ark, rader), *mer.items()):
        blad = fil[navn] if navn in fil.sheetnames else fil.create_sheet(navn)
        for rad in innhold:
            blad.append(rad)
    return lagret(fil)


def lagret(fil: Any) -> bytes:
    """A workbook as bytes."""
    ut = io.BytesIO()
    fil.save(ut)
    return ut.getvalue()


def tekst(rapport: Rapport, **valg: Any) -> str:
    """The report as it is shown on a wide screen."""
    from fravaer_cli.output.import_report import render  # noqa: PLC0415
    from fravaer_cli.output.lines import plain  # noqa: PLC0415

    return plain(render(rapport, 1000, **valg))


def tall(rapport: Rapport) -> Mapping[str, int]:
    """How many days ended how."""
    return {utfall.value: n for utfall, n in rapport.tall.items()}
