"""What the judging of one case rests on, as it stood at the check date."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from fravaer_cli.cases.case import Case
from fravaer_cli.cases.school import School, SchoolClass
from fravaer_cli.casework.followup import Situation
from fravaer_cli.model.evaluering import Evaluering
from fravaer_cli.model.kontakt import Kontakt
from fravaer_cli.model.tiltaksplan import Tiltaksplan
from fravaer_cli.rules.history import History
from fravaer_cli.rules.pack import Rutine


class Facts:
    """One case at the check date.

    Attributes:
        since: evidence counts from this day on: when the case was opened, else when the school year began (03).
        alarms: days on which the absence called for action by the routine's rules, ascending.
        open_last_year: whether something was open when the last school year ended; asked for in August only.
    """

    def __init__(
        self,
        case: Case,
        klasse: SchoolClass,
        school: School,
        rutine: Rutine,
        history: History,
        situation: Situation,
        alarms: tuple[date, ...] = (),
    ) -> None:
        self.case, self.klasse, self.school, self.rutine = case, klasse, school, rutine
        self.history, self.situation, self.alarms = history, situation, alarms
        self.today = situation.today
        self.calendar = situation.calendar
        self.since = case.sak.aapnet or self.calendar.year(self.today).begin
        self.open_last_year: Callable[[], bool] = lambda: False

    @property
    def closed(self) -> bool:
        """The case is closed at the check date: it has no deadlines (03)."""
        sak = self.case.sak
        return sak.status == "avsluttet" and (sak.avsluttet is None or sak.avsluttet <= self.today)

    @property
    def kontakter(self) -> tuple[Kontakt, ...]:
        """The contacts up to the check date, in the file's order."""
        return self.situation.kontakter

    @cached_property
    def planer(self) -> tuple[Tiltaksplan, ...]:
        """The plans that have begun, in the order in which they did."""
        return tuple(p for p in self.case.planer if p.periode.fra <= self.today)

    @property
    def plan(self) -> Tiltaksplan | None:
        """The current plan: the latest that has begun (02)."""
        return self.planer[-1] if self.planer else None

    @cached_property
    def evalueringer(self) -> tuple[Evaluering, ...]:
        """The evaluations up to the check date, by date."""
        return tuple(sorted((e for e in self.case.evalueringer if e.dato <= self.today), key=lambda e: (e.dato, e.nr)))

    def evaluations_of(self, plan: Tiltaksplan) -> tuple[Evaluering, ...]:
        """The evaluations of a plan, by date."""
        return tuple(e for e in self.evalueringer if e.plan == plan.fil)

    @cached_property
    def running_plan(self) -> Tiltaksplan | None:
        """The plan that takes care at the check date, if one does."""
        running = [p for p in self.planer if self.today <= p.tar_vare_til]
        return running[-1] if running else None

    def holder(self, role: str) -> str | None:
        """Who holds a role for this pupil."""
        if role == "kontaktlærer":
            return self.klasse.model.kontaktlaerer
        return (self.school.model.roller or {}).get(role)

    def __reduce__(self) -> Any:
        raise TypeError("facts stay in the process that read them")
