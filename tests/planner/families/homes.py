"""Making households, their learners and their links."""

import re
from typing import Any

from django.test import Client

from planner.models import Classroom, Enrollment, Group, HomeLink, Household, Learner
from planner.services.links import make_address
from tests.factories import MONDAY, make_block, make_classroom
from tests.planner.families.days import publish


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


class Home:
    """Ana and Ben, each live at nine, and Ben with a task for any time."""

    def __init__(self, **fields: Any) -> None:
        self.maple = make_classroom(name="Maple")
        self.oak = make_classroom(self.maple.school, name="Oak")
        make_block(self.maple, title="Math", link="https://meet.example.org/maple")
        make_block(self.oak, title="Art", link="https://meet.example.org/oak")
        make_block(self.oak, title="Reading", mode="async", screen="off", start=None)
        publish(self.maple)
        publish(self.oak)
        self.household = make_household(self.maple, **fields)
        self.ana = make_learner(self.household, "Ana", self.maple)
        self.ben = make_learner(self.household, "Ben", self.oak)
        self.token = make_home_link(self.household)

    @property
    def address(self) -> str:
        return f"/h/{self.token}/"


def read(client: Client, address: str) -> str:
    """What a page says, without its markup."""
    response = client.get(address)
    assert response.status_code == 200
    text = re.sub(r"<(title|use|style)[^>]*>.*?</\1>|<[^>]+>", " ", response.content.decode())
    return " ".join(text.split())
