"""A learner's own day: its groups' blocks, its ticks, and nobody else's."""

import datetime as dt
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from planner.models import Classroom, HomeLink, Learner, Mark
from planner.models.homes import find_marks
from planner.services.links import revoke_addresses
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_group,
    make_home_link,
    make_learner,
)
from tests.planner.families.days import EIGHT, publish

pytestmark = pytest.mark.django_db
PRESSED = re.compile(r'name="flip" value="(\w+)" aria-pressed="\1"')


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom()


@pytest.fixture
def learner(classroom: Classroom) -> Learner:
    """Juno of group A, with a meeting and two tasks, one of them for A, published."""
    group, other = make_group(classroom, "A"), make_group(classroom, "B")
    make_block(classroom, title="Meeting", link="https://meet.example.org/maple")
    any_time: dict[str, Any] = {"mode": "async", "screen": "off", "start": None}
    make_block(classroom, title="Reading", coach_check="Ask what it was about.", **any_time)
    make_block(classroom, title="Kites", groups=(group.pk,), **any_time)
    make_block(classroom, title="Boats", groups=(other.pk,), **any_time)
    publish(classroom)
    return make_learner(classroom, group, first_name="Juno <3")


def find_block(classroom: Classroom, title: str) -> UUID:
    pk: UUID = classroom.days.get().blocks.get(title=title).pk
    return pk


def open_day(client: Client, learner: Learner, token: str = "", language: str = "") -> str:
    token = token or make_home_link(learner)[1]
    response = client.get(f"/h/{token}/of/{learner.pk}/{language}")
    assert response.status_code == 200
    return response.content.decode()


def tick(client: Client, learner: Learner, token: str, *marks: dict[str, Any]) -> Any:
    address = f"/h/{token}/of/{learner.pk}/marks/"
    return client.post(address, {"marks": list(marks)}, content_type="application/json")


def make_mark(block: UUID, **fields: Any) -> dict[str, Any]:
    named = {"id": str(uuid4()), "block": str(block), "kind": "done", "on": True}
    return {**named, "at": NOW.isoformat(), **fields}


def test_the_page_greets_by_name_and_shows_only_the_own_groups(
    client: Client, learner: Learner
) -> None:
    page = open_day(client, learner)
    assert "Juno &lt;3" in page
    assert "Kites" in page
    assert "Boats" not in page


