"""What an import found and did, for whoever shows it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from fravaer_cli.importing.merge import Foert, Utfall
from fravaer_cli.importing.pupils import Elev
from fravaer_cli.importing.rows import Uforstaatt


class Elevrapport(NamedTuple):
    """One pupil's log.

    Attributes:
        mappe: the pupil's folder, as it is shown.
        foert: what became of every day, in the file's order.
        borte: days that the log has from this profile, within the file's period, and the file no longer has (ISO).
        feil: why nothing was written, with what to do; empty if all went well.
        merknader: warnings that the new entries bring with them.
        diff: the change of the log, in a dry run.
    """

    mappe: str
    navn: str
    foert: tuple[Foert, ...] = ()
    borte: tuple[str, ...] = ()
    feil: str = ""
    merknader: tuple[str, ...] = ()
    diff: str = ""


class Usikker(NamedTuple):
    """A name in the file that may be a pupil of ours.

    Attributes:
        hvorfor: why it is not taken for the pupil.
        forslag: «Mente du …?».
        svar: the option that settles it.
        mulige: those it may be.
    """

    navn: str
    rader: tuple[int, ...]
    hvorfor: str
    forslag: str
    svar: str
    mulige: tuple[Elev, ...] = ()


class Rapport(NamedTuple):
    """An import.

    Attributes:
        profil: the profile's id; `kjent_paa` the headings by which it was chosen.
        lest_som: how the file was read, as phrases.
        kolonner: (heading, our field) pairs; `ubrukte` the other headings.
        merknader: what the user should know about the file, as sentences.
        rader: rows below the headings.
        hoppet_over: rows that are no absence.
        uten_sak: names in the file that have no case here.
        rader_uten_sak: their rows.
    """

    fil: str
    profil: str
    kjent_paa: tuple[str, ...]
    lest_som: tuple[str, ...]
    kolonner: tuple[tuple[str, str], ...]
    ubrukte: tuple[str, ...]
    merknader: tuple[str, ...]
    rader: int
    elever: tuple[Elevrapport, ...] = ()
    uforstaatte: tuple[Uforstaatt, ...] = ()
    usikre: tuple[Usikker, ...] = ()
    hoppet_over: int = 0
    uten_sak: tuple[str, ...] = ()
    rader_uten_sak: int = 0
    dry_run: bool = False

    @property
    def tall(self) -> Counter[Utfall]:
        """How many days ended how, for pupils whose log could be written."""
        return Counter(f.utfall for elev in self.elever if not elev.feil for f in elev.foert)

    @property
    def kunne_ikke_skrives(self) -> bool:
        """Some pupil's log could not be changed."""
        return any(elev.feil for elev in self.elever)

    @property
    def noe_aa_avgjoere(self) -> bool:
        """Rows that are not understood, or pupils that are not certain."""
        return bool(self.uforstaatte or self.usikre)
