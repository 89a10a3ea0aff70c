"""The day's page: whom to call now, who calls, and who takes over when nobody answers."""

from __future__ import annotations

from collections.abc import Iterator

from fravaer_cli.casework.followup import Status
from fravaer_cli.casework.period_overview import Foresatt, Forsoek, Oversikt
from fravaer_cli.casework.results import CaseResult, Finding
from fravaer_cli.check import CheckResult
from fravaer_cli.output import followed, wording
from fravaer_cli.output.blocks import Block, Entry, Heading, Para
from fravaer_cli.output.grouping import grouped
from fravaer_cli.output.views import common
from fravaer_cli.texts import antall, dag_og_maaned, en_linje, liste, stor

_HOME = frozenset({"hjemkontakt", "direkte-hjemkontakt"})
FIRST, NOW, EARLIER, ELSE = "Dette kommer først", "Ring nå", "Fra tidligere dager", "Ellers i dag"

Row = tuple[str, str, str]


def blocks(result: CheckResult) -> list[Block]:
    """The page. Each pupil stands in one section, the most urgent one, with all findings."""
    sections: dict[str, list[CaseResult]] = {FIRST: [], NOW: [], EARLIER: [], ELSE: []}
    for case in sorted((c for c in result.saker if c.funn), key=lambda c: (min(map(common.urgency, c.funn)), c.sak)):
        sections[_section(case, result)].append(case)
    out: list[Block] = []
    for title, cases in sections.items():
        if cases:
            out.append(Heading(f"{title} ({len(cases)})" if title in (NOW, EARLIER) else title))
            out += [_entry(case, result) for case in cases]
    unknown = [c for c in result.saker if c.ufullstendig and not c.funn]
    if unknown:
        text = f"! Filene har feil, så vi vet ikke om noen skal ringes for {common.names(unknown, result)}."
        out[:0] = [Para("", indent=0), Para(text, "varsel", 0)]
    elif result.saker and not sections[FIRST] and not sections[NOW]:
        out[:0] = [Para("", indent=0), Para(_kind_words(result, bool(sections[EARLIER])), "utført", 0)]
    return [*out, *_others(result, sections[NOW])]


def _section(case: CaseResult, result: CheckResult) -> str:
    if any(f.regel == "felles/skolemiljø" and f.calls_for_action for f in case.funn):
        return FIRST
    calls = [f for f in case.funn if f.calls_for_action]
    today = result.question.today
    if any(f.siste == today and _calls_home(f, result) for f in calls):
        return NOW
    return EARLIER if any(f.dato < today for f in calls) else ELSE


def _calls_home(finding: Finding, result: CheckResult) -> bool:
    """An open item of it is to reach home."""
    rule = next((r for r in result.rutine.alle_regler if r.id == finding.regel), None)
    return rule is not None and any(
        krav.oppfylles_av in _HOME and item.status is not Status.UTFOERT
        for krav, item in zip(rule.krav, finding.oppfoelging, strict=False)
    )


def _entry(case: CaseResult, result: CheckResult) -> Entry:
    view = common.overview_of(case)
    findings = grouped(case.funn)
    rows: list[Row] = []
    if any(e.type in ("dag", "time") for e in view.i_dag):
        rows.append(("I dag", _today(view), ""))
    for finding in findings:
        rows += _finding(finding, view, result)
    if any(_calls_home(f, result) for f in case.funn):
        rows += _guardians(view)
        rows += dict.fromkeys(_unanswered(view, findings))
    if case.ufullstendig:
        rows.append(("Merk", "Filene har feil, så bildet kan være ufullstendig.", "varsel"))
    for finding in findings:
        seen = " · ".join(p for p in (finding.regel, wording.evidence(finding)) if p)
        rows.append(("", en_linje(seen), "dempet"))
    details = [en_linje(case.klasse)] if followed.several_classes(result) else []
    path = "" if case.sak == "." else en_linje(case.sak)
    return Entry(wording.pupil(case), " · ".join(details), path, tuple(rows))


