"""What `fravaer fmt` did, or would do, as text."""

from __future__ import annotations

from collections.abc import Sequence

from fravaer_cli.output.diagnostics import render_short
from fravaer_cli.texts import antall, en_linje, skjul_foedselsnummer, trygg
from fravaer_cli.tidying.files import Result


def changes(results: Sequence[Result]) -> str:
    """A line for each file that is changed: «klasse7b/amin/fravaer.yaml: rekkefølgen i fravær og 2 datoer»."""
    return "".join(f"{en_linje(r.file)}: {r.what}\n" for r in results if r.is_changed)


def differences(results: Sequence[Result]) -> str:
    """The changes line by line."""
    lines = "".join(r.diff() for r in results if r.is_changed).splitlines()
    return "".join(f"{trygg(skjul_foedselsnummer(line))}\n" for line in lines)


def problems(results: Sequence[Result]) -> str:
    """Why some files were left, and what to do."""
    text = render_short([d for r in results for d in r.diagnostics])
    for problem in (r.problem for r in results):
        text += f"Feil: {problem.message}\n{problem.remedy}\n" if problem else ""
    return text


def summary(results: Sequence[Result], *, written: bool) -> str:
    """«28 filer lest: 2 filer ordnet»."""
    read = antall(len(results), "fil", "filer")
    changed, left = (sum(r.is_changed for r in results), sum(r.is_left for r in results))
    what = "ordnet" if written else "bør ordnes"
    nothing = "ingenting å ordne i resten" if left else "ingenting å ordne"
    parts = [f"{antall(changed, 'fil', 'filer')} {what}" if changed else nothing]
    parts += [f"{antall(left, 'fil', 'filer')} kunne ikke ordnes"] if left else []
    return f"{read} lest: {', '.join(parts)}."
