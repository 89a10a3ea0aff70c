"""The action plan (Gran, vedlegg 1 and 3.3.2): goals, measures with plan B, who does what, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fravaer_cli.documents.basis import Grunnlag, Innhold, Mangel
from fravaer_cli.documents.contexts.felles import (
    NBSP,
    dato,
    fylt,
    hode,
    kort_dato,
    moete,
    periode,
    plan_for,
    rolle,
    roller,
)
from fravaer_cli.model.evaluering import TiltakVurdering
from fravaer_cli.model.felles import Deltaker
from fravaer_cli.model.tiltaksplan import PlanB, Tiltak, Tiltaksplan
from fravaer_cli.texts import stor

_BLANK_GOALS, _BLANK_STEPS, _BLANK_MEASURES, _BLANK_MEETINGS = 4, 4, 5, 3
_SIGNERS = ("elev", "foresatt", "foresatt", "kontaktlærer", "skolens ledelse", "")
_VIRKET = {"ja": "Virket.", "delvis": "Virket delvis.", "nei": "Virket ikke."}


def innhold(grunnlag: Grunnlag) -> Innhold:
    """The data of the plan."""
    if grunnlag.tom:
        return Innhold({**hode(grunnlag), "plan": _blank()}, (), "tiltaksplan-tom")
    plan, notes = plan_for(grunnlag)
    data = _plan(plan, _judged(grunnlag, plan))
    return Innhold({**hode(grunnlag), "plan": data}, tuple(_gaps(plan)), plan.fil.removesuffix(".yaml"), notes)


def _blank() -> Mapping[str, Any]:
    texts = ("sted_dato", "periode", "kontaktperson", "evaluering", "innkalles_av", "status", "elevens_stemme")
    return {
        **dict.fromkeys((*texts, "fluktrute", "fulltid")),
        "langsiktige": [],
        "delmaal": [_empty("id", "maal", "maales_ved", "innen") for _ in range(_BLANK_GOALS)],
        "trinn": [_empty("nr", "tid", "innhold", "stoette") | {"nr": n + 1} for n in range(_BLANK_STEPS)],
        "vis_trinn": True,
        "vis_fluktrute": True,
        "tiltak": [_empty_measure() for _ in range(_BLANK_MEASURES)],
        "ansvar": [
            {"hvem": rolle(r), "oppgaver": []} for r in ("skolens ledelse", "kontaktlærer", "foresatte", "elev")
        ],
        "plan_b": _empty("hvis", "hva", "ansvar"),
        "moeteplan": [_empty("naar", "med") for _ in range(_BLANK_MEETINGS)],
        "underskrifter": [{"navn": None, "rolle": rolle(r), "signert": None} for r in _SIGNERS],
    }


def _empty(*keys: str) -> dict[str, Any]:
    return dict.fromkeys(keys)


def _empty_measure() -> dict[str, Any]:
    keys = ("id", "utfordring", "tiltak", "naar", "delmaal", "ansvar", "frist", "plan_b", "plan_b_ansvar")
    return _empty(*keys, "evalueres", "vurdert")


def _judged(grunnlag: Grunnlag, plan: Tiltaksplan) -> Mapping[str, TiltakVurdering]:
    """What the latest evaluation of the plan, up to the document's day, says of each measure."""
    evaluations = grunnlag.case.evalueringer if grunnlag.case else ()
    of_plan = sorted((e for e in evaluations if e.plan == plan.fil and e.dato <= grunnlag.dato), key=lambda e: e.dato)
    return {v.id: v for e in of_plan for v in e.tiltak}


