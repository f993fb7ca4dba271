"""Making households, their learners and their links."""

import re
from typing import Any

from django.test import Client

from planner.models import Classroom, Group, Household, Learner
from tests.factories import (
    make_block,
    make_classroom,
    make_home_link,
    make_household,
    make_learner,
)
from tests.planner.families.days import publish


def add_child(household: Household, name: str, classroom: Classroom, *groups: Group) -> Learner:
    """A learner of a household, in a class and in some of its groups."""
    return make_learner(classroom, *groups, first_name=name, household=household)


def find_home_token(of: Learner | Household) -> str:
    """The token of a working link to a learner's or a household's pages."""
    return make_home_link(of)[1]


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
        self.ana = add_child(self.household, "Ana", self.maple)
        self.ben = add_child(self.household, "Ben", self.oak)
        self.token = find_home_token(self.household)

    @property
    def address(self) -> str:
        return f"/h/{self.token}/"


def read(client: Client, address: str) -> str:
    """What a page says, without its markup."""
    response = client.get(address)
    assert response.status_code == 200
    text = re.sub(r"<(title|use|style)[^>]*>.*?</\1>|<[^>]+>", " ", response.content.decode())
    return " ".join(text.split())
