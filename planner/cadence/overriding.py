"""Precedence: rules that do not hold on days on which another policy takes their place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from .calendars import Ends
from .compiling import CompiledPolicy
from .findings import UncheckedRule
from .policy import CheckedRule, Policy
from .rule_words import say_rule

Overrides = Mapping[tuple[str, str], Sequence[Policy]]
"""By policy and rule: the policies that take its place."""


def find_overrides(compiled: Iterable[CompiledPolicy]) -> Overrides:
    """Which rules give way to which policies."""
    found: dict[tuple[str, str], list[Policy]] = {}
    for each in compiled:
        for override in each.policy.overrides:
            for rule_id in override.rules:
                found.setdefault((override.policy, rule_id), []).append(each.policy)
    return found


def describe_overridden(
    policy: CompiledPolicy, overrides: Overrides, spans: Sequence[Ends]
) -> Iterator[UncheckedRule]:
    """A policy's rules that give way to another one in force in any of the spans, and why."""
    for rule in policy.policy.checked_rules if overrides else ():
        for other in overrides.get((policy.policy.id, rule.id), ()):
            if any(other.holds_within(*span) for span in spans):
                yield describe_one(policy.policy, rule, other)


def describe_one(policy: Policy, rule: CheckedRule, other: Policy) -> UncheckedRule:
    """One rule that gives way, as a verdict shows it."""
    why = next(o.why for o in other.overrides if o.policy == policy.id and rule.id in o.rules)
    return UncheckedRule(
        policy_id=policy.id,
        policy_name=policy.name,
        rule_id=rule.id,
        strength=rule.strength,
        says=say_rule(rule),
        reason=f"{other.name} takes its place: {why}",
        authority=rule.source.authority,
        address=rule.source.address,
        quote=rule.source.quote,
    )
