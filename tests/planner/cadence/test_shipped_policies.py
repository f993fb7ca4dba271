"""Each rule of the shipped policies has a plan that keeps it and a shortest one that breaks it."""

import pytest

from planner.cadence import Policy, Rule, judge, load_policy, shipped_policies
from planner.cadence.sketches import sketch_days

WEEK = "mon-fri\nmon 9:00 live hello 5 community\nmon 9:20 live planning 20 executive_function\n"
"""The least that keeps the weekly rules of good-practice."""

APS_DAY = "tue 9:00 live math 75\ntue 11:00 live reading 75\ntue any time math 9 offline\n"

BREAKS: dict[tuple[str, str], tuple[str, str]] = {
    ("aps", "live-minutes"): (
        APS_DAY,
        "tue 9:00 live math 75\ntue 11:00 live reading 74\ntue any time math 9 offline",
    ),
    ("aps", "live-weekdays"): (
        "mon any time math 30 offline",
        "mon 9:00 live math 1\nmon any time math 30 offline",
    ),
    ("aps", "live-chunks"): (
        "tue 9:00 live math 75\ntue 10:16 live reading 75\ntue any time math 9 offline",
        "tue 9:00 live math 75\ntue 10:15 live reading 75\ntue any time math 9 offline",
    ),
    ("aps", "monday-subjects"): (
        "class subjects=math,reading\nmon any time math 30 offline\nmon any time reading 30",
        "class subjects=math\nmon any time math 31 offline",
    ),
    ("aps", "no-printing"): (APS_DAY, APS_DAY + "tue any time art 9 print"),
    ("aps", "approved-platform"): (
        APS_DAY + "tue 13:00 live art 9 tool=Teams:meeting\ntue any time art 9 tool=X:unapproved",
        APS_DAY + "tue 13:00 live art 9 tool=Zoom:unapproved",
    ),
    ("aps", "school-day-only"): (
        APS_DAY + "tue any time art 9 due=wed,15:00",
        APS_DAY + "tue any time art 9 due=tue,15:01",
    ),
    ("aps", "offline-task"): (
        APS_DAY,
        "tue 9:00 live math 75\ntue 11:00 live reading 75",
    ),
    ("good-practice", "community-opener"): (
        WEEK + "tue 9:00 live hello 5 community\ntue 10:00 live math 15",
        WEEK + "tue 9:00 live math 15",
    ),
    ("good-practice", "executive-function"): (
        WEEK,
        WEEK.replace("planning 20", "planning 19"),
    ),
    ("good-practice", "few-tools"): (
        WEEK + "tue any time art 9 either check video=2 tool=A\n"
        "wed any time art 9 either check video=2 tool=B",
        WEEK + "tue any time art 9 either check video=2 tool=A\n"
        "wed any time art 9 either check video=2 tool=B\n"
        "thu any time art 9 either check video=2 tool=C",
    ),
    ("good-practice", "instruction-in-tasks"): (
        WEEK + "tue any time art 9 offline check video=2",
        WEEK + "tue any time art 9 offline check",
    ),
    ("good-practice", "coach-checks"): (
        WEEK + "tue any time art 9 offline check video=2",
        WEEK + "tue any time art 9 offline video=2",
    ),
    ("good-practice", "screen-run"): (
        WEEK + "tue 9:00 live hello 60 community",
        WEEK + "tue 9:00 live hello 61 community",
    ),
    ("good-practice", "young-live-run"): (
        "class grades=K\n" + WEEK + "tue 9:00 live hello 45 community",
        "class grades=K\n" + WEEK + "tue 9:00 live hello 46 community",
    ),
    ("good-practice", "whole-group-lesson"): (
        WEEK + "tue 9:00 live hello 5 community\ntue 9:05 live math 20 instruction",
        WEEK + "tue 9:00 live hello 5 community\ntue 9:05 live math 21 instruction",
    ),
    ("good-practice", "movement-breaks"): (
        WEEK + "tue 9:00 live hello 5 community\ntue 9:15 live talk 5 discussion",
        WEEK + "tue 9:00 live hello 5 community\ntue 9:14 live talk 5 discussion",
    ),
    ("good-practice", "breaks-between-classes"): (
        "class grades=6\n" + WEEK + "tue 9:00 live hello 5 community\ntue 9:20 live talk 5",
        "class grades=6\n" + WEEK + "tue 9:00 live hello 5 community\ntue 9:19 live talk 5",
    ),
    ("good-practice", "offline-share"): (
        WEEK + "tue any time art 40 either check video=2\ntue any time math 60 check video=2",
        WEEK + "tue any time art 39 either check video=2\ntue any time math 60 check video=2",
    ),
    ("good-practice", "mixed-purposes"): (
        WEEK,
        "mon-fri\nmon 9:00 live hello 5 community\n"
        "mon any time planning 20 offline check video=2 executive_function",
    ),
    ("pragyata", "pre-primary-screen"): (
        "class grades=K\ntue 9:00 live hello 30",
        "class grades=K\ntue 9:00 live hello 31",
    ),
    ("pragyata", "sessions"): (
        "tue 9:00 live math 30\ntue 9:45 live art 30",
        "tue 9:00 live math 30\ntue 9:45 live art 30\ntue 10:30 live music 30",
    ),
    ("pragyata", "session-length"): ("tue 9:00 live math 30", "tue 9:00 live math 29"),
    ("pragyata", "breaks"): (
        "tue 9:00 live math 30\ntue 9:45 live art 30",
        "tue 9:00 live math 30\ntue 9:39 live art 30",
    ),
    ("pragyata", "live-minutes"): (
        "tue 9:00 live math 45\ntue 10:00 live art 45",
        "tue 9:00 live math 46\ntue 10:01 live art 45",
    ),
}

INSEPARABLE = {("pragyata", "live-minutes"): {"session-length"}}
"""Two sessions of 45 minutes are 90: more than 90 needs a longer session or a third one."""

RULES = [(policy, rule) for policy in shipped_policies() for rule in policy.checked_rules]
IDS = [f"{policy.id}-{rule.id}" for policy, rule in RULES]


@pytest.mark.parametrize(("policy", "rule"), RULES, ids=IDS)
def test_a_plan_keeps_the_rule_and_its_whole_policy(policy: Policy, rule: Rule) -> None:
    keeps, _ = BREAKS[policy.id, rule.id]
    assert judge(sketch_days(keeps), [policy]).findings == ()


@pytest.mark.parametrize(("policy", "rule"), RULES, ids=IDS)
def test_a_plan_breaks_exactly_the_rule(policy: Policy, rule: Rule) -> None:
    _, breaks = BREAKS[policy.id, rule.id]
    findings = judge(sketch_days(breaks), [policy]).findings
    expected = {rule.id} | INSEPARABLE.get((policy.id, rule.id), set())
    assert {finding.rule_id for finding in findings} == expected
    assert {finding.outcome for finding in findings} == {"broken"}


@pytest.mark.parametrize("policy", shipped_policies(), ids=lambda policy: str(policy.id))
def test_every_rule_names_its_source(policy: Policy) -> None:
    for rule in policy.rules:
        assert rule.source.authority, rule.id
        assert rule.source.quote, rule.id


def test_the_shipped_policies_are_the_three_with_their_unchecked_rules() -> None:
    counts = {p.id: (len(p.checked_rules), len(p.unchecked_rules)) for p in shipped_policies()}
    assert counts == {"aps": (8, 9), "good-practice": (12, 6), "pragyata": (5, 1)}


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
