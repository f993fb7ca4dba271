"""The last end measure."""

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


class LastEnd(Measure):
    """When the last of the chosen blocks ends, as a time of day.

    Why: live teaching should be over when the school day is. In the window "week" it is the latest
    of the days. Tasks without a time don't count; where there is no other block the rule is kept.
    Limits are written as clock times: "15:00".
    """

    unit: ClassVar[Unit] = "clock"
    trend: ClassVar[Trend] = "grows"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "live" }\nwindow = "day"\nat_most = "15:00"',
            keeps="tue 14:30 live math 30",
            breaks="tue 14:30 live math 45",
            found=915,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured | None:
        times = [
            (block.start + block.minutes, block)
            for block in flatten(parts)
            if block.start is not None
        ]
        if not times:
            return None
        minute, block = max(times, key=lambda pair: pair[0])
        return Measured(minute, (block,))

    def name(self, chosen: Selection) -> str:
        return f"the end of the last {name_blocks(chosen, None, 1)}"

    def tell(self, case: Case) -> Wording:
        block = name_blocks(case.chosen, case.subject, 1)
        gap = say_count(abs(case.limit - case.found), "minute")
        early = case.side == "short"
        statement = f"ends its last {block} at {say_clock(case.found)}"
        difference = f"{gap} {'before' if early else 'after'} {say_clock(case.limit)}"
        amiss = f"ends {gap} too {'early' if early else 'late'}"
        return Wording(
            statement, difference, amiss, f"Move it {gap} {'later' if early else 'earlier'}."
        )
