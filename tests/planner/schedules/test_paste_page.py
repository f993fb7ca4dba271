"""Pasting a schedule into a week: the preview, mending lines in place, one gesture."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Block, Change, Classroom
from planner.schedules import MOST_ROWS
from planner.services.history import MOST_BLOCKS
from tests.factories import MONDAY, make_block, make_classroom, make_closure, make_teacher
from tests.planner.schedules.test_published import ARLINGTON, BELLEVUE, LINCOLNSHIRE

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)
SIMPLE = "Tuesday to Friday:\n9:00-9:30 Morning meeting\n9:30-10:20 Math\n10:20 live or async art\n"


@pytest.fixture
def classroom(client: Client) -> Classroom:
    room = make_classroom(subjects=["math"])
    client.force_login(make_teacher(room))
    return room


def address(classroom: Classroom) -> str:
    return f"/classes/{classroom.pk}/weeks/{MONDAY}/paste/"


def paste(client: Client, classroom: Classroom, text: str, **more: str) -> Any:
    return client.post(address(classroom), {"text": text, "kind": "live", "days": "01234", **more})


def as_posted(answer: Any, **changes: str) -> dict[str, Any]:
    """What the preview's form posts when nothing but `changes` was touched."""
    pasted = answer.context["pasted"]
    data: dict[str, Any] = {
        "kind": "live",
        "days": "01234",
        "form-TOTAL_FORMS": len(pasted.rows),
        "form-INITIAL_FORMS": len(pasted.rows),
        "seen": len(pasted.unclear),
    }
    for number, (form, _) in enumerate(pasted.rows):
        for name in ("line", "days", "kind", "given", "leave_out"):
            value = form[name].value()
            if value not in (None, False):
                data[f"form-{number}-{name}"] = value
    return data | changes


def test_a_pasted_schedule_is_shown_before_anything_is_made(
    client: Client, classroom: Classroom
) -> None:
    answer = paste(client, classroom, SIMPLE)
    assert answer.status_code == 200
    pasted = answer.context["pasted"]
    assert (len(pasted.new_blocks), len(pasted.unclear)) == (8, 1)
    assert "how many minutes?" in answer.content.decode()
    assert not Block.objects.exists()


def test_what_was_read_is_added_as_one_gesture_and_undone_in_one_step(
    client: Client, classroom: Classroom
) -> None:
    data = as_posted(paste(client, classroom, SIMPLE), step="add")
    answer = client.post(address(classroom), data)
    assert answer["Location"] == f"/classes/{classroom.pk}/weeks/{MONDAY}/"
    made = Block.objects.filter(title="Math").select_related("day").order_by("day__date")
    assert [block.day.date.weekday() for block in made] == [1, 2, 3, 4]
    first = made[0]
    assert (first.mode, first.start, first.minutes, first.subject) == ("live", 570, 50, "math")
    change = Change.objects.get()
    assert change.what == "Pasted a schedule: 8 blocks on Tuesday to Friday"
    client.post(f"/changes/{change.pk}/undo/")
    assert not Block.objects.standing().exists()


def test_an_unclear_line_is_mended_by_writing_it_anew(client: Client, classroom: Classroom) -> None:
    preview = paste(client, classroom, SIMPLE)
    mended = as_posted(preview, **{"form-2-line": "10:20-11:00 live art"}, step="check")
    assert client.post(address(classroom), mended).context["pasted"].unclear == []


def test_an_unclear_line_is_mended_by_choosing_days_and_kind(
    client: Client, classroom: Classroom
) -> None:
    preview = paste(client, classroom, "9:00-9:30 live or async art, weekly")
    choices = {"form-0-days": "2", "form-0-kind": "off"}
    client.post(address(classroom), as_posted(preview, **choices, step="add"))
    block = Block.objects.select_related("day").get()
    assert (block.day.date.weekday(), block.mode, block.screen) == (2, "async", "off")


def test_a_line_that_is_left_out_or_emptied_makes_nothing(
    client: Client, classroom: Classroom
) -> None:
    preview = paste(client, classroom, "Mon 9:00-9:30 Math\nMon 10-11 Art\nMon 11-12 PE")
    changes = {"form-0-leave_out": "on", "form-1-line": ""}
    client.post(address(classroom), as_posted(preview, **changes, step="add"))
    assert Block.objects.get().title == "PE"


