"""Week templates: kept without what belongs to one class, judged as another's week, put there."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import (
    Block,
    Change,
    Classroom,
    Enrollment,
    Household,
    Learner,
    User,
    WeekTemplate,
)
from planner.services.proposals import carry_out
from planner.services.templates import keep_template, propose_template, skeleton_of, week_of
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_closure,
    make_coordinator,
    make_group,
    make_teacher,
    make_user,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)
NEXT = MONDAY + dt.timedelta(days=7)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom(subjects=["math", "language arts", "science"])


@pytest.fixture
def person(classroom: Classroom) -> User:
    return make_teacher(classroom)


@pytest.fixture
def teacher(person: User, client: Client) -> Client:
    client.force_login(person)
    return client


def address(classroom: Classroom, rest: str, monday: dt.date = NEXT) -> str:
    return f"/classes/{classroom.pk}/weeks/{monday}/{rest}"


def keep(classroom: Classroom, by: User, *, shared: bool = False) -> WeekTemplate:
    week = skeleton_of(classroom, MONDAY)
    school = classroom.school if shared else None
    return keep_template(by=by, school=school, name="Calm week", week=week, now=NOW)


def planned(classroom: Classroom) -> list[tuple[dt.date, str]]:
    blocks = Block.objects.standing().filter(day__classroom=classroom).select_related("day")
    return sorted((block.day.date, block.title) for block in blocks)


def test_a_shipped_week_makes_a_blank_one_keep_aps_in_two_steps(
    teacher: Client, classroom: Classroom
) -> None:
    put_policy_in_force(classroom.school.district)
    page = teacher.get(address(classroom, "templates/"))
    best = page.context["shipped"][0]
    assert best.verdict == "Keeps every rule here"
    answer = teacher.post(address(classroom, f"templates/{best.key}/"), {"begins": "08:30"})
    assert answer["Location"] == address(classroom, "")
    week = teacher.get(address(classroom, "")).context["page"]
    assert [day.verdict_class for day in week.days] == ["kept"] * 5
    teacher.post(f"/changes/{Change.objects.get().pk}/undo/")
    assert planned(classroom) == []


def test_a_kept_week_has_no_links_instructions_or_dates(classroom: Classroom, person: User) -> None:
    cohort, small = make_group(classroom, "A"), make_group(classroom, "Leo", kind="small_group")
    make_block(
        classroom,
        TUESDAY,
        mode="async",
        screen="off",
        start=None,
        title="Reading",
        link="https://example.org/mine",
        instructions="Call Leo's mother.",
        due_on=TUESDAY,
        due_at=900,
        groups=(cohort.pk, small.pk),
        coach_check="They can retell it.",
    )
    document = keep(classroom, person).document
    assert document == {
        "blocks": [
            {
                "weekday": 1,
                "mode": "async",
                "title": "Reading",
                "start": None,
                "minutes": 30,
                "screen": "off",
                "subject": "",
                "purpose": "",
                "groups": ["A", "Leo"],
                "needs_printing": False,
                "instruction_minutes": None,
                "coach_check": "They can retell it.",
                "pinned": False,
                "face_of": None,
            }
        ]
    }


def test_learners_first_names_are_taken_out_when_asked(
    teacher: Client, classroom: Classroom
) -> None:
    household = Household.objects.create(school=classroom.school, label="H-1")
    for name in ("Art", "Ann"):
        learner = Learner.objects.create(household=household, first_name=name)
        Enrollment.objects.create(learner=learner, classroom=classroom)
    group = make_group(classroom, "With Ann", kind="small_group")
    make_block(classroom, title="Ann's turn", groups=(group.pk,))
    make_block(classroom, TUESDAY, title="Planning an annual party")
    page = teacher.get(address(classroom, "keep/", MONDAY)).content.decode()
    assert "Ann&#x27;s turn" in page
    asked = {"name": "Turns", "without_names": "on"}
    teacher.post(address(classroom, "keep/", MONDAY), asked)
    kept = week_of(WeekTemplate.objects.get())
    assert [block.title for block in kept.blocks] == ["…'s turn", "Planning an annual party"]
    assert kept.blocks[0].groups == ("With …",)


def test_a_kept_week_comes_back_in_another_week(
    teacher: Client, classroom: Classroom, person: User
) -> None:
    group = make_group(classroom, "A")
    make_block(classroom, groups=(group.pk,))
    make_block(classroom, TUESDAY, title="Art")
    template = keep(classroom, person)
    make_closure(classroom.school, NEXT + dt.timedelta(days=1))
    teacher.post(address(classroom, f"templates/{template.pk}/"), {"begins": "10:00"})
    assert planned(classroom) == [(MONDAY, "Math"), (TUESDAY, "Art"), (NEXT, "Math")]
    copy = Block.objects.get(day__date=NEXT)
    assert (copy.start, list(copy.groups.all())) == (600, [group])


def test_a_hybrid_lesson_comes_back_with_its_face(classroom: Classroom, person: User) -> None:
    lesson = make_block(classroom, mode="in_person")
    make_block(classroom, title="At home", face_of=lesson.pk)
    make_block(classroom, TUESDAY, title="Alone", face_of=lesson.pk)
    template = keep(classroom, person)
    copying = propose_template(
        classroom, NEXT, week_of(template), replace=False, what="Used the template"
    )
    carry_out(
        by=person,
        classroom=classroom,
        propose=lambda: copying.proposal,
        seal=copying.proposal.seal,
        now=NOW,
    )
    copies = Block.objects.filter(day__date__gte=NEXT)
    faces = {copy.title: copy.face_of and copy.face_of.title for copy in copies}
    assert faces == {"Math": None, "At home": "Math", "Alone": None}
    assert copies.get(title="At home").face_of == copies.get(title="Math")


def test_a_block_for_a_small_group_stays_for_it(classroom: Classroom, person: User) -> None:
    group = make_group(classroom, "Early readers", kind="small_group")
    make_block(classroom, groups=(group.pk,))
    week = week_of(keep(classroom, person))
    copying = propose_template(classroom, NEXT, week, replace=False, what="Used the template")
    assert [state.groups for state in copying.proposal.states] == [(group.pk,)]


def test_a_school_s_template_has_no_small_groups(client: Client, classroom: Classroom) -> None:
    client.force_login(make_coordinator(classroom.school))
    small, cohort = make_group(classroom, "Leo", kind="small_group"), make_group(classroom, "A")
    make_block(classroom, groups=(small.pk, cohort.pk))
    client.post(address(classroom, "keep/", MONDAY), {"name": "Calm", "for_school": "on"})
    assert [block.groups for block in week_of(WeekTemplate.objects.get()).blocks] == [("A",)]


def test_where_something_stands_the_page_asks_and_replaces_only_what_was_seen(
    teacher: Client, classroom: Classroom, person: User
) -> None:
    make_block(classroom)
    template = keep(classroom, person)
    make_block(classroom, NEXT, title="Choir")
    here = address(classroom, f"templates/{template.pk}/")
    assert teacher.post(here, {"begins": "09:00"}).status_code == 422
    assert teacher.post(here, {"begins": "09:00", "how": "replace"}).status_code == 409
    asked = {"begins": "09:00", "how": "replace"}
    page = teacher.post(here, {**asked, "look": "1"})
    teacher.post(here, {**asked, "seal": page.context["copying"].proposal.seal})
    assert planned(classroom) == [(MONDAY, "Math"), (NEXT, "Math")]


def test_a_school_s_template_serves_all_its_classes_and_is_kept_by_its_coordinators(
    client: Client, classroom: Classroom, person: User
) -> None:
    make_block(classroom)
    coordinator = make_coordinator(classroom.school)
    client.force_login(coordinator)
    client.post(address(classroom, "keep/", MONDAY), {"name": "Ours", "for_school": "on"})
    template = WeekTemplate.objects.get()
    assert (template.owner, template.school) == (None, classroom.school)
    neighbour = make_classroom(classroom.school)
    client.force_login(make_teacher(neighbour))
    client.post(address(neighbour, f"templates/{template.pk}/"), {"begins": "09:00"})
    assert planned(neighbour) == [(NEXT, "Math")]
    rest = f"templates/{template.pk}/rename/"
    assert client.post(address(neighbour, rest), {"name": "Mine"}).status_code == 403
    client.force_login(coordinator)
    client.post(address(classroom, rest), {"name": "Ours, calmer"})
    assert WeekTemplate.objects.get().name == "Ours, calmer"


def test_nobody_reaches_another_person_s_template(
    teacher: Client, classroom: Classroom, person: User
) -> None:
    make_block(classroom)
    theirs = keep(classroom, make_user())
    assert teacher.get(address(classroom, f"templates/{theirs.pk}/")).status_code == 404
    gone = teacher.post(address(classroom, f"templates/{theirs.pk}/remove/"))
    assert gone.status_code == 404
    assert "Calm week" not in teacher.get(address(classroom, "templates/")).content.decode()


def test_a_teacher_keeps_nothing_for_the_school(teacher: Client, classroom: Classroom) -> None:
    make_block(classroom)
    teacher.post(address(classroom, "keep/", MONDAY), {"name": "Mine", "for_school": "on"})
    assert WeekTemplate.objects.get().school is None


def test_a_removed_template_is_brought_back(
    teacher: Client, classroom: Classroom, person: User
) -> None:
    make_block(classroom)
    template = keep(classroom, person)
    answer = teacher.post(address(classroom, f"templates/{template.pk}/remove/"))
    page = teacher.get(answer["Location"]).content.decode()
    assert "Calm week" not in page
    assert "The template is gone from the list." in page
    keep(classroom, person)
    teacher.post(address(classroom, f"templates/{template.pk}/bring-back/"))
    names = WeekTemplate.objects.kept().values_list("name", flat=True)
    assert list(names) == ["Calm week", "Calm week (2)"]


def test_a_renamed_template_gets_its_name_back_in_one_step(
    teacher: Client, classroom: Classroom, person: User
) -> None:
    make_block(classroom)
    template = keep(classroom, person)
    teacher.post(address(classroom, f"templates/{template.pk}/rename/"), {"name": "Quiet week"})
    step = teacher.get(address(classroom, "templates/")).context["step_back"]
    assert step.words == "It is called Quiet week now."
    teacher.post(step.action, step.fields)
    template.refresh_from_db()
    assert template.name == "Calm week"


def test_a_step_back_leaves_a_name_that_somebody_else_gave_since(
    teacher: Client, classroom: Classroom, person: User
) -> None:
    make_block(classroom)
    template = keep(classroom, person)
    teacher.post(address(classroom, f"templates/{template.pk}/rename/"), {"name": "Quiet week"})
    step = teacher.get(address(classroom, "templates/")).context["step_back"]
    WeekTemplate.objects.update(name="Slow week")
    answer = teacher.post(step.action, step.fields)
    assert answer.status_code == 409
    [row] = answer.context["conflict"]
    assert (row.theirs, row.yours) == ("Slow week", "Calm week")
    template.refresh_from_db()
    assert template.name == "Slow week"
    teacher.post(step.action, {**step.fields, "seen": answer.context["seen"]})
    template.refresh_from_db()
    assert template.name == "Calm week"


def test_a_name_is_given_once(teacher: Client, classroom: Classroom, person: User) -> None:
    make_block(classroom)
    first = keep(classroom, person)
    answer = teacher.post(address(classroom, "keep/", MONDAY), {"name": "Calm week"})
    assert answer.status_code == 422
    teacher.post(address(classroom, "keep/", MONDAY), {"name": "Other"})
    rest = f"templates/{first.pk}/rename/"
    assert teacher.post(address(classroom, rest), {"name": "Other"}).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        WeekTemplate.objects.update(name="Other")


def test_an_empty_week_is_not_kept(teacher: Client, classroom: Classroom) -> None:
    assert teacher.post(address(classroom, "keep/"), {"name": "Nothing"}).status_code == 422
    assert not WeekTemplate.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"begins": "25:00"}, {"begins": "23:00"}, {"begins": "09:00", "how": "over"}]
)
def test_what_makes_no_sense_is_said(
    teacher: Client, classroom: Classroom, wrong: dict[str, Any]
) -> None:
    answer = teacher.post(address(classroom, "templates/at-school/"), wrong)
    assert answer.status_code == 422
    assert planned(classroom) == []


@pytest.mark.parametrize("key", ["no-such-week", "99999999999999999999999", "0"])
def test_a_template_that_is_none_is_not_found(
    teacher: Client, classroom: Classroom, key: str
) -> None:
    assert teacher.get(address(classroom, f"templates/{key}/")).status_code == 404


def test_the_list_asks_the_database_as_often_for_many_templates(
    teacher: Client, classroom: Classroom, person: User
) -> None:
    make_block(classroom)
    keep(classroom, person)
    teacher.get(address(classroom, "templates/"))
    with CaptureQueriesContext(connection) as few:
        teacher.get(address(classroom, "templates/"))
    week = skeleton_of(classroom, MONDAY)
    for number in range(4):
        keep_template(by=person, school=None, name=f"Week {number}", week=week, now=NOW)
    with CaptureQueriesContext(connection) as many:
        teacher.get(address(classroom, "templates/"))
    assert len(many) == len(few)
