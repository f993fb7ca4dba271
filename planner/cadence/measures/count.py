"""The count measure."""

from collections.abc import Sequence
from typing import ClassVar

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
from planner.cadence.selections import Selection, count_blocks, name_blocks, name_times


class Count(Measure):
    """How many of the chosen blocks there are.

    Why: some policies cap the live sessions of a day, others ask for one of a kind, such as a task
    away from the screen. Each block counts as one, also where two follow each other directly.
    """

    unit: ClassVar[Unit] = "blocks"
    trend: ClassVar[Trend] = "grows"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "live" }\nwindow = "day"\nat_most = 2',
            keeps="tue 9:00 live math 30\ntue 10:00 live reading 30",
            breaks="tue 9:00 live math 30\ntue 10:00 live reading 30\ntue 11:00 live art 30",
            found=3,
        ),
        Example(
            'of = { mode = "async", screen = "off" }\nwindow = "week"\nat_least = 1',
            keeps="mon-fri\nwed any time art 20 offline",
            breaks="mon-fri\nwed any time art 20",
            found=0,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured:
        blocks = flatten(parts)
        return Measured(len(blocks), blocks)

    def see_day(self) -> SeeDay:
        return lambda part: len(part.chosen)

    def name(self, chosen: Selection) -> str:
        return f"the number of {name_blocks(chosen)}"

    def tell(self, case: Case) -> Wording:
        noun = name_blocks(case.chosen, case.subject, abs(case.limit - case.found))
        statement = f"has {count_blocks(case.found, case.chosen, case.subject)}"
        if case.side == "short":
            advice, amiss = f"Add {case.gap} {noun}.", f"{case.gap} {noun} short"
        else:
            advice, amiss = say_way_out(case), f"{case.gap} {noun} too many"
        return Wording(statement, compare_count(case), amiss, advice)


def say_way_out(case: Case) -> str:
    """To take the blocks out; or to move them first, where they don't count at other times."""
    number, elsewhere = abs(case.limit - case.found), case.chosen.unless
    times = name_times(elsewhere) if elsewhere else ""
    if elsewhere is None or elsewhere != Selection(after=elsewhere.after, before=elsewhere.before):
        return f"Take out {case.gap} {name_blocks(case.chosen, case.subject, number)}."
    chosen = case.chosen.model_copy(update={"unless": None})
    them = "it" if number == 1 else "them"
    noun = name_blocks(chosen, case.subject, number)
    return f"Move {case.gap} {noun} to a time{times}, or take {them} out."
