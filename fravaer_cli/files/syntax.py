"""From bytes to parser events: decoding, the checks of the bare text, both parsers, and their errors in Norwegian.

The fast parser (libyaml 0.1) rejects a few things that are right in YAML 1.2, such as `{kl: 08:45}`. It goes first;
where it stops, the slow one reads the text again, and its verdict counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ruamel.yaml import events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from fravaer_cli.diagnostics import Diagnostic, Place, Related, Severity
from fravaer_cli.texts import sitat

try:
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
except ImportError:  # no wheel with the C parser for this machine: everything works, more slowly
    CParser = None

EVENT_KINDS: dict[type, str] = {
    events.StreamStartEvent: "",
    events.StreamEndEvent: "end",
    events.DocumentStartEvent: "document",
    events.DocumentEndEvent: "",
    events.ScalarEvent: "scalar",
    events.AliasEvent: "alias",
    events.MappingStartEvent: "open map",
    events.SequenceStartEvent: "open list",
    events.MappingEndEvent: "close",
    events.SequenceEndEvent: "close",
}


class SyntaxProblem(Exception):
    """The text stops here. Carries the finished diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


class FastParserFailed(Exception):
    """The fast parser gave up; ask the slow one."""


def _stop(
    place: Place, code: str, message: str, suggestion: str | None = None, related: tuple[Related, ...] = ()
) -> SyntaxProblem:
    return SyntaxProblem(Diagnostic(Severity.FEIL, code, message, place, related, suggestion))


_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(file: str, data: bytes) -> str:
    """The bytes as text. UTF-8, with or without byte order mark.

    Raises:
        SyntaxProblem: it is not UTF-8; the message says which byte, and what was probably meant.
    """
    if data[:2] in _UTF16 or (data[:1] and data[1:2] == b"\0") or (data[:1] == b"\0" and data[1:2]):
        raise _stop(Place(file, 1, 1, 1), "F010", "filen er lagret som UTF-16", "lagre den på nytt som UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        before = data[:position].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        byte = data[position]
        meant = bytes([byte]).decode("cp1252", "ignore") if byte >= 0x80 else ""
        guess = f", trolig «{meant}» i Windows-1252" if meant.isprintable() and meant else ""
        message = f"filen er ikke UTF-8: byte {position + 1} er 0x{byte:02X}{guess}"
        raise _stop(Place(file, line, column, 1), "F010", message, "lagre filen på nytt som UTF-8") from None


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?:[ \t].*)?\r?$", re.MULTILINE)


def place_at(file: str, text: str, position: int, length: int = 1) -> Place:
    """The place of a character offset."""
    return Place(file, text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position), length)


def check_text(file: str, text: str) -> None:
    """The checks that come before parsing: characters that no text may hold, conflict markers from git, nothing at all.

    Raises:
        SyntaxProblem: with the place of the first.
    """
    bad = _FORBIDDEN.search(text)
    if bad:
        what = "en NUL-byte" if bad[0] == "\0" else f"et styretegn (U+{ord(bad[0]):04X})"
        raise _stop(
            place_at(file, text, bad.start()),
            "F011",
            f"filen inneholder {what}",
            "fjern tegnet, eller hent fram en eldre utgave av filen",
        )
    markers = list(_CONFLICT.finditer(text)) if "<<<<<<<" in text or ">>>>>>>" in text else []
    if any(m[1][0] in "<>" for m in markers):
        first, *rest = markers
        related = tuple(Related(place_at(file, text, m.start(), 7), "og her") for m in rest)
        raise _stop(
            place_at(file, text, first.start(), 7),
            "F013",
            "filen har konfliktmerker fra git: to har endret det samme",
            "velg hva som skal stå, og fjern linjene med <<<<<<<, ======= og >>>>>>>",
            related,
        )
    if not text.strip():
        raise empty(file)


def empty(file: str) -> SyntaxProblem:
    """The file has no content (comments are none)."""
    return _stop(Place(file, 1, 1, 1), "F015", "filen er tom", "fyll den ut, eller slett den")


def fast_events(text: str) -> Callable[[], Any]:
    """The C parser's events, one a call. Raises FastParserFailed where it stops."""
    if CParser is None:
        raise FastParserFailed
    try:
        get_event = CParser(text).get_event
    except YAMLError:
        raise FastParserFailed from None

    def next_event() -> Any:
        try:
            return get_event()
        except (YAMLError, ValueError):
            raise FastParserFailed from None

    return next_event


