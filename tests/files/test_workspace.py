"""What is found on disk from any starting point, and that no pupil disappears silently."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from fravaer_cli.errors import UserError
from fravaer_cli.files import workspace
from fravaer_cli.files.source import MAX_BYTES
from fravaer_cli.files.workspace import Workspace, existing, find, find_school, read

SAK = "elev: {navn: Amin}\n"


def write(root: Path, *names: str) -> Path:
    """Folders (names that end in /) and files with a little in them."""
    for name in names:
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(SAK, "utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()  # nothing above counts
    return tmp_path


@pytest.fixture
def school(root: Path) -> Path:
    return write(
        root,
        "solvang/skole.yaml",
        "solvang/klasse7b/klasse.yaml",
        "solvang/klasse7b/amin/sak.yaml",
        "solvang/klasse7b/amin/fravaer.yaml",
        "solvang/klasse7b/eva/sak.yaml",
        "solvang/klasse8a/jens/sak.yaml",
    ) / "solvang"  # fmt: skip


def look(path: Path) -> Workspace:
    return find(str(path))


def cases(ws: Workspace) -> list[str]:
    return [c.name for c in ws.cases]


def told(ws: Workspace) -> list[tuple[str, str]]:
    return [(d.code, d.place.file) for d in ws.diagnostics]


# --- from where one stands ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "names"),
    [
        (".", ["klasse7b/amin", "klasse7b/eva", "klasse8a/jens"]),
        ("skole.yaml", ["klasse7b/amin", "klasse7b/eva", "klasse8a/jens"]),
        ("klasse7b", ["klasse7b/amin", "klasse7b/eva"]),
        ("klasse7b/klasse.yaml", ["klasse7b/amin", "klasse7b/eva"]),
        ("klasse7b/amin", ["klasse7b/amin"]),
        ("klasse7b/amin/fravaer.yaml", ["klasse7b/amin"]),
        ("klasse8a", ["klasse8a/jens"]),
    ],
)
def test_a_case_a_class_a_school_or_a_file(school: Path, start: str, names: list[str]) -> None:
    ws = look(school / start)
    assert cases(ws) == names
    assert (ws.root, ws.has_school, ws.diagnostics) == (school, True, [])


def test_classes_and_their_files(school: Path) -> None:
    assert [(c.name, c.has_file, len(c.cases)) for c in look(school).classes] == [
        ("klasse7b", True, 2),
        ("klasse8a", False, 1),
    ]
    (klasse,) = look(school / "klasse7b/amin").classes
    assert (klasse.name, klasse.has_file) == ("klasse7b", True)


def test_the_files_of_a_case_in_reading_order(root: Path) -> None:
    names = [
        "evaluering",
        "tiltaksplan-10",
        "tiltaksplan-2",
        "tiltaksplan",
        "kontakt",
        "sak",
        "ukeplan",
        "kartlegging",
        "fravaer",
    ]
    write(root, *(f"a/{n}.yaml" for n in names), "a/notat.txt", "a/skole-tur.txt")
    (case,) = look(root / "a").cases
    order = "sak fravaer kontakt kartlegging tiltaksplan tiltaksplan-2 tiltaksplan-10 ukeplan evaluering"
    assert [n.removesuffix(".yaml") for n in case.files] == order.split()


def test_without_skole_yaml_names_are_relative_to_what_was_given(root: Path) -> None:
    write(root, "7b/amin/sak.yaml")
    assert [cases(look(root / p)) for p in (".", "7b", "7b/amin")] == [["7b/amin"], ["amin"], ["."]]
    assert not look(root).has_school


def test_a_class_without_pupils_and_a_school_without_classes(root: Path) -> None:
    write(root, "skole.yaml", "7b/klasse.yaml")
    assert [(c.name, c.cases) for c in look(root).classes] == [("7b", ())]
    assert cases(look(write(root, "tom/") / "tom")) == []


def test_the_search_for_the_school_stops_at_a_git_root(root: Path) -> None:
    write(root, "skole.yaml", "arkiv/.git/", "arkiv/7b/amin/sak.yaml", "felles/7b/amin/sak.yaml")
    assert find_school(root / "arkiv/7b/amin") is None
    assert find_school(root / "felles/7b/amin") == root


def test_a_git_root_that_holds_the_school_itself(root: Path) -> None:
    write(root, "solvang/.git/", "solvang/skole.yaml", "solvang/7b/amin/sak.yaml")
    assert look(root / "solvang/7b/amin").root == root / "solvang"


def test_git_worktrees_have_a_file_for_it(root: Path) -> None:
    write(root, "skole.yaml", "arkiv/.git", "arkiv/7b/sak.yaml")
    assert find_school(root / "arkiv/7b") is None


@pytest.mark.parametrize("name", ["Åse Øre", "7b – høst", "a'b\"c", "ærlig", "a b/c d"])
def test_names_with_blanks_and_norwegian_letters(root: Path, name: str) -> None:
    write(root, "skole.yaml", f"7b/{name}/sak.yaml")
    assert cases(look(root)) == [f"7b/{name}"]
    assert cases(look(root / "7b" / name)) == [f"7b/{name}"]


@pytest.mark.parametrize(("on_disk", "asked"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFC", "NFC"), ("NFD", "NFD")])
def test_composed_and_decomposed_names_on_the_command_line(root: Path, on_disk: str, asked: str) -> None:
    name = "klasse7å"
    write(root, f"{unicodedata.normalize(on_disk, name)}/amin/sak.yaml")
    assert len(look(root / unicodedata.normalize(asked, name)).cases) == 1


@pytest.mark.parametrize("argument", ["finnes-ikke", "a\0b", "x" * 5000, ""])
def test_a_path_that_does_not_exist(root: Path, argument: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    if not argument:
        assert existing(argument) == root
        return
    with pytest.raises(UserError) as error:
        find(argument)
    assert error.value.remedy
    assert len(error.value.message) < 300


def test_a_loop_of_links_is_told(root: Path) -> None:
    (root / "a").symlink_to(root / "b")
    (root / "b").symlink_to(root / "a")
    with pytest.raises(UserError, match="går i ring"):
        look(root / "a")


# --- nobody disappears silently -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("fravær.yaml", "F024"),
        ("Fravaer.yaml", "F024"),
        ("fravaer.yml", "F024"),
        ("fravaer.yaml.txt", "F024"),
        ("tiltaksplan - kopi.yaml", "F025"),
        ("kontakt (1).yaml", "F025"),
        ("fravaer-PC01's conflicted copy.yaml", "F025"),
    ],
)
def test_a_wrong_name_in_a_case_is_an_error_and_is_not_read(school: Path, name: str, code: str) -> None:
    write(school, f"klasse7b/amin/{name}")
    for start in (school, school / "klasse7b", school / "klasse7b/amin"):
        ws = look(start)
        assert told(ws) == [(code, f"klasse7b/amin/{name}")]
        assert ws.diagnostics[0].is_error
        assert ws.diagnostics[0].suggestion
        assert name not in next(c for c in ws.cases if c.name.endswith("amin")).files


def test_our_files_without_sak_yaml(school: Path) -> None:
    write(
        school,
        "klasse7b/per/fravaer.yaml",
        "klasse7b/per/kontakt.yaml",
        "klasse7b/tom/",
        "klasse7b/notater/tanker.yaml",
    )
    assert told(look(school / "klasse7b")) == [("F026", "klasse7b/per")]
    assert told(look(school / "klasse7b/per")) == [("F026", "klasse7b/per")]


def test_a_misspelt_sak_yaml_tells_of_both(school: Path) -> None:
    write(school, "klasse7b/per/Sak.yaml", "klasse7b/per/fravaer.yaml")
    assert told(look(school)) == [("F024", "klasse7b/per/Sak.yaml"), ("F026", "klasse7b/per")]


def test_a_folder_with_nothing_but_a_misspelt_sak_yaml(school: Path) -> None:
    write(school, "klasse7b/per/sak.yml")
    assert told(look(school)) == [("F024", "klasse7b/per/sak.yml")]


@pytest.mark.parametrize("start", [".", "7b", "7b/amin"])
def test_a_misspelt_skole_yaml_is_told_from_everywhere(root: Path, start: str) -> None:
    write(root, "Skole.yaml", "7b/amin/sak.yaml")
    ws = look(root / start)
    assert not ws.has_school
    assert [c for c, _ in told(ws)] == ["F024"]
    assert "skole.yaml" in ws.diagnostics[0].message


def test_a_misspelt_klasse_yaml_is_told_from_the_case(school: Path) -> None:
    write(school, "klasse8a/klasse.yml")
    assert told(look(school / "klasse8a/jens")) == [("F024", "klasse8a/klasse.yml")]


def test_near_misses_above_a_git_root_are_somebody_elses(root: Path) -> None:
    write(root, "Skole.yaml", "min/.git/", "min/7b/amin/sak.yaml")
    assert told(look(root / "min/7b")) == []
    assert told(look(root / "min/7b/amin")) == []


def test_a_stray_sak_yaml_in_the_class_folder_hides_nobody(school: Path) -> None:
    write(school, "klasse7b/sak.yaml")
    ws = look(school)
    assert {"klasse7b/amin", "klasse7b/eva"} <= set(cases(ws)) or told(ws)


def test_a_case_inside_a_case_is_told_of(school: Path) -> None:
    write(school, "klasse7b/amin/eva/sak.yaml")
    ws = look(school)
    assert "klasse7b/amin/eva" in cases(ws) or told(ws)


def test_folders_too_deep_are_told_of(root: Path) -> None:
    write(root, "skole.yaml", "1/2/3/4/5/6/7/8/9/amin/sak.yaml")
    ws = look(root)
    assert cases(ws) or told(ws)


# --- what is not followed -------------------------------------------------------------------------------------------


def test_hidden_folders_and_our_own_are_passed_by(school: Path) -> None:
    write(
        school,
        ".gammelt/per/sak.yaml",
        "dokumenter/per/sak.yaml",
        "maler/x/sak.yaml",
        "rutiner/y/sak.yaml",
        "klasse7b/.skjult/sak.yaml",
    )
    ws = look(school)
    assert cases(ws) == ["klasse7b/amin", "klasse7b/eva", "klasse8a/jens"]
    assert told(ws) == []


def test_a_linked_folder_is_told_of_and_not_followed(school: Path, root: Path) -> None:
    write(root, "annet/per/sak.yaml")
    (school / "klasse7b/per").symlink_to(root / "annet/per")
    (school / "klasse9a").symlink_to(root / "annet")
    ws = look(school)
    assert "klasse7b/per" not in cases(ws)
    assert told(ws) == [("F023", "klasse7b/per"), ("F023", "klasse9a")]


def test_a_link_to_an_enclosing_folder_makes_no_loop(school: Path) -> None:
    (school / "klasse7b/opp").symlink_to(school)
    assert told(look(school)) == [("F023", "klasse7b/opp")]


def test_a_broken_link_that_is_none_of_ours(school: Path) -> None:
    (school / "klasse7b/ingenting").symlink_to(school / "finnes-ikke")
    assert told(look(school)) == []


def test_a_linked_file_is_not_read(school: Path) -> None:
    path = school / "klasse8a/jens/fravaer.yaml"
    path.symlink_to(school / "klasse7b/amin/fravaer.yaml")
    source = read(school, path)
    assert (source.value, [d.code for d in source.diagnostics]) == (None, ["F023"])
    assert "fravaer.yaml" in look(school / "klasse8a/jens").cases[0].files  # so that it is told of


# --- reading --------------------------------------------------------------------------------------------------------


def reading(root: Path, path: Path) -> tuple[str, str]:
    source = read(root, path)
    (diagnostic,) = source.diagnostics
    assert source.value is None
    assert diagnostic.is_error
    assert diagnostic.suggestion
    assert diagnostic.place.line is None
    return diagnostic.code, diagnostic.place.file


def test_a_file_is_read_and_named_from_the_root(school: Path) -> None:
    source = read(school, school / "klasse7b/amin/sak.yaml")
    assert (source.file, source.value) == ("klasse7b/amin/sak.yaml", {"elev": {"navn": "Amin"}})


def test_a_folder_where_a_file_should_be(root: Path) -> None:
    write(root, "amin/sak.yaml", "amin/fravaer.yaml/")
    assert reading(root, root / "amin/fravaer.yaml") == ("F022", "amin/fravaer.yaml")
    assert cases(look(root)) == ["amin"]
    assert "fravaer.yaml" in look(root).cases[0].files


def test_a_pipe_is_not_opened(root: Path) -> None:
    os.mkfifo(root / "sak.yaml")
    assert reading(root, root / "sak.yaml")[0] == "F022"


def test_a_file_that_is_too_large(root: Path) -> None:
    with (root / "sak.yaml").open("wb") as f:
        f.truncate(MAX_BYTES + 1)
    source = read(root, root / "sak.yaml")
    assert source.diagnostics[0].code == "F019"
    assert "5 MB" in source.diagnostics[0].message


def test_a_file_that_is_gone(root: Path) -> None:
    assert reading(root, root / "sak.yaml")[0] == "F001"


def test_no_permission_to_read_a_file(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    path = school / "klasse7b/amin/sak.yaml"
    assert reading(school, path) == ("F001", "klasse7b/amin/sak.yaml")
    assert "lesetilgang" in read(school, path).diagnostics[0].message


def test_no_permission_to_open_a_folder_hides_none_of_the_others(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path: Path) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("eva"):
            raise PermissionError(13, "Permission denied")
        return real(path)  # type: ignore[return-value]

    monkeypatch.setattr(workspace.os, "scandir", refuse)
    ws = look(school)
    assert cases(ws) == ["klasse7b/amin", "klasse8a/jens"]
    assert told(ws) == [("F001", "klasse7b/eva")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission_in_earnest(school: Path) -> None:
    (school / "klasse7b/eva").chmod(0)
    try:
        assert ("F001", "klasse7b/eva") in told(look(school))
    finally:
        (school / "klasse7b/eva").chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="such names do not exist there")
def test_a_name_that_is_no_text_can_be_shown(root: Path) -> None:
    (root / os.fsdecode(b"kl\xe5sse")).mkdir()
    write(root, "skole.yaml")
    (root / os.fsdecode(b"kl\xe5sse") / "fravaer.yaml").write_text(SAK)
    ws = look(root)
    assert told(ws) == [("F026", "kl�sse")]
    ws.diagnostics[0].place.file.encode()
