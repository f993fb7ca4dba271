"""The only way from an address to a task."""

import datetime as dt
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404

from async_tasks.models import Task
from planner import access
from planner.models import Block, User

DAY_ORDER = ("day__date", F("start").asc(nulls_last=True), "pk")
"""By day, then by time; what may be done at any time comes last."""


class NotAsync(Http404):
    """The block is there, but it is no work in own time, so it has no task page."""

    def __init__(self, block: Block) -> None:
        super().__init__("This block is not work in a learner's own time.")
        self.block = block


def get_async_block_to_plan(user: User, pk: UUID) -> Block:
    """An async block to change; raises NotAsync, which is 404, for a block of another kind."""
    block = access.get_block_to_plan(user, pk)
    if block.mode != "async":
        raise NotAsync(block)
    return block


def get_block_being_edited(user: User, pk: UUID) -> Block:
    """The block of an edit that was begun before: it may have been removed or changed in kind."""
    return access.get_block_to_plan(user, pk, even_removed=True)


def blocks_of_task(task: Task | None) -> QuerySet[Block]:
    """The standing blocks that a task is worked on in, in the order of their days."""
    blocks = Block.objects.standing().filter(task_place__task=task).select_related("day")
    return blocks.order_by(*DAY_ORDER) if task else Block.objects.none()


def sessions_to_come(block: Block) -> QuerySet[Block]:
    """The class's sessions from the block's day to the end of the week after: what may use it."""
    last = block.day.monday + dt.timedelta(days=13)
    sessions = Block.objects.standing().filter(
        mode__in=("live", "in_person"),
        day__classroom=block.day.classroom_id,
        day__date__range=(block.day.date, last),
    )
    return sessions.select_related("day").order_by(*DAY_ORDER)


def blocks_to_share(block: Block, task: Task | None) -> QuerySet[Block]:
    """Other async blocks of the class's week that could be the same task: free, or already it."""
    monday = block.day.monday
    week = Block.objects.standing().filter(
        mode="async",
        day__classroom=block.day.classroom_id,
        day__date__range=(monday, monday + dt.timedelta(days=6)),
    )
    free = week.filter(task_place__isnull=True)
    shared = week.filter(task_place__task=task) if task else week.none()
    return (free | shared).exclude(pk=block.pk).select_related("day").order_by(*DAY_ORDER)
