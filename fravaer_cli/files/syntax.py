"""From bytes to parser events: decoding, the checks of the bare text, both parsers, and their errors in Norwegian.

The fast parser (libyaml 0.1) rejects a few things that are right in YAML 1.2, such as `{kl: 08:45}`. It goes first;
where it stops, the slow one reads the text again, and its verdict counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from ruamel.yaml import events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from fravaer_cli.diagnostics import Diagnostic, Place, Related, Severity
from fravaer_cli.texts import LINJESKIFT


class FlatScalar:
    """A scalar event with one constructor, where ruamel's own calls three, one inside the other.

    Nine events of ten are scalars, and their constructors are a third of what the C parser costs.
    """

    __slots__ = ("anchor", "ctag", "end_mark", "implicit", "start_mark", "style", "value")

    def __init__(
        self, anchor: Any, ctag: Any, implicit: Any, value: str, start_mark: Any, end_mark: Any, style: Any = None
    ) -> None:
        self.anchor, self.ctag, self.implicit, self.value = anchor, ctag, implicit, value
        self.start_mark, self.end_mark, self.style = start_mark, end_mark, style

    @property
    def tag(self) -> str | None:
        """The tag as text."""
        return None if self.ctag is None else str(self.ctag)


class _FlatStart:
    """The beginning of a collection, as `FlatScalar`."""

    __slots__ = ("anchor", "ctag", "end_mark", "flow_style", "implicit", "start_mark")

    def __init__(
        self, anchor: Any, ctag: Any, implicit: Any, start_mark: Any, end_mark: Any, flow_style: Any = None
    ) -> None:
        self.anchor, self.ctag, self.implicit = anchor, ctag, implicit
        self.start_mark, self.end_mark, self.flow_style = start_mark, end_mark, flow_style

    @property
    def tag(self) -> str | None:
        """The tag as text."""
        return None if self.ctag is None else str(self.ctag)


class FlatMapping(_FlatStart):
    """The beginning of a mapping."""

    __slots__ = ()


class FlatSequence(_FlatStart):
    """The beginning of a list."""

    __slots__ = ()


try:
    import _ruamel_yaml  # type: ignore[import-not-found]
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]

    # The C parser makes its events of the classes that it finds in its own namespace. Nothing else here uses it.
    _ruamel_yaml.ScalarEvent = FlatScalar
    _ruamel_yaml.MappingStartEvent, _ruamel_yaml.SequenceStartEvent = FlatMapping, FlatSequence
except ImportError:  # no wheel with the C parser for this machine: everything works, more slowly
    CParser = None

HAS_FAST_PARSER = CParser is not None

EVENT_KINDS: dict[type, str] = {
    FlatScalar: "scalar",
    FlatMapping: "open map",
    FlatSequence: "open list",
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
        raise _stop(Place(file, 1, 1, 1), "F010", "filen er lagret som UTF-16", "velg «Lagre som» og UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        before = data[:position].decode("utf-8-sig", "replace")
        byte = data[position]
        meant = bytes([byte]).decode("cp1252", "ignore")
        guess = f": her står trolig «{meant}» i Windows-1252" if meant.isprintable() and meant else ""
        message = f"filen er ikke lagret som UTF-8{guess} (byte {position + 1}, 0x{byte:02X})"
        raise _stop(place_at(file, before, len(before)), "F010", message, "velg «Lagre som» og UTF-8") from None


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CONFLICT = re.compile(r"^(<{7,}|={7,}|>{7,}|\|{7,})(?:[ \t].*)?\r?$", re.MULTILINE)


class Lines:
    """Where the lines of a text begin, so that places cost next to nothing however many there are."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.starts = [0, *(m.end() for m in LINJESKIFT.finditer(text))]

    def place(self, position: int, length: int = 1) -> Place:
        """The place of a character offset."""
        line = bisect_right(self.starts, position)
        return Place(self.file, line, position - self.starts[line - 1] + 1, length)


