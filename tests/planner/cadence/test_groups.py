"""Each group is judged on its own; groups that fare alike are told as one; clashes."""

from planner.cadence import Finding, judge
from planner.cadence.sketches import sketch_days

from .rules import LIVE_150, make_policy


def find(plan: str, rule: str = LIVE_150) -> tuple[Finding, ...]:
    return judge(sketch_days(plan), [make_policy(rule)]).findings


def find_clashes(plan: str) -> list[str]:
    return [finding.text for finding in judge(sketch_days(plan), []).findings]


def test_the_group_that_breaks_a_rule_is_named() -> None:
    plan = """class groups=A,B
    tue 9:00 live hello 100
    tue 12:00 live math 50 @A
    tue 12:00 live reading 38 @B"""
    (finding,) = find(plan)
    assert (finding.group_id, finding.group_name) == ("B", "B")
    assert finding.text == "Group B has 138 live minutes on Tuesday: 12 minutes short of 150."
    assert finding.block_ids == ("tue-1", "tue-3")


def test_groups_that_break_alike_are_told_once_for_the_whole_class() -> None:
    plan = """class groups=A,B
    tue 9:00 live math 50 @A
    tue 12:00 live reading 50 @B"""
    (finding,) = find(plan)
    assert (finding.group_id, finding.group_name) == (None, None)
    assert finding.text.startswith("The class has 50 live minutes")
    assert finding.block_ids == ("tue-1", "tue-2")


def test_groups_that_break_differently_are_each_told() -> None:
    plan = """class groups=A,B
    tue 9:00 live math 50 @A
    tue 12:00 live reading 60 @B"""
    assert [(finding.group_name, finding.found) for finding in find(plan)] == [("A", 50), ("B", 60)]


def test_a_group_with_a_longer_name_is_called_by_it() -> None:
    plan = "class groups=Roomers,Zoomers\ntue 9:00 live math 150 @Zoomers"
    (finding,) = find(plan)
    assert finding.text.startswith("Roomers has no live minutes")


def test_a_small_group_is_silent_where_it_fares_as_its_class() -> None:
    plan = "class small=Help\ntue 9:00 live math 50"
    assert [finding.group_name for finding in find(plan)] == [None]


def test_a_small_group_is_told_where_it_fares_worse() -> None:
    rule = LIVE_150.replace("at_least = 150", "at_most = 60")
    plan = "class small=Help\ntue 9:00 live math 50\ntue 10:00 live more 20 @Help"
    assert [(finding.group_name, finding.found) for finding in find(plan, rule)] == [("Help", 70)]


def test_a_small_group_within_a_cohort_is_silent_where_it_fares_as_the_cohort() -> None:
    plan = """class groups=A,B small=Help:B
    tue 9:00 live math 150 @A
    tue 9:00 live math 100 @B"""
    assert [finding.group_name for finding in find(plan)] == ["B"]


def test_groups_of_a_class_without_cohorts_fare_as_the_class_does() -> None:
    rule = LIVE_150.replace("at_least = 150", "at_most = 60")
    plan = (
        "class small=Help,More:Help\ntue 9:00 live math 50\ntue 10:00 live more 20 @Help\n"
        "tue 11:00 live most 10 @More"
    )
    assert [(finding.group_name, finding.found) for finding in find(plan, rule)] == [
        ("Help", 70),
        ("More", 80),
    ]
    alike = plan.replace("tue 11:00 live most 10 @More", "")
    assert [finding.group_name for finding in find(alike, rule)] == ["Help"]


def test_a_group_that_fares_better_than_the_others_is_not_told() -> None:
    plan = "class groups=A,B,C\ntue 9:00 live math 50\ntue 12:00 live more 100 @B"
    assert [(finding.group_name, finding.found) for finding in find(plan)] == [
        ("A", 50),
        ("C", 50),
    ]


def test_a_small_group_is_told_beside_a_class_that_breaks_alike_in_all_cohorts() -> None:
    plan = "class groups=A,B small=Help:A\ntue 9:00 live math 50\ntue 12:00 live more 20 @Help"
    assert [(finding.group_name, finding.found) for finding in find(plan)] == [
        (None, 50),
        ("Help", 70),
    ]


def test_one_block_that_is_too_long_is_told_once_for_two_groups() -> None:
    rule = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "block"\nat_most = 45'
    (finding,) = find("class groups=A,B\ntue 9:00 live math 50", rule)
    assert finding.text == "“Math” lasts 50 minutes on Tuesday: 5 minutes over 45."


