"""What a household with a poor connection reads, and what staff count of it."""

from typing import Any

import pytest
from django.test import Client

from planner.models import Household
from planner.models.siblings import count_weak_homes
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_coordinator,
    make_household,
    make_teacher,
)
from tests.planner.families.days import EIGHT, publish
from tests.planner.families.homes import Home, add_child, find_home_token, read

pytestmark = pytest.mark.django_db

VIDEO = "https://video.example.org/kites"


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


def watch_first(home: Home) -> None:
    """Give Ana a task that begins with a video."""
    words = f"Watch first: {VIDEO}\n1. Fold the kite."
    task: dict[str, Any] = {"mode": "async", "screen": "off", "start": None}
    make_block(home.maple, title="Kites", instructions=words, **task)
    publish(home.maple)


def test_it_is_told_what_to_load_ahead_and_what_needs_no_connection(client: Client) -> None:
    home = Home(connection="weak")
    watch_first(home)
    page = client.get(home.address).content.decode()
    assert f'<a href="{VIDEO}" rel="noreferrer noopener"><bdi>Kites</bdi></a>' in page
    text = read(client, home.address)
    assert "Load these while the connection is good: A Ana : Kites" in text
    assert "These need no connection: B Ben : Reading If a lesson breaks off" in text


@pytest.mark.parametrize(
    ("connection", "told"),
    [("", False), ("good", False), ("weak", True), ("phone", True), ("none", True)],
)
def test_only_who_told_of_a_poor_connection_is_told_so(
    client: Client, connection: str, told: bool
) -> None:
    home = Home(connection=connection)
    assert ("For a weak connection" in read(client, home.address)) is told


def test_a_day_of_which_nothing_is_to_be_said_says_nothing(client: Client) -> None:
    home = Home(connection="weak")
    tuesday = read(client, f"{home.address}2026-11-17/")
    assert "For a weak connection" not in tuesday


def test_it_is_told_as_soon_as_the_household_told(client: Client) -> None:
    home = Home()
    etag = client.get(home.address).headers["ETag"]
    client.post(f"{home.address}devices/", {"devices": "", "connection": "weak"})
    again = client.get(home.address, headers={"if-none-match": etag})
    assert again.status_code == 200
    assert "For a weak connection" in again.content.decode()


def test_a_childs_own_link_does_not_tell_what_the_household_told(client: Client) -> None:
    home = Home(connection="weak")
    for token in (home.token, find_home_token(home.ana)):
        page = client.get(f"/h/{token}/of/{home.ana.pk}/").content.decode()
        assert "For a weak connection" not in page


@pytest.fixture
def weak() -> Home:
    """A household of two with a weak connection; another one of the class with a good one."""
    home = Home(connection="weak")
    other = make_household(home.maple, connection="good")
    add_child(other, "Zoe", home.maple)
    return home


def test_a_teacher_counts_households_and_reads_no_name_with_the_count(
    client: Client, weak: Home
) -> None:
    client.force_login(make_teacher(weak.maple))
    page = client.get(f"/classes/{weak.maple.pk}/families/").content.decode()
    assert "1 household told of a weak connection, or none." in page
    Household.objects.update(connection="")
    page = client.get(f"/classes/{weak.maple.pk}/families/").content.decode()
    assert "weak connection" not in page


def test_a_coordinator_counts_them_for_a_school(client: Client, weak: Home) -> None:
    client.force_login(make_coordinator(weak.maple.school))
    page = client.get(f"/schools/{weak.maple.school_id}/board/{MONDAY}/homes/").content.decode()
    assert "<strong>1</strong> household told of a weak connection, or none." in page
    assert weak.household.label not in page


def test_siblings_in_one_class_are_one_household_and_other_classes_do_not_count(weak: Home) -> None:
    add_child(weak.household, "Cleo", weak.maple)
    elm = make_classroom(weak.maple.school)
    assert [count_weak_homes(place) for place in (weak.maple, weak.oak, elm)] == [1, 1, 0]
    assert count_weak_homes(weak.maple.school) == 1
