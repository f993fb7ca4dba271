"""Copying blocks, days and weeks: what comes, what stands in the way, and one step back."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from async_tasks.models import Task
from async_tasks.services import TaskContent, save_task
from planner.models import Block, Change, Classroom, Membership, User
from planner.services.copying import propose_copy
from planner.services.history import MOST_BLOCKS
from sessions_live.models import LiveSession
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_closure,
    make_group,
    make_teacher,
    make_tool,
)

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + dt.timedelta(days=each) for each in range(1, 5))
NEXT_MONDAY = MONDAY + dt.timedelta(days=7)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom(name="Maple room")


@pytest.fixture
def person(classroom: Classroom) -> User:
    return make_teacher(classroom)


@pytest.fixture
def teacher(person: User, client: Client) -> Client:
    client.force_login(person)
    return client


def planned(classroom: Classroom) -> list[tuple[dt.date, str]]:
    """What stands in a class's plan, by day."""
    blocks = Block.objects.standing().filter(day__classroom=classroom)
    return sorted((block.day.date, block.title) for block in blocks.select_related("day"))


def form(classroom: Classroom, **fields: Any) -> dict[str, Any]:
    return {"classroom": classroom.pk, "week": MONDAY, "weeks": 1, **fields}


def test_a_block_is_copied_to_other_days_and_one_undo_takes_all_copies_off(
    teacher: Client, classroom: Classroom
) -> None:
    group = make_group(classroom)
    block = make_block(classroom, subject="math", groups=(group.pk,), pinned=True)
    teacher.post(f"/blocks/{block.pk}/copy/", form(classroom, weekdays=[1, 2]))
    assert planned(classroom) == [(MONDAY, "Math"), (TUESDAY, "Math"), (WEDNESDAY, "Math")]
    copy = Block.objects.get(day__date=TUESDAY)
    assert (copy.start, copy.minutes, copy.subject, copy.pinned) == (540, 30, "math", True)
    assert list(copy.groups.all()) == [group]
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    assert planned(classroom) == [(MONDAY, "Math")]


def test_a_block_is_copied_to_the_same_days_of_several_weeks(
    teacher: Client, classroom: Classroom
) -> None:
    block = make_block(classroom)
    teacher.post(f"/blocks/{block.pk}/copy/", form(classroom, weekdays=[0], weeks=3))
    later = [MONDAY + dt.timedelta(days=7 * number) for number in range(3)]
    assert planned(classroom) == [(date, "Math") for date in later]


def test_a_closed_day_is_left_out_and_the_page_says_so(
    teacher: Client, classroom: Classroom
) -> None:
    make_block(classroom)
    make_closure(classroom.school, WEDNESDAY)
    address = f"/classes/{classroom.pk}/days/{MONDAY}/copy/"
    asked = form(classroom, weekdays=[1, 2])
    page = teacher.post(address, {**asked, "look": "1"}).content.decode()
    assert "No school: Harvest holiday. Left out." in page
    assert planned(classroom) == [(MONDAY, "Math")]
    teacher.post(address, asked)
    assert planned(classroom) == [(MONDAY, "Math"), (TUESDAY, "Math")]


def test_where_something_stands_the_page_asks_first(teacher: Client, classroom: Classroom) -> None:
    make_block(classroom)
    make_block(classroom, TUESDAY, title="Art")
    address = f"/classes/{classroom.pk}/days/{MONDAY}/copy/"
    answer = teacher.post(address, form(classroom, weekdays=[1]))
    assert answer.status_code == 422
    assert "Choose what becomes of the blocks that stand there." in answer.content.decode()
    assert '<a href="#id_how_0">Choose below</a>' in answer.content.decode()
    assert planned(classroom) == [(MONDAY, "Math"), (TUESDAY, "Art")]


