"""Events as they are kept beside a published day: one JSON text per publication."""

from collections.abc import Iterable

from pydantic import TypeAdapter

from planner.calendars.events import StoredEvent

_EVENTS = TypeAdapter(tuple[StoredEvent, ...])


def events_to_json(events: Iterable[StoredEvent]) -> str:
    """Return the text to keep; equal events give equal text."""
    return _EVENTS.dump_json(tuple(events)).decode()


def events_from_json(text: str) -> tuple[StoredEvent, ...]:
    """Return the events that a text keeps; raises pydantic's ValidationError."""
    return _EVENTS.validate_json(text)


def pick_newest(events: Iterable[StoredEvent]) -> dict[str, StoredEvent]:
    """Return the newest event of each block by its id.

    A block that moved to another day stands in the publications of both; it counts once.
    """
    newest: dict[str, StoredEvent] = {}
    for event in events:
        known = newest.get(event.block)
        if known is None or _age(event) > _age(known):
            newest[event.block] = event
    return newest


def _age(event: StoredEvent) -> tuple[int, float]:
    return event.sequence, event.changed.timestamp()
