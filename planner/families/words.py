"""How a family's page says dates, times, lengths and what is to be done."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.words import join_words, say_clock, say_date, say_day
from planner.grids import spell_span
from planner.strips import mode_class, spell_minutes

_ADDRESS = re.compile(r"(https?://[^\s<>]+)")
_AFTER_AN_ADDRESS = ".,;:!?)]}'\""

CHIPS = {
    "mode-live": ("live", "Live"),
    "mode-in-person": ("in-person", "At school"),
    "mode-device": ("device", "On a device"),
    "mode-offline": ("offline", "No device needed"),
    "mode-either": ("either", "With or without a device"),
    "mode-break": ("break", "Break"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a teacher's text; `link` says whether it is an address to open."""

    text: str
    link: bool


def say_whole_date(date: dt.date) -> str:
    """The date as a family says it: Monday 16 November."""
    return f"{say_day(date)} {say_date(date)}"


def say_relation(date: dt.date, today: dt.date) -> str:
    """Today, tomorrow or yesterday; nothing for days further away."""
    return {0: "today", 1: "tomorrow", -1: "yesterday"}.get((date - today).days, "")


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
        return f"by {time}"
    return f"by {say_whole_date(block.due.date())}, {time}"


def say_moment(moment: dt.datetime) -> str:
    """A moment on the school's clock: Sunday 15 November, 6:05 pm."""
    return f"{say_whole_date(moment.date())}, {say_clock(moment.hour * 60 + moment.minute)}"


def say_groups(day: PlannedDay, block: PlannedBlock) -> str:
    """Whom a block is for, where it is not for everyone."""
    return join_words(group.name for group in day.classroom.groups if group.id in block.groups)


def name_chip(block: PlannedBlock) -> tuple[str, str]:
    """A block's icon and the words beside it."""
    return CHIPS[mode_class(block)]


def name_action(block: PlannedBlock) -> str:
    """What the block's one button does."""
    return {"live": "Join", "async": "Start"}.get(block.mode, "Open the link")


def name_link(block: PlannedBlock) -> str:
    """The same in the day's list, where it stands among many: what opens."""
    if block.mode != "async":
        return name_action(block)
    if block.instruction_minutes:
        return f"Open the explanation, {spell_minutes(block.instruction_minutes)}"
    return "Open the task"


def say_screen_time(live: int, screen: int) -> str:
    """How many of a day's minutes are live, and how many on a screen, in one sentence."""
    if not screen:
        return "No time on a screen."
    if not live:
        return f"Nothing live; {spell_minutes(screen)} on a screen."
    if live == screen:
        return f"{spell_minutes(live)} live, and no other time on a screen."
    return f"{spell_minutes(live)} live; {spell_minutes(screen)} on a screen in all."


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
