"""The only way from an address to a learner or a household, for people who sign in.

What their links open in turn, without a sign-in, is in `secret_access`.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from planner.access import Rights, get_classroom_to_plan, read_rights
from planner.models import Classroom, Enrollment, Household, Learner, User


@dataclass(frozen=True, slots=True)
class ClassHousehold:
    """A household as somebody sees it who plans a class of one of its learners."""

    household: Household
    learners: tuple[Learner, ...]
    """Those in this class, and nobody else."""
    is_shared: bool
    """Whether its link would also open the day of a class that this person does not plan."""


def learners_of(classroom: Classroom) -> QuerySet[Learner]:
    """The learners of a class, by first name."""
    mine = Learner.objects.filter(enrollments__classroom=classroom)
    return mine.select_related("household__school").order_by("first_name", "pk")


def list_households(user: User, classroom: Classroom) -> list[ClassHousehold]:
    """The households of a class's learners, by label; three queries."""
    return _read_households(read_rights(user), classroom)


def _read_households(rights: Rights, classroom: Classroom) -> list[ClassHousehold]:
    homes: dict[Household, list[Learner]] = defaultdict(list)
    for learner in learners_of(classroom):
        homes[learner.household].append(learner)
    places = Enrollment.objects.filter(learner__household__in=homes)
    shared = {
        each.learner.household_id
        for each in places.select_related("learner", "classroom__school")
        if not rights.may_plan(each.classroom)
    }
    return [
        ClassHousehold(home, tuple(learners), home.pk in shared)
        for home, learners in sorted(homes.items(), key=lambda pair: (pair[0].label, pair[0].pk))
    ]


def get_learner_to_link(user: User, pk: int, learner_pk: int) -> tuple[Classroom, Learner]:
    """A class and one of its learners, for those who may plan it; 404 for any other learner."""
    classroom = get_classroom_to_plan(user, pk)
    learner = learners_of(classroom).filter(pk=learner_pk).first()
    if learner is None:
        raise Http404("This class has no such learner.")
    return classroom, learner


def get_household_to_link(
    user: User, pk: int, household_pk: int
) -> tuple[Classroom, ClassHousehold]:
    """A class and a household of its learners, for those who may plan every class of that home.

    Its link shows all of its learners, so a teacher of one of them alone is refused: 403.
    """
    classroom = get_classroom_to_plan(user, pk)
    homes = _read_households(read_rights(user), classroom)
    home = next((each for each in homes if each.household.pk == household_pk), None)
    if home is None:
        raise Http404("No learner of this class lives in this household.")
    if home.is_shared:
        raise PermissionDenied(
            "A learner of this household is in a class that you do not plan. "
            "The household's link is for the district's administrators to hand out."
        )
    return classroom, home
