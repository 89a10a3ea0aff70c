"""What pupils and people are called on the agenda: by name, or by code and role."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import count
from typing import NamedTuple

from fravaer_cli.agenda import TEAM, CaseAgenda
from fravaer_cli.casework.agenda import GRUPPER
from fravaer_cli.casework.agenda_item import AARSHJUL, Person, Punkt
from fravaer_cli.casework.naming import code_can_stand_for
from fravaer_cli.rules.pack import ROLLER
from fravaer_cli.texts import en_linje, liste, ren

_MAX_TEXT = 110
_SENTENCE_END = re.compile(r"(?<=[^.\s]{3}[.!?])\s")


class Shown(NamedTuple):
    """How things are said.

    Attributes:
        names: what each pupil is called, by the case's folder.
        own: tasks of the year wheel that may be shown in full; None: all may, and names too.
    """

    names: dict[str, str]
    own: Collection[str] | None = None

    @property
    def anonym(self) -> bool:
        """Nobody is named, and no text of the files is shown."""
        return self.own is not None


def code_of(case: CaseAgenda, codes: Counter[str | None]) -> str | None:
    """The case's code, if it can stand for the pupil: no other has it, and it holds no part of the name."""
    code = case.kode
    return code if codes[code] == 1 and code_can_stand_for(code, case.elev) else None


def pseudonyms(cases: Sequence[CaseAgenda]) -> dict[str, str]:
    """From the folder to the code, else «Elev 1», «Elev 2» and so on."""
    codes = Counter(c.kode for c in cases)
    numbers = (f"Elev {i}" for i in count(1) if f"Elev {i}" not in codes)
    return {c.sak: code_of(c, codes) or next(numbers) for c in cases}


def full_names(cases: Sequence[CaseAgenda]) -> dict[str, str]:
    """From the folder to the name, with the class where there are several."""
    several = len({c.klasse for c in cases}) > 1
    found = {}
    for case in cases:
        name = en_linje(case.elev or case.kode or case.sak)
        found[case.sak] = f"{name} ({en_linje(case.klasse)})" if several else name
    return found


def person_name(person: Person, shown: Shown) -> str:
    """«Nora Berg (kontaktlærer)», or one of the two."""
    role = en_linje(person.rolle or "")
    if shown.anonym and role not in (*ROLLER, *GRUPPER, TEAM):
        return ""
    name = "" if shown.anonym else en_linje(person.navn or "")
    return f"{name} ({role})" if name and role else name or role


def people_names(people: Iterable[Person], shown: Shown) -> str:
    """Several people; their roles too where they are few."""
    people = tuple(people)
    roles = {p.rolle for p in people}
    if not shown.anonym and len(people) > 1 and all(p.navn for p in people) and len(roles) > 1:
        return liste(en_linje(p.navn or "") for p in people)
    if not shown.anonym and len(people) > 2 and len(roles) == 1:  # a task of all contact teachers
        return en_linje(next(iter(roles)) or "") or liste(person_name(p, shown) for p in people)
    return liste(dict.fromkeys(w for p in people if (w := person_name(p, shown))))


def what(p: Punkt, shown: Shown) -> str:
    """What is to be done; of a measure that is told at length, the first sentence."""
    if shown.own is not None and not (p.slag == AARSHJUL and p.hva in shown.own):
        return p.egne_ord
    first = _SENTENCE_END.split(" ".join(p.hva.split()), maxsplit=1)[0].rstrip(".")
    return ren(first if p.slag != AARSHJUL else p.hva, _MAX_TEXT)
