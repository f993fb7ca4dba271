"""Copying blocks, days and weeks to other days, of the same class or of another one."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from planner.cadence.words import join_words
from planner.models import Block, Classroom, SchoolDay, Tool, monday_of
from planner.review import closed_dates
from planner.services.blocks import pick_tool
from planner.services.faces import relink
from planner.services.history import MOST_BLOCKS, BlockState, freeze_block
from planner.services.proposals import Proposal, seal_states
from planner.services.translations import rename_groups

Pair = tuple[dt.date, dt.date]
"""The day that is copied, and the day that it is copied to."""


@dataclass(frozen=True, slots=True)
class TargetDay:
    """One day to copy to: what would come, what stands there, or why nothing can come."""

    date: dt.date
    coming: tuple[BlockState, ...]
    standing: tuple[BlockState, ...]
    closed: str

    @property
    def is_touched(self) -> bool:
        """Something would come to it."""
        return bool(self.coming) and not self.closed

    @property
    def is_taken(self) -> bool:
        """Something would come to where something stands."""
        return self.is_touched and bool(self.standing)


@dataclass(frozen=True, slots=True)
class Copying:
    """What copying would do, day by day, and the gesture that does it."""

    days: tuple[TargetDay, ...]
    proposal: Proposal
    lost_groups: tuple[str, ...]

    @property
    def is_taken(self) -> bool:
        """Something stands already where blocks would come."""
        return any(day.is_taken for day in self.days)

    @property
    def coming(self) -> int:
        """How many blocks would come."""
        return sum(len(day.coming) for day in self.days if day.is_touched)

    @property
    def full_days(self) -> tuple[dt.date, ...]:
        """Days that would hold more blocks than a day can."""
        stays = {state.id for state in self.proposal.states if state.removed}
        return tuple(
            day.date
            for day in self.days
            if day.is_touched
            and len(day.coming) + sum(each.id not in stays for each in day.standing) > MOST_BLOCKS
        )


@dataclass(frozen=True, slots=True)
class _Transfer:
    """What a class calls its groups and tools, when blocks of another class come to it."""

    groups: Mapping[int, int]
    tools: Sequence[Tool] | None

    def bring(self, state: BlockState, date: dt.date) -> BlockState:
        """The state of a block's copy on another day; what is due comes as much later."""
        update: dict[str, object] = {
            "id": uuid.uuid4(),
            "date": date,
            "due_on": state.due_with(date),
        }
        update["groups"] = tuple(
            sorted(self.groups[pk] for pk in state.groups if pk in self.groups)
        )
        update["supports"] = tuple(
            (self.groups[pk], text) for pk, text in state.supports if pk in self.groups
        )
        update["translations"] = rename_groups(state.translations, self.groups)
        if self.tools is not None:
            tool = pick_tool(self.tools, state.link)
            update["tool"] = None if tool is None else tool.pk
        return state.model_copy(update=update)


def propose_copy(
    source: Classroom,
    target: Classroom,
    pairs: Sequence[Pair],
    *,
    only: UUID | None = None,
    replace: bool = False,
    what: str,
) -> Copying:
    """What copying these days of a class (or `only` one block) would do to the days of a class.

    Closed days are left out. With `replace`, what stands on a day to which something comes is
    taken off it; without, the copies come beside it.
    """
    sources = read_days(source, {first for first, _ in pairs})
    transfer, lost = _plan_transfer(source, target, sources)
    coming, copies = [], []
    for first, date in pairs:
        chosen = [block for block in sources.get(first, ()) if only is None or block.pk == only]
        states = tuple(transfer.bring(freeze_block(block), date) for block in chosen)
        ids = dict(zip((block.pk for block in chosen), (state.id for state in states), strict=True))
        coming.append((date, relink(states, ids)))
        copies.append((date, ids))
    return propose_coming(target, coming, copies, replace=replace, lost=lost, what=what)


