"""Wide windows, keys beyond the group, several sentences, facts, tolerance and precedence."""

import datetime as dt

import pytest

from planner.cadence import PolicyError, Verdict, Waiver, judge, parse_policy
from planner.cadence.sketches import MONDAY, sketch_days

from .rules import LIVE_150, make_policy

LIVE = 'measure = "minutes"\nof = { mode = "live" }\n'


def find(plan: str, rule: str, **options: str) -> Verdict:
    return judge(sketch_days(plan), [make_policy(rule, **options)])


def texts(plan: str, rule: str) -> list[str]:
    return [finding.text for finding in find(plan, rule).findings]


def test_the_halves_of_a_day_are_judged_apart_and_a_block_over_noon_is_cut() -> None:
    rule = LIVE + 'window = "half_day"\nat_most = 60'
    assert texts("tue 11:00 live math 121", rule) == [
        "The class has 61 live minutes on Tuesday afternoon: 1 minute over 60."
    ]
    other = LIVE + 'window = { half_day = "12:30" }\nat_most = 90'
    assert texts("tue 11:00 live math 121", other) == []


def test_a_month_that_is_not_planned_yet_says_what_is_still_needed() -> None:
    rule = 'measure = "days"\nof = { mode = "live" }\nwindow = "month"\nat_least = 2'
    (finding,) = find("mon 9:00 live math 30", rule).findings
    assert (finding.outcome, finding.first_date, finding.last_date) == (
        "undecided",
        dt.date(2020, 9, 1),
        dt.date(2020, 9, 30),
    )
    assert finding.text == (
        "The class has 1 day with live sessions in September 2020: 1 short of 2, "
        "so far; 21 school days of it are not planned yet."
    )


def test_a_ceiling_of_a_year_is_broken_as_soon_as_it_is_passed() -> None:
    rule = 'measure = "days"\nof = {}\nwindow = "year"\nat_most = 1\nwhen = { kinds = "weather" }'
    plan = "mon kind=weather\nmon 9:00 live math 9\ntue kind=weather\ntue 9:00 live math 9"
    (finding,) = find(plan, rule).findings
    assert (finding.outcome, finding.found) == ("broken", 2)
    assert (finding.first_date, finding.last_date) == (dt.date(2020, 8, 1), dt.date(2021, 7, 31))


def test_a_year_begins_when_its_policy_says_so() -> None:
    rule = 'measure = "days"\nof = {}\nwindow = "year"\nat_least = 180'
    (finding,) = find("mon 9:00 live math 9", rule, head='year_begins = "02-01"').findings
    assert finding.first_date == dt.date(2020, 2, 1)


@pytest.mark.parametrize(
    ("of", "dates"),
    [
        ("week", ["2020-08-03", "2020-08-10", "2020-08-31"]),
        ("month", ["2020-08-03", "2020-09-01"]),
        ("year", ["2020-08-03"]),
    ],
)
def test_the_first_school_day_is_found_in_its_week_month_or_year(of: str, dates: list[str]) -> None:
    rule = LIVE + f'window = "day"\nat_least = 1\nwhen = {{ nth = {{ place = 1, of = "{of}" }} }}'
    days = sketch_days("weeks 2020-08-03 to 2020-08-14\nmon-fri\nweek 2020-08-31\nmon-fri")
    closed = {dt.date(2020, 8, 17) + dt.timedelta(days=n) for n in range(12)}
    policy = make_policy(rule, head='year_begins = "08-01"')
    found = judge(days, [policy], closed=closed).findings
    assert [finding.first_date.isoformat() for finding in found] == dates


def test_rolling_days_find_what_a_week_hides() -> None:
    plan = "thu-fri 9:00 live math 60\nweek 2020-09-21\nmon-tue 9:00 live math 60"
    rolling = LIVE + "window = { rolling = 4 }\nat_most = 200"
    assert texts(plan, LIVE + 'window = "week"\nat_most = 200') == []
    (finding,) = find(plan, rolling).findings
    assert (finding.found, finding.first_date) == (240, dt.date(2020, 9, 17))


