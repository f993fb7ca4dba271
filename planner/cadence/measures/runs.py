"""The runs measure."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field

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
from planner.cadence.plan import DAY_MINUTES
from planner.cadence.runs import measure_runs
from planner.cadence.selections import (
    Selection,
    name_adjectives,
    name_tail,
)
from planner.cadence.words import Number, say_count, say_number


class Runs(Measure):
    """How many separate runs the chosen blocks make.

    Why: "not one consecutive block" asks for at least two. Blocks that follow each other directly,
    or with less than `away` minutes between them, are one run. Tasks without a time make none.
    """

    away: Annotated[int, Field(gt=0, le=DAY_MINUTES, strict=True)]
    """Minutes without a chosen block that separate two runs."""

    unit: ClassVar[Unit] = "runs"
    trend: ClassVar[Trend] = "grows"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "live" }\nwith = { away = 5 }\nwindow = "day"\nat_least = 2',
            keeps="tue 9:00 live math 30\ntue 9:35 live reading 30",
            breaks="tue 9:00 live math 30\ntue 9:30 live reading 30",
            found=1,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured:
        number = sum([len(measure_runs(part.chosen, self.away)) for part in parts])
        return Measured(number, flatten(parts))

    def see_day(self) -> SeeDay:
        away = self.away
        return lambda part: len(measure_runs(part.chosen, away))

    def name(self, chosen: Selection) -> str:
        away = say_count(self.away, "minute")
        return f"the number of separate {_name_runs(chosen, None, 2)} (at least {away} apart)"

    def tell(self, case: Case) -> Wording:
        noun = _name_runs(case.chosen, case.subject, case.found)
        number = "no" if case.found == 0 else say_number(case.found)
        gap_noun = _name_runs(case.chosen, case.subject, abs(case.limit - case.found))
        if case.side == "short":
            pause = (
                "a break" if self.away == 1 else f"at least {self.away} minutes of something else"
            )
            advice = f"Split the time with {pause}."
            if case.found == 0:
                advice = f"Plan it in {say_number(case.limit)} pieces with {pause} between them."
            amiss = f"{case.gap} separate {gap_noun} short"
        else:
            advice, amiss = "Bring two of them together.", f"{case.gap} {gap_noun} too many"
        return Wording(f"has {number} separate {noun}", compare_count(case), amiss, advice)


def _name_runs(chosen: Selection, subject: str | None, number: Number) -> str:
    """What runs of the selection are called: "live run", "on-screen runs"."""
    noun = f"{name_adjectives(chosen)} run{'' if number == 1 else 's'}".strip()
    return noun + name_tail(chosen, subject)
