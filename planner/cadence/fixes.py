"""Fix it: the smallest sets of changes after which a day, or a week, keeps its musts.

Everything that is offered has been judged in full, with all policies and the days around: it breaks
no must that was kept before, and makes none worse.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .changes import Change, Remove, apply_all, say_changes
from .costs import Cost, weigh_changes
from .findings import Finding
from .judging import judge
from .musts import Fault, FaultKey, Musts, name_finding
from .plan import PlannedDay, PlannedTool
from .policy import Policy
from .proposing import Workshop
from .searching import Search, Signature, State
from .waivers import Waiver

BUDGET = 4_000
"""Judgements that a search may take."""
MOST_OFFERS = 3
PROVED = 24
"""Solutions that are judged in full."""


@dataclass(frozen=True, slots=True)
class Law:
    """What plans are judged by."""

    policies: tuple[Policy, ...]
    closed: Collection[dt.date] = frozenset()
    waivers: tuple[Waiver, ...] = ()

    def list_broken(self, days: Iterable[PlannedDay]) -> tuple[Finding, ...]:
        """What the days break, musts and shoulds."""
        found = judge(days, self.policies, closed=self.closed, waivers=self.waivers).findings
        return tuple(finding for finding in found if finding.outcome == "broken")


@dataclass(frozen=True, slots=True)
class Fix:
    """Changes that were judged: what they make of the days, and what they leave."""

    changes: tuple[Change, ...]
    says: tuple[str, ...]
    """Each change in words."""
    days: tuple[PlannedDay, ...]
    cost: Cost
    musts_left: tuple[Finding, ...]
    """Musts that were to be kept and still aren't."""
    shoulds_left: tuple[Finding, ...]
    """Suggestions that the day, or the week, still misses."""
    new_shoulds: int
    """How many of them were followed before."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """What kinds of changes these are."""
        return tuple(sorted(getattr(change, "field", change.kind) for change in self.changes))

    @property
    def loses_blocks(self) -> bool:
        """Whether something planned is taken off."""
        return any(isinstance(change, Remove) for change in self.changes)


@dataclass(frozen=True, slots=True)
class Fixes:
    """The answer: fixes, the best first, and what is known about them."""

    targets: tuple[Finding, ...] = ()
    """The musts that were to be kept; empty where there is nothing to fix."""
    offers: tuple[Fix, ...] = ()
    is_least: bool = False
    """True where fewer changes are proved not to be enough; else they are the best found."""
    judged: int = 0


def find_fixes(
    days: Sequence[PlannedDay],
    law: Law,
    *,
    date: dt.date | None = None,
    fixed: Collection[str] = (),
    tools: Iterable[PlannedTool] = (),
    budget: int = BUDGET,
    stop: Callable[[], bool] = lambda: False,
) -> Fixes:
    """Up to three fixes for one class's days.

    With a `date`, that day's own musts are to be kept by changes of that day; without one those
    of the week and longer, by changes of any day. Blocks that are `fixed` (by id) stay as they
    are; `tools` are those that live sessions may move to. `budget` bounds the judgements, and
    `stop` may end the search at any time: then the best found so far is the answer.
    """
    musts = Musts(law.policies, law.closed, law.waivers)
    targets, others = part_faults(musts, days, date)
    if not targets:
        return Fixes()
    places = [n for n, day in enumerate(days) if date in (None, day.date)]
    free = frozenset(b.id for n in places for b in days[n].blocks if b.id not in fixed)
    workshop = Workshop(free, tuple(tools))
    search = Search(musts, workshop, others, places, budget, stop)
    solved, is_least = seek(search, tuple(days))
    proof = Proof(law, tuple(days), date, {fault.key for fault in targets})
    offers = proof.choose(solved)
    if not offers and search.patched:
        offers = proof.choose_patch(search.patched)
        is_least = len(search.patched.changes) == search.least
    wanted = tuple(fault.finding for fault in targets)
    return Fixes(wanted, offers, bool(offers) and is_least, musts.judged)


def prove_fix(
    days: Sequence[PlannedDay], law: Law, changes: Sequence[Change], *, date: dt.date | None = None
) -> Fix | None:
    """The changes as a fix of these days as they are now; None where they are none (any more)."""
    targets, _ = part_faults(Musts(law.policies, law.closed, law.waivers), days, date)
    proof = Proof(law, tuple(days), date, {fault.key for fault in targets})
    return proof.prove(law.list_broken(days), apply_all(days, changes), tuple(changes))


def part_faults(
    musts: Musts, days: Sequence[PlannedDay], date: dt.date | None
) -> tuple[tuple[Fault, ...], Mapping[FaultKey, float]]:
    """The broken musts that are to be mended, and how far off the others are."""
    daily = [fault for day in days for fault in musts.find_daily(day)]
    wide = musts.find_wide(days)
    if date is None:
        targets, others = tuple(wide), daily
    else:
        targets = tuple(fault for fault in daily if fault.finding.first_date == date)
        others = [*wide, *(f for f in daily if f.finding.first_date != date)]
    return targets, {fault.key: fault.gap for fault in others}


def seek(search: Search, days: tuple[PlannedDay, ...]) -> tuple[list[State], bool]:
    """The solutions, and whether they are the least possible.

    What no lever mends (it takes words that only a teacher can write, or fixed blocks break it)
    is left as it is, and the others are mended.
    """
    faults = search.explain(days)
    beyond = {fault.key: fault.gap for fault, levers in faults if not levers}
    search.allowed = {**search.allowed, **beyond}
    root = State(days, faults=tuple(pair for pair in faults if pair[1]))
    if not root.faults:
        return [], False
    return search.run(root), search.is_complete


@dataclass(frozen=True, slots=True)
class Proof:
    """What solutions are held against: the days as they were, judged in full."""

    law: Law
    days: tuple[PlannedDay, ...]
    date: dt.date | None
    targets: Collection[FaultKey]

    def choose(self, solved: Iterable[State]) -> tuple[Fix, ...]:
        """The best fixes, no two of them alike but for some minutes."""
        before = self.law.list_broken(self.days)
        best: dict[Signature, Fix] = {}
        for state in self.pick(solved):
            fix = self.prove(before, state.days, state.changes)
            known = best.get(state.signature)
            if fix and (known is None or rank(fix) < rank(known)):
                best[state.signature] = fix
        return tuple(vary(best.values()))

    def choose_patch(self, patched: State) -> tuple[Fix, ...]:
        """A plan that was patched, if it was worth it: a part of a fix adds nothing, takes nothing
        off, and costs nothing else."""
        return tuple(
            fix
            for fix in self.choose([patched])
            if not fix.musts_left or not (fix.new_shoulds or fix.loses_blocks or "add" in fix.kinds)
        )

    def pick(self, solved: Iterable[State]) -> list[State]:
        """The solutions that are worth judging in full: the cheapest, each kind among them."""
        by_cost = sorted(solved, key=lambda state: weigh_changes(self.days, state.changes))
        seen: dict[Signature, int] = {}
        placed = []
        for number, state in enumerate(by_cost):
            seen[state.signature] = seen.get(state.signature, 0) + 1
            placed.append((seen[state.signature], number, state))
        return [state for _, _, state in sorted(placed, key=lambda each: each[:2])[:PROVED]]

    def prove(
        self,
        before: Iterable[Finding],
        days: tuple[PlannedDay, ...],
        changes: tuple[Change, ...],
    ) -> Fix | None:
        """The fix, if it breaks no must that was kept and makes none worse that it leaves."""
        after = self.law.list_broken(days)
        known = {name_finding(f): abs(f.found - f.limit) for f in before}
        musts = [finding for finding in after if finding.strength == "must"]
        if any(abs(f.found - f.limit) > known.get(name_finding(f), -1) for f in musts):
            return None
        left = tuple(f for f in musts if name_finding(f) in self.targets)
        if len(left) == len(self.targets):
            return None
        shoulds = tuple(f for f in after if f.strength == "should" and self.is_about(f))
        return Fix(
            changes,
            say_changes(self.days, changes) if self.date is None else self.say(changes),
            days,
            weigh_changes(self.days, changes),
            left,
            shoulds,
            sum(name_finding(finding) not in known for finding in shoulds),
        )

    def say(self, changes: Iterable[Change]) -> tuple[str, ...]:
        """Changes of the one day in words, which need not name it."""
        return say_changes([day for day in self.days if day.date == self.date], changes)

    def is_about(self, finding: Finding) -> bool:
        """Whether a suggestion belongs to what is fixed: the day, or all of the week."""
        return self.date is None or finding.first_date == finding.last_date == self.date


def rank(fix: Fix) -> tuple[object, ...]:
    """Sorts the better fix first: what it leaves, how many changes, what it newly misses."""
    changes, minutes = fix.cost
    dates = tuple(change.date for change in fix.changes)
    return len(fix.musts_left), changes, fix.new_shoulds, minutes, dates


def vary(fixes: Iterable[Fix]) -> Iterator[Fix]:
    """The best, then those of another kind before more of the same; nothing is taken off where
    something else does as well."""
    every = list(fixes)
    left = [fix for fix in every if not fix.loses_blocks] or every
    used: list[tuple[str, ...]] = []
    while left and len(used) < MOST_OFFERS:
        best = min(left, key=lambda fix: (used.count(fix.kinds), rank(fix)))
        left.remove(best)
        used.append(best.kinds)
        yield best
