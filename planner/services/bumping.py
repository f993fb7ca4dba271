"""Moving a lesson by some meetings, with the rest of its subject: worked out, then done."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planner.bumps import Bump, Lesson, Move, bump
from planner.cadence.words import say_clock, say_count, say_subject
from planner.models import Block, Classroom, SchoolYear
from planner.review import closed_dates
from planner.services.history import BlockState, freeze_block
from planner.services.proposals import Proposal, seal_states

LOOKING_BACK = dt.timedelta(weeks=6)
"""How far before the lesson the subject's meeting days are read off the plan."""
LOOKING_AHEAD = dt.timedelta(weeks=52)


@dataclass(frozen=True, slots=True)
class Bumped:
    """One block's way: how it stands, and how it would stand."""

    old: BlockState
    new: BlockState

    @property
    def was(self) -> str:
        """Where it stands: "Mon 16 November, 9:00 am"."""
        return _say_place(self.old)

    @property
    def becomes(self) -> str:
        """Where it would stand."""
        return _say_place(self.new)


@dataclass(frozen=True, slots=True)
class Bumping:
    """What a bump would do, the gesture that does it, and what finds no meeting day."""

    subject: str
    rows: tuple[Bumped, ...]
    pinned: tuple[BlockState, ...]
    stranded: tuple[BlockState, ...]
    last: dt.date
    proposal: Proposal
    is_pinned: bool

    @property
    def can_be_done(self) -> bool:
        """The lesson may move, and every lesson finds a meeting day."""
        return bool(self.rows) and not self.stranded and not self.is_pinned


def propose_bump(block: Block, by: int) -> Bumping:
    """What moving a block by so many meetings of its subject would do to all that follow it.

    Blocks without a subject follow each other by their title.
    """
    classroom, date = block.day.classroom, block.day.date
    blocks = _read_subject(classroom, block, date - LOOKING_BACK)
    span = _find_span(classroom, date, max(each.day.date for each in blocks))
    closed = closed_dates(classroom, *span)
    found = bump(
        map(_lesson, blocks), str(block.pk), by, is_open=lambda day: day not in closed, span=span
    )
    rows = {str(each.pk): each for each in blocks}
    moved = tuple(_apply(rows[move.id], move) for move in found.moves)
    subject = say_subject(block.subject) or block.title
    return Bumping(
        subject=subject,
        rows=moved,
        pinned=tuple(
            freeze_block(each) for each in blocks if each.pinned and each.day.date >= date
        ),
        stranded=tuple(freeze_block(rows[pk]) for pk in found.stranded),
        last=span[1],
        proposal=_seal(classroom, _say(block, subject, by, found), moved, rows.values()),
        is_pinned=block.pinned,
    )


def _say_place(state: BlockState) -> str:
    when = "any time" if state.start is None else say_clock(state.start)
    return f"{state.date:%a} {state.date.day} {state.date:%B}, {when}"


def _read_subject(classroom: Classroom, block: Block, since: dt.date) -> list[Block]:
    blocks = Block.objects.standing().filter(day__classroom=classroom, day__date__gte=since)
    same = {"subject": block.subject} if block.subject else {"subject": "", "title": block.title}
    return list(blocks.filter(**same).select_related("day").prefetch_related("groups"))


def _find_span(classroom: Classroom, date: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """From when to when meetings are looked for: inside the school year, if the day is in one."""
    years = SchoolYear.objects.filter(district=classroom.school.district_id)
    year = years.filter(starts_on__lte=date, ends_on__gte=date).first()
    if year is None:
        return date - LOOKING_BACK, last + LOOKING_AHEAD
    return max(year.starts_on, date - LOOKING_BACK), year.ends_on


def _lesson(block: Block) -> Lesson:
    return Lesson(
        str(block.pk), block.day.date, block.start, block.minutes, block.mode, block.pinned
    )


def _apply(block: Block, move: Move) -> Bumped:
    old = freeze_block(block)
    update = {"date": move.date, "start": move.start, "due_on": old.due_with(move.date)}
    return Bumped(old, old.model_copy(update=update))


def _say(block: Block, subject: str, by: int, found: Bump) -> str:
    where = f"{say_count(abs(by), 'meeting')} {'later' if by > 0 else 'earlier'}"
    others = len(found.moves) - 1
    return f"Moved {block.title} {where}" + (f", and {others} more of {subject}" if others else "")


def _seal(
    classroom: Classroom, what: str, moved: Iterable[Bumped], blocks: Iterable[Block]
) -> Proposal:
    states = tuple(row.new for row in moved)
    versions = {block.pk: block.version for block in blocks}
    versions = {state.id: versions[state.id] for state in states}
    seal = seal_states((), ((state, versions[state.id]) for state in states))
    return Proposal(classroom, what, states, versions, seal)
