"""What lies ahead in one case, each thing once: deadlines of findings and of the staircase, and all that was agreed.

What was agreed comes in the file's words (`hva`) and in our own (`egne_ord`), which name nobody: a calendar leaves the
house. `noekkel` says which thing it is, whatever its date, so that a calendar that is written again moves it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from fravaer_cli.casework.agenda_item import AARSHJUL, CAN_BE_LATE, Person, Punkt, once, same_name
from fravaer_cli.casework.agenda_words import AVTALT_ORD, KRAV_ORD
from fravaer_cli.casework.case_findings import case_findings
from fravaer_cli.casework.case_rules import due
from fravaer_cli.casework.common_rules import judge_common
from fravaer_cli.casework.deadlines import Agreed, agreed
from fravaer_cli.casework.draft import Draft
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.followup import Funn, Status
from fravaer_cli.casework.results import Item
from fravaer_cli.casework.shown import Shown
from fravaer_cli.casework.staircase import standing
from fravaer_cli.casework.year_wheel import WORDS, occurrences
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.rules.pack import CHECKS, ROLLER, Aarsoppgave
from fravaer_cli.school_year import SchoolCalendar

_EVALUATION = "evaluering"
_EVALUATIONS = frozenset({"evaluering", "plan-evaluering", "neste-evaluering", "evalueringsmøte"})
_TEAM = "ressursteam"


class Found(NamedTuple):
    """What one case has on the agenda.

    Attributes:
        uten_frist: how many open things the routine gives no deadline for.
    """

    punkter: tuple[Punkt, ...]
    uten_frist: int


class _Todo(NamedTuple):
    """An open item of a finding, and the word for what it asks for."""

    noekkel: str
    item: Item
    word: str
    in_week_check: bool


def case_agenda(facts: Facts, funn: Sequence[Funn], wheel: Iterable[Punkt]) -> Found:
    """All of it from the check date on, and what is overdue.

    Args:
        wheel: when the year wheel's tasks for each active case fall.
    """
    people = _People(facts)
    todos = list(_todos(facts, funn))
    team = facts.school.model.ressursteam
    meeting = min((d for d in team.moetedager if d >= facts.today), default=None) if team else None
    to_team = [t for t in todos if t.word == _TEAM and t.item.frist is None]
    found = [_deadline(t, people, t.item.frist) for t in todos if t.item.frist]
    found += [p for a in agreed(facts) if (p := _agreed(facts, people, a)) is not None]
    if to_team and meeting:
        found.append(_to_be_discussed(to_team[0], people, meeting))
    found += _year_wheel(facts, people, wheel)
    undated = [t for t in todos if t.item.frist is None and t.in_week_check and not (meeting and t in to_team)]
    sak = facts.case.folder.name
    return Found(tuple(p._replace(sak=sak) for p in once(found)), len(undated))


# --- findings -----------------------------------------------------------------------------------------------------


def _todos(facts: Facts, funn: Sequence[Funn]) -> Iterator[_Todo]:
    shown = Shown(facts)
    for f in funn:
        items = shown.of_absence(f).oppfoelging
        yield from _open(f.regel.id, items, [o.oppfylles_av for o in f.oppfoelging], "uke" in f.regel.sjekk)
    words = _words_of_rules(facts)
    for draft, weekly in _drafts(facts, words):
        known = words.get(draft.regel, ())
        given = [o.oppfylles_av or (known[i] if i < len(known) else "") for i, o in enumerate(draft.items)]
        yield from _open(draft.regel, shown.of_case(draft).oppfoelging, given, weekly)


def _open(regel: str, items: Sequence[Item], words: Sequence[str], weekly: bool) -> Iterator[_Todo]:
    for i, (item, word) in enumerate(zip(items, words, strict=True)):
        if item.status is not Status.UTFOERT:
            yield _Todo(f"{regel}/{i}", item, word, weekly)


def _drafts(facts: Facts, words: Mapping[str, Sequence[str]]) -> Iterator[tuple[Draft, bool]]:
    """Each finding about the case work once, and whether the weekly check has it; also those that are far ahead."""
    place = standing(facts)
    weekly = case_findings(facts, "uke", place)
    rest: list[Draft] = list(place.drafts) if place else []
    for rule in facts.rutine.regler:
        rest += due(facts, rule) if rule.slag == "frist" else ()
    if not any(_asks_for_evaluation(d, words.get(d.regel, ())) for d in rest):
        for rule in facts.rutine.felles:
            rest += judge_common(facts, rule) if rule.params.hva == "plan-evaluering" else ()
    for sjekk in CHECKS:
        if any(sjekk in r.sjekk and "uke" not in r.sjekk for r in facts.rutine.felles):
            rest += case_findings(facts, sjekk, place)
    seen = {(d.regel, d.melding) for d in weekly}
    yield from ((d, True) for d in weekly)
    for draft in rest:
        if (draft.regel, draft.melding) not in seen:
            seen.add((draft.regel, draft.melding))
            yield draft, False


def _asks_for_evaluation(draft: Draft, words: Sequence[str]) -> bool:
    return _EVALUATION in words and any(i.frist and i.status is not Status.UTFOERT for i in draft.items)


def _words_of_rules(facts: Facts) -> dict[str, list[str]]:
    """For each finding about the case work, what its items ask for."""
    pack = facts.rutine
    words = {f"{pack.id}/frist-{t.id}": [t.naadd_av[0].word] for t in pack.trapp if t.naadd_av}
    for rule in pack.regler:
        if rule.slag == "frist":
            words[rule.id] = [k.oppfylles_av or rule.params.krever[0].word for k in rule.krav]
    return words | {r.id: [r.params.hva] * max(1, len(r.krav)) for r in pack.felles}


def _deadline(todo: _Todo, people: "_People", day: date) -> Punkt:
    item = todo.item
    slag = _EVALUATION if todo.word in _EVALUATIONS else "frist"
    return Punkt(
        slag,
        todo.noekkel,
        day,
        day,
        item.handling,
        KRAV_ORD.get(todo.word, "frist i rutinen"),
        (people.of_role(item.ansvarlig),),
        forfalt=item.status is Status.FORFALT,
    )


def _to_be_discussed(todo: _Todo, people: "_People", meeting: date) -> Punkt:
    unnamed = " (drøft anonymt)" if todo.item.handling.endswith("(drøft anonymt)") else ""
    text = f"ta opp i ressursteamet{unnamed}"
    return Punkt(_TEAM, _TEAM, meeting, meeting, text, text, (people.of_role(todo.item.ansvarlig),))


# --- what was agreed ----------------------------------------------------------------------------------------------


_ID = re.compile(r"[A-ZÆØÅ]{1,2}\d{1,3}")
"""An id that can be nobody's name: «T1»."""

