"""Independent calendar programs agree with us on every time of two years."""

import datetime as dt

import pytest

from planner.cadence.plan import PlannedDay
from planner.calendars.events import StoredEvent
from planner.calendars.feed import join_feed
from tests.planner.calendars.classes import make_block, make_day, make_task, publish
from tests.planner.calendars.readers import (
    expect_reading,
    read_with_ical_js,
    read_with_libical,
    read_with_python,
    without_titles,
)

FIRST, LAST = dt.date(2026, 8, 1), dt.date(2028, 7, 31)
STARTS = ("00:15", "01:30", "02:30", "08:00", "11:50", "14:05", "23:30")
ZONES = (
    "America/Denver",
    "America/Phoenix",
    "Europe/Zurich",
    "Australia/Sydney",
    "Asia/Kolkata",
    "America/St_Johns",
)


@pytest.fixture(scope="module", params=ZONES)
def zone(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def events(zone: str) -> tuple[StoredEvent, ...]:
    """Every day of two years, Sundays too: a session, whose time goes round from day to day so
    that each weekday has had each; on the first of a month also a task for any time."""
    days = [FIRST + dt.timedelta(days=place) for place in range((LAST - FIRST).days + 1)]
    return publish(*(plan_day(place, date) for place, date in enumerate(days)), zone=zone)


def plan_day(place: int, date: dt.date) -> PlannedDay:
    start = STARTS[(place + place // 7) % len(STARTS)]
    blocks = [make_block(str(date), start=start, minutes=25)]
    if date.day == 1:
        blocks.append(make_task(f"{date}-any"))
    return make_day(*blocks, date=date)


def join(events: tuple[StoredEvent, ...], zone: str) -> bytes:
    return join_feed(events, "Room 4", zone, "en", FIRST, LAST)


@pytest.fixture(scope="module")
def feed(events: tuple[StoredEvent, ...], zone: str) -> bytes:
    return join(events, zone)


def test_it_is_every_day_of_two_years(feed: bytes) -> None:
    assert feed.count(b"BEGIN:VEVENT") == 731 + 24


def test_vobject_agrees(feed: bytes, events: tuple[StoredEvent, ...], zone: str) -> None:
    assert read_with_python("vobject", feed) == expect_reading(events, zone)


def test_ics_agrees(events: tuple[StoredEvent, ...], zone: str) -> None:
    # It reads slowly: every third day, which still is each weekday and each time.
    some = events[::3]
    assert read_with_python("ics", join(some, zone)) == expect_reading(some, zone)


def test_ical_js_agrees(feed: bytes, events: tuple[StoredEvent, ...], zone: str) -> None:
    assert read_with_ical_js(feed) == expect_reading(events, zone)


def test_libical_agrees_and_finds_no_fault(
    libical: str, feed: bytes, events: tuple[StoredEvent, ...], zone: str
) -> None:
    expected = without_titles(expect_reading(events, zone))
    assert read_with_libical(libical, feed) == expected
