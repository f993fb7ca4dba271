"""Changes of a plan as values: what each makes of a day, and what it is in words."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Literal

from .plan import PlannedBlock, PlannedDay, PlannedTool
from .words import join_words, say_clock, say_count, say_day

GRID = 5
"""Minutes between the times at which things begin."""
SMALLEST = 5
"""Minutes that a block keeps at least."""

AlteredField = Literal["start", "minutes", "screen", "needs_printing", "due", "tool", "purpose"]


@dataclass(frozen=True, slots=True)
class Alter:
    """One field of a block gets another value. `due` is written as ISO text."""

    date: dt.date
    block_id: str
    field: AlteredField
    value: int | bool | str | PlannedTool | None
    kind: Literal["alter"] = "alter"


@dataclass(frozen=True, slots=True)
class Shift:
    """Blocks that stand one after another all begin some minutes later, or earlier (below 0)."""

    date: dt.date
    block_ids: tuple[str, ...]
    minutes: int
    kind: Literal["shift"] = "shift"


@dataclass(frozen=True, slots=True)
class Split:
    """A block becomes two, the second some minutes after the first."""

    date: dt.date
    block_id: str
    pause: int
    kind: Literal["split"] = "split"


@dataclass(frozen=True, slots=True)
class Remove:
    """A block is taken off its day."""

    date: dt.date
    block_id: str
    kind: Literal["remove"] = "remove"


@dataclass(frozen=True, slots=True)
class Add:
    """A new block stands on the day."""

    date: dt.date
    block: PlannedBlock
    kind: Literal["add"] = "add"


Change = Alter | Shift | Split | Remove | Add


def apply_all(days: Iterable[PlannedDay], changes: Iterable[Change]) -> tuple[PlannedDay, ...]:
    """The days with all of the changes made, one after another."""
    known = tuple(changes)
    return tuple(reduce(apply, (c for c in known if c.date == day.date), day) for day in days)


def apply(day: PlannedDay, change: Change) -> PlannedDay:
    """The day with the change made; the day itself where the block is not on it (any more)."""
    match change:
        case Alter(block_id=block_id, field=field, value=value):
            return replace_block(day, block_id, lambda block: (alter(block, field, value),))
        case Shift(block_ids=ids, minutes=minutes):
            moved = [shift(b, minutes) if b.id in ids else b for b in day.blocks]
            return day.model_copy(update={"blocks": tuple(moved)})
        case Split(block_id=block_id, pause=pause):
            return replace_block(day, block_id, lambda block: split(block, pause))
        case Remove(block_id=block_id):
            return replace_block(day, block_id, lambda block: ())
        case Add(block=block):
            return day.model_copy(update={"blocks": (*day.blocks, block)})


def replace_block(
    day: PlannedDay, block_id: str, replace: Callable[[PlannedBlock], Sequence[PlannedBlock]]
) -> PlannedDay:
    """The day with what a block becomes in its place."""
    blocks: list[PlannedBlock] = []
    for block in day.blocks:
        blocks += replace(block) if block.id == block_id else (block,)
    return day.model_copy(update={"blocks": tuple(blocks)})


def alter(block: PlannedBlock, field: AlteredField, value: Any) -> PlannedBlock:
    """The block with one field changed, and with what follows from that."""
    update: dict[str, Any] = {field: value}
    if field == "due" and value is not None:
        update["due"] = dt.datetime.fromisoformat(value)
    if field == "tool":
        # The old link leads to the old tool.
        update["link"] = ""
    if field == "screen" and value == "off":
        # All of these need a device.
        update |= {"link": "", "tool": None, "instruction_minutes": None}
    return block.model_copy(update=update)


def shift(block: PlannedBlock, minutes: int) -> PlannedBlock:
    """The block so many minutes later."""
    return block.model_copy(update={"start": (block.start or 0) + minutes})


def split(block: PlannedBlock, pause: int) -> tuple[PlannedBlock, PlannedBlock]:
    """The block's two halves, the first of them the longer where it must be, on the grid."""
    half = -(-block.minutes // (2 * GRID)) * GRID
    first = block.model_copy(update={"minutes": half})
    start = (block.start or 0) + half + pause
    rest = {"id": name_second_half(block.id), "start": start, "minutes": block.minutes - half}
    return first, block.model_copy(update=rest)


def name_second_half(block_id: str) -> str:
    """The id of the block that a split makes."""
    return f"{block_id[:38]}-2"


def list_touched(change: Change) -> tuple[str, ...]:
    """The ids of the blocks of the plan that a change changes."""
    match change:
        case Shift(block_ids=ids):
            return ids
        case Add():
            return ()
        case _:
            return (change.block_id,)


def say_changes(days: Sequence[PlannedDay], changes: Iterable[Change]) -> tuple[str, ...]:
    """Each change in words; with its weekday where there are several days."""
    by_date = {day.date: day for day in days}
    said, known = [], tuple(changes)
    for place, each in enumerate(known, 1):
        change = leave_out_replaced(each, known[place:])
        where = f" on {say_day(change.date)}" if len(days) > 1 else ""
        said.append(f"{say_change(by_date[change.date], change)}{where}")
    return tuple(said)


def leave_out_replaced(change: Change, following: Iterable[Change]) -> Change:
    """A shift without the blocks that get a time of their own, or go, in what follows it: naming
    them twice would read as a contradiction."""
    if not isinstance(change, Shift):
        return change
    settled = {
        other.block_id
        for other in following
        if isinstance(other, Remove) or (isinstance(other, Alter) and other.field == "start")
    }
    ids = tuple(pk for pk in change.block_ids if pk not in settled)
    return Shift(change.date, ids or change.block_ids, change.minutes)


def say_change(day: PlannedDay, change: Change) -> str:
    """One change as its button says it: "Move “Math” to 10:20 am"."""
    blocks = {block.id: block for block in day.blocks}
    match change:
        case Add(block=block):
            return say_new_block(block)
        case Shift(block_ids=ids, minutes=minutes):
            names = join_words(f"“{blocks[pk].title}”" for pk in ids)
            way = "later" if minutes > 0 else "earlier"
            return f"Begin {names} {say_count(abs(minutes), 'minute')} {way}"
        case Split(block_id=block_id, pause=pause):
            name = f"“{blocks[block_id].title}”"
            return f"Split {name} in two with {say_count(pause, 'minute')} between"
        case Remove(block_id=block_id):
            return f"Take “{blocks[block_id].title}” off the day"
        case Alter(block_id=block_id, field=field, value=value):
            return SAY_ALTERED[field](blocks[block_id], value)


def say_new_block(block: PlannedBlock) -> str:
    """ "Add a 20-minute break, “Break”, at 10:30 am"."""
    nouns = {"live": "live session", "in_person": "in-person session", "break": "break"}
    noun = nouns.get(block.mode) or ("task" if block.needs_screen else "offline task")
    article = "an" if block.minutes in (8, 11, 18) or 80 <= block.minutes < 90 else "a"
    when = "for any time" if block.start is None else f"at {say_clock(block.start)}"
    return f"Add {article} {block.minutes}-minute {noun}, “{block.title}”, {when}"


def say_minutes(block: PlannedBlock, minutes: int) -> str:
    """A block made longer or shorter."""
    verb = "Shorten" if minutes < block.minutes else "Lengthen"
    return f"{verb} “{block.title}” to {say_count(minutes, 'minute')}"


def say_screen(block: PlannedBlock, screen: str) -> str:
    """A task put on a device or taken off it."""
    return f"Make “{block.title}” {'offline' if screen == 'off' else 'a task on a device'}"


def say_due(block: PlannedBlock, due: str) -> str:
    """A task due at another time."""
    when = dt.datetime.fromisoformat(due)
    clock = say_clock(when.hour * 60 + when.minute)
    return f"Make “{block.title}” due on {say_day(when)} at {clock}"


def say_tool(block: PlannedBlock, tool: PlannedTool | None) -> str:
    """A block held on another tool, or on none."""
    if tool is None:
        return f"Plan “{block.title}” without a tool"
    return f"Hold “{block.title}” on {tool.name}"


SAY_ALTERED: dict[AlteredField, Callable[[PlannedBlock, Any], str]] = {
    "start": lambda block, start: f"Move “{block.title}” to {say_clock(start)}",
    "minutes": say_minutes,
    "screen": say_screen,
    "needs_printing": lambda block, _: f"Plan “{block.title}” without printing",
    "due": say_due,
    "tool": say_tool,
    "purpose": lambda block, purpose: f"Make “{block.title}” {purpose.replace('_', ' ')} time",
}
