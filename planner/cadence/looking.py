"""A quick look at a day: which rules its learners surely keep, so that only the others are judged.

Most windows keep most rules. To see that takes a number and two comparisons; everything else that
judging makes (windows, hits, findings) is made only for what the quick look leaves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .compiling import CompiledRule
from .measuring import Part
from .plan import Grade
from .pools import DayView
from .selections import Selection
from .splitting import split_parts
from .words import Number


@dataclass(slots=True)
class Look:
    """A rule about single days, with what it asks of classes of some grades."""

    rule: CompiledRule
    chosen: Selection
    find_number: Callable[[Sequence[Part]], Number | None]
    least: Number
    most: Number
    is_split: bool

    def is_surely_kept(self, parts: Sequence[Part]) -> bool:
        """Whether there is nothing to measure, or a number that is within the limits."""
        number = self.find_number(parts)
        return number is None or self.least <= number <= self.most


def make_look(rule: CompiledRule, grades: tuple[Grade, ...]) -> Look | None:
    """The rule's look for these grades; None where it asks nothing of them."""
    ((clause,),) = rule.choices
    interval = clause.find_interval(grades)
    if interval is None:
        return None
    find_number = clause.measuring.find_number
    ends = (interval.sure_low, interval.sure_high)
    return Look(rule, clause.chosen, find_number, *ends, is_split=not rule.is_simple)


def find_doubtful(looks: Iterable[Look], view: DayView) -> Iterator[CompiledRule]:
    """The rules that somebody's day does not surely keep."""
    day, lines = view.day, view.timelines
    for look in looks:
        chosen = look.chosen
        for line in lines:
            part = Part(day, line, line.choose(chosen))
            if look.is_split:
                if all(
                    look.is_surely_kept(each.parts) for each in split_parts(look.rule.rule, [part])
                ):
                    continue
            elif look.is_surely_kept((part,)):
                continue
            yield look.rule
            break
