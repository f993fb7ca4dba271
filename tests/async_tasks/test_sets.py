"""Playlists over some days and student-led work over a week: one action, one undo."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from async_tasks.models import Task
from async_tasks.sets import PieceError, read_pieces, spread_pieces
from planner.models import Block, Change, Classroom
from tests.factories import MONDAY, make_block, make_classroom, make_closure, make_teacher

pytestmark = pytest.mark.django_db
DAYS = [MONDAY + dt.timedelta(days=number) for number in range(5)]
BRIDGES = """Look at bridges 20 online
Build a bridge 30 offline
If not yet: lay one from books (10 minutes)
Test it with coins 20 offline
Draw what held 20 offline
"""


@pytest.fixture
def classroom(client: Client) -> Classroom:
    room = make_classroom(subjects=["science"])
    client.force_login(make_teacher(room))
    return room


def week(classroom: Classroom) -> str:
    return f"/classes/{classroom.pk}/weeks/{MONDAY}/"


def make(client: Client, address: str, said: dict[str, Any]) -> Any:
    """Look first; what can be made is then made as it was shown."""
    shown = client.post(address, {**said, "look": "1"})
    if shown.status_code != 200:
        return shown
    seal = shown.context["copying"].proposal.seal
    return client.post(address, {**said, "seal": seal})


def make_playlist(client: Client, classroom: Classroom, **fields: Any) -> Any:
    said = {"name": "Bridges", "tasks": BRIDGES, "days": [day.isoformat() for day in DAYS[1:4]]}
    return make(client, f"{week(classroom)}playlist/", {**said, **fields})


def lead(client: Client, classroom: Classroom, **fields: Any) -> Any:
    said = {
        "name": "Habitats",
        "tasks": "1. Choose an animal\n2. Read about it\n3. Build its home",
        "screen": "either",
        "planning": "10",
        "minutes": "40",
        "due_at": "14:00",
        f"start_{DAYS[2]}": "10:00",
        f"start_{DAYS[4]}": "13:00",
    }
    return make(client, f"{week(classroom)}student-led/", {**said, **fields})


def test_a_playlist_is_spread_over_its_days_in_order(client: Client, classroom: Classroom) -> None:
    assert make_playlist(client, classroom).status_code == 302
    made = Block.objects.order_by("day__date", "tasks__pk").values_list(
        "day__date", "title", "minutes", "screen", "start"
    )
    assert list(made) == [
        (DAYS[1], "Look at bridges", 20, "on", None),
        (DAYS[2], "Build a bridge", 30, "off", None),
        (DAYS[3], "Test it with coins", 20, "off", None),
        (DAYS[3], "Draw what held", 20, "off", None),
    ]


def test_what_would_come_is_shown_before_anything_is_made(
    client: Client, classroom: Classroom
) -> None:
    make_block(classroom, DAYS[1], title="Fractions")
    said = {"name": "Bridges", "tasks": BRIDGES, "days": [DAYS[1].isoformat()]}
    shown = client.post(f"{week(classroom)}playlist/", said)
    page = shown.content.decode()
    assert (shown.status_code, shown.context["coming"]) == (200, "4 blocks will come")
    assert "Nothing is made yet." in page
    assert "Stands there:" in page
    assert [day.date for day in shown.context["days"]] == [DAYS[1]]
    assert len(shown.context["days"][0].plan.blocks) == 5
    assert Block.objects.count() == 1
    assert not Task.objects.exists()


def test_a_plan_that_changed_after_the_look_is_shown_anew(
    client: Client, classroom: Classroom
) -> None:
    address = f"{week(classroom)}playlist/"
    said = {"name": "Bridges", "tasks": BRIDGES, "days": [DAYS[1].isoformat()]}
    seal = client.post(address, said).context["copying"].proposal.seal
    make_block(classroom, DAYS[1])
    answer = client.post(address, {**said, "seal": seal})
    assert answer.status_code == 409
    assert "This is how it would be now" in answer.content.decode()
    assert not Task.objects.exists()


def test_looking_says_what_is_unclear_but_not_what_is_still_to_be_typed(
    client: Client, classroom: Classroom
) -> None:
    said = {"name": "", "tasks": "One 20\nTwo", "days": [DAYS[1].isoformat()], "look": "1"}
    unclear = client.post(f"{week(classroom)}playlist/", said).context["unclear"]
    assert [text[:7] for text in unclear] == ["Line 2:"]


def test_each_task_says_its_part_its_branch_and_what_is_next(
    client: Client, classroom: Classroom
) -> None:
    make_playlist(client, classroom)
    assert Block.objects.get(title="Build a bridge").instructions == (
        "Part 2 of 4: Bridges\n"
        "Not there yet? First: lay one from books (10 minutes)\n"
        "Then go on with: Test it with coins"
    )
    assert Block.objects.get(title="Draw what held").instructions == "Part 4 of 4: Bridges"
    assert Task.objects.count() == 4


def test_a_playlist_is_undone_in_one_step(client: Client, classroom: Classroom) -> None:
    make_playlist(client, classroom)
    client.post(f"/changes/{Change.objects.get().pk}/undo/")
    assert not Block.objects.standing().exists()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"tasks": "Only one 20"}, "tasks"),
        ({"tasks": "One 20\nTwo"}, "tasks"),
        ({"tasks": "If not yet: this\nOne 20\nTwo 20"}, "tasks"),
        ({"tasks": "One 20\nIf not yet: a\nIf not yet: b\nTwo 20"}, "tasks"),
        ({"tasks": "One 20\nlive two 20"}, "tasks"),
        ({"tasks": "x 20\n" * 31}, "tasks"),
        ({"days": []}, "days"),
        ({"days": ["2026-11-21"]}, "days"),
        ({"name": ""}, "name"),
    ],
)
def test_a_playlist_that_cannot_be_names_the_field(
    client: Client, classroom: Classroom, fields: dict[str, Any], wrong: str
) -> None:
    answer = make_playlist(client, classroom, **fields)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [wrong]
    assert not Block.objects.exists()


def test_a_line_at_fault_is_named_by_its_number() -> None:
    with pytest.raises(PieceError, match=r"Line 2: .*how many minutes"):
        read_pieces("One 20\nTwo", [])


@given(st.lists(st.integers(1, 120), min_size=1, max_size=30), st.integers(1, 5))
def test_tasks_keep_their_order_and_no_day_holds_far_too_much(
    minutes: list[int], days: int
) -> None:
    places = spread_pieces(minutes, days)
    assert list(places) == sorted(places)
    assert set(places) <= set(range(days))
    held = [sum(m for m, at in zip(minutes, places, strict=True) if at == day)
            for day in range(days)]  # fmt: skip
    assert max(held) <= sum(minutes) / days + max(minutes)


def test_student_led_work_is_posted_first_due_last_and_keeps_its_periods(
    client: Client, classroom: Classroom
) -> None:
    assert lead(client, classroom).status_code == 302
    made = Block.objects.order_by("day__date").values_list(
        "day__date", "title", "start", "minutes", "screen", "due_on", "due_at"
    )
    assert list(made) == [
        (DAYS[0], "Plan: Habitats", None, 10, "either", DAYS[4], 840),
        (DAYS[2], "Habitats", 600, 40, "either", DAYS[4], 840),
        (DAYS[4], "Habitats", 780, 40, "either", DAYS[4], 840),
    ]
    task = Task.objects.get()
    assert task.blocks.count() == 3
    assert {block.instructions for block in task.blocks.all()} == {
        "Choose an animal\nRead about it\nBuild its home"
    }


def test_student_led_work_is_undone_in_one_step(client: Client, classroom: Classroom) -> None:
    lead(client, classroom)
    client.post(f"/changes/{Change.objects.get().pk}/undo/")
    assert not Block.objects.standing().exists()


def test_a_closed_friday_makes_thursday_the_last_day(client: Client, classroom: Classroom) -> None:
    make_closure(classroom.school, DAYS[4])
    lead(client, classroom, **{f"start_{DAYS[3]}": "09:00"})
    assert set(Block.objects.values_list("due_on", flat=True)) == {DAYS[3]}
    assert Block.objects.filter(day__date=DAYS[4]).count() == 0


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({f"start_{DAYS[2]}": ""}, "__all__"),
        ({f"start_{DAYS[4]}": "13:30"}, f"start_{DAYS[4]}"),
        ({f"start_{DAYS[2]}": "23:50"}, f"start_{DAYS[2]}"),
        ({"tasks": "Only one"}, "tasks"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "9" * 5000}, "minutes"),
        ({"due_at": "soon"}, "due_at"),
        ({"screen": "maybe"}, "screen"),
    ],
)
def test_student_led_work_that_cannot_be_names_the_field(
    client: Client, classroom: Classroom, fields: dict[str, str], wrong: str
) -> None:
    answer = lead(client, classroom, **fields)
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert not Block.objects.exists()


@pytest.mark.parametrize("page", ["playlist", "student-led"])
def test_a_week_without_school_says_so(client: Client, classroom: Classroom, page: str) -> None:
    for day in DAYS:
        make_closure(classroom.school, day)
    assert client.get(f"{week(classroom)}{page}/").status_code == 200
    answer = client.post(f"{week(classroom)}{page}/", {"name": "X", "tasks": "One 20\nTwo 20"})
    assert "There is no school in this week." in answer.content.decode()
