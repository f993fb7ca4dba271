"""Blocks as a family's page shows them: in words, each knowing whether it is past, now or next."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from planner.cadence.plan import PlannedBlock, PlannedDay, PlannedGroup
from planner.cadence.words import say_clock
from planner.families.clock import find_span
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
from planner.strips import mode_class, spell_minutes

State = Literal["past", "now", "next", "later"]

SCREEN_ORDER = ("off", "either", "on")
"""Untimed tasks that need no device stand first."""


@dataclass(frozen=True, slots=True)
class Item:
    """A block as the page shows it. `starts` and `ends` are seconds since 1970."""

    block: PlannedBlock
    icon: str
    chip: str
    groups: str
    due: str
    starts: int | None
    ends: int | None
    state: State
    instructions: tuple[Piece, ...] = field(repr=False)

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
    plan: PlannedDay,
    blocks: Sequence[PlannedBlock],
    group: PlannedGroup | None,
    now: dt.datetime,
    zone: str,
) -> tuple[Item, ...]:
    """The blocks in order, as the chosen group's families see them at this moment."""
    spans = [find_span(plan.date, block, zone) for block in blocks]
    # Nothing of another day is next, but what stood at a set time on an earlier one is over.
    is_ahead = plan.date > now.date()
    states: list[State] = ["later"] * len(spans) if is_ahead else tell_states(spans, now)
    return tuple(
        make_item(plan, block, span, state, group)
        for block, span, state in zip(blocks, spans, states, strict=True)
    )


def make_item(
    plan: PlannedDay,
    block: PlannedBlock,
    span: tuple[int, int] | None,
    state: State,
    group: PlannedGroup | None,
) -> Item:
    """One block as the page shows it."""
    icon, chip = name_chip(block)
    return Item(
        block=block,
        icon=icon,
        chip=chip,
        # Who has chosen a group need not be told of it at every block.
        groups="" if group is not None and block.groups == (group.id,) else say_groups(plan, block),
        due=say_due(block, plan.date),
        starts=None if span is None else span[0],
        ends=None if span is None else span[1],
        state=state,
        instructions=tuple(split_links(block.instructions)),
    )


def tell_states(spans: Sequence[tuple[int, int] | None], now: dt.datetime) -> list[State]:
    """Which spans of today are past, which are now, and which begin next."""
    second = int(now.timestamp())
    upcoming = [span[0] for span in spans if span is not None and span[0] > second]
    return [_tell_state(span, second, min(upcoming, default=None)) for span in spans]


def _tell_state(span: tuple[int, int] | None, now: int, upcoming: int | None) -> State:
    if span is None:
        return "later"
    if span[1] <= now:
        return "past"
    if span[0] <= now:
        return "now"
    return "next" if span[0] == upcoming else "later"


def away_first(item: Item) -> int:
    """Sorts tasks that need no device before those that may, and those before the rest."""
    return SCREEN_ORDER.index(item.block.screen or "on")
