"""Attendance: who is on the roll, what is kept, and how the page answers trouble."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Block, Enrollment, Learner
from planner.services.blocks import remove_block
from planner.services.history import StaleEdit
from sessions_live.models import Absence, Attendance
from sessions_live.rolls import list_codes
from sessions_live.services.attendance import take_attendance
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_group,
    make_household,
    make_teacher,
    make_user,
)
from tests.planner.families.homes import add_child

pytestmark = pytest.mark.django_db


@pytest.fixture
def block() -> Block:
    return make_block(make_classroom(), title="Math lesson")


@pytest.fixture
def ana(block: Block) -> Learner:
    return enrol(block, "Ana")


@pytest.fixture
def ben(block: Block) -> Learner:
    return enrol(block, "Ben")


@pytest.fixture
def teacher(client: Client, block: Block) -> Client:
    client.force_login(make_teacher(block.day.classroom, name="Pat Example"))
    return client


def enrol(block: Block, name: str) -> Learner:
    """A learner of the block's class, alone in a household."""
    room = block.day.classroom
    return add_child(make_household(room), name, room)


def address(block: Block) -> str:
    return f"/blocks/{block.pk}/attendance/"


def ticked(block: Block, *absent: Learner, **fields: str) -> dict[str, str]:
    """The form as a browser sends it."""
    taken = Attendance.objects.filter(block=block).first()
    version = str(taken.version if taken else 0)
    return {"version": version} | {f"absent-{each.pk}": "on" for each in absent} | fields


def list_absent(block: Block) -> list[tuple[str, str]]:
    rows = Absence.objects.filter(attendance__block=block)
    return sorted(rows.values_list("learner__first_name", "code"))


def names_on_roll(teacher: Client, block: Block) -> list[str]:
    form = teacher.get(address(block)).context["form"]
    return [row.name for row in form.rows]


def test_whoever_is_ticked_was_absent_and_everybody_else_was_there(
    teacher: Client, block: Block, ana: Learner, ben: Learner
) -> None:
    code = {f"code-{ana.pk}": " AE ", f"code-{ben.pk}": "X"}
    answer = teacher.post(address(block), ticked(block, ana, **code), follow=True)
    assert list_absent(block) == [("Ana", "AE")]
    page = answer.content.decode()
    assert "Noted: 1 of 2 was absent." in page
    assert "<bdi>Pat Example</bdi>" in page


def test_nobody_ticked_is_an_attendance_too(teacher: Client, block: Block, ana: Learner) -> None:
    answer = teacher.post(address(block), ticked(block), follow=True)
    assert "Noted: everyone was there." in answer.content.decode()
    assert Attendance.objects.get(block=block).absences.count() == 0


def test_a_tick_taken_away_is_an_absence_less(
    teacher: Client, block: Block, ana: Learner, ben: Learner
) -> None:
    teacher.post(address(block), ticked(block, ana, ben))
    teacher.post(address(block), ticked(block, ben))
    assert list_absent(block) == [("Ben", "")]


def test_the_roll_has_the_learners_of_the_blocks_groups_and_of_groups_within_them(
    teacher: Client, block: Block
) -> None:
    room = block.day.classroom
    oaks, maples = make_group(room, "Oaks"), make_group(room, "Maples")
    inside = make_group(room, "Early oaks", kind="small_group", within=oaks)
    for name, group in (("Ana", oaks), ("Ben", maples), ("Cai", inside)):
        add_child(make_household(room), name, room, group)
    ours = make_block(room, title="Reading", start=600, groups=[oaks.pk])
    assert names_on_roll(teacher, block) == ["Ana", "Ben", "Cai"]
    assert names_on_roll(teacher, ours) == ["Ana", "Cai"]


def test_who_has_left_the_class_stays_absent_from_what_was_missed(
    teacher: Client, block: Block, ana: Learner, ben: Learner
) -> None:
    teacher.post(address(block), ticked(block, ana))
    Enrollment.objects.filter(learner=ana).delete()
    assert names_on_roll(teacher, block) == ["Ana", "Ben"]
    teacher.post(address(block), ticked(block, ana, ben))
    assert list_absent(block) == [("Ana", ""), ("Ben", "")]


def test_learners_of_the_same_name_are_told_apart_by_their_households(
    teacher: Client, block: Block, ana: Learner
) -> None:
    other = enrol(block, "Ana")
    labels = sorted([ana.household.label, other.household.label])
    assert sorted(names_on_roll(teacher, block)) == [f"Ana ({label})" for label in labels]


def test_a_learner_of_another_class_cannot_be_noted(
    teacher: Client, block: Block, ana: Learner
) -> None:
    stranger = enrol(make_block(make_classroom()), "Zoe")
    teacher.post(address(block), ticked(block, ana, stranger))
    assert list_absent(block) == [("Ana", "")]


def test_of_two_who_take_it_at_once_the_second_sees_both_and_overwrites_nothing(
    teacher: Client, block: Block, ana: Learner, ben: Learner
) -> None:
    mine = ticked(block, ana)
    take_attendance(by=make_user(), block=block, version=0, absent={ben.pk: "S"}, now=NOW)
    answer = teacher.post(address(block), mine)
    assert answer.status_code == 409
    told = [(row.label, row.theirs, row.yours) for row in answer.context["conflict"]]
    assert told == [("Ana", "there", "absent"), ("Ben", "absent S", "there")]
    assert list_absent(block) == [("Ben", "S")]
    again = {**mine, "version": str(answer.context["form"].data["version"])}
    assert teacher.post(address(block), again).status_code == 302
    assert list_absent(block) == [("Ana", "")]


