"""A class's calendar feed: reading what was published, and the stamp that says if it changed."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from urllib.parse import urlencode

from planner.calendars import (
    events_from_json,
    feed_modified,
    feed_stamp,
    feed_window,
    join_feed,
    pick_newest,
)
from planner.calendars.feed import WRITTEN
from planner.calendars.zones import load_zone
from planner.code_version import name_code_version
from planner.models import Opening, SchoolDay
from planner.models.prepared import PreparedQuery

EVENTS = PreparedQuery(
    lambda classroom, first, last: (
        SchoolDay.objects.between(classroom, first, last)
        .filter(published__isnull=False)
        .values_list("published__events")
    ),
    1001,
    dt.date(1000, 1, 1),
    dt.date(2000, 2, 2),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a subscriber chose; it stands in the feed's address."""

    language: str = WRITTEN
    tasks: bool = True
    """Whether tasks are in it, beside what happens at its own time with others."""
    initials: bool = False
    """Whether a household's feed tells by initials whose an event is."""

    @property
    def is_in_english(self) -> bool:
        """Whether the address names no language: stored events are in English."""
        return self.language == WRITTEN

    @property
    def query(self) -> str:
        """What else stands in the address; nothing for what it always was."""
        said = {"tasks": "" if self.tasks else "0", "initials": "1" if self.initials else ""}
        chosen = {name: value for name, value in said.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""


@dataclass(frozen=True, slots=True)
class AskedFeed:
    """A feed as far as it must be known to tell whether it has changed."""

    opening: Opening
    today: dt.date
    first: dt.date
    last: dt.date
    wish: Wish
    stamp: str
    modified: dt.datetime


def ask_for_feed(opening: Opening, now: dt.datetime, wish: Wish) -> AskedFeed:
    """The window that a feed shows now, and the stamp of what is in it; no query."""
    today = opening.local_now(now).date()
    first, last = feed_window(today)
    changed = opening.published_at or classroom_epoch(today, load_zone(opening.timezone))
    return AskedFeed(
        opening=opening,
        today=today,
        first=first,
        last=last,
        wish=wish,
        stamp=feed_stamp(
            version=_name_version(opening, wish.language),
            name=opening.classroom,
            zone=opening.timezone,
            language=wish.language,
            tasks=wish.tasks,
            first=first,
            last=last,
        ),
        modified=feed_modified(changed, today, opening.timezone),
    )


def classroom_epoch(today: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """When a feed with nothing in it last changed: today's beginning."""
    return dt.datetime.combine(today, dt.time(), zone)


def _name_version(opening: Opening, language: str) -> str:
    """What grows with each publication, and with each closure of what was published.

    Translations may change with any release; what is written in English keeps its bytes.
    """
    words = "" if language == WRITTEN else name_code_version()
    parts = (opening.classroom_id, opening.published_version, str(opening.published_at), words)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def build_feed(asked: AskedFeed) -> bytes:
    """The feed's text; one query, however many days and blocks there are."""
    opening = asked.opening
    rows = EVENTS.fetch(opening.classroom_id, asked.first, asked.last)
    newest = pick_newest(event for (text,) in rows for event in events_from_json(text))
    return join_feed(
        newest.values(),
        opening.classroom,
        opening.timezone,
        asked.wish.language,
        asked.first,
        asked.last,
        tasks=asked.wish.tasks,
    )