def test_a_household_link_opens_each_of_its_learners_and_nobody_else(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    sister = make_learner(classroom, first_name="Otis", household=learner.household)
    stranger = make_learner(classroom, first_name="Mika")
    token = make_home_link(learner.household)[1]
    assert "Juno" not in open_day(client, sister, token)
    assert "Otis" not in open_day(client, learner, token)
    assert client.get(f"/h/{token}/of/{stranger.pk}/").status_code == 404


def test_a_learners_link_opens_no_sibling(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    sister = make_learner(classroom, first_name="Otis", household=learner.household)
    token = make_home_link(learner)[1]
    assert client.get(f"/h/{token}/of/{sister.pk}/").status_code == 404
    assert tick(client, sister, token).status_code == 404


def test_an_ended_link_is_gone_for_reading_and_for_ticking(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    token = make_home_link(learner)[1]
    revoke_addresses(HomeLink, of=learner, now=NOW)
    root = f"/h/{token}/of/{learner.pk}/"
    mark = make_mark(find_block(classroom, "Reading"))
    assert client.get(root).status_code == 410
    assert client.get(f"/h/{token}/worker.js").status_code == 410
    assert tick(client, learner, token, mark).status_code == 410
    assert Mark.objects.count() == 0


def test_learners_of_the_same_groups_share_a_page_but_for_what_is_their_own(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    group = classroom.groups.get(name="A")
    twin = make_learner(classroom, group, first_name="Otis")
    token = make_home_link(learner)[1]
    tick(client, learner, token, make_mark(find_block(classroom, "Kites")))
    first, second = open_day(client, learner, token), open_day(client, twin)
    assert PRESSED.findall(first).count("true") == 1
    assert PRESSED.findall(second).count("true") == 0
    assert "Juno" not in second
    assert f"/of/{learner.pk}/" not in second


def test_a_tick_sent_twice_counts_once_and_changes_nothing_later(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    token, block = make_home_link(learner)[1], find_block(classroom, "Kites")
    first, then = make_mark(block), make_mark(block, on=False)
    for marks in ([first], [first, then], [first]):
        assert tick(client, learner, token, *marks).json() == {"refused": []}
    assert [mark.is_set for mark in Mark.objects.order_by("pk")] == [True, False]
    assert PRESSED.findall(open_day(client, learner, token)).count("true") == 0


def test_an_adults_tick_stands_apart_from_the_childs(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    token, block = make_home_link(learner)[1], find_block(classroom, "Reading")
    tick(client, learner, token, make_mark(block, kind="checked"))
    assert find_marks([block]) == {(learner.pk, block, "checked", "")}
    assert PRESSED.findall(open_day(client, learner, token)).count("true") == 1


def test_what_was_picked_from_a_choice_board_is_remembered(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    board = "Choose 1 of these 2:\n\u2022 Tell it\n\u2022 Sing it"
    any_time: dict[str, Any] = {"mode": "async", "screen": "off", "start": None}
    block = make_block(classroom, title="Show", instructions=board, **any_time).pk
    publish(classroom)
    token = make_home_link(learner)[1]
    tick(client, learner, token, make_mark(block, kind="picked", choice="Sing it"))
    page = open_day(client, learner, token)
    pressed = re.search(r'value="Sing it">.*?aria-pressed="(\w+)"', page, re.DOTALL)
    other = re.search(r'value="Tell it">.*?aria-pressed="(\w+)"', page, re.DOTALL)
    assert pressed is not None
    assert other is not None
    assert (pressed[1], other[1]) == ("true", "false")


def test_when_every_task_is_done_the_page_says_so(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    token = make_home_link(learner)[1]
    for title, hidden in (("Reading", True), ("Kites", False)):
        tick(client, learner, token, make_mark(find_block(classroom, title)))
        assert ("data-finished hidden" in open_day(client, learner, token)) is hidden


def test_the_class_is_counted_together_and_never_one_alone(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    token, block = make_home_link(learner)[1], find_block(classroom, "Reading")
    tick(client, learner, token, make_mark(block))
    assert "whole class has finished" not in open_day(client, learner, token)
    twin = make_learner(classroom)
    tick(client, twin, make_home_link(twin)[1], make_mark(block))
    assert "whole class has finished: 2" in open_day(client, learner, token)


def test_a_button_works_without_a_script_and_comes_back_to_its_block(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    token, block = make_home_link(learner)[1], find_block(classroom, "Kites")
    root = f"/h/{token}/of/{learner.pk}/"
    sent = {"block": str(block), "kind": "done", "flip": "false", "page": f"{root}{MONDAY}/"}
    response = client.post(f"{root}marks/", sent)
    assert response.status_code == 303
    assert response.headers["Location"] == f"{root}{MONDAY}/#b-{block}"
    assert find_marks([block]) == {(learner.pk, block, "done", "")}


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_the_way_back_leads_nowhere_else(
    client: Client, learner: Learner, classroom: Classroom, page: str
) -> None:
    token, block = make_home_link(learner)[1], find_block(classroom, "Kites")
    root = f"/h/{token}/of/{learner.pk}/"
    sent = {"block": str(block), "kind": "done", "flip": "false", "page": page}
    assert client.post(f"{root}marks/", sent).headers["Location"] == f"{root}#b-{block}"


def test_a_block_of_another_class_is_refused_and_the_others_are_kept(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    strange = make_block(make_classroom(school=classroom.school))
    token = make_home_link(learner)[1]
    good, bad = make_mark(find_block(classroom, "Kites")), make_mark(strange.pk)
    assert tick(client, learner, token, bad, good).json() == {"refused": [bad["id"]]}
    assert Mark.objects.get().block.title == "Kites"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "x"}, "marks.0.id"),
        ({"block": 7}, "marks.0.block"),
        ({"kind": "graded"}, "marks.0.kind"),
        ({"on": "perhaps"}, "marks.0.on"),
        ({"at": "today"}, "marks.0.at"),
        ({"at": "2026-11-16T08:00:00"}, "marks.0.at"),
        ({"grade": 1}, "marks.0.grade"),
        ({"kind": "picked"}, "marks.0"),
        ({"choice": "Sing it"}, "marks.0"),
    ],
)
def test_what_is_no_tick_is_refused_by_its_field(
    client: Client, learner: Learner, classroom: Classroom, change: dict[str, Any], field: str
) -> None:
    token = make_home_link(learner)[1]
    mark = make_mark(find_block(classroom, "Kites")) | change
    response = tick(client, learner, token, mark)
    assert response.status_code == 422
    assert response.json()["error"].startswith(f"{field}: ")


@pytest.mark.parametrize("body", ["", "[]", "{", '{"marks": 1}', "\udcff" + "x", "1" * 100])
def test_a_body_that_is_no_list_is_refused(client: Client, learner: Learner, body: str) -> None:
    address = f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/marks/"
    sent = body.encode("utf-8", "surrogateescape")
    assert client.post(address, sent, content_type="application/json").status_code == 422


def test_a_machine_gone_wild_is_stopped(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    token, block = make_home_link(learner)[1], find_block(classroom, "Kites")
    for _ in range(5):
        tick(client, learner, token, *(make_mark(block) for _ in range(100)))
    assert tick(client, learner, token, make_mark(block)).status_code == 429
    assert Mark.objects.count() == 500


def test_ticks_that_are_sent_again_use_up_nothing_of_a_day(
    client: Client, learner: Learner, classroom: Classroom, time_machine: Any
) -> None:
    token, block = make_home_link(learner)[1], find_block(classroom, "Kites")
    old = make_mark(block)
    tick(client, learner, token, old)
    time_machine.shift(dt.timedelta(hours=25))
    marks = [make_mark(block) for _ in range(100)]
    for _ in range(6):
        assert tick(client, learner, token, *marks).status_code == 200
    for _ in range(4):
        tick(client, learner, token, *(make_mark(block) for _ in range(100)))
    assert tick(client, learner, token, *marks[:99], old).status_code == 200
    assert tick(client, learner, token, make_mark(block)).status_code == 429


def test_a_clock_that_is_ahead_is_not_believed(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    token = make_home_link(learner)[1]
    later = (NOW + dt.timedelta(days=3)).isoformat()
    tick(client, learner, token, make_mark(find_block(classroom, "Kites"), at=later))
    assert Mark.objects.get().made_at == EIGHT


def test_the_page_is_not_sent_again_until_something_of_it_changes(
    client: Client, learner: Learner, classroom: Classroom
) -> None:
    token = make_home_link(learner)[1]
    address = f"/h/{token}/of/{learner.pk}/"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    tick(client, learner, token, make_mark(find_block(classroom, "Kites")))
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_it_speaks_the_language_of_its_address(client: Client, learner: Learner) -> None:
    page = open_day(client, learner, language="ar/")
    assert '<html lang="ar" dir="rtl">' in page
    assert "Juno &lt;3" in page


def test_the_way_in_is_shown_ten_minutes_before(
    client: Client, learner: Learner, time_machine: Any
) -> None:
    token = make_home_link(learner)[1]
    seen = []
    for minutes in (49, 50, 89, 90):
        time_machine.move_to(EIGHT + dt.timedelta(minutes=minutes), tick=False)
        page = open_day(client, learner, token)
        found = re.search(r'data-shows="join"[^>]*?( hidden)? href="https://meet', page)
        assert found is not None
        seen.append(found[1] is None)
    assert seen == [False, True, True, False]
