"""Putting policies in force, and judging again what they change."""

import datetime as dt

from django.db import transaction

from planner.cadence import Policy as CadencePolicy
from planner.models import (
    Classroom,
    District,
    Policy,
    PolicyUse,
    School,
    SchoolDay,
    Stage,
    monday_of,
)
from planner.services.judging import rejudge_week


def store_policy(*, district: District, policy: CadencePolicy) -> Policy:
    """Keep one version of a policy in a district; a version that is kept already is not changed.

    Raises ValueError when the same version is kept with other rules: a change needs a new version.
    """
    document = policy.model_dump(mode="json", by_alias=True)
    row, made = Policy.objects.get_or_create(
        district=district,
        identifier=policy.id,
        version=policy.version,
        defaults={"name": policy.name, "document": document},
    )
    if not made and row.document != document:
        raise ValueError(
            f"version: {policy.id} {policy.version} is kept with other rules; give a new version"
        )
    return row


@transaction.atomic
def put_in_force(
    *,
    policy: Policy,
    since: dt.date,
    until: dt.date | None = None,
    school: School | None = None,
    grades: tuple[str, ...] = (),
    now: dt.datetime,
) -> PolicyUse:
    """Apply a policy to a district or a school from a date on, and judge those days again."""
    use = PolicyUse.objects.create(
        policy=policy, school=school, grades=list(grades), since=since, until=until
    )
    rejudge_from(district=policy.district, school=school, first=since, now=now)
    return use


def rejudge_from(
    *, district: District, school: School | None, first: dt.date, now: dt.datetime
) -> int:
    """Judge again every planned week from that of `first` on; how many class-weeks that were."""
    classrooms = Classroom.objects.filter(school__district=district).select_related("school")
    if school is not None:
        classrooms = classrooms.filter(school=school)
    count = 0
    for classroom in classrooms:
        start = monday_of(first)
        days = SchoolDay.objects.filter(classroom=classroom, date__gte=start)
        for monday in sorted({day.monday for day in days}):
            rejudge_week(classroom=classroom, monday=monday, stage=Stage.DRAFT, now=now)
            rejudge_week(classroom=classroom, monday=monday, stage=Stage.PUBLISHED, now=now)
            count += 1
    return count


@transaction.atomic
def end_use(*, use: PolicyUse, until: dt.date | None, now: dt.datetime) -> None:
    """Say until when a policy holds (None: until further notice), and judge its days again."""
    PolicyUse.objects.filter(pk=use.pk).update(until=until)
    rejudge_from(district=use.policy.district, school=use.school, first=use.since, now=now)
