"""What is judged when: windows, weekdays, grades, kinds of day, order and unfinished weeks."""

import datetime as dt

import pytest

from planner.cadence import (
    Finding,
    PlanError,
    Verdict,
    judge,
    load_policy,
    verdict_from_json,
    verdict_to_json,
)
from planner.cadence.sketches import MONDAY, sketch_days

from .rules import LIVE_150, make_policy

TUESDAY = MONDAY + dt.timedelta(days=1)


def find_texts(plan: str, rule: str, **options: str) -> list[str]:
    verdict = judge(sketch_days(plan), [make_policy(rule, **options)])
    return [finding.text for finding in verdict.findings]


def test_a_finding_says_what_how_much_where_and_the_limit() -> None:
    (finding,) = judge(sketch_days("tue 9:00 live math 138"), [make_policy(LIVE_150)]).findings
    assert finding.text == "The class has 138 live minutes on Tuesday: 12 minutes short of 150."
    assert finding.advice == "Add 12 live minutes."
    assert finding.amiss == "12 live minutes short"
    assert (finding.found, finding.bound, finding.limit) == (138, "at_least", 150)
    assert (finding.first_date, finding.last_date) == (TUESDAY, TUESDAY)
    assert finding.block_ids == ("tue-1",)


def test_an_unplanned_day_is_short_of_live_minutes() -> None:
    assert find_texts("tue", LIVE_150) == [
        "The class has no live minutes on Tuesday: 150 minutes short of 150."
    ]


def test_no_day_no_finding() -> None:
    assert judge([], [make_policy(LIVE_150)]) == Verdict()


def test_a_rule_is_about_its_weekdays_only() -> None:
    rule = LIVE_150 + '\nwhen = { weekdays = ["tue"] }'
    assert len(find_texts("mon-fri", rule)) == 1


def test_a_rule_is_about_its_grades_only() -> None:
    rule = LIVE_150 + '\nwhen = { grades = ["K-2", "9-12"] }'
    assert len(find_texts("class grades=2\ntue", rule)) == 1
    assert find_texts("class grades=3\ntue", rule) == []
    assert len(find_texts("class grades=2-3\ntue", rule)) == 1


def test_a_rule_is_about_its_kinds_of_day_only() -> None:
    rule = LIVE_150 + '\nwhen = { kinds = "regular" }'
    assert len(find_texts("tue", rule)) == 1
    assert find_texts("tue kind=testing", rule) == []


def test_a_rule_is_about_its_way_of_teaching_only() -> None:
    rule = LIVE_150 + '\nwhen = { delivery = ["remote", "hybrid"] }'
    assert len(find_texts("class delivery=hybrid\ntue", rule)) == 1
    assert find_texts("class delivery=in_person\ntue", rule) == []


def test_a_policy_is_silent_outside_its_dates() -> None:
    from_wednesday = "in_force = { from = 2020-09-16, until = 2020-09-17 }"
    verdict = judge(sketch_days("mon-fri"), [make_policy(LIVE_150, head=from_wednesday)])
    assert [finding.first_date.day for finding in verdict.findings] == [16, 17]


def test_what_counts_as_live_is_a_parameter_of_the_rule() -> None:
    both = LIVE_150.replace('"live"', '["live", "in_person"]')
    plan = "tue 9:00 live math 75\ntue 12:00 in person art 75"
    assert find_texts(plan, both) == []
    assert find_texts(plan, LIVE_150) == [
        "The class has 75 live minutes on Tuesday: 75 minutes short of 150."
    ]


def test_a_week_is_judged_as_one() -> None:
    rule = (
        'measure = "minutes"\nof = { purpose = "executive_function" }\nwindow = "week"\n'
        "at_least = 20"
    )
    plan = """mon-fri
    mon 9:00 live plan 10 executive function
    fri 9:00 live plan 9 #executive-function"""
    (finding,) = judge(sketch_days(plan), [make_policy(rule)]).findings
    assert finding.text == (
        "The class has 19 executive-function minutes in the week of 14 September: "
        "1 minute short of 20."
    )
    assert (finding.first_date, finding.last_date) == (MONDAY, MONDAY + dt.timedelta(days=6))


