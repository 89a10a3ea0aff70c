"""Norwegian (bokmål) wording that many modules share: dates, counts, lists, likenesses. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

UKEDAGER = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MAANEDER = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
_KORT = ("jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.")

FOEDSELSNUMMER = re.compile(r"([0-7](?<!\d[0-7])\d)([0-9]\d)\d{2}[ .\-\u00a0\u2010-\u2013\u202f]?\d{5}(?!\d)")
"""Eleven digits whose first four can be a day and a month; see `finn_foedselsnummer`."""


def lang_dato(d: date, *, aar: bool = False) -> str:
    """«onsdag 19. november», with the year if `aar`."""
    tekst = f"{UKEDAGER[d.weekday()]} {d.day}. {MAANEDER[d.month - 1]}"
    return f"{tekst} {d.year}" if aar else tekst


def kort_dato(d: date) -> str:
    """«19. nov.»."""
    return f"{d.day}. {_KORT[d.month - 1]}"


def dag_og_maaned(d: date, *, aar: bool = False) -> str:
    """«19. november», with the year if `aar`."""
    tekst = f"{d.day}. {MAANEDER[d.month - 1]}"
    return f"{tekst} {d.year}" if aar else tekst


LINJESKIFT = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def linjer(tekst: str) -> list[str]:
    """The lines of a text, without their ends, as a YAML parser counts them."""
    return LINJESKIFT.split(tekst)


def antall(n: int, en: str, flere: str) -> str:
    """«1 dag», «3 dager»."""
    return f"{n} {en if n == 1 else flere}"


def stor(tekst: str) -> str:
    """The text with its first letter as a capital, if there is one: «ß» and «ﬁ» stay."""
    first = tekst[:1].upper()
    return first + tekst[1:] if len(first) == 1 else tekst


def setning(tekst: str) -> str:
    """The text as a sentence: a capital first, and a full stop unless it ends with a mark of its own."""
    return stor(tekst) if tekst.endswith((".", "?", "!")) else f"{stor(tekst)}."


def en_desimal(teller: int, nevner: int) -> float:
    """The fraction with one decimal, exact halves rounded up (03): 1/4 → 0.3. `nevner` is positive."""
    return (20 * teller + nevner) // (2 * nevner) / 10


def tall(x: float) -> str:
    """A number with decimal comma: 18,2 – and 20, not 20,0."""
    return f"{x:g}".replace(".", ",") if float(x).is_integer() else f"{x:.1f}".replace(".", ",")


def tusen(n: int) -> str:
    """A whole number with a blank before every three digits: 10 000."""
    return f"{n:,}".replace(",", " ")


def liste(ord_: Iterable[str], bindeord: str = "og") -> str:
    """«a, b og c»."""
    alle = list(ord_)
    return alle[0] if len(alle) == 1 else f"{', '.join(alle[:-1])} {bindeord} {alle[-1]}" if alle else ""


def mente_du(skrevet: str, mulige: Iterable[str]) -> str | None:
    """The likeliest word that was meant, or None. Case, diacritics and transliteration (aarsak) do not count."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when something is wrong

    enkle = {_enkel(m): m for m in mulige}
    funnet = get_close_matches(_enkel(skrevet), enkle, n=1, cutoff=0.7)
    return enkle[funnet[0]] if funnet else None


def _enkel(ord_: str) -> str:
    """Lower case, æøå as ae/oe/aa, hyphen and underscore alike."""
    lav = unicodedata.normalize("NFC", ord_).casefold()
    return lav.translate(_TRANSLITTERASJON).replace("-", "_").replace(" ", "_")


_TRANSLITTERASJON = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_TILBAKE = (("aa", "å"), ("oe", "ø"), ("ae", "æ"))


def translitterer(ord_: str) -> str:
    """æ→ae, ø→oe, å→aa in lower case: the form that names of files and code take."""
    return unicodedata.normalize("NFC", ord_).lower().translate(_TRANSLITTERASJON)


def fra_translitterert(navn: str) -> str:
    """`aarsak` → `årsak`."""
    for kode, bokstav in _TILBAKE:
        navn = navn.replace(kode, bokstav)
    return navn


def finn_foedselsnummer(tekst: str) -> Iterable[tuple[int, int]]:
    """(start, end) of everything in the text that looks like a national identity number.

    Eleven digits that begin with a possible date: also D-numbers (day + 40) and test numbers (month + 40, 65 or 80).
    The control digits are not asked for: from 2032 they no longer hold, and a wrong warning is cheap.
    """
    for m in FOEDSELSNUMMER.finditer(tekst):
        dag, maaned = int(m[1]), int(m[2])
        if 1 <= dag % 40 <= 31 and any(1 <= maaned - m0 <= 12 for m0 in (0, 40, 65, 80)):
            yield m.span()


def skjul_foedselsnummer(tekst: str) -> str:
    """The text with the digits of identity numbers replaced by •, as long as before."""
    for start, slutt in finn_foedselsnummer(tekst):
        tekst = tekst[:start] + "•" * (slutt - start) + tekst[slutt:]
    return tekst


_USYNLIGE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def uten_usynlige(tekst: str) -> str:
    """The text without what hides or steers, and without what no file may hold. Line ends go too."""
    return _USYNLIGE.sub("", tekst).replace("\ufffe", "").replace("\uffff", "")


def json_trygg(tekst: str) -> str:
    """JSON text with what steers or hides written as escapes: the data stays the same."""
    return _USYNLIGE.sub(lambda m: f"\\u{ord(m[0]):04x}", tekst)


def trygg(tekst: str) -> str:
    """The text with � for whatever steers a terminal or hides: control, direction and zero-width characters."""
    return _USYNLIGE.sub("�", tekst)


_SITERT = re.compile("«([^«»]*)»")
_VANLIG = re.compile(r"[a-zæøå][a-zæøå0-9_-]{0,24}(\.yaml)?|[0-9][0-9.,:/-]{0,11}|[*.<>-]{1,3}")


def uten_verdier(tekst: str) -> str:
    """A message without what it quotes, but for single words in lower case (keys, our own words), dates and numbers.

    For output that must hold no text of the files: somebody's name or a sentence from a note becomes «…».
    """
    return _SITERT.sub(lambda m: m[0] if _VANLIG.fullmatch(m[1]) else "«…»", tekst)


def en_linje(tekst: str) -> str:
    """The text safe for a terminal, and on one line."""
    return trygg(" ".join(tekst.split()))


def sitat(verdi: object, lengde: int = 40) -> str:
    """A value as it may stand in a message: one line, shortened, safe for the terminal, no identity number."""
    if verdi is None:
        return "(tomt)"
    if isinstance(verdi, bool):
        return "«true»" if verdi else "«false»"
    if isinstance(verdi, Sequence) and not isinstance(verdi, str):
        return "en liste"
    if isinstance(verdi, dict):
        return "flere felt"
    return f"«{ren(str(verdi), lengde)}»"


def ren(tekst: str, lengde: int = 40) -> str:
    """A text of the user's as it may stand in a sentence of ours; see `sitat`."""
    tekst = trygg(skjul_foedselsnummer(" ".join(tekst.split())))
    return tekst if len(tekst) <= lengde else tekst[: lengde - 1] + "…"
