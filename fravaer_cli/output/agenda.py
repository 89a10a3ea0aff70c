"""The agenda on the screen: what is overdue, then week by week; or person by person, so that each can have theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from fravaer_cli.agenda import TEAM, Aarstid, Agenda
from fravaer_cli.casework.agenda_item import Person, Punkt
from fravaer_cli.casework.year_wheel import UNDATED, WORDS
from fravaer_cli.output.agenda_names import Shown, full_names, people_names, person_name, pseudonyms, what
from fravaer_cli.output.lines import Line, wrap
from fravaer_cli.texts import (
    MAANEDER,
    UKEDAGER,
    antall,
    dag_og_maaned,
    en_linje,
    kort_dato,
    lang_dato,
    liste,
    ren,
    stor,
)

_MAX_TEXT = 160
MAX_WEEKS = 60
_NOBODY = "Uten ansvarlig"
_DAY = timedelta(days=1)


def render(
    agenda: Agenda, width: int, *, per_person: bool = False, wheel: bool = False, own: Collection[str] | None = None
) -> list[Line]:
    """The agenda as styled lines, none wider than `width` columns (at least 40).

    Args:
        per_person: a list for each person instead of one for each week.
        wheel: the whole year wheel too.
        own: given, no names are shown, and of the year wheel's tasks only these in full.
    """
    width = max(40, width)
    shown = Shown(pseudonyms(agenda.saker) if own is not None else full_names(agenda.saker), own)
    out = _heading(agenda, shown, width)
    rows = list(_rows(agenda, shown))
    out += _by_person(rows, agenda, shown, width) if per_person else _by_week(rows, agenda, shown, width)
    if not rows:
        out += [[], *wrap([(_nothing(agenda), "utført")], width)]
    if wheel:
        out += _wheel(agenda.aarshjul, shown, width)
    return out + _footer(agenda, shown, width)


# --- rows ---------------------------------------------------------------------------------------------------------


class _Row(NamedTuple):
    """What is said of one thing; the same thing for several pupils is one row."""

    punkt: Punkt
    pupils: tuple[str, ...]


def _rows(agenda: Agenda, shown: Shown) -> Iterator[_Row]:
    together: dict[Punkt, list[str]] = defaultdict(list)
    for p in agenda.punkter:
        key = p._replace(noekkel="", sak="", hva=what(p, shown))
        pupil = shown.names[p.sak] if p.sak and not agenda.one_case else ""
        together[key if pupil else key._replace(noekkel=p.noekkel)].append(pupil)
    for key, pupils in together.items():
        yield _Row(key, tuple(n for n in dict.fromkeys(pupils) if n))


def _row(row: _Row, lead: str, shown: Shown, today: date, width: int, *, alone: Person | None = None) -> list[Line]:
    """One row.

    Args:
        lead: what stands before the text: day and time.
        alone: whose list it stands in; who is only said where there are others.
    """
    p = row.punkt
    text: Line = [(", ".join(row.pupils), "elev"), (": ", "")] if row.pupils else []
    text.append((_small(p.hva) if row.pupils else stor(p.hva), ""))
    folk = [f for f in p.folk if f != alone and f.rolle != TEAM]
    details = [people_names(folk, shown)]
    if alone and folk:
        details = [f"sammen med {details[0]}"]
    if not shown.anonym and not p.forfalt:
        told_of = {w.casefold() for f in p.folk for w in (f.navn, f.rolle) if w}
        med = [ren(m, 40) for m in p.med if m.casefold() not in told_of]
        details += [ren(p.sted or "", 60), f"med {liste(med)}" if med else ""]
    told = " · ".join(d for d in details if d)
    if told:
        text.append((f" – {told}{',' if p.forfalt else ''}", "dempet"))
    if p.forfalt:
        late = antall((today - p.dag).days, "dag", "dager")
        text.append((f" {late} på overtid" if told else f" – {late} på overtid", "forfalt"))
    lines = wrap(text, width, lead)
    if lead.strip():
        lines[0] = [(lead, "dempet"), *lines[0][1:]]
    return lines


def _small(text: str) -> str:
    """With a small first letter, unless the word is one of capitals (PPT)."""
    return text if text[1:2].isupper() or text[1:2].isdigit() else text[:1].lower() + text[1:]


def _period(p: Punkt) -> str:
    """«hele uken», «i august»; empty for a thing that has a day."""
    if p.til == p.dag:
        return ""
    return f"i {MAANEDER[p.dag.month - 1]}" if (p.til - p.dag).days > 6 else "i uken"


# --- by week ------------------------------------------------------------------------------------------------------


def _by_week(rows: Sequence[_Row], agenda: Agenda, shown: Shown, width: int) -> list[Line]:
    out: list[Line] = []
    late = [r for r in rows if r.punkt.forfalt]
    if late:
        out += [[], [("På overtid", "forfalt")]]
        for row in late:
            day = _short(row.punkt.dag, agenda.today)
            out += _row(row, _lead(day, None), shown, agenda.today, width)
    weeks: dict[date, list[_Row]] = defaultdict(list)
    for row in rows:
        if not row.punkt.forfalt:
            shown_on = max(row.punkt.dag, agenda.today)
            weeks[shown_on - timedelta(days=shown_on.weekday())].append(row)
    for monday, found in sorted(weeks.items()):
        now = agenda.today - timedelta(days=agenda.today.weekday()) == monday
        out += [[], [(week_heading(monday, now=now), "tittel")]]
        before = ""
        for row in sorted(found, key=lambda r: r.punkt.til != r.punkt.dag):
            p = row.punkt
            day = _period(p) or ("i dag" if p.dag == agenda.today else _weekday(p.dag))
            same = day == before and not _period(p)
            out += _row(row, _lead("" if same else day, p.kl), shown, agenda.today, width)
            before = day
    return out


def _lead(day: str, kl: str | None) -> str:
    return f"  {day:<7} {kl:<5}  " if kl else f"  {day:<13}  "


def _weekday(day: date) -> str:
    return f"{UKEDAGER[day.weekday()][:2]}. {day.day}."


def _short(day: date, today: date) -> str:
    return kort_dato(day) if day.year == today.year else f"{kort_dato(day)} {day.year}"


def week_heading(monday: date, *, now: bool = False) -> str:
    """«Uke 48 · 24.–28. november»."""
    friday = monday + 4 * _DAY
    first = f"{monday.day}." if monday.month == friday.month else dag_og_maaned(monday)
    dash = "–" if monday.month == friday.month else " – "
    text = f"Uke {monday.isocalendar().week} · {first}{dash}{dag_og_maaned(friday)}"
    return f"{text} · denne uken" if now else text


# --- by person ----------------------------------------------------------------------------------------------------


def _by_person(rows: Sequence[_Row], agenda: Agenda, shown: Shown, width: int) -> list[Line]:
    lists: dict[str, list[_Row]] = defaultdict(list)
    people: dict[str, Person] = {}
    for row in rows:
        for person in row.punkt.folk or (Person(None),):
            name = (None if shown.anonym else person.navn) or person_name(person, shown) or _NOBODY
            key = " ".join(name.casefold().split())
            if agenda.person is None or _is(person, agenda.person):
                lists[key].append(row)
                people.setdefault(key, person)
    out: list[Line] = []
    for key, found in sorted(lists.items(), key=lambda item: (item[0] == _NOBODY.casefold(), _alphabetical(item[0]))):
        out += [[], [(stor(person_name(people[key], shown)) or _NOBODY, "tittel")]]
        for row in found:
            out += _row(row, f"  {_when(row.punkt, agenda.today)}", shown, agenda.today, width, alone=people[key])
    return out


def _is(person: Person, asked: str) -> bool:
    words = set(asked.casefold().split())
    return words <= set((person.navn or "").casefold().split()) or asked.casefold().strip() == (person.rolle or "")


def _alphabetical(name: str) -> str:
    """Æ, ø and å last, in this order."""
    return name.translate(str.maketrans("æøå", "{|}"))


def _when(p: Punkt, today: date) -> str:
    day = _period(p) or f"{UKEDAGER[p.dag.weekday()][:2]}. {kort_dato(p.dag)}"
    return f"{'i dag' if p.dag == today and not _period(p) else day:<13} {p.kl or '':<5} "


# --- above and below ----------------------------------------------------------------------------------------------


def _heading(agenda: Agenda, shown: Shown, width: int) -> list[Line]:
    classes = sorted({c.klasse for c in agenda.saker})
    if agenda.one_case and agenda.saker:
        what = shown.names[agenda.saker[0].sak]
    else:
        what = "" if not classes else f"{len(classes)} klasser" if len(classes) > 1 else en_linje(classes[0])
    if shown.anonym and not agenda.one_case and len(classes) == 1:
        what = ""
    whose = f"for {ren(agenda.person)}" if agenda.person and not shown.anonym else ""
    today = agenda.today
    when = f"{lang_dato(today, aar=True)}, uke {today.isocalendar().week}"
    out = wrap([(" · ".join(t for t in ("Kalender", what, whose, when) if t), "tittel")], width)
    version = f" ({agenda.rutine.versjon})" if agenda.rutine.versjon else ""
    routine = en_linje(f"rutine: {agenda.rutine.navn}{version}")
    school = en_linje(agenda.school)
    out += wrap([(f"{school} · {routine}" if school else stor(routine), "dempet")], width)
    text = f"Viser til og med uke {agenda.last.isocalendar().week} ({dag_og_maaned(agenda.last)})"
    out += wrap([(text, "dempet")], width)
    if not agenda.calendar_known:
        note = f"Skoleruten for {agenda.skoleaar} mangler i skole.yaml, så ferier og planleggingsdager er ikke kjent."
        out += wrap([(note, "varsel")], width, "! ", "  ")
    return out


def _nothing(agenda: Agenda) -> str:
    span = antall(agenda.uker, "uken", "ukene")
    when = (
        "resten av uken"
        if not agenda.uker
        else "denne uken eller den neste"
        if agenda.uker == 1
        else f"de neste {span}"
    )
    return f"Ingen frister eller møter {when}."


def _wheel(tasks: Sequence[Aarstid], shown: Shown, width: int) -> list[Line]:
    out: list[Line] = [[], [("Hele året", "tittel")]]
    if not tasks:
        return out + wrap([("Rutinen har ikke noe årshjul.", "dempet")], width, "  ")
    for time in tasks:
        task = time.oppgave
        what = task.hva if shown.own is None or task.hva in shown.own else "Fast oppgave"
        out += wrap([(ren(what, _MAX_TEXT), "")], width, "  ", "    ")
        details = [WORDS.get(task.naar, en_linje(task.naar))]
        if time.neste and task.naar not in UNDATED:
            details.append(f"neste gang {dag_og_maaned(time.neste, aar=True)}")
        details += [en_linje(task.ansvarlig), "for hver aktiv sak" if task.saker else ""]
        out += wrap([(" · ".join(d for d in details if d), "dempet")], width, "    ")
    return out


def _footer(agenda: Agenda, shown: Shown, width: int) -> list[Line]:
    given = "" if shown.anonym or agenda.given == "." else f" {en_linje(agenda.given)}"
    out: list[Line] = [[]]
    if agenda.errors:
        out += wrap([(errors_line(agenda, given), "varsel")], width, "! ", "  ")
    if agenda.uten_frist:
        text = f"{antall(agenda.uten_frist, 'oppgave', 'oppgaver')} har ingen frist i rutinen, og står derfor ikke her."
        out += wrap([(f"{text} «fravaer check{given}» viser dem.", "dempet")], width, "", "  ")
    if agenda.neste:
        weeks = (agenda.neste - agenda.today + timedelta(days=agenda.today.weekday())).days // 7
        day = lang_dato(agenda.neste, aar=agenda.neste.year != agenda.today.year)
        text = f"Det neste etter dette er {day}" + (f" («--uker {weeks}»)." if weeks <= MAX_WEEKS else ".")
        out += wrap([(text, "dempet")], width, "", "  ")
    if len(out) > 1:
        out.append([])
    return out + wrap([(summary(agenda), "tittel")], width)


def errors_line(agenda: Agenda, given: str | None = None) -> str:
    """That the files hold errors, and how to see them."""
    given = f" {en_linje(agenda.given)}" if given is None else given
    text = f"Filene har {antall(agenda.errors, 'feil', 'feil')}, så noe kan mangle her."
    return f"{text} «fravaer validate{given}» viser hva som er galt."


def summary(agenda: Agenda) -> str:
    """«12 frister og møter, 2 av dem på overtid. 29 saker lest.», as the last line."""
    n = len(agenda.punkter)
    late = f", {agenda.overdue} av dem på overtid" if agenda.overdue else ""
    what = antall(n, "frist eller møte", "frister og møter") if n else "Ingen frister eller møter"
    return f"{what}{late}. {antall(len(agenda.saker), 'sak', 'saker')} lest."
