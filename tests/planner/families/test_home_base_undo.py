"""A saved home base, taken back in one step."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from planner.cadence.plan import Translation, digest_words
from planner.models import Classroom
from planner.services.homes import HomeContent, HomeEntry, find_home_base, read_content
from tests.factories import make_classroom, make_teacher
from tests.planner.families.days import EIGHT
from tests.planner.families.test_home_base import MEETING, keep, spell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def classroom(client: Client) -> Classroom:
    """A class whose teacher is signed in."""
    classroom = make_classroom(name="Maple room")
    client.force_login(make_teacher(classroom, name="Ana Ruiz"))
    return classroom


FULL = HomeContent(
    welcome="Hello!\nCome in.",
    getting_help="Call us.",
    evening="Read together.",
    entries=(MEETING.model_copy(update={"words": "Every day"}),),
    translations=(Translation("welcome", "es", digest_words("Hello!\nCome in."), "¡Hola!"),),
)


def read_undo(page: str) -> dict[str, str]:
    """What the form behind Undo posts."""
    form = page.partition('<form class="note"')[2].partition("</form>")[0]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: html.unescape(value) for name, value in fields}


def test_a_saved_home_base_is_taken_back_in_one_step_and_forth_again(
    client: Client, classroom: Classroom
) -> None:
    whole = [*HomeContent.model_fields.items(), *HomeEntry.model_fields.items()]
    assert all(getattr(FULL, name, "") or getattr(FULL.entries[0], name, "") for name, _ in whole)
    keep(classroom, FULL)
    root = f"/classes/{classroom.pk}/home/"
    client.post(f"{root}edit/", spell(welcome="Good morning!", version="1"))
    page = client.get(root).text
    assert "The home base is kept: families see it now." in page
    assert "Undo</button>" not in client.get(root).text
    client.post(f"{root}edit/", read_undo(page))
    assert read_content(find_home_base(classroom.pk)) == FULL
    client.post(f"{root}edit/", read_undo(client.get(root).text))
    assert read_content(find_home_base(classroom.pk)).welcome == "Good morning!"


def test_the_first_home_base_of_a_class_is_taken_back_to_none(
    client: Client, classroom: Classroom
) -> None:
    root = f"/classes/{classroom.pk}/home/"
    client.post(f"{root}edit/", spell(welcome="Good morning!"))
    client.post(f"{root}edit/", read_undo(client.get(root).text))
    page = client.get(root).text
    assert "Write the home base" in page
    assert "Undo</button>" in page


def test_taking_back_what_somebody_else_changed_meanwhile_shows_both_and_overwrites_nothing(
    client: Client, classroom: Classroom
) -> None:
    keep(classroom)
    root = f"/classes/{classroom.pk}/home/"
    client.post(f"{root}edit/", spell(welcome="Good morning!", version="1"))
    undo = read_undo(client.get(root).text)
    keep(classroom, HomeContent(welcome="Somebody else's"), version=2)
    response = client.post(f"{root}edit/", undo)
    assert response.status_code == 409
    assert "Hello!" in response.text
    assert read_content(find_home_base(classroom.pk)).welcome == "Somebody else's"


def test_what_changed_nothing_offers_no_way_back(client: Client, classroom: Classroom) -> None:
    keep(classroom, HomeContent(welcome="Hello!"))
    root = f"/classes/{classroom.pk}/home/"
    client.post(f"{root}edit/", spell(welcome="Hello!", version="1"))
    page = client.get(root).text
    assert "Nothing to change." in page
    assert "Undo</button>" not in page
