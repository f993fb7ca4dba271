"""Means: the value of a rule that asks for one of days, weeks or classes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from .calendars import find_week
from .compiling import CompiledRule
from .groups import find_tops
from .measuring import Measure, Measured, Part
from .timelines import find_lineage, make_timeline, timelines

LOADS = frozenset({"teacher", "taught_by"})
"""Keys of rules about those who teach groups, and not about the learners in them."""


def measure_piece(rule: CompiledRule, measuring: Measure, parts: list[Part]) -> Measured | None:
    """The value of a piece, or the mean of its days, weeks or classes to a tenth."""
    over = rule.rule.mean_over
    if over is None:
        return measuring.measure(parts)
    bundles: dict[object, list[Part]] = defaultdict(list)
    for part in parts:
        bundles[name_bundle(over, part)].append(part)
    measure = measuring.measure
    if over == "classroom" and rule.rule.key not in LOADS:
        measure = partial(measure_learners, measuring)
    mean = find_mean(map(measure, bundles.values()))
    return mean and Measured(round(mean.value, 1), mean.blocks)


def name_bundle(over: str, part: Part) -> object:
    """The day, week or class whose values the mean is taken of."""
    if over == "classroom":
        return part.day.classroom.id
    return part.day.date if over == "day" else find_week(part.day.date)


def measure_learners(measuring: Measure, parts: Iterable[Part]) -> Measured | None:
    """The mean of what a class's cohorts have: no learner has what all of them have together."""
    by_group: dict[str | None, list[Part]] = defaultdict(list)
    for part in parts:
        for mine in share_out(part):
            by_group[mine.timeline.group_id].append(mine)
    return find_mean(map(measuring.measure, by_group.values()))


def share_out(part: Part) -> Iterator[Part]:
    """A day's part as each of the groups has it that together are the class."""
    if part.timeline.group is not None:
        yield part
        return
    groups = part.day.classroom.groups
    for group in find_tops([line.group for line in timelines(part.day)]):
        lineage = find_lineage(group, groups) if group else frozenset()
        line = make_timeline(group, part.timeline.blocks, lineage)
        yield Part(part.day, line, make_timeline(group, part.chosen, lineage).blocks)


def find_mean(found: Iterable[Measured | None]) -> Measured | None:
    """The mean of what could be measured, with all its blocks."""
    known = [measured for measured in found if measured is not None]
    if not known:
        return None
    blocks = [block for measured in known for block in measured.blocks]
    return Measured(sum(each.value for each in known) / len(known), blocks)
