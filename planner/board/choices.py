"""What can be chosen on a board: grade, policy, rule, order; and what each of these is called."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import TextField
from django.db.models.functions import Cast

from planner.cadence import ALWAYS, CheckedRule, Policy, say_rule
from planner.cadence.compiling import WIDE_WINDOWS
from planner.cadence.plan import GRADES
from planner.cadence.words import WEEKDAYS
from planner.models import PolicyUse, School

CLASH = f"{ALWAYS}/clash"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a board shows. A rule is named policy/rule; `only` is "broken" or "waived",
    `sort` is "name"."""

    grade: str = ""
    policy: str = ""
    rule: str = ""
    only: str = ""
    sort: str = ""

    @property
    def query(self) -> str:
        """The choice as it stands in an address, with its "?"; empty where all is shown."""
        chosen = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name)}
        return f"?{urlencode(chosen, safe='/')}" if chosen else ""

    @property
    def asked_policy(self) -> str:
        """The policy that a day must have been asked about in order to count; empty: any."""
        policy = self.rule.partition("/")[0] or self.policy
        return "" if policy == ALWAYS else policy

    def counts(self, policy: str, rule: str) -> bool:
        """Whether a broken rule counts under this choice."""
        if self.rule:
            return self.rule == f"{policy}/{rule}"
        return self.policy in ("", policy)

    def but(self, **changes: Any) -> "Choice":
        """The same choice with something changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class RuleName:
    """A rule of a policy in force, as a board calls it, and when it asks: on which weekdays
    (Monday is 0; none named: on each), or once a week."""

    key: str
    strength: str
    says: str
    weekdays: tuple[int, ...] = ()
    is_weekly: bool = False

    def asks_on(self, date: dt.date) -> bool:
        """Whether the rule is about single days, and this is one of them."""
        return not self.is_weekly and (not self.weekdays or date.weekday() in self.weekdays)


@dataclass(frozen=True, slots=True)
class PolicyName:
    """A policy in force in the week, with its checked rules."""

    identifier: str
    name: str
    rules: tuple[RuleName, ...]


CLASH_NAME = RuleName(CLASH, "must", "No two blocks of one group at the same time.")
ALWAYS_ASKED = PolicyName(ALWAYS, "Always asked", (CLASH_NAME,))


@lru_cache(maxsize=128)
def read_policy_names(document: str) -> PolicyName:
    """The names in a stored policy. Remembered by its text, so a changed policy is another one."""
    policy = Policy.model_validate_json(document)
    rules = tuple(_name_rule(policy.id, rule) for rule in policy.checked_rules)
    return PolicyName(policy.id, policy.name, rules)


def _name_rule(policy_id: str, rule: CheckedRule) -> RuleName:
    return RuleName(
        key=f"{policy_id}/{rule.id}",
        strength=rule.strength,
        says=say_rule(rule),
        weekdays=tuple(WEEKDAYS.index(word) for word in rule.when.weekdays or ()),
        is_weekly=rule.window_word in WIDE_WINDOWS,
    )


def find_rule(policies: tuple[PolicyName, ...], choice: Choice) -> RuleName | None:
    """The rule that was chosen, if one was."""
    named = (rule for policy in policies for rule in policy.rules if rule.key == choice.rule)
    return next(named, None)


def find_policy_names(school: School, first: dt.date, last: dt.date) -> tuple[PolicyName, ...]:
    """The policies in force at a school between two dates, then what is asked always.

    Where a policy changed its version between the dates, its newer rules come first.
    """
    uses = PolicyUse.objects.in_force(school, first, last).order_by("policy__name", "-since", "-pk")
    documents = uses.annotate(text=Cast("policy__document", TextField())).values_list("text")
    found: dict[str, PolicyName] = {}
    for (document,) in documents:
        names = read_policy_names(document)
        known = found.get(names.identifier)
        found[names.identifier] = names if known is None else _merge(known, names)
    return (*found.values(), ALWAYS_ASKED)


def _merge(newer: PolicyName, older: PolicyName) -> PolicyName:
    known = {rule.key for rule in newer.rules}
    added = tuple(rule for rule in older.rules if rule.key not in known)
    return replace(newer, rules=(*newer.rules, *added))


def order_grades(grades: Iterable[str]) -> tuple[str, ...]:
    """Grades from the youngest learners to the oldest, each once."""
    return tuple(sorted(set(grades), key=lambda grade: GRADES.index(grade)))


def say_grades(grades: Iterable[str]) -> str:
    """Grades in words: "Grade 2", "Grades 1 and 2"."""
    ordered = order_grades(grades)
    if len(ordered) == 1:
        return f"Grade {ordered[0]}"
    return f"Grades {', '.join(ordered[:-1])} and {ordered[-1]}"


def read_choice(
    data: Mapping[str, str], grades: tuple[str, ...], policies: tuple[PolicyName, ...]
) -> tuple[Choice, tuple[str, ...]]:
    """The choice in an address, and the parts of it that this week does not have.

    Those are left out and told, not refused: weeks differ in their policies, and a kept address
    should still open.
    """
    known = {
        "grade": set(grades),
        "policy": {each.identifier for each in policies},
        "rule": {rule.key for each in policies for rule in each.rules},
        "only": {"broken", "waived"},
        "sort": {"name", "worst"},
    }
    wanted = {name: data.get(name, "") for name in known}
    unknown = {name for name, value in wanted.items() if value and value not in known[name]}
    chosen = {name: "" if name in unknown else value for name, value in wanted.items()}
    if chosen["sort"] == "worst":
        chosen["sort"] = ""
    return Choice(**chosen), tuple(f"{name} “{wanted[name][:80]}”" for name in sorted(unknown))
