"""Making and publishing the days that families' tests look at."""

import datetime as dt
from typing import Any

from planner.models import Classroom
from planner.services.publishing import preview_week, publish_week
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_family_link

TUESDAY = MONDAY + dt.timedelta(days=1)
EIGHT = NOW
"""Monday at eight in the morning in New York."""


def at_clock(hour: int, minute: int = 0, date: dt.date = MONDAY) -> dt.datetime:
    """A moment of a winter's day in New York, five hours behind UTC."""
    return dt.datetime.combine(date, dt.time(hour, minute), dt.UTC) + dt.timedelta(hours=5)


def publish(classroom: Classroom, monday: dt.date = MONDAY, now: dt.datetime = NOW) -> None:
    """Publish the week as it is drafted."""
    publish_week(
        by=None,
        classroom=classroom,
        monday=monday,
        versions=preview_week(classroom, monday).versions,
        confirm_clash=True,
        now=now,
    )
    classroom.refresh_from_db()


def make_published_day(**fields: Any) -> tuple[Classroom, str]:
    """A class with one published block on Monday, and the token of its page."""
    classroom = make_classroom()
    make_block(classroom, **{"link": "https://meet.example.org/maple", **fields})
    publish(classroom)
    return classroom, make_family_link(classroom)[1]
