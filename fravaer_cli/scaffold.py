"""School, class and case from nothing: what `fravaer init` and `fravaer new` make.

Two steps. `plan_school` and `plan_case` only look, and say which folders and files there should be; `carry_out` makes
them. Nothing that exists is overwritten, and what a failed run has made is taken away again.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from fravaer_cli import resources
from fravaer_cli.cases.school import load_school
from fravaer_cli.errors import UserError
from fravaer_cli.files.names import KINDS, near_miss
from fravaer_cli.files.source import Source
from fravaer_cli.files.workspace import find, find_school, read
from fravaer_cli.rules.pack import STANDARD, NoSuchPack, locate, shipped
from fravaer_cli.school_year import DAY, SchoolCalendar, default_end, default_start, easter_sunday, school_year_of
from fravaer_cli.texts import antall, finn_foedselsnummer, sitat, stor, translitterer, trygg

MAX_NAME = 60
"""The longest name of a folder: paths on shares in Windows end at 260 characters."""
MAX_TEXT = 200

_NOT_PUPILS = frozenset({"dokumenter", "rapporter", "rutiner", "maler", "node_modules", "__pycache__"})
"""Folders that the check does not look into, or that git ignores: a pupil there would be lost."""
_WINDOWS_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i", "ŋ": "ng", "ŧ": "t", "ħ": "h", "ĸ": "k"}
)


class MissingName(UserError):
    """A name that only the user knows was not given. All the rest of what was asked for is in order."""


class State(Enum):
    """What becomes of a planned file."""

    NEW = "new"
    KEPT = "kept"
    """It exists and is the user's: it is left alone."""
    REFRESHED = "refreshed"
    """It exists, is a copy of ours and out of date."""
    SAME = "same"
    """It exists, is a copy of ours and is as it should be."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that should be there, and what becomes of it."""

    path: Path
    content: bytes
    state: State

    @property
    def is_ours(self) -> bool:
        """It is a copied schema, not something to fill in."""
        return self.path.name.endswith(".schema.json")


