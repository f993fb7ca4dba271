"""The lacking measure."""

from collections.abc import Sequence
from typing import ClassVar

from planner.cadence.facts import FACTS, Fact
from planner.cadence.measuring import (
    Case,
    Example,
    Measure,
    Measured,
    Part,
    SeeDay,
    Trend,
    Unit,
    Wording,
    compare_count,
    flatten,
)
from planner.cadence.selections import (
    Selection,
    count_blocks,
    name_blocks,
)


class Lacking(Measure):
    """How many of the chosen blocks lack a fact, such as a coach check.

    Why: "every task has …" is kept when no task lacks it. The facts are those of the plan: a tool,
    recorded instruction, a coach check, a due time and so on.
    """

    fact: Fact
    """What a block should have."""

    unit: ClassVar[Unit] = "blocks"
    trend: ClassVar[Trend] = "grows"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "async" }\nwith = { fact = "coach_check" }\nwindow = "day"\nat_most = 0',
            keeps="tue any time math 20 check",
            breaks="tue any time math 20 check\ntue any time art 20",
            found=1,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured:
        holds = FACTS[self.fact].holds
        blocks = [block for block in flatten(parts) if not holds(block)]
        return Measured(len(blocks), blocks)

    def see_day(self) -> SeeDay:
        holds = FACTS[self.fact].holds
        return lambda part: len(part.chosen) - sum(map(holds, part.chosen))

    def name(self, chosen: Selection) -> str:
        return f"the number of {name_blocks(chosen)} {FACTS[self.fact].lacking}"

    def tell(self, case: Case) -> Wording:
        fact = FACTS[self.fact]
        counted = f"{count_blocks(case.found, case.chosen, case.subject)} {fact.lacking}"
        if case.limit == 0:
            must = case.strength == "must"
            difference = "each one needs it" if must else "each one is better with it"
        else:
            difference = compare_count(case)
        advice = fact.add if case.side == "over" else fact.remove
        return Wording(f"has {counted}", difference, counted, f"{advice}.")
