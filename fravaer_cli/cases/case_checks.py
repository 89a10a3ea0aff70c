"""What the schemas cannot say of a case's other files: order of dates, ids that match, folders that exist (02)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from fravaer_cli.diagnostics import Problem, Route, Severity
from fravaer_cli.model.evaluering import Evaluering
from fravaer_cli.model.kartlegging import Kartlegging
from fravaer_cli.model.kontakt import Kontakt
from fravaer_cli.model.sak import Sak
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.model.ukeplan import Ukeplan
from fravaer_cli.texts import UKEDAGER, liste, mente_du, sitat


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def _future(route: Route, day: date | None, now: date) -> Iterator[Problem]:
    if day is not None and day > now:
        yield Problem(
            route, "F103", f"{day} er fram i tid: her føres det som har skjedd", "se etter skrivefeil i datoen"
        )


def _order(
    route: Route, first: date | None, second: date | None, code: str, message: str, severity: Severity = Severity.FEIL
) -> Iterator[Problem]:
    if first is not None and second is not None and second < first:
        yield Problem(route, code, f"{message} ({second} er før {first})", "rett en av datoene", severity)


def check_sak(sak: Sak, folder: Path, root: Path, now: date) -> Iterator[Problem]:
    """Problems of `sak.yaml`. `folder` is the case's; no path in it leads out of `root`."""
    yield from _order(("avsluttet",), sak.aapnet, sak.avsluttet, "F114", "saken er avsluttet før den ble åpnet")
    yield from _future(("elev", "fødselsdato"), sak.elev.foedselsdato if sak.elev else None, now)
    for i, samtykke in enumerate(sak.samtykker):
        at = ("samtykker", i)
        yield from _future((*at, "dato"), samtykke.dato, now)
        yield from _order(
            (*at, "trukket"), samtykke.dato, samtykke.trukket, "F113", "samtykket er trukket før det ble gitt"
        )
        yield from _order(
            (*at, "utløper"), samtykke.dato, samtykke.utloeper, "F113", "samtykket utløper før det ble gitt"
        )
    for i, bekymring in enumerate(sak.bekymringer):
        yield from _future(("bekymringer", i, "dato"), bekymring.dato, now)
    for i, henvisning in enumerate(sak.henvisninger):
        yield from _future(("henvisninger", i, "dato"), henvisning.dato, now)
    for i, melding in enumerate(sak.meldinger):
        yield from _future(("meldinger", i, "dato"), melding.dato, now)
    for i, sibling in enumerate(sak.soesken):
        yield from _sibling(("søsken", i), sibling, folder, root)


def _sibling(route: Route, sibling: str, folder: Path, root: Path) -> Iterator[Problem]:
    shown = sitat(sibling, 60)
    if Path(sibling).is_absolute() or "\\" in sibling or "\0" in sibling:
        yield Problem(
            route,
            "F118",
            f"{shown} er ikke en sti fra denne mappen",
            "skriv stien med / og .., som ../../klasse5a/5a-03",
        )
        return
    target = Path(os.path.normpath(folder / sibling))
    if not target.is_relative_to(root):
        yield Problem(
            route, "F118", f"{shown} ligger utenfor skolens mappe", "søsken må ha sak i den samme skolemappen"
        )
    elif target == folder:
        yield Problem(route, "F112", f"{shown} er elevens egen mappe", "skriv søskenets mappe, eller fjern linjen")
    elif not may_be_case(target, root):
        message = f"søskenets mappe {shown} er en snarvei, eller ligger i en mappe som hoppes over"
        yield Problem(route, "F118", message, "skriv stien til mappen der søskenets sak.yaml ligger")
    elif not _exists(target / "sak.yaml"):
        what = "har ingen sak.yaml" if _exists(target) else "finnes ikke"
        remedy = "rett stien, som går ut fra elevens egen mappe, eller fjern linjen hvis søskenet ikke har sak"
        yield Problem(route, "F112", f"søskenets mappe {shown} {what}", remedy)


def may_be_case(folder: Path, root: Path) -> bool:
    """Whether the way down from `root` leads over no symbolic link, no hidden folder and no `dokumenter` (02)."""
    way = folder.relative_to(root).parts
    below = root
    for name in way:
        below /= name
        linked = os.path.islink(below)  # noqa: PTH114 - Path's own stops at a name longer than the system takes
        if linked or name.startswith(".") or name == "dokumenter":
            return False
    return True


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than the system takes
        return False


def check_contacts(contacts: Iterable[Kontakt], now: date) -> Iterator[Problem]:
    """Problems of `kontakt.yaml`."""
    for contact in contacts:
        yield from _future(("kontakt", contact.nr, "dato"), contact.dato, now)


