"""The free minutes measure."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from planner.cadence.measuring import (
    Case,
    Example,
    Measure,
    Measured,
    Part,
    Trend,
    Unit,
    Wording,
    compare_minutes,
)
from planner.cadence.plan import DAY_MINUTES, Minute
from planner.cadence.selections import Selection, name_blocks
from planner.cadence.words import say_clock, say_count


class FreeMinutes(Measure):
    """How many minutes between two times of a day have no chosen block.

    Why: a lunch hour that lessons stay out of, a teacher's time to prepare before the first lesson.
    Tasks without a time take none of it. Over several days the minutes are added up.
    """

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    begin: Annotated[Minute, Field(alias="from", ge=0, le=DAY_MINUTES)]
    """When the time begins that is looked at."""
    end: Annotated[Minute, Field(alias="until", ge=0, le=DAY_MINUTES)]
    """When it ends."""

    unit: ClassVar[Unit] = "minutes"
    trend: ClassVar[Trend] = "either"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "live" }\nwith = { from = "11:00", until = "12:00" }\nwindow = "day"\n'
            "at_least = 30",
            keeps="tue 10:45 live math 45",
            breaks="tue 10:45 live math 45\ntue 11:45 live art 30",
            found=15,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured:
        free = 0
        for part in parts:
            reached = self.begin
            for block in part.chosen:
                if block.start is not None:
                    free += max(0, min(block.start, self.end) - reached)
                    reached = max(reached, min(block.start + block.minutes, self.end))
            free += max(0, self.end - reached)
        blocks = [b for part in parts for b in part.chosen if self.reaches(b.start, b.minutes)]
        return Measured(free, blocks)

    def reaches(self, start: int | None, minutes: int) -> bool:
        """Whether a block takes some of the time."""
        return start is not None and start < self.end and start + minutes > self.begin

    def name(self, chosen: Selection) -> str:
        return f"the minutes without {name_blocks(chosen)} {self.say_time()}"

    def say_time(self) -> str:
        """The time that is looked at."""
        return f"between {say_clock(self.begin)} and {say_clock(self.end)}"

    def tell(self, case: Case) -> Wording:
        blocks = name_blocks(case.chosen, case.subject)
        free = say_count(case.found, "minute")
        gap = say_count(abs(case.limit - case.found), "minute")
        statement = f"has {free} without {blocks} {self.say_time()}"
        if case.side == "short":
            amiss, advice = f"{gap} too few free", f"Move {blocks} out of that time."
        else:
            amiss, advice = f"{gap} too many free", f"Plan {blocks} in that time."
        return Wording(statement, compare_minutes(case), amiss, advice)
