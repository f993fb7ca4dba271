"""The feed that calendars subscribe to: stored events joined under one header."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

import icalendar
from django.utils.translation import gettext, gettext_noop, override

from planner.calendars.events import StoredEvent, order_of
from planner.calendars.facts import keep_legible
from planner.calendars.vtimezone import write_vtimezone
from planner.calendars.words import word_event
from planner.calendars.zones import ZONE_DATA_VERSION, load_zone

CODE_VERSION = 1
"""Part of every stamp: raise it whenever the same stored events would give other bytes."""

PRODUCT = "-//blendplan//Class calendar//EN"
REFRESH_EVERY = dt.timedelta(hours=6)
DAYS_BACK = 14
DAYS_AHEAD = 60
LATENESS = gettext_noop(
    "Your calendar may be some hours behind. The class page is always up to date."
)
WRITTEN = "en"
"""The language of stored events. That of a class's name nobody has said; most likely it is this."""
NOBODY: Mapping[str, str] = MappingProxyType({})

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
    *,
    tasks: bool = True,
    whose: Mapping[str, str] = NOBODY,
) -> bytes:
    """Return the feed of the window from `first` to `last`: equal bytes for equal input.

    Cancelled events stay for as long after their cancellation as the window reaches back,
    then leave. What the feed itself says is in `language`; `tasks` says whether tasks are in it,
    and `whose` what stands before the titles of some events, by block. Raises UnknownZone.
    """
    oldest = dt.datetime.combine(first, dt.time(), load_zone(zone))
    shown = [event for event in events if _is_shown(event, oldest, last)]
    if not tasks:
        shown = [event for event in shown if not event.facts.transparent]
    shown.sort(key=order_of)
    dates = {event.date for event in shown} | {first, last}
    zones = sorted({event.facts.zone for event in shown} | {zone})
    clocks = [write_vtimezone(key, min(dates).year, max(dates).year) for key in zones]
    with override(language):
        texts = _say_events(shown, language, whose)
        header = _write_header(_on_one_line(name), zone, language, gettext(LATENESS))
    return b"".join((header, "".join(clocks + texts).encode(), _END))


def _say_events(shown: Iterable[StoredEvent], language: str, whose: Mapping[str, str]) -> list[str]:
    return [
        event.text
        if language == WRITTEN and not whose and not event.facts.titles
        else word_event(event, whose.get(event.block, ""))
        for event in shown
    ]


def _on_one_line(name: str) -> str:
    return " ".join(keep_legible(name).split())


def feed_stamp(
    *,
    version: int | str,
    name: str,
    zone: str,
    language: str,
    tasks: bool,
    first: dt.date,
    last: dt.date,
) -> str:
    """Return what a strong ETag says (without its quotes), known before any event is read.

    `version` must grow with each publication or cancellation in the classroom.
    """
    parts = (version, name, zone, language, tasks, str(first), str(last))
    made_by = (ZONE_DATA_VERSION, CODE_VERSION)
    return hashlib.sha256(json.dumps((parts, made_by)).encode()).hexdigest()[:32]


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
    for key, words, spoken in (("name", name, WRITTEN), ("description", description, language)):
        calendar.add(key, icalendar.vText(words), parameters={"LANGUAGE": spoken})
    calendar.add("x-wr-calname", icalendar.vText(name))
    calendar.add("x-wr-caldesc", icalendar.vText(description))
    calendar.add("x-wr-timezone", zone)
    # The library leaves VALUE out, which RFC 7986 asks for.
    calendar.add("refresh-interval", REFRESH_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH_EVERY))
    text: bytes = calendar.to_ical()
    return text.removesuffix(_END)
