"""Selections: which blocks they take and what they are called."""

import pytest

from planner.cadence.selections import (
    Selection,
    count_blocks,
    count_minutes,
    name_blocks,
    name_minutes,
)
from planner.cadence.sketches import sketch_days

(DAY,) = sketch_days(
    """class groups=A,B
    tue 9:00 live hello 15 community tool=Teams:meeting
    tue 9:15 live math 30 instruction @A tool=Zoom:unapproved
    tue 10:00 break recess 15
    tue 10:30 in person art 45
    tue 11:30 async reading 20 offline check @B
    tue any time math games 20 online tool=Epic video 5
    tue any time story 10 either print due=fri,14:00"""
)
ALL = ["Hello", "Math", "Recess", "Art", "Reading", "Math games", "Story"]


def choose(**said: object) -> list[str]:
    matches = Selection.model_validate(said).matches
    return [block.title for block in DAY.blocks if matches(block)]


@pytest.mark.parametrize(
    ("said", "titles"),
    [
        ({}, ALL),
        ({"mode": "live"}, ["Hello", "Math"]),
        ({"mode": ["live", "in_person"]}, ["Hello", "Math", "Art"]),
        ({"screen": "on"}, ["Hello", "Math", "Math games"]),
        ({"screen": "off"}, ["Recess", "Art", "Reading"]),
        ({"screen": ["off", "either"], "mode": "async"}, ["Reading", "Story"]),
        ({"subject": "MATH"}, ["Math", "Math games"]),
        ({"purpose": ["community", "feedback"]}, ["Hello"]),
        ({"tool": "epic"}, ["Math games"]),
        ({"for": "everyone", "mode": "live"}, ["Hello"]),
        ({"for": "groups"}, ["Math", "Reading"]),
        ({"timed": False}, ["Math games", "Story"]),
        ({"timed": True, "mode": "async"}, ["Reading"]),
        ({"has": "unapproved_tool"}, ["Math"]),
        ({"has": ["tool", "approved_tool"]}, ["Hello", "Math games"]),
        ({"mode": "async", "lacks": "coach_check"}, ["Math games", "Story"]),
        ({"has": "instruction"}, ["Math games"]),
        ({"has": "printing"}, ["Story"]),
        ({"has": "due"}, ["Story"]),
        ({"has": "purpose"}, ["Hello", "Math"]),
        ({"lacks": ["subject", "link", "instructions"], "mode": "live"}, ["Hello"]),
        ({"has": "tool", "except": {"has": "meeting_tool"}}, ["Math", "Math games"]),
    ],
)
def test_a_selection_takes_the_blocks_that_all_its_lines_hold_for(
    said: dict[str, object], titles: list[str]
) -> None:
    assert choose(**said) == titles


@pytest.mark.parametrize(
    ("said", "minutes", "blocks"),
    [
        ({}, "minutes", "blocks"),
        ({"mode": "live"}, "live minutes", "live sessions"),
        (
            {"mode": ["live", "in_person"]},
            "live or in-person minutes",
            "live or in-person blocks",
        ),
        ({"mode": "async"}, "async minutes", "tasks"),
        ({"mode": "break"}, "break minutes", "breaks"),
        ({"screen": "on"}, "on-screen minutes", "on-screen blocks"),
        (
            {"mode": "async", "screen": ["off", "either"]},
            "away-from-screen async minutes",
            "away-from-screen tasks",
        ),
        ({"timed": False}, "any-time minutes", "any-time blocks"),
        (
            {"mode": "live", "purpose": "small_group"},
            "small-group live minutes",
            "small-group live sessions",
        ),
        (
            {"mode": "live", "subject": ["math", "art"], "tool": "Teams"},
            "live minutes in math or art on Teams",
            "live sessions in math or art on Teams",
        ),
        (
            {"mode": "live", "for": "groups"},
            "live minutes for a group",
            "live sessions for a group",
        ),
        (
            {"mode": "async", "lacks": "coach_check", "except": {"subject": "art"}},
            "async minutes without a coach check, leaving out blocks in art",
            "tasks without a coach check, leaving out blocks in art",
        ),
    ],
)
def test_a_selection_has_a_name(said: dict[str, object], minutes: str, blocks: str) -> None:
    selection = Selection.model_validate(said)
    assert (name_minutes(selection), name_blocks(selection)) == (minutes, blocks)


def test_counts_agree_with_their_nouns() -> None:
    live = Selection(mode=("live",))
    assert [count_minutes(n, live) for n in (0, 1, 2, 7.5)] == [
        "no live minutes",
        "1 live minute",
        "2 live minutes",
        "7.5 live minutes",
    ]
    assert [count_blocks(n, live, "math") for n in (0, 1, 2)] == [
        "no live sessions in math",
        "1 live session in math",
        "2 live sessions in math",
    ]
