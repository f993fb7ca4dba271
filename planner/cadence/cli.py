"""The command line: judge a plan file, and list what the engine knows."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from .coverage import write_coverage
from .documenting import write_documentation
from .errors import CadenceError
from .files import load_plan, load_policy, shipped_policies
from .findings import verdict_to_json
from .hints import find_unmet_traits
from .judging import find_idle_rules, judge
from .measures import MEASURES
from .plan import Plan, PlannedDay
from .policy import Policy
from .possibility import BUDGET, find_possibility
from .printing import write_verdict
from .timelines import order_blocks
from .words import say_clock, say_count, say_date, say_day

KEPT, BROKEN, BAD_INPUT, NOT_KNOWN = 0, 1, 2, 3

PLAN_HELP = "a JSON file, or a .txt file in the short notation"
POSSIBLE_STATUS = {"possible": KEPT, "impossible": BROKEN, "not known": NOT_KNOWN}
SCHEMAS: dict[str, Any] = {"plan": PlannedDay | Plan, "policy": Policy}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the number is the exit status.

    0 kept or possible, 1 a must broken or impossible, 2 bad input, 3 not known.
    """
    given = make_parser().parse_args(arguments)
    try:
        status: int = given.run(given)
    except CadenceError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # The reader of a pipe has seen enough; Python would complain again at exit.
        sys.stderr.close()
        return KEPT
    return status


def make_parser() -> argparse.ArgumentParser:
    """The commands and what they take."""
    parser = argparse.ArgumentParser(
        prog="python -m planner.cadence", description="Judge plans against policies."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check", help="judge a plan file; exit 0 kept, 1 broken, 2 bad input"
    )
    check.add_argument("plan", metavar="PLAN", help=PLAN_HELP)
    check.add_argument("--policy", nargs="+", action="extend", default=[], metavar="NAME_OR_FILE")
    check.add_argument("--format", choices=["text", "json"])
    check.set_defaults(run=run_check)
    possible = commands.add_parser(
        "possible",
        help="can any plan around these blocks keep the musts? exit 0 yes, 1 no, 3 not known",
    )
    possible.add_argument("plan", metavar="PLAN", help=PLAN_HELP)
    possible.add_argument(
        "--policy", nargs="+", action="extend", default=[], metavar="NAME_OR_FILE"
    )
    possible.add_argument("--tries", type=int, default=BUDGET, metavar="N", help="plans to try")
    possible.set_defaults(run=run_possible)
    schema = commands.add_parser("schema", help="print the JSON schema of a plan or a policy")
    schema.add_argument("what", choices=list(SCHEMAS))
    schema.set_defaults(run=run_schema)
    commands.add_parser("measures", help="list the measures").set_defaults(run=run_measures)
    policies = commands.add_parser("policies", help="list the shipped policies")
    policies.add_argument("--coverage", action="store_true", help="count what is checked, by need")
    policies.set_defaults(run=run_policies)
    commands.add_parser("docs", help="print the generated part of docs/cadence.md").set_defaults(
        run=run_docs
    )
    return parser


def run_check(given: argparse.Namespace) -> int:
    """Judge the plan and print the verdict."""
    policies = [load_policy(name) for name in given.policy]
    plan = load_plan(given.plan)
    closed = frozenset(plan.closed)
    verdict = judge(plan.days, policies, closed=closed)
    idle = find_idle_rules(plan.days, policies, closed)
    if given.format == "json":
        print(json.dumps({"kept": verdict.kept, **json.loads(verdict_to_json(verdict))}, indent=2))
    else:
        unmet = find_unmet_traits(plan.days, policies)
        print("\n".join(write_verdict(verdict, plan, idle, unmet)))
    return KEPT if verdict.kept else BROKEN


def run_possible(given: argparse.Namespace) -> int:
    """Take the plan's blocks as fixed, and say whether any plan around them keeps the musts."""
    policies = [load_policy(name) for name in given.policy]
    plan = load_plan(given.plan)
    tries = max(1, given.tries)
    found = find_possibility(plan.days, policies, budget=tries, closed=frozenset(plan.closed))
    print(found.text)
    for day in found.plan:
        print(f"  {say_day(day.date)}, {say_date(day.date)}")
        for block in order_blocks(day.blocks):
            when = "any time" if block.start is None else say_clock(block.start)
            print(f"    {when:>8}  {block.minutes:>3} min  {block.mode:<9} {block.title}")
    return POSSIBLE_STATUS[found.answer]


def run_schema(given: argparse.Namespace) -> int:
    """Print the JSON schema of the plan document or of a policy."""
    print(json.dumps(TypeAdapter(SCHEMAS[given.what]).json_schema(by_alias=True), indent=2))
    return KEPT


def run_measures(given: argparse.Namespace) -> int:
    """List the measures, each with the first line of its documentation."""
    for word, measure in MEASURES.items():
        parameters = ", ".join(measure.model_fields)
        about = (measure.__doc__ or "").splitlines()[0]
        print(f"{word:<15} {about}" + (f" With: {parameters}." if parameters else ""))
    return KEPT


def run_policies(given: argparse.Namespace) -> int:
    """List the shipped policies, or count how much of them is checked."""
    if given.coverage:
        print("\n".join(write_coverage(shipped_policies())))
        return KEPT
    for policy in shipped_policies():
        checked, unchecked = len(policy.checked_rules), len(policy.unchecked_rules)
        rules = f"{say_count(checked, 'rule')}, {unchecked} more not checked here"
        print(f"{policy.id:<15} {policy.name} ({policy.version}): {rules}")
    return KEPT


def run_docs(given: argparse.Namespace) -> int:
    """Print the generated part of the documentation."""
    print(write_documentation(), end="")
    return KEPT
