"""The teacher's week, as it answers to requests."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from planner.models import Block, Change, Classroom, SchoolDay
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_closure,
    make_group,
    make_teacher,
)

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom(name="Maple room", subjects=["math", "science"])


@pytest.fixture
def teacher(classroom: Classroom, client: Client) -> Client:
    """A browser in which the class's teacher is signed in."""
    client.force_login(make_teacher(classroom))
    return client


def week_address(classroom: Classroom) -> str:
    return f"/classes/{classroom.pk}/weeks/{MONDAY}/"


def block_form(**fields: object) -> dict[str, object]:
    """What the block form posts when nothing special is typed."""
    ordinary = {
        "mode": "live",
        "title": "Math",
        "date": TUESDAY.isoformat(),
        "start": "09:30",
        "minutes": "30",
        "screen": "on",
        "subject": "",
        "purpose": "",
        "link": "",
    }
    return {**ordinary, **fields}


def test_an_empty_week_says_what_to_do_first(teacher: Client, classroom: Classroom) -> None:
    answer = teacher.get(week_address(classroom))
    assert answer.status_code == 200
    assert "This week is empty" in answer.content.decode()


def test_a_block_is_added_by_the_plain_form(teacher: Client, classroom: Classroom) -> None:
    answer = teacher.post(f"/classes/{classroom.pk}/days/{TUESDAY}/new/", block_form())
    assert answer.status_code == 302
    block = Block.objects.get()
    assert (block.title, block.start, block.minutes, block.day.date) == ("Math", 570, 30, TUESDAY)
    page = teacher.get(answer["Location"]).content.decode()
    assert "Math" in page
    assert "9:30 to 10:00 am" in page


def test_any_date_of_a_week_leads_to_its_monday(teacher: Client, classroom: Classroom) -> None:
    answer = teacher.get(f"/classes/{classroom.pk}/weeks/{TUESDAY}/")
    assert answer["Location"] == week_address(classroom)


def test_htmx_gets_the_changed_day_alone(teacher: Client, classroom: Classroom) -> None:
    axis = teacher.get(week_address(classroom)).context["page"].axis_name
    answer = teacher.post(
        f"/classes/{classroom.pk}/days/{TUESDAY}/new/",
        block_form(axis=axis),
        headers={"HX-Request": "true"},
    ).content.decode()
    assert f'id="day-{TUESDAY}"' in answer
    assert f'id="day-{MONDAY}"' not in answer
    assert 'id="margin"' in answer


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"minutes": "-5"}, "minutes", "greater than or equal to 1"),
        ({"minutes": "1000000000"}, "minutes", "less than or equal to 1440"),
        ({"minutes": ""}, "minutes", "required"),
        ({"start": "25:00"}, "start", "valid time"),
        ({"start": "23:50", "minutes": "30"}, "minutes", "past midnight"),
        ({"start": ""}, "start", "own-time work"),
        ({"mode": "hologram"}, "mode", "not one of the available choices"),
        ({"date": "2026-11-21"}, "date", "no school day: Weekend"),
        ({"date": "yesterday"}, "date", "valid date"),
        ({"date": "9999-12-31"}, "date", "no school in that year"),
        ({"title": ""}, "title", "required"),
        ({"link": "javascript:alert(1)"}, "link", "valid URL"),
        ({"groups": "77"}, "groups", "valid choice"),
    ],
)
def test_bad_input_is_answered_by_the_field_it_is_about(
    teacher: Client, classroom: Classroom, fields: dict[str, str], field: str, words: str
) -> None:
    answer = teacher.post(f"/classes/{classroom.pk}/days/{TUESDAY}/new/", block_form(**fields))
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert not Block.objects.exists()


def test_a_closed_day_takes_no_block_and_says_why(teacher: Client, classroom: Classroom) -> None:
    make_closure(classroom.school, TUESDAY, "Snow")
    answer = teacher.post(f"/classes/{classroom.pk}/days/{TUESDAY}/new/", block_form())
    assert answer.status_code == 422
    expected = "Tuesday 17 November is no school day: Snow."
    assert answer.context["form"].errors["date"] == [expected]


def test_a_stale_edit_is_shown_both_versions_and_overwrites_nothing(
    teacher: Client, classroom: Classroom
) -> None:
    block = make_block(classroom, TUESDAY)
    address = f"/blocks/{block.pk}/"
    assert teacher.post(address, block_form(title="Fractions", version=1)).status_code == 302
    late = teacher.post(address, block_form(title="Decimals", version=1))
    assert late.status_code == 409
    page = late.content.decode()
    assert "Fractions" in page
    assert "Decimals" in page
    assert Block.objects.get(pk=block.pk).title == "Fractions"


def test_the_loser_of_a_conflict_can_knowingly_use_the_own_version(
    teacher: Client, classroom: Classroom
) -> None:
    block = make_block(classroom, TUESDAY)
    address = f"/blocks/{block.pk}/"
    teacher.post(address, block_form(title="Fractions", version=1))
    late = teacher.post(address, block_form(title="Decimals", version=1))
    again = dict(late.context["resend"]) | {"version": late.context["version"]}
    assert teacher.post(address, again).status_code == 302
    assert Block.objects.get(pk=block.pk).title == "Decimals"


