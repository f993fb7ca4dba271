"""Rules that may be missed now and then: what is counted, and what is told."""

import datetime as dt

import pytest

from planner.cadence import Finding, judge
from planner.cadence.sketches import MONDAY, sketch_days

from .rules import make_policy

HALF_HOUR = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 30\n'
ONCE_A_WEEK = f'{HALF_HOUR}may_miss = {{ times = 1, in = "week" }}'
SUNDAY = MONDAY + dt.timedelta(days=6)


def find(plan: str, rule: str) -> tuple[Finding, ...]:
    return judge(sketch_days(plan), [make_policy(rule)]).findings


def test_what_is_missed_too_often_is_told_as_one_finding_of_its_week() -> None:
    plan = "mon-wed 9:00 live math 20\nthu-fri 9:00 live math 30"
    assert find(plan, ONCE_A_WEEK) == (
        Finding(
            policy_id="test",
            policy_name="Test",
            rule_id="rule",
            strength="must",
            outcome="broken",
            window="week",
            first_date=MONDAY,
            last_date=SUNDAY,
            classroom_id="class",
            group_id=None,
            group_name=None,
            key=None,
            measure="minutes",
            found=3,
            bound="at_most",
            limit=1,
            unit="windows",
            block_ids=("mon-1", "tue-1", "wed-1"),
            text="The class misses this 3 times, on Mon 14 September, Tue 15 September and "
            "Wed 16 September: 1 miss in a week is allowed, out of the 5 times that it is asked. "
            "The last time it has 20 live minutes: "
            "10 minutes short of 30.",
            advice="Add 10 live minutes.",
            amiss="missed 3 times, 1 allowed",
        ),
    )


def test_what_may_never_be_missed_is_told_at_the_first_miss() -> None:
    rule = f'{HALF_HOUR}may_miss = {{ times = 0, in = "week" }}'
    (finding,) = find("mon\ntue-fri 9:00 live math 30", rule)
    assert finding.amiss == "missed 1 time, 0 allowed"
    assert "on Mon 14 September: no misses in a week are allowed" in finding.text


@pytest.mark.parametrize(
    ("percent", "missed", "is_told"), [(50, 2, False), (50, 3, True), (40, 2, True), (41, 2, False)]
)
def test_so_many_percent_are_already_too_many(percent: int, missed: int, is_told: bool) -> None:
    rule = f'{HALF_HOUR}may_miss = {{ under_percent = {percent}, in = "week" }}'
    days = ("mon", "tue", "wed", "thu", "fri")
    plan = "\n".join(
        f"{day} 9:00 live math {20 if n < missed else 30}" for n, day in enumerate(days)
    )
    assert bool(find(plan, rule)) == is_told


def test_days_that_are_not_planned_yet_are_among_those_that_may_be_missed() -> None:
    rule = f'{HALF_HOUR}may_miss = {{ under_percent = 50, in = "week" }}'
    assert find("mon-tue 9:00 live math 20", rule) == ()
    assert len(find("mon-wed 9:00 live math 20", rule)) == 1


def test_each_week_is_counted_by_itself() -> None:
    plan = "mon 9:00 live math 20\ntue-fri 9:00 live math 30\n"
    assert find(f"{plan}week 2020-09-21\n{plan}", ONCE_A_WEEK) == ()


def test_a_group_that_misses_more_often_than_the_others_is_named() -> None:
    plan = (
        "class groups=A,B\nmon-tue 9:00 live math 20 @A\nmon 9:00 live math 20 @B\n"
        "tue 9:00 live math 30 @B\nwed-fri 9:00 live math 30"
    )
    (finding,) = find(plan, ONCE_A_WEEK)
    assert (finding.group_id, finding.group_name, finding.found) == ("A", "A", 2)


def test_groups_that_miss_alike_are_told_as_the_class() -> None:
    plan = "class groups=A,B\nmon-tue 9:00 live math 20\nwed-fri 9:00 live math 30"
    (finding,) = find(plan, ONCE_A_WEEK)
    assert (finding.group_id, finding.found) == (None, 2)


def test_a_subject_is_missed_by_itself() -> None:
    rule = f'{ONCE_A_WEEK}\nkey = "subject"'
    plan = "mon-fri 9:00 live math 30\nmon-tue 10:00 live art 20\nwed-fri 10:00 live art 30"
    (finding,) = find(plan, rule)
    assert (finding.key, finding.found) == ("art", 2)


def test_a_finding_of_a_group_and_a_subject_says_both_and_the_wider_window() -> None:
    rule = f'{ONCE_A_WEEK}\nkey = "subject"'.replace('"week"', '"month"')
    plan = (
        "class groups=A,B\nweek 2020-09-14\nmon-wed 10:00 live art 20 @A\n"
        "mon-wed 10:00 live art 30 @B"
    )
    (finding,) = find(plan, rule)
    assert (finding.window, finding.key, finding.group_id, finding.group_name) == (
        "month",
        "art",
        "A",
        "A",
    )
    assert (finding.first_date, finding.last_date) == (
        dt.date(2020, 9, 1),
        dt.date(2020, 9, 30),
    )
    assert finding.text.startswith("Group A misses this 3 times, on Mon 14 September, ")
    assert "The last time it has 20 live minutes in art: 10 minutes short" in finding.text
    assert finding.block_ids == ("mon-1", "tue-1", "wed-1")


def test_a_year_of_misses_begins_when_the_policy_says() -> None:
    rule = ONCE_A_WEEK.replace('"week"', '"year"')
    policy = make_policy(rule, head='year_begins = "09-15"')
    findings = judge(sketch_days("mon-wed 9:00 live math 20"), [policy]).findings
    assert [(f.found, f.first_date) for f in findings] == [(2, dt.date(2020, 9, 15))]


def test_weeks_may_be_missed_in_a_year() -> None:
    rule = (
        'measure = "count"\nof = { mode = "live" }\nwindow = "week"\nat_least = 5\n'
        'may_miss = { under_percent = 50, in = "year" }'
    )
    some, full = "mon-thu 9:00 live math 30\nfri\n", "mon-fri 9:00 live math 30\n"

    def plan(*weeks: str) -> str:
        dates = ("2020-09-14", "2020-09-21", "2020-09-28")
        return "".join(f"week {date}\n{week}" for date, week in zip(dates, weeks, strict=False))

    assert find(plan(some, full, full), rule) == ()
    (finding,) = find(plan(some, full), rule)
    assert (finding.found, finding.limit) == (1, 0)


def test_a_day_with_several_misses_is_missed_once() -> None:
    rule = ONCE_A_WEEK.replace('"day"', '"block"')
    assert (
        find("mon 9:00 live math 20\nmon 10:00 live art 20\ntue-fri 9:00 live math 30", rule) == ()
    )


def test_what_the_source_leaves_open_is_not_missed() -> None:
    rule = ONCE_A_WEEK.replace("30", '{ range = [10, 30], reading = "undecided" }')
    assert find("mon-fri 9:00 live math 20", rule) == ()
    assert len(find("mon-fri 9:00 live math 9", rule)) == 1


def test_more_than_a_few_dates_are_counted() -> None:
    (finding,) = find("mon-fri", ONCE_A_WEEK)
    assert "Mon 14 September, Tue 15 September" in finding.text
    assert finding.found == 5
