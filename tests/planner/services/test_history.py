"""Gestures: set together, judged again, remembered, undone."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planner.models import Block, Change, SchoolDay, Stage, Verdict
from planner.services.blocks import add_blocks, change_block, find_tool, remove_block
from planner.services.history import BlockState, StaleEdit, perform, read_states, undo_change
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_group,
    make_teacher,
    make_tool,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)


def broken_on(date: dt.date) -> int:
    verdict = Verdict.objects.get(stage=Stage.DRAFT, window="day", date=date)
    return verdict.musts_broken


def test_every_change_judges_its_day_again() -> None:
    room = make_classroom()
    put_policy_in_force(room.school.district)
    block = make_block(room, TUESDAY, minutes=90)
    assert broken_on(TUESDAY) == 2
    second = make_block(room, TUESDAY, start=13 * 60, minutes=60)
    assert broken_on(TUESDAY) == 0
    remove_block(by=None, block=second, version=1, now=NOW)
    assert broken_on(TUESDAY) == 2
    assert Block.objects.get(pk=block.pk).version == 1


def test_a_move_to_another_day_judges_both_days() -> None:
    room = make_classroom()
    put_policy_in_force(room.school.district)
    block = make_block(room, TUESDAY, minutes=90)
    make_block(room, TUESDAY, start=13 * 60, minutes=60)
    wednesday = TUESDAY + dt.timedelta(days=1)
    change_block(by=None, block=block, version=1, fields={"date": wednesday}, now=NOW)
    assert (broken_on(TUESDAY), broken_on(wednesday)) == (2, 2)


def test_a_change_from_an_old_version_writes_nothing() -> None:
    block = make_block(make_classroom())
    change_block(by=None, block=block, version=1, fields={"title": "Fractions"}, now=NOW)
    with pytest.raises(StaleEdit) as caught:
        change_block(by=None, block=block, version=1, fields={"title": "Decimals"}, now=NOW)
    assert [state.title for state in caught.value.theirs] == ["Fractions"]
    assert [state.title for state in caught.value.yours] == ["Decimals"]
    assert Change.objects.count() == 2


def test_undo_restores_groups_and_everything_else() -> None:
    room = make_classroom()
    teacher = make_teacher(room)
    groups = tuple(make_group(room, name).pk for name in "AB")
    block = make_block(room, TUESDAY, groups=groups, purpose="community", coach_check="Look.")
    fields = {"groups": (), "purpose": "", "coach_check": "", "date": MONDAY, "start": 600}
    change = change_block(by=teacher, block=block, version=1, fields=fields, now=NOW)
    undo_change(by=teacher, change=change, now=NOW)
    again = Block.objects.get(pk=block.pk)
    assert tuple(sorted(group.pk for group in again.groups.all())) == groups
    told = (again.purpose, again.coach_check, again.day.date, again.start)
    assert told == ("community", "Look.", TUESDAY, 540)


def test_undo_of_undo_does_it_again() -> None:
    room = make_classroom()
    teacher = make_teacher(room)
    block = make_block(room, TUESDAY)
    change = remove_block(by=teacher, block=block, version=1, now=NOW)
    undone = undo_change(by=teacher, change=change, now=NOW)
    undo_change(by=teacher, change=undone, now=NOW)
    assert not Block.objects.standing().exists()


def test_an_undo_never_overwrites_what_came_after() -> None:
    room = make_classroom()
    teacher = make_teacher(room)
    block = make_block(room, TUESDAY)
    first = change_block(by=teacher, block=block, version=1, fields={"start": 600}, now=NOW)
    change_block(by=None, block=block, version=2, fields={"title": "Fractions"}, now=NOW)
    with pytest.raises(StaleEdit):
        undo_change(by=teacher, change=first, now=NOW)
    assert Block.objects.get(pk=block.pk).start == 600


def test_what_can_be_undone_next_is_the_newest_of_the_own_changes() -> None:
    room = make_classroom()
    teacher, other = make_teacher(room), make_teacher(room)
    block = make_block(room, TUESDAY)
    mine = change_block(by=teacher, block=block, version=1, fields={"start": 600}, now=NOW)
    change_block(by=other, block=block, version=2, fields={"start": 660}, now=NOW)
    assert Change.objects.undoable(teacher, room).first() == mine


def test_a_gesture_that_fails_half_way_leaves_nothing_behind() -> None:
    room = make_classroom()
    good = {"mode": "live", "title": "Math", "start": 540, "minutes": 30}
    with pytest.raises(Exception, match=r"block_mode_is_known|screen"):
        add_blocks(
            by=None,
            classroom=room,
            blocks=[(TUESDAY, good), (TUESDAY, {**good, "mode": "hologram"})],
            what="Added two",
            now=NOW,
        )
    assert (Block.objects.count(), SchoolDay.objects.count(), Change.objects.count()) == (0, 0, 0)


def test_a_gesture_asks_the_database_as_often_for_forty_blocks_as_for_two() -> None:
    room = make_classroom()
    group, tool = make_group(room), make_tool(room.school.district)
    fields = {"mode": "live", "title": "Math", "minutes": 5, "tool": tool.pk}

    def count_queries(count: int, date: dt.date) -> tuple[int, int]:
        states = [
            BlockState(id=uuid4(), date=date, start=480 + 10 * step, **fields)
            for step in range(count)
        ]
        with CaptureQueriesContext(connection) as made:
            perform(by=None, classroom=room, states=states, versions={}, what="Made", now=NOW)
        later = [state.model_copy(update={"groups": (group.pk,)}) for state in states]
        seen = {state.id: 1 for state in states}
        with CaptureQueriesContext(connection) as changed:
            perform(by=None, classroom=room, states=later, versions=seen, what="Changed", now=NOW)
        return len(made), len(changed)

    assert count_queries(40, TUESDAY) == count_queries(2, MONDAY)
    forty = Block.objects.filter(day__date=TUESDAY)
    assert set(forty.values_list("version", "groups", "tool")) == {(2, group.pk, tool.pk)}


def test_a_link_names_its_tool_by_the_longest_host_that_fits() -> None:
    room = make_classroom()
    district = room.school.district
    make_tool(district, name="Office", host="example.org")
    meet = make_tool(district, name="Meet", host="meet.example.org")
    assert find_tool(room, "https://eu.meet.example.org/j/1") == meet
    assert find_tool(room, "https://notexample.org/") is None
    assert find_tool(room, "") is None


def test_a_group_that_was_deleted_falls_away_when_a_change_is_undone() -> None:
    room = make_classroom()
    teacher = make_teacher(room)
    group = make_group(room)
    block = make_block(room, TUESDAY, groups=(group.pk,))
    change = remove_block(by=teacher, block=block, version=1, now=NOW)
    group.delete()
    with pytest.raises(StaleEdit):
        undo_change(by=teacher, change=change, now=NOW)


def test_an_unknown_block_has_no_state() -> None:
    room = make_classroom()
    assert read_states(room, [uuid4()]) == {}