def test_counted_windows_follow_one_another_from_the_beginning_of_the_year() -> None:
    plan = "weeks 2020-08-03 to 2020-08-14\nmon-fri 9:00 live math 10"
    found = find(plan, LIVE + "window = { days = 5 }\nat_least = 60").findings
    assert [(f.first_date.day, f.last_date.day, f.found) for f in found] == [
        (3, 7, 50),
        (10, 14, 50),
    ]


def test_tools_and_teachers_of_a_class_are_judged_one_by_one() -> None:
    plan = (
        "tue 9:00 live math 40 teacher=Ada tool=Zoom\ntue 10:00 live art 20 teacher=Bo\n"
        "tue 11:00 live music 20 teacher=Ada"
    )
    by_teacher = find(plan, LIVE + 'window = "day"\nkey = "taught_by"\nat_most = 30').findings
    assert [(f.key, f.found) for f in by_teacher] == [("Ada", 60)]
    by_tool = find(plan, LIVE + 'window = "day"\nkey = "tool"\nat_most = 30').findings
    assert [(f.key, f.found) for f in by_tool] == [("Zoom", 40)]


TWO_CLASSES = (
    "class id=one grades=2 school=North teachers=Ada\ntue 9:00 live math 60\n"
    "class id=two grades=2 school=North teachers=Ada\ntue 10:00 live math 30"
)


def test_a_teacher_is_judged_over_all_classes() -> None:
    (finding,) = find(TWO_CLASSES, LIVE + 'window = "day"\nkey = "teacher"\nat_most = 60').findings
    assert (finding.key, finding.found, finding.classroom_id) == ("Ada", 90, "")
    assert finding.text == "Ada has 90 live minutes on Tuesday: 30 minutes over 60."


def test_a_school_may_be_judged_by_the_mean_of_its_classes() -> None:
    rule = LIVE + 'window = "day"\nkey = "school"\nmean_over = "classroom"\nat_least = 50'
    (finding,) = find(TWO_CLASSES, rule).findings
    assert (finding.key, finding.found) == ("North", 45)


def test_the_mean_of_the_days_of_a_week_is_judged() -> None:
    rule = LIVE + 'window = "week"\nmean_over = "day"\nat_least = 30'
    plan = "mon-thu 9:00 live math 30\nfri 9:00 live math 25"
    assert texts(plan, rule) == [
        "The class has 29 live minutes on average over the days in the week of 14 September: "
        "1 minute short of 30."
    ]


def test_dates_months_traits_and_places_limit_a_rule() -> None:
    days = "mon-fri\ntue traits=online"
    for when, number in (
        ("from = 2020-09-16", 3),
        ("until = 2020-09-14", 1),
        ('months = ["oct"]', 0),
        ('traits = "online"', 1),
        ('without_traits = "online"', 4),
        ('nth = { place = 1, of = "week" }', 1),
    ):
        rule = LIVE + f'window = "day"\nat_least = 1\nwhen = {{ {when} }}'
        assert len(find(days, rule).findings) == number, when


def test_a_rule_may_be_missed_now_and_then() -> None:
    rule = LIVE + 'window = "day"\nat_least = 30\nmay_miss = { times = 1, in = "week" }'
    assert find("mon-thu 9:00 live math 30\nfri", rule).findings == ()
    (finding,) = find("mon-wed 9:00 live math 30\nthu-fri", rule).findings
    assert (finding.found, finding.limit, finding.window) == (2, 1, "week")
    assert finding.text == (
        "The class misses this 2 times, on Thu 17 September and Fri 18 September: "
        "1 miss in a week is allowed, out of the 5 times that it is asked. "
        "The last time it has no live minutes: 30 minutes short of 30."
    )


