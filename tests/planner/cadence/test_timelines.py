"""Group timelines, their totals, and the runs in them."""

from planner.cadence import GroupTotals, PlannedDay, day_totals, timelines
from planner.cadence.sketches import sketch_days


def sketch_day(text: str) -> PlannedDay:
    (day,) = sketch_days(text)
    return day


def list_titles(text: str) -> dict[str | None, list[str]]:
    return {
        line.group_name: [block.title for block in line.blocks]
        for line in timelines(sketch_day(text))
    }


def test_a_class_without_groups_has_one_timeline() -> None:
    assert list_titles("tue 9:00 live math 30") == {None: ["Math"]}


def test_cohorts_share_out_the_class() -> None:
    plan = """class groups=A,B
    tue 9:00 live hello 15
    tue 10:00 live math 30 @A
    tue 10:00 async reading 30 @B"""
    assert list_titles(plan) == {"A": ["Hello", "Math"], "B": ["Hello", "Reading"]}


def test_with_small_groups_only_the_whole_class_has_a_timeline_too() -> None:
    plan = """class small=Help
    tue 9:00 live hello 15
    tue 10:00 live math 30 @Help"""
    assert list_titles(plan) == {None: ["Hello"], "Help": ["Hello", "Math"]}


def test_a_small_group_within_a_cohort_follows_its_cohort() -> None:
    plan = """class groups=A,B small=Help:A
    tue 9:00 live math 30 @A
    tue 9:00 async reading 30 @B
    tue 10:00 live support 15 @Help"""
    assert list_titles(plan) == {"A": ["Math"], "B": ["Reading"], "Help": ["Math", "Support"]}


def test_groups_within_each_other_do_not_turn_in_circles() -> None:
    plan = """class groups=A:B,B:A
    tue 9:00 live math 30 @A"""
    assert list_titles(plan) == {"A": ["Math"], "B": ["Math"]}


def test_timed_blocks_come_by_start_and_the_others_last() -> None:
    (line,) = timelines(
        sketch_day("tue any time art 9\ntue 10:00 live math 30\ntue 9:00 live hello 5")
    )
    assert [block.title for block in line.timed] == ["Hello", "Math"]
    assert [block.title for block in line.untimed] == ["Art"]


def test_totals_are_by_group_and_by_mode() -> None:
    plan = """class groups=A,B
    tue 9:00 live math 30
    tue 9:30 break recess 15
    tue 10:00 in person art 60 @A
    tue any time reading 20 offline @B
    tue any time writing 25 @B
    tue any time music 10 either @B"""
    assert day_totals(sketch_day(plan)) == (
        GroupTotals("A", "A", 30, 60, 0, 30, 0, 15),
        GroupTotals("B", "B", 30, 0, 55, 55, 20, 15),
    )


def test_minutes_that_overlap_count_once() -> None:
    (totals,) = day_totals(sketch_day("tue 9:00 live math 30\ntue 9:20 live reading 30"))
    assert totals.live == 50


def test_back_to_back_live_blocks_count_as_one_run() -> None:
    (line,) = timelines(sketch_day("tue 9:00 live math 30\ntue 9:30 live reading 30"))
    assert [(run.start, run.end, run.minutes) for run in line.screen_runs()] == [(540, 600, 60)]


def test_a_run_ends_only_at_time_away_of_the_length_that_is_named() -> None:
    (line,) = timelines(sketch_day("tue 9:00 live math 30\ntue 9:40 live reading 30"))
    assert [run.minutes for run in line.screen_runs(away=10)] == [30, 30]
    assert [run.minutes for run in line.screen_runs(away=11)] == [60]


def test_minutes_that_overlap_are_in_a_run_once() -> None:
    (line,) = timelines(sketch_day("tue 9:00 live math 60\ntue 9:10 live reading 10"))
    assert [run.minutes for run in line.screen_runs()] == [60]


def test_tasks_without_a_time_are_in_no_run() -> None:
    (line,) = timelines(sketch_day("tue 9:00 live math 30\ntue any time reading 90"))
    assert [run.minutes for run in line.screen_runs()] == [30]