def test_copies_stand_beside_what_was_there(teacher: Client, classroom: Classroom) -> None:
    make_block(classroom)
    make_block(classroom, TUESDAY, title="Art")
    address = f"/classes/{classroom.pk}/days/{MONDAY}/copy/"
    teacher.post(address, form(classroom, weekdays=[1], how="beside"))
    assert planned(classroom) == [(MONDAY, "Math"), (TUESDAY, "Art"), (TUESDAY, "Math")]


def seal_shown(teacher: Client, address: str, asked: dict[str, Any]) -> str:
    page = teacher.post(address, {**asked, "look": "1"})
    seal: str = page.context["copying"].proposal.seal
    return seal


def test_copies_replace_what_was_there_and_undo_brings_it_back(
    teacher: Client, classroom: Classroom
) -> None:
    make_block(classroom)
    make_block(classroom, TUESDAY, title="Art")
    address = f"/classes/{classroom.pk}/days/{MONDAY}/copy/"
    asked = form(classroom, weekdays=[1], how="replace")
    teacher.post(address, {**asked, "seal": seal_shown(teacher, address, asked)})
    assert planned(classroom) == [(MONDAY, "Math"), (TUESDAY, "Math")]
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    assert planned(classroom) == [(MONDAY, "Math"), (TUESDAY, "Art")]


def test_what_nobody_saw_is_never_replaced(teacher: Client, classroom: Classroom) -> None:
    make_block(classroom)
    make_block(classroom, TUESDAY, title="Art")
    address = f"/classes/{classroom.pk}/days/{MONDAY}/copy/"
    asked = form(classroom, weekdays=[1], how="replace")
    seal = seal_shown(teacher, address, asked)
    make_block(classroom, TUESDAY, title="Choir")
    answer = teacher.post(address, {**asked, "seal": seal})
    assert answer.status_code == 409
    assert "Nothing was copied" in answer.content.decode()
    assert planned(classroom) == [(MONDAY, "Math"), (TUESDAY, "Art"), (TUESDAY, "Choir")]


def test_an_empty_week_offers_to_copy_the_last_one_that_was_planned(
    teacher: Client, classroom: Classroom
) -> None:
    make_block(classroom)
    make_block(classroom, FRIDAY, title="Art")
    page = teacher.get(f"/classes/{classroom.pk}/weeks/{NEXT_MONDAY}/").content.decode()
    assert "Copy last week" in page
    later = MONDAY + dt.timedelta(days=14)
    page = teacher.get(f"/classes/{classroom.pk}/weeks/{later}/").content.decode()
    assert "Copy the week of 16 November" in page
    answer = teacher.post(
        f"/classes/{classroom.pk}/weeks/{MONDAY}/copy/", form(classroom, week=NEXT_MONDAY)
    )
    assert answer["Location"] == f"/classes/{classroom.pk}/weeks/{NEXT_MONDAY}/"
    copied = [(MONDAY, "Math"), (FRIDAY, "Art")]
    assert planned(classroom) == [
        *copied,
        *((date + dt.timedelta(days=7), title) for date, title in copied),
    ]


def test_a_week_goes_to_another_class_with_its_groups_by_name_and_its_tools_by_link(
    teacher: Client, classroom: Classroom, person: User
) -> None:
    other = make_classroom(name="Oak room")
    Membership.objects.create(user=person, role="teacher", classroom=other)
    tool = make_tool(other.school.district)
    a, b = make_group(classroom, "A"), make_group(classroom, "B")
    theirs = make_group(other, "a")
    make_block(classroom, groups=(a.pk,), link="https://meet.example.org/1")
    make_block(classroom, TUESDAY, title="Art", groups=(b.pk,))
    address = f"/classes/{classroom.pk}/weeks/{MONDAY}/copy/"
    page = teacher.post(address, form(other, look="1")).content.decode()
    assert "This class has no group called B." in page
    teacher.post(address, form(other))
    math, art = Block.objects.filter(day__classroom=other).order_by("day__date")
    assert (list(math.groups.all()), math.tool, list(art.groups.all())) == ([theirs], tool, [])


