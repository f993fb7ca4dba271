"""A class's calendar feed: reading what was published, and the stamp that says if it changed."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from planner.calendars import (
    events_from_json,
    feed_modified,
    feed_stamp,
    feed_window,
    join_feed,
    pick_newest,
)
from planner.models import Classroom, SchoolDay


@dataclass(frozen=True, slots=True)
class AskedFeed:
    """A feed as far as it must be known to tell whether it has changed."""

    classroom: Classroom
    today: dt.date
    first: dt.date
    last: dt.date
    language: str
    stamp: str
    modified: dt.datetime


def ask_for_feed(classroom: Classroom, now: dt.datetime, language: str) -> AskedFeed:
    """The window that a feed shows now, and the stamp of what is in it; no query."""
    school = classroom.school
    today = school.local_now(now).date()
    first, last = feed_window(today)
    changed = classroom.published_at or classroom_epoch(today, school.zone)
    return AskedFeed(
        classroom=classroom,
        today=today,
        first=first,
        last=last,
        language=language,
        stamp=feed_stamp(
            version=_name_version(classroom),
            name=classroom.name,
            zone=school.timezone,
            language=language,
            first=first,
            last=last,
        ),
        modified=feed_modified(changed, today, school.timezone),
    )


def classroom_epoch(today: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """When a feed with nothing in it last changed: today's beginning."""
    return dt.datetime.combine(today, dt.time(), zone)


def _name_version(classroom: Classroom) -> str:
    """What grows with each publication, and with each closure of what was published."""
    parts = (classroom.pk, classroom.published_version, str(classroom.published_at))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def build_feed(asked: AskedFeed) -> bytes:
    """The feed's text; one query, however many days and blocks there are."""
    days = SchoolDay.objects.between(asked.classroom, asked.first, asked.last)
    texts = days.filter(published__isnull=False).values_list("published__events", flat=True)
    newest = pick_newest(event for text in texts for event in events_from_json(text))
    return join_feed(
        newest.values(),
        asked.classroom.name,
        asked.classroom.school.timezone,
        asked.language,
        asked.first,
        asked.last,
    )
