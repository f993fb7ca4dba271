"""What hangs on blocks in the apps above, which the planner knows nothing of.

Such an app says once, when it is ready, how its content comes along when blocks are copied, and
when a change is taken back.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from planner.models import Change

CopyContent = Callable[[Mapping[UUID, UUID]], None]
FollowUndo = Callable[[Change, Change], None]

_copiers: list[CopyContent] = []
_followers: list[FollowUndo] = []


def register_content(copy_content: CopyContent, follow_undo: FollowUndo | None = None) -> None:
    """Have these called: the one with each copied block's id and that of its copy, set by set;
    the other with each change that is taken back (or made again) and the change that does so.

    Blocks of one set were copied together: what they share, their copies share too.
    """
    if copy_content not in _copiers:
        _copiers.append(copy_content)
    if follow_undo is not None and follow_undo not in _followers:
        _followers.append(follow_undo)


def follow_undo(change: Change, undoing: Change) -> None:
    """Let what hangs on blocks be taken back with them; in the transaction of the undoing."""
    for follow in _followers:
        follow(change, undoing)


def copy_content(copies: Mapping[UUID, UUID]) -> None:
    """Let what hangs on the copied blocks come along."""
    for copier in _copiers:
        copier(copies)
