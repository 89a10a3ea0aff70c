"""What every kind of rule is made of."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from fravaer_cli.rules.history import Filter, History, Seen
from fravaer_cli.school_year import Vindu


class Triggers(NamedTuple):
    """What a rule found for one pupil. There is at least one day.

    Attributes:
        days: the days on which it was triggered, ascending.
        amount: the count or length at the last of them; of a share (percent) the numerator, with `of` below it.
        window: first and last day of the window that ends at the last of them.
        evidence: the entries in that window.
        note: what was found in words, where the kind's parameters and `value` do not tell it all.
        untested: a count that could not be held against chance; it calls for no action.
    """

    days: tuple[date, ...]
    amount: int
    window: tuple[date, date]
    evidence: tuple[Seen, ...]
    note: str = ""
    untested: bool = False
    of: int = 1

    @property
    def last(self) -> date:
        """The last trigger."""
        return self.days[-1]


class RuleKind(NamedTuple):
    """A kind of rule.

    Attributes:
        needs: keys of a rule that must be given.
        takes: further keys that may be given.
        parse: from the rule as written (known to fit the schema) to its parameters.
        find: from a pupil's history and the parameters to the triggers, or None.
        limit: the number that the value is held against, as the pack's author wrote it.
        describe: what a finding says: «tre forsentkomminger på en måned (grense 3)».
    """

    needs: tuple[str, ...]
    takes: tuple[str, ...]
    parse: Callable[[Mapping[str, Any]], Any]
    find: Callable[[History, Any], Triggers | None]
    limit: Callable[[Any], float]
    describe: Callable[[Any, Triggers], str]


def parse_filter(raw: Mapping[str, Any]) -> Filter:
    """The filter `når` of a rule."""
    asked = raw.get("når") or {}

    def words(key: str) -> list[str]:
        value = asked.get(key)
        return [] if value is None else value if isinstance(value, list) else [value]

    def answers(key: str) -> frozenset[bool]:
        return frozenset(w == "ja" for w in words(key))

    return Filter(frozenset(words("type")), answers("dokumentert"), answers("gyldig"), frozenset(words("årsak")))


def parse_window(raw: Any) -> Vindu:
    """`måned`, …, `{dager: n}` or `{skoledager: n}`."""
    if isinstance(raw, str):
        return Vindu(raw)
    ((unit, count),) = raw.items()
    return Vindu(unit, int(count))
