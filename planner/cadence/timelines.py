"""A classroom's day as its learners live it: one timeline per group, with its totals."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from .matching import see_screen
from .plan import PlannedBlock, PlannedDay, PlannedGroup
from .runs import Run, find_runs, sum_minutes
from .selections import Blocks, Selection

ON_SCREEN = Selection(screen=("on",))


@dataclass(slots=True)
class Timeline:
    """One group's day: everyone's blocks, its own, and those of the groups it is within.

    `group` is None for the whole class. `blocks` holds the timed ones by start, then the
    others in the order of the plan.
    """

    group: PlannedGroup | None
    blocks: Blocks
    _chosen: dict[int, tuple[Selection, Blocks]] | None = field(
        default=None, compare=False, repr=False
    )

    _kinds: list[str] | None = field(default=None, compare=False, repr=False)
    _by_kinds: dict[frozenset[str], Blocks] = field(default_factory=dict, compare=False, repr=False)

    @property
    def group_id(self) -> str | None:
        """The group's id; None for the whole class."""
        return self.group.id if self.group else None

    @property
    def group_name(self) -> str | None:
        """The group's name; None for the whole class."""
        return self.group.name if self.group else None

    @property
    def kinds(self) -> list[str]:
        """The blocks' modes and screens, a word for each."""
        if self._kinds is None:
            self._kinds = [block.screen or block.mode for block in self.blocks]
        return self._kinds

    def take_kinds(self, wanted: frozenset[str]) -> Blocks:
        """The blocks of these kinds; remembered for other selections of the same."""
        known = self._by_kinds.get(wanted)
        if known is None:
            pairs = zip(self.blocks, self.kinds, strict=True)
            known = self._by_kinds[wanted] = tuple([b for b, kind in pairs if kind in wanted])
        return known

    @property
    def timed(self) -> Blocks:
        """Blocks at a clock time, by start."""
        return tuple(block for block in self.blocks if block.start is not None)

    @property
    def untimed(self) -> Blocks:
        """Tasks that may be done at any time."""
        return tuple(block for block in self.blocks if block.start is None)

    def screen_runs(self, away: int = 1) -> tuple[Run, ...]:
        """Unbroken runs on screen; `away` minutes without a screen end one."""
        return tuple(find_runs(self.choose(ON_SCREEN), away))

    def choose(self, selection: Selection) -> Blocks:
        """The timeline's blocks of a selection, in order; remembered for the next rule."""
        # Keyed by identity, which is fast; the selection is kept so that its id stays its own.
        if self._chosen is None:
            self._chosen = {}
        known = self._chosen.get(id(selection))
        if known is None:
            wanted, test = selection.sieve
            blocks = self.blocks if wanted is None else self.take_kinds(wanted)
            if test is not None:
                blocks = tuple([block for block in blocks if test(block)])
            known = (selection, blocks)
            self._chosen[id(selection)] = known
        return known[1]


@dataclass(frozen=True, slots=True)
class GroupTotals:
    """Minutes of one timeline of a day. `offline` is async time that needs no device."""

    group_id: str | None
    group_name: str | None
    live: int
    in_person: int
    async_: int
    screen: int
    offline: int
    break_: int


def timelines(day: PlannedDay) -> tuple[Timeline, ...]:
    """The timelines that are judged and drawn: each group's, and the whole class's unless
    cohorts share it out between them."""
    groups = day.classroom.groups
    ordered = order_blocks(day.blocks)
    if not groups:
        return (Timeline(None, tuple(ordered)),)
    whole = any(group.kind == "cohort" for group in groups)
    found = [] if whole else [make_timeline(None, ordered, frozenset())]
    return (*found, *(make_timeline(g, ordered, find_lineage(g, groups)) for g in groups))


def order_blocks(blocks: Iterable[PlannedBlock]) -> list[PlannedBlock]:
    """Timed blocks by start, then the others in the order of the plan."""
    known = list(blocks)
    timed = [block for block in known if block.start is not None]
    timed.sort(key=_find_start)
    if any(one.start == other.start for one, other in pairwise(timed)):
        timed.sort(key=_place)
    return timed + [block for block in known if block.start is None]


def make_timeline(
    group: PlannedGroup | None, ordered: Iterable[PlannedBlock], lineage: frozenset[str]
) -> Timeline:
    """Everyone's blocks and those of the lineage; `ordered` is by start."""
    mine = [b for b in ordered if not b.groups or not lineage.isdisjoint(b.groups)]
    return Timeline(group, tuple(mine))


def find_lineage(group: PlannedGroup, groups: Iterable[PlannedGroup]) -> frozenset[str]:
    """The group's id and those of the groups it is within, however deep; circles end."""
    parents = {each.id: each.within for each in groups}
    lineage: set[str] = set()
    current: str | None = group.id
    while current is not None and current not in lineage:
        lineage.add(current)
        current = parents.get(current)
    return frozenset(lineage)


def day_totals(day: PlannedDay) -> tuple[GroupTotals, ...]:
    """The day's minutes for each timeline; overlapping minutes count once."""
    return tuple(total_timeline(timeline) for timeline in timelines(day))


def total_timeline(timeline: Timeline) -> GroupTotals:
    """The minutes of one timeline by mode and by screen."""

    def total(*modes: str) -> int:
        return sum_minutes([b for b in timeline.blocks if b.mode in modes])

    away = [b for b in timeline.blocks if b.mode == "async" and see_screen(b) == "off"]
    return GroupTotals(
        group_id=timeline.group_id,
        group_name=timeline.group_name,
        live=total("live"),
        in_person=total("in_person"),
        async_=total("async"),
        screen=sum_minutes(timeline.choose(ON_SCREEN)),
        offline=sum_minutes(away),
        break_=total("break"),
    )


_find_start = attrgetter("start")


def _place(block: PlannedBlock) -> tuple[int, int, str]:
    """Sorts timed blocks by start, the longer first."""
    return (block.start or 0, -block.minutes, block.id)
