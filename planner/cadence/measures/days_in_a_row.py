"""The days in a row measure."""

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
from planner.cadence.selections import Selection, name_blocks
from planner.cadence.words import say_count


class DaysInARow(Measure):
    """How many school days in a row have a chosen block: the longest row, or the shortest.

    Why: "closed for more than three days in a row", "a course meets every other day". The next day
    is the next that is given, so that a weekend or a holiday doesn't end a row. Where no day has a
    chosen block there is no row, and the rule is kept.
    """

    which: Literal["longest", "shortest"]
    """Whether the longest row is judged or the shortest."""
    without: Selection | None = None
    """Blocks that a day must not have to be part of a row."""

    unit: ClassVar[Unit] = "days"
    trend: ClassVar[Trend] = "either"
    looks_around: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "live" }\nwith = { which = "longest" }\nwindow = "week"\nat_most = 1',
            keeps="mon-fri\nmon 9:00 live math 30\nwed 9:00 live math 30",
            breaks="mon-fri\nmon-tue 9:00 live math 30\nfri 9:00 live math 30",
            found=2,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured | None:
        rows = self.find_rows(parts)
        if not rows:
            return None
        pick = max if self.which == "longest" else min
        row = pick(rows, key=len)
        return Measured(len(row), flatten(row))

    def find_rows(self, parts: Sequence[Part]) -> list[list[Part]]:
        """The rows of days with a chosen block."""
        rows: list[list[Part]] = [[]]
        for part in parts:
            if part.chosen and not (self.without and part.timeline.choose(self.without)):
                rows[-1].append(part)
            elif rows[-1]:
                rows.append([])
        return [row for row in rows if row]

    def name(self, chosen: Selection) -> str:
        return f"the {self.which} row of days with {name_blocks(chosen)}"

    def tell(self, case: Case) -> Wording:
        blocks = name_blocks(case.chosen, case.subject)
        row, days = say_count(case.found, "day"), "day" if case.gap_is_one else "days"
        statement = f"has {blocks} on {row}{'' if case.found == 1 else ' in a row'}"
        if case.side == "short":
            advice = f"Let {blocks} follow on more days."
            amiss = f"{case.gap} {days} in a row short"
        else:
            advice = f"Plan a day without {blocks} between them."
            amiss = f"{case.gap} {days} in a row too many"
        return Wording(statement, compare_count(case), amiss, advice)
