"""Loading the demonstration: two weeks around today, made through services, so that it is true."""

import datetime as dt
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from blendplan.checks import DEMONSTRATION_DOMAIN
from blendplan.demo.documents import (
    WEEKDAYS,
    ClassEntry,
    DistrictEntry,
    SchoolEntry,
    StaffEntry,
    read_classes,
    read_district,
)
from blendplan.demo.homes import tell_homes
from blendplan.demo.missed import note_missed
from blendplan.demo.weeks import change_next_week, draft_days, publish_days
from planner.cadence import load_policy
from planner.models import (
    Classroom,
    Closure,
    District,
    Enrollment,
    FamilyLink,
    FeedToken,
    Group,
    HomeLink,
    Household,
    Learner,
    Membership,
    School,
    SchoolYear,
    Tool,
    User,
)
from planner.rotations import read_turns
from planner.services.households import tell_facts
from planner.services.links import make_address
from planner.services.policies import put_in_force, store_policy
from planner.services.rotations import keep_rotation

PASSWORD = "sunflower-morning-9"  # noqa: S105 (public on purpose: only demonstrations have it)
WEEK = dt.timedelta(days=7)


class NotADemonstration(Exception):
    """This installation, or what is in its database, is real: the demonstration stays out."""


def refuse_real_installations() -> None:
    """Raise NotADemonstration where this installation was not started as a demonstration."""
    if not settings.DEMONSTRATION:
        raise NotADemonstration(
            "This is not a demonstration. Set BLENDPLAN_DEMO=1, with a database of its own."
        )


def refuse_real_data() -> None:
    """Raise NotADemonstration where the database holds a real district or real people."""
    real_people = User.objects.exclude(email__iendswith=DEMONSTRATION_DOMAIN)
    if District.objects.filter(is_demonstration=False).exists() or real_people.exists():
        raise NotADemonstration(
            "This database holds a real district or real people. Use an empty one."
        )


def find_monday(today: dt.date) -> dt.date:
    """The Monday of the first week: this week's, or on a weekend the coming one's."""
    monday = today - dt.timedelta(days=today.weekday())
    return monday + WEEK if today.weekday() > 4 else monday


def find_demonstration() -> District | None:
    """The demonstration's district, if it was loaded."""
    return District.objects.filter(is_demonstration=True).order_by("pk").first()


@transaction.atomic
def load_demonstration(*, now: dt.datetime) -> District:
    """Make the whole demonstration around `now`; the database must not hold one yet."""
    refuse_real_installations()
    refuse_real_data()
    entry = read_district()
    district = District.objects.create(name=entry.name, is_demonstration=True)
    schools = {school.name: make_school(district, entry, school) for school in entry.schools}
    monday = find_monday(next(iter(schools.values())).local_now(now).date())
    make_year(district, entry, monday)
    for tool in entry.tools:
        Tool.objects.create(district=district, **tool.model_dump())
    for person in entry.staff:
        make_staff(district, schools, person)
    adopt_policies(district, entry, monday, now)
    classrooms = {
        made.key: make_class(schools[made.school], made, monday, now) for made in read_classes()
    }
    make_households(schools, classrooms, entry, now)
    for made in read_classes():
        note_missed(classrooms[made.key], made, monday, now)
        tell_homes(classrooms[made.key], made, monday, now)
    return district


def make_school(district: District, entry: DistrictEntry, school: SchoolEntry) -> School:
    """A school on the district's clock."""
    return School.objects.create(district=district, timezone=entry.timezone, **school.model_dump())


def make_year(district: District, entry: DistrictEntry, monday: dt.date) -> None:
    """A school year around the two weeks, with the closures of the second."""
    starts = monday - 12 * WEEK
    ends = monday + 28 * WEEK
    year = SchoolYear.objects.create(
        district=district,
        title=f"{starts.year}-{ends.year}" if starts.year != ends.year else str(starts.year),
        starts_on=starts,
        ends_on=ends,
    )
    for closure in entry.closures:
        date = monday + WEEK + dt.timedelta(days=WEEKDAYS.index(closure.weekday))
        Closure.objects.create(
            school_year=year, starts_on=date, ends_on=date, reason=closure.reason
        )


