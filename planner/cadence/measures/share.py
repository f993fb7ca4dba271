"""The share measure."""

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
)
from planner.cadence.runs import sum_minutes
from planner.cadence.selections import (
    Selection,
    name_blocks,
    name_minutes,
    share_selection,
)
from planner.cadence.words import say_number


class Share(Measure):
    """The chosen blocks' share of the minutes of other blocks, in percent.

    Why: time away from the screen is asked for as a part of the async time, not in minutes. The
    share is rounded to a tenth of a percent. Where the other blocks have no minutes there is
    nothing to share and the rule is kept. With `among = {}` the whole is every block, breaks too.
    """

    among: Selection
    """The blocks whose minutes are the whole."""

    unit: ClassVar[Unit] = "percent"
    trend: ClassVar[Trend] = "either"
    looks_around: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "async", screen = "off" }\nwith = { among = { mode = "async" } }\n'
            'window = "day"\nat_least = 40',
            keeps="tue any time reading 20 offline\ntue any time math 30 online",
            breaks="tue any time reading 10 offline\ntue any time math 30 online",
            found=25,
        ),
    )

    @property
    def others(self) -> tuple[Selection, ...]:
        return (share_selection(self.among),)

    def measure(self, parts: Sequence[Part]) -> Measured | None:
        among = share_selection(self.among)
        whole = sum([sum_minutes(part.timeline.choose(among)) for part in parts])
        if whole == 0:
            return None
        share = sum([sum_minutes(part.chosen) for part in parts])
        blocks = [block for part in parts for block in part.timeline.choose(among)]
        return Measured(find_percent(share, whole), blocks)

    def see_day(self) -> SeeDay:
        among = share_selection(self.among)

        def see(part: Part) -> float | None:
            whole = sum_minutes(part.timeline.choose(among))
            return find_percent(sum_minutes(part.chosen), whole) if whole else None

        return see

    def name(self, chosen: Selection) -> str:
        return f"the share of {name_blocks(chosen)} in {name_minutes(self.among)}, in percent"

    def tell(self, case: Case) -> Wording:
        percent = "none" if case.found == 0 else f"{say_number(case.found)} percent"
        whole = name_minutes(self.among, case.subject)
        statement = f"has {percent} of its {whole} in {name_blocks(case.chosen)}"
        limit, noun = say_number(case.limit), name_blocks(case.chosen)
        if case.side == "short":
            difference, asked = f"{limit} percent is asked", f"{limit} % asked"
            advice = f"Turn some of the time into {noun}."
        else:
            difference, asked = f"{limit} percent is the most", f"{limit} % at most"
            advice = f"Turn some of the {noun} into something else."
        amiss = f"{say_number(case.found)} % in {noun}, {asked}"
        return Wording(statement, difference, amiss, advice)


def find_percent(share: int, whole: int) -> float:
    """The share in percent, to a tenth."""
    return round(100 * share / whole, 1)
