"""Values and exact places of what a file holds, and one code and place for everything that can be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import events

from fravaer_cli.diagnostics import Diagnostic, Problem, Route, Severity
from fravaer_cli.files import syntax
from fravaer_cli.files.source import MAX_ALIAS_NODES, MAX_DEPTH, Node, Source, _Builder, parse, resolve
from fravaer_cli.output.diagnostics import render_full, render_short


def read(text: str | bytes) -> Source:
    return parse("f.yaml", text.encode() if isinstance(text, str) else text)


def at(source: Source, *route: str | int) -> tuple[int | None, int | None, int | None]:
    place = source.place(route)
    return place.line, place.column, place.length


def at_key(source: Source, *route: str | int) -> tuple[int | None, int | None, int | None]:
    place = source.place(route, on_key=True)
    return place.line, place.column, place.length


def found(source: Source) -> list[tuple[str, int | None, int | None]]:
    return [(p.code, p.place.line, p.place.column) for p in source.diagnostics]


def only(source: Source) -> Diagnostic:
    (diagnostic,) = source.diagnostics
    return diagnostic


# --- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2", 2),
        ("0", 0),
        ("-3", -3),
        ("1.5", 1.5),
        ("999999999999999999", 999999999999999999),
        ("007", "007"),
        ("+4790000001", "+4790000001"),
        ("1.50", "1.50"),
        ("1.", "1."),
        (".5", ".5"),
        ("-0", "-0"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1e3", "1e3"),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("-.inf", "-.inf"),
        (".nan", ".nan"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("08:45", "08:45"),
        ("12:30:45", "12:30:45"),
        ("2025-11-21", "2025-11-21"),
        ("2026-02-30", "2026-02-30"),
        ("900 00 001", "900 00 001"),
        ("ja", "ja"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'2'", "2"),
        ('"true"', "true"),
        ("''", ""),
        ("!!str 2", "2"),
    ],
)
def test_scalars(written: str, value: object) -> None:
    got = read(f"a: {written}\nb: 1\n").value["a"]
    assert got == value
    assert type(got) is type(value)


@given(st.integers().map(str) | st.floats().map(str) | st.from_regex(r"[-+]?[0-9_.eE]{1,25}", fullmatch=True))
def test_a_number_is_never_another_text_than_was_written(written: str) -> None:
    value = resolve(written)
    assert value is None or isinstance(value, bool) or str(value) == written


def test_a_whole_file() -> None:
    source = read(
        "# logg\nfravær:\n  - {dato: 2025-09-03, type: dag}\n  - dato: 2025-09-05\n    type: time\n    timer: 2\n"
    )
    assert source.diagnostics == []
    assert source.value == {
        "fravær": [{"dato": "2025-09-03", "type": "dag"}, {"dato": "2025-09-05", "type": "time", "timer": 2}]
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: |\n  to\n  linjer\n", "to\nlinjer\n"),
        ("a: |-\n  to\n  linjer\n", "to\nlinjer"),
        ("a: >-\n  to\n  linjer\n", "to linjer"),
        ("a: to\n  linjer\n", "to linjer"),
        ('a: "to\n  linjer"\n', "to linjer"),
        ("a: 'it''s'\n", "it's"),
        ("a: x # kommentar\n", "x"),
        ("a: x#ikke kommentar\n", "x#ikke kommentar"),
        ("a: http://x\n", "http://x"),
        ("a: x\r\n", "x"),
        ("---\na: x\n...\n", "x"),
        ("%YAML 1.1\n---\na: no\n", "no"),
        ("\ufeffa: x\n", "x"),
    ],
)
def test_texts(text: str, value: str) -> None:
    source = read(text)
    assert source.diagnostics == []
    assert source.value == {"a": value}


def test_merge_keys_are_plain_keys() -> None:
    assert read("a: &x {b: 1}\nc: {<<: *x}\n").value == {"a": {"b": 1}, "c": {"<<": {"b": 1}}}


def test_anchors_and_aliases_within_limits() -> None:
    source = read("a: &x {b: [1, 2]}\nc: *x\nd: [*x, *x]\n")
    assert source.diagnostics == []
    assert source.value == {"a": {"b": [1, 2]}, "c": {"b": [1, 2]}, "d": [{"b": [1, 2]}, {"b": [1, 2]}]}
    assert at(source, "c", "b", 1) == (1, 15, 1)  # where the value stands


# --- places ---------------------------------------------------------------------------------------------------------

BLOCK = """\
# kommentar
elev:
  navn: Åse Øre
  'kode':  "7B-04"   # koden