def test_a_block_that_was_taken_off_the_day_meanwhile_takes_no_attendance(
    teacher: Client, block: Block, ana: Learner
) -> None:
    mine = ticked(block, ana)
    remove_block(by=None, block=block, version=block.version, now=NOW)
    answer = teacher.post(address(block), mine)
    assert (answer.status_code, answer.context["gone"]) == (409, True)
    assert not Attendance.objects.exists()
    with pytest.raises(StaleEdit):
        take_attendance(by=None, block=block, version=0, absent={}, now=NOW)


def test_a_block_of_another_kind_has_no_roll(teacher: Client, block: Block) -> None:
    task = make_block(block.day.classroom, mode="async", start=None, title="Read")
    assert teacher.get(address(task)).status_code == 404


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30])
def test_a_version_that_cannot_be_is_answered_not_crashed(
    teacher: Client, block: Block, ana: Learner, version: str
) -> None:
    answer = teacher.post(address(block), ticked(block, ana, version=version))
    assert answer.status_code in (409, 422)
    assert not Attendance.objects.exists()


def test_a_code_that_is_too_long_is_shown_with_what_was_ticked(
    teacher: Client, block: Block, ana: Learner
) -> None:
    posted = ticked(block, ana, **{f"code-{ana.pk}": "elevenchars"})
    answer = teacher.post(address(block), posted)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="elevenchars"' in page
    assert f'name="absent-{ana.pk}"' in page
    assert "checked" in page


def test_codes_that_the_school_uses_are_offered_the_most_used_first(
    teacher: Client, block: Block, ana: Learner, ben: Learner
) -> None:
    room, version = block.day.classroom, 0
    for day, codes in enumerate((("S", "AE"), ("AE", ""), ("AE", "S"))):
        lesson = make_block(room, start=600 + 40 * day)
        absent = dict(zip((ana.pk, ben.pk), codes, strict=True))
        take_attendance(by=None, block=lesson, version=version, absent=absent, now=NOW)
    elsewhere = make_block(make_classroom())
    stranger = enrol(elsewhere, "Zoe")
    take_attendance(by=None, block=elsewhere, version=0, absent={stranger.pk: "Z"}, now=NOW)
    assert list_codes(room) == ["AE", "S"]
    assert '<option value="AE"><option value="S">' in teacher.get(address(block)).content.decode()


def test_a_class_without_learners_says_so(teacher: Client, block: Block) -> None:
    page = teacher.get(address(block)).content.decode()
    assert "Nobody is enrolled in this class yet." in page
    assert ">Save<" not in page


def test_a_days_live_sessions_stand_in_order_with_what_is_known(
    teacher: Client, block: Block, ana: Learner, ben: Learner
) -> None:
    room = block.day.classroom
    make_block(room, mode="in_person", title="Clay", start=700)
    early = make_block(room, title="Circle", start=8 * 60)
    late = make_block(room, title="Story", start=13 * 60)
    take_attendance(by=None, block=early, version=0, absent={}, now=NOW)
    take_attendance(by=None, block=late, version=0, absent={ana.pk: "", ben.pk: ""}, now=NOW)
    answer = teacher.get(f"/classes/{room.pk}/days/{MONDAY}/attendance/")
    found = [
        (each.block.title, each.starts, each.is_taken, each.absent)
        for each in answer.context["sessions"]
    ]
    assert found == [
        ("Circle", "8:00 am", True, 0),
        ("Math lesson", "9:00 am", False, 0),
        ("Story", "1:00 pm", True, 2),
    ]
    page = answer.content.decode()
    assert ("Everyone was there" in page, "Not taken yet" in page, "2 absent" in page) == (
        True,
        True,
        True,
    )


def test_a_day_without_live_sessions_says_so(teacher: Client, block: Block) -> None:
    page = teacher.get(f"/classes/{block.day.classroom_id}/days/2026-11-17/attendance/")
    assert "no live session on this day" in page.content.decode()


def test_the_blocks_panel_leads_to_the_roll_and_says_how_it_stands(
    teacher: Client, block: Block, ana: Learner
) -> None:
    panel = f"/blocks/{block.pk}/panel/"
    before = teacher.get(panel).content.decode()
    take_attendance(by=None, block=block, version=0, absent={ana.pk: ""}, now=NOW)
    after = teacher.get(panel).content.decode()
    assert f'href="{address(block)}"' in before
    assert ("Not taken yet" in before, "1 absent" in after) == (True, True)


def test_a_days_menu_on_the_week_leads_to_its_roll(teacher: Client, block: Block) -> None:
    room = block.day.classroom_id
    page = teacher.get(f"/classes/{room}/weeks/{MONDAY}/").content.decode()
    assert f'href="/classes/{room}/days/{MONDAY}/attendance/"' in page


def test_a_class_twice_as_large_costs_no_more_queries(
    teacher: Client, block: Block, ana: Learner, ben: Learner
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            teacher.get(address(block))
        return len(queries)

    first = count()
    for number in range(10):
        enrol(block, f"Learner {number}")
    assert count() == first
