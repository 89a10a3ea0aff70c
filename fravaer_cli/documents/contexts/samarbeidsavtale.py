"""The agreement between home and school (Oslo, appendiks 3; Færder): steps with growing demands, who answers for what.

It says what the action plan says, in the agreement's own order: goals, steps, measures, each party's part, plan B,
evaluation, signatures. A party that has no tasks yet gets room to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fravaer_cli.documents.basis import Grunnlag, Innhold, Mangel
from fravaer_cli.documents.contexts import tiltaksplan
from fravaer_cli.documents.contexts.felles import plan_for, rolle

PARTER: tuple[tuple[str, frozenset[str]], ...] = (
    ("kontaktlærer", frozenset(("kontaktlærer", "kontaktlærere"))),
    ("skolens ledelse", frozenset(("skolens ledelse", "skoleledelsen", "ledelsen", "ledelse", "rektor"))),
    ("foresatte", frozenset(("foresatte", "foresatt", "foreldre", "foreldrene", "mor", "far", "hjemmet"))),
    ("elev", frozenset(("elev", "eleven"))),
)
"""The parties that an agreement always has, and the words that they go by."""
ANDRE = "andre, for eksempel PPT"
_BLANK_STEPS = 3


def innhold(grunnlag: Grunnlag) -> Innhold:
    """The data of the agreement."""
    base = tiltaksplan.innhold(grunnlag)
    plan = base.data["plan"]
    parties, without = _parties(plan["ansvar"], grunnlag)
    goals = any(goal["id"] for goal in plan["delmaal"])
    data = {**plan, "ansvar": parties, "trinn": plan["trinn"] or ([] if goals else _blank_steps())}
    if grunnlag.tom:
        return Innhold({**base.data, "avtale": {**data, "tiltak": plan["tiltak"][:4]}}, (), "samarbeidsavtale-tom")
    gaps = (*base.mangler, *_gaps(without, plan["vis_trinn"] or goals, plan_for(grunnlag)[0].fil))
    data["tiltak"] = [] if _is_blank(plan) else plan["tiltak"]
    stem = base.stamme.replace("tiltaksplan", "samarbeidsavtale")
    return Innhold({**base.data, "avtale": data}, gaps, stem, base.merknader)


def _blank_steps() -> list[dict[str, Any]]:
    """Steps to write in; goals that are reached one after the other are steps already (Oslo, appendiks 3)."""
    return [{"nr": n + 1, "tid": None, "innhold": None, "stoette": None} for n in range(_BLANK_STEPS)]


def _is_blank(plan: Mapping[str, Any]) -> bool:
    """The plan has no measures: the rows are there to write in."""
    return not any(t["id"] for t in plan["tiltak"])


def _parties(given: Sequence[Mapping[str, Any]], grunnlag: Grunnlag) -> tuple[list[Mapping[str, Any]], list[str]]:
    """Each party with its tasks, those of the file first; and the parties that have none."""
    filled = [] if grunnlag.tom else list(given)
    said = {" ".join(party["hvem"].casefold().split()) for party in filled}
    name = grunnlag.case.navn if grunnlag.case else None
    if name and name.casefold().split()[0] in {word for party in said for word in party.split()}:
        said.add("elev")
    without = [party for party, words in PARTER if not said & words]
    rows = [*filled, *({"hvem": rolle(party), "oppgaver": []} for party in without)]
    if not filled:
        rows.append({"hvem": rolle(ANDRE), "oppgaver": []})
    return rows, without


def _gaps(without: Sequence[str], has_steps: bool, file: str) -> Iterator[Mangel]:
    if not has_steps:
        yield Mangel("trinn", file)
    yield from (Mangel(f"ansvar: {party}", file) for party in without)
