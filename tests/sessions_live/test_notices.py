"""What families say in writing about recording: kept for good, honoured from the day after."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Block, Classroom, Learner
from sessions_live.models import RecordingNotice
from sessions_live.notice_lists import count_refusing
from sessions_live.services.notices import note_recording
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_coordinator,
    make_group,
    make_household,
    make_teacher,
    make_user,
)
from tests.planner.families.days import TUESDAY
from tests.planner.families.homes import add_child

pytestmark = pytest.mark.django_db

SUNDAY = MONDAY - dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Monday at eight in the morning in New York."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def room() -> Classroom:
    return make_classroom(name="Maple room")


@pytest.fixture
def ana(room: Classroom) -> Learner:
    return add_child(make_household(room, label="H-7"), "Ana", room)


@pytest.fixture
def teacher(client: Client, room: Classroom) -> Client:
    client.force_login(make_teacher(room, name="Pat Example"))
    return client


def say(learner: Learner, on: dt.date, may: bool = False, source: str = "A letter") -> None:
    who = make_user(name="Pat Example")
    note_recording(by=who, learner=learner, may_record=may, said_on=on, source=source, now=NOW)


def address(room: Classroom) -> str:
    return f"/classes/{room.pk}/recording/"


def posted(learner: Learner, **fields: str) -> dict[str, str]:
    said = {"answer": "no", "said_on": str(MONDAY), "source": "A letter"}
    return {"learner": str(learner.pk), **said, **fields}


def refused(block: Block) -> int:
    return count_refusing(Block.objects.select_related("day__classroom").get(pk=block.pk))


def test_a_refusal_is_honoured_from_the_day_after(room: Classroom, ana: Learner) -> None:
    monday, tuesday = make_block(room), make_block(room, TUESDAY)
    say(ana, MONDAY)
    assert (refused(monday), refused(tuesday)) == (0, 1)


def test_a_family_may_change_its_mind_and_the_last_word_holds(
    room: Classroom, ana: Learner
) -> None:
    block = make_block(room, TUESDAY)
    say(ana, SUNDAY)
    say(ana, SUNDAY, may=True)
    assert refused(block) == 0
    say(ana, MONDAY)
    assert refused(block) == 1
    # Noted late: it was said before.
    say(ana, SUNDAY, may=True)
    assert refused(block) == 1


def test_only_the_learners_of_a_session_count(room: Classroom, ana: Learner) -> None:
    oaks, maples = make_group(room, "Oaks"), make_group(room, "Maples")
    ana.enrollments.get().groups.set([oaks])
    say(ana, SUNDAY)
    ours = make_block(room, groups=[oaks.pk])
    theirs = make_block(room, start=700, groups=[maples.pk])
    assert (refused(ours), refused(theirs)) == (1, 0)


def test_a_notice_is_added_to_the_list_with_who_noted_it(
    teacher: Client, room: Classroom, ana: Learner
) -> None:
    answer = teacher.post(address(room), posted(ana, source="Letter of Monday"), follow=True)
    kept = RecordingNotice.objects.get()
    assert (kept.learner, kept.may_record, kept.said_on, kept.source) == (
        ana,
        False,
        MONDAY,
        "Letter of Monday",
    )
    page = answer.content.decode()
    assert "from 17 November 2026" in page
    assert "Letter of Monday" in page
    assert "by <bdi>Pat Example</bdi>" in page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"learner": ""}, {"learner"}),
        ({"learner": "9" * 30}, {"learner"}),
        ({"answer": "perhaps"}, {"answer"}),
        ({"said_on": str(TUESDAY)}, {"said_on"}),
        ({"said_on": "0001-01-01"}, {"said_on"}),
        ({"said_on": "some day"}, {"said_on"}),
        ({"source": " "}, {"source"}),
        ({"source": "x" * 201}, {"source"}),
    ],
)
def test_what_cannot_be_noted_is_shown_with_what_is_wrong(
    teacher: Client, room: Classroom, ana: Learner, fields: dict[str, str], wrong: set[str]
) -> None:
    answer = teacher.post(address(room), {**posted(ana), **fields})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, wrong)
    assert not RecordingNotice.objects.exists()


def test_a_learner_of_another_class_cannot_be_spoken_for(
    teacher: Client, room: Classroom, ana: Learner
) -> None:
    other = make_classroom(room.school)
    zoe = add_child(make_household(room), "Zoe", other)
    say(zoe, SUNDAY)
    assert teacher.post(address(room), posted(zoe)).status_code == 422
    assert "Zoe" not in teacher.get(address(room)).content.decode()


def test_before_recording_a_teacher_sees_how_many_may_not_be_recorded(
    teacher: Client, room: Classroom, ana: Learner
) -> None:
    block = make_block(room, TUESDAY)
    pages = [f"/blocks/{block.pk}/{page}/" for page in ("session", "catch-up")]
    before = [teacher.get(page).content.decode() for page in pages]
    say(ana, SUNDAY)
    after = [teacher.get(page).content.decode() for page in pages]
    nobody, one = "Nobody in this session has refused", "1 learner of this session may not"
    assert [(nobody in page, one in page) for page in before] == [(True, False)] * 2
    assert [(nobody in page, one in page) for page in after] == [(False, True)] * 2
    assert "Ana" not in "".join(after)


def test_who_looks_after_the_school_has_all_of_it_as_a_spreadsheet(
    client: Client, room: Classroom, ana: Learner
) -> None:
    elsewhere = make_classroom()
    say(add_child(make_household(elsewhere), "Zoe", elsewhere), SUNDAY)
    say(ana, SUNDAY, source="=form()")
    say(ana, MONDAY, may=True)
    client.force_login(make_coordinator(room.school))
    answer = client.get(f"/schools/{room.school.pk}/recording.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[:7] for row in rows[1:]] == [
        ["Maple room", "Ana", "H-7", "no", "2026-11-15", "2026-11-16", "'=form()"],
        ["Maple room", "Ana", "H-7", "yes", "2026-11-16", "2026-11-17", "A letter"],
    ]
    assert rows[1][7:] == ["Pat Example", "2026-11-16 08:00"]


def test_more_notices_cost_no_more_queries(teacher: Client, room: Classroom, ana: Learner) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            teacher.get(address(room))
        return len(queries)

    say(ana, SUNDAY)
    first = count()
    for number in range(5):
        say(add_child(make_household(room), f"Learner {number}", room), SUNDAY)
    assert count() == first
