"""Routine packs: YAML files that name kinds of rule and their parameters, and their loader.

A pack is checked like every other file. A rule that is wrong is left out and told; the others run.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from fravaer_cli.diagnostics import Diagnostic, Place, Problem, Route, Severity
from fravaer_cli.files import schema
from fravaer_cli.files.source import Source
from fravaer_cli.files.workspace import read
from fravaer_cli.rules.kind import RuleKind
from fravaer_cli.rules.kinds import KINDS
from fravaer_cli.school_year import Frist
from fravaer_cli.texts import liste, mente_du, sitat

PACK_FOLDER = Path(__file__).parent / "packs"
STANDARD = "gran"
"""The routine of a school that names none (02)."""

ROLLER = ("kontaktlærer", "sosiallærer", "avdelingsleder", "rektor", "helsesykepleier", "ppt-kontakt", "enhetsleder")
_MAX_CHAIN = 10
CHECKS = ("dag", "uke", "måned", "semester")
_STANDARD_CHECKS = ("uke", "måned", "semester")


class Hvem(NamedTuple):
    """What is to be done, and by which role."""

    handling: str
    ansvarlig: str


class Krav(NamedTuple):
    """What must follow when a rule is triggered.

    Attributes:
        oppfylles_av: the kind of contact that fulfils it (`casework.fulfilment`).
        frist: None where the source gives none.
        ved_ubesvart: who takes over after a try without answer.
    """

    hvem: Hvem
    oppfylles_av: str
    frist: Frist | None = None
    ved_ubesvart: Hvem | None = None


class Regel(NamedTuple):
    """One rule of a pack.

    Attributes:
        id: `pack/rule`.
        opphav: the pack that it was first written in.
        slag: the kind's name; `kind` and `params` carry it out.
        sjekk: the checks that show it.
        ivaretas_av_plan: days inside a running plan are cared for.
        tolkning: our reading fills a gap of the source.
    """

    id: str
    tittel: str
    opphav: str
    slag: str
    kind: RuleKind
    params: Any
    sjekk: frozenset[str]
    krav: tuple[Krav, ...] = ()
    ivaretas_av_plan: bool = False
    tolkning: bool = False
    forklaring: str = ""
    kilde: str = ""


@dataclass(slots=True)
class Rutine:
    """A routine pack as it could be read."""

    id: str
    navn: str
    versjon: str = ""
    kilde: Mapping[str, Any] = field(default_factory=dict)
    regler: tuple[Regel, ...] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)


def shipped() -> list[str]:
    """The ids of the packs that come with the program."""
    return sorted(p.stem for p in PACK_FOLDER.glob("*.yaml"))


class NoSuchPack(Exception):
    """There is no pack of that name. Carries a Norwegian sentence and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def locate(reference: str, root: Path, *, anywhere: bool = False, near: Path | None = None) -> Path:
    """The file that a routine's name means: a shipped pack, or a file in the school's `rutiner/`.

    Args:
        anywhere: the name may also be the path of a file outside the school, as on the command line.
        near: another folder that may hold it: that of the pack which builds on it.

    Raises:
        NoSuchPack: there is none.
    """
    own_folder = root / "rutiner"
    if reference in shipped() and not os.path.lexists(own_folder / f"{reference}.yaml"):
        return PACK_FOLDER / f"{reference}.yaml"
    if anywhere and _is_file(Path(reference)):
        return Path(reference).resolve()
    wanted = os.path.normpath(reference).removeprefix("rutiner/")
    for beside in (near, own_folder):
        for name in (wanted, f"{wanted}.yaml"):
            path = Path(os.path.normpath(beside / name)) if beside else None
            if path and path.parent == beside and path.suffix == ".yaml" and os.path.lexists(path):
                if beside == own_folder and path.stem in shipped():
                    message = f"rutiner/{path.name} har samme navn som en rutine som følger med"
                    raise NoSuchPack(message, "gi filen et eget navn, og bruk det i skole.yaml")
                if _is_link(path):
                    raise NoSuchPack(f"rutinen {sitat(reference)} er en snarvei", "legg selve filen i mappen rutiner/")
                return path
    own = sorted(p.stem for p in (root / "rutiner").glob("*.yaml"))
    meant = mente_du(reference, [*shipped(), *own])
    message = f"rutinen {sitat(reference)} finnes ikke" + (f" – mente du «{meant}»?" if meant else "")
    known = f"disse følger med: {liste(shipped())}"
    raise NoSuchPack(message, f"{known}; egne rutiner ligger i mappen rutiner/")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the system takes
        return False


