"""The cohort calendar in plans, on families' pages, and when days are closed."""

import datetime as dt

import pytest
from django.test import Client

from planner.cadence.documents import read_documents
from planner.models import Classroom, Closure, Group, Rotation, SchoolDay, SchoolYear, Stage
from planner.review import review_week, spell_document
from planner.services.closures import declare_closure, lift_closure
from planner.services.publishing import preview_week, publish_week
from planner.services.rotations import compare_turns, keep_rotation, rotations_in
from tests.factories import (
    MONDAY,
    NOW,
    make_administrator,
    make_block,
    make_classroom,
    make_coordinator,
    make_family_link,
    make_group,
    make_school,
    make_teacher,
)

pytestmark = pytest.mark.django_db
DAYS = [MONDAY + dt.timedelta(days=number) for number in range(5)]
NEXT = MONDAY + dt.timedelta(days=7)


@pytest.fixture
def classroom() -> Classroom:
    room = make_classroom(delivery="hybrid")
    make_group(room, "A")
    make_group(room, "B")
    return room


def group(classroom: Classroom, name: str) -> int:
    return Group.objects.get(classroom=classroom, name=name).pk


def take_turns(classroom: Classroom) -> None:
    """A on Monday and Tuesday, B on Wednesday and Thursday, nobody on Friday."""
    a, b = (group(classroom, name) for name in "AB")
    keep_rotation(
        classroom=classroom, turns=((a,), (a,), (b,), (b,), ()), starts_on=MONDAY, now=NOW
    )


def names_there(classroom: Classroom, monday: dt.date = MONDAY) -> list[str | None]:
    """Who is at school on each open day of a drafted week."""
    room = Classroom.objects.select_related("school").get(pk=classroom.pk)
    names = {str(each.pk): each.name for each in classroom.groups.all()}
    return [
        None if day.at_school is None else " ".join(names[pk] for pk in day.at_school)
        for day in review_week(room, monday, Stage.DRAFT).days
    ]


def close(classroom: Classroom, date: dt.date, *, holds: bool) -> Closure:
    year = SchoolYear.objects.get(district=classroom.school.district)
    return declare_closure(
        school_year=year,
        school=classroom.school,
        starts_on=date,
        ends_on=date,
        reason="Snow",
        holds=holds,
        now=NOW,
    )


def publish(classroom: Classroom) -> None:
    publish_week(
        by=None,
        classroom=classroom,
        monday=MONDAY,
        versions=preview_week(classroom, MONDAY).versions,
        confirm_clash=False,
        now=NOW,
    )


def test_a_drafted_day_knows_whose_turn_at_school_it_is(classroom: Classroom) -> None:
    assert names_there(classroom) == [None] * 5
    take_turns(classroom)
    assert names_there(classroom) == ["A", "A", "B", "B", ""]


def test_a_closed_day_uses_up_its_turn_or_hands_it_on(classroom: Classroom) -> None:
    take_turns(classroom)
    closure = close(classroom, DAYS[1], holds=False)
    assert names_there(classroom) == ["A", "B", "B", ""]
    lift_closure(closure, now=NOW)
    close(classroom, DAYS[1], holds=True)
    assert names_there(classroom) == ["A", "A", "B", "B"]
    assert names_there(classroom, NEXT) == ["", "A", "A", "B", "B"]


def test_days_without_turns_are_stored_as_they_always_were(classroom: Classroom) -> None:
    day = review_week(classroom, MONDAY, Stage.DRAFT).days[0]
    assert "at_school" not in spell_document(day)


def test_a_stored_day_is_read_with_its_turn(classroom: Classroom) -> None:
    take_turns(classroom)
    days = review_week(classroom, MONDAY, Stage.DRAFT).days
    read = read_documents(map(spell_document, days))
    assert [day.at_school for day in read] == [day.at_school for day in days]


