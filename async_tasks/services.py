"""Writing tasks, and through the planner the facts of every block that a task stands in."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from async_tasks.access import blocks_of_task
from async_tasks.models import Placement, Task, TaskBlock
from planner.families.task_words import TaskWords, read_task, spell_task
from planner.models import Block, Change, Classroom, User
from planner.services.blocks import find_tool
from planner.services.copying import Copying, propose_coming
from planner.services.history import BlockState, StaleEdit, freeze_block, perform
from planner.services.proposals import Proposal, carry_out


@dataclass(frozen=True, slots=True)
class TaskContent:
    """All that a teacher says about a task. A due day and its time (minutes) come together."""

    steps: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    pick: int | None = None
    video: str = ""
    captions: bool = False
    timer: int | None = None
    show_by: tuple[str, ...] = ()
    hand_in: str = ""
    offline_steps: tuple[str, ...] = ()
    """What to do instead where there is no device; kept ready, not shown."""
    link: str = ""
    instruction_minutes: int | None = None
    coach_check: str = ""
    needs_printing: bool = False
    due_on: dt.date | None = None
    due_at: int | None = None
    before: UUID | None = None
    """The session that uses it."""
    supports: tuple[tuple[int, str], ...] = ()
    """Words for the learners of some groups."""

    @property
    def words(self) -> TaskWords:
        """What families read about it."""
        return TaskWords(
            steps=self.steps,
            options=self.options,
            pick=self.pick,
            video=self.video,
            captions=self.captions,
            timer=self.timer,
            show_by=self.show_by,
            hand_in=self.hand_in,
        )


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to be made together with its blocks: their dates and fields, its facts among them."""

    content: TaskContent
    blocks: tuple[tuple[dt.date, Mapping[str, Any]], ...]


def spell_facts(content: TaskContent) -> dict[str, Any]:
    """What a block says about its task."""
    return {
        "instructions": spell_task(content.words),
        "link": content.link,
        "instruction_minutes": content.instruction_minutes,
        "coach_check": content.coach_check,
        "needs_printing": content.needs_printing,
        "due_on": content.due_on,
        "due_at": content.due_at,
        "supports": content.supports,
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
    old = {block: freeze_block(block) for block in blocks}
    new = {block: state.model_copy(update=facts) for block, state in old.items()}
    changed = [block for block in old if new[block] != old[block]]
    if not changed:
        return None
    return perform(
        by=by,
        classroom=classroom,
        states=[new[block] for block in changed],
        versions={block.pk: block.version for block in changed},
        what=what,
        now=now,
    )


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
        "steps": "\n".join(content.steps),
        "offline_steps": "\n".join(content.offline_steps),
        "hand_in": content.hand_in,
        "before_id": content.before,
        "changed_at": now,
    }
    task = _keep_task(task, classroom, by, fields)
    touched = {block.pk, *(other.pk for other in (*shared, *offered))}
    stood = _read_places(touched)
    _place_task(task, block, shared, offered)
    places = blocks_of_task(task).prefetch_related("groups")
    what = f"Changed the task {block.title}"
    change = _write_facts(classroom, places, content, what, by, now)
    stands = _read_places(touched)
    if change is not None and stands != stood:
        Placement.objects.create(change=change, before=stood, after=stands)
    return change


def _read_places(blocks: Iterable[UUID]) -> dict[str, int | None]:
    """The task of each of these blocks, as far as it has one."""
    found = dict(TaskBlock.objects.filter(block__in=blocks).values_list("block_id", "task_id"))
    return {str(pk): found.get(pk) for pk in sorted(blocks)}


@transaction.atomic
def follow_undo(change: Change, undoing: Change) -> None:
    """Put tasks back to where they stood before a change, but for blocks that have got another
    task since; taken back itself, the undoing puts them where they are now."""
    placement = Placement.objects.filter(change=change).first()
    if placement is None:
        return
    stands = _read_places([UUID(pk) for pk in placement.after])
    moved = [pk for pk, task in placement.after.items() if stands[pk] == task]
    wanted = {pk: placement.before[pk] for pk in moved}
    known = set(Task.objects.filter(pk__in=wanted.values()).values_list("pk", flat=True))
    TaskBlock.objects.filter(block__in=moved).delete()
    TaskBlock.objects.bulk_create(
        TaskBlock(task_id=task, block_id=UUID(pk)) for pk, task in wanted.items() if task in known
    )
    before = {pk: stands[pk] for pk in moved}
    Placement.objects.create(change=undoing, before=before, after=wanted)


