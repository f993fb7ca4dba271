"""What nobody types by mistake: huge numbers, ends of the calendar, a day that is full."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from planner.forms.new_rule import TomlField
from planner.models import Block, Classroom, SchoolDay
from planner.services.blocks import add_blocks, remove_block
from planner.services.history import MOST_BLOCKS, FullDay
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_coordinator,
    make_district,
    make_group,
    make_teacher,
)

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


def test_a_day_that_is_sent_several_times_is_copied_to_once(
    client: Client, room: Classroom
) -> None:
    block = make_block(room)
    make_block(room, TUESDAY, title="Reading")
    again = {"classroom": room.pk, "week": MONDAY, "weeks": 1, "weekdays": [1, 1, 1]}
    look = client.post(f"/blocks/{block.pk}/copy/", {**again, "how": "replace", "look": "1"})
    seal = look.context["copying"].proposal.seal
    client.post(f"/blocks/{block.pk}/copy/", {**again, "how": "replace", "seal": seal})
    many = {"block": [f"{block.pk}:1"], "do": "copy", "dates": [str(TUESDAY), str(TUESDAY)]}
    client.post(f"/classes/{room.pk}/weeks/{MONDAY}/blocks/", many)
    standing = Block.objects.standing().filter(day__date=TUESDAY)
    assert list(standing.values_list("title", flat=True)) == ["Math", "Math"]


def test_a_flip_flop_comes_once_to_a_day_that_is_sent_twice(
    client: Client, room: Classroom
) -> None:
    groups = [make_group(room, name=name) for name in ("Moons", "Suns")]
    fields = {
        "title": "Math", "subject": "math", "start": "09:00", "minutes": "30", "gap": "0",
        "work": "", "screen": "off", "first": groups[0].pk, "second": groups[1].pk,
    }  # fmt: skip
    address = f"/classes/{room.pk}/weeks/{MONDAY}/flip-flop/"
    client.post(address, {**fields, "days": [str(TUESDAY), str(TUESDAY)]})
    twice = Block.objects.count()
    Block.objects.all().delete()
    client.post(address, {**fields, "days": [str(TUESDAY)]})
    assert twice == Block.objects.count() > 0


def test_a_task_is_due_in_a_year_with_school(client: Client, room: Classroom) -> None:
    task = make_block(room, mode="async", start=None, screen="off", title="Reading")
    due = {"version": 1, "task_version": 0, "due_on": "9999-12-31", "due_at": "12:00"}
    answer = client.post(f"/blocks/{task.pk}/task/", due)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["due_on"])


@pytest.mark.parametrize("named", ["%00/1", "aps/%00"])
def test_a_policy_that_cannot_be_named_is_none(client: Client, named: str) -> None:
    district = make_district()
    client.force_login(make_coordinator(district))
    assert client.get(f"/districts/{district.pk}/policies/{named}/").status_code == 404


@pytest.mark.parametrize("text", [DIGITS, "[" * 5000, "nothing"])
def test_a_value_that_no_parser_reads_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TomlField().clean(text)
