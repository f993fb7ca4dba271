"""One gesture: block states set together, judged again, remembered, and able to be undone."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F
from pydantic import BaseModel, ConfigDict

from planner.cadence.plan import Translation
from planner.models import Block, Change, Classroom, Group, SchoolDay, Tool, User
from planner.models.prepared import PreparedUpdate
from planner.models.rooms import lock_room
from planner.models.weeks import find_blocks
from planner.services.content import follow_undo
from planner.services.judging import judge_draft


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
    pinned: bool = False
    supports: tuple[tuple[int, str], ...] = ()
    """What is written for some groups alone."""
    translations: tuple[Translation, ...] = ()
    """What its texts say in other languages."""
    face_of: UUID | None = None
    removed: bool = False

    def due_with(self, date: dt.date) -> dt.date | None:
        """When it is due once it stands on another day: as many days later as that is."""
        return None if self.due_on is None else self.due_on + (date - self.date)


MOST_BLOCKS = 100
"""On one day. A document holds twice as many; more could be neither judged nor published."""

PLAIN_FIELDS = tuple(
    name
    for name in BlockState.model_fields
    if name not in {"id", "date", "groups", "tool", "face_of", "removed"}
)
WRITTEN_FIELDS = (*PLAIN_FIELDS, "day", "tool", "face_of", "removed_at", "version")


class StaleEdit(Exception):
    """Somebody changed these blocks meanwhile: nothing was written.

    `theirs` is how the blocks stand now, `yours` what the edit asked for.
    """

    def __init__(self, theirs: Iterable[BlockState], yours: Iterable[BlockState]) -> None:
        super().__init__("Somebody else changed this meanwhile.")
        self.theirs = tuple(theirs)
        self.yours = tuple(yours)


class NothingToDo(Exception):
    """The gesture would change no block at all: there is nothing to remember."""


class FullDay(StaleEdit):
    """Meanwhile a day became so full that it takes no more blocks: nothing was written."""


def freeze_block(block: Block) -> BlockState:
    """The state of a block's row."""
    return BlockState(
        id=block.pk,
        date=block.day.date,
        groups=tuple(sorted(block.group_ids)),
        tool=block.tool_id,
        face_of=block.face_of_id,
        removed=block.removed_at is not None,
        **{name: getattr(block, name) for name in PLAIN_FIELDS},
    )


