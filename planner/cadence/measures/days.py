"""The days measure."""

from collections.abc import Sequence
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
from planner.cadence.plan import DAY_MINUTES
from planner.cadence.runs import sum_minutes
from planner.cadence.selections import Selection, name_blocks
from planner.cadence.words import Number


class Days(Measure):
    """How many days have a chosen block.

    Why: "at most five e-learning days a year", "two live days a week", "live lessons on one of any
    two days" count days and not blocks. Which days are counted is narrowed by the rule's own
    conditions, such as a kind of day. A day of several classes counts once.
    """

    without: Selection | None = None
    """Blocks that a day must not have to be counted."""
    lacking: bool = False
    """Count the days that have blocks but no chosen one instead."""
    least: Annotated[int, Field(gt=0, le=DAY_MINUTES, strict=True)] | None = None
    """How many minutes of chosen blocks it takes for a day to be counted."""

    unit: ClassVar[Unit] = "days"
    trend: ClassVar[Trend] = "grows"
    looks_around: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "live" }\nwindow = "week"\nexactly = 2',
            keeps="mon-fri\ntue 9:00 live math 30\nthu 9:00 live math 30\nthu 10:00 live art 30",
            breaks="mon-fri\ntue 9:00 live math 30",
            found=1,
        ),
        Example(
            'of = { mode = "live" }\nwith = { lacking = true }\nwindow = "week"\nat_most = 1',
            keeps="mon-fri\nmon any time math 30",
            breaks="mon any time math 30\ntue any time math 30\nwed-fri 9:00 live math 30",
            found=2,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured:
        counted = [part for part in parts if self.counts(part)]
        blocks = [block for part in counted for block in part.chosen or part.timeline.blocks]
        return Measured(len({part.day.date for part in counted}), blocks)

    def counts(self, part: Part) -> bool:
        """Whether a day is counted."""
        if self.lacking:
            return bool(part.timeline.blocks) and not part.chosen
        if not part.chosen or (self.without and part.timeline.choose(self.without)):
            return False
        return self.least is None or sum_minutes(part.chosen) >= self.least

    def name(self, chosen: Selection) -> str:
        return f"the number of days {self.say_kind(chosen)}"

    def say_kind(self, chosen: Selection, subject: str | None = None) -> str:
        """Which days are counted: "with live sessions", "without breaks"."""
        said = f"{'without' if self.lacking else 'with'} {name_blocks(chosen, subject)}"
        if self.without is not None:
            said += f" and without {name_blocks(self.without)}"
        return said + (f" of {self.least} minutes or more" if self.least else "")

    def tell(self, case: Case) -> Wording:
        kind = self.say_kind(case.chosen, case.subject)
        number: Number | str = case.found or "no"
        statement = f"has {number} {'day' if case.found == 1 else 'days'} {kind}"
        days = "day" if case.gap_is_one else "days"
        if case.side == "short":
            advice, amiss = f"Plan {case.gap} more {days} {kind}.", f"{case.gap} {days} short"
        else:
            advice, amiss = f"Plan {case.gap} fewer {days} {kind}.", f"{case.gap} {days} too many"
        return Wording(statement, compare_count(case), amiss, advice)
