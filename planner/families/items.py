"""Blocks as a family's page shows them: in words, and with marks for what the minute decides."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import get_language

from planner.cadence.plan import PlannedBlock, PlannedDay, PlannedGroup
from planner.families.clock import WAIT, Span, find_span
from planner.families.instructions import Instructions, Option, read_instructions
from planner.families.moments import mark_class, mark_hidden, mark_own
from planner.families.spoken import Tongue, tell_tongues
from planner.families.words import (
    Piece,
    is_web_address,
    name_action,
    name_chip,
    name_link,
    say_due,
    say_groups,
    say_hours,
    split_links,
)
from planner.speech import say_clock, spell_minutes
from planner.strips import mode_class

SCREEN_ORDER = ("off", "either", "on")
"""Untimed tasks that need no device stand first."""
MOST_ITEMS = 2000
"""So many blocks are remembered in words, some kilobytes each."""


@dataclass(frozen=True, slots=True)
class Tongues:
    """In which language each of a block's texts is, in the order in which they are read."""

    title: Tongue
    words: Tongue
    bring: Tongue
    options: Tongue
    hand_in: Tongue
    coach_check: Tongue


@dataclass(frozen=True, slots=True)
class Help:
    """What is written for the chosen group alone."""

    pieces: tuple[Piece, ...]
    tongue: Tongue


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A block as the page shows it. `span` is in seconds since 1970.

    Of equal blocks it is the same one, so what is drawn from it is found again by that.
    """

    block: PlannedBlock
    icon: str
    chip: str
    groups: str
    due: str
    span: Span | None
    place: int
    """Which of the day's blocks at a set time it is, in order."""
    number: int
    """Which of all the day's blocks it is."""
    instructions: Instructions = field(repr=False)
    tongues: Tongues = field(repr=False)
    supports: tuple[Help, ...] = field(repr=False)

    @property
    def written(self) -> str:
        """The attribute that names the language of its title."""
        return self.tongues.title.attribute

    @property
    def shown_now(self) -> str:
        """Where the page says whether this is what is now."""
        return mark_hidden("now", self.place)

    @property
    def shown_next(self) -> str:
        """Where the page says whether this is what comes next."""
        return mark_hidden("next", self.place)

    @property
    def shown_join(self) -> str:
        """Where the page says whether a lesson can be joined by now; tasks can be begun early."""
        return mark_hidden("join", self.place) if self.opens else ""

    @property
    def shown_wait(self) -> str:
        """Where the page says whether a lesson cannot be joined yet."""
        return mark_hidden("wait", self.place)

    @property
    def opens(self) -> int:
        """The second from which it can be joined; 0 for what can be opened at any time."""
        return self.span[0] - WAIT if self.span and self.block.mode == "live" else 0

    @property
    def can_be_done(self) -> bool:
        """Whether there is something to tick off."""
        return self.block.mode != "break"

    @property
    def is_done(self) -> str:
        """Where a learner's page says whether it is ticked off: true or false."""
        return mark_own("done", self.number)

    @property
    def is_checked(self) -> str:
        """Where a learner's page says whether an adult has looked at it: true or false."""
        return mark_own("checked", self.number)

    @property
    def picks(self) -> list[tuple[Option, str]]:
        """What there is to pick from, and where a learner's page says whether it is picked."""
        options = self.instructions.options
        return [
            (option, mark_own("picked", f"{self.number}x{place}"))
            for place, option in enumerate(options)
        ]

    @property
    def state(self) -> str:
        """Where the page's list says whether it is now or past."""
        return "" if self.span is None else mark_class(self.place)

    @property
    def mode(self) -> str:
        """The class that gives its colour and pattern."""
        return mode_class(self.block)

    @property
    def hours(self) -> str:
        """From when to when."""
        return say_hours(self.block)

    @property
    def start(self) -> str:
        """When it begins."""
        return "" if self.block.start is None else say_clock(self.block.start)

    @property
    def clock(self) -> str:
        """The same for machines: 09:05."""
        hour, minute = divmod(self.block.start or 0, 60)
        return f"{hour:02}:{minute:02}"

    @property
    def length(self) -> str:
        """Its minutes in words."""
        return spell_minutes(self.block.minutes)

    @property
    def explanation(self) -> str:
        """The minutes of its recorded explanation in words."""
        return spell_minutes(self.block.instruction_minutes or 0)

    @property
    def action(self) -> str:
        """What its button does; nothing where there is nothing to open."""
        return name_action(self.block) if is_web_address(self.block.link) else ""

    @property
    def link_words(self) -> str:
        """The same as its link in the list says it."""
        return name_link(self.block)

    @property
    def cannot_be_joined(self) -> bool:
        """Whether families would look for a way in, and find none."""
        return self.block.mode == "live" and not self.action


def make_items(
    plan: PlannedDay, blocks: Sequence[PlannedBlock], group: PlannedGroup | None, zone: str
) -> tuple[Item, ...]:
    """The blocks in order, as the chosen group's families see them."""
    places = itertools.count()
    spans = [find_span(plan.date, block, zone) for block in blocks]
    return tuple(
        make_item(plan, block, span, (number, -1 if span is None else next(places)), group)
        for number, (block, span) in enumerate(zip(blocks, spans, strict=True))
    )


def make_item(
    plan: PlannedDay,
    block: PlannedBlock,
    span: Span | None,
    places: tuple[int, int],
    group: PlannedGroup | None,
) -> Item:
    """One block as the page shows it; its places are among all and among those at a set time."""
    groups = plan.classroom.groups if block.groups else ()
    return _put_into_words(get_language(), block, plan.date, groups, span, places, group)


@lru_cache(maxsize=MOST_ITEMS)
def _put_into_words(
    spoken: str | None,
    block: PlannedBlock,
    date: dt.date,
    groups: tuple[PlannedGroup, ...],
    span: Span | None,
    places: tuple[int, int],
    group: PlannedGroup | None,
) -> Item:
    """Most of a day's blocks are what they were before a publication; `spoken` is the language in
    which they are said."""
    is_own = group is not None and block.groups == (group.id,)
    icon, chip = name_chip(block)
    parts, helps = read_instructions(block), find_supports(block, group)
    texts = list_texts(block, parts, helps)
    title, words, bring, options, hand_in, *helped, coach = tell_tongues(block, texts)
    return Item(
        block=block,
        icon=icon,
        chip=chip,
        # Who has chosen a group need not be told of it at every block.
        groups="" if is_own else say_groups(groups, block),
        due=say_due(block, date),
        span=span,
        place=places[1],
        number=places[0],
        instructions=parts,
        tongues=Tongues(title, words, bring, options, hand_in, coach),
        supports=tuple(
            Help(tuple(split_links(text)), tongue)
            for text, tongue in zip(helps, helped, strict=True)
        ),
    )


def list_texts(block: PlannedBlock, parts: Instructions, helps: Sequence[str]) -> tuple[str, ...]:
    """What a teacher wrote of a block, in the order in which it is read."""
    options = "\n".join(option.words for option in parts.options if not option.is_ours)
    first = (block.title, parts.words, parts.bring, options, parts.hand_in)
    return (*first, *helps, block.coach_check)


def find_supports(block: PlannedBlock, group: PlannedGroup | None) -> list[str]:
    """The words for the learners of a group; whoever has chosen none reads none of them."""
    chosen = "" if group is None else group.id
    return [text for written_for, text in block.supports if written_for == chosen]


def away_first(item: Item) -> int:
    """Sorts tasks that need no device before those that may, and those before the rest."""
    return SCREEN_ORDER.index(item.block.screen or "on")
