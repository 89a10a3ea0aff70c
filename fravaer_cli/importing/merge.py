"""A pupil's rows and log → what is new, changed, as it was, and already entered by somebody else.

Every school day is an entry of its own, also of an absence that lasts for several: then a day that is documented later,
or taken away, changes one entry and nothing else, whatever the other system does with its periods.

An entry is the import's own if its `kilde` is the profile's name; the other system decides what stands in it, but for
what it says nothing of. All others are somebody's own, and are never changed: a day or lesson that they cover is left.
Who wants to take over an imported entry takes its `kilde` away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from fravaer_cli.entries.change import Endring
from fravaer_cli.importing.rows import Fravaersrad
from fravaer_cli.importing.table import fold

_ORDER = ("timer", "time", "minutter", "fag", "dokumentert", "gyldig", "meldt", "årsak", "merknad", "registrert_av")
_BOUND_TO_TYPE = ("timer", "time", "minutter")


class Utfall(StrEnum):
    """What became of a day of a row."""

    NY = "ny"
    ENDRET = "endret"
    UENDRET = "uendret"
    FOERT = "finnes fra før"
    DOBBEL = "står to ganger i filen"


class Dag(NamedTuple):
    """One day of a row, as it is to be entered."""

    rad: Fravaersrad
    dato: date


class Foert(NamedTuple):
    """What became of a day.

    Attributes:
        hva: of a change, what it was: «dokumentert: nei → ja»; of one that stands there already, by whom.
    """

    rad: int
    dato: date
    type: str
    utfall: Utfall
    dokumentert: bool | None = None
    hva: str = ""
    merknader: tuple[str, ...] = ()


class Flettet(NamedTuple):
    """What is to be done with a log.

    Attributes:
        borte: entries of the import's own in the file's period that the file no longer has.
        i_strid: two rows that say different things of one day: (row, the other row, day).
    """

    endring: Endring
    foert: list[Foert]
    borte: list[date]
    i_strid: list[tuple[int, int, date]]


def merge(
    present: Sequence[Any], days: Sequence[Dag], kilde: str, period: tuple[date, date], aarsaker: Collection[Any]
) -> Flettet:
    """What a log lacks of these days.

    Args:
        present: the log's entries, as read from the file.
        days: school days, in the file's order.
        kilde: the profile's name.
        period: the first and last day in the file.
        aarsaker: the reasons the profile can write; another one in an entry is somebody's own judgement, and stays.
    """
    return _Merger(present, kilde, aarsaker).run(days, period)


class _Merger:
    def __init__(self, present: Sequence[Any], kilde: str, aarsaker: Collection[Any]) -> None:
        self.kilde, self.aarsaker = kilde, aarsaker
        entries = [(i, e) for i, e in enumerate(present) if isinstance(e, Mapping)]
        self.own = {str(e["id"]): (i, e) for i, e in entries if _is_own(e, kilde)}
        self.others = [e for _, e in entries if not _is_own(e, kilde)]
        self.claimed: set[str] = set()
        self.new: list[Mapping[str, Any]] = []
        self.corrected: list[tuple[int, Mapping[str, Any]]] = []
        self.told: list[Foert] = []
        self.clashes: list[tuple[int, int, date]] = []

    def run(self, days: Sequence[Dag], period: tuple[date, date]) -> Flettet:
        keyed = self._keyed(days)
        ids = {key for key, _ in keyed}
        self.claimed = ids & self.own.keys()
        for key, day in keyed:
            self._day(key, day)
        first, last = period
        gone = [d for k, (_, e) in self.own.items() if k not in self.claimed and (d := _dato(e)) and first <= d <= last]
        self.new.sort(key=lambda e: str(e["dato"]))
        return Flettet(Endring(self.new, self.corrected), self.told, sorted(gone), self.clashes)

    def _keyed(self, days: Sequence[Dag]) -> list[tuple[str, Dag]]:
        """Every day with its id: the other system's, else one made of what does not change."""
        keyed: dict[str, Dag] = {}
        whole: dict[date, Dag] = {}
        for day in days:
            row = day.rad
            if row.verdier["type"] == "dag":
                first = whole.setdefault(day.dato, day)
                if first is not day:
                    self._double(first, day)
                    continue
            key = stem = _key(row, day.dato)
            n = 1
            while key in keyed:
                if row.id is not None and keyed[key].rad.verdier == row.verdier:
                    self._double(keyed[key], day)
                    break
                n += 1
                key = f"{stem} #{n}"
            else:
                keyed[key] = day
        return list(keyed.items())

    def _double(self, first: Dag, day: Dag) -> None:
        if first.rad.verdier == day.rad.verdier:
            self._tell(day, Utfall.DOBBEL, f"også i rad {first.rad.nr}")
        else:
            self.clashes.append((day.rad.nr, first.rad.nr, day.dato))

    def _day(self, key: str, day: Dag) -> None:
        number, entry = self._own_entry(key, day)
        if entry is not None:
            self._correct(number, entry, key, day)
            return
        covering = next((e for e in self.others if _covers(e, day)), None)
        if covering is not None:
            source = covering.get("kilde")
            self._tell(day, Utfall.FOERT, f"fra {source}" if source else "ført for hånd", _news(covering, day))
            return
        values = day.rad.verdier
        fields = {f: values[f] for f in _ORDER if values.get(f) is not None}
        self.new.append({"dato": str(day.dato), "type": values["type"], **fields, "kilde": self.kilde, "id": key})
        self._tell(day, Utfall.NY)

    def _own_entry(self, key: str, day: Dag) -> tuple[int, Mapping[str, Any] | None]:
        """The import's own entry of this day: by id, else one that the file has given another id or another kind."""
        if key in self.own:
            return self.own[key]
        for other, (number, entry) in self.own.items():
            whole = "dag" in (entry.get("type"), day.rad.verdier["type"])
            if other not in self.claimed and whole and _dato(entry) == day.dato:
                self.claimed.add(other)
                return number, entry
        return -1, None

    def _correct(self, number: int, entry: Mapping[str, Any], key: str, day: Dag) -> None:
        values = day.rad.verdier
        wanted: dict[str, Any] = {"dato": str(day.dato), **values, "id": key}
        changes = {f: v for f, v in wanted.items() if v is not None and not _says(entry, f, v)}
        if "årsak" in changes and entry.get("årsak") not in (*self.aarsaker, None, "ukjent"):
            del changes["årsak"]
        if "type" in changes:
            changes |= {f: None for f in _BOUND_TO_TYPE if entry.get(f) is not None and f not in values}
        if not changes:
            self._tell(day, Utfall.UENDRET)
            return
        self.corrected.append((number, changes))
        self._tell(day, Utfall.ENDRET, _told_changes(entry, changes))

    def _tell(self, day: Dag, outcome: Utfall, what: str = "", notes: tuple[str, ...] = ()) -> None:
        values = day.rad.verdier
        documented = {"ja": True, "nei": False}.get(values.get("dokumentert", ""))
        self.told.append(
            Foert(day.rad.nr, day.dato, values["type"], outcome, documented, what, (*day.rad.merknader, *notes))
        )


