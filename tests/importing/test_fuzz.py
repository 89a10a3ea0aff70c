"""Files that were damaged on the way: read, or refused in a sentence; never a fault in the program."""

from __future__ import annotations

import os
import random
import zipfile
from datetime import date
from io import BytesIO

import pytest

from fravaer_cli.errors import UserError
from fravaer_cli.importing.csv_file import read_csv
from fravaer_cli.importing.table import Table
from fravaer_cli.importing.xlsx_file import read_xlsx
from tests.importing.hjelp import bok

RUNDER = int(os.environ.get("FUZZ", "150"))
BOK = bok(("Navn", "Dato", "Timer", "Merknad"), ("Ada", date(2025, 9, 3), 2, "=1+1"), ("Åse", "4.9.2025", 1.5, None))
CSV = 'Navn;Dato;Merknad\r\nÅse;03.09.2025;"a;b"\r\n"Yusuf, Amin";4.9.2025;x\r\n'.encode("cp1252")


def _skadd(data: bytes, r: random.Random) -> bytes:
    ut = bytearray(data)
    for _ in range(r.randint(1, 6)):
        sted = r.randrange(len(ut))
        match r.randrange(4):
            case 0:
                ut[sted] = r.randrange(256)
            case 1:
                del ut[sted : sted + r.randint(1, 40)]
            case 2:
                ut[sted:sted] = ut[sted : sted + r.randint(1, 40)]
            case _:
                ut[sted:sted] = r.randbytes(r.randint(1, 8))
        if not ut:
            return b"x"
    return bytes(ut)


def _skadd_xml(r: random.Random) -> bytes:
    """A workbook whose parts are damaged inside a sound zip."""
    ut = BytesIO()
    with zipfile.ZipFile(BytesIO(BOK)) as fra, zipfile.ZipFile(ut, "w") as til:
        offer = r.choice([n for n in fra.namelist() if n.startswith("xl/")])
        for navn in fra.namelist():
            data = fra.read(navn)
            til.writestr(navn, _skadd(data, r) if navn == offer else data)
    return ut.getvalue()


@pytest.mark.parametrize("del_", range(4))
def test_a_damaged_file_is_read_or_refused(del_: int) -> None:
    r = random.Random(del_)
    for _ in range(RUNDER):
        for les, data in ((read_csv, _skadd(CSV, r)), (read_xlsx, _skadd(BOK, r)), (read_xlsx, _skadd_xml(r))):
            try:
                assert isinstance(les(data, "f"), Table)
            except UserError as feil:
                assert feil.message.endswith((".", "?"))  # noqa: PT017 - either outcome is right
                assert feil.remedy  # noqa: PT017
