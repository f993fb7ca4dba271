"""Other people's calendar programs read our times as we meant them, across a clock change."""

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from planner.calendars.events import StoredEvent
from planner.calendars.feed import join_feed
from planner.families.languages import LANGUAGES
from tests.planner.calendars.classes import (
    make_block,
    make_day,
    make_task,
    publish,
    replace_events,
)
from tests.planner.calendars.readers import (
    Reading,
    expect_reading,
    read_with_ical_js,
    read_with_libical,
    read_with_python,
    without_titles,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "calendars"
STARTS = ("01:30", "02:30", "08:00", "09:30", "14:00")

ZONES = {
    "America/Denver": (dt.date(2027, 3, 14), dt.date(2027, 11, 7)),
    "America/Phoenix": (dt.date(2027, 3, 14), dt.date(2027, 11, 7)),
    "Europe/Zurich": (dt.date(2027, 3, 28), dt.date(2027, 10, 31)),
    "Australia/Sydney": (dt.date(2027, 4, 4), dt.date(2027, 10, 3)),
    "Asia/Kolkata": (dt.date(2027, 3, 14), dt.date(2027, 11, 7)),
    "America/St_Johns": (dt.date(2027, 3, 14), dt.date(2027, 11, 7)),
}
"""The zones, and the Sundays on which their clocks change or, in two of them, do not."""

# ics leaves our VTIMEZONE aside for the machine's own zone, which may be older than ours.
WRITTEN_BY_DATES = {
    "Africa/Casablanca": (dt.date(2027, 2, 7), dt.date(2027, 3, 14)),
    "Asia/Gaza": (dt.date(2027, 3, 27), dt.date(2027, 10, 30)),
    "America/Nuuk": (dt.date(2027, 3, 27), dt.date(2027, 10, 30)),
}
ALL_ZONES = {**ZONES, **WRITTEN_BY_DATES}


def publish_around(zone: str, changes: tuple[dt.date, ...]) -> tuple[StoredEvent, ...]:
    """Four days around each change, with a session at each start and a task for any time."""
    dates = [change + dt.timedelta(days=days) for change in changes for days in (-2, -1, 0, 1)]
    days = [
        make_day(
            *(make_block(f"{date}-{start[:2]}", start=start, minutes=60) for start in STARTS),
            make_task(f"{date}-any", title="Read, then tell"),
            date=date,
        )
        for date in dates
    ]
    return publish(*days, zone=zone)


def join_around(zone: str, changes: tuple[dt.date, ...]) -> bytes:
    events = publish_around(zone, changes)
    last = changes[-1] + dt.timedelta(days=2)
    return join_feed(events, "Room 4, mornings", zone, "en", dt.date(2027, 2, 1), last)


def expect_around(zone: str, changes: tuple[dt.date, ...]) -> Reading:
    return expect_reading(publish_around(zone, changes), zone)


@pytest.mark.parametrize("parser", ["vobject", "ics"])
@pytest.mark.parametrize("zone", ZONES)
def test_python_calendars_read_the_times_that_were_planned(zone: str, parser: str) -> None:
    feed = join_around(zone, ZONES[zone])

    assert read_with_python(parser, feed) == expect_around(zone, ZONES[zone])


@pytest.mark.parametrize("zone", WRITTEN_BY_DATES)
def test_python_calendars_read_a_clock_that_is_written_by_dates(zone: str) -> None:
    feed = join_around(zone, WRITTEN_BY_DATES[zone])

    assert read_with_python("vobject", feed) == expect_around(zone, WRITTEN_BY_DATES[zone])


@pytest.mark.parametrize("zone", ALL_ZONES)
def test_ical_js_reads_the_times_that_were_planned(zone: str) -> None:
    feed = join_around(zone, ALL_ZONES[zone])

    assert read_with_ical_js(feed) == expect_around(zone, ALL_ZONES[zone])


@pytest.mark.parametrize("zone", ALL_ZONES)
def test_libical_finds_no_fault_and_reads_the_times_that_were_planned(
    zone: str, libical: str
) -> None:
    feed = join_around(zone, ALL_ZONES[zone])
    expected = without_titles(expect_around(zone, ALL_ZONES[zone]))

    assert read_with_libical(libical, feed) == expected


def test_libical_would_find_a_fault(libical: str) -> None:
    feed = join_around("Asia/Kolkata", ZONES["Asia/Kolkata"])
    asking = feed.replace(b"CALSCALE:", b"METHOD:PUBLISH\r\nCALSCALE:")

    assert subprocess.run([libical], input=asking, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.ics")), ids=lambda path: path.stem)
def test_libical_finds_no_fault_in_a_golden(golden: Path, libical: str) -> None:
    feed = golden.read_bytes()

    assert len(read_with_libical(libical, feed)) == feed.count(b"BEGIN:VEVENT")


@pytest.mark.parametrize("language", LANGUAGES)
def test_libical_finds_no_fault_in_any_language(language: str, libical: str) -> None:
    zone = "America/St_Johns"
    events = publish_around(zone, ZONES[zone])
    first, last = ZONES[zone][0] - dt.timedelta(days=14), ZONES[zone][1] + dt.timedelta(days=2)
    dropped = publish(make_day(date=events[0].date), previous=events, zone=zone)
    feed = join_feed(replace_events(events, dropped), "Room 4", zone, language, first, last)

    expected = without_titles(expect_around(zone, ZONES[zone]))
    assert read_with_libical(libical, feed) == expected


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        # Half past nine on the Friday before the clock changes, and on the Monday after, in UTC.
        ("America/Denver", (16, 30), (15, 30)),
        ("America/Phoenix", (16, 30), (16, 30)),
        ("Europe/Zurich", (8, 30), (7, 30)),
        ("Australia/Sydney", (22, 30), (23, 30)),
        ("Asia/Kolkata", (4, 0), (4, 0)),
        ("America/St_Johns", (13, 0), (12, 0)),
    ],
)
def test_half_past_nine_stays_half_past_nine(
    zone: str, before: tuple[int, int], after: tuple[int, int]
) -> None:
    reading = read_with_python("vobject", join_around(zone, ZONES[zone][:1]))
    friday, monday = (ZONES[zone][0] + dt.timedelta(days=days) for days in (-2, 1))
    starts = {str(uid): start for uid, _, start, _ in reading}

    seen = [
        dt.datetime.fromtimestamp(int(starts[f"block-{date}-09@school.example"]), dt.UTC)
        for date in (friday, monday)
    ]
    assert [(moment.hour, moment.minute) for moment in seen] == [before, after]
