"""Small changes of a plan that may mend a finding: add, remove, move, stretch, change a block."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from .compiling import CompiledClause
from .contradictions import find_gaps
from .findings import Finding
from .plan import PlannedBlock, PlannedDay, PlannedTool
from .selections import Selection
from .timelines import order_blocks

STEPS = (5, 10, 15, 30)
LENGTHS = (15, 20, 30, 45)
SMALLEST = 5
APPROVED = PlannedTool(name="An approved tool", approved=True, meeting=True)
WITH_FACT: dict[str, dict[str, Any]] = {
    "tool": {"tool": APPROVED},
    "approved_tool": {"tool": APPROVED},
    "meeting_tool": {"tool": APPROVED},
    "instruction": {"instruction_minutes": 5},
    "coach_check": {"coach_check": "Ask what it was about."},
    "instructions": {"instructions": "Read, then do."},
    "link": {"link": "https://meet.example.org/"},
    "purpose": {"purpose": "instruction"},
}
WITHOUT_FACT: dict[str, dict[str, Any]] = {
    "tool": {"tool": None},
    "unapproved_tool": {"tool": APPROVED},
    "printing": {"needs_printing": False},
    "due": {"due": None},
    "link": {"link": ""},
}


def propose_repairs(
    day: PlannedDay, finding: Finding, clause: CompiledClause, fixed: Collection[str]
) -> Iterator[PlannedDay]:
    """Days that differ from this one by one change, the likeliest to mend the finding first."""
    if finding.found < finding.limit:
        yield from lengthen_blocks(day, finding, fixed)
        yield from add_blocks(day, finding, clause.chosen)
    yield from change_facts(day, finding, clause, fixed)
    yield from reshape_blocks(day, finding, fixed)


def free_blocks(
    day: PlannedDay, finding: Finding, fixed: Collection[str]
) -> Iterator[PlannedBlock]:
    """The finding's blocks that may be changed."""
    for block in day.blocks:
        if block.id in finding.block_ids and block.id not in fixed:
            yield block


def put_block(day: PlannedDay, block: PlannedBlock, **changes: Any) -> Iterator[PlannedDay]:
    """The day with one block changed, where that makes a block that can be."""
    changed = block.model_copy(update=changes)
    if changed.minutes < 1 or (changed.start is not None and not _is_inside(day, changed)):
        return
    others = (changed if each.id == block.id else each for each in day.blocks)
    yield day.model_copy(update={"blocks": tuple(others)})


def _is_inside(day: PlannedDay, block: PlannedBlock) -> bool:
    start = block.start or 0
    return day.opens <= start and start + block.minutes <= day.closes


def lengthen_blocks(
    day: PlannedDay, finding: Finding, fixed: Collection[str]
) -> Iterator[PlannedDay]:
    """One of the finding's blocks made longer, by what is missing or by a step."""
    missing = int(finding.limit - finding.found) if finding.unit == "minutes" else 0
    for block in free_blocks(day, finding, fixed):
        for more in dict.fromkeys((missing, *STEPS)):
            if more:
                yield from put_block(day, block, minutes=block.minutes + more)


def add_blocks(day: PlannedDay, finding: Finding, chosen: Selection) -> Iterator[PlannedDay]:
    """One more block of the kind that is missing, where there is room for it."""
    missing = int(finding.limit - finding.found) if finding.unit == "minutes" else 0
    lengths = [n for n in dict.fromkeys((missing, *LENGTHS)) if 0 < n <= 60 or n == missing > 0]
    for minutes in lengths:
        for start in find_starts(day, chosen, minutes):
            block = make_block(day, finding, chosen, start, minutes)
            yield day.model_copy(update={"blocks": (*day.blocks, block)})


def find_starts(day: PlannedDay, chosen: Selection, minutes: int) -> Iterator[int | None]:
    """Where a new block can stand: any time for tasks, else in a gap, close to what is before it
    or some minutes after."""
    if choose_mode(chosen) == "async" and not chosen.timed:
        yield None
        return
    for first, last in find_gaps(day, [b for b in order_blocks(day.blocks) if b.start is not None]):
        for pause in (0, *STEPS):
            if first + pause + minutes <= last:
                yield first + pause


