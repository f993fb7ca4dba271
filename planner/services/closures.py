"""Closing days and opening them again: calendars are told, and the weeks are judged again.

What families' calendars hold is written here, at the moment of closing. Were it only left out
when a calendar asks, lifting the closure would count an event's changes backwards.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import F

from planner.calendars import (
    StoredEvent,
    cancel_day,
    events_from_json,
    events_to_json,
    reopen_day,
)
from planner.models import (
    Classroom,
    Closure,
    District,
    School,
    SchoolDay,
    SchoolYear,
    Snapshot,
    Stage,
    monday_of,
)
from planner.review import closed_dates
from planner.services.events import latest_events
from planner.services.judging import rejudge_week


@transaction.atomic
def declare_closure(
    *,
    school_year: SchoolYear,
    school: School | None,
    starts_on: dt.date,
    ends_on: dt.date,
    reason: str,
    now: dt.datetime,
) -> Closure:
    """Close days for the whole district, or for one school."""
    closure = Closure(
        school_year=school_year, school=school, starts_on=starts_on, ends_on=ends_on, reason=reason
    )
    keep_closure(closure, now=now)
    return closure


@transaction.atomic
def keep_closure(closure: Closure, *, now: dt.datetime) -> None:
    """Store a new closure or a changed one; the days that it left are open again."""
    before = Closure.objects.filter(pk=closure.pk).select_related("school_year__district", "school")
    old = before.first()
    closure.save()
    if old is not None:
        _settle_closure(old, now)
    _settle_closure(closure, now)


@transaction.atomic
def lift_closure(closure: Closure, *, now: dt.datetime) -> None:
    """Take a closure back: what had been published for its days holds again."""
    Closure.objects.filter(pk=closure.pk).delete()
    _settle_closure(closure, now)


def _settle_closure(closure: Closure, now: dt.datetime) -> None:
    settle_days(
        district=closure.school_year.district,
        school=closure.school,
        first=closure.starts_on,
        last=closure.ends_on,
        now=now,
    )


@transaction.atomic
def settle_days(
    *,
    district: District,
    school: School | None,
    first: dt.date,
    last: dt.date,
    now: dt.datetime,
) -> None:
    """Bring calendars and verdicts of these dates in line with what is closed now.

    Done twice it changes nothing more. Classes are locked in one order, so that two people who
    close days at once wait for each other instead of for ever.
    """
    days = SchoolDay.objects.filter(
        classroom__school__district=district, date__gte=first, date__lte=last
    )
    if school is not None:
        days = days.filter(classroom__school=school)
    touched: dict[int, set[dt.date]] = {}
    for classroom_id, date in days.values_list("classroom_id", "date"):
        touched.setdefault(classroom_id, set()).add(monday_of(date))
    for classroom_id in sorted(touched):
        locked = Classroom.objects.select_for_update(of=("self",)).select_related("school")
        classroom = locked.get(pk=classroom_id)
        _tell_calendars(classroom, first, last, now)
        for monday in sorted(touched[classroom_id]):
            rejudge_week(classroom=classroom, monday=monday, stage=Stage.DRAFT, now=now)
            rejudge_week(classroom=classroom, monday=monday, stage=Stage.PUBLISHED, now=now)


def _tell_calendars(classroom: Classroom, first: dt.date, last: dt.date, now: dt.datetime) -> None:
    """Cancel the events of published days that are closed, confirm those of days that are open."""
    rows = SchoolDay.objects.between(classroom, first, last).select_related("published")
    shown = {row.date: row.published for row in rows if row.published is not None}
    if not shown:
        return
    # A closure may last for centuries; only the days in it that were published are looked at.
    closed = closed_dates(classroom, min(shown), max(shown))
    known = latest_events(classroom)
    changed = [
        _tell_of_day(classroom, snapshot, date in closed, known, now)
        for date, snapshot in shown.items()
    ]
    if any(changed):
        Classroom.objects.filter(pk=classroom.pk).update(
            published_version=F("published_version") + 1, published_at=now
        )


def _tell_of_day(
    classroom: Classroom,
    snapshot: Snapshot,
    is_closed: bool,
    known: dict[str, StoredEvent],
    now: dt.datetime,
) -> bool:
    """Keep what calendars hear of one day; whether that is news."""
    plan = snapshot.plan
    zone, host = classroom.school.timezone, settings.BLENDPLAN_CALENDAR_HOST
    if is_closed:
        news = cancel_day(plan.date, now, known)
    else:
        news = reopen_day(plan, zone, now, host, known)
    if not news:
        return False
    events = {event.block: event for event in events_from_json(snapshot.events)}
    events |= {event.block: event for event in news}
    Snapshot.objects.filter(pk=snapshot.pk).update(events=events_to_json(events.values()))
    return True
