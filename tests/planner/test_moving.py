"""Moving and stretching a block: to a place, by steps, and what a move would bring."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Block, Change, Classroom, SchoolDay, Verdict
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_closure,
    make_group,
    make_teacher,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)
WEDNESDAY = MONDAY + dt.timedelta(days=2)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def classroom() -> Classroom:
    room = make_classroom(name="Maple room")
    put_policy_in_force(room.school.district)
    return room


@pytest.fixture
def teacher(classroom: Classroom, client: Client) -> Client:
    """A browser in which the class's teacher is signed in."""
    client.force_login(make_teacher(classroom))
    return client


def find_place(block: Block) -> tuple[dt.date, int | None, int]:
    fresh = Block.objects.select_related("day").get(pk=block.pk)
    return fresh.day.date, fresh.start, fresh.minutes


def move(teacher: Client, block: Block, **place: object) -> Any:
    return teacher.post(f"/blocks/{block.pk}/move/", {"version": block.version, **place})


def preview(teacher: Client, block: Block, **place: object) -> Any:
    fields = {name: str(value) for name, value in {"version": block.version, **place}.items()}
    return teacher.get(f"/blocks/{block.pk}/move/preview/", fields)


@pytest.mark.parametrize(
    ("asked", "place", "what"),
    [
        ({"start": "10:20"}, (TUESDAY, 620, 30), "Moved Math to 10:20 am"),
        ({"minutes": "25"}, (TUESDAY, 540, 25), "Made Math 25 minutes long"),
        ({"minutes": "1"}, (TUESDAY, 540, 1), "Made Math 1 minute long"),
        ({"date": WEDNESDAY}, (WEDNESDAY, 540, 30), "Moved Math to Wednesday"),
        (
            {"date": WEDNESDAY, "start": "13:00", "minutes": "45"},
            (WEDNESDAY, 780, 45),
            "Moved Math to Wednesday 1:00 pm and made it 45 minutes long",
        ),
        (
            {"start": "9:05", "minutes": "25"},
            (TUESDAY, 545, 25),
            "Moved Math to 9:05 am and made it 25 minutes long",
        ),
        ({"start": "10:00", "later": "5"}, (TUESDAY, 605, 30), "Moved Math to 10:05 am"),
    ],
)
def test_a_block_goes_where_it_is_put(
    teacher: Client, classroom: Classroom, asked: Any, place: Any, what: str
) -> None:
    block = make_block(classroom, TUESDAY)
    assert move(teacher, block, **asked).status_code == 302
    assert find_place(block) == place
    assert Change.objects.latest("pk").what == what


def test_a_task_is_given_a_time_and_loses_it_again(teacher: Client, classroom: Classroom) -> None:
    task = make_block(classroom, TUESDAY, mode="async", start=None, screen="off")
    move(teacher, task, start="09:30")
    task.refresh_from_db()
    assert find_place(task) == (TUESDAY, 570, 30)
    move(teacher, task, start="")
    assert find_place(task) == (TUESDAY, None, 30)
    assert Change.objects.latest("pk").what == "Moved Math to any time"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"start": ""}, "Only own-time work may be without a time."),
        ({"start": "23:50"}, "The block would leave its day."),
        ({"start": "25:00"}, "Enter a valid time."),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"minutes": "10000000000000000000000"}, "less than or equal to 1440"),
        ({"longer": "-30"}, "A block lasts at least a minute."),
        ({"date": "2026-11-22"}, "no school day: Weekend"),
        ({"date": "9999-12-31"}, "no school in that year"),
        ({"date": WEDNESDAY}, "Wednesday 18 November is no school day: Snow."),
        ({"version": ""}, "This field is required."),
    ],
)
@pytest.mark.parametrize("ask", [move, preview])
def test_what_cannot_be_is_refused_in_words(
    teacher: Client, classroom: Classroom, asked: Any, words: str, ask: Any
) -> None:
    make_closure(classroom.school, WEDNESDAY, "Snow")
    block = make_block(classroom, TUESDAY)
    answer = ask(teacher, block, **asked)
    assert answer.status_code == 422
    assert words in answer.context["problem"]
    assert find_place(block) == (TUESDAY, 540, 30)


def test_a_preview_judges_both_days_and_saves_nothing(
    teacher: Client, classroom: Classroom
) -> None:
    block = make_block(classroom, TUESDAY, minutes=60)
    make_block(classroom, WEDNESDAY, start=10 * 60, minutes=60)
    before = (Change.objects.count(), list(Verdict.objects.order_by("pk").values()))
    answer = preview(teacher, block, date=WEDNESDAY, start="13:00")
    told = [(day.date, day.headline) for day in answer.context["days"]]
    assert told == [
        (TUESDAY, "Nothing planned yet"),
        (WEDNESDAY, "30 live minutes short"),
    ]
    assert find_place(block) == (TUESDAY, 540, 60)
    assert (Change.objects.count(), list(Verdict.objects.order_by("pk").values())) == before


