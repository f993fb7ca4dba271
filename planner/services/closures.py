"""Closing days and opening them again: calendars are told, and the weeks are judged again.

Calendars are told at once. Where many weeks are to be judged, that is left as work that waits: it
is returned, for the caller to hand to a worker.

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
    Rejudging,
    Rotation,
    School,
    SchoolDay,
    SchoolYear,
    Snapshot,
)
from planner.review import closed_dates
from planner.services.events import latest_events
from planner.services.proposals import check_seen
from planner.services.rejudging import ask_rejudging


@transaction.atomic
def declare_closure(
    *,
    school_year: SchoolYear,
    school: School | None,
    starts_on: dt.date,
    ends_on: dt.date,
    reason: str,
    holds: bool = False,
    now: dt.datetime,
) -> Closure:
    """Close days for the whole district, or for one school.

    Where cohorts take turns at school, their turns go on meanwhile, or wait (`holds`).
    """
    closure = Closure(
        school_year=school_year,
        school=school,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        holds=holds,
    )
    keep_closure(closure, now=now)
    return closure


def seal_closures(school: School, first: dt.date, last: dt.date) -> str:
    """What closes days of a school from first to last, as a text that tells it from all else."""
    found = Closure.objects.touching(school, first, last)
    return " ".join(f"{each.pk} {each} {each.holds};" for each in found)


@transaction.atomic
def keep_closure(
    closure: Closure, *, at: School | None = None, seen: str | None = None, now: dt.datetime
) -> list[Rejudging]:
    """Store a new closure or a changed one; the days that it left are open again.

    `seen` is the seal of what closed these days `at` a school already. Raises ChangedMeanwhile,
    and writes nothing, where that is something else by now.
    """
    if at is not None:
        District.objects.select_for_update().get(pk=at.district_id)
        check_seen(seal_closures(at, closure.starts_on, closure.ends_on), seen)
    before = Closure.objects.filter(pk=closure.pk).select_related("school_year__district", "school")
    old = before.first()
    closure.save()
    left = [] if old is None else [_settle_closure(old, f"Other days close: {closure}", now)]
    return [*left, _settle_closure(closure, f"Days close: {closure}", now)]


@transaction.atomic
def lift_closure(closure: Closure, *, now: dt.datetime) -> Rejudging:
    """Take a closure back: what had been published for its days holds again."""
    Closure.objects.filter(pk=closure.pk).delete()
    return _settle_closure(closure, f"Days are open again: {closure}", now)


def _settle_closure(closure: Closure, reason: str, now: dt.datetime) -> Rejudging:
    return settle_days(
        district=closure.school_year.district,
        school=closure.school,
        first=closure.starts_on,
        last=closure.ends_on,
        judged_until=closure.school_year.ends_on if _moves_turns(closure) else closure.ends_on,
        reason=reason,
        now=now,
    )


def _moves_turns(closure: Closure) -> bool:
    """Whether days after the closure are another cohort's, as turns waited."""
    taken = Rotation.objects.filter(classroom__school__district=closure.school_year.district)
    if closure.school is not None:
        taken = taken.filter(classroom__school=closure.school)
    return closure.holds and taken.exists()


@transaction.atomic
def settle_days(
    *,
    district: District,
    school: School | None,
    first: dt.date,
    last: dt.date,
    judged_until: dt.date | None = None,
    reason: str,
    now: dt.datetime,
) -> Rejudging:
    """Bring calendars and verdicts of these dates in line with what is closed now.

    Done twice it tells nothing more. Classes are locked in one order, so that two people who
    close days at once wait for each other instead of for ever.
    """
    schools = School.objects.filter(district=district)
    schools = schools if school is None else schools.filter(pk=school.pk)
    # Families' pages show what is closed: those that were made before no longer hold.
    schools.update(closures_version=F("closures_version") + 1)
    days = SchoolDay.objects.filter(
        classroom__school__district=district, date__gte=first, date__lte=last
    )
    if school is not None:
        days = days.filter(classroom__school=school)
    for classroom_id in sorted(set(days.values_list("classroom_id", flat=True))):
        locked = Classroom.objects.select_for_update(of=("self",)).select_related("school")
        _tell_calendars(locked.get(pk=classroom_id), first, last, now)
    return ask_rejudging(
        by=None,
        district=district,
        school=school,
        first=first,
        last=judged_until or last,
        reason=reason,
        now=now,
    )


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
