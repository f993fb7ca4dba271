"""A policy made ready for judging: conditions as sets, bounds by grades, once per policy."""

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache

from .bounds import Interval
from .findings import UncheckedRule
from .plan import Grade, PlannedDay
from .policy import Policy, Rule, UncheckableRule
from .selections import Selection, share_selection
from .words import WEEKDAYS


@dataclass(slots=True)
class CompiledRule:
    """A rule with its conditions as sets; intervals are remembered by the grades of a class."""

    policy: Policy
    rule: Rule
    chosen: Selection
    is_wide: bool
    """Whether days of a week are judged together."""
    is_split: bool
    """Whether there is more than one thing to measure in a window: subjects, blocks, runs."""
    weekdays: frozenset[int] | None
    grades: frozenset[Grade] | None
    kinds: frozenset[str] | None
    delivery: frozenset[str] | None
    _intervals: dict[tuple[Grade, ...], Interval | None] = field(default_factory=dict)

    def is_about(self, day: PlannedDay, weekday: int) -> bool:
        """Whether the day meets the rule's conditions and its policy is in force."""
        if self.weekdays is not None and weekday not in self.weekdays:
            return False
        if self.kinds is not None and day.kind not in self.kinds:
            return False
        if self.delivery is not None and day.classroom.delivery not in self.delivery:
            return False
        if self.grades is not None and self.grades.isdisjoint(day.classroom.grades):
            return False
        return self.policy.holds_on(day.date)

    def find_interval(self, grades: tuple[Grade, ...]) -> Interval | None:
        """What the rule asks of a class of these grades; grades it is not about have no say."""
        if grades not in self._intervals:
            heard = tuple(g for g in grades if self.grades is None or g in self.grades)
            self._intervals[grades] = self.rule.find_interval(heard)
        return self._intervals[grades]


@dataclass(frozen=True, slots=True)
class CompiledPolicy:
    """A policy's rules made ready, and those that it cannot check as the verdict shows them."""

    policy: Policy
    rules: tuple[CompiledRule, ...]
    unchecked: tuple[UncheckedRule, ...]

    def is_in_force(self, first: dt.date, last: dt.date) -> bool:
        """Whether the policy holds on any day from the first to the last."""
        force = self.policy.in_force
        return (force.first is None or force.first <= last) and (
            force.last is None or first <= force.last
        )


class _ByFingerprint:
    """A policy that is equal to another with the same fingerprint; hashing it costs nothing."""

    __slots__ = ("policy",)

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __hash__(self) -> int:
        return hash(self.policy.fingerprint)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _ByFingerprint)
            and self.policy.fingerprint == other.policy.fingerprint
        )


def compile_policy(policy: Policy) -> CompiledPolicy:
    """The policy made ready for judging; done once for equal policies."""
    return _compile(_ByFingerprint(policy))


@lru_cache(maxsize=512)
def _compile(wrapped: _ByFingerprint) -> CompiledPolicy:
    policy = wrapped.policy
    return CompiledPolicy(
        policy,
        tuple(compile_rule(policy, rule) for rule in policy.checked_rules),
        tuple(describe_unchecked(policy, rule) for rule in policy.unchecked_rules),
    )


def compile_rule(policy: Policy, rule: Rule) -> CompiledRule:
    """One rule with its conditions as sets."""
    when = rule.when
    return CompiledRule(
        policy,
        rule,
        chosen=share_selection(rule.of),
        is_wide=rule.window in ("week", "weekdays"),
        is_split=rule.key != "group" or rule.window in ("block", "run"),
        weekdays=frozenset(map(WEEKDAYS.index, when.weekdays)) if when.weekdays else None,
        grades=when.find_grades(),
        kinds=frozenset(when.kinds) if when.kinds else None,
        delivery=frozenset(when.delivery) if when.delivery else None,
    )


def describe_unchecked(policy: Policy, rule: UncheckableRule) -> UncheckedRule:
    """A rule that a plan cannot answer, as a verdict shows it."""
    return UncheckedRule(
        policy_id=policy.id,
        policy_name=policy.name,
        rule_id=rule.id,
        strength=rule.strength,
        says=rule.says,
        reason=rule.unchecked,
        authority=rule.source.authority,
        address=rule.source.address,
        quote=rule.source.quote,
    )
