"""Several blocks at once: each of these is one gesture, taken back in one step."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from django.db import transaction

from planner.models import Change, Classroom, User
from planner.services.content import copy_content
from planner.services.faces import bring_faces, relink
from planner.services.history import BlockState, perform, read_states

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


def put_devices_away(state: BlockState) -> BlockState:
    """Own-time work that needs no device. Other modes say themselves whether they need one."""
    return state.model_copy(update={"screen": "off"}) if state.mode == "async" else state


def take_off(state: BlockState) -> BlockState:
    """No longer on its day."""
    return state.model_copy(update={"removed": True})


@transaction.atomic
def change_blocks(
    *,
    by: User | None,
    classroom: Classroom,
    versions: Mapping[UUID, int],
    edit: Edit,
    what: str,
    now: dt.datetime,
) -> Change:
    """Edit all these blocks from the versions seen.

    Raises StaleEdit, and writes nothing, when any that would change was changed meanwhile, and
    NothingToDo where none would.
    """
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    stood = read_states(classroom, versions)
    # What somebody took away meanwhile is asked to stand: the conflict then shows both.
    wanted = {pk: edit(state.model_copy(update={"removed": False})) for pk, state in stood.items()}
    changed = {pk: state for pk, state in wanted.items() if state != stood[pk]}
    return perform(
        by=by,
        classroom=classroom,
        states=bring_faces(stood, changed.values()),
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
