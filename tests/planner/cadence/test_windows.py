"""The windows of a rule over a plan's days: their ends, their days, and what is still missing."""

import datetime as dt

import pytest

from planner.cadence.calendars import make_calendar
from planner.cadence.clauses import Span
from planner.cadence.compiling import compile_policy
from planner.cadence.pools import make_pool, view_day
from planner.cadence.sketches import sketch_days
from planner.cadence.windows import Stretch, find_ends, find_stretches, find_window

from .rules import make_policy

TWO_WEEKS = "weeks 2020-09-14 to 2020-09-27\nmon-thu 9:00 live math 30"
CLOSED = dt.date(2020, 9, 25)


def find(window: str, plan: str = TWO_WEEKS, more: str = "", head: str = "") -> list[Stretch]:
    rule = f'measure = "minutes"\nof = {{}}\nwindow = {window}\nat_least = 1\n{more}'
    (compiled,) = compile_policy(make_policy(rule, head=head)).rules
    days = sketch_days(plan)
    views = [view_day(day) for day in days]
    pool = make_pool(views, make_calendar([day.date for day in days], {CLOSED}))
    return list(find_stretches(compiled, pool, views))


def show(stretches: list[Stretch]) -> list[tuple[str, str, int, int]]:
    """The ends of windows, how many of their days are given, and how many are missing."""
    return [(f"{s.first:%m-%d}", f"{s.last:%m-%d}", len(s.views), s.missing) for s in stretches]


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("day", "2020-09-17", "2020-09-17"),
        ("week", "2020-09-14", "2020-09-20"),
        ("weekdays", "2020-09-14", "2020-09-20"),
        ("month", "2020-09-01", "2020-09-30"),
        ("year", "2020-09-15", "2021-09-14"),
    ],
)
def test_a_date_is_in_a_day_a_week_a_month_and_a_school_year(
    word: str, first: str, last: str
) -> None:
    ends = find_window(word, dt.date(2020, 9, 17), "09-15")
    assert ends == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("window", "windows"),
    [
        ('"week"', [("09-14", "09-20", 4, 1), ("09-21", "09-27", 4, 0)]),
        ('"month"', [("09-01", "09-30", 8, 13)]),
        # From the first of August on, 31 school days before: 6 times 5, and one more.
        ("{ days = 5 }", [("09-14", "09-18", 4, 1), ("09-21", "09-28", 4, 1)]),
        ("{ rolling = 6 }", [("09-07", "09-14", 1, 5), ("09-08", "09-15", 2, 4)]),
    ],
)
def test_windows_of_more_than_a_day_hold_the_days_that_are_given(
    window: str, windows: list[tuple[str, str, int, int]]
) -> None:
    assert show(find(window))[:2] == windows


def test_every_day_ends_a_rolling_window() -> None:
    found = find("{ rolling = 3 }")
    assert show(found) == [
        ("09-10", "09-14", 1, 2),
        ("09-11", "09-15", 2, 1),
        ("09-14", "09-16", 3, 0),
        ("09-15", "09-17", 3, 0),
        ("09-17", "09-21", 2, 1),
        ("09-18", "09-22", 2, 1),
        ("09-21", "09-23", 3, 0),
        ("09-22", "09-24", 3, 0),
    ]


def test_counted_windows_begin_with_the_school_year_of_the_policy() -> None:
    late = find("{ days = 4 }", head='year_begins = "09-15"')
    # Monday is the last day of the year before.
    assert show(late)[1:] == [("09-15", "09-18", 3, 1), ("09-21", "09-24", 4, 0)]
    assert late[0].last == dt.date(2020, 9, 14)


def test_a_rule_of_some_weekdays_misses_only_those() -> None:
    found = find('"weekdays"', more='when = { weekdays = ["thu", "fri"] }')
    assert [(s.first.day, s.last.day, s.missing) for s in found] == [(14, 20, 1), (21, 27, 0)]


def test_a_day_is_a_window_of_its_own_of_which_nothing_is_missing() -> None:
    days = find('"day"')
    assert [(s.first, s.last, len(s.views), s.missing) for s in days] == [
        (view.day.date, view.day.date, 1, 0) for s in days for view in s.views
    ]
    assert len(days) == 8


def test_days_of_several_classes_are_judged_together_date_by_date() -> None:
    rule = 'measure = "minutes"\nof = {}\nwindow = "day"\nkey = "school"\nat_least = 1'
    (compiled,) = compile_policy(make_policy(rule)).rules
    views = [view_day(day) for day in sketch_days("mon-tue 9:00 live math 30")]
    pool = make_pool(views, make_calendar([], set()))
    twice = [views[0], views[0], views[1]]
    stretches = list(find_stretches(compiled, pool, twice))
    assert [(s.pool is pool, s.views, s.first, s.last) for s in stretches] == [
        (True, [views[0], views[0]], views[0].day.date, views[0].day.date),
        (True, [views[1]], views[1].day.date, views[1].day.date),
    ]


def test_a_date_before_the_first_counted_window_stands_for_itself() -> None:
    pool = make_pool([], make_calendar([], {CLOSED}))
    assert find_ends(Span(days=5), pool, CLOSED, "09-25") == (CLOSED, CLOSED)


@pytest.mark.parametrize(
    ("window", "first", "last"),
    [
        ("week", "2020-09-14", "2020-09-20"),
        (Span(rolling=2), "2020-09-15", "2020-09-16"),
        (Span(days=2), "2020-09-16", "2020-09-17"),
    ],
)
def test_a_window_is_a_word_or_counted(window: str | Span, first: str, last: str) -> None:
    pool = make_pool([], make_calendar([], set()))
    ends = find_ends(window, pool, dt.date(2020, 9, 16), "09-14")
    assert ends == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
