"""The joined feed: byte for byte, the same for the same, and known by its stamp."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cadence.plan import PlannedTool
from planner.calendars.events import StoredEvent
from planner.calendars.feed import (
    CODE_VERSION,
    feed_modified,
    feed_stamp,
    feed_window,
    join_feed,
)
from tests.planner.calendars.classes import (
    FRIDAY,
    LATER,
    MONDAY,
    PUBLISHED,
    ZONE,
    make_block,
    make_day,
    make_task,
    publish,
    replace_events,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "calendars"
FIRST, LAST = feed_window(FRIDAY)


def join(
    events: tuple[StoredEvent, ...],
    name: str = "Room 4",
    zone: str = ZONE,
    first: dt.date = FIRST,
    last: dt.date = LAST,
) -> bytes:
    return join_feed(events, name, zone, "en", first, last)


def publish_two_days(zone: str) -> tuple[StoredEvent, ...]:
    """A Friday and a Monday with something of everything, of which one session is cancelled."""
    reading = make_task(title="Read, and tell: why?\\ or\nwhy not; 30 pages")
    arabic = make_block("story", start="11:00", title="حلقة القراءة المشتركة مع الصف كله 📚 وأسئلة")
    lab = make_block("lab", start="13:20", mode="in_person", title="Lab", groups=("b",))
    tool = PlannedTool(name="Zoom", host="zoom.example", meeting=True)
    friday = make_day(make_block(groups=("a",), tool=tool), reading, arabic, lab)
    maths = make_block("math-monday", minutes=45)
    play = make_task("play", title="Play outside", start="14:00")
    stored = publish(friday, make_day(maths, play, date=MONDAY), zone=zone)
    without_lab = friday.model_copy(update={"blocks": friday.blocks[:3]})
    return replace_events(stored, publish(without_lab, previous=stored, at=LATER, zone=zone))


def publish_nothing(zone: str) -> tuple[StoredEvent, ...]:
    return ()


# A golden that has to change asks for a higher CODE_VERSION, and so for a new file.
@pytest.mark.parametrize(
    ("golden", "zone", "published"),
    [
        ("denver", "America/Denver", publish_two_days),
        ("kolkata", "Asia/Kolkata", publish_two_days),
        ("gaza", "Asia/Gaza", publish_two_days),
        ("nothing", "Europe/Zurich", publish_nothing),
    ],
)
def test_a_feed_is_its_golden_byte_for_byte(
    golden: str, zone: str, published: Callable[[str], tuple[StoredEvent, ...]]
) -> None:
    expected = (GOLDEN / f"{golden}.v{CODE_VERSION}.ics").read_bytes()

    assert join(published(zone), zone=zone) == expected


def test_the_order_in_which_events_are_read_does_not_matter() -> None:
    events = publish_two_days(ZONE)

    assert join(events[::-1]) == join(events)


def test_each_uid_is_in_the_feed_once() -> None:
    feed = join(publish_two_days(ZONE)).decode()
    uids = [line for line in feed.splitlines() if line.startswith("UID:")]

    assert len(uids) == len(set(uids)) == 6


def test_the_feed_gives_no_method_and_no_link() -> None:
    feed = join(publish_two_days(ZONE))

    assert b"METHOD" not in feed
    assert b"://" not in feed


def test_the_window_reaches_two_weeks_back_and_sixty_days_ahead() -> None:
    assert feed_window(dt.date(2027, 3, 15)) == (dt.date(2027, 3, 1), dt.date(2027, 5, 14))


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (FRIDAY, FRIDAY, True),
        (FRIDAY + dt.timedelta(days=1), LAST, False),
        (FIRST, FRIDAY - dt.timedelta(days=1), False),
    ],
)
def test_an_event_is_shown_on_the_first_and_last_date_and_not_beyond(
    first: dt.date, last: dt.date, shown: bool
) -> None:
    feed = join(publish(make_day(make_block())), first=first, last=last)

    assert (b"block-math" in feed) is shown


@pytest.mark.parametrize(("days_later", "shown"), [(0, True), (14, True), (15, False)])
def test_a_cancelled_event_stays_for_two_weeks_after_it_was_cancelled(
    days_later: int, shown: bool
) -> None:
    in_may = make_day(make_block(), date=dt.date(2027, 4, 30))
    cancelled = publish(make_day(date=in_may.date), previous=publish(in_may))
    first, last = feed_window(PUBLISHED.date() + dt.timedelta(days=days_later))

    assert (b"STATUS:CANCELLED" in join(cancelled, first=first, last=last)) is shown


@pytest.mark.parametrize(("today", "shown"), [(25, True), (26, False)])
def test_the_two_weeks_are_counted_by_the_days_of_the_school(today: int, shown: bool) -> None:
    # In Sydney it is already the eleventh when this is published.
    in_may = make_day(make_block(), date=dt.date(2027, 4, 30))
    cancelled = publish(make_day(date=in_may.date), previous=publish(in_may))
    first, last = feed_window(dt.date(2027, 3, today))
    feed = join(cancelled, zone="Australia/Sydney", first=first, last=last)

    assert (b"STATUS:CANCELLED" in feed) is shown


def test_an_event_cancelled_after_its_day_brings_the_clock_of_its_year() -> None:
    long_ago = make_day(make_block(), date=dt.date(2025, 9, 1))
    cancelled = publish(make_day(date=long_ago.date), previous=publish(long_ago))
    lines = join(cancelled).decode().splitlines()

    assert "DTSTART;TZID=America/Denver:20250901T093000" in lines
    assert "DTSTART:20240310T020000" in lines


def test_events_from_before_a_school_changed_its_zone_bring_their_own() -> None:
    feed = join(publish(make_day(make_block()), zone="Asia/Kolkata")).decode()

    assert [line for line in feed.splitlines() if line.startswith("TZID:")] == [
        "TZID:America/Denver",
        "TZID:Asia/Kolkata",
    ]


def test_a_name_on_two_lines_cannot_write_properties() -> None:
    lines = join((), name="Room 4,\r\nMETHOD:PUBLISH\x00").decode().splitlines()

    assert "NAME;LANGUAGE=en:Room 4\\, METHOD:PUBLISH" in lines
    assert "X-WR-CALNAME:Room 4\\, METHOD:PUBLISH" in lines


STAMPED: dict[str, object] = {
    "version": 7,
    "name": "Room 4",
    "zone": ZONE,
    "language": "en",
    "tasks": True,
    "first": FIRST,
    "last": LAST,
}


def stamp(**changes: object) -> str:
    return feed_stamp(**{**STAMPED, **changes})  # type: ignore[arg-type]


def test_the_same_feed_has_the_same_stamp_and_fits_an_etag() -> None:
    assert stamp() == stamp()
    assert len(stamp()) == 32
    assert stamp().isalnum()


@pytest.mark.parametrize(
    "change",
    [
        {"version": 8},
        {"name": "Room 5"},
        {"zone": "America/Phoenix"},
        {"language": "es"},
        {"tasks": False},
        {"first": FIRST + dt.timedelta(days=1)},
        {"last": LAST + dt.timedelta(days=1)},
    ],
)
def test_whatever_changes_the_bytes_changes_the_stamp(change: dict[str, object]) -> None:
    assert stamp(**change) != stamp()


def test_the_feed_was_modified_when_its_events_changed_or_its_window_moved() -> None:
    midnight = dt.datetime(2027, 3, 12, 7, tzinfo=dt.UTC)

    assert feed_modified(PUBLISHED, FRIDAY, ZONE) == midnight
    at_nine = dt.datetime(2027, 3, 12, 16, 0, 0, 5, tzinfo=dt.UTC)
    assert feed_modified(at_nine, FRIDAY, ZONE) == at_nine.replace(microsecond=0)