def _is_own(entry: Mapping[str, Any], kilde: str) -> bool:
    return entry.get("kilde") == kilde and entry.get("id") is not None


def _key(row: Fravaersrad, day: date) -> str:
    if row.id is not None:
        return row.id if row.fra == row.til else f"{row.id}/{day}"
    kind = row.verdier["type"]
    if row.verdier.get("time"):
        return f"{day} time {'-'.join(map(str, row.verdier['time']))}"
    if kind in ("dag", "time"):
        lesson = fold(str(row.verdier.get("fag") or ""))
        return f"{day} {lesson or 'time'}" if kind == "time" else str(day)
    return f"{day} {kind}"


def _says(entry: Mapping[str, Any], field: str, value: Any) -> bool:
    there = entry.get(field)
    if field == "dokumentert":
        return bool((there or "nei") == value)
    return bool(there == value or (there is not None and str(there) == str(value)))


def _told_changes(entry: Mapping[str, Any], changes: Mapping[str, Any]) -> str:
    """What is changed. Of reasons and notes only that they are: the screen need not show them."""
    parts = []
    for field, value in changes.items():
        if field in ("dokumentert", "gyldig", "type", "timer", "minutter"):
            before = entry.get(field) or ("nei" if field == "dokumentert" else "ikke ført")
            parts.append(f"{field} {before} → {value if value is not None else 'fjernet'}")
        elif field != "id":
            parts.append(f"{field} endret" if entry.get(field) is not None else f"{field} lagt til")
    return ", ".join(parts) or "id endret"


def _dato(entry: Mapping[str, Any]) -> date | None:
    return _day(entry.get("dato"))


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _covers(entry: Mapping[str, Any], day: Dag) -> bool:
    """Whether somebody's own entry says already what a row says.

    A whole day, absent or agreed, covers all of that day. Lessons cover lessons of the same kind unless the subjects or
    the numbers of the lessons tell them apart.
    """
    first = _dato(entry) or _day(entry.get("fra"))
    last = _dato(entry) or _day(entry.get("til"))
    if first is None or last is None or not first <= day.dato <= last:
        return False
    kind = entry.get("type")
    if kind == "dag" or (kind == "avtalt" and entry.get("timer") is None and not entry.get("time")):
        return True
    values = day.rad.verdier
    if kind != values["type"]:
        return False
    return not (_apart(entry.get("fag"), values.get("fag")) or _no_lesson_in_common(entry, values))


def _news(entry: Mapping[str, Any], day: Dag) -> tuple[str, ...]:
    """What the file knows and somebody's own entry does not: that the absence is documented by now."""
    told = day.rad.verdier.get("dokumentert") == "ja" and entry.get("type") == day.rad.verdier["type"]
    if not told or entry.get("dokumentert") == "ja":
        return ()
    return ("udokumentert i loggen, men dokumentert i filen: rett loggen hvis filen stemmer",)


def _apart(one: Any, other: Any) -> bool:
    return one is not None and other is not None and fold(str(one)) != fold(str(other))


def _no_lesson_in_common(entry: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    one, other = entry.get("time"), values.get("time")
    return isinstance(one, list) and bool(one) and bool(other) and not set(one) & set(_list(other))


def _list(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else ()
