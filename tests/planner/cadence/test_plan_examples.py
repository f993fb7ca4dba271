"""The example of a plan that keeps the rules: what it may change and invent, and what not."""

import pytest

from planner.cadence import load_policy
from planner.cadence.possibility import find_possibility
from planner.cadence.sketches import sketch_days

from .rules import policy_of


@pytest.mark.parametrize("name", ["aps", "pragyata", "good-practice"])
def test_fixed_blocks_stand_in_the_plan_as_they_were(name: str) -> None:
    week = sketch_days("mon-tue 10:00 live math 25\nmon-tue 12:00 lunch 45\ntue 9:00 live art 20")
    found = find_possibility(week, [load_policy(name)], budget=800)
    shown = [block for day in found.plan for block in day.blocks]
    assert found.plan
    assert all(block in shown for day in week for block in day.blocks)


def test_an_example_may_say_what_only_a_teacher_can() -> None:
    checks = (
        'id = "c"\nmeasure = "lacking"\nwith = { fact = "coach_check" }\n'
        'of = { mode = "async" }\nwindow = "day"\nat_most = 0'
    )
    homework = (
        'id = "h"\nmeasure = "minutes"\nof = { trait = "homework", has = "instruction" }\n'
        'window = "day"\nat_least = 20'
    )
    taught = (
        'id = "t"\nmeasure = "count"\nof = { mode = "live", teacher = "Ada" }\n'
        'window = "day"\nat_least = 1'
    )
    days = sketch_days("tue any time math 20 offline")
    found = find_possibility(
        days, [policy_of(checks, homework, taught)], movable=[days[0].blocks[0].id]
    )
    assert found.answer == "possible"
    ((task, *new),) = [day.blocks for day in found.plan]
    assert task.coach_check
    assert {block.teacher for block in new} >= {"Ada"}
    assert {block.traits for block in new} >= {("homework",)}


def test_what_a_fixed_block_lacks_is_not_written_onto_it() -> None:
    checks = (
        'id = "c"\nmeasure = "lacking"\nwith = { fact = "coach_check" }\n'
        'of = { mode = "async" }\nwindow = "week"\nat_most = 0'
    )
    days = sketch_days("tue any time math 20 offline")
    found = find_possibility(days, [policy_of(checks)], budget=40)
    assert found.answer != "possible"


def test_a_block_that_may_move_is_tried_at_other_times_and_lengths() -> None:
    late = (
        'id = "e"\nmeasure = "last_end"\nof = { mode = "live" }\nwindow = "day"\nat_most = "11:00"'
    )
    short = 'id = "s"\nmeasure = "minutes"\nof = { mode = "live" }\nwindow = "block"\nat_most = 37'
    days = sketch_days("tue 12:00 lunch 30\ntue 13:00 live math 60")
    lunch, lesson = days[0].blocks
    found = find_possibility(days, [policy_of(late, short)], movable=[lesson.id])
    assert found.answer == "possible"
    assert lunch in found.plan[0].blocks
