"""What publishing a day tells calendars: who changed, by how much, and in which words."""

import datetime as dt
from typing import Any

import pytest

from planner.cadence.plan import PlannedTool
from planner.calendars.events import StoredEvent, cancel_day, publish_events
from planner.calendars.zones import UnknownZone
from tests.planner.calendars.classes import (
    FRIDAY,
    HOST,
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


def read_lines(event: StoredEvent) -> dict[str, str]:
    """The event's properties, parameters left on the name, folding undone."""
    unfolded = event.text.replace("\r\n ", "")
    return dict(line.split(":", 1) for line in unfolded.splitlines()[1:-1])


def test_a_live_session_says_when_where_and_for_whom() -> None:
    tool = PlannedTool(name="Zoom", meeting=True)
    (event,) = publish(make_day(make_block(groups=("b", "a"), tool=tool)))

    assert read_lines(event) == {
        "SUMMARY": "Math (Group A\\, Group B)",
        "DTSTART;TZID=America/Denver": "20270312T093000",
        "DTEND;TZID=America/Denver": "20270312T100000",
        "DTSTAMP": "20270310T210405Z",
        "LAST-MODIFIED": "20270310T210405Z",
        "UID": "block-math@school.example",
        "SEQUENCE": "0",
        "DESCRIPTION": "Open the class page to join.",
        "LOCATION": "Online (Zoom)",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
    }


def test_time_at_school_keeps_the_calendar_busy() -> None:
    (event,) = publish(make_day(make_block(mode="in_person")))

    lines = read_lines(event)
    assert (lines["LOCATION"], lines["TRANSP"]) == ("At school", "OPAQUE")


def test_a_timed_task_leaves_the_time_free() -> None:
    (event,) = publish(make_day(make_task(start="13:00", screen="on")))

    lines = read_lines(event)
    assert lines["DTSTART;TZID=America/Denver"] == "20270312T130000"
    assert lines["TRANSP"] == "TRANSPARENT"
    assert "DESCRIPTION" not in lines


def test_an_untimed_task_lasts_all_day_and_says_how_long_it_takes() -> None:
    (event,) = publish(make_day(make_task()))

    lines = read_lines(event)
    assert lines["DTSTART;VALUE=DATE"] == "20270312"
    assert lines["DTEND;VALUE=DATE"] == "20270313"
    assert lines["TRANSP"] == "TRANSPARENT"
    assert lines["DESCRIPTION"] == "Any time today\\, 25 minutes. No device needed."


def test_one_minute_is_singular() -> None:
    (event,) = publish(make_day(make_task(minutes=1, screen="on")))

    assert read_lines(event)["DESCRIPTION"] == "Any time today\\, 1 minute."


def test_a_break_is_no_event() -> None:
    assert publish(make_day(make_block(mode="break", title="Lunch"))) == ()


def test_links_stay_out_of_the_feed() -> None:
    link = "https://meet.example/j/123?pwd=abc"
    (event,) = publish(make_day(make_block(title=f"Math {link}", link=link)))

    assert "meet.example" not in event.model_dump_json()
    assert read_lines(event)["SUMMARY"] == "Math"


def test_a_title_that_was_only_a_link_says_what_the_block_is() -> None:
    (event,) = publish(make_day(make_block(title="https://meet.example/j/123")))

    assert read_lines(event)["SUMMARY"] == "Live session"


def test_publishing_the_same_day_again_changes_nothing() -> None:
    day = make_day(make_block(), make_task())
    before = publish(day)

    assert publish(day, previous=before, at=LATER) == before


@pytest.mark.parametrize(
    "change",
    [
        {"start": "10:00"},
        {"minutes": 45},
        {"mode": "in_person"},
        {"tool": PlannedTool(name="Zoom")},
    ],
)
def test_another_time_or_place_raises_the_sequence(change: dict[str, Any]) -> None:
    before = publish(make_day(make_block()))
    (after,) = publish(make_day(make_block(**change)), previous=before, at=LATER)

    assert (after.uid, after.sequence, after.changed) == (before[0].uid, 1, LATER)


def test_another_title_is_a_change_without_a_new_sequence() -> None:
    before = publish(make_day(make_block()))
    (after,) = publish(make_day(make_block(title="Math talk")), previous=before, at=LATER)

    assert (after.sequence, after.changed) == (0, LATER)
    assert read_lines(after)["LAST-MODIFIED"] == "20270310T220405Z"


def test_another_zone_is_another_time() -> None:
    before = publish(make_day(make_block()))
    (after,) = publish(make_day(make_block()), previous=before, zone="America/Phoenix")

    assert after.sequence == 1


def test_a_block_that_vanished_is_cancelled_in_word_and_status() -> None:
    before = publish(make_day(make_block(), make_task()))
    cancelled, kept = publish(make_day(make_task()), previous=before, at=LATER)[::-1]

    lines = read_lines(cancelled)
    assert (lines["SUMMARY"], lines["STATUS"]) == ("Cancelled: Math", "CANCELLED")
    assert (cancelled.status, cancelled.sequence, cancelled.changed) == ("cancelled", 1, LATER)
    assert "DESCRIPTION" not in lines
    assert kept == before[0]


def test_a_block_that_became_a_break_is_cancelled() -> None:
    before = publish(make_day(make_block()))
    (after,) = publish(make_day(make_block(mode="break")), previous=before)

    assert after.status == "cancelled"


def test_a_cancelled_event_is_cancelled_once() -> None:
    before = publish(make_day(make_block()))
    cancelled = publish(make_day(), previous=before)

    assert publish(make_day(), previous=cancelled, at=LATER) == ()


def test_a_block_that_comes_back_goes_on_counting() -> None:
    before = publish(make_day(make_block()))
    cancelled = publish(make_day(), previous=before)
    (after,) = publish(make_day(make_block()), previous=cancelled, at=LATER)

    assert (after.uid, after.status, after.sequence) == (before[0].uid, "confirmed", 2)


def test_a_day_that_closes_cancels_all_that_stood_on_it_and_nothing_else() -> None:
    stored = publish(make_day(make_block()), make_day(make_task(), date=MONDAY))
    after = cancel_day(FRIDAY, LATER, {event.block: event for event in stored})

    assert [(event.block, event.status) for event in after] == [("math", "cancelled")]


@pytest.mark.parametrize("first_published", [FRIDAY, MONDAY])
def test_a_block_that_moves_to_another_day_keeps_its_uid(first_published: dt.date) -> None:
    stored = publish(make_day(make_block()), make_day(date=MONDAY))
    emptied, filled = make_day(), make_day(make_block(), date=MONDAY)
    order = (emptied, filled) if first_published == FRIDAY else (filled, emptied)
    after = stored
    for day in order:
        after = replace_events(after, publish(day, previous=after, at=LATER))

    assert [(event.uid, event.date, event.status) for event in after] == [
        (stored[0].uid, MONDAY, "confirmed")
    ]
    assert after[0].sequence > stored[0].sequence


def test_a_move_inside_a_week_published_at_once_is_one_change() -> None:
    stored = publish(make_day(make_block()), make_day(date=MONDAY))
    after = publish(make_day(), make_day(make_block(), date=MONDAY), previous=stored)

    assert [(event.date, event.sequence) for event in after] == [(MONDAY, 1)]


def test_the_first_uid_holds_when_the_host_is_renamed() -> None:
    (before,) = publish(make_day(make_block()))
    day = make_day(make_block(start="11:00"))
    (after,) = publish_events(day, ZONE, LATER, "renamed.example", {"math": before})

    assert after.uid == f"block-math@{HOST}"


def test_one_id_for_two_blocks_is_refused() -> None:
    with pytest.raises(ValueError, match="one id stands for two blocks"):
        publish(make_day(make_block()), make_day(make_block(), date=MONDAY))


def test_a_publication_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="published_at"):
        publish(make_day(make_block()), at=PUBLISHED.replace(tzinfo=None))


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "America", "zone.tab"])
def test_what_is_no_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(UnknownZone):
        publish(make_day(make_task()), zone=zone)


