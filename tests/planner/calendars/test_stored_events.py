"""Events as they are kept beside a published day."""

import datetime as dt

from planner.cadence.plan import PlannedBlock, PlannedClassroom, PlannedDay
from planner.calendars import events_from_json, events_to_json, pick_newest, publish_events

ZONE, HOST = "America/New_York", "blendplan"
PUBLISHED = dt.datetime(2026, 11, 15, 12, 0, tzinfo=dt.UTC)


def plan_day(date: dt.date, title: str = "Math, القراءة") -> PlannedDay:
    """A day with one block, whose id is always the same."""
    block = PlannedBlock(id="b", mode="live", title=title, start=540, minutes=30)
    classroom = PlannedClassroom(id="c", name="Maple room", grades=("2",))
    return PlannedDay(classroom=classroom, date=date, blocks=(block,))


MONDAY = plan_day(dt.date(2026, 11, 16))
TUESDAY = plan_day(dt.date(2026, 11, 17))


def test_events_come_back_from_their_text_as_they_were() -> None:
    events = publish_events(MONDAY, ZONE, PUBLISHED, HOST, {})
    assert events_from_json(events_to_json(events)) == events


def test_a_moved_block_counts_once_and_where_it_went() -> None:
    old = publish_events(MONDAY, ZONE, PUBLISHED, HOST, {})
    later = PUBLISHED + dt.timedelta(hours=1)
    new = publish_events(TUESDAY, ZONE, later, HOST, pick_newest(old))
    assert pick_newest([*old, *new]) == pick_newest([*new, *old]) == {"b": new[0]}


def test_of_two_changes_without_a_move_the_later_counts() -> None:
    old = publish_events(MONDAY, ZONE, PUBLISHED, HOST, {})
    renamed = plan_day(MONDAY.date, "Geometry")
    new = publish_events(renamed, ZONE, PUBLISHED + dt.timedelta(hours=1), HOST, pick_newest(old))
    assert pick_newest([*new, *old]) == {"b": new[0]}
