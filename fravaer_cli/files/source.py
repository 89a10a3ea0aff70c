"""A YAML file as values and exact places, from one pass over the parser's events.

The parser's `compose` recurses (deep nesting ends the process) and swells (60 MB becomes 4 GB); its events do neither.
So values and places are built here, with depth, aliases and doubled keys counted on the way. What stops the reading
altogether (not UTF-8, broken syntax …) leaves `value` None; what does not is told and the rest is read.

Numbers are numbers only where nothing is lost by it (`007`, `+47…` and `1.50` stay text), so that a text field may
hold a plain number and `str(value)` is always what was written. Dates stay text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from fravaer_cli.diagnostics import Diagnostic, Place, Problem, Related, Route, Severity
from fravaer_cli.files import syntax
from fravaer_cli.files.syntax import SyntaxProblem
from fravaer_cli.texts import finn_foedselsnummer, linjer, sitat, tusen

MAX_BYTES = 5_000_000
MAX_DEPTH = 64
MAX_ALIAS_NODES = 10_000
MAX_NODES = 300_000
"""Values in one file. A pupil's log has some hundreds; so many cost more time and memory than anybody has."""
MAX_DOUBLES = 500
MAX_IDENTITY_NUMBERS = 50
"""So many are told of in one file; who mends them sees the rest next time."""

Node = Any
"""Where a value stands. A scalar's parser event is its node: it has the marks, which are read only if asked for. A
collection's node is a `_Place`."""


class _Place:
    """Where a collection stands.

    Attributes:
        start_mark: of the event that opened it; `end_mark` of the one that closed it. Counted from 0.
        children: a list of nodes, or {key: (the key's event, node)}.
    """

    __slots__ = ("children", "end_mark", "start_mark")

    def __init__(self, start_mark: Any, end_mark: Any, children: Any) -> None:
        self.start_mark, self.end_mark, self.children = start_mark, end_mark, children


class Source:
    """A file that was read, wholly or in part.

    Attributes:
        file: path relative to the school folder, as shown.
        text: the text as decoded, without byte order mark.
        value: mappings, lists and scalars (text, int, float, bool, None); None if nothing could be read.
        diagnostics: what reading itself found.
        bad: routes of values that reading found wrong (a doubled key).
        split_keys: routes of flow keys without a colon: a comma in an unquoted text has probably split it.
    """

    def __init__(self, file: str, text: str = "") -> None:
        self.file, self.text = file, text
        self.value: Any = None
        self.diagnostics: list[Diagnostic] = []
        self.bad: list[Route] = []
        self.split_keys: set[Route] = set()
        self.root: Node | None = None
        self.lines: list[str] = []

    def line(self, route: Route) -> int:
        """The line on which the value at the end of the route begins, counted from 1."""
        return self.place(route).line or 1

    def place(self, route: Route, *, on_key: bool = False) -> Place:
        """Where the value (or the key) at the end of the route stands; the nearest place if the route leads nowhere."""
        node, key = self.root, None
        for step in route:
            children = node.children if isinstance(node, _Place) else None
            if isinstance(children, dict) and step in children:
                key, node = children[step]
            elif isinstance(children, list) and isinstance(step, int) and step < len(children):
                node, key = children[step], None
            else:
                break
        if node is None:
            return Place(self.file, 1, 1, 1)
        line, column, end_line, end_column = _marks(node)
        if key is not None and (on_key or (line, column) == (end_line, end_column)):
            line, column, end_line, end_column = _marks(key)
        elif isinstance(node, _Place):  # a collection: its first character
            end_line, end_column = line, column + 1
        if end_line != line:
            self.lines = self.lines or linjer(self.text)
            end_column = len(self.lines[line]) if line < len(self.lines) else column
        return Place(self.file, line + 1, column + 1, max(1, end_column - column))

    def diagnose(self, problem: Problem) -> Diagnostic:
        """The problem with its lines and columns."""
        return Diagnostic(
            problem.severity,
            problem.code,
            problem.message,
            self.place(problem.route, on_key=problem.on_key),
            tuple(Related(self.place(route), message) for route, message in problem.related),
            problem.suggestion,
            secret=problem.route[:1] == ("meldinger",),
        )


def _marks(node: Node) -> tuple[int, int, int, int]:
    start, end = node.start_mark, node.end_mark
    return start.line, start.column, end.line, end.column


def parse(file: str, data: bytes) -> Source:
    """Read a file's bytes, at most `MAX_BYTES` of them.

    Args:
        file: how the file is called in what is shown.
        data: the file's content.
    """
    source = Source(file)
    try:
        source.text = syntax.decode(file, data)
        syntax.check_text(file, source.text)
        try:
            _Builder(source, syntax.fast_events(source.text)).build()
        except syntax.FAST_PARSER_FAILED:
            _forget(source)
            _Builder(source, syntax.pure_events(file, source.text)).build()
        if source.value is None:
            raise syntax.empty(file, comments=True)
    except SyntaxProblem as error:
        _forget(source)
        source.diagnostics.append(error.diagnostic)
    numbers = list(islice(finn_foedselsnummer(source.text), MAX_IDENTITY_NUMBERS))
    if numbers:
        lines = syntax.Lines(file, source.text)
        source.diagnostics += [_identity_number(lines.place(start, end - start)) for start, end in numbers]
    return source


