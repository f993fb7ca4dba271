"""How far the planning of classes' weeks has come, and how schools fare: what a start page says."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Exists, OuterRef, Q

from planner.models import (
    Block,
    Classroom,
    School,
    SchoolDay,
    Stage,
    User,
    Verdict,
    monday_of,
    week_at_hand,
    week_dates,
)

Standing = Literal["nothing", "draft", "published", "changed"]


@dataclass(frozen=True, slots=True)
class WeekState:
    """One class's week: how far it is, and how many musts its draft breaks."""

    monday: dt.date
    standing: Standing
    musts_broken: int
    published_days: int


@dataclass(frozen=True, slots=True)
class ClassState:
    """A class with this week and the next."""

    classroom: Classroom
    weeks: tuple[WeekState, ...]


@dataclass(frozen=True, slots=True)
class SchoolState:
    """A school with this week's published class-days and how many of them keep every must."""

    school: School
    monday: dt.date
    kept: int
    counted: int
    class_count: int


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What a week's standing is told from."""

    date: dt.date
    has_blocks: bool
    is_published: bool
    differs: bool


def find_monday(school: School, now: dt.datetime) -> dt.date:
    """The Monday of the week at hand at a school."""
    return week_at_hand(school.local_now(now).date())


def tell_standing(days: Iterable[DayFacts]) -> Standing:
    """How far a week is: a published day that differs, or a new one beside it, is a change."""
    known = list(days)
    if not any(day.is_published for day in known):
        return "draft" if any(day.has_blocks for day in known) else "nothing"
    changed = any(day.differs if day.is_published else day.has_blocks for day in known)
    return "changed" if changed else "published"


def read_class_states(user: User, now: dt.datetime) -> tuple[ClassState, ...]:
    """The classes that this person teaches, with this week and the next; always three queries."""
    classrooms = tuple(
        Classroom.objects.filter(memberships__user=user, memberships__role="teacher")
        .select_related("school")
        .order_by("school__name", "name", "pk")
    )
    if not classrooms:
        return ()
    mondays = [find_monday(classroom.school, now) for classroom in classrooms]
    first, last = min(mondays), max(mondays) + dt.timedelta(days=13)
    days = _read_days(classrooms, first, last)
    broken = _count_broken(classrooms, first, last)
    return tuple(
        ClassState(
            classroom,
            tuple(
                _tell_week(each, days.get(classroom.pk, []), broken, classroom.pk)
                for each in (monday, monday + dt.timedelta(days=7))
            ),
        )
        for classroom, monday in zip(classrooms, mondays, strict=True)
    )


def _tell_week(
    monday: dt.date,
    days: list[DayFacts],
    broken: Counter[tuple[int, dt.date]],
    classroom_id: int,
) -> WeekState:
    dates = week_dates(monday)
    mine = [day for day in days if day.date in dates]
    standing = tell_standing(mine)
    return WeekState(
        monday=monday,
        standing=standing,
        musts_broken=0 if standing == "nothing" else broken[classroom_id, monday],
        published_days=sum(day.is_published for day in mine),
    )


def _read_days(
    classrooms: tuple[Classroom, ...], first: dt.date, last: dt.date
) -> dict[int, list[DayFacts]]:
    standing = Block.objects.filter(day=OuterRef("pk"), removed_at__isnull=True)
    rows = (
        SchoolDay.objects.filter(classroom__in=classrooms, date__gte=first, date__lte=last)
        .annotate(planned=Exists(standing))
        .values_list("classroom_id", "date", "planned", "draft_digest", "published__digest")
    )
    found: dict[int, list[DayFacts]] = {}
    for classroom_id, date, planned, draft, shown in rows:
        # A draft without a digest is not judged: its day is closed, and nothing would be published.
        facts = DayFacts(date, planned and bool(draft), bool(shown), draft not in ("", shown))
        found.setdefault(classroom_id, []).append(facts)
    return found


def _count_broken(
    classrooms: tuple[Classroom, ...], first: dt.date, last: dt.date
) -> Counter[tuple[int, dt.date]]:
    rows = Verdict.objects.filter(
        classroom__in=classrooms, stage=Stage.DRAFT, date__gte=first, date__lte=last
    ).values_list("classroom_id", "date", "musts_broken")
    counts: Counter[tuple[int, dt.date]] = Counter()
    for classroom_id, date, musts in rows:
        counts[classroom_id, monday_of(date)] += musts
    return counts


def read_school_states(schools: Iterable[School], now: dt.datetime) -> tuple[SchoolState, ...]:
    """These schools with this week's share; always three queries, however many schools."""
    mondays = {school: find_monday(school, now) for school in schools}
    if not mondays:
        return ()
    mondays_by_pk = {school.pk: monday for school, monday in mondays.items()}
    first, last = min(mondays.values()), max(mondays.values()) + dt.timedelta(days=4)
    rows = (
        Verdict.objects.filter(
            classroom__school__in=list(mondays),
            stage=Stage.PUBLISHED,
            window=Verdict.Window.DAY,
            date__gte=first,
            date__lte=last,
        )
        .values_list("classroom__school_id", "date")
        .annotate(counted=Count("pk"), unbroken=Count("pk", filter=Q(musts_broken=0)))
    )
    counts = dict(
        School.objects.filter(pk__in=[school.pk for school in mondays])
        .annotate(count=Count("classrooms"))
        .values_list("pk", "count")
    )
    tallies: Counter[tuple[int, str]] = Counter()
    for pk, date, counted, kept in rows:
        # Schools in other time zones may be in another week already.
        if mondays_by_pk[pk] <= date <= mondays_by_pk[pk] + dt.timedelta(days=4):
            tallies[pk, "counted"] += counted
            tallies[pk, "kept"] += kept
    return tuple(
        SchoolState(
            school=school,
            monday=monday,
            kept=tallies[school.pk, "kept"],
            counted=tallies[school.pk, "counted"],
            class_count=counts.get(school.pk, 0),
        )
        for school, monday in mondays.items()
    )
