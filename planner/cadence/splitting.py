"""What is measured on its own within a window: subjects, tools, blocks, runs, halves of a day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from .measuring import Part
from .plan import PlannedBlock, PlannedDay
from .policy import CheckedRule
from .pools import find_teacher
from .runs import find_runs
from .selections import Blocks, Selection
from .timelines import Timeline

FindValue = Callable[[PlannedDay, PlannedBlock], str]


@dataclass(slots=True)
class Piece:
    """Some parts of a window that are measured on their own, and what they are called."""

    value: str | None
    """The subject, tool or teacher of a rule "for each"."""
    name: str
    """Which block, run or half of the day it is; empty for wider windows."""
    place: int
    """The first of the day is 0."""
    parts: list[Part]


def split_parts(rule: CheckedRule, chosen: Selection, parts: list[Part]) -> Iterator[Piece]:
    """The pieces of a rule's window for one group; `chosen` is what its parts were chosen by."""
    by_value = split_by_value(rule.key, chosen, parts) if rule.key in VALUES else [(None, parts)]
    split_day = DAY_SPLITS.get(rule.window_word)
    for value, mine in by_value:
        if split_day is None:
            yield Piece(value, "", 0, mine)
            continue
        for part in mine:
            for place, (name, piece) in enumerate(split_day(rule, part)):
                yield Piece(value, name, place, [piece])


def split_by_value(
    key: str, chosen: Selection, parts: list[Part]
) -> Iterator[tuple[str, list[Part]]]:
    """The parts once for each value: subjects that the class is taught, and all that occur."""
    find_value = VALUES[key]
    sorted_out = [
        (
            part,
            sort_out(part.day, part.timeline.blocks, find_value),
            sort_out(part.day, part.chosen, find_value),
        )
        for part in parts
    ]
    for folded, value in find_values(key, chosen, parts).items():
        yield (
            value,
            [
                make_part(part, tuple(blocks.get(folded, ())), tuple(mine.get(folded, ())))
                for part, blocks, mine in sorted_out
            ],
        )


def sort_out(
    day: PlannedDay, blocks: Blocks, find_value: FindValue
) -> dict[str, list[PlannedBlock]]:
    """The blocks of each value, without regard to capitals."""
    found: dict[str, list[PlannedBlock]] = {}
    for block in blocks:
        found.setdefault(find_value(day, block).casefold(), []).append(block)
    return found


def make_part(part: Part, blocks: Blocks, chosen: Blocks) -> Part:
    """The part with a timeline that has only these blocks."""
    return Part(part.day, Timeline(part.timeline.group, blocks), chosen)


def find_values(key: str, chosen: Selection, parts: Iterable[Part]) -> dict[str, str]:
    """Values by their spelling without capitals, but those of which nothing can be chosen; the
    class's own spelling comes first."""
    find_value = VALUES[key]
    found: dict[str, str] = {}
    if key == "subject":
        for part in parts:
            for subject in part.day.classroom.subjects:
                found.setdefault(subject.casefold(), subject)
    for part in parts:
        for block in part.timeline.blocks:
            value = find_value(part.day, block)
            if value:
                found.setdefault(value.casefold(), value)
    if chosen.is_narrowed:
        line = LINES[key]
        return {fold: value for fold, value in found.items() if chosen.may_take(line, fold)}
    return found


def split_by_block(rule: CheckedRule, part: Part) -> Iterator[tuple[str, Part]]:
    """The part once for each chosen block."""
    for block in part.chosen:
        yield block.id, make_part(part, (block,), (block,))


def split_by_run(rule: CheckedRule, part: Part) -> Iterator[tuple[str, Part]]:
    """The part once for each unbroken run of its chosen blocks."""
    for run in find_runs(part.chosen, rule.away or 1):
        yield str(run.start), make_part(part, run.blocks, run.blocks)


def split_by_half(rule: CheckedRule, part: Part) -> Iterator[tuple[str, Part]]:
    """The part's morning and its afternoon; tasks without a time belong to neither."""
    ends = {"morning": (0, rule.noon), "afternoon": (rule.noon, 24 * 60)}
    for name, (begin, end) in ends.items():
        # A block that is cut off is cut off once: what is chosen stands in the timeline itself.
        # Known by itself and not by its id, which another class's block of a teacher may share.
        clipped = {
            id(block): clip_block(block, begin, end)
            for block in part.timeline.blocks
            if overlaps(block, begin, end)
        }
        timeline = Timeline(part.timeline.group, tuple(clipped.values()))
        chosen = tuple(clipped[id(block)] for block in part.chosen if id(block) in clipped)
        yield name, Part(part.day, timeline, chosen)


def overlaps(block: PlannedBlock, begin: int, end: int) -> bool:
    """Whether a timed block has minutes between the two times."""
    return block.start is not None and block.start < end and block.start + block.minutes > begin


def clip_block(block: PlannedBlock, begin: int, end: int) -> PlannedBlock:
    """A timed block cut off at the two times."""
    start = block.start or 0
    stop = start + block.minutes
    if begin <= start and stop <= end:
        return block
    first = max(start, begin)
    return block.model_copy(update={"start": first, "minutes": min(stop, end) - first})


LINES: dict[str, Literal["subject", "tool", "teacher"]] = {
    "subject": "subject",
    "tool": "tool",
    "taught_by": "teacher",
}
"""The line of a selection that a key goes by."""
VALUES: dict[str, FindValue] = {
    "subject": lambda day, block: block.subject or "",
    "tool": lambda day, block: block.tool.name if block.tool else "",
    "taught_by": find_teacher,
}
DAY_SPLITS: dict[str, Callable[[CheckedRule, Part], Iterator[tuple[str, Part]]]] = {
    "block": split_by_block,
    "run": split_by_run,
    "half_day": split_by_half,
}