def test_a_line_made_unclear_meanwhile_is_shown_again_and_nothing_is_added(
    client: Client, classroom: Classroom
) -> None:
    preview = paste(client, classroom, "Mon 9:00-9:30 Math\nMon 10-11 Art")
    changed = as_posted(preview, **{"form-0-line": "nine to half past Math"}, step="add")
    answer = client.post(address(classroom), changed)
    assert answer.status_code == 422
    assert "nine to half past Math" in answer.content.decode()
    assert not Block.objects.exists()


def test_the_usual_kind_and_days_hold_for_lines_that_do_not_say(
    client: Client, classroom: Classroom
) -> None:
    preview = paste(client, classroom, "9:00-9:30 Math", kind="either", days="13")
    again = client.post(
        address(classroom), as_posted(preview, step="add", kind="either", days="13")
    )
    assert again.status_code == 302
    made = Block.objects.values_list("day__date__week_day", "screen").order_by("day__date")
    assert list(made) == [(3, "either"), (5, "either")]


def test_a_closed_day_gets_nothing_and_that_is_said(client: Client, classroom: Classroom) -> None:
    make_closure(classroom.school, TUESDAY, "Snow")
    answer = paste(client, classroom, "Mon-Wed 9:00-9:30 Math")
    assert answer.context["pasted"].notes == [
        "Tuesday is no school day (Snow): nothing is put there."
    ]
    client.post(address(classroom), as_posted(answer, step="add"))
    assert Block.objects.filter(day__date=TUESDAY).count() == 0
    assert Block.objects.count() == 2


def test_blocks_that_stand_already_are_told_of(client: Client, classroom: Classroom) -> None:
    make_block(classroom, TUESDAY)
    answer = paste(client, classroom, "9:00-9:30 Math")
    assert answer.context["pasted"].notes == ["Tuesday has blocks already; these come beside them."]


def test_a_day_that_would_be_too_full_is_named(client: Client, classroom: Classroom) -> None:
    preview = paste(client, classroom, "Mon 9:00-9:05 Math\n" * (MOST_BLOCKS + 1))
    answer = client.post(address(classroom), as_posted(preview, step="add"))
    assert answer.status_code == 422
    assert "Monday would hold 101 blocks" in answer.content.decode()


def test_more_lines_than_are_taken_are_not_cut_silently(
    client: Client, classroom: Classroom
) -> None:
    answer = paste(client, classroom, "Mon 9:00-9:05 Math\n" * (MOST_ROWS + 3))
    assert "3 lines more than the" in answer.content.decode()


@pytest.mark.parametrize("text", [ARLINGTON, LINCOLNSHIRE, BELLEVUE])
def test_rows_that_come_back_untouched_say_the_same(
    client: Client, classroom: Classroom, text: str
) -> None:
    first = paste(client, classroom, text)
    again = client.post(address(classroom), as_posted(first, step="check"))
    assert [row for _, row in again.context["pasted"].rows] == [
        row for _, row in first.context["pasted"].rows
    ]


def test_a_changed_row_is_read_again_as_a_fragment(client: Client, classroom: Classroom) -> None:
    preview = paste(client, classroom, SIMPLE)
    changed = as_posted(preview, **{"form-2-line": "10:20-11:00 live art"})
    answer = client.post(f"{address(classroom)}rows/", changed).content.decode()
    assert "12 blocks" in answer
    assert "<html" not in answer


@pytest.mark.parametrize(
    "data",
    [
        {"text": ""},
        {"text": "x" * 20_001},
        {"text": "9-10 Math", "kind": "hologram"},
        {"text": "9-10 Math", "days": "8"},
        {"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "0"},
        {"form-TOTAL_FORMS": "999", "form-INITIAL_FORMS": "0"},
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-line": "x" * 301},
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-days": "9"},
        {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0", "step": "add"},
    ],
)
def test_what_cannot_be_is_answered_with_words(
    client: Client, classroom: Classroom, data: dict[str, str]
) -> None:
    answer = client.post(address(classroom), {"kind": "live", "days": "01234", **data})
    assert answer.status_code == 422
    assert not Block.objects.exists()


def test_a_meddled_heading_is_no_heading(client: Client, classroom: Classroom) -> None:
    preview = paste(client, classroom, "9:00-9:30 Math")
    for given in ("99/first/9999", "6/x/", "0/first/2000", "<script>"):
        answer = client.post(
            address(classroom), as_posted(preview, **{"form-0-given": given}, step="check")
        )
        assert answer.status_code == 200


def test_the_preview_asks_no_more_of_the_database_for_more_lines(
    client: Client, classroom: Classroom
) -> None:
    def count(lines: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            paste(client, classroom, "9:00-9:05 Math\n" * lines)
        return len(queries)

    assert count(1) == count(60)
