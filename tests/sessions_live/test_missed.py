"""The families' catch-up page: what a learner missed, and nothing of anybody else."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Block, Classroom, HomeLink, Household, Learner, Tool
from planner.services.blocks import change_block, remove_block
from planner.services.links import revoke_addresses
from sessions_live.services.attendance import take_attendance
from sessions_live.services.catch_up import Recording, save_catch_up
from tests.factories import (
    MONDAY,
    NOW,
    enrol,
    make_block,
    make_classroom,
    make_closure,
    make_family_link,
    make_household,
    make_tool,
)
from tests.planner.families.days import TUESDAY, at_clock, publish
from tests.planner.families.homes import add_child, find_home_token
from tests.planner.translating import translate

pytestmark = pytest.mark.django_db

SAFE = "https://video.canvas.example.org/r/1"
UNTIL = dt.date(2026, 12, 16)
WEDNESDAY = MONDAY + dt.timedelta(days=2)


@pytest.fixture(autouse=True)
def wednesday(time_machine: Any) -> None:
    """Wednesday at noon in New York."""
    time_machine.move_to(at_clock(12, date=WEDNESDAY), tick=False)


@pytest.fixture
def room() -> Classroom:
    return make_classroom(name="Maple room")


@pytest.fixture
def home(room: Classroom) -> Household:
    return make_household(room)


@pytest.fixture
def ana(room: Classroom, home: Household) -> Learner:
    return add_child(home, "Ana", room)


def make_missed(
    room: Classroom, *absent: Learner, date: dt.date = MONDAY, code: str = "", **fields: Any
) -> Block:
    """A published live block that these learners were absent from."""
    block = make_block(room, date, **fields)
    publish(room)
    codes = {learner.pk: code for learner in absent}
    take_attendance(by=None, block=block, version=0, absent=codes, now=NOW)
    return block


def leave(block: Block, **fields: Any) -> None:
    named = {"missed_work": "", "questions": "", "recording": None, "by": None, "now": NOW}
    save_catch_up(block=block, version=0, **{**named, **fields})


def open_missed(client: Client, learner: Learner, more: str = "", token: str = "") -> str:
    """The page as the learner's own link shows it."""
    token = token or find_home_token(learner)
    answer = client.get(f"/h/{token}/of/{learner.pk}/{more or 'missed/'}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_missed_session_says_when_it_was_and_how_to_make_up_for_it(
    client: Client, room: Classroom, ana: Learner
) -> None:
    make_tool(room.school.district, name="Canvas", host="canvas.example.org", protected=True)
    block = make_missed(room, ana, title="Fractions")
    leave(
        block,
        missed_work="In the blue folder, or at https://work.example.org/1.",
        questions="What is a half?\nAnd half of that?",
        recording=Recording(SAFE, "The mini lesson", UNTIL),
    )
    page = open_missed(client, ana)
    for words in (
        "Fractions",
        "Monday 16 November, 9:00 to 9:30 am",
        "In the blue folder",
        '<a href="https://work.example.org/1" rel="noreferrer noopener">',
        "What is a half?",
        "And half of that?",
        f'<a class="button" href="{SAFE}" rel="noreferrer noopener">',
        "The mini lesson",
        "until 16 December",
        "You have to sign in to \u2068Canvas\u2069.",
        "please do not share it",
        f'of/{ana.pk}/questions/?block={block.pk}"',
    ):
        assert words in page
    assert "<script" not in page


def test_a_missed_session_is_named_as_the_family_reads_it(
    client: Client, room: Classroom, ana: Learner
) -> None:
    block = make_missed(room, ana, title="Fractions")
    translate(block, ("title", "Fractions", "Fracciones"))
    publish(room)
    page = open_missed(client, ana, "es/missed/")
    assert '<h2 dir="auto">Fracciones</h2>' in page
    assert "Fractions" not in page


def test_the_newest_comes_first(client: Client, room: Classroom, ana: Learner) -> None:
    make_missed(room, ana, title="Monday late", start=780)
    make_missed(room, ana, title="Tuesday", date=TUESDAY)
    make_missed(room, ana, title="Monday early")
    page = open_missed(client, ana)
    places = [page.index(title) for title in ("Tuesday<", "Monday late", "Monday early")]
    assert places == sorted(places)


