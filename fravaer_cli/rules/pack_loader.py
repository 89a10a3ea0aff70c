"""Routine packs from their files. A pack is checked like every other file; what is wrong is left out and told."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from fravaer_cli.diagnostics import Diagnostic, Problem, Route, Severity
from fravaer_cli.files import schema
from fravaer_cli.files.source import Source
from fravaer_cli.files.workspace import read
from fravaer_cli.rules.kinds import KINDS
from fravaer_cli.rules.locate import PACK_FOLDER, NoSuchPack, locate
from fravaer_cli.rules.pack import (
    FELLES,
    STANDARD_CHECKS,
    Aarsoppgave,
    Fellesregel,
    Fristregel,
    Hvem,
    Krav,
    Plankrav,
    Regel,
    Rutine,
    Spor,
    Trinn,
    Trinnfrist,
)
from fravaer_cli.rules.pack_checks import check_role, check_rule, check_staircase
from fravaer_cli.school_year import Frist
from fravaer_cli.texts import liste, mente_du, sitat

_MAX_CHAIN = 10


def load_pack(path: Path, root: Path) -> Rutine:
    """A pack, with those it builds on and the rules that every pack has.

    Args:
        path: the pack's file.
        root: the school's folder, for names in messages and for packs that it builds on.
    """
    loader = _Loader(root)
    common = loader.read(PACK_FOLDER / f"{FELLES}.yaml", ())
    return loader.load(path, common)


class _Entry(NamedTuple):
    """A rule as written, laid over the one it changes; and where it stands."""

    values: dict[str, Any]
    source: Source
    number: int
    opphav: str

    @property
    def at(self) -> Route:
        return ("regler", self.number)


class _Raw:
    """A pack as written, with what it inherits."""

    def __init__(self, head: dict[str, Any]) -> None:
        self.head = head
        self.rules: dict[str, _Entry] = {}
        self.trapp: tuple[Trinn, ...] = ()
        self.plankrav: tuple[Plankrav, ...] = ()
        self.aarshjul: tuple[Aarsoppgave, ...] = ()
        self.roller: dict[str, str] = {}


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.diagnostics: list[Diagnostic] = []
        self.common: dict[str, _Entry] = {}

    def load(self, path: Path, common: _Raw) -> Rutine:
        self.common = common.rules
        raw = self.read(path, ())
        head = raw.head
        kilde = head.get("kilde")
        return Rutine(
            path.stem,
            str(head.get("navn") or path.stem),
            str(head.get("versjon") or ""),
            kilde if isinstance(kilde, dict) else {},
            regler=tuple(r for r in (self._rule(path.stem, entry) for entry in raw.rules.values()) if r),
            felles=tuple(r for r in (self._rule(FELLES, entry) for entry in self.common.values()) if r),
            trapp=raw.trapp,
            plankrav=raw.plankrav,
            aarshjul=raw.aarshjul,
            roller=raw.roller,
            diagnostics=tuple(self.diagnostics),
        )

    def read(self, path: Path, above: tuple[Path, ...]) -> _Raw:
        source = read(self.root if path.is_relative_to(self.root) else path.parent, path)
        problems = schema.validate("rutine", source)
        bad = set(source.bad) | {p.route for p in problems}
        self.diagnostics += source.diagnostics + [source.diagnose(p) for p in problems]
        raw = _Raw(source.value if isinstance(source.value, dict) else {})
        self._base(raw, source, path, above)
        self._switched_off(raw, source)
        self._rules(raw, source, path.stem, bad)
        self._rest(raw, source, bad)
        return raw

    def _rules(self, raw: _Raw, source: Source, pack: str, bad: set[Route]) -> None:
        seen: dict[str, int] = {}
        for i, rule in _good(raw.head, "regler", bad):
            id_ = rule["id"]
            if id_ in seen:
                related = ((("regler", seen[id_], "id"), "første gang her"),)
                message = f"to regler har id-en {sitat(id_)}"
                problem = Problem(("regler", i, "id"), "F204", message, "gi den ene en ny id", related=related)
                self._tell(source, problem)
                continue
            seen[id_] = i
            inherited = raw.rules.get(id_)
            given = {k: v for k, v in rule.items() if v is not None}
            if inherited and given.get("slag", inherited.values.get("slag")) == inherited.values.get("slag"):
                raw.rules[id_] = _Entry({**inherited.values, **given}, source, i, inherited.opphav)
            else:
                raw.rules[id_] = _Entry(given, source, i, pack)

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
        below = self.read(base, (path, *above))
        raw.rules.update(below.rules)
        raw.trapp, raw.plankrav, raw.aarshjul, raw.roller = below.trapp, below.plankrav, below.aarshjul, below.roller

    def _switched_off(self, raw: _Raw, source: Source) -> None:
        for i, name in enumerate(_list(raw.head.get("slått_av"))):
            pack, _, id_ = str(name).rpartition("/")
            rules = self.common if pack == FELLES else raw.rules
            if rules.pop(id_, None) is not None:
                continue
            meant = mente_du(id_, rules)
            message = f"det finnes ingen regel {sitat(name)} å slå av" + (f" – mente du «{meant}»?" if meant else "")
            remedy = (
                None
                if meant
                else f"reglene er {liste(rules)}"
                if rules
                else "«slått_av» virker bare sammen med «bygger_på»"
            )
            self._tell(source, Problem(("slått_av", i), "F203", message, remedy))

    def _rule(self, pack: str, entry: _Entry) -> Regel | None:
        values = entry.values
        problems = check_rule(values, entry.at, felles=pack == FELLES)
        for problem in problems:
            self._tell(entry.source, problem)
        if any(p.severity is Severity.FEIL for p in problems):
            return None
        slag = values["slag"]
        kind = KINDS.get(slag)
        krav = tuple(_requirement(item) for item in values.get("oppfølging") or ())
        if slag == "frist" and not krav:
            krav = (Krav(Hvem(str(values.get("tittel") or values["id"]), "kontaktlærer"), ""),)
        return Regel(
            id=f"{pack}/{values['id']}",
            tittel=str(values.get("tittel") or ""),
            opphav=entry.opphav,
            slag=slag,
            kind=kind,
            params=kind.parse(values) if kind else _case_parameters(slag, values),
            sjekk=frozenset(values.get("sjekk") or STANDARD_CHECKS),
            krav=krav,
            ivaretas_av_plan=values.get("ivaretas_av") == "plan",
            tolkning=values.get("tolkning") == "ja",
            forklaring=str(values.get("forklaring") or ""),
            kilde=str(values.get("kilde") or ""),
        )

    def _rest(self, raw: _Raw, source: Source, bad: set[Route]) -> None:
        steps = _good(raw.head, "trapp", bad)
        named = [s.get("id") for s in _list(raw.head.get("trapp")) if isinstance(s, dict)]
        problems = list(check_staircase(steps, named))
        for i, task in _good(raw.head, "årshjul", bad):
            problems += check_role(("årshjul", i, "ansvarlig"), task.get("ansvarlig"))
        for problem in problems:
            self._tell(source, problem)
        wrong = {p.route[1] for p in problems if p.severity is Severity.FEIL}
        if raw.head.get("trapp") is not None:  # a key that is left empty changes nothing
            raw.trapp = _staircase([step for i, step in steps if i not in wrong])
        if raw.head.get("plankrav") is not None:
            own = {k["krav"]: k for _, k in _good(raw.head, "plankrav", bad)}
            inherited = {k.krav: k for k in raw.plankrav}
            raw.plankrav = tuple({**inherited, **{name: _plankrav(k) for name, k in own.items()}}.values())
        if raw.head.get("årshjul") is not None:
            raw.aarshjul = tuple(_task(t) for _, t in _good(raw.head, "årshjul", bad))
        roles = raw.head.get("roller")
        raw.roller |= {k: str(v) for k, v in roles.items() if v is not None} if isinstance(roles, dict) else {}

    def _tell(self, source: Source, problem: Problem) -> None:
        self.diagnostics.append(source.diagnose(problem))


def _good(head: Mapping[str, Any], key: str, bad: set[Route]) -> list[tuple[int, dict[str, Any]]]:
    """The list's entries without errors, each with its number in the file."""
    wrong = {r[1] for r in bad if r[:1] == (key,) and len(r) > 1}
    return [(i, e) for i, e in enumerate(_list(head.get(key))) if i not in wrong and isinstance(e, dict)]


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _case_parameters(slag: str, values: Mapping[str, Any]) -> Fristregel | Fellesregel:
    if slag == "felles":
        return Fellesregel(values["hva"], values.get("dager"))
    return Fristregel(_spor(values["etter"]), _spor(values["krever"]), _frist(values.get("innen")))