def test_families_read_who_is_at_home(client: Client, classroom: Classroom) -> None:
    take_turns(classroom)
    make_block(classroom)
    publish(classroom)
    _, token = make_family_link(classroom)
    a, b = (group(classroom, name) for name in "AB")
    page = client.get(f"/f/{token}/{MONDAY}/").content.decode()
    assert "At school: A. At home: B." in page or "At school today: A. At home today: B." in page
    for pk, place in ((a, "At school"), (b, "At home")):
        assert place in client.get(f"/f/{token}/{MONDAY}/?group={pk}").content.decode()


def test_a_held_day_makes_published_days_differ_from_what_is_drafted(
    classroom: Classroom,
) -> None:
    take_turns(classroom)
    make_block(classroom, DAYS[2])
    publish(classroom)
    close(classroom, DAYS[0], holds=True)
    day = SchoolDay.objects.select_related("published").get(date=DAYS[2])
    assert day.published is not None
    assert day.published.digest != day.draft_digest
    told = next(each for each in preview_week(classroom, MONDAY).days if each.date == DAYS[2])
    assert [difference.text for difference in told.differences] == ["At school: A"]


def test_both_ways_of_a_closure_are_compared(classroom: Classroom) -> None:
    take_turns(classroom)
    compared = compare_turns(rotations_in([classroom.school]), DAYS[1], DAYS[1])
    assert [(each.classroom, each.days[0].date) for each in compared] == [(classroom, DAYS[2])]
    days = compared[0].days[:4]
    assert [day.advances for day in days] == ["B", "B", "nobody", "A"]
    assert [day.holds for day in days] == ["A", "B", "B", "nobody"]


def test_closing_days_asks_what_becomes_of_the_turns_and_shows_both(
    client: Client, classroom: Classroom
) -> None:
    take_turns(classroom)
    client.force_login(make_coordinator(classroom.school))
    here = f"/schools/{classroom.school_id}/closures/"
    asked = {"reason": "Snow", "starts_on": DAYS[1]}
    answer = client.post(here, asked)
    assert answer.status_code == 422
    assert "if it advances" in answer.content.decode()
    assert not Closure.objects.exists()
    client.post(here, {**asked, "rotation": "holds"})
    assert Closure.objects.get().holds
    assert names_there(classroom) == ["A", "A", "B", "B"]


def undo(client: Client, page: str) -> None:
    """Press Undo on the page that was come back to."""
    step = client.get(page).context["step_back"]
    assert client.post(step.action, step.fields).status_code == 302


def test_where_nobody_takes_turns_nothing_is_asked_and_days_are_opened_again(
    client: Client, classroom: Classroom
) -> None:
    client.force_login(make_coordinator(classroom.school))
    here = f"/schools/{classroom.school_id}/closures/"
    client.post(here, {"reason": "Snow", "starts_on": DAYS[1], "ends_on": DAYS[2]})
    closure = Closure.objects.get()
    assert (closure.starts_on, closure.ends_on, closure.school) == (
        *DAYS[1:3],
        classroom.school,
    )
    client.post(f"{here}{closure.pk}/lift/")
    assert not Closure.objects.exists()
    undo(client, here)
    again = Closure.objects.get()
    assert (again.reason, again.starts_on, again.ends_on) == ("Snow", *DAYS[1:3])
    assert again.school == classroom.school


def test_opened_days_of_a_whole_district_are_closed_again_with_the_rotation_held(
    client: Client, classroom: Classroom
) -> None:
    client.force_login(make_administrator(classroom.school.district))
    turns = [(group(classroom, name),) for name in "AB"]
    keep_rotation(classroom=classroom, turns=turns, starts_on=MONDAY, now=NOW)
    here = f"/schools/{classroom.school_id}/closures/"
    asked = {"reason": "Snow", "starts_on": DAYS[1], "rotation": "holds", "everywhere": "on"}
    client.post(here, asked)
    client.post(f"{here}{Closure.objects.get().pk}/lift/")
    undo(client, here)
    closure = Closure.objects.get()
    assert (closure.holds, closure.school) == (True, None)


