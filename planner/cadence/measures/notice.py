"""The notice measure."""

import datetime as dt
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
)
from planner.cadence.plan import PlannedDay
from planner.cadence.selections import Selection
from planner.cadence.words import say_length


class Notice(Measure):
    """How long before a day families are told of it, in minutes.

    Why: a day at home instead of at school needs a family to arrange itself. It is counted to the
    usual start of school, or to the midnight in which the day begins: noon of the day before is 720
    minutes before midnight. Days for which the plan doesn't say when families were told are not
    judged. Over several days the shortest notice counts.
    """

    before: Literal["opens", "midnight"]
    """What the time is counted to: the usual start of school, or the beginning of the day."""

    unit: ClassVar[Unit] = "minutes"
    trend: ClassVar[Trend] = "shrinks"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = {}\nwith = { before = "opens" }\nwindow = "day"\nat_least = 120',
            keeps="tue announced=tue,6:00",
            breaks="tue announced=tue,6:30",
            found=90,
        ),
        Example(
            'of = {}\nwith = { before = "midnight" }\nwindow = "day"\nat_least = 720',
            keeps="tue announced=mon,12:00",
            breaks="tue announced=mon,15:00",
            found=540,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured | None:
        times = [self.find_notice(p.day, p.day.announced) for p in parts if p.day.announced]
        return Measured(min(times), ()) if times else None

    def find_notice(self, day: PlannedDay, announced: dt.datetime) -> int:
        """Minutes from the news to the day; less than none where it came later."""
        opens = day.opens if day.usual_opens is None else day.usual_opens
        minutes = opens if self.before == "opens" else 0
        begins = dt.datetime.combine(day.date, dt.time()) + dt.timedelta(minutes=minutes)
        return int((begins - announced).total_seconds() // 60)

    def name(self, chosen: Selection) -> str:
        return f"the minutes of notice before {self.say_when()}"

    def say_when(self) -> str:
        """What the time is counted to."""
        return "school usually starts" if self.before == "opens" else "the day begins"

    def tell(self, case: Case) -> Wording:
        late = case.found < 0
        time = say_length(abs(case.found))
        statement = f"is told {time} {'after' if late else 'before'} {self.say_when()}"
        gap, limit = say_length(abs(case.limit - case.found)), say_length(case.limit)
        asked = f"the {limit} asked" if case.bound == "exactly" else limit
        if case.side == "short":
            difference = f"{gap} short of {asked}"
            amiss, advice = f"told {gap} too late", f"Tell families {gap} earlier."
        else:
            difference = f"{gap} over {asked}"
            amiss, advice = f"told {gap} too early", f"Tell families {gap} later."
        return Wording(statement, difference, amiss, advice)
