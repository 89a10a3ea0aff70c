"""The parser's few English messages that people meet, in Norwegian, and with the place where the mistake was made."""

import re
from typing import NamedTuple

from ruamel.yaml.error import MarkedYAMLError

from fravaer_cli.diagnostics import Diagnostic, Place, Related, Severity
from fravaer_cli.files.syntax import Lines, place_at
from fravaer_cli.texts import linjer, sitat


class _Meaning(NamedTuple):
    """What the parser says, and what that means.

    Attributes:
        said: pattern of «problem | context»; the first that matches counts.
        at_start: the mistake lies where the thing began, not where the parser stopped.
    """

    said: str
    message: str
    remedy: str
    at_start: bool = False


_QUOTE = _Meaning(
    r"quoted scalar",
    "hermetegnet som begynner her, blir aldri lukket",
    "sett inn hermetegnet som mangler",
    at_start=True,
)
_MEANINGS = (
    _Meaning(r"escape", "omvendt skråstrek har en egen betydning mellom doble hermetegn", "bruk enkle hermetegn ('…')"),
    _QUOTE,
    _Meaning(
        r"mapping values are not allowed", "her står det et kolon som ikke passer inn", "sett teksten i hermetegn"
    ),
    _Meaning(r"sequence entries are not allowed", "en liste kan ikke begynne her", "begynn listen på en ny linje"),
    _Meaning(r"block scalar", "etter «>» og «|» må teksten begynne på neste linje", "sett teksten i hermetegn"),
    _Meaning(
        r"could not find expected ':'",
        "her mangler det et kolon etter navnet på feltet",
        "skriv «felt: verdi», og rykk inn lange tekster",
        at_start=True,
    ),
    _Meaning(
        r"flow sequence",
        "klammen «[» som begynner her, blir ikke lukket riktig",
        "lukk listen med «]», og skill leddene med komma",
        at_start=True,
    ),
    _Meaning(
        r"flow mapping",
        "krøllparentesen «{» som begynner her, blir ikke lukket riktig",
        "lukk den med «}», og skill feltene med komma",
        at_start=True,
    ),
    _Meaning(r"flow node", "her mangler det noe mellom to komma", "fjern det ene kommaet"),
    _Meaning(
        r"block end|block mapping|block collection|indent",
        "innrykket stemmer ikke med linjene over",
        "bruk mellomrom, like mange på linjer som hører sammen",
    ),
    _Meaning(r"undefined tag handle|tag", "et ord kan ikke begynne med utropstegn", "sett teksten i hermetegn"),
    _Meaning(r"document start", "her kommer det noe etter at filen egentlig er slutt", "rett innrykket på linjen"),
    _Meaning(r"alias|anchor", "«*» og «&» har en egen betydning først i en tekst", "sett teksten i hermetegn"),
)
_TAB = re.compile(r"^[ \-]*\t+[ \t]*(?=[\S\r])", re.MULTILINE)
_PERCENT = re.compile(r"^%", re.MULTILINE)
_TEXT_AFTER_QUOTE = re.compile(r"""[:\-] +(["']).*?\1 +[^\s#]""")
_COLON_IN_TEXT = re.compile(r"[\w-]+: [^,{}\[\]\"']*?(: )")


def translate(file: str, text: str, error: MarkedYAMLError) -> Diagnostic:
    """The parser's error as a diagnostic of ours."""
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1, 1) if mark else Place(file, 1, 1, 1)
    return _tabs(file, text, place) or _seen(file, text, place, error) or _said(file, place, error)


def _tabs(file: str, text: str, stopped: Place) -> Diagnostic | None:
    """Tabs in the indentation where the parser stopped are what stopped it."""
    lines = Lines(file, text)
    places = [lines.place(m.start() + m[0].index("\t")) for m in _TAB.finditer(text)]
    places = [p for p in places if abs((p.line or 0) - (stopped.line or 0)) <= 1 or places[0].line == stopped.line]
    if not places:
        return None
    related = tuple(Related(p, "og her") for p in places[1:6])
    message = "linjen er rykket inn med tabulator"
    return Diagnostic(Severity.FEIL, "F012", message, places[0], related, "bruk mellomrom i stedet")


def _seen(file: str, text: str, stopped: Place, error: MarkedYAMLError) -> Diagnostic | None:
    """Common mistakes that the user's line shows better than the parser's words do."""
    lines = linjer(text)
    line = lines[min((stopped.line or 1), len(lines)) - 1]
    start = error.context_mark
    if "token" in str(error.problem) and (stopped.column or 1) <= len(line):
        sign = line[(stopped.column or 1) - 1]
        message = f"en tekst kan ikke begynne med {sitat(sign)}"
        return Diagnostic(Severity.FEIL, "F002", message, stopped, (), "sett teksten i hermetegn")
    percent = _PERCENT.search(text)
    if percent:
        message = "en linje kan ikke begynne med prosenttegn"
        return Diagnostic(
            Severity.FEIL, "F002", message, place_at(file, text, percent.start()), (), "sett teksten i hermetegn"
        )
    quoted = _TEXT_AFTER_QUOTE.search(line)
    if quoted and "quoted scalar" not in str(error.context):
        message = "det står mer tekst etter det siste hermetegnet"
        place = Place(file, stopped.line, quoted.end(), 1)
        return Diagnostic(Severity.FEIL, "F002", message, place, (), "sett hermetegn rundt hele teksten")
    if start is not None and "flow mapping" in str(error.context):
        return _inside_braces(file, lines, start.line)
    return None


def _inside_braces(file: str, lines: list[str], number: int) -> Diagnostic | None:
    if number >= len(lines):
        return None
    line = lines[number]
    comment, colon = re.search(r"[\s{,]#", line), _COLON_IN_TEXT.search(line)
    if comment:
        message = "alt etter # er en kommentar, så krøllparentesen blir ikke lukket"
        place = Place(file, number + 1, comment.end(), 1)
        return Diagnostic(Severity.FEIL, "F002", message, place, (), "sett teksten med # i hermetegn")
    if colon:
        message = "her står det et kolon som ikke passer inn"
        place = Place(file, number + 1, colon.start(1) + 1, 1)
        return Diagnostic(Severity.FEIL, "F002", message, place, (), "sett teksten i hermetegn")
    return None


def _said(file: str, place: Place, error: MarkedYAMLError) -> Diagnostic:
    said = f"{error.problem or ''} | {error.context or ''}"
    for meaning in _MEANINGS:
        if re.search(meaning.said, said):
            start = error.context_mark
            if meaning.at_start and start is not None:
                place = Place(file, start.line + 1, start.column + 1, 1)
            return Diagnostic(Severity.FEIL, "F002", meaning.message, place, (), meaning.remedy)
    remedy = "se etter hermetegn, klammer, kolon eller innrykk som ikke stemmer"
    return Diagnostic(Severity.FEIL, "F002", "filen kan ikke leses videre herfra", place, (), remedy)
