"""Fix it: how often broken days are mended, with how few changes, and how long that takes.

Times are of the processor, so that a busy machine says the same. What is offered is applied to the
day as a checked document and judged again. Whether fewer changes would do is found by trying every
change of the vocabulary (and, for offers of three, pairs of them), without the search's shortcuts.
"""

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from planner.cadence.changes import Change, apply, apply_all
from planner.cadence.fixes import Fixes, find_fixes
from planner.cadence.levers import Aspect
from planner.cadence.musts import Fault, Musts
from planner.cadence.plan import PlannedDay
from planner.cadence.proposing import Workshop
from tests.bench.broken_days import MEET, BrokenDay, check, judge_again, make_broken_days

GOALS = {"offered": 99.0, "minimal": 95.0, "milliseconds": 50.0}
UNTIMED_ASPECTS = ("longer", "shorter", "remove", "screen", "needs_printing", "due", "tool")


@dataclass(frozen=True, slots=True)
class Trial:
    """One broken day, what was offered for it, and what trying everything found."""

    broken: BrokenDay
    fixes: Fixes
    milliseconds: float
    holds: bool
    """Whether every proposal, applied and judged again, keeps every must."""
    fewer: int | None
    """The number of changes that would have done, where it is smaller than the one offered."""
    is_checked: bool
    """Whether everything smaller was tried."""

    @property
    def size(self) -> int:
        """How many changes the first proposal has; 0 where there is none."""
        return self.fixes.offers[0].cost[0] if self.fixes.offers else 0


def main(words: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog='make bench ARGS="fixes …"')
    parser.add_argument("--days", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=20, help="offers of three to try pairs for")
    asked = parser.parse_args(words)
    trials: list[Trial] = []
    left = asked.pairs
    for broken in make_broken_days(asked.days, asked.seed):
        trial = try_day(broken, with_pairs=left > 0)
        left -= trial.size == 3
        if trial.size or broken.can_be_taken_back or trial.fewer:
            trials.append(trial)
    print_table(trials)


def try_day(broken: BrokenDay, *, with_pairs: bool) -> Trial:
    """Fix one day and hold the answer against trying everything."""
    before = time.process_time()
    fixes = find_fixes(
        [broken.day], broken.law, date=broken.day.date, fixed=broken.fixed, tools=[MEET]
    )
    milliseconds = (time.process_time() - before) * 1000
    size = fixes.offers[0].cost[0] if fixes.offers else 0
    holds = bool(size) and all(holds_up(broken, p.changes) for p in fixes.offers)
    fewer, is_checked = None, True
    if size != 1:
        fewer = 1 if finish_by_trying_all(broken, [broken.day]) else None
    if size == 3 and fewer is None:
        is_checked = with_pairs
        fewer = 2 if with_pairs and finish_by_trying_all(broken, try_all(broken)) else None
    return Trial(broken, fixes, milliseconds, holds, fewer, is_checked and bool(size))


def holds_up(broken: BrokenDay, changes: Sequence[Change]) -> bool:
    """Whether changes, made of the day as a checked document, keep every must."""
    changed = check(apply_all([broken.plain], changes)[0])
    return changed is not None and judge_again(changed, broken.law)


def try_all(broken: BrokenDay) -> Iterator[PlannedDay]:
    """The day after each single change that does something about one of its faults."""
    musts = Musts(broken.law.policies)
    first = musts.find_daily(broken.day)[0]
    for changed in list_neighbours(broken, broken.day, musts):
        gaps = {fault.key: fault.gap for fault in musts.find_daily(changed)}
        if gaps.get(first.key) != first.gap:
            yield changed


def finish_by_trying_all(broken: BrokenDay, days: Iterator[PlannedDay] | list[PlannedDay]) -> bool:
    """Whether any single change of any of the days keeps every must."""
    for day in days:
        musts = Musts(broken.law.policies)
        if any(not musts.find_daily(each) for each in list_neighbours(broken, day, musts)):
            return True
    return False


def list_neighbours(broken: BrokenDay, day: PlannedDay, musts: Musts) -> Iterator[PlannedDay]:
    """The day after every single change of the vocabulary."""
    faults: tuple[Fault, ...] = musts.find_daily(day)
    free = frozenset(b.id for b in broken.day.blocks if b.id not in broken.fixed)
    workshop = Workshop(free, (MEET,))
    for block in day.blocks:
        if block.id in free:
            for aspect in get_args(Aspect):
                fits = block.start is not None or aspect in UNTIMED_ASPECTS
                if fits and aspect != "add" and (aspect != "screen" or block.mode == "async"):
                    for change in workshop.list_changes(day, (block.id, aspect), faults):
                        yield apply(day, change)
    for lever in frozenset().union(*workshop.find_new_kinds(day, faults).values()):
        for change in workshop.list_changes(day, lever, faults):
            yield apply(day, change)


def print_table(trials: Sequence[Trial]) -> None:
    """The figures beside what is asked."""
    number = len(trials)
    offered = [trial for trial in trials if trial.holds]
    checked = [trial for trial in trials if trial.is_checked]
    minimal = [trial for trial in checked if trial.holds and trial.fewer is None]
    claimed = [trial for trial in checked if trial.fixes.is_least]
    false = [trial for trial in claimed if trial.fewer is not None]
    times = sorted(trial.milliseconds for trial in trials)
    sizes = {size: sum(trial.size == size for trial in trials) for size in range(5)}
    print(f"Fix it, {number} broken days with a way back of at most three changes")
    line = "{:<44}{:>10}   {}".format
    print(line("offered, and compliant when judged again", share(offered, number), "≥ 99 %"))
    print(
        line(f"fewest changes, of {len(checked)} checked", share(minimal, len(checked)), "≥ 95 %")
    )
    print(line("called least possible", share(claimed, len(checked)), f"{len(false)} wrongly"))
    print(line("median", f"{statistics.median(times):.1f} ms", "< 50 ms"))
    print(line("95 of 100 below", f"{times[int(number * 0.95)]:.1f} ms", ""))
    print(line("slowest", f"{times[-1]:.1f} ms", ""))
    judged = statistics.median(trial.fixes.judged for trial in trials)
    print(line("plans judged, median", f"{judged:.0f}", ""))
    print(line("days that take 0, 1, 2, 3, 4 changes", str(list(sizes.values())), ""))
    three = [trial for trial in trials if len(trial.fixes.offers) == 3]
    print(line("days with three offers", share(three, number), ""))


def share(some: Sequence[object], number: int) -> str:
    """Percent of a number."""
    return f"{100 * len(some) / max(1, number):.1f} %"
