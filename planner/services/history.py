"""One gesture: block states set together, judged again, remembered, and able to be undone."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import F
from pydantic import BaseModel, ConfigDict

from planner.models import Block, Change, Classroom, Group, SchoolDay, Stage, Tool, User
from planner.services.judging import rejudge_week


class BlockState(BaseModel):
    """Everything about a block, as history keeps it. A removed block keeps its content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    date: dt.date
    mode: str
    title: str
    start: int | None
    minutes: int
    screen: str = ""
    subject: str = ""
    purpose: str = ""
    groups: tuple[int, ...] = ()
    tool: int | None = None
    link: str = ""
    instructions: str = ""
    needs_printing: bool = False
    instruction_minutes: int | None = None
    coach_check: str = ""
    due_on: dt.date | None = None
    due_at: int | None = None
    removed: bool = False


MOST_BLOCKS = 100
"""On one day. A document holds twice as many; more could be neither judged nor published."""

PLAIN_FIELDS = tuple(
    name
    for name in BlockState.model_fields
    if name not in {"id", "date", "groups", "tool", "removed"}
)


class StaleEdit(Exception):
    """Somebody changed these blocks meanwhile: nothing was written.

    `theirs` is how the blocks stand now, `yours` what the edit asked for.
    """

    def __init__(self, theirs: Iterable[BlockState], yours: Iterable[BlockState]) -> None:
        super().__init__("Somebody else changed this meanwhile.")
        self.theirs = tuple(theirs)
        self.yours = tuple(yours)


class FullDay(StaleEdit):
    """Meanwhile a day became so full that it takes no more blocks: nothing was written."""


def freeze_block(block: Block) -> BlockState:
    """The state of a block's row."""
    return BlockState(
        id=block.pk,
        date=block.day.date,
        groups=tuple(sorted(group.pk for group in block.groups.all())),
        tool=block.tool_id,
        removed=block.removed_at is not None,
        **{name: getattr(block, name) for name in PLAIN_FIELDS},
    )


def read_states(classroom: Classroom, ids: Iterable[UUID]) -> dict[UUID, BlockState]:
    """How these blocks stand now; ids that never existed are left out."""
    rows = Block.objects.filter(pk__in=list(ids), day__classroom=classroom).select_related("day")
    return {block.pk: freeze_block(block) for block in rows.prefetch_related("groups")}


def read_state(block: Block) -> BlockState:
    """How one block stands now, whatever the object at hand remembers; its class is locked, so
    that it still stands so when the change is written."""
    classroom = Classroom.objects.select_for_update().get(pk=block.day.classroom_id)
    return read_states(classroom, [block.pk])[block.pk]


def open_day(classroom: Classroom, date: dt.date) -> SchoolDay:
    """The school day's row, made when the first block is put on it."""
    return SchoolDay.objects.get_or_create(classroom=classroom, date=date)[0]


def _set_block(state: BlockState, day: SchoolDay, now: dt.datetime) -> None:
    """Make the row say what the state says; groups and tools that are gone meanwhile fall away."""
    values = {name: getattr(state, name) for name in PLAIN_FIELDS}
    values["day"] = day
    values["tool"] = None if state.tool is None else Tool.objects.filter(pk=state.tool).first()
    values["removed_at"] = now if state.removed else None
    is_new = not Block.objects.filter(pk=state.id).update(version=F("version") + 1, **values)
    if is_new:
        Block.objects.create(pk=state.id, **values)
    if state.groups or not is_new:
        groups = Group.objects.filter(pk__in=state.groups, classroom=day.classroom_id)
        Block.objects.get(pk=state.id).groups.set(groups)


def _check_versions(
    classroom: Classroom, versions: Mapping[UUID, int], states: tuple[BlockState, ...]
) -> None:
    """Refuse the whole gesture when any block is not at the version that the edit was made from."""
    current = dict(Block.objects.filter(pk__in=versions).values_list("pk", "version"))
    stale = [pk for pk, version in versions.items() if current.get(pk) != version]
    if stale:
        theirs = read_states(classroom, stale)
        raise StaleEdit(theirs.values(), [state for state in states if state.id in stale])


def _refuse_full_days(
    old: Iterable[BlockState], new: Iterable[BlockState], days: Iterable[SchoolDay]
) -> None:
    """Raise FullDay where blocks came to a day that holds too many; taking some off is always
    possible."""
    stood = {(state.id, state.date) for state in old if not state.removed}
    came = [each for each in new if not each.removed and (each.id, each.date) not in stood]
    reached = {state.date for state in came}
    for day in days:
        if day.date in reached and day.blocks.standing().count() > MOST_BLOCKS:
            raise FullDay((), [state for state in came if state.date == day.date])


@transaction.atomic
def perform(
    *,
    by: User | None,
    classroom: Classroom,
    states: Iterable[BlockState],
    versions: Mapping[UUID, int],
    what: str,
    why: str = "",
    undoes: Change | None = None,
    now: dt.datetime,
) -> Change:
    """Set blocks to these states, judge their weeks again, and remember the gesture.

    `versions` holds, for each block that is changed, the version that the edit was made from;
    new blocks have none. Raises StaleEdit, and writes nothing, when any of them has moved on,
    and FullDay when a day would hold too many.
    """
    states = tuple(states)
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    _check_versions(classroom, versions, states)
    before = read_states(classroom, (state.id for state in states))
    old = [before.get(state.id, state.model_copy(update={"removed": True})) for state in states]
    dates = {state.date for state in (*old, *states)}
    days = {date: open_day(classroom, date) for date in sorted(dates)}
    SchoolDay.objects.filter(pk__in=[day.pk for day in days.values()]).update(
        version=F("version") + 1
    )
    for state in states:
        _set_block(state, days[state.date], now)
    _refuse_full_days(old, states, days.values())
    change = Change.objects.create(
        classroom=classroom,
        at=now,
        by=by,
        what=what[:300],
        why=why[:300],
        before=[state.model_dump(mode="json") for state in old],
        after=[state.model_dump(mode="json") for state in states],
        undoes=undoes,
    )
    for monday in sorted({day.monday for day in days.values()}):
        rejudge_week(classroom=classroom, monday=monday, stage=Stage.DRAFT, now=now)
    return change


@transaction.atomic
def undo_change(*, by: User, change: Change, now: dt.datetime) -> Change:
    """Put the blocks of a change back as they were before it, as a change of its own.

    Raises StaleEdit when one of the blocks was changed again since: that would be overwritten.
    """
    Classroom.objects.select_for_update().get(pk=change.classroom_id)
    before = [BlockState.model_validate(row) for row in change.before]
    after = {state.id: state for state in (BlockState.model_validate(row) for row in change.after)}
    current = read_states(change.classroom, after)
    moved_on = [state for pk, state in current.items() if state != after[pk]]
    if moved_on or len(current) != len(after):
        raise StaleEdit(moved_on, before)
    return perform(
        by=by,
        classroom=change.classroom,
        states=before,
        versions={},
        what=f"Undid: {change.what}",
        undoes=None if hasattr(change, "undone_by") else change,
        now=now,
    )
