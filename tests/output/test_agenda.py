"""What the agenda looks like, character by character."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.agenda import agenda
from fravaer_cli.casework.pupil import Question
from fravaer_cli.cli.terminal import STYLES
from fravaer_cli.files.workspace import find
from fravaer_cli.output.agenda import render, week_heading
from fravaer_cli.output.lines import plain
from tests.cli.hjelp import EKSEMPLER, elev, klasse

ADA = elev(
    "Ada Moen",
    "dato: 2025-11-19, type: dag, dokumentert: nei",
    sak="kode: 7B-04\nstatus: aktiv\nåpnet: 2025-11-17\n",
)
PER = elev(
    "Per Vik",
    sak="kode: 7B-21\nstatus: aktiv\nåpnet: 2025-11-03\n",
    tiltaksplan="""\
periode: {fra: 2025-11-10}
evaluering: {dato: 2025-11-27, kl: "14:30", sted: Møterom 2, innkalles_av: Kari Lie}
møteplan: [{dato: 2025-11-27, kl: "14:30", med: [elev, foresatte, kontaktlærer]}]
tiltak: [{id: T1, tiltak: "Per blir møtt i døra hver morgen. Gi ros.", ansvar: Jon Aas, frist: 2025-11-21}]
""",
)


@pytest.fixture
def skole(tmp_path: Path) -> Path:
    return klasse(tmp_path, {"ada": ADA, "per": PER})


def screen(sti: Path, width: int = 80, **valg: object) -> str:
    """The screen, with a fixed number of things without deadline: how many there are is the packs' affair."""
    uker = int(str(valg.pop("uker", 2)))
    result = agenda(find(str(sti)), Question("uke", date(2025, 11, 21), date(2026, 7, 1)), uker)
    return plain(render(result._replace(given="klasse7b", uten_frist=2), width, **valg))  # type: ignore[arg-type]


UKE = """\
Kalender · 7B · fredag 21. november 2025, uke 47
Solvang skole · rutine: Gran kommune – Til stede hver dag (2019-1)
Viser til og med uke 49 (7. desember)

På overtid
  19. nov.       Ada Moen: kontakt hjemmet – Nora Berg (kontaktlærer), 2 dager
                 på overtid

Uke 47 · 17.–21. november · denne uken
  i dag          Per Vik: tiltak T1: Per blir møtt i døra hver morgen – Jon Aas

Uke 48 · 24.–28. november
  to. 27.        Møte i ressursteamet
          14.30  Per Vik: evaluering av planen – Kari Lie og Nora Berg · Møterom
                 2 · med elev og foresatte

2 oppgaver har ingen frist i rutinen, og står derfor ikke her. «fravaer check
  klasse7b» viser dem.
Det neste etter dette er torsdag 11. desember («--uker 3»).

4 frister og møter, 1 av dem på overtid. 2 saker lest.
"""

PERSON = """\
Kalender · 7B · fredag 21. november 2025, uke 47
Solvang skole · rutine: Gran kommune – Til stede hver dag (2019-1)
Viser til og med uke 49 (7. desember)

Jon Aas
  i dag               Per Vik: tiltak T1: Per blir møtt i døra hver morgen

Kari Lie (sosiallærer)
  to. 27. nov.  14.30 Per Vik: evaluering av planen – sammen med Nora Berg
                      (kontaktlærer) · Møterom 2 · med elev og foresatte

Nora Berg (kontaktlærer)
  on. 19. nov.        Ada Moen: kontakt hjemmet – 2 dager på overtid
  to. 27. nov.  14.30 Per Vik: evaluering av planen – sammen med Kari Lie
                      (sosiallærer) · Møterom 2 · med elev og foresatte

Ressursteamet
  to. 27. nov.        Møte i ressursteamet

2 oppgaver har ingen frist i rutinen, og står derfor ikke her. «fravaer check
  klasse7b» viser dem.
Det neste etter dette er torsdag 11. desember («--uker 3»).

4 frister og møter, 1 av dem på overtid. 2 saker lest.
"""

ANONYM = """\
Kalender · fredag 21. november 2025, uke 47
Solvang skole · rutine: Gran kommune – Til stede hver dag
(2019-1)
Viser til og med uke 49 (7. desember)

På overtid
  19. nov.       7B-04: kontakt hjemmet – kontaktlærer, 2
                 dager på overtid

Uke 47 · 17.–21. november · denne uken
  i dag          7B-21: frist for tiltak T1

Uke 48 · 24.–28. november
  to. 27.        Møte i ressursteamet
          14.30  7B-21: evaluering av planen – sosiallærer
                 og kontaktlærer

2 oppgaver har ingen frist i rutinen, og står derfor ikke
  her. «fravaer check» viser dem.
Det neste etter dette er torsdag 11. desember («--uker 3»).

4 frister og møter, 1 av dem på overtid. 2 saker lest.
"""


def test_by_week(skole: Path) -> None:
    assert screen(skole) == UKE


def test_by_person(skole: Path) -> None:
    assert screen(skole, per_person=True) == PERSON


def test_without_names_at_60(skole: Path) -> None:
    assert screen(skole, 60, own=frozenset()) == ANONYM


def test_a_case_is_not_named_on_every_line(skole: Path) -> None:
    ut = screen(skole / "per")
    assert ut.startswith("Kalender · Per Vik · fredag")
    assert "  to. 27. 14.30  Evaluering av planen – Kari Lie og Nora Berg" in ut


def test_one_line_is_enough_for_the_same_thing(tmp_path: Path) -> None:
    """A talk after the holidays, with three pupils, by the same teacher."""
    active = {n: elev(n.title(), sak="status: aktiv\n") for n in ("ada", "per", "siri")}
    result = agenda(find(str(klasse(tmp_path, active))), Question("uke", date(2026, 1, 2), date(2026, 7, 1)), 1)
    assert "  ma. 5.         Ada, Per, Siri: snakk med eleven etter ferien – Nora Berg" in plain(render(result, 100))


@pytest.mark.parametrize(
    ("mandag", "tekst"),
    [
        ("2025-11-24", "Uke 48 · 24.–28. november"),
        ("2025-12-29", "Uke 1 · 29. desember – 2. januar"),
        ("2025-12-01", "Uke 49 · 1.–5. desember"),
    ],
)
def test_what_a_week_is_called(mandag: str, tekst: str) -> None:
    assert week_heading(date.fromisoformat(mandag)) == tekst


def test_every_style_has_a_colour() -> None:
    result = agenda(find(str(EKSEMPLER)), Question("uke", date(2025, 11, 21), date(2026, 7, 1)), 6)
    for per_person in (False, True):
        lines = render(result._replace(calendar_known=False, errors=1), 80, per_person=per_person, wheel=True)
        assert {style for line in lines for _, style in line if style} <= set(STYLES)