def test_a_preview_says_what_the_move_then_brings(teacher: Client, classroom: Classroom) -> None:
    block = make_block(classroom, TUESDAY, minutes=90)
    make_block(classroom, TUESDAY, start=13 * 60, minutes=75)
    make_block(classroom, WEDNESDAY, minutes=60, groups=(make_group(classroom).pk,))
    place = {"date": WEDNESDAY, "start": "09:30", "minutes": "80"}
    ahead = {day.date: day.headline for day in preview(teacher, block, **place).context["days"]}
    move(teacher, block, **place)
    page = teacher.get(f"/classes/{classroom.pk}/weeks/{MONDAY}/").context["page"]
    assert ahead == {day.date: day.headline for day in page.days if day.date in ahead}


def test_a_preview_into_another_week_tells_of_that_week(
    teacher: Client, classroom: Classroom
) -> None:
    block = make_block(classroom, TUESDAY)
    next_week = TUESDAY + dt.timedelta(days=7)
    answer = preview(teacher, block, date=next_week)
    told = [(day.date, day.headline) for day in answer.context["days"]]
    assert told == [(next_week, "120 live minutes short, and 1 more")]


def test_a_preview_escapes_what_people_typed(teacher: Client, classroom: Classroom) -> None:
    block = make_block(classroom, TUESDAY, title="<b>Math</b>")
    page = preview(teacher, block, start="10:00").content.decode()
    assert "&lt;b&gt;Math&lt;/b&gt;" in page
    assert "<b>Math" not in page


def test_the_dialog_offers_the_school_days_of_the_week(
    teacher: Client, classroom: Classroom
) -> None:
    make_closure(classroom.school, WEDNESDAY, "Snow")
    block = make_block(classroom, TUESDAY)
    form = teacher.get(f"/blocks/{block.pk}/move/panel/").context["form"]
    offered = [label for _, label in form.fields["date"].widget.choices]
    assert offered == [
        "Monday 16 November",
        "Tuesday 17 November",
        "Thursday 19 November",
        "Friday 20 November",
    ]


def test_a_refused_move_is_shown_in_its_dialog(teacher: Client, classroom: Classroom) -> None:
    block = make_block(classroom, TUESDAY)
    fields = {"version": 1, "start": "23:50"}
    answer = teacher.post(f"/blocks/{block.pk}/move/", fields, headers=HTMX)
    assert answer.status_code == 422
    assert "The block would leave its day." in answer.content.decode()


def test_a_stale_move_is_a_conflict(teacher: Client, classroom: Classroom) -> None:
    block = make_block(classroom, TUESDAY)
    move(teacher, block, start="10:00")
    assert move(teacher, block, start="11:00").status_code == 409
    assert find_place(block) == (TUESDAY, 600, 30)


def test_a_step_in_the_form_saves_what_was_typed_too(teacher: Client, classroom: Classroom) -> None:
    block = make_block(classroom, TUESDAY)
    typed = {"mode": "live", "title": "Fractions", "date": TUESDAY, "start": "10:00"}
    typed |= {"minutes": "20", "version": 1, "later": "15"}
    assert teacher.post(f"/blocks/{block.pk}/", typed).status_code == 302
    assert (*find_place(block), Block.objects.get().title) == (TUESDAY, 615, 20, "Fractions")


@pytest.mark.parametrize(
    ("step", "field"), [({"later": "-30"}, "start"), ({"longer": "-5"}, "minutes")]
)
def test_a_step_that_leaves_the_day_is_refused(
    teacher: Client, classroom: Classroom, step: Any, field: str
) -> None:
    block = make_block(classroom, TUESDAY)
    typed = {"mode": "live", "title": "Math", "date": TUESDAY, "start": "00:10"}
    answer = teacher.post(f"/blocks/{block.pk}/", typed | {"minutes": "5", "version": 1} | step)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


@pytest.mark.parametrize("what", ["preview", "move"])
def test_the_number_of_queries_does_not_grow_with_the_blocks(
    teacher: Client, classroom: Classroom, what: str
) -> None:
    block = make_block(classroom, TUESDAY, start=480, minutes=5)

    def count(start: str) -> int:
        block.refresh_from_db()
        fields = {"version": str(block.version), "date": f"{TUESDAY}", "start": start}
        with CaptureQueriesContext(connection) as queries:
            if what == "move":
                answer = teacher.post(f"/blocks/{block.pk}/move/", fields, headers=HTMX)
            else:
                answer = teacher.get(f"/blocks/{block.pk}/move/preview/", fields)
        assert answer.status_code == 200
        return len(queries)

    few = count("14:30")
    for step in range(1, 30):
        make_block(classroom, TUESDAY, start=480 + 10 * step, minutes=5)
    assert SchoolDay.objects.count() == 1
    assert count("14:40") == few
