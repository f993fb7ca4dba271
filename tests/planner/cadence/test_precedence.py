"""Precedence: rules of a policy that give way to another one, shown with the reason."""

import pytest

from planner.cadence import judge, parse_policy
from planner.cadence.findings import UncheckedRule
from planner.cadence.sketches import sketch_days

from .rules import FRAME, LIVE_150, make_policy


def test_a_policy_takes_the_place_of_another_ones_rules() -> None:
    head = 'overrides = [{ policy = "test", rules = ["rule"], why = "The agreement prevails." }]'
    other = parse_policy(
        'id = "agreement"\nname = "Agreement"\nversion = "1"\n' + head + "\n[[rules]]\n"
        'id = "own"\nstrength = "must"\nunchecked = "It is on paper."\nsays = "Talk."\n'
        'source = { authority = "Us" }'
    )
    source = 'source = { authority = "A test" }'
    told = source.replace(" }", ', address = "https://example.org", quote = "At least." }')
    text = FRAME.format(rule=LIVE_150, strength="must", head="").replace(source, told)
    verdict = judge(sketch_days("tue"), [parse_policy(text), other])
    assert verdict.findings == ()
    own, replaced = verdict.unchecked
    assert (own.policy_id, own.rule_id) == ("agreement", "own")
    assert replaced == UncheckedRule(
        policy_id="test",
        policy_name="Test",
        rule_id="rule",
        strength="must",
        says="Live minutes each day: at least 150.",
        reason="Agreement takes its place: The agreement prevails.",
        authority="A test",
        address="https://example.org",
        quote="At least.",
    )


@pytest.mark.parametrize(
    ("dates", "holds"),
    [
        ("from = 2020-09-15", True),
        ("from = 2020-09-16", False),
        ("until = 2020-09-15", True),
        ("until = 2020-09-14", False),
    ],
)
def test_a_policy_takes_another_ones_place_while_it_is_in_force(dates: str, holds: bool) -> None:
    override = '{ policy = "%s", rules = ["%s"], why = "%s" }'
    lists = ", ".join(
        override % each
        for each in (("test", "another", "No."), ("state", "rule", "No."), ("test", "rule", "Yes."))
    )
    other = parse_policy(
        f'id = "agreement"\nname = "Agreement"\nversion = "1"\noverrides = [{lists}]\n'
        f"in_force = {{ {dates} }}\n[[rules]]\n"
        'id = "own"\nstrength = "must"\nunchecked = "It is on paper."\nsays = "Talk."\n'
        'source = { authority = "Us" }'
    )
    verdict = judge(sketch_days("tue"), [make_policy(LIVE_150), other])
    assert bool(verdict.findings) == (not holds)
    reasons = [rule.reason for rule in verdict.unchecked if rule.policy_id == "test"]
    assert reasons == ["Agreement takes its place: Yes."] * holds
