"""One thing on the agenda, and how what two sources say of it becomes one."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

AARSHJUL = "årshjul"
CAN_BE_LATE = frozenset({"evaluering", "neste-evaluering"})
"""Of what else was agreed the files do not say whether it was done, so it is never called overdue."""


class Person(NamedTuple):
    """Who is to do something: a name, a role, or both."""

    navn: str | None
    rolle: str | None = None


class Punkt(NamedTuple):
    """One thing on the agenda.

    Attributes:
        slag: `frist`, `ressursteam`, `årshjul`, or a kind of `deadlines.Agreed`.
        noekkel: which thing of the case's (or the school's) it is; without its date.
        dag, til: the day; or the first and last of the days on one of which it is to be done.
        hva: what, as it is shown; may hold words of the files.
        egne_ord: what, in words of ours that name nobody.
        folk: who is to see to it.
        med: who else takes part, in the file's words.
        forfalt: it should have been done.
        sak: the case's folder; empty: the school's.
    """

    slag: str
    noekkel: str
    dag: date
    til: date
    hva: str
    egne_ord: str
    folk: tuple[Person, ...]
    med: tuple[str, ...] = ()
    kl: str | None = None
    sted: str | None = None
    forfalt: bool = False
    sak: str = ""


def once(points: Iterable[Punkt]) -> list[Punkt]:
    """Without what two sources say of the same day; by day and time."""
    kept: list[Punkt] = []
    for point in sorted(points, key=_rank):
        twin = next((i for i, p in enumerate(kept) if _issame_name(p, point)), None)
        if twin is None:
            kept.append(point)
        else:
            kept[twin] = _together(kept[twin], point)
    return sorted(kept, key=lambda p: (p.dag, p.kl or "", p.slag, p.noekkel))


def _rank(point: Punkt) -> tuple[int, str]:
    """The plan's own evaluation has time and place, and goes before the routine's deadline for it; meetings last."""
    agreed_first = ("evaluering/", "neste-evaluering/")
    if point.noekkel.startswith(agreed_first):
        return agreed_first.index(f"{point.noekkel.partition('/')[0]}/"), point.noekkel
    return (4 if point.slag == "møte" else 3 if point.slag == AARSHJUL else 2), point.noekkel


def _issame_name(a: Punkt, b: Punkt) -> bool:
    if a.dag != b.dag or a.til != b.til:
        return False
    if a.slag in CAN_BE_LATE and b.slag in (*CAN_BE_LATE, "møte"):
        return not (a.kl and b.kl and a.kl != b.kl)
    if a.slag == "møte" or b.slag == "møte":
        return a.slag == b.slag and a.kl == b.kl
    return same_name(a.hva) == same_name(b.hva)


def _together(a: Punkt, b: Punkt) -> Punkt:
    """The first, with what the other knows in addition."""
    more = b.folk if b.slag == "møte" or same_name(a.hva) == same_name(b.hva) else ()
    return a._replace(
        kl=a.kl or b.kl,
        sted=a.sted or b.sted,
        med=a.med or b.med,
        folk=tuple(dict.fromkeys((*a.folk, *more))),
        forfalt=a.forfalt or b.forfalt,
    )


def same_name(name: str) -> str:
    """A text without what makes no difference: capitals and blanks."""
    return " ".join(name.casefold().split())
