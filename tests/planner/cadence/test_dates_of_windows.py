"""Dates and windows of several days: when a rule is asked, and which days it then counts."""

import datetime as dt

import pytest

from planner.cadence import judge
from planner.cadence.sketches import sketch_days

from .rules import make_policy

# Monday is 14 September 2020.
WEEK = "mon-fri 9:00 live math 30"
FLOOR = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "week"\nat_least = 150'


def tell(rule: str, plan: str = WEEK, head: str = "") -> list[tuple[str, float]]:
    """Outcome and value of each finding."""
    found = judge(sketch_days(plan), [make_policy(rule, head=head)]).findings
    return [(finding.outcome, finding.found) for finding in found]


@pytest.mark.parametrize("dates", ["from = 2020-09-16", "from = 2020-09-18", "until = 2020-09-18"])
def test_a_week_in_which_a_policy_comes_into_force_is_counted_whole(dates: str) -> None:
    head = f"in_force = {{ {dates} }}"
    assert tell(FLOOR, head=head) == []
    assert tell(FLOOR.replace("150", "151"), head=head) == [("broken", 150)]


def test_a_week_is_asked_for_by_the_policy_in_force_on_the_last_of_its_days() -> None:
    harder = FLOOR.replace("150", "200")
    assert tell(harder, head="in_force = { until = 2020-09-17 }") == []
    assert tell(harder, head="in_force = { from = 2020-09-18 }") == [("broken", 150)]


def test_a_rule_s_own_dates_do_not_cut_a_week_either() -> None:
    assert tell(f"{FLOOR}\nwhen = {{ from = 2020-09-16 }}") == []


def test_days_of_a_week_that_are_not_planned_leave_it_open_also_before_the_policy_began() -> None:
    head = "in_force = { from = 2020-09-16 }"
    assert tell(FLOOR, "wed-fri 9:00 live math 30", head=head) == [("undecided", 90)]


def test_school_days_in_a_row_are_counted_from_before_the_policy_began() -> None:
    rolling = FLOOR.replace('"week"', "{ rolling = 5 }")
    assert tell(rolling, head="in_force = { from = 2020-09-18 }") == []


def test_a_year_counts_the_days_before_the_policy_began() -> None:
    days = 'measure = "days"\nof = { mode = "live" }\nwindow = "year"\nat_most = 4'
    assert tell(days, head="in_force = { from = 2020-09-18 }") == [("broken", 5)]


def test_a_year_leaves_out_the_days_that_a_rule_s_own_dates_leave_out() -> None:
    days = 'measure = "days"\nof = { mode = "live" }\nwindow = "year"\nat_most = 1'
    assert tell(f"{days}\nwhen = {{ from = 2020-09-17 }}") == [("broken", 2)]
    assert tell(f"{days}\nwhen = {{ from = 2020-09-18 }}") == []


def test_of_two_versions_the_later_one_has_the_week_in_which_it_begins() -> None:
    first = make_policy(FLOOR.replace("150", "160"), head="in_force = { until = 2020-09-15 }")
    second = make_policy(FLOOR.replace("150", "170"), head="in_force = { from = 2020-09-16 }")
    (finding,) = judge(sketch_days(WEEK), [first, second]).findings
    assert (finding.limit, finding.found) == (170, 150)
    assert finding.first_date == dt.date(2020, 9, 14)
