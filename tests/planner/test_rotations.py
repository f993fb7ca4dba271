"""The cohort calendar: turns, the days that use them up, and the days that hold them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rotations import count_weekdays, read_turns, spell_turns, spread_turns

MONDAY = dt.date(2026, 11, 16)
A, B = 1, 2
WEEKLY = ((A,), (A,), (B,), (B,), ())


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def spread(
    turns: tuple[tuple[int, ...], ...], days: range, held: tuple[int, ...] = ()
) -> list[tuple[int, ...] | None]:
    found = spread_turns(turns, MONDAY, map(day, days), frozenset(map(day, held)))
    return [found.get(day(number)) for number in days]


def test_turns_follow_the_weekdays_and_leap_over_the_weekend() -> None:
    assert spread(WEEKLY, range(9)) == [(A,), (A,), (B,), (B,), (), None, None, (A,), (A,)]


def test_a_cycle_of_any_length_goes_on_in_the_next_week() -> None:
    assert spread(((A,), (B,), ()), range(5)) == [(A,), (B,), (), (A,), (B,)]


def test_a_held_day_hands_its_turn_to_the_day_after() -> None:
    assert spread(WEEKLY, range(5), held=(1,)) == [(A,), None, (A,), (B,), (B,)]


def test_before_the_first_turn_it_is_nobody_s() -> None:
    assert spread_turns(WEEKLY, MONDAY, [day(-3)]) == {}


def test_turns_are_written_and_read_by_name() -> None:
    groups = {"a": A, "group b": B}
    turns = read_turns("A, group b + a, -, ,b".replace(",b", ", Group B"), groups)
    assert turns == ((A,), (A, B), (), (), (B,))
    assert spell_turns(turns, {A: "A", B: "Group B"}) == "A, A + Group B, -, -, Group B"


def test_a_group_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="“C” is no group of this class"):
        read_turns("A, C", {"a": A})


@given(st.integers(0, 4), st.integers(0, 900))
def test_weekdays_are_counted_as_if_one_by_one(first: int, length: int) -> None:
    days = [day(first + number) for number in range(length)]
    counted = count_weekdays(day(first), day(first + length))
    assert counted == sum(date.weekday() < 5 for date in days)


@given(
    st.lists(st.tuples(st.integers(1, 3)), min_size=1, max_size=8),
    st.sets(st.integers(0, 60), max_size=15),
)
def test_no_turn_is_lost_by_holding(turns: list[tuple[int]], held: set[int]) -> None:
    """The turns of all days that aren't held are the cycle, in its order, without a gap."""
    dates = [day(number) for number in range(61)]
    found = spread_turns(turns, MONDAY, dates, frozenset(map(day, held)))
    had = [found[date] for date in dates if date in found]
    assert had == [turns[number % len(turns)] for number in range(len(had))]