def _is_link(path: Path) -> bool:
    """Whether the way to the file goes over a symbolic link."""
    try:
        return path.resolve() != path
    except (OSError, RuntimeError):  # in a ring
        return True


def load_pack(path: Path, root: Path) -> Rutine:
    """A pack, with those it builds on.

    Args:
        path: the pack's file.
        root: the school's folder, for names in messages and for packs that it builds on.
    """
    return _Loader(root).load(path, ())


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.diagnostics: list[Diagnostic] = []

    def load(self, path: Path, above: tuple[Path, ...]) -> Rutine:
        raw = self._read(path, above)
        rules = tuple(r for r in (self._rule(path.stem, entry) for entry in raw.rules.values()) if r)
        head = raw.head
        kilde = head.get("kilde")
        return Rutine(
            path.stem,
            str(head.get("navn") or path.stem),
            str(head.get("versjon") or ""),
            kilde if isinstance(kilde, dict) else {},
            rules,
            self.diagnostics,
        )

    def _read(self, path: Path, above: tuple[Path, ...]) -> _Raw:
        source = read(self.root if path.is_relative_to(self.root) else path.parent, path)
        problems = schema.validate("rutine", source)
        bad = set(source.bad) | {p.route for p in problems}
        self.diagnostics += source.diagnostics + [source.diagnose(p) for p in problems]
        raw = _Raw(source.value if isinstance(source.value, dict) else {})
        self._base(raw, source, path, above)
        self._switched_off(raw, source)
        seen: dict[str, int] = {}
        for i, rule in enumerate(_list(raw.head.get("regler"))):
            if any(r[:2] == ("regler", i) for r in bad) or not isinstance(rule, dict):
                continue
            id_ = rule["id"]
            if id_ in seen:
                related = ((("regler", seen[id_], "id"), "første gang her"),)
                self._tell(
                    source,
                    Problem(
                        ("regler", i, "id"),
                        "F204",
                        f"to regler har id-en {sitat(id_)}",
                        "gi den ene en ny id",
                        related=related,
                    ),
                )
                continue
            seen[id_] = i
            inherited = raw.rules.get(id_)
            given = {k: v for k, v in rule.items() if v is not None}
            if inherited and given.get("slag", inherited.values.get("slag")) == inherited.values.get("slag"):
                raw.rules[id_] = _Entry({**inherited.values, **given}, source, i, inherited.opphav)
            else:
                raw.rules[id_] = _Entry(given, source, i, path.stem)
        return raw

    def _base(self, raw: _Raw, source: Source, path: Path, above: tuple[Path, ...]) -> None:
        name = raw.head.get("bygger_på")
        if not isinstance(name, str):
            return
        try:
            base = locate(name, self.root, near=path.parent if path.parent != PACK_FOLDER else None)
            if len(above) >= _MAX_CHAIN:
                raise NoSuchPack(f"rutinen bygger på mer enn {_MAX_CHAIN} andre, den ene på den andre", "bygg på færre")
            if base in (path, *above):
                raise NoSuchPack(f"rutinen bygger på seg selv gjennom {sitat(name)}", "fjern «bygger_på» i den ene")
        except NoSuchPack as error:
            self._tell(source, Problem(("bygger_på",), "F202", error.message, error.remedy))
            return
        raw.rules.update(self._read(base, (path, *above)).rules)

    def _switched_off(self, raw: _Raw, source: Source) -> None:
        for i, name in enumerate(_list(raw.head.get("slått_av"))):
            id_ = str(name).rsplit("/", 1)[-1]
            if raw.rules.pop(id_, None) is None:
                meant = mente_du(id_, raw.rules)
                message = f"det finnes ingen regel {sitat(name)} å slå av" + (
                    f" – mente du «{meant}»?" if meant else ""
                )
                remedy = (
                    None
                    if meant
                    else f"reglene er {liste(raw.rules)}"
                    if raw.rules
                    else "«slått_av» virker bare sammen med «bygger_på»"
                )
                self._tell(source, Problem(("slått_av", i), "F203", message, remedy))

    def _rule(self, pack: str, entry: _Entry) -> Regel | None:
        values = entry.values
        kind = KINDS.get(str(values.get("slag")))
        problems = list(_check_rule(values, kind, entry.at))
        for problem in problems:
            self._tell(entry.source, problem)
        if kind is None or any(p.severity is Severity.FEIL for p in problems):
            return None
        return Regel(
            id=f"{pack}/{values['id']}",
            tittel=str(values.get("tittel") or ""),
            opphav=entry.opphav,
            slag=values["slag"],
            kind=kind,
            params=kind.parse(values),
            sjekk=frozenset(values.get("sjekk") or _STANDARD_CHECKS),
            krav=tuple(_requirement(item) for item in values.get("oppfølging") or ()),
            ivaretas_av_plan=values.get("ivaretas_av") == "plan",
            tolkning=values.get("tolkning") == "ja",
            forklaring=str(values.get("forklaring") or ""),
            kilde=str(values.get("kilde") or ""),
        )

    def _tell(self, source: Source, problem: Problem) -> None:
        self.diagnostics.append(source.diagnose(problem))


