"""What comes of two people's work on one file, case by case."""

from __future__ import annotations

import pytest

from fravaer_cli.files.source import parse
from fravaer_cli.merging import merge as merge_module
from fravaer_cli.merging.git import merge_lines
from fravaer_cli.merging.markers import Markers
from fravaer_cli.merging.merge import merge
from fravaer_cli.merging.values import fits
from tests.merging.hjelp import flett

A = "  - {dato: 2025-09-03, type: dag}\n"
B = "  # om fire\n  - {dato: 2025-09-04, type: dag}  # ja\n"
C = "  - dato: 2025-09-08\n    type: dag\n    merknad: |\n      # ikke en kommentar\n\n      Lang.\n    # hører til\n"
D = "  - {dato: 2025-09-20, type: time}\n"
HODE, SLUTT = "# Loggen.\n\nfravær:\n", "\n# slutt\n"


def fil(*oppfoeringer: str) -> str:
    return HODE + "".join(oppfoeringer) + SLUTT if oppfoeringer else "# Loggen.\n\nfravær: []\n" + SLUTT


def endret(oppfoering: str, til: str = "forlot") -> str:
    return oppfoering.replace("type: dag", f"type: {til}")


@pytest.mark.parametrize(
    ("felles", "vaar", "deres", "flettet"),
    [
        pytest.param([A], [A, B], [A, C], [A, B, C], id="both add at the end, the earlier date first"),
        pytest.param([A], [A, C], [A, B], [A, B, C], id="also the other way round"),
        pytest.param([], [A], [C], [A, C], id="both write the first one"),
        pytest.param([A, D], [A, B, D], [A, C, D], [A, B, C, D], id="in the middle"),
        pytest.param([A], [A, D], [A, D], [A, D], id="the same addition is there once"),
        pytest.param([A], [A, D, D], [A, D], [A, D, D], id="a double is a double"),
        pytest.param([A, A], [A], [A, A], [A], id="one of two is removed"),
        pytest.param([A, B, C], [A, C], [A, B, C, D], [A, C, D], id="removed, and not touched by the other"),
        pytest.param([A, B, C], [A, C], [B, C], [C], id="each removes one"),
        pytest.param([A, B], [B], [A], [], id="each removes one, and none is left"),
        pytest.param([A, B, C], [endret(A), B, C], [A, endret(B), C], [endret(A), endret(B), C], id="neighbours"),
        pytest.param([A, B], [endret(A), B], [endret(A), B, C], [endret(A), B, C], id="the same change"),
        pytest.param([A, B, D], [D, B, A], [A, endret(B), D, C], [D, C, endret(B), A], id="ours are in another order"),
        pytest.param([A, B, D], [A, B, D, C], [D, B, A], [D, C, B, A], id="theirs are in another order"),
        pytest.param(
            [A, B], [A.replace("09-03", "09-02"), B], [A, B, D], [A.replace("09-03", "09-02"), B, D], id="day"
        ),
    ],
)
def test_what_both_have_done_is_there(felles: list[str], vaar: list[str], deres: list[str], flettet: list[str]) -> None:
    assert flett(fil(*felles), fil(*vaar), fil(*deres)) == (fil(*flettet), 0)


@pytest.mark.parametrize(
    ("felles", "vaar", "deres", "strid"),
    [
        pytest.param(
            [A, B, C], [A, endret(B), C], [A, endret(B, "time"), C], (endret(B), endret(B, "time")), id="both"
        ),
        pytest.param([A, B, C], [A, C], [A, endret(B), C], ("", endret(B)), id="removed by us, changed by them"),
        pytest.param([A, B, C], [A, endret(B), C], [A, C], (endret(B), ""), id="changed by us, removed by them"),
        pytest.param(
            [A, B],
            [A.replace("09-03", "09-01"), B],
            [A.replace("09-03", "09-02"), B],
            (A.replace("09-03", "09-01"), A.replace("09-03", "09-02")),
            id="both have moved the day",
        ),
        pytest.param(
            [],
            ["  - {id: i1, dato: 2025-09-03, type: dag}\n"],
            ["  - {id: i1, dato: 2025-09-03, type: time}\n"],
            ("  - {id: i1, dato: 2025-09-03, type: dag}\n", "  - {id: i1, dato: 2025-09-03, type: time}\n"),
            id="the same id",
        ),
        pytest.param(
            [A], [f"  # a\n{A}"], [f"  # b\n{A}"], (f"  # a\n{A}", f"  # b\n{A}"), id="comments that say other things"
        ),
    ],
)
def test_one_entry_changed_by_both_is_a_conflict_around_it_alone(
    felles: list[str], vaar: list[str], deres: list[str], strid: tuple[str, str]
) -> None:
    text, conflicts = flett(fil(*felles), fil(*vaar), fil(*deres))
    assert conflicts == 1
    assert Markers().around(*strid) in text
    (found,) = [d for d in parse("fravaer.yaml", text.encode()).diagnostics if d.is_error]
    assert found.code == "F013"
    for choice in Markers().resolved(text):
        assert not [d for d in parse("fravaer.yaml", choice.encode()).diagnostics if d.is_error]