def test_a_class_of_somebody_else_is_no_place_to_copy_to(
    teacher: Client, classroom: Classroom
) -> None:
    make_block(classroom)
    other = make_classroom()
    answer = teacher.post(f"/classes/{classroom.pk}/weeks/{MONDAY}/copy/", form(other))
    assert answer.status_code == 422
    assert planned(other) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"week": "2026-99-99"},
        {"week": "0001-01-01"},
        {"week": "9999-12-31"},
        {"weeks": "0"},
        {"weeks": "99999999999999999999"},
        {"weekdays": ["7"]},
        {"weekdays": []},
        {"weekdays": ["0"]},
        {"classroom": "99999999999999999999999"},
        {"how": "over"},
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_copied(
    teacher: Client, classroom: Classroom, wrong: dict[str, Any]
) -> None:
    block = make_block(classroom)
    asked = {**form(classroom, weekdays=["1"]), **wrong}
    assert teacher.post(f"/blocks/{block.pk}/copy/", asked).status_code == 422
    assert planned(classroom) == [(MONDAY, "Math")]


def test_a_day_takes_no_more_blocks_than_it_can_hold(teacher: Client, classroom: Classroom) -> None:
    block = make_block(classroom, TUESDAY)
    others = [
        Block(day=block.day, mode="break", title="Pause", start=0, minutes=1)
        for _ in range(MOST_BLOCKS - 1)
    ]
    Block.objects.bulk_create(others)
    first = make_block(classroom)
    answer = teacher.post(f"/blocks/{first.pk}/copy/", form(classroom, weekdays=[1], how="beside"))
    assert answer.status_code == 422
    assert "more blocks than a day can" in answer.content.decode()


def test_what_is_due_comes_as_many_days_later(classroom: Classroom) -> None:
    make_block(
        classroom, mode="async", screen="on", start=None, due_on=TUESDAY, due_at=600, title="Log"
    )
    copying = propose_copy(classroom, classroom, [(MONDAY, WEDNESDAY)], what="Copied")
    assert [state.due_on for state in copying.proposal.states] == [THURSDAY]


def test_sessions_and_tasks_come_along_and_are_their_own(
    teacher: Client, classroom: Classroom
) -> None:
    live = make_block(classroom)
    LiveSession.objects.create(block=live, outline="Warm up", version=4)
    reading, more = (
        make_block(classroom, date, mode="async", screen="off", start=None, title="Reading")
        for date in (MONDAY, TUESDAY)
    )
    save_task(
        by=None,
        block=reading,
        version=1,
        task_version=0,
        content=TaskContent(steps=("Read", "Draw")),
        shared=[more],
        now=NOW,
    )
    address = f"/classes/{classroom.pk}/weeks/{MONDAY}/copy/"
    teacher.post(address, form(classroom, week=NEXT_MONDAY))
    copied = LiveSession.objects.exclude(block=live).get()
    assert (copied.outline, copied.block.day.date) == ("Warm up", NEXT_MONDAY)
    old, new = Task.objects.order_by("pk")
    assert new.steps == "Read\nDraw"
    assert [place.block.day.date for place in new.places.order_by("block__day__date")] == [
        NEXT_MONDAY,
        NEXT_MONDAY + dt.timedelta(days=1),
    ]
    assert {place.block_id for place in old.places.all()} == {reading.pk, more.pk}


def test_looking_at_a_copy_asks_the_database_as_often_for_many_blocks(
    teacher: Client, classroom: Classroom
) -> None:
    address = f"/classes/{classroom.pk}/weeks/{MONDAY}/copy/"
    asked = form(classroom, week=NEXT_MONDAY, look="1")
    make_block(classroom, groups=(make_group(classroom).pk,))
    teacher.post(address, asked)
    with CaptureQueriesContext(connection) as few:
        teacher.post(address, asked)
    for number in range(12):
        make_block(classroom, TUESDAY, title=f"Block {number}", start=480 + 5 * number, minutes=5)
    with CaptureQueriesContext(connection) as many:
        teacher.post(address, asked)
    assert len(many) == len(few)
