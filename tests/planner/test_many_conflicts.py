"""Several blocks that somebody else changed meanwhile: both versions, and a choice for each."""

from typing import Any

import pytest
from django.test import Client

from planner.models import Block, Change, Classroom
from planner.services.blocks import change_block, remove_block
from tests.factories import NOW, make_block, make_classroom, make_teacher
from tests.planner.test_many_blocks import TUESDAY, address, starts, ticked

pytestmark = pytest.mark.django_db


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom()


@pytest.fixture
def teacher(classroom: Classroom, client: Client) -> Client:
    """A browser in which the class's teacher is signed in."""
    client.force_login(make_teacher(classroom))
    return client


@pytest.fixture
def blocks(classroom: Classroom) -> list[Block]:
    return [
        make_block(classroom, TUESDAY, title="Math"),
        make_block(classroom, TUESDAY, title="Art", start=600),
    ]


def test_of_colliding_blocks_each_is_chosen_and_done_as_one_gesture(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    for block, start in zip(blocks, (700, 800), strict=True):
        change_block(by=None, block=block, version=1, fields={"start": start}, now=NOW)
    late = teacher.post(address(classroom), {"block": ticked(*blocks), "later": "15"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Keep theirs" in page
    assert "Use mine" in page
    again: dict[str, object] = {"block": ticked(*blocks)}
    again |= {name: value for name, value in late.context["resend"] if name != "block"}
    again |= {f"take-{blocks[0].pk}": "mine:2", f"take-{blocks[1].pk}": "theirs"}
    assert teacher.post(address(classroom), again).status_code == 302
    assert starts() == {"Math": 555, "Art": 800}
    assert Change.objects.latest("pk").what == "Moved Math 15 minutes later"


def rows_of(answer: Any) -> dict[str, tuple[str, str]]:
    """What a conflict about one block says: by field, as it stands and as I had it."""
    [conflict] = answer.context["conflicts"]
    return {name: (theirs, mine) for name, theirs, mine in conflict["rows"]}


def test_my_version_is_the_block_as_i_had_it_and_so_it_is_written(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    math = blocks[0]
    fields = {"start": 700, "title": "Algebra", "link": "https://meet.example/1"}
    change_block(by=None, block=math, version=1, fields=fields, now=NOW)
    change_block(by=None, block=math, version=2, fields={"minutes": 20}, now=NOW)
    ours = {"block": ticked(math), "later": "15"}
    late = teacher.post(address(classroom), ours)
    assert rows_of(late) == {
        "Title": ("Algebra", "Math"),
        "Starts": ("11:40 am", "9:15 am"),
        "Minutes": ("20", "30"),
        "Link": ("https://meet.example/1", ""),
    }
    teacher.post(address(classroom), {**ours, f"take-{math.pk}": "mine:3"})
    math.refresh_from_db()
    assert (math.title, math.start, math.minutes, math.link) == ("Math", 555, 30, "")
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    math.refresh_from_db()
    assert (math.title, math.start, math.minutes) == ("Algebra", 700, 20)


def test_a_block_taken_off_meanwhile_comes_back_as_i_had_it(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    math = blocks[0]
    change_block(by=None, block=math, version=1, fields={"start": 700}, now=NOW)
    remove_block(by=None, block=math, version=2, now=NOW)
    ours = {"block": ticked(math), "later": "15", f"take-{math.pk}": "mine:3"}
    assert teacher.post(address(classroom), ours).status_code == 302
    assert starts()["Math"] == 555


def test_two_who_wanted_the_same_have_no_conflict(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    change_block(by=None, block=blocks[0], version=1, fields={"start": 555}, now=NOW)
    answer = teacher.post(address(classroom), {"block": ticked(*blocks), "later": "15"})
    assert answer.status_code == 302
    assert starts() == {"Math": 555, "Art": 615}


def test_a_choice_made_of_what_changed_once_more_is_asked_again(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    math = blocks[0]
    change_block(by=None, block=math, version=1, fields={"start": 700}, now=NOW)
    change_block(by=None, block=math, version=2, fields={"start": 800}, now=NOW)
    fields = {"block": ticked(math), "later": "15", f"take-{math.pk}": "mine:2"}
    assert teacher.post(address(classroom), fields).status_code == 409
    assert starts()["Math"] == 800


def test_leaving_all_to_the_others_changes_nothing(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    fields = {"block": ticked(blocks[0]), "later": "15", f"take-{blocks[0].pk}": "theirs"}
    before = Change.objects.count()
    assert teacher.post(address(classroom), fields).status_code == 302
    assert Change.objects.count() == before


def test_an_undo_of_blocks_that_moved_on_asks_for_each(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    teacher.post(address(classroom), {"block": ticked(*blocks), "later": "15"})
    change = Change.objects.latest("pk")
    change_block(by=None, block=blocks[0], version=2, fields={"start": 700}, now=NOW)
    late = teacher.post(f"/changes/{change.pk}/undo/")
    assert late.status_code == 409
    take = {f"take-{blocks[0].pk}": "theirs"}
    assert teacher.post(f"/changes/{change.pk}/undo/", take).status_code == 302
    assert starts() == {"Math": 700, "Art": 600}
