"""Conflicts as git writes them, and what they can be resolved to."""

from __future__ import annotations

import re
from typing import NamedTuple

_lines = re.compile(r"[^\n]*\n|[^\n]+").findall
"""The lines with their ends, as git counts them: by line feeds alone."""


class Markers(NamedTuple):
    """How the lines around a conflict are written.

    Attributes:
        size: how many characters a marker has; git's own have seven.
        ours: what the first part is called; `theirs` the second.
    """

    size: int = 7
    ours: str = "denne grenen"
    theirs: str = "grenen som flettes inn"

    def around(self, ours: str, theirs: str) -> str:
        """A conflict between two texts that end with a line's end or are empty."""
        first, middle, last = (c * self.size for c in "<=>")
        return f"{first} {self.ours}\n{ours}{middle}\n{theirs}{last} {self.theirs}\n"

    def around_what_differs(self, ours: str, theirs: str) -> str:
        """Two whole texts as one, with the conflict around the lines from the first that differs to the last."""
        one, two = _lines(ours), _lines(theirs)
        start = 0
        while start < min(len(one), len(two)) and one[start] == two[start]:
            start += 1
        end = 0
        while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
            end += 1
        parts = ["".join(lines[start : len(lines) - end]) for lines in (one, two)]
        parts = [p + "\n" if p and not p.endswith("\n") else p for p in parts]
        return "".join(one[:start]) + self.around(*parts) + "".join(one[len(one) - end :])

    def count(self, text: str) -> int:
        """How many conflicts there are in a text."""
        return sum(line.startswith("<" * self.size + " ") for line in text.split("\n"))

    def resolved(self, text: str) -> tuple[str, str]:
        """The text with our part of every conflict, and with theirs."""
        first, middle, last = (c * self.size for c in "<=>")
        chosen: tuple[list[str], list[str]] = ([], [])
        within = None
        for line in _lines(text):
            bare = line.rstrip("\r\n")
            if within is None and bare.startswith(first + " "):
                within = 0
            elif within == 0 and bare == middle:
                within = 1
            elif within == 1 and bare.startswith(last + " "):
                within = None
            else:
                for side in (0, 1) if within is None else (within,):
                    chosen[side].append(line)
        return "".join(chosen[0]), "".join(chosen[1])
