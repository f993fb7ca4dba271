"""What changed between two documents of one day, in words that a family understands."""

from dataclasses import dataclass

from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.grids import spell_span


@dataclass(frozen=True, slots=True)
class Difference:
    """One change of one block: added, removed, moved, or changed in other ways."""

    kind: str
    block: str
    text: str


def _spell_place(block: PlannedBlock) -> str:
    if block.start is None:
        return f"any time, {block.minutes} minutes"
    return spell_span(block.start, block.start + block.minutes)


def _spell_groups(day: PlannedDay, block: PlannedBlock) -> str:
    names = [group.name for group in day.classroom.groups if group.id in block.groups]
    return " and ".join(names) or "everyone"


FAMILY_FIELDS = {
    "title": "title",
    "mode": "kind of work",
    "screen": "device",
    "subject": "subject",
    "link": "link",
    "instructions": "instructions",
    "coach_check": "coach check",
    "due": "due time",
    "needs_printing": "printing",
    "instruction_minutes": "recorded instruction",
    "tool": "tool",
}


def _compare_block(
    old_day: PlannedDay, new_day: PlannedDay, old: PlannedBlock, new: PlannedBlock
) -> list[Difference]:
    found = []
    if (old.start, old.minutes) != (new.start, new.minutes):
        text = f"{new.title}: {_spell_place(old)} becomes {_spell_place(new)}"
        found.append(Difference("moved", new.id, text))
    names = [
        name for field, name in FAMILY_FIELDS.items() if getattr(old, field) != getattr(new, field)
    ]
    if _spell_groups(old_day, old) != _spell_groups(new_day, new):
        names.append("groups")
    if names:
        found.append(Difference("changed", new.id, f"{new.title}: new {', '.join(names)}"))
    return found


def compare_days(old: PlannedDay | None, new: PlannedDay) -> tuple[Difference, ...]:
    """The differences between what was published (None: nothing yet) and a newer document."""
    if old is None:
        return tuple(
            Difference("added", block.id, f"{block.title}: {_spell_place(block)}")
            for block in new.blocks
        )
    old_blocks = {block.id: block for block in old.blocks}
    new_blocks = {block.id: block for block in new.blocks}
    found: list[Difference] = []
    for block in new.blocks:
        if block.id in old_blocks:
            found.extend(_compare_block(old, new, old_blocks[block.id], block))
        else:
            found.append(
                Difference("added", block.id, f"{block.title}: new, {_spell_place(block)}")
            )
    for block in old.blocks:
        if block.id not in new_blocks:
            text = f"{block.title}: no longer on this day ({_spell_place(block)})"
            found.append(Difference("removed", block.id, text))
    return tuple(found)
