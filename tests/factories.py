"""Small makers of the rows that tests need; what a test does not name is ordinary."""

import datetime as dt
from itertools import count
from typing import Any

from planner.cadence import load_policy
from planner.models import (
    Block,
    Classroom,
    Closure,
    District,
    Enrollment,
    FamilyLink,
    FeedToken,
    Group,
    HomeFeed,
    HomeLink,
    Household,
    Learner,
    Membership,
    Message,
    PolicyUse,
    School,
    SchoolYear,
    Tool,
    User,
    Waiver,
)
from planner.services.blocks import add_block
from planner.services.closures import declare_closure
from planner.services.links import make_address
from planner.services.policies import put_in_force, store_policy
from planner.services.waivers import WaivedRule, grant_waiver

MONDAY = dt.date(2026, 11, 16)
NOW = dt.datetime(2026, 11, 16, 13, 0, tzinfo=dt.UTC)
"""A Monday, eight in the morning in New York."""

_numbers = count(1)


def make_district(**fields: Any) -> District:
    """A district with a school year around MONDAY."""
    district = District.objects.create(**{"name": f"District {next(_numbers)}", **fields})
    SchoolYear.objects.create(
        district=district,
        title="2026-27",
        starts_on=dt.date(2026, 8, 24),
        ends_on=dt.date(2027, 6, 18),
    )
    return district


def make_school(district: District | None = None, **fields: Any) -> School:
    """A school open from 8:00 to 15:00 in New York."""
    named = {"name": f"School {next(_numbers)}", **fields}
    return School.objects.create(district=district or make_district(), **named)


def make_classroom(school: School | None = None, **fields: Any) -> Classroom:
    """A second grade taught at a distance."""
    named = {"name": f"Class {next(_numbers)}", "grades": ["2"], **fields}
    return Classroom.objects.create(school=school or make_school(), **named)


def make_group(classroom: Classroom, name: str = "A", **fields: Any) -> Group:
    """A cohort of a classroom."""
    return Group.objects.create(classroom=classroom, name=name, **fields)


def make_closure(
    school: School, date: dt.date, reason: str = "Harvest holiday", now: dt.datetime = NOW
) -> Closure:
    """One day without school, at this school only."""
    year = SchoolYear.objects.get(district=school.district)
    return declare_closure(
        school_year=year, school=school, starts_on=date, ends_on=date, reason=reason, now=now
    )


def make_tool(district: District, **fields: Any) -> Tool:
    """An approved meeting platform."""
    named = {
        "name": "Meet",
        "host": "meet.example.org",
        "approved": True,
        "meeting": True,
        **fields,
    }
    return Tool.objects.create(district=district, **named)


def make_user(**fields: Any) -> User:
    """Somebody who can sign in with the password "open sesame 1"."""
    email = fields.pop("email", f"person{next(_numbers)}@school.example")
    return User.objects.create_user(email, "open sesame 1", **{"name": "Pat Example", **fields})


def make_teacher(classroom: Classroom, **fields: Any) -> User:
    """A teacher of this classroom."""
    user = make_user(**fields)
    Membership.objects.create(user=user, role="teacher", classroom=classroom)
    return user


def make_coordinator(place: School | District, **fields: Any) -> User:
    """A coordinator of a school or of a district."""
    user = make_user(**fields)
    where = {"school": place} if isinstance(place, School) else {"district": place}
    Membership.objects.create(user=user, role="coordinator", **where)
    return user


def make_administrator(district: District, **fields: Any) -> User:
    """An administrator of a district."""
    user = make_user(**fields)
    Membership.objects.create(user=user, role="administrator", district=district)
    return user


def make_block(classroom: Classroom, date: dt.date = MONDAY, **fields: Any) -> Block:
    """A block put on a day by the service: live at 9:00 for 30 minutes if nothing else is said."""
    named = {"mode": "live", "title": "Math", "start": 9 * 60, "minutes": 30, **fields}
    change = add_block(by=None, classroom=classroom, date=date, fields=named, now=NOW)
    return Block.objects.select_related("day__classroom__school__district").get(
        pk=change.after[0]["id"]
    )


def make_family_link(classroom: Classroom) -> tuple[FamilyLink, str]:
    """A working family link, and its token."""
    link = make_address(FamilyLink, of=classroom, today=MONDAY)
    return link, link.spell_token()


def make_household(classroom: Classroom, **fields: object) -> Household:
    """A household of this class's school."""
    named = {"label": f"H-{next(_numbers)}", **fields}
    return Household.objects.create(school=classroom.school, **named)


def enrol(learner: Learner, classroom: Classroom, *groups: Group) -> None:
    """Put a learner into a class, and into some of its groups."""
    Enrollment.objects.create(learner=learner, classroom=classroom).groups.set(groups)


def make_learner(
    classroom: Classroom,
    *groups: Group,
    first_name: str = "Juno",
    household: Household | None = None,
) -> Learner:
    """A learner of a class and some of its groups; of a household of its own if none is named."""
    learner = Learner.objects.create(
        household=household or make_household(classroom), first_name=first_name
    )
    enrol(learner, classroom, *groups)
    return learner


def make_message(learner: Learner, classroom: Classroom, **fields: Any) -> Message:
    """A question of a learner's that waits for an answer."""
    named = {"kind": Message.Kind.QUESTION, "text": "How many leaves?", "language": "en", **fields}
    return Message.objects.create(learner=learner, classroom=classroom, **{"sent_at": NOW, **named})


def make_home_link(of: Learner | Household) -> tuple[HomeLink, str]:
    """A working link of a learner or a household, and its token."""
    link = make_address(HomeLink, of=of, today=MONDAY)
    return link, link.spell_token()


def make_home_feed(of: Learner | Household) -> tuple[HomeFeed, str]:
    """A working calendar feed of a learner or a household, and its token."""
    feed = make_address(HomeFeed, of=of, today=MONDAY)
    return feed, feed.spell_token()


def make_feed_token(classroom: Classroom) -> tuple[FeedToken, str]:
    """A working feed token, and the token itself."""
    feed = make_address(FeedToken, of=classroom, today=MONDAY)
    return feed, feed.spell_token()


def put_policy_in_force(district: District, name: str = "aps") -> PolicyUse:
    """A shipped policy, in force in the whole district since long before MONDAY."""
    policy = store_policy(district=district, policy=load_policy(name))
    return put_in_force(policy=policy, since=dt.date(2026, 8, 24), now=NOW)


def make_waiver(place: Classroom | School, rule: str = "house/live", **fields: Any) -> Waiver:
    """A waiver of a rule, named policy/rule, for MONDAY if nothing else is said."""
    policy, _, rule_id = rule.partition("/")
    named: dict[str, Any] = {
        "by": fields.pop("by", None) or make_user(name="Ana Ruiz"),
        "rule": WaivedRule(policy, "House rules", rule_id, "At least an hour live each day."),
        "since": MONDAY,
        "until": MONDAY,
        "reason": "A burst pipe.",
        "now": NOW,
        **fields,
    }
    return grant_waiver(place=place, **named)[0]
