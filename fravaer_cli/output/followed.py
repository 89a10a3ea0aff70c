"""The pupils whose running plan takes care, and what they are called. Light: the week's check needs no more."""

from __future__ import annotations

from fravaer_cli.casework.results import CaseResult
from fravaer_cli.check import CheckResult
from fravaer_cli.output import wording
from fravaer_cli.texts import dag_og_maaned, en_linje

MAX_POINTS = 40
"""As many points as a list has on one page; the rest is counted."""


def several_classes(result: CheckResult) -> bool:
    """Whether a pupil's class has to be told."""
    return len({c.klasse for c in result.saker}) > 1


def named(case: CaseResult, result: CheckResult) -> str:
    """«Liva Ekern», or «Liva Ekern (7B)» where there are several classes."""
    klasse = en_linje(case.klasse)
    return f"{wording.pupil(case)} ({klasse})" if several_classes(result) else wording.pupil(case)


def acts(case: CaseResult) -> bool:
    """Something is to be done for the pupil."""
    return any(f.calls_for_action for f in case.funn)


def cared_for(result: CheckResult) -> list[CaseResult]:
    """The pupils whose running plan takes care, and for whom nothing is to be done now; by name."""
    found = [c for c in result.saker if c.plan_til and not acts(c) and not c.ufullstendig]
    return sorted(found, key=lambda c: (wording.pupil(c), c.sak))


def plan_words(case: CaseResult, result: CheckResult) -> str:
    """«Amin Yusuf – planen gjelder til 17. oktober»."""
    assert case.plan_til is not None  # noqa: S101
    until = dag_og_maaned(case.plan_til, aar=case.plan_til.year != result.question.today.year)
    shown = result.question.sjekk == "uke" and any(f.alvor == "varsel" for f in case.funn)
    note = ", se varselet over" if shown else ""
    return f"{named(case, result)} – planen gjelder til {until}{note}"
