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
from planner.cadence.timelines import Chooser, Timeline

(DAY,) = sketch_days(
    """class groups=A,B
    tue 9:00 live hello 15 community tool=Teams:meeting
    tue 9:15 live math 30 instruction @A tool=Zoom:unapproved
    tue 10:00 break recess 15
    tue 10:30 in person art 45
    tue 11:30 async reading 20 offline check @B
    tue any time math games 20 online tool=Epic video 5
    tue any time story 10 either print due=fri,14:00 teacher=Ada trait=homework"""
)
ALL = ["Hello", "Math", "Recess", "Art", "Reading", "Math games", "Story"]


def choose(**said: object) -> list[str]:
    """What a selection takes of the day, block by block; all at once it takes the same."""
    selection = Selection.model_validate(said)
    found = [block for block in DAY.blocks if selection.matches(block)]
    line = Timeline(None, DAY.blocks)
    (together,) = Timeline(None, DAY.blocks).choose_together(Chooser([selection]))
    assert line.choose(selection) == together == tuple(found)
    return [block.title for block in found]


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
        ({"teacher": ["ADA", "Ben"]}, ["Story"]),
        ({"teacher": "Ben"}, []),
        ({"trait": "Homework"}, ["Story"]),
        ({"subject": ["art", "pe"]}, ["Art"]),
        ({"tool": "Teams", "for": "everyone"}, ["Hello"]),
        ({"title": "math"}, ["Math", "Math games"]),
        ({"title": ["games", "the end"]}, ["Math games"]),
        ({"title": "mat"}, []),
        ({"after": "10:00"}, ["Recess", "Art", "Reading"]),
        ({"after": "10:01", "before": "11:15"}, ["Art"]),
        ({"before": "11:14"}, ["Hello", "Math", "Recess"]),
        ({"lasts_at_least": 30}, ["Math", "Art"]),
        ({"lasts_at_most": 10}, ["Story"]),
        ({"lasts_at_least": 15, "lasts_at_most": 20}, ["Hello", "Recess", "Reading", "Math games"]),
        ({"has": "link"}, []),
        ({"has": "subject", "mode": "live"}, ["Math"]),
        ({"any_of": [{"mode": "break"}, {"tool": "Zoom"}]}, ["Math", "Recess"]),
        ({"mode": "live", "except": {"any_of": [{"subject": "math"}]}}, ["Hello"]),
        ({"purpose": "community", "for": "groups"}, []),
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
            "async minutes without a coach check (not counting blocks in art)",
            "tasks without a coach check (not counting blocks in art)",
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


EVERYTHING = {
    "mode": ["live", "async"],
    "screen": ["on", "either"],
    "timed": True,
    "purpose": ["small_group", "feedback"],
    "trait": ["home_work", "own"],
    "subject": ["math", "pe"],
    "tool": ["Teams", "Epic"],
    "title": ["lunch", "the end"],
    "teacher": ["Ada", "Bo"],
    "after": "9:00",
    "before": "12:00",
    "lasts_at_least": 10,
    "lasts_at_most": 40,
    "for": "everyone",
    "has": ["due", "link"],
    "lacks": ["printing", "tool"],
    "except": {"mode": "break"},
}


@pytest.mark.parametrize(
    ("said", "minute", "blocks"),
    [
        (
            EVERYTHING,
            "on-screen timed small-group or feedback home work or own live or async minute in math "
            "or PE on Teams or Epic called “lunch” or “the end” with Ada or Bo from 9:00 am until "
            "12:00 pm of at least 10 minutes of at most 40 minutes for the whole class with a due "
            "time with a link with nothing to print without a tool (not counting breaks)",
            "on-screen timed small-group or feedback home work or own live or async blocks in "
            "music on Teams or Epic called “lunch” or “the end” with Ada or Bo from 9:00 am until "
            "12:00 pm of at least 10 minutes of at most 40 minutes for the whole class with a due "
            "time with a link with nothing to print without a tool (not counting breaks)",
        ),
        (
            {"mode": ["live", "in_person", "async"]},
            "learning minute",
            "learning blocks in music",
        ),
        (
            {"mode": ["live", "in_person", "break"]},
            "live, in-person or break minute",
            "live, in-person or break blocks in music",
        ),
        ({"screen": ["on", "off"]}, "minute", "blocks in music"),
        (
            {"any_of": [{"mode": "live"}, {"mode": "break"}]},
            "minute (live sessions or breaks)",
            "live sessions in music or breaks in music",
        ),
        (
            {"any_of": [{"mode": "live"}, {"mode": "break"}], "timed": False},
            "any-time minute (live sessions or breaks)",
            "any-time blocks in music (live sessions or breaks)",
        ),
        (
            {"tool": "Epic", "named": "moving_about", "counted": {"mode": "live"}},
            "minute on Epic of “moving about”",
            "blocks in music on Epic of “moving about”",
        ),
        (
            {"purpose": "community", "for": "groups", "after": "0:00", "before": "0:00"},
            "community minute from 12:00 am until 12:00 am for a group",
            "community blocks in music from 12:00 am until 12:00 am for a group",
        ),
        (
            {"tool": "Epic", "any_of": [{"mode": "live"}], "title": "x", "before": "9:00"},
            "minute on Epic (live sessions) called “x” until 9:00 am",
            "blocks in music on Epic (live sessions) called “x” until 9:00 am",
        ),
        (
            {"lasts_at_most": 5, "timed": True},
            "timed minute of at most 5 minutes",
            "timed blocks in music of at most 5 minutes",
        ),
    ],
)
def test_all_that_a_selection_asks_is_in_its_name(
    said: dict[str, object], minute: str, blocks: str
) -> None:
    selection = Selection.model_validate(said)
    assert (name_minutes(selection, number=1), name_blocks(selection, "music")) == (minute, blocks)


def test_many_minutes_of_a_subject_are_told_in_hours_too() -> None:
    assert count_minutes(870, Selection(mode=("live",)), "math") == (
        "870 live minutes in math (14 hours 30 minutes)"
    )


def test_a_value_may_stand_without_its_list_in_files_that_an_editor_checks() -> None:
    fields = Selection.model_json_schema()["$defs"]["Selection"]["properties"]
    one, many, nothing = fields["purpose"]["anyOf"]
    assert "community" in one["enum"]
    assert many == {"type": "array", "items": one, "minItems": 1, "maxItems": 40}
    assert nothing == {"type": "null"}
