"""Reckoned limits: halves, percentages, highest of, by grade, date, weekday and place."""

import pytest

from planner.cadence import Finding, PolicyError, judge
from planner.cadence.sketches import sketch_days

from .rules import make_policy

RULE = 'measure = "minutes"\nof = {{ mode = "live" }}\nwindow = "{window}"\n{bound}'
ASYNC = '{ measure = "minutes", of = { mode = "async" } }'


def find(bound: str, plan: str, window: str = "day") -> list[Finding]:
    policy = make_policy(RULE.format(bound=bound, window=window))
    return list(judge(sketch_days(plan), [policy]).findings)


@pytest.mark.parametrize(
    ("amount", "limit"),
    [
        (f"{{ half_of = {ASYNC} }}", 30),
        (f"{{ percent = [75, {ASYNC}] }}", 45),
        (f"{{ times = [2, {ASYNC}] }}", 120),
        (f"{{ sum_of = [{ASYNC}, 5, 5] }}", 70),
        (f"{{ less = [{ASYNC}, 20] }}", 40),
        (f"{{ highest_of = [{ASYNC}, 61] }}", 61),
        (f"{{ lowest_of = [{ASYNC}, 61] }}", 60),
        ('{ times = [10, "grade"] }', 20),
        ('"school_minutes"', 420),
        ('{ figure = "core_minutes" }', 300),
        ("{ by_weekday = { tue = 33, others = 22 } }", 33),
        ("{ dated = [{ until = 2020-09-14, is = 1 }, { from = 2020-09-15, is = 44 }] }", 44),
        ('{ "K-1" = 5, "2" = { half_of = 12 } }', 6),
    ],
)
def test_a_limit_is_worked_out(amount: str, limit: float) -> None:
    plan = "class figures=core_minutes:300\ntue 9:00 live math 1\ntue any time reading 60"
    (finding,) = find(f"at_least = {amount}", plan)
    assert (finding.found, finding.limit, finding.outcome) == (1, limit, "broken")


def test_a_reckoned_limit_says_what_it_is_made_from() -> None:
    (finding,) = find(
        f"at_least = {{ half_of = {ASYNC} }}", "tue 9:00 live math 20\ntue any time art 60"
    )
    assert finding.text == (
        "The class has 20 live minutes on Tuesday: 10 minutes short of 30 "
        "(half of the async minutes)."
    )


def test_a_figure_that_the_class_does_not_hold_asks_nothing() -> None:
    assert find('at_least = { figure = "core_minutes" }', "tue 9:00 live math 1") == []


def test_a_mixed_class_gets_the_strictest_of_its_grades() -> None:
    plan = "class grades=2-3\ntue 9:00 live math 21"
    assert [f.limit for f in find('at_most = { times = [10, "grade"] }', plan)] == [20]


def test_blocks_have_limits_by_their_place_in_the_day() -> None:
    plan = "tue 9:00 live math 30\ntue 10:00 live art 30\ntue 11:00 live music 30"
    found = find("at_most = { by_place = [30, 20], then = 10 }", plan, "block")
    assert [(f.limit, f.block_ids) for f in found] == [(20, ("tue-2",)), (10, ("tue-3",))]


def test_both_ends_of_an_interval_may_be_reckoned() -> None:
    bound = f"between = [{{ half_of = {ASYNC} }}, {ASYNC}]"
    assert find(bound, "tue 9:00 live math 60\ntue any time art 60") == []
    (over,) = find(bound, "tue 9:00 live math 61\ntue any time art 60")
    assert over.limit == 60


def test_a_range_inside_a_reckoning_stays_undecided() -> None:
    bound = 'at_least = { sum_of = [10, { range = [10, 20], reading = "undecided" }] }'
    assert [f.outcome for f in find(bound, "tue 9:00 live math 25")] == ["undecided"]
    assert [f.outcome for f in find(bound, "tue 9:00 live math 19")] == ["broken"]


@pytest.mark.parametrize(
    ("bound", "message"),
    [
        ("at_least = { halve_of = 10 }", 'did you mean "half_of"'),
        ('at_least = { measure = "minuts" }', 'did you mean "minutes"'),
        ('at_least = { measure = "longest_run" }', "away"),
        ("at_least = { by_weekday = { tues = 3 } }", 'did you mean "tue"'),
        ("at_least = { half_of = 1, times = [2, 3] }", "one of the words"),
        ("at_least = { half_of = 1, then = 2 }", "only stands beside by_place"),
    ],
)
def test_a_slip_in_a_reckoning_is_answered_with_the_right_word(bound: str, message: str) -> None:
    with pytest.raises(PolicyError, match=message):
        find(bound, "tue")


def test_a_reckoning_from_too_many_amounts_is_refused() -> None:
    many = "{ sum_of = [" + ", ".join(["{ sum_of = [1, 2, 3, 4] }"] * 10) + "] }"
    with pytest.raises(PolicyError, match="too many amounts"):
        find(f"at_least = {many}", "tue")
