"""What staff are told of households with too few devices: counts, never names."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.families.short_homes import HomesNote, count_short_homes, note_short_homes
from planner.models import Classroom, Stage
from planner.review import review_week
from tests.factories import (
    MONDAY,
    enrol,
    make_block,
    make_classroom,
    make_closure,
    make_coordinator,
    make_group,
    make_household,
    make_teacher,
)
from tests.planner.families.days import TUESDAY, publish
from tests.planner.families.homes import add_child

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Classroom:
    """A class that is live on Monday at nine."""
    room = make_classroom(name="Maple")
    make_block(room, title="Math")
    return room


@pytest.fixture
def theirs(ours: Classroom) -> Classroom:
    """A class of the same school that is live at the same time, and has published it."""
    room = make_classroom(ours.school, name="Oak")
    make_block(room, title="Art")
    publish(room)
    return room


def make_siblings(ours: Classroom, theirs: Classroom, devices: int | None = 1) -> None:
    home = make_household(ours, devices=devices)
    add_child(home, "Ana", ours)
    add_child(home, "Ben", theirs)


def note(room: Classroom) -> dict[dt.date, tuple[HomesNote, ...]]:
    notes = note_short_homes(room, review_week(room, MONDAY, Stage.DRAFT).days)
    return {date: found for date, found in notes.items() if found}


def test_a_household_with_one_device_cannot_be_live_twice(
    ours: Classroom, theirs: Classroom
) -> None:
    make_siblings(ours, theirs)
    assert note(ours) == {MONDAY: (HomesNote(540, 1),)}


def test_siblings_plans_count_only_as_published(ours: Classroom, theirs: Classroom) -> None:
    make_siblings(ours, theirs)
    assert note(theirs) == {}
    publish(ours)
    assert note(theirs) == {MONDAY: (HomesNote(540, 1),)}


def test_a_class_sees_its_own_draft(ours: Classroom, theirs: Classroom) -> None:
    make_siblings(ours, theirs)
    make_block(ours, title="Science", start=9 * 60 + 20, minutes=40)
    assert note(ours) == {MONDAY: (HomesNote(540, 1), HomesNote(560, 1))}


def test_each_household_counts_once(ours: Classroom, theirs: Classroom) -> None:
    make_siblings(ours, theirs)
    home = make_household(ours, devices=1)
    for name in ("Cleo", "Dan"):
        add_child(home, name, ours)
    add_child(home, "Eve", theirs)
    assert note(ours)[MONDAY] == (HomesNote(540, 2),)


@pytest.mark.parametrize("devices", [None, 2, 5])
def test_households_with_enough_devices_or_who_did_not_tell_are_not_counted(
    ours: Classroom, theirs: Classroom, devices: int | None
) -> None:
    make_siblings(ours, theirs, devices)
    assert note(ours) == {}


def test_a_task_at_the_same_time_keeps_nobody_from_being_live(ours: Classroom) -> None:
    other = make_classroom(ours.school)
    make_block(other, mode="async", screen="on", title="Quiz")
    publish(other)
    make_siblings(ours, other)
    assert note(ours) == {}


def test_only_the_groups_of_a_learner_count(ours: Classroom) -> None:
    other = make_classroom(ours.school)
    red, blue = make_group(other, "Red"), make_group(other, "Blue")
    inner = make_group(other, "Reds ahead", kind="small_group", within=red)
    make_block(other, title="Art", groups=(red.pk,))
    publish(other)
    home = make_household(ours, devices=1)
    add_child(home, "Ana", ours)
    ben = add_child(home, "Ben", other, blue)
    assert note(ours) == {}
    ben.enrollments.get().groups.set([inner])
    assert note(ours) == {MONDAY: (HomesNote(540, 1),)}


def test_a_learner_at_school_needs_no_device_at_home(ours: Classroom, theirs: Classroom) -> None:
    make_siblings(ours, theirs)
    plan = review_week(ours, MONDAY, Stage.DRAFT).days[0]
    nobody_home = plan.model_copy(update={"at_school": ("7",)})
    assert note_short_homes(ours, [nobody_home])[MONDAY] == (HomesNote(540, 1),)
    group = make_group(ours, "A")
    ours.enrollments.get().groups.set([group])
    at_school = review_week(ours, MONDAY, Stage.DRAFT).days[0]
    at_school = at_school.model_copy(update={"at_school": (str(group.pk),)})
    assert note_short_homes(ours, [at_school])[MONDAY] == ()


def test_a_learner_in_two_classes_lives_both_days(ours: Classroom, theirs: Classroom) -> None:
    home = make_household(ours, devices=0)
    ana = add_child(home, "Ana", ours)
    assert note(ours)[MONDAY] == (HomesNote(540, 1),)
    home.devices = 1
    home.save()
    enrol(ana, theirs)
    assert note(ours) == {}


def count_queries(room: Classroom) -> int:
    days = review_week(room, MONDAY, Stage.DRAFT).days
    with CaptureQueriesContext(connection) as asked:
        note_short_homes(room, days)
    return len(asked)


def test_notes_cost_one_query_or_two_however_many_households_there_are(
    ours: Classroom, theirs: Classroom
) -> None:
    assert count_queries(ours) == 1
    for _ in range(2):
        make_siblings(ours, theirs)
    assert count_queries(ours) == 2
    third = make_classroom(ours.school)
    publish(third)
    for _ in range(5):
        make_siblings(ours, third)
    assert count_queries(ours) == 2


def test_teachers_read_how_many_and_when_but_never_who(
    client: Client, ours: Classroom, theirs: Classroom
) -> None:
    make_siblings(ours, theirs)
    client.force_login(make_teacher(ours))
    told = "1 household cannot be live at 9:00 am: too few devices at home."
    for address in ("", "publish/"):
        page = client.get(f"/classes/{ours.pk}/weeks/{MONDAY}/{address}").content.decode()
        assert told in page
        assert not [word for word in ("Ana", "Ben", "H-0", "Oak") if word in page]


def test_a_school_is_counted_by_days(ours: Classroom, theirs: Classroom) -> None:
    make_siblings(ours, theirs)
    make_siblings(ours, theirs)
    make_siblings(ours, theirs, devices=2)
    make_block(ours, TUESDAY)
    publish(ours)
    week = count_short_homes(ours.school, MONDAY)
    assert (week.told, week.count) == (2, 2)
    assert [day.count for day in week.days] == [2, 0, 0, 0, 0]
    assert week.days[0].notes == (HomesNote(540, 2),)


def test_a_stretch_of_sessions_is_told_by_its_beginning(ours: Classroom, theirs: Classroom) -> None:
    make_siblings(ours, theirs)
    make_block(ours, title="Science", start=9 * 60 + 30)
    make_block(theirs, title="Music", start=9 * 60 + 30)
    for room in (ours, theirs):
        publish(room)
    assert count_short_homes(ours.school, MONDAY).days[0].notes == (HomesNote(540, 1),)


def test_closed_days_are_not_counted(ours: Classroom, theirs: Classroom) -> None:
    make_siblings(ours, theirs)
    publish(ours)
    make_closure(ours.school, MONDAY)
    week = count_short_homes(ours.school, MONDAY, {MONDAY})
    assert (week.count, len(week.days)) == (0, 4)
    assert note(ours) == {}


def test_coordinators_read_counts_on_the_board_but_never_who(
    client: Client, ours: Classroom, theirs: Classroom
) -> None:
    make_siblings(ours, theirs)
    client.force_login(make_coordinator(ours.school))
    address = f"/schools/{ours.school.pk}/board/{MONDAY}/"

    def read(address: str) -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())

    assert "It can follow everything live this week." in read(f"{address}homes/")
    publish(ours)
    assert f"{address}homes/panel/" in client.get(address).content.decode()
    for page in (read(f"{address}homes/"), read(f"{address}homes/panel/")):
        assert "1 of 1 household with fewer devices than learners cannot follow" in page
        assert "Monday : 1 household 9:00 am" in page
        assert not [word for word in ("Ana", "Ben", "H-0", "Oak", "Maple") if word in page]


def test_a_board_of_a_school_where_nobody_told_says_so(client: Client, ours: Classroom) -> None:
    client.force_login(make_coordinator(ours.school))
    page = client.get(f"/schools/{ours.school.pk}/board/{MONDAY}/homes/").content.decode()
    assert "No household has told of fewer devices than it has learners." in page


def test_counting_a_school_takes_two_queries_however_many_households_there_are(
    ours: Classroom, theirs: Classroom
) -> None:
    publish(ours)
    for _ in range(6):
        make_siblings(ours, theirs)
    with CaptureQueriesContext(connection) as asked:
        assert count_short_homes(ours.school, MONDAY).count == 6
    assert len(asked) == 2
