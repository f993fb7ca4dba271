"""Stored documents read back unchecked, and judged as they are read, class by class."""

import datetime as dt
from collections.abc import Iterable

import pytest
from pydantic import ValidationError

from planner.cadence import PlannedDay, Waiver, judge, judge_documents
from planner.cadence.documents import read_documents
from planner.cadence.plan import PlannedBlock
from planner.cadence.sketches import sketch_days

from .rules import LIVE_150, make_policy

ROOM = (
    "class id=b name=Bees grades=K,3 subjects=math groups=A small=Help:A school=Hill teachers=Ada"
)
FULL = f"""{ROOM} traits=semestered
tue kind=weather hours=10:00-13:30 usual=8:15 announced=mon,18:30 traits=snow
tue 10:00 live math 30 @A #instruction tool=Zoom:unapproved:meeting teacher=Ada
tue 10:30 live reading 30 tool=Zoom:unapproved:meeting
tue 11:00 live art 20 tool=Teams:meeting
tue any time log 20 offline print check video 5 due=thu,14:30 tool=Epic trait=homework
"""
TUESDAY = dt.date(2020, 9, 15)
TWO_CLASSES = "class id=a\nmon-tue 9:00 live math 140\nclass id=b\ntue 9:00 live art 150"


def store(days: Iterable[PlannedDay]) -> list[str]:
    return [day.model_dump_json(by_alias=True) for day in days]


def test_a_stored_day_says_all_that_it_said() -> None:
    (day,) = sketch_days(FULL)
    (stored,) = read_documents(store([day]))
    for name in ("date", "kind", "opens", "closes", "usual_opens", "announced", "at_school"):
        assert getattr(stored, name) == getattr(day, name)
    assert stored.traits == ("snow",)
    room = stored.classroom
    assert (room.id, room.name, room.grades, tuple(room.subjects)) == (
        "b", "Bees", ("K", "3"), ("math",)
    )  # fmt: skip
    assert (room.school, tuple(room.teachers), room.traits) == ("Hill", ("Ada",), ("semestered",))
    assert [(g.id, g.kind, g.within) for g in room.groups] == [
        ("A", "cohort", None),
        ("Help", "small_group", "A"),
    ]
    for block, before in zip(stored.blocks, day.blocks, strict=True):
        for name in set(PlannedBlock.model_fields) - {"tool", "groups", "traits", "pinned"}:
            assert getattr(block, name) == getattr(before, name), name
        assert tuple(block.groups) == before.groups
        assert tuple(block.traits) == before.traits
        tools = [(t.name, t.approved, t.meeting) for t in (block.tool, before.tool) if t]
        assert tools[0] == tools[1]


def test_what_was_not_said_is_the_default() -> None:
    (stored,) = read_documents(store(sketch_days("tue 9:00 live math 30")))
    (block,) = stored.blocks
    assert (stored.usual_opens, stored.announced, stored.traits, stored.at_school) == (
        None, None, (), None
    )  # fmt: skip
    assert (block.teacher, block.traits, block.due, block.tool, block.end) == (
        None, (), None, None, 570
    )  # fmt: skip


def test_a_stored_block_is_copied_with_changes() -> None:
    (stored,) = read_documents(store(sketch_days("tue 9:00 live math 30")))
    copied = stored.blocks[0].model_copy(update={"start": 600, "title": "Later"})
    assert (copied.start, copied.minutes, copied.title, copied.mode) == (600, 30, "Later", "live")
    assert (stored.blocks[0].start, stored.blocks[0].title) == (540, "Math")


def test_days_that_say_the_same_of_their_class_share_it() -> None:
    first, second, other = read_documents(store(sketch_days(TWO_CLASSES)))
    assert first.classroom is second.classroom
    assert (first.classroom.id, other.classroom.id) == ("a", "b")


def test_a_document_of_another_version_is_checked_and_refused() -> None:
    (text,) = store(sketch_days("tue"))
    with pytest.raises(ValidationError):
        list(read_documents([text.replace('"schema":1', '"schema":2')]))


def test_classes_are_judged_one_after_another() -> None:
    days = sketch_days(TWO_CLASSES)
    first, second = judge_documents(store(days), [make_policy(LIVE_150)])
    assert (first.classroom_id, len(first.days), second.classroom_id) == ("a", 2, "b")
    assert [f.text for f in first.verdict.findings] == [
        "The class has 140 live minutes on Monday: 10 minutes short of 150.",
        "The class has 140 live minutes on Tuesday: 10 minutes short of 150.",
    ]
    assert second.verdict.findings == ()
    assert first.verdict == judge(days[:2], [make_policy(LIVE_150)])


def test_closed_days_and_waivers_hold_for_stored_days_too() -> None:
    week = sketch_days("mon-thu 9:00 live math 30")
    rule = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "week"\nat_least = 150'
    friday = TUESDAY + dt.timedelta(days=3)
    policy = make_policy(rule)
    waiver = Waiver("test", "rule", TUESDAY, friday, "A trip.")
    monday, sunday = TUESDAY - dt.timedelta(days=1), friday + dt.timedelta(days=2)
    whole = Waiver("test", "rule", monday, sunday, "A trip.")
    outcomes = []
    for closed, waivers in (((), ()), ({friday}, ()), ({friday}, [waiver]), ({friday}, [whole])):
        (judged,) = judge_documents(store(week), [policy], closed=closed, waivers=waivers)
        outcomes += [finding.outcome for finding in judged.verdict.findings]
    assert outcomes == ["undecided", "broken", "broken", "waived"]
