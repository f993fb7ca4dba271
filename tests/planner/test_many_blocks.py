"""Several blocks at once, as the page and the week's bar answer."""

import datetime as dt

import pytest
from django.test import Client

from planner.models import Block, Change, Classroom
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_closure,
    make_coordinator,
    make_group,
    make_teacher,
)

pytestmark = pytest.mark.django_db
TUESDAY, FRIDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=4)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom(name="Maple room", subjects=["math", "science"])


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


def address(classroom: Classroom) -> str:
    return f"/classes/{classroom.pk}/weeks/{MONDAY}/blocks/"


def ticked(*blocks: Block) -> list[str]:
    return [f"{block.pk}:{block.version}" for block in blocks]


def starts() -> dict[str, int | None]:
    return dict(Block.objects.standing().values_list("title", "start"))


def test_the_page_lists_the_weeks_blocks_to_tick(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    page = teacher.get(address(classroom)).content.decode()
    assert all(f'value="{name}"' in page for name in ticked(*blocks))


def test_an_empty_week_leads_back(teacher: Client, classroom: Classroom) -> None:
    assert "Nothing is planned" in teacher.get(address(classroom)).content.decode()


def test_ticked_blocks_move_in_one_step_and_undo_takes_it_back(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    answer = teacher.post(address(classroom), {"block": ticked(*blocks), "later": "15"})
    assert answer.status_code == 302
    assert starts() == {"Math": 555, "Art": 615}
    change = Change.objects.latest("pk")
    assert change.what == "Moved 2 blocks 15 minutes later"
    teacher.post(f"/changes/{change.pk}/undo/")
    assert starts() == {"Math": 540, "Art": 600}


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"do": "by", "by": "-10"}, "Moved 2 blocks 10 minutes earlier"),
        ({"do": "to", "to": str(FRIDAY)}, "Moved 2 blocks to Friday"),
        (
            {"do": "copy", "dates": [str(MONDAY), str(FRIDAY)]},
            "Copied 2 blocks to Monday and Friday",
        ),
        ({"do": "subject", "subject": " math "}, "Subject of 2 blocks: math"),
        ({"do": "off"}, "Took 2 blocks off"),
    ],
)
def test_each_thing_that_can_be_done_is_remembered_in_words(
    teacher: Client,
    classroom: Classroom,
    blocks: list[Block],
    fields: dict[str, object],
    what: str,
) -> None:
    answer = teacher.post(address(classroom), {"block": ticked(*blocks), **fields})
    assert (answer.status_code, Change.objects.latest("pk").what) == (302, what)


def test_groups_are_set_and_taken_away(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    group = make_group(classroom, "Group A")
    fields = {"do": "groups", "groups": [group.pk]}
    teacher.post(address(classroom), {"block": ticked(*blocks), **fields})
    assert Change.objects.latest("pk").what == "Made 2 blocks for Group A"
    again = {"block": ticked(*Block.objects.all()), "do": "groups"}
    teacher.post(address(classroom), again)
    assert Change.objects.latest("pk").what == "Made 2 blocks for everyone"
    assert not Block.groups.through.objects.exists()


def test_offline_says_how_many_it_could_be(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    task = make_block(classroom, TUESDAY, mode="async", screen="on", title="Maps", start=700)
    done = make_block(classroom, TUESDAY, mode="async", screen="off", title="Reading", start=None)
    lunch = make_block(classroom, TUESDAY, mode="break", title="Lunch", start=720)
    some = {"block": ticked(task, done, lunch, *blocks), "do": "away"}
    page = teacher.post(address(classroom), some, follow=True).content.decode()
    assert Change.objects.latest("pk").what == "Made 1 of 5 blocks offline"
    assert "Not changed: Math and Art (live); Lunch (a break)" in page
    assert "Reading (no device needed already)" in page
    none = teacher.post(address(classroom), {"block": ticked(*blocks), "do": "away"})
    assert none.status_code == 422
    assert "Only own-time work can need no device. Not changed: Math and Art (live)." in (
        none.content.decode()
    )


def test_offline_counts_no_more_than_it_must(teacher: Client, classroom: Classroom) -> None:
    tasks = [
        make_block(classroom, TUESDAY, mode="async", screen="on", title=title, start=None)
        for title in ("Maps", "Bridges")
    ]
    teacher.post(address(classroom), {"block": ticked(*tasks), "do": "away"})
    assert Change.objects.latest("pk").what == "Made 2 blocks offline"


def test_of_many_blocks_that_stay_some_are_named(teacher: Client, classroom: Classroom) -> None:
    lessons = [make_block(classroom, TUESDAY, title=title) for title in "ABCDE"]
    answer = teacher.post(address(classroom), {"block": ticked(*lessons), "do": "away"})
    assert "2 more (live)" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"block": []}, "Choose some blocks first."),
        ({"block": ["nothing"]}, "One of these is no block"),
        ({"block": ["00000000-0000-0000-0000-000000000000:x"]}, "One of these is no block"),
        ({"do": ""}, "Say what to do"),
        ({"do": "fly"}, "not one of the available choices"),
        ({"do": "by"}, "Say how many minutes"),
        ({"do": "by", "by": "soon"}, "whole number"),
        ({"do": "by", "by": "99999999999"}, "less than or equal to 1440"),
        ({"later": "-600"}, "would leave its day"),
        ({"do": "to"}, "Choose a day."),
        ({"do": "to", "to": "2026-11-21"}, "no school day: Weekend"),
        ({"do": "copy"}, "Choose at least one day."),
        ({"do": "copy", "dates": ["2026-11-30"]}, "not one of the available choices"),
        ({"do": "groups", "groups": ["77"]}, "valid choice"),
        ({"do": "subject", "subject": "x" * 61}, "at most 60"),
    ],
)
def test_what_cannot_be_done_is_answered_with_words(
    teacher: Client,
    classroom: Classroom,
    blocks: list[Block],
    fields: dict[str, object],
    words: str,
) -> None:
    answer = teacher.post(address(classroom), {"block": ticked(*blocks), "do": "off", **fields})
    assert answer.status_code == 422
    assert words in answer.context["form"].problem
    assert starts() == {"Math": 540, "Art": 600}


