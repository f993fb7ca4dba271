"""The finding that no policy can switch off: two blocks of one timeline at the same time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .findings import ALWAYS, Finding
from .groups import merge_groups
from .plan import PlannedBlock, PlannedDay, PlannedGroup
from .runs import sum_minutes
from .timelines import Timeline
from .wording import name_group
from .words import join_words, say_count, say_day

SHOWN_TITLES = 3


@dataclass(frozen=True, slots=True)
class Clash:
    """Blocks of one group that overlap, and the minutes that are planned twice."""

    group: PlannedGroup | None
    blocks: tuple[PlannedBlock, ...]
    minutes: int

    @property
    def family(self) -> tuple[str, ...]:
        """Clashes of the same blocks are told once for all groups."""
        return tuple(block.id for block in self.blocks)

    @property
    def likeness(self) -> tuple[object, ...]:
        """Equal for groups that fare alike."""
        return (self.minutes,)


def find_clashes(day: PlannedDay, lines: Sequence[Timeline]) -> list[Finding]:
    """The day's clashes as findings, always musts."""
    if not any(map(has_overlap, lines)):
        return []
    clashes = [clash for line in lines for clash in find_overlaps(line)]
    merged = merge_groups([line.group for line in lines], clashes)
    return [make_clash_finding(day, group, told[0]) for group, told in merged]


def has_overlap(line: Timeline) -> bool:
    """Whether any two blocks of a timeline overlap; most have none, so it is asked first."""
    reached = 0
    for block in line.blocks:
        start = block.start
        if start is None:
            break
        if start < reached:
            return True
        reached = start + block.minutes
    return False


def find_overlaps(line: Timeline) -> Iterator[Clash]:
    """Blocks of a timeline that overlap, those that hang together as one clash."""
    members: list[PlannedBlock] = []
    reached = 0
    for block in line.blocks:
        if block.start is None:
            break
        if block.start >= reached:
            yield from make_clash(line, members)
            members = []
        members.append(block)
        reached = max(reached, block.start + block.minutes)
    yield from make_clash(line, members)


def make_clash(line: Timeline, members: list[PlannedBlock]) -> Iterator[Clash]:
    """A clash when there is more than one block."""
    if len(members) > 1:
        twice = sum(block.minutes for block in members) - sum_minutes(members)
        yield Clash(line.group, tuple(members), twice)


def make_clash_finding(day: PlannedDay, group: PlannedGroup | None, clash: Clash) -> Finding:
    """The clash in words and values."""
    minutes = say_count(clash.minutes, "minute")
    who = f" for {name_group(group)}" if group else ""
    return Finding(
        policy_id=ALWAYS,
        policy_name="Every plan",
        rule_id="clash",
        strength="must",
        outcome="broken",
        window="day",
        first_date=day.date,
        last_date=day.date,
        classroom_id=day.classroom.id,
        group_id=group.id if group else None,
        group_name=group.name if group else None,
        key=None,
        measure="clash",
        found=clash.minutes,
        bound="at_most",
        limit=0,
        unit="minutes",
        block_ids=clash.family,
        text=f"{name_blocks(clash.blocks)} overlap{who} by {minutes} on {say_day(day.date)}.",
        advice="Move or shorten one of them.",
        amiss=f"{minutes} planned twice",
    )


def name_blocks(blocks: Sequence[PlannedBlock]) -> str:
    """The blocks' titles; past the third they are counted."""
    titles = [f"“{block.title}”" for block in blocks[:SHOWN_TITLES]]
    more = len(blocks) - SHOWN_TITLES
    return join_words([*titles, say_count(more, "other block")] if more > 0 else titles)
