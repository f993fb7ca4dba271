"""When a day's blocks begin and end, as moments rather than as times on a wall."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from planner.cadence.plan import PlannedBlock
from planner.calendars.zones import load_zone

Span = tuple[int, int]
"""When something begins and ends, in seconds since 1970."""
State = Literal["past", "now", "next", "later"]
WAIT = 600
"""Seconds before a lesson begins: from then on the way in is shown."""


@lru_cache(maxsize=10_000)
def find_moment(date: dt.date, minute: int, zone: str) -> dt.datetime:
    """The moment, in UTC, at which the school's clock shows this minute of the day.

    A time that the clock jumps over counts from the offset before the jump; of a time that
    comes twice, the first is meant. Calendar feeds read times in the same way.
    """
    clock = dt.datetime.combine(date, dt.time(), load_zone(zone)) + dt.timedelta(minutes=minute)
    return clock.astimezone(dt.UTC)


def find_span(date: dt.date, block: PlannedBlock, zone: str) -> Span | None:
    """The seconds since 1970 at which a timed block begins and ends; None for any time."""
    if block.start is None:
        return None
    start = int(find_moment(date, block.start, zone).timestamp())
    return start, start + block.minutes * 60


def count_phase(spans: Sequence[Span], now: dt.datetime) -> int:
    """How many beginnings and ends lie behind us, and moments from which something can be joined:
    it changes when the block that is now does, or when there is another way in."""
    edges = {edge for start, end in spans for edge in (start - WAIT, start, end)}
    return sum(edge <= now.timestamp() for edge in edges)


def tell_states(spans: Sequence[Span], now: dt.datetime) -> list[State]:
    """Which spans of today are past, which are now, and which begin next."""
    second = int(now.timestamp())
    upcoming = min((start for start, _ in spans if start > second), default=None)
    return [_tell_state(span, second, upcoming) for span in spans]


def _tell_state(span: Span, now: int, upcoming: int | None) -> State:
    if span[1] <= now:
        return "past"
    if span[0] <= now:
        return "now"
    return "next" if span[0] == upcoming else "later"
