"""Column profiles: what another system's columns and words mean, as data.

Those that come with the program lie in `templates/profiler/`, the school's own in `profiler/` beside `skole.yaml`. A
profile's name is its file's: it is what `kilde` says in the logs.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from fravaer_cli import resources
from fravaer_cli.diagnostics import Diagnostic, Problem
from fravaer_cli.errors import UserError
from fravaer_cli.files import schema
from fravaer_cli.files.workspace import read
from fravaer_cli.importing.table import fold
from fravaer_cli.texts import liste, mente_du, sitat

FOLDER = "profiler"
STANDARD = "generisk"
"""The profile where none is named and none is recognised."""

DATOER = {"dag-først": "dag", "måned-først": "måned"}


class Profil(NamedTuple):
    """What a system's table means.

    Attributes:
        id: the file's name without `.yaml`.
        kolonner: our field → the headings it may have, the first that is there counts.
        verdier: our field → {their word, folded → values of our fields}.
        ord: the words of `verdier` as they are written, for «mente du».
        hoppes_over: our field → their words, folded, of rows that are no absence.
        standard: values where a row says nothing else.
        kjennes_paa: headings; where all are there, this profile is chosen.
        datoer: «dag» or «måned»: which is first in 3/9/2025. None: it is found out.
        foedselsnummer: national identity numbers may be written to the logs.
    """

    id: str
    navn: str
    kolonner: Mapping[str, tuple[str, ...]]
    verdier: Mapping[str, Mapping[str, Mapping[str, Any]]]
    ord: Mapping[str, tuple[str, ...]]
    hoppes_over: Mapping[str, frozenset[str]]
    standard: Mapping[str, Any]
    kjennes_paa: tuple[str, ...] = ()
    datoer: str | None = None
    foedselsnummer: bool = False

    def aarsaker(self) -> set[Any]:
        """The reasons that this profile can write."""
        return {values.get("årsak") for words in self.verdier.values() for values in words.values()} | {
            self.standard.get("årsak")
        }


class BadProfile(UserError):
    """A profile with errors in it.

    Attributes:
        diagnostics: what is wrong, with places.
        root: the folder that the places are relative to.
    """

    def __init__(self, name: str, diagnostics: Iterable[Diagnostic], root: Path) -> None:
        super().__init__(f"Profilen {sitat(name)} har feil, så ingenting er importert.", "Rett den, og prøv igjen.")
        self.diagnostics = tuple(diagnostics)
        self.root = root


def shipped_folder() -> Path:
    """Where the profiles that come with the program lie."""
    return resources.folder("templates") / FOLDER


def shipped() -> list[str]:
    """The ids of the profiles that come with the program, the general one first."""
    return sorted((path.stem for path in shipped_folder().glob("*.yaml")), key=lambda id_: (id_ != STANDARD, id_))


def own(root: Path) -> list[str]:
    """The ids of the school's own profiles."""
    folder = root / FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return []
    return sorted(path.stem for path in folder.glob("*.yaml") if path.is_file() and not path.is_symlink())


def named(name: str, root: Path) -> Profil:
    """The profile of that name.

    Raises:
        UserError: there is none.
        BadProfile: it has errors.
    """
    wanted = os.path.normpath(name).removeprefix(f"{FOLDER}{os.sep}").removesuffix(".yaml").casefold()
    for id_ in own(root):
        if id_.casefold() == wanted:
            return load(root / FOLDER / f"{id_}.yaml", root)
    if wanted in shipped():
        return load(shipped_folder() / f"{wanted}.yaml", shipped_folder())
    known = [*own(root), *shipped()]
    meant = mente_du(name, known)
    raise UserError(
        f"Profilen {sitat(name)} finnes ikke." + (f" Mente du «{meant}»?" if meant else ""),
        f"Profilene er {liste(known)}. Lag en ny med --ny-profil NAVN.",
    )


def all_of(root: Path) -> list[Profil]:
    """The school's own profiles without errors, then those that come with the program."""
    found = []
    for id_ in own(root):
        profile, diagnostics = _read(root / FOLDER / f"{id_}.yaml", root)
        if profile and not any(d.is_error for d in diagnostics):
            found.append(profile)
    return found + [named(id_, shipped_folder()) for id_ in shipped() if id_ not in {p.id for p in found}]


def load(path: Path, root: Path) -> Profil:
    """A profile from its file.

    Raises:
        BadProfile: it has errors.
    """
    profile, diagnostics = _read(path, root)
    errors = [d for d in diagnostics if d.is_error]
    if profile is None or errors:
        raise BadProfile(path.stem, errors, root)
    return profile


def diagnose(path: Path, root: Path) -> list[Diagnostic]:
    """All that is wrong in a profile."""
    return _read(path, root)[1]


def _read(path: Path, root: Path) -> tuple[Profil | None, list[Diagnostic]]:
    source = read(root, path)
    problems = schema.validate("profil", source)
    if not problems and isinstance(source.value, dict):
        problems = _lacking(source.value)
    diagnostics = source.diagnostics + [source.diagnose(p) for p in problems]
    if problems or source.bad or not isinstance(source.value, dict):
        return None, diagnostics
    return _built(path.stem, source.value), diagnostics


def _lacking(value: Mapping[str, Any]) -> list[Problem]:
    """What every profile must say: who it is about, and when."""
    given = {field for field, headings in value["kolonner"].items() if headings}
    found = []
    if not given & {"navn", "fornavn", "elev_id"}:
        message = "profilen sier ikke hvilken kolonne eleven står i"
        found.append(Problem(("kolonner",), "F004", message, "legg til «navn: …» eller «elev_id: …»", on_key=True))
    if not given & {"dato", "fra"}:
        message = "profilen sier ikke hvilken kolonne datoen står i"
        found.append(Problem(("kolonner",), "F004", message, "legg til «dato: …» eller «fra: …»", on_key=True))
    return found


def _built(id_: str, value: Mapping[str, Any]) -> Profil:
    def texts(one_or_more: Any) -> tuple[str, ...]:
        several = one_or_more if isinstance(one_or_more, list) else [one_or_more]
        return tuple(str(v) for v in several if v is not None)

    words = {field: words for field, words in (value.get("verdier") or {}).items() if words}
    return Profil(
        id=id_,
        navn=str(value["navn"]),
        kolonner={field: texts(headings) for field, headings in value["kolonner"].items() if headings},
        verdier={field: {fold(word): values or {} for word, values in known.items()} for field, known in words.items()},
        ord={field: tuple(known) for field, known in words.items()},
        hoppes_over={
            field: frozenset(map(fold, texts(skipped))) for field, skipped in (value.get("hoppes_over") or {}).items()
        },
        standard={k: v for k, v in (value.get("standard") or {}).items() if v is not None},
        kjennes_paa=texts(value.get("kjennes_på")),
        datoer=DATOER.get(value.get("datoer") or ""),
        foedselsnummer=value.get("fødselsnummer") == "ja",
    )