_OWN_TEXT = frozenset({"avtale", "videre", "tiltak", "delmål"})


def _agreed(facts: Facts, people: "_People", a: Agreed) -> Punkt | None:
    late = a.day < facts.today
    if a.done or (late and a.slag not in CAN_BE_LATE) or (a.slag == "neste-evaluering" and _overtaken(facts)):
        return None
    plan = next((p for p in facts.case.planer if p.fil == a.trace.file), None)
    meeting = plan.moeteplan[int(a.trace.route[1])] if plan and a.slag == "møte" else None
    words = AVTALT_ORD[a.slag]
    if a.slag in ("tiltak", "delmål") and _ID.fullmatch(a.hva.partition(":")[0]):
        words = f"frist for {a.slag} {a.hva.partition(':')[0]}"
    what = _file_words(a) if a.slag in _OWN_TEXT else words
    if a.slag == "samtykke":
        what = a.hva[:1].lower() + a.hva[1:]
    text = (meeting.innkalles_av if meeting else a.hvem) or _fallback(facts, plan)
    folk = people.of_text(text)
    if meeting:
        staff = [p for w in meeting.med for p in people.of_text(w) if p.navn and p.rolle in ROLLER]
        folk = tuple(dict.fromkeys((*folk, *staff)))
    med = meeting.med if meeting else ()
    return Punkt(
        a.slag, _identity(facts, a), a.day, a.day, what, words, folk, med, clock(a.kl), a.sted or None, forfalt=late
    )


def _file_words(a: Agreed) -> str:
    told = {"avtale": "avtalt", "videre": "avtalt", "tiltak": "tiltak", "delmål": "delmål"}[a.slag]
    return f"{told}{' ' if a.slag in ('tiltak', 'delmål') else ': '}{a.hva}".rstrip(". \n")


def _overtaken(facts: Facts) -> bool:
    """A plan that began after the last evaluation has an evaluation of its own."""
    plan = facts.plan
    has_date = plan is not None and plan.evaluering is not None and plan.evaluering.dato is not None
    return bool(has_date and plan and facts.evalueringer and plan.periode.fra > facts.evalueringer[-1].dato)


