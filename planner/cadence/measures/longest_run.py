"""The longest run measure."""

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
    compare_minutes,
)
from planner.cadence.plan import DAY_MINUTES
from planner.cadence.runs import find_runs, measure_runs
from planner.cadence.selections import (
    Selection,
    name_adjectives,
    name_blocks,
    name_tail,
)
from planner.cadence.words import say_count


class LongestRun(Measure):
    """The longest unbroken run of chosen blocks, in minutes.

    Why: live time should come in pieces, so that nobody sits before a screen for hours. Blocks that
    follow each other directly are one run, whatever their titles; only `away` minutes without a
    chosen block end it. A shorter pause does not end the run, and its own minutes are not counted.
    Tasks without a time belong to no run; where there is none, the longest has 0 minutes.
    """

    away: Annotated[int, Field(gt=0, le=DAY_MINUTES, strict=True)]
    """Minutes without a chosen block that end a run."""

    unit: ClassVar[Unit] = "minutes"
    trend: ClassVar[Trend] = "grows"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { screen = "on" }\nwith = { away = 10 }\nwindow = "day"\nat_most = 45',
            keeps="tue 9:00 live math 30\ntue 9:40 live reading 30",
            breaks="tue 9:00 live math 30\ntue 9:30 live reading 30",
            found=60,
        ),
        Example(
            'of = { screen = "on" }\nwith = { away = 10 }\nwindow = "day"\nat_most = 45',
            keeps="tue 9:00 live math 45\ntue any time reading 60 online",
            breaks="tue 9:00 live math 30\ntue 9:35 live reading 30",
            found=60,
        ),
        Example(
            'of = { mode = "break" }\nwith = { away = 1 }\nwindow = "day"\nat_least = 20',
            keeps="tue 12:00 lunch 20",
            breaks="tue 9:00 live math 30",
            found=0,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured:
        runs = [run for part in parts for run in find_runs(part.chosen, self.away)]
        if not runs:
            return Measured(0, ())
        longest = max(runs, key=lambda run: run.minutes)
        return Measured(longest.minutes, longest.blocks)

    def see_day(self) -> SeeDay:
        away = self.away
        return lambda part: max(measure_runs(part.chosen, away), default=0)

    def name(self, chosen: Selection) -> str:
        away = say_count(self.away, "minute")
        return f"the longest run of {name_blocks(chosen)} (ended by {away} without one)"

    def tell(self, case: Case) -> Wording:
        kind = f"{name_adjectives(case.chosen)} run".strip() + name_tail(case.chosen, case.subject)
        length = say_count(case.found, "minute")
        statement = f"has {_article(kind)} {kind} of {length}" if case.found else f"has no {kind}"
        if case.side == "short":
            advice, amiss = "Make a block longer or let two follow each other.", "too short"
        else:
            away = say_count(self.away, "minute")
            advice, amiss = f"Put at least {away} of something else inside it.", "too long"
        amiss = f"{kind} {say_count(abs(case.limit - case.found), 'minute')} {amiss}"
        return Wording(statement, compare_minutes(case), amiss, advice)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeio" else "a"