def test_a_closed_day_takes_no_copies(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    make_closure(classroom.school, FRIDAY, "Snow")
    fields = {"block": ticked(*blocks), "do": "copy", "dates": [str(FRIDAY)]}
    answer = teacher.post(address(classroom), fields)
    assert "Snow" in answer.context["form"].problem


def test_blocks_of_another_class_are_left_alone(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    foreign = make_block(make_classroom(classroom.school), TUESDAY, title="Foreign")
    fields = {"block": ticked(blocks[0], foreign), "later": "5"}
    teacher.post(address(classroom), fields)
    assert starts() == {"Math": 545, "Art": 600, "Foreign": 540}


def test_what_is_so_already_is_not_done_again(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    fields = {"block": ticked(*blocks), "do": "subject", "subject": ""}
    answer = teacher.post(address(classroom), fields, headers={"HX-Request": "true"})
    assert "Nothing to change" in answer.content.decode()


def test_to_the_week_what_is_wrong_goes_to_its_bar(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    fields = {"block": ticked(*blocks), "later": "-600"}
    answer = teacher.post(address(classroom), fields, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#many-problem")


def test_a_change_of_another_week_is_taken_back_in_its_own_week(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    teacher.post(address(classroom), {"block": ticked(*blocks), "later": "15"})
    other = f"/classes/{classroom.pk}/weeks/{MONDAY + dt.timedelta(days=7)}/"
    page = teacher.get(other)
    assert "Moved 2 blocks 15 minutes later (week of 16 November)" in page.content.decode()
    step = page.context["line"].back
    assert (step.is_elsewhere, step.monday) == (True, MONDAY)
    answer = teacher.post(f"/changes/{step.change.pk}/undo/", {"monday": str(step.monday)})
    assert answer["Location"] == f"/classes/{classroom.pk}/weeks/{MONDAY}/"


def test_redo_is_offered_until_something_new_is_done(
    teacher: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    week = f"/classes/{classroom.pk}/weeks/{MONDAY}/"
    teacher.post(address(classroom), {"block": ticked(*blocks), "later": "15"})
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    assert "Redo<span" in teacher.get(week).content.decode()
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    assert starts() == {"Math": 555, "Art": 615}
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    teacher.post(address(classroom), {"block": ticked(*Block.objects.all()), "do": "off"})
    assert "Nothing to redo" in teacher.get(week).content.decode()


def test_who_only_looks_on_is_offered_nothing_to_undo(
    client: Client, classroom: Classroom, blocks: list[Block]
) -> None:
    client.force_login(make_coordinator(classroom.school))
    page = client.get(f"/classes/{classroom.pk}/weeks/{MONDAY}/").content.decode()
    assert "undo-bar" not in page
    assert "many-bar" not in page
