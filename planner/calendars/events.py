"""Events of published days: one per block, written once and kept as text.

The times of an event are read like this. A block begins at its time on the school's clock
and lasts its minutes. A time that the clock jumps over counts from the offset before the
jump (02:30 becomes 03:30); of a time that comes twice, the first is meant.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

import icalendar
from django.utils.translation import gettext_noop
from pydantic import AwareDatetime, Field

from planner.cadence.plan import Document, PlannedDay
from planner.calendars.facts import EventFacts, describe_block
from planner.calendars.zones import load_zone

EventStatus = Literal["confirmed", "cancelled"]

CANCELLED = gettext_noop("Cancelled: %(title)s")


class StoredEvent(Document):
    """A block's event as families' calendars last heard of it."""

    block: Annotated[str, Field(min_length=1)]
    """The block's id, by which the publication after this one finds the event."""
    uid: Annotated[str, Field(min_length=1)]
    status: EventStatus
    sequence: Annotated[int, Field(ge=0)]
    changed: AwareDatetime
    facts: EventFacts
    fingerprint: str
    text: str
    """The VEVENT, folded, every line ended by CRLF."""

    @property
    def date(self) -> dt.date:
        """The school day that the event stands on."""
        return self.facts.date


def publish_events(
    day: PlannedDay,
    zone: str,
    published_at: dt.datetime,
    uid_host: str,
    previous: Mapping[str, StoredEvent],
) -> tuple[StoredEvent, ...]:
    """Return the events to store after `day` has been published, one per block id.

    See publish_days, of which this is the case of a single day.
    """
    return publish_days((day,), zone, published_at, uid_host, previous)


def publish_days(
    days: Iterable[PlannedDay],
    zone: str,
    published_at: dt.datetime,
    uid_host: str,
    previous: Mapping[str, StoredEvent],
) -> tuple[StoredEvent, ...]:
    """Return the events to store after the days of one classroom have been published.

    `previous` holds every stored event of the classroom by block id, cancelled ones too and
    on whatever date: so a block that moves to another day keeps its UID, whichever of the two
    days is published first. Store each event in place of the one with the same block id, and
    never delete one: a block that comes back must go on counting where it was. Events that
    did not change come back as the objects they were. `published_at` carries a zone.
    Raises UnknownZone, and ValueError where two blocks share an id.
    """
    load_zone(zone)  # refuses a wrong name even where no block has a time
    days = tuple(days)
    changed = _whole_second(published_at)
    held = [
        _confirm(block.id, facts, changed, uid_host, previous.get(block.id))
        for day in days
        for block in day.blocks
        if (facts := describe_block(day, block, zone)) is not None
    ]
    dates = {day.date for day in days}
    kept = {event.block for event in held}
    if len(kept) < len(held):
        raise ValueError("blocks: one id stands for two blocks of the days published together")
    return _in_order([*held, *_cancel_others(previous, dates, kept, changed)])


def cancel_day(
    date: dt.date, published_at: dt.datetime, previous: Mapping[str, StoredEvent]
) -> tuple[StoredEvent, ...]:
    """Return the events to store after a day has closed: all that stood on it, cancelled."""
    return _in_order(_cancel_others(previous, {date}, set(), _whole_second(published_at)))


def reopen_day(
    day: PlannedDay,
    zone: str,
    published_at: dt.datetime,
    uid_host: str,
    previous: Mapping[str, StoredEvent],
) -> tuple[StoredEvent, ...]:
    """Return the events to store after a closed day has opened again: those that change.

    What stands on it and was cancelled holds again. A block that calendars were meanwhile told
    of on another day stays there.
    """
    changed = _whole_second(published_at)
    cancelled = [
        (block, event)
        for block in day.blocks
        if (event := previous.get(block.id)) is not None
        and (event.status, event.date) == ("cancelled", day.date)
    ]
    return _in_order(
        _confirm(block.id, facts, changed, uid_host, event)
        for block, event in cancelled
        if (facts := describe_block(day, block, zone)) is not None
    )


