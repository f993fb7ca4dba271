"""One person's line of gestures in a class: back along it, forward again, and where it is cut."""

import datetime as dt

import pytest

from planner.models import Block, Change, Classroom, User
from planner.services.blocks import add_block, change_block
from planner.services.history import StaleEdit, perform, read_states, undo_change
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_teacher

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture
def room() -> Classroom:
    return make_classroom()


@pytest.fixture
def teacher(room: Classroom) -> User:
    return make_teacher(room)


def move(teacher: User | None, block: Block, start: int) -> Change:
    version = Block.objects.get(pk=block.pk).version
    fields = {"start": start}
    return change_block(
        by=teacher, block=block, version=version, fields=fields, what=f"To {start}", now=NOW
    )


def undo(teacher: User, room: Classroom) -> Change:
    """Press Undo once."""
    change = Change.objects.undoable(teacher, room).first()
    assert change is not None
    return undo_change(by=teacher, change=change, now=NOW)


def redo(teacher: User, room: Classroom) -> Change:
    """Press Redo once."""
    change = Change.objects.find_redoable(teacher, room)
    assert change is not None
    return undo_change(by=teacher, change=change, now=NOW)


def starts_at(block: Block) -> int | None:
    return Block.objects.get(pk=block.pk).start


def test_undo_walks_back_through_all_gestures_and_redo_forward_again(
    room: Classroom, teacher: User
) -> None:
    block = make_block(room, TUESDAY)
    for start in (600, 660, 720):
        move(teacher, block, start)
    back = [(undo(teacher, room), starts_at(block))[1] for _ in range(3)]
    assert back == [660, 600, 540]
    assert Change.objects.undoable(teacher, room).first() is None
    forth = [(redo(teacher, room), starts_at(block))[1] for _ in range(3)]
    assert forth == [600, 660, 720]
    assert Change.objects.find_redoable(teacher, room) is None
    again = [(undo(teacher, room), starts_at(block))[1] for _ in range(3)]
    assert again == [660, 600, 540]


def test_each_button_says_what_it_would_do(room: Classroom, teacher: User) -> None:
    block = make_block(room, TUESDAY)
    move(teacher, block, 600)
    undone = undo(teacher, room)
    assert undone.what == "Undid: To 600"
    assert undone.would_redo == "To 600"
    redone = redo(teacher, room)
    assert (redone.what, redone.kind) == ("To 600", Change.Kind.REDO)
    assert undo(teacher, room).would_redo == "To 600"


def test_a_new_gesture_cuts_off_what_was_ahead(room: Classroom, teacher: User) -> None:
    block = make_block(room, TUESDAY)
    move(teacher, block, 600)
    undo(teacher, room)
    add_block(
        by=teacher,
        classroom=room,
        date=MONDAY,
        fields={"mode": "live", "title": "Art", "start": 600, "minutes": 30},
        now=NOW,
    )
    assert Change.objects.find_redoable(teacher, room) is None
    undo(teacher, room)
    assert Change.objects.find_redoable(teacher, room) is not None
    assert Change.objects.undoable(teacher, room).first() is None


def test_each_person_and_each_class_has_a_line_of_its_own(room: Classroom, teacher: User) -> None:
    other, elsewhere = make_teacher(room), make_classroom(room.school)
    move(teacher, make_block(room, TUESDAY), 600)
    move(other, make_block(room, TUESDAY), 660)
    move(teacher, make_block(elsewhere, TUESDAY), 720)
    undo(teacher, room)
    assert Change.objects.find_redoable(other, room) is None
    assert Change.objects.find_redoable(teacher, elsewhere) is None
    assert Change.objects.undoable(other, room).count() == 1


def test_undoing_the_same_change_twice_takes_it_back_once(room: Classroom, teacher: User) -> None:
    block = make_block(room, TUESDAY)
    change = move(teacher, block, 600)
    first = undo_change(by=teacher, change=change, now=NOW)
    second = undo_change(by=teacher, change=Change.objects.get(pk=change.pk), now=NOW)
    assert (second, starts_at(block)) == (first, 540)


def test_a_change_that_was_made_again_can_be_taken_back_by_its_first_undo_button(
    room: Classroom, teacher: User
) -> None:
    block = make_block(room, TUESDAY)
    change = move(teacher, block, 600)
    undo(teacher, room)
    redo(teacher, room)
    undo_change(by=teacher, change=Change.objects.get(pk=change.pk), now=NOW)
    assert starts_at(block) == 540
    assert Change.objects.undoable(teacher, room).first() is None


def test_a_redo_overwrites_nobody(room: Classroom, teacher: User) -> None:
    block = make_block(room, TUESDAY)
    move(teacher, block, 600)
    undo(teacher, room)
    move(None, block, 700)
    with pytest.raises(StaleEdit) as caught:
        redo(teacher, room)
    assert [state.start for state in caught.value.theirs] == [700]
    assert [state.start for state in caught.value.yours] == [600]


def test_of_blocks_that_moved_on_each_is_kept_or_taken_back_as_chosen(
    room: Classroom, teacher: User
) -> None:
    math, art = make_block(room, TUESDAY), make_block(room, TUESDAY, title="Art", start=600)
    undone = make_batch(teacher, room, (math, art))
    move(None, math, 700)
    move(None, art, 760)
    with pytest.raises(StaleEdit) as caught:
        undo_change(by=teacher, change=undone, now=NOW)
    assert {state.id for state in caught.value.theirs} == {math.pk, art.pk}
    version = Block.objects.get(pk=math.pk).version
    choices = {math.pk: version, art.pk: None}
    undo_change(by=teacher, change=undone, choices=choices, now=NOW)
    assert (starts_at(math), starts_at(art)) == (540, 760)


def make_batch(teacher: User, room: Classroom, blocks: tuple[Block, ...]) -> Change:
    """One gesture that puts all of these an hour later."""
    states = read_states(room, [block.pk for block in blocks])
    later = [
        state.model_copy(update={"start": (state.start or 0) + 60}) for state in states.values()
    ]
    versions = {block.pk: block.version for block in blocks}
    return perform(
        by=teacher, classroom=room, states=later, versions=versions, what="An hour later", now=NOW
    )


def test_a_batch_is_one_step(room: Classroom, teacher: User) -> None:
    blocks = tuple(make_block(room, TUESDAY, start=480 + 60 * step) for step in range(3))
    make_batch(teacher, room, blocks)
    undo(teacher, room)
    assert [starts_at(block) for block in blocks] == [480, 540, 600]
    assert Change.objects.undoable(teacher, room).first() is None
    redo(teacher, room)
    assert [starts_at(block) for block in blocks] == [540, 600, 660]
