"""`fravaer merge-driver`: what git calls to merge a log. Nobody types it; `fravaer init` sets it up."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from fravaer_cli.cli.terminal import say
from fravaer_cli.errors import Exit
from fravaer_cli.texts import antall, sitat

_NOT_GIVEN = re.compile(r"%[A-Z]|\s*")
"""What an older git leaves where it does not know what it was asked for."""


def merge_driver(
    felles: Annotated[str, typer.Argument(metavar="FELLES", help="Filen slik begge hadde den (%O).")],
    vaar: Annotated[str, typer.Argument(metavar="VÅR", help="Vår utgave, som blir skrevet over (%A).")],
    deres: Annotated[str, typer.Argument(metavar="DERES", help="Den andre utgaven (%B).")],
    lengde: Annotated[str, typer.Argument(metavar="LENGDE", help="Tegn i konfliktmerkene (%L).")] = "7",
    navn: Annotated[str, typer.Argument(metavar="NAVN", help="Hva filen heter (%P).")] = "",
    vaart_navn: Annotated[str, typer.Argument(metavar="VÅRT_NAVN", help="Hva vår utgave kalles (%X).")] = "",
    deres_navn: Annotated[str, typer.Argument(metavar="DERES_NAVN", help="Hva den andre kalles (%Y).")] = "",
) -> None:
    """Flett tre utgaver av en logg for git, oppføring for oppføring.

    Git kaller denne når to har skrevet i samme logg. «fravaer init» setter det opp.

    Eksempel: fravaer merge-driver %O %A %B %L %P %X %Y
    """
    from fravaer_cli.merging.driver import drive  # noqa: PLC0415 - heavy
    from fravaer_cli.merging.markers import Markers  # noqa: PLC0415

    standard = Markers()
    size = int(lengde) if re.fullmatch(r"[1-9]\d{0,2}", lengde) else standard.size
    ours, theirs = (
        given if not _NOT_GIVEN.fullmatch(given) else usual
        for given, usual in ((vaart_navn, standard.ours), (deres_navn, standard.theirs))
    )
    markers = Markers(size, *(" ".join(name.split()) for name in (ours, theirs)))
    outcome = drive(Path(felles), Path(vaar), Path(deres), markers)
    shown = sitat(navn, 200) if not _NOT_GIVEN.fullmatch(navn) else "Loggen"
    if outcome.failed:
        say(f"{shown} kunne ikke flettes oppføring for oppføring, så git har flettet den linje for linje.")
    if outcome.conflicts:
        where = antall(outcome.conflicts, "sted", "steder")
        say(f"{shown}: to har endret det samme ({where}).")
        say("Åpne filen, velg hva som skal stå, og fjern linjene med <<<<<<<, ======= og >>>>>>>.")
        say("Kjør så «fravaer validate». Den finner merker som er glemt.")
        raise typer.Exit(Exit.ACTION)
