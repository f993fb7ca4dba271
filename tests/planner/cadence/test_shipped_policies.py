"""What the shipped policies say as a whole; test_policy_plans.py has each of their rules."""

import pytest

from planner.cadence import Policy, judge, load_policy, shipped_policies
from planner.cadence.sketches import sketch_days


@pytest.mark.parametrize("policy", shipped_policies(), ids=lambda policy: str(policy.id))
def test_every_rule_names_who_asks_it_and_where(policy: Policy) -> None:
    for rule in policy.rules:
        assert rule.source.authority, rule.id
        assert rule.source.address or rule.source.quote, rule.id


def test_good_practice_is_advice_only() -> None:
    assert {rule.strength for rule in load_policy("good-practice").rules} == {"should"}


def test_a_break_of_12_minutes_is_left_undecided_where_the_source_says_10_to_15() -> None:
    days = sketch_days("tue 9:00 live math 30\ntue 9:42 live art 30")
    (finding,) = judge(days, [load_policy("pragyata")]).findings
    assert (finding.rule_id, finding.outcome) == ("breaks", "undecided")
    assert finding.text == (
        "The class has only 12 minutes between two live sessions on Tuesday: "
        "3 minutes short of 15, which the policy leaves to you."
    )


def test_monday_asks_for_each_subject_that_the_class_is_taught() -> None:
    days = sketch_days("class subjects=math,reading\nmon any time math 30 offline")
    (finding,) = judge(days, [load_policy("aps")]).findings
    assert (finding.key, finding.found, finding.bound, finding.limit) == (
        "reading",
        0,
        "exactly",
        30,
    )
    assert finding.text == (
        "The class has no async minutes in reading on Monday: 30 minutes short of the 30 asked."
    )
