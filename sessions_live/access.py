"""The only way from an address to a live session."""

from uuid import UUID

from django.http import Http404

from planner import access
from planner.models import Block, User
from sessions_live.models import Attendance, CatchUp, LiveSession


class NotLive(Http404):
    """The block is there, but it is no live session, so it has no session page."""

    def __init__(self, block: Block) -> None:
        super().__init__("This block is not a live session.")
        self.block = block


def get_live_block_to_plan(user: User, pk: UUID) -> Block:
    """A live block to change; raises NotLive, which is 404, for a block of another kind."""
    block = access.get_block_to_plan(user, pk)
    if block.mode != "live":
        raise NotLive(block)
    return block


def get_block_being_edited(user: User, pk: UUID) -> Block:
    """The block of an edit that was begun before: it may have been removed or changed in kind."""
    return access.get_block_to_plan(user, pk, even_removed=True)


def find_session(block: Block) -> LiveSession:
    """The block's session; an empty one, not stored and of version 0, where none was written."""
    stored = LiveSession.objects.filter(block=block).select_related("changed_by").first()
    return stored or LiveSession(block=block, version=0)


def find_attendance(block: Block) -> Attendance:
    """A block's attendance; an empty one, not stored and of version 0, where none was taken."""
    stored = Attendance.objects.filter(block=block).select_related("taken_by").first()
    return stored or Attendance(block=block, version=0)


def find_catch_up(block: Block) -> CatchUp:
    """What the block leaves for the absent; an empty one, not stored and of version 0, where
    nothing was written."""
    stored = CatchUp.objects.filter(block=block).select_related("confirmed_by").first()
    return stored or CatchUp(block=block, version=0)
