"""What an event says: a block in the words that a family's calendar shows."""

import datetime as dt
import re
import unicodedata

from planner.cadence.plan import Document, PlannedBlock, PlannedDay

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_UNTITLED = {"live": "Live session", "in_person": "At school", "async": "Task"}


class EventFacts(Document):
    """What an event says, apart from whether it still holds."""

    title: str
    place: str
    note: str
    zone: str
    date: dt.date
    start: int | None
    """Minutes after midnight on the school's clock; None lasts all day."""
    minutes: int
    transparent: bool
    """Whether the time stays free in the calendar, as tasks leave it."""


def describe_block(day: PlannedDay, block: PlannedBlock, zone: str) -> EventFacts | None:
    """Return what the block's event says; None for a break, which is no event."""
    if block.mode == "break":
        return None
    return EventFacts(
        title=_title(day, block),
        place=_place(block),
        note=_note(block),
        zone=zone,
        date=day.date,
        start=block.start,
        minutes=block.minutes,
        transparent=block.mode == "async",
    )


def _title(day: PlannedDay, block: PlannedBlock) -> str:
    names = [group.name for group in day.classroom.groups if group.id in block.groups]
    title = keep_legible(block.title) or _UNTITLED[block.mode]
    return f"{title} ({keep_legible(', '.join(names))})" if names else title


def keep_legible(words: str) -> str:
    """Leave out what a feed must not carry: addresses to join by, and control characters.

    Whoever holds the feed's address holds its contents. Line separators other than the
    newline break lines in some clients.
    """
    spaced = _ADDRESS.sub("", words.replace("\r\n", "\n"))
    return "".join(_or_space(character) for character in spaced).strip()


def _or_space(character: str) -> str:
    if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Zl", "Zp"}:
        return character
    return " "


def _place(block: PlannedBlock) -> str:
    if block.mode == "in_person":
        return "At school"
    if block.mode != "live":
        return ""
    tool = keep_legible(block.tool.name) if block.tool else ""
    return f"Online ({tool})" if tool else "Online"


def _note(block: PlannedBlock) -> str:
    if block.mode == "live":
        return "Open the class page to join."
    if block.mode != "async":
        return ""
    when = "" if block.start is not None else f"Any time today, {_length(block.minutes)}."
    device = "No device needed." if block.screen == "off" else ""
    return " ".join(part for part in (when, device) if part)


def _length(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
