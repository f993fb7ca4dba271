"""What an event says: a block in the words that a family's calendar shows.

Facts are kept in English, whichever language a feed is asked for in: they tell whether an event
has changed, and what `words` says in another language is made from them.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import Annotated, Literal

from django.utils.translation import gettext_noop
from pydantic import Field

from planner.cadence.plan import (
    Document,
    Language,
    PlannedBlock,
    PlannedDay,
    digest_words,
    is_unsaid,
)

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
UNTITLED = {
    "live": gettext_noop("Live session"),
    "in_person": gettext_noop("At school"),
    "async": gettext_noop("Task"),
}
AT_SCHOOL = gettext_noop("At school")
ONLINE = gettext_noop("Online")
ONLINE_WITH = gettext_noop("Online (%(tool)s)")
JOIN = gettext_noop("Open the class page to join.")
ANY_TIME = gettext_noop("Any time today, %(length)s.")
NO_DEVICE = gettext_noop("No device needed.")


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
    groups: Annotated[tuple[str, ...], Field(exclude_if=is_unsaid)] = ()
    """Ids of the groups that it is for; none means everyone."""
    untitled: Annotated[
        Literal["live", "in_person", "async"] | None, Field(exclude_if=is_unsaid)
    ] = None
    """The mode that the title names, where the teacher's own has nothing that may be shown."""
    titles: Annotated[tuple[tuple[Language, str], ...], Field(exclude_if=is_unsaid)] = ()
    """What the teacher calls it in other languages."""


def describe_block(day: PlannedDay, block: PlannedBlock, zone: str) -> EventFacts | None:
    """Return what the block's event says; None for a break, which is no event."""
    if block.mode == "break":
        return None
    title = keep_legible(block.title)
    return EventFacts(
        title=_title(day, block, title or UNTITLED[block.mode]),
        place=_place(block),
        note=_note(block),
        zone=zone,
        date=day.date,
        start=block.start,
        minutes=block.minutes,
        transparent=block.mode == "async",
        groups=tuple(sorted(block.groups)),
        untitled=None if title else block.mode,
        titles=tuple(_other_titles(day, block)),
    )


def _other_titles(day: PlannedDay, block: PlannedBlock) -> Iterator[tuple[Language, str]]:
    """The title in each language into which it was put as it is now."""
    name = digest_words(block.title) if block.translations else ""
    for each in sorted(block.translations):
        title = keep_legible(each.text)
        if title and (each.of, each.original) == ("title", name):
            yield each.language, _title(day, block, title)


def _title(day: PlannedDay, block: PlannedBlock, title: str) -> str:
    names = [group.name for group in day.classroom.groups if group.id in block.groups]
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
        return AT_SCHOOL
    if block.mode != "live":
        return ""
    tool = keep_legible(block.tool.name) if block.tool else ""
    return ONLINE_WITH % {"tool": tool} if tool else ONLINE


def _note(block: PlannedBlock) -> str:
    if block.mode == "live":
        return JOIN
    if block.mode != "async":
        return ""
    when = "" if block.start is not None else ANY_TIME % {"length": _length(block.minutes)}
    device = NO_DEVICE if block.screen == "off" else ""
    return " ".join(part for part in (when, device) if part)


def _length(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
