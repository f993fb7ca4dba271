"""What each kind of link shows: a table of links and pages, with the names and words of others.

The pages are those of the table of addresses, so that a new one is looked at by itself.
"""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from planner.models import Classroom, FamilyLink, FeedToken, Learner, Mark, MoodCheck
from planner.services.links import make_address
from tests.addresses import GET
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_group,
    make_home_feed,
    make_home_link,
    make_learner,
    make_message,
)
from tests.planner.families.days import EIGHT, publish

pytestmark = pytest.mark.django_db
OF_A_HOME = [name for name, (address, _) in GET.items() if address.startswith("/h/")]
OF_A_CLASS = [name for name, (address, _) in GET.items() if address.startswith("/f/")]
LANGUAGES = ("", "ar/")


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def classroom() -> Classroom:
    """A class with a day, and words in it for one small group."""
    classroom = make_classroom(name="Maple room")
    owls = make_group(classroom, "Owls", kind="small_group")
    make_block(classroom, title="Leaves", supports=((owls.pk, "Wordsforowls"),))
    make_block(classroom, title="Onlyforowls", start=600, groups=[owls.pk])
    publish(classroom)
    return classroom


@pytest.fixture
def names(classroom: Classroom) -> dict[str, object]:
    """What addresses name: a household of Juno and Ines, in a class with others who wrote."""
    juno = make_learner(classroom, first_name="Juno")
    make_learner(classroom, first_name="Ines", household=juno.household)
    stranger = make_learner(classroom, classroom.groups.get(), first_name="Zebulon")
    tell_all(stranger, classroom, "Zebulonasks")
    tell_all(juno, classroom, "Junoasks")
    for whose in (juno, juno.household):
        make_home_feed(whose)
    make_address(FeedToken, of=classroom, today=MONDAY)
    return {
        "learner": juno.pk,
        "other": stranger.pk,
        "home": make_home_link(juno.household)[1],
        "own": make_home_link(juno)[1],
        "link": make_address(FamilyLink, of=classroom, today=MONDAY).spell_token(),
        "room": classroom.pk,
        "monday": MONDAY,
    }


def tell_all(learner: Learner, classroom: Classroom, text: str) -> None:
    """A learner who did all that a learner can do."""
    make_message(learner, classroom, text=text)
    make_message(learner, classroom, text=f"{text} feedback", kind="feedback")
    MoodCheck.objects.create(learner=learner, date=MONDAY, mood="worried", told_at=NOW)
    block = classroom.days.get().blocks.get(title="Leaves")
    Mark.objects.create(
        learner=learner, block=block, kind="done", is_set=True, made_at=NOW, received_at=NOW
    )


def read(address: str, names: dict[str, object]) -> str:
    """A page as a family reads it, with where it led."""
    response = Client().get(address.format(**names), follow=True)
    assert response.status_code == 200
    assert response.cookies == {}
    return response.text


@pytest.mark.parametrize("name", OF_A_HOME)
def test_no_page_of_a_home_shows_a_name_or_a_word_of_another(
    name: str, names: dict[str, object]
) -> None:
    # What the household told of its devices is not behind a child's own link.
    for link in ("home",) if name == "planner:devices" else ("home", "own"):
        page = read(GET[name][0].replace("{home}", f"{{{link}}}"), names)
        for word in ("Zebulon", "Zebulonasks", "Owls", "Onlyforowls", "Wordsforowls"):
            assert word not in page


@pytest.mark.parametrize("name", OF_A_CLASS)
def test_no_page_of_a_class_shows_a_learner(name: str, names: dict[str, object]) -> None:
    page = read(GET[name][0], names)
    for word in ("Zebulon", "Juno", "Ines", "worried"):
        assert word not in page


@pytest.mark.parametrize("page", ["", "questions/", "feedback/", "mood/", "missed/", "home/"])
def test_a_learners_own_link_opens_no_page_of_a_sibling_or_of_a_stranger(
    page: str, names: dict[str, object], classroom: Classroom
) -> None:
    sibling = classroom.enrollments.get(learner__first_name="Ines").learner
    for link, learner, status in (
        ("own", names["learner"], 200),
        ("own", sibling.pk, 404),
        ("own", names["other"], 404),
        ("home", sibling.pk, 200),
        ("home", names["other"], 404),
    ):
        for language in LANGUAGES:
            address = f"/h/{names[link]}/of/{learner}/{language}{page}"
            assert Client().get(address).status_code == status, address


def test_nothing_can_be_sent_as_somebody_else(names: dict[str, object]) -> None:
    for page in ("questions/", "feedback/", "mood/", "marks/"):
        address = f"/h/{names['home']}/of/{names['other']}/{page}"
        assert Client().post(address, {"text": "Hi", "mood": "sad"}).status_code == 404


def test_a_siblings_questions_are_on_the_siblings_page_only(
    names: dict[str, object], classroom: Classroom
) -> None:
    sibling = classroom.enrollments.get(learner__first_name="Ines").learner
    assert "Junoasks" in read(f"/h/{names['home']}/of/{names['learner']}/questions/", names)
    assert "Junoasks" not in read(f"/h/{names['home']}/of/{sibling.pk}/questions/", names)


def test_no_address_and_no_title_carries_a_name(names: dict[str, object]) -> None:
    for name in OF_A_HOME:
        page = read(GET[name][0], names)
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert "Juno" not in title
        assert "Juno" not in "".join(part.split('"')[0] for part in page.split('href="')[1:])


def test_no_address_that_opens_nothing_is_passed_on_or_kept(names: dict[str, object]) -> None:
    home = f"/h/{names['home']}/"
    guessed, posted = f"{home}of/999999/", f"{home}devices/"
    too_much = {"devices": "1" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    client = Client()
    answers = [client.get(guessed), client.get("/f/nothing/"), client.get("/h/nothing/")]
    urlencoded = "application/x-www-form-urlencoded"
    answers.append(client.post(posted, urlencode(too_much), content_type=urlencoded))
    assert [each.status_code for each in answers] == [404, 404, 404, 400]
    for each in answers:
        assert each.headers["Referrer-Policy"] == "no-referrer"
        assert each.headers["Cache-Control"] == "private, no-cache"