def _fallback(facts: Facts, plan: Tiltaksplan | None) -> str:
    return (plan.kontaktperson if plan else None) or facts.case.sak.ansvarlig or "kontaktlærer"


def _identity(facts: Facts, a: Agreed) -> str:
    """Which agreement it is: by the date of the talk or the id of the measure, which an insertion does not shift."""
    route = a.trace.route
    if a.slag == "avtale":
        contact = next(k for k in facts.kontakter if k.nr == route[1])
        same = [k.nr for k in facts.kontakter if k.dato == contact.dato]
        return f"avtale/{contact.dato}/{same.index(contact.nr)}/{route[3]}"
    if a.slag in ("videre", "neste-evaluering"):
        held = next(e for e in facts.evalueringer if e.nr == route[1])
        same = [e.nr for e in facts.evalueringer if e.dato == held.dato]
        return "/".join(map(str, (a.slag, held.dato, same.index(held.nr), *route[3:4])))
    if a.slag in ("tiltak", "delmål"):
        return f"{a.slag}/{a.trace.file}/{a.hva.partition(':')[0]}"
    return f"{a.slag}/{a.trace.file}/{'/'.join(map(str, route))}"


_CLOCK = re.compile(r"(\d{1,2})[:.](\d{1,2})")


def clock(text: str | None) -> str | None:
    """A time of day as «14.30»; None where there is none. A number in a file has lost its last zero: 14.3."""
    match = _CLOCK.fullmatch(text.strip()) if text else None
    return f"{int(match[1]):02}.{match[2]:0<2}" if match else None


# --- the year wheel -----------------------------------------------------------------------------------------------


def fixed(
    task: Aarsoppgave, calendar: SchoolCalendar, first: date, last: date, folk: tuple[Person, ...]
) -> Iterator[Punkt]:
    """The times that a task of the year wheel falls."""
    for time in occurrences(task.naar, calendar, first, last):
        key = f"{AARSHJUL}/{task.naar}/{task.hva}/{time.key}"
        words = f"fast oppgave {WORDS.get(task.naar, 'i årshjulet')}"
        yield Punkt(AARSHJUL, key, time.first, time.last, task.hva, words, folk)


def _year_wheel(facts: Facts, people: "_People", wheel: Iterable[Punkt]) -> Iterator[Punkt]:
    sak = facts.case.sak
    if sak.status == "aktiv":
        for point in wheel:
            if sak.aapnet is None or sak.aapnet <= point.til:
                yield point._replace(folk=tuple(people.of_role(p.rolle or "") for p in point.folk))


# --- people -------------------------------------------------------------------------------------------------------

_BETWEEN = re.compile(r"\s*[,;/&]\s*|\s+og\s+")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
GRUPPER = frozenset(
    {"elev", "eleven", "foresatt", "foresatte", "foreldre", "foreldrene", "mor", "far", "skolen", "ledelsen"}
)
"""Words in the files that stand for somebody, and name nobody."""


class _People:
    """Names for roles, and roles for names, in one case."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        roles = [*(facts.school.model.roller or {}), "kontaktlærer"]
        holders = {r: facts.holder(r) for r in dict.fromkeys((*roles, *ROLLER))}
        self.by_name = {same_name(f.navn): Person(f.navn, "foresatt") for f in facts.case.sak.foresatte}
        if facts.case.navn:
            self.by_name[same_name(facts.case.navn)] = Person(facts.case.navn, "elev")
        self.by_name |= {same_name(name): Person(name, role) for role, name in holders.items() if name}

    def of_role(self, role: str) -> Person:
        return Person(self.facts.holder(role), role)

    def of_text(self, text: str | None) -> tuple[Person, ...]:
        """«Berit Sollien og kontaktlærer»: each of them once."""
        parts = [p for p in _BETWEEN.split(text or "") if p.strip()]
        return tuple(dict.fromkeys(self._one(" ".join(_IN_BRACKETS.sub("", p).split())) for p in parts))

    def _one(self, text: str) -> Person:
        role = text.casefold()
        if self.facts.holder(role):
            return self.of_role(role)
        nobody = role in ROLLER or role in GRUPPER
        return self.by_name.get(same_name(text)) or (Person(None, role) if nobody else Person(text))