def test_weekdays_of_a_week_are_judged_as_one() -> None:
    rule = (
        'measure = "minutes"\nof = { mode = "live" }\nwindow = "weekdays"\nat_least = 60\n'
        'when = { weekdays = ["tue", "thu"] }'
    )
    plan = "mon 9:00 live math 60\ntue 9:00 live math 30\nthu 9:00 live math 29"
    assert find_texts(plan, rule) == [
        "The class has 59 live minutes over Tuesday and Thursday in the week of 14 September: "
        "1 minute short of 60."
    ]


def test_each_run_is_judged_on_its_own() -> None:
    rule = 'measure = "minutes"\nof = { screen = "on" }\nwindow = "run"\naway = 10\nat_most = 45'
    plan = "tue 9:00 live hello 30\ntue 9:30 async math 30\ntue 11:00 live art 45"
    assert find_texts(plan, rule) == [
        "The run that begins with “Hello” at 9:00 am lasts 60 minutes on Tuesday: "
        "15 minutes over 45."
    ]


def test_a_floor_of_an_unfinished_week_is_undecided() -> None:
    rule = 'measure = "count"\nof = { mode = "live" }\nwindow = "week"\nat_least = 1'
    (finding,) = judge(sketch_days("mon-thu"), [make_policy(rule)]).findings
    assert finding.outcome == "undecided"
    assert finding.text == (
        "The class has no live sessions in the week of 14 September: 1 short of 1, "
        "so far; the rest of the week is not planned yet."
    )


def test_a_closed_day_does_not_leave_its_week_unfinished() -> None:
    rule = 'measure = "count"\nof = { mode = "live" }\nwindow = "week"\nat_least = 1'
    friday = MONDAY + dt.timedelta(days=4)
    verdict = judge(sketch_days("mon-thu"), [make_policy(rule)], closed=[friday])
    assert [finding.outcome for finding in verdict.findings] == ["broken"]


def test_a_ceiling_of_an_unfinished_week_is_broken_once_it_is_passed() -> None:
    rule = 'measure = "count"\nof = { mode = "live" }\nwindow = "week"\nat_most = 1'
    plan = "mon 9:00 live math 30\ntue 9:00 live math 30"
    (finding,) = judge(sketch_days(plan), [make_policy(rule)]).findings
    assert finding.outcome == "broken"


@pytest.mark.parametrize(
    ("bound", "outcome"), [('at_least = "9:00"', "broken"), ('at_most = "8:00"', "undecided")]
)
def test_what_can_only_come_earlier_is_broken_before_its_week_is_planned(
    bound: str, outcome: str
) -> None:
    rule = f'measure = "first_start"\nof = {{ mode = "live" }}\nwindow = "week"\n{bound}'
    (finding,) = judge(sketch_days("tue 8:30 live math 30"), [make_policy(rule)]).findings
    assert finding.outcome == outcome


def test_undecided_is_neither_broken_nor_lost() -> None:
    rule = 'measure = "count"\nof = { mode = "live" }\nwindow = "week"\nat_least = 1'
    verdict = judge(sketch_days("mon"), [make_policy(rule)])
    assert verdict.kept
    assert len(verdict.findings) == 1


def test_subjects_are_those_taught_and_those_that_occur() -> None:
    rule = (
        'measure = "minutes"\nof = { mode = "async" }\nwindow = "day"\nkey = "subject"\n'
        "at_least = 30"
    )
    plan = "class subjects=Math,reading\nmon any time math 30\nmon any time art 10"
    verdict = judge(sketch_days(plan), [make_policy(rule)])
    assert [(f.key, f.found) for f in verdict.findings] == [("art", 10), ("reading", 0)]


def test_shoulds_come_after_musts() -> None:
    verdict = judge(
        sketch_days("mon-fri"), [load_policy("aps"), make_policy(LIVE_150, strength="should")]
    )
    strengths = [finding.strength for finding in verdict.findings]
    assert strengths == sorted(strengths)
    assert strengths[0] == "must"
    assert strengths[-1] == "should"


def test_only_a_broken_must_breaks_a_plan() -> None:
    days = sketch_days("tue")
    assert not judge(days, [make_policy(LIVE_150)]).kept
    assert judge(days, [make_policy(LIVE_150, strength="should")]).kept


