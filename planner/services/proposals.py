"""A gesture over several blocks that is shown before it is made, and made only as it was shown."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.models import Block, Change, Classroom, Stage, Tool, User
from planner.review import WeekReview, plan_block, review_week
from planner.services.content import copy_content
from planner.services.history import PLAIN_FIELDS, BlockState, perform


@dataclass(frozen=True, slots=True)
class Proposal:
    """How blocks would stand, and from which versions of those that stand already.

    `seal` is short for all that was shown; `copies` are sets of blocks copied together: each
    copied block's id with its copy's.
    """

    classroom: Classroom
    what: str
    states: tuple[BlockState, ...]
    versions: Mapping[UUID, int]
    seal: str
    copies: tuple[Mapping[UUID, UUID], ...] = ()


def seal_states(new: Iterable[BlockState], standing: Iterable[tuple[BlockState, int]] = ()) -> str:
    """A short name for blocks that would come (whatever their ids) and for those that stand, at
    their versions."""
    told = [state.model_dump_json(exclude={"id", "face_of"}) for state in new]
    told += [f"{version} {state.model_dump_json()}" for state, version in standing]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def foresee(proposal: Proposal, monday: dt.date) -> WeekReview:
    """A week judged as a proposal would leave it; nothing is written."""
    asked = {state.tool for state in proposal.states if state.tool is not None}
    tools = Tool.objects.in_bulk(asked)
    touched = {str(state.id) for state in proposal.states}
    coming: dict[dt.date, list[PlannedBlock]] = {}
    for state in proposal.states:
        if not state.removed:
            coming.setdefault(state.date, []).append(plan_state(state, tools))

    def imagine(days: tuple[PlannedDay, ...]) -> tuple[PlannedDay, ...]:
        return tuple(
            day.model_copy(
                update={
                    "blocks": (
                        *(block for block in day.blocks if block.id not in touched),
                        *coming.get(day.date, ()),
                    )
                }
            )
            for day in days
        )

    return review_week(proposal.classroom, monday, Stage.DRAFT, imagine)


def plan_state(state: BlockState, tools: Mapping[int, Tool]) -> PlannedBlock:
    """A block's state as documents state it, given the tools that states name."""
    fields = {name: getattr(state, name) for name in PLAIN_FIELDS}
    tool = None if state.tool is None else tools.get(state.tool)
    return plan_block(Block(pk=state.id, tool=tool, **fields), state.groups)


class ChangedMeanwhile(Exception):
    """What was shown is no longer what would be done: nothing was written."""


def check_seen(stands: str, seen: str | None) -> None:
    """Raise ChangedMeanwhile where something stands otherwise than it was seen; not asked where
    nobody says how they saw it."""
    if seen is not None and seen != stands:
        raise ChangedMeanwhile


@transaction.atomic
def carry_out(
    *,
    by: User | None,
    classroom: Classroom,
    propose: Callable[[], Proposal],
    seal: str,
    now: dt.datetime,
) -> Change:
    """Work a proposal out again, with the class's plan held, and do it as one gesture.

    Raises ChangedMeanwhile when it is no longer the one that was sealed, and FullDay when a day
    would hold too many blocks.
    """
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    proposal = propose()
    if proposal.seal != seal:
        raise ChangedMeanwhile
    change = perform(
        by=by,
        classroom=classroom,
        states=proposal.states,
        versions=proposal.versions,
        what=proposal.what,
        now=now,
    )
    for copies in proposal.copies:
        copy_content(copies)
    return change
