"""The calendar feeds of a learner and of a household: whose events, and whose names."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Classroom, Enrollment, Group, HomeFeed, Household, Learner
from planner.services.blocks import remove_block
from planner.services.links import make_address
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_learner
from tests.planner.families.days import EIGHT, publish
from tests.planner.families.test_feed import LATER, read_events

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight, unless it moves the clock."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def room() -> Classroom:
    """A class with a block for everyone, one for each of two cohorts and one for a small group."""
    room = make_classroom(name="Maple room")
    here, there = (Group.objects.create(classroom=room, name=name) for name in "AB")
    small = Group.objects.create(
        classroom=room, name="Readers", kind=Group.Kind.SMALL_GROUP, within=here
    )
    make_block(room, title="Morning meeting", start=540)
    for start, group in ((600, here), (660, there), (720, small)):
        block = make_block(room, title=f"For {group.name}", start=start)
        block.groups.set([group])
    make_block(room, mode="async", title="Reading log", screen="off", start=None)
    publish(room)
    return room


def find_group(room: Classroom, name: str) -> Group:
    return room.groups.get(name=name)


def make_feed(of: Learner | Household) -> str:
    """The address of a home's feed."""
    return f"/feeds/{make_address(HomeFeed, of=of, today=MONDAY).spell_token()}.ics"


def list_titles(client: Client, address: str) -> list[str]:
    return [event["SUMMARY"] for event in read_events(client.get(address))]


def test_a_learner_s_feed_has_what_is_for_everyone_and_for_the_learner_s_groups(
    client: Client, room: Classroom
) -> None:
    address = make_feed(make_learner(room, find_group(room, "B")))
    assert list_titles(client, address) == ["Reading log", "Morning meeting", "For B (B)"]
    assert list_titles(client, f"{address}?tasks=0") == ["Morning meeting", "For B (B)"]


def test_who_is_in_a_small_group_is_in_the_group_around_it_too(
    client: Client, room: Classroom
) -> None:
    address = make_feed(make_learner(room, find_group(room, "Readers")))
    assert list_titles(client, f"{address}?tasks=0") == [
        *("Morning meeting", "For A (A)", "For Readers (Readers)")
    ]


def test_a_learner_in_no_group_sees_what_is_for_everyone(client: Client, room: Classroom) -> None:
    address = make_feed(make_learner(room))
    assert list_titles(client, f"{address}?tasks=0") == ["Morning meeting"]


def test_what_is_cancelled_is_told_to_those_whom_it_was_for(
    client: Client, room: Classroom
) -> None:
    block = room.days.get().blocks.get(title="For B")
    remove_block(by=None, block=block, version=1, now=NOW)
    publish(room, now=LATER)
    mine = make_feed(make_learner(room, find_group(room, "B")))
    other = make_feed(make_learner(room, find_group(room, "A")))
    assert "Cancelled: For B (B)" in list_titles(client, mine)
    assert list_titles(client, f"{other}?tasks=0") == ["Morning meeting", "For A (A)"]


def make_siblings(room: Classroom) -> tuple[Household, Classroom]:
    """Two siblings in one class and a third in another, where Math is at nine."""
    first = make_learner(room, find_group(room, "A"), first_name="Juno")
    home = first.household
    make_learner(room, find_group(room, "B"), first_name="Mika", household=home)
    other = make_classroom(room.school, name="Oak room")
    make_block(other, title="Math", start=545)
    publish(other)
    make_learner(other, first_name="Ada", household=home)
    return home, other


def test_a_household_s_feed_has_every_child_s_events_once_and_names_nobody(
    client: Client, room: Classroom
) -> None:
    home, _ = make_siblings(room)
    response = client.get(f"{make_feed(home)}?tasks=0")
    events = read_events(response)
    assert [event["SUMMARY"] for event in events] == [
        *("Morning meeting", "Math", "For A (A)", "For B (B)")
    ]
    assert len({event["UID"] for event in events}) == 4
    text = response.content.decode()
    assert [name for name in ("Juno", "Mika", "Ada", home.label) if name in text] == []


def test_initials_stand_before_the_titles_where_the_household_asks(
    client: Client, room: Classroom
) -> None:
    home, _ = make_siblings(room)
    address = make_feed(home)
    response = client.get(f"{address}?tasks=0&initials=1")
    assert [event["SUMMARY"] for event in read_events(response)] == [
        *("J\\, M: Morning meeting", "A: Math", "J: For A (A)", "M: For B (B)")
    ]
    assert "Juno" not in response.content.decode()
    assert response.headers["ETag"] != client.get(f"{address}?tasks=0").headers["ETag"]


def test_a_feed_is_called_after_the_classes_of_a_learner_and_the_school_of_a_household(
    client: Client, room: Classroom
) -> None:
    home, other = make_siblings(room)
    learner = home.learners.get(first_name="Juno")
    Enrollment.objects.create(learner=learner, classroom=other)

    def find_name(address: str) -> str:
        lines = client.get(address).content.decode().splitlines()
        return next(line for line in lines if line.startswith("X-WR-CALNAME:"))

    assert find_name(make_feed(learner)) == "X-WR-CALNAME:Maple room · Oak room"
    assert find_name(make_feed(home)) == f"X-WR-CALNAME:{room.school.name}"


def test_a_publication_in_any_of_the_classes_is_news(
    client: Client, room: Classroom, time_machine: Any
) -> None:
    home, other = make_siblings(room)
    address = make_feed(home)
    first = client.get(address)
    kept = {"if-none-match": first.headers["ETag"]}
    assert client.get(address, headers=kept).status_code == 304
    time_machine.move_to(LATER, tick=False)
    make_block(other, title="Science", start=800)
    publish(other, now=LATER)
    asked = {"if-modified-since": first.headers["Last-Modified"]}
    second = client.get(address, headers=asked)
    assert second.status_code == 200
    assert second.headers["ETag"] != first.headers["ETag"]


def test_another_group_is_news(client: Client, room: Classroom) -> None:
    learner = make_learner(room, find_group(room, "A"))
    address = make_feed(learner)
    first = client.get(address)
    learner.enrollments.get().groups.set([find_group(room, "B")])
    second = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert [event["SUMMARY"] for event in read_events(second)][-1] == "For B (B)"


def test_a_learner_who_left_every_class_has_an_empty_feed(client: Client, room: Classroom) -> None:
    learner = make_learner(room)
    address = make_feed(learner)
    learner.enrollments.all().delete()
    response = client.get(address)
    assert response.status_code == 200
    assert read_events(response) == []


def test_only_the_day_of_the_last_use_is_noted(client: Client, room: Classroom) -> None:
    address = make_feed(make_learner(room))
    assert HomeFeed.objects.get().last_used_on is None
    client.get(address)
    assert HomeFeed.objects.get().last_used_on == dt.date(2026, 11, 16)


def test_queries_grow_with_classes_only(client: Client, room: Classroom) -> None:
    home, _ = make_siblings(room)
    address = make_feed(home)

    def count() -> int:
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    count()
    few = count()
    for place in range(6):
        make_block(room, MONDAY + dt.timedelta(days=1), start=600 + 30 * place)
    publish(room)
    assert count() == few
