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

PlannedWeek = tuple[int, dt.date]
"""A classroom's key and a Monday."""


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
    judge_now: bool = True,
) -> PolicyUse:
    """Apply a policy to a district or a school from a date on, and judge those days again.

    Without `judge_now` the caller sees to the judging (`services.rejudging`).
    """
    use = PolicyUse.objects.create(
        policy=policy, school=school, grades=list(grades), since=since, until=until
    )
    if judge_now:
        rejudge_from(district=policy.district, school=school, first=since, now=now)
    return use


def list_weeks(
    district: District, school: School | None, first: dt.date, last: dt.date | None = None
) -> list[PlannedWeek]:
    """The planned class-weeks from that of `first` to that of `last`, or on, class by class."""
    days = SchoolDay.objects.filter(
        classroom__school__district=district, date__gte=monday_of(first)
    )
    if school is not None:
        days = days.filter(classroom__school=school)
    if last is not None:
        days = days.filter(date__lte=find_sunday(last))
    pairs = days.order_by("classroom_id", "date").values_list("classroom_id", "date")
    return list(dict.fromkeys((classroom, monday_of(date)) for classroom, date in pairs))


def find_sunday(date: dt.date) -> dt.date:
    """The last day of a date's week; the calendar itself may end before."""
    ordinal = date.toordinal() + 6 - date.weekday()
    return dt.date.fromordinal(min(ordinal, dt.date.max.toordinal()))


def list_class_weeks(classroom: Classroom, first: dt.date, last: dt.date) -> list[dt.date]:
    """The Mondays of a class's planned weeks from that of `first` to that of `last`."""
    dates = SchoolDay.objects.between(classroom, monday_of(first), find_sunday(last))
    return list(dict.fromkeys(map(monday_of, dates.values_list("date", flat=True))))


def judge_class_week(classroom: Classroom, monday: dt.date, now: dt.datetime) -> None:
    """Judge a class's week again, both as drafted and as published."""
    rejudge_week(classroom=classroom, monday=monday, stage=Stage.DRAFT, now=now)
    rejudge_week(classroom=classroom, monday=monday, stage=Stage.PUBLISHED, now=now)


def rejudge_from(
    *, district: District, school: School | None, first: dt.date, now: dt.datetime
) -> int:
    """Judge again every planned week from that of `first` on; how many class-weeks that were."""
    weeks = list_weeks(district, school, first)
    wanted = {classroom for classroom, _ in weeks}
    rooms = Classroom.objects.filter(pk__in=wanted).select_related("school").in_bulk()
    for classroom, monday in weeks:
        judge_class_week(rooms[classroom], monday, now)
    return len(weeks)


@transaction.atomic
def end_use(
    *, use: PolicyUse, until: dt.date | None, now: dt.datetime, judge_now: bool = True
) -> None:
    """Say until when a policy holds (None: until further notice), and judge its days again."""
    PolicyUse.objects.filter(pk=use.pk).update(until=until)
    if judge_now:
        rejudge_from(district=use.policy.district, school=use.school, first=use.since, now=now)


@transaction.atomic
def succeed_policy(*, successor: Policy, since: dt.date) -> list[PolicyUse]:
    """Let a new version take over from a date on, wherever an older one holds then or later.

    The old uses end the day before; one that would only begin on that date or later gives way
    altogether. Nothing is judged again: the caller sees to that (`services.rejudging`).
    """
    older = (
        PolicyUse.objects.select_for_update(of=("self",))
        .filter(policy__district=successor.district, policy__identifier=successor.identifier)
        .exclude(policy=successor)
        .exclude(until__lt=since)
        .order_by("pk")
    )
    made = []
    for use in older:
        begins = max(since, use.since)
        if use.since >= since:
            use.delete()
        else:
            PolicyUse.objects.filter(pk=use.pk).update(until=since - dt.timedelta(days=1))
        made.append(
            PolicyUse.objects.create(
                policy=successor,
                school_id=use.school_id,
                grades=use.grades,
                since=begins,
                until=use.until,
            )
        )
    return made
