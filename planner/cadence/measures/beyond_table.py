"""The beyond table measure."""

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
from planner.cadence.plan import DAY_MINUTES, PlannedBlock
from planner.cadence.selections import Selection, count_blocks, name_blocks
from planner.cadence.words import join_words

Row = tuple[
    Annotated[int, Field(ge=0, le=100, strict=True)],
    Annotated[int, Field(gt=0, le=DAY_MINUTES, strict=True)],
]


class BeyondTable(Measure):
    """How many of a day's chosen blocks go beyond a table of alternatives.

    Why: "two sessions of 45 minutes or three of 30" are pairs of a number and a length, and a day
    keeps to one of them. Counted are the blocks that are too long or too many under the pair that
    suits the day best.
    """

    table: Annotated[tuple[Row, ...], Field(min_length=1, max_length=12)]
    """The alternatives: how many blocks, and how many minutes each may last."""

    unit: ClassVar[Unit] = "blocks"
    trend: ClassVar[Trend] = "grows"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "live" }\nwith = { table = [[2, 45], [3, 30]] }\nwindow = "day"\n'
            "at_most = 0",
            keeps="tue 9:00 live math 30\ntue 10:00 live art 30\ntue 11:00 live reading 30",
            breaks="tue 9:00 live math 45\ntue 10:00 live art 45\ntue 11:00 live reading 30",
            found=1,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured:
        beyond = [block for part in parts for block in self.find_beyond(part.chosen)]
        return Measured(len(beyond), beyond)

    def find_beyond(self, chosen: Sequence[PlannedBlock]) -> list[PlannedBlock]:
        """The blocks beyond the alternative that suits them best."""
        choices = []
        for count, minutes in self.table:
            fitting = [block for block in chosen if block.minutes <= minutes]
            choices.append([b for b in chosen if b.minutes > minutes] + fitting[count:])
        return min(choices, key=len)

    def name(self, chosen: Selection) -> str:
        return f"the number of {name_blocks(chosen)} beyond {self.say_table()}"

    def say_table(self) -> str:
        """The alternatives in words: "2 of 45 minutes or 3 of 30 minutes"."""
        return join_words((f"{n} of {minutes} minutes" for n, minutes in self.table), "or")

    def tell(self, case: Case) -> Wording:
        counted = count_blocks(case.found, case.chosen, case.subject)
        statement = f"has {counted} beyond {self.say_table()}"
        return Wording(
            statement,
            compare_count(case),
            f"{counted} too long or too many",
            "Shorten one of them or leave one out.",
        )
