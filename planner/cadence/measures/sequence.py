"""The sequence measure."""

from collections.abc import Sequence as Several
from itertools import zip_longest
from typing import Annotated, ClassVar

from pydantic import Field

from planner.cadence.measuring import (
    Case,
    Example,
    Measure,
    Measured,
    Part,
    Trend,
    Unit,
    Wording,
    compare_count,
)
from planner.cadence.plan import DAY_MINUTES, Document, PlannedBlock
from planner.cadence.selections import Selection, name_blocks
from planner.cadence.words import say_count


class Step(Document):
    """One block of a sequence: which, and how many minutes where the source says it."""

    of: Selection
    minutes: Annotated[int, Field(gt=0, le=DAY_MINUTES, strict=True)] | None = None

    def fits(self, block: PlannedBlock) -> bool:
        """Whether a block can be this step."""
        return self.of.matches(block) and self.minutes in (None, block.minutes)


class Sequence(Measure):
    """How many of the chosen blocks don't begin the sequence that they should.

    Why: "an hour live, then half an hour on one's own, then a break of ten minutes". Each chosen
    block at a clock time is the first step; the next blocks of the timeline must be the others,
    each directly after the one before.
    """

    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=12)]
    """The blocks in their order, the chosen one first."""
    last_may_miss: bool = False
    """Whether the day may end before the last step."""

    unit: ClassVar[Unit] = "blocks"
    trend: ClassVar[Trend] = "grows"
    looks_around: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "live" }\nwindow = "day"\nat_most = 0\n'
            'with = { last_may_miss = true, steps = [{ of = { mode = "live" }, minutes = 60 }, '
            '{ of = { mode = "async" }, minutes = 30 }, '
            '{ of = { mode = "break" }, minutes = 10 }] }',
            keeps="tue 9:00 live math 60\ntue 10:00 async math 30\ntue 10:30 break stretch 10\n"
            "tue 10:40 live reading 60\ntue 11:40 async reading 30",
            breaks="tue 9:00 live math 60\ntue 10:00 break stretch 10\ntue 10:10 async math 30",
            found=1,
        ),
    )

    def measure(self, parts: Several[Part]) -> Measured:
        wrong = [
            block
            for part in parts
            for block in part.chosen
            if block.start is not None and not self.begins(block, part)
        ]
        return Measured(len(wrong), wrong)

    def begins(self, block: PlannedBlock, part: Part) -> bool:
        """Whether the sequence begins with the block."""
        timed = part.timeline.timed
        place = timed.index(block)
        reached = block.start
        follow = timed[place : place + len(self.steps)]
        for step, each in zip_longest(self.steps, follow):
            if each is None:
                return self.last_may_miss and step is self.steps[-1]
            if each.start != reached or not step.fits(each):
                return False
            reached = each.end
        return True

    def name(self, chosen: Selection) -> str:
        return f"the number of {name_blocks(chosen)} that don't begin the order {self.say_steps()}"

    def say_steps(self) -> str:
        """The steps in words: "60 minutes of live sessions, then 30 minutes of tasks"."""
        return ", then ".join(
            (f"{step.minutes} minutes of " if step.minutes else "") + name_blocks(step.of)
            for step in self.steps
        )

    def tell(self, case: Case) -> Wording:
        noun = name_blocks(case.chosen, case.subject, case.found)
        counted = f"{case.found or 'no'} {noun}"
        statement = f"has {counted} out of order"
        return Wording(
            statement,
            compare_count(case),
            f"{say_count(case.found, 'block')} out of order",
            f"Plan this order: {self.say_steps()}.",
        )