def place_at(file: str, text: str, position: int, length: int = 1) -> Place:
    """The place of one character offset."""
    return Lines(file, text).place(position, length)


def check_text(file: str, text: str) -> None:
    """The checks that come before parsing: characters that no text may hold, conflict markers from git, nothing at all.

    Raises:
        SyntaxProblem: with the place of the first.
    """
    bad = _FORBIDDEN.search(text)
    if bad:
        raise invisible(place_at(file, text, bad.start()), bad[0])
    markers = list(_CONFLICT.finditer(text)) if "<<<<<<<" in text or ">>>>>>>" in text else []
    if any(m[1][0] in "<>" for m in markers):
        first, *rest = markers
        lines = Lines(file, text)
        related = tuple(Related(lines.place(m.start(), 7), "og her") for m in rest[:9])
        raise _stop(
            place_at(file, text, first.start(), 7),
            "F013",
            "filen har konfliktmerker fra git: to har endret det samme",
            "velg hva som skal stå, og fjern linjene med <<<<<<<, ======= og >>>>>>>",
            related,
        )
    if not text.strip():
        raise empty(file)


def empty(file: str, *, comments: bool = False) -> SyntaxProblem:
    """The file has no content, or nothing but comments."""
    message = "filen har bare kommentarer" if comments else "filen er tom"
    return _stop(Place(file), "F015", message, "fyll den ut, eller slett den")


def invisible(place: Place, character: str) -> SyntaxProblem:
    """A character that no text may hold."""
    message = f"her står et usynlig tegn som ikke hører hjemme i en tekst (U+{ord(character):04X})"
    return _stop(place, "F011", message, "fjern tegnet, eller hent fram en eldre utgave av filen")


def forbidden(text: str) -> str | None:
    """The first character of a text that no text may hold, however it was written."""
    bad = _FORBIDDEN.search(text)
    return bad[0] if bad else None


FAST_PARSER_FAILED = (YAMLError, ValueError)
"""What the fast parser's events may raise: it gave up, ask the slow one."""


def fast_events(text: str) -> Callable[[], Any]:
    """The C parser's events, one a call; raises one of `FAST_PARSER_FAILED` where it stops."""
    if CParser is None:
        raise YAMLError
    get_event: Callable[[], Any] = CParser(text).get_event
    return get_event


_TAB_AT_END = re.compile(r"[ \t]+$")
_TAB_BETWEEN = re.compile(r"(?<=[^\s\-])[ \t]*\t[ \t]*|[ \t]+$")


def _without_tabs(text: str) -> str:
    """The text with blanks for the tabs that YAML allows and the Python parser does not. Columns stay as they are."""
    if "\t" not in text:
        return text
    lines = []
    for line in text.split("\n"):
        harmless = _TAB_AT_END if '"' in line or "'" in line else _TAB_BETWEEN
        lines.append(harmless.sub(lambda m: " " * len(m[0]), line))
    return "\n".join(lines)


def pure_events(file: str, text: str) -> Callable[[], Any]:
    """The Python parser's events, one a call. Raises SyntaxProblem where the text is wrong."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - seldom needed, and heavy

    stream: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(_without_tabs(text)))

    def next_event() -> Any:
        try:
            return next(stream)
        except MarkedYAMLError as error:
            from fravaer_cli.files.syntax_messages import translate  # noqa: PLC0415 - seldom needed

            raise SyntaxProblem(translate(file, text, error)) from None
        except (YAMLError, ValueError, AssertionError, IndexError, AttributeError, TypeError, RecursionError, KeyError):
            # the Python parser has a few slips of its own on broken text
            message, remedy = (
                "filen kan ikke leses",
                "se etter hermetegn, klammer, kolon eller innrykk som ikke stemmer",
            )
            raise _stop(Place(file, 1, 1, 1), "F002", message, remedy) from None

    return next_event
