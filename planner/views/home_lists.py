"""The learners and the households of a class, each with what its links are doing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from planner.home_access import learners_of, list_households
from planner.models import Classroom, HomeFeed, HomeLink, SecretAddress, User
from planner.services.links import find_working_addresses


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One learner or one household in the list."""

    root: str
    """The address of the page about its links."""
    name: str
    learners: str
    """Who of this class lives there; empty for a learner."""
    addresses: Sequence[tuple[str, SecretAddress | None]]
    """Each kind, with the address of it that works."""
    is_shared: bool = False
    """Whether its links are not this person's to hand out."""


def list_learner_rows(classroom: Classroom, today: dt.date) -> list[HomeRow]:
    """A class's learners by first name; three queries."""
    learners = list(learners_of(classroom))
    pages = find_working_addresses(HomeLink, places=learners, today=today)
    feeds = find_working_addresses(HomeFeed, places=learners, today=today)
    return [
        HomeRow(
            reverse("planner:home_links", args=[classroom.pk, "learners", learner.pk]),
            learner.first_name,
            "",
            (("page", pages.get(learner.pk)), ("calendar", feeds.get(learner.pk))),
        )
        for learner in learners
    ]


def list_household_rows(user: User, classroom: Classroom, today: dt.date) -> list[HomeRow]:
    """The households of a class's learners by label; five queries."""
    homes = list_households(user, classroom)
    mine = [home.household for home in homes if not home.is_shared]
    pages = find_working_addresses(HomeLink, places=mine, today=today)
    feeds = find_working_addresses(HomeFeed, places=mine, today=today)
    return [
        HomeRow(
            reverse("planner:home_links", args=[classroom.pk, "households", home.household.pk]),
            home.household.label,
            ", ".join(learner.first_name for learner in home.learners),
            (
                ("page", pages.get(home.household.pk)),
                ("calendar", feeds.get(home.household.pk)),
            ),
            home.is_shared,
        )
        for home in homes
    ]
