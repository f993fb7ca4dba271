"""What hangs on blocks in the apps above, which the planner knows nothing of.

Such an app says once, when it is ready, how its content comes along when blocks are copied, when
a change is taken back, and what work asks of a learner once it is done without a device.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from planner.models import Change

CopyContent = Callable[[Mapping[UUID, UUID]], None]
FollowUndo = Callable[[Change, Change], None]
SpellOffline = Callable[[Mapping[UUID, str]], Mapping[UUID, str]]

_copiers: list[CopyContent] = []
_followers: list[FollowUndo] = []
_spellers: list[SpellOffline] = []


def register_content(
    copy_content: CopyContent,
    follow_undo: FollowUndo | None = None,
    spell_offline: SpellOffline | None = None,
) -> None:
    """Have these called: the first with each copied block's id and that of its copy, set by set;
    the second with each change that is taken back (or made again) and the change that does so;
    the third with blocks' instructions where their devices are put away, to say what they are
    then, and those of further blocks that are the same work.

    Blocks of one set were copied together: what they share, their copies share too.
    """
    if copy_content not in _copiers:
        _copiers.append(copy_content)
    if follow_undo is not None and follow_undo not in _followers:
        _followers.append(follow_undo)
    if spell_offline is not None and spell_offline not in _spellers:
        _spellers.append(spell_offline)


def follow_undo(change: Change, undoing: Change) -> None:
    """Let what hangs on blocks be taken back with them; in the transaction of the undoing."""
    for follow in _followers:
        follow(change, undoing)


def copy_content(copies: Mapping[UUID, UUID]) -> None:
    """Let what hangs on the copied blocks come along."""
    for copier in _copiers:
        copier(copies)


def spell_offline(instructions: Mapping[UUID, str]) -> dict[UUID, str]:
    """What these blocks, and others that are the same work, say once no device is needed."""
    found = dict(instructions)
    for spell in _spellers:
        found.update(spell(instructions))
    return found
