"""A hybrid lesson is planned once: its faces go along with each other."""

import datetime as dt

import pytest

from planner.models import Block, Classroom
from planner.services.blocks import change_block, remove_block
from planner.services.copying import propose_copy
from planner.services.history import undo_change
from planner.services.many import change_blocks, copy_blocks, move_by
from planner.services.pairs import Hybrid, Lesson, add_states, hybrid_states
from planner.services.proposals import Proposal, carry_out
from tests.factories import MONDAY, NOW, make_classroom, make_group, make_teacher

pytestmark = pytest.mark.django_db
TUESDAY, FRIDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=4)


@pytest.fixture
def room() -> Classroom:
    room = make_classroom(delivery="hybrid")
    moons, suns = make_group(room, "Moons"), make_group(room, "Suns")
    plan = Hybrid(
        lesson=Lesson(title="Math", start=540, minutes=45),
        work=None,
        cohorts=(moons.pk, suns.pk),
        at_school={TUESDAY: moons.pk},
    )
    states = hybrid_states(room, plan)
    add_states(by=None, classroom=room, states=states, what="Planned Math", now=NOW)
    return room


def face(mode: str) -> Block:
    return Block.objects.standing().select_related("day__classroom__school").get(mode=mode)


def places() -> set[tuple[object, ...]]:
    return set(Block.objects.standing().values_list("mode", "day__date", "start", "minutes"))


def change(block: Block, **fields: object) -> None:
    change_block(by=None, block=block, version=block.version, fields=fields, now=NOW)


@pytest.mark.parametrize("mode", ["in_person", "live"])
def test_a_lesson_that_is_moved_at_school_or_at_home_is_moved_for_both(
    room: Classroom, mode: str
) -> None:
    change(face(mode), start=600, minutes=30, date=FRIDAY)
    assert places() == {("in_person", FRIDAY, 600, 30), ("live", FRIDAY, 600, 30)}


def test_what_the_faces_say_stays_their_own(room: Classroom) -> None:
    change(face("live"), title="Math from home")
    assert face("in_person").title == "Math"
    assert face("in_person").version == 1


def test_faces_that_were_set_apart_go_their_own_ways(room: Classroom) -> None:
    home = face("live")
    Block.objects.filter(pk=home.pk).update(start=700)
    change(face("in_person"), start=600)
    assert places() == {("in_person", TUESDAY, 600, 45), ("live", TUESDAY, 700, 45)}


def test_without_the_lesson_there_is_no_face_at_home_and_one_undo_brings_both(
    room: Classroom,
) -> None:
    teacher, lesson = make_teacher(room), face("in_person")
    gone = remove_block(by=teacher, block=lesson, version=1, now=NOW)
    assert places() == set()
    undo_change(by=teacher, change=gone, now=NOW)
    assert len(places()) == 2
    assert face("live").face_of_id == lesson.pk


def test_without_the_face_at_home_the_lesson_stays(room: Classroom) -> None:
    remove_block(by=None, block=face("live"), version=1, now=NOW)
    assert places() == {("in_person", TUESDAY, 540, 45)}


def test_faces_go_along_among_many(room: Classroom) -> None:
    lesson = face("in_person")
    change_blocks(
        by=None,
        classroom=room,
        seen={lesson.pk: 1},
        edit=move_by(15),
        what="Moved",
        now=NOW,
    )
    assert {start for _, _, start, _ in places()} == {555}


def test_copies_of_a_lesson_have_faces_of_their_own(room: Classroom) -> None:
    ids = [face("in_person").pk, face("live").pk]
    copy_blocks(by=None, classroom=room, blocks=ids, dates=[FRIDAY], what="Copied Math", now=NOW)
    lesson = Block.objects.get(mode="in_person", day__date=FRIDAY)
    assert Block.objects.get(mode="live", day__date=FRIDAY).face_of == lesson
    change(lesson, start=660)
    assert ("live", FRIDAY, 660, 45) in places()
    assert ("live", TUESDAY, 540, 45) in places()


def test_a_copied_day_keeps_its_faces_together(room: Classroom) -> None:
    def propose() -> Proposal:
        return propose_copy(room, room, [(TUESDAY, FRIDAY)], what="Copied Tuesday").proposal

    carry_out(by=None, classroom=room, propose=propose, seal=propose().seal, now=NOW)
    home = Block.objects.get(mode="live", day__date=FRIDAY)
    assert home.face_of == Block.objects.get(mode="in_person", day__date=FRIDAY)


def test_a_face_copied_alone_belongs_to_no_lesson(room: Classroom) -> None:
    copy_blocks(
        by=None,
        classroom=room,
        blocks=[face("live").pk],
        dates=[FRIDAY],
        what="Copied Math",
        now=NOW,
    )
    assert Block.objects.get(day__date=FRIDAY).face_of is None
