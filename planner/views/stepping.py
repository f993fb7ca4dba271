"""What Undo and Redo would do next in a class's week, in words."""

import datetime as dt
from dataclasses import dataclass

from planner.models import Change, Classroom, User, monday_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step along a person's line of gestures: the change to take back, and what that does."""

    change: Change
    words: str
    monday: dt.date
    is_elsewhere: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The steps from where a person stands: one back, one ahead."""

    back: Step | None = None
    ahead: Step | None = None


def read_line(
    user: User, classroom: Classroom, monday: dt.date, newest: Change | None = None
) -> Line:
    """Where this person stands in their line of gestures; always two queries.

    None where the newest change is at hand and is a gesture of theirs: it is what Undo takes back,
    and nothing is ahead of it.
    """
    if newest is not None and newest.by_id == user.pk and newest.kind == Change.Kind.GESTURE:
        return Line(back=_make_step(newest, newest.what, monday))
    back = Change.objects.find_undoable(user, classroom)
    ahead = Change.objects.find_redoable(user, classroom)
    return Line(
        back=None if back is None else _make_step(back, back.what, monday),
        ahead=None if ahead is None else _make_step(ahead, ahead.would_redo, monday),
    )


def _make_step(change: Change, words: str, monday: dt.date) -> Step:
    """A change that touched no day of the week shown is taken back in its own week."""
    weeks = [monday_of(date) for date in change.dates]
    is_elsewhere = monday not in weeks
    return Step(change, words, weeks[0] if is_elsewhere else monday, is_elsewhere)