def pure_events(file: str, text: str) -> Callable[[], Any]:
    """The Python parser's events, one a call. Raises SyntaxProblem where the text is wrong."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - seldom needed, and heavy

    stream: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(text))

    def next_event() -> Any:
        try:
            return next(stream)
        except MarkedYAMLError as error:
            raise SyntaxProblem(_translate(file, text, error)) from None
        except (YAMLError, ValueError, AssertionError, IndexError, AttributeError, TypeError, RecursionError, KeyError):
            # the Python parser has a few slips of its own on broken text
            raise _stop(Place(file, 1, 1, 1), "F002", "filen kan ikke leses som YAML", _LOOK) from None

    return next_event


_LOOK = "se etter hermetegn, klammer, kolon eller innrykk som ikke stemmer"

_BAD_START = "cannot start any token"
_MEANINGS: tuple[tuple[str, str, str | None], ...] = (
    # (pattern of problem | context, message, suggestion); the first that matches counts
    (
        r"unexpected end of stream.*quoted scalar",
        "hermetegnet som begynner her, blir aldri lukket",
        "sett inn det manglende hermetegnet",
    ),
    (
        r"flow sequence",
        "klammen «[» som begynner her, blir ikke lukket riktig",
        "lukk listen med «]», og skill leddene med komma",
    ),
    (
        r"flow mapping",
        "krøllparentesen «{» som begynner her, blir ikke lukket riktig",
        "lukk den med «}», og skill feltene med komma",
    ),
    (
        r"mapping values are not allowed",
        "her står det et kolon som ikke passer inn",
        "sett teksten i hermetegn, eller rett innrykket",
    ),
    (
        r"could not find expected ':'",
        "her mangler det et kolon etter navnet på feltet",
        "skriv «felt: verdi», og rykk inn lange tekster",
    ),
    (r"block sequence entries are not allowed", "en liste kan ikke begynne her", "begynn listen på en ny linje"),
    (
        r"block end|block mapping|block collection|indent",
        "innrykket stemmer ikke med linjene over",
        "bruk mellomrom, like mange på linjer som hører sammen",
    ),
    (_BAD_START, "en tekst kan ikke begynne med dette tegnet", "sett teksten i hermetegn"),
    (
        r"escape",
        "det står en omvendt skråstrek i teksten som ikke betyr noe",
        "bruk enkle hermetegn ('…') rundt teksten",
    ),
    (r"undefined tag handle|tag", "et ord kan ikke begynne med utropstegn", "sett teksten i hermetegn"),
    (r"directive|%", "en linje kan ikke begynne med prosenttegn", "sett teksten i hermetegn"),
    (r"document start", "her kommer det noe etter at filen egentlig er slutt", "rett innrykket på linjen"),
    (r"alias|anchor", "«*» og «&» har en egen betydning først i en tekst", "sett teksten i hermetegn"),
)
_TAB = re.compile(r"^ *\t+[ \t]*(?=\S)", re.MULTILINE)
_START_OF_WHAT = re.compile("quoted scalar|flow sequence|flow mapping")


def _translate(file: str, text: str, error: MarkedYAMLError) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1, 1) if mark else Place(file, 1, 1, 1)
    tabs = list(_TAB.finditer(text))
    if tabs and any(text.count("\n", 0, m.start()) <= (place.line or 1) for m in tabs):
        first, *rest = tabs
        related = tuple(Related(place_at(file, text, m.start(), len(m[0])), "og her") for m in rest[:5])
        first_place = place_at(file, text, first.start(), len(first[0]))
        return Diagnostic(
            Severity.FEIL, "F012", "linjen er rykket inn med tabulator", first_place, related, "bruk mellomrom i stedet"
        )
    if re.search(r"multiple documents|but found another document", str(error.problem)):
        return Diagnostic(
            Severity.FEIL,
            "F014",
            "filen inneholder flere dokumenter",
            place,
            (),
            "fjern linjen «---», eller del filen i to",
        )
    said = f"{error.problem or ''} {error.context or ''}"
    for pattern, message, suggestion in _MEANINGS:
        if re.search(pattern, said):
            if _START_OF_WHAT.search(pattern) and error.context_mark is not None:
                place = Place(file, error.context_mark.line + 1, error.context_mark.column + 1, 1)
            if pattern == _BAD_START:
                line = text.split("\n")[(place.line or 1) - 1]
                start = f"en tekst kan ikke begynne med {sitat(line[(place.column or 1) - 1 :][:1])}"
                return Diagnostic(Severity.FEIL, "F002", start, place, (), suggestion)
            return Diagnostic(Severity.FEIL, "F002", message, place, (), suggestion)
    return Diagnostic(Severity.FEIL, "F002", "filen kan ikke leses videre herfra", place, (), _LOOK)