def test_a_group_that_begins_in_midweek_follows_everyone_before() -> None:
    rule = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "week"\nat_least = 90'
    before = sketch_days("mon-wed\nmon 9:00 live math 60")
    after = sketch_days("class groups=A,B\nthu-fri\nthu 9:00 live math 30 @A")
    (finding,) = judge([*before, *after], [make_policy(rule)]).findings
    assert (finding.group_name, finding.found) == ("B", 60)


def test_two_blocks_at_once_clash_under_every_policy_and_with_none() -> None:
    (finding,) = judge(sketch_days("tue 9:00 live math 30\ntue 9:20 live art 30"), []).findings
    assert finding.text == "“Math” and “Art” overlap by 10 minutes on Tuesday."
    assert (finding.policy_id, finding.rule_id, finding.strength) == ("always", "clash", "must")
    assert (finding.found, finding.amiss) == (10, "10 minutes planned twice")
    assert finding.block_ids == ("tue-1", "tue-2")


def test_blocks_that_touch_do_not_clash() -> None:
    assert find_clashes("tue 9:00 live math 30\ntue 9:30 live art 30") == []


def test_blocks_of_different_groups_do_not_clash() -> None:
    plan = "class groups=A,B\ntue 9:00 live math 30 @A\ntue 9:00 live art 30 @B"
    assert find_clashes(plan) == []


def test_a_clash_names_the_group_that_it_is_about() -> None:
    plan = "class groups=A,B\ntue 9:00 live math 30\ntue 9:10 live art 30 @B"
    assert find_clashes(plan) == ["“Math” and “Art” overlap for Group B by 20 minutes on Tuesday."]
    (finding,) = judge(sketch_days(plan), []).findings
    assert (finding.group_id, finding.group_name, finding.key) == ("B", "B", None)
    assert (finding.classroom_id, finding.advice) == ("class", "Move or shorten one of them.")
    assert (finding.unit, finding.bound, finding.limit) == ("minutes", "at_most", 0)


def test_a_clash_is_a_finding_with_all_that_a_finding_says() -> None:
    (day,) = sketch_days("class groups=A,B\ntue 9:00 live math 30\ntue 9:10 live art 30 @B")
    assert judge([day], []).findings == (
        Finding(
            policy_id="always",
            policy_name="Every plan",
            rule_id="clash",
            strength="must",
            outcome="broken",
            window="day",
            first_date=day.date,
            last_date=day.date,
            classroom_id="class",
            group_id="B",
            group_name="B",
            key=None,
            measure="clash",
            found=20,
            bound="at_most",
            limit=0,
            unit="minutes",
            block_ids=("tue-1", "tue-2"),
            text="“Math” and “Art” overlap for Group B by 20 minutes on Tuesday.",
            advice="Move or shorten one of them.",
            amiss="20 minutes planned twice",
        ),
    )


def test_clashes_apart_are_each_told_and_three_titles_in_full() -> None:
    plan = (
        "tue 9:00 live math 30\ntue 9:20 live art 5\ntue 9:29 live pe 2\n"
        "tue 9:31 live music 10\ntue 9:40 live log 10\ntue any time story 90"
    )
    assert find_clashes(plan) == [
        "“Math”, “Art” and “PE” overlap by 6 minutes on Tuesday.",
        "“Music” and “Log” overlap by 1 minute on Tuesday.",
    ]


def test_a_fourth_block_that_clashes_is_counted() -> None:
    plan = "".join(f"tue 9:00 live {name} 10\n" for name in ("math", "art", "pe", "music"))
    assert find_clashes(plan) == [
        "“Math”, “Art”, “PE” and 1 other block overlap by 30 minutes on Tuesday."
    ]


def test_blocks_at_midnight_clash_too() -> None:
    assert find_clashes("tue 0:00 live math 10\ntue 0:00 live art 10") == [
        "“Math” and “Art” overlap by 10 minutes on Tuesday."
    ]


def test_a_clash_of_everyone_is_told_once() -> None:
    plan = "class groups=A,B\ntue 9:00 live math 30\ntue 9:10 live art 30"
    assert find_clashes(plan) == ["“Math” and “Art” overlap by 20 minutes on Tuesday."]


def test_many_blocks_at_once_are_one_clash() -> None:
    plan = "\n".join(f"tue 9:00 live lesson{number} 30" for number in range(40))
    assert find_clashes(plan) == [
        "“Lesson0”, “Lesson9”, “Lesson10” and 37 other blocks overlap by 1170 minutes on Tuesday."
    ]


def test_a_block_within_another_does_not_hide_a_third() -> None:
    plan = "tue 9:00 live math 90\ntue 9:10 live art 10\ntue 10:00 live music 60"
    assert find_clashes(plan) == ["“Math”, “Art” and “Music” overlap by 40 minutes on Tuesday."]
