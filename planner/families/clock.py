"""When a day's blocks begin and end, as moments rather than as times on a wall."""

import datetime as dt
from collections.abc import Iterable

from planner.cadence.plan import PlannedBlock
from planner.calendars.zones import load_zone


def find_moment(date: dt.date, minute: int, zone: str) -> dt.datetime:
    """The moment, in UTC, at which the school's clock shows this minute of the day.

    A time that the clock jumps over counts from the offset before the jump; of a time that
    comes twice, the first is meant. Calendar feeds read times in the same way.
    """
    clock = dt.datetime.combine(date, dt.time(), load_zone(zone)) + dt.timedelta(minutes=minute)
    return clock.astimezone(dt.UTC)


def find_span(date: dt.date, block: PlannedBlock, zone: str) -> tuple[int, int] | None:
    """The seconds since 1970 at which a timed block begins and ends; None for any time."""
    if block.start is None:
        return None
    start = int(find_moment(date, block.start, zone).timestamp())
    return start, start + block.minutes * 60


def count_phase(spans: Iterable[tuple[int, int] | None], now: dt.datetime) -> int:
    """How many beginnings and ends lie behind us: it changes when the block that is now does."""
    edges = {edge for span in spans if span is not None for edge in span}
    return sum(edge <= now.timestamp() for edge in edges)
