"""Cohorts beside each other: counted from documents, and as a page."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.meters import compare_cohorts
from planner.models import Classroom, Stage
from planner.review import review_week
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_closure,
    make_coordinator,
    make_group,
)

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)
NEXT_MONDAY = MONDAY + dt.timedelta(days=7)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom(delivery="hybrid")


@pytest.fixture
def coordinator(classroom: Classroom, client: Client) -> Client:
    """A browser in which the school's coordinator is signed in."""
    client.force_login(make_coordinator(classroom.school))
    return client


def plan_hybrid(classroom: Classroom) -> None:
    """Moons at school on Monday, Suns a week later, those for less."""
    moons, suns = make_group(classroom, "Moons"), make_group(classroom, "Suns")
    make_block(classroom, MONDAY, mode="in_person", minutes=60, groups=(moons.pk,))
    make_block(classroom, MONDAY, minutes=30, groups=(suns.pk,))
    make_block(classroom, NEXT_MONDAY, mode="in_person", minutes=45, groups=(suns.pk,))


def tell(classroom: Classroom) -> dict[str, tuple[str, list[str]]]:
    days = [
        day
        for monday in (MONDAY, NEXT_MONDAY)
        for day in review_week(classroom, monday, Stage.DRAFT).days
    ]
    faces = {meter.id: meter.faces[0] for meter in compare_cohorts(days)}
    return {
        pk: (face.words, [f"{row.name} {row.words} {row.share}" for row in face.rows])
        for pk, face in faces.items()
    }


def test_cohorts_are_compared_over_weeks(classroom: Classroom) -> None:
    plan_hybrid(classroom)
    told = tell(classroom)
    assert told["school"] == (
        "15 minutes less for Suns than for Moons",
        ["Moons 1 hour 100", "Suns 45 minutes 75"],
    )
    assert told["days"] == ("The same for all", ["Moons 1 day 100", "Suns 1 day 100"])
    assert told["live"][0] == "30 minutes less for Moons than for Suns"
    assert told["taught"][0] == "15 minutes less for Moons than for Suns"
    assert told["own"] == ("None for any", ["Moons 0 minutes 0", "Suns 0 minutes 0"])


def test_small_groups_are_no_cohorts(classroom: Classroom) -> None:
    for name in ("Readers", "Writers"):
        make_group(classroom, name, kind="small_group")
    assert tell(classroom) == {}


def address(classroom: Classroom) -> str:
    return f"/classes/{classroom.pk}/weeks/{MONDAY}/parity/"


def test_the_page_compares_as_many_weeks_as_asked(
    coordinator: Client, classroom: Classroom
) -> None:
    plan_hybrid(classroom)
    one = coordinator.get(address(classroom), {"weeks": 1}).content.decode()
    assert "1 hour less for Suns than for Moons" in one
    two = coordinator.get(address(classroom), {"weeks": 2}).content.decode()
    assert "15 minutes less for Suns than for Moons" in two
    odd = coordinator.get(address(classroom), {"weeks": "all"})
    assert odd.context["weeks"] == 4


def test_closed_days_do_not_count(coordinator: Client, classroom: Classroom) -> None:
    plan_hybrid(classroom)
    make_closure(classroom.school, NEXT_MONDAY, "Snow")
    page = coordinator.get(address(classroom), {"weeks": 2}).content.decode()
    assert "1 hour less for Suns than for Moons" in page


def test_a_class_without_cohorts_is_told_so(coordinator: Client, classroom: Classroom) -> None:
    assert "fewer than two" in coordinator.get(address(classroom)).content.decode()


def test_cohorts_without_a_plan_are_told_so(coordinator: Client, classroom: Classroom) -> None:
    make_group(classroom, "Moons")
    make_group(classroom, "Suns")
    assert "Nothing is planned" in coordinator.get(address(classroom)).content.decode()


def test_twelve_weeks_ask_the_database_as_often_as_one(
    coordinator: Client, classroom: Classroom
) -> None:
    plan_hybrid(classroom)
    coordinator.get(address(classroom))
    counts = []
    for weeks in (1, 12):
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(address(classroom), {"weeks": weeks})
        counts.append(len(queries))
    assert counts[0] == counts[1]
