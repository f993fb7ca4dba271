"""Several blocks at once: each of these is one gesture, taken back in one step."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from django.db import transaction

from planner.models import Change, Classroom, User
from planner.models.rooms import lock_room
from planner.services.content import copy_content, spell_offline
from planner.services.faces import bring_faces, relink
from planner.services.history import BlockState, lock_blocks, perform, read_states
from planner.services.seen import read_seen

Edit = Callable[[BlockState], BlockState]
"""What becomes of each block; one that an edit leaves as it is, is not touched."""


def move_by(minutes: int) -> Edit:
    """So much later, or earlier where it is negative; what has no time keeps none."""

    def move(state: BlockState) -> BlockState:
        start = None if state.start is None else state.start + minutes
        return state.model_copy(update={"start": start})

    return move


def move_to(date: dt.date) -> Edit:
    """To another day, at the same time."""
    return lambda state: state.model_copy(update={"date": date})


def give_subject(subject: str) -> Edit:
    """Another subject, or none. Breaks have none anyway."""
    return lambda state: (
        state if state.mode == "break" else state.model_copy(update={"subject": subject})
    )


def give_groups(groups: Collection[int]) -> Edit:
    """For these groups, or for everyone where there are none."""
    return lambda state: state.model_copy(update={"groups": tuple(sorted(groups))})


def take_off(state: BlockState) -> BlockState:
    """No longer on its day."""
    return state.model_copy(update={"removed": True})


@transaction.atomic
def change_blocks(
    *,
    by: User | None,
    classroom: Classroom,
    seen: Mapping[UUID, int],
    edit: Edit,
    what: str,
    over: Mapping[UUID, int] | None = None,
    now: dt.datetime,
) -> Change:
    """Edit all these blocks from the versions seen: what is written is what was on the screen.

    `over` gives the versions at which blocks that moved on meanwhile may be overwritten knowingly.
    Raises StaleEdit, and writes nothing, when any that would change was changed meanwhile, and
    NothingToDo where none would.
    """
    lock_room(classroom.pk)
    stood = read_seen(classroom, seen)
    asked = {pk: state for pk in stood if (state := edit(stood[pk])) != stood[pk]}
    return _change(by, classroom, asked, {**seen, **(over or {})}, what, now)


@transaction.atomic
def make_offline(
    *,
    by: User | None,
    classroom: Classroom,
    seen: Mapping[UUID, int],
    what: str,
    over: Mapping[UUID, int] | None = None,
    now: dt.datetime,
) -> Change:
    """Let the own-time work among these blocks be done without a device, as `change_blocks` would,
    with whatever other blocks are the same work.

    The link and the recorded instruction go, as both need a device; what stands in their place is
    said by what hangs on the blocks.
    """
    lock_room(classroom.pk)
    stood = read_seen(classroom, seen)
    needing = {pk: each.instructions for pk, each in stood.items() if needs_device(each)}
    words = spell_offline(needing)
    others = lock_blocks(classroom, words.keys() - stood.keys())
    asked = {
        pk: put_device_away(state, words[pk])
        for pk, state in {**stood, **others.states}.items()
        if pk in words
    }
    return _change(by, classroom, asked, {**others.versions, **seen, **(over or {})}, what, now)


def needs_device(state: BlockState) -> bool:
    """Whether it is own-time work for which a device is needed, or may be used."""
    return state.mode == "async" and state.screen != "off"


def put_device_away(state: BlockState, instructions: str) -> BlockState:
    """Own-time work as it is without a device."""
    update = {"screen": "off", "link": "", "tool": None, "instruction_minutes": None}
    return state.model_copy(update={**update, "instructions": instructions})


def _change(
    by: User | None,
    classroom: Classroom,
    asked: Mapping[UUID, BlockState],
    versions: Mapping[UUID, int],
    what: str,
    now: dt.datetime,
) -> Change:
    """Write the states asked for, from these versions, as far as blocks do not stand so already."""
    stands = read_states(classroom, asked)
    changed = {pk: state for pk, state in asked.items() if state != stands[pk]}
    return perform(
        by=by,
        classroom=classroom,
        states=bring_faces(stands, changed.values()),
        versions={pk: versions[pk] for pk in changed},
        what=what,
        now=now,
    )


@transaction.atomic
def copy_blocks(
    *,
    by: User | None,
    classroom: Classroom,
    blocks: Collection[UUID],
    dates: Collection[dt.date],
    what: str,
    now: dt.datetime,
) -> Change:
    """Put copies of these blocks, as they stand now, on other days at the same times, with what
    hangs on them.

    A block is not copied to its own day. Raises NothingToDo where none is copied at all.
    """
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    stood = read_states(classroom, blocks)
    copies = [
        (pk, _copy_to(date, state))
        for date in sorted(dates)
        for pk, state in stood.items()
        if state.date != date and not state.removed
    ]
    sets = {
        date: {pk: copy.id for pk, copy in copies if copy.date == date} for date in sorted(dates)
    }
    change = perform(
        by=by,
        classroom=classroom,
        states=[each for _, copy in copies for each in relink([copy], sets[copy.date])],
        versions={},
        what=what,
        now=now,
    )
    for ids in sets.values():
        copy_content(ids)
    return change


def _copy_to(date: dt.date, state: BlockState) -> BlockState:
    update = {"id": uuid.uuid4(), "date": date, "due_on": state.due_with(date)}
    return state.model_copy(update=update)
