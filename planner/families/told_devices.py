"""Where a household's devices are too few, and what of it can move, in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from planner.families.day import FamilyDay
from planner.families.devices import (
    ChildDay,
    DeviceClash,
    Move,
    Use,
    find_device_clashes,
    find_moves,
)
from planner.families.siblings import Child, Plans
from planner.families.spoken import tell_title
from planner.families.words import name_chip
from planner.speech import say_clock, spell_span


@dataclass(frozen=True, slots=True)
class ToldUse:
    """A sibling's block for which a device is needed."""

    child: Child
    title: str
    chip: str
    when: str
    """From when to when it is; or when it can be done instead."""
    written: SafeString
    """The attribute that names the language of its title."""


@dataclass(frozen=True, slots=True)
class ToldClash:
    """A stretch for which there are too few devices."""

    start: str
    hours: str
    needed: int
    uses: tuple[ToldUse, ...]
    moves: tuple[ToldUse, ...]
    one_is_enough: bool
    """Whether it is enough to move one of several."""


def list_home_days(day: FamilyDay, children: Sequence[Child], plans: Plans) -> tuple[ChildDay, ...]:
    """What each sibling does at home: nothing on a day at school."""
    return tuple(
        ChildDay(child.pk, day.date, () if plan is None or plan.at_school else plan.blocks)
        for child, plan in zip(children, plans, strict=True)
    )


def tell_clashes(
    children: Sequence[Child], days: Sequence[ChildDay], devices: int | None
) -> Iterator[ToldClash]:
    """The stretches of a day for which there are too few devices, in order; none where the
    household did not tell how many it has."""
    if devices is None:
        return
    known = {child.pk: child for child in children}
    for clashes in join_clashes(find_device_clashes(days, devices)):
        moves = {move.use: move for each in clashes for move in find_moves(each, days, devices)}
        yield _tell_clash(clashes, tuple(moves.values()), known, devices)


def join_clashes(clashes: Iterable[DeviceClash]) -> list[list[DeviceClash]]:
    """Clashes of which the one goes on where the other ends, with a block in common, together."""
    joined: list[list[DeviceClash]] = []
    for clash in clashes:
        last = joined[-1][-1] if joined else None
        if last is not None and last.end == clash.start and set(last.uses) & set(clash.uses):
            joined[-1].append(clash)
        else:
            joined.append([clash])
    return joined


def _tell_clash(
    clashes: Sequence[DeviceClash], moves: Sequence[Move], known: dict[int, Child], devices: int
) -> ToldClash:
    """Clashes that belong together, as one."""
    start, needed = clashes[0].start, max(clash.needed for clash in clashes)
    uses = dict.fromkeys(use for clash in clashes for use in clash.uses)
    return ToldClash(
        start=say_clock(start),
        hours=spell_span(start, clashes[-1].end),
        needed=needed,
        uses=tuple(_tell_use(use, known, spell_span(use.start, use.end)) for use in uses),
        moves=tuple(_tell_use(move.use, known, say_when(move)) for move in moves),
        one_is_enough=len(moves) > 1 and len(clashes) == 1 and needed == devices + 1,
    )


def _tell_use(use: Use, known: dict[int, Child], when: str) -> ToldUse:
    block = use.block
    written = tell_title(block).attribute
    return ToldUse(known[use.learner], block.title, name_chip(block)[1], when, written)


def say_when(move: Move) -> str:
    """When a task can be done instead."""
    if move.until is None:
        return gettext("can be done at any time after %(time)s") % {"time": say_clock(move.since)}
    told = {"first": say_clock(move.since), "last": say_clock(move.until)}
    return gettext("can be done between %(first)s and %(last)s") % told
