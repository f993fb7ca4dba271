"""Rules that may be missed now and then: misses counted over a wider window."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from .calendars import Ends
from .clauses import Allowance
from .compiling import CompiledRule
from .findings import Finding
from .groups import merge_groups
from .hits import Hit, find_hits
from .plan import PlannedGroup
from .telling import decide, name_blocks_once, tell_hit
from .windows import NARROW, Stretch, find_window
from .wording import Place, say_misses
from .words import say_count


@dataclass(frozen=True, slots=True)
class Misses:
    """The windows in which one group misses a rule, all within one wider window."""

    group: PlannedGroup | None
    value: str | None
    pairs: tuple[tuple[Stretch, Hit], ...]

    @property
    def family(self) -> tuple[str, ...]:
        """Misses of one family differ by group only."""
        return (self.value or "",)

    @property
    def likeness(self) -> tuple[object, ...]:
        """Equal for groups that fare alike."""
        return tuple((stretch.first, hit.likeness) for stretch, hit in self.pairs)


def judge_with_allowance(
    rule: CompiledRule, allowance: Allowance, stretches: list[Stretch]
) -> Iterator[Finding]:
    """A finding for each wider window in which the rule is missed more often than it may be."""
    outer: dict[Ends, list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        ends = find_window(allowance.within, stretch.first, rule.year_begins)
        outer[ends].append(stretch)
    for ends, inner in outer.items():
        asked = count_windows(rule, ends, inner)
        allowed = count_allowed(allowance, asked)
        missed = [m for m in find_misses(rule, inner) if len(m.pairs) > allowed]
        groups = list({g.id if g else None: g for s in inner for g in s.groups}.values())
        for group, told in merge_groups(groups, missed) if missed else ():
            yield make_finding(rule, ends, group, told[0], asked, allowed)


def count_windows(rule: CompiledRule, ends: Ends, inner: list[Stretch]) -> int:
    """How many windows the rule is asked in: those of days that are still to be planned too."""
    if rule.window_word not in NARROW:
        return len(inner)
    return len(inner) + inner[0].pool.calendar.count_missing(*ends, rule.asks_about)


def count_allowed(allowance: Allowance, asked: int) -> int:
    """How many misses are let pass."""
    if allowance.times is not None:
        return allowance.times
    return max(0, math.ceil(asked * (allowance.under_percent or 0) / 100) - 1)


def find_misses(rule: CompiledRule, inner: list[Stretch]) -> list[Misses]:
    """Each group's misses; what is undecided is not one."""
    found: dict[tuple[str | None, str | None], dict[object, tuple[Stretch, Hit]]] = {}
    for stretch in inner:
        for hit in find_hits(rule, stretch):
            if decide(rule, stretch, hit) == "broken":
                key = (hit.group.id if hit.group else None, hit.value)
                found.setdefault(key, {}).setdefault(stretch.first, (stretch, hit))
    return [
        Misses(pairs[0][1].group, pairs[0][1].value, pairs)
        for each in found.values()
        if (pairs := tuple(each.values()))
    ]


def make_finding(
    rule: CompiledRule,
    ends: Ends,
    group: PlannedGroup | None,
    misses: Misses,
    asked: int,
    allowed: int,
) -> Finding:
    """The finding of a rule that is missed too often."""
    stretch, hit = misses.pairs[-1]
    _, _, wording = tell_hit(rule, stretch, hit)
    number = len(misses.pairs)
    dates = [each.first for each, _ in misses.pairs]
    blocks = [block for _, each in misses.pairs for block in each.measured.blocks]
    return Finding(
        *rule.head,
        outcome="broken",
        window=rule.rule.may_miss.within if rule.rule.may_miss else "week",
        first_date=ends[0],
        last_date=ends[1],
        classroom_id=stretch.pool.classroom_id,
        group_id=group.id if group else None,
        group_name=group.name if group else None,
        key=misses.value or stretch.pool.name,
        measure=hit.clause.measure_word,
        found=number,
        bound="at_most",
        limit=allowed,
        unit="windows",
        block_ids=name_blocks_once(blocks),
        text=say_misses(Place(rule, stretch, group, hit), wording, dates, asked, allowed),
        advice=wording.advice,
        amiss=f"missed {say_count(number, 'time')}, {allowed} allowed",
        says=rule.rule.says,
    )
