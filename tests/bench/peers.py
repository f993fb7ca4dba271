"""Ten of the rules as three other engines state them, each in the fastest way that it offers.

They answer true or false from facts that somebody else worked out; ours reads the documents, works
the facts out and says in words what is amiss.
"""

import importlib
from collections.abc import Callable, Sequence
from typing import Any

from planner.cadence import PlannedDay, timelines
from planner.cadence.facts import FACTS
from planner.cadence.measures.due_outside import is_outside
from planner.cadence.runs import measure_runs, sum_minutes
from planner.cadence.selections import Selection

Facts = dict[str, Any]
Judge = Callable[[Sequence[Facts]], int]

RULES = (
    ("monday or", "live_minutes", ">=", 150),
    ("monday or", "live_runs", ">=", 2),
    ("", "printing", "<=", 0),
    ("", "unapproved", "<=", 0),
    ("", "due_outside", "<=", 0),
    ("", "offline_tasks", ">=", 1),
    ("", "uninstructed", "<=", 0),
    ("", "unchecked", "<=", 0),
    ("", "longest_screen_run", "<=", 60),
    ("", "offline_percent", ">=", 40),
)
"""Where the first word stands, Mondays are let off; then a fact, a comparison and a limit."""

LIVE, ASYNC = Selection(mode=("live",)), Selection(mode=("async",))
ON_SCREEN, OFFLINE = Selection(screen=("on",)), Selection(mode=("async",), screen=("off", "either"))


def find_facts(day: PlannedDay) -> Facts:
    """What the ten rules ask of a day; of cohorts, the first one's."""
    line = timelines(day)[0]
    live, tasks, offline = (line.choose(each) for each in (LIVE, ASYNC, OFFLINE))
    dues = [block.due for block in tasks if block.due is not None]
    return {
        "monday": day.date.weekday() == 0,
        "live_minutes": sum_minutes(live),
        "live_runs": len(measure_runs(live, 1)),
        "printing": sum(map(FACTS["printing"].holds, line.blocks)),
        "unapproved": sum(map(FACTS["unapproved_tool"].holds, live)),
        "due_outside": sum(is_outside(due, day, {day.date: day}) for due in dues),
        "offline_tasks": len(offline),
        "uninstructed": len(tasks) - sum(map(FACTS["instruction"].holds, tasks)),
        "unchecked": len(tasks) - sum(map(FACTS["coach_check"].holds, tasks)),
        "longest_screen_run": max(measure_runs(line.choose(ON_SCREEN), 10), default=0),
        "offline_percent": 100 * sum_minutes(offline) / (sum_minutes(tasks) or 1),
    }


def spell_expression(word: str) -> list[str]:
    """The rules as expressions, with the engine's word for "or"."""
    return [
        f"{f'monday {word} ' if spared else ''}{fact} {sign} {limit}"
        for spared, fact, sign, limit in RULES
    ]


def make_zen() -> Judge:
    """zen-engine: compiled expressions."""
    zen = importlib.import_module("zen")
    rules = [zen.compile_expression(text) for text in spell_expression("or")]
    return lambda days: sum(not rule.evaluate(facts) for facts in days for rule in rules)


def make_cel() -> Judge:
    """CEL: compiled programs, one context for all rules of a day."""
    cel = importlib.import_module("cel")
    rules = [cel.compile(text) for text in spell_expression("||")]

    def judge(days: Sequence[Facts]) -> int:
        broken = 0
        for facts in days:
            context = cel.Context(variables=facts)
            broken += sum(not rule.execute(context) for rule in rules)
        return broken

    return judge


def make_json_logic() -> Judge:
    """json-logic: rules as nested dictionaries."""
    apply = importlib.import_module("json_logic").jsonLogic
    compared = [({sign: [{"var": fact}, limit]}, spared) for spared, fact, sign, limit in RULES]
    rules = [{"or": [{"var": "monday"}, rule]} if spared else rule for rule, spared in compared]
    return lambda days: sum(not apply(rule, facts) for facts in days for rule in rules)


PEERS: dict[str, Callable[[], Judge]] = {
    "zen-engine": make_zen,
    "CEL": make_cel,
    "json-logic": make_json_logic,
}


def load_peers() -> dict[str, Judge | None]:
    """The engines that are installed; None for one that is not."""
    return {name: load_peer(make) for name, make in PEERS.items()}


def load_peer(make: Callable[[], Judge]) -> Judge | None:
    """One engine, if it is there."""
    try:
        return make()
    except ImportError:
        return None
