"""Schools, policies and published days for the tests of boards."""

import datetime as dt
from typing import Any

from planner.cadence import parse_policy
from planner.models import Classroom, PolicyUse, School
from planner.services.policies import put_in_force, store_policy
from planner.services.publishing import preview_week, publish_week
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_school

TUESDAY = MONDAY + dt.timedelta(days=1)
FRIDAY = MONDAY + dt.timedelta(days=4)

HOUSE_RULES = """
id = "house"
name = "House rules"
version = "1"

[[rules]]
id = "live"
says = "At least an hour live each day."
strength = "must"
measure = "minutes"
of = { mode = "live" }
window = "day"
at_least = 60
source = { authority = "The school", address = "https://school.example/rules", quote = "an hour" }

[[rules]]
id = "offline"
says = "Something to do away from the screen each day."
strength = "should"
measure = "minutes"
of = { mode = "async" }
window = "day"
at_least = 10
source = { authority = "The school" }

[[rules]]
id = "week"
says = "At most five hours live in a week."
strength = "must"
measure = "minutes"
of = { mode = "live" }
window = "week"
at_most = 300
source = { authority = "The school" }

[[rules]]
id = "consent"
says = "Families agree to recordings."
strength = "must"
unchecked = "A plan does not know who agreed."
source = { authority = "The school" }
"""

TUESDAY_RULE = """
id = "extra"
name = "Extra rules"
version = "1"

[[rules]]
id = "tuesday"
says = "No live time on Tuesdays."
strength = "must"
measure = "minutes"
of = { mode = "live" }
window = "day"
at_most = 0
when = { weekdays = "tue" }
source = { authority = "The school" }
"""


def enforce(
    school: School, text: str = HOUSE_RULES, grades: tuple[str, ...] = (), since: dt.date = MONDAY
) -> PolicyUse:
    """Put a policy in force at a school."""
    policy = store_policy(district=school.district, policy=parse_policy(text))
    return put_in_force(policy=policy, school=school, since=since, grades=grades, now=NOW)


def make_board_school(**fields: Any) -> School:
    """A school with the house rules in force and no classes."""
    school = make_school(**fields)
    enforce(school)
    return school


def publish(classroom: Classroom, monday: dt.date = MONDAY) -> None:
    """Publish a class's week as it is drafted."""
    publish_week(
        by=None,
        classroom=classroom,
        monday=monday,
        versions=preview_week(classroom, monday).versions,
        confirm_clash=True,
        now=NOW,
    )


def add_day(
    classroom: Classroom, date: dt.date = MONDAY, *, live: int = 60, task: int = 20
) -> None:
    """Draft a day: so many minutes live at nine, and a task of so many at any time."""
    if live:
        make_block(classroom, date, minutes=live, title="Math together")
    if task:
        fields = {"mode": "async", "screen": "off", "start": None}
        make_block(classroom, date, minutes=task, title="Read aloud", **fields)


def make_published(
    school: School, name: str, *, live: int = 60, task: int = 20, date: dt.date = MONDAY
) -> Classroom:
    """A class of this school with one published day."""
    classroom = make_classroom(school, name=name)
    add_day(classroom, date, live=live, task=task)
    publish(classroom)
    return classroom