@dataclass(slots=True)
class Plan:
    """What should be made.

    Attributes:
        cwd: the folder in which the user stands; paths are shown relative to it.
        folders: those to make, outermost first.
        files: in the order in which they are made.
        notes: Norwegian sentences the user should read.
        next_step: a Norwegian line that says what to do now.
    """

    cwd: Path
    folders: list[Path] = field(default_factory=list)
    files: list[PlannedFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    next_step: str = ""

    def add_folder(self, path: Path) -> None:
        """Plan a folder if it does not exist; its parent exists or is planned.

        Raises:
            UserError: something that is no folder stands in the way, or there is no such parent.
        """
        if path in self.folders or path.is_dir():
            return
        if os.path.lexists(path):
            raise UserError(
                f"{self.quoted(path)} er ikke en mappe.", "Velg et annet navn, eller flytt det som ligger der."
            )
        if path.parent not in self.folders and not path.parent.is_dir():
            if os.path.lexists(path.parent):
                raise UserError(f"{self.quoted(path.parent)} er ikke en mappe.", "Velg en annen mappe.")
            raise UserError(
                f"Finner ikke mappen {self.quoted(path.parent)}.", "Lag den først, eller se etter skrivefeil."
            )
        self.folders.append(path)

    def add_file(self, path: Path, content: bytes | str) -> None:
        """Plan a file in a folder that exists or is planned.

        Raises:
            UserError: a file is there under a name that we would not read.
        """
        new = content if isinstance(content, bytes) else content.encode("utf-8")
        if not os.path.lexists(path):
            self._refuse_near_miss(path)
            state = State.NEW
        elif path.name.endswith(".schema.json"):
            state = State.SAME if path.read_bytes() == new else State.REFRESHED
        else:
            state = State.KEPT
        self.files.append(PlannedFile(path, new, state))

    def _refuse_near_miss(self, path: Path) -> None:
        if path.parent in self.folders or path.suffix != ".yaml":
            return
        for name in _names(path.parent):
            if near_miss(name) == (path.name, False):
                raise UserError(
                    f"{sitat(name, 80)} ligger der fra før, og er trolig ment som {path.name}.",
                    f"Gi filen navnet {path.name}.",
                )

    def of(self, *states: State) -> list[PlannedFile]:
        """The files in one of these states."""
        return [f for f in self.files if f.state in states]

    def shown(self, path: Path) -> str:
        """A path as the user would write it."""
        inside = path.is_relative_to(self.cwd)
        return trygg(path.relative_to(self.cwd).as_posix() if inside else str(path))

    def quoted(self, path: Path) -> str:
        """A path in a sentence."""
        return f"«{self.shown(path)}»"

    def as_argument(self, path: Path) -> str:
        """A path as an argument on the command line."""
        shown = self.shown(path)
        return f'"{shown}"' if " " in shown else shown


# --- names and texts ---------------------------------------------------------------------------------------------


def clean_text(text: str, what: str) -> str:
    """A text from the command line as one line: NFC, single spaces, nothing invisible.

    Args:
        what: what the text is, as a Norwegian noun phrase, for messages.

    Raises:
        UserError: nothing is left, it is too long, it is no text, or it looks like an identity number.
    """
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise UserError(f"{stor(what)} kan ikke leses som tekst.", "Skriv det på nytt.")
    line = " ".join(unicodedata.normalize("NFC", text).split())
    line = " ".join("".join(c for c in line if trygg(c) == c and c not in "\ufffe\uffff").split())
    if not line:
        raise UserError(f"{stor(what)} er tomt.", "Skriv noe mellom hermetegnene.")
    if len(line) > MAX_TEXT:
        raise UserError(f"{stor(what)} er på {len(line)} tegn; grensen er {MAX_TEXT}.", "Skriv det kortere.")
    if any(finn_foedselsnummer(line)):
        raise UserError(
            f"{stor(what)} inneholder noe som ligner et fødselsnummer.",
            "Ta det bort: det skal ikke stå i disse filene.",
        )
    return line


def _maybe(text: str | None, what: str) -> str | None:
    return None if text is None else clean_text(text, what)


def folder_name(text: str) -> str:
    """The name of a folder for a text: ASCII, lower case, hyphens («Øyvind Åse» → oeyvind-aase).

    Raises:
        UserError: it cannot be written so, is too long, or names something else in Windows or in a school.
    """
    shown = sitat(text, 80)
    simple = unicodedata.normalize("NFKD", translitterer(text).translate(_LETTERS)).lower()
    letters = []
    for c in simple:
        if c.isascii() and (c.isalnum() or c in "_-"):
            letters.append(c)
        elif unicodedata.category(c)[0] in "LN":
            raise UserError(
                f"{shown} har tegn som ikke kan stå i et mappenavn.", "Skriv det med bokstavene a–å og tall."
            )
        elif unicodedata.category(c) != "Mn":
            letters.append("-")
    name = re.sub("-{2,}", "-", "".join(letters)).strip("-_")
    if not name:
        raise UserError(f"{shown} kan ikke være navnet på en mappe.", "Skriv det med bokstavene a–å og tall.")
    if len(name) > MAX_NAME:
        raise UserError(f"Mappenavnet {shown} er på {len(name)} tegn; grensen er {MAX_NAME}.", "Velg et kortere navn.")
    if _WINDOWS_DEVICES.fullmatch(name):
        raise UserError(f"En mappe kan ikke hete {shown}: navnet er opptatt i Windows.", "Velg et annet navn.")
    if name in _NOT_PUPILS:
        raise UserError(f"Mappen {shown} er satt av til noe annet, og blir ikke kontrollert.", "Velg et annet navn.")
    if any(finn_foedselsnummer(text)):
        raise UserError("Mappenavnet ligner et fødselsnummer.", "Bruk elevens kode i stedet, som 7b-04.")
    return name


def school_year_for(today: date) -> int:
    """The year in which the school year begins that one now prepares for: after the last school day, the next one."""
    year = school_year_of(today)
    return year + 1 if today > default_end(year) else year


def parse_school_year(text: str) -> int:
    """«2026-2027», and also 2026/27 → 2026.

    Raises:
        UserError: it is not two years in a row.
    """
    match = re.fullmatch(r"(20\d\d)[-/–](\d\d|\d{4})", text.strip())
    if not match or int(match[2]) not in (int(match[1]) + 1, (int(match[1]) + 1) % 100):
        raise UserError(f"{sitat(text)} er ikke et skoleår.", "Skriv to år på rad, som 2026-2027.")
    return int(match[1])


def _class_name(folder: str) -> str:
    """klasse7b → 7B."""
    name = re.sub(r"^klasse[ _-]*(?=.)", "", folder, flags=re.IGNORECASE)
    return name.upper() if name[0].isdigit() else stor(name)


def _grade(class_name: str) -> int | None:
    match = re.fullmatch(r"(\d{1,2})[a-zæøå]?", class_name.lower())
    return int(match[1]) if match and 1 <= int(match[1]) <= 13 else None


# --- templates ---------------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ſ][\w '’.-]*(?<![ .])|[0-9]{1,2}[A-DF-ZÆØÅ]{1,2}(-[0-9]{2,3})?")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "ja", "nei"})


def yaml_text(text: str) -> str:
    """A text as a YAML scalar that is read back as the same text; in quotes unless it is plainly nothing but text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def _value(value: object) -> str:
    """What follows a key and its colon: nothing for None."""
    if value is None:
        return ""
    return f" {yaml_text(value) if isinstance(value, str) else value}"


@cache
def _environment() -> Any:
    from jinja2 import FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - heavy

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(resources.folder("templates") / "oppsett"),
        undefined=StrictUndefined,
        autoescape=False,  # YAML, not HTML: the filters below quote
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(yaml=yaml_text, verdi=_value)
    return environment


def _render(template: str, **values: Any) -> str:
    text: str = _environment().get_template(f"{template}.j2").render(values)
    return text


# --- the school --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SchoolWishes:
    """What the user says of a school. None: not said."""

    skole: str | None = None
    kommune: str | None = None
    rutine: str | None = None
    skoleaar: str | None = None
    klasser: Sequence[str] = ()


def plan_school(argument: str, cwd: Path, wishes: SchoolWishes, today: date) -> Plan:
    """The files of a school: what is missing is made, what exists is left alone, our schemas are renewed.

    Args:
        argument: the school's folder, as written on the command line.
        cwd: the folder in which the user stands.
        today: decides the school year where the user does not.

    Raises:
        MissingName: the school has no file yet, and its name was not given.
        UserError: it cannot be made there, or what was given cannot be used.
    """
    plan = Plan(cwd)
    root = cwd / _usable(argument)
    with _explained(root, plan):
        year = parse_school_year(wishes.skoleaar) if wishes.skoleaar else school_year_for(today)
        plan.add_folder(root)
        _refuse_wrong_place(plan, root)
        _add_school_file(plan, root, wishes, year)
        for name, template in _SETTINGS:
            _add_own_folder(plan, (root / name).parent, root)
            plan.add_file(root / name, _render(template))
        classes = [_add_class(plan, root, text, year) for text in wishes.klasser]
        schemas = root / ".fravaer" / "schemas"
        _add_own_folder(plan, schemas.parent, root)
        _add_own_folder(plan, schemas, root)
        for kind in (*KINDS, "rutine"):
            schema = resources.folder("schemas") / f"{kind}.schema.json"
            plan.add_file(schemas / schema.name, schema.read_bytes().replace(b"\r\n", b"\n"))
        plan.next_step = _next_after_school(plan, root, classes[0] if classes else root / "klasse7b", argument)
    if wishes.skole is None and not os.path.lexists(root / "skole.yaml"):
        raise MissingName("Skolens navn mangler.", 'Skriv for eksempel --skole "Solvang skole".')
    return plan


_SETTINGS = (
    (".gitignore", "gitignore"),
    (".gitattributes", "gitattributes"),
    (".vscode/settings.json", "settings.json"),
    (".vscode/extensions.json", "extensions.json"),
)


def _usable(argument: str) -> str:
    if not argument.strip() or "\0" in argument:
        raise UserError("Mappen mangler navn.", "Skriv navnet på mappen, eller «.» for den du står i.")
    return argument


def _refuse_wrong_place(plan: Plan, root: Path) -> None:
    if os.path.lexists(root / "skole.yaml"):
        return
    for name, what in (("sak.yaml", "en elevs mappe"), ("klasse.yaml", "en klassemappe")):
        if os.path.lexists(root / name):
            raise UserError(f"{plan.quoted(root)} er {what}, ikke en skole.", "Oppgi skolens mappe.")
    above = find_school((root if root.is_dir() else root.parent).resolve())
    if above is not None:
        remedy = "Legg den nye skolen et annet sted. Klasser og elever lages med fravaer new."
        raise UserError(f"{plan.quoted(root)} ligger inne i en annen skole ({plan.shown(above)}).", remedy)


def _add_school_file(plan: Plan, root: Path, wishes: SchoolWishes, year: int) -> None:
    skole, kommune = _maybe(wishes.skole, "skolens navn"), _maybe(wishes.kommune, "kommunen")
    rutine = _maybe(wishes.rutine, "rutinen") or STANDARD
    if os.path.lexists(root / "skole.yaml"):
        plan.add_file(root / "skole.yaml", "")
        if skole or kommune or wishes.rutine:
            plan.notes.append("skole.yaml fantes fra før, så navn, kommune og rutine er ikke endret. Rett dem i filen.")
        return
    try:
        locate(rutine, root)
    except NoSuchPack as error:
        message = stor(error.message) + ("" if error.message.endswith("?") else ".")
        raise UserError(message, f"{stor(error.remedy)}.") from None
    values = {
        "skole": skole or "",  # asked for when all the rest is in order
        "kommune": kommune,
        "rutine": rutine,
        "rutiner": shipped(),
        "skoleaar": f"{year}-{year + 1}",
    }
    plan.add_file(root / "skole.yaml", _render("skole.yaml", rute=_example_calendar(year), **values))


def _example_calendar(year: int) -> dict[str, Any]:
    """Dates for the commented-out calendar: possible ones, which the user must change to the municipality's."""
    start, end, easter = default_start(year), default_end(year), easter_sunday(year + 1)
    christmas, newyear = date(year, 12, 23), date(year + 1, 1, 1)
    free = [
        (date.fromisocalendar(year, 41, 1), date.fromisocalendar(year, 41, 5), "høstferie"),
        (christmas - christmas.weekday() * DAY, newyear + (4 - newyear.weekday()) * DAY, "juleferie"),
        (date.fromisocalendar(year + 1, 9, 1), date.fromisocalendar(year + 1, 9, 5), "vinterferie"),
        (easter - 6 * DAY, easter + DAY, "påskeferie"),
    ]
    return {
        "start": start,
        "slutt": end,
        "skille": date.fromisocalendar(year + 1, 2, 5),
        "fri": [{"fra": first, "til": last, "hva": what} for first, last, what in free],
        "planleggingsdag": date.fromisocalendar(year, 46, 5),
        "moetedager": [date.fromisocalendar(year, week, 4) for week in (36, 38, 40)],
    }


def _add_own_folder(plan: Plan, path: Path, root: Path) -> None:
    """A folder of the school. A link would lead our writing out of it."""
    if path != root and path.is_symlink():
        raise UserError(
            f"{plan.quoted(path)} er en snarvei (symbolsk lenke).", "Fjern den, og kjør kommandoen på nytt."
        )
    plan.add_folder(path)


def _class_folder(text: str) -> str:
    """7b → klasse7b; klasse7b and «Gul» as they are."""
    name = folder_name(_plain_part(text))
    return f"klasse{name}" if name[0].isdigit() else name


def _add_class(plan: Plan, root: Path, text: str, year: int) -> Path:
    folder = root / _class_folder(text)
    if _is_case(folder):
        raise UserError(f"{plan.quoted(folder)} er en elevs mappe, ikke en klasse.", "Velg et annet navn på klassen.")
    _add_own_folder(plan, folder, root)
    if folder / "klasse.yaml" not in {f.path for f in plan.files}:
        _add_class_file(plan, folder, CaseWishes(), _class_name(text.strip()), year)
    return folder


def _add_class_file(plan: Plan, folder: Path, wishes: CaseWishes, name: str, year: int) -> None:
    values = {
        "klasse": clean_text(name, "klassens navn"),
        "trinn": wishes.trinn or _grade(name),
        "skoleaar": f"{year}-{year + 1}",
        "kontaktlaerer": _maybe(wishes.kontaktlaerer, "kontaktlærerens navn"),
    }
    plan.add_file(folder / "klasse.yaml", _render("klasse.yaml", **values))


def _next_after_school(plan: Plan, root: Path, klasse: Path, argument: str) -> str:
    if ".." in Path(argument).parts or not root.is_relative_to(plan.cwd):
        return f'Neste: gå til {plan.quoted(root)}, og skriv  fravaer new {klasse.name} --navn "Elevens navn"'
    return f'Neste: fravaer new {plan.as_argument(klasse)} --navn "Elevens navn"'


# --- class and case ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseWishes:
    """What the user says of a pupil, and of a class that is made for it. None: not said."""

    navn: str | None = None
    kode: str | None = None
    status: str = "observert"
    kontaktlaerer: str | None = None
    trinn: int | None = None
    kartlegging: bool = False
    plan: bool = False


def plan_case(argument: str, cwd: Path, wishes: CaseWishes, today: date) -> Plan:
    """The files of a pupil, and of the class if it is new.

    Args:
        argument: KLASSE/ELEV or KLASSE, as written on the command line; without ELEV the code names the folder.
        cwd: the folder in which the user stands.
        today: the case's opening, the start of a plan, and the dates of the examples.

    Raises:
        MissingName: the pupil's name was not given.
        UserError: there is such a case already, or it cannot be made there.
    """
    plan = Plan(cwd)
    with _explained(cwd / _usable(argument), plan):
        target = _find_target(plan, argument)
        _refuse_inside(plan, target)
        name = _name_of_class(target)
        school = find_school(next(f for f in (target.folder, *target.folder.parents) if f.is_dir()).resolve())
        code = _code(target, name, wishes.kode, school)
        pupil = target.folder / (target.pupil or folder_name(code))
        _refuse_case(plan, pupil)
        _add_own_folder(plan, target.folder, cwd)
        if os.path.lexists(target.folder / "klasse.yaml"):
            if wishes.trinn is not None or wishes.kontaktlaerer is not None:
                plan.notes.append(
                    "klasse.yaml fantes fra før, så trinn og kontaktlærer er ikke endret. Rett dem i filen."
                )
        else:
            _add_class_file(plan, target.folder, wishes, name, school_year_for(today))
        _add_own_folder(plan, pupil, cwd)
        _add_case_files(plan, pupil, wishes, code, _Days.of(school, today))
        if school is None:
            plan.notes.append("Fant ingen skole.yaml her eller over. Skolen lages med fravaer init.")
        if wishes.plan:
            plan.notes.append(f"Tiltaksplanen gjelder fra {today}. Rett «fra» hvis den begynner en annen dag.")
            plan.notes.append("Så lenge den gjelder, minner noen regler ikke om nytt fravær.")
        sak = plan.as_argument(pupil / "sak.yaml")
        plan.next_step = f"Neste: fyll ut {sak}, og kontroller med  fravaer check {plan.as_argument(target.folder)}"
    return plan


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a case goes.

    Attributes:
        folder: the class's folder, which need not exist.
        typed: the class's name as the user wrote it.
        pupil: the name of the pupil's folder; None where the code is to name it.
    """

    folder: Path
    typed: str
    pupil: str | None


_HOW_TO_NAME = "Stå i skolens mappe, og skriv klassen og eleven, som klasse7b/amin."


def _plain_part(part: str) -> str:
    """A part of a path, if it is a name and no trick.

    Raises:
        UserError: it is hidden, leads elsewhere, or is no text.
    """
    part = unicodedata.normalize("NFC", part.strip())
    if part.startswith((".", "~")) or any(trygg(c) != c for c in part):
        raise UserError(f"{sitat(part, 80)} kan ikke være navnet på en mappe.", _HOW_TO_NAME)
    return part


def _find_target(plan: Plan, argument: str) -> _Target:
    """Tell class from pupil in what was written, by what is on disk; see the tests for each kind."""
    argument = _usable(argument).replace("\\", "/")
    if PurePosixPath(argument).is_absolute() or PureWindowsPath(argument).drive:
        raise UserError("Stien må gå ut fra mappen du står i.", _HOW_TO_NAME)
    typed = [_plain_part(p) for p in argument.split("/") if p.strip() and p.strip() != "."]
    path = plan.cwd
    for part in typed:
        path = _step(plan, path, part)
    _refuse_case(plan, path)
    if not _is_class(path):
        if os.path.lexists(path / "skole.yaml") or not typed:
            where = plan.as_argument(path / "klasse7b")
            raise UserError(f"{plan.quoted(path)} er ikke en klasse.", f"Skriv klassen også, for eksempel {where}.")
        names_class = len(typed) == 1 or re.match(r"klasse[-_]?\d", path.name) is not None
        holds_classes = os.path.lexists(path.parent / "skole.yaml") or _holds_classes(path.parent)
        if _is_class(path.parent) or not (names_class or holds_classes):
            return _Target(path.parent, typed[-2] if len(typed) > 1 else path.parent.name, path.name)
    return _Target(path, typed[-1] if typed else path.name, None)


def _step(plan: Plan, folder: Path, part: str) -> Path:
    """The folder that a part of the path means: the one that is there, else the one to be made."""
    for form in (part, unicodedata.normalize("NFD", part)):
        path = folder / form
        if path.is_symlink():
            raise UserError(
                f"{plan.quoted(path)} er en snarvei (symbolsk lenke), og blir ikke fulgt.",
                "Bruk mappen der den ligger.",
            )
        if path.is_dir() and part not in _NOT_PUPILS:
            return path
    named = folder / folder_name(part)
    return _step(plan, folder, named.name) if named.name != part and named.is_dir() else named


def _refuse_case(plan: Plan, folder: Path) -> None:
    if _is_case(folder):
        message = f"{plan.quoted(folder)} har en sak fra før. Ingenting er endret."
        raise UserError(message, "Rett i filene der, eller velg et annet mappenavn.")


def _is_case(folder: Path) -> bool:
    return os.path.lexists(folder / "sak.yaml")


def _is_class(folder: Path) -> bool:
    return os.path.lexists(folder / "klasse.yaml") or any(_is_case(folder / n) for n in _names(folder))


def _holds_classes(folder: Path) -> bool:
    return any(_is_class(folder / n) for n in _names(folder))


def _names(folder: Path) -> list[str]:
    try:
        return sorted(p.name for p in folder.iterdir())
    except OSError:
        return []


def _refuse_inside(plan: Plan, target: _Target) -> None:
    """No case within a case, and no new class within a class: neither would be found, or meant."""
    new = not target.folder.is_dir()
    for above in (target.folder, *target.folder.parents):
        if _is_case(above):
            raise UserError(f"{plan.quoted(above)} er en elevs mappe.", "Gå til skolens mappe, og prøv igjen.")
        if new and (os.path.lexists(above / "klasse.yaml") or (above == plan.cwd and _is_class(above))):
            raise UserError(
                f"{plan.quoted(above)} er en klasse, og en klasse kan ikke ligge i en annen.",
                f"Skal eleven i denne klassen, er det nok å skrive {target.pupil or 'elevens mappe'}."
                if above == plan.cwd
                else "Gå til skolens mappe, og prøv igjen.",
            )
        if os.path.lexists(above / "skole.yaml") or os.path.lexists(above / ".git"):
            return


def _name_of_class(target: _Target) -> str:
    """What `klasse.yaml` says, else by the folder's name."""
    source = read(target.folder, target.folder / "klasse.yaml")
    said = source.value.get("klasse") if isinstance(source.value, dict) else None
    return str(said).strip() if isinstance(said, str | int | float) and str(said).strip() else _class_name(target.typed)


def _code(target: _Target, class_name: str, wanted: str | None, school: Path | None) -> str:
    """The code that the user gives, if nobody has it; else the class's next one, above all that are in use."""
    used = {c.casefold() for c in _codes(target.folder, school)}
    if wanted is not None:
        code = clean_text(wanted, "koden")
        if code.casefold() in used:
            raise UserError(
                f"En annen elev har koden {sitat(code)}.",
                "Velg en annen kode, eller utelat --kode og få den neste ledige.",
            )
        return code
    try:
        prefix = folder_name(class_name)
    except UserError:
        prefix = folder_name(target.folder.name)
    prefix = prefix[: MAX_NAME - 10].rstrip("-_")
    numbered = re.compile(re.escape(prefix) + r"-([0-9]{1,6})")
    taken = [numbered.fullmatch(n) for n in (*used, *(n.casefold() for n in _names(target.folder)))]
    return f"{prefix.upper()}-{max((int(m[1]) for m in taken if m), default=0) + 1:02}"


_KODE = re.compile(r"^kode:[ \t]*[\"']?([^\"'#\n]*)", re.MULTILINE)


def _codes(folder: Path, school: Path | None) -> Iterator[str]:
    """The codes of all pupils in the school, or in the class where there is no school; also from files with errors."""
    if school is None and not folder.is_dir():
        return
    workspace = find(str(school or folder))
    for case in workspace.cases:
        source: Source = read(workspace.root, case.path / "sak.yaml")
        if isinstance(source.value, dict):
            code = source.value.get("kode")
            if isinstance(code, str | int | float):
                yield str(code)
        else:
            yield from (m[1].strip() for m in _KODE.finditer(source.text))


@dataclass(frozen=True, slots=True)
class _Days:
    """Dates for the examples: today, a week from now, and eight school days of one school year that have been."""

    today: date
    later: date
    school_days: Sequence[date]

    @classmethod
    def of(cls, school: Path | None, today: date) -> _Days:
        known = load_school(find(str(school))).calendar if school else SchoolCalendar()
        for calendar in (known, SchoolCalendar()):
            for year in (school_year_of(today), school_year_of(today) - 1):
                days = calendar.school_days(date(year, 8, 1), min(today, date(year + 1, 7, 31)))[-8:]
                if len(days) == 8:
                    return cls(today, today + timedelta(days=7), [date.fromordinal(d) for d in days])
        raise AssertionError("a whole school year without school days")


def _add_case_files(plan: Plan, folder: Path, wishes: CaseWishes, code: str, days: _Days) -> None:
    """`sak.yaml` first: a pupil whose folder is half made is then seen, not lost."""
    kinds = ["sak", "fravaer", "kontakt"]
    if wishes.kartlegging or wishes.plan or wishes.status == "aktiv":
        kinds.append("kartlegging")
    if wishes.plan:
        kinds += ["tiltaksplan", "evaluering"]
    if wishes.navn is None:
        raise MissingName("Elevens navn mangler.", 'Skriv for eksempel --navn "Amin Yusuf".')
    values = {
        "navn": clean_text(wishes.navn, "elevens navn"),
        "kode": code,
        "status": wishes.status,
        "aapnet": days.today if wishes.status == "aktiv" else None,
        "idag": days.today,
        "om_en_uke": days.later,
        "dager": days.school_days,
    }
    for kind in kinds:
        plan.add_file(folder / f"{kind}.yaml", _render(f"{kind}.yaml", **values))


# --- writing -----------------------------------------------------------------------------------------------------


def carry_out(plan: Plan) -> None:
    """Make what was planned: all of it, or nothing.

    Raises:
        UserError: the disk said no. What this run had made is removed again.
    """
    undo: list[Callable[[], object]] = []
    try:
        for folder in plan.folders:
            with _explained(folder, plan):
                folder.mkdir()
            undo.append(folder.rmdir)
        for file in plan.of(State.NEW, State.REFRESHED):
            with _explained(file.path, plan):
                _write(file)
            if file.state is State.NEW:  # a renewed schema is no worse for being new
                undo.append(file.path.unlink)
    except BaseException:
        for step in reversed(undo):
            with suppress(OSError):
                step()
        raise


def _write(file: PlannedFile) -> None:
    """Write one file, whole or not at all."""
    temporary = _write_beside(file.path, file.content)
    try:
        if file.state is State.REFRESHED:
            temporary.replace(file.path)
        else:
            _put_in_place(temporary, file.path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write_beside(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _put_in_place(temporary: Path, path: Path) -> None:
    """Give the finished file its name, unless something has that name.

    Raises:
        FileExistsError: something has.
    """
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this disk: take the name first, then put the file there
        with path.open("xb"):
            pass
        try:
            temporary.replace(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


@contextmanager
def _explained(path: Path, plan: Plan) -> Iterator[None]:
    """Turns what the operating system says of a path into a Norwegian error."""
    try:
        yield
    except OSError as error:
        message, remedy = _REASONS.get(error.errno or 0, _UNKNOWN)
        raise UserError(message.format(plan.quoted(path)), remedy) from None


_NO_ACCESS = ("Du mangler tilgang til {}.", "Be den som eier mappen, om å få skrive der. Ingenting er laget.")
_FULL = ("Det er ikke plass på disken til {}.", "Frigjør plass, og kjør kommandoen på nytt. Ingenting er laget.")
_GONE = ("{} kan ikke lages: en mappe på veien er borte eller er en fil.", "Se etter i mappen, og prøv igjen.")
_UNKNOWN = ("{} kan ikke skrives.", "Se om disken eller nettverket er tilgjengelig, og prøv igjen. Ingenting er laget.")
_REASONS = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _NO_ACCESS),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _FULL),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.EISDIR), _GONE),
    errno.EEXIST: ("{} ble laget av noen andre i mellomtiden.", "Kjør kommandoen på nytt. Ingenting er laget."),
    errno.ENAMETOOLONG: ("Navnet på {} er for langt for denne disken.", "Velg et kortere navn."),
}