def test_a_stored_event_survives_json() -> None:
    for event in publish(make_day(make_block(), make_task())):
        assert StoredEvent.model_validate_json(event.model_dump_json()) == event


SPRING_FORWARD = dt.date(2027, 3, 14)
FALL_BACK = dt.date(2027, 11, 7)


@pytest.mark.parametrize(
    ("date", "start", "minutes", "expected"),
    [
        # The hour from 02:00 does not exist on this day: the block goes on as if it did.
        (SPRING_FORWARD, "01:30", 60, ("20270314T013000", "20270314T033000")),
        (SPRING_FORWARD, "02:30", 60, ("20270314T033000", "20270314T043000")),
        (SPRING_FORWARD, "03:00", 60, ("20270314T030000", "20270314T040000")),
        # The hour from 01:00 comes twice on this day, and the first is meant; in UTC.
        (FALL_BACK, "00:30", 60, ("20271107T063000Z", "20271107T073000Z")),
        (FALL_BACK, "01:30", 60, ("20271107T073000Z", "20271107T083000Z")),
        (FALL_BACK, "02:00", 60, ("20271107T020000", "20271107T030000")),
        # The last minute of a day belongs to it, its end to the next.
        (FALL_BACK, "23:00", 60, ("20271107T230000", "20271108T000000")),
    ],
)
def test_a_block_lasts_its_minutes_across_a_change_of_the_clock(
    date: dt.date, start: str, minutes: int, expected: tuple[str, str]
) -> None:
    (event,) = publish(make_day(make_block(start=start, minutes=minutes), date=date))

    times = [value for name, value in read_lines(event).items() if name.startswith("DT")]
    assert tuple(times[:2]) == expected


def test_an_event_knows_for_which_groups_it_is() -> None:
    some, everyone = publish(make_day(make_block(groups=("b", "a")), make_block("all", start=700)))

    assert (some.facts.groups, everyone.facts.groups) == (("a", "b"), ())


def test_an_event_kept_before_groups_were_known_is_read_and_stays_as_it_was() -> None:
    before = publish(make_day(make_block()))
    kept = before[0].model_dump_json()
    assert "groups" not in kept
    assert "untitled" not in kept
    read = StoredEvent.model_validate_json(kept)

    assert publish(make_day(make_block()), previous=(read,), at=LATER) == before
