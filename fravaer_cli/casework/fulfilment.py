"""Which contacts fulfil what a rule asks for (03, «Findings and follow-up» and «What fulfils»)."""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import NamedTuple

from fravaer_cli.model.kontakt import Kontakt

HOME_TYPES = frozenset(
    {
        "hjem",
        "bekymringssamtale",
        "kartleggingssamtale",
        "nærværsmøte",
        "samarbeidsmøte",
        "tverrfaglig-møte",
        "evalueringsmøte",
    }
)
MEETING_TYPES = frozenset({"kartleggingssamtale", "nærværsmøte", "samarbeidsmøte", "tverrfaglig-møte"})
ONE_WAY = frozenset({"sms", "e-post", "melding", "brev"})
DIRECT = frozenset({"telefon", "møte", "video", "hjemmebesøk"})
HOME = frozenset({"foresatte", "mor", "far"})


@lru_cache(maxsize=4096)
def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def is_with_home(contact: Kontakt, guardians: Collection[str]) -> bool:
    """Whether the contact was with home.

    Args:
        guardians: the guardians' names. Where `med` is not given, every type counts except `tverrfaglig-møte`.
    """
    if contact.med is None:
        return contact.type != "tverrfaglig-møte"
    home = _at_home(frozenset(guardians))
    return any(_same(m) in home for m in contact.med)


@lru_cache(maxsize=256)
def _at_home(guardians: frozenset[str]) -> frozenset[str]:
    return HOME.union(map(_same, guardians))


class Fulfilment(NamedTuple):
    """What fulfils an item.

    Attributes:
        matches: the contact is of the right kind, answered or not.
        one_way_counts: a one-way message without `svar: ja` is no unanswered try.
    """

    matches: Callable[[Kontakt, Collection[str]], bool]
    one_way_counts: bool = True

    def answered(self, contact: Kontakt) -> bool:
        """`svar: nei` never counts; contact with home by one-way means counts only with `svar: ja`."""
        if contact.svar is False:
            return False
        return self.one_way_counts or contact.maate not in ONE_WAY or contact.svar is True


def _home(contact: Kontakt, guardians: Collection[str]) -> bool:
    return contact.type in HOME_TYPES and is_with_home(contact, guardians)


def _direct_home(contact: Kontakt, guardians: Collection[str]) -> bool:
    direct = contact.maate in DIRECT if contact.maate else contact.type != "hjem"
    return direct and _home(contact, guardians)


def _meeting(contact: Kontakt, guardians: Collection[str]) -> bool:
    return contact.type in MEETING_TYPES and is_with_home(contact, guardians)


def _with_pupil(contact: Kontakt, guardians: Collection[str]) -> bool:
    return contact.type == "elevsamtale" or ("elev" in map(_same, contact.med or ()) and _home(contact, guardians))


def _of_type(type_: str) -> Callable[[Kontakt, Collection[str]], bool]:
    def matches(contact: Kontakt, _guardians: Collection[str]) -> bool:
        return contact.type == type_

    return matches


FULFILMENTS: dict[str, Fulfilment] = {
    "hjemkontakt": Fulfilment(_home, one_way_counts=False),
    "direkte-hjemkontakt": Fulfilment(_direct_home, one_way_counts=False),
    "møte-med-hjemmet": Fulfilment(_meeting),
    "elevsamtale": Fulfilment(_with_pupil, one_way_counts=False),
    "ressursteam": Fulfilment(_of_type("ressursteam")),
    "ledelse": Fulfilment(_of_type("ledelse")),
    "legeattest": Fulfilment(_of_type("legeattest")),
}