def _today(view: Oversikt) -> str:
    """«borte 2 timer, meldt hjemmefra»."""
    words = {"dag": "borte hele dagen", "forlot": "gikk fra skolen eller timen", "forsentkomming": "kom for sent"}
    parts = []
    for e in view.i_dag:
        text = words.get(e.type) or f"borte {antall(e.timer, 'time', 'timer')}"
        if e.type in ("dag", "time"):
            text += ", dokumentert" if e.dokumentert else ", ikke dokumentert"
        parts.append(text + (", meldt hjemmefra" if e.meldt else ""))
    return stor("; ".join(dict.fromkeys(parts)))


def _finding(finding: Finding, view: Oversikt, result: CheckResult) -> Iterator[Row]:
    mark = "°" if finding.tolkning else ""
    yield stor(wording.status_word(finding).lower()), f"{en_linje(finding.melding)}{mark}", ""
    reserve = next((r for r in view.reserver if r.regel == finding.regel), None)
    for item in finding.oppfoelging:
        sign = "✓ " if item.status is Status.UTFOERT else ""
        text = (
            f"{sign}{stor(wording.who(item))}: {en_linje(item.handling)}, {wording.when(item, result.question.today)}"
        )
        late = item.status is Status.FORFALT
        yield "Hvem", text, "forfalt" if late else "dempet" if sign else ""
    if reserve and finding.calls_for_action and reserve.forsoek:
        tries = f"Ingen svarte {_tries(reserve.forsoek)}."
        if reserve.overtatt:
            yield "Overtatt", en_linje(f"{tries} {stor(reserve.ansvarlig)} har overtatt."), "åpen"
        else:
            yield "Prøvd", tries, "åpen"


def _unanswered(view: Oversikt, findings: list[Finding]) -> Iterator[Row]:
    """Who takes over when nobody answers, for what has not been handed over."""
    waiting = {f.regel for f in findings if f.calls_for_action}
    for r in view.reserver:
        if r.regel in waiting and r.handling and not r.overtatt:
            who = f"{r.navn} ({r.ansvarlig})" if r.navn else stor(r.ansvarlig)
            yield "Uten svar", en_linje(f"{who}: {r.handling}"), ""


def _tries(tries: tuple[Forsoek, ...]) -> str:
    shown = [dag_og_maaned(t.dato) + (f" kl. {en_linje(t.kl).replace(':', '.')}" if t.kl else "") for t in tries[-3:]]
    return liste(shown)


def _guardians(view: Oversikt) -> Iterator[Row]:
    label = "Foresatte"
    for f in view.ring.foresatte:
        yield label, _guardian(f), ""
        label = ""
    if view.ring.skjermet:
        who = antall(view.ring.skjermet, "foresatt", "foresatte")
        yield label, f"{who} er skjermet og vises ikke her. Spør ledelsen.", "dempet"


def _guardian(f: Foresatt) -> str:
    relation = f" ({f.relasjon})" if f.relasjon else ""
    parts = [f"{f.navn}{relation}", f.telefon or "telefonnummer mangler"]
    if f.tolk:
        parts.append(f"tolk: {f.tolk}")
    if not f.foreldreansvar:
        parts.append("uten foreldreansvar")
    return en_linje(", ".join(parts))


def _kind_words(result: CheckResult, waiting: bool) -> str:
    if any(c.oversikt and not c.oversikt.periode.skoledager for c in result.saker):
        text = "Det er ikke skole i dag, så ingen skal ringes for dagens fravær."
    else:
        text = "Ingen å ringe om dagens fravær."
    return text if waiting else f"{text} Ingen samtaler gjenstår fra tidligere dager."


def _others(result: CheckResult, called: list[CaseResult]) -> list[Block]:
    """Who else is away today, calmly: whoever asks whether somebody is at school finds the answer here."""
    away = [
        c
        for c in result.saker
        if c not in called and any(e.type in ("dag", "time") for e in common.overview_of(c).i_dag)
    ]
    if not away:
        return []
    text = f"Borte i dag, men trenger ingen telefon: {common.names(away, result)}."
    return [Para("", indent=0), Para(text, "dempet", 0)]
