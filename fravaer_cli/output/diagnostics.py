"""Diagnostics as text: `full` shows the user's own line with the place underlined, `kort` one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len

from fravaer_cli.diagnostics import Diagnostic, Place
from fravaer_cli.texts import antall, en_linje, skjul_foedselsnummer, trygg

Lines = Callable[[str], Sequence[str]]
"""From a file's name to its lines; empty where it cannot be read."""

_MAX_WIDTH = 110
_LEAD = 30


def render_short(diagnostics: Iterable[Diagnostic]) -> str:
    """`fil:linje:kolonne: kode melding`, one line each."""
    return "".join(f"{_where(d.place)}: {d.code} {en_linje(d.message)}\n" for d in diagnostics)


def render_full(diagnostics: Iterable[Diagnostic], lines: Lines) -> str:
    """Every diagnostic with the line it is about."""
    return "\n".join("\n".join(_full(d, lines)) + "\n" for d in diagnostics)


def summary(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """«140 filer lest: 2 feil, 1 advarsel»."""
    errors = sum(d.is_error for d in diagnostics)
    warnings = len(diagnostics) - errors
    found = [antall(errors, "feil", "feil")] if errors else []
    found += [antall(warnings, "advarsel", "advarsler")] if warnings else []
    return f"{antall(files, 'fil', 'filer')} lest: {', '.join(found) if found else 'ingen feil'}"


def _where(place: Place) -> str:
    name = skjul_foedselsnummer(en_linje(place.file))
    return name if place.line is None else f"{name}:{place.line}:{place.column}"


def _full(d: Diagnostic, lines: Lines) -> list[str]:
    shown = [(d.place, "")] + [(r.place, r.message) for r in d.related]
    width = max((len(str(p.line)) for p, _ in shown if p.line), default=1)
    out = [f"{d.severity.value}[{d.code}]: {en_linje(d.message)}"]
    for i, (place, note) in enumerate(shown):
        out.append(f"{' ' * width} {'-->' if i == 0 else ':::'} {_where(place)}")
        out += [] if d.secret else _excerpt(place, note, width, lines)
    if d.suggestion:
        out.append(f"{' ' * width}  = råd: {en_linje(d.suggestion)}")
    return out


def _excerpt(place: Place, note: str, width: int, lines: Lines) -> list[str]:
    if place.line is None or place.column is None:
        return []
    text = lines(place.file)
    if place.line > len(text):
        return []
    line = trygg(skjul_foedselsnummer(text[place.line - 1].replace("\t", " ")))
    start, end = place.column - 1, min(place.column - 1 + (place.length or 1), max(len(line), place.column))
    cut = max(0, start - _LEAD) if len(line) > _MAX_WIDTH else 0
    view = line[cut : cut + _MAX_WIDTH]
    if cut:
        view = "…" + view[1:]
    if cut + _MAX_WIDTH < len(line):
        view = view[:-1] + "…"
    end = min(end, cut + _MAX_WIDTH)
    pad, mark = cell_len(view[: start - cut]), max(1, cell_len(view[start - cut : end - cut]))
    bar = f"{' ' * width}  |"
    return [
        bar,
        f" {place.line:>{width}} | {view}".rstrip(),
        f"{bar} {' ' * pad}{'^' * mark}{' ' + note if note else ''}",
    ]


def styled(text: str) -> list[list[tuple[str, str]]]:
    """The `full` text as styled lines: the severity, the places and the marks stand out."""
    lines: list[list[tuple[str, str]]] = []
    for line in text.splitlines():
        head, colon, rest = line.partition(": ")
        word = head.partition("[")[0]
        if colon and word in ("feil", "advarsel") and head.endswith("]"):
            lines.append([(head, word), (": ", ""), (rest, "tittel")])
        elif line.lstrip().startswith(("-->", ":::", "= råd:", "|")) and "^" not in line:
            lines.append([(line, "dempet")])
        elif line.strip(" |^")[:1] == "" and "^" in line:
            lines.append([(line, "forfalt")])
        else:
            lines.append([(line, "")])
    return lines
