"""Bumping on its page: a list first, then one gesture that one undo takes back."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Block, Change, Classroom, SchoolYear
from planner.services.bumping import propose_bump
from tests.factories import MONDAY, make_block, make_classroom, make_closure, make_teacher

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=2)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom()


@pytest.fixture
def teacher(classroom: Classroom, client: Client) -> Client:
    client.force_login(make_teacher(classroom))
    return client


def plan_math(classroom: Classroom, *days: int, **fields: Any) -> list[Block]:
    """A math lesson on each of these days, counted from Monday."""
    return [
        make_block(
            classroom,
            MONDAY + dt.timedelta(days=number),
            **{"title": f"Lesson {number}", "subject": "math", **fields},
        )
        for number in days
    ]


def placed(classroom: Classroom) -> dict[str, int]:
    blocks = Block.objects.standing().filter(day__classroom=classroom).select_related("day")
    return {block.title: (block.day.date - MONDAY).days for block in blocks}


def bump(teacher: Client, block: Block, **fields: Any) -> Any:
    """Look at the page, then post what it shows."""
    asked = {"way": "later", "meetings": 1, **fields}
    page = teacher.post(f"/blocks/{block.pk}/bump/", {**asked, "look": "1"})
    seal = page.context["bumping"].proposal.seal
    return teacher.post(f"/blocks/{block.pk}/bump/", {**asked, "seal": seal})


def test_a_bump_moves_the_subject_across_weeks_and_one_undo_takes_it_back(
    teacher: Client, classroom: Classroom
) -> None:
    first, *_ = plan_math(classroom, 0, 2, 4, 7)
    make_block(classroom, title="Art")
    make_closure(classroom.school, MONDAY + dt.timedelta(days=9))
    before = placed(classroom)
    answer = bump(teacher, first)
    assert answer.status_code == 302
    assert placed(classroom) == {
        "Lesson 0": 2,
        "Lesson 2": 4,
        "Lesson 4": 7,
        "Lesson 7": 11,
        "Art": 0,
    }
    assert Change.objects.latest("pk").what == "Moved Lesson 0 1 meeting later, and 3 more of math"
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    assert placed(classroom) == before


def test_the_page_lists_where_each_block_is_and_where_it_would_be(
    teacher: Client, classroom: Classroom
) -> None:
    first, _ = plan_math(classroom, 0, 1)
    page = teacher.get(f"/blocks/{first.pk}/bump/").content.decode()
    assert "2 blocks would move" in page
    assert "Mon 16 November, 9:00 am" in page
    assert "Tue 17 November, 9:00 am" in page
    assert "This week would then be" in page
    assert placed(classroom) == {"Lesson 0": 0, "Lesson 1": 1}


def test_lessons_are_pulled_back(teacher: Client, classroom: Classroom) -> None:
    _, second = plan_math(classroom, 1, 3)
    bump(teacher, second, way="earlier")
    assert placed(classroom) == {"Lesson 1": 1, "Lesson 3": 1}


def test_pinned_blocks_stay_and_are_named(teacher: Client, classroom: Classroom) -> None:
    first, *_ = plan_math(classroom, 0, 2)
    make_block(classroom, TUESDAY, title="Quiz", subject="math", pinned=True)
    page = teacher.get(f"/blocks/{first.pk}/bump/").content.decode()
    assert "Stays where it is: <bdi>Quiz</bdi>" in page
    bump(teacher, first)
    assert placed(classroom) == {"Quiz": 1, "Lesson 0": 2, "Lesson 2": 7}


def test_a_pinned_block_is_not_bumped_itself(teacher: Client, classroom: Classroom) -> None:
    first, _ = plan_math(classroom, 0, 1, pinned=True)
    assert (
        "marked as staying where it is" in teacher.get(f"/blocks/{first.pk}/bump/").content.decode()
    )
    assert bump(teacher, first).status_code == 422
    assert placed(classroom) == {"Lesson 0": 0, "Lesson 1": 1}


def test_blocks_without_a_subject_follow_each_other_by_title(
    teacher: Client, classroom: Classroom
) -> None:
    first, _ = plan_math(classroom, 0, 1, title="Meeting", subject="")
    make_block(classroom, TUESDAY, title="Art")
    bump(teacher, first)
    found = Block.objects.standing().filter(title="Meeting").values_list("day__date", flat=True)
    assert sorted(found) == [TUESDAY, MONDAY + dt.timedelta(days=7)]


def test_a_plan_that_changed_meanwhile_is_shown_anew(teacher: Client, classroom: Classroom) -> None:
    first, _ = plan_math(classroom, 0, 1)
    seal = propose_bump(first, 1).proposal.seal
    plan_math(classroom, 2)
    answer = teacher.post(
        f"/blocks/{first.pk}/bump/", {"way": "later", "meetings": 1, "seal": seal}
    )
    assert answer.status_code == 409
    assert "Nothing was moved." in answer.content.decode()
    assert placed(classroom) == {"Lesson 0": 0, "Lesson 1": 1, "Lesson 2": 2}


def test_the_school_year_has_an_end(teacher: Client, classroom: Classroom) -> None:
    first, _ = plan_math(classroom, 0, 1)
    SchoolYear.objects.update(ends_on=WEDNESDAY)
    answer = bump(teacher, first)
    assert answer.status_code == 422
    assert "There is no day left" in answer.content.decode()
    assert placed(classroom) == {"Lesson 0": 0, "Lesson 1": 1}


def test_what_is_due_moves_with_its_task(classroom: Classroom) -> None:
    facts = {"mode": "async", "screen": "on", "start": None, "due_on": TUESDAY, "due_at": 900}
    first, _ = plan_math(classroom, 0, 1, **facts)
    states = propose_bump(first, 1).proposal.states
    assert [state.due_on for state in states] == [WEDNESDAY, TUESDAY + dt.timedelta(days=6)]


@pytest.mark.parametrize(
    "wrong", [{"way": "sideways"}, {"meetings": 0}, {"meetings": 21}, {"meetings": "9" * 30}, {}]
)
def test_what_makes_no_sense_is_said(
    teacher: Client, classroom: Classroom, wrong: dict[str, Any]
) -> None:
    first, *_ = plan_math(classroom, 0, 1)
    asked = {"way": "later", "meetings": 1, **wrong} if wrong else {}
    assert teacher.post(f"/blocks/{first.pk}/bump/", asked).status_code == 422


def test_looking_at_a_bump_asks_the_database_as_often_for_many_blocks(
    teacher: Client, classroom: Classroom
) -> None:
    first, *_ = plan_math(classroom, 0, 1)
    teacher.get(f"/blocks/{first.pk}/bump/")
    with CaptureQueriesContext(connection) as few:
        teacher.get(f"/blocks/{first.pk}/bump/")
    plan_math(classroom, 2, 3, 4, 7, 8, 9, 10, 11)
    with CaptureQueriesContext(connection) as many:
        teacher.get(f"/blocks/{first.pk}/bump/")
    assert len(many) == len(few)