def _forget(source: Source) -> None:
    source.value, source.root = None, None
    source.diagnostics, source.bad, source.split_keys = [], [], set()


def _identity_number(place: Place) -> Diagnostic:
    return Diagnostic(
        Severity.ADVARSEL,
        "F030",
        "her står det noe som ligner et fødselsnummer",
        place,
        suggestion="fjern det: fødselsdato er nok, og fødselsnummer skal ikke ligge i disse filene",
    )


_INT = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,11})\.[0-9]{1,12}\Z")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_SPECIAL = frozenset("-0123456789~nNtTfF")
"""What a text that is something else than text begins with."""
_CORE_TAG = "tag:yaml.org,2002:"
_CORE_TYPES = frozenset({"str", "map", "seq", "int", "float", "null", "bool"})


def resolve(text: str) -> str | int | float | bool | None:
    """A plain scalar's value by YAML 1.2's core schema, but a number only if it is written as we would write it."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789" and text[4:5] != "-":  # what looks like a date stays text
        if _INT.match(text) and text != "-0":
            return int(text)
        if _FLOAT.match(text) and repr(float(text)) == text:
            return float(text)
    return text


class _Open:
    """A collection that is not closed yet.

    Attributes:
        height: how many levels it holds so far, itself included.
        key: the mapping's key that waits for its value; `key_event` is where it stands.
    """

    __slots__ = ("anchor", "children", "flow", "height", "is_map", "key", "key_event", "nodes_before", "start", "value")

    def __init__(self, event: Any, is_map: bool, nodes_before: int) -> None:
        self.value: Any = {} if is_map else []
        self.children: Any = {} if is_map else []
        self.is_map, self.flow, self.anchor = is_map, event.flow_style, event.anchor
        self.nodes_before, self.start, self.height = nodes_before, event.start_mark, 1
        self.key: str | None = None
        self.key_event: Any = None


class _Builder:
    """Builds one document's values and places, iteratively."""

    def __init__(self, source: Source, next_event: Callable[[], Any]) -> None:
        self.source = source
        self.next_event = next_event
        self.anchors: dict[str, tuple[Any, Node, int, int] | None] = {}
        """(value, node, nodes, levels) by anchor; None while it is open."""
        self.stack: list[_Open] = []
        self.nodes = 0
        self.alias_nodes = 0

    def build(self) -> None:
        kinds, documents, next_event, stack = syntax.EVENT_KINDS, 0, self.next_event, self.stack
        top: _Open | None = None
        while True:
            event = next_event()
            kind = kinds[type(event)]
            if kind == "scalar":
                if top is not None and event.ctag is event.anchor is None and event.implicit[0]:
                    # nine events of ten, done here without a call: a plain key, or a plain value of a known key
                    text, key = event.value, top.key
                    if not text.isascii():
                        text = unicodedata.normalize("NFC", text)
                    if key is None and top.is_map:
                        top.key, top.key_event = text, event
                        continue
                    if text and key is not None and key not in top.children:
                        top.key = None
                        top.value[key] = resolve(text) if text[0] in _SPECIAL else text
                        top.children[key] = (top.key_event, event)
                        self.nodes += 1
                        continue
                self._scalar(event)
            elif kind in ("open map", "open list"):
                self._open(event, kind == "open map")
                top = stack[-1]
            elif kind == "close":
                self._close(event)
                top = stack[-1] if stack else None
            elif kind == "alias":
                self._add(*self._alias(event), event)
            elif kind == "document":
                documents += 1
                if documents > 1:
                    message = "filen er delt i to med «---» eller «...», og bare én del kan leses"
                    raise self._stop("F014", message, event, "fjern linjen, eller del filen i to filer")
            elif kind == "end":
                return

    def _stop(self, code: str, message: str, event: Any, suggestion: str | None = None) -> SyntaxProblem:
        place = Place(self.source.file, event.start_mark.line + 1, event.start_mark.column + 1, 1)
        return SyntaxProblem(Diagnostic(Severity.FEIL, code, message, place, suggestion=suggestion))

    def _count(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"filen har mer enn {tusen(MAX_NODES)} verdier, som er grensen"
            raise self._stop("F019", message, event, "del den opp, eller fjern det som ikke hører hjemme her")

    def _too_deep(self, event: Any) -> SyntaxProblem:
        message = f"filen har mer enn {MAX_DEPTH} nivåer inni hverandre"
        return self._stop("F018", message, event, "se etter klammer som ikke er lukket")

    def _scalar(self, event: Any) -> None:
        text = event.value
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)  # a Mac writes å as two characters
        if event.style == '"':
            self._check_escapes(event, text)
        top = self.stack[-1] if self.stack else None
        if event.ctag is not None:
            self._check_tag(event)
        if top is not None and top.is_map and top.key is None:
            top.key, top.key_event = text, event
            if event.anchor:
                self.anchors[event.anchor] = (text, event, 1, 0)
            return
        value = resolve(text) if event.implicit[0] and event.ctag is None else text
        self._count(event)
        if event.anchor:
            self.anchors[event.anchor] = (value, event, 1, 0)
        if text == "" and top and top.flow and top.key is not None and _marks(top.key_event)[2:] == _marks(event)[:2]:
            # nothing, not even a colon, stands between key and value
            self.source.split_keys.add((*self._route(), top.key))
        self._add(value, event, event)

    def _open(self, event: Any, is_map: bool) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and top.is_map and top.key is None:
            raise self._stop(
                "F002",
                "her skulle det stå navnet på et felt",
                event,
                "sett teksten i hermetegn hvis den begynner med «[» eller «{»",
            )
        if len(self.stack) >= MAX_DEPTH:
            raise self._too_deep(event)
        if event.ctag is not None:
            self._check_tag(event)
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(event, is_map, self.nodes))
        self._count(event)

    def _close(self, event: Any) -> None:
        done = self.stack.pop()
        if self.stack and self.stack[-1].height <= done.height:
            self.stack[-1].height = done.height + 1
        node = _Place(done.start, event.end_mark, done.children)
        if done.anchor:
            self.anchors[done.anchor] = (done.value, node, self.nodes - done.nodes_before, done.height)
        self._add(done.value, node, event)

    def _add(self, value: Any, node: Node, event: Any) -> None:
        """Put a finished value where it belongs: the document, the open list, or the open mapping's waiting key."""
        if not self.stack:
            self.source.value, self.source.root = value, node
            return
        top = self.stack[-1]
        if not top.is_map:
            top.value.append(value)
            top.children.append(node)
            return
        if top.key is None:
            raise self._stop("F017", "en henvisning (*) kan ikke være navnet på et felt", event, "skriv navnet helt ut")
        name, key_event = top.key, top.key_event
        top.key = None
        if name in top.children:
            self._double(self._route(), name, _marks(key_event), _marks(top.children[name][0]))
            return
        top.value[name] = value
        top.children[name] = (key_event, node)

    def _route(self) -> Route:
        """The route to the collection that is open now."""
        return tuple(len(o.value) if o.key is None else o.key for o in self.stack[:-1])

    def _double(self, route: Route, name: str, mark: Sequence[int], first: Sequence[int]) -> None:
        self.source.bad.append((*route, name))
        if len(self.source.bad) > MAX_DOUBLES:
            return
        file = self.source.file
        here = Place(file, mark[0] + 1, mark[1] + 1, max(1, mark[3] - mark[1]))
        there = Place(file, first[0] + 1, first[1] + 1, max(1, first[3] - first[1]))
        message = f"feltet {sitat(name)} står to ganger på samme sted"
        related = (Related(there, "første gang her"),)
        self.source.diagnostics.append(Diagnostic(Severity.FEIL, "F009", message, here, related, "behold det ene"))

    def _alias(self, event: Any) -> tuple[Any, Node]:
        name = sitat("*" + event.anchor)
        if event.anchor not in self.anchors:
            raise self._stop(
                "F017",
                f"henvisningen {name} viser til noe som ikke finnes",
                event,
                "sett teksten i hermetegn, eller skriv innholdet helt ut",
            )
        target = self.anchors[event.anchor]
        if target is None:
            raise self._stop("F017", f"henvisningen {name} viser til seg selv", event, "skriv innholdet helt ut")
        value, node, size, height = target
        if len(self.stack) + height > MAX_DEPTH:
            raise self._too_deep(event)
        if self.stack:
            self.stack[-1].height = max(self.stack[-1].height, height + 1)
        self.nodes += size
        self.alias_nodes += size
        if self.alias_nodes > MAX_ALIAS_NODES:
            message = f"henvisningene (*) i filen blir til mer enn {tusen(MAX_ALIAS_NODES)} verdier"
            raise self._stop("F017", message, event, "skriv innholdet helt ut der det trengs")
        return value, node

    def _check_escapes(self, event: Any, text: str) -> None:
        bad = syntax.forbidden(text)
        if bad:
            mark = event.start_mark
            raise syntax.invisible(Place(self.source.file, mark.line + 1, mark.column + 1, 1), bad)

    def _check_tag(self, event: Any) -> None:
        tag = event.tag
        if tag is None or tag == "!" or (tag.startswith(_CORE_TAG) and tag[len(_CORE_TAG) :] in _CORE_TYPES):
            return
        shown = sitat("!!" + tag[len(_CORE_TAG) :] if tag.startswith(_CORE_TAG) else tag)
        raise self._stop(
            "F020",
            f"merkelappen {shown} kan ikke brukes her",
            event,
            "fjern ordet som begynner med utropstegn, eller sett teksten i hermetegn",
        )
