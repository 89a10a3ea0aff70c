"""Which case a row is about: by code or folder, else by exactly the same name. Never by likeness: that is proposed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from fravaer_cli.errors import UserError
from fravaer_cli.files.workspace import CaseFolder
from fravaer_cli.importing.rows import Hvem
from fravaer_cli.texts import liste, mente_du, sitat

_LIKE = 0.85
INGEN = "ingen"
"""What the user answers where a name in the file is nobody with a case."""


class Elev(NamedTuple):
    """A pupil with a case, that rows may be about.

    Attributes:
        klasse: the class's name as `klasse.yaml` gives it, else its folder's.
    """

    mappe: CaseFolder
    navn: str | None
    kode: str | None
    klasse: str

    @property
    def vist(self) -> str:
        """The pupil and the folder."""
        return f"{self.navn or 'uten navn'} ({self.mappe.name})"


class Funnet(NamedTuple):
    """What a row's pupil turned out to be.

    Attributes:
        elev: None where nobody is, or nobody for sure.
        usikkert: why it is not for sure, and who it may be; empty where the pupil simply has no case.
        forslag: those it may be.
    """

    elev: Elev | None = None
    usikkert: str = ""
    forslag: tuple[Elev, ...] = ()


class Elever:
    """The pupils that rows may be about."""

    def __init__(self, pupils: Iterable[Elev], answers: Iterable[str] = ()) -> None:
        self.pupils = list(pupils)
        self.by_name: dict[str, list[Elev]] = {}
        self.by_id: dict[str, list[Elev]] = {}
        for pupil in self.pupils:
            if pupil.navn:
                self.by_name.setdefault(plain_name(pupil.navn), []).append(pupil)
            folder = pupil.mappe.path.name
            for id_ in {_plain(folder), _plain(pupil.kode or folder)}:
                self.by_id.setdefault(id_, []).append(pupil)
        self.answers = dict(self._answer(a) for a in answers)
        self.known: dict[Hvem, Funnet] = {}
        self.unused = set(self.answers)

    def notes(self) -> list[str]:
        """What the user should know: pupils that no row can be matched to, and answers about nobody in the file."""
        nameless = [p.mappe.file("sak.yaml") for p in self.pupils if not p.navn]
        notes = [
            f"{name} har ikke noe navn som kan leses, så eleven kan bare kjennes igjen på koden." for name in nameless
        ]
        return notes + [f"{sitat(name)} i --elev står ikke i filen." for name in sorted(self.unused)]

    def find(self, who: Hvem) -> Funnet:
        """The pupil of a row."""
        if who not in self.known:
            self.known[who] = self._find(who)
        return self.known[who]

    def _answer(self, answer: str) -> tuple[str, Elev | None]:
        """`Navn i filen=mappe`, as the user has settled it."""
        name, equals, folder = answer.rpartition("=")
        if not equals or not name.strip() or not folder.strip():
            raise UserError(
                f"{sitat(answer, 80)} passer ikke med --elev.",
                'Skriv navnet slik det står i filen, og elevens mappe: --elev "Amin Jusuf=klasse7b/amin". '
                f"Er det ingen av elevene med sak, så skriv «={INGEN}» etter navnet.",
            )
        if _plain(folder) == INGEN:
            return plain_name(name), None
        wanted = folder.strip().strip("/").removeprefix("./")
        found = [p for p in self.pupils if wanted in (p.mappe.name, p.mappe.path.name, p.kode)]
        if len(found) == 1:
            return plain_name(name), found[0]
        names = [p.mappe.name for p in self.pupils]
        meant = mente_du(wanted, names)
        what = "er flere elevmapper" if found else "er ingen elevmappe her"
        remedy = f"Mente du «{meant}»?" if meant else "Skriv mappen slik den står i oversikten, som klasse7b/amin."
        raise UserError(f"{sitat(wanted, 80)} i --elev {what}.", remedy)

    def _find(self, who: Hvem) -> Funnet:
        answered = next((k for k in (who.navn, who.elev_id) if k and plain_name(k) in self.answers), None)
        if answered:
            self.unused.discard(plain_name(answered))
            return Funnet(self.answers[plain_name(answered)])
        by_id = self.by_id.get(_plain(who.elev_id), []) if who.elev_id else []
        by_name = self.by_name.get(plain_name(who.navn), []) if who.navn else []
        if by_id:
            return self._by_id(by_id, by_name, who)
        if len(by_name) > 1:
            return self._namesakes(by_name, who)
        if by_name:
            if _same_class(who.klasse, by_name[0].klasse):
                return Funnet(by_name[0])
            why = f"navnet er likt, men klassen i filen er {sitat(who.klasse)}, ikke {by_name[0].klasse}"
            return Funnet(None, why, tuple(by_name))
        like = self._like(who)
        return Funnet(None, "navnet ligner, men er ikke likt", like) if like else Funnet()

    def _by_id(self, by_id: list[Elev], by_name: list[Elev], who: Hvem) -> Funnet:
        if len(by_id) > 1:
            return Funnet(None, f"flere elever har koden {sitat(who.elev_id)}", tuple(by_id))
        other = [p for p in by_name if p is not by_id[0]]
        if other and by_id[0] not in by_name:
            why = f"koden {sitat(who.elev_id)} hører til én elev, og navnet til en annen"
            return Funnet(None, why, (*by_id, *other))
        name = by_id[0].navn
        if who.navn and name and by_id[0] not in (*by_name, *self._like(who)):
            return Funnet(None, f"koden {sitat(who.elev_id)} passer, men navnet er et helt annet", tuple(by_id))
        return Funnet(by_id[0])

    def _namesakes(self, by_name: list[Elev], who: Hvem) -> Funnet:
        in_class = [p for p in by_name if who.klasse and _same_class(who.klasse, p.klasse)]
        if len(in_class) == 1:
            return Funnet(in_class[0])
        return Funnet(None, f"{len(by_name)} elever heter det samme", tuple(by_name))

    def _like(self, who: Hvem) -> tuple[Elev, ...]:
        """Pupils whose names may be this one: all words of the one among those of the other, or nearly its letters."""
        if not who.navn:
            return ()
        name = plain_name(who.navn)
        matcher = SequenceMatcher(None, "", name)
        alike = (
            pupils for known, pupils in self.by_name.items() if _words_alike(name, known) or _near(matcher, name, known)
        )
        return tuple(pupil for pupils in alike for pupil in pupils)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def plain_name(name: str) -> str:
    """A name without what does not count: case, blanks, and which comes first in «Yusuf, Amin»."""
    last, comma, first = name.partition(",")
    return _plain(f"{first} {last}" if comma and first.strip() else name)


def _words_alike(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    return min(len(words), len(others)) >= 2 and (words <= others or others <= words)


def _near(matcher: SequenceMatcher[str], name: str, other: str) -> bool:
    """Whether a name is nearly `name`, which the matcher has. Lengths are compared first: letters take time."""
    if 2 * min(len(other), len(name)) < _LIKE * (len(other) + len(name)):
        return False
    matcher.set_seq1(other)
    return matcher.quick_ratio() >= _LIKE and matcher.ratio() >= _LIKE


def _same_class(written: str | None, ours: str) -> bool:
    """Whether a class in the file may be ours. A file that names none says nothing against it."""
    if not written:
        return True
    wanted = _class(ours)
    whole = [_class(part) for part in re.split(r"[,;/]", written)]
    return wanted in whole or wanted in [_class(word) for word in written.split()]


def _class(name: str) -> str:
    return re.sub(r"klasse|trinn|[\W_]", "", unicodedata.normalize("NFC", name).casefold())


def proposals(found: Funnet) -> str:
    """«Mente du …?» with those it may be."""
    return f"Mente du {liste([p.vist for p in found.forslag[:4]], 'eller')}?"


def answer_for(who: Hvem, found: Funnet) -> str:
    """How the user settles it on the command line."""
    folder = found.forslag[0].mappe.name if len(found.forslag) == 1 else "MAPPE"
    return f'--elev "{who.vist}={folder}"'
