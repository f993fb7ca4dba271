"""Reads the plans that stand next to each shipped policy, in `<policy>.plans.toml`."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from planner.cadence import PlannedDay
from planner.cadence.sketches import MONDAY, sketch_days

FOLDER = Path(__file__).parents[3] / "planner" / "cadence" / "policies"


@dataclass(frozen=True, slots=True)
class RulePlans:
    """What shows a rule at work: a plan that keeps it and one that breaks it."""

    keeps: tuple[PlannedDay, ...]
    breaks: tuple[PlannedDay, ...]
    closed: frozenset[dt.date]
    also_breaks: frozenset[str]
    """Rules that no plan can keep while it breaks this one."""


@cache
def read_rule_plans(policy_id: str) -> dict[str, RulePlans]:
    """The plans of a policy by rule; none where the file is missing."""
    path = FOLDER / f"{policy_id}.plans.toml"
    if not path.exists():
        return {}
    data = tomllib.loads(path.read_text("utf-8"))
    return {rule_id: read_one(said, data) for rule_id, said in data.get("rules", {}).items()}


def read_one(said: dict[str, Any], data: dict[str, Any]) -> RulePlans:
    """The plans of one rule; what it doesn't say itself is said for the whole file."""
    monday = said.get("monday", data.get("monday", MONDAY))
    closed = chain(data.get("closed", ()), said.get("closed", ()))
    shared = data.get("shared", {})
    return RulePlans(
        keeps=sketch_days(insert_shared(said["keeps"], shared), monday),
        breaks=sketch_days(insert_shared(said["breaks"], shared), monday),
        closed=frozenset(chain.from_iterable(map(spread_dates, closed))),
        also_breaks=frozenset(rule_id for rule_id, _reason in said.get("also_breaks", {}).items()),
    )


def spread_dates(said: dt.date | dict[str, dt.date]) -> Iterator[dt.date]:
    """A closed date, or all those of "from" one "until" another."""
    first, last = (said, said) if isinstance(said, dt.date) else (said["from"], said["until"])
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)


def insert_shared(text: str, shared: dict[str, str]) -> str:
    """The text with the lines that "use week" stands for."""
    lines = (shared[line[4:]] if line.startswith("use ") else line for line in text.splitlines())
    return "\n".join(lines)
