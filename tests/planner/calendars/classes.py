"""Days of an invented classroom, and what has been published of them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from planner.cadence.plan import PlannedBlock, PlannedClassroom, PlannedDay, PlannedGroup
from planner.calendars.events import StoredEvent, publish_days

ZONE = "America/Denver"
HOST = "school.example"
FRIDAY = dt.date(2027, 3, 12)
MONDAY = dt.date(2027, 3, 15)
PUBLISHED = dt.datetime(2027, 3, 10, 21, 4, 5, tzinfo=dt.UTC)
LATER = PUBLISHED + dt.timedelta(hours=1)

ROOM = PlannedClassroom(
    id="room-4",
    name="Room 4",
    grades=("3",),
    groups=(PlannedGroup(id="a", name="Group A"), PlannedGroup(id="b", name="Group B")),
)


def make_block(id: str = "math", **changes: Any) -> PlannedBlock:
    """A live session at half past nine, unless told otherwise."""
    values = {"mode": "live", "title": "Math", "start": "09:30", "minutes": 30}
    return PlannedBlock.model_validate({"id": id, **values, **changes})


def make_task(id: str = "log", **changes: Any) -> PlannedBlock:
    """A reading task for any time of the day, away from the screen."""
    values = {"mode": "async", "title": "Reading log", "minutes": 25, "screen": "off"}
    return PlannedBlock.model_validate({"id": id, **values, **changes})


def make_day(*blocks: PlannedBlock, date: dt.date = FRIDAY) -> PlannedDay:
    """A school day of Room 4."""
    return PlannedDay(classroom=ROOM, date=date, blocks=blocks)


def publish(
    *days: PlannedDay,
    previous: Iterable[StoredEvent] = (),
    at: dt.datetime = PUBLISHED,
    zone: str = ZONE,
) -> tuple[StoredEvent, ...]:
    """Publish days after what has been published before."""
    return publish_days(days, zone, at, HOST, {event.block: event for event in previous})


def replace_events(
    stored: Iterable[StoredEvent], published: Iterable[StoredEvent]
) -> tuple[StoredEvent, ...]:
    """What is stored once a publication has been written over what was there."""
    by_block = {event.block: event for event in (*stored, *published)}
    return tuple(by_block.values())