# --- telling -----------------------------------------------------------------------------------------------------


def describe(plan: Plan, *, dry_run: bool = False) -> str:
    """What was made (or would be), what was left alone, and what to do next: Norwegian lines for the screen."""
    new = [f"{plan.shown(p)}/" for p in plan.folders if not p.name.startswith(".") and p.name != "schemas"]
    new += _lines(plan, plan.of(State.NEW))
    sections = (
        ("Ville laget:" if dry_run else "Laget:", new),
        (
            "Ville fornyet (våre skjemaer):" if dry_run else "Fornyet (våre skjemaer):",
            _lines(plan, plan.of(State.REFRESHED)),
        ),
        ("Fantes fra før, ikke rørt:", _lines(plan, plan.of(State.KEPT))),
    )
    lines = [line for title, items in sections if items for line in (title, *(f"  {i}" for i in items), "")]
    if not plan.of(State.NEW, State.REFRESHED) and not new:
        lines += ["Ingenting mangler.", ""]
    lines += [*plan.notes, *([""] if plan.notes else [])]
    return "\n".join([*lines, "Ingenting er skrevet (--dry-run)." if dry_run else plan.next_step])


def _lines(plan: Plan, files: Iterable[PlannedFile]) -> list[str]:
    files = list(files)
    schemas = [f for f in files if f.is_ours]
    lines = [plan.shown(f.path) for f in files if not f.is_ours]
    if schemas:
        lines.append(
            f"{plan.shown(schemas[0].path.parent)}/ ({antall(len(schemas), 'skjema', 'skjemaer')} til hjelp i editoren)"
        )
    return lines
