"""What people and texts of a case are called: as the files say, or without a name anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fravaer_cli.casework.facts import Facts
from fravaer_cli.rules.pack import ROLLER
from fravaer_cli.texts import en_linje, liste, skjul_foedselsnummer

HIDDEN = "…"
_ROLES = frozenset(
    (
        *ROLLER,
        *("elev", "eleven", "foresatt", "foresatte", "foreldre", "foreldrene", "mor", "far", "verge", "søsken"),
        *("skolen", "ledelse", "ledelsen", "skolens ledelse", "skoleleder", "inspektør", "ressursteam", "lærer"),
        *("faglærer", "ressurslærer", "spesialpedagog", "miljøarbeider", "miljøterapeut", "assistent", "rådgiver"),
        *("ppt", "ppt-rådgiver", "bup", "barnevern", "barneverntjenesten", "skolehelsetjenesten", "helsestasjon"),
        *("fastlege", "lege", "behandler", "tolk", "fritidsklubb"),
    )
)
"""Words that name a role and nobody."""

_SERVICES = re.compile(r"\b(ppt|bup)\b")
_BETWEEN = re.compile(r"\s+og\s+|\s*[,/&]\s*")
_ID = re.compile(r"[A-Za-zÆØÅæøå]{0,2}[.-]?\d{1,3}")


def in_capitals(text: str) -> str:
    """The text with the services that are written so, written so: «PPT»."""
    return _SERVICES.sub(lambda m: m[0].upper(), text)


_CODE = re.compile(r"[\w -][\w .-]{0,30}")
"""A code that may stand in a path; any other is not used."""


def code_can_stand_for(code: str | None, name: str | None) -> bool:
    """Whether a code can be shown instead of the name: it is short and plain, and holds no part of the name."""
    if not code or not _CODE.fullmatch(code):
        return False
    whole, written = (name or "").casefold(), code.casefold()
    held = any(part in written for part in re.findall(r"[^\W\d_]{2,}", whole))
    return not held and not any(part in whole for part in re.findall(r"[^\W\d_]{3,}", written))


def _safe(text: str) -> str:
    return skjul_foedselsnummer(en_linje(text))


class Naming:
    """How one case is told of.

    Args:
        anonym: people are called by their roles, and whatever somebody wrote in their own words is left out.
    """

    def __init__(self, facts: Facts, *, anonym: bool) -> None:
        self.anonym = anonym
        self.roles = dict(_roles(facts)) if anonym else {}

    def text(self, text: str | None) -> str | None:
        """Somebody's own words."""
        return None if self.anonym or not text or not text.strip() else _safe(text)

    def texts(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Those of them that may be shown."""
        return tuple(t for t in map(self.text, texts) if t)

    def who(self, value: str | None) -> str | None:
        """A person, or several: «Berit Sollien og Abdi Yusuf», or «kontaktlærer og far»."""
        if not value or not value.strip():
            return None
        if not self.anonym:
            return in_capitals(_safe(value))
        found = self._role(value)
        parts = (self._role(part) or HIDDEN for part in _BETWEEN.split(value.strip()) if part)
        return in_capitals(found or liste(dict.fromkeys(parts)))

    def everyone(self, people: Iterable[str]) -> tuple[str, ...]:
        """Several people, each of them once."""
        return tuple(dict.fromkeys(w for w in map(self.who, people) if w))

    def service(self, name: str) -> str:
        """A service: «PPT»."""
        word = _same(name)
        if self.anonym and word not in _ROLES:
            return HIDDEN
        return in_capitals(word) if word in _ROLES else _safe(name)

    def id(self, name: str) -> str:
        """What a goal or measure is called in the file: «T1»."""
        return en_linje(name) if not self.anonym or _ID.fullmatch(name) else HIDDEN

    def _role(self, name: str) -> str | None:
        word = _same(name)
        return word if word in _ROLES else self.roles.get(word)


def _roles(facts: Facts) -> Iterator[tuple[str, str]]:
    """Whose name stands for which role. The surer sources come last."""
    sak = facts.case.sak
    for plan in facts.case.planer:
        for person in plan.deltakere:
            if person.navn and person.rolle and _same(person.rolle) in _ROLES:
                yield _same(person.navn), _same(person.rolle)
    for helper in sak.nettverk:
        if helper.navn and helper.rolle and _same(helper.rolle) in _ROLES:
            yield _same(helper.navn), _same(helper.rolle)
    for role in ROLLER:
        holder = facts.holder(role)
        if holder:
            yield _same(holder), role
    for guardian in sak.foresatte:
        relation = _same(guardian.relasjon or "")
        yield _same(guardian.navn), relation if relation in _ROLES else "foresatt"
    if facts.case.navn:
        yield _same(facts.case.navn), "elev"


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
