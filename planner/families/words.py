"""How a family's page says dates, times, lengths and what is to be done."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop

from planner.cadence.plan import PlannedBlock, PlannedGroup
from planner.speech import (
    join_words,
    said_once,
    say_clock,
    say_whole_date,
    spell_minutes,
    spell_span,
)
from planner.strips import mode_class

NO_MARK = SafeString("")
OTHER_SCRIPTS = ("ar", "zh-hans", "uk")
"""Languages that are not written in Latin letters."""
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")
_AFTER_AN_ADDRESS = ".,;:!?)]}'\""

CHIPS = {
    "mode-live": ("live", gettext_noop("Live")),
    "mode-in-person": ("in-person", gettext_noop("At school")),
    "mode-device": ("device", gettext_noop("On a device")),
    "mode-offline": ("offline", gettext_noop("No device needed")),
    "mode-either": ("either", gettext_noop("With or without a device")),
    "mode-break": ("break", gettext_noop("Break")),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a teacher's text; `link` says whether it is an address to open."""

    text: str
    link: bool


@said_once
def say_relation(date: dt.date, today: dt.date) -> str:
    """Today, tomorrow or yesterday; nothing for days further away."""
    words = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    return words.get((date - today).days, "")


def say_hours(block: PlannedBlock) -> str:
    """From when to when: 9:00 to 9:30 am, or 11:45 am to 12:15 pm."""
    if block.start is None or block.end is None:
        return ""
    return spell_span(block.start, block.end)


def say_due(block: PlannedBlock, date: dt.date) -> str:
    """When a task is due, said against its own day; nothing where it is not."""
    if block.due is None:
        return ""
    time = say_clock(block.due.hour * 60 + block.due.minute)
    if block.due.date() == date:
        return gettext("Due by %(time)s") % {"time": time}
    named = {"date": say_whole_date(block.due.date()), "time": time}
    return gettext("Due by %(date)s, %(time)s") % named


def say_moment(moment: dt.datetime) -> str:
    """A moment on the school's clock: Sunday 15 November, 6:05 pm."""
    time = say_clock(moment.hour * 60 + moment.minute)
    return gettext("%(date)s, %(time)s") % {"date": say_whole_date(moment.date()), "time": time}


def say_groups(groups: Iterable[PlannedGroup], block: PlannedBlock) -> str:
    """Whom of a class's groups a block is for, where it is not for everyone."""
    return join_words(group.name for group in groups if group.id in block.groups)


def name_chip(block: PlannedBlock) -> tuple[str, str]:
    """A block's icon and the words beside it."""
    icon, words = CHIPS[mode_class(block)]
    return icon, gettext(words)


def name_action(block: PlannedBlock) -> str:
    """What the block's one button does."""
    words = {"live": gettext("Join"), "async": gettext("Start")}
    return words.get(block.mode, gettext("Open the link"))


def name_link(block: PlannedBlock) -> str:
    """The same in the day's list, where it stands among many: what opens."""
    if block.mode != "async":
        return name_action(block)
    if block.instruction_minutes:
        minutes = {"minutes": spell_minutes(block.instruction_minutes)}
        return gettext("Open the explanation, %(minutes)s") % minutes
    return gettext("Open the task")


@said_once
def say_screen_time(live: int, screen: int) -> str:
    """How many of a day's minutes are live, and how many on a screen, in one sentence."""
    told = {"live": spell_minutes(live), "screen": spell_minutes(screen)}
    if not screen:
        return gettext("No time on a screen.")
    if not live:
        return gettext("Nothing live; %(screen)s on a screen.") % told
    if live == screen:
        return gettext("%(live)s live, and no other time on a screen.") % told
    return gettext("%(live)s live; %(screen)s on a screen in all.") % told


def is_web_address(link: str) -> bool:
    """Whether a link opens a page, and nothing else that a browser would also run."""
    return link.lower().startswith(("https://", "http://"))


def split_links(text: str) -> Iterator[Piece]:
    """A teacher's text in pieces: what is an address can be tapped, what is not is read."""
    for place, part in enumerate(_ADDRESS.split(text.strip())):
        # Every second part is an address; the mark that ends its sentence is not part of it.
        bare = part.rstrip(_AFTER_AN_ADDRESS) if place % 2 else ""
        if bare:
            yield Piece(bare, True)
        if rest := part[len(bare) :]:
            yield Piece(rest, False)


def mark_written(text: str, written: str = "en") -> SafeString:
    """The attribute that says in which language a teacher wrote, where the page speaks another;
    `written` is that of the teacher's class."""
    return mark_language(guess_language(text, written))


def guess_language(text: str, written: str) -> str:
    """The language of a class, where the text's letters may be of it; words in another script are
    in some language that nobody named."""
    if text.isascii() and written not in OTHER_SCRIPTS:
        return written
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(letter < "\u0250" for letter in letters)
    other = len(letters) - latin
    fits = latin <= other if written in OTHER_SCRIPTS else other <= latin
    return written if fits or not letters else ""


def mark_language(language: str) -> SafeString:
    """The attribute that names a language, where the page speaks another."""
    return NO_MARK if get_language() == language else spell_mark(language)


@cache
def spell_mark(language: str) -> SafeString:
    """The attribute that names a language."""
    return format_html(' lang="{}"', language)
