"""The only way from an address to an object, for people who sign in.

What a person may not know of is 404; what is visible but not theirs to change is 403. What the
secret addresses of families open is in `secret_access`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from planner.models import (
    Block,
    Change,
    Classroom,
    District,
    Membership,
    Message,
    Policy,
    PolicyUse,
    School,
    Trial,
    User,
    Waiver,
    WeekTemplate,
)
from planner.models.rooms import find_block, find_room, list_memberships

Role = Membership.Role


def classrooms_planned_by(user: User) -> QuerySet[Classroom]:
    """Classrooms whose plans this person may change: a teacher's own, an administrator's all."""
    return Classroom.objects.filter(
        Q(memberships__user=user, memberships__role=Role.TEACHER)
        | Q(
            school__district__memberships__user=user,
            school__district__memberships__role=Role.ADMINISTRATOR,
        )
    ).distinct()


def classrooms_taught_by(user: User) -> QuerySet[Classroom]:
    """Classrooms of which this person is a teacher."""
    return Classroom.objects.filter(
        memberships__user=user, memberships__role=Role.TEACHER
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


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do, and where: read at once, for whoever asks about one place.

    The querysets above say the same of many places.
    """

    taught: frozenset[int]
    coordinated_schools: frozenset[int]
    coordinated_districts: frozenset[int]
    administered: frozenset[int]

    def may_plan(self, classroom: Classroom) -> bool:
        """Whether the classroom's plan is theirs to change."""
        return classroom.pk in self.taught or classroom.school.district_id in self.administered

    def may_oversee(self, school: School) -> bool:
        """Whether they look after the whole school."""
        district = school.district_id
        return (
            school.pk in self.coordinated_schools
            or district in self.coordinated_districts
            or district in self.administered
        )

    def may_see(self, classroom: Classroom) -> bool:
        """Whether they may look at the classroom's week."""
        return self.may_plan(classroom) or self.may_oversee(classroom.school)


def read_rights(user: User) -> Rights:
    """A person's rights; always one query."""
    held = list_memberships(user.pk)

    def find(wanted: str, places: Iterable[tuple[str, int | None]]) -> frozenset[int]:
        return frozenset(place for role, place in places if role == wanted and place)

    return Rights(
        taught=find(Role.TEACHER, [(role, classroom) for role, classroom, _, _ in held]),
        coordinated_schools=find(Role.COORDINATOR, [(role, school) for role, _, school, _ in held]),
        coordinated_districts=find(Role.COORDINATOR, [(role, place) for role, _, _, place in held]),
        administered=find(Role.ADMINISTRATOR, [(role, district) for role, _, _, district in held]),
    )


def may_plan(user: User, classroom: Classroom) -> bool:
    """Whether this person may change the classroom's plan."""
    return read_rights(user).may_plan(classroom)


def _find_classroom(rights: Rights, pk: int) -> Classroom:
    """A classroom to look at, with its groups."""
    classroom = find_room(pk)
    if classroom is None or not rights.may_see(classroom):
        raise Http404("No class of yours has this address.")
    return classroom


def _refuse_planning(rights: Rights, classroom: Classroom) -> None:
    if not rights.may_plan(classroom):
        raise PermissionDenied(
            "You may look at this class's week, but its plan belongs to its teachers."
        )


def get_classroom(user: User, pk: int) -> Classroom:
    """A classroom to look at; 404 where this person may not know of it."""
    return _find_classroom(read_rights(user), pk)


def get_classroom_to_plan(user: User, pk: int) -> Classroom:
    """A classroom to change; 404 where invisible, 403 where only visible."""
    rights = read_rights(user)
    classroom = _find_classroom(rights, pk)
    _refuse_planning(rights, classroom)
    return classroom


def get_block_to_plan(user: User, pk: UUID, *, even_removed: bool = False) -> Block:
    """A block to change, with its day, its classroom and the classroom's groups.

    `even_removed` is for edits that were begun before somebody took the block away: they end in
    a conflict that shows both versions, not in a page that is not found.
    """
    rights = read_rights(user)
    block = find_block(pk)
    if block is not None and block.removed_at is not None and not even_removed:
        block = None
    if block is None or not rights.may_see(block.day.classroom):
        raise Http404("This block is not there (any more).")
    _refuse_planning(rights, block.day.classroom)
    return block


def may_oversee(user: User, school: School) -> bool:
    """Whether this person looks after the whole school."""
    return schools_overseen_by(user).filter(pk=school.pk).exists()


def templates_for(user: User, classroom: Classroom) -> QuerySet[WeekTemplate]:
    """Week templates to begin a class's week with: this person's own and the school's."""
    return WeekTemplate.objects.kept().filter(Q(owner=user) | Q(school=classroom.school_id))


def get_template(user: User, classroom: Classroom, pk: int) -> WeekTemplate:
    """A kept template of this person's or of the class's school."""
    template = templates_for(user, classroom).filter(pk=pk).first()
    if template is None:
        raise Http404("There is no such template.")
    return template


def get_template_to_change(user: User, classroom: Classroom, pk: int) -> WeekTemplate:
    """A template to rename, remove or bring back: one's own, or as who looks after the school."""
    mine = Q(owner=user) | Q(school=classroom.school_id)
    template = WeekTemplate.objects.filter(mine, pk=pk).select_related("owner", "school").first()
    if template is None:
        raise Http404("There is no such template.")
    if template.owner_id is None and not may_oversee(user, classroom.school):
        raise PermissionDenied("The school's templates are kept by its coordinators.")
    return template


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


def get_message_to_settle(user: User, pk: int) -> Message:
    """A question or feedback to answer or put aside. It is for who plans the class: nobody else
    knows that there is one."""
    mine = Message.objects.filter(classroom__in=classrooms_planned_by(user)).with_places()
    message = mine.filter(pk=pk).first()
    if message is None:
        raise Http404("No question to you has this address.")
    return message


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
    # No text in PostgreSQL holds a NUL, and it does not even look for one.
    is_text = "\0" not in identifier + version
    found = Policy.objects.filter(district=district, identifier=identifier, version=version)
    policy = found.select_related("district").first() if is_text else None
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


def may_waive(user: User, classroom: Classroom) -> bool:
    """Whether this person may waive rules for the class: who oversees its school."""
    return read_rights(user).may_oversee(classroom.school)


def get_classroom_to_waive(user: User, pk: int) -> Classroom:
    """A classroom to waive rules for; 404 where invisible, 403 where only planned or looked at."""
    classroom = get_classroom(user, pk)
    if not may_waive(user, classroom):
        raise PermissionDenied("Rules are waived by the school's coordinators. Ask one of them.")
    return classroom


def get_waiver(user: User, pk: int) -> Waiver:
    """A waiver of a school, or of a class of a school, that this person oversees."""
    schools = schools_overseen_by(user).values("pk")
    mine = Q(school__in=schools) | Q(classroom__school__in=schools)
    waivers = Waiver.objects.filter(mine, pk=pk).with_people()
    waiver = waivers.select_related("school__district", "classroom__school__district").first()
    if waiver is None:
        raise Http404("No waiver of a school of yours has this address.")
    return waiver


def get_trial(district: District, pk: int) -> Trial:
    """A policy of a district that is being changed."""
    trials = Trial.objects.filter(district=district, pk=pk)
    trial = trials.select_related("policy", "made_by", "saved_as", "district").first()
    if trial is None:
        raise Http404("No policy is being changed at this address.")
    return trial
