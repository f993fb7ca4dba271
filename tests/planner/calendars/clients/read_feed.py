"""Read a feed from stdin with the parser named on the command line; print what it understood.

One process per feed, because vobject remembers every TZID that it has ever seen.
"""

import datetime as dt
import json
import sys
from typing import Any

import ics
import vobject


def read_with_vobject(text: str) -> list[list[Any]]:
    """Return uid, title, start and end of each event."""
    calendar = vobject.readOne(text)
    return [
        [
            event.uid.value,
            event.summary.value,
            _as_seen(event.dtstart.value),
            _as_seen(event.dtend.value),
        ]
        for event in calendar.vevent_list
    ]


def read_with_ics(text: str) -> list[list[Any]]:
    """Return uid, title, start and end of each event."""
    return [
        [event.uid, event.name, _read_arrow(event, event.begin), _read_arrow(event, event.end)]
        for event in ics.Calendar(text).events
    ]


def _read_arrow(event: Any, moment: Any) -> str | int:
    return _as_seen(moment.date() if event.all_day else moment.datetime)


def _as_seen(value: dt.date) -> str | int:
    """Seconds since 1970, or the date of an all-day event."""
    return int(value.timestamp()) if isinstance(value, dt.datetime) else value.isoformat()


READERS = {"vobject": read_with_vobject, "ics": read_with_ics}

if __name__ == "__main__":
    feed = sys.stdin.buffer.read().decode()
    print(json.dumps(sorted(READERS[sys.argv[1]](feed))))