def order_of(event: StoredEvent) -> tuple[dt.date, int, str]:
    """Sort key: by date, all-day events first, then by time; the same for the same events."""
    start = event.facts.start
    return (event.date, -1 if start is None else start, event.uid)


def _in_order(events: Iterable[StoredEvent]) -> tuple[StoredEvent, ...]:
    return tuple(sorted(events, key=order_of))


def _whole_second(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        raise ValueError("published_at: written with its zone, in UTC")
    return moment.astimezone(dt.UTC).replace(microsecond=0)


def _cancel_others(
    previous: Mapping[str, StoredEvent], dates: set[dt.date], kept: set[str], changed: dt.datetime
) -> list[StoredEvent]:
    return [
        _write_event(event.block, event.uid, "cancelled", event.sequence + 1, changed, event.facts)
        for event in previous.values()
        if event.date in dates and event.block not in kept and event.status == "confirmed"
    ]


def _confirm(
    block: str, facts: EventFacts, changed: dt.datetime, uid_host: str, before: StoredEvent | None
) -> StoredEvent:
    if before is None:
        return _write_event(block, f"block-{block}@{uid_host}", "confirmed", 0, changed, facts)
    if before.fingerprint == _fingerprint(facts, "confirmed"):
        return before
    moved = before.status == "cancelled" or _placing(before.facts) != _placing(facts)
    # The address kept is the first one, even when the host has been renamed since.
    return _write_event(block, before.uid, "confirmed", before.sequence + moved, changed, facts)


def _placing(facts: EventFacts) -> tuple[object, ...]:
    """Time and place: what calendars need a higher SEQUENCE for."""
    return (facts.zone, facts.date, facts.start, facts.minutes, facts.place)


def _fingerprint(facts: EventFacts, status: EventStatus) -> str:
    return hashlib.sha256(f"{status} {facts.model_dump_json()}".encode()).hexdigest()


def _write_event(
    block: str,
    uid: str,
    status: EventStatus,
    sequence: int,
    changed: dt.datetime,
    facts: EventFacts,
) -> StoredEvent:
    start, end = _span(facts)
    cancelled = status == "cancelled"
    event = icalendar.Event.new(
        uid=uid,
        # Not the moment of asking: the bytes may only change when the block does.
        stamp=changed,
        last_modified=changed,
        sequence=sequence,
        status=icalendar.STATUS.CANCELLED if cancelled else icalendar.STATUS.CONFIRMED,
        transparency=icalendar.TRANSP.TRANSPARENT if facts.transparent else icalendar.TRANSP.OPAQUE,
        # Some calendars show a cancelled event like any other, so its title says it too.
        summary=CANCELLED % {"title": facts.title} if cancelled else facts.title,
        location=facts.place or None,
        description=None if cancelled else facts.note or None,
        start=start,
        end=end,
    )
    return StoredEvent(
        block=block,
        uid=uid,
        status=status,
        sequence=sequence,
        changed=changed,
        facts=facts,
        fingerprint=_fingerprint(facts, status),
        text=event.to_ical().decode(),
    )


def _span(facts: EventFacts) -> tuple[dt.date, dt.date]:
    """When the event starts and ends: dates if all day, else times on the school's clock."""
    if facts.start is None:
        return facts.date, facts.date + dt.timedelta(days=1)
    zone = load_zone(facts.zone)
    clock = dt.datetime.combine(facts.date, dt.time(), zone) + dt.timedelta(minutes=facts.start)
    start = clock.astimezone(dt.UTC)
    end = start + dt.timedelta(minutes=facts.minutes)
    local = start.astimezone(zone), end.astimezone(zone)
    # Calendars disagree on a local time that comes twice; in UTC there is nothing to guess.
    return (start, end) if any(_comes_twice(moment) for moment in local) else local


def _comes_twice(moment: dt.datetime) -> bool:
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
