"""The kinds of rule there are. Adding one: a module, a line here, a test file."""

from __future__ import annotations

from fravaer_cli.rules import andel, antall, moenster, sammenhengende, soesken
from fravaer_cli.rules.kind import RuleKind

KINDS: dict[str, RuleKind] = {
    "antall": antall.KIND,
    "sammenhengende": sammenhengende.KIND,
    "andel": andel.KIND,
    "mønster": moenster.KIND,
    "søsken": soesken.KIND,
}
