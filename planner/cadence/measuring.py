"""What a measure is: parameters, a value over chosen blocks, and the words that tell it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from .bounds import BoundWord, Outcome, Side
from .findings import Strength, Window
from .plan import Document, PlannedBlock, PlannedDay
from .selections import Blocks, Selection
from .timelines import Timeline
from .words import MANY_MINUTES, Number, say_count, say_length, say_number

Unit = Literal["minutes", "blocks", "runs", "percent", "values", "days", "clock"]
Trend = Literal["grows", "shrinks", "either"]


# Not frozen: so many are made that it would be felt. Nobody changes one.
@dataclass(slots=True)
class Part:
    """One day's share of what a rule looks at: the blocks it chose and the timeline around them."""

    day: PlannedDay
    timeline: Timeline
    chosen: Blocks


SeeDay = Callable[[Part], Number | None]


@dataclass(slots=True)
class Measured:
    """A value and the blocks that made it."""

    value: Number
    blocks: Sequence[PlannedBlock]


@dataclass(slots=True)
class Case:
    """Everything that a sentence about one broken or undecided rule is made from."""

    found: Number
    limit: Number
    bound: BoundWord
    side: Side
    outcome: Outcome
    strength: Strength
    window: Window
    chosen: Selection
    subject: str | None

    @property
    def gap(self) -> str:
        """How far the value is from the limit, without a unit."""
        return say_number(abs(self.limit - self.found))

    @property
    def gap_is_one(self) -> bool:
        """True when the noun after the gap is a singular."""
        return abs(self.limit - self.found) == 1


@dataclass(slots=True)
class Wording:
    """The parts of a finding's text.

    "{who} {statement} {when}: {difference}." `amiss` is the same in a few words, `advice` what
    would mend it.
    """

    statement: str
    difference: str
    amiss: str
    advice: str


@dataclass(frozen=True, slots=True)
class Example:
    """A rule with a plan that keeps it and one that breaks it, and what the second one measures."""

    rule: str
    keeps: str
    breaks: str
    found: Number


class Measure(Document):
    """A measure: a subclass per file, its fields the parameters that a rule writes under `with`.

    Its docstring is its documentation: what it measures, why, and in which unit.
    """

    unit: ClassVar[Unit]
    trend: ClassVar[Trend]
    """What more blocks do to the value; says whether an unfinished week can still mend it."""
    looks_around: ClassVar[bool] = False
    """Whether it reads more of a day than the chosen blocks: its timeline."""
    examples: ClassVar[tuple[Example, ...]]

    @classmethod
    def word(cls) -> str:
        """The word that rules use for it: LongestRun is longest_run."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def others(self) -> tuple[Selection, ...]:
        """What it chooses from the timeline beside the rule's own blocks, shared objects."""
        return ()

    def measure(self, parts: Sequence[Part]) -> Measured | None:
        """The value over the parts of one window; None where there is nothing to measure."""
        raise NotImplementedError

    def see_day(self) -> SeeDay:
        """What finds the value of a single day without its blocks, the same as `measure` does.

        Judging asks for this first, as most days keep most rules; a measure that can find it with
        less work says how.
        """
        measure = self.measure

        def see(part: Part) -> Number | None:
            measured = measure((part,))
            return None if measured is None else measured.value

        return see

    def name(self, chosen: Selection) -> str:
        """What is measured, as a rule's sentence begins: "live minutes"."""
        raise NotImplementedError

    def tell(self, case: Case) -> Wording:
        """The words for a case."""
        raise NotImplementedError


def flatten(parts: Iterable[Part]) -> list[PlannedBlock]:
    """All chosen blocks of all days."""
    return [block for part in parts for block in part.chosen]


def compare_minutes(case: Case) -> str:
    """ "12 minutes short of 150", "15 minutes over 60", "6 hours short of 15 hours"."""
    gap = abs(case.limit - case.found)
    said = say_length(gap) if gap >= MANY_MINUTES else say_count(gap, "minute")
    is_long = case.limit >= MANY_MINUTES
    limit = say_length(case.limit) if is_long else say_number(case.limit)
    return _compare(case, f"{said} short of", f"{said} over", limit)


def compare_count(case: Case) -> str:
    """ "1 short of 2", "2 more than 2"."""
    short, over = f"{case.gap} short of", f"{case.gap} more than"
    return _compare(case, short, over, say_number(case.limit))


def _compare(case: Case, short: str, over: str, limit: str) -> str:
    if case.limit == 0 and case.side == "over":
        return "none is allowed" if case.strength == "must" else "none is better"
    asked = f"the {limit} asked" if case.bound == "exactly" else limit
    return f"{short if case.side == 'short' else over} {asked}"
