"""The first start measure."""

from collections.abc import Sequence
from typing import ClassVar

from planner.cadence.measuring import (
    Case,
    Example,
    Measure,
    Measured,
    Part,
    Trend,
    Unit,
    Wording,
    flatten,
)
from planner.cadence.selections import (
    Selection,
    name_blocks,
)
from planner.cadence.words import say_clock, say_count


class FirstStart(Measure):
    """When the first of the chosen blocks starts, as a time of day.

    Why: a day should not begin before families are up. In the window "week" it is the earliest of
    the days. Tasks without a time don't count; where there is no other block the rule is kept.
    Limits are written as clock times: "8:30".
    """

    unit: ClassVar[Unit] = "clock"
    trend: ClassVar[Trend] = "shrinks"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "live" }\nwindow = "day"\nat_least = "8:30"',
            keeps="tue 8:30 live math 30",
            breaks="tue 8:00 live math 30",
            found=480,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured | None:
        times = [(block.start, block) for block in flatten(parts) if block.start is not None]
        if not times:
            return None
        minute, block = min(times, key=lambda pair: pair[0])
        return Measured(minute, (block,))

    def name(self, chosen: Selection) -> str:
        return f"the start of the first {name_blocks(chosen, None, 1)}"

    def tell(self, case: Case) -> Wording:
        block = name_blocks(case.chosen, case.subject, 1)
        gap = say_count(abs(case.limit - case.found), "minute")
        early = case.side == "short"
        statement = f"starts its first {block} at {say_clock(case.found)}"
        difference = f"{gap} {'before' if early else 'after'} {say_clock(case.limit)}"
        amiss = f"starts {gap} too {'early' if early else 'late'}"
        return Wording(
            statement, difference, amiss, f"Move it {gap} {'later' if early else 'earlier'}."
        )
