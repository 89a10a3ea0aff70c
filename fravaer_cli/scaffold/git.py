"""git around a school: the merge driver that lets two people write in one log, and the hook that looks before a commit.

`.gitattributes` says which files are merged by entry, and travels with the files. What is to do it stands in the
configuration of each copy, which does not; so every colleague runs `fravaer init` once in theirs.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fravaer_cli.files.disk import write_new
from fravaer_cli.merging.git import is_git_here, run
from fravaer_cli.scaffold.plan import Plan
from fravaer_cli.scaffold.templates import render

DRIVER = "merge.fravaer"
"""The section of git's configuration; `.gitattributes` says `merge=fravaer`."""
_NAME = "fravaer: flett logger oppføring for oppføring"
_MERGED = ("fravaer.yaml", "kontakt.yaml", "evaluering.yaml", "kartlegging.yaml")
HOOK = "pre-commit"


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository that a folder is in.

    Attributes:
        top: the folder of the checkout.
        hooks: where git looks for hooks.
    """

    top: Path
    hooks: Path

    @property
    def has_own_hooks(self) -> bool:
        """The hooks lie within the repository, and not in a folder that is shared with others (`core.hooksPath`)."""
        git = run(["rev-parse", "--git-common-dir"], self.top)
        return git is not None and self.hooks.resolve().parent == (self.top / git).resolve()


def find_repository(folder: Path) -> Repository | None:
    """The repository that keeps a folder, or would keep it if it were made; None if there is none.

    A folder that git is told to leave out is in none.
    """
    there = _there(folder)
    if _git_folder_above(folder) is None:
        return None
    top, hooks = run(["rev-parse", "--show-toplevel"], there), run(["rev-parse", "--git-path", "hooks"], there)
    if not top or not hooks or run(["check-ignore", "-q", str(folder)], there) is not None:
        return None
    return Repository(Path(top), there / hooks)


def _there(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(f for f in (folder, *folder.parents) if f.is_dir())


def _git_folder_above(folder: Path) -> Path | None:
    there = _there(folder).resolve()
    return next((f for f in (there, *there.parents) if os.path.lexists(f / ".git")), None)


def program() -> str:
    """What starts this program from git: its name where the shell finds it, else the whole path to it."""
    if shutil.which("fravaer"):
        return "fravaer"
    return f'"{Path(sys.executable).as_posix()}" -m fravaer_cli'


def driver_command() -> str:
    """What git runs to merge a log.

    Where the program is gone, or stops, git's own merge is done instead: a driver that fails would leave our version as
    it is, and the other's work would be lost by whoever takes that for the result. Python ends with 1 too when it finds
    no module of the name, so a conflict counts only if it stands in the file.
    """
    ours = f"{program()} merge-driver %O %A %B %L %P %X %Y"
    stopped = "test $s -eq 1 && grep -q '<<<<<<<' %A"
    lines = "git merge-file --marker-size=%L %A %O %B"
    return f"{ours}; s=$?; test $s -eq 0 || {{ {stopped}; }} || {{ {lines}; s=$?; }}; exit $s"


def is_set_up(folder: Path) -> bool:
    """Whether git merges the logs of a folder by entry: the attribute and the driver are both there."""
    command = run(["config", "--get", f"{DRIVER}.driver"], folder)
    return bool(command and "merge-driver" in command and all(_is_tied(folder, name) for name in _MERGED))


def set_up(plan: Plan, root: Path, *, hook: bool, dry_run: bool) -> list[str]:
    """Set up the merge driver, and the hook if it is wanted; gives Norwegian sentences on what was done.

    Args:
        root: the school's folder; the files in it are made.
        hook: the user wants the hook.
        dry_run: only say what would be done.
    """
    repository = find_repository(root)
    if repository is None:
        return _no_repository(plan, root, hook=hook)
    said = [*_driver(plan, repository, dry_run=dry_run), *_attributes(plan, root)]
    return said + (_hook(plan, root, repository, dry_run=dry_run) if hook else [])


def _no_repository(plan: Plan, root: Path, *, hook: bool) -> list[str]:
    what = "git-kroken er ikke lagt inn" if hook else "git er ikke satt opp til å flette loggene"
    kept = _git_folder_above(root) is not None
    if not is_git_here():
        return [f"Fant ikke git på denne maskinen, så {what}. Installer git, og prøv igjen."] if kept or hook else []
    if kept and run(["rev-parse", "--show-toplevel"], _there(root)):
        return [f"{plan.quoted(root)} er utelatt fra git (.gitignore), så {what}."]
    if kept:
        return [f"Git ville ikke lese {plan.quoted(root)}, så {what}. Se hva «git status» sier i mappen."]
    again = f"fravaer init {plan.as_argument(root)}{' --git-krok' if hook else ''}"
    return [f"Mappen er ikke i git, så {what}. Bruker dere git: kjør «git init» i den, og så «{again}»."]


def _driver(plan: Plan, repository: Repository, *, dry_run: bool) -> list[str]:
    top, command = repository.top, driver_command()
    where = plan.quoted(top)
    present = run(["config", "--local", "--get", f"{DRIVER}.driver"], top)
    if present == command:
        return []
    if dry_run:
        return [f"Ville satt opp git i {where}, så to kan føre i samme logg (docs/git.md)."]
    for key, value in (("name", _NAME), ("driver", command)):
        if run(["config", "--local", f"{DRIVER}.{key}", value], top) is None:
            return [f"Git ville ikke ta imot oppsettet i {where}. Se om du kan skrive i mappen .git, og prøv igjen."]
    return [
        f"Satte opp git i {where}: når to fører i samme logg, blir den flettet oppføring for oppføring. "
        "Det gjelder bare din kopi, så alle andre må også kjøre «fravaer init» i sin."
    ]


def _attributes(plan: Plan, root: Path) -> list[str]:
    """What to add to a `.gitattributes` that is the user's own."""
    path = root / ".gitattributes"
    missing = [name for name in _MERGED if path.exists() and not _is_tied(root, name)]
    if not missing:
        return []
    lines = "\n".join(f"  {name} merge=fravaer" for name in missing)
    return [
        f"Sett disse linjene nederst i {plan.quoted(path)}, så git fletter loggene oppføring for oppføring:\n{lines}"
    ]


