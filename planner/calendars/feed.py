"""The feed that calendars subscribe to: stored events joined under one header."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache

import icalendar

from planner.calendars.events import StoredEvent, order_of
from planner.calendars.facts import keep_legible
from planner.calendars.vtimezone import write_vtimezone
from planner.calendars.zones import ZONE_DATA_VERSION, load_zone

CODE_VERSION = 1
"""Part of every stamp: raise it whenever the same stored events would give other bytes."""

PRODUCT = "-//blendplan//Class calendar//EN"
REFRESH_EVERY = dt.timedelta(hours=6)
DAYS_BACK = 14
DAYS_AHEAD = 60
LATENESS = "Your calendar may be some hours behind. The class page is always up to date."

_END = b"END:VCALENDAR\r\n"


def feed_window(today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last date that a feed asked for today shows."""
    return today - dt.timedelta(days=DAYS_BACK), today + dt.timedelta(days=DAYS_AHEAD)


def join_feed(
    events: Iterable[StoredEvent],
    name: str,
    zone: str,
    language: str,
    first: dt.date,
    last: dt.date,
    description: str = LATENESS,
) -> bytes:
    """Return the feed of the window from `first` to `last`: equal bytes for equal input.

    Cancelled events stay for as long after their cancellation as the window reaches back,
    then leave. `language` is that of `name` and `description`. Raises UnknownZone.
    """
    oldest = dt.datetime.combine(first, dt.time(), load_zone(zone))
    shown = [event for event in events if _is_shown(event, oldest, last)]
    shown.sort(key=order_of)
    dates = {event.date for event in shown} | {first, last}
    zones = sorted({event.facts.zone for event in shown} | {zone})
    clocks = [write_vtimezone(key, min(dates).year, max(dates).year) for key in zones]
    texts = [event.text for event in shown]
    title = " ".join(keep_legible(name).split())
    header = _write_header(title, zone, language, description)
    return b"".join((header, "".join(clocks + texts).encode(), _END))


def feed_stamp(
    *, version: int | str, name: str, zone: str, language: str, first: dt.date, last: dt.date
) -> str:
    """Return what a strong ETag says (without its quotes), known before any event is read.

    `version` must grow with each publication or cancellation in the classroom.
    """
    parts = (version, name, zone, language, str(first), str(last), ZONE_DATA_VERSION, CODE_VERSION)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def feed_modified(changed: dt.datetime, today: dt.date, zone: str) -> dt.datetime:
    """Return the feed's Last-Modified in UTC: its last change, or the window's last step.

    Some calendars ask by date only; without the step they would never see the window move.
    """
    midnight = dt.datetime.combine(today, dt.time(), load_zone(zone))
    return max(changed.astimezone(dt.UTC), midnight.astimezone(dt.UTC)).replace(microsecond=0)


def _is_shown(event: StoredEvent, oldest: dt.datetime, last: dt.date) -> bool:
    if event.status == "cancelled":
        return event.changed >= oldest and event.date <= last
    return oldest.date() <= event.date <= last


@lru_cache(maxsize=512)
def _write_header(name: str, zone: str, language: str, description: str) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    # As vText, because the library writes what it takes for an unknown property unescaped.
    for key, words in (("name", name), ("description", description)):
        calendar.add(key, icalendar.vText(words), parameters={"LANGUAGE": language})
    calendar.add("x-wr-calname", icalendar.vText(name))
    calendar.add("x-wr-caldesc", icalendar.vText(description))
    calendar.add("x-wr-timezone", zone)
    # The library leaves VALUE out, which RFC 7986 asks for.
    calendar.add("refresh-interval", REFRESH_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH_EVERY))
    text: bytes = calendar.to_ical()
    return text.removesuffix(_END)
