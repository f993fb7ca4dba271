"""Unbroken runs of timed blocks: where they begin, where they end, how much they cover."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .plan import PlannedBlock


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks that follow each other without enough time away between them.

    `minutes` is time spent in the blocks: a gap too short to end the run is not in it, and
    minutes on which two blocks overlap are in it once.
    """

    start: int
    end: int
    minutes: int
    blocks: tuple[PlannedBlock, ...]


def find_runs(blocks: Iterable[PlannedBlock], away: int) -> list[Run]:
    """Runs of blocks that are ordered by start; `away` minutes between blocks end a run.

    Blocks without a time belong to no run.
    """
    runs: list[Run] = []
    members: list[PlannedBlock] = []
    start = end = minutes = 0
    for block in blocks:
        if block.start is None:
            continue
        block_end = block.start + block.minutes
        if members and block.start - end >= away:
            runs.append(Run(start, end, minutes, tuple(members)))
            members = []
        if not members:
            start, end, minutes = block.start, block.start, 0
        members.append(block)
        minutes += max(0, block_end - max(end, block.start))
        end = max(end, block_end)
    if members:
        runs.append(Run(start, end, minutes, tuple(members)))
    return runs


def measure_runs(blocks: Iterable[PlannedBlock], away: int) -> list[int]:
    """The minutes of each run that `find_runs` finds."""
    lengths: list[int] = []
    end = -away
    for block in blocks:
        start, minutes = block.start, block.minutes
        if start is None:
            continue
        if start - end >= away:
            lengths.append(minutes)
            end = start + minutes
        elif start + minutes > end:
            lengths[-1] += start + minutes - (end if end > start else start)
            end = start + minutes
    return lengths


def sum_minutes(blocks: Sequence[PlannedBlock]) -> int:
    """Minutes of blocks that are ordered by start, with overlapping minutes counted once."""
    if blocks and blocks[0].start is None:
        return sum([block.minutes for block in blocks])
    total = reached = 0
    for block in blocks:
        start, minutes = block.start, block.minutes
        if start is None or start >= reached:
            total += minutes
            reached = reached if start is None else start + minutes
        elif start + minutes > reached:
            total += start + minutes - reached
            reached = start + minutes
    return total