def choose_mode(chosen: Selection) -> str:
    """The mode of a block that a selection takes."""
    if chosen.mode:
        return chosen.mode[0]
    return "async" if chosen.screen else "live"


def make_block(
    day: PlannedDay, finding: Finding, chosen: Selection, start: int | None, minutes: int
) -> PlannedBlock:
    """A block of the kind that is missing, with what a careful teacher would give it."""
    mode = choose_mode(chosen)
    subjects = (finding.key,) if finding.key else chosen.subject
    facts: dict[str, Any] = {}
    for fact in chosen.has or ():
        facts |= WITH_FACT.get(fact, {})
    return PlannedBlock.model_validate(
        {
            "id": f"new-{len(day.blocks) + 1}",
            "mode": mode,
            "title": (chosen.title or subjects or chosen.purpose or ("New block",))[0],
            "start": start,
            "minutes": minutes,
            "screen": (chosen.screen or ("off",))[0] if mode == "async" else None,
            "subject": subjects[0] if subjects else None,
            "purpose": chosen.purpose[0] if chosen.purpose else None,
            "groups": (finding.group_id,) if finding.group_id else (),
            "traits": chosen.trait[:1] if chosen.trait else (),
            **facts,
        }
    )


def change_facts(
    day: PlannedDay, finding: Finding, clause: CompiledClause, fixed: Collection[str]
) -> Iterator[PlannedDay]:
    """One of the finding's blocks with the fact that is asked for, or without the unwanted one."""
    fact = getattr(clause.measuring, "fact", None)
    wanted = WITH_FACT if clause.measure_word == "lacking" else WITHOUT_FACT
    changes = [wanted[fact]] if fact in wanted else []
    if clause.measure_word == "due_outside":
        changes.append({"due": None})
    if clause.measure_word == "opening":
        changes.append({"purpose": getattr(clause.measuring, "purpose", "community")})
    if clause.measure_word == "different":
        changes.append({"tool": None})
    for block in free_blocks(day, finding, fixed):
        for change in changes:
            yield from put_block(day, block, **change)
        if block.mode == "async":
            other = "off" if block.screen == "on" else "on"
            yield from put_block(day, block, screen=other)


def reshape_blocks(
    day: PlannedDay, finding: Finding, fixed: Collection[str]
) -> Iterator[PlannedDay]:
    """One of the finding's blocks shortened, moved, split or taken away."""
    over = int(finding.found - finding.limit) if finding.unit == "minutes" else 0
    for block in free_blocks(day, finding, fixed):
        for less in dict.fromkeys((over, *STEPS)):
            if 0 < less <= block.minutes - SMALLEST:
                yield from put_block(day, block, minutes=block.minutes - less)
        if block.start is not None:
            for step in STEPS:
                yield from put_block(day, block, start=block.start + step)
                yield from put_block(day, block, start=block.start - step)
            yield from split_block(day, block)
        others = tuple(each for each in day.blocks if each.id != block.id)
        yield day.model_copy(update={"blocks": others})


def split_block(day: PlannedDay, block: PlannedBlock) -> Iterator[PlannedDay]:
    """The block as two, the second some minutes after the first."""
    if block.start is None or block.minutes < 2 * SMALLEST:
        return
    half = block.minutes // 2
    for pause in STEPS:
        first = block.model_copy(update={"minutes": half})
        start = block.start + half + pause
        rest = {"id": f"{block.id}-2", "start": start, "minutes": block.minutes - half}
        second = block.model_copy(update=rest)
        if _is_inside(day, second) and second.id not in {each.id for each in day.blocks}:
            others = [each for each in day.blocks if each.id != block.id]
            yield day.model_copy(update={"blocks": (*others, first, second)})


def name_state(days: Iterable[PlannedDay]) -> frozenset[tuple[object, ...]]:
    """What makes two plans the same, whatever their new blocks are called."""
    return frozenset(
        (day.date, b.mode, b.start, b.minutes, b.screen, b.subject, b.purpose, b.groups, b.tool)
        for day in days
        for b in day.blocks
    )
