"""Values against limits: the interval that a bound asks for, and the side that a value misses."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from .words import Number

BoundWord = Literal["at_least", "at_most", "exactly", "between"]
Outcome = Literal["broken", "undecided", "waived"]
Side = Literal["short", "over"]

Ends = tuple[Number, Number]

BOUND_WORDS: tuple[BoundWord, ...] = ("at_least", "at_most", "exactly", "between")


# Never changed; to be frozen would take three times as long as all the rest of making it.
@dataclass(slots=True, unsafe_hash=True)
class Judgement:
    """One value against one bound: which side it is on and the limit that it misses."""

    outcome: Outcome
    side: Side
    limit: Number


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that keep a rule. Below `low` and above `high` it is broken; between `low` and
    `sure_low` (and between `sure_high` and `high`) the source leaves it open."""

    low: Number = -math.inf
    sure_low: Number = -math.inf
    sure_high: Number = math.inf
    high: Number = math.inf

    def judge(self, value: Number) -> Judgement | None:
        """None when the value keeps the bound."""
        if value < self.low:
            return Judgement("broken", "short", self.low)
        if value > self.high:
            return Judgement("broken", "over", self.high)
        if value < self.sure_low:
            return Judgement("undecided", "short", self.sure_low)
        if value > self.sure_high:
            return Judgement("undecided", "over", self.sure_high)
        return None

    def meet(self, other: "Interval") -> "Interval":
        """The stricter of two on each side."""
        return Interval(
            max(self.low, other.low),
            max(self.sure_low, other.sure_low),
            min(self.sure_high, other.sure_high),
            min(self.high, other.high),
        )

    @property
    def can_be_kept(self) -> bool:
        """False when the grades of one class ask for values that exclude each other."""
        return self.sure_low <= self.sure_high


def make_interval(word: BoundWord, low: Ends, high: Ends | None = None) -> Interval:
    """The values that keep "at least 150", "exactly 30", "between 30 and 45" …

    Each limit is where it begins and ends: one number twice unless the source leaves it open.
    """
    floor, ceiling = word != "at_most", word != "at_least"
    upper = low if high is None else high
    return Interval(
        low=low[0] if floor else -math.inf,
        sure_low=low[1] if floor else -math.inf,
        sure_high=upper[0] if ceiling else math.inf,
        high=upper[1] if ceiling else math.inf,
    )


def find_strictest(intervals: Iterable[Interval]) -> Interval | None:
    """What all of them ask for; None where there is none."""
    found = list(intervals)
    return reduce(Interval.meet, found) if found else None
