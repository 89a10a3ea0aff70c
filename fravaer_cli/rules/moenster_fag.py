"""`mønster` with `hva: fag`: single lessons away that gather in one subject.

Example: physical education is 2 of 17 lessons a week. Four of five single lessons away were physical education:
triggers, for 0.6 were to be expected. Three of five, with `nivå: 0.01` and eight subjects: does not.

The events are the `time` entries that name a subject, each subject once a day: a double lesson is one event. Each
subject of the timetable is tested by the binomial distribution with its share of the week's lessons, with Holm's
correction over all of them. A subject that the timetable gives no share can only be counted: the finding says so and
is `untested`.
"""

from collections.abc import Collection, Mapping
from datetime import date

from fravaer_cli.rules.history import History, Seen
from fravaer_cli.rules.kind import Triggers
from fravaer_cli.rules.moenster_funn import Candidate, Moenster, counts, flagged, sentence, triggers
from fravaer_cli.rules.moenster_statistics import binomial_tail
from fravaer_cli.texts import ren


def find_subject(history: History, rule: Moenster, window: tuple[date, date]) -> Triggers | None:
    """The subjects in which lessons away gather; failing that, the one that cannot be tested and has most of them."""
    a, b = window[0].toordinal(), window[1].toordinal()
    lessons = [s for s in history.entries if s.entry.type == "time" and any(a <= d <= b for d in s.days)]
    away: dict[str, set[int]] = {}
    for seen in lessons:
        if subject := _key(seen):
            away.setdefault(subject, set()).update(d for d in seen.days if a <= d <= b)
    if max(map(len, away.values()), default=0) < rule.minst:
        return None

    candidates = _candidates(away, history.timeplan)
    found = flagged(candidates, rule)
    known = {c.subject for c in candidates}
    unknown = [s for s, days in away.items() if s not in known and len(days) >= rule.minst]
    if not found and not unknown:
        return None
    total = sum(map(len, away.values()))
    unit = "enkelttimer" if all(map(_key, lessons)) else "enkelttimer med fag"
    if found:
        note = sentence(found, total, unit)
    else:
        most = max(unknown, key=lambda s: (len(away[s]), max(away[s])))
        name = next(s.entry.fag for s in lessons if _key(s) == most) or ""
        found = [Candidate(_words(name), sorted(away[most]), (0, 1), 1.0, most)]
        why = "faget står ikke der" if known else "klasse.yaml har ingen"
        note = f"{counts(found, total, unit)}; kan ikke prøves mot timeplanen, for {why}"
    subjects = {c.subject for c in found}
    evidence = [s for s in lessons if _key(s) in subjects]
    return triggers(found, window, evidence, note)._replace(untested=not known.issuperset(subjects))


def _candidates(away: Mapping[str, Collection[int]], timeplan: Mapping[str, int]) -> list[Candidate]:
    """Every subject of the timetable with the days on which a lesson of it was missed."""
    total = sum(map(len, away.values()))
    shares: dict[str, int] = {}
    names: dict[str, str] = {}
    for name, weekly in timeplan.items():
        if weekly > 0:
            subject = _fold(name)
            shares[subject] = shares.get(subject, 0) + weekly
            names.setdefault(subject, name)
    whole = sum(shares.values())
    return [
        Candidate(
            _words(names[subject]),
            days := sorted(away.get(subject, ())),
            (total * share, whole),
            binomial_tail(total, share, whole, len(days)),
            subject,
        )
        for subject, share in shares.items()
    ]


def _key(seen: Seen) -> str:
    """The subject of an entry; empty where it names none."""
    return _fold(seen.entry.fag or "")


def _fold(subject: str) -> str:
    return subject.strip().casefold()


def _words(subject: str) -> str:
    """The subject as it goes into the sentence: «er kroppsøving», but «er KRLE»."""
    name = ren(subject)
    return f"er {name[:1].lower()}{name[1:]}" if name[1:] == name[1:].lower() else f"er {name}"
