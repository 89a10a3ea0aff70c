"""What a schema cannot see in a routine pack: parameters that a kind lacks, roles, steps that point at one another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from fravaer_cli.diagnostics import Problem, Route, Severity
from fravaer_cli.rules.kinds import KINDS
from fravaer_cli.rules.pack import ROLLER
from fravaer_cli.texts import liste, mente_du, sitat

NEEDS: dict[str, tuple[str, ...]] = {
    **{name: kind.needs for name, kind in KINDS.items()},
    "frist": ("etter", "krever"),
    "felles": ("hva",),
}
TAKES: dict[str, tuple[str, ...]] = {
    **{name: kind.takes for name, kind in KINDS.items()},
    "frist": ("innen",),
    "felles": ("dager",),
}
_PARAMETERS = (
    *("når", "enhet", "vindu", "minst", "over", "minst_skoledager", "skoledager"),
    *("hva", "nivå", "etter", "innen", "krever", "dager"),
)


def check_rule(values: Mapping[str, Any], at: Route, *, felles: bool) -> list[Problem]:
    """What is wrong in one rule.

    Args:
        felles: it stands in the pack of the rules that every routine has.
    """
    slag = values.get("slag")
    known = [k for k in NEEDS if k != "felles"]
    if slag is None:
        return [Problem(at, "F004", "regelen mangler feltet «slag»", f"legg til «slag: {liste(known, 'eller')}»")]
    if slag not in NEEDS or (slag == "felles" and not felles):
        message = f"{sitat(slag)} er ikke et slag regel" + (" som en egen rutine kan bruke" if slag in NEEDS else "")
        return [Problem((*at, "slag"), "F006", message, f"bruk {liste(known, 'eller')}")]
    problems = [
        Problem(at, "F205", f"regelen mangler feltet «{key}», som slaget {slag} må ha", f"legg til «{key}: …»")
        for key in NEEDS[slag]
        if values.get(key) is None
    ]
    problems += _check_what(values, at, slag)
    for key in _PARAMETERS:
        if key in values and key not in (*NEEDS[slag], *TAKES[slag]):
            message = f"feltet «{key}» brukes ikke av slaget {slag}"
            problems.append(Problem((*at, key), "F205", message, "fjern feltet, eller bytt slag", on_key=True))
    for i, item in enumerate(values.get("oppfølging") or ()):
        problems += _check_item((*at, "oppfølging", i), item, slag)
    return problems


_WHAT = ("ukedag", "fag", "etter-fri")


def _check_what(values: Mapping[str, Any], at: Route, slag: str) -> Iterator[Problem]:
    """`hva` has one list of words in the schema, for a rule that changes another need not repeat its kind."""
    what = values.get("hva")
    if what is not None and "hva" in NEEDS[slag] and (what in _WHAT) != (slag == "mønster"):
        yield Problem(
            (*at, "hva"), "F006", f"{sitat(what)} kan ikke brukes av slaget {slag}", f"bruk {liste(_WHAT, 'eller')}"
        )


def _check_item(at: Route, item: Mapping[str, Any], slag: str) -> Iterator[Problem]:
    if item.get("oppfylles_av") is None and slag in KINDS:
        remedy = "legg til «oppfylles_av: …», som sier hva som viser at det er gjort"
        yield Problem(at, "F004", "oppføringen mangler feltet «oppfylles_av»", remedy)
    yield from check_role((*at, "ansvarlig"), item.get("ansvarlig"))
    handover = item.get("ved_ubesvart")
    if handover:
        yield from check_role((*at, "ved_ubesvart", "ansvarlig"), handover.get("ansvarlig"))


def check_role(route: Route, role: Any) -> Iterator[Problem]:
    """A role that nobody can hold: a warning, for a municipality may have roles of its own."""
    if role is None or role in ROLLER:
        return
    meant = mente_du(str(role), ROLLER)
    message = f"{sitat(role)} er ikke en rolle vi kjenner" + (f" – mente du «{meant}»?" if meant else "")
    yield Problem(route, "F206", message, f"rollene er {liste(ROLLER)}", Severity.ADVARSEL)


def check_staircase(steps: Sequence[tuple[int, Mapping[str, Any]]], named: Collection[Any]) -> Iterator[Problem]:
    """What is wrong between the steps: two with one id, and deadlines that lead nowhere or back to themselves.

    Args:
        steps: the usable steps, each with its number in the file.
        named: the ids of all steps, those with errors of their own included.
    """
    first: dict[str, int] = {}
    for i, step in steps:
        id_ = step["id"]
        if id_ in first:
            related = ((("trapp", first[id_], "id"), "første gang her"),)
            message = f"to trinn har id-en {sitat(id_)}"
            yield Problem(("trapp", i, "id"), "F204", message, "gi det ene en ny id", related=related)
        first.setdefault(id_, i)
        yield from check_role(("trapp", i, "ansvarlig"), step.get("ansvarlig"))
    for i, step in steps:
        yield from _check_deadline(("trapp", i), step, first, named)


def _check_deadline(
    at: Route, step: Mapping[str, Any], ids: Mapping[str, int], named: Collection[Any]
) -> Iterator[Problem]:
    frist = step.get("frist") or {}
    after = frist.get("etter")
    reached = [_evidence(s) for s in _as_list(step["nådd_av"])]
    for i, spor in enumerate(_as_list(after)):
        route = (*at, "frist", "etter", i) if isinstance(after, list) else (*at, "frist", "etter")
        other = spor.get("trinn") if isinstance(spor, dict) else None
        if other is None and _evidence(spor) in reached:
            message = f"fristen for trinnet {sitat(step['id'])} regnes fra det som viser at trinnet er nådd"
            yield Problem(route, "F207", message, "regn fristen fra noe som kommer før trinnet")
        elif other is not None and other not in ids:
            if other in named:
                continue  # what is wrong with that step is told there
            meant = mente_du(other, ids)
            message = f"det finnes ikke noe trinn {sitat(other)}" + (f" – mente du «{meant}»?" if meant else "")
            yield Problem((*route, "trinn"), "F208", message, f"trinnene er {liste(ids)}")
        elif other is not None and ids[other] >= ids[step["id"]]:
            which = "seg selv" if other == step["id"] else f"{sitat(other)}, som kommer etter"
            message = f"fristen for trinnet {sitat(step['id'])} regnes fra {which}"
            yield Problem((*route, "trinn"), "F207", message, "regn fristen fra et trinn som kommer før")
    if after is not None and all(frist.get(k) is None for k in ("dager", "skoledager", "dato")):
        message = f"fristen for trinnet {sitat(step['id'])} sier ikke hvor lang den er"
        yield Problem((*at, "frist"), "F205", message, "legg til «dager», «skoledager» eller «dato»")


def _evidence(spor: Any) -> tuple[Any, Any]:
    """A word and `bekymring`, so that `hjemkontakt` and `{kontakt: hjemkontakt}` are alike."""
    return (spor.get("kontakt"), spor.get("bekymring")) if isinstance(spor, dict) else (spor, None)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
