"""The questions of `fravaer import`: what a new profile's columns are, and who a name is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from fravaer_cli.cli import questions
from fravaer_cli.cli.norsk import bekreft
from fravaer_cli.cli.questions import ask, say_wrapped
from fravaer_cli.cli.terminal import out, say
from fravaer_cli.errors import UserError
from fravaer_cli.files import disk
from fravaer_cli.files.workspace import Workspace, find
from fravaer_cli.importing import new_profile
from fravaer_cli.importing.profile import FOLDER, Profil, all_of, own, shipped
from fravaer_cli.importing.read import read_table
from fravaer_cli.texts import antall, liste, mente_du, ren, sitat, skjul_foedselsnummer, translitterer

if TYPE_CHECKING:
    from fravaer_cli.importing.run import Import, Oenske
    from fravaer_cli.importing.table import Table

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_NOTHING = "-"


def make(wish: Oenske, name: str, told: Sequence[str]) -> None:
    """Propose a profile for a file, let the user settle it, and save it in the school's `profiler/`.

    Args:
        told: `felt=overskrift`, what the user has settled on the command line.

    Raises:
        UserError: the name or the file cannot be used, or who or when is still not known.
    """
    workspace = find(wish.sti)
    id_ = _name(name, workspace)
    table = read_table(wish.fil, ark=wish.ark, skilletegn=wish.skilletegn, tegnsett=wish.tegnsett)
    profiles = all_of(workspace.root)
    proposal = new_profile.propose(table, profiles)
    fields = _told(told, proposal, _fields(proposal))
    _show(table, proposal, fields)
    if questions.on_terminal():
        fields = _asked(proposal, fields)
    _enough(fields)
    words = _words(table, proposal, fields, profiles)
    text = new_profile.as_yaml(id_, f"Laget fra {skjul_foedselsnummer(table.fil)}.", fields, words)
    path = workspace.root / FOLDER / f"{id_}.yaml"
    shown = workspace.name_of(path)
    if wish.dry_run:
        out(f"{text}")
        say(f"Dette ville blitt {shown}. Ingenting er skrevet (--dry-run).")
        return
    _save(workspace, id_, text)
    out(f"Laget: {shown}\n")
    unknown = [w for meanings in words.values() for w, m in meanings.items() if m is None]
    if unknown:
        say_wrapped(f"Skriv i filen hva disse ordene betyr: {liste(map(sitat, unknown))}.")
    say(f"Se hva profilen gir: fravaer import {_argument(wish.fil)} {_argument(wish.sti)} --profil {id_} --dry-run")


def _argument(text: str) -> str:
    """A path as it may stand on a command line."""
    shown = ren(text, 200)
    return f'"{shown}"' if " " in shown else shown


def _name(name: str, workspace: Workspace) -> str:
    id_ = translitterer(name.strip().removesuffix(".yaml"))
    if not _NAME.fullmatch(id_):
        raise UserError(f"{sitat(name)} kan ikke være navnet på en profil.", "Bruk bokstaver, tall og bindestrek.")
    if id_ in shipped() or id_ in own(workspace.root):
        raise UserError(
            f"Profilen «{id_}» finnes allerede.", "Velg et annet navn, eller rett filen i mappen profiler/."
        )
    return id_


def _fields(proposal: new_profile.Forslag) -> dict[str, str]:
    return {c.overskrift: c.felt for c in proposal.kolonner if c.felt}


def _told(told: Sequence[str], proposal: new_profile.Forslag, fields: dict[str, str]) -> dict[str, str]:
    """The proposal with what the user has said."""
    headings = {c.overskrift.casefold(): c.overskrift for c in proposal.kolonner}
    for answer in told:
        field, equals, heading = (part.strip() for part in answer.partition("="))
        if not equals or heading.casefold() not in headings:
            meant = mente_du(heading, headings.values()) if heading else None
            raise UserError(
                f"{sitat(answer, 80)} passer ikke til noen kolonne." + (f" Mente du {sitat(meant)}?" if meant else ""),
                f"Skriv --kolonne FELT=OVERSKRIFT. Overskriftene er {liste(map(sitat, headings.values()))}.",
            )
        fields = _with(fields, headings[heading.casefold()], _field(field))
    return fields


def _field(text: str) -> str | None:
    field = text.strip().casefold()
    if field in (_NOTHING, ""):
        return None
    if field in new_profile.FELT:
        return field
    meant = mente_du(field, new_profile.FELT)
    raise UserError(
        f"{sitat(text)} er ikke et felt." + (f" Mente du «{meant}»?" if meant else ""),
        f"Feltene er {liste(new_profile.FELT)}. Skriv {_NOTHING} for en kolonne som ikke skal brukes.",
    )


def _with(fields: Mapping[str, str], heading: str, field: str | None) -> dict[str, str]:
    """One column settled anew: no field belongs to two."""
    rest = {h: f for h, f in fields.items() if h != heading and f != field}
    return {**rest, heading: field} if field else rest


def _show(table: Table, proposal: new_profile.Forslag, fields: Mapping[str, str]) -> None:
    say_wrapped(f"{ren(table.fil, 120)}: {', '.join(table.lest_som)}. Overskriftene står i rad {proposal.rad}.")
    for column in proposal.kolonner:
        field = fields.get(column.overskrift)
        unsure = " (usikkert)" if field and field == column.felt and not column.sikker else ""
        say(f"  {sitat(column.overskrift)} ({column.slag}): {field or 'brukes ikke'}{unsure}")


def _asked(proposal: new_profile.Forslag, fields: dict[str, str]) -> dict[str, str]:
    say("Hva er kolonnene? Trykk Enter for forslaget, eller skriv et felt:")
    say_wrapped(f"{', '.join(new_profile.FELT)}.", "  ")
    say(f"Skriv {_NOTHING} for en kolonne som ikke skal brukes.")
    for column in proposal.kolonner:
        proposed = fields.get(column.overskrift, _NOTHING)
        field = ask(sitat(column.overskrift), default=proposed, read=lambda text: _field(text) or _NOTHING)
        fields = _with(fields, column.overskrift, None if field == _NOTHING else field)
    return fields


def _enough(fields: Mapping[str, str]) -> None:
    given = set(fields.values())
    lacks = [] if given & {"navn", "fornavn", "elev_id"} else ["hvem eleven er (navn, fornavn eller elev_id)"]
    lacks += [] if given & {"dato", "fra"} else ["når det var (dato eller fra)"]
    if lacks:
        raise UserError(
            f"Profilen sier ikke {liste(lacks)}, så den er ikke lagret.",
            "Oppgi det med --kolonne, for eksempel --kolonne navn=Elev.",
        )


def _words(
    table: Table, proposal: new_profile.Forslag, fields: Mapping[str, str], profiles: Sequence[Profil]
) -> dict[str, dict[str, Mapping[str, Any] | str | None]]:
    """What the words in the columns of words mean; asked for where nobody knows and somebody sits there."""
    meanings: dict[str, dict[str, Mapping[str, Any] | str | None]] = {}
    asked = False
    for field, words in new_profile.words_of(table, proposal, fields).items():
        meanings[field] = {}
        for word in words:
            known: Mapping[str, Any] | str | None = new_profile.meaning(field, word, profiles)
            if known is None and questions.on_terminal():
                if not asked:
                    choices = [*new_profile.BETYDNINGER, new_profile.IKKE_FRAVAER]
                    say(f"Hva betyr ordene? Skriv {_NOTHING} hvis du ikke vet det, ellers:")
                    say_wrapped(f"{liste(choices, 'eller')}.", "  ")
                    asked = True
                known = ask(f"{sitat(word)} ({field})", default=_NOTHING, read=_meaning) or None
            meanings[field][word] = known
    return meanings


def _meaning(text: str) -> Mapping[str, Any] | str:
    word = text.strip().casefold()
    if word == _NOTHING:
        return ""
    if word == new_profile.IKKE_FRAVAER:
        return word
    if word in new_profile.BETYDNINGER:
        return new_profile.BETYDNINGER[word]
    meant = mente_du(word, [*new_profile.BETYDNINGER, new_profile.IKKE_FRAVAER])
    hint = f" Mente du «{meant}»?" if meant else ""
    raise typer.BadParameter(f"{sitat(text)} er ikke et av svarene.{hint}")


def _save(workspace: Workspace, id_: str, text: str) -> None:
    folder = workspace.root / FOLDER
    shown = workspace.name_of(folder / f"{id_}.yaml")
    try:
        folder.mkdir(exist_ok=True)
        disk.write_new(folder / f"{id_}.yaml", text.encode())
    except FileExistsError:
        raise UserError(f"{shown} finnes allerede.", "Velg et annet navn.") from None
    except OSError as error:
        raise disk.explained(error, shown) from None


def ask_pupils(plan: Import) -> list[str]:
    """Who the names that are not certain are: `Navn i filen=mappe` for those that are settled."""
    answers = []
    for unsure in plan.usikre():
        say_wrapped(f"{sitat(unsure.navn)} ({antall(len(unsure.rader), 'rad', 'rader')} i filen): {unsure.hvorfor}.")
        for pupil in unsure.mulige:
            if bekreft(f"Er det {pupil.vist}?", prompt_suffix=" ", err=True):
                answers.append(f"{unsure.navn}={pupil.mappe.name}")
                break
    return answers
