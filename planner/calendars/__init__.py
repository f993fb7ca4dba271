"""Calendar text: what families' own calendars are told about published days.

Pure: no models, no database, no clock. `facts` puts a block into words; `events` writes each
event once, when a day is published; `stored` keeps them as text; `feed` joins them when somebody
asks; `vtimezone` and `zones` know the clocks. It stands beneath services, because publishing a
day makes its events.
"""

from planner.calendars.events import (
    StoredEvent,
    cancel_day,
    publish_days,
    publish_events,
    reopen_day,
)
from planner.calendars.feed import (
    DAYS_AHEAD,
    DAYS_BACK,
    LATENESS,
    feed_modified,
    feed_stamp,
    feed_window,
    join_feed,
)
from planner.calendars.stored import events_from_json, events_to_json, pick_newest
from planner.calendars.zones import UnknownZone, load_zone

__all__ = [
    "DAYS_AHEAD",
    "DAYS_BACK",
    "LATENESS",
    "StoredEvent",
    "UnknownZone",
    "cancel_day",
    "events_from_json",
    "events_to_json",
    "feed_modified",
    "feed_stamp",
    "feed_window",
    "join_feed",
    "load_zone",
    "pick_newest",
    "publish_days",
    "publish_events",
    "reopen_day",
]
