"""Flipped tasks: due before the session that uses them, and told where they are due after it."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from async_tasks.models import Task, TaskBlock
from async_tasks.services import copy_tasks
from planner.models import Block
from planner.services.blocks import change_block, remove_block
from tests.async_tasks.test_task_page import address, make_task_block, posted
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_teacher

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=2)


@pytest.fixture
def block() -> Block:
    return make_task_block(title="Watch and note")


@pytest.fixture
def session(block: Block) -> Block:
    return make_block(block.day.classroom, TUESDAY, title="Math talk", start=600)


@pytest.fixture
def teacher(client: Client, block: Block) -> Client:
    client.force_login(make_teacher(block.day.classroom))
    return client


def flip(client: Client, block: Block, session: Block, **fields: Any) -> Any:
    return client.post(address(block), posted(block, before=str(session.pk), **fields))


def panel(client: Client, block: Block) -> str:
    return str(client.get(f"/blocks/{block.pk}/panel/").content.decode())


def test_a_flipped_task_is_due_when_its_session_begins(
    teacher: Client, block: Block, session: Block
) -> None:
    flip(teacher, block, session)
    block.refresh_from_db()
    assert (block.due_on, block.due_at) == (TUESDAY, 600)
    assert Task.objects.get().before == session
    assert not TaskBlock.objects.get().is_due_too_late
    assert "Done before" in panel(teacher, block)
    assert "Done before it" in panel(teacher, session)


def test_a_due_time_of_ones_own_stays_and_one_that_is_too_late_is_told(
    teacher: Client, block: Block, session: Block
) -> None:
    flip(teacher, block, session, due_on=WEDNESDAY, due_at="09:00")
    block.refresh_from_db()
    assert (block.due_on, block.due_at) == (WEDNESDAY, 540)
    assert "Due too late" in panel(teacher, block)
    assert "Due too late" in panel(teacher, session)
    assert "Due too late" in teacher.get(address(block)).content.decode()


def test_a_session_that_moves_before_the_due_time_is_told(
    teacher: Client, block: Block, session: Block
) -> None:
    flip(teacher, block, session)
    change_block(by=None, block=session, version=1, fields={"start": 540}, now=NOW)
    assert TaskBlock.objects.get().is_due_too_late
    assert "Due too late" in panel(teacher, session)


def test_a_task_that_stands_after_its_session_is_told_without_a_due_time(
    teacher: Client, block: Block, session: Block
) -> None:
    flip(teacher, block, session)
    Block.objects.filter(pk=block.pk).update(due_on=None, due_at=None)
    assert not TaskBlock.objects.get().is_due_too_late
    Block.objects.filter(pk=session.pk).update(day=block.day, start=600)
    Block.objects.filter(pk=block.pk).update(start=590, minutes=20)
    assert TaskBlock.objects.get().is_due_too_late


def test_a_session_that_is_taken_off_is_no_longer_waited_for(
    teacher: Client, block: Block, session: Block
) -> None:
    flip(teacher, block, session)
    remove_block(by=None, block=session, version=1, now=NOW)
    assert not TaskBlock.objects.get().is_due_too_late
    assert "no longer planned" in panel(teacher, block)


def test_sessions_of_this_week_and_the_next_are_offered_and_no_others(
    teacher: Client, block: Block, session: Block
) -> None:
    room = block.day.classroom
    later = make_block(room, MONDAY + dt.timedelta(days=7), title="Next week")
    make_block(room, MONDAY + dt.timedelta(days=14), title="Too far")
    make_block(room, TUESDAY, title="Lunch", mode="break", start=720)
    make_block(make_classroom(), TUESDAY, title="Elsewhere")
    offered = teacher.get(address(block)).context["form"].sessions
    assert list(offered) == [str(session.pk), str(later.pk)]


@pytest.mark.parametrize("before", ["no-block", "00000000-0000-0000-0000-000000000000"])
def test_a_session_that_cannot_be_is_refused(teacher: Client, block: Block, before: str) -> None:
    answer = teacher.post(address(block), posted(block, before=before))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["before"]


def test_a_copy_waits_for_the_copied_session_or_for_none(
    teacher: Client, block: Block, session: Block
) -> None:
    flip(teacher, block, session)
    copies: dict[UUID, UUID] = {}
    for original in (block, session):
        copy = make_block(block.day.classroom, WEDNESDAY, title=original.title)
        copies[original.pk] = copy.pk
    copy_tasks(copies)
    alone = make_block(block.day.classroom, WEDNESDAY, title="Alone")
    copy_tasks({block.pk: alone.pk})
    found = {
        pk: TaskBlock.objects.get(block=pk).task.before_id for pk in (copies[block.pk], alone.pk)
    }
    assert found == {copies[block.pk]: copies[session.pk], alone.pk: None}


def test_two_people_who_name_different_sessions_see_both(
    teacher: Client, block: Block, session: Block
) -> None:
    stale = posted(block, steps="Watch.")
    flip(teacher, block, session, steps="Watch.")
    answer = teacher.post(address(block), stale)
    rows = {row.label: (row.theirs, row.yours) for row in answer.context["conflict"]}
    assert answer.status_code == 409
    assert rows["Needed for"] == ("Tuesday, 10:00 am: Math talk", "")
