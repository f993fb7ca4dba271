"""What nobody types by mistake: huge numbers, ends of the calendar, a day that is full."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from planner.models import Block, Classroom, SchoolDay
from planner.services.blocks import add_blocks, remove_block
from planner.services.history import MOST_BLOCKS, FullDay
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_group, make_teacher

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)
DIGITS = "9" * 5000
"""More than Python reads as a number."""


@pytest.fixture
def room(client: Client) -> Classroom:
    classroom = make_classroom()
    client.force_login(make_teacher(classroom))
    return classroom


def say(**fields: Any) -> dict[str, Any]:
    """What the block form posts."""
    return {
        "mode": "live", "title": "Math", "date": MONDAY, "start": "10:00", "minutes": 30, **fields
    }  # fmt: skip


def fill(room: Classroom, date: dt.date, count: int = MOST_BLOCKS) -> None:
    row, _ = SchoolDay.objects.get_or_create(classroom=room, date=date)
    blocks = [
        Block(day=row, mode="live", title=f"Block {number}", start=480, minutes=5)
        for number in range(count)
    ]
    Block.objects.bulk_create(blocks)


@pytest.mark.parametrize("monday", ["0001-01-01", "9999-12-31", "1999-12-31", "monday", DIGITS])
def test_a_week_that_no_page_shows_counts_as_the_blocks_own(
    client: Client, room: Classroom, monday: str
) -> None:
    answer = client.post(f"/classes/{room.pk}/days/{MONDAY}/new/", say(monday=monday))
    assert answer["Location"] == f"/classes/{room.pk}/weeks/{MONDAY}/"


@pytest.mark.parametrize("number", [DIGITS, "9" * 30, "-1", "A"])
def test_a_group_that_cannot_be_is_refused_by_name(
    client: Client, room: Classroom, number: str
) -> None:
    make_group(room)
    answer = client.post(f"/classes/{room.pk}/days/{MONDAY}/new/", say(groups=[number]))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["groups"]


def test_a_version_of_thousands_of_digits_is_only_an_old_one(
    client: Client, room: Classroom
) -> None:
    block = make_block(room)
    answer = client.post(f"/blocks/{block.pk}/remove/", {"version": DIGITS})
    assert (answer.status_code, Block.objects.standing().count()) == (409, 1)


@pytest.mark.parametrize(("start", "shown"), [(DIGITS, "08:00"), ("1440", "08:00"), ("0", "00:00")])
def test_a_form_begins_at_the_time_pointed_at_or_with_the_school(
    client: Client, room: Classroom, start: str, shown: str
) -> None:
    page = client.get(f"/classes/{room.pk}/days/{MONDAY}/new/", {"start": start})
    assert f'value="{shown}"' in page.content.decode()


def test_a_full_day_takes_no_more_and_says_so(client: Client, room: Classroom) -> None:
    fill(room, MONDAY)
    form = client.post(f"/classes/{room.pk}/days/{MONDAY}/new/", say())
    line = {"line": "9:30 live math 30", "day": "0"}
    typed = client.post(f"/classes/{room.pk}/weeks/{MONDAY}/quick-add/", line)
    other = make_block(room, TUESDAY)
    there = {"version": 1, "date": MONDAY}
    moved = client.post(f"/blocks/{other.pk}/move/", there)
    assert [each.status_code for each in (form, typed, moved)] == [422, 422, 422]
    assert "Monday 16 November is full" in form.content.decode()
    assert "9:30 live math 30" in typed.content.decode()


def test_a_day_that_is_too_full_already_can_be_changed_and_emptied(
    client: Client, room: Classroom
) -> None:
    fill(room, MONDAY, MOST_BLOCKS + 5)
    block = Block.objects.select_related("day__classroom__school").first()
    assert block is not None
    changed = client.post(f"/blocks/{block.pk}/", say(version=1, title="Fractions"))
    remove_block(by=None, block=block, version=2, now=NOW)
    assert (changed.status_code, Block.objects.standing().count()) == (302, MOST_BLOCKS + 4)


def test_a_day_that_fills_up_meanwhile_is_left_as_it_was(room: Classroom) -> None:
    fill(room, MONDAY, MOST_BLOCKS - 1)
    fields = {"mode": "live", "title": "Math", "start": 540, "minutes": 30}
    with pytest.raises(FullDay):
        add_blocks(
            by=None,
            classroom=room,
            blocks=[(MONDAY, fields), (MONDAY, fields)],
            what="Two",
            now=NOW,
        )
    assert Block.objects.count() == MOST_BLOCKS - 1
