"""The administration site: a real district can be set up in it, and nothing leaks or goes stale."""

import datetime as dt
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from time_machine import travel

from planner.cadence import load_policy
from planner.models import (
    Classroom,
    Closure,
    FamilyLink,
    Group,
    Membership,
    Policy,
    PolicyUse,
    School,
    SchoolYear,
    Stage,
    User,
    Verdict,
)
from planner.services.links import make_address
from planner.services.policies import put_in_force, store_policy
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_closure,
    make_district,
    make_family_link,
    make_school,
    make_tool,
    make_user,
)

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)
OURS = ["planner"]


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def count_musts(classroom: Classroom, date: dt.date) -> int | None:
    row = Verdict.objects.filter(
        classroom=classroom, date=date, stage=Stage.DRAFT, window="day"
    ).first()
    return None if row is None else row.musts_broken


def formset(prefix: str, *rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """A posted inline."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def test_every_list_opens_with_data_in_it(staff: Client) -> None:
    classroom = make_classroom()
    make_block(classroom)
    make_family_link(classroom)
    make_tool(classroom.school.district)
    policy = store_policy(district=classroom.school.district, policy=load_policy("aps"))
    put_in_force(policy=policy, since=MONDAY, now=NOW)
    names = [
        model._meta.model_name for model in admin.site._registry if model._meta.app_label in OURS
    ]
    answers = {name: staff.get(f"/admin/planner/{name}/").status_code for name in names}
    assert set(answers.values()) == {200}


def test_a_school_and_its_class_are_set_up_in_clock_time_and_ticks(staff: Client) -> None:
    district = make_district()
    staff.post(
        "/admin/planner/school/add/",
        {
            "district": district.pk,
            "name": "Elm",
            "timezone": "America/Denver",
            "opens": "08:15",
            "closes": "14:45",
        },
    )
    school = School.objects.get(name="Elm")
    staff.post(
        "/admin/planner/classroom/add/",
        {
            "school": school.pk,
            "name": "Room 4",
            "grades": ["1", "2"],
            "subjects": "math, reading, math",
            "delivery": "hybrid",
            "language": "es",
            **formset("groups", {"name": "A", "kind": "cohort"}),
        },
    )
    classroom = Classroom.objects.get(name="Room 4")
    assert (school.opens, school.closes) == (8 * 60 + 15, 14 * 60 + 45)
    assert (classroom.grades, classroom.subjects) == (["1", "2"], ["math", "reading"])
    assert classroom.language == "es"
    assert [group.name for group in Group.objects.filter(classroom=classroom)] == ["A"]


def test_a_school_that_closes_before_it_opens_is_refused_by_name(staff: Client) -> None:
    school = make_school()
    answer = staff.post(
        f"/admin/planner/school/{school.pk}/change/",
        {
            "district": school.district_id,
            "name": school.name,
            "timezone": school.timezone,
            "opens": "15:00",
            "closes": "08:00",
        },
    )
    assert "The school closes after it opens." in answer.content.decode()


def test_a_person_is_added_with_a_password_that_is_not_kept_as_typed(staff: Client) -> None:
    staff.post(
        "/admin/planner/user/add/",
        {
            "email": "Pat.Rivera@School.example",
            "name": "Ms. Rivera",
            "usable_password": "true",
            "password1": "maple tree 77 roof",
            "password2": "maple tree 77 roof",
        },
    )
    person = User.objects.get(email="pat.rivera@school.example")
    assert person.check_password("maple tree 77 roof")
    page = staff.get(f"/admin/planner/user/{person.pk}/change/").content.decode()
    assert (person.password in page, "maple tree" in page) == (False, False)


def test_a_role_in_the_wrong_place_is_explained(staff: Client) -> None:
    person, classroom = make_user(), make_classroom()
    answer = staff.post(
        "/admin/planner/membership/add/",
        {"user": person.pk, "role": "coordinator", "classroom": classroom.pk},
    )
    assert "A teacher belongs to a class" in answer.content.decode()
    assert not Membership.objects.filter(user=person).exists()


def test_closing_a_day_takes_its_verdict_away(staff: Client) -> None:
    classroom = make_classroom()
    make_block(classroom, date=TUESDAY)
    year = SchoolYear.objects.get(district=classroom.school.district)
    closure = {"reason": "Snow", "starts_on": TUESDAY, "ends_on": TUESDAY, "school": ""}
    staff.post(
        f"/admin/planner/schoolyear/{year.pk}/change/",
        {
            "district": year.district_id,
            "title": year.title,
            "starts_on": year.starts_on,
            "ends_on": year.ends_on,
            **formset("closures", closure),
        },
    )
    assert Closure.objects.get().reason == "Snow"
    assert count_musts(classroom, TUESDAY) is None


def post_year(staff: Client, year: SchoolYear, **closures: Any) -> str:
    """What a school year's page answers."""
    data = {"title": year.title, "starts_on": year.starts_on, "ends_on": year.ends_on, **closures}
    answer = staff.post(f"/admin/planner/schoolyear/{year.pk}/change/", data)
    return answer.content.decode()


def test_a_closure_ticked_away_is_lifted(staff: Client) -> None:
    classroom = make_classroom()
    make_block(classroom, date=TUESDAY)
    closure = make_closure(classroom.school, TUESDAY)
    closed = count_musts(classroom, TUESDAY)
    row = {
        "id": closure.pk, "reason": "Snow", "starts_on": TUESDAY, "ends_on": TUESDAY,
        "school": classroom.school_id, "DELETE": "on",
    }  # fmt: skip
    post_year(staff, closure.school_year, **formset("closures", row, initial=1))
    assert (closed, count_musts(classroom, TUESDAY)) == (None, 0)


def test_a_school_year_that_goes_takes_its_closures_along(staff: Client) -> None:
    classroom = make_classroom()
    make_block(classroom, date=TUESDAY)
    year = make_closure(classroom.school, TUESDAY).school_year
    staff.post(f"/admin/planner/schoolyear/{year.pk}/delete/", {"post": "yes"})
    assert (SchoolYear.objects.count(), count_musts(classroom, TUESDAY)) == (0, 0)


def test_a_school_of_another_district_cannot_be_closed(staff: Client) -> None:
    year = SchoolYear.objects.get(district=make_district())
    row = {"reason": "Snow", "starts_on": TUESDAY, "ends_on": TUESDAY, "school": make_school().pk}
    page = post_year(staff, year, **formset("closures", row))
    assert "belongs to another district" in page
    assert not Closure.objects.exists()


def test_an_empty_school_can_go(staff: Client) -> None:
    school = make_school()
    answer = staff.post(f"/admin/planner/school/{school.pk}/delete/", {"post": "yes"})
    assert (answer.status_code, School.objects.count()) == (302, 0)


def test_a_school_that_is_open_until_midnight_has_a_page(staff: Client) -> None:
    school = make_school(opens=0, closes=24 * 60)
    page = staff.get(f"/admin/planner/school/{school.pk}/change/").content.decode()
    assert 'value="23:59"' in page


def test_approving_a_tool_judges_drafts_again(staff: Client) -> None:
    classroom = make_classroom()
    district = classroom.school.district
    tool = make_tool(district, approved=False)
    policy = store_policy(district=district, policy=load_policy("aps"))
    put_in_force(policy=policy, since=MONDAY, now=NOW)
    make_block(classroom, date=TUESDAY, link="https://meet.example.org/1")
    before = count_musts(classroom, TUESDAY)
    with travel(NOW, tick=False):
        staff.post(
            f"/admin/planner/tool/{tool.pk}/change/",
            {
                "district": district.pk,
                "name": tool.name,
                "host": tool.host,
                "approved": "on",
                "meeting": "on",
            },
        )
    after = count_musts(classroom, TUESDAY)
    assert before is not None
    assert after == before - 1


def add_policy(staff: Client, **fields: Any) -> str:
    return staff.post("/admin/planner/policy/add/", fields, follow=True).content.decode()


def test_a_shipped_policy_is_kept_and_then_only_read(staff: Client) -> None:
    district = make_district()
    add_policy(staff, district=district.pk, shipped="aps")
    policy = Policy.objects.get(district=district)
    page = staff.get(f"/admin/planner/policy/{policy.pk}/change/").content.decode()
    changed = staff.post(f"/admin/planner/policy/{policy.pk}/change/", {"name": "Other"})
    assert (policy.identifier, "live-minutes" in page, changed.status_code) == ("aps", True, 403)


def test_the_same_version_is_not_kept_twice(staff: Client) -> None:
    district = make_district()
    add_policy(staff, district=district.pk, shipped="aps")
    assert "is kept already" in add_policy(staff, district=district.pk, shipped="aps")


def test_a_policy_of_ones_own_that_cannot_be_read_says_where(staff: Client) -> None:
    text = 'id = "ours"\nname = "Ours"\nversion = "1"\n[[rules]]\nid = "x"\nmeasure = "minuts"\n'
    page = add_policy(staff, district=make_district().pk, text=text)
    assert "minutes" in page
    assert not Policy.objects.exists()


def test_a_policy_put_in_force_judges_what_is_planned(staff: Client) -> None:
    classroom = make_classroom()
    make_block(classroom, date=TUESDAY)
    policy = store_policy(district=classroom.school.district, policy=load_policy("aps"))
    before = count_musts(classroom, TUESDAY)
    staff.post("/admin/planner/policyuse/add/", {"policy": policy.pk, "since": MONDAY})
    use = PolicyUse.objects.get()
    during = count_musts(classroom, TUESDAY)
    staff.post(f"/admin/planner/policyuse/{use.pk}/change/", {"until": MONDAY})
    after = count_musts(classroom, TUESDAY)
    assert (before, bool(during), after) == (0, True, 0)
    assert staff.post(f"/admin/planner/policyuse/{use.pk}/delete/").status_code == 403


def test_a_policy_does_not_reach_another_districts_school(staff: Client) -> None:
    policy = store_policy(district=make_district(), policy=load_policy("aps"))
    answer = staff.post(
        "/admin/planner/policyuse/add/",
        {"policy": policy.pk, "school": make_school().pk, "since": MONDAY},
    )
    assert "another district" in answer.content.decode()


def test_a_learner_is_not_put_in_another_classes_group(staff: Client) -> None:
    classroom = make_classroom()
    group = Group.objects.create(classroom=make_classroom(), name="B")
    household = classroom.school.households.create(label="H-1")
    learner = household.learners.create(first_name="Juno")
    row = {"classroom": classroom.pk, "groups": [group.pk]}
    answer = staff.post(
        f"/admin/planner/learner/{learner.pk}/change/",
        {"household": household.pk, "first_name": "Juno", **formset("enrollments", row)},
    )
    assert "B is a group of another class." in answer.content.decode()


def test_secret_addresses_are_never_shown(staff: Client) -> None:
    link = make_address(FamilyLink, of=make_classroom(), today=MONDAY)
    pages = [
        staff.get(f"/admin/planner/familylink/{end}").content.decode()
        for end in ("", f"{link.pk}/change/")
    ]
    secrets = (link.spell_token(), link.seed, link.token_hash)
    assert [secret in page for page in pages for secret in secrets] == [False] * 6


@pytest.mark.parametrize("name", ["schoolday", "block", "snapshot", "change", "verdict"])
def test_plans_are_only_read(staff: Client, name: str) -> None:
    make_block(make_classroom())
    assert staff.get(f"/admin/planner/{name}/add/").status_code == 403


def test_a_teacher_has_no_administration(client: Client) -> None:
    client.force_login(make_user())
    assert client.get("/admin/").status_code in {302, 403}
