"""School, class and case from nothing: what `fravaer init` and `fravaer new` make.

Two steps. `plan_school` and `plan_case` only look, and say which folders and files there should be; `carry_out` makes
them. Nothing that exists is overwritten, and what a failed run has made is taken away again.
"""

from __future__ import annotations

from fravaer_cli.scaffold.case import CaseWishes, plan_case
from fravaer_cli.scaffold.class_list import class_named, plan_class
from fravaer_cli.scaffold.dates import parse_school_year, school_year_for
from fravaer_cli.scaffold.more import plan_more
from fravaer_cli.scaffold.names import folder_name
from fravaer_cli.scaffold.plan import MissingName, Plan, PlannedFile, State
from fravaer_cli.scaffold.school import SchoolWishes, plan_school
from fravaer_cli.scaffold.telling import describe
from fravaer_cli.scaffold.words import clean_text
from fravaer_cli.scaffold.writing import carry_out

__all__ = [
    "CaseWishes",
    "MissingName",
    "Plan",
    "PlannedFile",
    "SchoolWishes",
    "State",
    "carry_out",
    "class_named",
    "clean_text",
    "describe",
    "folder_name",
    "parse_school_year",
    "plan_case",
    "plan_class",
    "plan_more",
    "plan_school",
    "school_year_for",
]
