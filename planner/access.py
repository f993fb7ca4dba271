"""The only way from an address to an object.

What a person may not know of is 404; what is visible but not theirs to change is 403. A family
address that never was is 404, one that has ended is 410.
"""

import datetime as dt
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from planner.models import (
    Block,
    Change,
    Classroom,
    District,
    FamilyLink,
    FeedToken,
    Membership,
    Policy,
    PolicyUse,
    School,
    SecretAddress,
    Trial,
    User,
    hash_token,
)

Role = Membership.Role
Address = TypeVar("Address", bound=SecretAddress)


class Gone(Exception):
    """The address was right once: it was revoked or its school year is over (410)."""


def classrooms_planned_by(user: User) -> QuerySet[Classroom]:
    """Classrooms whose plans this person may change: a teacher's own, an administrator's all."""
    return Classroom.objects.filter(
        Q(memberships__user=user, memberships__role=Role.TEACHER)
        | Q(
            school__district__memberships__user=user,
            school__district__memberships__role=Role.ADMINISTRATOR,
        )
    ).distinct()


def schools_overseen_by(user: User) -> QuerySet[School]:
    """Schools whose board this person may see."""
    oversees = (Role.COORDINATOR, Role.ADMINISTRATOR)
    return School.objects.filter(
        Q(memberships__user=user, memberships__role__in=oversees)
        | Q(district__memberships__user=user, district__memberships__role__in=oversees)
    ).distinct()


def classrooms_seen_by(user: User) -> QuerySet[Classroom]:
    """Classrooms whose week this person may look at."""
    return Classroom.objects.filter(
        Q(pk__in=classrooms_planned_by(user).values("pk"))
        | Q(school__in=schools_overseen_by(user).values("pk"))
    )


def may_plan(user: User, classroom: Classroom) -> bool:
    """Whether this person may change the classroom's plan."""
    return classrooms_planned_by(user).filter(pk=classroom.pk).exists()


def get_classroom(user: User, pk: int) -> Classroom:
    """A classroom to look at; 404 where this person may not know of it."""
    classroom = classrooms_seen_by(user).filter(pk=pk).select_related("school__district").first()
    if classroom is None:
        raise Http404("No class of yours has this address.")
    return classroom


def get_classroom_to_plan(user: User, pk: int) -> Classroom:
    """A classroom to change; 404 where invisible, 403 where only visible."""
    classroom = get_classroom(user, pk)
    if not may_plan(user, classroom):
        raise PermissionDenied(
            "You may look at this class's week, but its plan belongs to its teachers."
        )
    return classroom


def get_block_to_plan(user: User, pk: UUID, *, even_removed: bool = False) -> Block:
    """A block to change, with its day and classroom.

    `even_removed` is for edits that were begun before somebody took the block away: they end in
    a conflict that shows both versions, not in a page that is not found.
    """
    blocks = Block.objects.all() if even_removed else Block.objects.standing()
    block = (
        blocks.filter(pk=pk, day__classroom__in=classrooms_seen_by(user))
        .select_related("day__classroom__school__district", "tool")
        .first()
    )
    if block is None:
        raise Http404("This block is not there (any more).")
    if not may_plan(user, block.day.classroom):
        raise PermissionDenied(
            "You may look at this class's week, but its plan belongs to its teachers."
        )
    return block


def get_change_to_undo(user: User, pk: int) -> Change:
    """A change of a plan that this person may undo."""
    change = (
        Change.objects.filter(pk=pk, classroom__in=classrooms_seen_by(user))
        .select_related("classroom__school__district")
        .first()
    )
    if change is None:
        raise Http404("There is no such change.")
    if not may_plan(user, change.classroom):
        raise PermissionDenied(
            "You may look at this class's week, but its plan belongs to its teachers."
        )
    return change


def get_school_board(user: User, pk: int) -> School:
    """A school whose board this person may see."""
    school = schools_overseen_by(user).filter(pk=pk).select_related("district").first()
    if school is None:
        raise Http404("No school of yours has this address.")
    return school


def get_school_board_among(user: User, pk: int) -> tuple[School, list[School]]:
    """A school whose board this person may see, and all such schools by name; in one query."""
    schools = list(schools_overseen_by(user).select_related("district").order_by("name", "pk"))
    school = next((each for each in schools if each.pk == pk), None)
    if school is None:
        raise Http404("No school of yours has this address.")
    return school, schools


def districts_overseen_by(user: User) -> QuerySet[District]:
    """Districts whose policies this person may read: theirs, or that of one of their schools."""
    return District.objects.filter(
        Q(pk__in=districts_governed_by(user).values("pk"))
        | Q(schools__memberships__user=user, schools__memberships__role=Role.COORDINATOR)
    ).distinct()


def districts_governed_by(user: User) -> QuerySet[District]:
    """Districts whose policies this person may change: as coordinator or administrator of all."""
    governs = (Role.COORDINATOR, Role.ADMINISTRATOR)
    return District.objects.filter(memberships__user=user, memberships__role__in=governs).distinct()


def may_govern(user: User, district: District) -> bool:
    """Whether this person may change the district's policies."""
    return districts_governed_by(user).filter(pk=district.pk).exists()


def may_read_policies(user: User, classroom: Classroom) -> bool:
    """Whether this person may read the policies of the class's district."""
    return districts_overseen_by(user).filter(schools=classroom.school_id).exists()


def get_district_policies(user: User, pk: int) -> District:
    """A district whose policies this person may read."""
    district = districts_overseen_by(user).filter(pk=pk).first()
    if district is None:
        raise Http404("No district of yours has this address.")
    return district


def get_district_to_govern(user: User, pk: int) -> District:
    """A district whose policies this person may change; 403 where they may only read them."""
    district = get_district_policies(user, pk)
    if not may_govern(user, district):
        raise PermissionDenied(
            "You may read these policies. Changing them is for the district's coordinators."
        )
    return district


def get_policy(district: District, identifier: str, version: str) -> Policy:
    """A version of a policy that a district keeps."""
    found = Policy.objects.filter(district=district, identifier=identifier, version=version)
    policy = found.select_related("district").first()
    if policy is None:
        raise Http404("This district keeps no such version of a policy.")
    return policy


def get_policy_use(district: District, pk: int) -> PolicyUse:
    """Where a policy of a district is in force."""
    uses = PolicyUse.objects.filter(policy__district=district, pk=pk)
    use = uses.select_related("policy__district", "school").first()
    if use is None:
        raise Http404("No policy of this district is in force there.")
    return use


def get_trial(district: District, pk: int) -> Trial:
    """A policy of a district that is being changed."""
    trials = Trial.objects.filter(district=district, pk=pk)
    trial = trials.select_related("policy", "made_by", "saved_as", "district").first()
    if trial is None:
        raise Http404("No policy is being changed at this address.")
    return trial


def _open_address(kind: type[Address], token: str, now: dt.datetime) -> Address:
    """The address that a token opens: 404 if there never was one, Gone if it has ended."""
    address = (
        kind._default_manager.filter(token_hash=hash_token(token))
        .select_related("classroom__school")
        .first()
    )
    if address is None:
        raise Http404("This address is not known.")
    today = address.classroom.school.local_now(now).date()
    if address.revoked_at is not None or address.expires_on < today:
        raise Gone("This address has ended.")
    return address


def open_family_link(token: str, now: dt.datetime) -> FamilyLink:
    """A family page's link, with its classroom and school."""
    return _open_address(FamilyLink, token, now)


def open_feed(token: str, now: dt.datetime) -> FeedToken:
    """A calendar feed's token, with its classroom and school."""
    return _open_address(FeedToken, token, now)