def test_most_days_are_more_than_half() -> None:
    rule = LIVE + 'window = "day"\nat_least = 30\nmay_miss = { under_percent = 50, in = "week" }'
    assert find("mon-wed 9:00 live math 30\nthu-fri", rule).findings == ()
    assert len(find("mon-tue 9:00 live math 30\nwed-fri", rule).findings) == 1


def test_what_counts_as_something_is_said_once_for_a_policy() -> None:
    head = (
        '[counts_as]\nteaching = { mode = ["live", "in_person"] }\n'
        'moving = { any_of = [{ subject = "pe" }, { mode = "break", title = "recess" }] }'
    )
    rule = 'measure = "minutes"\nof = { named = "moving" }\nwindow = "day"\nat_least = 60'
    (finding,) = find(
        "tue 9:00 break recess 20\ntue 10:00 break lunch 40", rule, head=head
    ).findings
    assert finding.text == (
        "The class has 20 minutes of “moving” on Tuesday: 40 minutes short of 60."
    )
    with pytest.raises(PolicyError, match='did you mean "moving"'):
        find("tue", rule.replace('"moving"', '"movin"'), head=head)


def test_a_waived_finding_is_shown_and_breaks_nothing() -> None:
    tuesday = MONDAY + dt.timedelta(days=1)
    waiver = Waiver("test", "rule", tuesday, tuesday, "The network is down.")
    days = sketch_days("tue-wed")
    verdict = judge(days, [make_policy(LIVE_150)], waivers=[waiver])
    assert [(f.outcome, f.waiver) for f in verdict.findings] == [
        ("waived", "The network is down."),
        ("broken", ""),
    ]
    assert judge(days[:1], [make_policy(LIVE_150)], waivers=[waiver]).kept


def test_a_waiver_of_one_policy_leaves_another_one_that_asks_the_same() -> None:
    tuesday = MONDAY + dt.timedelta(days=1)
    waiver = Waiver("state", "rule", tuesday, tuesday, "Flood.", granted_by="Ana Ruiz")
    state = make_policy(LIVE_150).model_copy(update={"id": "state"})
    found = judge(sketch_days("tue"), [make_policy(LIVE_150), state], waivers=[waiver]).findings
    told = {(f.policy_id, f.outcome, f.waived_by, f.waived_until, f.also) for f in found}
    assert told == {
        ("state", "waived", "Ana Ruiz", tuesday, ()),
        ("test", "broken", "", None, ()),
    }


def test_a_waiver_for_one_day_does_not_reach_a_rule_about_the_week() -> None:
    waiver = Waiver("test", "rule", MONDAY, MONDAY, "Flood.")
    week = make_policy(LIVE_150.replace("day", "week"))
    days = sketch_days("mon-fri")
    for_week = Waiver("test", "rule", MONDAY, MONDAY + dt.timedelta(days=6), "Flood.")
    found = [judge(days, [week], waivers=[each]).findings[0] for each in (waiver, for_week)]
    assert [each.outcome for each in found] == ["broken", "waived"]


def test_of_rolling_windows_only_the_last_tells_what_is_open() -> None:
    plan = "mon-tue 9:00 live math 10\nwed-thu 9:00 live math 10"
    rule = LIVE + "window = { rolling = 5 }\nat_least = 60"
    found = find(plan, rule).findings
    assert [(f.outcome, f.last_date.day) for f in found if f.outcome == "undecided"] == [
        ("undecided", 17)
    ]


def test_rolling_windows_over_one_long_day_tell_it_once() -> None:
    plan = "weeks 2020-09-14 to 2020-09-25\nmon-fri 9:00 live math 10\nwed 10:00 live art 90"
    rule = LIVE + "window = { rolling = 3 }\nat_most = 100"
    found = find(plan, rule).findings
    assert [(f.first_date.day, f.last_date.day) for f in found] == [(14, 16), (21, 23)]


