"""Two teachers at one week: each hears of the other, and of what the other changed."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Change, Classroom, Presence, User
from planner.services.blocks import change_block
from planner.services.presence import note_presence
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_coordinator,
    make_teacher,
)

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom()


@pytest.fixture
def ana(classroom: Classroom) -> User:
    return make_teacher(classroom, name="Ana")


@pytest.fixture
def ben(classroom: Classroom) -> User:
    return make_teacher(classroom, name="Ben")


def open_week(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def ask(client: Client, classroom: Classroom, now: dt.datetime = NOW, **fields: object) -> str:
    """What the page hears when it says that it is open: empty where nothing is new."""
    with time_machine.travel(now, tick=False):
        answer = client.post(f"/classes/{classroom.pk}/weeks/{MONDAY}/here/", fields)
    assert answer.status_code in (200, 204)
    return answer.content.decode()


def test_alone_nothing_is_said(classroom: Classroom, ana: User) -> None:
    client = open_week(ana)
    assert [ask(client, classroom), ask(client, classroom)] == ["", ""]


def test_each_hears_that_the_other_is_there(classroom: Classroom, ana: User, ben: User) -> None:
    ask(open_week(ana), classroom)
    assert "Ana is here too" in ask(open_week(ben), classroom)
    assert "Ben is here too" in ask(open_week(ana), classroom)


def test_what_was_said_is_not_said_again(classroom: Classroom, ana: User, ben: User) -> None:
    ask(open_week(ana), classroom)
    assert ask(open_week(ben), classroom, shown=f"{ana.pk}:0") == ""


def test_who_left_is_gone_after_a_minute(classroom: Classroom, ana: User, ben: User) -> None:
    ask(open_week(ana), classroom)
    later = NOW + 61 * SECOND
    gone = ask(open_week(ben), classroom, later, shown=f"{ana.pk}:0")
    assert "here too" not in gone
    assert 'id="here"' in gone


def test_another_week_is_another_place(classroom: Classroom, ana: User, ben: User) -> None:
    next_week = MONDAY + dt.timedelta(days=7)
    note_presence(user=ana, classroom=classroom, monday=next_week, now=NOW)
    assert ask(open_week(ben), classroom) == ""


def test_who_only_looks_on_is_not_shown(classroom: Classroom, ana: User) -> None:
    ask(open_week(make_coordinator(classroom.school)), classroom)
    assert ask(open_week(ana), classroom) == ""


def test_a_page_is_noted_every_other_time_and_old_ones_are_forgotten(
    classroom: Classroom, ana: User
) -> None:
    old = make_teacher(classroom)
    note_presence(user=old, classroom=classroom, monday=MONDAY, now=NOW - dt.timedelta(days=2))
    client = open_week(ana)
    seen = []
    for step in range(4):
        ask(client, classroom, NOW + 20 * step * SECOND)
        seen.append(Presence.objects.get(user=ana).seen_at - NOW)
    assert seen == [0 * SECOND, 0 * SECOND, 40 * SECOND, 40 * SECOND]
    assert Presence.objects.count() == 1


def test_a_page_that_says_it_is_open_costs_almost_nothing(
    classroom: Classroom, ana: User, ben: User
) -> None:
    client = open_week(ben)
    for user in (ana, ben):
        ask(open_week(user), classroom)
    for _ in range(5):
        make_block(classroom, TUESDAY)
    newest = Change.objects.find_newest(classroom)
    with CaptureQueriesContext(connection) as queries:
        ask(client, classroom, NOW + 20 * SECOND, shown=f"{ana.pk}:0", since=newest)
    assert len(queries) <= 7
    assert not any(query["sql"].startswith(("INSERT", "UPDATE")) for query in queries)


def test_a_change_of_somebody_else_is_told_with_its_day(
    classroom: Classroom, ana: User, ben: User
) -> None:
    block = make_block(classroom, TUESDAY)
    since = Change.objects.find_newest(classroom)
    change_block(by=ana, block=block, version=1, fields={"start": 600}, now=NOW)
    assert "Ana changed Tuesday just now." in ask(open_week(ben), classroom, since=since)
    hour = NOW + dt.timedelta(hours=1)
    assert "Ana changed Tuesday meanwhile." in ask(open_week(ben), classroom, hour, since=since)
    own = ask(open_week(ana), classroom, since=since)
    assert "You changed Tuesday in another window just now." in own


def test_a_change_in_another_week_is_not_told(classroom: Classroom, ana: User, ben: User) -> None:
    since = Change.objects.find_newest(classroom)
    make_block(classroom, MONDAY + dt.timedelta(days=8))
    assert ask(open_week(ben), classroom, since=since) == ""


def test_what_changed_is_drawn_anew_alone(classroom: Classroom, ana: User, ben: User) -> None:
    block = make_block(classroom, TUESDAY)
    since = Change.objects.find_newest(classroom)
    change_block(by=ana, block=block, version=1, fields={"title": "Fractions"}, now=NOW)
    client = open_week(ben)
    week = client.get(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    axis = week.context["page"].axis_name
    answer = client.get(
        f"/classes/{classroom.pk}/weeks/{MONDAY}/changes/",
        {"since": since, "axis": axis},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert f'id="day-{TUESDAY}"' in answer
    assert f'id="day-{MONDAY}"' not in answer
    assert "Fractions" in answer
    assert 'id="panel"' not in answer
    assert f'value="{Change.objects.find_newest(classroom)}" hx-swap-oob' in answer


def test_an_own_change_redraws_what_the_other_changed_as_well(
    classroom: Classroom, ana: User, ben: User
) -> None:
    block, own = make_block(classroom, TUESDAY), make_block(classroom, MONDAY)
    since = Change.objects.find_newest(classroom)
    change_block(by=ana, block=block, version=1, fields={"title": "Fractions"}, now=NOW)
    client = open_week(ben)
    axis = client.get(f"/classes/{classroom.pk}/weeks/{MONDAY}/").context["page"].axis_name
    answer = client.post(
        f"/blocks/{own.pk}/move/",
        {"later": 5, "version": 1, "axis": axis, "since": since},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert f'id="day-{MONDAY}"' in answer
    assert "Fractions" in answer


@pytest.mark.parametrize("since", ["", "soon", "-1", "9" * 30])
def test_a_page_that_does_not_say_what_it_has_seen_hears_of_no_change(
    classroom: Classroom, ana: User, since: str
) -> None:
    make_block(classroom, TUESDAY)
    assert ask(open_week(ana), classroom, since=since) == ""


def test_only_who_sees_the_week_hears_of_it(classroom: Classroom) -> None:
    stranger = make_teacher(make_classroom(classroom.school))
    answer = open_week(stranger).post(f"/classes/{classroom.pk}/weeks/{MONDAY}/here/")
    assert answer.status_code == 404


def test_a_page_that_is_far_behind_reads_no_whole_history(
    classroom: Classroom, ana: User, ben: User
) -> None:
    block = make_block(classroom, TUESDAY)
    blocks = [{"id": str(block.pk), "date": str(TUESDAY), "mode": "live"}]
    Change.objects.bulk_create(
        Change(classroom=classroom, by=ben, at=NOW, what="Moved", before=blocks, after=blocks)
        for _ in range(60)
    )
    client = open_week(ana)
    newest = Change.objects.find_newest(classroom)
    told = ask(client, classroom, since=0)
    assert "Much of this class&#x27;s plan was changed meanwhile" in told
    assert ask(client, classroom, since=0, shown=f":{newest}") == ""
    address = f"/classes/{classroom.pk}/weeks/{MONDAY}/changes/?since=0"
    redrawn = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert redrawn.count('<section class="day') == 5
    assert f'id="here-since" name="since" value="{newest}"' in redrawn
