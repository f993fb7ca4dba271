"""Where blocks stand on a page's time grid, as the class names of static/css/grid.css.

The grid has a row for every five minutes. Pages allow no inline styles, so a block's place is
said by classes alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.cadence.plan import DAY_MINUTES, PlannedBlock, PlannedDay
from planner.speech import say_clock, spell_span

__all__ = [
    "Axis",
    "HourMark",
    "assign_lanes",
    "count_steps",
    "find_axis",
    "order_blocks",
    "place_on_grid",
    "spell_hour",
    "spell_span",
]

STEP_MINUTES = 5
MOST_LANES = 6
SHORT_STEPS = 6
TINY_STEPS = 3


@dataclass(frozen=True, slots=True)
class HourMark:
    """A full hour on the axis: its place and its words."""

    place: str
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The hours that several days share, in minutes after midnight; both ends are full hours."""

    start: int
    end: int

    @property
    def marks(self) -> tuple[HourMark, ...]:
        """Every full hour, the last one included."""
        hours = range(self.start, self.end + 1, 60)
        return tuple(HourMark(f"from-{count_steps(h - self.start)}", spell_hour(h)) for h in hours)

    @property
    def length(self) -> str:
        """The class that makes something as long as the axis."""
        return f"for-{count_steps(self.end - self.start)}"


def spell_hour(minutes: int) -> str:
    """A full hour on an axis, where there is little room: "9 am"."""
    return say_clock(minutes).replace(":00", "")


def count_steps(minutes: int) -> int:
    """Five-minute steps, rounded: blocks that touch on the clock touch on the grid."""
    return (2 * minutes + STEP_MINUTES) // (2 * STEP_MINUTES)


def find_axis(days: Iterable[PlannedDay]) -> Axis:
    """The full hours that hold every day's opening hours and all its timed blocks."""
    starts, ends = [], []
    for day in days:
        timed = [block for block in day.blocks if block.start is not None]
        starts += [day.opens, *(block.start or 0 for block in timed)]
        ends += [day.closes, *(block.end or 0 for block in timed)]
    first, last = min(starts, default=8 * 60), max(ends, default=15 * 60)
    return Axis(first // 60 * 60, -(-last // 60) * 60)


def order_blocks(day: PlannedDay) -> list[PlannedBlock]:
    """A day's blocks by their start, those for any time last; of those that begin at once the first
    group's first, so that a group keeps its side of the column."""
    ranks = {group.id: place for place, group in enumerate(day.classroom.groups)}

    def rank(block: PlannedBlock) -> tuple[int, int, int]:
        start = DAY_MINUTES if block.start is None else block.start
        return start, min((ranks[group] for group in block.groups), default=-1), -block.minutes

    return sorted(day.blocks, key=rank)


def place_on_grid(blocks: Iterable[PlannedBlock], axis_start: int) -> dict[str, str]:
    """Class names for each timed block by its id, for blocks in their order; those without a time
    have none."""
    timed = [(block.start, block) for block in blocks if block.start is not None]
    spans = [_span_steps(start - axis_start, block.minutes) for start, block in timed]
    return {
        block.id: _name_place(span, lanes)
        for (_, block), span, lanes in zip(timed, spans, assign_lanes(spans), strict=True)
    }


def assign_lanes(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For spans in order of start: which lane each one takes, counted from 0, and of how many.

    Spans that overlap, directly or through others, share the same number of lanes.
    """
    lanes: list[int] = []
    sizes: list[int] = []
    free_from: list[int] = []
    for start, end in spans:
        if start >= max(free_from, default=0):
            sizes += [len(free_from)] * (len(lanes) - len(sizes))
            free_from = []
        lane = next((i for i, free in enumerate(free_from) if free <= start), len(free_from))
        free_from[lane : lane + 1] = [end]
        lanes.append(lane)
    sizes += [len(free_from)] * (len(lanes) - len(sizes))
    return list(zip(lanes, sizes, strict=True))


def _span_steps(start: int, minutes: int) -> tuple[int, int]:
    first = max(0, count_steps(start))
    return first, max(first + 1, count_steps(start + minutes))


def _name_place(span: tuple[int, int], lanes: tuple[int, int]) -> str:
    start, end = span
    lane, count = lanes
    names = [f"from-{start}", f"for-{end - start}"]
    if count > 1:
        # Beyond the last lane blocks lie on top of each other; the phone's list shows them all.
        names.append(f"lane-{min(lane + 1, MOST_LANES)}-of-{min(count, MOST_LANES)}")
    if end - start < SHORT_STEPS:
        names.append("is-short")
    if end - start < TINY_STEPS:
        names.append("is-tiny")
    return " ".join(names)
