"""The opening measure."""

from collections.abc import Sequence
from typing import ClassVar

from planner.cadence.lists import OneOrMore
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
)
from planner.cadence.plan import Purpose
from planner.cadence.selections import Selection, name_blocks
from planner.cadence.words import join_words, say_count


class Opening(Measure):
    """How many days begin with a block of the purpose: of the chosen blocks, the first at a time.

    Why: a day, or each session, that opens with community before the lesson. In the window "run" it
    is each run's first block. Days without a chosen block at a clock time have no opening; where
    there is none at all the rule is kept.
    """

    purpose: OneOrMore[Purpose]
    """The purposes that the first block may have."""

    unit: ClassVar[Unit] = "days"
    trend: ClassVar[Trend] = "grows"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "live" }\nwith = { purpose = "community" }\nwindow = "day"\n'
            "at_least = 1",
            keeps="tue 9:00 live morning meeting 15 community\ntue 9:15 live math 30",
            breaks="tue 9:00 live math 30\ntue 9:30 live closing circle 15 community",
            found=0,
        ),
        Example(
            'of = { mode = "live" }\nwith = { purpose = "community" }\nwindow = "run"\naway = 10\n'
            "at_least = 1",
            keeps="tue 9:00 live morning meeting 15 community\ntue 9:15 live math 30",
            breaks="tue 9:00 live morning meeting 15 community\ntue 10:00 live math 30",
            found=0,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured | None:
        firsts = [part.chosen[0] for part in parts if part.chosen]
        firsts = [block for block in firsts if block.start is not None]
        if not firsts:
            return None
        others = [block for block in firsts if block.purpose not in self.purpose]
        return Measured(len(firsts) - len(others), others or firsts)

    def see_day(self) -> SeeDay:
        purposes = frozenset(self.purpose)

        def see(part: Part) -> int | None:
            if not part.chosen or part.chosen[0].start is None:
                return None
            return int(part.chosen[0].purpose in purposes)

        return see

    def name(self, chosen: Selection) -> str:
        return f"openings with {self.name_purpose()} among {name_blocks(chosen)}"

    def name_purpose(self) -> str:
        """The purposes in words."""
        return join_words((each.replace("_", " ") for each in self.purpose), "or")

    def tell(self, case: Case) -> Wording:
        purpose = self.name_purpose()
        if case.limit <= 1 and case.side == "short":
            statement = f"does not open with {purpose}"
            difference = f"its first {name_blocks(case.chosen, None, 1)} has another purpose"
            amiss = f"no {purpose} opening"
        else:
            statement = f"has {say_count(case.found, 'opening')} with {purpose}"
            gap = say_count(abs(case.limit - case.found), "opening")
            difference = compare_count(case)
            amiss = f"{gap} {'short' if case.side == 'short' else 'too many'}"
        advice = f"Begin with a short {purpose} block."
        if case.side == "over":
            advice = "Begin with another block."
        return Wording(statement, difference, amiss, advice)
