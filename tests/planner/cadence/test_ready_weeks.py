"""The shipped weeks: for every shipped policy there is one that keeps it, whatever the subjects."""

import datetime as dt
from collections.abc import Sequence

import pytest

from planner.cadence import judge, load_policy
from planner.cadence.files import shipped_names
from planner.cadence.plan import Grade, PlannedClassroom, PlannedDay
from planner.cadence.ready_weeks import (
    USUAL_SUBJECTS,
    ReadyWeek,
    fill_week,
    pick_subject,
    ready_weeks,
)
from planner.cadence.sketch_facts import make_block
from planner.cadence.sketches import MONDAY

MANY = ("math", "reading", "science", "social studies", "art", "music", "Spanish")


def plan_week(week: ReadyWeek, grade: Grade, subjects: Sequence[str]) -> list[PlannedDay]:
    """The week as a class of one grade would have it."""
    room = PlannedClassroom(id="c", name="Class", grades=(grade,), subjects=tuple(subjects))
    filled = fill_week(week, subjects)
    return [
        PlannedDay(
            classroom=room,
            date=MONDAY + dt.timedelta(days=day),
            blocks=tuple(
                make_block(block, f"{day}-{number}", MONDAY)
                for number, (weekday, block) in enumerate(filled)
                if weekday == day
            ),
        )
        for day in range(5)
    ]


def musts_broken(
    week: ReadyWeek, policy: str, grade: Grade, subjects: Sequence[str] = MANY[:3]
) -> list[str]:
    found = judge(plan_week(week, grade, subjects), [load_policy(policy)]).findings
    return [each.text for each in found if each.strength == "must" and each.outcome == "broken"]


@pytest.mark.parametrize("policy", shipped_names())
def test_every_shipped_policy_has_a_week_that_keeps_its_musts(policy: str) -> None:
    assert any(
        not musts_broken(week, policy, grade)
        for week in ready_weeks()
        for grade in sorted(week.grades)
    )


@pytest.mark.parametrize("grade", ["K", "2", "5"])
@pytest.mark.parametrize("count", [1, 2, 4, 7])
def test_a_class_of_any_subjects_keeps_aps_with_live_mornings(grade: Grade, count: int) -> None:
    week = next(week for week in ready_weeks() if week.id == "live-mornings")
    assert musts_broken(week, "aps", grade, MANY[:count]) == []


@pytest.mark.parametrize("policy", ["aps", "good-practice", "pragyata"])
def test_the_best_known_policies_are_kept_to_their_last_should(policy: str) -> None:
    assert any(
        judge(plan_week(week, "4", MANY[:3]), [load_policy(policy)]).findings == ()
        for week in ready_weeks()
    )


@pytest.mark.parametrize("week", ready_weeks(), ids=lambda week: week.id)
def test_no_shipped_week_puts_two_blocks_at_one_time(week: ReadyWeek) -> None:
    for count in (1, 4, 7):
        found = judge(plan_week(week, "4", MANY[:count]), ()).findings
        assert [each.text for each in found] == []


@pytest.mark.parametrize("week", ready_weeks(), ids=lambda week: week.id)
def test_a_shipped_week_lies_within_a_school_day_and_says_what_it_is_like(week: ReadyWeek) -> None:
    timed = [block for _, block in fill_week(week, ()) if block.start is not None]
    assert all(480 <= (block.start or 0) <= 900 - block.minutes + 15 for block in timed)
    assert week.says.endswith(".")


def test_subjects_take_their_places_in_turn() -> None:
    assert [pick_subject("abcde", number) for number in range(1, 8)] == list("abcdecd")
    assert [pick_subject("ab", number) for number in range(1, 5)] == list("abab")


def test_titles_and_subjects_are_the_class_s_own_words() -> None:
    week = next(week for week in ready_weeks() if week.id == "live-mornings")
    filled = fill_week(week, ["Math (30)", "live art", "(_)"])
    assert {block.subject for _, block in filled} == {"Math (30)", "live art", "(_)", None}
    assert "Live art lesson" in {block.title for _, block in filled}


def test_a_class_without_subjects_gets_the_usual_ones() -> None:
    subjects = {block.subject for _, block in fill_week(ready_weeks()[0], ())} - {None}
    assert subjects <= set(USUAL_SUBJECTS)


def test_one_week_keeps_aps_and_good_practice_together_to_the_last_should() -> None:
    week = next(week for week in ready_weeks() if week.id == "short-lessons")
    policies = [load_policy("aps"), load_policy("good-practice")]
    for grade in ("K", "2", "5"):
        assert judge(plan_week(week, grade, MANY[:4]), policies).findings == ()
