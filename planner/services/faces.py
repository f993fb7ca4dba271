"""The faces of a hybrid lesson: what is moved, stretched or taken off takes its other faces
along."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from planner.models import Block
from planner.services.history import BlockState, freeze_block

PLACE = ("date", "start", "minutes", "removed")


def bring_faces(
    stood: Mapping[UUID, BlockState], wanted: Collection[BlockState]
) -> tuple[BlockState, ...]:
    """The wanted states, and those of other faces that go along; only with the class locked.

    A face goes along where it stood at the same time. Taking the lesson off takes its face at
    home off too; taking that off leaves the lesson.
    """
    moved = [state for state in wanted if _is_moved(stood.get(state.id), state)]
    if not any(state.mode == "in_person" or state.face_of for state in moved):
        return tuple(wanted)
    named = {state.id for state in wanted}
    others = [each for each in _read_faces(moved) if each.id not in named]
    return (*wanted, *_go_along(stood, moved, others))


def relink(states: Iterable[BlockState], copies: Mapping[UUID, UUID]) -> tuple[BlockState, ...]:
    """Copies, the faces among them belonging to the copies of their lessons, if there are any."""
    return tuple(
        state.model_copy(update={"face_of": copies.get(state.face_of)}) if state.face_of else state
        for state in states
    )


def _is_moved(old: BlockState | None, new: BlockState) -> bool:
    return old is not None and any(getattr(old, name) != getattr(new, name) for name in PLACE)


def _read_faces(states: Collection[BlockState]) -> list[BlockState]:
    """The standing faces of the same lessons."""
    lessons = {state.face_of or state.id for state in states}
    rows = Block.objects.faces(lessons).select_related("day").prefetch_related("groups")
    return [freeze_block(block) for block in rows]


def _go_along(
    stood: Mapping[UUID, BlockState], moved: Iterable[BlockState], others: Iterable[BlockState]
) -> Iterable[BlockState]:
    leads = {state.face_of or state.id: state for state in moved}
    for face in others:
        lead = leads[face.face_of or face.id]
        old = stood[lead.id]
        together = (face.date, face.start, face.minutes) == (old.date, old.start, old.minutes)
        if together and not (lead.removed and lead.face_of):
            yield face.model_copy(update={name: getattr(lead, name) for name in PLACE})
