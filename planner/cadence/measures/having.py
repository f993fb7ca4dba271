"""The having measure."""

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


class Having(Measure):
    """How many of the chosen blocks have a fact that is not wanted, such as a need for a printer.

    Why: "nothing has to be printed" is kept when no block needs printing.
    """

    fact: Fact
    """What a block should not have."""

    unit: ClassVar[Unit] = "blocks"
    trend: ClassVar[Trend] = "grows"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "async" }\nwith = { fact = "printing" }\nwindow = "day"\nat_most = 0',
            keeps="tue any time math 20",
            breaks="tue any time math 20 print",
            found=1,
        ),
        Example(
            'of = { mode = "live" }\nwith = { fact = "unapproved_tool" }\nwindow = "day"\n'
            "at_most = 0",
            keeps="tue 9:00 live math 20 tool=Teams:meeting",
            breaks="tue 9:00 live math 20 tool=Zoom:unapproved",
            found=1,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured:
        holds = FACTS[self.fact].holds
        blocks = [block for block in flatten(parts) if holds(block)]
        return Measured(len(blocks), blocks)

    def see_day(self) -> SeeDay:
        holds = FACTS[self.fact].holds
        return lambda part: sum(map(holds, part.chosen))

    def name(self, chosen: Selection) -> str:
        return f"the number of {name_blocks(chosen)} {FACTS[self.fact].having}"

    def tell(self, case: Case) -> Wording:
        fact = FACTS[self.fact]
        counted = f"{count_blocks(case.found, case.chosen, case.subject)} {fact.having}"
        advice = fact.remove if case.side == "over" else fact.add
        return Wording(f"has {counted}", compare_count(case), counted, f"{advice}.")