def test_a_verdict_is_cut_down_to_a_day_a_week_and_a_class() -> None:
    weekly = 'measure = "count"\nof = { mode = "live" }\nwindow = "week"\nat_least = 1'
    policies = [make_policy(LIVE_150), make_policy(weekly, head="note = 'weekly'")]
    other = sketch_days("class id=other\ntue", MONDAY + dt.timedelta(days=7))
    verdict = judge([*sketch_days("mon-fri"), *other], policies)
    assert len(verdict.findings) == 8
    assert [f.first_date for f in verdict.of_day(TUESDAY).findings] == [TUESDAY]
    assert len(verdict.of_week(MONDAY).findings) == 6
    assert len(verdict.of_classroom("other").findings) == 2
    sunday = judge(sketch_days("sun"), [make_policy(LIVE_150)])
    assert sunday.of_week(MONDAY) == sunday


def test_a_verdict_is_stored_as_text_and_read_back() -> None:
    verdict = judge(sketch_days("mon-fri"), [load_policy("aps"), load_policy("good-practice")])
    assert verdict_from_json(verdict_to_json(verdict)) == verdict


def test_rules_that_a_plan_cannot_answer_are_in_the_verdict_with_their_reason() -> None:
    verdict = judge(sketch_days("tue"), [load_policy("pragyata")])
    assert [(rule.rule_id, rule.strength) for rule in verdict.unchecked] == [
        ("state-decides", "should")
    ]
    assert verdict.unchecked[0].reason


def test_a_class_has_one_plan_for_a_date() -> None:
    days = sketch_days("tue")
    with pytest.raises(PlanError) as caught:
        judge([*days, *days], [])
    assert str(caught.value) == "date: the class class has two plans for 2020-09-15"


def test_the_same_policy_twice_finds_nothing_twice() -> None:
    policy = make_policy(LIVE_150)
    days = sketch_days("tue")
    assert judge(days, [policy, policy]) == judge(days, [policy])


def test_a_copy_of_a_policy_with_other_dates_is_another_policy() -> None:
    policy = make_policy(LIVE_150)
    days = sketch_days("tue")
    assert len(judge(days, [policy]).findings) == 1
    ended = make_policy(LIVE_150, head="in_force = { until = 2020-09-01 }").in_force
    assert judge(days, [policy.model_copy(update={"in_force": ended})]) == Verdict()


def test_a_finding_holds_all_that_pages_and_boards_ask_of_it() -> None:
    rule = (
        'measure = "minutes"\nof = { mode = ["live", "async"] }\nwindow = "day"\nkey = "subject"\n'
        'at_most = 40\nsays = "Not too much."'
    )
    plan = "class id=b groups=A,Bo\ntue any time math 10 @Bo\ntue 13:00 live math 20 @Bo\n"
    days = sketch_days(f"{plan}tue 9:00 live math 30 @Bo")
    (finding,) = judge(days, [make_policy(rule, strength="should")]).findings
    assert finding == Finding(
        policy_id="test",
        policy_name="Test",
        rule_id="rule",
        strength="should",
        outcome="broken",
        window="day",
        first_date=TUESDAY,
        last_date=TUESDAY,
        classroom_id="b",
        group_id="Bo",
        group_name="Bo",
        key="math",
        measure="minutes",
        found=60,
        bound="at_most",
        limit=40,
        unit="minutes",
        block_ids=("tue-3", "tue-2", "tue-1"),
        text="Group Bo has 60 live or async minutes in math on Tuesday: 20 minutes over 40.",
        advice="Take out 20 live or async minutes in math.",
        amiss="20 live or async minutes in math over",
        says="Not too much.",
    )


def test_one_choice_that_is_still_open_leaves_all_of_them_open() -> None:
    rule = (
        'window = "week"\nany_of = [{ measure = "count", of = { mode = "live" }, at_most = 0 }, '
        '{ measure = "minutes", of = { mode = "live" }, at_least = 40 }]'
    )
    (finding,) = judge(sketch_days("tue 9:00 live math 30"), [make_policy(rule)]).findings
    assert (finding.outcome, finding.measure, finding.found) == ("undecided", "count", 1)
