"""Precedence: rules of a policy that give way to another one, shown with the reason."""

import datetime as dt

import pytest

from planner.cadence import Waiver, judge, parse_policy
from planner.cadence.findings import AlsoAsked, UncheckedRule
from planner.cadence.sketches import MONDAY, sketch_days
from planner.cadence.waivers import leave_out_waived

from .rules import FRAME, LIVE_150, TWO_RULES, make_policy


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


def test_a_demand_of_several_policies_names_the_others_in_full() -> None:
    told = LIVE_150 + '\nsays = "Live every day."'
    source = 'source = { authority = "A test", address = "https://example.org" }'
    text = FRAME.format(rule=told, strength="should", head="").replace(
        'source = { authority = "A test" }', source
    )
    advice = parse_policy(text.replace('"test"', '"a"').replace('"Test"', '"Advice"'))
    (finding,) = judge(sketch_days("tue"), [advice, make_policy(LIVE_150)]).findings
    assert (finding.policy_id, finding.strength) == ("test", "must")
    assert finding.also == (
        AlsoAsked("a", "Advice", "rule", "should", "A test", "https://example.org"),
    )


def test_a_policy_that_asks_the_same_three_times_is_told_three_times() -> None:
    rules = "".join(
        f'[[rules]]\nid = "r{n}"\nstrength = "must"\nsource = {{ authority = "A" }}\n{LIVE_150}\n'
        for n in range(3)
    )
    policy = parse_policy(f'id = "p"\nname = "P"\nversion = "1"\n{rules}')
    found = judge(sketch_days("tue"), [policy]).findings
    assert [(f.rule_id, f.also) for f in found] == [("r0", ()), ("r1", ()), ("r2", ())]
    other = judge(sketch_days("tue"), [policy, make_policy(LIVE_150)]).findings
    assert [(f.policy_id, f.rule_id, len(f.also)) for f in other] == [
        ("p", "r0", 1),
        ("p", "r1", 0),
        ("p", "r2", 0),
    ]


def test_of_one_day_only_what_is_waived_for_it_is_not_asked() -> None:
    (day,) = sketch_days("tue")
    policy = parse_policy(TWO_RULES)
    monday, tuesday = MONDAY, MONDAY + dt.timedelta(days=1)

    def list_left(rule: str, first: dt.date, last: dt.date, classroom: str | None) -> list[str]:
        waiver = Waiver("test", rule, first, last, "Flood.", classroom)
        (left,) = leave_out_waived([policy], [waiver], day)
        return [rule.id for rule in left.rules]

    assert list_left("chunks", tuesday, tuesday, None) == ["live-minutes"]
    assert list_left("live-minutes", monday, tuesday, "class") == ["chunks"]
    assert list_left("chunks", monday, monday, None) == ["live-minutes", "chunks"]
    assert list_left("chunks", tuesday, tuesday, "other") == ["live-minutes", "chunks"]
