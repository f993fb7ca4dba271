"""Proofs that no plan keeps all musts: rules that exclude each other, the day's own limits."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .demands import TIMED_MODES, Demand, find_demands, find_modes, is_within
from .findings import ALWAYS
from .judging import judge
from .measures.longest_run import LongestRun
from .plan import PlannedBlock, PlannedDay
from .policy import Policy
from .runs import sum_minutes
from .selections import count_minutes
from .timelines import Timeline, timelines
from .words import say_count, say_day, say_number

ADDED_UP = ("minutes", "count")
NEVER_LESS = frozenset({"minutes", "count", "having", "lacking"})
"""Measures of single days and blocks that no further block makes smaller."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Why no plan can keep these rules at once; `rules` are (policy id, rule id)."""

    rules: tuple[tuple[str, str], ...]
    text: str


def find_contradictions(
    days: Sequence[PlannedDay], policies: Iterable[Policy]
) -> tuple[Contradiction, ...]:
    """What can be proved of days of which only the fixed blocks are given.

    Live and at-school time is taken to lie within the school's hours. An empty answer proves
    nothing.
    """
    known = list(policies)
    found: dict[tuple[tuple[str, str], ...], Contradiction] = {}
    for day in days:
        demands = find_demands(day, known)
        proofs = (
            *compare_demands(day, demands),
            *hold_against_day(day, demands),
            *judge_fixed(day, known, demands),
        )
        for contradiction in proofs:
            found.setdefault(contradiction.rules, contradiction)
    return tuple(found.values())


def compare_demands(day: PlannedDay, demands: Sequence[Demand]) -> Iterator[Contradiction]:
    """Demands that exclude each other by their numbers alone."""
    daily = [d for d in demands if d.window == "day" and d.measure in ADDED_UP]
    for demand in daily:
        if not demand.interval.can_be_kept:
            text = f"{_name(demand)} asks for values that exclude each other in this class's grades"
            yield _contradict(day, text, demand)
    for floor in daily:
        for ceiling in daily:
            if _exclude(floor, ceiling):
                text = f"{_say_floor(floor)}, but {_say_ceiling(ceiling)}"
                yield _contradict(day, text, floor, ceiling)


def judge_fixed(
    day: PlannedDay, policies: Sequence[Policy], demands: Sequence[Demand]
) -> Iterator[Contradiction]:
    """What the fixed blocks break by themselves, and no block that is added can mend: too much of
    something, or two of them at the same time."""
    lasting = {
        (demand.rule.policy.id, demand.rule.rule.id, demand.measure)
        for demand in demands
        if demand.window in ("day", "block") and demand.measure in NEVER_LESS
    }
    for finding in judge([day], policies).findings:
        rule = (finding.policy_id, finding.rule_id)
        is_over = finding.outcome == "broken" and finding.found > finding.limit
        if finding.policy_id == ALWAYS or (is_over and (*rule, finding.measure) in lasting):
            yield Contradiction((rule,), f"{finding.text} What breaks it stays as it is.")


def _exclude(floor: Demand, ceiling: Demand) -> bool:
    return (
        floor is not ceiling
        and floor.measure == ceiling.measure
        and floor.interval.low > ceiling.interval.high
        and is_within(floor.chosen, ceiling.chosen)
    )


def hold_against_day(day: PlannedDay, demands: Sequence[Demand]) -> Iterator[Contradiction]:
    """Demands that the school's hours and the day's fixed blocks do not allow."""
    for demand in demands:
        if demand.window == "day" and demand.measure == "minutes":
            for line in timelines(day):
                yield from _hold_against_line(day, line, demand, demands)


