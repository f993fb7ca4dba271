"""The teachers' page of what learners have ticked off."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from planner.done import read_done
from planner.models import Classroom, Enrollment, Learner, Mark
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_group,
    make_learner,
    make_teacher,
)
from tests.planner.families.days import EIGHT, publish

pytestmark = pytest.mark.django_db
ANY_TIME: dict[str, Any] = {"mode": "async", "screen": "off", "start": None}


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def classroom() -> Classroom:
    """A class with a task for everyone and one for group A, published."""
    classroom = make_classroom()
    group = make_group(classroom)
    make_block(classroom, title="Meeting")
    make_block(classroom, title="Reading", **ANY_TIME)
    make_block(classroom, title="Kites", groups=(group.pk,), **ANY_TIME)
    publish(classroom)
    return classroom


def set_mark(learner: Learner, title: str, kind: str = "done", is_set: bool = True) -> None:
    block: UUID = learner.enrollments.get().classroom.days.get().blocks.get(title=title).pk
    Mark.objects.create(
        learner=learner, block_id=block, kind=kind, is_set=is_set, made_at=NOW, received_at=NOW
    )


def test_each_learner_stands_with_the_tasks_that_are_theirs(classroom: Classroom) -> None:
    make_learner(classroom, classroom.groups.get(), first_name="Ana")
    make_learner(classroom, first_name="Bo")
    day = read_done(classroom, MONDAY)
    assert [task.title for task in day.tasks] == ["Kites", "Reading"]
    assert [(row.learner, [tick.is_theirs for tick in row.ticks]) for row in day.rows] == [
        ("Ana", [True, True]),
        ("Bo", [False, True]),
    ]


def test_a_tick_and_an_adults_look_are_told_apart(classroom: Classroom) -> None:
    learner = make_learner(classroom, classroom.groups.get())
    set_mark(learner, "Reading")
    set_mark(learner, "Reading", "checked")
    set_mark(learner, "Kites")
    set_mark(learner, "Kites", is_set=False)
    (row,) = read_done(classroom, MONDAY).rows
    assert [tick.words for tick in row.ticks] == ["not ticked yet", "done, an adult has looked"]
    assert row.words == "1 of 2"


def test_a_day_that_is_not_published_has_nothing_to_tick(classroom: Classroom) -> None:
    make_block(classroom, MONDAY + dt.timedelta(days=1), title="Boats", **ANY_TIME)
    make_learner(classroom)
    assert read_done(classroom, MONDAY + dt.timedelta(days=1)).tasks == ()


def test_the_number_of_queries_does_not_grow_with_the_learners(
    classroom: Classroom, django_assert_max_num_queries: Any
) -> None:
    for place in range(12):
        make_learner(classroom, first_name=f"L{place}")
    with django_assert_max_num_queries(5):
        assert len(read_done(classroom, MONDAY).rows) == 12


def test_the_page_shows_it_to_the_teacher(client: Client, classroom: Classroom) -> None:
    set_mark(make_learner(classroom, first_name="Ana <b>"), "Reading")
    client.force_login(make_teacher(classroom))
    page = client.get(f"/classes/{classroom.pk}/days/{MONDAY}/done/").content.decode()
    assert "Ana &lt;b&gt;" in page
    assert "1 of 1" in page
    Enrollment.objects.all().delete()
    page = client.get(f"/classes/{classroom.pk}/days/{MONDAY}/done/").content.decode()
    assert "No learners are enrolled" in page