def test_the_rest_of_a_file_with_a_conflict_is_merged() -> None:
    text, conflicts = flett(fil(A, B), fil(endret(A), B, C), fil(endret(A, "time"), B, D))
    assert conflicts == 1
    assert text == HODE + Markers().around(endret(A), endret(A, "time")) + B + C + D + SLUTT


def test_the_markers_are_as_git_wants_them() -> None:
    done = merge(
        fil(A).encode(), fil(endret(A)).encode(), fil().encode(), merge_lines, Markers(9, "HEAD", "kontaktlærer")
    )
    assert done.data.decode() == HODE + f"{'<' * 9} HEAD\n{endret(A)}{'=' * 9}\n{'>' * 9} kontaktlærer\n" + SLUTT


def test_comments_that_stand_by_themselves_are_merged_too() -> None:
    felles, vaar, deres = (f"fravær:\n{A}\n  # {x}\n\n{D}" for x in ("gammel", "ny", "gammel"))
    assert flett(felles, vaar, deres + "  # nederst\n") == (vaar + "  # nederst\n", 0)


KART = """\
# Kartleggingen.
elevens_stemme:  # det eleven mener
push: []  # ut

samtaler:
  - med: elev
    dato: 2025-09-24

faktorer:
  hjemmeforhold: {risiko: [], beskyttelse: []}
  mestring: {risiko: [], beskyttelse: []}
  voksne: {risiko: [], beskyttelse: []}
"""


def test_a_mapping_is_merged_field_by_field() -> None:
    vaar = KART.replace("elevens_stemme:", "elevens_stemme: Vil ha musikk.").replace(
        "24\n", "24\n  - {med: mor, dato: 2025-09-25}\n"
    )
    deres = (
        KART.replace("push: []", "push: [Bråk.]").replace("24\n", "24\n    av: Kari Lie\n") + "kort: [{kort: søvn}]\n"
    )
    flettet = (
        KART.replace("elevens_stemme:", "elevens_stemme: Vil ha musikk.")
        .replace("push: []", "push: [Bråk.]")
        .replace("24\n", "24\n    av: Kari Lie\n  - {med: mor, dato: 2025-09-25}\n")
        + "kort: [{kort: søvn}]\n"
    )
    assert flett(KART, vaar, deres) == (flettet, 0)


def test_what_is_no_list_of_entries_is_merged_by_line_within_its_field() -> None:
    vaar = KART.replace("hjemmeforhold: {risiko: []", "hjemmeforhold: {risiko: [Alene.]")
    deres = KART.replace("voksne: {risiko: []", "voksne: {risiko: [Mange.]")
    text, conflicts = flett(KART, vaar, deres)
    assert conflicts == 0
    assert "[Alene.]" in text
    assert "[Mange.]" in text


def test_one_line_changed_by_both_is_a_conflict_in_its_field() -> None:
    vaar, deres = KART.replace("push: []", "push: [En.]"), KART.replace("push: []", "push: [To.]")
    text, conflicts = flett(KART, vaar, deres + "pull: [Tre.]\n")
    assert conflicts == 1
    assert "=======\npush: [To.]  # ut\n>>>>>>>" in text
    assert text.endswith("pull: [Tre.]\n")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["\n", ""])