def _spor(raw: Any) -> tuple[Spor, ...]:
    found = []
    for part in raw if isinstance(raw, list) else [raw]:
        if isinstance(part, str):
            found.append(Spor(part))
        elif part.get("trinn") is not None:
            found.append(Spor("", trinn=part["trinn"]))
        else:
            worry = part.get("bekymring")
            found.append(Spor(part["kontakt"], bekymring=None if worry is None else worry == "ja"))
    return tuple(found)


def _frist(raw: Mapping[str, Any] | None) -> Frist | None:
    given = {k: int(v) for k, v in (raw or {}).items() if k in ("dager", "skoledager") and v is not None}
    return Frist(*next(iter(given.items()))) if given else None


def _requirement(item: Mapping[str, Any]) -> Krav:
    handover = item.get("ved_ubesvart") or {}
    return Krav(
        Hvem(str(item["handling"]), str(item["ansvarlig"])),
        item.get("oppfylles_av") or "",
        _frist(item.get("frist")),
        Hvem(str(handover.get("handling") or item["handling"]), str(handover.get("ansvarlig") or item["ansvarlig"]))
        if handover
        else None,
    )


def _staircase(steps: Sequence[Mapping[str, Any]]) -> tuple[Trinn, ...]:
    found, nr = [], 0
    for step in steps:
        optional = step.get("valgfritt") == "ja"
        nr += not optional
        navn = str(step.get("navn") or step["id"])
        found.append(
            Trinn(
                id=step["id"],
                nr=max(nr, 1),
                navn=navn,
                handling=str(step.get("handling") or navn[:1].lower() + navn[1:]),
                ansvarlig=str(step.get("ansvarlig") or "kontaktlærer"),
                naadd_av=_spor(step["nådd_av"]),
                frist=_step_deadline(step.get("frist")),
                valgfritt=optional,
                tolkning=step.get("tolkning") == "ja",
                forklaring=str(step.get("forklaring") or ""),
                kilde=str(step.get("kilde") or ""),
            )
        )
    return tuple(found)


def _step_deadline(raw: Mapping[str, Any] | None) -> Trinnfrist | None:
    if not raw:
        return None
    return Trinnfrist(
        _spor(raw["etter"]), _frist(raw) or _frist(raw.get("ellers")), raw.get("dato"), _frist(raw.get("tidligst"))
    )


def _plankrav(raw: Mapping[str, Any]) -> Plankrav:
    return Plankrav(
        raw["krav"],
        raw.get("styrke") or "skal",
        raw.get("dager"),
        tuple(str(h) for h in raw.get("hvem") or ()),
        raw.get("tolkning") == "ja",
        str(raw.get("forklaring") or ""),
        str(raw.get("kilde") or ""),
    )


def _task(raw: Mapping[str, Any]) -> Aarsoppgave:
    return Aarsoppgave(
        str(raw["hva"]),
        str(raw.get("når") or ""),
        str(raw.get("ansvarlig") or ""),
        raw.get("for") == "saker",
        str(raw.get("forklaring") or ""),
        str(raw.get("kilde") or ""),
    )
