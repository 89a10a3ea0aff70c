"""From what was judged to what is shown: names for roles, lines for evidence, a sentence for each finding."""

from fravaer_cli.casework.consent import in_force
from fravaer_cli.casework.draft import Draft
from fravaer_cli.casework.facts import Facts
from fravaer_cli.casework.followup import Funn, Oppfoelging
from fravaer_cli.casework.results import Evidence, Finding, Item
from fravaer_cli.texts import antall, en_desimal, kort_dato, lang_dato, stor


class Shown:
    """The findings of one case, as they are shown."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def of_absence(self, funn: Funn) -> Finding:
        """A rule's finding in the absence log."""
        rule, found = funn.regel, funn.utloest
        case = self.facts.case
        file = case.folder.file("fravaer.yaml")
        bevis = [
            Evidence(file, case.line("fravaer.yaml", ("fravær", s.entry.nr)), s.entry.foerste) for s in found.evidence
        ]
        share = rule.slag == "andel"
        assert rule.kind  # noqa: S101 - only such rules find something in the log
        return Finding(
            regel=rule.id,
            alvor=funn.alvor,
            status=funn.status,
            nytt=funn.nytt,
            tolkning=rule.tolkning,
            dato=funn.dato,
            siste=found.last,
            verdi=_plain(en_desimal(found.amount, found.of)) if share else found.amount,
            grense=_plain(rule.kind.limit(rule.params)),
            vindu=found.window,
            bevis=tuple(sorted(bevis, key=lambda b: (b.day, b.line))),
            melding=_message(funn),
            oppfoelging=self._items(funn.oppfoelging),
            ivaretatt=funn.ivaretatt,
        )

    def of_case(self, draft: Draft) -> Finding:
        """A finding about the case work."""
        case = self.facts.case
        bevis = [Evidence(case.folder.file(t.file), case.line(t.file, t.route), t.day) for t in draft.traces]
        first, last = self.facts.situation.period
        return Finding(
            regel=draft.regel,
            alvor=draft.alvor,
            status=draft.status,
            nytt=first <= draft.siste <= last,
            tolkning=draft.tolkning,
            dato=draft.dato,
            siste=draft.siste,
            verdi=None,
            grense=None,
            vindu=None,
            bevis=tuple(sorted(set(bevis), key=lambda b: (b.day, b.file, b.line))),
            melding=draft.melding,
            oppfoelging=self._items(draft.items),
            ivaretatt=False,
        )

    def _items(self, items: tuple[Oppfoelging, ...]) -> tuple[Item, ...]:
        return tuple(
            Item(
                self._handling(o),
                o.hvem.ansvarlig,
                self.facts.holder(o.hvem.ansvarlig),
                o.frist,
                o.status,
                o.utfoert,
            )
            for o in items
        )

    def _handling(self, item: Oppfoelging) -> str:
        """What is to be done. A ressursteam with PPT in it discusses a pupil without name until there is consent."""
        team = self.facts.school.model.ressursteam
        if (
            item.oppfylles_av == "ressursteam"
            and team
            and team.ppt_deltar
            and not in_force(self.facts.case.sak.samtykker, "ppt", self.facts.today)
        ):
            return f"{item.hvem.handling} (drøft anonymt)"
        return item.hvem.handling


def _plain(x: float) -> float:
    return int(x) if float(x).is_integer() else x


def _message(funn: Funn) -> str:
    """What happened, in one sentence without a full stop."""
    rule, found = funn.regel, funn.utloest
    assert rule.kind  # noqa: S101
    first, last = found.window
    what = rule.kind.describe(rule.params, found)
    if rule.slag in ("mønster", "søsken"):
        return stor(what)
    if first == last and first == found.last:  # a rule about one day: name the day that waits, and how many more do
        waiting = [d for d in found.days if d >= funn.dato]
        text = f"{rule.tittel or stor(what)} {lang_dato(funn.dato)}"
        if len(waiting) > 1:
            text += f" og {antall(len(waiting) - 1, 'dag', 'dager')} til (sist {kort_dato(found.last)})"
        return text
    return f"{stor(what)}, sist {lang_dato(found.last)}"
