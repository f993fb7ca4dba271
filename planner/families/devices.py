"""Siblings who need a device at the same time, on too few of them; and what of it can move.

Values in, values out: minutes after midnight, one household, one date.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from planner.cadence.plan import DAY_MINUTES, PlannedBlock

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ChildDay:
    """The blocks of one learner's day that are done at home."""

    learner: int
    date: dt.date
    blocks: tuple[PlannedBlock, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A block at a set time for which a learner needs a device."""

    learner: int
    block: PlannedBlock
    start: int
    end: int
    last: int
    """The minute of this day by which it has to be done."""

    @property
    def can_move(self) -> bool:
        """Whether it is done in one's own time: nobody waits for it at its start."""
        return self.block.mode == "async"


@dataclass(frozen=True, slots=True)
class DeviceClash:
    """A stretch for which there are too few devices."""

    start: int
    end: int
    uses: tuple[Use, ...]
    needed: int
    """How many devices it takes."""


@dataclass(frozen=True, slots=True)
class Move:
    """When a task of a clash can be done instead, as long as the rest stays where it is."""

    use: Use
    since: int
    """The earliest minute at which it can begin."""
    until: int | None
    """The minute by which it has to be done; None where it can be done at any time after."""


def find_device_clashes(days: Iterable[ChildDay], devices: int) -> tuple[DeviceClash, ...]:
    """The stretches in which these learners need more devices than there are, in order.

    Each has the same blocks from its first minute to its last.
    """
    uses = [use for day in days for use in list_uses(day)]
    clashes = []
    for start, end in pairwise(sorted({edge for use in uses for edge in (use.start, use.end)})):
        here = tuple([use for use in uses if use.start <= start < use.end])
        needed = count_devices(here) if len(here) > devices else 0
        if needed > devices:
            clashes.append(DeviceClash(start, end, here, needed))
    return tuple(clashes)


def find_moves(clash: DeviceClash, days: Collection[ChildDay], devices: int) -> tuple[Move, ...]:
    """The tasks of a clash that can be done later on that day, each with the first stretch in which
    a device is free for it and its learner has nothing else."""
    found = (_find_move(use, days, devices) for use in clash.uses if use.can_move)
    return tuple(move for move in found if move is not None)


def count_devices(uses: Iterable[Use]) -> int:
    """How many devices it takes to do all of this at once.

    Siblings in the same live session can sit before one device; who has two blocks at once cannot
    sit before two.
    """
    known = list(uses)
    if len({use.learner for use in known}) < len(known):
        known.sort(key=lambda use: (use.can_move, use.start, use.block.id))
    seats: dict[int, int | str] = {}
    for use in known:
        seats.setdefault(use.learner, use.learner if use.can_move else use.block.id)
    return len(set(seats.values()))


def list_uses(day: ChildDay) -> Iterator[Use]:
    """What a learner needs a device for at a set time."""
    for block in day.blocks:
        if block.start is not None and block.needs_screen:
            end = block.start + block.minutes
            yield Use(day.learner, block, block.start, end, _find_last(block, day.date))


def _find_last(block: PlannedBlock, date: dt.date) -> int:
    """The minute of the date by which a block has to be done."""
    due = block.due
    if due is None or due.date() > date:
        return DAY_MINUTES
    return due.hour * 60 + due.minute if due.date() == date else 0


def _find_move(use: Use, days: Iterable[ChildDay], devices: int) -> Move | None:
    """The first stretch from its own start in which it fits before it is due."""
    for since, end in _list_free(use, days, devices):
        until = min(end, use.last)
        if until - since >= use.block.minutes:
            return Move(use, since, None if until == DAY_MINUTES else until)
    return None


def _list_free(use: Use, days: Iterable[ChildDay], devices: int) -> Iterator[Stretch]:
    """The stretches from its own start to midnight, in order, in which a device is free for its
    learner, who has nothing else to do."""
    known = list(days)
    others = [each for day in known if day.learner != use.learner for each in list_uses(day)]
    own = list(_list_own(use, known))
    edges = {use.start, DAY_MINUTES, *(edge for each in own for edge in each)}
    edges |= {edge for each in others for edge in (each.start, each.end)}
    begun: int | None = None
    for minute in sorted(edge for edge in edges if edge >= use.start):
        using = count_devices(each for each in others if each.start <= minute < each.end)
        busy = any(start <= minute < end for start, end in own)
        if minute < DAY_MINUTES and not busy and using < devices:
            begun = minute if begun is None else begun
        elif begun is not None:
            yield begun, minute
            begun = None


def _list_own(use: Use, days: Iterable[ChildDay]) -> Iterator[Stretch]:
    """When the learner has something else at a set time."""
    for day in days:
        for block in day.blocks:
            if day.learner == use.learner and block.start is not None and block.id != use.block.id:
                yield block.start, block.start + block.minutes