def propose_coming(
    target: Classroom,
    coming: Sequence[tuple[dt.date, tuple[BlockState, ...]]],
    copies: Sequence[tuple[dt.date, dict[UUID, UUID]]] = (),
    *,
    replace: bool,
    lost: tuple[str, ...] = (),
    what: str,
) -> Copying:
    """What new blocks would do to the days of a class that they come to."""
    dates = [date for date, _ in coming]
    there = read_days(target, dates)
    closed = closed_dates(target, min(dates), max(dates)) if dates else {}
    days, seen = [], []
    for date, states in coming:
        standing = [(freeze_block(block), block.version) for block in there.get(date, ())]
        old = tuple(state for state, _ in standing)
        days.append(TargetDay(date, states, old, closed.get(date, "")))
        seen += standing
    proposal = Proposal(
        classroom=target,
        what=what,
        states=tuple(_states(days, replace=replace)),
        versions=_versions(days, there) if replace else {},
        seal=seal_states((state for day in days for state in day.coming), seen),
        copies=tuple(_join_weeks(each for each in copies if each[0] not in closed)),
    )
    return Copying(tuple(days), proposal, lost)


def read_days(classroom: Classroom, dates: Iterable[dt.date]) -> dict[dt.date, list[Block]]:
    """The standing blocks of these days, with what states are made of; in three queries."""
    blocks = Block.objects.standing().filter(day__classroom=classroom, day__date__in=set(dates))
    found: dict[dt.date, list[Block]] = {}
    for block in blocks.select_related("day").prefetch_related("groups"):
        found.setdefault(block.day.date, []).append(block)
    return found


def name_groups(classroom: Classroom) -> dict[str, int]:
    """The class's groups by their names, as blocks from elsewhere look for them."""
    return {group.name.casefold(): group.pk for group in classroom.groups.all()}


def find_week_to_copy(classroom: Classroom, before: dt.date) -> dt.date | None:
    """The Monday of the last week before a date on which anything was planned."""
    days = SchoolDay.objects.filter(
        classroom=classroom, date__lt=before, blocks__removed_at__isnull=True, blocks__isnull=False
    )
    last = days.order_by("-date").values_list("date", flat=True).first()
    return None if last is None else monday_of(last)


def _plan_transfer(
    source: Classroom, target: Classroom, sources: Mapping[dt.date, Sequence[Block]]
) -> tuple[_Transfer, tuple[str, ...]]:
    """Groups by their names, tools by their links; and the names of groups that are not there."""
    named = {group.pk: group.name for group in source.groups.all()}
    if source.pk == target.pk:
        return _Transfer({pk: pk for pk in named}, None), ()
    known = name_groups(target)
    groups = {pk: known[name.casefold()] for pk, name in named.items() if name.casefold() in known}
    asked = {
        group for blocks in sources.values() for block in blocks for group in block.groups.all()
    }
    lost = sorted(group.name for group in asked if group.pk not in groups)
    tools = tuple(Tool.objects.filter(district=target.school.district_id))
    return _Transfer(groups, tools), tuple(lost)


def _states(days: Iterable[TargetDay], *, replace: bool) -> Iterable[BlockState]:
    for day in days:
        if day.is_touched:
            yield from day.coming
            if replace:
                yield from (old.model_copy(update={"removed": True}) for old in day.standing)


def _versions(
    days: Iterable[TargetDay], there: Mapping[dt.date, Sequence[Block]]
) -> dict[UUID, int]:
    return {
        block.pk: block.version
        for day in days
        if day.is_touched
        for block in there.get(day.date, ())
    }


def _join_weeks(copies: Iterable[tuple[dt.date, dict[UUID, UUID]]]) -> list[dict[UUID, UUID]]:
    """Copies of one week are one set where no block is copied into it twice."""
    weeks: list[tuple[dt.date, dict[UUID, UUID]]] = []
    for date, ids in copies:
        week = next(
            (
                known
                for monday, known in weeks
                if monday == monday_of(date) and not known.keys() & ids.keys()
            ),
            None,
        )
        if week is None:
            weeks.append((monday_of(date), dict(ids)))
        else:
            week.update(ids)
    return [ids for _, ids in weeks]


def say_lost_groups(copying: Copying) -> str:
    """What becomes of blocks for groups that the other class does not have; empty if there are
    none."""
    if not copying.lost_groups:
        return ""
    return (
        f"This class has no group called {join_words(copying.lost_groups)}. "
        "Blocks for them alone will be for everyone."
    )