def test_turns_that_were_changed_or_dropped_are_brought_back_in_one_step(
    client: Client, classroom: Classroom
) -> None:
    client.force_login(make_teacher(classroom))
    here = f"/classes/{classroom.pk}/rotation/"
    client.post(here, {"turns": "A, A, B, B, -", "starts_on": MONDAY})
    client.post(here, {"turns": "B", "starts_on": DAYS[1]})
    undo(client, here)
    assert names_there(classroom) == ["A", "A", "B", "B", ""]
    client.post(f"{here}remove/")
    undo(client, here)
    assert names_there(classroom) == ["A", "A", "B", "B", ""]


def test_first_turns_are_undone_to_none_and_the_offer_is_made_once(
    client: Client, classroom: Classroom
) -> None:
    client.force_login(make_teacher(classroom))
    here = f"/classes/{classroom.pk}/rotation/"
    client.post(here, {"turns": "A, B", "starts_on": MONDAY})
    undo(client, here)
    assert not Rotation.objects.exists()
    assert client.get(here).context["step_back"] is not None
    assert client.get(here).context["step_back"] is None


def test_a_school_s_coordinator_closes_no_other_school(
    client: Client, classroom: Classroom
) -> None:
    make_school(classroom.school.district)
    client.force_login(make_coordinator(classroom.school))
    here = f"/schools/{classroom.school_id}/closures/"
    client.post(here, {"reason": "Snow", "starts_on": DAYS[1], "everywhere": "on"})
    assert Closure.objects.get().school == classroom.school
    Closure.objects.update(school=None)
    assert client.post(f"{here}{Closure.objects.get().pk}/lift/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": ""},
        {"starts_on": "2026-13-01"},
        {"starts_on": "0001-01-01"},
        {"ends_on": "2026-11-01"},
        {"ends_on": "9999-12-31"},
        {"reason": ""},
        {"rotation": "spins"},
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(
    client: Client, classroom: Classroom, wrong: dict[str, str]
) -> None:
    client.force_login(make_coordinator(classroom.school))
    asked = {"reason": "Snow", "starts_on": str(DAYS[1]), **wrong}
    answer = client.post(f"/schools/{classroom.school_id}/closures/", asked)
    assert answer.status_code == 422
    assert not Closure.objects.exists()


def test_a_teacher_writes_the_turns_and_sees_the_weeks_they_make(
    client: Client, classroom: Classroom
) -> None:
    client.force_login(make_teacher(classroom))
    here = f"/classes/{classroom.pk}/rotation/"
    asked = {"turns": "A, a, B, b + A, -", "starts_on": MONDAY}
    shown = client.post(here, {**asked, "look": "1"})
    assert shown.status_code == 200
    assert not Rotation.objects.exists()
    client.post(here, asked)
    assert names_there(classroom) == ["A", "A", "B", "A B", ""]
    assert "A, A, B, A + B, -" in client.get(here).content.decode()
    client.post(f"{here}remove/")
    assert names_there(classroom) == [None] * 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"turns": ""},
        {"turns": "C"},
        {"turns": ",".join("A" * 21)},
        {"starts_on": "2026-11-21"},
        {"starts_on": "0001-01-01"},
    ],
)
def test_turns_that_make_no_sense_are_refused(
    client: Client, classroom: Classroom, wrong: dict[str, str]
) -> None:
    client.force_login(make_teacher(classroom))
    asked = {"turns": "A, B", "starts_on": str(MONDAY), **wrong}
    assert client.post(f"/classes/{classroom.pk}/rotation/", asked).status_code == 422
    assert not Rotation.objects.exists()


def test_the_week_says_whose_turn_it_is(client: Client, classroom: Classroom) -> None:
    take_turns(classroom)
    client.force_login(make_teacher(classroom))
    page = client.get(f"/classes/{classroom.pk}/weeks/{MONDAY}/").content.decode()
    assert (page.count("At school: A"), page.count("Everyone at home")) == (2, 1)
