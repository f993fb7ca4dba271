"""How blocks stood when somebody saw them, however they stand by now."""

from collections.abc import Mapping
from uuid import UUID

from planner.models import Change, Classroom
from planner.models.weeks import find_blocks
from planner.services.history import BlockState, freeze_block


def read_seen(classroom: Classroom, versions: Mapping[UUID, int]) -> dict[UUID, BlockState]:
    """How these blocks stood at these versions; ids that never existed are left out.

    Every version was left by one change, so that history tells those that are gone, the newest
    first. A version that it does not tell (there never was one such) is taken for the oldest known.
    """
    blocks = find_blocks(classroom, versions)
    seen = {pk: freeze_block(block) for pk, block in blocks.items()}
    since = {pk: max(block.version - versions[pk], 0) for pk, block in blocks.items()}
    if any(since.values()):
        for change in Change.objects.filter(classroom=classroom).order_by("-pk").iterator():
            _step_back(change, seen, since)
            if not any(since.values()):
                break
    return seen


def _step_back(change: Change, seen: dict[UUID, BlockState], since: dict[UUID, int]) -> None:
    """Let blocks be as they were before a change, as far as they were seen before it."""
    for state in map(BlockState.model_validate, change.before):
        if since.get(state.id):
            since[state.id] -= 1
            seen[state.id] = state
