"""The search for a fix: plans one change away, then two, and so on, until the musts are kept.

From a plan that still breaks a must, only changes are tried that could mend the must with the
fewest levers, since whatever mends the plan has to pull one of those; and plans whose faults are
known to need more changes than the level has left are passed over. So where a level is searched to
its end, no plan of the same vocabulary keeps the musts with fewer changes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .changes import Add, Alter, Change, Remove, Shift, apply
from .costs import weigh_changes
from .findings import ALWAYS
from .levers import Aspect, Lever, bound_changes, find_levers, weigh_levers
from .musts import Fault, FaultKey, Musts
from .plan import PlannedDay
from .proposing import Workshop

MOST_CHANGES = 4
TRIED_EACH: dict[Aspect, int] = {"add": 12}
"""Of one lever, so many changes that would do are kept (else 4), to choose one that misses no
should."""
ENOUGH = 12
"""Different solutions of several changes after which no more are sought."""
TRIED_FOR_ONE = 4
"""So many plans that are only made take as long as one that is judged."""
PATCHED_FROM = 3
"""From so many changes on, a quick patch is made first, lest the time is spent for nothing."""
MOST_PATCHES = 24
MOST_GROWN = 600
"""Plans of one level that the next one starts from."""

PlacedLever = tuple[int, Lever]
"""A lever with the place of its day."""
Signature = frozenset[tuple[object, ...]]


@dataclass(slots=True)
class State:
    """A plan on the way: the days as changed, by what, and the musts that are still broken."""

    days: tuple[PlannedDay, ...]
    changes: tuple[Change, ...] = ()
    pulled: tuple[PlacedLever, ...] = ()
    faults: tuple[tuple[Fault, frozenset[PlacedLever]], ...] = ()

    @property
    def bound(self) -> int:
        """How many more changes it needs at least."""
        return bound_changes(self.faults)

    @property
    def distance(self) -> float:
        """How far it is from keeping its musts: each counts, and by how much it misses."""
        return sum(1 + fault.gap / (fault.gap + 60) for fault, _ in self.faults)

    @property
    def signature(self) -> Signature:
        """Equal for solutions that differ by some minutes only."""
        return frozenset(map(sign_change, self.changes))


def sign_change(change: Change) -> tuple[object, ...]:
    """What a change is about: which block and which side of it, or which kind of new block."""
    if isinstance(change, Add):
        return ("add", change.date, change.block.mode, change.block.subject, change.block.screen)
    first = change.block_ids[0] if isinstance(change, Shift) else change.block_id
    return (change.kind, first, change.field if isinstance(change, Alter) else "")


def order_by_promise(states: Iterable[State]) -> list[State]:
    """Plans nearer to keeping their musts first; of those that differ by minutes one at a time."""
    seen: dict[Signature, int] = {}
    placed = []
    for number, state in enumerate(states):
        place = seen[state.signature] = seen.get(state.signature, 0) + 1
        placed.append(((len(state.faults), state.bound, place, state.distance, number), state))
    return [state for _, state in sorted(placed, key=lambda pair: pair[0])]


def order_levers(days: Sequence[PlannedDay], levers: Iterable[PlacedLever]) -> list[PlacedLever]:
    """Levers in the order of the plan, whatever its blocks' ids are."""
    places = {b.id: (n, m) for n, day in enumerate(days) for m, b in enumerate(day.blocks)}

    def place(placed: PlacedLever) -> tuple[object, ...]:
        day, (block_id, aspect) = placed
        return (places.get(block_id, (day, -1)), aspect)

    return sorted(levers, key=place)


def collides(day: PlannedDay) -> bool:
    """Whether blocks for everyone overlap: surely a clash, and quickly seen."""
    spans = [(b.start, b.minutes) for b in day.blocks if b.start is not None and not b.groups]
    spans.sort()
    return any(start + minutes > after for (start, minutes), (after, _) in pairwise(spans))


