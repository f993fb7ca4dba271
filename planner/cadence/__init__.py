"""The cadence engine: planned days and policies in, a verdict out. Pure Python, no Django.

Times are minutes after midnight on the school's clock; lengths are minutes.
"""

from .documents import read_documents
from .errors import CadenceError, PlanError, PolicyError, Problem
from .files import load_plan, load_policy, parse_plan, parse_policy, shipped_policies
from .findings import (
    ALWAYS,
    AlsoAsked,
    Finding,
    UncheckedRule,
    Verdict,
    verdict_from_json,
    verdict_to_json,
)
from .judging import JudgedClass, judge, judge_documents
from .plan import (
    Plan,
    PlannedBlock,
    PlannedClassroom,
    PlannedDay,
    PlannedGroup,
    PlannedTool,
)
from .policy import CheckedRule, JoinedRule, Policy, Rule, UncheckableRule
from .rule_words import say_rule
from .runs import Run
from .timelines import GroupTotals, Timeline, day_totals, timelines
from .waivers import Waiver

__all__ = [
    "ALWAYS",
    "AlsoAsked",
    "CadenceError",
    "CheckedRule",
    "Finding",
    "GroupTotals",
    "JoinedRule",
    "JudgedClass",
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
    "Waiver",
    "day_totals",
    "judge",
    "judge_documents",
    "load_plan",
    "load_policy",
    "parse_plan",
    "parse_policy",
    "read_documents",
    "say_rule",
    "shipped_policies",
    "timelines",
    "verdict_from_json",
    "verdict_to_json",
]
