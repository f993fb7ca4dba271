"""The only way from an address to a live session."""

from uuid import UUID

from django.http import Http404

from planner import access
from planner.models import Block, User
from sessions_live.models import LiveSession


def get_live_block_to_plan(user: User, pk: UUID) -> Block:
    """A live block to change; 404 for a block of another kind, which has no session."""
    block = access.get_block_to_plan(user, pk)
    if block.mode != "live":
        raise Http404("This block is not a live session, so it has no session page.")
    return block


def find_session(block: Block) -> LiveSession:
    """The block's session; an empty one, not stored and of version 0, where none was written."""
    stored = LiveSession.objects.filter(block=block).select_related("changed_by").first()
    return stored or LiveSession(block=block, version=0)