def test_nobody_elses_absence_is_on_a_page_whichever_link_opens_it(
    client: Client, room: Classroom, home: Household, ana: Learner
) -> None:
    ben = add_child(home, "Benjamin", room)
    zoe = add_child(make_household(room), "Zoe", room)
    make_missed(room, ana, code="AE", title="Missed by the one")
    make_missed(room, ben, zoe, code="S", title="Missed by the others", start=700)
    household = find_home_token(home)
    for token in (find_home_token(ana), household):
        page = open_missed(client, ana, token=token)
        assert "Missed by the one" in page
        hidden = ("Missed by the others", "Benjamin", "Zoe", ">AE", ">S<")
        assert [words for words in hidden if words in page] == []
    page = open_missed(client, ben, token=household)
    assert ("Missed by the others" in page, "Missed by the one" in page) == (True, False)


def test_a_link_opens_no_other_learners_page(
    client: Client, room: Classroom, home: Household, ana: Learner
) -> None:
    ben = add_child(home, "Ben", room)
    zoe = add_child(make_household(room), "Zoe", room)
    tokens = [find_home_token(ana), find_home_token(home), make_family_link(room)[1], "nothing"]
    statuses = [
        [client.get(f"/h/{token}/of/{each.pk}/missed/").status_code for each in (ana, ben, zoe)]
        for token in tokens
    ]
    assert statuses == [[200, 404, 404], [200, 200, 404], [404, 404, 404], [404, 404, 404]]


def test_a_draft_says_nothing_and_what_was_published_last_is_what_counts(
    client: Client, room: Classroom, ana: Learner
) -> None:
    block = make_missed(room, ana, title="As published")
    draft = make_block(room, TUESDAY, title="Never published")
    take_attendance(by=None, block=draft, version=0, absent={ana.pk: ""}, now=NOW)
    fields = {"title": "As drafted"}
    change_block(by=None, block=block, version=block.version, fields=fields, now=NOW)
    before = open_missed(client, ana)
    publish(room)
    after = open_missed(client, ana)
    titles = ("As published", "As drafted", "Never published")
    assert [[title in page for title in titles] for page in (before, after)] == [
        [True, False, False],
        [False, True, True],
    ]


def test_a_session_that_was_called_off_was_not_missed(
    client: Client, room: Classroom, ana: Learner
) -> None:
    block = make_missed(room, ana, title="Called off")
    make_block(room, title="Still on", start=700)
    remove_block(by=None, block=block, version=block.version, now=NOW)
    publish(room)
    assert "There is nothing to catch up on" in open_missed(client, ana)


def test_on_a_day_without_school_nothing_was_missed(
    client: Client, room: Classroom, ana: Learner
) -> None:
    make_missed(room, ana, title="Fractions")
    make_missed(room, ana, title="Drums", date=TUESDAY)
    make_closure(room.school, MONDAY, "Snow")
    page = open_missed(client, ana)
    assert ("Fractions" in page, "Drums" in page) == (False, True)


@pytest.mark.parametrize(("minute", "told"), [(29, False), (30, True)])
def test_a_session_is_missed_once_it_is_over(
    client: Client, room: Classroom, ana: Learner, time_machine: Any, minute: int, told: bool
) -> None:
    make_missed(room, ana, title="Fractions", date=WEDNESDAY)
    time_machine.move_to(at_clock(9, minute, WEDNESDAY), tick=False)
    assert ("Fractions" in open_missed(client, ana)) is told


def test_a_recording_is_shown_on_its_last_day_and_never_again(
    client: Client, room: Classroom, ana: Learner, time_machine: Any
) -> None:
    make_tool(room.school.district, name="Canvas", host="canvas.example.org", protected=True)
    block = make_missed(room, ana)
    leave(block, recording=Recording(SAFE, "", WEDNESDAY))
    token = find_home_token(ana)
    last = open_missed(client, ana, token=token)
    time_machine.move_to(at_clock(0, 0, WEDNESDAY + dt.timedelta(days=1)), tick=False)
    after = open_missed(client, ana, token=token)
    assert (SAFE in last, SAFE in after) == (True, False)
    assert "Nothing is noted here yet." in after


def test_a_recording_is_not_shown_where_its_place_asks_for_no_password(
    client: Client, room: Classroom, ana: Learner
) -> None:
    district = room.school.district
    safe = make_tool(district, name="Canvas", host="canvas.example.org", protected=True)
    leave(make_missed(room, ana), recording=Recording(SAFE, "", UNTIL))
    token, pages = find_home_token(ana), []
    pages.append(open_missed(client, ana, token=token))
    # A host of its own within the protected one.
    make_tool(district, name="Open", host="video.canvas.example.org")
    pages.append(open_missed(client, ana, token=token))
    Tool.objects.exclude(pk=safe.pk).delete()
    Tool.objects.filter(pk=safe.pk).update(protected=False)
    pages.append(open_missed(client, ana, token=token))
    assert [SAFE in page for page in pages] == [True, False, False]


