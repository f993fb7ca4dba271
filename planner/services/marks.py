"""Receiving the ticks that learners and adults at home set, each exactly once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from planner.models import Block, EnrolledLearner, Mark
from planner.models.homes import LONGEST_CHOICE

MOST_A_DAY = 500
"""Ticks of one learner in a day; nobody comes near, and a machine gone wild fills no disk."""
LONGEST_AWAY = dt.timedelta(days=60)
"""A device whose clock is further behind is not believed."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """A tick set or taken away, as a device tells of it."""

    id: UUID
    block: UUID
    kind: Mark.Kind
    is_set: bool
    made_at: dt.datetime
    choice: str = ""
    """What was picked; empty for ticks."""


class TooManyMarks(Exception):
    """The learner has sent more ticks today than there can be."""


def receive_marks(
    *, learner: EnrolledLearner, gestures: Sequence[Gesture], now: dt.datetime
) -> tuple[UUID, ...]:
    """Keep what is new, in order; the gestures that are no block of the learner's are returned.

    A gesture that arrived before is not kept again and does not count, so that a device may send
    it until it knows.
    Raises TooManyMarks, and then keeps nothing.
    """
    mine = Mark.objects.filter(learner=learner.pk)
    named = {each.id for each in gestures}
    new = named.difference(mine.filter(gesture__in=named).values_list("gesture", flat=True))
    today = mine.filter(received_at__gt=now - dt.timedelta(days=1))
    if new and today.count() + len(new) > MOST_A_DAY:
        raise TooManyMarks("More ticks arrived today than a day can have.")
    published = Block.objects.filter(
        pk__in={each.block for each in gestures},
        day__classroom__in=[each.classroom_id for each in learner.classes],
        day__published__isnull=False,
    )
    known = set(published.values_list("pk", flat=True))
    marks = [
        Mark(
            gesture=each.id,
            learner_id=learner.pk,
            block_id=each.block,
            kind=each.kind,
            choice=each.choice[:LONGEST_CHOICE],
            is_set=each.is_set,
            made_at=min(max(each.made_at, now - LONGEST_AWAY), now),
            received_at=now,
        )
        for each in gestures
        if each.block in known
    ]
    # One statement, so that all arrive or none; a gesture that is there already is left alone.
    Mark.objects.bulk_create(marks, ignore_conflicts=True)
    return tuple(each.id for each in gestures if each.block not in known)