søsken: [ a, "bø" ]
tom:
foresatte:
  - navn: Mor
    telefon: 900 00 001
  -
    navn: Far
referat: |
  Første linje.
  Andre.

# etter
"""


@pytest.mark.parametrize(
    ("route", "place"),
    [
        ((), (2, 1, 1)),
        (("elev",), (3, 3, 1)),  # a collection: its first character
        (("elev", "navn"), (3, 9, 7)),
        (("elev", "kode"), (4, 12, 7)),  # with its quotes
        (("søsken",), (5, 9, 1)),
        (("søsken", 0), (5, 11, 1)),
        (("søsken", 1), (5, 14, 4)),
        (("tom",), (6, 1, 3)),  # nothing stands there: its key
        (("foresatte", 0), (8, 5, 1)),
        (("foresatte", 0, "telefon"), (9, 14, 10)),
        (("foresatte", 1, "navn"), (11, 11, 3)),
        (("referat",), (12, 10, 1)),  # several lines: to the end of the first
        (("elev", "finnes ikke"), (3, 3, 1)),  # the nearest
        (("foresatte", 7, "navn"), (8, 3, 1)),
        (("elev", "navn", "for dypt"), (3, 9, 7)),
    ],
)
def test_places_of_values(route: Route, place: tuple[int, int, int]) -> None:
    assert at(read(BLOCK), *route) == place
    assert at(read(BLOCK.replace("\n", "\r\n")), *route) == place
    assert at(read("\ufeff" + BLOCK), *route) == place


@pytest.mark.parametrize(
    ("route", "place"),
    [
        (("elev",), (2, 1, 4)),
        (("elev", "kode"), (4, 3, 6)),
        (("søsken",), (5, 1, 6)),
        (("foresatte", 1, "navn"), (11, 5, 4)),
    ],
)
def test_places_of_keys(route: Route, place: tuple[int, int, int]) -> None:
    assert at_key(read(BLOCK), *route) == place


@pytest.mark.parametrize(
    ("text", "route", "place"),
    [
        ("a: {b: c, d: [e, {f: g}]}\n", ("a", "d", 1, "f"), (1, 22, 1)),
        ("a: {b: c, d: [e, {f: g}]}\n", ("a", "d", 1), (1, 18, 1)),
        ("a: 😀 x\n", ("a",), (1, 4, 3)),  # characters, not bytes or UTF-16 units
        ('a: "😀"\n', ("a",), (1, 4, 3)),
        ('a: "to\n  linjer"\n', ("a",), (1, 4, 3)),
        ("a: to\n  linjer\nb: 1\n", ("b",), (3, 4, 1)),
        ("a: {b: , c: 1}\n", ("a", "b"), (1, 5, 1)),
        ("- x\n-\n- y\n", (2,), (3, 3, 1)),
        ("a:\n- x\n- y\n", ("a", 1), (3, 3, 1)),
        ("a: {kl: 08:45, b: 1}\n", ("a", "b"), (1, 19, 1)),  # read by the slow parser
    ],
)
def test_more_places(text: str, route: Route, place: tuple[int, int, int]) -> None:
    assert at(read(text), *route) == place


def test_a_problem_gets_its_lines() -> None:
    problem = Problem(("elev", "kode"), "F999", "m", "r", Severity.ADVARSEL, on_key=True, related=((("tom",), "her"),))
    shown = read(BLOCK).diagnose(problem)
    assert (shown.code, shown.message, shown.suggestion, shown.severity) == ("F999", "m", "r", Severity.ADVARSEL)
    assert (shown.place.line, shown.place.column, shown.place.length) == (4, 3, 6)
    assert (shown.related[0].place.line, shown.related[0].message) == (6, "her")
    assert read(BLOCK).line(("elev", "kode")) == 4


# --- the two parsers ------------------------------------------------------------------------------------------------

CORPUS = [
    BLOCK,
    BLOCK.replace("\n", "\r\n"),
    "a: {b: [c, {d: e}], f: 'g'}\n",
    "a:\n- \n- b\n",
    "a:\nb: 1\n",
    "a: {b, c: }\n",
    "a: |\n  x\n\n# k\nb: >-\n  y\n  z\n",
    "a: [1,\n  2]\nb: &x {c: d}\ne: [*x, *x]\n",
    "a: x\n  y # k\nb: 1\n",
    '"a": 1\n\'b\': "2"\n',
    "- - a\n  - b\n- c: 1\n  d: 2\n",
    "a: !!str 1\n",
    "? a\n: b\n",
    "a: [? b]\n",
    "a: 😀 æ\nå: [ø]\n",
    "a: 1\na: 2\n",
    "a: {hva: Ringer mor, far og skole}\n",
    "%YAML 1.1\n---\na: 012\nb: yes\n...\n",
    "a: 1\n---\nb: 2\n",
    "a: *b\n",
    "a: &a [*a]\n",
    "[a]: b\n",
    "a: !eget b\n",
]


def read_by(parser: str, text: str) -> Source | Diagnostic:
    source = Source("f.yaml", text)
    events = syntax.fast_events(text) if parser == "fast" else syntax.pure_events("f.yaml", text)
    try:
        _Builder(source, events).build()
    except syntax.SyntaxProblem as error:
        return error.diagnostic
    return source


def routes(node: Node | None, route: Route = ()) -> Iterator[Route]:
    yield route
    children = getattr(node, "children", None)
    if isinstance(children, dict):
        for key, (_, child) in children.items():
            yield from routes(child, (*route, key))
    elif isinstance(children, list):
        for i, child in enumerate(children):
            yield from routes(child, (*route, i))


@pytest.mark.skipif(syntax.CParser is None, reason="no C parser on this machine")
@pytest.mark.parametrize("text", CORPUS)
def test_both_parsers_agree_on_values_and_places(text: str) -> None:
    fast, pure = read_by("fast", text), read_by("pure", text)
    if isinstance(fast, Diagnostic) or isinstance(pure, Diagnostic):
        assert fast == pure
        return
    assert fast.value == pure.value
    assert (fast.diagnostics, fast.bad, fast.split_keys) == (pure.diagnostics, pure.bad, pure.split_keys)
    assert list(routes(fast.root)) == list(routes(pure.root))
    for route in routes(fast.root):
        assert at(fast, *route) == at(pure, *route), route
        assert at_key(fast, *route) == at_key(pure, *route), route


@pytest.mark.parametrize("text", CORPUS)
def test_without_the_c_parser_everything_works(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_c = read(text)
    monkeypatch.setattr(syntax, "CParser", None)
    without = read(text)
    assert (with_c.value, with_c.diagnostics) == (without.value, without.diagnostics)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: {kl: 08:45}\n", {"a": {"kl": "08:45"}}),
        ("a: {x: http://y}\n", {"a": {"x": "http://y"}}),
        ("a: [08:45, 09:15]\n", {"a": ["08:45", "09:15"]}),
        ("a: x\u2028y\nb: 1\n", {"a": "x\u2028y", "b": 1}),
    ],
)
def test_what_only_the_slow_parser_takes(text: str, value: object) -> None:
    assert read(text).value == value


# --- what is wrong with a file --------------------------------------------------------------------------------------

BAD: list[tuple[str, str | bytes, str, int, int]] = [
    # what it is, the file, code, line, column
    ("Windows-1252", "elev:\n  navn: Kåre\n".encode("cp1252"), "F010", 2, 10),
    ("Windows-1252 after æ in UTF-8", b"a: \xc3\xa6 \xe5\n", "F010", 1, 6),
    ("cut off in a letter", b"a: \xc3", "F010", 1, 4),
    ("UTF-16 with BOM", "a: æ\n".encode("utf-16"), "F010", 1, 1),
    ("UTF-16, little end first", "a: æ\n".encode("utf-16-le"), "F010", 1, 1),
    ("UTF-16, big end first", "a: æ\n".encode("utf-16-be"), "F010", 1, 1),
    ("NUL byte", b"a: 1\nb: x\0y\n", "F011", 2, 5),
    ("only NUL bytes", b"\0\0\0\0", "F010", 1, 1),
    ("escape sequence", "a: 1\nb: \x1b[31mrød\n", "F011", 2, 4),
    ("bell", "a: \x07\n", "F011", 1, 4),
    ("tab as indentation", "a:\n\tb: 1\n", "F012", 2, 1),
    ("tab after blanks", "a:\n  b: 1\n  \tc: 2\n", "F012", 3, 3),
    ("tab before a list", "a:\n\t- b\n", "F012", 2, 1),
    ("tab alone before a Windows line end", "a: 1\r\n\t\r\nb: 2\r\n", "F012", 2, 1),
    ("conflict markers", "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> gren\n", "F013", 2, 1),
    (
        "conflict markers, three ways",
        "<<<<<<< HEAD\nb: 1\n||||||| base\nb: 0\n=======\nb: 2\n>>>>>>> gren\n",
        "F013",
        1,
        1,
    ),
    ("conflict markers with CRLF", "a: 1\r\n<<<<<<< HEAD\r\nb: 1\r\n=======\r\nb: 2\r\n>>>>>>> x\r\n", "F013", 2, 1),
    ("half a conflict", "a: 1\n=======\nb: 2\n>>>>>>> gren\n", "F013", 2, 1),
    ("two documents", "a: 1\n---\nb: 2\n", "F014", 2, 1),
    ("two documents with an end", "a: 1\n...\n---\nb: 2\n", "F014", 3, 1),
    ("two documents, slow parser", "a: {kl: 08:45}\n---\nb: 2\n", "F014", 2, 1),
    ("unknown alias", "a: 1\nb: *c\n", "F017", 2, 4),
    ("alias to itself", "a: &a [1, *a]\n", "F017", 1, 11),
    ("alias to what is open around", "a: &a {b: {c: *a}}\n", "F017", 1, 15),
    ("alias as a key", "x: &x k\n*x : 1\n", "F017", 2, 1),
    ("tag that would run code", "a: !!python/object/apply:os.system [ls]\n", "F020", 1, 4),
    ("tag that would run code, on a text", "a: !!python/name:os.system x\n", "F020", 1, 4),
    ("tag on a key", "!!python/name:os.system a: 1\n", "F020", 1, 1),
    ("tag of one's own", "a: 1\nb: !eget x\n", "F020", 2, 4),
    ("binary tag", "a: !!binary aGVp\n", "F020", 1, 4),
    ("set tag", "a: !!set {x}\n", "F020", 1, 4),
    ("full tag", "a: !<tag:x> b\n", "F020", 1, 4),
    ("open list", "a: 1\nb: [1, 2\n", "F002", 2, 4),
    ("open mapping", "a: {b: 1\nc: 2\n", "F002", 1, 4),
    ("open mapping, nothing after", "{a: b", "F002", 1, 1),
    ("open double quote", 'a: "x\nb: 1\n', "F002", 1, 4),
    ("open single quote", "a: 1\nb: 'x\n", "F002", 2, 4),
    ("wrong bracket", "a: [1, 2}\n", "F002", 1, 4),
    ("closing bracket alone", "a: ]\n", "F002", 1, 4),
    ("closing brace alone", "a: }\n", "F002", 1, 4),
    ("colon in a text", "a: b: c\n", "F002", 1, 5),
    ("colon in a long text", "a: b\n  c: d\n", "F002", 2, 4),
    ("a word alone, then a field", "a\nb: c\n", "F002", 2, 2),
    ("list on the field's line", "a: - b\n", "F002", 1, 4),
    ("at sign", "a: @x\n", "F002", 1, 4),
    ("backtick", "a: `x\n", "F002", 1, 4),
    ("per cent", "a: %x\n", "F002", 1, 4),
    ("backslash in double quotes", 'a: "C:\\Users"\n', "F002", 1, 9),
    ("ampersand alone", "a: & b\n", "F002", 1, 5),
    ("asterisk alone", "a: * b\n", "F002", 1, 5),
    ("field further out", "  a: 1\n b: 2\n", "F002", 2, 2),
    ("list where fields are", "a: 1\n- b\n", "F002", 2, 1),
    ("list as a key", "[a]: b\n", "F002", 1, 1),
    ("mapping as a key", "a: 1\n{b: c}: d\n", "F002", 2, 1),
    ("list as a key inside braces", "{[a]: b}\n", "F002", 1, 2),
    ("list as an explicit key", "? [a]\n: b\n", "F002", 1, 3),
    ("comma alone in a list", "a: [,]\n", "F002", 1, 5),
    ("no comma in braces", "{a: 'b'c: d}\n", "F002", 1, 1),
    ("too deep, block", "".join(" " * i + "a:\n" for i in range(5000)), "F018", 65, 65),
    ("too deep, one line", "- " * 5000, "F018", 1, 129),
    ("too deep, flow list", "[" * 5000, "F018", 1, 65),
    ("too deep, flow mapping", "{a: " * 5000, "F018", 1, 257),
    ("too deep, closed", "a: " + "[" * 5000 + "]" * 5000, "F018", 1, 67),
    ("too deep for the slow parser", "a: {kl: 08:45}\nb: " + "[" * 5000, "F018", 2, 67),
]


@pytest.mark.parametrize(("text", "code", "line", "column"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_each_bad_file_gives_its_one_code_at_its_place(text: str | bytes, code: str, line: int, column: int) -> None:
    source = read(text)
    assert source.value is None
    assert found(source) == [(code, line, column)]
    assert only(source).is_error
    assert only(source).suggestion


@pytest.mark.parametrize("text", ["", " \n\n  \n", "\ufeff", "# a\n# b\n", "---\n", "null\n", "~", "--- # hei\n"])
def test_a_file_with_nothing_in_it(text: str) -> None:
    source = read(text)
    assert source.value is None
    assert only(source).code == "F015"
    assert only(source).is_error


def test_nesting_up_to_the_limit_is_read() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).diagnostics == []
    assert f"{MAX_DEPTH} nivåer" in only(read("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))).message


def test_billion_laughs() -> None:
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    text += "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 10))
    source = read(text)
    assert (source.value, only(source).code) == (None, "F017")
    assert str(MAX_ALIAS_NODES) in re.sub(r"\s", "", only(source).message)


def test_many_small_aliases_are_within_the_limit() -> None:
    assert read("a: &x 1\nb: [" + ", ".join(["*x"] * MAX_ALIAS_NODES) + "]\n").diagnostics == []
    assert only(read("a: &x 1\nb: [" + ", ".join(["*x"] * (MAX_ALIAS_NODES + 1)) + "]\n")).code == "F017"


def test_windows_1252_names_the_byte_and_the_letter() -> None:
    message = only(read("navn: Kåre\n".encode("cp1252"))).message
    assert all(part in message for part in ("UTF-8", "byte 8", "0xE5", "«å»", "Windows-1252"))


def test_no_letter_is_guessed_for_a_byte_that_has_none() -> None:
    message = only(read(b"a: \x81\n")).message
    assert "0x81" in message
    assert "Windows-1252" not in message


def test_a_byte_order_mark_is_no_column_where_the_text_is_not_utf_8() -> None:
    assert found(read(b"\xef\xbb\xbfa: \xe6\n")) == [("F010", 1, 4)]


def test_conflict_markers_point_at_all_of_them() -> None:
    diagnostic = only(read("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> gren\n"))
    assert [r.place.line for r in diagnostic.related] == [4, 6]


@pytest.mark.parametrize(
    "text", ["a: |\n  =======\n  tekst\n", "a: |\n  <<<<<<< HEAD\n", "a: 1 # =======\n", "a: <<<<<<<\n"]
)
def test_what_only_looks_like_a_conflict_marker(text: str) -> None:
    assert read(text).diagnostics == []


@pytest.mark.parametrize(
    "text", ["a: 1\t# kommentar\n", "a:\tb\n", "a: b\tc\n", "a: |\n  x\n  \ty\n", "# \tkommentar\na: 1\n"]
)
def test_tabs_that_do_no_harm(text: str) -> None:
    assert read(text).diagnostics == []


@pytest.mark.parametrize("line", ["b: x\t", "b: x\t# kommentar", "\t", "b: x\ty", "b:\t", 'b: "x"\t'])
def test_a_tab_does_no_harm_to_the_slow_parser(line: str) -> None:
    first = "- {kl: 08:45}\n" if line.startswith("-") else "a: {kl: 08:45}\n"
    assert read(f"{first}{line}\n").diagnostics == []


def test_a_harmless_tab_is_not_blamed_for_another_error() -> None:
    assert found(read("referat: |\n  Hun sa:\n  \tnei\nb: [1\n")) == [("F002", 4, 4)]


def test_a_line_that_begins_with_a_per_cent_sign_is_the_place() -> None:
    assert found(read("%x\n")) == [("F002", 1, 1)]


@pytest.mark.parametrize(
    ("text", "place", "first", "value"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1, 1), 1, {"a": 1, "b": 2}),
        ("x: {a: 1, 'a': 2}\n", (1, 11, 3), 1, {"x": {"a": 1}}),
        ("x:\n  - år: 1\n    b: 2\n    år: [3]\n", (4, 5, 2), 2, {"x": [{"år": 1, "b": 2}]}),
    ],
)
def test_a_doubled_key_is_told_at_the_second_and_the_first_counts(
    text: str, place: tuple[int, int, int], first: int, value: dict[str, Any]
) -> None:
    source = read(text)
    diagnostic = only(source)
    assert diagnostic.code == "F009"
    assert (diagnostic.place.line, diagnostic.place.column, diagnostic.place.length) == place
    assert diagnostic.related[0].place.line == first
    assert source.value == value
    assert len(source.bad) == 1


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("a: {hva: Ringer mor, far og skole}\n", {("a", "far og skole")}),
        ("a: {b, c: 1}\n", {("a", "b")}),
        ("a: {b:1, c: 2}\n", {("a", "b:1")}),
        ("a: {b: , c: 1}\n", set()),
        ("a: {b: ~, c: 1}\n", set()),
        ("a: {hva: 'Ringer mor, far og skole'}\n", set()),
        ("a:\nb:\n", set()),
        ("a: [b, c]\n", set()),
    ],
)
def test_flow_keys_without_a_colon_are_noticed(text: str, split: set[Route]) -> None:
    source = read(text)
    assert source.diagnostics == []
    assert source.split_keys == split


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a\u030arsak: x\n", "årsak"),
        ("ma\u030ate: x\n", "måte"),
        ("'na\u030ar': x\n", "når"),
        ("a: {a\u030a: 1}\n", None),
    ],
)
def test_decomposed_letters_in_keys_are_composed(text: str, key: str | None) -> None:
    value = read(text).value
    assert list(value if key else value["a"]) == [key or "å"]


@pytest.mark.parametrize("text", ['a: "\\ud800"\n', '"\\ud800": a\n', 'a: "\\x1b[31m"\n', 'a: "x\\0y"\n'])
def test_escapes_may_not_write_what_a_text_may_not_hold(text: str) -> None:
    assert (read(text).value, only(read(text)).code) == (None, "F011")


# --- identity numbers -----------------------------------------------------------------------------------------------

IDENTITY = ["01017012345", "010170 12345", "010170-12345", "41017012345"]
PLACES_FOR_IT = [
    "merknad: {}\n",
    "merknad: fnr {} i dag\n",
    "# mor: {}\na: 1\n",
    "'{}': 1\n",
    "a: |\n  mor\n  {}\n",
    "a: [b, '{}']\n",
    "a: {{b: 1, '{}'}}\n",
    "a: *{}\n",
    "a: !{}\n",
    "a: [1, {}\n",
    "a: '{}\n",
    "a: 1\na: 1 # {}\n",
    "'{0}': 1\n'{0}': 2\n",
    "a: '{}\x07'\n",
    "{}\n",
    "- {}: 1\n  b\n",
]


@pytest.mark.parametrize("number", IDENTITY)
@pytest.mark.parametrize("around", PLACES_FOR_IT)
def test_an_identity_number_is_a_warning_and_its_digits_are_shown_nowhere(around: str, number: str) -> None:
    text = around.format(number)
    source = read(text)
    warnings = [x for x in source.diagnostics if x.code == "F030"]
    assert warnings
    assert not any(w.is_error for w in warnings)
    line = next(i for i, content in enumerate(text.split("\n"), 1) if number in content)
    assert warnings[0].place.line == line
    assert warnings[0].place.column == text.split("\n")[line - 1].index(number) + 1
    assert warnings[0].place.length == len(number)
    shown = (
        render_full(source.diagnostics, lambda _: text.split("\n"))
        + render_short(source.diagnostics)
        + repr(source.diagnostics)
    )
    assert number not in shown
    assert number[-5:] not in shown


def test_an_identity_number_does_not_stop_the_reading() -> None:
    assert read("merknad: 01017012345\nb: 2\n").value == {"merknad": "01017012345", "b": 2}


# --- whatever comes -------------------------------------------------------------------------------------------------

_WORDS = st.sampled_from("{}[],'\"|>#%?@`\\æå😀\u2028\x85\r\n\t1~\ufeffb") | st.sampled_from(
    [
        "a: ",
        "- ",
        "- - ",
        "\n  ",
        ": ",
        "&x ",
        "*x",
        "!t ",
        "!!str ",
        "---\n",
        "...\n",
        "\r\n",
        "<<: ",
        "|2-",
        "\\ud800",
        "\\x",
    ]
)


@settings(max_examples=400)
@given(st.lists(_WORDS, max_size=40).map("".join) | st.text(max_size=80))
@example("a: |\n \t\n")
@example("a: !<")
@example("%TAG")
@example("a: |9\n")
@example("? - ?\n: -")
def test_no_text_makes_an_exception_and_every_place_is_one(text: str) -> None:
    source = read(text.encode("utf-8", "surrogatepass"))
    assert source.value is not None or any(x.is_error for x in source.diagnostics)
    for diagnostic in source.diagnostics:
        line, column, length = diagnostic.place.line, diagnostic.place.column, diagnostic.place.length
        assert min(line or 1, column or 1, length or 1) >= 1
        assert diagnostic.message
    for route in routes(source.root):
        source.place(route)
        source.place(route, on_key=True)
    render_full(source.diagnostics, lambda _: source.text.split("\n"))


@pytest.mark.parametrize("text", ["\r@", "a: 1\rb: `x\r", "a: 1\rb: %x"])
def test_old_macintosh_line_ends_make_no_exception(text: str) -> None:
    assert found(read(text))[0][0] == "F002"


@settings(max_examples=300)
@given(st.binary(max_size=120))
def test_no_bytes_make_an_exception(data: bytes) -> None:
    source = read(data)
    assert source.value is not None or source.diagnostics


_ORDINARY = st.sampled_from(
    [
        "a: ",
        "b: ",
        "c",
        "- ",
        "\n",
        "\n  ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "'",
        '"',
        "&x ",
        "*x ",
        " # k",
        "æ",
        "😀",
        "\r\n",
        "1",
        "~",
    ]
)


@pytest.mark.skipif(syntax.CParser is None, reason="no C parser on this machine")
@settings(max_examples=300)
@given(st.lists(_ORDINARY, max_size=25).map("".join))
def test_where_the_fast_parser_reads_a_text_the_slow_one_reads_the_same(text: str) -> None:
    try:
        fast = read_by("fast", text)
    except syntax.FAST_PARSER_FAILED:
        return
    pure = read_by("pure", text)
    if isinstance(fast, Diagnostic) or isinstance(pure, Diagnostic):
        assert fast == pure
    else:
        assert (pure.value, pure.split_keys) == (fast.value, fast.split_keys)


@pytest.mark.skipif(syntax.CParser is None, reason="no C parser on this machine")
def test_the_c_parser_makes_flat_events() -> None:
    """If the extension no longer took its classes from where we put ours, reading would only be slower."""
    next_event, kinds = syntax.fast_events("a: [!!str 1, &x 'b', *x]\n"), set()
    while (kind := type(event := next_event())) is not events.StreamEndEvent:
        kinds.add(kind)
        if kind is syntax.FlatScalar and event.value == "1":
            assert (event.tag, event.implicit[0]) == ("tag:yaml.org,2002:str", False)
    assert {syntax.FlatScalar, syntax.FlatMapping, syntax.FlatSequence} <= kinds
