"""Whose days are judged together: teachers, grades, schools, whole districts."""

import datetime as dt

import pytest

from planner.cadence import judge
from planner.cadence.calendars import make_calendar
from planner.cadence.pools import Pool, find_pools, find_teacher, name_pools, view_day
from planner.cadence.sketches import MONDAY, sketch_days

from .rules import make_policy

TWO_CLASSES = """class id=one grades=1-2 school=North teachers=Ada
mon 9:00 live math 30
mon 9:40 break stretch 10
tue 9:00 live math 30 teacher=Bo
class id=two grades=2-3 school=North teachers=Ada,Cy
mon 8:00 live art 20 teacher=Ada
mon 10:00 live music 40
class id=three grades=3
mon 9:00 live math 30
"""


def pool(key: str) -> list[Pool]:
    days = sorted(sketch_days(TWO_CLASSES), key=lambda day: (day.date, day.classroom.id))
    views = [view_day(day) for day in days]
    return list(find_pools(key, views, make_calendar([day.date for day in days], ())))


def show(found: Pool) -> list[tuple[int, list[str]]]:
    """Each date's day of the month with the titles of its only timeline."""
    return [
        (view.day.date.day, [block.title for block in view.timelines[0].blocks])
        for view in found.views
    ]


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("grade", ("1", "2")),
        ("school", ("North",)),
        ("classroom", ("one",)),
        ("everywhere", ("everywhere",)),
    ],
)
def test_a_day_belongs_to_its_grades_its_school_its_class_and_everywhere(
    key: str, names: tuple[str, ...]
) -> None:
    assert name_pools(key, sketch_days(TWO_CLASSES)[0]) == names


def test_a_class_of_no_school_belongs_to_none() -> None:
    assert name_pools("school", sketch_days(TWO_CLASSES)[-1]) == ()


def test_a_teacher_s_day_has_the_lessons_of_all_classes_and_days_without_any() -> None:
    pools = {found.name: found for found in pool("teacher")}
    assert list(pools) == ["Ada", "Bo", "Cy"]
    # Ada is one of two teachers of the music lesson: nobody can say which of them gives it.
    assert show(pools["Ada"]) == [(14, ["Art", "Math"]), (15, [])]
    assert show(pools["Bo"]) == [(15, ["Math"])]
    assert show(pools["Cy"]) == [(14, [])]
    assert [found.classroom_id for found in pools.values()] == ["", "one", ""]


@pytest.mark.parametrize(
    ("number", "teacher"), [(0, "Ada"), (1, ""), (2, "Bo"), (3, "Ada"), (4, ""), (5, "")]
)
def test_a_block_is_taught_by_whom_it_names_or_by_the_only_teacher(
    number: int, teacher: str
) -> None:
    pairs = [(day, block) for day in sketch_days(TWO_CLASSES) for block in day.blocks]
    assert find_teacher(*pairs[number]) == teacher


def test_a_break_has_a_teacher_only_where_it_names_one() -> None:
    (day,) = sketch_days(
        "class teachers=Ada\nmon 9:00 break play 10 teacher=Bo\nmon 10:00 lunch 10"
    )
    assert [find_teacher(day, block) for block in day.blocks] == ["Bo", ""]


def test_a_grade_s_pool_asks_for_this_grade_alone() -> None:
    found = {each.name: each for each in pool("grade")}
    assert {name: each.grades for name, each in found.items()} == {
        "1": ("1",),
        "2": ("2",),
        "3": ("3",),
    }
    assert [view.day.classroom.id for view in found["2"].views] == ["one", "two", "one"]
    assert [each.classroom_id for each in found.values()] == ["one", "", ""]


def test_classes_and_everything_have_no_name_of_their_own() -> None:
    assert [each.name for each in pool("classroom")] == [None, None, None]
    (district,) = pool("everywhere")
    assert (district.name, district.classroom_id) == (None, "")
    assert district.grades == ("1", "2", "3")
    assert [each.name for each in pool("school")] == ["North"]


def test_what_a_teacher_breaks_is_told_by_name_and_date() -> None:
    rule = (
        'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nkey = "teacher"\nat_most = 40'
    )
    (finding,) = judge(sketch_days(TWO_CLASSES), [make_policy(rule)]).findings
    assert finding.text == "Ada has 50 live minutes on Monday: 10 minutes over 40."
    assert (finding.key, finding.classroom_id, finding.first_date) == ("Ada", "", MONDAY)


def test_what_a_grade_breaks_is_told_by_its_name() -> None:
    rule = (
        'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nkey = "grade"\nat_most = 60'
    )
    findings = judge(sketch_days(TWO_CLASSES), [make_policy(rule)]).findings
    assert [(f.key, f.found, f.text) for f in findings] == [
        ("2", 90, "Grade 2 has 90 live minutes on Monday: 30 minutes over 60."),
        ("3", 90, "Grade 3 has 90 live minutes on Monday: 30 minutes over 60."),
    ]


def test_the_mean_of_all_classes_is_the_district_s() -> None:
    rule = (
        'measure = "minutes"\nof = { mode = "live" }\nwindow = "week"\nkey = "everywhere"\n'
        'mean_over = "classroom"\nat_least = 51'
    )
    closed = [MONDAY + dt.timedelta(days=number) for number in (2, 3, 4)]
    (finding,) = judge(sketch_days(TWO_CLASSES), [make_policy(rule)], closed=closed).findings
    assert finding.text == (
        "The district has 50 live minutes on average over the classes "
        "in the week of 14 September: 1 minute short of 51."
    )


COHORTS = (
    "class id=one groups=A,B\nmon 9:00 live math 60 @A\nmon 10:00 live math 30 @B\n"
    "mon 11:00 live meeting 10\n"
    "class id=two small=Extra\nmon 9:00 live math 20\nmon 10:00 live math 90 @Extra"
)


@pytest.mark.parametrize("key", ["everywhere", "grade"])
def test_a_class_in_cohorts_counts_with_what_its_learners_have_on_average(key: str) -> None:
    rule = (
        f'measure = "minutes"\nof = {{ mode = "live" }}\nwindow = "day"\nkey = "{key}"\n'
        'mean_over = "classroom"\nat_least = 99'
    )
    # Of the first class A has 70 and B 40 minutes, of the second everyone has 20.
    (finding,) = judge(sketch_days(COHORTS), [make_policy(rule)]).findings
    assert finding.found == 37.5


def test_a_teacher_s_load_is_what_every_cohort_is_taught() -> None:
    rule = (
        'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nkey = "teacher"\n'
        'mean_over = "classroom"\nat_most = 9'
    )
    plan = COHORTS.replace("class id=", "class teachers=Kim id=")
    (finding,) = judge(sketch_days(plan), [make_policy(rule)]).findings
    # From 9 to 11:30, in one class or the other.
    assert finding.found == 150


@pytest.mark.parametrize(("window", "found"), [('"day"', 60), ('"half_day"', 60)])
def test_blocks_of_two_classes_may_share_an_id(window: str, found: int) -> None:
    rule = f'measure = "minutes"\nof = {{}}\nwindow = {window}\nkey = "teacher"\nat_least = 99'
    plan = (
        "class id=one teachers=Ada\nmon 9:00 live math 30\n"
        "class id=two teachers=Ada\nmon 10:00 live art 30"
    )
    findings = judge(sketch_days(plan), [make_policy(rule)]).findings
    assert max(finding.found for finding in findings) == found
