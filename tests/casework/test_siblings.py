"""`søsken`: which days of the brother or sister count, read from their own folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fravaer_cli.check import Question, check
from fravaer_cli.files.workspace import find

D = date(2025, 9, 5)
TO_DAGER = "fravær:\n  - {dato: 2025-09-02, type: dag}\n  - {dato: 2025-09-03, type: dag}\n"


def found(root: Path, sibling_log: str | None, given: str = ".", path: str = "../b") -> list[str]:
    for name, log in (("7b/a", TO_DAGER), ("7b/b", sibling_log)):
        folder = root / name
        folder.mkdir(parents=True)
        sibling = f"søsken: [{path}]\n" if name == "7b/a" else ""
        (folder / "sak.yaml").write_text(f"elev: {{navn: {name}}}\n{sibling}", "utf-8")
        if log:
            (folder / "fravaer.yaml").write_text(log, "utf-8")
    (root / "skole.yaml").write_text("skole: S\n", "utf-8")
    result = check(find(str(root / given)), Question("uke", D, D))
    (case,) = [c for c in result.saker if c.elev == "7b/a"]
    return [f.melding for f in case.funn if f.regel == "gran/søsken"]


def test_two_days_in_common(tmp_path: Path) -> None:
    assert found(tmp_path, TO_DAGER) == ["Borte samme dag som søsken: 2. og 3. september"]


def test_the_siblings_folder_is_read_also_when_it_was_not_asked_for(tmp_path: Path) -> None:
    assert found(tmp_path, TO_DAGER, given="7b/a") == ["Borte samme dag som søsken: 2. og 3. september"]


@pytest.mark.parametrize(
    "log",
    [
        None,
        "fravær:\n  - {dato: 2025-09-02, type: dag}\n",
        "fravær:\n  - {dato: 2025-09-02, type: time}\n  - {dato: 2025-09-03, type: time}\n",
        "fravær:\n  - {dato: 2025-09-02, type: dag}\n  - {fra: 2025-09-02, til: 2025-09-03, type: dag}\n",  # doubled
        "fravær:\n  - {fra: 2023-08-21, til: 2025-09-03, type: dag}\n",  # longer than a school year
        "fravær:\n  - {dato: 2025-09-02, type: dag}\n  - {dato: 2025-09-03, type: dag, hva: x}\n",  # unknown key
        "fravær: [\n",
    ],
)
def test_entries_with_an_error_do_not_count_for_a_sibling_either(tmp_path: Path, log: str | None) -> None:
    assert found(tmp_path, log) == []


@pytest.mark.parametrize("path", ["../a", "../finnes-ikke", "../../../utenfor"])
def test_a_path_that_leads_nowhere_gives_no_days(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, TO_DAGER, path=path) == []


def test_a_log_behind_a_link_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "utenfor"
    outside.mkdir()
    (outside / "sak.yaml").write_text("elev: {navn: U}\n", "utf-8")
    (outside / "fravaer.yaml").write_text(TO_DAGER, "utf-8")
    school = tmp_path / "skole"
    (school / "7b" / "c").mkdir(parents=True)
    (school / "7b" / "lenke").symlink_to(outside, target_is_directory=True)
    assert found(school, None, path="../lenke") == []
    other = tmp_path / "en-annen"
    (other / "7b" / "c").mkdir(parents=True)
    (other / "7b" / "c" / "fravaer.yaml").symlink_to(outside / "fravaer.yaml")
    assert found(other, None, path="../c") == []