def check_plan(plan: Tiltaksplan) -> Iterator[Problem]:
    """Problems of one plan."""
    yield from _order(("periode", "til"), plan.periode.fra, plan.periode.til, "F104", "planen slutter før den begynner")
    meeting = plan.evaluering.dato if plan.evaluering else None
    yield from _order(
        ("evaluering", "dato"), plan.periode.fra, meeting, "F119", "planen skal evalueres før den begynner"
    )
    for i, step in enumerate(plan.trinn):
        yield from _order(("trinn", i, "til"), step.fra, step.til, "F104", "trinnet slutter før det begynner")
    yield from _doubled("delmål", plan.delmaal)
    yield from _doubled("tiltak", plan.tiltak)
    goals = [d.id for d in plan.delmaal]
    for i, measure in enumerate(plan.tiltak):
        if measure.delmaal is not None and measure.delmaal not in goals:
            yield _unknown_id(("tiltak", i, "delmål"), "F116", measure.delmaal, goals, "delmål", "planen")


def _doubled(key: str, items: Sequence[_HasId]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for i, item in enumerate(items):
        if item.id in first:
            related = (((key, first[item.id], "id"), "første gang her"),)
            yield Problem(
                (key, i, "id"), "F115", f"to {key} har id-en {sitat(item.id)}", "gi det ene en ny id", related=related
            )
        first.setdefault(item.id, i)


def _ids(ids: Sequence[str]) -> str:
    return liste([sitat(i) for i in ids[:12]], "eller")


def _unknown_id(route: Route, code: str, written: str, known: Sequence[str], what: str, where: str) -> Problem:
    meant = mente_du(written, known)
    message = f"{where} har ikke noe {what} med id-en {sitat(written)}" + (
        f" – mente du {sitat(meant)}?" if meant else ""
    )
    remedy = f"bruk {_ids(known)}" if known else f"skriv {what} med id i planen først"
    return Problem(route, code, message, None if meant else remedy)


def check_evaluations(
    evaluations: Iterable[Evaluering], plans: dict[str, Tiltaksplan | None], now: date
) -> Iterator[Problem]:
    """Problems of `evaluering.yaml`.

    Args:
        plans: the plan files of the folder by name; None for one that could not be read.
    """
    for evaluation in evaluations:
        at: Route = ("evalueringer", evaluation.nr)
        yield from _future((*at, "dato"), evaluation.dato, now)
        yield from _order(
            (*at, "neste"), evaluation.dato, evaluation.neste, "F119", "neste evaluering er satt til før denne"
        )
        if evaluation.plan not in plans:
            meant = mente_du(evaluation.plan, plans)
            message = f"planen {sitat(evaluation.plan)} finnes ikke i mappen" + (
                f" – mente du «{meant}»?" if meant else ""
            )
            remedy = None if meant else f"bruk {liste(plans, 'eller')}" if plans else "lag tiltaksplan.yaml først"
            yield Problem((*at, "plan"), "F110", message, remedy)
            continue
        plan = plans[evaluation.plan]
        if plan is None:
            continue
        early = f"{evaluation.plan} er evaluert før den begynte"
        yield from _order((*at, "dato"), plan.periode.fra, evaluation.dato, "F119", early, Severity.ADVARSEL)
        yield from _judged((*at, "delmål"), evaluation.delmaal, plan.delmaal, evaluation.plan)
        yield from _judged((*at, "tiltak"), evaluation.tiltak, plan.tiltak, evaluation.plan)


def _judged(at: Route, judged: Sequence[_HasId], planned: Sequence[_HasId], plan: str) -> Iterator[Problem]:
    known = [p.id for p in planned]
    for i, item in enumerate(judged):
        if item.id not in known:
            yield _unknown_id((*at, i, "id"), "F111", item.id, known, str(at[-1]), plan)


def check_mapping(mapping: Kartlegging, now: date) -> Iterator[Problem]:
    """Problems of `kartlegging.yaml`."""
    for i, talk in enumerate(mapping.samtaler):
        yield from _future(("samtaler", i, "dato"), talk.dato, now)
    for i, mark in enumerate(mapping.skalering):
        yield from _future(("skalering", i, "dato"), mark.dato, now)


def check_week_plans(plan: Ukeplan) -> Iterator[Problem]:
    """Problems of `ukeplan.yaml`: a date that is another day of the week than the day it stands for."""
    for i, week in enumerate(plan.ukeplaner):
        for j, day in enumerate(week.dager):
            if day.dag in UKEDAGER and day.dato and UKEDAGER[day.dato.weekday()] != day.dag:
                message = f"{day.dato} er en {UKEDAGER[day.dato.weekday()]}, men står som {day.dag}"
                yield Problem(("ukeplaner", i, "dager", j, "dato"), "F117", message, "rett dagen eller datoen")