@cache
def hash_password() -> str:
    """The hash that all sign-ins share: one for each would take seconds, and hide nothing."""
    return make_password(PASSWORD)


def make_user(email: str, name: str) -> User:
    """Somebody who signs in with the demonstration's password."""
    user = User.objects.create_user(email, name=name)
    user.password = hash_password()
    user.save(update_fields=["password"])
    return user


def make_staff(district: District, schools: dict[str, School], person: StaffEntry) -> User:
    """A coordinator of the district or of a school, or an administrator with the admin site."""
    runs_it = person.role == "administrator"
    user = make_user(person.email, person.name)
    user.is_staff = user.is_superuser = runs_it
    user.save(update_fields=["is_staff", "is_superuser"])
    Membership.objects.create(
        user=user,
        role=person.role,
        school=schools[person.school] if person.school else None,
        district=None if person.school else district,
    )
    return user


def adopt_policies(
    district: District, entry: DistrictEntry, monday: dt.date, now: dt.datetime
) -> None:
    """Keep the shipped policies; those in force are so since before anything was planned."""
    for name in entry.policies:
        policy = store_policy(district=district, policy=load_policy(name))
        put_in_force(policy=policy, since=monday - 12 * WEEK, now=now)
    for name in entry.stored_policies:
        store_policy(district=district, policy=load_policy(name))


def make_class(school: School, entry: ClassEntry, monday: dt.date, now: dt.datetime) -> Classroom:
    """A classroom with its teacher, groups, addresses for families, and two weeks of plans."""
    classroom = Classroom.objects.create(
        school=school,
        name=entry.name,
        grades=list(entry.grades),
        subjects=list(entry.subjects),
        delivery=entry.delivery,
    )
    for group in entry.groups:
        Group.objects.create(classroom=classroom, name=group.name, kind=group.kind)
    if entry.rotation:
        names = {group.name.casefold(): group.pk for group in classroom.groups.all()}
        turns = read_turns(entry.rotation, names)
        keep_rotation(classroom=classroom, turns=turns, starts_on=monday - 12 * WEEK, now=now)
    teacher = make_user(entry.email, entry.teacher)
    Membership.objects.create(user=teacher, role="teacher", classroom=classroom)
    today = school.local_now(now).date()
    make_address(FamilyLink, of=classroom, today=today)
    make_address(FeedToken, of=classroom, today=today)
    plan_weeks(classroom, entry, teacher, monday, now)
    return classroom


def plan_weeks(
    classroom: Classroom, entry: ClassEntry, teacher: User, monday: dt.date, now: dt.datetime
) -> None:
    """Draft both weeks, publish this one, and of the next what the class's file says."""
    earlier = now - WEEK
    draft_days(classroom, entry, "this", WEEKDAYS, monday, by=teacher, now=earlier)
    publish_days(classroom, monday, by=teacher, now=earlier + dt.timedelta(hours=2))
    first = entry.next_week if isinstance(entry.next_week, tuple) else WEEKDAYS
    later = tuple(day for day in WEEKDAYS if day not in first)
    draft_days(classroom, entry, "next", first, monday + WEEK, by=teacher, now=now)
    if entry.next_week != "draft":
        publish_days(classroom, monday + WEEK, by=teacher, now=now)
    draft_days(classroom, entry, "next", later, monday + WEEK, by=teacher, now=now)
    change_next_week(classroom, entry, monday + WEEK, by=teacher, now=now)


def make_households(
    schools: dict[str, School],
    classrooms: dict[str, Classroom],
    entry: DistrictEntry,
    now: dt.datetime,
) -> None:
    """Homes with a link each, and their learners, each in a class and its groups."""
    for home in entry.households:
        household = Household.objects.create(school=schools[home.school], label=home.label)
        today = household.school.local_now(now).date()
        make_address(HomeLink, of=household, today=today)
        tell_facts(household=household.pk, devices=home.devices, connection=home.connection)
        for person in home.learners:
            learner = Learner.objects.create(household=household, first_name=person.first_name)
            classroom = classrooms[person.in_class]
            enrollment = Enrollment.objects.create(learner=learner, classroom=classroom)
            enrollment.groups.set(Group.objects.filter(classroom=classroom, name__in=person.groups))
