"""The cadence engine: planned days and policies in, a verdict out. Pure Python, no Django.

Times are minutes after midnight on the school's clock; lengths are minutes.
"""

from .errors import CadenceError, PlanError, PolicyError, Problem
from .files import load_plan, load_policy, parse_plan, parse_policy, shipped_policies
from .findings import ALWAYS, Finding, UncheckedRule, Verdict, verdict_from_json, verdict_to_json
from .judging import judge
from .plan import (
    Plan,
    PlannedBlock,
    PlannedClassroom,
    PlannedDay,
    PlannedGroup,
    PlannedTool,
)
from .policy import Policy, Rule, UncheckableRule
from .runs import Run
from .timelines import GroupTotals, Timeline, day_totals, timelines
from .wording import say_rule

__all__ = [
    "ALWAYS",
    "CadenceError",
    "Finding",
    "GroupTotals",
    "Plan",
    "PlanError",
    "PlannedBlock",
    "PlannedClassroom",
    "PlannedDay",
    "PlannedGroup",
    "PlannedTool",
    "Policy",
    "PolicyError",
    "Problem",
    "Rule",
    "Run",
    "Timeline",
    "UncheckableRule",
    "UncheckedRule",
    "Verdict",
    "day_totals",
    "judge",
    "load_plan",
    "load_policy",
    "parse_plan",
    "parse_policy",
    "say_rule",
    "shipped_policies",
    "timelines",
    "verdict_from_json",
    "verdict_to_json",
]
