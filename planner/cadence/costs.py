"""What changes cost: how many they are comes first, then the minutes that they move."""

from collections.abc import Iterable, Mapping

from .changes import Add, Alter, Change, Remove, Shift, Split
from .plan import PlannedBlock, PlannedDay

Cost = tuple[int, int]
"""Changes, then minutes: compared in this order."""

OF_A_FACT = 5
"""Saying something else about a block weighs as much as moving it by this."""
OF_A_LENGTH = 1
"""Between two equals, a block that keeps its minutes is changed less."""
OF_A_NEW_BLOCK = 10
LONG = 60
"""The minutes of a new block past these count twice: two usual ones are better than a huge one."""
OF_A_PAUSE_INSIDE = 15
OF_A_LOST_BLOCK = 60
"""Taking a block away is the last that anybody wants: it weighs this beyond its own minutes."""


def weigh_changes(days: Iterable[PlannedDay], changes: Iterable[Change]) -> Cost:
    """What changes of these days cost together."""
    blocks = {block.id: block for day in days for block in day.blocks}
    minutes = [weigh_minutes(blocks, change) for change in changes]
    return len(minutes), sum(minutes)


def weigh_minutes(blocks: Mapping[str, PlannedBlock], change: Change) -> int:
    """The minutes that one change moves, adds or takes away, and what else it weighs."""
    match change:
        case Alter(block_id=block_id, field="start", value=int(start)):
            return abs(start - (blocks[block_id].start or 0))
        case Alter(block_id=block_id, field="minutes", value=int(minutes)):
            return OF_A_LENGTH + abs(minutes - blocks[block_id].minutes)
        case Alter():
            return OF_A_FACT
        case Shift(block_ids=ids, minutes=minutes):
            return abs(minutes) * len(ids)
        case Split(pause=pause):
            return OF_A_PAUSE_INSIDE + pause
        case Remove(block_id=block_id):
            return OF_A_LOST_BLOCK + blocks[block_id].minutes
        case Add(block=block):
            return OF_A_NEW_BLOCK + block.minutes + max(0, block.minutes - LONG)
