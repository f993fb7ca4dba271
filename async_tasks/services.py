"""Writing tasks, and through the planner the facts of every block that a task stands in."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from async_tasks.access import blocks_of_task
from async_tasks.models import Task, TaskBlock
from async_tasks.wording import spell_task
from planner.models import Block, Change, Classroom, User
from planner.services.blocks import find_tool
from planner.services.history import BlockState, StaleEdit, freeze_block, perform


@dataclass(frozen=True, slots=True)
class TaskContent:
    """All that a teacher says about a task. A due day and its time (minutes) come together."""

    steps: tuple[str, ...] = ()
    hand_in: str = ""
    link: str = ""
    instruction_minutes: int | None = None
    coach_check: str = ""
    needs_printing: bool = False
    due_on: dt.date | None = None
    due_at: int | None = None


def spell_facts(content: TaskContent) -> dict[str, Any]:
    """What a block says about its task."""
    return {
        "instructions": spell_task(content.steps, content.hand_in),
        "link": content.link,
        "instruction_minutes": content.instruction_minutes,
        "coach_check": content.coach_check,
        "needs_printing": content.needs_printing,
        "due_on": content.due_on,
        "due_at": content.due_at,
    }


def _write_facts(
    classroom: Classroom,
    blocks: Iterable[Block],
    content: TaskContent,
    what: str,
    by: User | None,
    now: dt.datetime,
) -> Change | None:
    """Make these blocks say what the task says, in one gesture; None where all of them do."""
    facts = spell_facts(content)
    if content.link:
        tool = find_tool(classroom, content.link)
        facts["tool"] = None if tool is None else tool.pk
    states: list[BlockState] = []
    versions: dict[Any, int] = {}
    for block in blocks:
        old = freeze_block(block)
        new = old.model_copy(update=facts)
        if new != old:
            states.append(new)
            versions[block.pk] = block.version
    if not states:
        return None
    return perform(by=by, classroom=classroom, states=states, versions=versions, what=what, now=now)


def _keep_task(
    task: Task | None, classroom: Classroom, by: User | None, fields: Mapping[str, Any]
) -> Task:
    if task is None:
        return Task.objects.create(classroom=classroom, changed_by=by, **fields)
    Task.objects.filter(pk=task.pk).update(changed_by=by, version=task.version + 1, **fields)
    return task


def _place_task(
    task: Task, block: Block, shared: Iterable[Block], offered: Iterable[Block]
) -> None:
    """Let the task stand in its block and the shared ones; it leaves those not taken."""
    standing = {block.pk, *(other.pk for other in shared)}
    left = [other.pk for other in offered if other.pk not in standing]
    TaskBlock.objects.filter(task=task, block__in=left).delete()
    for pk in sorted(standing):
        TaskBlock.objects.get_or_create(block_id=pk, defaults={"task": task})


@transaction.atomic
def save_task(
    *,
    by: User | None,
    block: Block,
    version: int,
    task_version: int,
    content: TaskContent,
    shared: Iterable[Block] = (),
    offered: Iterable[Block] = (),
    now: dt.datetime,
) -> Change | None:
    """Keep the task of a block, and write its facts to every block that it stands in.

    `shared` are other blocks that are the same task, out of `offered`. The versions are those the
    edit was made from (0 for a task not yet written). Raises StaleEdit, and writes nothing, when
    either has moved on. Answers with the change of the plan, which can be undone, or None
    when every block says it already.
    """
    classroom = Classroom.objects.select_for_update().get(pk=block.day.classroom_id)
    task = Task.objects.of_block(block)
    fresh = Block.objects.standing().filter(pk=block.pk, version=version).exists()
    if not fresh or task_version != (0 if task is None else task.version):
        raise StaleEdit((), ())
    shared = tuple(shared)
    fields = {
        "steps": "\n".join(content.steps), "hand_in": content.hand_in, "changed_at": now
    }  # fmt: skip
    task = _keep_task(task, classroom, by, fields)
    _place_task(task, block, shared, offered)
    places = blocks_of_task(task).prefetch_related("groups")
    return _write_facts(classroom, places, content, f"Changed the task {block.title}", by, now)
