"""The late start measure."""

from collections.abc import Sequence
from typing import ClassVar

from planner.cadence.measuring import (
    Case,
    Example,
    Measure,
    Measured,
    Part,
    Trend,
    Unit,
    Wording,
    compare_minutes,
)
from planner.cadence.selections import Selection
from planner.cadence.words import say_count


class LateStart(Measure):
    """How much later than usual school opens on a day, in minutes.

    Why: a day of snow begins later than its bell, so that families can be reached. Days for which
    the plan doesn't say when school usually opens are not judged. Over several days the shortest
    delay counts; a day that opens earlier than usual has one of less than nothing.
    """

    unit: ClassVar[Unit] = "minutes"
    trend: ClassVar[Trend] = "shrinks"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = {}\nwindow = "day"\nat_least = 120\nwhen = { kinds = "weather" }',
            keeps="tue kind=weather usual=8:00 hours=10:00-15:00",
            breaks="tue kind=weather usual=8:00 hours=9:30-15:00",
            found=90,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured | None:
        days = [part.day for part in parts if part.day.usual_opens is not None]
        delays = [day.opens - (day.usual_opens or 0) for day in days]
        return Measured(min(delays), ()) if delays else None

    def name(self, chosen: Selection) -> str:
        return "the minutes by which school opens later than usual"

    def tell(self, case: Case) -> Wording:
        direction = "earlier" if case.found < 0 else "later"
        gap = say_count(abs(case.limit - case.found), "minute")
        statement = f"starts {say_count(abs(case.found), 'minute')} {direction} than usual"
        short = case.side == "short"
        return Wording(
            statement,
            compare_minutes(case),
            f"starts {gap} too {'early' if short else 'late'}",
            f"Open {gap} {'later' if short else 'earlier'}.",
        )
