"""Each checked rule of a shipped policy has a plan that keeps it and one that breaks only it."""

import pytest

from planner.cadence import Finding, Policy, Rule, judge, shipped_policies

from .policy_plans import read_rule_plans

POLICIES = shipped_policies()
RULES = [
    pytest.param(policy, rule, id=f"{policy.id}-{rule.id}")
    for policy in POLICIES
    for rule in policy.checked_rules
]
NARROW = ("block", "run", "half_day", "day")


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: str(policy.id))
def test_exactly_the_checked_rules_have_plans(policy: Policy) -> None:
    assert sorted(read_rule_plans(policy.id)) == sorted(rule.id for rule in policy.checked_rules)


@pytest.mark.parametrize(("policy", "rule"), RULES)
def test_a_plan_keeps_the_rule_and_its_whole_policy(policy: Policy, rule: Rule) -> None:
    plans = read_rule_plans(policy.id)[rule.id]
    findings = judge(plans.keeps, [policy], closed=plans.closed).findings
    assert [finding.text for finding in findings if not may_stay_open(finding, rule)] == []


@pytest.mark.parametrize(("policy", "rule"), RULES)
def test_a_plan_breaks_exactly_the_rule(policy: Policy, rule: Rule) -> None:
    plans = read_rule_plans(policy.id)[rule.id]
    findings = judge(plans.breaks, [policy], closed=plans.closed).findings
    broken = {f.rule_id: f.outcome for f in findings if not may_stay_open(f, rule)}
    assert broken == dict.fromkeys({rule.id} | plans.also_breaks, "broken")


def may_stay_open(finding: Finding, rule: Rule) -> bool:
    """A short plan cannot settle what other rules ask of a whole week, month or year."""
    wide = finding.window not in NARROW
    return wide and finding.rule_id != rule.id and finding.outcome == "undecided"
