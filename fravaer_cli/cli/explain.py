"""`fravaer explain`: what a rule, a routine or an error code means."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fravaer_cli.cli.options import FargeValg
from fravaer_cli.cli.terminal import Farge, out_lines, width
from fravaer_cli.errors import UserError
from fravaer_cli.texts import mente_du, sitat


def explain(
    kode: Annotated[
        str,
        typer.Argument(
            metavar="KODE", help="En feilkode (F003), en regel (gran/forsentkomming) eller en rutine (gran)."
        ),
    ],
    farge: FargeValg = Farge.AUTO,
) -> None:
    """Forklar en regel, en rutine eller en feilkode.

    Eksempel: fravaer explain gran/forsentkomming
    """
    from fravaer_cli.files import codes  # noqa: PLC0415
    from fravaer_cli.files.workspace import find_school  # noqa: PLC0415
    from fravaer_cli.output import explanation  # noqa: PLC0415
    from fravaer_cli.rules.locate import PACK_FOLDER, STANDARD, NoSuchPack, locate, shipped  # noqa: PLC0415
    from fravaer_cli.rules.pack import FELLES  # noqa: PLC0415
    from fravaer_cli.rules.pack_loader import load_pack  # noqa: PLC0415

    known = codes.load()
    if kode.upper() in known:
        out_lines(explanation.code(kode.upper(), known[kode.upper()], width()), farge)
        return
    root = find_school(Path.cwd()) or Path.cwd()
    pack, slash, rule = kode.partition("/")
    try:
        rutine = load_pack(locate(STANDARD if pack == FELLES else pack, root, anywhere=not slash), root)
    except NoSuchPack:
        every = [
            *known,
            *shipped(),
            *(n for p in shipped() for n in explanation.names(load_pack(PACK_FOLDER / f"{p}.yaml", root))),
        ]
        meant = mente_du(kode, every) or next((c for c in every if c.endswith(f"/{kode}")), None)
        hint = (
            f"Mente du «{meant}»?"
            if meant
            else "Skriv en feilkode som F003, en regel som gran/forsentkomming eller en rutine som gran."
        )
        raise UserError(f"Fant ingen forklaring på {sitat(kode)}.", hint) from None
    if not slash:
        out_lines(explanation.routine(rutine, width()), farge)
        return
    found = explanation.find(rutine, kode if pack == FELLES else rule, width())
    if found is None:
        meant = mente_du(kode, explanation.names(rutine))
        raise UserError(
            f"Rutinen {rutine.id} har ingen regel {sitat(rule)}.",
            f"Mente du «{meant}»?" if meant else f"Se «fravaer explain {rutine.id}».",
        )
    out_lines(found, farge)
