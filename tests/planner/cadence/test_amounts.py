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
        ("{ by_weekday = { wed = 33, others = 22 } }", 22),
        ("{ dated = [{ until = 2020-09-14, is = 1 }, { from = 2020-09-15, is = 44 }] }", 44),
        ('{ "K-1" = 5, "2" = { half_of = 12 } }', 6),
        ('{ "PK-12" = 5 }', 5),
        (f"{{ by_weekday = {{ tue = {{ half_of = {ASYNC} }}, others = 1 }} }}", 30),
        (f"{{ dated = [{{ from = 2020-09-01, is = {{ half_of = {ASYNC} }} }}] }}", 30),
        ('{ measure = "late_start" }', 60),
        ('{ measure = "share", of = { mode = "async" }, with = { among = {} } }', 98.4),
    ],
)
def test_a_limit_is_worked_out(amount: str, limit: float) -> None:
    plan = (
        "class figures=core_minutes:300\ntue hours=9:00-16:00 usual=8:00\n"
        "tue 9:00 live math 1\ntue any time reading 60"
    )
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


NOTHING = '{ figure = "core_minutes" }'


@pytest.mark.parametrize(
    "bound",
    [
        f"at_least = {NOTHING}",
        f"at_least = {{ sum_of = [{NOTHING}, 5] }}",
        f"at_least = {{ less = [500, {NOTHING}] }}",
        f"at_least = {{ highest_of = [{NOTHING}] }}",
        f"between = [{NOTHING}, {{ half_of = 900 }}]",
        f"between = [100, {NOTHING}]",
        'between = { "3" = [{ half_of = 100 }, 90] }',
        "at_least = { by_weekday = { mon = 5 } }",
        'at_least = { measure = "first_start", of = { mode = "in_person" } }',
    ],
)
def test_a_limit_that_says_nothing_of_a_day_asks_nothing(bound: str) -> None:
    assert find(bound, "tue 9:00 live math 1") == []


def test_both_ends_may_be_reckoned_for_a_grade() -> None:
    bound = 'between = { "1-2" = [{ half_of = 60 }, { half_of = 90 }] }'
    assert [f.limit for f in find(bound, "tue 9:00 live math 29")] == [30]
    assert find(bound, "tue 9:00 live math 40") == []
    assert [f.limit for f in find(bound, "tue 9:00 live math 46")] == [45]


@pytest.mark.parametrize(("minutes", "outcomes"), [(60, ["broken"]), (80, ["undecided"]), (95, [])])
def test_what_is_taken_away_may_be_a_range(minutes: int, outcomes: list[str]) -> None:
    bound = 'at_least = { less = [100, { range = [10, 30], reading = "undecided" }] }'
    assert [f.outcome for f in find(bound, f"tue 9:00 live math {minutes}")] == outcomes


def test_where_more_may_be_taken_away_than_there_is_nothing_is_asked() -> None:
    bound = 'at_least = { less = [10, { range = [10, 30], reading = "undecided" }] }'
    assert find(bound, "tue") == []


@pytest.mark.parametrize(
    "amount",
    [
        "30",
        '"grade"',
        '{ range = [10, 20], reading = "low" }',
        "{ half_of = 30 }",
        ASYNC,
        '{ "K-2" = 30 }',
    ],
)
def test_a_rule_may_be_made_again_from_what_it_holds(amount: str) -> None:
    (rule,) = make_policy(RULE.format(bound=f"at_least = {amount}", window="day")).rules
    assert type(rule).model_validate(dict(rule)) == rule


@pytest.mark.parametrize(
    ("bound", "limit"),
    [
        ('at_most = "opens"', 510),
        ('at_least = "closes"', 840),
        ('at_most = "8:59"', 539),
        ('at_most = { less = ["closes", 60] }', 780),
        ('at_most = { sum_of = ["opens", 90] }', 600),
        ('at_most = { "K-2" = { less = ["closes", 60] }, "3" = 0 }', 780),
    ],
)
def test_the_hours_of_school_may_be_limits(bound: str, limit: float) -> None:
    rule = f'measure = "last_end"\nof = {{ mode = "live" }}\nwindow = "day"\n{bound}'
    days = sketch_days("tue hours=8:30-14:00\ntue 13:00 live math 30")
    (finding,) = judge(days, [make_policy(rule)]).findings
    assert (finding.found, finding.limit) == (810, limit)


