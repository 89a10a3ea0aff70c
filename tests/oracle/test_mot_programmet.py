"""The program against the oracle: an independent, naive reading of the rules, on random classes.

`ORAKEL=3000 pytest tests/oracle/test_mot_programmet.py` compares as many classes; each is checked at three dates, with
the school's own routine (with and without `--alle`), two other packs as they are shipped, and a random pack of its own.
The oracle's tables are its own: nothing is read from the packs.
"""

from __future__ import annotations

import os
from datetime import date

import pytest

from fravaer_cli.check import Question, check
from fravaer_cli.files.workspace import find
from fravaer_cli.output.json_v1 import render_check
from tests.oracle.orakel import Lesning
from tests.oracle.sammenlign import sammenlign_i_prosess

ANTALL = int(os.environ.get("ORAKEL", "16"))
PER_TEST = max(1, ANTALL // 16)

VAAR_LESNING = Lesning(avsluttet_uten_frister=False)
"""Where the rules can be read in two ways: docs/lesninger.md."""


def programmet(argv: list[str]) -> tuple[int, str]:
    """`fravaer check …` in this process."""
    words = iter(argv[1:])
    path, values, alle = "", {}, False
    for word in words:
        if word == "--alle":
            alle = True
        elif word.startswith("--"):
            values[word] = next(words)
        else:
            path = word
    question = Question(
        values.get("--sjekk", "uke"), date.fromisoformat(values["--dato"]), date.today(), values.get("--rutine"), alle
    )
    result = check(find(path), question)
    return 2 if result.errors else 1 if result.need_action else 0, render_check(result)


@pytest.mark.parametrize("start", range(1, ANTALL + 1, PER_TEST))
def test_programmet_og_orakelet_er_enige(start: int) -> None:
    for seed in range(start, min(start + PER_TEST, ANTALL + 1)):
        assert sammenlign_i_prosess(programmet, seed, lesning=VAAR_LESNING) == []
