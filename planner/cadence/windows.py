"""The windows of a rule: which days of a pool are judged together."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .calendars import Ends, find_month, find_week, find_year
from .clauses import Span
from .compiling import CompiledRule, DateTest
from .measuring import Part
from .plan import PlannedGroup
from .pools import DayView, Pool
from .selections import Selection

NARROW = frozenset({"block", "run", "half_day", "day"})


@dataclass(slots=True)
class Stretch:
    """The days of one window of a rule: one day, or those of a wider one that it is about."""

    pool: Pool
    views: list[DayView]
    first: dt.date
    last: dt.date
    """The day itself, or the ends of its week, month …"""
    asks_about: DateTest | None = None
    """Which dates of a wider window the rule asks about."""

    @property
    def missing(self) -> int:
        """School days of the window that were not given."""
        if self.asks_about is None:
            return 0
        return self.pool.calendar.count_missing(self.first, self.last, self.asks_about)

    @property
    def complete(self) -> bool:
        """False while a school day of the window is missing from what was given."""
        return self.missing == 0

    @property
    def groups(self) -> list[PlannedGroup | None]:
        """Whose timelines are judged: those of the days, a group of several days once."""
        if len(self.views) == 1:
            return [timeline.group for timeline in self.views[0].timelines]
        found = {t.group_id: t.group for view in self.views for t in view.timelines}
        if any(group and group.kind == "cohort" for group in found.values()):
            found.pop(None, None)
        return list(found.values())


def find_stretches(rule: CompiledRule, pool: Pool, views: Sequence[DayView]) -> Iterator[Stretch]:
    """The windows of a rule over those of a pool's days that it is about."""
    if rule.is_wide:
        yield from find_wide_stretches(rule, pool, views)
    elif rule.is_pooled:
        for date in dict.fromkeys(view.day.date for view in views):
            same = [view for view in views if view.day.date == date]
            yield Stretch(pool, same, date, date)
    else:
        for view in views:
            yield Stretch(pool, [view], view.day.date, view.day.date)


def find_wide_stretches(
    rule: CompiledRule, pool: Pool, views: Sequence[DayView]
) -> Iterator[Stretch]:
    """The windows of more than a day that have any of the days."""
    window = rule.rule.window
    windows: dict[Ends, list[DayView]] = {}
    for view in views:
        ends = find_ends(window, pool, view.day.date, rule.year_begins)
        windows.setdefault(ends, []).append(view)
    for (first, last), mine in windows.items():
        if isinstance(window, Span) and window.rolling:
            mine = [view for view in views if first <= view.day.date <= last]
        yield Stretch(pool, mine, first, last, rule.asks_about)


def find_ends(window: str | Span, pool: Pool, date: dt.date, year_begins: str) -> Ends:
    """The first and the last date of the window that a date is in, or that ends with it."""
    if not isinstance(window, Span):
        return find_window(window, date, year_begins)
    if window.rolling:
        return pool.calendar.look_back(date, window.rolling)
    return find_counted_window(pool, date, year_begins, window.days or 1)


def find_window(word: str, date: dt.date, year_begins: str) -> Ends:
    """The day, week, month or year of a date."""
    if word in ("week", "weekdays"):
        return find_week(date)
    if word == "month":
        return find_month(date)
    return find_year(date, year_begins) if word == "year" else (date, date)


def find_counted_window(pool: Pool, date: dt.date, year_begins: str, number: int) -> Ends:
    """The window of so many school days that a date is in, counted from the year's beginning; a
    date outside of them all, such as a closed Monday, stands alone."""
    pieces = pool.calendar.cut_year(find_year(date, year_begins), number)
    return next((ends for ends in pieces if ends[0] <= date <= ends[1]), (date, date))


def find_group_parts(
    stretch: Stretch, chosen: Selection
) -> list[tuple[PlannedGroup | None, list[Part]]]:
    """The parts of a stretch for each of its groups."""
    if len(stretch.views) > 1:
        return [(group, find_parts(stretch, group, chosen)) for group in stretch.groups]
    (view,) = stretch.views
    return [(line.group, [Part(view.day, line, line.choose(chosen))]) for line in view.timelines]


def find_parts(stretch: Stretch, group: PlannedGroup | None, chosen: Selection) -> list[Part]:
    """The parts of a stretch for one group: a timeline per day, with the chosen blocks."""
    parts = []
    for view in stretch.views:
        timeline = view.find_timeline(group)
        parts.append(Part(view.day, timeline, timeline.choose(chosen)))
    return parts