def test_over_a_week_school_opens_with_its_earliest_day_and_closes_with_its_latest() -> None:
    days = sketch_days(
        "mon hours=9:00-14:00\ntue hours=8:30-15:00\nwed-fri hours=8:45-13:00\n"
        "tue 8:00 live math 30"
    )
    for bound, limit in (("opens", 510), ("closes", 900)):
        rule = (
            'measure = "last_end"\nof = { mode = "live" }\nwindow = "week"\n'
            f'exactly = {{ sum_of = ["{bound}", 1] }}'
        )
        found = judge(days, [make_policy(rule)]).findings
        assert [(f.found, f.limit) for f in found] == [(510, limit + 1)]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ('{ times = [30, "grade"] }', "30 times the grade"),
        (
            '{ "1-2" = { half_of = "school_minutes" } }',
            "half of the school day's length in grades 1-2",
        ),
        ("{ by_weekday = { tue = 90, others = 5 } }", "90 on Tuesday and 5 on the other days"),
    ],
)
def test_a_finding_says_in_words_where_its_limit_comes_from(amount: str, said: str) -> None:
    (finding,) = find(f"at_least = {amount}", "tue 9:00 live math 1")
    assert finding.text.endswith(f" ({said}).")


@pytest.mark.parametrize("grades", ["PK", "K"])
def test_before_the_first_grade_there_is_no_number(grades: str) -> None:
    plan = f"class grades={grades}\ntue 9:00 live math 1"
    assert [f.limit for f in find('at_most = { times = [10, "grade"] }', plan)] == [0]
    (finding,) = find('at_least = { sum_of = [5, "grade"] }', plan)
    assert (finding.limit, finding.outcome) == (5, "broken")


def test_what_is_taken_away_leaves_nothing_less_than_none() -> None:
    for bound in ("at_most", "exactly"):
        (finding,) = find(
            f"{bound} = {{ less = [10, {ASYNC}] }}", "tue 9:00 live math 1\ntue any time art 60"
        )
        assert (finding.found, finding.limit, finding.outcome) == (1, 0, "broken")


def test_the_first_date_that_holds_has_the_say_and_without_one_nothing_is_asked() -> None:
    dated = "{{ dated = [{{ from = {}, until = {}, is = 9 }}, {{ from = 2020-09-01, is = 5 }}] }}"
    plan = "tue 9:00 live math 1"
    limits = [
        [f.limit for f in find(f"at_least = {dated.format(*ends)}", plan)]
        for ends in (("2020-09-15", "2020-09-15"), ("2020-09-16", "2020-09-16"))
    ]
    assert limits == [[9], [5]]
    late = "{ dated = [{ from = 2020-09-16, is = 9 }] }"
    assert find(f"at_least = {late}", plan) == []


def test_a_mixed_class_gets_the_strictest_of_its_grades() -> None:
    plan = "class grades=2-3\ntue 9:00 live math 21"
    assert [f.limit for f in find('at_most = { times = [10, "grade"] }', plan)] == [20]


def test_blocks_have_limits_by_their_place_in_the_day() -> None:
    plan = "tue 9:00 live math 30\ntue 10:00 live art 30\ntue 11:00 live music 30"
    found = find(
        'at_most = { by_place = [30, { times = [10, "grade"] }], then = 10 }', plan, "block"
    )
    assert [(f.limit, f.block_ids) for f in found] == [(20, ("tue-2",)), (10, ("tue-3",))]


def test_blocks_past_the_last_place_are_asked_nothing() -> None:
    plan = "tue 9:00 live math 35\ntue 10:00 live art 35\ntue 11:00 live music 35"
    found = find("at_most = { by_place = [30, 20] }", plan, "block")
    assert sorted((f.limit, f.block_ids) for f in found) == [(20, ("tue-2",)), (30, ("tue-1",))]


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
