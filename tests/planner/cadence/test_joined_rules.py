"""Several sentences in one rule, and rules that are asked only where facts hold."""

import pytest

from planner.cadence import Verdict, judge
from planner.cadence.sketches import MONDAY, sketch_days

from .rules import make_policy

LIVE = 'measure = "minutes"\nof = { mode = "live" }\n'


def find(plan: str, rule: str) -> Verdict:
    return judge(sketch_days(plan), [make_policy(rule)])


def texts(plan: str, rule: str) -> list[str]:
    return [finding.text for finding in find(plan, rule).findings]


ANY = (
    'window = "day"\nany_of = [{ measure = "minutes", of = { mode = "live" }, at_least = 60 }, '
    '{ measure = "count", of = { mode = "live" }, at_least = 3 }]'
)


def test_one_of_several_sentences_is_enough() -> None:
    assert texts("tue 9:00 live math 60", ANY) == []
    assert texts("tue 9:00 live a 5\ntue 9:10 live b 5\ntue 9:20 live c 5", ANY) == []
    assert texts("tue 9:00 live math 50", ANY) == [
        "The class has 50 live minutes on Tuesday: 10 minutes short of 60; it also has 1 live "
        "session: 2 short of 3; one of these is enough."
    ]


def test_of_several_groups_only_the_one_that_keeps_no_sentence_is_told() -> None:
    plan = "class groups=A,B\ntue 9:00 live math 50\ntue 10:00 live art 10 @A"
    assert [(f.group_id, f.found) for f in find(plan, ANY).findings] == [("B", 50)]


def test_of_one_choice_the_sentence_that_is_broken_is_told_before_one_that_is_open() -> None:
    open_one = (
        '{ measure = "count", of = { mode = "live" }, '
        'at_least = { range = [1, 3], reading = "undecided" } }'
    )
    broken = '{ measure = "minutes", of = { mode = "live" }, at_least = 60 }'
    other = '{ measure = "count", of = { mode = "async" }, at_least = 1 }'
    for both in (f"{open_one}, {broken}", f"{broken}, {open_one}"):
        rule = f'window = "day"\nany_of = [{{ all_of = [{both}] }}, {other}]'
        (finding,) = find("tue 9:00 live math 50", rule).findings
        assert (finding.measure, finding.outcome) == ("minutes", "broken")


def test_each_of_several_sentences_has_its_own_weekdays_and_grades() -> None:
    rule = (
        'window = "week"\nall_of = [\n'
        '{ measure = "minutes", of = { mode = "live" }, at_least = 60, weekdays = "mon" },\n'
        '{ measure = "minutes", of = { mode = "live" }, at_most = 70, grades = "3-5" },\n'
        '{ measure = "count", of = { mode = "live" }, at_most = 3, grades = "K-2" }]'
    )
    days = "class grades={}\nmon 9:00 live math 50\ntue-fri 9:00 live math 30"
    found = {grade: find(days.format(grade), rule).findings for grade in ("2", "4")}
    assert {grade: {(f.measure, f.found) for f in mine} for grade, mine in found.items()} == {
        "2": {("minutes", 50), ("count", 5)},
        "4": {("minutes", 50), ("minutes", 170)},
    }


def test_each_of_several_sentences_must_hold() -> None:
    found = find("tue 9:00 live math 50", ANY.replace("any_of", "all_of")).findings
    assert {(f.rule_id, f.measure, f.found) for f in found} == {
        ("rule", "minutes", 50),
        ("rule", "count", 1),
    }


def test_a_rule_is_asked_only_where_its_facts_hold() -> None:
    rule = LIVE + (
        'window = "day"\nat_least = 60\nwhen = { facts = [{ window = "week", measure = "days", '
        'of = {}, with = { without = { mode = "in_person" } }, at_least = 4 }] }'
    )
    home = "mon-thu 9:00 live math 50\nfri 9:00 in person math 50"
    assert len(find(home, rule).findings) == 5
    assert find(home.replace("mon-thu", "mon-wed"), rule).findings == ()


@pytest.mark.parametrize(
    ("window", "number"),
    [
        ('"day"', 1),
        ('"week"', 5),
        ('"month"', 10),
        ('"year"', 10),
        ("{ days = 5 }", 5),
        ("{ rolling = 2 }", 2),
    ],
)
def test_the_facts_of_a_rule_are_those_of_their_own_window(window: str, number: int) -> None:
    rule = LIVE + (
        f'window = "day"\nat_least = 60\nwhen = {{ facts = [{{ window = {window}, '
        'measure = "count", of = { mode = "in_person" }, at_least = 1 }] }'
    )
    plan = "weeks 2020-08-03 to 2020-08-14\nmon-fri 9:00 live math 30"
    days = list(sketch_days(plan))
    days[2] = sketch_days("week 2020-08-03\nwed 9:00 live math 30\nwed 12:00 in person art 9")[0]
    found = judge(days, [make_policy(rule)]).findings
    assert len(found) == number


def test_a_week_that_begins_with_a_closed_day_has_no_counted_days_there() -> None:
    rule = LIVE + (
        'window = "week"\nat_least = 60\nwhen = { facts = [{ window = { days = 5 }, '
        'measure = "count", of = { mode = "live" }, at_least = 1 }] }'
    )
    days = sketch_days("tue-fri 9:00 live math 9")
    assert judge(days, [make_policy(rule)], closed={MONDAY}).findings == ()
