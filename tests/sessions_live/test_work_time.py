"""Work time after a lesson: its minutes follow what learners may choose, one gesture, one undo."""

from typing import Any

import pytest
from django.test import Client

from planner.models import Block, Change
from planner.services.blocks import change_block
from sessions_live.work_time import ANYBODY, NoWorkTime, Share, share_out
from tests.factories import NOW, make_block, make_classroom, make_group, make_teacher

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/math"


@pytest.fixture
def lesson() -> Block:
    room = make_classroom(subjects=["math"])
    return make_block(
        room,
        title="Math",
        minutes=50,
        subject="math",
        link=LINK,
        instructions="Bring: a ruler\nAfter the lesson, choose: log off and work alone.",
    )


@pytest.fixture
def teacher(client: Client, lesson: Block) -> Client:
    client.force_login(make_teacher(lesson.day.classroom))
    return client


def split(client: Client, lesson: Block, **fields: Any) -> Any:
    said = {"minutes": "20", "version": Block.objects.get(pk=lesson.pk).version, **fields}
    return client.post(f"/blocks/{lesson.pk}/work-time/", said)


def tell_others(lesson: Block) -> list[tuple[str, str, int | None, int, list[str]]]:
    others = Block.objects.exclude(pk=lesson.pk).order_by("mode", "screen")
    return [
        (b.mode, b.screen, b.start, b.minutes, [group.name for group in b.groups.all()])
        for b in others
    ]


@pytest.mark.parametrize(
    ("options", "mode", "screen"),
    [
        (["solo"], "async", "off"),
        (["stay_on"], "async", "on"),
        (["breakout"], "live", ""),
        (["breakout", "with_teacher"], "live", ""),
        (["solo", "stay_on"], "async", "either"),
        (["solo", "with_teacher"], "async", "either"),
    ],
)
def test_the_minutes_follow_what_may_be_chosen(
    teacher: Client, lesson: Block, options: list[str], mode: str, screen: str
) -> None:
    assert split(teacher, lesson, **dict.fromkeys(options, ANYBODY)).status_code == 302
    assert tell_others(lesson) == [(mode, screen, 570, 20, [])]
    assert Block.objects.get(pk=lesson.pk).minutes == 30


def test_the_choices_move_from_the_lesson_to_its_work_time(teacher: Client, lesson: Block) -> None:
    split(teacher, lesson, solo=ANYBODY, breakout=ANYBODY)
    work = Block.objects.exclude(pk=lesson.pk).get()
    assert Block.objects.get(pk=lesson.pk).instructions == "Bring: a ruler"
    assert work.instructions == (
        "After the lesson, choose: log off and work alone or work in a breakout room."
    )
    assert (work.title, work.subject, work.link) == ("Math: work time", "math", "")


def test_each_cohort_has_work_time_of_its_own(teacher: Client, lesson: Block) -> None:
    ours, theirs = (make_group(lesson.day.classroom, name) for name in ("A", "B"))
    split(teacher, lesson, with_teacher=str(ours.pk), solo=str(theirs.pk))
    assert tell_others(lesson) == [
        ("async", "off", 570, 20, ["B"]),
        ("live", "", 570, 20, ["A"]),
    ]
    assert Block.objects.get(title="Math: work time", mode="live").link == LINK


def test_work_time_is_undone_in_one_step(teacher: Client, lesson: Block) -> None:
    split(teacher, lesson, solo=ANYBODY)
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    back = Block.objects.standing().get()
    assert (back.minutes, back.instructions) == (50, lesson.instructions)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "__all__"),
        ({"minutes": "46", "solo": ANYBODY}, "minutes"),
        ({"minutes": "4", "solo": ANYBODY}, "minutes"),
        ({"minutes": "9" * 5000, "solo": ANYBODY}, "minutes"),
        ({"solo": "77"}, "solo"),
        ({"version": "x", "solo": ANYBODY}, "version"),
    ],
)
def test_what_cannot_be_is_named(
    teacher: Client, lesson: Block, fields: dict[str, str], wrong: str
) -> None:
    answer = split(teacher, lesson, **fields)
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert Block.objects.count() == 1


def test_a_lesson_that_was_changed_meanwhile_is_not_split(teacher: Client, lesson: Block) -> None:
    change_block(by=None, block=lesson, version=1, fields={"title": "Theirs"}, now=NOW)
    answer = split(teacher, lesson, solo=ANYBODY, version="1")
    assert answer.status_code == 409
    assert Block.objects.count() == 1


def test_the_choices_of_the_session_are_chosen_already(teacher: Client, lesson: Block) -> None:
    form = teacher.get(f"/blocks/{lesson.pk}/work-time/").context["form"]
    assert (form["solo"].value(), form["breakout"].value()) == (ANYBODY, None)


def test_what_is_offered_to_anybody_is_offered_to_each_cohort_too() -> None:
    chosen = {"solo": ANYBODY, "with_teacher": "1"}
    assert share_out(chosen, {1: "A", 2: "B"}) == (
        Share(("solo", "with_teacher"), (1,)),
        Share(("solo",), (2,)),
    )


def test_a_cohort_without_a_choice_is_named() -> None:
    with pytest.raises(NoWorkTime, match="B would have no work time"):
        share_out({"solo": "1"}, {1: "A", 2: "B"})
