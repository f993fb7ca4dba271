"""What one person may do in one place, against the lists of all the places where they may."""

import pytest

from planner import access
from planner.models import Classroom, Membership, User
from tests.factories import (
    make_administrator,
    make_classroom,
    make_coordinator,
    make_district,
    make_school,
    make_teacher,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_rights_in_one_place_agree_with_the_lists_of_places() -> None:
    district = make_district()
    school, sister, elsewhere = make_school(district), make_school(district), make_school()
    rooms = [make_classroom(at) for at in (school, school, sister, elsewhere)]
    both = make_teacher(rooms[0])
    Membership.objects.create(user=both, role="coordinator", school=sister)
    people = [
        make_user(),
        make_teacher(rooms[0]),
        make_coordinator(school),
        make_coordinator(district),
        make_administrator(district),
        make_administrator(elsewhere.district),
        both,
    ]

    def ask_one_by_one(user: User) -> list[tuple[Classroom, bool, bool, bool]]:
        rights = access.read_rights(user)
        return [
            (room, rights.may_plan(room), rights.may_see(room), rights.may_oversee(room.school))
            for room in rooms
        ]

    def ask_lists(user: User) -> list[tuple[Classroom, bool, bool, bool]]:
        planned, seen = access.classrooms_planned_by(user), access.classrooms_seen_by(user)
        overseen = access.schools_overseen_by(user)
        return [(room, room in planned, room in seen, room.school in overseen) for room in rooms]

    assert [ask_one_by_one(user) for user in people] == [ask_lists(user) for user in people]
