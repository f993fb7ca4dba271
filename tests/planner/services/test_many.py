"""Several blocks at once: one gesture, one undo, nothing overwritten."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from async_tasks.models import TaskBlock
from async_tasks.services import TaskContent, save_task
from planner.models import Block, Change, Classroom, User
from planner.services.blocks import change_block, remove_block
from planner.services.history import NothingToDo, StaleEdit, undo_change
from planner.services.many import (
    Edit,
    change_blocks,
    copy_blocks,
    give_groups,
    give_subject,
    make_offline,
    move_by,
    move_to,
    take_off,
)
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_group, make_teacher

pytestmark = pytest.mark.django_db
TUESDAY, THURSDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=3)


@pytest.fixture
def room() -> Classroom:
    return make_classroom()


@pytest.fixture
def teacher(room: Classroom) -> User:
    return make_teacher(room)


def make_three(room: Classroom) -> list[Block]:
    """Live at nine, a task at ten, a task for any time."""
    return [
        make_block(room, TUESDAY),
        make_block(room, TUESDAY, mode="async", screen="on", title="Maps", start=600),
        make_block(room, TUESDAY, mode="async", screen="either", title="Reading", start=None),
    ]


def change(teacher: User, room: Classroom, blocks: list[Block], edit: Edit) -> Change:
    versions = {block.pk: block.version for block in blocks}
    return change_blocks(
        by=teacher, classroom=room, seen=versions, edit=edit, what="Changed", now=NOW
    )


def standing(*fields: str) -> list[tuple[object, ...]]:
    return list(Block.objects.standing().values_list(*fields))


def test_blocks_move_by_minutes_and_what_has_no_time_stays(room: Classroom, teacher: User) -> None:
    change(teacher, room, make_three(room), move_by(-15))
    assert standing("title", "start") == [("Math", 525), ("Maps", 585), ("Reading", None)]


def test_blocks_move_to_another_day_together(room: Classroom, teacher: User) -> None:
    change(teacher, room, make_three(room), move_to(THURSDAY))
    assert {date for (date,) in standing("day__date")} == {THURSDAY}


def test_only_own_time_work_is_made_offline(room: Classroom, teacher: User) -> None:
    blocks = make_three(room)
    versions = {block.pk: block.version for block in blocks}
    make_offline(by=teacher, classroom=room, seen=versions, what="Offline", now=NOW)
    assert standing("title", "screen") == [("Math", ""), ("Maps", "off"), ("Reading", "off")]
    assert Block.objects.get(pk=blocks[0].pk).version == 1


def test_blocks_get_a_subject_and_groups_together(room: Classroom, teacher: User) -> None:
    blocks, group = make_three(room), make_group(room)
    change(teacher, room, blocks, give_subject("science"))
    change(teacher, room, list(Block.objects.all()), give_groups([group.pk]))
    assert set(standing("subject", "groups")) == {("science", group.pk)}


def test_one_undo_brings_back_all_that_was_taken_off(room: Classroom, teacher: User) -> None:
    blocks = make_three(room)
    gone = change(teacher, room, blocks, take_off)
    assert standing("pk") == []
    undo_change(by=teacher, change=gone, now=NOW)
    assert len(standing("pk")) == 3


def test_of_two_stale_blocks_both_versions_are_told_and_nothing_is_written(
    room: Classroom, teacher: User
) -> None:
    blocks = make_three(room)
    change_block(by=None, block=blocks[0], version=1, fields={"start": 700}, now=NOW)
    remove_block(by=None, block=blocks[1], version=1, now=NOW)
    with pytest.raises(StaleEdit) as caught:
        change(teacher, room, blocks, give_subject("art"))
    theirs = {state.title: (state.start, state.removed) for state in caught.value.theirs}
    yours = {state.title: (state.subject, state.removed) for state in caught.value.yours}
    assert theirs == {"Math": (700, False), "Maps": (600, True)}
    assert yours == {"Math": ("art", False), "Maps": ("art", False)}
    assert not Block.objects.exclude(subject="").exists()


def test_a_change_that_changes_nothing_is_not_remembered(room: Classroom, teacher: User) -> None:
    with pytest.raises(NothingToDo):
        change(teacher, room, make_three(room), give_subject(""))
    assert not Change.objects.filter(by=teacher).exists()


def test_copies_stand_on_other_days_with_their_task(room: Classroom, teacher: User) -> None:
    maps = make_block(
        room, TUESDAY, mode="async", screen="on", title="Maps", due_on=TUESDAY, due_at=900
    )
    content = TaskContent(steps=("Draw",), due_on=TUESDAY, due_at=900)
    save_task(by=teacher, block=maps, version=1, task_version=0, content=content, now=NOW)
    copy_blocks(
        by=teacher,
        classroom=room,
        blocks=[maps.pk],
        dates=[MONDAY, TUESDAY, THURSDAY],
        what="Copied",
        now=NOW,
    )
    copies = Block.objects.exclude(pk=maps.pk).order_by("day__date")
    assert list(copies.values_list("day__date", "due_on")) == [
        (MONDAY, MONDAY),
        (THURSDAY, THURSDAY),
    ]
    assert TaskBlock.objects.filter(block__in=copies).count() == 2
    undo_change(by=teacher, change=Change.objects.latest("pk"), now=NOW)
    assert standing("pk") == [(maps.pk,)]


def test_forty_blocks_ask_the_database_as_often_as_two(room: Classroom, teacher: User) -> None:
    blocks = [make_block(room, TUESDAY, start=480 + 5 * step, minutes=5) for step in range(40)]
    counts = []
    for some in (blocks[:2], blocks[2:]):
        with CaptureQueriesContext(connection) as queries:
            change(teacher, room, some, move_by(5))
        counts.append(len(queries))
    assert counts[0] == counts[1]
