"""Reading what a class has published for its families, and the stamp that says if it changed."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from planner.cadence.plan import PlannedDay
from planner.families.clock import count_phase, find_span
from planner.families.page import FamilyDay, Publication, find_group
from planner.models import Classroom, SchoolDay, Snapshot
from planner.review import closed_dates

DAYS_AROUND = 21
"""How far the page's links to other days reach, before and after it."""
DAYS_AHEAD = 42
"""How far ahead the next school day is looked for; longer than any holiday but summer's."""
DAYS_KNOWN = 400
"""Days further away than a school year have no page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a family asked for, as far as it must be known to tell whether it has changed."""

    classroom: Classroom
    date: dt.date
    now: dt.datetime
    """On the school's clock."""
    closed: dict[dt.date, str]
    snapshot: Snapshot | None
    plan: PlannedDay | None
    group_id: str
    """The group to show; empty for everyone, and where the class has no such group."""
    instead_of: dt.date | None = None


def ask_for_day(
    classroom: Classroom, date: dt.date, now: dt.datetime, group_id: str = ""
) -> Asked | None:
    """One day of a class; two queries. None for a date that no school year near ours holds."""
    local = classroom.school.local_now(now)
    if abs((date - local.date()).days) > DAYS_KNOWN:
        return None
    around = dt.timedelta(days=DAYS_AROUND)
    closed = closed_dates(classroom, date - around, date + around)
    return _read_asked(classroom, date, local, closed, group_id)


def ask_for_home(classroom: Classroom, now: dt.datetime, group_id: str = "") -> Asked:
    """Today, or the next school day with something published; three queries."""
    local = classroom.school.local_now(now)
    today = local.date()
    first, last = today - dt.timedelta(days=DAYS_AROUND), today + dt.timedelta(days=DAYS_AHEAD)
    closed = closed_dates(classroom, first, last + dt.timedelta(days=DAYS_AROUND))
    published = published_dates(classroom, today, last)
    date = min(published - set(closed), default=today)
    instead_of = None if date == today else today
    return _read_asked(classroom, date, local, closed, group_id, instead_of)


def _read_asked(
    classroom: Classroom,
    date: dt.date,
    local: dt.datetime,
    closed: dict[dt.date, str],
    group_id: str,
    instead_of: dt.date | None = None,
) -> Asked:
    snapshot = find_publication(classroom, date)
    plan = None if snapshot is None else snapshot.plan
    group = find_group(plan, group_id)
    known_id = "" if group is None else group.id
    # Only what the page shows: home and the day's own address then share one page.
    near = {
        each: reason
        for each, reason in closed.items()
        if abs((each - date).days) <= DAYS_AROUND or each == instead_of
    }
    return Asked(classroom, date, local, near, snapshot, plan, known_id, instead_of)


def published_dates(classroom: Classroom, first: dt.date, last: dt.date) -> frozenset[dt.date]:
    """The dates from first to last of which families can see a plan."""
    days = SchoolDay.objects.between(classroom, first, last).filter(published__isnull=False)
    return frozenset(days.values_list("date", flat=True))


def find_publication(classroom: Classroom, date: dt.date) -> Snapshot | None:
    """What families see of a date; None while nothing was published."""
    return Snapshot.objects.filter(shown_for__classroom=classroom, shown_for__date=date).first()


def read_family_day(asked: Asked) -> FamilyDay:
    """All that the page is made of; two queries."""
    classroom, around = asked.classroom, dt.timedelta(days=DAYS_AROUND)
    return FamilyDay(
        classroom=classroom.name,
        school=classroom.school.name,
        zone=classroom.school.timezone,
        date=asked.date,
        now=asked.now,
        publication=_read_publication(asked),
        closed=asked.closed,
        published=published_dates(classroom, asked.date - around, asked.date + around),
        group_id=asked.group_id,
        instead_of=asked.instead_of,
    )


def _read_publication(asked: Asked) -> Publication | None:
    shown, plan = asked.snapshot, asked.plan
    if shown is None or plan is None:
        return None
    before = Snapshot.objects.filter(day=shown.day_id, number=shown.number - 1).first()
    local = asked.classroom.school.local_now
    return Publication(
        plan=plan,
        at=local(shown.published_at),
        before=None if before is None else before.plan,
        before_at=None if before is None else local(before.published_at),
    )


def stamp_page(asked: Asked, language: str, code: str, address: str) -> str:
    """What tells two states of the page apart, known before any of it is made.

    Minutes are not in it: the page's module counts them. The block that is now is. `code` names
    the version of what makes the page, `address` the secret that its own links carry.
    """
    classroom, shown = asked.classroom, asked.snapshot
    parts = (
        code,
        address,
        language,
        (classroom.pk, classroom.name, classroom.school.name, classroom.school.timezone),
        (classroom.published_version, str(shown and shown.pk)),
        (str(asked.date), str(asked.now.date()), str(asked.instead_of), asked.group_id),
        sorted((str(date), reason) for date, reason in asked.closed.items()),
        _find_phase(asked),
    )
    return _digest(parts)


def _find_phase(asked: Asked) -> int:
    if asked.plan is None or asked.date != asked.now.date():
        return 0
    zone, blocks = asked.classroom.school.timezone, asked.plan.blocks
    return count_phase((find_span(asked.date, block, zone) for block in blocks), asked.now)


def _digest(parts: Iterable[object]) -> str:
    return hashlib.sha256(json.dumps(list(parts)).encode()).hexdigest()[:32]