def test_the_same_demand_of_several_policies_is_told_once_with_every_source() -> None:
    state = make_policy(LIVE_150, head="note = 'state'").model_copy(update={"id": "state"})
    advice = make_policy(LIVE_150, strength="should")
    (finding,) = judge(sketch_days("tue"), [advice, state]).findings
    assert (finding.policy_id, finding.strength) == ("state", "must")
    assert [(each.policy_id, each.strength) for each in finding.also] == [("test", "should")]


def test_findings_of_a_day_stand_in_the_order_of_their_policy() -> None:
    verdict = judge(sketch_days("tue"), [parse_policy(TWO_RULES)])
    assert [finding.rule_id for finding in verdict.findings] == ["z-first", "a-second"]


TWO_RULES = """
id = "two"
name = "Two"
version = "1"
[[rules]]
id = "z-first"
strength = "must"
measure = "minutes"
of = { mode = "live" }
window = "day"
at_least = 30
source = { authority = "A test" }
[[rules]]
id = "a-second"
strength = "must"
measure = "count"
of = { mode = "live" }
window = "day"
at_least = 1
source = { authority = "A test" }
"""


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (LIVE + 'window = "fortnight"\nat_least = 1', "unknown word"),
        (LIVE + "window = { day = 3 }\nat_least = 1", 'did you mean "days"'),
        (LIVE + "window = { days = 1000 }\nat_least = 1", "less than or equal to 100"),
        (LIVE + 'window = "days"\nat_least = 1', "are written"),
        (LIVE + 'window = "day"\nat_least = 1\nmay_miss = { in = "week" }', "one of times"),
        ('window = "day"\nany_of = [{ measure = "minutes", at_least = 1 }]', "at least 2"),
        (
            'window = "day"\nall_of = [{ measure = "minutes", at_least = 1, whn = 1 }]',
            "no such field",
        ),
        (LIVE + 'window = "day"\nat_least = 1\nkey = "teachr"', 'did you mean "teacher"'),
    ],
)
def test_a_slip_in_the_new_parts_is_answered_plainly(rule: str, message: str) -> None:
    with pytest.raises(PolicyError, match=message):
        make_policy(rule)


@pytest.mark.parametrize("pair", ["[45, 30]", '{ "K-5" = [45, 30] }'])
def test_limits_the_wrong_way_round_are_refused(pair: str) -> None:
    with pytest.raises(PolicyError, match="the smaller comes first: 30, then 45"):
        make_policy(
            f'measure = "minutes"\nof = {{ mode = "live" }}\nwindow = "day"\nbetween = {pair}'
        )


@pytest.mark.parametrize(
    ("when", "can_fall"),
    [
        ('from = 2026-09-15, until = 2026-12-18, months = "sep"', True),
        ('from = 2026-09-15, until = 2026-12-18, months = ["jan", "dec"]', True),
        ('from = 2026-09-15, until = 2026-12-18, months = "aug"', False),
        ('from = 2026-09-15, until = 2026-12-18, months = "jan"', False),
        ('from = 2026-11-15, until = 2027-02-01, months = "dec"', True),
        ('from = 2026-11-15, until = 2027-02-01, months = "jan"', True),
        ('from = 2026-11-15, until = 2027-02-01, months = "feb"', True),
        ('from = 2026-11-15, until = 2027-02-01, months = ["oct", "mar"]', False),
        ('from = 2026-09-01, until = 2029-08-31, months = "aug"', True),
        ('from = 2026-09-01, months = "aug"', True),
        ('until = 2026-09-01, months = "dec"', True),
    ],
)
def test_months_that_lie_outside_of_a_rules_dates_are_refused(when: str, can_fall: bool) -> None:
    rule = f'{LIVE}window = "day"\nat_least = 1\nwhen = {{ {when} }}'
    if can_fall:
        assert make_policy(rule)
        return
    with pytest.raises(PolicyError, match="none of them lies between"):
        make_policy(rule)
