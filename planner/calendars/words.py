"""An event in the language being spoken.

Its text was written in English when its day was published. What a feed says of its own accord is
put into other words here; a teacher's title too, where the teacher wrote one in the language.
"""

from functools import lru_cache

from django.utils.translation import get_language, gettext
from icalendar import vText
from icalendar.parser import Contentline, Parameters

from planner.calendars.events import CANCELLED, StoredEvent
from planner.calendars.facts import (
    ANY_TIME,
    AT_SCHOOL,
    JOIN,
    NO_DEVICE,
    ONLINE,
    ONLINE_WITH,
    UNTITLED,
    EventFacts,
)
from planner.speech import spell_minutes

_BEFORE_TOOL, _AFTER_TOOL = ONLINE_WITH.split("%(tool)s")


def word_event(event: StoredEvent, whose: str = "") -> str:
    """Return the event's text as it is said now; `whose` stands before its title."""
    facts, title = event.facts, event.facts.title
    said = f"{whose}{say_title(facts)}"
    place = _swap(event.text, "LOCATION", facts.place, say_place(facts.place))
    if event.status == "cancelled":
        before, after = CANCELLED % {"title": title}, gettext(CANCELLED) % {"title": said}
        return _swap(place, "SUMMARY", before, after)
    note = _swap(place, "DESCRIPTION", facts.note, say_note(facts))
    return _swap(note, "SUMMARY", title, said)


def say_title(facts: EventFacts) -> str:
    """Return the teacher's title, in the language being spoken if it has one; where there is none,
    what the block is."""
    if facts.untitled is None:
        spoken = get_language()
        return next((said for code, said in facts.titles if code == spoken), facts.title)
    word = UNTITLED[facts.untitled]
    return gettext(word) + facts.title.removeprefix(word)


def say_place(place: str) -> str:
    """Return where it is; empty for a task, which may be done anywhere."""
    if place in (AT_SCHOOL, ONLINE):
        return gettext(place)
    tool = place.removeprefix(_BEFORE_TOOL).removesuffix(_AFTER_TOOL)
    return gettext(ONLINE_WITH) % {"tool": tool} if place else ""


def say_note(facts: EventFacts) -> str:
    """Return what else is to be known; empty where nothing is."""
    if not facts.transparent:
        return gettext(JOIN) if facts.note else ""
    words = []
    if facts.start is None:
        words.append(gettext(ANY_TIME) % {"length": spell_minutes(facts.minutes)})
    if facts.note.endswith(NO_DEVICE):
        words.append(gettext(NO_DEVICE))
    return " ".join(words)


def _swap(text: str, name: str, before: str, after: str) -> str:
    if before == after or not before:
        return text
    return text.replace(_write_line(name, before), _write_line(name, after), 1)


@lru_cache(maxsize=8192)
def _write_line(name: str, words: str) -> str:
    """Write a property as the library does, with the ends of the lines before it and its own.

    No text can hold that by chance or by design: a line that goes on begins with a space.
    """
    line = Contentline.from_parts(name, Parameters(), vText(words))
    return f"\r\n{line.to_ical().decode()}\r\n"
