"""The minutes measure."""

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
    compare_minutes,
    flatten,
)
from planner.cadence.runs import sum_minutes
from planner.cadence.selections import Selection, count_minutes, name_minutes
from planner.cadence.words import say_count, say_in_hours


class Minutes(Measure):
    """The minutes of the chosen blocks, added up.

    Why: most policies promise a learner a length of live time, or cap a length of screen time.
    Tasks without a time count. Where two blocks of one timeline overlap, the minutes that they
    share count once: a learner cannot be in both. In the window "block" it is the block's length.
    """

    unit: ClassVar[Unit] = "minutes"
    trend: ClassVar[Trend] = "grows"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "live" }\nwindow = "day"\nat_least = 150',
            keeps="tue 9:00 live math 150",
            breaks="tue 9:00 live math 138",
            found=138,
        ),
        Example(
            'of = { mode = "async" }\nwindow = "day"\nkey = "subject"\nexactly = 30\n'
            'when = { weekdays = ["mon"] }',
            keeps="mon any time math 30",
            breaks="mon any time math 20",
            found=20,
        ),
        Example(
            'of = { mode = "live" }\nwindow = "block"\nbetween = [30, 45]',
            keeps="tue 9:00 live math 45",
            breaks="tue 9:00 live math 50",
            found=50,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured:
        return Measured(sum([sum_minutes(part.chosen) for part in parts]), flatten(parts))

    def see_day(self) -> SeeDay:
        return lambda part: sum_minutes(part.chosen)

    def name(self, chosen: Selection) -> str:
        return name_minutes(chosen)

    def tell(self, case: Case) -> Wording:
        noun = name_minutes(case.chosen, case.subject, abs(case.limit - case.found))
        short = case.side == "short"
        if case.window in ("block", "run"):
            statement = f"lasts {say_count(case.found, 'minute')}"
            gap = say_count(abs(case.limit - case.found), "minute")
            amiss = f"{gap} too {'short' if short else 'long'}"
            advice = f"Make it {gap} {'longer' if short else 'shorter'}."
        else:
            statement = f"has {count_minutes(case.found, case.chosen, case.subject)}"
            hours = say_in_hours(abs(case.limit - case.found))
            advice = f"{'Add' if short else 'Take out'} {case.gap} {noun}{hours}."
            amiss = f"{case.gap} {noun} {'short' if short else 'over'}"
        return Wording(statement, compare_minutes(case), amiss, advice)