@dataclass(frozen=True, slots=True)
class Laying:
    """Tasks as they would be laid over days: what would come to each day, and which of the blocks
    that come belong to which task."""

    copying: Copying
    blocks: tuple[tuple[NewTask, tuple[UUID, ...]], ...]


def propose_tasks(classroom: Classroom, tasks: Iterable[NewTask], what: str) -> Laying:
    """What making these tasks with their blocks would do; nothing is written."""
    coming: dict[dt.date, list[BlockState]] = {}
    blocks = []
    for task in tasks:
        states = [BlockState(id=uuid4(), date=date, **fields) for date, fields in task.blocks]
        blocks.append((task, tuple(state.id for state in states)))
        for state in states:
            coming.setdefault(state.date, []).append(state)
    days = [(date, tuple(states)) for date, states in sorted(coming.items())]
    return Laying(propose_coming(classroom, days, replace=False, what=what), tuple(blocks))


@transaction.atomic
def add_tasks(
    *,
    by: User | None,
    classroom: Classroom,
    tasks: Sequence[NewTask],
    what: str,
    seal: str,
    now: dt.datetime,
) -> Change:
    """Make tasks with the blocks that they are worked on in, as one gesture, as it was shown.

    Raises ChangedMeanwhile when it would no longer be what was sealed, and FullDay.
    """
    made: list[Laying] = []

    def propose() -> Proposal:
        made.append(propose_tasks(classroom, tasks, what))
        return made[-1].copying.proposal

    change = carry_out(by=by, classroom=classroom, propose=propose, seal=seal, now=now)
    for task, blocks in made[-1].blocks:
        steps = "\n".join(task.content.steps)
        row = Task.objects.create(classroom=classroom, steps=steps, changed_by=by, changed_at=now)
        TaskBlock.objects.bulk_create(TaskBlock(task=row, block_id=block) for block in blocks)
    return change


def spell_offline(instructions: Mapping[UUID, str]) -> dict[UUID, str]:
    """What blocks say once no device is needed, and whatever other blocks their tasks stand in.

    A task's steps without a device take the place of the others where they were written; the
    video goes.
    """
    tasks = Task.objects.filter(places__block__in=instructions)
    asked_or_there = Q(block__in=instructions) | Q(block__removed_at__isnull=True)
    places = TaskBlock.objects.filter(asked_or_there, task__in=tasks)
    ready, said = {}, dict(instructions)
    for place in places.select_related("task", "block"):
        ready[place.block_id] = tuple(filter(None, place.task.offline_steps.split("\n")))
        said.setdefault(place.block_id, place.block.instructions)
    return {pk: _spell_offline(words, ready.get(pk, ())) for pk, words in said.items()}


def _spell_offline(instructions: str, ready: tuple[str, ...]) -> str:
    words = read_task(instructions)
    return spell_task(replace(words, steps=ready or words.steps, video="", captions=False))


@transaction.atomic
def copy_tasks(copies: Mapping[UUID, UUID]) -> None:
    """Give the copies of these blocks tasks of their own that say the same.

    Blocks that share a task and were copied together have copies that share one too.
    """
    places = TaskBlock.objects.filter(block__in=copies).select_related("task").order_by("pk")
    shared: dict[int, list[UUID]] = {}
    tasks: dict[int, Task] = {}
    for place in places:
        tasks.setdefault(place.task_id, place.task)
        shared.setdefault(place.task_id, []).append(copies[place.block_id])
    if not tasks:
        return
    room = Classroom.objects.filter(days__blocks__in=copies.values()).distinct().get()
    for task in tasks.values():
        task.pk, task.version, task.classroom = None, 1, room
        task.before_id = copies.get(task.before_id) if task.before_id else None
    Task.objects.bulk_create(tasks.values())
    TaskBlock.objects.bulk_create(
        TaskBlock(task=task, block_id=block) for old, task in tasks.items() for block in shared[old]
    )