def _is_tied(root: Path, name: str) -> bool:
    """Git merges the pupils' files of that name with our driver."""
    attribute = run(["check-attr", "merge", "--", f"klasse/elev/{name}"], root)
    return attribute is not None and attribute.endswith(": fravaer")


def _hook(plan: Plan, root: Path, repository: Repository, *, dry_run: bool) -> list[str]:
    path = repository.hooks / HOOK
    text = hook_text(root, repository)
    where = plan.quoted(path)
    if not repository.has_own_hooks:
        return [f"Git henter kroker fra {plan.quoted(repository.hooks)}, utenfor mappen. {_BY_HAND}"]
    if os.path.lexists(path):
        same = path.is_file() and path.read_bytes() == text.encode()
        return [] if same else [f"{where} fantes fra før og er ikke rørt. {_BY_HAND}"]
    if dry_run:
        return [f"Ville lagt inn git-kroken {where}."]
    try:
        path.parent.mkdir(exist_ok=True)
        write_new(path, text.encode())
        path.chmod(0o755)
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return [f"Git-kroken kunne ikke skrives i {where}. Se om du kan skrive i mappen .git, og prøv igjen."]
    return [f"La inn git-kroken {where}: før hver innføring (commit) ser fravaer over filene som er med."]


_BY_HAND = "Legg inn «fravaer fmt --sjekk» og «fravaer validate» for hånd (docs/git.md)."


def hook_text(root: Path, repository: Repository) -> str:
    """The hook for a school in a repository: it looks at the school's files that are about to be committed."""
    try:
        folder = root.resolve().relative_to(repository.top.resolve()).as_posix()
    except ValueError:
        folder = "."
    return render("pre-commit", program=program(), mappe="" if folder == "." else f"{_quoted(folder)}/")


def _quoted(folder: str) -> str:
    """A path as it may stand between single quotes in a shell."""
    return folder.replace("'", "'\\''")
