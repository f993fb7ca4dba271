"""The task page: one gesture for every block a task stands in, and how it answers trouble."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from async_tasks.models import Task, TaskBlock
from planner.models import Block, SchoolDay
from planner.services.blocks import remove_block
from planner.services.history import undo_change
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_coordinator,
    make_teacher,
    make_tool,
    make_user,
)

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + dt.timedelta(days=1)


def make_task_block(block: Block | None = None, **fields: Any) -> Block:
    named = {"mode": "async", "start": None, "screen": "off", "title": "Reading", **fields}
    return make_block(block.day.classroom if block else make_classroom(), **named)


@pytest.fixture
def block() -> Block:
    return make_task_block()


@pytest.fixture
def teacher(client: Client, block: Block) -> Client:
    client.force_login(make_teacher(block.day.classroom))
    return client


def address(block: Block) -> str:
    return f"/blocks/{block.pk}/task/"


def posted(block: Block, **fields: Any) -> dict[str, Any]:
    task = Task.objects.of_block(block)
    return {
        "version": Block.objects.get(pk=block.pk).version,
        "task_version": 0 if task is None else task.version,
        **fields,
    }


def test_a_task_writes_its_facts_to_its_block(teacher: Client, block: Block) -> None:
    tool = make_tool(
        block.day.classroom.school.district, name="Learn", host="learn.example", meeting=False
    )
    teacher.post(
        address(block),
        posted(
            block,
            steps="Read a page.\n\n Draw it. ",
            hand_in="a photo",
            link="https://learn.example/1",
            instruction_minutes="5",
            coach_check="A drawing lies there.",
            needs_printing="on",
            due_on=TUESDAY,
            due_at="14:00",
        ),
    )
    block.refresh_from_db()
    assert block.instructions == "Read a page.\nDraw it.\nHand in: a photo"
    assert (block.link, block.tool, block.instruction_minutes) == (
        "https://learn.example/1",
        tool,
        5,
    )
    assert (block.coach_check, block.needs_printing) == ("A drawing lies there.", True)
    assert (block.due_on, block.due_at) == (TUESDAY, 14 * 60)


def test_the_same_task_in_two_blocks_is_written_and_undone_in_one_gesture(
    teacher: Client, block: Block
) -> None:
    other = make_task_block(block, date=TUESDAY)
    teacher.post(address(block), posted(block, steps="Read.", shared=[str(other.pk)]))
    change = block.day.classroom.changes.latest("pk")
    written = [Block.objects.get(pk=pk).instructions for pk in (block.pk, other.pk)]
    undo_change(by=make_user(), change=change, now=NOW)
    undone = [Block.objects.get(pk=pk).instructions for pk in (block.pk, other.pk)]
    assert (written, undone) == (["Read.", "Read."], ["", ""])


def test_undo_and_redo_of_a_task_move_it_between_its_blocks(teacher: Client, block: Block) -> None:
    other = make_task_block(block, date=TUESDAY)
    teacher.post(address(block), posted(block, steps="Read."))
    shared = posted(block, steps="Read twice.", shared=[str(other.pk)])
    teacher.post(address(block), shared)
    task = Task.objects.get()
    change = block.day.classroom.changes.latest("pk")
    told = [Task.objects.of_block(other)]
    undone = undo_change(by=make_user(), change=change, now=NOW)
    told.append(Task.objects.of_block(other))
    assert Task.objects.of_block(block) == task
    undo_change(by=make_user(), change=undone, now=NOW)
    told.append(Task.objects.of_block(other))
    assert told == [task, None, task]


def test_undo_leaves_a_block_alone_that_has_got_another_task_since(
    teacher: Client, block: Block
) -> None:
    other = make_task_block(block, date=TUESDAY)
    teacher.post(address(block), posted(block, steps="Read.", shared=[str(other.pk)]))
    change = block.day.classroom.changes.latest("pk")
    newer = Task.objects.create(classroom=block.day.classroom)
    TaskBlock.objects.filter(block=other).update(task=newer)
    undo_change(by=make_user(), change=change, now=NOW)
    assert Task.objects.of_block(other) == newer
    assert Task.objects.of_block(block) is None


def test_changing_a_shared_task_from_one_block_changes_the_other(
    teacher: Client, block: Block
) -> None:
    other = make_task_block(block, date=TUESDAY)
    teacher.post(address(block), posted(block, steps="Read.", shared=[str(other.pk)]))
    teacher.post(address(other), posted(other, steps="Read twice.", shared=[str(block.pk)]))
    assert Block.objects.get(pk=block.pk).instructions == "Read twice."


def test_a_block_that_is_ticked_off_keeps_its_words_but_leaves_the_task(
    teacher: Client, block: Block
) -> None:
    other = make_task_block(block, date=TUESDAY)
    teacher.post(address(block), posted(block, steps="Read.", shared=[str(other.pk)]))
    teacher.post(address(block), posted(block, steps="Read twice."))
    assert Task.objects.of_block(other) is None
    assert Block.objects.get(pk=other.pk).instructions == "Read."


def test_only_own_time_blocks_of_the_week_that_are_free_are_offered(
    teacher: Client, block: Block
) -> None:
    free = make_task_block(block, date=TUESDAY, title="Free")
    taken = make_task_block(block, date=TUESDAY, title="Taken")
    make_task_block(block, date=MONDAY + dt.timedelta(days=7), title="Later")
    make_block(block.day.classroom, date=TUESDAY, title="Live")
    teacher.post(address(taken), posted(taken, steps="Draw."))
    offered = teacher.get(address(block)).context["form"].offered
    assert list(offered) == [free]


def test_saving_what_the_blocks_say_already_leaves_no_history(
    teacher: Client, block: Block
) -> None:
    teacher.post(address(block), posted(block))
    day = SchoolDay.objects.get(pk=block.day_id)
    assert (Task.objects.count(), block.day.classroom.changes.count()) == (1, 1)
    assert day.version == block.day.version


def test_steps_that_were_on_the_block_before_are_shown(teacher: Client, block: Block) -> None:
    Block.objects.filter(pk=block.pk).update(instructions="One.\nTwo.\nHand in: a page")
    initial = teacher.get(address(block)).context["form"].initial
    assert (initial["steps"], initial["hand_in"]) == ("One.\nTwo.", "a page")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"due_on": TUESDAY}, "due_at"),
        ({"due_at": "14:00"}, "due_on"),
        ({"due_on": MONDAY - dt.timedelta(days=3), "due_at": "14:00"}, "due_on"),
        ({"due_on": "soon", "due_at": "25:00"}, "due_at"),
        ({"instruction_minutes": "-5"}, "instruction_minutes"),
        ({"instruction_minutes": "1000000000"}, "instruction_minutes"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"shared": ["no-block"]}, "shared"),
        ({"version": "x"}, "version"),
    ],
)
def test_a_field_that_cannot_be_is_named_and_nothing_is_lost(
    teacher: Client, block: Block, fields: dict[str, Any], wrong: str
) -> None:
    answer = teacher.post(address(block), posted(block, steps="Read aloud.") | fields)
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert "Read aloud." in answer.content.decode()
    assert not Task.objects.exists()


def test_a_stale_edit_shows_both_versions(teacher: Client, block: Block) -> None:
    stale = posted(block, steps="Mine.", coach_check="Mine is done.")
    teacher.post(address(block), posted(block, steps="Theirs.", needs_printing="on"))
    answer = teacher.post(address(block), stale)
    rows = {row.label: (row.theirs, row.yours) for row in answer.context["conflict"]}
    assert answer.status_code == 409
    assert rows == {
        "Steps": ("Theirs.", "Mine."),
        "Coach check": ("", "Mine is done."),
        "Something has to be printed": ("yes", "no"),
    }
    assert Block.objects.get(pk=block.pk).instructions == "Theirs."


def test_words_for_a_block_taken_away_meanwhile_are_not_lost(teacher: Client, block: Block) -> None:
    stale = posted(block, steps="Mine.")
    remove_block(by=None, block=block, version=1, now=NOW)
    answer = teacher.post(address(block), stale)
    assert answer.status_code == 409
    assert "Mine." in answer.content.decode()


def test_a_live_block_has_no_task_and_says_where_its_content_is(
    teacher: Client, block: Block
) -> None:
    live = make_block(block.day.classroom, title="Math")
    answer = teacher.get(address(live))
    assert answer.status_code == 404
    assert f"/blocks/{live.pk}/session/" in answer.content.decode()


def test_a_coordinator_may_not_write_and_a_stranger_may_not_know(
    client: Client, block: Block
) -> None:
    client.force_login(make_coordinator(block.day.classroom.school))
    seen = client.get(address(block)).status_code
    client.force_login(make_user())
    unseen = client.get(address(block)).status_code
    assert (seen, unseen) == (403, 404)