def _hold_against_line(
    day: PlannedDay, line: Timeline, demand: Demand, demands: Sequence[Demand]
) -> Iterator[Contradiction]:
    fixed = [b for b in line.blocks if demand.chosen.matches(b)]
    if sum_minutes(fixed) > demand.interval.high:
        done = count_minutes(sum_minutes(fixed), demand.chosen)
        yield _contradict(day, f"{_say_ceiling(demand)}; {done} are fixed already", demand)
    if find_modes(demand.chosen) <= TIMED_MODES:
        room, causes = find_room(day, line, demand, demands)
        if demand.interval.low > room:
            text = f"{_say_floor(demand)}; there is room for {say_number(room)} at most"
            yield _contradict(day, text, demand, *causes)


def find_room(
    day: PlannedDay, line: Timeline, demand: Demand, demands: Sequence[Demand]
) -> tuple[int, tuple[Demand, ...]]:
    """The most minutes of the demand's kind that the day can hold, and the rules that limit it."""
    fixed = sum_minutes([b for b in line.timed if demand.chosen.matches(b)])
    gaps = find_gaps(day, line.timed)
    best, causes = fixed + sum(end - start for start, end in gaps), tuple[Demand, ...]()
    for other in demands:
        limit = find_run_limit(demand, other)
        if limit is not None:
            room = fixed + sum(fill_gap(end - start, *limit) for start, end in gaps)
            if room < best:
                best, causes = room, (other,)
    for longest, number in find_pieces(demand, demands):
        room = int(longest.interval.high * number.interval.high)
        if room < best:
            best, causes = room, (longest, number)
    return best, causes


def find_gaps(day: PlannedDay, timed: Iterable[PlannedBlock]) -> list[tuple[int, int]]:
    """The stretches of the school's hours on which nothing is fixed."""
    gaps, reached = [], day.opens
    for block in timed:
        start = block.start or 0
        gaps.append((reached, min(start, day.closes)))
        reached = max(reached, start + block.minutes)
    gaps.append((reached, day.closes))
    return [(start, end) for start, end in gaps if end > start]


def find_run_limit(demand: Demand, other: Demand) -> tuple[int, int] | None:
    """How long a run of the demand's blocks may be, and how long a pause must follow it."""
    if not is_within(demand.chosen, other.chosen) or math.isinf(other.interval.high):
        return None
    measuring = other.clause.measuring
    if other.window == "day" and isinstance(measuring, LongestRun):
        return int(other.interval.high), measuring.away
    if other.window == "run" and other.measure == "minutes":
        return int(other.interval.high), other.rule.rule.away or 1
    return None


def fill_gap(length: int, run: int, away: int) -> int:
    """The most minutes that runs of this length, this far apart, can fill of a gap."""
    whole, rest = divmod(length, run + away)
    return whole * run + min(rest, run)


def find_pieces(demand: Demand, demands: Sequence[Demand]) -> Iterator[tuple[Demand, Demand]]:
    """Pairs of rules that bound it: how long one block may be, and how many there may be."""
    about = [each for each in demands if is_within(demand.chosen, each.chosen)]
    lengths = [d for d in about if d.window == "block" and d.measure == "minutes"]
    numbers = [d for d in about if d.window == "day" and d.measure == "count"]
    for longest in lengths:
        for number in numbers:
            if math.isfinite(max(longest.interval.high, number.interval.high)):
                yield longest, number


def _contradict(day: PlannedDay, text: str, *demands: Demand) -> Contradiction:
    rules = dict.fromkeys((d.rule.policy.id, d.rule.rule.id) for d in demands)
    return Contradiction(tuple(rules), f"On {say_day(day.date)}, {text}.")


def _name(demand: Demand) -> str:
    return f"“{demand.rule.rule.id}” of {demand.rule.policy.name}"


def _say(number: float, demand: Demand) -> str:
    if demand.measure == "minutes":
        return count_minutes(number, demand.chosen)
    return say_count(number, "block")


def _say_floor(demand: Demand) -> str:
    return f"{_name(demand)} asks for at least {_say(demand.interval.low, demand)}"


def _say_ceiling(demand: Demand) -> str:
    return f"{_name(demand)} allows at most {_say(demand.interval.high, demand)}"
