"""What a routine is: rules, the staircase, requirements for the plan, the year's fixed tasks (03)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from fravaer_cli.diagnostics import Diagnostic
from fravaer_cli.rules.kind import RuleKind
from fravaer_cli.school_year import Frist

ROLLER = ("kontaktlærer", "sosiallærer", "avdelingsleder", "rektor", "helsesykepleier", "ppt-kontakt", "enhetsleder")
CHECKS = ("dag", "uke", "måned", "semester")
STANDARD_CHECKS = ("uke", "måned", "semester")
FELLES = "felles"
"""The rules that every routine has; their ids begin with this word."""


class Hvem(NamedTuple):
    """What is to be done, and by which role."""

    handling: str
    ansvarlig: str


class Krav(NamedTuple):
    """What must follow when a rule is triggered.

    Attributes:
        oppfylles_av: the kind of contact that fulfils it (`casework.fulfilment`); empty where the rule's kind says it.
        frist: None where the source gives none.
        ved_ubesvart: who takes over after a try without answer.
    """

    hvem: Hvem
    oppfylles_av: str
    frist: Frist | None = None
    ved_ubesvart: Hvem | None = None


class Spor(NamedTuple):
    """A piece of evidence in a case: a word of `casework.evidence`, or another step.

    Attributes:
        word: what is looked for.
        bekymring: a contact counts only if it was judged worrying, or only if it was not; None: either way.
        trinn: the id of a step, instead of a word.
    """

    word: str
    bekymring: bool | None = None
    trinn: str = ""


class Fristregel(NamedTuple):
    """Parameters of the kind `frist`: what is due after what. One piece of evidence of each list is enough."""

    etter: tuple[Spor, ...]
    krever: tuple[Spor, ...]
    innen: Frist | None = None


class Fellesregel(NamedTuple):
    """Parameters of the kind `felles`: the name of what is looked at, and a number of days where it has one."""

    hva: str
    dager: int | None = None


class Regel(NamedTuple):
    """One rule of a pack.

    Attributes:
        id: `pack/rule`.
        opphav: the pack that it was first written in.
        slag: the kind's name.
        kind: what carries it out on the absence log; None for a kind that looks at the whole case.
        params: the kind's parameters.
        sjekk: the checks that show it.
        ivaretas_av_plan: days inside a running plan are cared for.
        tolkning: our reading fills a gap of the source.
    """

    id: str
    tittel: str
    opphav: str
    slag: str
    kind: RuleKind | None
    params: Any
    sjekk: frozenset[str]
    krav: tuple[Krav, ...] = ()
    ivaretas_av_plan: bool = False
    tolkning: bool = False
    forklaring: str = ""
    kilde: str = ""


class Trinnfrist(NamedTuple):
    """When a step is due.

    Attributes:
        etter: what the time runs from.
        frist: how long; None where only a date in the plan counts.
        dato: `evaluering.dato` or `periode.til` of the plan goes before `frist`.
        tidligst: taken before this it gives a note.
    """

    etter: tuple[Spor, ...]
    frist: Frist | None = None
    dato: str | None = None
    tidligst: Frist | None = None


class Trinn(NamedTuple):
    """A step of the staircase.

    Attributes:
        nr: counted from 1; an optional step has the number of the step before it.
        handling: what to do when it is due.
        naadd_av: the evidence; one piece is enough.
        valgfritt: taken only when it is needed.
    """

    id: str
    nr: int
    navn: str
    handling: str
    ansvarlig: str
    naadd_av: tuple[Spor, ...]
    frist: Trinnfrist | None = None
    valgfritt: bool = False
    tolkning: bool = False
    forklaring: str = ""
    kilde: str = ""


class Plankrav(NamedTuple):
    """Something that a plan or its evaluation must (`skal`) or should (`bør`) hold."""

    krav: str
    styrke: str
    dager: int | None = None
    hvem: tuple[str, ...] = ()
    tolkning: bool = False
    forklaring: str = ""
    kilde: str = ""


class Aarsoppgave(NamedTuple):
    """A fixed task of the school year. `saker`: once for each active case."""

    hva: str
    naar: str
    ansvarlig: str
    saker: bool = False
    forklaring: str = ""
    kilde: str = ""


class Rutine(NamedTuple):
    """A routine pack as it could be read.

    Attributes:
        regler: the pack's own rules, inherited ones included.
        felles: the rules of every pack.
    """

    id: str
    navn: str
    versjon: str = ""
    kilde: Mapping[str, Any] = {}
    regler: tuple[Regel, ...] = ()
    felles: tuple[Regel, ...] = ()
    trapp: tuple[Trinn, ...] = ()
    plankrav: tuple[Plankrav, ...] = ()
    aarshjul: tuple[Aarsoppgave, ...] = ()
    roller: Mapping[str, str] = {}
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def alle_regler(self) -> tuple[Regel, ...]:
        """The pack's rules and the common ones."""
        return (*self.regler, *self.felles)