@dataclass(slots=True)
class _Entry:
    """A rule as written, laid over the one it changes; and where it stands."""

    values: dict[str, Any]
    source: Source
    number: int
    opphav: str

    @property
    def at(self) -> Route:
        return ("regler", self.number)


@dataclass(slots=True)
class _Raw:
    head: dict[str, Any]
    rules: dict[str, _Entry] = field(default_factory=dict)


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


_PARAMETERS = ("når", "enhet", "vindu", "minst", "over", "minst_skoledager", "skoledager")


def _check_rule(values: Mapping[str, Any], kind: RuleKind | None, at: Route) -> list[Problem]:
    if "slag" not in values:
        return [Problem(at, "F004", "regelen mangler feltet «slag»", f"legg til «slag: {liste(KINDS, 'eller')}»")]
    if kind is None:
        return [
            Problem(
                (*at, "slag"), "F006", f"{sitat(values['slag'])} er ikke et slag regel", f"bruk {liste(KINDS, 'eller')}"
            )
        ]
    problems = [
        Problem(
            at, "F205", f"regelen mangler feltet «{key}», som slaget {values['slag']} må ha", f"legg til «{key}: …»"
        )
        for key in kind.needs
        if values.get(key) is None
    ]
    for key in _PARAMETERS:
        if key in values and key not in (*kind.needs, *kind.takes):
            message = f"feltet «{key}» brukes ikke av slaget {values['slag']}"
            problems.append(Problem((*at, key), "F205", message, "fjern feltet, eller bytt slag", on_key=True))
    for i, item in enumerate(_list(values.get("oppfølging"))):
        problems += _check_role((*at, "oppfølging", i, "ansvarlig"), item.get("ansvarlig"))
        handover = item.get("ved_ubesvart")
        if handover:
            problems += _check_role((*at, "oppfølging", i, "ved_ubesvart", "ansvarlig"), handover.get("ansvarlig"))
    return problems


def _check_role(route: Route, role: Any) -> list[Problem]:
    if role is None or role in ROLLER:
        return []
    meant = mente_du(str(role), ROLLER)
    message = f"{sitat(role)} er ikke en rolle vi kjenner" + (f" – mente du «{meant}»?" if meant else "")
    return [Problem(route, "F206", message, f"rollene er {liste(ROLLER)}", Severity.ADVARSEL)]


def _requirement(item: Mapping[str, Any]) -> Krav:
    handover = item.get("ved_ubesvart") or {}
    frist = {k: int(v) for k, v in (item.get("frist") or {}).items() if v is not None}
    return Krav(
        Hvem(str(item["handling"]), str(item["ansvarlig"])),
        item["oppfylles_av"],
        Frist(*next(iter(frist.items()))) if frist else None,
        Hvem(str(handover.get("handling") or item["handling"]), str(handover.get("ansvarlig") or item["ansvarlig"]))
        if handover
        else None,
    )


def place_of_unknown(place: Place | None, error: NoSuchPack) -> Diagnostic:
    """The diagnostic for a routine that does not exist, where `skole.yaml` names it."""
    return Diagnostic(Severity.FEIL, "F201", error.message, place or Place("skole.yaml"), suggestion=error.remedy)