@dataclass(slots=True)
class Search:
    """One search: what is asked, what may be used, and how much was done."""

    musts: Musts
    workshop: Workshop
    allowed: Mapping[FaultKey, float]
    """Musts that are broken and not asked about, with their gaps: they must not become worse."""
    movable: Collection[int]
    """Places of the days that may be changed."""
    budget: int
    """Judgements that it may take, plans that are only made counted too."""
    stop: Callable[[], bool]
    tried: int = 0
    """Plans that were made, many of which are never judged as they clash."""
    is_complete: bool = True
    """Whether everything was tried that the levels so far could hold."""
    least: int = 0
    """Changes that are needed at the least, whatever they are."""
    patched: State | None = None
    """The plan with its faults mended one after another, as far as that went."""

    def run(self, root: State) -> list[State]:
        """The plans that keep all musts with the fewest changes; `is_complete` tells whether
        fewer are proved not to be enough. Where there are none, `patched` is what is left."""
        self.least, frontier = root.bound, [root]
        for level in range(1, MOST_CHANGES + 1):
            if level == PATCHED_FROM or self.least > MOST_CHANGES:
                self.patched = self.patch(root)
            if self.least > MOST_CHANGES:
                break
            proved = self.is_complete
            solved = self.finish_all(frontier)
            if solved:
                self.is_complete = proved
                return solved
            if level == MOST_CHANGES or self.is_over():
                break
            frontier = self.grow_all(frontier)
        return []

    def patch(self, state: State) -> State:
        """One fault mended after another, each by the change that costs least, as far as that
        goes: seldom the fewest changes, but soon found where there are many faults."""
        while state.faults and len(state.changes) < MOST_PATCHES:
            by_levers = sorted(state.faults, key=lambda pair: weigh_levers(pair[1]))
            better = next(filter(None, (self.improve(state, each) for _, each in by_levers)), None)
            if better is None:
                break
            state = better
        return state

    def improve(self, state: State, levers: frozenset[PlacedLever]) -> State | None:
        """The plan after the best single change by some levers that makes nothing worse."""
        better = [
            child
            for lever in order_levers(state.days, levers)
            if (child := self.find_better(state, lever))
        ]

        def place(child: State) -> tuple[object, ...]:
            last = child.changes[-1]
            return isinstance(last, Remove), len(child.faults), weigh_changes(state.days, [last])

        return min(better, key=place, default=None)

    def find_better(self, state: State, lever: PlacedLever) -> State | None:
        """The first plan by a lever that leaves fewer faults and makes none worse; without one,
        the first that leaves smaller ones."""
        gaps = {fault.key: fault.gap for fault, _ in state.faults}
        smaller = None
        for child in self.pull_all(state, [lever]):
            if any(fault.gap > gaps.get(fault.key, -1) for fault, _ in child.faults):
                continue
            if len(child.faults) < len(state.faults):
                return child
            if smaller is None and child.distance < state.distance:
                smaller = child
        return smaller

    def finish_all(self, frontier: Iterable[State]) -> list[State]:
        """Plans that keep all, one change from those of the frontier."""
        solved: dict[frozenset[Change], State] = {}
        signatures: set[Signature] = set()
        for state in frontier:
            if state.bound > 1:
                continue
            for found in self.finish(state):
                solved.setdefault(frozenset(found.changes), found)
                signatures.add(found.signature)
            if self.is_over() or (state.changes and len(signatures) >= ENOUGH):
                break
        return list(solved.values())

    def finish(self, state: State) -> Iterator[State]:
        """Plans that keep all, one change from this one: by a lever that all faults share."""
        shared = frozenset.intersection(*(levers for _, levers in state.faults))
        for lever in order_levers(state.days, shared):
            kept = 0
            for child in self.pull(state, lever):
                if self.keeps_all(child.days):
                    yield child
                    kept += 1
                if kept == TRIED_EACH.get(lever[1][1], 4) or self.is_over():
                    break

    def grow_all(self, frontier: Iterable[State]) -> list[State]:
        """Plans one change from those of the frontier, the most promising first."""
        grown: dict[frozenset[Change], State] = {}
        for state in frontier:
            if len(grown) >= MOST_GROWN or self.is_over():
                self.is_complete = False
                break
            for child in self.grow(state):
                if len(child.changes) + child.bound <= MOST_CHANGES:
                    grown.setdefault(frozenset(child.changes), child)
        return order_by_promise(grown.values())

    def grow(self, state: State) -> Iterator[State]:
        """Plans one change from this one, by the levers of the fault that has the fewest."""
        _, levers = min(state.faults, key=lambda pair: weigh_levers(pair[1]))
        yield from self.pull_all(state, levers)

    def pull_all(self, state: State, levers: Iterable[PlacedLever]) -> Iterator[State]:
        """What pulling each of some levers makes of a plan, and which faults are left then."""
        for lever in order_levers(state.days, levers):
            for child in self.pull(state, lever):
                child.faults = self.explain(child.days)
                yield child
                if self.is_over():
                    return

    def pull(self, state: State, placed: PlacedLever) -> Iterator[State]:
        """What pulling a lever makes of a plan; none is pulled twice, but blocks can be added."""
        place, lever = placed
        if placed in state.pulled and lever[1] != "add":
            return
        day, pulled = state.days[place], (*state.pulled, placed)
        about = [fault for fault, _ in state.faults]
        for change in self.workshop.list_changes(day, lever, about):
            days = (*state.days[:place], apply(day, change), *state.days[place + 1 :])
            self.tried += 1
            yield State(days, (*state.changes, change), pulled)

    def explain(
        self, days: Sequence[PlannedDay]
    ) -> tuple[tuple[Fault, frozenset[PlacedLever]], ...]:
        """The musts that still have to be mended, each with its levers on the movable days."""
        faults = tuple(self.list_faults(days))
        new = {n: self.workshop.find_new_kinds(days[n], faults) for n in self.movable}
        return tuple((fault, self.find_levers(days, fault, new)) for fault in faults)

    def find_levers(
        self,
        days: Sequence[PlannedDay],
        fault: Fault,
        new: Mapping[int, Mapping[FaultKey, frozenset[Lever]]],
    ) -> frozenset[PlacedLever]:
        """A fault's levers on the days that it is about; `new` has those of new blocks."""
        first, last = fault.finding.first_date, fault.finding.last_date
        return frozenset(
            (place, lever)
            for place in self.movable
            if first <= days[place].date <= last
            for lever in (
                *find_levers(days[place], fault, self.workshop.free),
                *new[place].get(fault.key, ()),
            )
        )

    def list_faults(self, days: Sequence[PlannedDay]) -> Iterator[Fault]:
        """The broken musts that are asked about, or new, or worse than they were."""
        for place in self.movable:
            yield from filter(self.counts, self.musts.find_daily(days[place]))
        yield from filter(self.counts, self.musts.find_wide(days))

    def keeps_all(self, days: Sequence[PlannedDay]) -> bool:
        """Whether nothing that counts is broken; a clash is seen without judging."""
        may_clash = any(key[0] == ALWAYS for key in self.allowed)
        if not may_clash and any(collides(days[place]) for place in self.movable):
            return False
        return next(self.list_faults(days), None) is None

    def counts(self, fault: Fault) -> bool:
        """Whether a broken must has to be mended."""
        return fault.gap > self.allowed.get(fault.key, -1)

    def is_over(self) -> bool:
        """Whether the search has taken what it may."""
        spent = self.musts.judged + self.tried // TRIED_FOR_ONE
        if spent >= self.budget or self.stop():
            self.is_complete = False
            return True
        return False
