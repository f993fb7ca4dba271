"""Precedence: rules that do not hold on days on which another policy takes their place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from .compiling import CompiledPolicy
from .findings import UncheckedRule
from .policy import CheckedRule, Policy
from .pools import Pool
from .rule_words import say_rule

Overrides = Mapping[tuple[str, str], Sequence[Policy]]
"""By policy and rule: the policies that take its place."""


def find_overrides(compiled: Iterable[CompiledPolicy], pools: Iterable[Pool]) -> Overrides:
    """Which rules give way to which policies that are in force on any of the days."""
    found: dict[tuple[str, str], list[Policy]] = {}
    spans = [(pool.views[0].day.date, pool.views[-1].day.date) for pool in pools]
    for each in compiled:
        if not each.policy.overrides or not any(each.is_in_force(*span) for span in spans):
            continue
        for override in each.policy.overrides:
            for rule_id in override.rules:
                found.setdefault((override.policy, rule_id), []).append(each.policy)
    return found


def describe_overridden(policy: CompiledPolicy, overrides: Overrides) -> Iterator[UncheckedRule]:
    """A policy's rules that give way to another one, with the reason."""
    for rule in policy.policy.checked_rules:
        for other in overrides.get((policy.policy.id, rule.id), ()):
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
