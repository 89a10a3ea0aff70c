"""Writes the manual's page of error codes, `docs/feil.md`, from the catalogue and the gallery."""

from __future__ import annotations

import re
from pathlib import Path

from fravaer_cli.files import codes

GALLERI = Path(__file__).parent / "errors"
SIDE = Path(__file__).parents[1] / "docs" / "feil.md"

INNLEDNING = """\
# Feil og advarsler

<!-- Siden er laget av tests/lag_feilside.py og skal ikke endres for hånd. -->

Når noe er galt i en fil, viser `fravaer validate` hva det er, hvor det står, og hva du kan gjøre.
En **feil** må rettes: det som er feil, blir ikke regnet med. En **advarsel** bør du se på.
Hver feil har en kode. `fravaer explain F003` viser det som står her.
"""

GRUPPER = {
    "F0": "Filene og hvordan de er skrevet",
    "F1": "Det som står i filene",
    "F2": "Rutinene",
}

VISES = {
    "F001": "F001-filen-er-laast",
    "F002": "F002-kolon-i-teksten",
    "F003": "F003-ukjent-felt",
    "F004": "F004-oppforing-mangler-type",
    "F005": "F005-tekst-for-tall",
    "F006": "F006-stor-bokstav",
    "F007": "F007-norsk-dato",
    "F008": "F008-negativt",
    "F010": "F010-windows-1252",
    "F015": "F015-tom-fil",
    "F016": "F016-liste-overst",
    "F023": "F023-filen-er-en-snarvei",
    "F024": "F024-txt",
    "F025": "F025-kopi",
    "F026": "F026-sak-mangler",
    "F101": "F101-ferie",
    "F102": "F102-dag-to-ganger",
    "F103": "F103-fravar-fram-i-tid",
    "F104": "F104-periode-baklengs",
    "F106": "F106-mangler-til",
    "F110": "F110-skrivefeil",
    "F112": "F112-sosken-uten-sak",
    "F116": "F116-skrivefeil",
    "F118": "F118-sosken-utenfor",
    "F120": "F120-sist-fort",
    "F201": "F201-skrivefeil",
    "F202": "F202-grunnlag-skrivefeil",
    "F203": "F203-skrivefeil",
    "F206": "F206-skrivefeil",
}
"""The folder that stands as the code's example, where it is not the first by name."""


def side() -> str:
    """The whole page."""
    deler, gruppe = [INNLEDNING], ""
    for kode in codes.load().values():
        if GRUPPER[kode.kode[:2]] != gruppe:
            gruppe = GRUPPER[kode.kode[:2]]
            deler.append(f"## {gruppe}\n")
        deler.append(_avsnitt(kode))
    return "\n".join(deler)


def _avsnitt(kode: codes.Code) -> str:
    mapper = sorted(p.name for p in GALLERI.glob(f"{kode.kode}-*"))
    valgt = VISES.get(kode.kode, mapper[0])
    alvor = " (advarsel)" if kode.alvor == "advarsel" else ""
    ut = [
        f"### {kode.kode}: {kode.tittel}{alvor}\n",
        f"{_tekst(kode.forklaring)}\n",
        f"**Gjør slik:** {_tekst(kode.gjoer)}\n",
    ]
    if kode.eksempel:
        ut += ["Slik er det riktig:\n", f"```yaml\n{kode.eksempel}\n```\n"]
    ut += ["Slik ser meldingen ut:\n", f"```text\n{_vist(valgt)}```\n"]
    andre = sorted({m for navn in mapper for m in _meldinger(navn, kode.kode)} - set(_meldinger(valgt, kode.kode)))
    if andre:
        ut += ["Den kan også si:\n", *(f"- {_tekst(m)}" for m in andre), ""]
    return "\n".join(ut)


def _vist(navn: str) -> str:
    return (GALLERI / navn / "ventet.txt").read_text("utf-8")


def _meldinger(navn: str, kode: str) -> list[str]:
    return re.findall(rf"^(?:feil|advarsel)\[{kode}\]: (.+)$", _vist(navn), re.MULTILINE)


def _tekst(tekst: str) -> str:
    """Plain words in Markdown: what the language would take for its own is put out of play."""
    return re.sub(r"([*_<>#\[\]`\\])", r"\\\1", tekst)


if __name__ == "__main__":
    SIDE.write_text(side(), "utf-8", newline="\n")
