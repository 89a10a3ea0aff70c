"""Texts from the files, as they may stand in a document.

A document holds what was written: no character is changed but those that are no text. Those that steer (NUL, backspace,
half of a surrogate pair) cannot stand in Word or PDF at all, and are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from fravaer_cli.cases.case import Case
from fravaer_cli.texts import LINJESKIFT

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_BEYOND = re.compile("[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U0010ffff]")
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
"""Characters that are not drawn, as they stand in a pattern's brackets: they would hide an address from us alone."""
SKJERMET = "[skjermet]"


def clean(text: str) -> str:
    """The text without what is no text, composed (å is one character), with plain line ends."""
    text = LINJESKIFT.sub("\n", text.replace("\x0b", "\n").replace("\x0c", "\n"))
    return unicodedata.normalize("NFC", _BEYOND.sub("", _NO_TEXT.sub("", text)))


def one_line(text: str) -> str:
    """The text cleaned, and on one line: for heads, feet and names."""
    return " ".join(clean(text).split())


class Protection:
    """Keeps the address and telephone of protected guardians out of every text, whoever wrote them there.

    Attributes:
        used: something was hidden.
    """

    def __init__(self, case: Case | None) -> None:
        guardians = case.sak.foresatte if case else ()
        patterns = [p for g in guardians if g.skjermet for p in _patterns((g.adresse, g.epost), g.telefon)]
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
        self.used = False

    def text(self, text: str) -> str:
        """The text without them."""
        if self._pattern is None:
            return text
        hidden = self._pattern.sub(SKJERMET, text)
        self.used = self.used or hidden != text
        return hidden

    def everywhere(self, value: Any) -> Any:
        """The same for all texts in a value of plain mappings and lists."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.everywhere(key): self.everywhere(part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [self.everywhere(part) for part in value]
        return value


def _patterns(texts: Iterable[str | None], telephone: str | None) -> Iterable[str]:
    for text in texts:
        whole = re.sub(f"[{_UNSEEN}]", "", clean(text or ""))
        parts = re.split(r"[,;\n]", whole)  # «Granlia 7» tells as much as «Granlia 7, 2750 Gran»
        for part in (whole, *(p for p in parts if re.search(r"[^\W\d]\s+\d|\d\s+[^\W\d]", p))):
            words = re.split(r"[\s,;]+", part.strip(" ,;\n"))
            if len("".join(words)) < 4:
                continue
            said = rf"[\s,;{_UNSEEN}]*".join(f"[{_UNSEEN}]*".join(map(re.escape, word)) for word in words)
            yield rf"(?<!\w){said}(?!\w)"
    digits = re.sub(r"\D", "", telephone or "").removeprefix("0047")
    digits = digits[2:] if len(digits) == 10 and digits.startswith("47") else digits
    if len(digits) >= 5:
        between = rf"[\s.\-{_UNSEEN}]*"
        yield rf"(?<!\d)(?:(?:\+|00)47{between})?{between.join(digits)}(?!\d)"
