"""School days and the windows that they make: weeks, months, years, so many days in a row."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)
Ends = tuple[dt.date, dt.date]


@lru_cache(maxsize=4_000)
def find_week(date: dt.date) -> Ends:
    """Monday to Sunday of the date's week."""
    monday = date - dt.timedelta(days=date.weekday())
    return monday, monday + dt.timedelta(days=6)


def find_month(date: dt.date) -> Ends:
    """The first and the last day of the date's month."""
    first = date.replace(day=1)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - ONE_DAY


def find_year(date: dt.date, begins: str) -> Ends:
    """The school year of a date; `begins` is its month and day, as "08-01"."""
    month, day = int(begins[:2]), int(begins[3:])
    first = dt.date(date.year, month, day)
    if date < first:
        first = first.replace(year=date.year - 1)
    return first, first.replace(year=first.year + 1) - ONE_DAY


@dataclass(slots=True)
class Calendar:
    """Which dates are school days: Mondays to Fridays but closed ones, and all that are given."""

    given: frozenset[dt.date]
    closed: Collection[dt.date]
    _lists: dict[Ends, list[dt.date]] = field(default_factory=dict)

    def list_days(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """The school days from the first date to the last."""
        if (first, last) not in self._lists:
            dates = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
            self._lists[first, last] = [date for date in dates if self.is_school_day(date)]
        return self._lists[first, last]

    def is_school_day(self, date: dt.date) -> bool:
        """Whether there is school on the date, as far as is known."""
        return date in self.given or (date.weekday() < SATURDAY and date not in self.closed)

    def count_missing(
        self, first: dt.date, last: dt.date, is_asked: Callable[[dt.date], bool]
    ) -> int:
        """How many school days between the two that a rule asks about are not given."""
        missing = (date for date in self.list_days(first, last) if date not in self.given)
        return sum(map(is_asked, missing))

    def find_place(self, date: dt.date, ends: Ends) -> int:
        """The date's place among the school days of a week, month or year, from 1."""
        return bisect_left(self.list_days(*ends), date) + 1

    def cut_year(self, year: Ends, number: int) -> Iterator[Ends]:
        """The year's school days cut into pieces of so many; the last may be shorter."""
        days = self.list_days(*year)
        for start in range(0, len(days), number):
            piece = days[start : start + number]
            yield piece[0], piece[-1]

    def look_back(self, date: dt.date, number: int) -> Ends:
        """So many school days in a row, the last of which is the date."""
        # Twice the days and a term's holidays reach back far enough.
        days = self.list_days(date - dt.timedelta(days=2 * number + 120), date)
        return days[max(0, bisect_right(days, date) - number)], date


def make_calendar(given: Iterable[dt.date], closed: Collection[dt.date]) -> Calendar:
    """The calendar of the days that are given."""
    return Calendar(
        frozenset(given), closed if isinstance(closed, set | frozenset) else set(closed)
    )
