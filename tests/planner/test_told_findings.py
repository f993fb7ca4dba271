"""The week's margin tells nothing twice."""

import datetime as dt

import pytest

from planner.cadence import load_policy
from planner.models import Classroom, Stage
from planner.review import review_week
from planner.services.policies import put_in_force, store_policy
from planner.views.told_findings import ToldWeek, tell_week
from tests.factories import MONDAY, NOW, make_block, make_classroom, put_policy_in_force
from tests.planner.cadence.rules import LIVE_150, make_policy

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + dt.timedelta(days=n) for n in range(1, 5))


@pytest.fixture
def classroom() -> Classroom:
    room = make_classroom(subjects=["math", "science"])
    put_policy_in_force(room.school.district)
    return room


def tell(classroom: Classroom) -> ToldWeek:
    return tell_week(review_week(classroom, MONDAY, Stage.DRAFT))


def test_the_same_finding_on_several_days_is_told_once_with_the_days(classroom: Classroom) -> None:
    for date in (TUESDAY, WEDNESDAY, THURSDAY):
        make_block(classroom, date, minutes=60)
    told = [(each.says, each.days) for each in tell(classroom).repeated]
    assert ("90 live minutes short", "Tuesday to Thursday") in told


def test_a_day_that_falls_shorter_is_told_by_itself(classroom: Classroom) -> None:
    for date, minutes in ((TUESDAY, 60), (WEDNESDAY, 60), (FRIDAY, 40)):
        make_block(classroom, date, minutes=minutes)
    week = tell(classroom)
    assert "Tuesday and Wednesday" in [each.days for each in week.repeated]
    texts = [found.text for each in week.by_day[FRIDAY] for found in each.findings]
    assert "The class has 40 live minutes on Friday: 110 minutes short of 150." in texts


def test_days_with_nothing_on_them_are_not_told_of(classroom: Classroom) -> None:
    make_block(classroom, TUESDAY)
    week = tell(classroom)
    assert (week.repeated, list(week.by_day)) == ((), [TUESDAY])


def test_every_subject_that_one_rule_misses_is_told_together(classroom: Classroom) -> None:
    make_block(classroom, MONDAY)
    together = tell(classroom).by_day[MONDAY][0]
    assert [found.key for found in together.findings] == ["math", "science"]
    assert together.advice == "Add 30 async minutes in math. Add 30 async minutes in science."


def test_blocks_at_the_same_time_are_told_day_by_day(classroom: Classroom) -> None:
    for date in (TUESDAY, WEDNESDAY):
        make_block(classroom, date)
        make_block(classroom, date, title="Science", start=9 * 60 + 10)
    week = tell(classroom)
    first = [week.by_day[date][0].findings[0].text for date in (TUESDAY, WEDNESDAY)]
    assert first == [
        "“Math” and “Science” overlap by 20 minutes on Tuesday.",
        "“Math” and “Science” overlap by 20 minutes on Wednesday.",
    ]


def test_a_policy_that_asks_alone_is_not_named(classroom: Classroom) -> None:
    make_block(classroom, TUESDAY)
    assert {each.asked_by for each in tell(classroom).by_day[TUESDAY]} == {""}


def test_a_policy_is_named_where_two_ask_with_the_same_strength(classroom: Classroom) -> None:
    make_block(classroom, TUESDAY)
    second = make_policy(LIVE_150.replace("150", "200"))
    stored = store_policy(district=classroom.school.district, policy=second)
    put_in_force(policy=stored, since=MONDAY, now=NOW)
    named = {each.asked_by for each in tell(classroom).by_day[TUESDAY] if each.strength == "must"}
    assert named == {load_policy("aps").name, "Test"}