def test_an_edit_of_a_block_that_was_taken_away_meanwhile_loses_nothing(
    teacher: Client, classroom: Classroom
) -> None:
    block = make_block(classroom, TUESDAY)
    teacher.post(f"/blocks/{block.pk}/remove/", {"version": 1})
    late = teacher.post(f"/blocks/{block.pk}/", block_form(title="Decimals", version=1))
    assert late.status_code == 409
    assert "Decimals" in late.content.decode()


def test_a_block_moves_by_steps_and_to_another_day(teacher: Client, classroom: Classroom) -> None:
    block = make_block(classroom, TUESDAY)
    teacher.post(f"/blocks/{block.pk}/move/", {"later": 15, "version": 1})
    teacher.post(f"/blocks/{block.pk}/move/", {"longer": -5, "version": 2})
    teacher.post(f"/blocks/{block.pk}/move/", {"date": MONDAY.isoformat(), "version": 3})
    block = Block.objects.select_related("day").get(pk=block.pk)
    assert (block.start, block.minutes, block.day.date) == (555, 25, MONDAY)


@pytest.mark.parametrize(
    "step", [{"later": -600}, {"longer": -30}, {"later": "soon"}, {"date": "2026-11-22"}]
)
def test_an_impossible_step_is_refused_with_words(
    teacher: Client, classroom: Classroom, step: dict[str, object]
) -> None:
    block = make_block(classroom, TUESDAY)
    answer = teacher.post(f"/blocks/{block.pk}/move/", {**step, "version": 1})
    assert answer.status_code == 422
    assert answer.context["problem"]
    assert Block.objects.get(pk=block.pk).version == 1


def test_undo_brings_back_what_was_taken_off(teacher: Client, classroom: Classroom) -> None:
    block = make_block(classroom, TUESDAY)
    teacher.post(f"/blocks/{block.pk}/remove/", {"version": 1})
    assert not Block.objects.standing().exists()
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    assert Block.objects.standing().get().title == "Math"


def test_undo_of_what_somebody_changed_since_is_a_conflict(
    teacher: Client, classroom: Classroom
) -> None:
    block = make_block(classroom, TUESDAY)
    teacher.post(f"/blocks/{block.pk}/move/", {"later": 15, "version": 1})
    first = Change.objects.latest("pk")
    teacher.post(f"/blocks/{block.pk}/", block_form(title="Decimals", version=2))
    assert teacher.post(f"/changes/{first.pk}/undo/").status_code == 409
    assert Block.objects.get(pk=block.pk).title == "Decimals"


def test_a_group_can_be_looked_at_alone(teacher: Client, classroom: Classroom) -> None:
    ours, theirs = make_group(classroom, "A"), make_group(classroom, "B")
    make_block(classroom, TUESDAY, title="Math", groups=(ours.pk,))
    make_block(classroom, TUESDAY, title="Art", groups=(theirs.pk,))
    page = teacher.get(f"{week_address(classroom)}?group={ours.pk}").context["page"]
    dimmed = {card.block.title: card.is_other_group for card in page.days[1].timed}
    assert dimmed == {"Math": False, "Art": True}


def test_the_number_of_queries_does_not_grow_with_the_blocks(
    teacher: Client, classroom: Classroom, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert teacher.get(week_address(classroom)).status_code == 200
        return len(queries)

    make_block(classroom, TUESDAY, start=480, minutes=5)
    few = count()
    for step in range(1, 40):
        make_block(classroom, TUESDAY, start=480 + 10 * step, minutes=5)
    assert SchoolDay.objects.count() == 1
    assert count() == few


def add_line(teacher: Client, classroom: Classroom, line: str, **more: str) -> Any:
    return teacher.post(f"{week_address(classroom)}quick-add/", {"line": line, "day": "1", **more})


def test_a_typed_line_makes_a_block_on_the_chosen_day(
    teacher: Client, classroom: Classroom
) -> None:
    assert add_line(teacher, classroom, "9:30 live math 30").status_code == 302
    block = Block.objects.select_related("day").get()
    made = (block.day.date, block.mode, block.title.lower(), block.start, block.minutes)
    assert made == (TUESDAY, "live", "math", 570, 30)
    assert block.subject == "math"


def test_a_line_for_several_days_is_one_step_to_undo(teacher: Client, classroom: Classroom) -> None:
    add_line(teacher, classroom, "tue-fri 9:00 live morning meeting 15 community")
    assert Block.objects.standing().count() == 4
    teacher.post(f"/changes/{Change.objects.get().pk}/undo/")
    assert Block.objects.standing().count() == 0


def test_a_line_can_name_a_group(teacher: Client, classroom: Classroom) -> None:
    group = make_group(classroom, "Group A")
    make_group(classroom, "Group B")
    add_line(teacher, classroom, "any time read aloud 20 offline @A")
    block = Block.objects.get()
    assert (block.start, block.screen, list(block.groups.all())) == (None, "off", [group])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("9:30 live math", "minutes"),
        ("25:00 live math 30", "25:00"),
        ("9:30 live math 9999", "9999"),
        ("any time reading 20 @Z", "@Z"),
        ("sat 9:30 live math 30", "weekend"),
        ("", "required"),
    ],
)
def test_a_line_that_cannot_be_read_names_the_word_at_fault(
    teacher: Client, classroom: Classroom, line: str, words: str
) -> None:
    answer = add_line(teacher, classroom, line)
    assert answer.status_code == 422
    assert words in " ".join(answer.context["quick_add"].errors["line"])
    assert line in answer.content.decode()
    assert not Block.objects.exists()