def test_a_learner_who_missed_nothing_is_told_so_kindly(client: Client, ana: Learner) -> None:
    page = open_missed(client, ana)
    assert "There is nothing to catch up on" in page
    assert "These live sessions were missed" not in page


def test_who_is_in_two_classes_reads_of_which_each_is(
    client: Client, room: Classroom, ana: Learner
) -> None:
    music = make_classroom(room.school, name="Music room")
    make_missed(room, ana, title="Fractions")
    alone = open_missed(client, ana)
    enrol(ana, music)
    make_missed(music, ana, title="Drums")
    both = open_missed(client, ana)
    assert "Maple room" not in alone
    assert ("<bdi>Maple room</bdi>" in both, "<bdi>Music room</bdi>" in both) == (True, True)


def test_a_class_that_was_left_is_no_longer_told_of(
    client: Client, room: Classroom, ana: Learner
) -> None:
    make_missed(room, ana, title="Fractions")
    enrol(ana, make_classroom(room.school))
    ana.enrollments.filter(classroom=room).delete()
    assert "Fractions" not in open_missed(client, ana)


def test_a_long_list_is_turned_like_pages_and_never_cut(
    client: Client, room: Classroom, ana: Learner
) -> None:
    for number in range(33):
        block = make_block(room, title=f"Lesson {number:02}", start=480 + 5 * number, minutes=5)
        take_attendance(by=None, block=block, version=0, absent={ana.pk: ""}, now=NOW)
    publish(room)
    token = find_home_token(ana)
    pages = [open_missed(client, ana, f"missed/?page={page}", token) for page in (1, 2, 3)]
    assert [page.count("<h2") for page in pages] == [30, 3, 1]
    root = f"/h/{token}/of/{ana.pk}"
    assert f'href="{root}/missed/?page=2"' in pages[0]
    assert f'href="{root}/missed/"' in pages[1]
    assert f'href="{root}/es/missed/?page=2" lang="es"' in pages[1]
    for strange in ("0", "-1", "x", "9" * 30):
        assert "Lesson 32" in open_missed(client, ana, f"missed/?page={strange}", token)


def test_the_page_speaks_the_language_of_its_address_and_teachers_words_say_theirs(
    client: Client, room: Classroom, ana: Learner
) -> None:
    leave(make_missed(room, ana, title="Fractions"), missed_work="In the blue folder.")
    token = find_home_token(ana)
    page = open_missed(client, ana, "ar/missed/", token)
    assert '<html lang="ar" dir="rtl">' in page
    assert '<h2 dir="auto" lang="en">Fractions</h2>' in page
    assert f'href="/h/{token}/of/{ana.pk}/ar/"' in page
    assert f'href="/h/{token}/of/{ana.pk}/es/missed/" lang="es"' in page


def test_the_page_is_kept_by_no_one_else_and_passed_on_to_no_one(
    client: Client, ana: Learner
) -> None:
    answer = client.get(f"/h/{find_home_token(ana)}/of/{ana.pk}/missed/")
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == (
        "no-referrer",
        "private, no-cache",
    )
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies
    assert "Ana" not in answer.content.decode().partition("</title>")[0]


def test_a_link_that_ended_says_so(client: Client, ana: Learner) -> None:
    token = find_home_token(ana)
    revoke_addresses(HomeLink, of=ana, now=NOW)
    assert client.get(f"/h/{token}/of/{ana.pk}/missed/").status_code == 410


def test_nothing_can_be_sent_to_the_page(client: Client, ana: Learner) -> None:
    assert client.post(f"/h/{find_home_token(ana)}/of/{ana.pk}/missed/").status_code == 405


def test_ten_times_as_much_missed_costs_no_more_queries(
    client: Client, room: Classroom, ana: Learner
) -> None:
    token = find_home_token(ana)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            open_missed(client, ana, token=token)
        return len(queries)

    leave(make_missed(room, ana), missed_work="x")
    count()
    first = count()
    for number in range(10):
        make_missed(room, ana, date=(MONDAY, TUESDAY)[number % 2], start=600 + 30 * number)
    # The closures between other dates are read once, and remembered.
    count()
    assert count() == first
