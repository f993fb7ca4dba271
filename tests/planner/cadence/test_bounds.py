"""Bounds: numbers, grade bands, ranges with a reading, and the strictest for a mixed class."""

import pytest

from planner.cadence import Finding, judge
from planner.cadence.bounds import Interval, Judgement, make_interval
from planner.cadence.grades import read_band
from planner.cadence.sketches import sketch_days

from .rules import make_policy

RULE = 'measure = "minutes"\nof = {{ mode = "live" }}\nwindow = "day"\n{bound}'


def find(bound: str, minutes: int, grades: str = "2") -> list[Finding]:
    plan = f"class grades={grades}\ntue 9:00 live math {minutes}"
    return list(judge(sketch_days(plan), [make_policy(RULE.format(bound=bound))]).findings)


def judge_minutes(bound: str, minutes: int, grades: str = "2") -> str:
    findings = find(bound, minutes, grades)
    return findings[0].outcome if findings else "kept"


@pytest.mark.parametrize(
    ("bound", "kept", "broken"),
    [
        ("at_least = 30", 30, 29),
        ("at_most = 30", 30, 31),
        ("exactly = 30", 30, 31),
        ("exactly = 30", 30, 29),
        ("between = [30, 45]", 30, 29),
        ("between = [30, 45]", 45, 46),
    ],
)
def test_a_bound_is_kept_on_its_edge_and_broken_beyond(bound: str, kept: int, broken: int) -> None:
    assert judge_minutes(bound, kept) == "kept"
    assert judge_minutes(bound, broken) == "broken"


def test_a_band_speaks_of_its_grades_only() -> None:
    bound = 'at_most = { "PK-K" = 30, "1-5" = 90 }'
    assert judge_minutes(bound, 31, "K") == "broken"
    assert judge_minutes(bound, 31, "1") == "kept"
    assert judge_minutes(bound, 600, "6") == "kept"


def test_a_class_of_several_grades_gets_the_strictest_bound() -> None:
    assert judge_minutes('at_most = { "K" = 30, "1" = 90 }', 31, "K-1") == "broken"
    assert judge_minutes('at_least = { "K" = 30, "1" = 90 }', 89, "K-1") == "broken"


def test_grades_that_a_rule_is_not_about_have_no_say_in_its_bound() -> None:
    bound = 'at_most = { "K" = 30, "1" = 90 }\nwhen = { grades = "1" }'
    assert judge_minutes(bound, 31, "K-1") == "kept"


def test_grades_that_ask_for_what_excludes_each_other_leave_it_undecided() -> None:
    assert judge_minutes('exactly = { "K" = 30, "1" = 60 }', 45, "K-1") == "undecided"


@pytest.mark.parametrize(
    ("reading", "outcomes"),
    [
        ("low", ["broken", "kept", "kept"]),
        ("high", ["broken", "broken", "kept"]),
        ("undecided", ["broken", "undecided", "kept"]),
    ],
)
def test_a_range_is_read_as_its_reading_says(reading: str, outcomes: list[str]) -> None:
    bound = f'at_least = {{ range = [10, 15], reading = "{reading}" }}'
    assert [judge_minutes(bound, minutes) for minutes in (9, 12, 15)] == outcomes


def test_a_ceiling_with_an_undecided_range_is_broken_above_it() -> None:
    bound = 'at_most = { range = [10, 15], reading = "undecided" }'
    assert [judge_minutes(bound, m) for m in (10, 12, 16)] == ["kept", "undecided", "broken"]


def test_an_undecided_finding_names_the_limit_that_it_misses() -> None:
    (finding,) = find('at_most = { range = [15, 10], reading = "undecided" }', 12)
    assert (finding.limit, finding.outcome) == (10, "undecided")


def test_a_range_may_stand_in_a_band() -> None:
    bound = 'at_most = { "PK-K" = { range = [3, 5], reading = "undecided" }, "1-2" = 10 }'
    assert judge_minutes(bound, 4, "K") == "undecided"
    assert judge_minutes(bound, 11, "1") == "broken"


def test_zero_is_a_limit() -> None:
    (finding,) = find("at_most = 0", 5)
    assert finding.text == "The class has 5 live minutes on Tuesday: none is allowed."


def test_an_interval_says_which_side_and_which_limit() -> None:
    interval = make_interval("between", (30, 30), (45, 45))
    assert interval.judge(29) == Judgement("broken", "short", 30)
    assert interval.judge(46) == Judgement("broken", "over", 45)
    assert interval.judge(30) is None
    assert interval.judge(45) is None


def test_an_interval_says_which_side_of_it_is_open() -> None:
    interval = make_interval("between", (30, 40), (45, 50))
    assert interval.judge(39) == Judgement("undecided", "short", 40)
    assert interval.judge(46) == Judgement("undecided", "over", 45)
    assert interval.judge(30) == Judgement("undecided", "short", 40)
    assert interval.judge(50) == Judgement("undecided", "over", 45)


def test_two_intervals_meet_in_the_stricter_one() -> None:
    met = make_interval("at_least", (30, 30)).meet(make_interval("at_most", (20, 20)))
    assert met == Interval(30, 30, 20, 20)
    assert not met.can_be_kept


def test_bands_are_read_as_people_write_them() -> None:
    assert read_band("K-2") == {"K", "1", "2"}
    assert read_band("pk") == {"PK"}
    assert read_band(" 9 - 12 ") == {"9", "10", "11", "12"}


@pytest.mark.parametrize("band", ["5-K", "13", "", "K-", "K-2-3"])
def test_a_band_that_does_not_exist_is_refused(band: str) -> None:
    with pytest.raises(ValueError, match=r"grade|band"):
        read_band(band)
