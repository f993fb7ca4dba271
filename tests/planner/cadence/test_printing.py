"""What a verdict looks like on the command line: classes told apart, equal days told once."""

import datetime as dt

import pytest

from planner.cadence import Plan, Policy, judge
from planner.cadence.files import parse_sketch
from planner.cadence.printing import say_days, write_verdict

from .rules import make_policy

LIVE_60 = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 60'


def write(plan: Plan, policy: Policy) -> str:
    return "\n".join(write_verdict(judge(plan.days, [policy]), plan, [], []))


def test_classes_of_one_name_are_told_with_their_ids() -> None:
    plan = parse_sketch("class id=a\ntue\nclass id=b\ntue\nclass id=c name=Bees\ntue")
    shown = write(plan, make_policy(LIVE_60)).splitlines()
    assert [line for line in shown if line and line[0] != " "] == [
        "Bees",
        "Class (a)",
        "Class (b)",
        "3 musts broken, no shoulds broken and none open.",
    ]


TWO_WEEKS = """weeks 2020-09-14 to 2020-09-25
mon-fri 9:00 live math 30
wed 11:00 live art 20
"""
FOLDED = """Class
  Monday, 14 September
    must   The class has 30 live minutes on Monday: 30 minutes short of 60. [test rule]
           Add 30 live minutes.
           The same on 15 September, 17 to 18 September, 21 to 22 September and 24 to 25 September.
  Wednesday, 16 September
    must   The class has 50 live minutes on Wednesday: 10 minutes short of 60. [test rule]
           Add 10 live minutes.
           The same on 23 September.

10 musts broken, no shoulds broken and none open."""


def test_what_is_the_same_on_several_days_is_told_once() -> None:
    assert write(parse_sketch(TWO_WEEKS), make_policy(LIVE_60)) == FOLDED


def test_weeks_that_fare_alike_are_told_one_by_one() -> None:
    policy = make_policy(LIVE_60.replace("day", "week").replace("60", "300"))
    shown = write(parse_sketch(TWO_WEEKS), policy)
    assert shown.count("The class has 170 live minutes in the week of") == 2
    assert "The same on" not in shown


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ([(9, 14)], "14 September"),
        ([(9, 14), (9, 15)], "14 to 15 September"),
        ([(9, 30), (10, 1), (10, 2)], "30 September to 2 October"),
        ([(9, 14), (9, 16), (9, 17)], "14 September and 16 to 17 September"),
    ],
)
def test_days_in_a_row_are_said_as_one_stretch(dates: list[tuple[int, int]], said: str) -> None:
    assert say_days([dt.date(2020, month, day) for month, day in dates]) == said


def test_what_open_means_is_said_where_anything_is() -> None:
    policy = make_policy(LIVE_60.replace("day", "week"))
    last = write(parse_sketch("tue 9:00 live math 30"), policy).splitlines()[-1]
    assert last == (
        "No musts broken, no shoulds broken and 1 open. "
        "Open is what days still to be planned, or people, have yet to decide."
    )