def _plan(plan: Tiltaksplan, judged: Mapping[str, TiltakVurdering]) -> Mapping[str, Any]:
    goals = [
        {
            "id": g.id,
            "maal": fylt(g.maal),
            "maales_ved": fylt(g.maales_ved),
            "innen": kort_dato(g.innen, plan.periode.fra),
        }
        for g in plan.delmaal
    ]
    measures = [_measure(t, judged.get(t.id), plan.periode.fra) for t in plan.tiltak]
    return {
        "sted_dato": fylt(plan.sted_dato),
        "periode": periode(plan.periode.fra, plan.periode.til),
        "kontaktperson": fylt(plan.kontaktperson),
        "evaluering": moete(plan.evaluering),
        "innkalles_av": fylt(plan.evaluering.innkalles_av) if plan.evaluering else None,
        "status": fylt(plan.status),
        "elevens_stemme": fylt(plan.elevens_stemme),
        "fluktrute": fylt(plan.fluktrute),
        "vis_fluktrute": bool(fylt(plan.fluktrute)),
        "fulltid": {True: "ja", False: "nei", None: None}[plan.fulltid],
        "langsiktige": [g for g in plan.maal.langsiktige if fylt(g)] if plan.maal else [],
        "delmaal": goals or [_empty("id", "maal", "maales_ved", "innen") for _ in range(3)],
        "trinn": [
            {
                "nr": t.trinn or n + 1,
                "tid": _when(t.fra, t.til),
                "innhold": fylt(t.innhold),
                "stoette": fylt(t.stoette),
            }
            for n, t in enumerate(plan.trinn)
        ],
        "vis_trinn": bool(plan.trinn),
        "tiltak": measures or [_empty_measure() for _ in range(4)],
        "ansvar": [
            {"hvem": rolle(who), "oppgaver": [t for t in tasks if fylt(t)]}
            for who, tasks in (plan.ansvar or {}).items()
            if any(map(fylt, tasks))
        ],
        "plan_b": _plan_b(plan.plan_b),
        "moeteplan": [
            {"naar": moete(m), "med": stor(roller(m.med)) if m.med else None}
            for m in plan.moeteplan
            if moete(m) or m.med
        ],
        "underskrifter": _signatures(plan),
    }


def _plan_b(plan_b: PlanB | None) -> Mapping[str, Any]:
    plan_b = plan_b or PlanB()
    return {"hvis": fylt(plan_b.hvis), "hva": fylt(plan_b.hva), "ansvar": fylt(plan_b.ansvar)}


def _when(first: date | None, last: date | None) -> str | None:
    """A step's time, for a narrow column: a day and its month stay on one line."""
    text = periode(first, last) or (f"Til {dato(last)}" if last else None)
    return text.replace(". ", f".{NBSP}") if text else None


def _measure(measure: Tiltak, judged: TiltakVurdering | None, start: date) -> Mapping[str, Any]:
    verdict = _VIRKET.get(judged.virket or "", "") if judged else ""
    comment = fylt(judged.kommentar) if judged else None
    return {
        "id": measure.id,
        "utfordring": fylt(measure.utfordring),
        "tiltak": fylt(measure.tiltak),
        "naar": fylt(measure.naar),
        "delmaal": fylt(measure.delmaal),
        "ansvar": fylt(measure.ansvar),
        "frist": kort_dato(measure.frist, start),
        "plan_b": fylt(measure.plan_b.hva) if measure.plan_b else None,
        "plan_b_ansvar": fylt(measure.plan_b.ansvar) if measure.plan_b else None,
        "evalueres": fylt(measure.evalueres),
        "vurdert": " ".join(p for p in (verdict, comment) if p) or None,
    }


def _signatures(plan: Tiltaksplan) -> list[dict[str, Any]]:
    """Those who take part, each with the day of the signature; then those who signed and are not among them."""
    signed = {_same(s.navn): s for s in plan.signert if s.navn}
    people = [
        *plan.deltakere,
        *(s for s in plan.signert if _same(s.navn) not in {_same(d.navn) for d in plan.deltakere}),
    ]
    rows = [_signature(p, signed.get(_same(p.navn))) for p in people if p.navn or p.rolle]
    return rows or [{"navn": None, "rolle": rolle(r), "signert": None} for r in _SIGNERS]


def _signature(person: Deltaker, signed: Deltaker | None) -> dict[str, Any]:
    day = dato(signed.dato) if signed else None
    return {"navn": fylt(person.navn), "rolle": rolle(person.rolle or ""), "signert": day}


def _same(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _gaps(plan: Tiltaksplan) -> Iterator[Mangel]:
    wanted = {
        "sted_dato": plan.sted_dato,
        "status": plan.status,
        "kontaktperson": plan.kontaktperson,
        "elevens_stemme": plan.elevens_stemme,
        "mål.langsiktige": plan.maal and plan.maal.langsiktige,
        "delmål": plan.delmaal,
        "tiltak": plan.tiltak,
        "plan_b.hva": plan.plan_b and plan.plan_b.hva,
        "evaluering.dato": plan.evaluering and plan.evaluering.dato,
        "deltakere": plan.deltakere,
    }
    for key, value in wanted.items():
        if not value:
            yield Mangel(key, plan.fil)
    for measure in plan.tiltak:
        for key, text in (("utfordring", measure.utfordring), ("tiltak", measure.tiltak), ("ansvar", measure.ansvar)):
            if not fylt(text):
                yield Mangel(f"tiltak {measure.id}: {key}", plan.fil)
