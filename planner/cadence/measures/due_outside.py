"""The due outside measure."""

import datetime as dt
from collections.abc import Mapping, Sequence
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
)
from planner.cadence.plan import PlannedDay
from planner.cadence.selections import (
    Selection,
    count_blocks,
    name_blocks,
)


class DueOutside(Measure):
    """How many of the chosen tasks are due outside school hours or on a weekend.

    Why: what is due at 9 pm makes homework of class work. A task due on a day that the window
    holds is held against that day's hours; one due on another day against the hours of the day it
    stands in. A Saturday or Sunday is no school day unless the window holds a plan for it.
    """

    unit: ClassVar[Unit] = "blocks"
    trend: ClassVar[Trend] = "grows"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { mode = "async" }\nwindow = "day"\nat_most = 0',
            keeps="tue any time math 20 due=fri,14:00\ntue any time art 20",
            breaks="tue any time math 20 due=tue,21:00",
            found=1,
        ),
        Example(
            'of = { mode = "async" }\nwindow = "day"\nat_most = 0',
            keeps="tue any time math 20 due=tue,15:00",
            breaks="tue any time math 20 due=sat,10:00",
            found=1,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured:
        days = {part.day.date: part.day for part in parts}
        late = [
            block
            for part in parts
            for block in part.chosen
            if block.due is not None and is_outside(block.due, part.day, days)
        ]
        return Measured(len(late), late)

    def see_day(self) -> SeeDay:
        def see(part: Part) -> int:
            days = {part.day.date: part.day}
            last: dt.datetime | None = None
            late, is_late = 0, False
            for block in part.chosen:
                due = block.due
                if due is not last:
                    last = due
                    is_late = due is not None and is_outside(due, part.day, days)
                late += is_late
            return late

        return see

    def name(self, chosen: Selection) -> str:
        return f"the number of {name_blocks(chosen)} due outside the school day"

    def tell(self, case: Case) -> Wording:
        counted = count_blocks(case.found, case.chosen, case.subject)
        due = f"{counted} due outside the school day"
        advice = "Make it due at the end of a school day."
        return Wording(f"has {due}", compare_count(case), due, advice)


def is_outside(due: dt.datetime, day: PlannedDay, days: Mapping[dt.date, PlannedDay]) -> bool:
    """Whether a due time falls outside the school hours of its date."""
    date = due.date()
    known = day if date == day.date else days.get(date)
    if known is None and due.weekday() > FRIDAY:
        return True
    hours = known or day
    minute = due.hour * 60 + due.minute
    return not hours.opens <= minute <= hours.closes


FRIDAY = 4
