"""git, where the school's folder is in it: who can fetch it, what should not be there, and whether merging is safe.

Nothing is asked of the network: whether a repository is open to all cannot be seen from here, only where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fravaer_cli.doctor.finding import Punkt, fare, merk, ok
from fravaer_cli.doctor.folder import some
from fravaer_cli.merging.git import run

_PUBLIC_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "sr.ht", "gitea.com", "notabug.org")
_HOST = re.compile(
    r"(?!file:)[a-z+]+://(?:[^@/\s]+@)?(\[[^\]\s]*\]|[^/:\s]+)|(?:[^@/\s]+@)?([^@/:\s]{2,}):(?!//)", re.IGNORECASE
)
"""Where an address leads: `https://host/…`, or as ssh has it, `host:path`. A letter alone is a drive in Windows."""


def look_at_git(root: Path) -> Iterator[Punkt]:
    """What git says of the school's folder."""
    if _git(root, "--version") is None:
        yield merk("Git finnes ikke på denne maskinen, så det som gjelder git, er ikke sjekket", "Installer git.")
        return
    if _git(root, "rev-parse", "--is-inside-work-tree") != "true":
        yield _not_in_git(root)
        return
    yield from _remotes(root)
    yield from _tracked(root)
    yield from _merging(root)


def _not_in_git(root: Path) -> Punkt:
    if any((folder / ".git").exists() for folder in (root, *root.parents)):
        remedy = f'Eies mappen av en annen, så kjør: git config --global --add safe.directory "{root.as_posix()}"'
        return merk("Mappen er i git, men git vil ikke lese den her", remedy)
    return ok("Mappen er ikke i git")


def _git(root: Path, *words: str) -> str | None:
    """What git answers; None where it does not."""
    said = run(words, root)
    return None if said is None else said.strip()


def _remotes(root: Path) -> Iterator[Punkt]:
    found: dict[tuple[str, str], None] = {}  # a remote may have several addresses
    for line in (_git(root, "remote", "-v") or "").splitlines():
        name, _, address = line.partition("\t")
        match = _HOST.match(address.rpartition(" ")[0])
        if match:
            found[name, (match[1] or match[2]).casefold()] = None
    if not found:
        yield ok("Git er ikke koblet til noen annen server: historikken ligger bare her")
    for name, host in found:
        if any(host == h or host.endswith(f".{h}") for h in _PUBLIC_HOSTS):
            yield fare(
                f"Git sender til {host} ({name}), en tjeneste på nettet der andre kan få se filene",
                "Opplysninger om elever skal ligge hos skolen eller kommunen. Fjern koblingen med "
                f"«git remote remove {name}», og be IKT om en egen server. Er noe sendt, så meld det som et avvik.",
            )
        else:
            yield ok(f"Git sender til {host} ({name})")


def _tracked(root: Path) -> Iterator[Punkt]:
    documents = (_git(root, "ls-files", "-z", "--", ":(glob)**/dokumenter/**", ":(glob)**/rapporter/**") or "").strip(
        "\0"
    )
    if documents:
        yield fare(
            f"Ferdige dokumenter er lagt i git: {some(documents.split(chr(0)))}",
            "Ta dem ut med «git rm -r --cached», og sett linjene dokumenter/ og rapporter/ i .gitignore "
            "(«fravaer init .» lager filen).",
        )
    else:
        yield ok("Ingen ferdige dokumenter i git")
    if _git(root, "check-ignore", "-q", "--", "klasse/elev/dokumenter/brev.docx") is None:
        yield merk(
            "Git er ikke satt opp til å holde mappene dokumenter/ utenfor",
            "Lag .gitignore med «fravaer init .» i skolens mappe, eller skriv dokumenter/ og rapporter/ i den.",
        )


def _merging(root: Path) -> Iterator[Punkt]:
    attribute = _git(root, "check-attr", "merge", "--", "klasse/elev/fravaer.yaml") or ""
    tied = attribute.endswith(": fravaer")
    if attribute.endswith(": union"):
        yield fare(
            "Git fletter loggene med «union», som kan blande eller miste oppføringer uten å si fra",
            "Kjør «fravaer init .» i skolens mappe, og ta bort «merge=union» i .gitattributes.",
        )
    elif tied and _git(root, "config", "merge.fravaer.driver"):
        yield ok("Git fletter loggene oppføring for oppføring")
    else:
        yield merk(
            "Git fletter loggene linje for linje, og når to fører samtidig, blir det lett en konflikt",
            "Kjør «fravaer init .» i skolens mappe, så blir de flettet oppføring for oppføring.",
        )
