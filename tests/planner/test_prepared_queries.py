"""Queries that are spelled once read what the ORM reads."""

import datetime as dt

import pytest
from django.forms import model_to_dict

from planner.models import Block, Classroom
from planner.models.weeks import find_blocks, read_days, read_turns
from planner.services.blocks import change_block, remove_block
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_closure,
    make_group,
    make_tool,
)

pytestmark = pytest.mark.django_db
FRIDAY = MONDAY + dt.timedelta(days=4)


def make_week() -> Classroom:
    room = make_classroom()
    make_tool(room.school.district)
    groups = [make_group(room, name) for name in ("Suns", "Moons")]
    make_block(room, MONDAY, link="https://meet.example.org/a", groups=[groups[0].pk])
    make_block(room, MONDAY, start=10 * 60, groups=[group.pk for group in groups])
    make_block(room, FRIDAY)
    return room


def test_a_weeks_days_come_with_their_blocks_their_tools_and_their_groups() -> None:
    room = make_week()
    days = read_days(room, MONDAY, FRIDAY)
    assert [day.date for day in days] == [MONDAY, FRIDAY]
    for day in days:
        plain = list(Block.objects.standing().filter(day=day))
        assert [model_to_dict(block) for block in day.standing] == [
            model_to_dict(block) for block in plain
        ]
        assert [block.tool for block in day.standing] == [block.tool for block in plain]
        assert [block.group_ids for block in day.standing] == [block.group_ids for block in plain]


def test_another_class_and_another_week_are_left_out() -> None:
    room, other = make_week(), make_week()
    make_block(room, MONDAY + dt.timedelta(days=7))
    assert {day.classroom_id for day in read_days(other, MONDAY, FRIDAY)} == {other.pk}
    assert len(read_days(room, MONDAY, FRIDAY)) == 2


def test_blocks_are_found_by_their_keys_removed_ones_too() -> None:
    room = make_week()
    first, second, third = Block.objects.standing().order_by("day__date", "start")
    remove_block(by=None, block=second, version=1, now=NOW)
    for asked in ([first.pk], [first.pk, second.pk], [third.pk, second.pk, first.pk], []):
        found = find_blocks(room, asked)
        assert set(found) == set(asked)
        assert all(found[pk].group_ids == Block.objects.get(pk=pk).group_ids for pk in asked)
    assert find_blocks(make_week(), [first.pk]) == {}


def test_a_query_that_was_spelled_before_sees_what_was_written_since() -> None:
    room = make_week()
    read_days(room, MONDAY, FRIDAY)
    block = Block.objects.standing().get(day__date=FRIDAY)
    change_block(by=None, block=block, version=1, fields={"title": "Fractions"}, now=NOW)
    assert [each.title for each in read_days(room, MONDAY, FRIDAY)[1].standing] == ["Fractions"]


def test_a_class_without_a_rotation_has_no_turns() -> None:
    room = make_week()
    make_closure(room.school, MONDAY)
    assert read_turns(room, [MONDAY, FRIDAY]) == {}
