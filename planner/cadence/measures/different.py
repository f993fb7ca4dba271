"""The different measure."""

from collections.abc import Sequence
from typing import ClassVar, Literal

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
    flatten,
)
from planner.cadence.plan import PlannedBlock
from planner.cadence.selections import (
    Selection,
    name_blocks,
)
from planner.cadence.words import say_count


class Different(Measure):
    """How many different tools, subjects, purposes or modes the chosen blocks have.

    Why: every further tool is one more sign-in for a family; a week with one purpose only is poor.
    Capitals don't matter. Blocks without such a value don't count.
    """

    what: Literal["tool", "subject", "purpose", "mode"]
    """What is counted."""

    unit: ClassVar[Unit] = "values"
    trend: ClassVar[Trend] = "grows"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { except = { has = "meeting_tool" } }\nwith = { what = "tool" }\n'
            'window = "week"\nat_most = 2',
            keeps="tue 9:00 live math 30 tool=Teams:meeting\ntue any time math 20 tool=Epic\n"
            "wed any time math 20 tool=epic\nthu any time math 20 tool=Seesaw",
            breaks="tue any time math 20 tool=Epic\nwed any time math 20 tool=Seesaw\n"
            "thu any time math 20 tool=Lexia",
            found=3,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured:
        blocks = [block for block in flatten(parts) if self.find_value(block)]
        return Measured(len({self.find_value(block) for block in blocks}), blocks)

    def find_value(self, block: PlannedBlock) -> str:
        """The block's value, without capitals; empty where it has none."""
        if self.what == "tool":
            return block.tool.name.casefold() if block.tool else ""
        value: str | None = getattr(block, self.what)
        return (value or "").casefold()

    def name(self, chosen: Selection) -> str:
        return f"the number of different {self.what}s in {name_blocks(chosen)}"

    def tell(self, case: Case) -> Wording:
        noun = say_count(abs(case.limit - case.found), self.what)
        more = say_count(abs(case.limit - case.found), f"more {self.what}")
        if case.side == "short":
            only = "" if case.found == 0 else "only "
            statement = f"uses {only}{say_count(case.found, self.what)}"
            amiss, advice = f"{noun} short", f"Bring in {more}."
        else:
            statement = f"uses {say_count(case.found, f'different {self.what}')}"
            amiss, advice = f"{noun} too many", f"Do without {noun}."
        if case.chosen.mode or case.subject:
            statement += f" in {name_blocks(case.chosen, case.subject)}"
        return Wording(statement, compare_count(case), amiss, advice)
