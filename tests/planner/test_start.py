"""The start page: each person's own work and how it stands."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Membership, User
from planner.week_states import WeekState, read_class_states, read_school_states
from tests.factories import (
    MONDAY,
    NOW,
    make_administrator,
    make_block,
    make_classroom,
    make_coordinator,
    make_school,
    make_teacher,
    make_user,
)
from tests.planner.boards import TUESDAY, add_day, make_board_school, make_published, publish

pytestmark = pytest.mark.django_db
NEXT_MONDAY = MONDAY + dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """It is Monday, eight in the morning."""
    time_machine.move_to(NOW, tick=False)


def open_start(client: Client, user: User) -> str:
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client.get("/").text


def read_standings(user: User) -> list[str]:
    return [week.standing for state in read_class_states(user, NOW) for week in state.weeks]


def test_somebody_without_a_class_is_told_whom_to_ask(client: Client) -> None:
    user = make_user()
    page = open_start(client, user)
    assert "no class is yours yet" in page
    assert "Ask your school's coordinator" in page.replace("&#x27;", "'")
    assert user.email in page


def test_somebody_who_looks_after_blendplan_gets_the_page_too(client: Client) -> None:
    assert "no class is yours yet" in open_start(client, make_user(is_staff=True))


def test_a_teacher_of_one_class_still_gets_the_page(client: Client) -> None:
    maple = make_classroom(name="Maple")
    page = open_start(client, make_teacher(maple))
    assert f'href="/classes/{maple.pk}/weeks/{MONDAY}/"' in page
    assert f'href="/classes/{maple.pk}/weeks/{NEXT_MONDAY}/"' in page
    assert f'href="/classes/{maple.pk}/families/"' in page
    assert "Your schools" not in page


def test_a_week_goes_from_nothing_over_a_draft_to_published_and_changed() -> None:
    maple = make_classroom(make_board_school(), name="Maple")
    teacher = make_teacher(maple)
    assert read_standings(teacher) == ["nothing", "nothing"]
    add_day(maple, MONDAY)
    assert read_standings(teacher) == ["draft", "nothing"]
    publish(maple)
    assert read_standings(teacher) == ["published", "nothing"]
    block = make_block(maple, MONDAY, start=600)
    assert read_standings(teacher) == ["changed", "nothing"]
    publish(maple)
    assert read_standings(teacher) == ["published", "nothing"]
    assert block.day.classroom == maple


def test_a_new_day_beside_published_ones_is_a_change() -> None:
    maple = make_published(make_board_school(), "Maple")
    add_day(maple, TUESDAY)
    assert read_standings(make_teacher(maple)) == ["changed", "nothing"]


def test_the_draft_says_how_many_musts_it_breaks(client: Client) -> None:
    maple = make_classroom(make_board_school(), name="Maple")
    for offset in range(5):
        add_day(maple, MONDAY + dt.timedelta(days=offset), live=60 if offset else 30)
    teacher = make_teacher(maple)
    (state,) = read_class_states(teacher, NOW)
    assert state.weeks == (
        WeekState(MONDAY, "draft", 1, 0),
        WeekState(NEXT_MONDAY, "nothing", 0, 0),
    )
    assert "1 must to mend" in open_start(client, teacher)


def test_classes_of_others_are_not_listed(client: Client) -> None:
    school = make_school()
    make_classroom(school, name="Somebody else's")
    page = open_start(client, make_teacher(make_classroom(school, name="Maple")))
    assert "Somebody else" not in page


def test_a_coordinator_sees_the_schools_share_of_this_week(client: Client) -> None:
    school = make_board_school(name="Riverbend")
    make_published(school, "Ash")
    make_published(school, "Birch", live=30)
    page = open_start(client, make_coordinator(school))
    assert "1 of 2 published class-days keep every must this week" in page
    assert f'href="/schools/{school.pk}/board/{MONDAY}/"' in page


def test_an_administrator_sees_every_school_of_the_district(client: Client) -> None:
    school = make_school(name="Riverbend")
    make_school(school.district, name="Alder Creek")
    make_school(name="Far away")
    page = open_start(client, make_administrator(school.district))
    assert [name in page for name in ("Riverbend", "Alder Creek", "Far away")] == [
        True,
        True,
        False,
    ]


def test_each_school_is_in_the_week_of_its_own_clock_and_looks_ahead_at_the_weekend() -> None:
    friday_evening = dt.datetime(2026, 11, 13, 23, 0, tzinfo=dt.UTC)
    home = make_school(timezone="America/New_York")
    far = make_school(home.district, timezone="Asia/Tokyo")
    states = read_school_states([home, far], friday_evening)
    assert [state.monday for state in states] == [MONDAY - dt.timedelta(days=7), MONDAY]


def test_more_classes_and_schools_take_no_more_queries(client: Client) -> None:
    school = make_board_school()
    user = make_coordinator(school.district)
    counts = []
    for number in range(3):
        maple = make_published(make_school(school.district), f"Class number {number}")
        Membership.objects.create(user=user, role="teacher", classroom=maple)
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
