"""Fix it on the week's page: what is offered, done with one press, and refused where it must be."""

import datetime as dt
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from planner.models import Block, Change, Classroom
from planner.services.blocks import change_block
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_closure,
    make_teacher,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)
HTMX = {"hx-request": "true"}


@pytest.fixture
def room() -> Classroom:
    room = make_classroom()
    put_policy_in_force(room.school.district)
    make_block(room, TUESDAY, title="Math", start=540, minutes=90)
    make_block(room, TUESDAY, title="Art", start=780, minutes=48)
    return room


@pytest.fixture
def teacher(client: Client, room: Classroom) -> Client:
    client.force_login(make_teacher(room))
    return client


def address(room: Classroom, date: dt.date = TUESDAY) -> str:
    return f"/classes/{room.pk}/days/{date}/fixes/"


def read(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def first_fix(text: str) -> str:
    found = re.search(r'name="fix" value="([^"]+)"', text)
    assert found
    return found[1]


def test_a_day_that_breaks_a_must_offers_to_be_fixed(teacher: Client, room: Classroom) -> None:
    week = read(teacher, f"/classes/{room.pk}/weeks/{MONDAY}/")
    assert f'href="{address(room)}"' in week
    assert f'href="{address(room, MONDAY)}"' not in week


def test_a_fault_of_several_days_can_be_fixed_on_each(teacher: Client, room: Classroom) -> None:
    wednesday = TUESDAY + dt.timedelta(days=1)
    make_block(room, wednesday, title="Math", start=540, minutes=90)
    make_block(room, wednesday, title="Art", start=780, minutes=48)
    week = read(teacher, f"/classes/{room.pk}/weeks/{MONDAY}/")
    assert [f'href="{address(room, day)}"' in week for day in (TUESDAY, wednesday)] == [True] * 2


def test_the_offers_say_what_changes_and_what_is_left(teacher: Client, room: Classroom) -> None:
    for where in (address(room), f"{address(room)}panel/"):
        text = read(teacher, where)
        assert "One change is enough." in text
        assert "Lengthen “Math” to 102 minutes" in text
        assert "Keeps every must of Tuesday; 1 suggestion left." in text
        assert text.count('name="fix"') == 3


def test_an_offer_is_done_and_undone_in_one_step(teacher: Client, room: Classroom) -> None:
    fix = first_fix(read(teacher, address(room)))
    answer = teacher.post(address(room), {"fix": fix, "monday": MONDAY}, headers=HTMX)
    assert answer.status_code == 200
    assert f'id="day-{TUESDAY}"' in answer.content.decode()
    assert Block.objects.get(title="Math").minutes == 102
    change = Change.objects.latest("pk")
    assert change.what == "Fixed Tuesday: Lengthen “Math” to 102 minutes"
    teacher.post(f"/changes/{change.pk}/undo/")
    assert Block.objects.get(title="Math").minutes == 90


def test_without_scripts_the_week_comes_anew(teacher: Client, room: Classroom) -> None:
    fix = first_fix(read(teacher, address(room)))
    answer = teacher.post(address(room), {"fix": fix}, follow=True)
    assert answer.redirect_chain == [(f"/classes/{room.pk}/weeks/{MONDAY}/", 302)]
    assert "Fixed Tuesday" in answer.content.decode()


def test_a_stale_offer_shows_both_versions(teacher: Client, room: Classroom) -> None:
    fix = first_fix(read(teacher, address(room)))
    math = Block.objects.get(title="Math")
    change_block(by=None, block=math, version=1, fields={"minutes": 95}, now=NOW)
    for headers in ({}, HTMX):
        answer = teacher.post(address(room), {"fix": fix}, headers=headers)
        assert answer.status_code == 409
        assert "As it stands now" in answer.content.decode()
    assert Block.objects.get(title="Math").minutes == 95


def test_an_offer_that_keeps_nothing_any_more_says_so(teacher: Client, room: Classroom) -> None:
    fix = first_fix(read(teacher, address(room)))
    make_block(room, TUESDAY, title="Lunch", mode="break", start=630, minutes=30)
    answer = teacher.post(address(room), {"fix": fix}, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (409, f"#fixes-{TUESDAY}")
    text = answer.content.decode()
    assert "The plan was changed meanwhile" in text
    assert 'name="fix"' in text


@pytest.mark.parametrize("sent", ["", "nonsense", "a" * 20_000, "\x00"])
def test_what_was_never_offered_is_unfit(teacher: Client, room: Classroom, sent: str) -> None:
    answer = teacher.post(address(room), {"fix": sent})
    assert answer.status_code == 422
    assert "not something that was offered here" in answer.content.decode()


def test_a_day_that_keeps_its_musts_has_nothing_to_fix(teacher: Client, room: Classroom) -> None:
    assert "Nothing to fix" in read(teacher, address(room, MONDAY))


@pytest.mark.parametrize("offset", [-2, 3])
def test_days_without_school_have_nothing_to_fix(
    teacher: Client, room: Classroom, offset: int
) -> None:
    make_closure(room.school, MONDAY + dt.timedelta(days=3))
    date = MONDAY + dt.timedelta(days=offset)
    assert "Nothing to fix" in read(teacher, address(room, date))


def test_where_nothing_helps_the_way_on_is_shown(teacher: Client, room: Classroom) -> None:
    Block.objects.update(pinned=True)
    make_block(room, TUESDAY, title="Gym", mode="in_person", start=480, minutes=60)
    make_block(room, TUESDAY, title="Walk", mode="break", start=630, minutes=150)
    make_block(room, TUESDAY, title="Choir", mode="break", start=828, minutes=72)
    text = read(teacher, address(room))
    assert "Nothing was found" in text
    assert "12 minutes short of 150" in text
    assert f"/blocks/{Block.objects.get(title='Math').pk}/" in text


def test_a_week_that_breaks_a_must_as_a_whole_is_fixed(teacher: Client, room: Classroom) -> None:
    put_policy_in_force(room.school.district, "italy-ddi")
    for day in range(5):
        date = MONDAY + dt.timedelta(days=day)
        make_block(room, date, title="Lesson", start=840, minutes=20)
    week = read(teacher, f"/classes/{room.pk}/weeks/{MONDAY}/")
    assert f'href="/classes/{room.pk}/weeks/{MONDAY}/fixes/"' in week
    text = read(teacher, f"/classes/{room.pk}/weeks/{MONDAY}/fixes/")
    assert "short of 15 hours" in text


def test_fixing_takes_no_more_queries_for_more_blocks(
    teacher: Client, room: Classroom, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(40) as asked:
            read(teacher, address(room))
        return len(asked)

    few = count()
    for number in range(6):
        make_block(room, TUESDAY, title=f"Task {number}", mode="async", start=None, screen="on")
    assert count() == few
