"""Making households, their learners and their links."""

from planner.models import Classroom, Enrollment, Group, HomeLink, Household, Learner
from planner.services.links import make_address
from tests.factories import MONDAY


def make_household(classroom: Classroom, **fields: object) -> Household:
    """A household of this class's school."""
    count = Household.objects.count()
    return Household.objects.create(school=classroom.school, **{"label": f"H-{count}", **fields})


def make_learner(household: Household, name: str, classroom: Classroom, *groups: Group) -> Learner:
    """A learner of a household, in a class and in some of its groups."""
    learner = Learner.objects.create(household=household, first_name=name)
    enrol(learner, classroom, *groups)
    return learner


def enrol(learner: Learner, classroom: Classroom, *groups: Group) -> None:
    """Put a learner into a class, and into some of its groups."""
    Enrollment.objects.create(learner=learner, classroom=classroom).groups.set(groups)


def make_home_link(of: Learner | Household) -> str:
    """The token of a working link to a learner's or a household's pages."""
    return make_address(HomeLink, of=of, today=MONDAY).spell_token()
