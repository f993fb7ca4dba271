"""A classroom's day as its learners live it: one timeline per group, with its totals."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter

from .matching import Filter, see_screen
from .plan import PlannedBlock, PlannedDay, PlannedGroup
from .runs import Run, find_runs, sum_minutes
from .selections import Blocks, Selection

ON_SCREEN = Selection(screen=("on",))
MOST_REMEMBERED = 5_000
"""Orders of kinds in a day for which a chooser remembers what to take."""
Take = Callable[[Blocks], Blocks]
Taker = tuple[Take, Filter | None]


@dataclass(slots=True)
class Timeline:
    """One group's day: everyone's blocks, its own, and those of the groups it is within.

    `group` is None for the whole class. `blocks` holds the timed ones by start, then the
    others in the order of the plan.
    """

    group: PlannedGroup | None
    blocks: Blocks
    _chosen: dict[int, Blocks] = field(default_factory=dict, compare=False, repr=False)
    _kept: list[object] = field(default_factory=list, compare=False, repr=False)
    """The selections by whose identity blocks are remembered: kept, so that it stays theirs."""

    @property
    def group_id(self) -> str | None:
        """The group's id; None for the whole class."""
        return self.group.id if self.group else None

    @property
    def group_name(self) -> str | None:
        """The group's name; None for the whole class."""
        return self.group.name if self.group else None

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
        # Keyed by identity, which is fast.
        known = self._chosen.get(id(selection))
        if known is None:
            wanted, keep = selection.sieve
            blocks = self.blocks
            if wanted is not None:
                blocks = tuple([b for b in blocks if (b.screen or b.mode) in wanted])
            if keep is not None:
                blocks = tuple(keep(blocks))
            known = self._chosen[id(selection)] = blocks
            self._kept.append(selection)
        return known

    def choose_together(self, chooser: "Chooser") -> list[Blocks]:
        """The blocks of several selections, chosen and remembered at once."""
        blocks = self.blocks
        takers = chooser.find_takers(tuple([block.screen or block.mode for block in blocks]))
        taken = [
            take(blocks) if keep is None else tuple(keep(take(blocks))) for take, keep in takers
        ]
        self._chosen.update(zip(chooser.ids, taken, strict=True))
        self._kept.append(chooser)
        return taken


class Chooser:
    """Several selections, made ready to be chosen at once from many timelines.

    Which of a timeline's places a selection takes by kind depends on the kinds that stand there:
    that is found once for all days with the same kinds in the same order.
    """

    def __init__(self, selections: Iterable[Selection]) -> None:
        self.wanted = tuple(selections)
        self.ids = tuple(map(id, self.wanted))
        self._takers: dict[tuple[str, ...], tuple[Taker, ...]] = {}

    def find_takers(self, kinds: tuple[str, ...]) -> tuple[Taker, ...]:
        """What takes each selection's blocks from a timeline with blocks of these kinds, and what
        it asks beside the kind."""
        takers = self._takers.get(kinds)
        if takers is None:
            if len(self._takers) >= MOST_REMEMBERED:
                self._takers.clear()
            sieves = (each.sieve for each in self.wanted)
            made = tuple((make_taker(kinds, wanted), keep) for wanted, keep in sieves)
            takers = self._takers[kinds] = made
        return takers


def make_taker(kinds: Sequence[str], wanted: frozenset[str] | None) -> Take:
    """What takes the blocks at the places where a wanted kind stands."""
    places = [place for place, kind in enumerate(kinds) if wanted is None or kind in wanted]
    if len(places) == len(kinds):
        return lambda blocks: blocks
    if len(places) > 1:
        return itemgetter(*places)
    return lambda blocks: tuple([blocks[place] for place in places])


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
    if not any(map(_find_groups, ordered)):
        everyones = tuple(ordered)
        return tuple(Timeline(each, everyones) for each in (groups if whole else (None, *groups)))
    found = [] if whole else [make_timeline(None, ordered, frozenset())]
    return (*found, *(make_timeline(g, ordered, find_lineage(g, groups)) for g in groups))


def order_blocks(blocks: Iterable[PlannedBlock]) -> list[PlannedBlock]:
    """Timed blocks by start, then the others in the order of the plan."""
    known = list(blocks)
    timed = [block for block in known if block.start is not None]
    timed.sort(key=_find_start)
    if len({block.start for block in timed}) < len(timed):
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
_find_groups = attrgetter("groups")


def _place(block: PlannedBlock) -> tuple[int, int, str]:
    """Sorts timed blocks by start, the longer first."""
    return (block.start or 0, -block.minutes, block.id)