def read_states(classroom: Classroom, ids: Iterable[UUID]) -> dict[UUID, BlockState]:
    """How these blocks stand now; ids that never existed are left out."""
    return {pk: freeze_block(block) for pk, block in find_blocks(classroom, ids).items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """How blocks of a class stand, read while the class is locked: so they stand until the end of
    the transaction."""

    states: Mapping[UUID, BlockState]
    versions: Mapping[UUID, int]
    days: Mapping[dt.date, SchoolDay]


def lock_blocks(classroom: Classroom, ids: Iterable[UUID]) -> Standing:
    """Lock a class and read how some of its blocks stand; only inside a transaction."""
    lock_room(classroom.pk)
    blocks = find_blocks(classroom, ids)
    return Standing(
        states={pk: freeze_block(block) for pk, block in blocks.items()},
        versions={pk: block.version for pk, block in blocks.items()},
        days={block.day.date: block.day for block in blocks.values()},
    )


def open_day(classroom: Classroom, date: dt.date) -> SchoolDay:
    """The school day's row, made when the first block is put on it."""
    return SchoolDay.objects.get_or_create(classroom=classroom, date=date)[0]


def _open_days(
    classroom: Classroom, dates: Collection[dt.date], known: Mapping[dt.date, SchoolDay]
) -> dict[dt.date, SchoolDay]:
    """The rows of these days, each a version further; made where there was none."""
    days = {date: known[date] for date in dates if date in known}
    others = set(dates) - set(days)
    if others:
        rows = SchoolDay.objects.filter(classroom=classroom, date__in=others)
        days.update((day.date, day) for day in rows)
        missing = [SchoolDay(classroom=classroom, date=date) for date in others - set(days)]
        days.update((day.date, day) for day in SchoolDay.objects.bulk_create(missing))
    _prepare_versions(len(days)).run(*(day.pk for day in days.values()))
    return days


@cache
def _prepare_versions(count: int) -> PreparedUpdate:
    """Lets so many days grow a version further."""
    grown = {"version": F("version") + 1}
    samples = range(1001, 1001 + count)
    return PreparedUpdate(lambda *keys: SchoolDay.objects.filter(pk__in=keys), grown, *samples)


def _write_blocks(
    states: Iterable[BlockState],
    standing: Standing,
    days: Mapping[dt.date, SchoolDay],
    now: dt.datetime,
) -> None:
    """Make the rows say what the states say, in one statement for all of them; tools that are
    gone meanwhile fall away."""
    states = tuple(states)
    stood = {state.tool for state in standing.states.values()}
    asked = {state.tool for state in states if state.tool is not None} - stood
    tools = set(Tool.objects.filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    rows = [
        Block(
            pk=state.id,
            day=days[state.date],
            tool_id=state.tool if state.tool in tools or state.tool in stood else None,
            face_of_id=state.face_of,
            removed_at=now if state.removed else None,
            version=standing.versions.get(state.id, 0) + 1,
            **{name: getattr(state, name) for name in PLAIN_FIELDS},
        )
        for state in states
    ]
    # The class is locked: nobody else writes a version between reading it and here.
    Block.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN_FIELDS
    )


def _write_groups(
    classroom: Classroom, states: Iterable[BlockState], before: Mapping[UUID, BlockState]
) -> None:
    """Let the blocks be for the groups that their states name; groups gone meanwhile fall away."""
    through = Block.groups.through
    stood = {pk: state.groups for pk, state in before.items()}
    changed = [state for state in states if state.groups != stood.get(state.id, ())]
    emptied = [state.id for state in changed if stood.get(state.id)]
    if emptied:
        through.objects.filter(block__in=emptied).delete()
    asked = {group for state in changed for group in state.groups}
    if asked:
        groups = Group.objects.filter(pk__in=asked, classroom=classroom)
        known = set(groups.values_list("pk", flat=True))
        through.objects.bulk_create(
            through(block_id=state.id, group_id=group)
            for state in changed
            for group in state.groups
            if group in known
        )


def _check_versions(
    versions: Mapping[UUID, int], states: tuple[BlockState, ...], standing: Standing
) -> None:
    """Refuse the whole gesture when any block is not at the version that the edit was made from."""
    stale = [pk for pk, version in versions.items() if standing.versions.get(pk) != version]
    if stale:
        theirs = [standing.states[pk] for pk in stale if pk in standing.states]
        raise StaleEdit(theirs, [state for state in states if state.id in stale])


def _refuse_full_days(
    old: Iterable[BlockState], new: Iterable[BlockState], days: Iterable[SchoolDay]
) -> None:
    """Raise FullDay where blocks came to a day that holds too many; taking some off is always
    possible."""
    stood = {(state.id, state.date) for state in old if not state.removed}
    came = [each for each in new if not each.removed and (each.id, each.date) not in stood]
    reached = {state.date for state in came}
    if not reached:
        return
    rows = Block.objects.filter(
        removed_at__isnull=True, day__in=[day for day in days if day.date in reached]
    )
    counts = rows.values_list("day__date").annotate(count=Count("pk")).order_by("day__date")
    full = [date for date, count in counts if count > MOST_BLOCKS]
    if full:
        raise FullDay((), [state for state in came if state.date == full[0]])


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
    standing: Standing | None = None,
    now: dt.datetime,
) -> Change:
    """Set blocks to these states, judge their weeks again, and remember the gesture.

    `versions` holds, for each block that is changed, the version that the edit was made from;
    new blocks have none. `standing`, where it is known from the same transaction, says how the
    blocks stand. What the weeks are found to be stands in the change's `reviews`.

    Raises StaleEdit, and writes nothing, when any of the blocks has moved on, FullDay when a day
    would hold too many, and NothingToDo for a gesture without blocks.
    """
    states = tuple(states)
    standing = standing or lock_blocks(classroom, {*versions, *(state.id for state in states)})
    _check_versions(versions, states, standing)
    if not states:
        raise NothingToDo
    before = standing.states
    old = [before.get(state.id, state.model_copy(update={"removed": True})) for state in states]
    dates = {state.date for state in (*old, *states)}
    days = _open_days(classroom, dates, standing.days)
    _write_blocks(states, standing, days, now)
    _write_groups(classroom, states, before)
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
        kind=_kind_of(undoes),
    )
    change.reviews = {
        monday: judge_draft(classroom=classroom, monday=monday, now=now)
        for monday in sorted({day.monday for day in days.values()})
    }
    return change


def _kind_of(undoes: Change | None) -> Change.Kind:
    if undoes is None:
        return Change.Kind.GESTURE
    return Change.Kind.REDO if undoes.is_undo else Change.Kind.UNDO


def _find_last(change: Change) -> Change:
    """The change itself, or what became of it by undoing and redoing."""
    while hasattr(change, "undone_by"):
        change = change.undone_by
    return change


@transaction.atomic
def undo_change(
    *,
    by: User,
    change: Change,
    choices: Mapping[UUID, int | None] | None = None,
    now: dt.datetime,
) -> Change:
    """Put the blocks of a change back as they were before it, as a change of its own; for an
    undoing this is Redo. A change that is taken back already stays so.

    Raises StaleEdit when one of the blocks was changed again since: that would be overwritten,
    unless `choices` gives the version at which it may be, or None to leave the block as it stands.
    """
    lock_room(change.classroom_id)
    last = _find_last(change)
    if last.is_undo != change.is_undo:
        return last
    choices = choices or {}
    before = {state.id: state for state in map(BlockState.model_validate, change.before)}
    after = {state.id: state for state in map(BlockState.model_validate, change.after)}
    current = read_states(change.classroom, after)
    moved_on = [state for pk, state in current.items() if state != after[pk] and pk not in choices]
    if moved_on or len(current) != len(after):
        raise StaleEdit(moved_on, before.values())
    undoing = perform(
        by=by,
        classroom=change.classroom,
        states=[state for pk, state in before.items() if choices.get(pk, 0) is not None],
        versions={pk: version for pk, version in choices.items() if version is not None},
        what=last.would_redo if last.is_undo else f"Undid: {last.what}",
        undoes=last,
        now=now,
    )
    follow_undo(last, undoing)
    return undoing