def test_the_files_form_is_kept(mark: str, line_end: str, last: str) -> None:
    def form(text: str) -> str:
        return mark + (text.removesuffix("\n") + last).replace("\n", line_end)

    felles, vaar, deres = ("fravær:\n" + "".join(e) for e in ([A], [A, B], [A, D]))
    assert flett(form(felles), form(vaar), form(deres)) == (form("fravær:\n" + A + B + D), 0)


def test_only_one_has_changed_the_form() -> None:
    felles, vaar, deres = ("fravær:\n" + "".join(e) for e in ([A], [A, B], [A, D]))
    crlf = "\ufeff" + deres.replace("\n", "\r\n")
    assert flett(felles, vaar, crlf) == ("\ufeff" + ("fravær:\n" + A + B + D).replace("\n", "\r\n"), 0)


def test_entries_written_further_in_come_where_the_others_are() -> None:
    felles, vaar = "fravær: []\n", "fravær:\n" + C
    deres = "fravær:\n- dato: 2025-09-20\n  type: dag\n  merknad: |\n    to\n\n    linjer\n"
    text, conflicts = flett(felles, vaar, deres)
    assert conflicts == 0
    assert text.endswith(C + "  - dato: 2025-09-20\n    type: dag\n    merknad: |\n      to\n\n      linjer\n")


@pytest.mark.parametrize(
    "bytes_",
    [
        b"frav\xe6r:\n  - {dato: 2025-09-03}\n",
        b"fravaer: [\n",
        b"a: 1\na: 2\n",
        b"<<<<<<< x\na: 1\n=======\n>>>>>>> y\n",
        b"\0\1\2",
        b"- en\n- to\n",
        "a: 1\r\nb: 2\nfravær: []\r\n".encode(),
        "\u2028a: 1\n".encode(),
        b"a: &x [{b: 1}]\nc: *x\n",
        b"---\na: 1\n---\nb: 2\n",
        b"{fravaer: [{dato: 2025-09-03}]}\n",
    ],
    ids=str,
)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_files_that_cannot_be_taken_apart_are_merged_by_line_or_stop(bytes_: bytes, which: int) -> None:
    """Every line that one side has and the common file has not, is there afterwards."""
    versions = [b"a: 1\n", b"a: 1\nours: 2\n", b"theirs: 3\na: 1\n"]
    versions[which] = bytes_ + [b"", b"ours: 2\n", b"theirs: 3\n"][which]
    done = merge(*versions, merge_lines)
    for line in {*versions[1].splitlines(), *versions[2].splitlines()} - {*versions[0].splitlines()}:
        assert line in done.data
    if not done.conflicts:
        assert not [d for d in parse("", done.data).diagnostics if d.is_error]


def test_nothing_is_settled_that_does_not_hold_what_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the merge by entry lost one, the count would see it, and git's own merge come instead."""
    whole = merge_module.Merger.merge
    monkeypatch.setattr(merge_module.Merger, "merge", lambda *a: whole(*a).replace(D, ""))
    text, conflicts = flett(fil(A, B), fil(endret(A), B), fil(A, B, D))
    assert D in text
    assert endret(A) in text
    assert conflicts == 0
    text, conflicts = flett(fil(A), fil(A, B), fil(A, D))
    assert (B in text, D in text, conflicts) == (True, True, 1)


def test_without_git_at_all_it_stops_instead_of_losing() -> None:
    done = merge(b"a: [\n", b"a: [\nb\n", b"a: [\nc\n", lambda *_: None)
    assert done.conflicts == 1
    assert done.data == b"a: [\n" + Markers().around("b\n", "c\n").encode()


@pytest.mark.parametrize(
    ("result", "right"),
    [([1, 2, 3], True), ([1, 2], False), ([1, 3], False), ([1, 2, 3, 3], False), ([1, 2, 3, 4], False)],
)
def test_the_count(result: list[int], right: bool) -> None:
    assert fits({"a": [1]}, {"a": [1, 2]}, {"a": [1, 3]}, {"a": result}) is right


def test_a_merge_without_conflict_can_be_read_with_its_own_line_ends() -> None:
    vaar = fil(A, B).replace("\n", "\r\n")
    deres = fil(A) + "\t\n"  # read where lines end with \n, but not where they end with \r\n
    flettet, konflikter = flett(fil(A), vaar, deres)
    assert konflikter or parse("f", flettet.encode()).value is not None
